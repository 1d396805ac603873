"""What people type of an order besides its goods: the customer's number, days, marks, supply, clauses (R161, R204)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rules.quote_days import day_named
from rules.refusal import Refused
from rules.words import Line, word

LONGEST_NUMBER = 40
LONGEST_TEXT = 2_000
"""Characters of marks, requirements, remarks or a clause."""
LONGEST_WAY = 731
"""Days: no shipment is promised for later."""
MOST_DAYS = 365
"""Of a production cycle, or on the way."""

MODES: Mapping[str, str] = {
    "produce": "produce", "production": "produce", "make": "produce", "made": "produce", "生产": "produce", "自产": "produce",
    "buy": "buy", "purchase": "buy", "outsource": "buy", "source": "buy", "采购": "buy", "外购": "buy", "外协": "buy",
    "stock": "stock", "warehouse": "stock", "库存": "stock", "现货": "stock",
}  # fmt: skip
"""How people say where the goods come from (R204)."""
MODE_WORDS: Mapping[str, Line] = {
    "produce": word("made here"),
    "buy": word("sourced by purchasing"),
    "stock": word("taken from stock"),
}
CLAUSE_NAMES: Mapping[str, str] = {
    "quality": "quality_standard", "quality_standard": "quality_standard", "质量": "quality_standard",
    "质量标准": "quality_standard", "country": "trade_country", "trade_country": "trade_country", "贸易国别": "trade_country",
    "国别": "trade_country", "transport": "transport", "运输": "transport", "运输方式": "transport", "insurance": "insurance",
    "保险": "insurance", "inspection": "inspection_clause", "inspection_clause": "inspection_clause",
    "检验": "inspection_clause", "检验检疫": "inspection_clause", "breach": "breach", "liability": "breach", "违约": "breach",
    "违约责任": "breach", "disputes": "disputes", "dispute": "disputes", "arbitration": "disputes", "争议": "disputes",
    "仲裁": "disputes", "争议解决": "disputes", "spare_parts": "spare_parts", "spare": "spare_parts", "配件": "spare_parts",
    "annexes": "annexes", "annex": "annexes", "附件": "annexes",
}  # fmt: skip
"""How people call the clauses of a contract (form B11)."""


@dataclass(frozen=True, slots=True)
class Typed:
    """An order in one message. `rest` is what a quotation's words are: positions and terms."""

    rest: str = ""
    customer_number: str = ""
    ship_on: date | None = None
    latest_on: date | None = None
    marks: str = ""
    requirements: str = ""
    mode: str = ""
    faults: tuple[tuple[str, Line], ...] = ()
    """(words that could not be taken, why)."""


def read_order(text: str, today: date) -> Typed:
    """The message with what belongs to an order taken out of it; what cannot be read is told with its words."""
    told: dict[str, str | date] = {}
    rest: list[str] = []
    faults: list[tuple[str, Line]] = []
    for piece in _pieces(text):
        try:
            name, value = _of_order(piece, today)
        except Refused as why:
            faults.append((piece, why.words))
            continue
        if name:
            told[name] = value
        else:
            rest.append(piece)
    return Typed(rest="\n".join(rest), faults=tuple(faults), **told)  # type: ignore[arg-type]


def customer_number_in(text: str) -> str:
    """The customer's own order number in words like "PO 4711", "订单号 4711", or alone; empty where there is none."""
    half = " ".join(unicodedata.normalize("NFKC", text).split())
    if found := _NUMBERED.search(half):
        return _as_number(found["label"] or "", found["number"])
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9/._#-]{0,39}", half) and any(each.isdigit() for each in half):
        return half
    return ""


def customer_number(text: str) -> str:
    """The number that was typed as such. Refuses none, and what is too long for one."""
    told = " ".join(unicodedata.normalize("NFKC", text).split()).strip(" :=#")
    told = re.sub(r"^(P/?O)[\s.:#-]*(?=\d)", "PO-", told, flags=re.IGNORECASE) if told else told
    if not told or len(told) > LONGEST_NUMBER or not any(each.isalnum() for each in told):
        raise Refused("Write the customer's order number like {example}.", example="PO-4711")
    return told


def shipment_told(text: str, today: date) -> date:
    """The day of shipment: a day, or "30 days" from today. Refuses no day, one that is over, one years away."""
    words = re.sub(r"^(?:on|by|before|until|latest|at|于|在)\s+", "", text.strip(" .。,:："), flags=re.IGNORECASE)
    if found := _SPAN.fullmatch(words):
        number = int(found["number"]) * (7 if found["unit"].lower().startswith(("w", "周")) else 1)
        day = today + timedelta(days=min(number, 10_000))
    else:
        try:
            day = day_named(words.strip(" .。,，:："), today)
        except Refused as why:
            if "may be two days" in why.words.sentence:
                raise
            raise Refused("{words} is no day. Write it like {example}.", words=words[:40] or "?", example=_DAY) from why
    if day < today:
        raise Refused(
            "{day} is over already. Write a day that is still to come, like {example}.", day=day, example=_DAY
        )
    if (day - today).days > LONGEST_WAY:
        raise Refused("{day} is more than two years away. Is the year right?", day=day)
    return day


def days_told(text: str, example: str) -> int:
    """A span in calendar days: "20 days", "3 weeks", "20". Refuses what is none."""
    found = _SPAN.fullmatch(text.strip(" .。:：")) or _BARE.fullmatch(text.strip(" .。:："))
    if found is None:
        raise Refused("How many days? Write it like {example}.", example=example)
    weeks = (found.groupdict().get("unit") or "").lower().startswith(("w", "周"))
    days = int(found["number"]) * (7 if weeks else 1)
    if not 0 < days <= MOST_DAYS:
        raise Refused(
            "{days} days cannot be: between 1 and {limit}. {example}", days=days, limit=MOST_DAYS, example=example
        )
    return days


def mode_told(text: str) -> str:
    """stock, produce or buy. Refuses another word."""
    told = MODES.get(text.strip(" .。:：").casefold())
    if told is None:
        raise Refused(
            "{word}: the goods are made here, sourced by purchasing, or taken from stock. Write {examples}.",
            word=text.strip()[:30] or "?",
            examples="mode produce, mode buy, mode stock",
        )
    return told


def clause_told(text: str) -> tuple[str, str]:
    """The field of the clause and its text: "breach 0.5% a week". Refuses a clause that no contract has."""
    first, _, rest = text.strip().partition(" ")
    name = CLAUSE_NAMES.get(first.strip(":：").casefold())
    if name is None:
        raise Refused(
            "I know no clause {word}. Clauses are: {names}. Example: {example}",
            word=first[:30] or "?",
            names="quality, country, transport, insurance, inspection, breach, disputes, spare_parts, annexes",
            example="clause breach 0.5% a week, 5% at most",
        )
    return name, long_text(rest)


def long_text(text: str) -> str:
    """Marks, requirements, a clause, with their lines as they were. Refuses what is too long."""
    told = "\n".join(" ".join(each.split()) for each in text.strip().splitlines()).strip()
    if len(told) > LONGEST_TEXT:
        raise Refused("That is too long: {count} characters, at most {limit}.", count=len(told), limit=LONGEST_TEXT)
    return told


def marks_told(text: str) -> str:
    """Shipping marks: each line of its own; on one line they are divided by " / "."""
    told = long_text(text)
    return told if "\n" in told else "\n".join(each.strip() for each in re.split(r"\s+/\s+", told))


def _pieces(text: str) -> list[str]:
    """Lines and what stands between semicolons; behind commas, too, where a word of an order begins there."""
    found: list[str] = []
    for row in re.split(r"[\n\r;；]+", text):
        if _MARKS.match(row.strip()):
            found.append(row.strip())
        else:
            found += [part.strip(" ,，") for part in _BEHIND_COMMA.split(row) if part.strip(" ,，")]
    return found


def _of_order(piece: str, today: date) -> tuple[str, str | date]:
    half = unicodedata.normalize("NFKC", piece).strip()
    if found := _MARKS.match(half):
        return "marks", marks_told(piece.strip()[found.end() :])
    if found := _REQUIREMENTS.match(half):
        return "requirements", long_text(piece.strip()[found.end() :])
    if found := _LATEST.match(half):
        return "latest_on", shipment_told(half[found.end() :], today)
    if found := _MODE.match(half):
        return "mode", mode_told(half[found.end() :])
    if found := _SHIP.match(half):
        return "ship_on", shipment_told(half[found.end() :], today)
    if found := _LABELLED_NUMBER.match(half):
        return "customer_number", customer_number(half[found.end() :])
    if (found := _NUMBERED.fullmatch(half)) and found["label"]:
        return "customer_number", _as_number(found["label"], found["number"])
    return "", ""


def _as_number(label: str, number: str) -> str:
    """PO 4711 is PO-4711, one word by which it can be named; a bare number stays as it is."""
    is_po = re.match(r"P[/.]?O", label, re.IGNORECASE) is not None
    return f"PO-{number}" if is_po and number[0].isdigit() else number


_DAY = "2026-12-31"
_SPAN = re.compile(r"(?:in\s+)?(?P<number>\d{1,4})\s*(?P<unit>days?|d|weeks?|w|天|日|周)(?:后|内)?", re.IGNORECASE)
_BARE = re.compile(r"(?P<number>\d{1,4})")
_NUMBERED = re.compile(
    r"(?:(?<![A-Za-z])(?P<label>P[/.]?O\.?|purchase order|order number|order no\.?|their order|客户订单号?|客户单号"
    r"|订单号|合同号)"
    r"(?:\s*(?:no\.?|number|nr\.?))?\s*[:#=.-]?\s*)(?P<number>[A-Za-z0-9][A-Za-z0-9/._-]{0,38}?\d[A-Za-z0-9/_-]{0,10}|\d)"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_LABELLED_NUMBER = re.compile(
    r"(?:客户订单号?|客户单号|订单号|合同号)\s*[:：=]?\s*(?=\S)|P[/.]?O\.?\s+(?=P[/.]?O)", re.IGNORECASE
)
_MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_A_DAY = rf"(?=(?:on |by )?(?:\d{{4}}[-/.年]|\d{{1,2}}[./月]\d|\d{{1,2}}(?:st|nd|rd|th)?[ -]?{_MONTHS}|{_MONTHS}[a-z]*\.? ?\d))"
"""What a day begins like: "shipment 30 days after deposit" is none, but a delivery time."""
_SHIP = re.compile(
    r"(?:ship(?:ment|ping)?|delivery|contract date|etd|交货|交货日|船期|装运|装运期|发货期?|出货期?|交期)"
    rf"\s*(?:date|日期|日|by|on|before)?\s*[:=]?\s*{_A_DAY}",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"(?:L/?C(?:\s*latest)?|latest(?:\s+ship(?:ment|ping)?)?|信用证(?:最迟)?|最迟(?:装运|装船)?期?)"
    rf"\s*(?:date)?\s*[:=]?\s*{_A_DAY}",
    re.IGNORECASE,
)
_MARKS = re.compile(r"(?:shipping marks?|marks|唛头)\s*[:：=]?\s*", re.IGNORECASE)
_REQUIREMENTS = re.compile(r"(?:requirements?|客户要求|要求)\s*[:：=]?\s*", re.IGNORECASE)
_MODE = re.compile(r"(?:mode|supply|供货方式|供货|来源)\s*[:：=]?\s*", re.IGNORECASE)
_BEHIND_COMMA = re.compile(
    r"[,，]\s*(?=(?:PO\b|P/O\b|purchase order|订单号|客户单号|客户订单|合同号|ship\b|shipment\b|交期|交货|船期"
    r"|L/?C\s*\d|latest|最迟|marks\b|唛头))",
    re.IGNORECASE,
)
