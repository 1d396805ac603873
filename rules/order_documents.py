"""The documents of an order's file: which of them it needs, by its supply and its trade term (R173, R174, R215)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from rules.words import Line, word


class Document(StrEnum):
    """What lies in the file of an order."""

    PROFORMA = "proforma"
    CONTRACT = "contract"
    DEAL = "deal"
    """One of them, signed; which one is left free."""
    PRODUCTION = "production"
    PURCHASE = "purchase"
    """Purchase orders, signed back by the suppliers."""
    INSPECTION = "inspection"
    PACKING = "packing"
    INVOICE = "invoice"
    TRANSPORT = "transport"
    """The bill of lading, or another transport document."""


D = Document

_DEAL: Mapping[str, tuple[Document, ...]] = {
    "pi": (D.PROFORMA,),
    "contract": (D.CONTRACT,),
    "both": (D.PROFORMA, D.CONTRACT),
    "either": (D.DEAL,),
}
"""By the setting deal.document (C27)."""
_SUPPLY: Mapping[str, tuple[Document, ...]] = {"produce": (D.PRODUCTION,), "buy": (D.PURCHASE,), "stock": ()}
_BUYER_FETCHES = frozenset({"EXW"})
"""Terms under which the buyer carries the goods away and the transport document is his."""


def wanted(supply_mode: str, deal: str, term: str) -> tuple[Document, ...]:
    """What its file has to hold before the order is closed, in the order in which it comes into being (R173).

    `deal`: the setting deal.document. An order of which nobody has said how it is supplied counts as made here.
    """
    transport = () if term in _BUYER_FETCHES else (D.TRANSPORT,)
    supply = _SUPPLY.get(supply_mode, (D.PRODUCTION,))
    return (*_DEAL.get(deal, (D.DEAL,)), *supply, D.INSPECTION, D.PACKING, D.INVOICE, *transport)


def missing(needed: Iterable[Document], there: Iterable[Document]) -> tuple[Document, ...]:
    """Those that are not there, in the order of `needed`; a signed proforma invoice or contract is the deal."""
    known = set(there)
    if known & {D.PROFORMA, D.CONTRACT}:
        known.add(D.DEAL)
    return tuple(each for each in needed if each not in known)


DOCUMENT_WORDS: Mapping[Document, Line] = {
    D.PROFORMA: word("the signed proforma invoice"),
    D.CONTRACT: word("the signed contract"),
    D.DEAL: word("the signed contract or proforma invoice"),
    D.PRODUCTION: word("the approved production order"),
    D.PURCHASE: word("the purchase orders, signed back"),
    D.INSPECTION: word("the final inspection"),
    D.PACKING: word("the packing list"),
    D.INVOICE: word("the commercial invoice"),
    D.TRANSPORT: word("the bill of lading or another transport document"),
}
