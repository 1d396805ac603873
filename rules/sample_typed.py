"""What somebody typed about a sample, read: product, quantity, details, day, label; in English and in Chinese (R144)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from rules.moments import moment_in
from rules.quote_labels import ONES, UNIT_OF, UNITS, alternatives, narrow
from rules.quote_numbers import figures
from rules.refusal import Refused
from rules.sample_form import FURTHEST, MOST, SampleForm

LONGEST = 4_000
"""Characters of everything that the customer wants."""
_LONGEST_PIECE = 1_000
_LOOKED_AT = 100
"""Characters at the beginning that say how many."""
_MADE = re.compile(r"^(?:/sample|samples?|打样|样品|样办|打版)\s*[:：,，]?\s*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[;；\n]+")
_NEED = r"need(?:ed|s)?|required|requested|deadline|due|by|before|until|交样日期|交样|交期|需要|最迟|最晚|要求|要"
_NEEDED = re.compile(
    rf"(?:^|(?<=[\s,，、]))(?:(?:{_NEED})\s*(?:it|them|by|on|before|at|于|在)?\s*)+[:：]?\s*(?P<day>[^\s,，].*)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\s*(?:之前|以前|前)?\s*(?:要|需要|交样|交|到)?\s*[.。!！]?$")
_TRAILING = re.compile(
    r"[\s,，、](?P<day>\d{4}-\d{1,2}-\d{1,2}|(?:\d{4}年)?\d{1,2}月\d{1,2}[日号])\s*(?:之前|以前|前)?\s*(?:要|需要|交样|交)?$"
)
_UNIT = "|".join(alternatives(each) for each in UNITS.values())
_COUNTED = re.compile(
    rf"^(?:(?P<before>.*?)(?:\s+|(?<=[^\W\d])(?=\d)|(?<=\s)|^))?(?:[x×*]\s*)?(?P<count>[-−]?\d[\d,]*(?:\.\d+)?)\s*"
    rf"(?P<unit>{_UNIT})(?![A-Za-z0-9])(?:\s+of(?=\s))?(?P<after>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_LIKE_DAY = re.compile(r"\d{1,4}\s*[-./年月]\s*\d")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1,
    )
    for name in names.split()
}  # fmt: skip
_SPOKEN = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<m1>[A-Za-z]{3,9})|(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?)"
    r"(?:,?\s+(?P<y>\d{4}))?",
    re.IGNORECASE,
)
_LABELS: tuple[tuple[str, str], ...] = (
    ("label", r"labels?(?:\s+(?:and|&)\s+instructions?)?|instructions?|标签|说明书?"),
    ("contact", r"(?:technical\s+|tech\s+)?contact|技术(?:负责人|联系人|主管)?|生产主管"),
    ("product", r"product|item|产品|品名|品名规格"),
    ("requirements", r"requirements?|details?|要求|细节|客人要求"),
    ("quantity", r"qty|quantity|pieces|数量|件数"),
)
_LABELLED = tuple(
    (name, re.compile(rf"^(?:{words})\s*(?:[:：=]\s*|\s+)(?P<rest>\S.*)$", re.I | re.S)) for name, words in _LABELS
)


_FILLED: Mapping[str, Callable[[SampleForm, str], SampleForm]] = {
    "label": lambda form, text: replace(form, label=text[:200]),
    "contact": lambda form, text: replace(form, contact=text[:60]),
    "product": lambda form, text: replace(form, product=text[:120]),
    "requirements": lambda form, text: replace(form, requirements=text),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was read. `more` are details of the customer's wish that add to those that are there."""

    form: SampleForm = field(default_factory=lambda: SampleForm(unit=""))
    more: tuple[str, ...] = ()


def read(text: str, now: datetime, zone: str, *, has_product: bool = False, awaited: str = "") -> Typed:
    """Every part between semicolons or on lines of its own; the first one is the product where none is known yet.

    `awaited` is the field that was asked for: it takes an answer that says nothing else. Refuses, in a sentence with an
    example, a quantity or a day that cannot be.
    """
    if len(text) > LONGEST:
        raise Refused("That is too long: {count} characters, at most {limit}.", count=len(text), limit=LONGEST)
    pieces = [each.strip(" ,，、") for each in _SEPARATORS.split(_MADE.sub("", text.strip(), count=1))]
    pieces = [each for each in pieces if each]
    told = Typed()
    for piece in pieces:
        wanted = awaited if len(pieces) == 1 else ""
        told = _with(told, piece[:_LONGEST_PIECE], now, zone, wanted, has_product or bool(told.form.product))
    return told


def names_no_product(text: str) -> bool:
    """Whether the words begin with how many and nothing else: "2 pcs; blue"."""
    first = _SEPARATORS.split(_MADE.sub("", text.strip(), count=1))[0].strip(" ,，、")
    found = _COUNTED.match(narrow(first[:_LOOKED_AT]))
    return not first or (found is not None and not found["before"] and not found["after"].strip(" ,"))


def begins_with_count(text: str) -> bool:
    """Whether the first number is how many and no inquiry's: "3 pcs LED-5050"."""
    found = _COUNTED.match(narrow(text.strip()[:_LOOKED_AT]))
    if found is None or found["before"] or len(found["count"]) > 3:
        return False
    return not found["after"].startswith(("样", "版"))  # 打 is a dozen, 打样 is what this is about


def merged(form: SampleForm, told: Typed) -> SampleForm:
    """The form with what was typed; details are added to those that were there."""
    said = told.form
    details = said.requirements or form.requirements
    return replace(
        form,
        product=said.product or form.product,
        name="" if said.product and said.product != form.product else form.name,
        quantity=said.quantity if said.quantity is not None else form.quantity,
        unit=said.unit or form.unit,
        need_by=said.need_by or form.need_by,
        label=said.label or form.label,
        contact=said.contact or form.contact,
        requirements="; ".join(dict.fromkeys(filter(None, (details, *told.more)))),
    )


def day_of(text: str, now: datetime, zone: str) -> date | None:
    """The day that words mean; None for other words. Refuses one that there is not, is over, or is years away."""
    words = _BEFORE.sub("", narrow(text).strip())
    today = _today(now, zone)
    try:
        day = _spoken(words, today)
        if day is None:
            moment = moment_in(words, now, zone)
            day = moment.day if moment is not None and not moment.rest else None
    except ValueError:
        raise Refused("{words} is no day. Write it like {example}.", words=text[:40], example="2026-03-20") from None
    if day is not None and not 0 <= (day - today).days <= FURTHEST:
        raise Refused(
            "{day} is over, or too far away. Write the day by which it is needed: {example}",
            day=day,
            example="need in 10 days",
        )
    return day


def past_day(text: str, now: datetime, zone: str) -> date | None:
    """A day that may be over: 2026-03-12, 3月12日, yesterday; None for other words and for one that there is not."""
    words = _BEFORE.sub("", narrow(text).strip()).casefold()
    today = _today(now, zone)
    if words in {"yesterday", "昨天"}:
        return today - timedelta(days=1)
    try:
        moment = moment_in(words, now, zone)
        day = _spoken(words, today) or (moment.day if moment is not None and not moment.rest else None)
        if day is not None and day > today and not re.search(r"\d{4}", words):
            day = day.replace(year=day.year - 1)
    except ValueError:
        return None
    return day


def quantity_of(quantity: Decimal, unit: str) -> Decimal:
    """Refuses how many cannot be a sample."""
    is_whole = quantity == quantity.to_integral_value()
    if quantity <= 0 or quantity > MOST or (not is_whole and (not unit or unit in ONES)):
        raise Refused(
            "{count} pieces are no sample: from 1 to {most}. {example}",
            count=f"{quantity:f}"[:20],
            most=int(MOST),
            example="3 pcs",
        )
    return quantity


def _with(told: Typed, piece: str, now: datetime, zone: str, awaited: str, has_product: bool) -> Typed:
    form = told.form
    for name, pattern in _LABELLED:
        if found := pattern.match(piece):
            return _labelled(told, name, found["rest"].strip(), piece, now, zone)
    if found := _NEEDED.search(piece):
        if day := day_of(found["day"], now, zone):
            rest = piece[: found.start()].strip(" ,，、")
            told = replace(told, form=replace(form, need_by=day))
            return _with(told, rest, now, zone, "", has_product) if rest else told
        if found.start() == 0 and _LIKE_DAY.match(found["day"]):
            raise Refused("{words} is no day. Write it like {example}.", words=piece[:40], example="need 2026-03-20")
    if found := _TRAILING.search(piece):
        day = day_of(found["day"], now, zone)
        told = replace(told, form=replace(form, need_by=day))
        return _with(told, piece[: found.start()].strip(" ,，、"), now, zone, "", has_product)
    if awaited not in {"product", "quantity", "requirements", "label"} and (day := day_of(piece, now, zone)):
        return replace(told, form=replace(form, need_by=day))
    if awaited == "need_by":
        raise Refused("{words} is no day. Write it like {example}.", words=piece[:40], example="2026-03-20")
    if awaited in {"requirements", "label", "product", "contact"}:
        return _labelled(told, awaited, piece, piece, now, zone)
    return _figured(told, piece, has_product, awaited)


def _labelled(told: Typed, name: str, rest: str, piece: str, now: datetime, zone: str) -> Typed:
    if name == "quantity":
        return _figured(told, rest, True, name)
    if name == "requirements" and (day := day_of(rest, now, zone)):
        return replace(told, form=replace(told.form, need_by=day))
    return replace(told, form=_FILLED[name](told.form, rest))


def _figured(told: Typed, piece: str, has_product: bool, awaited: str) -> Typed:
    """Product and quantity in one; of a product that is known only a quantity that says nothing else, else a detail."""
    half = narrow(piece)
    found = _COUNTED.match(half)
    if found is None and (awaited == "quantity" or not has_product):
        return _bare(told, half, has_product)
    if found is None or (has_product and (found["before"] or found["after"])):
        return replace(told, more=(*told.more, piece))
    unit = UNIT_OF.get(found["unit"].casefold(), found["unit"])
    count = quantity_of(Decimal(found["count"].replace("−", "-").replace(",", "").rstrip(".")), unit)
    told = replace(told, form=replace(told.form, quantity=count, unit=unit))
    before, after = found["before"].strip(" ,:-"), found["after"].strip(" ,:")
    if not before:
        return _product(told, after) if after else told
    told = _product(told, before)
    return replace(told, more=(*told.more, after)) if after else told


def _bare(told: Typed, half: str, has_product: bool) -> Typed:
    """A number without a unit: the answer to "how many", or behind the product."""
    found = figures(half)
    rest = found.rest.strip(" ,:")
    if found.quantity is None:
        if has_product:
            raise Refused("How many? Write a number: {example}", example="3 pcs")
        return _product(told, rest or half)
    if has_product and rest:
        raise Refused("How many? Write a number: {example}", example="3 pcs")
    unit = found.unit or "pcs"
    told = replace(told, form=replace(told.form, quantity=quantity_of(found.quantity, unit), unit=unit))
    return _product(told, rest) if rest else told


def _product(told: Typed, words: str) -> Typed:
    """The first words name the product; what stands behind a comma are details."""
    first, _, rest = re.sub(r"\s*[,，]\s*", ", ", words).partition(", ")
    more = (*told.more, rest) if rest else told.more
    return replace(told, form=replace(told.form, product=first.strip()[:120]), more=more)


def _spoken(words: str, today: date) -> date | None:
    """20 March, March 20 2026; one without a year is the next of its name. ValueError for a day that there is not."""
    found = _SPOKEN.fullmatch(words)
    month = _MONTHS.get((found["m1"] or found["m2"]).casefold()) if found else None
    if found is None or month is None:
        return None
    number = int(found["d1"] or found["d2"])
    if found["y"]:
        return date(int(found["y"]), month, number)
    day = date(today.year, month, number)
    return day if day >= today else date(today.year + 1, month, number)


def _today(now: datetime, zone: str) -> date:
    moment = moment_in("today", now, zone)
    assert moment is not None
    return moment.day
