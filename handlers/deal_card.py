"""The papers that confirm an order: which are wanted, how each stands, what is next; the index of the archive (C27, R168)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from handlers.asked import Asked
from handlers.deal_papers import DEALS, open_lines
from handlers.order_gates import DOCUMENTS_OF_DEAL, signed_papers
from handlers.order_sight import OrderSight, acts_for, order_sight
from handlers.paper_sight import sees_paper
from handlers.trade_papers import name, order_of
from rules.outgoing import Choice, Outgoing
from rules.trade_paper import KIND_WORDS, Kind
from rules.trade_paper_moves import CHANGEABLE, STATE_WORDS, PaperState
from rules.words import Line, line, title
from storage import orders, trade_papers
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

_VERBS = {Kind.PROFORMA: "pi", Kind.CONTRACT: "contract"}
_DRAFT = {Kind.PROFORMA: line("Draft the proforma invoice"), Kind.CONTRACT: line("Draft the contract")}
_LISTED = 40
_LOOKED_AT = 2000
"""Archived papers that one question looks through, the first of the index."""
_OPEN = frozenset(PaperState) - {PaperState.ARCHIVED, PaperState.SUPERSEDED, PaperState.CANCELLED, PaperState.DROPPED}


def deal_of(work: Work, asked: Asked, order: OrderRow) -> list[Outgoing]:
    """Both papers of an order with their states, what is still wanted, and what can be done."""
    lines: list[Line] = [title("Papers of order {number}", number=orders.called(order))]
    leads = acts_for(asked.viewer, order)
    buttons: list[tuple[Choice, ...]] = []
    for kind in DEALS:
        rows = trade_papers.of_order(work.session, order.id, kind)
        for each in rows:
            lines += paper_lines(each)
            buttons.append((Choice(line("Show {number}", number=trade_papers.called(each)), f"/deal {name(each)}"),))
        if not rows and leads and order.closed_at is None:
            buttons.append((Choice(_DRAFT[kind], f"/deal {order.id} {_VERBS[kind]}"),))
    return [asked.say((*lines, wanted_line(work, order)), tuple(buttons), conversation=order.conversation_id)]


def paper_lines(row: TradePaperRow) -> list[Line]:
    """One paper in a line; of a draft, what is missing in it."""
    told = line(
        "{number}, {document}: {state}",
        number=trade_papers.called(row),
        document=KIND_WORDS[Kind(row.kind)],
        state=STATE_WORDS[PaperState(row.state)],
    )
    return [told, *(open_lines(trade_papers.content(row))[1:] if row.state in CHANGEABLE else [])]


def wanted_line(work: Work, order: OrderRow) -> Line:
    """Whether the order is confirmed in writing, by the setting deal.document (C27)."""
    signed = {Kind(each.kind) for each in signed_papers(work, order)}
    lacking = [group for group in DOCUMENTS_OF_DEAL[work.policy.deal_document] if not signed & group]
    if not lacking:
        return line("The order is confirmed in writing.")
    if len(lacking[0]) > 1:
        return line("Still to be signed: the proforma invoice or the contract.")
    return line("Still to be signed: {documents}", documents=tuple(KIND_WORDS[min(each)] for each in lacking))


def offered(
    work: Work, asked: Asked, question: Line, states: Iterable[PaperState], command: str, example: str
) -> Outgoing:
    """Her papers in these states as buttons."""
    people = {asked.me.id, *asked.viewer.stands_in_for}
    found = [
        (each, order)
        for each in reversed(trade_papers.in_states(work.session, states, DEALS))
        if (order := order_of(work.session, each)) is not None and order.owner_id in people
    ]
    if not found:
        return asked.say((question, line("There is none now. Example: {example}", example=example)))
    buttons = tuple(
        (
            Choice(
                line(
                    "{number} · order {order} · {state}",
                    number=trade_papers.called(each),
                    order=order.id,
                    state=STATE_WORDS[PaperState(each.state)],
                ),
                f"{command} {name(each)}",
            ),
        )
        for each, order in found[:8]
    )
    return asked.say((question,), buttons)


def open_deals(work: Work, asked: Asked) -> Outgoing:
    """What of hers waits for something."""
    question = line("Papers that confirm your orders. Of which order? {example}", example="/deal 88")
    return offered(work, asked, question, _OPEN, "/deal", "/deal 88 pi")


def archive(work: Work, asked: Asked, words: str) -> list[Outgoing]:
    """The index of what is archived and hers to see, by time or by class (archive.order, R168); words narrow it."""
    chosen = select(TradePaperRow).where(TradePaperRow.archived_at.is_not(None), TradePaperRow.kind.in_(sorted(DEALS)))
    order_by = TradePaperRow.archive_ref if work.policy.archive_order == "class" else TradePaperRow.archive_ref.desc()
    rows = [
        each
        for each in work.session.scalars(chosen.order_by(order_by, TradePaperRow.id).limit(_LOOKED_AT))
        if sees_paper(work, asked.viewer, each)
    ]
    wanted = words.casefold().strip()
    told = [(each, _index_line(work, asked, each)) for each in rows]
    found = [pair for pair in told if wanted in _searched(pair[1])]
    if not found:
        return [asked.tell("Nothing of that is in the archive. What is signed and delivered comes there.")]
    lines = [title("The archive: {count} papers", count=len(found)), *(each for _, each in found[:_LISTED])]
    if len(found) > _LISTED:
        lines.append(
            line(
                "And {count} more. A word narrows it: {example}",
                count=len(found) - _LISTED,
                example="/deal archive kunde",
            )
        )
    return [asked.say(lines)]


def _index_line(work: Work, asked: Asked, row: TradePaperRow) -> Line:
    order = order_of(work.session, row)
    goods = trade_papers.content(row).order.goods
    is_known = order is not None and order_sight(work, asked.viewer, order) >= OrderSight.MONEY
    return line(
        "{place}: {document}, order {order}, {customer}",
        place=row.archive_ref,
        document=KIND_WORDS[Kind(row.kind)],
        order=row.order_id or 0,
        customer=(goods.company or goods.contact or "-") if is_known else "-",
    )


def _searched(told: Line) -> str:
    return " ".join(str(value) for _, value in told.facts if not isinstance(value, Line)).casefold()
