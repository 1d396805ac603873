"""What digests say of samples: what she has to do, what is due or late, what waits for the customer (R56, R144-R155)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from rules.sample_moves import STATE_WORDS
from rules.sample_moves import SampleState as S
from rules.words import Line, line, title
from storage import samples
from storage.customers import customer
from storage.tables.samples import SampleRow
from storage.work import Work

Part = tuple[Line, list[Line]]
_SOON = timedelta(days=3)
_HERS = frozenset({S.REQUESTED, S.REVIEWED, S.RETAINED})
"""States in which the owner has the ball."""
_OUT = frozenset({S.DELIVERED, S.FEEDBACK})


def sample_parts(work: Work, owners: Collection[int]) -> list[Part]:
    """Samples of hers: to be looked after today, and those of which the customer's word is waited for."""
    rows = samples.standing(work.session, sorted(owners))
    waiting = [each for each in rows if each.state in _OUT]
    mine = [each for each in rows if each not in waiting and _is_due(work, each)]
    return [
        (title("Samples to look after"), [_short(work, each) for each in mine]),
        (title("Samples: the customer's opinion is missing"), [_short(work, each) for each in waiting]),
    ]


def _short(work: Work, row: SampleRow) -> Line:
    """Without what the customer wants made: a digest is no look at his file (R336)."""
    buyer = customer(work.session, row.customer_id)
    return line(
        "{number} · {customer}: {state}, since {at}",
        number=samples.called(row),
        customer=buyer.name if buyer else "?",
        state=STATE_WORDS[S(row.state)],
        at=row.state_since,
    )


def _is_due(work: Work, row: SampleRow) -> bool:
    """Hers to do, or needed within three days and not sent yet."""
    if row.state in _HERS:
        return True
    return row.need_by is not None and row.sent_at is None and row.need_by <= work.calendar.day_of(work.now) + _SOON
