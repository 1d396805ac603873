"""A quotation as a value: its lines, terms and costs; what is missing in it, what it comes to, and what it earns (R117, R118)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rules.incoterms import PAID
from rules.money import rounded, total_of

COST_LINES = (
    "raw_material",
    "production",
    "labour",
    "packaging_cost",
    "transport",
    "insurance",
    "tax",
    "purchase_price",
    "other_cost",
)
"""The cost lines of R117 and form B6, per unit of the product."""
MOST_LINES = 200
"""Lines of one quotation."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of `source` is `value` units of `target`, as of that day, told by `by` ("ecb", "entered by Ana")."""

    source: str
    target: str
    value: Decimal
    on: date
    by: str = ""


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One position. `price` is per unit in the quote's currency, `costs` (cost line, amount) per unit in `cost_currency`.

    `names` are (language, name). Prices of the table as they stood when the line was made are in `range_currency`.
    """

    product: str = ""
    """The number of the table of products; empty for what is not in it."""
    names: tuple[tuple[str, str], ...] = ()
    description: str = ""
    specification: str = ""
    """Model and specification (R118)."""
    quantity: Decimal | None = None
    unit: str = "pcs"
    price: Decimal | None = None
    packaging: str = ""
    alternative: bool = False
    """Offered beside the others and not counted in the total (R140)."""
    costs: tuple[tuple[str, Decimal], ...] = ()
    cost_currency: str = ""
    cost_source: str = ""
    """Who told the costs, and when."""
    base: Decimal | None = None
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    range_currency: str = ""
    hs_code: str = ""
    picture: str = ""
    """SHA-256 of its picture in the store."""

    def name(self, language: str = "en") -> str:
        """Its name in that language, else in English, else any, else its number."""
        known = dict(self.names)
        return known.get(language) or known.get("en") or next(iter(known.values()), self.product)

    @property
    def is_complete(self) -> bool:
        return bool(self.names and (self.product or self.specification) and self.quantity and self.price)


@dataclass(frozen=True, slots=True)
class Quote:
    """What is offered to a customer. All amounts without a currency of their own are in `currency`."""

    lines: tuple[QuoteLine, ...] = ()
    currency: str = ""
    term: str = ""
    """An Incoterms 2020 rule: FOB."""
    place: str = ""
    """The place that is named with it."""
    payment: str = ""
    delivery: str = ""
    """As the customer reads it."""
    delivery_days: int | None = None
    """The same in calendar days after the order or the deposit, where it can be told (R143)."""
    packaging: str = ""
    valid_until: date | None = None
    contact: str = ""
    company: str = ""
    address: str = ""
    """The customer's postal address, lines between LF."""
    country: str = ""
    """ISO 3166 alpha-2."""
    language: str = "en"
    """Of the paper: en, zh, or both as "en+zh"."""
    remarks: str = ""
    charges: tuple[tuple[str, Decimal], ...] = ()
    """(one of rules.incoterms.CHARGES or other_cost, amount for the whole quotation): internal, for cost and ladder."""
    charges_told: tuple[tuple[str, str, str], ...] = ()
    """(charge, the amount as it was told: "0.3%", "~900 CNY", by whom and when); internal."""
    rates: tuple[Rate, ...] = ()
    """The rates by which costs and ranges are converted, and the company's own figures told."""
    assumptions: tuple[str, ...] = ()
    """What is only assumed (R23); internal."""
    reason: str = ""
    """Why this price (R116); internal."""
    origins: tuple[tuple[str, str], ...] = ()
    """(field, where its value came from without anybody typing it: inquiry, company, product, last:Q-2026-0031);
    "price:6204-2RS" for a price out of the table of products; internal."""
    pictures: bool = False
    """Whether the paper shows the products' pictures (R130)."""


MISSING = (
    "lines",
    "names",
    "specification",
    "quantity",
    "price",
    "currency",
    "term",
    "place",
    "payment",
    "delivery",
    "packaging",
    "valid_until",
    "contact",
)
"""The fields of R118 in the order in which they are asked for."""


def missing(quote: Quote) -> tuple[str, ...]:
    """Which fields of R118 are empty, by their names in MISSING."""
    lines = {
        "names": all(each.names for each in quote.lines),
        "specification": all(each.product or each.specification for each in quote.lines),
        "quantity": all(each.quantity for each in quote.lines),
        "price": all(each.price for each in quote.lines),
        "packaging": bool(quote.packaging) or (bool(quote.lines) and all(each.packaging for each in quote.lines)),
        "contact": bool(quote.contact or quote.company),
    }
    return tuple(name for name in MISSING if not (lines[name] if name in lines else getattr(quote, name)))


def amount(line: QuoteLine, currency: str) -> Decimal:
    """Quantity times price, in whole smallest units of the currency; zero while one of them is not known."""
    return rounded((line.quantity or Decimal()) * (line.price or Decimal()), currency)


def counted(quote: Quote) -> tuple[QuoteLine, ...]:
    """The lines that the total holds: all but the alternatives."""
    return tuple(each for each in quote.lines if not each.alternative)


def total(quote: Quote) -> Decimal:
    """The sum of the lines' rounded amounts, so that the paper adds up."""
    return total_of((amount(each, quote.currency) for each in counted(quote)), quote.currency)


@dataclass(frozen=True, slots=True)
class Earned:
    """Revenue, cost and profit in one currency, unrounded cost. `margin` is a part of one (0.05), on revenue or on cost.

    `unknown` says what keeps the cost from being known: products without costs, missing rates or charges; then there is no
    profit.
    """

    currency: str
    revenue: Decimal
    cost: Decimal
    base: str = "revenue"
    unknown: tuple[str, ...] = ()

    @property
    def profit(self) -> Decimal | None:
        return None if self.unknown else self.revenue - self.cost

    @property
    def margin(self) -> Decimal | None:
        """None where it cannot be told; compared unrounded (annex A.8)."""
        under = self.revenue if self.base == "revenue" else self.cost
        return None if self.profit is None or not under else self.profit / under


def earned(quote: Quote, base: str = "revenue") -> Earned:
    """What the quotation earns as a whole, in its own currency; charges that its term holds are costs, too."""
    lines = [earned_by(each, quote, base) for each in counted(quote)]
    charges = dict(quote.charges)
    held = PAID.get(quote.term, ())
    unknown = [why for each in lines for why in each.unknown]
    unknown += [f"charge:{each}" for each in held if each not in charges]
    cost = sum((each.cost for each in lines), Decimal())
    cost += sum((charges[each] for each in (*held, "other_cost") if each in charges), Decimal())
    return Earned(quote.currency, total(quote), cost, base, tuple(dict.fromkeys(unknown)))


def earned_by(line: QuoteLine, quote: Quote, base: str = "revenue") -> Earned:
    """What one line earns, in the quote's currency, before the charges of the whole."""
    revenue, quantity = amount(line, quote.currency), line.quantity or Decimal()
    if not line.costs:
        return Earned(quote.currency, revenue, Decimal(), base, (f"cost:{line.product or line.name()}",))
    cost = sum((each for _, each in line.costs), Decimal()) * quantity
    value = converted(cost, line.cost_currency or quote.currency, quote.currency, quote.rates)
    if value is None:
        return Earned(quote.currency, revenue, Decimal(), base, (f"rate:{line.cost_currency}",))
    return Earned(quote.currency, revenue, value, base)


def converted(value: Decimal, source: str, target: str, rates: Iterable[Rate]) -> Decimal | None:
    """The amount in the other currency, unrounded, by a rate that is there in either direction; None without one."""
    if source == target:
        return value
    for each in rates:
        if (each.source, each.target) == (source, target):
            return value * each.value
        if (each.source, each.target) == (target, source) and each.value:
            return value / each.value
    return None


def outside_range(line: QuoteLine, quote: Quote) -> str:
    """floor or ceiling where the price leaves the department's range (R126); empty where it keeps it, or there is none."""
    if line.price is None or not line.range_currency:
        return ""
    price = converted(line.price, quote.currency, line.range_currency, quote.rates)
    if price is None:
        return ""
    if line.floor is not None and price < line.floor:
        return "floor"
    return "ceiling" if line.ceiling is not None and price > line.ceiling else ""


def cost_sheet(quote: Quote) -> Mapping[str, Decimal]:
    """Form B6: each cost line over all counted lines in the quote's currency, unrounded; only what can be converted."""
    sheet = dict.fromkeys(COST_LINES, Decimal())
    for each in counted(quote):
        for name, value in each.costs:
            told = converted(value, each.cost_currency or quote.currency, quote.currency, quote.rates)
            sheet[name] += (told or Decimal()) * (each.quantity or Decimal())
    return sheet
