"""What gets what an order's stage lacks: for each need a button and the command behind it (M13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rules.order_moves import Lack, Need
from rules.outgoing import Choice
from rules.words import Line, line
from storage.tables.orders import OrderRow

GETS: Mapping[Need, tuple[Line, str]] = {
    Need.FIVE_ITEMS: (line("Confirm items"), "/order {number} items"),
    Need.COST_CHECK: (line("Check costs"), "/order {number} cost"),
    Need.MEETING: (line("Minutes"), "/meeting {number}"),
    Need.SIGNED: (line("Contract"), "/deal {number}"),
    Need.PRODUCTION_FORM: (line("Production order"), "/production {number}"),
    Need.PURCHASE_ORDERS: (line("Purchase orders"), "/po {number}"),
    Need.SAMPLE: (line("Samples"), "/sample {number}"),
    Need.DEPOSIT: (line("Payments"), "/payments {number}"),
    Need.PARTS_CHECK: (line("Inspect parts"), "/inspect {number} parts"),
    Need.FINAL_INSPECTION: (line("Final inspection"), "/inspect {number} final"),
    Need.PACKING_LIST: (line("Packing list"), "/pack {number}"),
    Need.BALANCE: (line("Payments"), "/payments {number}"),
    Need.BOOKING: (line("Shipment"), "/ship {number}"),
    Need.ARRIVAL: (line("Arrived"), "/arrived {number}"),
    Need.FEEDBACK: (line("Feedback"), "/feedback {number}"),
    Need.PAID: (line("Payments"), "/payments {number}"),
    Need.FILE: (line("Documents"), "/docs {number}"),
    Need.HANDED_OVER: (line("Order file"), "/file {number}"),
    Need.NO_HOLD: (line("Go on with it"), "/hold {number} off"),
}
"""What gets what is lacking: the words of a button, and the command behind it."""


def getting(row: OrderRow, found: Iterable[Lack]) -> list[Choice]:
    """A button for each that is lacking, in the order of the gate, each once."""
    return list(dict.fromkeys(Choice(GETS[each.need][0], GETS[each.need][1].format(number=row.id)) for each in found))
