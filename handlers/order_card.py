"""The card of an order in a person's chat: one screen and what she may do next as buttons, edited in place."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.asked import Asked
from handlers.asking import in_rows
from handlers.order_card_lines import card_lines
from handlers.order_gates import lacks
from handlers.order_getting import getting
from handlers.order_sight import OrderSight, acts_for, order_sight
from handlers.stage_movers import may_move
from handlers.viewing import shown_all
from rules.order_moves import ENDED, STAGE_WORDS, Lack, Stage, following, rank
from rules.outgoing import Choice, Choices, EditCard, Outgoing
from rules.permission import SALES, Viewer
from rules.words import Line, line
from storage.colleagues import everybody, viewer
from storage.conversations import conversation
from storage.spoken import cards_standing, spoken_message
from storage.tables.colleagues import ColleagueRow
from storage.tables.orders import OrderRow
from storage.work import Work

_GETTING = 2
"""Buttons that get what is lacking; the rest is behind Done."""


def card_name(number: int, person: int) -> str:
    return f"order:{number}:{person}"


def card_choices(work: Work, row: OrderRow, looking: Viewer, found: tuple[Lack, ...] | None = None) -> Choices:
    """The next step first, then what else she may do with it, then what can be looked at."""
    sees = order_sight(work, looking, row)
    if sees <= OrderSight.STUB:
        return ()
    rows = [*in_rows(_next(work, row, looking, found), 2), *in_rows(_doing(row, looking, sees), 3)]
    return (*rows, *in_rows(_looking(row, looking, sees), 3))


def refreshed(work: Work, row: OrderRow, but: int | None = None) -> list[Outgoing]:
    """New words for everybody who holds a card of it, as much as each may still see."""
    people = {card_name(row.id, each.id): each for each in everybody(work.session) if each.id != but}
    edits: list[Outgoing] = []
    for card in cards_standing(work.session, people.keys()):
        looking = viewer(work.session, people[card], work.now)
        if order_sight(work, looking, row) > OrderSight.NONE:
            edits.append(edited(work, row, people[card], looking))
    return edits


def edited(work: Work, row: OrderRow, person: ColleagueRow, looking: Viewer, hints: Sequence[Line] = ()) -> EditCard:
    """Her card, in place."""
    found = lacks(work, row)
    return EditCard(
        card=card_name(row.id, person.id),
        lines=(*hints, *card_lines(work, row, looking, found)),
        choices=card_choices(work, row, looking, found),
        listener=person.id,
    )


def shown_to(work: Work, asked: Asked, row: OrderRow, hints: Sequence[Line] = ()) -> list[Outgoing]:
    """Its card: a press on the card changes it in place, typed words are answered below them."""
    sees = order_sight(work, asked.viewer, row)
    about = conversation(work.session, row.conversation_id)
    if about is not None and sees > OrderSight.STUB:
        shown_all(work, asked, about)
    if _is_on_card(work, asked, row):
        return [edited(work, row, asked.me, asked.viewer, hints)]
    found = lacks(work, row)
    lines = (*hints, *card_lines(work, row, asked.viewer, found))
    answers = row.conversation_id if sees is OrderSight.FULL else None
    card = card_name(row.id, asked.me.id)
    return [asked.say(lines, card_choices(work, row, asked.viewer, found), card=card, conversation=answers)]


def _is_on_card(work: Work, asked: Asked, row: OrderRow) -> bool:
    """Whether she has pressed a button of the newest card itself."""
    heard = asked.heard
    if heard.pressed is None or heard.pressed_message is None:
        return False
    spoken = spoken_message(work.session, heard.place, heard.pressed_message)
    return spoken is not None and spoken.card == card_name(row.id, asked.me.id)


def _next(work: Work, row: OrderRow, looking: Viewer, lacking: tuple[Lack, ...] | None) -> list[Choice]:
    """The next stage, if it is hers to say, and what gets what is lacking for it, if she leads the order."""
    to = following(row.stage, row.supply_mode)
    if to is None:
        return []
    found: list[Choice] = []
    if may_move(work, looking, row, to):
        found.append(Choice(line("Done: {stage}", stage=STAGE_WORDS[to]), f"/done {row.id} {to}"))
    if acts_for(looking, row):
        found += getting(row, lacks(work, row, to) if lacking is None else lacking)[:_GETTING]
    return found


def _doing(row: OrderRow, looking: Viewer, sees: OrderSight) -> list[Choice]:
    number = row.id
    if sees is OrderSight.MONEY:
        return [Choice(line("Payments"), f"/payments {number}"), Choice(line("Money came"), f"/paid {number}")]
    if row.stage in ENDED:
        return []
    before_shipment = rank(row.stage) < rank(Stage.SHIPPED)
    if sees is OrderSight.WORKS:
        told = [Choice(line("Progress"), f"/progress {number}"), Choice(line("Inspect"), f"/inspect {number}")]
        return [*told, Choice(line("Delay"), f"/delay {number}")] if before_shipment else []
    if not acts_for(looking, row):
        told = [Choice(line("Progress"), f"/progress {number}"), Choice(line("Inspect"), f"/inspect {number}")]
        return [*told, Choice(line("Delay"), f"/delay {number}")] if before_shipment else told[:1]
    delay = [Choice(line("Delay"), f"/delay {number}")] if before_shipment else []
    return [*delay, Choice(line("Update customer"), f"/update {number}")]


def _looking(row: OrderRow, looking: Viewer, sees: OrderSight) -> list[Choice]:
    number = row.id
    timeline, file = Choice(line("Timeline"), f"/order {number} timeline"), Choice(line("File"), f"/file {number}")
    if sees is OrderSight.MONEY:
        return [file, timeline]
    if sees is not OrderSight.FULL or not looking.has(SALES):
        return [timeline]
    papers = f"/deal {number}" if rank(row.stage) < rank(Stage.PACKED) else f"/docs {number}"
    return [Choice(line("Payments"), f"/payments {number}"), Choice(line("Papers"), papers), file, timeline]
