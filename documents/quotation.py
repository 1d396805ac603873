"""The quotation as a paper: what the customer reads of it, and nothing of what is internal (R118, R130, R139, R140)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from documents.company import Company
from documents.paper import Fact, Paper, Signature
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
from documents.paper_words import Words, languages_of, words_of
from rules.quote import Quote, total


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
    main = [each for each in quote.lines if not each.alternative]
    others = [each for each in quote.lines if each.alternative]
    pictures = quote.pictures and any(each.picture for each in quote.lines)
    tables = [GoodsTable(quote, languages, pictures=pictures).of(main)] if main else []
    if others:
        heading = words_of("alternatives", languages)
        aside = GoodsTable(quote, languages, mark="A", heading=heading, with_total=False, pictures=pictures)
        tables.append(aside.of(others))
    bank = company.bank(quote.currency)
    return Paper(
        languages=languages,
        title=words_of("quotation", languages),
        number=offer.number,
        company=called(company, languages),
        reach=reach(company, languages),
        parties=_parties(offer),
        facts=_facts(offer),
        opening=words_of("opening", languages),
        tables=tuple(tables),
        in_words=amount_in_words(total(quote), quote.currency, languages) if main and quote.currency else (),
        terms_heading=words_of("terms", languages),
        terms=_terms(offer),
        bank_heading=words_of("bank", languages, currency=quote.currency) if bank else (),
        bank=bank_lines(bank),
        signatures=_signatures(offer),
        page=words_of("page", languages),
        draft=words_of("draft", ("en", "zh")) if offer.is_draft else (),
        is_stamped=not offer.is_draft,
    )


def _parties(offer: Offer) -> tuple[tuple[Words, Words], ...]:
    languages = offer.languages
    customer = (words_of("to", languages), customer_lines(offer.quote, languages))
    ours = contact_lines(offer.contact)
    return (customer, (words_of("our_contact", languages), ours)) if ours else (customer,)


def _facts(offer: Offer) -> tuple[Fact, ...]:
    quote, languages = offer.quote, offer.languages
    facts = [Fact(words_of("number", languages), (offer.number,))]
    facts.append(Fact(words_of("date", languages), day_of(offer.on, languages)))
    if quote.valid_until:
        facts.append(Fact(words_of("valid_until", languages), day_of(quote.valid_until, languages)))
    if quote.currency:
        facts.append(Fact(words_of("currency", languages), (quote.currency,)))
    return tuple(facts)


def _terms(offer: Offer) -> tuple[Fact, ...]:
    quote, languages = offer.quote, offer.languages
    valid = day_of(quote.valid_until, languages) if quote.valid_until else ()
    told = (
        ("trade_term", (f"{place(quote)}, Incoterms® 2020",) if quote.term else ()),
        ("payment", paragraphs(quote.payment)),
        ("delivery", paragraphs(quote.delivery)),
        ("packaging", paragraphs(quote.packaging)),
        ("validity", tuple(_sentence(each, day) for each, day in zip(languages, valid, strict=False))),
        ("remarks", paragraphs(quote.remarks)),
    )
    return tuple(Fact(words_of(key, languages), text) for key, text in told if text)


def _sentence(language: str, day: str) -> str:
    return words_of("valid_sentence", (language,), day=day)[0]


def _signatures(offer: Offer) -> tuple[Signature, ...]:
    languages = offer.languages
    ours = called(offer.company, languages)
    theirs = " ".join(clean(offer.quote.company or offer.quote.contact, 120))
    return (
        Signature(words_of("for_us", languages), ours[0] if ours else "", words_of("signature", languages), ours=True),
        Signature(words_of("for_them", languages), theirs, words_of("signature_date", languages)),
    )
