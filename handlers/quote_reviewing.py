"""The three matters that somebody answers for with her name before a quotation leaves: price, delivery, payment (R24, R115)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.quote_figures import stale
from handlers.supply_lines import delivery_warning, kept_delivery
from rules.approval import content_hash
from rules.cost_sheet import without_costs
from rules.enrolment import ROLE_WORDS
from rules.money import shown
from rules.outgoing import Choice, Choices
from rules.permission import Role, Viewer
from rules.quote import Quote, earned, missing, total
from rules.quote_moves import QuoteEvent, QuoteState
from rules.quote_words import FIELD_WORDS
from rules.review import MATTERS, may_confirm, part_hash
from rules.supply import answered_for, unconfirmed
from rules.words import Line, line, verbatim, word
from storage import quotes, supplies
from storage.colleagues import colleague, name_of
from storage.tables.quotes import QuoteReviewRow, QuoteRow, QuoteVersionRow
from storage.work import Work

MATTER_WORDS: dict[str, Line] = {
    "price": word("the price"),
    "delivery": word("the delivery"),
    "payment": word("the payment"),
}
REVIEWERS = frozenset({Role.SUPERVISOR, Role.MANAGER})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a matter stands: confirmed by whom and when, by the answers of R115 or by her own word; or open, and why."""

    matter: str
    by: tuple[int, ...] = ()
    at: datetime | None = None
    by_answer: bool = False
    changed: bool = False
    """It was confirmed once; what it is about has changed since."""

    @property
    def is_open(self) -> bool:
        return self.at is None


def ready(work: Work, row: QuoteRow, version: QuoteVersionRow) -> tuple[Line, ...]:
    """What is still missing before it may leave, each with what to do about it; nothing, if it is ready (R24, R118, R120)."""
    quote, name = quotes.content(version), quotes.called(row, 1)
    return (*incomplete(work, quote, name), *(_open_line(work, row, each) for each in open_matters(work, row, version)))


def incomplete(work: Work, quote: Quote, name: str) -> tuple[Line, ...]:
    """The fields of R118 that are empty, the costs that nobody has told (R120), rates that are not there or too old (R142)."""
    lines: list[Line] = []
    if fields := missing(quote):
        told = tuple(FIELD_WORDS.get(each) or verbatim(each) for each in fields)
        lines.append(line("Missing: {fields}. {example} asks for them.", fields=told, example=f"/quote {name}"))
    if bare := without_costs(quote):
        lines.append(
            line(
                "Nobody has told the costs of position {positions}; an estimate will do: {example}",
                positions=", ".join(map(str, bare)),
                example=f"/cost {name} {bare[0]} purchase_price ~1.20",
            )
        )
    for each in earned(quote).unknown:
        kind, _, currency = each.partition(":")
        if kind == "rate":
            lines.append(
                line(
                    "There is no rate between {source} and {target}: {example}",
                    source=currency,
                    target=quote.currency,
                    example=f"/rates 1 {currency} = ... {quote.currency}",
                )
            )
    if old := stale(work, quote):
        pairs = ", ".join(f"{each.source}/{each.target}" for each in old)
        lines.append(
            line("The exchange rate is too old: {pairs}. {example}", pairs=pairs, example=f"/cost {name} renew")
        )
    return tuple(lines)


def costed(work: Work, row: QuoteRow, version: QuoteVersionRow) -> bool:
    """Whether every field of R118 and a cost sheet are there; the draft counts as costed then (M2, R120)."""
    quote = quotes.content(version)
    if missing(quote) or without_costs(quote):
        return False
    if version.state == QuoteState.DRAFT:
        quotes.moved(work, version, QuoteEvent.COSTED)
    return version.state == QuoteState.COSTED


def matters(work: Work, row: QuoteRow, version: QuoteVersionRow) -> tuple[Standing, ...]:
    """How price, delivery and payment stand, in this order."""
    quote = quotes.content(version)
    said = [(each.version, quotes.reviews(work.session, each.id)) for each in quotes.versions(work.session, row.id)]
    return tuple(_standing(work, row, quote, each, said) for each in MATTERS)


def open_matters(work: Work, row: QuoteRow, version: QuoteVersionRow) -> tuple[Standing, ...]:
    return tuple(each for each in matters(work, row, version) if each.is_open)


def matter_lines(work: Work, row: QuoteRow, version: QuoteVersionRow) -> tuple[Line, ...]:
    """The three check boxes, with who confirmed each (R24)."""
    quote = quotes.content(version)
    return tuple(
        told for each in matters(work, row, version) for told in (box(work, each), _about_it(quote, each.matter))
    )


def check_lines(work: Work, row: QuoteRow, version: QuoteVersionRow) -> tuple[Line, ...]:
    """For the quotation's card, in short: supply that nobody has confirmed, a delivery too short, matters that are open."""
    quote = quotes.content(version)
    answers = supplies.answers_for(work.session, row.id)
    lines = delivery_warning(quote, answers)
    if bare := unconfirmed(quote.lines, answers):
        lines.append(line("Supply unconfirmed: position {positions}", positions=", ".join(map(str, bare[:12]))))
    if open_ones := open_matters(work, row, version):
        lines.append(line("To be confirmed: {matters}", matters=tuple(MATTER_WORDS[each.matter] for each in open_ones)))
    return tuple(lines)


def matter_choices(work: Work, viewer: Viewer, row: QuoteRow, version: QuoteVersionRow) -> Choices:
    """The open matters as buttons: those that she may confirm, together where they are several; the others are asked for."""
    name = quotes.called(row, 1)
    open_ones = [each.matter for each in open_matters(work, row, version)]
    hers = [each for each in open_ones if may(work, viewer, row, each)]
    others = [each for each in open_ones if each not in hers]
    quote = quotes.content(version)
    rows: list[tuple[Choice, ...]] = []
    kept = kept_delivery(quote, supplies.answers_for(work.session, row.id))
    if kept and "delivery" in open_ones and not viewer.has(REVIEWERS):
        rows.append(promising(name, kept))
        hers = [each for each in hers if each != "delivery"]
        others = [each for each in others if each != "delivery"]
    if len(hers) > 1:
        rows.append((Choice(line("Confirm all"), f"/confirm {name} all {seal(quote, MATTERS)}"),))
    if hers:
        rows.append(tuple(confirming(name, quote, each) for each in hers))
    rows += [(Choice(_ask_label(each), f"/confirm {name} {each} ask"),) for each in others]
    return tuple(rows)


def promising(name: str, kept: str) -> tuple[Choice, ...]:
    """Production takes longer than promised: what it takes is promised, or who reviews is asked (R143)."""
    promise = Choice(line("Promise {delivery}", delivery=kept[:30]), f"/quote {name} delivery {kept}")
    return (promise, Choice(line("Ask the supervisor"), f"/confirm {name} delivery ask"))


def confirmer_words(work: Work, matter: str) -> tuple[Line, ...]:
    """Who may confirm it, as people say it."""
    known = {each.value for each in Role}
    return tuple(ROLE_WORDS[Role(each)] if each in known else line("who quotes") for each in confirmers(work, matter))


def confirmers(work: Work, matter: str) -> tuple[str, ...]:
    """Who may confirm it, by the settings review.price, review.delivery and review.payment."""
    by_matter = {
        "price": work.policy.review_price,
        "delivery": work.policy.review_delivery,
        "payment": work.policy.review_payment,
    }
    return by_matter[matter]


def may(work: Work, viewer: Viewer, row: QuoteRow, matter: str) -> bool:
    is_owner = row.owner_id in {viewer.id, *viewer.stands_in_for}
    return may_confirm(confirmers(work, matter), viewer.roles, is_owner)


def seal(quote: Quote, about: Iterable[str]) -> str:
    """Short for what these matters are about; a button names it, so that nobody confirms what she has not seen (T25)."""
    return content_hash([part_hash(quote, each) for each in about])[:12]


def confirming(name: str, quote: Quote, matter: str) -> Choice:
    """The button by which somebody confirms a matter as it stands now."""
    return Choice(_confirm_label(matter), f"/confirm {name} {matter} {seal(quote, (matter,))}")


def _standing(
    work: Work, row: QuoteRow, quote: Quote, matter: str, said: Sequence[tuple[int, dict[str, QuoteReviewRow]]]
) -> Standing:
    """`said` are the words for each version: what a newer one has not changed is confirmed still."""
    if matter == "delivery" and (told := _by_answers(work, row, quote)) is not None:
        return told
    wanted, known = part_hash(quote, matter), False
    for version, words in reversed(said):
        found = words.get(matter)
        if found is not None and found.said == wanted and _still_holds(work, row, quote, found):
            return Standing(matter, (found.by,), found.at)
        known = known or (found is not None and version == row.version)
    return Standing(matter, changed=known)


def _by_answers(work: Work, row: QuoteRow, quote: Quote) -> Standing | None:
    """The delivery is confirmed by production's and purchasing's answers where they cover every position (R115)."""
    answers = supplies.answers_for(work.session, row.id)
    if not quote.lines or not quote.delivery or unconfirmed(quote.lines, answers) or delivery_warning(quote, answers):
        return None
    found = [told for each in quote.lines if (told := answered_for(each, answers)) is not None]
    rows = [supplies.question(work.session, each.number) for each in found]
    at = max((each.answered_at for each in rows if each is not None and each.answered_at is not None), default=None)
    by = tuple(dict.fromkeys(each.by for each in found if each.by is not None))
    return Standing("delivery", by, at, by_answer=True)


def _still_holds(work: Work, row: QuoteRow, quote: Quote, found: QuoteReviewRow) -> bool:
    """A delivery that production called too short holds only by the word of who reviews, given after that answer (R143)."""
    answers = supplies.answers_for(work.session, row.id)
    if found.matter != "delivery" or not delivery_warning(quote, answers):
        return True
    person = colleague(work.session, found.by)
    told = [supplies.question(work.session, each.number) for each in answers]
    later = [each for each in told if each is not None and each.answered_at is not None and each.answered_at > found.at]
    return person is not None and bool(REVIEWERS & set(person.roles)) and not later


def box(work: Work, each: Standing) -> Line:
    names = ", ".join(name_of(work.session, person) for person in each.by)
    matter = MATTER_WORDS[each.matter]
    if each.by_answer and each.at is not None:
        return line("☑ {matter}: {people} answered, {at}", matter=matter, people=names, at=each.at)
    if each.at is not None:
        return line("☑ {matter}: {people}, {at}", matter=matter, people=names, at=each.at)
    if each.changed:
        return line("☐ {matter}: open again, for it has changed since it was confirmed", matter=matter)
    return line("☐ {matter}: nobody has confirmed it", matter=matter)


def _about_it(quote: Quote, matter: str) -> Line:
    """What a matter is about, in a line."""
    told = {
        "price": f"{shown(total(quote), quote.currency)} {quote.term} {quote.place}" if quote.currency else "",
        "delivery": quote.delivery,
        "payment": quote.payment,
    }
    return line("   {words}", words=told[matter].strip()[:200] or "–")


def _open_line(work: Work, row: QuoteRow, each: Standing) -> Line:
    example = f"/confirm {quotes.called(row, 1)} {each.matter}"
    who, matter = confirmer_words(work, each.matter), MATTER_WORDS[each.matter]
    if each.changed:
        return line(
            "Changed since it was confirmed: {matter}. Who may confirm it: {people}. {example}",
            matter=matter,
            people=who,
            example=example,
        )
    return line(
        "Nobody has confirmed {matter}. Who may: {people}. {example}", matter=matter, people=who, example=example
    )


def _confirm_label(matter: str) -> Line:
    labels: dict[str, Line] = {
        "price": line("Price is right"),
        "delivery": line("Delivery is right"),
        "payment": line("Payment is right"),
    }
    return labels[matter]


def _ask_label(matter: str) -> Line:
    labels: dict[str, Line] = {
        "price": line("Ask about the price"),
        "delivery": line("Ask about the delivery"),
        "payment": line("Ask about the payment"),
    }
    return labels[matter]
