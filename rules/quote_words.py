"""What people call the fields of a quotation (R118), in one place for asking, comparing and refusing."""

from __future__ import annotations

from collections.abc import Mapping

from rules.words import Line, word

FIELD_WORDS: Mapping[str, Line] = {
    "lines": word("products"),
    "product": word("product"),
    "names": word("name of the product"),
    "description": word("description"),
    "specification": word("specification"),
    "quantity": word("quantity"),
    "unit": word("unit"),
    "price": word("unit price"),
    "alternative": word("alternative"),
    "costs": word("costs"),
    "currency": word("currency"),
    "term": word("trade term"),
    "place": word("place of the trade term"),
    "payment": word("payment terms"),
    "delivery": word("delivery time"),
    "delivery_days": word("delivery in days"),
    "packaging": word("packaging"),
    "valid_until": word("valid until"),
    "contact": word("contact"),
    "company": word("customer"),
    "address": word("postal address"),
    "country": word("country"),
    "language": word("language of the paper"),
    "remarks": word("remarks"),
    "charges": word("freight and other charges"),
    "rates": word("exchange rates"),
    "assumptions": word("assumptions"),
    "reason": word("reason of the price"),
    "pictures": word("pictures"),
}
"""By the names of the fields of rules.quote.Quote and QuoteLine."""
