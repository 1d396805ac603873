"""A quotation for the dialogues: complete, costed, of two products, put into the database as a draft of somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from rules.approval import ApprovalState
from rules.quote import Quote, QuoteLine, Rate
from rules.quote_moves import QuoteEvent
from rules.words import line
from storage import quotes
from storage.approvals import approval
from storage.colleagues import named
from storage.conversations import conversation
from storage.tables.approvals import ApprovalRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from tests.dialogues.desk import Desk

RATE = Rate("USD", "CNY", Decimal("7.10"), date(2026, 3, 2), "entered by Ana")


def lamp(product: str = "LED-5050", price: str = "3.20", cost: str = "2.80", **more: Any) -> QuoteLine:
    """1,000 of a lamp; at a cost of 2.80 its margin is 12.5 %."""
    told = QuoteLine(
        product, (("en", f"Lamp {product}"),), specification="12 V", quantity=Decimal(1000), price=Decimal(price),
        costs=(("purchase_price", Decimal(cost)),), cost_currency="USD", cost_source="Ana",
    )  # fmt: skip
    return replace(told, **more)


def offer(*lines: QuoteLine, **more: Any) -> Quote:
    """EXW, so that no freight is missing in its cost."""
    told = Quote(
        lines=lines or (lamp(),), currency="USD", term="EXW", place="Ningbo", payment="30 % T/T, balance before shipment",
        delivery="30 days after deposit", delivery_days=30, packaging="cartons", valid_until=date(2026, 4, 30),
        contact="Eva Lopez", company="Kunde GmbH", country="ES", rates=(RATE,),
    )  # fmt: skip
    return replace(told, **more)


def drafts(desk: Desk, person: str = "Ana", told: Quote | None = None, number: int = 1001) -> str:
    """The draft stands, as if that person had written it; its number is returned."""
    with desk.database.deciding() as session:
        work = desk.work(session)
        who, about = named(session, person), conversation(session, number)
        assert who is not None
        assert about is not None
        row, _ = quotes.begun(
            work,
            told or offer(),
            conversation=about.id,
            customer=about.customer_id,
            owner=who.id,
            by=who.id,
            words=(line("made"),),
        )
        session.commit()
        return f"D{row.id}"


def edits(desk: Desk, person: str, told: Quote, number: int = 1) -> None:
    """Other content, as if that person had written it over the draft."""
    with desk.database.deciding() as session:
        work, who = desk.work(session), named(session, person)
        assert who is not None
        version = quotes.current(session, session.get_one(QuoteRow, number))
        assert quotes.rewritten(work, version, told, who.id, (line("edited"),))
        session.commit()


def sends(desk: Desk, number: int = 1) -> None:
    """The customer has it, as if it had been sent now."""
    with desk.database.deciding() as session:
        work, version = desk.work(session), quotes.current(session, session.get_one(QuoteRow, number))
        version.sent_at = work.now
        quotes.moved(work, version, QuoteEvent.SENT)
        session.commit()


def revises(desk: Desk, person: str, told: Quote, number: int = 1) -> None:
    """A new version of what the customer has."""
    with desk.database.deciding() as session:
        who = named(session, person)
        assert who is not None
        quotes.revised(desk.work(session), session.get_one(QuoteRow, number), told, who.id, (line("another version"),))
        session.commit()


def version_of(desk: Desk, number: int = 1) -> QuoteVersionRow:
    """The newest version of that quotation as it stands."""
    with desk.database.reading() as session:
        return quotes.current(session, session.get_one(QuoteRow, number))


def quote_of(desk: Desk, number: int = 1) -> QuoteRow:
    with desk.database.reading() as session:
        return session.get_one(QuoteRow, number)


def state(desk: Desk, number: int = 1) -> str:
    return version_of(desk, number).state


def asked(desk: Desk, number: int = 1) -> ApprovalRow:
    with desk.database.reading() as session:
        found = approval(session, number)
        assert found is not None
        return found


def is_waiting(desk: Desk, number: int = 1) -> bool:
    return asked(desk, number).state == ApprovalState.ASKED
