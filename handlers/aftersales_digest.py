"""What digests say of what comes after the sale: complaints without a step, revisits that are due (R240, R249, R250)."""

from __future__ import annotations

from collections.abc import Collection

from handlers.aftersales import averages_lines, this_period, to_revisit_lines
from rules.complaint_moves import STATE_WORDS, ComplaintState
from rules.words import Line, line, title
from storage import complaints
from storage.customers import customer
from storage.tables.aftersales import ComplaintRow
from storage.work import Work

Part = tuple[Line, list[Line]]


def morning_parts(work: Work, owners: Collection[int]) -> list[Part]:
    """Her day: open complaints, the longest without a step first, and whose revisit is due."""
    people = sorted(owners)
    return [
        (title("Complaints"), [_short(work, each) for each in complaints.open_ones(work.session, people)]),
        (title("Customers to revisit"), [words for words, _ in to_revisit_lines(work, people)]),
    ]


def department_lines(work: Work) -> list[Line]:
    """How many complaints are open, how many had no step for a business day, and how satisfied customers are."""
    rows = complaints.open_ones(work.session)
    lines = []
    if rows:
        late = [each for each in rows if work.calendar.minutes_between(each.step_since, work.now) > _limit(work)]
        lines.append(line("Complaints: open {count}, without a step in time {late}", count=len(rows), late=len(late)))
    return [*lines, *averages_lines(work, this_period(work), by_owner=False)]


def _limit(work: Work) -> int:
    return work.policy.limit_minutes * work.policy.complaint_step


def _short(work: Work, row: ComplaintRow) -> Line:
    buyer = customer(work.session, row.customer_id)
    return line(
        "{number} · {customer}: {state}, since {at}",
        number=complaints.called(row),
        customer=buyer.name if buyer else "?",
        state=STATE_WORDS[ComplaintState(row.state)],
        at=row.step_since,
    )
