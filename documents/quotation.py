"""The quotation as a paper: what the customer reads of it, and nothing of what is internal (R118, R130, R139, R140)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from documents.company import Company
from documents.countries import country_name
from documents.paper import Cell, Column, Fact, Paper, Signature, Table
from documents.paper_words import Words, languages_of, unit_of, words_of
from documents.words_of_amount import in_words
from documents.wrapping import legible
from rules import money
from rules.quote import Quote, QuoteLine, amount, total

_DATE = {"en": "d MMMM y", "zh": "y年M月d日"}
_LONGEST_NAME = 200
_LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Offer:
    """A version of a quotation with all that its paper says besides: number, day, who we are, who is to be asked."""

    quote: Quote
    number: str
    """Q-2026-0031, Q-2026-0031 v2, or D7 as long as it is not approved."""
    on: date
    company: Company
    contact: tuple[str, ...] = ()
    """Our contact: name, address, telephone."""
    is_draft: bool = False
    language: str = ""
    """Of the paper, if another one than the quotation's is wanted."""
    version: int = 1

    @property
    def languages(self) -> tuple[str, ...]:
        return languages_of(self.language or self.quote.language)


def quotation_paper(offer: Offer) -> Paper:
    """Every word of the paper, in its languages. Amounts are those of rules.quote: they add up on paper."""
    quote, languages, company = offer.quote, offer.languages, offer.company
    called = _distinct(text for each in languages for text in _clean(company.called(each), _LONGEST_NAME))
    main = [each for each in quote.lines if not each.alternative]
    others = [each for each in quote.lines if each.alternative]
    whole = total(quote)
    label = (*words_of("total", languages), *([_place(quote)] if quote.term else []))
    tables = [_table(offer, main, (label, whole))] if main else []
    if others:
        tables.append(_table(offer, others, None))
    bank = company.bank(quote.currency)
    return Paper(
        languages=languages,
        title=words_of("quotation", languages),
        number=offer.number,
        company=called,
        reach=_reach(company, languages),
        parties=_parties(offer),
        facts=_facts(offer),
        opening=words_of("opening", languages),
        tables=tuple(tables),
        in_words=_in_words(whole, quote.currency, languages) if main and quote.currency else (),
        terms_heading=words_of("terms", languages),
        terms=_terms(offer),
        bank_heading=words_of("bank", languages, currency=quote.currency) if bank else (),
        bank=tuple((legible(what, 60), legible(value, 300)) for what, value in bank),
        signatures=_signatures(offer, called),
        page=words_of("page", languages),
        draft=words_of("draft", ("en", "zh")) if offer.is_draft else (),
        is_stamped=not offer.is_draft,
    )


def _table(offer: Offer, lines: list[QuoteLine], whole: tuple[Words, Decimal] | None) -> Table:
    quote, languages = offer.quote, offer.languages
    pictures = quote.pictures and any(each.picture for each in quote.lines)
    mark = "" if whole is not None else "A"
    columns = [Column("count", words_of("item_number", languages), 11)]
    columns += [Column("picture", words_of("picture", languages), 24)] if pictures else []
    columns += [
        Column("short", words_of("model", languages), 32),
        Column("text", words_of("goods", languages)),
        Column("number", words_of("quantity", languages), 18),
        Column("unit", words_of("unit", languages), 12),
        Column("number", words_of("price", languages), 22, quote.currency),
        Column("number", words_of("amount", languages), 27, quote.currency, is_product=True),
    ]
    return Table(
        columns=tuple(columns),
        rows=tuple(_row(f"{mark}{number}", each, offer, pictures) for number, each in enumerate(lines, start=1)),
        heading=() if whole is not None else words_of("alternatives", languages),
        total=None if whole is None else (whole[0], money.shown(whole[1], quote.currency), whole[1]),
        places=money.minor_digits(quote.currency),
    )


def _row(number: str, line: QuoteLine, offer: Offer, pictures: bool) -> tuple[Cell, ...]:
    quote = offer.quote
    price, whole = line.price, amount(line, quote.currency)
    about = (line.description, line.specification, line.packaging)
    cells = [Cell(text=(number,))]
    cells += [Cell(picture=line.picture)] if pictures else []
    cells += [
        Cell(text=_clean(line.product, _LONGEST_NAME)),
        Cell(
            strong=_distinct(legible(line.name(each), _LONGEST_NAME) for each in offer.languages),
            soft=_distinct(text for each in about for text in _clean(each, _LONGEST_TEXT)),
        ),
        Cell(text=(_number(line.quantity),), number=line.quantity),
        Cell(text=_clean(unit_of(line.unit, offer.languages), 30)),
        Cell(text=("" if price is None else money.plain(price, quote.currency),), number=price),
        Cell(text=("" if price is None else money.plain(whole, quote.currency),), number=whole),
    ]
    return tuple(cells)


def _parties(offer: Offer) -> tuple[tuple[Words, Words], ...]:
    quote, languages = offer.quote, offer.languages
    lines = [*_clean(quote.company or quote.contact, _LONGEST_NAME)]
    for each in legible(quote.address, 500).split("\n"):
        lines += [each.strip()] if each.strip() else []
    country = country_name(quote.country, languages[0]) if quote.country else ""
    if country and country.casefold() not in quote.address.casefold():
        lines.append(country)
    if quote.company and quote.contact:
        lines.append(f"{words_of('attention', languages)[0]} {legible(quote.contact, _LONGEST_NAME)}")
    ours = tuple(text for each in offer.contact for text in _clean(each, _LONGEST_NAME))
    parties = [(words_of("to", languages), tuple(lines))]
    return (*parties, (words_of("our_contact", languages), ours)) if ours else tuple(parties)


def _facts(offer: Offer) -> tuple[Fact, ...]:
    quote, languages = offer.quote, offer.languages
    facts = [Fact(words_of("number", languages), (offer.number,))]
    facts.append(Fact(words_of("date", languages), _day(offer.on, languages)))
    if quote.valid_until:
        facts.append(Fact(words_of("valid_until", languages), _day(quote.valid_until, languages)))
    if quote.currency:
        facts.append(Fact(words_of("currency", languages), (quote.currency,)))
    return tuple(facts)


def _terms(offer: Offer) -> tuple[Fact, ...]:
    quote, languages = offer.quote, offer.languages
    valid = _day(quote.valid_until, languages) if quote.valid_until else ()
    told = (
        ("trade_term", (f"{_place(quote)}, Incoterms® 2020",) if quote.term else ()),
        ("payment", _paragraphs(quote.payment)),
        ("delivery", _paragraphs(quote.delivery)),
        ("packaging", _paragraphs(quote.packaging)),
        ("validity", tuple(_sentence(each, day) for each, day in zip(languages, valid, strict=False))),
        ("remarks", _paragraphs(quote.remarks)),
    )
    return tuple(Fact(words_of(key, languages), text) for key, text in told if text)


def _place(quote: Quote) -> str:
    """FOB Ningbo, China."""
    return f"{legible(quote.term, 3)} {' '.join(legible(quote.place, 200).split())}".strip()


def _sentence(language: str, day: str) -> str:
    return words_of("valid_sentence", (language,), day=day)[0]


def _signatures(offer: Offer, called: Words) -> tuple[Signature, ...]:
    languages = offer.languages
    theirs = " ".join(_clean(offer.quote.company or offer.quote.contact, 120))
    return (
        Signature(
            words_of("for_us", languages), called[0] if called else "", words_of("signature", languages), ours=True
        ),
        Signature(words_of("for_them", languages), theirs, words_of("signature_date", languages)),
    )


def _in_words(whole: Decimal, currency: str, languages: tuple[str, ...]) -> tuple[Fact, ...]:
    try:
        told = [(each, in_words(whole, currency, each)) for each in languages]
    except ValueError:
        return ()
    return tuple(Fact(words_of("in_words", (each,)), (words,)) for each, words in told)


def _reach(company: Company, languages: tuple[str, ...]) -> Words:
    lines = list(_distinct(company.resides(each) for each in languages))
    known = (("telephone", company.telephone), ("mail", company.mail), ("web", company.web))
    ways = (f"{words_of(key, languages)[0]}: {value}" for key, value in known if value)
    lines.append("   ".join(ways))
    return tuple(legible(each, 300) for each in lines if each)


def _day(day: date, languages: tuple[str, ...]) -> Words:
    return tuple(format_date(day, _DATE[each], locale=each) for each in languages)


def _number(value: Decimal | None) -> str:
    return "" if value is None else money.plain(value)


def _paragraphs(text: str) -> Words:
    return tuple(each.strip() for each in legible(text, _LONGEST_TEXT).split("\n") if each.strip())


def _clean(text: str, longest: int) -> Words:
    """The text on one line, if there is one."""
    told = " ".join(legible(text, longest).split())
    return (told,) if told else ()


def _distinct(texts: Iterable[str]) -> Words:
    """Each text that is one, once."""
    return tuple(dict.fromkeys(each for each in texts if each))
