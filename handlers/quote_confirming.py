"""Confirming a matter of a quotation: her word, what is to be known for it, and putting it to who may give it (R24, R143)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.quote_reviewing import MATTER_WORDS, REVIEWERS, box, confirmer_words, confirmers, confirming, matters, may
from handlers.supply_lines import delivery_warning, kept_delivery, people
from handlers.telling import to_colleague
from rules.money import shown
from rules.outgoing import EditCard, Outgoing
from rules.permission import Role, Viewer
from rules.quote import Quote, total
from rules.refusal import Refused
from rules.review import MATTERS, OWNER, part_hash
from rules.words import Line, line, title
from storage import quotes, supplies
from storage.colleagues import everybody, name_of
from storage.happenings import note
from storage.spoken import cards_standing
from storage.tables.quotes import QuoteReviewRow, QuoteRow, QuoteVersionRow
from storage.work import Work


def confirmed(work: Work, viewer: Viewer, row: QuoteRow, version: QuoteVersionRow, matter: str) -> list[Outgoing]:
    """Her word that this matter is right, for exactly what is offered now. Refuses who may not, and what is empty.

    A delivery that production has said to be too short is confirmed by nobody but who reviews (R143).
    """
    quote = quotes.content(version)
    if not may(work, viewer, row, matter):
        raise Refused(
            "Only these may confirm {matter}: {people}.",
            matter=MATTER_WORDS[matter],
            people=confirmer_words(work, matter),
        )
    _is_there(quote, row, matter)
    warned = delivery_warning(quote, supplies.answers_for(work.session, row.id)) if matter == "delivery" else []
    if warned and not viewer.has(REVIEWERS):
        raise Refused(
            "Production said that it takes longer than you promise. Change the delivery, or ask your supervisor: {example}",
            example=f"/confirm {quotes.called(row, 1)} delivery ask",
        )
    said = part_hash(quote, matter)
    found = work.session.get(QuoteReviewRow, (version.id, matter))
    if found is None:
        work.session.add(QuoteReviewRow(version_id=version.id, matter=matter, said=said, by=viewer.id, at=work.now))
    else:
        found.said, found.by, found.at = said, viewer.id, work.now
    work.session.flush()
    note(
        work,
        "quote",
        (
            line(
                "{person} confirms {matter} of {number}",
                person=name_of(work.session, viewer.id),
                matter=MATTER_WORDS[matter],
                number=quotes.called(row),
            ),
            *warned,
        ),
        actor=viewer.id,
        conversation=row.conversation_id,
        customer=row.customer_id,
        after={"quote": row.id, "version": version.version, "matter": matter, "hash": said},
    )
    return _settled(work, row, version, matter)


def review_card(row: QuoteRow, matter: str, person: int) -> str:
    """The card by which somebody is asked to confirm a matter."""
    return f"review:{row.id}:{matter}:{person}"


def was_asked(work: Work, row: QuoteRow, matter: str, person: int) -> bool:
    return bool(cards_standing(work.session, [review_card(row, matter, person)]))


def ask_for(
    work: Work, row: QuoteRow, version: QuoteVersionRow, matter: str, by: int
) -> tuple[list[Outgoing], list[int]]:
    """Puts a matter to those who may confirm it; returns what is said, and to whom."""
    too_short = matter == "delivery" and kept_delivery(
        quotes.content(version), supplies.answers_for(work.session, row.id)
    )
    asked = _first_asked(work, row, matter, by, REVIEWERS if too_short else None)
    lines = review_lines(work, row, version, matter, by)
    choices = ((confirming(quotes.called(row, 1), quotes.content(version), matter),),)
    said = [
        each
        for person in asked
        for each in to_colleague(
            work,
            person,
            lines,
            choices,
            card=review_card(row, matter, person),
            subject=line(
                "To be confirmed: {matter} of {number}", matter=MATTER_WORDS[matter], number=quotes.called(row)
            ),
        )
    ]
    return said, asked


def review_lines(
    work: Work, row: QuoteRow, version: QuoteVersionRow, matter: str, by: int | None = None
) -> tuple[Line, ...]:
    """What who confirms a matter has to know of it, and no more."""
    quote = quotes.content(version)
    head = title("To be confirmed: {matter} of {number}", matter=MATTER_WORDS[matter], number=quotes.called(row))
    lines = [head, *([line("{person} asks you to confirm it.", person=name_of(work.session, by))] if by else [])]
    if matter == "delivery":
        lines += [
            line("{product} × {quantity}", product=each.product or each.name(), quantity=f"{each.quantity or 0:,f}")
            for each in quote.lines[:8]
        ]
        lines.append(line("Delivery: {delivery}", delivery=quote.delivery or "–"))
        return (*lines, *delivery_warning(quote, supplies.answers_for(work.session, row.id)))
    lines.append(line("Customer: {company}", company=quote.company or quote.contact or "?"))
    if quote.currency:
        lines.append(line("Total {amount}", amount=shown(total(quote), quote.currency)))
    if matter == "payment":
        return (*lines, line("Payment: {payment}", payment=quote.payment or "–"))
    return (*lines, line("Terms: {term} {place}", term=quote.term or "?", place=quote.place or "?"))


def _is_there(quote: Quote, row: QuoteRow, matter: str) -> None:
    told = {
        "price": bool(quote.lines and quote.currency and quote.term and all(each.price for each in quote.lines)),
        "delivery": bool(quote.lines and quote.delivery),
        "payment": bool(quote.payment),
    }
    if not told[matter]:
        raise Refused(
            "Nobody can confirm {matter} yet, for it is not complete: {example}",
            matter=MATTER_WORDS[matter],
            example=f"/quote {quotes.called(row, 1)}",
        )


def _settled(work: Work, row: QuoteRow, version: QuoteVersionRow, matter: str) -> list[Outgoing]:
    """Whoever was asked for it sees that it is done."""
    cards = {review_card(row, matter, each.id): each.id for each in everybody(work.session)}
    standing = next(each for each in matters(work, row, version) if each.matter == matter)
    lines = (*review_lines(work, row, version, matter), box(work, standing))
    return [
        EditCard(card=card, lines=lines, listener=cards[card]) for card in cards_standing(work.session, cards.keys())
    ]


def _first_asked(work: Work, row: QuoteRow, matter: str, by: int, only: frozenset[Role] | None = None) -> list[int]:
    """Those of the first of its confirmers, in the order of the setting, of whom anybody else is here; `only` of these roles."""
    for each in confirmers(work, matter):
        if only is not None and each not in only:
            continue
        found = [row.owner_id] if each == OWNER else people(work, [Role(each)])
        if asked := [person for person in found if person != by]:
            return asked
    return []


def named(text: str) -> Iterable[str]:
    """The matters that a word means: price, 价格, all."""
    return _MATTERS_NAMED.get(text.strip().casefold(), ())


_MATTERS_NAMED: dict[str, tuple[str, ...]] = {
    **{each: (each,) for each in MATTERS},
    "价格": ("price",),
    "交期": ("delivery",),
    "交货": ("delivery",),
    "交货期": ("delivery",),
    "付款": ("payment",),
    "付款方式": ("payment",),
    "all": MATTERS,
    "全部": MATTERS,
}
