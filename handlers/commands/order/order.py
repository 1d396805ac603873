"""/order: where an order stands, in one line and one screen; what is done with it by a word behind its number (R67)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from handlers import order_entering
from handlers.asked import Asked, Command
from handlers.asking import divided, in_rows
from handlers.order_card import shown_to
from handlers.order_sight import OrderSight, order_sight
from handlers.order_timeline import wished
from handlers.order_verbs import VERBS
from handlers.ordering import leading, one, short, visible, which
from rules.order_spoken import stage_in
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import Line, line, word
from storage import order_lists, orders
from storage.tables.orders import OrderRow
from storage.work import Work

EXAMPLE = "/order 88"
SEEING = SALES | {Role.MERCHANDISER, Role.PRODUCTION, Role.PURCHASING, Role.ACCOUNTING}
NEW = frozenset({"new", "新建", "新订单", "新增", "新"})
TIMELINE = frozenset({"timeline", "picture", "plan", "schedule", "时间线", "进度图", "进度表", "图"})
SHOW = frozenset({"show", "status", "card", "查看", "状态", "进度"})
ELSEWHERE: Mapping[str, str] = {
    "delay": "/delay", "late": "/delay", "延期": "/delay", "延误": "/delay", "done": "/done", "完成": "/done",
    "hold": "/hold", "暂停": "/hold", "update": "/update", "更新": "/update", "ship": "/ship", "shipped": "/ship",
    "发货": "/ship", "arrived": "/arrived", "到货": "/arrived", "docs": "/docs", "单证": "/docs", "paid": "/paid",
    "收款": "/paid", "到账": "/paid", "payments": "/payments", "payment": "/payments", "付款": "/payments",
    "invoice": "/invoice", "发票": "/invoice", "deal": "/deal", "contract": "/deal", "合同": "/deal", "signed": "/signed",
    "签回": "/signed", "meeting": "/meeting", "会议": "/meeting", "check": "/check", "progress": "/progress",
    "inspect": "/inspect", "验货": "/inspect", "production": "/production", "生产单": "/production", "po": "/po",
    "采购单": "/po", "pack": "/pack", "装箱单": "/pack", "file": "/file", "档案": "/file", "sample": "/sample",
    "样品": "/sample", "complaint": "/complaint", "投诉": "/complaint", "feedback": "/feedback", "反馈": "/feedback",
}  # fmt: skip
"""Words that people write behind the number though they are commands of their own: one press away."""
TOGETHER = frozenset(
    "marks 唛头 quality 质量 质量标准 requirements requirement 要求 客户要求 remarks 备注 mode 供货 tracker 跟单 cycle 周期"
    " transit po".split()
)
"""Words behind a semicolon that begin another change of the same message."""
_OFFERED = 8


def order(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`, `PO-4711`, `acme`: its card. `88 timeline`: the picture. `new ...`: a new one. `88 VERB ...`: that is done."""
    first, rest = divided(asked.rest)
    if first.casefold() in NEW:
        return order_entering.entered(work, asked, rest)
    if not first:
        return _hers(work, asked)
    if rest and orders.number_in(first) is None and (rows := visible(work, asked.viewer, asked.rest, OrderSight.STUB)):
        return shown_to(work, asked, rows[0]) if len(rows) == 1 else [which(asked, rows, asked.command)]
    meant = one(work, asked, asked.command, OrderSight.STUB)
    if isinstance(meant, list):
        return meant
    row, words = meant
    verb, _, behind = words.strip().partition(" ")
    return _said_of(work, asked, row, verb.casefold().strip(":：,，"), behind.strip())


def _said_of(work: Work, asked: Asked, row: OrderRow, verb: str, rest: str) -> Iterable[Outgoing]:
    if not verb or (verb in SHOW and not rest):
        return shown_to(work, asked, row)
    if order_sight(work, asked.viewer, row) < OrderSight.WORKS:
        leading(work, asked.viewer, row)
    if verb in TIMELINE:
        return wished(work, asked, row)
    words = f"{verb} {rest}".strip()
    if verb in VERBS:
        several = _several(words)
        return [said for name, told in several for said in VERBS[name](work, asked, row, told)]
    if verb in ELSEWHERE:
        return [_elsewhere(asked, f"{ELSEWHERE[verb]} {row.id} {rest}".strip())]
    if (stage := stage_in(words)) is not None:
        return [_elsewhere(asked, f"/done {row.id} {stage}")]
    if (others := VERBS.get("")) is not None:
        return others(work, asked, row, asked.rest.split(maxsplit=1)[1])
    raise Refused(
        "I do not know what {words} means for order {number}. Try {examples}.",
        words=words[:40],
        number=row.id,
        examples=f"/order {row.id}, /order {row.id} timeline, /done {row.id}, /delay {row.id} 5 days",
    )


def _several(words: str) -> list[tuple[str, str]]:
    """`marks KUNDE; quality as per sample`: each piece that begins with a word of its own is done by itself; others go on."""
    found: list[tuple[str, str]] = []
    for piece in re.split(r"[;；\n]", words):
        first, _, rest = piece.strip().partition(" ")
        name = first.casefold().strip(":：,，")
        if not found or (name in TOGETHER and rest.strip()):
            found.append((name, rest.strip()))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]}; {piece.strip()}".strip("; "))
    return found


def _elsewhere(asked: Asked, command: str) -> Outgoing:
    """It is a command of its own: nothing is done until she presses it."""
    return asked.say(
        (line("That is a command of its own. Do you mean this?"),),
        ((Choice(line("Yes: {command}", command=command[:60]), command),),),
    )


def _hers(work: Work, asked: Asked) -> list[Outgoing]:
    """The orders of the conversation that she answers, else hers as buttons, the soonest shipment first."""
    if asked.about is not None:
        rows = [
            each
            for each in orders.in_conversation(work.session, asked.about)
            if order_sight(work, asked.viewer, each) > OrderSight.NONE
        ]
        if len(rows) == 1:
            return shown_to(work, asked, rows[0])
    else:
        rows = []
    rows = rows or order_lists.of_people(work.session, _people(asked), work.calendar.day_of(work.now), limit=_OFFERED)
    if not rows:
        words: tuple[Line, ...] = (
            line("You have no open order. Every order: {example}", example="/orders all"),
            line("A new one: {example}", example="/order new 1042"),
        )
        return [asked.say(words)]
    buttons = [Choice(short(each), f"/order {each.id}") for each in rows[:_OFFERED]]
    more = (Choice(line("All orders"), "/orders"),)
    return [asked.say((line("Which order? The soonest shipment stands first."),), (*in_rows(buttons, 1), more))]


def _people(asked: Asked) -> list[int] | None:
    """Whose: hers and of whom she stands in for; the works and accounting have everybody's."""
    mine = asked.viewer.has(SALES)
    return sorted({asked.me.id, *asked.viewer.stands_in_for}) if mine else None


COMMANDS = (
    Command(
        "/order",
        word("where an order stands: stage, days, money, next step; by number, customer's number or name"),
        order,
        roles=SEEING,
        example=EXAMPLE,
        family="order",
    ),
)
