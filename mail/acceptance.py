"""How a letter answers a quotation: accepts, objects, refuses, asks, has it; a mark and no decision.

It is read sentence by sentence: an agreement that is denied, asked for or bound to a condition is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mail.phrases import Said, phrases, said_of
from mail.sentences import Sentence, begins_with_but, sentences
from mail.wants_numbers import PRICE, number_of, plainly, price_normal, speaks_of_money
from mail.words import answers, objections
from rules.letter import Answer, Answered

_LONGEST = 6_000
"""Characters of a letter's own words that are read: an answer stands at its beginning."""
_SHOWN = 300
_MOST_QUOTES = 5
_NUMBER = re.compile(r"(?i)(?<![\w-])Q-?((?:19|20)\d{2})-(\d{1,6})(?![\w-])")
_QUESTION = re.compile(
    r"[?？؟]\s*$|[吗嗎么呢]\s*[?？。.]*$|(?:ですか|ますか|でしょうか|나요|까요|니까)\W*$|\b(?:không|chưa) ?ạ?\W*$"
)
_BARE = re.compile(r"(?<![A-Za-z0-9_.,/-])(\d{1,6}[.,]\d{1,4})(?![A-Za-z0-9_%]|[.,/-]\d)")
_EAST = re.compile("[\u3040-\ud7af]")
_ACCEPTED = phrases(*answers.ACCEPTED, *answers.MORE_ACCEPTED)
_PERHAPS = phrases(*answers.PERHAPS_ACCEPTED)
_REFUSED = phrases(*answers.REFUSED)
_RECEIVED = phrases(*answers.RECEIVED)
_RECEIPTS = phrases(*answers.RECEIPTS)
_JUST_YES = frozenset(phrases(*answers.JUST_YES).written)
_NOT_RECEIVED = phrases(*answers.NOT_RECEIVED)
_PROFORMA = phrases(*answers.PROFORMA)
_FILES = phrases(*answers.ORDER_FILES)
_NAMES = {matter: phrases(*told) for matter, told in objections.NAMES.items()}
_AGAINST = {matter: phrases(*told) for matter, told in objections.AGAINST.items()}
_HIGH = phrases(*objections.HIGH)
_CHANGE = phrases(*objections.CHANGE)
_DENIED = phrases(*objections.DENIED)
_CONDITION = phrases(*objections.CONDITION)
_POLITE = phrases(*objections.POLITE)
_NEGATION = phrases(*objections.NEGATION)
_THANKS = phrases(*objections.THANKS)
_WAITS = phrases(*objections.WAITS)
_OFFERS = phrases(*objections.OFFERS)
_BEST_PRICE = phrases(*objections.BEST_PRICE)
_REVISE = phrases(*objections.REVISE)
_ASKS = phrases(*objections.ASKS)

_WEIGHT = (Answered.REFUSED, Answered.OBJECTED, Answered.ACCEPTED, Answered.QUESTION, Answered.RECEIVED)
"""Where a letter says several things, the first of these is its answer."""


def answer_of(subject: str, text: str, files: Iterable[str] = (), *, reply: bool) -> Answer | None:
    """How the letter answers a quotation, with the words that say so; None where it answers none.

    `text` is the customer's own, without quoted history and signature. What is no reply and names neither a quotation nor
    an order is no answer: a first inquiry asks for the best price, too. Linear in its length (T22).
    """
    own = text[:_LONGEST]
    quotes = quotes_named(f"{subject[:500]}\n{own}")
    order = _order_among(files)
    if not reply and not quotes and not order:
        return None
    found = [each for sentence in sentences(own) for each in _read(sentence)]
    if own.strip(" \n.,!。，！~").lower() in _JUST_YES:
        found.append(Answer(Answered.ACCEPTED, own.strip(), sure=False))
    if order:
        found.append(Answer(Answered.ACCEPTED, order[:_SHOWN], sure=False))
    proforma = any(each.proforma for each in found)
    told = [each for each in found if each.kind is not None]
    if not told:
        return Answer(None, "", quotes=quotes) if quotes else None
    kind = next(each for each in _WEIGHT if any(one.kind is each for one in told))
    same = [each for each in told if each.kind is kind]
    best = next((each for each in same if each.sure), same[0])
    about = tuple(dict.fromkeys(matter for each in same for matter in each.about))
    price = next((each.price for each in same if each.price), "")
    bound = kind is Answered.OBJECTED and (
        any(each.conditional for each in same) or any(each.kind is Answered.ACCEPTED for each in told)
    )
    return replace(best, about=about, price=price, conditional=bound, proforma=proforma, quotes=quotes)


def quotes_named(text: str) -> tuple[str, ...]:
    """The numbers of quotations in a text as they are given: Q-2026-0031."""
    told = (f"Q-{each[1]}-{int(each[2]):04}" for each in _NUMBER.finditer(text))
    return tuple(dict.fromkeys(told))[:_MOST_QUOTES]


def _order_among(files: Iterable[str]) -> str:
    """The first attachment that is called an order, or a signed quotation."""
    for name in list(files)[:50]:
        plain = re.sub(r"[_\d().#№-]+", " ", name[:200].rpartition(".")[0] or name[:200])
        if _FILES.first_in(said_of(plain.lower())):
            return name
    return ""


def _read(sentence: Sentence) -> Iterator[Answer]:
    """What each clause of a sentence says."""
    whole = said_of(sentence.text.lower())
    bare = whole.without(_POLITE.forms[place] for place in _POLITE.places_in(whole))
    at = _Around(
        sentence.text[:_SHOWN],
        asked=bool(_QUESTION.search(sentence.text)) or "?" in sentence.text or "？" in sentence.text,
        conditional=bool(_CONDITION.places_in(bare)),
        waits=bool(_WAITS.places_in(bare)),
        names=tuple(matter for matter, names in _NAMES.items() if names.places_in(whole)),
    )
    agreed = False
    for clause in sentence.clauses:
        each = _clause(clause, at, agreed)
        agreed = agreed or each.kind is Answered.ACCEPTED
        yield each


@dataclass(frozen=True, slots=True)
class _Around:
    """The sentence that a clause stands in."""

    words: str
    asked: bool
    conditional: bool
    waits: bool
    names: tuple[str, ...]
    """The matters that it names."""


def _clause(clause: str, at: _Around, agreed: bool) -> Answer:
    said = said_of(clause)
    names = tuple(matter for matter, told in _NAMES.items() if told.places_in(said))
    price = _price(clause, said, at)
    proforma = bool(_PROFORMA.places_in(said)) and not at.waits
    if _NOT_RECEIVED.places_in(said):
        return Answer(Answered.QUESTION, at.words, ("receipt",))
    if _REFUSED.places_in(said):
        return _refused(at, names)
    receipts = _RECEIPTS.places_in(said)
    said = said.without(_RECEIPTS.forms[place] for place in receipts)
    agreement = _agreement(clause, said)
    if _is_denied(said, agreement):
        return Answer(Answered.OBJECTED, at.words, names or at.names, price)
    against = _against(said, names, at, price)
    if agreement is not None:
        return _agreed(agreement, at, against, names, price, proforma)
    if against:
        return Answer(Answered.OBJECTED, at.words, against, price, conditional=at.conditional, proforma=proforma)
    if _REVISE.places_in(said) and not (_THANKS.places_in(said) or _RECEIVED.places_in(said)):
        return Answer(Answered.OBJECTED, at.words, names, price, proforma=proforma)
    if agreed and begins_with_but(clause) and (names or price):
        return Answer(Answered.OBJECTED, at.words, names or ("price",), price, conditional=True)
    if proforma:
        bound = at.conditional and not at.asked
        return Answer(None if bound else Answered.ACCEPTED, at.words, sure=not at.asked, proforma=True)
    if receipts or _RECEIVED.places_in(said):
        return Answer(Answered.RECEIVED, at.words)
    if at.asked or _begins_with_a_question(clause):
        return Answer(Answered.QUESTION, at.words, names or at.names)
    return Answer(None, at.words)


def _refused(at: _Around, names: tuple[str, ...]) -> Answer:
    """ "Otherwise we go with another supplier" is a threat, and as such an objection."""
    if at.conditional or at.asked:
        return Answer(Answered.OBJECTED, at.words, names or at.names or ("price",), conditional=True)
    return Answer(Answered.REFUSED, at.words, names)


def _agreement(clause: str, said: Said) -> bool | None:
    """True for words that accept, False for words that may; None where there are none."""
    if _ACCEPTED.places_in(said):
        return True
    short = len(said.spaced.split()) <= 4
    told = [_PERHAPS.written[place] for place in _PERHAPS.places_in(said)]
    return False if any(short or " " in each or _EAST.search(each) for each in told) else None


def _is_denied(said: Said, agreement: bool | None) -> bool:
    if _DENIED.places_in(said):
        return True
    if agreement is None:
        return False
    own = said.without(table.forms[place] for table in (_ACCEPTED, _PERHAPS) for place in table.places_in(said))
    return bool(_NEGATION.places_in(own))


def _agreed(
    agreement: bool, at: _Around, against: tuple[str, ...], names: tuple[str, ...], price: str, proforma: bool
) -> Answer:
    if at.waits:
        return Answer(Answered.RECEIVED, at.words, proforma=proforma)
    if at.conditional and at.asked and not (against or price):
        return Answer(Answered.QUESTION, at.words, names or at.names)
    if at.conditional or against:
        about = against or (("price",) if price else ()) or names or at.names
        return Answer(Answered.OBJECTED, at.words, about, price, conditional=True, proforma=proforma)
    if at.asked and not proforma:
        return Answer(Answered.QUESTION, at.words, names or at.names)
    return Answer(Answered.ACCEPTED, at.words, (), price, sure=agreement and not at.asked, proforma=proforma)


def _against(said: Said, names: tuple[str, ...], at: _Around, price: str) -> tuple[str, ...]:
    """The matters that a clause speaks against: by words of their own, by a wish to change, by a price that he names."""
    if at.asked and _BEST_PRICE.places_in(said):
        rest = said.without(_BEST_PRICE.forms[place] for place in _BEST_PRICE.places_in(said))
        return tuple(matter for matter, told in _AGAINST.items() if told.places_in(rest))
    told = tuple(matter for matter, words in _AGAINST.items() if words.places_in(said))
    if told:
        return () if _THANKS.places_in(said) and not at.asked else told
    if _HIGH.places_in(said):
        return names or ("price",)
    if _CHANGE.places_in(said) and (names or (at.names and at.asked)):
        return names or at.names
    return ("price",) if price and (at.conditional or _OFFERS.places_in(said)) else ()


def _price(clause: str, said: Said, at: _Around) -> str:
    """The price that a clause names: with its currency (USD 3.10), or a bare decimal beside words of an offer or condition."""
    if speaks_of_money(clause) and (told := PRICE.search(clause)):
        return price_normal(told[0])
    bare = _BARE.search(clause)
    return plainly(number_of(bare[1], money=True)) if bare and (at.conditional or _OFFERS.places_in(said)) else ""


def _begins_with_a_question(clause: str) -> bool:
    said = said_of(clause[:40])
    return any(
        said.spaced.startswith(_ASKS.forms[place]) or _EAST.search(_ASKS.written[place]) is not None
        for place in _ASKS.places_in(said)
    )
