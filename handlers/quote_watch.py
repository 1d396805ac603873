"""Two colleagues quote one buyer, or one undercuts the other: the managers hear of both, once for each pair (R45)."""

from __future__ import annotations

import json
import re
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
from storage.colleagues import everybody, name_of, with_role
from storage.customers import customer, customers_of
from storage.happenings import note, timeline
from storage.same_buyers import alike, are_told_apart
from storage.tables.customers import CustomerRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

VERB = "quote_watch"
_COMPANY = re.compile(r'"company":("(?:[^"\\]|\\.)*")')
_LOOKED_AT = 200
"""Standing quotations that are compared by their products; the newest first."""
_SHOWN = 5
_MOST = 20
"""Pairs of one submitting; what comes beyond is found when it is submitted again."""
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
    """Asked when a quotation is submitted. Nothing of it stops the quotation. However many others it meets, one message tells."""
    mine = quotes.content(version)
    buyers = _buyers(work, quote.customer_id)
    others = [each.id for each in everybody(work.session) if each.id != quote.owner_id]
    standing = quotes.written_standing(work.session, WATCHED, others, _LOOKED_AT)
    cards = customers_of(work.session, {buyer for _, buyer, _ in standing if buyer is not None})
    own, numbers = set(spellings(mine.company)), tuple(map(_quoted, products_of(mine)))
    found: list[_Seen] = []
    for number, buyer, text in standing:
        card = cards.get(buyer or 0)
        if number == quote.id or not (_is_buyers(card, buyers) or _concerns(own, numbers, text)):
            continue
        row = work.session.get_one(QuoteRow, number)
        seen = _compared(work, mine, row, quotes.current(work.session, row), buyers, card)
        if seen is not None and not _is_known(work, quote, seen):
            found.append(seen)
        if len(found) == _MOST:
            break
    return _told(work, quote, version, mine, found) if found else []


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


def _is_buyers(card: CustomerRow | None, buyers: dict[int, tuple[Line, ...]]) -> bool:
    return card is not None and bool(buyers.get(card.id))


def _compared(
    work: Work,
    mine: Quote,
    row: QuoteRow,
    version: QuoteVersionRow,
    buyers: dict[int, tuple[Line, ...]],
    card: CustomerRow | None,
) -> _Seen | None:
    because = buyers.get(card.id, ()) if card is not None else ()
    theirs = quotes.content(version)
    if not because and same_company(mine, theirs) and not _told_apart(work, buyers, card):
        because = (SAME_COMPANY,)
    lower = undercuts(mine, theirs, one_buyer=bool(because))
    return _Seen(row, version, because, lower) if because or lower else None


def _concerns(company: set[str], numbers: tuple[str, ...], text: str) -> bool:
    """A quick look into what is stored, for most quotations have neither the company nor a product in common."""
    plain = text.casefold()
    if '"product":""' in plain or any(each in plain for each in numbers):
        return True
    written = _COMPANY.search(text) if company else None
    return written is not None and not company.isdisjoint(spellings(json.loads(written[1])))


def _quoted(number: str) -> str:
    return f'"product":{json.dumps(number, ensure_ascii=False)}'.casefold()


def _told_apart(work: Work, buyers: dict[int, tuple[Line, ...]], other: CustomerRow | None) -> bool:
    """Somebody has said that they are two buyers, for all their one name."""
    own = next(iter(buyers), None)
    return own is not None and other is not None and are_told_apart(work.session, own, other.id)


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


def _told(work: Work, quote: QuoteRow, version: QuoteVersionRow, mine: Quote, found: list[_Seen]) -> list[Outgoing]:
    """One message to the managers; each pair has an entry of its own in the record."""
    lines: list[Line] = []
    for each in found:
        about = _lines(work, quote, version, mine, each)
        _noted(work, quote, version, each, about)
        lines += about if each in found[:_SHOWN] else []
    if len(found) > _SHOWN:
        lines.append(line("and {count} more", count=len(found) - _SHOWN))
    shown_ones = (quote, *(each.row for each in found[:_SHOWN]))
    choices = tuple(
        (Choice(line("Show {number}", number=quotes.called(each)), f"/quote {each.number or f'D{each.id}'}"),)
        for each in shown_ones
    )
    roles = (Role.MANAGER,) if with_role(work.session, Role.MANAGER) else (Role.SUPERVISOR,)
    return to_roles(work, roles, lines, choices, conversation=quote.conversation_id)


def _lines(work: Work, quote: QuoteRow, version: QuoteVersionRow, mine: Quote, seen: _Seen) -> list[Line]:
    head = (
        title("Two colleagues quote one customer")
        if seen.because
        else title("A quotation undercuts a colleague's for the same product")
    )
    return [
        head,
        _offer(work, quote, version, mine),
        _offer(work, seen.row, seen.version, quotes.content(seen.version)),
        *([line("Why: {reasons}", reasons=seen.because)] if seen.because else []),
        *_lower(work, quote, seen),
    ]


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
