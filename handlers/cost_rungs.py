"""The ladder of prices over the trade terms, and taking a quotation over to another one (R118; Incoterms 2020)."""

from __future__ import annotations

from dataclasses import replace

from handlers.asked import Asked
from handlers.asking import divided, in_rows, question_card
from handlers.cost_changing import Costed, written
from handlers.cost_lines import CHARGE_NAMES
from handlers.costing import PAGE, ladder_lines
from handlers.quote_products import TABLE
from handlers.rung_places import known_place
from rules.incoterms import PAID
from rules.margin import shown_margin
from rules.money import shown
from rules.outgoing import Choice, Outgoing
from rules.quote import Quote, earned, total
from rules.refusal import Refused
from rules.rungs import offer
from rules.supply import name_of as product_in
from rules.words import Line, line
from storage import quotes
from storage.work import Work

_LONGEST_PLACE = 60
_TOLD_BY_RUNG = frozenset({"term", "place"})
"""What another rung tells: it does not come from where it was taken over any more; the prices neither."""


def ladder(work: Work, asked: Asked, this: Costed, rest: str) -> list[Outgoing]:
    """The price under each trade term, with buttons that take the quotation over to another one."""
    lines, others = ladder_lines(work, this.row, this.version)
    if not quotes.is_inside(this.version):
        return [asked.say(lines)]
    choices = []
    for each in others:
        place = known_place(work, this.row, this.version, this.about, each.rung.term)
        label = (
            line("Offer {term} {place}", term=each.rung.term, place=place)
            if place
            else line("Offer {term}", term=each.rung.term)
        )
        choices.append(Choice(label, f"/cost {this.named} offer {each.rung.term} {place}".strip()))
    return [asked.say(lines, (*in_rows(choices, 1), (Choice(line("Costs"), f"/cost {this.named}"),)))]


def offered_under(work: Work, asked: Asked, this: Costed, rest: str) -> list[Outgoing]:
    """The quotation under another trade term, with its prices: before and after."""
    first, place = divided(rest)
    if not first:
        return ladder(work, asked, this, "")
    term = first.upper()
    if term not in PAID:
        raise Refused(
            "{term} is no Incoterms rule. Example: {example}",
            term=first[:20],
            example=f"/cost {this.named} offer CIF Hamburg",
        )
    place = " ".join(place.split())[:_LONGEST_PLACE] or known_place(work, this.row, this.version, this.about, term)
    if not place:
        words = line("{term} which place? Answer this message with it, like {example}", term=term, example="Hamburg")
        return [asked.say((words,), card=question_card(f"/cost {this.named} offer {term}"))]
    found = offer(this.quote, term, work.policy.margin_base)
    if found is None:
        raise Refused("The ladder needs a trade term and prices first: {example}", example=f"/quote {this.named}")
    if found.quote is None:
        missing = found.rung.missing
        if not missing:
            raise Refused("Under {term} nothing would be left of the price.", term=term)
        raise Refused(
            "For {term} nobody has told: {charges}. {example}",
            term=term,
            charges=tuple(CHARGE_NAMES[each] for each in missing),
            example=f"/cost {this.named} {missing[0]} 900",
        )
    kept = tuple(each for each in found.quote.origins if each[0] not in _TOLD_BY_RUNG and not each[0].startswith(TABLE))
    after = replace(found.quote, place=place, origins=kept)
    return written(work, asked, this, after, _before_after(work, this.quote, after))


def _before_after(work: Work, before: Quote, after: Quote) -> list[Line]:
    lines = [
        line(
            "{before} {place_before} → {after} {place_after}",
            before=before.term,
            place_before=before.place or "?",
            after=after.term,
            place_after=after.place,
        )
    ]
    pairs = [
        each
        for each in enumerate(zip(before.lines, after.lines, strict=True), 1)
        if each[1][0].price != each[1][1].price
    ]
    for number, (old, new) in pairs[:PAGE]:
        if old.price is not None and new.price is not None:
            lines.append(
                line(
                    "{position}. {product}: {before} → {after}",
                    position=number,
                    product=product_in(old),
                    before=shown(old.price, before.currency),
                    after=shown(new.price, after.currency),
                )
            )
    threshold, base = work.policy.margin_threshold, work.policy.margin_base
    lines.append(
        line(
            "Total {before} → {after}, margin {margin_before} % → {margin_after} %",
            before=shown(total(before), before.currency),
            after=shown(total(after), after.currency),
            margin_before=shown_margin(earned(before, base).margin, threshold),
            margin_after=shown_margin(earned(after, base).margin, threshold),
        )
    )
    return lines
