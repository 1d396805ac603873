"""/inspect 88 final passed …: the inspections of an order, their photos and reports, the third party's booking (R198-R202)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers import inspections
from handlers.asked import Asked, Command
from handlers.asking import divided
from handlers.ordering import one
from rules.order_spoken import SORTS
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import word
from storage.work import Work

_BOOK = frozenset({"book", "booked", "预约", "预订"})


def inspect(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`, `88 final`, `88 final passed sample 50 findings none`, `88 third book SGS 2026-05-08`."""
    meant = one(work, asked, "/inspect")
    if isinstance(meant, list):
        return meant
    row, rest = meant
    first, words = divided(rest)
    if not first:
        return inspections.asked_for(work, asked, row)
    if first in {"photo", "report"} and divided(words)[0].isdecimal():
        act = inspections.files_added if first == "photo" else inspections.report_drawn
        return act(work, asked, row, divided(words)[0])
    named = first.casefold().strip(",;:，：")
    sort = SORTS.get(named) or SORTS.get(named.strip("验货检"))
    if sort is None:
        raise Refused("I know the inspections parts, mid, final and third. {example}", example=inspections.EXAMPLE)
    verb, more = divided(words)
    if verb.casefold() == "party":
        verb, more = divided(more)
    if sort == "third_party" and verb.casefold() in _BOOK:
        return inspections.booked(work, asked, row, more)
    told = f"{verb} {more}".strip()
    return inspections.kept(work, asked, row, sort, told) if told else inspections.result_asked(work, asked, row, sort)


COMMANDS = (
    Command(
        "/inspect",
        word("an inspection of an order and its result"),
        inspect,
        roles=SALES | {Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER},
        example=inspections.EXAMPLE,
        family="order",
    ),
)
