"""Whether one quotation undercuts another, and whether two go to one company: given two quotations, expected (R45)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.quote import Quote, QuoteLine, Rate
from rules.quote_watch import same_company, undercuts

LAMP = QuoteLine("LED-5050", (("en", "Lamp"),), quantity=Decimal(1000), unit="pcs", price=Decimal("3.20"))
THEIRS = Quote(lines=(LAMP,), currency="USD", term="FOB", company="Künde GmbH")
RATE = Rate("USD", "CNY", Decimal(7), date(2026, 3, 2))


def mine(price: str = "3.10", line: QuoteLine = LAMP, **more: object) -> Quote:
    told = replace(THEIRS, lines=(replace(line, price=Decimal(price)),))
    return replace(told, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quote", "one_buyer", "is_lower"),
    [
        (mine(), True, True),
        (mine(), False, True),
        (mine("3.20"), True, False),
        (mine("3.30"), True, False),
        (mine(line=replace(LAMP, product="led-5050")), True, True),
        (mine(line=replace(LAMP, product="LED-2835")), True, False),
        (mine(line=replace(LAMP, quantity=Decimal(5000))), False, False),
        (mine(line=replace(LAMP, quantity=Decimal(5000))), True, True),
        (mine(line=replace(LAMP, quantity=Decimal(500))), False, True),
        (mine(line=replace(LAMP, unit="carton")), True, False),
        (mine(line=replace(LAMP, alternative=True)), True, False),
        (mine(term="EXW"), False, False),
        (mine(term="EXW"), True, True),
        (mine("21.00", currency="CNY", rates=(RATE,)), True, True),
        (mine("23.00", currency="CNY", rates=(RATE,)), True, False),
        (mine("2.00", currency="EUR"), True, False),
        (replace(THEIRS, lines=(replace(LAMP, price=None),)), True, False),
    ],
)
def test_a_lower_price_of_the_same_product_undercuts(quote: Quote, one_buyer: bool, is_lower: bool) -> None:
    assert bool(undercuts(quote, THEIRS, one_buyer=one_buyer)) is is_lower


def test_products_without_a_number_are_compared_by_their_names() -> None:
    bare = replace(LAMP, product="", names=(("en", "LED lamp, 12 V"),))
    found = undercuts(mine(line=bare), replace(THEIRS, lines=(bare,)), one_buyer=True)
    assert [(each.product, each.price, each.other_price) for each in found] == [
        ("LED lamp, 12 V", Decimal("3.10"), Decimal("3.20"))
    ]


@pytest.mark.parametrize(
    ("name", "is_same"),
    [("Kuende GmbH", True), ("KUNDE", True), ("Kunde & Partner", False), ("", False), ("GmbH", False)],
)
def test_a_company_is_known_by_its_name_in_any_spelling(name: str, is_same: bool) -> None:
    assert same_company(mine(company=name), THEIRS) is is_same
