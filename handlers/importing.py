"""Imports: a table read line by line, what it would change shown before anything does, and the last one taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sqlalchemy.orm import Session

from rules.products import Product
from rules.refusal import Refused
from rules.words import Line, line, title
from storage.happenings import note
from storage.products import from_plain, newest_import, noted_import, numbered, put, to_plain, withdraw
from storage.tables.products import ImportRow
from storage.work import Work

_LONGEST_TEXT, _LONGEST_NUMBER = 2_000, 60
_HEAD_WITHIN = 12
"""Rows at the beginning among which the head of the columns is looked for; an export of ours has marks above it."""
_SHOWN = 20
_LANGUAGE = re.compile(r"^name[ _(-]{1,2}([a-z]{2})\)?$")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line of the file that cannot be taken, and why. `line` counts from 1, as spreadsheets do."""

    line: int
    why: Line


@dataclass(frozen=True, slots=True)
class Planned:
    """What an import would do. `changed` are (before, after); what is neither stays as it is."""

    added: tuple[Product, ...]
    changed: tuple[tuple[Product, Product], ...]
    same: int
    wrong: tuple[Wrong, ...]

    @property
    def does_nothing(self) -> bool:
        return not self.added and not self.changed


COLUMNS: Mapping[str, str] = {
    "number": "number|no|no.|product number|product no|sku|item no|item no.|item code|code|model|产品编号|编号|型号|货号|"
    "产品型号",
    "name_en": "name|product|product name|name en|english name|description of goods|英文名称|英文品名|产品英文名",
    "name_zh": "chinese name|中文名称|中文品名|品名|名称|产品名称",
    "synonyms": "synonyms|synonym|aliases|also called|other names|keywords|别名|同义词|其他名称|关键词",
    "description": "description|details|描述|说明|产品描述",
    "specification": "specification|spec|specs|size|规格|尺寸|参数",
    "material": "material|材质|材料",
    "unit": "unit|units|uom|单位",
    "packing": "packing|packaging|包装|包装方式",
    "hs_code": "hs code|hs|hscode|hs-code|customs code|海关编码|hs编码|税号",
    "moq": "moq|minimum order|minimum order quantity|min order|起订量|最小起订量",
    "lead_days": "lead days|lead time|lead time (days)|lead time days|delivery days|交期|交货期|交期(天)|交期（天）",
}
"""The columns of a product table by the names that spreadsheets give them; "name fr" is its name in French."""
_COLUMN_OF = {each: column for column, names in COLUMNS.items() for each in names.split("|")}


def planned(session: Session, rows: Iterable[Sequence[str]]) -> Planned:
    """What the rows of a product table would change. Refuses a file in which no head of columns is found."""
    heads: list[str] = []
    told: dict[str, Product] = {}
    wrong: list[Wrong] = []
    for number, row in enumerate(rows, 1):
        if not heads:
            heads = _heads(row)
            if not heads and number >= _HEAD_WITHIN:
                break
            continue
        if not any(each.strip() for each in row):
            continue
        try:
            product = _product(heads, row)
            if product.number in told:
                raise Refused("number {number} stands in the file twice", number=product.number)
            told[product.number] = product
        except Refused as no:
            wrong.append(Wrong(number, no.words))
    if not heads:
        raise Refused(
            "I find no row that names the columns. One of them has to be called number, another name or 名称."
        )
    return _compared(session, told, wrong)


def _compared(session: Session, told: Mapping[str, Product], wrong: list[Wrong]) -> Planned:
    known = numbered(session, list(told))
    added = tuple(each for number, each in told.items() if number not in known)
    changed = tuple((known[number], each) for number, each in told.items() if number in known and known[number] != each)
    return Planned(added, changed, len(told) - len(added) - len(changed), tuple(wrong))


def _heads(row: Sequence[str]) -> list[str]:
    """What each column is, "" for one that we do not know; none where the row is no head."""
    heads = [_column(each) for each in row]
    return heads if "number" in heads and len(set(heads) - {""}) > 1 else []


def _column(cell: str) -> str:
    plain = " ".join(cell.strip(" *:：").lower().replace("_", " ").split())
    if found := _LANGUAGE.match(plain):
        return f"name_{found[1]}"
    return _COLUMN_OF.get(plain, "")


def _product(heads: Sequence[str], row: Sequence[str]) -> Product:
    """The product of a row. Refuses it with the reason."""
    told = {head: " ".join(cell.split()) for head, cell in zip(heads, row, strict=False) if head and cell.strip()}
    number = told.get("number", "")
    if not number:
        raise Refused("there is no number")
    if len(number) > _LONGEST_NUMBER:
        raise Refused("the number is longer than {limit} characters", limit=_LONGEST_NUMBER)
    names = tuple((head.removeprefix("name_"), told[head]) for head in sorted(told) if head.startswith("name_"))
    if not names:
        raise Refused("{number} has no name", number=number)
    long = next((head for head, cell in told.items() if len(cell) > _LONGEST_TEXT), None)
    if long:
        raise Refused("{column} is longer than {limit} characters", column=long, limit=_LONGEST_TEXT)
    return Product(
        number=number,
        names=names,
        synonyms=tuple(
            dict.fromkeys(filter(None, (each.strip() for each in re.split(r"[;；|、]", told.get("synonyms", "")))))
        ),
        hs_code=_hs_code(told.get("hs_code", "")),
        moq=_amount(told.get("moq", "")),
        lead_days=_days(told.get("lead_days", "")),
        **{name: told.get(name, "") for name in ("description", "specification", "material", "unit", "packing")},
    )


def _hs_code(written: str) -> str:
    plain = re.sub(r"[ .]", "", written).removesuffix(".0")
    if plain and not re.fullmatch(r"\d{4,12}", plain):
        raise Refused("{value} is no HS code: 4 to 12 digits, like 8413.70", value=written[:40])
    return plain


def _amount(written: str) -> Decimal | None:
    if not written:
        return None
    try:
        amount = Decimal(re.sub(r"[ ,](?=\d{3}(?:\D|$))", "", written))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 < amount < 10**12:
        raise Refused("{value} is no smallest order: a number, like 500", value=written[:40])
    return amount.normalize() if amount != amount.to_integral() else amount.quantize(Decimal(1))


def _days(written: str) -> int | None:
    if not written:
        return None
    days = re.fullmatch(r"(\d{1,3})(?:\.0)? ?(?:days?|d|天)?", written.lower())
    if not days:
        raise Refused("{value} is no lead time: whole days, like 30", value=written[:40])
    return int(days[1])


def shown(plan: Planned) -> list[Line]:
    """The plan in plain words: counts first, then each line that is wrong, then what changes."""
    lines = [
        title("{added} new, {changed} changed, {same} as they were, {wrong} lines that cannot be taken",
              added=len(plan.added), changed=len(plan.changed), same=plan.same, wrong=len(plan.wrong)),
    ]  # fmt: skip
    lines += [line("Line {number}: {why}", number=each.line, why=each.why) for each in plan.wrong[:_SHOWN]]
    if len(plan.wrong) > _SHOWN:
        lines.append(line("... and {count} lines more that cannot be taken", count=len(plan.wrong) - _SHOWN))
    lines += [line("New: {number}, {name}", number=each.number, name=each.name()) for each in plan.added[:_SHOWN]]
    if len(plan.added) > _SHOWN:
        lines.append(line("... and {count} new ones more", count=len(plan.added) - _SHOWN))
    lines += [_difference(before, after) for before, after in plan.changed[:_SHOWN]]
    if len(plan.changed) > _SHOWN:
        lines.append(line("... and {count} changed ones more", count=len(plan.changed) - _SHOWN))
    return lines


def _difference(before: Product, after: Product) -> Line:
    old, new = to_plain(before), to_plain(after)
    told = "; ".join(f"{name}: {_said(old[name])} -> {_said(new[name])}" for name in new if old[name] != new[name])
    return line("Changed: {number}, {differences}", number=after.number, differences=told[:400])


def _said(value: object) -> str:
    match value:
        case None | "" | [] | {}:
            return "-"
        case dict():
            return ", ".join(f"{key} {each}" for key, each in value.items())
        case list():
            return ", ".join(map(str, value))
    return str(value)


def imported(work: Work, plan: Planned, file: str, sha256: str) -> ImportRow:
    """The plan is carried out and recorded, with what stood there before."""
    before = {each.number: None for each in plan.added} | {each.number: to_plain(each) for each, _ in plan.changed}
    after = [*plan.added, *(each for _, each in plan.changed)]
    put(work, after)
    row = noted_import(
        work, what="products", file=file[:200], sha256=sha256, by=None, added=len(plan.added), changed=len(plan.changed),
        before=before, after={each.number: to_plain(each) for each in after},
    )  # fmt: skip
    words = line(
        "Import {number}: {what}, {added} new, {changed} changed",
        number=row.id,
        what="products",
        added=row.added,
        changed=row.changed,
    )
    note(work, "imported", words, after={"import": row.id, "file": row.file, "sha256": sha256})
    return row


def to_undo(session: Session) -> tuple[ImportRow, list[str]]:
    """The import that would be taken back, and what was changed since and stays. Refuses where there is none."""
    row = newest_import(session, "products")
    if row is None:
        raise Refused("There is no import of {what} to take back.", what="products")
    now = numbered(session, list(row.after))
    return row, sorted(
        number for number, left in row.after.items() if number not in now or to_plain(now[number]) != left
    )


def undone(work: Work) -> ImportRow:
    """What the last import brought is as it was before; what somebody has changed since stays."""
    row, later = to_undo(work.session)
    back = {number: plain for number, plain in row.before.items() if number not in set(later)}
    put(work, [from_plain(plain) for plain in back.values() if plain is not None])
    withdraw(work, [number for number, plain in back.items() if plain is None])
    row.undone_at = work.now
    words = line("Import {number} of {what} was taken back", number=row.id, what=row.what)
    note(work, "undone", words, before=row.after, after={"import": row.id})
    return row


@dataclass(frozen=True, slots=True)
class Importer:
    """A kind of table that can be brought in."""

    planned: Callable[[Session, Iterable[Sequence[str]]], Planned]
    shown: Callable[[Planned], list[Line]]
    imported: Callable[[Work, Planned, str, str], ImportRow]
    to_undo: Callable[[Session], tuple[ImportRow, list[str]]]
    undone: Callable[[Work], ImportRow]


IMPORTS: Mapping[str, Importer] = {"products": Importer(planned, shown, imported, to_undo, undone)}
"""What `infodesk import` knows; a new kind is a row here."""
