"""Which place goes with a trade term: the seller's side or the customer's, as it was said before (Incoterms 2020)."""

from __future__ import annotations

from storage import quotes
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

_WORKS = frozenset({"EXW", "FCA"})
_PORT_OF_SHIPMENT = frozenset({"FAS", "FOB"})
_PORT_OF_DESTINATION = frozenset({"CFR", "CIF"})
_DESTINATION = frozenset({"CPT", "CIP", "DAP", "DPU", "DDP"})
_KINDS = (_WORKS, _PORT_OF_SHIPMENT, _PORT_OF_DESTINATION, _DESTINATION)
_LOOKED_AT = 40
"""Earlier quotations of the same colleague among which a place is looked for."""


def known_place(work: Work, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, term: str) -> str:
    """The place that this quotation named before with a term of the same kind; else where the customer wants it.

    For the seller's side, else what its owner named last. Empty where nobody has said one: none is invented.
    """
    kind = next(each for each in _KINDS if term in each)
    told = quotes.content(version)
    if told.term in kind and told.place:
        return told.place
    for each in reversed(quotes.revisions(work.session, version.id)):
        if each.content.get("term") in kind and each.content.get("place"):
            return str(each.content["place"])
    if kind in (_PORT_OF_DESTINATION, _DESTINATION):
        return _wanted(about) or (told.place if told.term in _PORT_OF_DESTINATION | _DESTINATION else "")
    for _, other in quotes.standing(work.session, owners=[row.owner_id], limit=_LOOKED_AT):
        if other.content.get("term") in kind and other.content.get("place"):
            return str(other.content["place"])
    return ""


def _wanted(about: ConversationRow) -> str:
    for name, value, *_ in about.wants or []:
        if name == "destination":
            return " ".join(str(value).split())[:60]
    return ""
