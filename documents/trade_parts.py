"""What every trade paper is put together from: its fields as they are printed, its parties, its goods, its signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from documents.company import bank_named
from documents.paper import Fact, Paper, Signature, Table
from documents.paper_parts import (
    GoodsTable,
    amount_in_words,
    bank_lines,
    called,
    clean,
    contact_lines,
    customer_lines,
    day_of,
    paragraphs,
    place,
    reach,
)
from documents.paper_words import Words, said, words_of
from documents.trade_sheet import Sheet
from documents.trade_words import VALUES, WORDS, field_words, trade_words
from rules.quote import QuoteLine, counted, total
from rules.trade_paper import MANDATORY, Kind, value_of

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_LONG = 12_000
"""Characters of one clause that are printed."""
_IF_TOLD = frozenset({"meeting_ref", "received_at", "feedback"})
"""Ticks that no form asks for: they stand there only once they are told."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What one kind of paper has besides what all have. `terms`, `clauses` and `record` name fields of its form."""

    parties: tuple[tuple[Words, Words], ...]
    tables: tuple[Table, ...]
    signatures: tuple[Signature, ...]
    facts: tuple[Fact, ...] = ()
    in_words: tuple[Fact, ...] = ()
    heading: str = "terms"
    terms: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    bank: tuple[tuple[str, str], ...] = ()
    photos: tuple[str, ...] = ()


def composed(sheet: Sheet, parts: Parts) -> Paper:
    """The paper of that kind: title, number, letterhead, sentences and everything that the kind has."""
    languages, kind = sheet.languages, str(sheet.paper.kind)
    return Paper(
        languages=languages,
        title=trade_words(kind, languages),
        number=sheet.number,
        company=called(sheet.company, languages),
        reach=reach(sheet.company, languages),
        parties=parts.parties,
        facts=(*_numbers(sheet), *parts.facts),
        opening=_sentence(sheet, "opening"),
        tables=parts.tables,
        in_words=parts.in_words,
        terms_heading=trade_words(parts.heading, languages),
        terms=labelled(sheet, parts.terms),
        clauses_heading=trade_words("clauses", languages),
        clauses=labelled(sheet, parts.clauses),
        photos_heading=trade_words("photos", languages),
        photos=parts.photos,
        closing=_sentence(sheet, "closing"),
        record_heading=trade_words("record", languages),
        record=ticks(sheet, parts.record),
        bank_heading=trade_words("bank", languages),
        bank=parts.bank,
        signatures=parts.signatures,
        page=words_of("page", languages),
        draft=words_of("draft", ("en", "zh")) if sheet.is_draft else (),
        is_stamped=not sheet.is_draft,
    )


def labelled(sheet: Sheet, names: tuple[str, ...]) -> tuple[Fact, ...]:
    """The fields with their names; one that says nothing is a line to write on where its form asks for it, else left out."""
    wanted = MANDATORY[sheet.paper.kind]
    facts = (Fact(field_words(name, sheet.languages), told(sheet, name)) for name in names)
    return tuple(fact for name, fact in zip(names, facts, strict=True) if fact.text or name in wanted)


def ticks(sheet: Sheet, names: tuple[str, ...]) -> tuple[Fact, ...]:
    """What is filled in on the paper's way: a line to write on as long as it is not."""
    facts = (Fact(field_words(name, sheet.languages), told(sheet, name)) for name in names)
    return tuple(fact for name, fact in zip(names, facts, strict=True) if fact.text or name not in _IF_TOLD)


def told(sheet: Sheet, name: str) -> Words:
    """What the paper says in a field, as paragraphs; days and words of ours in the languages of the paper."""
    own = sheet.ticked.get(name) or sheet.paper.told(name)
    if not own and name in _MADE_UP:
        return _MADE_UP[name](sheet)
    text = (own or value_of(sheet.paper, name)).strip()
    if _DAY.fullmatch(text):
        return _day(text, sheet.languages)
    if pair := VALUES.get(text.casefold()):
        return said(pair, sheet.languages)
    return paragraphs(text, _LONG)


def _terms_of_delivery(sheet: Sheet) -> Words:
    goods = sheet.paper.order.goods
    return (f"{place(goods)}, Incoterms® 2020",) if goods.term else ()


def _place_and_time(sheet: Sheet) -> Words:
    goods = sheet.paper.order.goods
    return (*((place(goods),) if goods.term else clean(goods.place)), *paragraphs(goods.delivery))


def _order(sheet: Sheet) -> Words:
    return clean(sheet.order_number)


def _requirements(sheet: Sheet) -> Words:
    """Those of the order; where there are none, a proforma invoice says so, for its form asks for them."""
    own = paragraphs(sheet.paper.order.requirements)
    return own or (trade_words("as_listed", sheet.languages) if sheet.paper.kind is Kind.PROFORMA else ())


def _remarks(sheet: Sheet) -> Words:
    return paragraphs(sheet.paper.order.remarks)


def _packed(sheet: Sheet) -> Words:
    """How the goods are packed: said for all of them, or with each line."""
    goods = sheet.paper.order.goods
    lines = dict.fromkeys(text for each in goods.lines for text in paragraphs(each.packaging))
    return paragraphs(goods.packaging) or tuple(lines)


_MADE_UP = {
    "delivery_terms": _terms_of_delivery,
    "delivery_place_time": _place_and_time,
    "order": _order,
    "order_requirements": _requirements,
    "remarks": _remarks,
    "packaging": _packed,
    "customer_packaging": _packed,
}
"""Fields that are put together from what the order says, as long as the paper has none of its own."""


def goods(sheet: Sheet, *, priced: bool, pictures: bool = False) -> tuple[Table, ...]:
    """The order's goods; without prices where nobody who reads it may know them (R328)."""
    lines, quote = ordered(sheet), sheet.paper.order.goods
    shown = pictures and any(each.picture for each in lines)
    return (GoodsTable(quote, sheet.languages, priced=priced, pictures=shown).of(lines),) if lines else ()


def ordered(sheet: Sheet) -> tuple[QuoteLine, ...]:
    return counted(sheet.paper.order.goods)


def total_in_words(sheet: Sheet) -> tuple[Fact, ...]:
    quote = sheet.paper.order.goods
    return amount_in_words(total(quote), quote.currency, sheet.languages) if quote.currency and quote.lines else ()


def customer(sheet: Sheet, label: str) -> tuple[tuple[Words, Words], ...]:
    """The customer under that label, and our contact below."""
    return (
        (trade_words(label, sheet.languages), customer_lines(sheet.paper.order.goods, sheet.languages)),
        *ours(sheet),
    )


def ours(sheet: Sheet) -> tuple[tuple[Words, Words], ...]:
    lines = contact_lines(sheet.contact)
    return ((words_of("our_contact", sheet.languages), lines),) if lines else ()


def customer_name(sheet: Sheet) -> str:
    quote = sheet.paper.order.goods
    return " ".join(clean(quote.company or quote.contact, 120))


def company_name(sheet: Sheet) -> str:
    return next(iter(called(sheet.company, sheet.languages)), "")


def orders_named(sheet: Sheet) -> tuple[Fact, ...]:
    """Our number of the order, and the customer's own: for papers that the customer reads."""
    known = (("our_order", sheet.order_number), ("your_order", sheet.customer_number))
    return tuple(Fact(trade_words(key, sheet.languages), clean(text, 60)) for key, text in known if text)


def currency_fact(sheet: Sheet) -> tuple[Fact, ...]:
    currency = sheet.paper.order.goods.currency
    return (Fact(words_of("currency", sheet.languages), (currency,)),) if currency else ()


def bank(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """The bank details that were approved with the paper; those of the company for its currency where it has none."""
    own = sheet.paper.told("bank_details")
    return bank_lines(bank_named(own) if own else sheet.company.bank(sheet.paper.order.goods.currency))


def signature(sheet: Sheet, label: str, name: str = "", *, stamped: bool = True, is_ours: bool = False) -> Signature:
    line = trade_words("stamp" if stamped else "sign", sheet.languages)
    return Signature(trade_words(label, sheet.languages), name, line, ours=is_ours)


def number_in(text: str) -> Decimal | None:
    """The number in a text like 1,200 pcs or USD 3,200.00; None where there is none, or more than one."""
    found = _NUMBER.findall(text)
    return Decimal(found[0].replace(",", "")) if len(found) == 1 else None


def beside_number(text: str) -> str:
    """What stands beside the number: pcs, USD."""
    return " ".join(_NUMBER.sub(" ", text).split())


def _numbers(sheet: Sheet) -> tuple[Fact, ...]:
    languages = sheet.languages
    return (
        Fact(words_of("number", languages), (sheet.number,)),
        Fact(words_of("date", languages), day_of(sheet.on, languages)),
    )


def _sentence(sheet: Sheet, which: str) -> Words:
    key = f"{which}-{sheet.paper.kind}"
    return trade_words(key, sheet.languages) if key in WORDS else ()


def _day(text: str, languages: tuple[str, ...]) -> Words:
    try:
        return day_of(date.fromisoformat(text), languages)
    except ValueError:
        return (text,)
