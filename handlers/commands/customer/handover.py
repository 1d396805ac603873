"""/handover: customers and open conversations go from one colleague to another, with a brief, for a day undone (R272-R273)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.approving import wanted
from handlers.asked import Asked, Command
from handlers.customer_card import stub_line
from handlers.customer_holding import OWNER, waits
from handlers.customer_owner import given as customer_given
from handlers.handing_over import because_of, handed_over, handed_words, noted, quietly
from handlers.order_passing import passed_on
from handlers.ownership import given
from handlers.telling import to_colleague
from handlers.vocabulary import KINDS, STATES, said
from rules.outgoing import Choice, Outgoing
from rules.permission import DISPATCHERS
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage.colleagues import colleague
from storage.conversations import conversation
from storage.customers import customer
from storage.handovers import (
    UNDO_WITHIN,
    Handover,
    customers_of,
    handover,
    marked_undone,
    open_conversations_of,
)
from storage.staff import left_behind, person_leading
from storage.tables.approvals import ApprovalRow
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.work import Work

EXAMPLE = "/handover Ana Bob she goes on leave for a year"
SHOWN = 30


def hand_over(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`A B [reason]` shows the brief with a button; `go A B reason` moves everything; `undo N` takes it back for a day."""
    words = asked.rest.split()
    match words:
        case ["undo", number] if number.isdecimal() and len(number) < 10:
            return _undone(work, asked, int(number))
        case ["go", one, other, *why] if one.isdecimal() and other.isdecimal() and len(one) < 10 > len(other):
            return _done(work, asked, *_pair(work, int(one), int(other)), " ".join(why))
    giver, rest = person_leading(work.session, words, gone_too=True)
    taker, reason = person_leading(work.session, rest)
    if giver is None or taker is None:
        raise Refused("From whom to whom? Write it like: {example}", example=EXAMPLE)
    if giver.id == taker.id:
        raise Refused("From {name} to {name}: that changes nothing.", name=giver.name)
    return _previewed(work, asked, giver, taker, " ".join(reason))


def _previewed(work: Work, asked: Asked, giver: ColleagueRow, taker: ColleagueRow, reason: str) -> Iterable[Outgoing]:
    brief = _brief(work, giver)
    if len(brief) == 1:
        raise Refused("{name} has no customer and no open conversation to hand over.", name=giver.name)
    because = [line("Reason: {reason}", reason=reason)] if reason else []
    lines = [title("From {giver} to {taker}", giver=giver.name, taker=taker.name), *because, *brief]
    lines.append(line("Single ones go by /customer 17 owner {name} and /assign 1042 {name}.", name=taker.name))
    button = Choice(line("Hand all over"), f"/handover go {giver.id} {taker.id} {reason}".strip())
    return [asked.say(lines, ((button,),))]


def _brief(work: Work, giver: ColleagueRow) -> list[Line]:
    """Counts first, then a line for each customer with what is open, then conversations without a customer."""
    customers, matters = customers_of(work.session, giver.id), open_conversations_of(work.session, giver.id)
    routes = left_behind(work.session, giver.id)[2]
    lines = [
        line("Customers: {customers}, open conversations: {matters}", customers=len(customers), matters=len(matters))
    ]
    for row in customers[:SHOWN]:
        mine = [each for each in matters if each.customer_id == row.id]
        about = tuple(_matter(each) for each in mine) or (word("nothing open"),)
        lines.append(line("{customer}: {matters}", customer=stub_line(work, row), matters=about))
    known = {row.id for row in customers}
    lines += [_matter(each) for each in matters if each.customer_id not in known][:SHOWN]
    if len(customers) > SHOWN:
        lines.append(line("and {count} more", count=len(customers) - SHOWN))
    if routes:
        lines.append(
            line("The routing table names {name} in {count} rows; /rules changes them.", name=giver.name, count=routes)
        )
    return lines


def _matter(each: ConversationRow) -> Line:
    return line("{number} {kind}, {state}", number=each.id, kind=said(KINDS, each.kind), state=said(STATES, each.state))


def _done(work: Work, asked: Asked, giver: ColleagueRow, taker: ColleagueRow, reason: str) -> Iterable[Outgoing]:
    """Open conversations move at once: promises run. Customers wait for approval where the table says so (R103)."""
    customers, matters = customers_of(work.session, giver.id), open_conversations_of(work.session, giver.id)
    if not customers and not matters:
        raise Refused("That has been handed over already.")
    because = because_of(giver, reason)
    held = _held(work, asked, giver, taker, reason, customers) if customers else None
    waiting, told = ([waits(held[0])], held[1]) if held else ([], [])
    if held and not matters:
        return [asked.say(waiting), *told]
    brief = _brief(work, giver)[0]
    made, moved = handed_over(work, giver, taker, because, asked.me.id, [] if held else customers, matters)
    undo = line("/handover undo {number} takes it back, for a day.", number=made.id)
    button = Choice(line("Take it back"), f"/handover undo {made.id}")
    words = handed_words(giver, taker, because)
    return [asked.say([words, brief, *waiting, undo], ((button,),)), *moved, *told]


def _held(
    work: Work, asked: Asked, giver: ColleagueRow, taker: ColleagueRow, reason: str, customers: list[CustomerRow]
) -> tuple[ApprovalRow, list[Outgoing]] | None:
    words = (
        title("From {giver} to {taker}", giver=giver.name, taker=taker.name),
        line("Reason: {reason}", reason=because_of(giver, reason)),
        *(stub_line(work, each) for each in customers[:SHOWN]),
    )
    content = {"giver": giver.id, "taker": taker.id, "because": reason, "customers": [each.id for each in customers]}
    subject = f"handover:{giver.id}:{taker.id}"
    return wanted(work, asked.me, OWNER, subject, content, words, facts={"changed": True})


def _undone(work: Work, asked: Asked, number: int) -> Iterable[Outgoing]:
    made = handover(work.session, number)
    if made is None:
        raise Refused("I know no handover {number}.", number=number)
    if made.undone:
        raise Refused("Handover {number} has been taken back already.", number=number)
    if work.now > made.at + UNDO_WITHIN:
        raise Refused(
            "Handover {number} is older than a day. /handover the other way round does the same.", number=number
        )
    giver, taker = _pair(work, made.taker, made.giver)
    because = line("handover {number} was taken back", number=number)
    moved = _moved_back(work, asked, made, taker, because)
    marked_undone(work, made)
    words = line(
        "Handover {number} was taken back: what {taker} had got is with {giver} again.",
        number=number,
        taker=giver.name,
        giver=taker.name,
    )
    noted(work, words, made, asked.me.id, giver.id, taker.id)
    told = [*to_colleague(work, giver.id, (words,)), *to_colleague(work, taker.id, (words,))]
    return [asked.say([words]), *told, *moved]


def _moved_back(work: Work, asked: Asked, made: Handover, to: ColleagueRow, because: Line) -> list[Outgoing]:
    """What has gone on to a third person meanwhile, or has ended, stays there."""
    moved: list[Outgoing] = []
    holder = colleague(work.session, made.taker)
    for number in made.customers:
        row = customer(work.session, number)
        if row is not None and row.owner_id == made.taker:
            moved += customer_given(work, row, to, by=asked.me.id, because=because, tell_former=False)
            passed_on(work, made.taker, to, asked.me.id, customer=row.id)
    for number in made.conversations:
        each = conversation(work.session, number)
        if each is not None and each.owner_id == made.taker and each.closed_at is None and holder is not None:
            moved += quietly(given(work, each, to, by=asked.me.id, because=because, forward=False), holder)
    return moved


def _pair(work: Work, giver: int, taker: int) -> tuple[ColleagueRow, ColleagueRow]:
    one, other = colleague(work.session, giver), colleague(work.session, taker)
    if one is None or other is None or other.dismissed_at is not None:
        raise Refused("Who is to take over is not here any more. /staff lists everybody.")
    return one, other


COMMANDS = (
    Command(
        "/handover",
        word("everything of one colleague to another"),
        hand_over,
        roles=DISPATCHERS,
        example=EXAMPLE,
        family="customer",
    ),
)
