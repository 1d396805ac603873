"""/complaint and /opinion: recorded at once, led step by step, and listed by how long they wait (R242-R249)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import divided, question_card
from handlers.complaint_steps import act
from handlers.complaints import EXAMPLE, case_lines, choices, found, matter_of_case, opened
from handlers.order_sight import OrderSight
from handlers.ordering import found as orders_found
from handlers.ordering import matter_of_order, which
from handlers.viewing import shown_all
from rules.complaint_moves import STATE_WORDS, ComplaintState
from rules.complaint_typed import verb_of
from rules.outgoing import Choice, Outgoing
from rules.permission import DISPATCHERS, SALES, Role
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage import complaints, orders
from storage.conversations import conversation, number_in, seen
from storage.customers import customer
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.work import Work

OPINION = "/opinion 88 they would like it in red"
_PEOPLE = SALES | {Role.MERCHANDISER, Role.PRODUCTION, Role.ACCOUNTING}
_ALL = frozenset({Role.SUPERVISOR, *DISPATCHERS})
_SHOWN = 8
_SHORTEST = 2


def complaint(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88 words`, `1042 words`, `acme words`: a new case. `C5`, `C5 cause ...`: its next step. Alone: what is open."""
    return _recorded(work, asked, "complaint", EXAMPLE)


def opinion(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88 words`: what a customer thinks or proposes; the manager hears it at once, nothing is owed for it."""
    return _recorded(work, asked, "opinion", OPINION)


def _recorded(work: Work, asked: Asked, kind: str, example: str) -> Iterable[Outgoing]:
    first, rest = divided(asked.rest)
    if not first:
        return _list(work, asked)
    if complaints.meant(work.session, first) is not None or (first[:1] in "cC" and first[1:].isdecimal()):
        row = found(work, asked.viewer, first)
        verb, words = verb_of(rest)
        if verb:
            return act(work, asked, row, verb, words)
        if rest:
            raise Refused(
                "What about {number}? Say responsible, cause, measure, told, prevention or reopen: {example}",
                number=complaints.called(row),
                example=f"/complaint {complaints.called(row)} cause wrong batch",
            )
        shown_all(work, asked, matter_of_case(work, row))
        return [asked.say(case_lines(work, row), choices(work, row), conversation=row.conversation_id)]
    place = _about(work, asked, first, kind)
    if isinstance(place, list):
        return place
    matter, order = place
    if sum(each.isalnum() for each in rest) < _SHORTEST:
        card = question_card(f"/{kind} {first}")
        return [
            asked.say((line("What does the customer say? Answer this message."),), card=card, conversation=matter.id)
        ]
    row, said = opened(work, matter, rest, kind=kind, channel="talk", order=order, by=asked.me.id)
    return [*said, asked.say(case_lines(work, row), choices(work, row), conversation=matter.id)]


def _about(work: Work, asked: Asked, first: str, kind: str) -> tuple[ConversationRow, OrderRow | None] | list[Outgoing]:
    """A conversation by its number, else an order by its own number, the customer's, or the customer's name."""
    number = number_in(first)
    if number is not None and conversation(work.session, number) is not None:
        matter = seen(work, asked.viewer, first)
        ours = orders.in_conversation(work.session, matter.id)
        return matter, ours[0] if len(ours) == 1 else None
    rows = orders_found(work, asked.viewer, first, OrderSight.WORKS)
    if len(rows) > 1:
        return [which(asked, rows, f"/{kind}")]
    return matter_of_order(work, rows[0]), rows[0]


def _list(work: Work, asked: Asked) -> list[Outgoing]:
    everybody = asked.viewer.has(_ALL)
    people = None if everybody else [asked.me.id, *asked.viewer.stands_in_for]
    rows = complaints.open_ones(work.session, people)
    if not rows:
        lines = (line("No complaint is open."), line("A new one: {example}", example=EXAMPLE))
        return [asked.say(lines)]
    lines_: list[Line] = [title("Open complaints: {count}", count=len(rows))]
    for row in rows[:_SHOWN]:
        buyer = customer(work.session, row.customer_id)
        lines_.append(
            line(
                "{number} · {customer}: {state}, since {at}",
                number=complaints.called(row),
                customer=buyer.name if buyer else "?",
                state=STATE_WORDS[ComplaintState(row.state)],
                at=row.step_since,
            )
        )
    buttons = tuple(
        (Choice(line("Show {number}", number=complaints.called(each)), f"/complaint {complaints.called(each)}"),)
        for each in rows[:_SHOWN]
    )
    return [asked.say(lines_, buttons)]


COMMANDS = (
    Command(
        "/complaint", word("a customer complains: record it, take the next step, see what is open"), complaint,
        roles=frozenset(_PEOPLE), example=EXAMPLE, family="service",
    ),
    Command(
        "/opinion", word("what a customer thinks or proposes, for the manager"), opinion, roles=frozenset(_PEOPLE),
        example=OPINION, family="service",
    ),
)  # fmt: skip
