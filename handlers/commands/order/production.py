"""/production 88: the production order, its fields, its release, its receipt; haste; doing without a sample (R179-R182, R196)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers import production_orders, urgent
from handlers.asked import Asked, Command
from handlers.meetings import waived
from handlers.ordering import one
from rules.order_moves import Need
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import word
from rules.works_papers import PRODUCTION_FIELDS
from storage.work import Work

EXAMPLE = "/production 88"
_SUBMIT = frozenset({"submit", "提交", "提交主管", "送审"})
_RENEW = frozenset({"renew", "更新"})
_GOT = frozenset({"got", "received", "收到", "已收到"})
_URGENT = frozenset({"urgent", "加急", "急"})
_WAIVE = frozenset({"waive", "without", "豁免", "免", "免样", "免打样"})
_YES, _NO = frozenset({"yes", "是", "同意"}), frozenset({"no", "否", "不同意"})


def production(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`, `88 remarks keep dry`, `88 submit`, `88 urgent reason`, `88 waive reason`."""
    meant = one(work, asked, "/production")
    if isinstance(meant, list):
        return meant
    row, rest = meant
    first, _, words = rest.strip().replace("：", ":").partition(" ")
    verb, words = first.casefold().rstrip(":"), words.strip()
    if not verb:
        return production_orders.shown(work, asked, row)
    if verb in PRODUCTION_FIELDS:
        return production_orders.field_set(work, asked, row, verb, words)
    if verb in _SUBMIT:
        return production_orders.put(work, asked, row, words)
    if verb in _RENEW:
        return production_orders.renewed(work, asked, row)
    if verb in _GOT:
        return production_orders.received(work, asked, row)
    if verb in _WAIVE:
        return waived(work, asked, row, Need.SAMPLE, words, urgent.DECIDING)
    if verb in _URGENT:
        answer, _, number = words.partition(" ")
        if number.strip().isdecimal() and answer in _YES | _NO:
            return urgent.decided(work, asked, row, number.strip(), answer in _YES)
        return urgent.wished(work, asked, row, words)
    raise Refused(
        "I do not know {words}. What can be said: {example}",
        words=verb[:30],
        example=f"/production {row.id} remarks keep dry",
    )


COMMANDS = (
    Command(
        "/production",
        word("the production order of an order"),
        production,
        roles=SALES | {Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER},
        example=EXAMPLE,
        family="order",
    ),
)
