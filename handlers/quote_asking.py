"""What is still missing in a quotation, asked one by one: the question, and what is usual as buttons (R118)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers.quote_usual import USUAL, Asking
from rules.outgoing import Choice, Choices
from rules.quote import Quote, QuoteLine, missing
from rules.quote_words import FIELD_WORDS
from rules.words import Line, line, verbatim

QUESTIONS: Mapping[str, Line] = {
    "lines": line("Which product, how many? {example}", example="LED-5050 x 2000 @ 3.20"),
    "names": line("What is it called on the paper?"),
    "specification": line("Which product is it? One of these, or its specification in words."),
    "quantity": line("How many?"),
    "price": line("At which price per unit?"),
    "currency": line("In which currency?"),
    "term": line("Which trade term? {example}", example="FOB Ningbo"),
    "place": line("Which place belongs to the trade term?"),
    "payment": line("How does the customer pay?"),
    "delivery": line("When is it delivered?"),
    "packaging": line("How is it packed?"),
    "valid_until": line("Until when is the offer valid?"),
    "contact": line("Who at the customer is it for?"),
    "company": line("Which company is it for?"),
    "language": line("In which language is the paper?"),
    "remarks": line("What else is the customer to read on the paper?"),
    "reason": line("Why this price? Only we read it."),
    "product": line("Which product is it? Its number or name."),
    "alternative": line("Is it an alternative, not counted in the total?"),
}


def next_missing(quote: Quote) -> tuple[str, int | None]:
    """The first field that lacks, and the position in which it does; ("", None) where nothing lacks."""
    fields = missing(quote)
    if not fields:
        return "", None
    lacks: Mapping[str, Callable[[QuoteLine], bool]] = {
        "names": lambda each: not each.names,
        "specification": lambda each: not (each.product or each.specification),
        "quantity": lambda each: not each.quantity,
        "price": lambda each: not each.price,
    }
    first = fields[0]
    if first not in lacks:
        return first, None
    return first, next((number for number, each in enumerate(quote.lines, 1) if lacks[first](each)), None)


def missing_words(quote: Quote) -> tuple[Line, ...]:
    """What lacks, as people read it; of positions, which ones."""
    told: list[Line] = []
    for field in missing(quote):
        attribute: Mapping[str, Callable[[QuoteLine], bool]] = {
            "quantity": lambda each: not each.quantity,
            "price": lambda each: not each.price,
            "specification": lambda each: not (each.product or each.specification),
        }
        lacks = attribute.get(field)
        places = [number for number, each in enumerate(quote.lines, 1) if lacks and lacks(each)]
        if places and len(quote.lines) > 1:
            shown = ", ".join(map(str, places[:5])) + ("…" if len(places) > 5 else "")
            told.append(line("{field} of {positions}", field=FIELD_WORDS[field], positions=shown))
        else:
            told.append(FIELD_WORDS[field])
    return tuple(told)


def question(this: Asking, field: str, number: int | None) -> Line:
    """The question; with the product where it is about one of several."""
    asks = QUESTIONS.get(field, line("{field}?", field=FIELD_WORDS.get(field, verbatim(field))))
    if number is None or not 1 <= number <= len(this.quote.lines):
        return asks
    each = this.quote.lines[number - 1]
    return line("{position}. {product}: {question}", position=number, product=_short(each), question=asks)


def choices(this: Asking, field: str, number: int | None) -> Choices:
    """What is usual as buttons; a press says it as if it had been typed."""
    found = USUAL.get(field)
    told = list(dict.fromkeys(found(this, number) if found is not None else ()))[:6]
    prefix = f"/quote D{this.row.id} " + (f"line {number} " if number is not None else "")
    buttons = [Choice(label, prefix + words) for label, words in told]
    wide = 1 if any(_width(each.label) > 14 for each in buttons) else 3
    return tuple(tuple(buttons[start : start + wide]) for start in range(0, len(buttons), wide))


def _width(label: Line) -> int:
    return sum(len(str(value)) for _, value in label.facts if isinstance(value, str)) or len(label.sentence)


def _short(each: QuoteLine) -> str:
    return (each.product or each.name())[:40] or "?"
