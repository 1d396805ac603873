"""Products from a table: each line is laid over what stands there and checked; a missing column leaves it (R126)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from handlers.importing import Importer, Planned, Rows, Source, Wrong
from rules.cells import Uncomputed, read_back
from rules.money import CURRENCIES
from rules.product_fields import is_cost
from rules.product_values import Written, cell, changed, money_of, tier_list
from rules.products import Product, arranged
from rules.refusal import Refused
from rules.table_heads import WITHIN, Head, Heads, heads_of
from rules.visible import visible
from rules.words import Line, line
from storage.products import from_plain, numbered, put, spelled, stamp, to_plain, withdraw
from storage.tables.products import ImportRow
from storage.work import Work

_CHINESE = re.compile("[\u3400-\u9fff]")
_OTHER_NAME = {"name_en": "name_zh", "name_zh": "name_en"}
"""Where only one of them is there, the writing tells in which language a name is."""


def planned(session: Session, rows: Rows, source: Source) -> Planned[Product]:
    """What the rows of a product table would change. Refuses a file in which no head of columns is found."""
    heads = heads_of(rows[: WITHIN + 1])
    if heads is None:
        raise Refused(
            "I find no row that names the columns. One of them has to be called number, another name or 名称."
        )
    lines = list(_lines(heads, rows))
    spelling = spelled(session, (number for _, number, _ in lines))
    known = numbered(session, list(spelling.values()))
    plan = _Plan(heads, source)
    for place, number, row in lines:
        plan.take(place, spelling.get(number.casefold(), number), known, row)
    return plan.whole(known)


def _lines(heads: Heads, rows: Rows) -> Iterator[tuple[int, str, Sequence[str]]]:
    """Line, product number and cells of every row that is not empty."""
    column = next(place for place, each in enumerate(heads.columns) if each.name == "number")
    for place, row in enumerate(rows[heads.last + 1 :], heads.last + 2):
        if any(each.strip() for each in row):
            number = row[column] if column < len(row) else ""
            yield place, number if isinstance(number, Uncomputed) else " ".join(visible(number).split()), row


class _Plan:
    """The plan as it grows, line by line."""

    def __init__(self, heads: Heads, source: Source) -> None:
        self.heads = heads
        self.names = heads.names
        columns = [each for each in enumerate(heads.columns) if each[1].name not in ("", "number")]
        self.columns = sorted(columns, key=lambda each: each[1].name == "model")
        self.source = source
        self.told: dict[str, Product] = {}
        self.seen: set[str] = set()
        self.wrong: list[Wrong] = []
        self.costs_in_prices_currency = False

    def take(self, place: int, number: str, known: Mapping[str, Product], row: Sequence[str]) -> None:
        """One line; what is wrong with it is noted."""
        column = ""
        try:
            cell("number", number)
            if not number:
                raise Refused("there is no number")
            if number.casefold() in self.seen:
                raise Refused("number {number} stands in the file twice", number=number)
            before = known.get(number)
            written = Written()
            for head, text in self._cells(row):
                column = head.written
                _add(written, head, text, before, self.names)
            column = ""
            self._with_cost_currency(written, before)
            after = changed(before or Product(number), written, self.source.file, self.source.today)
            self.told[number] = arranged(before, after, self.source.today)
            self.seen.add(number.casefold())
        except Refused as no:
            self.wrong.append(Wrong(place, no.words, column))

    def whole(self, known: Mapping[str, Product]) -> Planned[Product]:
        told = self.told
        added = tuple(each for number, each in told.items() if number not in known)
        moved = tuple((known[each], told[each]) for each in told if each in known and known[each] != told[each])
        return Planned(added, moved, len(told) - len(added) - len(moved), tuple(self.wrong), tuple(self._notes(moved)))

    def _cells(self, row: Sequence[str]) -> Iterator[tuple[Head, str]]:
        """The cells that fill a field; another number of the product stands last, beside its synonyms."""
        for place, head in self.columns:
            text = row[place] if place < len(row) else ""
            yield head, read_back(text) if text[:1] == "'" else text

    def _with_cost_currency(self, written: Written, before: Product | None) -> None:
        """The one column of a currency holds for all amounts of the line."""
        has_costs = any(is_cost(name) and amount is not None for name, amount in written.values.items())
        known = written.cost_currency or written.values.get("cost_currency") or (before and before.cost_currency)
        if has_costs and not known and written.values.get("currency"):
            written.cost_currency = written.values["currency"]
            self.costs_in_prices_currency = True

    def _notes(self, moved: Sequence[tuple[Product, Product]]) -> Iterator[Line]:
        if self.heads.unread:
            yield line(
                "Columns that I do not know and leave out: {columns}", columns=", ".join(self.heads.unread)[:300]
            )
        if self.costs_in_prices_currency:
            yield line("The costs are taken to be in the currency of the price: no column names theirs.")
        emptied = sum(_emptied(before, after) for before, after in moved)
        if emptied:
            yield line("{count} facts that stand there now would be emptied, for their cells are empty.", count=emptied)


def _add(written: Written, head: Head, text: str, before: Product | None, heads: frozenset[str]) -> None:
    if head.name == "tier":
        money = money_of(cell("tiers", text)) if text.strip() else None
        tiers = written.values.setdefault("tiers", ())
        if money:
            written.currency = written.currency or money.currency or (head.hint if head.hint in CURRENCIES else "")
            written.values["tiers"] = tier_list((*tiers, (Decimal(head.least), money.amount)))
    elif head.name == "model":
        known = written.values.get("synonyms", before.synonyms if before else ())
        told = cell("synonyms", text)
        written.values["synonyms"] = tuple(dict.fromkeys((*known, told))) if told else known
    elif head.name in _OTHER_NAME and _OTHER_NAME[head.name] not in heads and text.strip():
        written.add("name_zh" if _CHINESE.search(text) else "name_en", text)
    else:
        written.add(head.name, text, head.hint)


_FACTS = tuple(each.name for each in fields(Product) if each.name != "coming")


def new_lines(added: Sequence[Product]) -> list[Line]:
    return [line("New: {number}, {name}", number=each.number, name=each.name()) for each in added]


def difference(before: Product, after: Product) -> Line:
    old, new = to_plain(before), to_plain(after)
    told = "; ".join(f"{name}: {_said(old[name])} -> {_said(new[name])}" for name in new if old[name] != new[name])
    return line("Changed: {number}, {differences}", number=after.number, differences=told[:400])


def _said(value: Any) -> str:
    match value:
        case None | "" | [] | {}:
            return "-"
        case dict():
            return ", ".join(f"{key} {_said(each)}" for key, each in value.items() if each not in (None, "", []))
        case [[_, _], *_]:
            return ", ".join(f"{first} {second}" for first, second in value)
        case list():
            return ", ".join(map(str, value))
    return str(value)


def _emptied(before: Product, after: Product) -> int:
    return sum(bool(getattr(before, each)) and not getattr(after, each) for each in _FACTS)


def plain(plan: Planned[Product]) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {each.number: None for each in plan.added}
    before |= {each.number: to_plain(each) for each, _ in plan.changed}
    after = (*plan.added, *(each for _, each in plan.changed))
    return before, {each.number: to_plain(each) for each in after}


def carry_out(work: Work, plan: Planned[Product], row: ImportRow) -> None:
    put(work, (*plan.added, *(each for _, each in plan.changed)), source=row.file)


def later(session: Session, row: ImportRow) -> list[str]:
    """Products that somebody has changed since, or that are sold no more."""
    now = numbered(session, list(row.after))
    return sorted(number for number, left in row.after.items() if number not in now or now[number] != from_plain(left))


def take_back(work: Work, row: ImportRow, left: list[str]) -> None:
    kept = set(left)
    back = {number: before for number, before in row.before.items() if number not in kept}
    put(work, [from_plain(each) for each in back.values() if each is not None], source=row.file)
    withdraw(work, [number for number, each in back.items() if each is None])


EXAMPLE: Rows = (
    (
        "产品编号 Number", "英文名称 Name", "中文名称", "规格 Specification", "材质 Material", "单位 Unit",
        "单价 Price", "币种 Currency", "上浮 Float up", "下浮 Float down", "生效 Valid from",
        "阶梯价 Price tiers", "起订量 MOQ", "交期 Lead time (days)",
        "装箱数 Pcs/ctn", "外箱尺寸 Carton size (cm)", "毛重 G.W. (kg)", "净重 N.W. (kg)", "海关编码 HS code",
        "原材料 Raw material", "生产 Production", "人工 Labour", "包装费 Packaging cost", "运输 Transport", "保险 Insurance",
        "税费 Tax", "采购成本 Purchase price", "其他费用 Other costs", "成本币种 Cost currency", "成本来源 Cost source",
        "别名 Synonyms", "包装 Packing", "描述 Description",
    ),
    (
        "6204-2RS", "Deep groove ball bearing", "深沟球轴承", "20 x 47 x 14 mm", "GCr15", "pcs", "0.85", "USD",
        "8%", "5%", "2026-04-01", "1000: 0.82; 5000: 0.79", "500", "30",
        "100", "38x26x18", "12.4", "11.6", "8482.10",
        "2.10", "0.85", "0.60", "0.12", "0.08", "0.01",
        "0.20", "", "0.05", "CNY", "",
        "6204RS; SKF 6204", "single box", "",
    ),
)  # fmt: skip

PRODUCTS = Importer(
    what="products",
    forms=("xlsx", "csv"),
    stamp=stamp,
    planned=planned,
    new=new_lines,
    difference=difference,
    plain=plain,
    carry_out=carry_out,
    later=later,
    take_back=take_back,
    example=EXAMPLE,
)
