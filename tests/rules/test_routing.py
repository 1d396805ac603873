"""Who gets a letter (R36-R38, R46-R48): given, expected, because."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.policy import ROUTES
from rules.routing import Case, Choice, route

ANA, BOB, CLEO = 1, 2, 3
NAMES = {ANA: "Ana", BOB: "Bob", CLEO: "Cleo"}
NOTHING = Case(names=NAMES)
SPAIN = Choice("country", "ES", ANA)
PUMPS = Choice("product", "pump", BOB)

TABLE = [
    ("an open inquiry of the same buyer", replace(NOTHING, open_owner=ANA, open_number=7), ANA, "open_inquiry"),
    ("the customer's owner", replace(NOTHING, customer_owner=BOB), BOB, "existing_owner"),
    ("an open inquiry before the owner", replace(NOTHING, open_owner=ANA, customer_owner=BOB), ANA, "open_inquiry"),
    ("who talked at the fair", replace(NOTHING, talked_with=CLEO), CLEO, "talked_with"),
    ("the owner before the fair", replace(NOTHING, customer_owner=BOB, talked_with=CLEO), BOB, "existing_owner"),
    ("a key customer's fixed owner", replace(NOTHING, customer_owner=BOB, owner_is_fixed=True), BOB, "key_owner"),
    ("the table by country", replace(NOTHING, table=(SPAIN,), values={"country": "ES"}), ANA, "table"),
    ("the table by product", replace(NOTHING, table=(PUMPS,), values={"product": "40 Pumps"}), BOB, "table"),
    (
        "the first row of the table that fits",
        replace(NOTHING, table=(PUMPS, SPAIN), values={"country": "ES", "product": "pump"}),
        BOB,
        "table",
    ),
    ("no row fits, so the lightest load", replace(NOTHING, table=(SPAIN,), present={ANA: 3, BOB: 1}), BOB, "load"),
    ("equal loads, by name", replace(NOTHING, present={BOB: 1, ANA: 1}), ANA, "load"),
    ("somebody who has left is passed over", replace(NOTHING, customer_owner=9, present={ANA: 0}), ANA, "load"),
    ("nobody is there", NOTHING, None, "dispatcher"),
]


@pytest.mark.parametrize(("because", "case", "owner", "step"), TABLE, ids=[row[0] for row in TABLE])
def test_a_letter_finds_its_person(because: str, case: Case, owner: int | None, step: str) -> None:
    routed = route(case)
    assert (routed.owner, routed.step) == (owner, step)
    assert routed.because.sentence.startswith("to ")


def test_every_step_of_the_order_decides_once() -> None:
    assert {row[3] for row in TABLE} == {*ROUTES, "dispatcher"}


def test_the_manager_may_change_the_order() -> None:
    case = replace(NOTHING, customer_owner=BOB, talked_with=CLEO)
    assert route(case, ("talked_with", "existing_owner")).owner == CLEO


def test_an_empty_value_fits_no_row() -> None:
    assert route(replace(NOTHING, table=(Choice("country", "", ANA),), values={"country": ""})).owner is None
