"""What a customer's answer means for a quotation: its mark, the move of M2 that it proves, and why it may be lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rules.letter import Answer, Answered
from rules.quote import Quote, amount, total
from rules.quote_moves import OUTSIDE, QuoteEvent, QuoteState
from rules.words import Line, line, word

_A = Answered
RECEIPT = "receipt"
"""Asked about receipt: it has not arrived."""

ABOUT_WORDS: Mapping[str, Line] = {
    "price": word("price"),
    "delivery": word("delivery time"),
    "payment": word("payment"),
    "quantity": word("quantity"),
    "validity": word("validity"),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer as it stands on a quotation. `other_price`: he names a price that the quotation does not hold."""

    kind: Answered
    about: tuple[str, ...] = ()
    price: str = ""
    conditional: bool = False
    sure: bool = True
    proforma: bool = False
    other_price: bool = False
    reason: str = ""
    """Of a loss, as `/lost` takes it; empty where the words do not tell."""


def marked(answer: Answer, quote: Quote) -> Marked | None:
    """What the words say of this quotation; an agreement with a price that it does not offer is an objection (R134).

    None where they say nothing of it.
    """
    if answer.kind is None:
        return None
    other = answer.kind is _A.ACCEPTED and bool(answer.price) and not is_offered(answer.price, quote)
    return Marked(
        kind=_A.OBJECTED if other else answer.kind,
        about=("price",) if other else answer.about,
        price=answer.price if other or answer.kind is _A.OBJECTED else "",
        conditional=answer.conditional or other,
        sure=answer.sure,
        proforma=answer.proforma,
        other_price=other,
        reason=_reason(answer) if answer.kind is _A.REFUSED else "",
    )


def is_offered(price: str, quote: Quote) -> bool:
    """Whether a line, its amount or the total of the quotation is as large; a price without currency is in the quote's."""
    currency, _, figure = price.rpartition(" ")
    if currency and currency != quote.currency:
        return False
    value = Decimal(figure)
    offered = {
        total(quote),
        *(each.price for each in quote.lines),
        *(amount(each, quote.currency) for each in quote.lines),
    }
    return value in offered


def event_of(mark: Marked, state: str) -> QuoteEvent | None:
    """The move that the answer proves by itself: that the quotation was received, and that it is being negotiated.

    Winning and losing are decided by a person; what is only guessed proves the receipt at most.
    """
    if QuoteState(state) not in OUTSIDE or (mark.kind is _A.QUESTION and RECEIPT in mark.about):
        return None
    if mark.kind is _A.OBJECTED and mark.sure:
        return None if state == QuoteState.NEGOTIATING else QuoteEvent.OBJECTED
    return QuoteEvent.RECEIVED if state == QuoteState.SENT else None


def said_of(mark: Marked, number: str) -> Line:
    """The answer in a sentence."""
    about = tuple(ABOUT_WORDS[each] for each in mark.about if each in ABOUT_WORDS)
    if mark.kind is _A.ACCEPTED:
        return (
            line("The customer accepts {number}.", number=number)
            if mark.sure
            else line("The customer seems to accept {number}. Please look.", number=number)
        )
    if mark.kind is _A.OBJECTED:
        return _objection(mark, number, about)
    if mark.kind is _A.REFUSED:
        return line("The customer refuses {number}.", number=number)
    if mark.kind is _A.QUESTION and RECEIPT in mark.about:
        return line("The customer says that {number} has not arrived.", number=number)
    if mark.kind is _A.QUESTION:
        return (
            line("The customer asks about {number}: {matters}", number=number, matters=about)
            if about
            else line("The customer has a question about {number}.", number=number)
        )
    return line("The customer has received {number}.", number=number)


def _objection(mark: Marked, number: str, about: tuple[Line, ...]) -> Line:
    if mark.conditional and about:
        return line("The customer accepts {number} only if this changes: {matters}", number=number, matters=about)
    if mark.conditional:
        return line("The customer accepts {number} only if something changes.", number=number)
    if about:
        return line("The customer objects to {number}: {matters}", number=number, matters=about)
    return line("The customer objects to {number}.", number=number)


_COMPETITOR = re.compile(
    r"another|different|other supplier|someone else|elsewhere|already (?:bought|ordered|purchased)|别家|其他|其它|另外|他家|"
    r"otro|otra|outro|outra|anderen|anderweitig|autre|altro|altra|друг|اخر|آخر|başka|他社|別の|다른|타사|khác",
    re.IGNORECASE,
)
_NO_PROJECT = re.compile(
    r"project|no longer need|not needed|need (?:it|this) any ?more|cancel|项目|不需要|取消|proyecto|projeto|projekt|projet|"
    r"progetto|проект|неактуально|المشروع|proje|案件|プロジェクト|프로젝트|dự án",
    re.IGNORECASE,
)


def _reason(answer: Answer) -> str:
    """One of the usual reasons of a loss, where the words name it."""
    if _COMPETITOR.search(answer.words):
        return "competitor"
    if _NO_PROJECT.search(answer.words):
        return "no project"
    return next((each for each in answer.about if each in {"price", "delivery"}), "")
