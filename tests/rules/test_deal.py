"""What a contract settles, where it departs from the company's form, and what an order that changed does to it (R161, R164)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.deal import archived_at, checklist, departures, differs, taken_over, with_usual
from rules.order import Order
from rules.policy import DEFAULT
from rules.trade_paper import Kind, TradePaper
from tests.dialogues.ordered import AGREED

POLICY = replace(DEFAULT, contract_breach="0.5% a week", contract_disputes="CIETAC", contract_insurance="by the buyer")


def test_usual_clauses_fill_what_nobody_has_written_and_nothing_else() -> None:
    told = with_usual(Order(clauses=(("breach", "none"),)), POLICY, "Spain")
    assert dict(told.clauses) == {
        "breach": "none",
        "insurance": "by the buyer",
        "disputes": "CIETAC",
        "trade_country": "Spain",
    }


@pytest.mark.parametrize(
    ("kind", "open_ones"),
    [
        (
            Kind.CONTRACT,
            [("insurance", False), ("inspection_clause", False), ("spare_parts", False), ("annexes", False)],
        ),
        (Kind.PROFORMA, [("bank_details", True)]),
    ],
)
def test_the_checklist_says_what_is_open(kind: Kind, open_ones: list[tuple[str, bool]]) -> None:
    paper = TradePaper(kind=kind, order=AGREED)
    assert [(each.name, each.is_mandatory) for each in checklist(paper) if not each.text] == open_ones


def test_only_what_differs_from_a_usual_clause_is_a_departure() -> None:
    order = Order(clauses=(("breach", "none"), ("disputes", "CIETAC"), ("transport", "by air")))
    found = departures(TradePaper(kind=Kind.CONTRACT, order=order), POLICY)
    assert [(each.name, each.text, each.usual) for each in found] == [
        ("insurance", "", "by the buyer"),
        ("breach", "none", "0.5% a week"),
    ]
    assert departures(TradePaper(kind=Kind.PROFORMA, order=order), POLICY) == ()


def test_an_order_that_changed_is_noticed_and_taken_over_without_its_clauses() -> None:
    paper = TradePaper(kind=Kind.CONTRACT, order=AGREED.with_clause("breach", "none"))
    now = replace(AGREED, marks="OTHER")
    assert not differs(paper, AGREED)
    assert differs(paper, now)
    told = taken_over(paper, now)
    assert (told.order.marks, told.order.clause("breach")) == ("OTHER", "none")


@pytest.mark.parametrize(
    ("by", "place"), [("time", "2026-03 / PI-2026-0007"), ("class", "A / Kunde GmbH / PI-2026-0007")]
)
def test_the_archive_is_by_time_or_by_class(by: str, place: str) -> None:
    assert archived_at(by, "PI-2026-0007", "2026-03-05", "A", "Kunde GmbH") == place
    assert archived_at("class", "PI-2026-0007", "2026-03-05", "", "") == "- / - / PI-2026-0007"
