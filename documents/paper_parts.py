"""What papers are put together from: letterhead, the customer, the table of goods, days and texts as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from documents.company import Company
from documents.countries import country_name
from documents.paper import Cell, Column, Fact, Table
from documents.paper_words import Words, unit_of, words_of
from documents.words_of_amount import in_words
from documents.wrapping import legible
from rules import money
from rules.quote import Quote, QuoteLine, amount, total

LONGEST_NAME = 200
LONGEST_TEXT = 2000
_DATE = {"en": "d MMMM y", "zh": "y年M月d日"}


@dataclass(frozen=True, slots=True)
class GoodsTable:
    """How the goods are shown. `mark` stands before each number (A1); without `priced` no price and no amount is on it."""

    quote: Quote
    languages: tuple[str, ...]
    priced: bool = True
    mark: str = ""
    heading: Words = ()
    with_total: bool = True
    pictures: bool = False

    def of(self, lines: Sequence[QuoteLine]) -> Table:
        return Table(
            columns=self._columns(),
            rows=tuple(self._row(f"{self.mark}{number}", each) for number, each in enumerate(lines, start=1)),
            heading=self.heading,
            total=self._total() if self.priced and self.with_total else None,
            places=money.minor_digits(self.quote.currency),
        )

    def _columns(self) -> tuple[Column, ...]:
        languages, currency = self.languages, self.quote.currency
        columns = [Column("count", words_of("item_number", languages), 11)]
        columns += [Column("picture", words_of("picture", languages), 24)] if self.pictures else []
        columns += [
            Column("short", words_of("model", languages), 32),
            Column("text", words_of("goods", languages)),
            Column("number", words_of("quantity", languages), 18),
            Column("unit", words_of("unit", languages), 12),
        ]
        if self.priced:
            columns += [
                Column("number", words_of("price", languages), 22, currency),
                Column("number", words_of("amount", languages), 27, currency, is_product=True),
            ]
        return tuple(columns)

    def _row(self, number: str, line: QuoteLine) -> tuple[Cell, ...]:
        about = (line.description, line.specification, line.packaging)
        cells = [Cell(text=(number,))]
        cells += [Cell(picture=line.picture)] if self.pictures else []
        cells += [
            Cell(text=clean(line.product)),
            Cell(
                strong=distinct(legible(line.name(each), LONGEST_NAME) for each in self.languages),
                soft=distinct(text for each in about for text in clean(each, LONGEST_TEXT)),
            ),
            Cell(text=(number_of(line.quantity),), number=line.quantity),
            Cell(text=clean(unit_of(line.unit, self.languages), 30)),
        ]
        if self.priced:
            currency = self.quote.currency
            price, whole = line.price, amount(line, currency)
            cells += [
                Cell(text=("" if price is None else money.plain(price, currency),), number=price),
                Cell(text=("" if price is None else money.plain(whole, currency),), number=whole),
            ]
        return tuple(cells)

    def _total(self) -> tuple[Words, str, Decimal]:
        quote, whole = self.quote, total(self.quote)
        label = (*words_of("total", self.languages), *([place(quote)] if quote.term else []))
        return label, money.shown(whole, quote.currency), whole


def called(company: Company, languages: tuple[str, ...]) -> Words:
    """The company's name in each language."""
    return distinct(text for each in languages for text in clean(company.called(each)))


def reach(company: Company, languages: tuple[str, ...]) -> Words:
    """The lines below the company's name."""
    lines = list(distinct(company.resides(each) for each in languages))
    known = (("telephone", company.telephone), ("mail", company.mail), ("web", company.web))
    ways = (f"{words_of(key, languages)[0]}: {value}" for key, value in known if value)
    lines.append("   ".join(ways))
    return tuple(legible(each, 300) for each in lines if each)


def customer_lines(quote: Quote, languages: tuple[str, ...]) -> Words:
    """The customer as on an envelope."""
    lines = [*clean(quote.company or quote.contact)]
    for each in legible(quote.address, 500).split("\n"):
        lines += [each.strip()] if each.strip() else []
    country = country_name(quote.country, languages[0]) if quote.country else ""
    if country and country.casefold() not in quote.address.casefold():
        lines.append(country)
    if quote.company and quote.contact:
        lines.append(f"{words_of('attention', languages)[0]} {legible(quote.contact, LONGEST_NAME)}")
    return tuple(lines)


def contact_lines(contact: Iterable[str]) -> Words:
    """Our contact: each of its texts on a line."""
    return tuple(text for each in contact for text in clean(each))


def bank_lines(lines: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((legible(what, 60), legible(value, 300)) for what, value in lines)


def amount_in_words(whole: Decimal, currency: str, languages: tuple[str, ...]) -> tuple[Fact, ...]:
    """The total in words, a line for each language; nothing for a currency that has none."""
    try:
        told = [(each, in_words(whole, currency, each)) for each in languages]
    except ValueError:
        return ()
    return tuple(Fact(words_of("in_words", (each,)), (words,)) for each, words in told)


def place(quote: Quote) -> str:
    """FOB Ningbo, China."""
    return f"{legible(quote.term, 3)} {' '.join(legible(quote.place, 200).split())}".strip()


def day_of(day: date, languages: tuple[str, ...]) -> Words:
    return tuple(format_date(day, _DATE[each], locale=each) for each in languages)


def number_of(value: Decimal | None) -> str:
    return "" if value is None else money.plain(value)


def paragraphs(text: str, longest: int = LONGEST_TEXT) -> Words:
    return tuple(each.strip() for each in legible(text, longest).split("\n") if each.strip())


def clean(text: str, longest: int = LONGEST_NAME) -> Words:
    """The text on one line, if there is one."""
    told = " ".join(legible(text, longest).split())
    return (told,) if told else ()


def distinct(texts: Iterable[str]) -> Words:
    """Each text that is one, once."""
    return tuple(dict.fromkeys(each for each in texts if each))
