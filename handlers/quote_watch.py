"""Two colleagues quote one buyer, or one undercuts the other: the managers hear of both, once for each pair (R45)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.same_buyer import REASONS
from handlers.telling import to_roles
from rules.money import shown
from rules.outgoing import Choice, Outgoing
from rules.permission import Role
from rules.quote import Quote, total
from rules.quote_watch import WATCHED, Undercut, products_of, same_company, undercuts
from rules.same_buyer import spellings
from rules.words import Line, line, title, verbatim, word
from storage import quotes
from storage.colleagues import colleague, name_of, with_role
from storage.customers import customer
from storage.happenings import note, timeline
from storage.same_buyers import alike, are_told_apart
from storage.tables.customers import CustomerRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

VERB = "quote_watch"
_LOOKED_AT = 200
"""Standing quotations that are compared by their products; the newest first."""
_SHOWN = 5
SAME_CUSTOMER = word("the same customer")
SAME_COMPANY = word("the same company")


@dataclass(frozen=True, slots=True)
class _Seen:
    """Another's quotation, why its buyer may be the same, and what it is undercut in."""

    row: QuoteRow
    version: QuoteVersionRow
    because: tuple[Line, ...]
    lower: tuple[Undercut, ...]


def watched(work: Work, quote: QuoteRow, version: QuoteVersionRow) -> list[Outgoing]:
    """Asked when a quotation is submitted. Nothing of it stops the quotation."""
    mine = quotes.content(version)
    buyers = _buyers(work, quote.customer_id)
    said: list[Outgoing] = []
    for row, other in quotes.standing(work.session, WATCHED, limit=_LOOKED_AT):
        if row.id == quote.id or row.owner_id == quote.owner_id or not _is_here(work, row.owner_id):
            continue
        seen = _compared(work, mine, row, other, buyers)
        if seen is not None and not _is_known(work, quote, seen):
            said += _told(work, quote, version, mine, seen)
    return said


def _buyers(work: Work, number: int | None) -> dict[int, tuple[Line, ...]]:
    """The cards that are or may be this buyer's, with the reason for each."""
    card = customer(work.session, number)
    if card is None:
        return {}
    found: dict[int, tuple[Line, ...]] = {card.id: (SAME_CUSTOMER,)}
    for one, other, key in alike(work.session, card.id, limit=20):
        reason = REASONS.get(key.partition(":")[0])
        for each in (one, other):
            found.setdefault(each.id, (reason,) if reason is not None else ())
    return found


def _compared(
    work: Work, mine: Quote, row: QuoteRow, version: QuoteVersionRow, buyers: dict[int, tuple[Line, ...]]
) -> _Seen | None:
    card = customer(work.session, row.customer_id)
    because = buyers.get(card.id, ()) if card is not None else ()
    if not because and not _concerns(mine, version):
        return None
    theirs = quotes.content(version)
    if not because and same_company(mine, theirs) and not _told_apart(work, buyers, card):
        because = (SAME_COMPANY,)
    lower = undercuts(mine, theirs, one_buyer=bool(because))
    return _Seen(row, version, because, lower) if because or lower else None


def _concerns(mine: Quote, version: QuoteVersionRow) -> bool:
    """A quick look into what is stored, for most quotations have neither the company nor a product in common."""
    plain = version.content
    if not set(spellings(mine.company)).isdisjoint(spellings(plain.get("company", ""))):
        return True
    numbers = set(products_of(mine))
    return any(not each.get("product") or each["product"].casefold() in numbers for each in plain.get("lines", ()))


def _told_apart(work: Work, buyers: dict[int, tuple[Line, ...]], other: CustomerRow | None) -> bool:
    """Somebody has said that they are two buyers, for all their one name."""
    own = next(iter(buyers), None)
    return own is not None and other is not None and are_told_apart(work.session, own, other.id)


def _is_here(work: Work, person: int) -> bool:
    row = colleague(work.session, person)
    return row is not None and row.dismissed_at is None


def _is_known(work: Work, quote: QuoteRow, seen: _Seen) -> bool:
    """Told before for this pair; a price that has gone below the other's since is news."""
    pair = sorted((quote.id, seen.row.id))
    before = [
        each.after
        for number in {quote.conversation_id, seen.row.conversation_id}
        for each in timeline(work.session, number, (VERB,))
        if isinstance(each.after, dict) and each.after.get("pair") == pair
    ]
    return any(not seen.lower or each.get("undercut") for each in before)


def _told(work: Work, quote: QuoteRow, version: QuoteVersionRow, mine: Quote, seen: _Seen) -> list[Outgoing]:
    head = (
        title("Two colleagues quote one customer")
        if seen.because
        else title("A quotation undercuts a colleague's for the same product")
    )
    theirs = quotes.content(seen.version)
    lines = [
        head,
        _offer(work, quote, version, mine),
        _offer(work, seen.row, seen.version, theirs),
        *([line("Why: {reasons}", reasons=seen.because)] if seen.because else []),
        *_lower(work, quote, seen),
    ]
    _noted(work, quote, version, seen, lines)
    choices = tuple(
        (Choice(line("Show {number}", number=quotes.called(each)), f"/quote {each.number or f'D{each.id}'}"),)
        for each in (quote, seen.row)
    )
    roles = (Role.MANAGER,) if with_role(work.session, Role.MANAGER) else (Role.SUPERVISOR,)
    return to_roles(work, roles, lines, choices, conversation=quote.conversation_id)


def _offer(work: Work, row: QuoteRow, version: QuoteVersionRow, quote: Quote) -> Line:
    card = customer(work.session, row.customer_id)
    return line(
        "{person}: {number} for {customer}, {total}",
        person=name_of(work.session, row.owner_id) or "?",
        number=quotes.called(row, version.version),
        customer=quote.company or (card.name if card is not None else "") or quote.contact or "?",
        total=verbatim(shown(total(quote), quote.currency)),
    )


def _lower(work: Work, quote: QuoteRow, seen: _Seen) -> Iterable[Line]:
    person, other = (name_of(work.session, each) or "?" for each in (quote.owner_id, seen.row.owner_id))
    for each in seen.lower[:_SHOWN]:
        yield line(
            "{product}: {person} offers {price}, {other} {other_price}.",
            product=each.product,
            person=person,
            price=verbatim(shown(each.price, each.currency)),
            other=other,
            other_price=verbatim(shown(each.other_price, each.other_currency)),
        )


def _noted(work: Work, quote: QuoteRow, version: QuoteVersionRow, seen: _Seen, lines: list[Line]) -> None:
    note(
        work,
        VERB,
        tuple(lines),
        conversation=quote.conversation_id,
        customer=quote.customer_id,
        after={
            "pair": sorted((quote.id, seen.row.id)),
            "quote": quote.id,
            "version": version.version,
            "undercut": bool(seen.lower),
        },
    )
