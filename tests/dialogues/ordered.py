"""An order at hand for the dialogues: Kunde's, for the pumps that Ana quoted; its customer number is PO-4711."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from rules.order import Order
from rules.order_moves import Stage
from rules.words import line
from storage import orders
from storage.colleagues import named
from storage.tables.orders import OrderRow
from tests.dialogues.desk import Desk
from tests.dialogues.quotes import MADE, OFFER

AGREED = Order(
    goods=replace(OFFER, lines=(MADE,)),
    marks="KUNDE\nHAMBURG\nC/NO. 1-UP",
    requirements="blue paint, spare seals in each case",
    clauses=(
        ("quality_standard", "as per the confirmed sample"),
        ("trade_country", "China"),
        ("transport", "by sea"),
        ("breach", "0.5% of the delayed goods' value a week, 5% at most"),
        ("disputes", "CIETAC, Shanghai"),
    ),
)
SHIP_BY = date(2026, 5, 15)


def has_order(desk: Desk, told: Order = AGREED, owner: str = "Ana", stage: Stage | None = None, **values: Any) -> Desk:
    """An order of the conversation that has just come in; it stands where `stage` says. `values` are further columns."""
    with desk.database.deciding() as session:
        work = desk.work(session)
        person = named(session, owner)
        assert person is not None
        columns = {
            "customer_number": "PO-4711",
            "customer_key": "po4711",
            "contract_on": SHIP_BY,
            "supply_mode": "produce",
        }
        row = orders.begun(
            work, told, conversation=desk.numbers()[-1], customer=values.pop("customer", None), owner=person.id,
            by=person.id, words=(line("ordered"),), **(columns | values),
        )  # fmt: skip
        if stage is not None:
            row.stage = stage
            row.closed_at = work.now if stage in {Stage.CLOSED, Stage.CANCELLED} else None
        session.commit()
    return desk


def the_order(desk: Desk, number: int = 1) -> OrderRow:
    """The order as it stands."""
    with desk.database.reading() as session:
        row = session.get_one(OrderRow, number)
        session.expunge(row)
        return row
