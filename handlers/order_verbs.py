"""What can be done with an order by a word behind its number: /order 88 marks ...; one row for each word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from handlers.asked import Asked
from handlers.order_cancelling import cancel
from handlers.order_closing import handed_over
from handlers.order_confirming import confirmed, looked_at, question
from handlers.order_costing import cost
from handlers.order_editing import goods, latest, number, shipment
from handlers.order_supply import cycle, mode, tracker, transit
from handlers.order_texts import clause, form, marks, quality, remarks, requirements
from rules.outgoing import Choice, Outgoing
from rules.words import line
from storage.tables.orders import OrderRow
from storage.work import Work

_WORD = re.compile(r"(?P<word>[^:：\n]+)[:：\n]+")
Verb = Callable[[Work, Asked, OrderRow, str], "list[Outgoing]"]


_ASKED = {"price": "price", "qty": "quantity", "packing": "packaging", "term": "term", "delivery": "date"}


def _labelled(label: str) -> Verb:
    """A verb that is the label of a term itself: term FOB Ningbo. Without a value it is asked for."""

    def said(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
        needs_figure = label in {"price", "qty"} and not any(each.isdigit() for each in words)
        if label in _ASKED and (not words or needs_figure):
            return question(work, asked, row, _ASKED[label])
        return goods(work, asked, row, f"{label} {words}".strip())

    return said


def _payment(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`payment 30% T/T ...`: the term; alone: the money of the order, which is a command of its own."""
    if words:
        return goods(work, asked, row, f"payment {words}")
    button = Choice(line("Payments"), f"/payments {row.id}")
    return [asked.say((line("The payments of order {number}:", number=row.id),), ((button,),))]


def _others(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """A word that a colon or a line's end follows (唛头：KUNDE); else positions and terms: line 2 qty 300, FOB Ningbo."""
    first, _, rest = words.strip().partition(" ")
    found = _WORD.match(first)
    name = found["word"].casefold() if found else ""
    if name and name in VERBS:
        return VERBS[name](work, asked, row, f"{first[found.end() :]} {rest}".strip() if found else rest)
    return goods(work, asked, row, words)


def _rows(*rows: tuple[Verb, str]) -> dict[str, Verb]:
    return {word: verb for verb, words in rows for word in words.split("|")}


VERBS: Mapping[str, Verb] = _rows(
    (confirmed, "confirm|确认"),
    (looked_at, "items|five|五项|订单确认"),
    (question, "ask"),
    (cost, "cost|costs|recheck|成本|核算|成本核算"),
    (marks, "marks|mark|唛头"),
    (quality, "quality|质量|质量标准"),
    (requirements, "requirements|requirement|要求|客户要求"),
    (remarks, "remarks|remark|备注|注意事项"),
    (mode, "mode|supply|供货|供货方式|备货"),
    (cycle, "cycle|周期|生产周期"),
    (transit, "transit|运输周期|在途"),
    (tracker, "tracker|跟踪人|跟单|跟单员"),
    (number, "po|客户单号|客户订单号|订单号"),
    (clause, "clause|clauses|条款"),
    (form, "form|合同格式"),
    (latest, "lc|l/c|latest|信用证|最迟装运|最迟装运期"),
    (shipment, "ship|shipment|date|交期|交货期|交货日期|船期|装运期"),
    (cancel, "cancel|取消|作废"),
    (handed_over, "handed|已交档|已归档|交档"),
    (_labelled("line"), "line|item|position|行"),
    (_labelled("price"), "price|单价|价格"),
    (_labelled("qty"), "qty|quantity|数量"),
    (_labelled("packing"), "packing|packaging|包装"),
    (_labelled("term"), "term|incoterms|贸易术语|价格条款"),
    (_labelled("delivery"), "delivery|交货时间"),
    (_payment, "payment|付款方式|付款条件|付款"),
    (goods, "change|修改|改"),
    (_others, ""),
)
"""By the word that stands first behind the order's number, in small letters; the empty one takes all other words."""
