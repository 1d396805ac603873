"""A quotation at hand for the dialogues about costs, supply and confirmation: Ana's, for the pumps of Kunde."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from handlers.quote_figures import figured
from rules.exchange import Told
from rules.quote import Quote, QuoteLine
from rules.words import line
from storage import quotes
from storage.colleagues import named
from storage.rates import enter_rate
from storage.tables.quotes import QuoteRow, QuoteVersionRow, SupplyRow
from tests.dialogues.desk import Desk

PUMPS = QuoteLine(
    product="QJ-200",
    names=(("en", "Deep well pump"), ("zh", "深井泵")),
    specification="2.2 kW, 380 V",
    quantity=Decimal(100),
    unit="pcs",
    price=Decimal("50.00"),
)
MADE = replace(
    PUMPS,
    costs=(("raw_material", Decimal(200)), ("labour", Decimal(80))),
    cost_currency="CNY",
    cost_source="pumps.xlsx 2026-02-20",
)
OFFER = Quote(
    lines=(PUMPS,),
    currency="USD",
    term="EXW",
    place="Ningbo works",
    payment="30 % deposit, balance against copy of B/L",
    delivery="45 days after deposit",
    delivery_days=45,
    packaging="wooden case",
    valid_until=date(2026, 4, 1),
    contact="Eva Lopez",
    company="Kunde GmbH",
    country="ES",
)


def begins(desk: Desk, quote: Quote = OFFER, owner: str = "Ana") -> Desk:
    """Ana has a quotation, D1, for the inquiry that has just come in."""
    with desk.database.deciding() as session:
        work = desk.work(session)
        person = named(session, owner)
        assert person is not None
        about = desk.numbers()[-1]
        quotes.begun(
            work, figured(work, quote), conversation=about, customer=None, owner=person.id, by=person.id,
            words=(line("drafted"),),
        )  # fmt: skip
        session.commit()
    return desk


def rate(
    desk: Desk, value: str = "7.00", source: str = "USD", target: str = "CNY", on: date = date(2026, 3, 2)
) -> Desk:
    """Somebody has entered a rate."""
    with desk.database.deciding() as session:
        enter_rate(desk.work(session), Told(source, target, Decimal(value), on), 1)
        session.commit()
    return desk


def content(desk: Desk, number: int = 1) -> Quote:
    with desk.database.reading() as session:
        return quotes.content(quotes.current(session, session.get_one(QuoteRow, number)))


def state(desk: Desk, number: int = 1) -> str:
    with desk.database.reading() as session:
        return str(quotes.current(session, session.get_one(QuoteRow, number)).state)


def changes(desk: Desk, number: int = 1, **values: object) -> Desk:
    """Ana changes something else of the draft, as the other commands do."""
    with desk.database.deciding() as session:
        work = desk.work(session)
        version: QuoteVersionRow = quotes.current(session, session.get_one(QuoteRow, number))
        told = replace(quotes.content(version), **values)  # type: ignore[arg-type]
        quotes.rewritten(work, version, figured(work, told), version.made_by, (line("changed"),))
        session.commit()
    return desk


def questions(desk: Desk) -> list[SupplyRow]:
    with desk.database.reading() as session:
        return list(session.scalars(select(SupplyRow).order_by(SupplyRow.id)))
