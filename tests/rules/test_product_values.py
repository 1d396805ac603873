"""What people write for a field of a product, and what follows: prices with range and tiers, cartons, costs (B7, R117, R126)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from rules.cells import Uncomputed
from rules.product_fields import FIELDS, INSIDERS, PRICERS, field_named
from rules.product_values import Written, changed
from rules.products import (
    Cartons,
    Prices,
    Product,
    arranged,
    cartons,
    cost_per_unit,
    cost_told,
    in_force,
    price_for,
)
from rules.refusal import Refused

TODAY = date(2026, 3, 2)
BEARING = Product(
    "6204-2RS",
    (("en", "Bearing"),),
    price=D("3.20"),
    currency="USD",
    floor=D("2.90"),
    ceiling=D("3.60"),
    tiers=((D(1000), D("3.10")), (D(5000), D("2.95"))),
)


def written(*fields: tuple[str, str], hint: str = "") -> Written:
    told = Written()
    for name, text in fields:
        told.add(name, text, hint)
    return told


def laid(product: Product, *fields: tuple[str, str]) -> Product:
    return changed(product, written(*fields), "list.xlsx", TODAY)


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("price", "3.20 USD", "price", D("3.20")),
        ("price", "USD 1,200.50", "price", D("1200.50")),
        ("price", "３.２０ 美元", "price", D("3.2")),
        ("price", "$3.2/pc", "price", D("3.2")),
        ("price", "3.20美元/个", "price", D("3.2")),
        ("moq", "1,000 pcs", "moq", D(1000)),
        ("moq", "５００个", "moq", D(500)),
        ("lead_days", "30天", "lead_days", 30),
        ("lead_days", "25-30 days", "lead_days", 30),
        ("lead_days", "4 weeks", "lead_days", 28),
        ("lead_days", "1个月", "lead_days", 30),
        ("lead_days", "15.0", "lead_days", 15),
        ("hs_code", "8482.10", "hs_code", "848210"),
        ("carton_gross", "12.5KGS", "carton_gross", D("12.5")),
        ("carton_gross", "12500 g", "carton_gross", D("12.5")),
        ("carton_length", "500mm", "carton_length", D(50)),
        ("per_carton", "100", "per_carton", D(100)),
        ("valid_from", "2026/3/1", "valid_from", date(2026, 3, 1)),
        ("valid_from", "2026年3月1日", "valid_from", date(2026, 3, 1)),
        ("valid_from", "46082", "valid_from", date(2026, 3, 1)),
        ("float_up", "8%", "float_up", D(8)),
        ("float_down", "-5％", "float_down", D(5)),
        ("float_down", "0.5%", "float_down", D("0.5")),
        ("synonyms", "6204RS；SKF 6204 | 6204RS", "synonyms", ("6204RS", "SKF 6204")),
    ],
)
def test_a_value_is_read_as_people_write_it(name: str, text: str, field: str, value: Any) -> None:
    base = Product("X", (("en", "Thing"),), currency="USD", price=D(1000))
    assert getattr(laid(base, (name, text)), field) == value


@pytest.mark.parametrize(
    "size", ["50x40x30", "50*40*30cm", "50 X 40 X 30", "500×400×300mm", "0.5x0.4x0.3 m", "50/40/30"]
)
def test_a_carton_size_is_length_width_and_height_in_centimetres(size: str) -> None:
    told = laid(BEARING, ("carton", size))
    assert (told.carton_length, told.carton_width, told.carton_height) == (D(50), D(40), D(30))


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("price", "cheap", "is no amount"),
        ("price", "-3.20 USD", "is negative"),
        ("price", "0", "is no amount"),
        ("price", "3.20 XYZ", "I know no currency"),
        ("price", "4.10 EUR", "its other prices are in USD"),
        ("currency", "dollars!", "I know no currency"),
        ("moq", "many", "is no quantity"),
        ("moq", "-5", "is no quantity"),
        ("moq", "10 ctn", "counts cartons"),
        ("lead_days", "soon", "is no lead time"),
        ("carton", "50x40", "is no carton size"),
        ("carton", "50x40x", "is no carton size"),
        ("carton", "50x-40x30", "is no carton size"),
        ("carton", "0x40x30", "is no carton size"),
        ("carton", "large", "is no carton size"),
        ("carton_gross", "heavy", "is no weight"),
        ("carton_gross", "-3", "is no weight"),
        ("hs_code", "84-x", "is no HS code"),
        ("float_up", "lots", "is no range"),
        ("float_down", "0.05", "may mean"),
        ("float_down", "100%", "is no range"),
        ("valid_from", "next week", "is no day"),
        ("valid_from", "2026-02-30", "is no day"),
        ("tiers", "cheaper for more", "is no price tier"),
        ("tiers", "1000: 3.10; 5000: 3.30", "costs more"),
        ("floor", "3.50", "floor 3.5 is above the price 3.20"),
        ("ceiling", "3.00", "ceiling 3 is below the price 3.20"),
        ("price", "2.50", "floor 2.90 is above the price 2.5"),
        ("description", "#REF!", "holds the error"),
        ("description", "x" * 2001, "longer than"),
        ("raw_material", "1.20", "costs have no currency"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_wrong(name: str, text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        laid(BEARING, (name, text))


def test_a_formula_that_nobody_has_computed_is_not_taken_for_an_empty_cell() -> None:
    with pytest.raises(Refused, match="formula without its result"):
        laid(BEARING, ("price", Uncomputed("=B2*1.2")))


def test_a_net_weight_is_not_above_the_gross_one() -> None:
    with pytest.raises(Refused, match="net weight 12 is above the gross weight 11"):
        laid(BEARING, ("carton_gross", "11"), ("carton_net", "12"))


def test_a_range_in_per_cent_follows_the_price_and_one_in_amounts_does_not() -> None:
    floating = laid(BEARING, ("float_down", "5%"), ("float_up", "10%"))
    assert (floating.floor, floating.ceiling) == (D("3.04"), D("3.52"))
    dearer = laid(floating, ("price", "4.00"))
    assert (dearer.floor, dearer.ceiling) == (D("3.8"), D("4.4"))
    fixed = laid(dearer, ("floor", "3.50"))
    assert (fixed.floor, fixed.float_down, laid(fixed, ("price", "4.20")).floor) == (D("3.5"), None, D("3.5"))
    assert laid(floating, ("float_down", "")).floor is None


def test_a_price_without_any_currency_is_refused() -> None:
    with pytest.raises(Refused, match="the price has no currency"):
        laid(Product("X", (("en", "Thing"),)), ("price", "3.20"))
    assert laid(Product("X", (("en", "Thing"),)), ("price", "3.20"), ("currency", "人民币")).currency == "CNY"


def test_another_currency_is_for_all_prices_at_once() -> None:
    told = laid(BEARING, ("price", "3 EUR"), ("floor", "2.8"), ("ceiling", "3.3"), ("tiers", "1000: 2.9"))
    assert (told.currency, told.price) == ("EUR", D(3))
    assert laid(BEARING, ("currency", "EUR")).price == D("3.20")


def test_costs_are_in_one_currency_and_say_who_told_them_when() -> None:
    told = laid(BEARING, ("raw_material", "1.20 CNY"), ("labour", "0.40"))
    assert (told.costs, told.cost_currency) == ((("raw_material", D("1.2")), ("labour", D("0.4"))), "CNY")
    assert (cost_per_unit(told), cost_told(told)) == (D("1.6"), "list.xlsx, 2026-03-02")
    assert laid(told, ("raw_material", "1.20")) == told
    later = changed(told, written(("labour", "0.50"), ("cost_source", "Pia")), "x", date(2026, 4, 1))
    assert cost_told(later) == "Pia, 2026-04-01"
    with pytest.raises(Refused, match="are in CNY"):
        laid(told, ("labour", "0.10 USD"))
    assert laid(told, ("raw_material", ""), ("labour", "")).costs == ()
    assert cost_per_unit(BEARING) is None


@pytest.mark.parametrize(
    ("quantity", "price"),
    [
        (None, "3.20"),
        ("1", "3.20"),
        ("999.99", "3.20"),
        ("1000", "3.10"),
        ("4999", "3.10"),
        ("5000", "2.95"),
        ("9e9", "2.95"),
    ],
)
def test_the_price_of_a_quantity_is_that_of_the_tier_it_reaches(quantity: str | None, price: str) -> None:
    assert price_for(BEARING, None if quantity is None else D(quantity)) == D(price)


def test_without_prices_there_is_no_price() -> None:
    assert price_for(Product("X"), D(5)) is None
    assert price_for(Product("X", tiers=((D(10), D(2)),)), D(5)) is None


@pytest.mark.parametrize(
    "text",
    ["1000: 3.10; 5000: 2.95", "5000=2.95；1000=3.10", ">=1000pcs 3.10; ≥5000 2.95", "1000+: $3.10 | 5000+: $2.95"],
)
def test_tiers_are_read_in_any_order_and_however_they_are_drawn(text: str) -> None:
    assert laid(BEARING, ("tiers", text)).tiers == BEARING.tiers


def test_cartons_are_counted_up_and_measured_exactly() -> None:
    packed = laid(
        BEARING, ("per_carton", "48"), ("carton", "40.5x30x25.5"), ("carton_gross", "12.4"), ("carton_net", "11.7")
    )
    assert cartons(packed, D(1000)) == Cartons(21, D("0.65063250"), D("260.4"), D("245.7"))
    assert cartons(packed, D(48)) == Cartons(1, D("0.0309825"), D("12.4"), D("11.7"))
    assert cartons(laid(BEARING, ("per_carton", "48")), D(49)) == Cartons(2, None, None, None)
    assert cartons(BEARING, D(1000)) is None
    assert cartons(packed, D(0)) is None


def test_a_price_of_a_later_day_waits_until_that_day() -> None:
    after = laid(BEARING, ("price", "3.40"), ("valid_from", "2026-04-01"))
    waiting = arranged(BEARING, after, TODAY)
    assert (waiting.price, waiting.coming) == (D("3.20"), after.prices)
    assert in_force(waiting, date(2026, 3, 31)) == waiting
    assert in_force(waiting, date(2026, 4, 1)) == after
    assert arranged(waiting, laid(waiting, ("moq", "5")), TODAY).coming == after.prices
    assert arranged(waiting, laid(waiting, ("price", "3.30")), TODAY).coming is None
    assert arranged(None, after, TODAY).prices == Prices()


def test_each_field_says_who_may_change_it_and_who_sees_it() -> None:
    by_name = {each.name: each for each in FIELDS}
    for name in ("price", "floor", "ceiling", "float_up", "float_down", "tiers", "currency"):
        assert by_name[name].edits == PRICERS
    assert by_name["floor"].sees == by_name["float_down"].sees == INSIDERS
    for role, edits, sees in (
        ("production", {"lead_days", "raw_material", "labour"}, {"raw_material"}),
        ("purchasing", {"moq", "purchase_price", "unit"}, {"floor", "raw_material"}),
        ("viewer", set(), set()),
        ("merchandiser", set(), set()),
        ("salesperson", set(), {"floor", "raw_material"}),
    ):
        hidden = {"floor", "raw_material"}
        assert edits <= {each.name for each in FIELDS if role in each.edits}, role
        assert {name for name in hidden if role in by_name[name].sees} == sees, role
    assert not any("viewer" in each.edits or "salesperson" in each.edits for each in FIELDS)


@pytest.mark.parametrize(
    ("words", "field"),
    [("产品编号", "number"), ("Item No.", "number"), ("单价", "price"), ("PCS/CTN", "per_carton"), ("Name (FR)", "name_fr"),
     ("下浮", "float_down"), ("ＭＯＱ", "moq"), ("remarks", "")],
)  # fmt: skip
def test_a_field_is_known_by_many_names(words: str, field: str) -> None:
    assert field_named(words) == field
