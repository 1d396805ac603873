"""A quotation while the parts of a message are put into it, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rules.quote import Quote, QuoteLine
from rules.quote_parts import Unread
from rules.refusal import Refused
from rules.words import Line
from storage.work import Work

EMPTIED = {"-", "–", "—", "none", "无"}


@dataclass
class Draft:
    """A quotation while the parts of a message are put into it, in their order."""

    work: Work
    quote: Quote
    language: str
    unread: list[Unread] = field(default_factory=list)
    hints: list[Line] = field(default_factory=list)
    removed: set[int] = field(default_factory=set)

    def put_line(self, place: int, each: QuoteLine) -> None:
        lines = list(self.quote.lines)
        lines[place] = each
        self.quote = replace(self.quote, lines=tuple(lines))


def same_currency(draft: Draft, currency: str) -> None:
    if currency and currency != draft.quote.currency:
        raise Refused(
            "A quotation has one currency, and this one is in {currency}. Write the price in {currency}.",
            currency=draft.quote.currency,
        )


def assumed_no_more(draft: Draft, slot: str) -> None:
    """What a person has said now is no assumption any longer."""
    kept = tuple(each for each in draft.quote.assumptions if not each.startswith(f"{slot}:"))
    draft.quote = replace(draft.quote, assumptions=kept)
