"""What every paper of an order is drawn from: what it says, its number and day, who we are, and what was ticked since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from documents.company import Company
from documents.paper_words import languages_of
from rules.trade_paper import TradePaper


@dataclass(frozen=True, slots=True)
class Sheet:
    """One trade paper with all that stands on it besides its content."""

    paper: TradePaper
    number: str
    """PI-2026-0007, or P12 as long as it is not released."""
    on: date
    company: Company
    contact: tuple[str, ...] = ()
    """Our contact: name, address."""
    partner: tuple[str, ...] = ()
    """The supplier of a purchase order: name, address."""
    order_number: str = ""
    """Ours: 88."""
    customer_number: str = ""
    """The customer's own: PO-4711."""
    is_draft: bool = False
    language: str = "en"
    ticked: Mapping[str, str] = field(default_factory=dict)
    """Fields of the form that are filled in by its way (confirmed_by, reviewed_by, signed_returned_at), as text."""
    version: int = 1

    @property
    def languages(self) -> tuple[str, ...]:
        return languages_of(self.language)
