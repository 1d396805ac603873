"""What lacks in an order's file before it is closed, and the tick that its printed set was handed over (R173, R174)."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.asked import Asked
from handlers.ordering import leading, noted
from rules.order_documents import DOCUMENT_WORDS, Document, missing, wanted
from rules.order_moves import Stage
from rules.outgoing import Choice, Outgoing
from rules.refusal import Refused
from rules.trade_paper import Kind
from rules.trade_paper_moves import HOLDS, RELEASED
from rules.words import Line, line
from storage import orders, trade_papers
from storage.tables.orders import OrderRow
from storage.work import Work

_REALLY = frozenset({"anyway", "yes", "still", "仍然", "是"})
_AWAY = frozenset({"-", "no", "not", "没有", "未交"})


def missing_documents(work: Work, row: OrderRow) -> tuple[Line, ...]:
    """The documents that its file lacks, as people call them; none where it is complete (R173)."""
    goods = orders.content(row).goods
    needed = wanted(row.supply_mode, work.policy.deal_document, goods.term)
    return tuple(DOCUMENT_WORDS[each] for each in missing(needed, set(_there(work, row))))


def handed_over(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`handed over`: the printed set is with the general manager (R174). What lacks in it is said first."""
    leading(work, asked.viewer, row)
    if row.stage == Stage.CANCELLED:
        raise Refused("Order {number} was cancelled: there is no set to hand over.", number=orders.called(row))
    told = words.casefold().split()
    told = told[1:] if told[:1] == ["over"] else told
    if set(told) & _AWAY:
        return _taken_back(work, asked, row)
    if row.handed_over_at is not None:
        return [
            asked.tell("The printed set of order {number} was handed over {at}.", number=row.id, at=row.handed_over_at)
        ]
    lacking = missing_documents(work, row)
    if lacking and not set(told) & _REALLY:
        lines = (
            line("The file of order {number} is not complete. Missing: {documents}", number=row.id, documents=lacking),
        )
        buttons = (
            (Choice(line("Handed over anyway"), f"/order {row.id} handed over anyway"),),
            (Choice(line("Documents"), f"/docs {row.id}"), Choice(line("Order file"), f"/file {row.id}")),
        )
        return [asked.say(lines, buttons, conversation=row.conversation_id)]
    row.handed_over_at = work.now
    done = line(
        "{person} hands the printed set of order {number} over", person=asked.me.name, number=orders.called(row)
    )
    lacks = line("missing in it: {documents}", documents=lacking)
    noted(work, row, "order", (done, lacks) if lacking else done, asked.me.id, after={"handed_over": True})
    answer = line("☑ The printed set of order {number} is handed over.", number=orders.called(row))
    back = ((Choice(line("Take it back"), f"/order {row.id} handed over -"), Choice(line("Show"), f"/order {row.id}")),)
    return [asked.say((answer,), back, conversation=row.conversation_id)]


def _taken_back(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    if row.stage == Stage.CLOSED:
        raise Refused("Order {number} is closed; nothing of it moves any more.", number=orders.called(row))
    row.handed_over_at = None
    words = line("the printed set of order {number} is not handed over", number=orders.called(row))
    noted(work, row, "order", words, asked.me.id, after={"handed_over": False})
    return [asked.say((words,), ((Choice(line("Show"), f"/order {row.id}"),),))]


def _there(work: Work, row: OrderRow) -> Iterator[Document]:
    """What lies in its file."""
    papers = trade_papers.of_order(work.session, row.id)
    signed = {each.kind for each in papers if each.state in HOLDS}
    released = {each.kind for each in papers if each.state in RELEASED}
    bought = [each for each in papers if each.kind == Kind.PURCHASE]
    kinds = {each.kind for each in orders.files(work.session, row.id)}
    final = next(iter(orders.records(work.session, row.id, "inspection", "final")), None)
    known = {
        Document.PROFORMA: Kind.PROFORMA in signed,
        Document.CONTRACT: Kind.CONTRACT in signed,
        Document.PRODUCTION: Kind.PRODUCTION in released,
        Document.PURCHASE: bool(bought) and all(each.state in HOLDS for each in bought),
        Document.INSPECTION: (final is not None and final.result == "passed") or "inspection" in kinds,
        Document.PACKING: Kind.PACKING in released,
        Document.INVOICE: Kind.INVOICE in released,
        Document.TRANSPORT: "bill_of_lading" in kinds,
    }
    yield from (document for document, is_there in known.items() if is_there)
