"""What was typed makes of a quotation: positions and terms are set; what cannot be taken is told with its words and a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from documents.countries import country_code
from handlers.quote_draft import EMPTIED, Draft, assumed_no_more, same_currency
from handlers.quote_figures import figured
from handlers.quote_filling import put, with_product_terms
from handlers.quote_positions import OF_LINE, line_text, positioned
from handlers.quote_products import from_table, repriced
from rules.quote import Quote
from rules.quote_parts import Change, Part, Position, Unread
from rules.refusal import Refused
from rules.words import line
from storage.work import Work


def applied(work: Work, quote: Quote, parts: Sequence[Part], language: str) -> Draft:
    """The quotation with every part that could be taken."""
    draft = Draft(work, quote, language)
    draft.unread += [each for each in parts if isinstance(each, Unread)]
    _in_currency(draft, parts)
    for each in parts:
        try:
            if isinstance(each, Position):
                positioned(draft, each)
            elif isinstance(each, Change):
                _change(draft, each)
        except Refused as why:
            draft.unread.append(Unread(each.words, why.words))
    kept = tuple(each for place, each in enumerate(draft.quote.lines) if place not in draft.removed)
    draft.quote = repriced(work, figured(work, with_product_terms(work, replace(draft.quote, lines=kept))))
    return draft


def _in_currency(draft: Draft, parts: Sequence[Part]) -> None:
    """The currency of the whole: one that was named so, else that of the first price. Prices that stay are not converted."""
    named = [each.value for each in parts if isinstance(each, Change) and each.field == "currency"]
    priced = [each.currency for each in parts if isinstance(each, Position) and each.currency]
    priced += [each.value[1] for each in parts if isinstance(each, Change) and each.field == "price" and each.value[1]]
    told = next(iter((*named, *priced)), "")
    if not told or told == draft.quote.currency:
        return
    before = draft.quote
    draft.quote = figured(draft.work, put(before, "currency", told), (draft.work.policy.quote_currency,))
    kept = [each for each in before.lines if each.price is not None and not from_table(before, each.product)]
    if kept and before.currency:
        draft.hints.append(
            line(
                "The currency is {currency} now; typed prices were not converted from {before}. Look at them.",
                currency=told,
                before=before.currency,
            )
        )


def _change(draft: Draft, said: Change) -> None:
    if said.line is not None:
        place = said.line - 1
        if not 0 <= place < len(draft.quote.lines):
            raise Refused(
                "There is no line {number}; there are {count}.", number=said.line, count=len(draft.quote.lines)
            )
        OF_LINE.get(said.field, line_text)(draft, place, said)
    elif said.field != "currency":
        _OF_WHOLE.get(said.field, _text)(draft, said)
    elif said.value != draft.quote.currency:
        same_currency(draft, said.value)


def _term(draft: Draft, said: Change) -> None:
    """A rule without its place keeps the place that is there, or takes the company's usual one; else it is asked for."""
    code, place = said.value
    before = draft.quote
    usual, _, usual_place = draft.work.policy.quote_term.partition(" ")
    if not place and before.term != code:
        place = usual_place if usual == code else ""
    elif not place:
        place = before.place
    draft.quote = put(put(before, "term", code), "place", place)
    assumed_no_more(draft, "trade_term")


def _delivery(draft: Draft, said: Change) -> None:
    text, days = said.value
    draft.quote = replace(put(draft.quote, "delivery", text), delivery_days=days)
    assumed_no_more(draft, "delivery_time")


def _country(draft: Draft, said: Change) -> None:
    code = country_code(said.value)
    if not code:
        raise Refused("I know no country {country}. Write it like Spain, 西班牙 or ES.", country=said.value[:40])
    draft.quote = put(draft.quote, "country", code)


def _assumption(draft: Draft, said: Change) -> None:
    told = () if said.value in EMPTIED else tuple(dict.fromkeys((*draft.quote.assumptions, said.value)))
    draft.quote = replace(draft.quote, assumptions=told)


def _value(draft: Draft, said: Change) -> None:
    draft.quote = put(draft.quote, said.field, said.value)


def _text(draft: Draft, said: Change) -> None:
    draft.quote = put(draft.quote, said.field, "" if said.value in EMPTIED else said.value)
    assumed_no_more(draft, said.field)


_OF_WHOLE: Mapping[str, Callable[[Draft, Change], None]] = {
    "term": _term,
    "delivery": _delivery,
    "country": _country,
    "assumptions": _assumption,
    "valid_until": _value,
    "language": _value,
    "pictures": _value,
}
