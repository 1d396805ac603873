"""A quotation like another one: its positions and terms for another inquiry, with today's rates and this customer (R116)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from handlers.quote_figures import renewed, today
from handlers.quoting import found
from rules.permission import Viewer
from rules.quote import Quote
from rules.refusal import Refused
from storage import quotes
from storage.work import Work

_LIKE = re.compile(r"(?:like|as|same as|copy|参照|按|照|同)\s+(\S+)\s*(.*)\Z", re.IGNORECASE | re.DOTALL)
_SHORTEST_VALIDITY = 7


def like(words: str) -> tuple[str, str] | None:
    """The quotation that is named behind "like", and what is changed of it; None where none is."""
    told = _LIKE.match(words)
    if told is None or not quotes.is_name(told[1].strip(",，.。:：")):
        return None
    return told[1].strip(",，.。:："), told[2].strip()


def filled(work: Work, viewer: Viewer, number: str, known: Quote) -> Quote:
    """What is known of the inquiry, with positions and terms of the other quotation; nothing of its customer.

    Costs, rates and prices are looked at anew; what was released of the other is not released here. Refuses one that she
    may not see (T26).
    """
    row, version, _ = found(work, viewer, number)
    other = quotes.content(version)
    if not other.lines:
        raise Refused("{number} has no positions that could be taken over.", number=quotes.called(row))
    lasted = (other.valid_until - work.calendar.day_of(version.made_at)).days if other.valid_until else 30
    told = replace(
        known,
        lines=other.lines,
        currency=other.currency,
        term=other.term,
        place=other.place,
        payment=known.payment or other.payment,
        delivery=other.delivery,
        delivery_days=other.delivery_days,
        packaging=other.packaging,
        valid_until=today(work) + timedelta(days=max(lasted, _SHORTEST_VALIDITY)),
        remarks=other.remarks,
        charges=other.charges,
        charges_told=other.charges_told,
        rates=other.rates,
        pictures=other.pictures,
        assumptions=(),
        origins=(),
    )
    return renewed(work, told)
