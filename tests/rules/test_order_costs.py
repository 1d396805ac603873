"""The second cost analysis beside the first, and which documents an order's file has to hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.order_costs import charges_beside, side_by_side, with_costs_from, with_costs_of, without
from rules.order_documents import Document, missing, wanted
from rules.quote import Quote, QuoteLine, Rate

D = Document


def lamp(product: str = "LED-1", quantity: int = 10, **costs: str) -> QuoteLine:
    told = tuple((name, Decimal(value)) for name, value in costs.items())
    return QuoteLine(
        product,
        (("en", product),),
        quantity=Decimal(quantity),
        price=Decimal(3),
        costs=told,
        cost_currency="USD" if told else "",
    )


def goods(*lines: QuoteLine, **more: object) -> Quote:
    return replace(Quote(lines=lines, currency="USD"), **more)  # type: ignore[arg-type]


def test_cost_lines_stand_beside_each_other() -> None:
    rows = side_by_side(goods(lamp(labour="1", raw_material="2")), goods(lamp(labour="1", purchase_price="4")))
    assert [(each.name, each.first, each.second) for each in rows] == [
        ("raw_material", Decimal(20), Decimal(0)),
        ("labour", Decimal(10), Decimal(10)),
        ("purchase_price", Decimal(0), Decimal(40)),
    ]
    assert [each.has_moved for each in rows] == [True, False, True]


def test_charges_stand_beside_each_other() -> None:
    rows = charges_beside(
        goods(charges=(("freight", Decimal(900)),)),
        goods(charges=(("freight", Decimal(1200)), ("inland", Decimal(50)))),
    )
    assert [(each.name, each.first, each.second) for each in rows] == [
        ("freight", Decimal(900), Decimal(1200)),
        ("inland", Decimal(0), Decimal(50)),
    ]


def test_costs_follow_their_product_and_each_is_used_once() -> None:
    known = goods(
        lamp("A", labour="1"), lamp("B", labour="2"), rates=(Rate("USD", "CNY", Decimal(7), date(2026, 3, 2)),)
    )
    told = with_costs_of(goods(lamp("b", 99), lamp("A"), lamp("A"), lamp("C")), known)
    assert [dict(each.costs).get("labour") for each in told.lines] == [2, 1, None, None]
    assert told.lines[0].quantity == 99
    assert told.rates == known.rates
    assert without(told) == ("A", "C")


def test_the_table_of_products_tells_todays_costs_where_it_has_some() -> None:
    table = {"A": ((("labour", Decimal(9)),), "CNY", "table 2026-03-01"), "B": ((), "", "")}
    told = with_costs_from(goods(lamp("A", labour="1"), lamp("B", labour="2")), table)
    assert [(dict(each.costs)["labour"], each.cost_currency) for each in told.lines] == [
        (Decimal(9), "CNY"),
        (Decimal(2), "USD"),
    ]


@pytest.mark.parametrize(
    ("mode", "deal", "term", "expected"),
    [
        ("produce", "either", "FOB", (D.DEAL, D.PRODUCTION, D.INSPECTION, D.PACKING, D.INVOICE, D.TRANSPORT)),
        ("", "pi", "CIF", (D.PROFORMA, D.PRODUCTION, D.INSPECTION, D.PACKING, D.INVOICE, D.TRANSPORT)),
        ("buy", "both", "FOB", (D.PROFORMA, D.CONTRACT, D.PURCHASE, D.INSPECTION, D.PACKING, D.INVOICE, D.TRANSPORT)),
        ("stock", "contract", "EXW", (D.CONTRACT, D.INSPECTION, D.PACKING, D.INVOICE)),
    ],
)
def test_what_the_file_of_an_order_holds(mode: str, deal: str, term: str, expected: tuple[Document, ...]) -> None:
    assert wanted(mode, deal, term) == expected


@pytest.mark.parametrize(
    ("there", "lacking"),
    [
        ((), (D.DEAL, D.INVOICE)),
        ((D.CONTRACT,), (D.INVOICE,)),
        ((D.PROFORMA, D.INVOICE), ()),
        ((D.PACKING, D.INVOICE), (D.DEAL,)),
    ],
)
def test_a_signed_proforma_or_contract_is_the_deal(there: tuple[Document, ...], lacking: tuple[Document, ...]) -> None:
    assert missing((D.DEAL, D.INVOICE), there) == lacking
