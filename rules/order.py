"""An order as a value: what was agreed, how it is marked, packed and inspected, and what is missing in it (R161, R175, R188)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any

from rules.quote import Quote, QuoteLine
from rules.quote_plain import from_plain as quote_from_plain
from rules.quote_plain import to_plain as quote_to_plain

FIVE_ITEMS = ("quantity", "product_name", "specification", "price", "contract_date")
"""What is confirmed when an order comes in (R175, form B12)."""

CLAUSES = (
    "quality_standard",
    "trade_country",
    "transport",
    "insurance",
    "inspection_clause",
    "breach",
    "disputes",
    "spare_parts",
    "annexes",
)
"""What a contract settles besides goods, prices, packaging, delivery and payment (R161, form B11), by its field names."""
MANDATORY_CLAUSES = ("quality_standard", "trade_country", "transport", "breach", "disputes")


@dataclass(frozen=True, slots=True)
class Order:
    """What the customer has ordered. `goods` holds lines, prices, trade term, payment, packaging, and the customer's address.

    Its days (contract date, internal date, latest shipment) are columns of the order's row, for they are searched by.
    """

    goods: Quote = field(default_factory=Quote)
    marks: str = ""
    """Shipping marks (唛头), lines between LF."""
    requirements: str = ""
    """Every detail of the customer's requirement that stands nowhere else (R181)."""
    remarks: str = ""
    """For production and warehouse (R188); internal."""
    customer_form: bool = False
    """The customer's own contract form is used: a lawyer reads it (R163)."""
    clauses: tuple[tuple[str, str], ...] = ()
    """(one of CLAUSES, text)."""

    def clause(self, name: str) -> str:
        return dict(self.clauses).get(name, "")

    def with_clause(self, name: str, text: str) -> Order:
        kept = tuple(each for each in self.clauses if each[0] != name)
        return replace(self, clauses=(*kept, (name, text)) if text else kept)


def items_missing(order: Order, has_contract_date: bool) -> tuple[str, ...]:
    """Which of the five items (R175) are not there yet, by their names in FIVE_ITEMS."""
    lines = order.goods.lines
    known = {
        "quantity": bool(lines) and all(each.quantity for each in lines),
        "product_name": bool(lines) and all(each.names or each.product for each in lines),
        "specification": bool(lines) and all(each.product or each.specification for each in lines),
        "price": bool(lines) and all(each.price for each in lines) and bool(order.goods.currency),
        "contract_date": has_contract_date,
    }
    return tuple(name for name in FIVE_ITEMS if not known[name])


def five_items(order: Order, contract_date: str) -> dict[str, Any]:
    """Exactly what was confirmed, to be hashed: a change of any of it asks for the confirmation again."""
    return {
        "lines": [_item(each) for each in order.goods.lines],
        "currency": order.goods.currency,
        "contract_date": contract_date,
    }


def _item(line: QuoteLine) -> list[str]:
    return [f"{line.quantity}", line.unit, line.product, line.name(), line.specification, f"{line.price}"]


def to_plain(order: Order) -> dict[str, Any]:
    """Every field as JSON can hold it, alike on every database."""
    plain: dict[str, Any] = {each.name: getattr(order, each.name) for each in fields(order)}
    return plain | {"goods": quote_to_plain(order.goods), "clauses": [list(each) for each in order.clauses]}


def from_plain(plain: dict[str, Any]) -> Order:
    """What `to_plain` wrote; fields that an older program did not know keep their defaults."""
    known = {each.name for each in fields(Order)}
    told = {name: value for name, value in plain.items() if name in known}
    clauses = tuple((name, text) for name, text in told.get("clauses", ()))
    return Order(**told | {"goods": quote_from_plain(told.get("goods", {})), "clauses": clauses})
