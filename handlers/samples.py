"""Samples in chat: what is noted and told of them, the card with its next steps, and the list (M3, M3b)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from handlers.asked import Asked
from handlers.asking import in_rows
from handlers.order_sight import OrderSight
from handlers.sample_buttons import choices, name
from handlers.sample_lines import card_lines
from handlers.sample_sight import sample_sight
from handlers.telling import to_colleague, to_roles
from handlers.viewing import shown_all
from rules.approval import content_hash
from rules.outgoing import Choice, Choices, Outgoing, Say
from rules.permission import Role
from rules.sample_form import SampleForm, from_plain, to_plain
from rules.sample_moves import STATE_WORDS, SampleState
from rules.words import Line, line, title
from storage import samples
from storage.conversations import conversation, standing
from storage.happenings import note
from storage.tables.conversations import ConversationRow
from storage.tables.samples import SampleRow
from storage.work import Work

_LISTED = 12


def form_of(row: SampleRow) -> SampleForm:
    return from_plain(row.content)


def rewritten(work: Work, row: SampleRow, form: SampleForm) -> bool:
    """The form says this now; False where it is the same. The caller keeps it as a version when it is confirmed."""
    plain = to_plain(form)
    if content_hash(plain) == row.content_hash:
        return False
    row.content, row.content_hash, row.need_by = plain, content_hash(plain), form.need_by
    work.session.flush()
    return True


def matter_of(work: Work, row: SampleRow) -> ConversationRow:
    """The conversation in which the customer is written to: its own, or the one that this has become part of."""
    about = conversation(work.session, row.conversation_id)
    assert about is not None  # a foreign key
    return standing(work.session, about)


def noted(
    work: Work, row: SampleRow, words: Line | tuple[Line, ...], actor: int | None, before: str = "", **after: Any
) -> None:
    """On the timeline of its conversation."""
    note(
        work,
        "sample",
        words,
        actor=actor,
        conversation=row.conversation_id,
        customer=row.customer_id,
        before={"state": before} if before else None,
        after={"sample": row.id, "version": row.version, "state": str(row.state), "order": row.order_id, **after},
    )


def shown(work: Work, asked: Asked, row: SampleRow, hints: Iterable[Line] = ()) -> Say:
    """The card of a sample, with what she may do next; `hints` stand above it."""
    sees = sample_sight(work, asked.viewer, row)
    shown_all(work, asked, matter_of(work, row))
    lines = (*hints, *card_lines(work, row, sees))
    about = row.conversation_id if sees is OrderSight.FULL else None
    return asked.say(lines, choices(work, row, asked.viewer), conversation=about)


def told_owner(
    work: Work, row: SampleRow, lines: Sequence[Line], buttons: Choices = (), but: int | None = None, **rest: Any
) -> list[Outgoing]:
    """Words for its owner, unless she did it herself."""
    if row.owner_id == but:
        return []
    show = ((Choice(line("Show"), f"/sample {name(row)}"),),)
    return to_colleague(work, row.owner_id, lines, buttons or show, conversation=row.conversation_id, **rest)


def told_works(
    work: Work, row: SampleRow, lines: Sequence[Line], buttons: Choices = (), but: int | None = None
) -> list[Outgoing]:
    """Words for those who make it: the technical contact, else all of production; of parts, purchasing. No customer in them."""
    if row.contact_id is not None:
        return [] if row.contact_id == but else to_colleague(work, row.contact_id, lines, buttons)
    roles = [Role.PURCHASING, Role.MERCHANDISER] if row.kind == "preproduction" else [Role.PRODUCTION]
    return to_roles(work, roles, lines, buttons, but=[] if but is None else [but])


def listed(work: Work, asked: Asked) -> list[Outgoing]:
    """Hers that have not ended, the soonest needed first; for who makes them or heads the department, everybody's she sees."""
    owners = [asked.me.id, *sorted(asked.viewer.stands_in_for)]
    rows = samples.standing(work.session, owners)
    if not rows:
        rows = [
            each
            for each in samples.standing(work.session)
            if sample_sight(work, asked.viewer, each) is not OrderSight.NONE
        ]
    if not rows:
        return [
            asked.say(
                (
                    line("No sample is on its way."),
                    line(
                        "A new one: {example}",
                        example="/sample 1042 LED-5050 3 pcs; 4000K, white frame; need 2026-03-20",
                    ),
                )
            )
        ]
    for each in rows[:_LISTED]:
        shown_all(work, asked, matter_of(work, each))
    lines = [title("Samples"), *(short(work, each) for each in rows[:_LISTED])]
    if len(rows) > _LISTED:
        lines.append(line("and {count} more", count=len(rows) - _LISTED))
    buttons = [
        Choice(line("{number}", number=samples.called(each)), f"/sample {name(each)}") for each in rows[:_LISTED]
    ]
    return [asked.say(lines, in_rows(buttons, 4))]


def short(work: Work, row: SampleRow) -> Line:
    """One line of a list; a day that is over is said."""
    facts: dict[str, Any] = {
        "number": samples.called(row),
        "product": form_of(row).product[:40] or "?",
        "state": STATE_WORDS[SampleState(row.state)],
    }
    if row.need_by is None:
        return line("{number} {product}: {state}", **facts)
    if row.sent_at is None and row.need_by < work.calendar.day_of(work.now):
        return line("{number} {product}: {state}, was needed by {day}", day=row.need_by, **facts)
    return line("{number} {product}: {state}, needed by {day}", day=row.need_by, **facts)
