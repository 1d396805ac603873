"""Approving: what needs somebody's release is asked for, shown as a card, released, returned, or void when it changes (R271)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from handlers.return_reasons import reason_of
from handlers.telling import to_colleague
from rules.approval import (
    STATE_WORDS,
    ApprovalState,
    content_hash,
    is_complete,
    may_release,
    next_to_release,
    released,
    undecided,
)
from rules.approval_table import Facts, Table, needed
from rules.outgoing import Choice, Choices, EditCard, Outgoing
from rules.refusal import Refused
from rules.words import Line, from_plain, line, title
from storage import approvals
from storage.colleagues import everybody, name_of
from storage.happenings import note
from storage.spoken import cards_standing
from storage.tables.approvals import ApprovalRow
from storage.tables.colleagues import ColleagueRow
from storage.work import Work

Carry = Callable[[Work, ApprovalRow], "list[Outgoing] | None"]
"""Does what was approved; None when it does not hold any more, because its thing has changed."""
Follow = Callable[[Work, ApprovalRow], "list[Outgoing]"]
"""What becomes of the thing when one of several has released it, or when it was returned, taken back, or has expired.

A thing that has such a row tells who asked by itself, here and when it is approved.
"""


_RULE: Mapping[str, str] = {"quote": "quote.approval"}
"""The setting that says who releases it, where that is not the table of approvals."""


def wanted(
    work: Work,
    me: ColleagueRow,
    thing: str,
    subject: str,
    content: Any,
    words: Iterable[Line],
    *,
    facts: Facts,
    customer: int | None = None,
    conversation: int | None = None,
    rows: Table | None = None,
    details: Iterable[Line] = (),
    created_by: int | None = None,
    authors: Iterable[int] = (),
) -> tuple[ApprovalRow, list[Outgoing]] | None:
    """Asks for approval, if the table says that it needs one; None if she may do it at once.

    What waited for the same subject and was different is void. Whoever wrote that one still counts as its creator.
    `rows` are those that hold, where the thing has a rule of its own; `details` only the card shows; `authors` wrote parts.
    """
    rows = needed(work.policy.approvals, thing, facts, frozenset(me.roles)) if rows is None else rows
    former = approvals.pending(work.session, thing, subject)
    if not rows:
        return None
    if former is not None and former.content_hash == content_hash(content):
        raise Refused("That waits for approval already. /approvals {number} shows it.", number=former.id)
    said = voided(work, former, me.id, line("asked for anew, changed")) if former is not None else []
    row = approvals.asked(
        work,
        thing,
        subject,
        content,
        words,
        rows,
        by=me.id,
        created_by=former.created_by if former is not None else created_by,
        customer=customer,
        conversation=conversation,
        details=details,
        authors=authors,
    )
    _noted(work, row, "approval", line("{person} asks for approval {number}.", person=me.name, number=row.id), me.id)
    return row, [*said, *_put_to(work, row, asked_next(work, row))]


def approvers(work: Work, row: ApprovalRow) -> list[int]:
    """Everybody who could release it now."""
    return may_release(approvals.request_of(work.session, row), approvals.staff(work), work.now)


def asked_next(work: Work, row: ApprovalRow) -> list[int]:
    """Those whom its next step waits for."""
    return next_to_release(approvals.request_of(work.session, row), approvals.staff(work), work.now)


def waiting_for(work: Work, number: int) -> list[ApprovalRow]:
    """What waits for this person, the oldest first."""
    rows = approvals.all_pending(work.session)
    if not rows:
        return []
    staff = approvals.staff(work)
    return [each for each in rows if number in may_release(approvals.request_of(work.session, each), staff, work.now)]


def approved(
    work: Work, row: ApprovalRow, me: ColleagueRow, carry: Mapping[str, Carry], follow: Mapping[str, Follow]
) -> list[Outgoing]:
    """Her release; with the last one that it takes, the thing is done. Refuses with the reason."""
    request, staff = approvals.request_of(work.session, row), approvals.staff(work)
    given = released(request, _as_approver(staff, me), staff, work.now)
    approvals.give(work, row, given)
    words = line("{person} has approved {number}.", person=me.name, number=row.id)
    if given.seat != me.id:
        other = name_of(work.session, given.seat)
        words = line("{person} has approved {number} for {other}.", person=me.name, number=row.id, other=other)
    _noted(work, row, "approved", words, me.id, {"hash": row.content_hash, "seat": given.seat})
    if not is_complete(request, [*request.given, given]):
        shown = approvals_shown(work, row)
        rest = [each for each in asked_next(work, row) if each not in shown]
        moved = _followed(work, row, follow)
        return [*refreshed(work, row), *moved, *_put_to(work, row, rest)]
    approvals.end(work, row, ApprovalState.APPROVED, by=me.id)
    done = carry[row.thing](work, row)
    if done is None:
        return voided(work, row, None, line("what it was asked for has changed meanwhile"), but=me.id)
    told = [] if row.thing in follow else _told_asker(work, row, words)
    return [*refreshed(work, row), *told, *done]


def returned(
    work: Work, row: ApprovalRow, me: ColleagueRow, reason: str, follow: Mapping[str, Follow]
) -> list[Outgoing]:
    """Somebody who could release it does not, and says why; who asked hears it."""
    request, staff = approvals.request_of(work.session, row), approvals.staff(work)
    released(request, _as_approver(staff, me), staff, work.now)
    approvals.end(work, row, ApprovalState.RETURNED, by=me.id, reason=reason)
    words = line("{person} has returned {number}: {reason}", person=me.name, number=row.id, reason=reason_of(reason))
    _noted(work, row, "returned", words, me.id, {"reason": reason})
    told = _followed(work, row, follow) if row.thing in follow else _told_asker(work, row, words)
    return [*refreshed(work, row), *told]


def withdrawn(work: Work, row: ApprovalRow, me: ColleagueRow, follow: Mapping[str, Follow]) -> list[Outgoing]:
    """Who asked takes it back, while nobody has decided. Refuses anybody else's."""
    if row.asked_by != me.id:
        raise Refused("Only who asked for it takes it back. /return gives it back with a reason.")
    undecided(row.state)
    said = voided(work, row, me.id, line("taken back"))
    return [*said, *_followed(work, row, follow)]


def voided(work: Work, row: ApprovalRow, by: int | None, because: Line, but: int | None = None) -> list[Outgoing]:
    """It is void: its content has changed, or it was taken back. Who asked hears it, unless she did it herself."""
    approvals.end(work, row, ApprovalState.VOID, reason=because.sentence)
    words = line("Approval {number} is void: {because}", number=row.id, because=because)
    _noted(work, row, "void", words, by)
    told = _told_asker(work, row, words) if row.asked_by not in (by, but) else []
    return [*refreshed(work, row), *told]


def overtaken(work: Work, thing: str, subject: str, by: int | None) -> list[Outgoing]:
    """The subject has changed by another way: what waits for it is void."""
    row = approvals.pending(work.session, thing, subject)
    return [] if row is None else voided(work, row, by, line("what it was asked for has changed meanwhile"))


def expired(work: Work, row: ApprovalRow, follow: Mapping[str, Follow]) -> list[Outgoing]:
    """Nobody decided in time; who asked is told."""
    approvals.end(work, row, ApprovalState.EXPIRED)
    words = line("Approval {number} has expired: nobody decided. Ask anew if you still want it.", number=row.id)
    _noted(work, row, "expired", words, None)
    told = _followed(work, row, follow) if row.thing in follow else _told_asker(work, row, words)
    return [*refreshed(work, row), *told]


def card_name(number: int, person: int) -> str:
    return f"approval:{number}:{person}"


def card_lines(work: Work, row: ApprovalRow) -> tuple[Line, ...]:
    """What is wanted, by whom, since when, who has released it, how it stands."""
    lines = [
        title("Approval {number}", number=row.id),
        *from_plain(row.words),
        *from_plain(row.details or ()),
        line("Asked by {person}, {at}", person=name_of(work.session, row.asked_by), at=row.asked_at),
    ]
    names = [name_of(work.session, each.given_by) for each in approvals.releases(work.session, row.id)]
    if names:
        lines.append(
            line("Approved by {people}: {count} of {needs}", people=", ".join(names), count=len(names), needs=row.needs)
        )
    if row.state != ApprovalState.ASKED:
        lines.append(line("It is {state}.", state=STATE_WORDS[ApprovalState(row.state)]))
    if row.state == ApprovalState.RETURNED:
        lines.append(line("Why: {reason}", reason=reason_of(row.reason)))
    return tuple(lines)


def card_choices(work: Work, row: ApprovalRow, person: int) -> Choices:
    """Approve and return, for who may; taking back, for who asked."""
    if row.state != ApprovalState.ASKED:
        return ()
    if person == row.asked_by:
        return ((Choice(line("Take it back"), f"/approvals withdraw {row.id}"),),)
    if person not in approvers(work, row):
        return ()
    return ((Choice(line("Approve"), f"/approve {row.id}"), Choice(line("Return"), f"/return {row.id}")),)


def refreshed(work: Work, row: ApprovalRow) -> list[Outgoing]:
    """Every card of it shows how it stands; the old buttons mean nothing any more."""
    people = {card_name(row.id, each.id): each.id for each in everybody(work.session)}
    lines = card_lines(work, row)
    return [
        EditCard(card=card, lines=lines, choices=card_choices(work, row, people[card]), listener=people[card])
        for card in cards_standing(work.session, people.keys())
    ]


def approvals_shown(work: Work, row: ApprovalRow) -> list[int]:
    """Who holds a card of it."""
    people = {card_name(row.id, each.id): each.id for each in everybody(work.session)}
    return [people[card] for card in cards_standing(work.session, people.keys())]


def put_to(work: Work, row: ApprovalRow, number: int, head: Line | None = None) -> list[Outgoing]:
    """The card, in her private chat, in working hours."""
    return to_colleague(
        work,
        number,
        (*([head] if head else []), *card_lines(work, row)),
        card_choices(work, row, number),
        card=card_name(row.id, number),
        subject=line("Approval {number} waits for you", number=row.id),
    )


def _put_to(work: Work, row: ApprovalRow, people: Iterable[int]) -> list[Outgoing]:
    asked = list(people)
    said = [each for number in asked for each in put_to(work, row, number)]
    if asked:
        return said
    words = line(
        "Nobody who is here may approve {number}. The manager changes who may: {example}. An administrator gives roles: /staff",
        number=row.id,
        example=f"/settings {_RULE.get(row.thing, 'approval.table')}",
    )
    return to_colleague(work, row.asked_by, (words,), at_once=True)


def _followed(work: Work, row: ApprovalRow, follow: Mapping[str, Follow]) -> list[Outgoing]:
    return follow[row.thing](work, row) if row.thing in follow else []


def _told_asker(work: Work, row: ApprovalRow, words: Line) -> list[Outgoing]:
    return to_colleague(work, row.asked_by, (words, *from_plain(row.words)))


def _as_approver(staff: Iterable[Any], me: ColleagueRow) -> Any:
    found = next((each for each in staff if each.id == me.id), None)
    if found is None:
        raise Refused("You do not work here any more.")
    return found


def _noted(
    work: Work, row: ApprovalRow, verb: str, words: Line, by: int | None, more: dict[str, Any] | None = None
) -> None:
    note(
        work,
        verb,
        (words, *from_plain(row.words)),
        actor=by,
        customer=row.customer_id,
        conversation=row.conversation_id,
        after={"approval": row.id, "state": str(row.state), **(more or {})},
    )
