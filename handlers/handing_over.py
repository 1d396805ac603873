"""Everything of one colleague goes to another: moved, remembered for a day's undo, told once to each of them (R273)."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.customer_owner import given as customer_given
from handlers.order_passing import passed_on
from handlers.ownership import given
from handlers.telling import to_colleague
from rules.outgoing import Outgoing, Say
from rules.words import Line, line, verbatim
from storage.colleagues import colleague
from storage.handovers import Handover, customers_of, remembered
from storage.happenings import note
from storage.tables.approvals import ApprovalRow
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.work import Work


def handed_over(
    work: Work,
    giver: ColleagueRow,
    taker: ColleagueRow,
    because: Line,
    by: int,
    customers: Sequence[CustomerRow],
    matters: Sequence[ConversationRow],
) -> tuple[Handover, list[Outgoing]]:
    """Moves these, and tells both in one word."""
    moved: list[Outgoing] = []
    for row in customers:
        moved += customer_given(work, row, taker, by=by, because=because, tell_former=False)
        passed_on(work, giver.id, taker, by, customer=row.id)
    for each in matters:
        moved += quietly(given(work, each, taker, by=by, because=because, forward=False), giver)
    made = remembered(work, giver.id, taker.id, by, [each.id for each in customers], [each.id for each in matters])
    words = handed_words(giver, taker, because)
    noted(work, words, made, by, giver.id, taker.id)
    counted = line(
        "Customers: {customers}, open conversations: {matters}", customers=len(customers), matters=len(matters)
    )
    told = [*to_colleague(work, taker.id, (words, counted)), *to_colleague(work, giver.id, (words, counted))]
    return made, [*told, *moved]


def carry_handover(work: Work, row: ApprovalRow) -> list[Outgoing] | None:
    """Moves the customers as approved; None if they are not the same ones by now, or who was to take over has left."""
    content = row.content
    giver, taker = colleague(work.session, content["giver"]), colleague(work.session, content["taker"])
    customers = customers_of(work.session, content["giver"])
    if giver is None or taker is None or taker.dismissed_at is not None:
        return None
    if [each.id for each in customers] != content["customers"]:
        return None
    _, said = handed_over(work, giver, taker, because_of(giver, content["because"]), row.asked_by, customers, [])
    return said


def handed_words(giver: ColleagueRow, taker: ColleagueRow, because: Line) -> Line:
    return line("Handed over from {giver} to {taker}: {because}", giver=giver.name, taker=taker.name, because=because)


def because_of(giver: ColleagueRow, reason: str) -> Line:
    if reason:
        return verbatim(reason)
    return (
        line("{name} has left", name=giver.name)
        if giver.dismissed_at
        else line("handed over by {name}", name=giver.name)
    )


def quietly(told: list[Outgoing], former: ColleagueRow) -> list[Outgoing]:
    """The former owner gets one word about all of it, not one for each."""
    return [each for each in told if not (isinstance(each, Say) and each.listener == former.id and each.card is None)]


def noted(work: Work, words: Line, made: Handover, by: int, before: int, after: int) -> None:
    note(
        work,
        "handover",
        words,
        actor=by,
        before={"owner": before},
        after={"owner": after, "customers": list(made.customers), "conversations": list(made.conversations)},
    )
