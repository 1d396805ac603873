"""An order leaves and arrives: forwarder and days, refusals that help, arrival starts what follows (R215-R219)."""

from __future__ import annotations

from datetime import date

import pytest

from rules.order_moves import Stage
from storage import tasks
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import has_order, the_order


@pytest.fixture
def firm(desk: Desk) -> Desk:
    desk.receives().says("Ana", "/take 1001")
    return has_order(desk, stage=Stage.PACKED).settle().forget()


def test_a_shipment_is_told_in_one_line_or_in_chinese(firm: Desk) -> None:
    firm.says("Ana", "/ship 1 货代 中远；开船 2026-05-14；到港 2026-06-20").hears(
        "Missing: vessel and voyage", who="Ana"
    )
    firm.says("Ana", "/ship 1 vessel EVER ACE 012W; booking 123; B/L COSU77").hears("COSU77", who="Ana")
    row = the_order(firm)
    assert (row.forwarder, row.vessel, row.etd, row.eta) == (
        "中远", "EVER ACE 012W", date(2026, 5, 14), date(2026, 6, 20),
    )  # fmt: skip
    firm.says("Ana", "/docs 1").hears("✓ bill of lading COSU77", "○ certificate of origin", who="Ana")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/ship 1 ETD 2026-05-14; ETA 2026-05-01", "ETA 1 May 2026 lies before ETD 14 May 2026."),
        ("/ship 1 ETD 2020-05-14", "ETD 14 May 2020 is over."),
        ("/ship 1 hello", "I do not know what hello belongs to."),
        ("/arrived 1", "what arrives was shipped before"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(firm: Desk, text: str, heard: str) -> None:
    firm.says("Ana", text).hears(heard, who="Ana")
    assert (the_order(firm).etd, the_order(firm).arrived_on) == (None, None)


def test_the_arrival_plans_the_feedback(desk: Desk) -> None:
    desk.receives().says("Ana", "/take 1001")
    has_order(
        desk, stage=Stage.SHIPPED, shipped_on=date(2026, 2, 1), etd=date(2026, 2, 1), eta=date(2026, 3, 1)
    ).forget()
    desk.says("Ana", "/arrived 1 2026-03-20").hears("20 Mar 2026 is still to come.", who="Ana")
    desk.says("Ana", "/arrived 1 2026-03-01").hears("Order 1 is arrived.", who="Ana")
    with desk.database.reading() as session:
        planned = tasks.task(session, "order", 1, "feedback")
    assert planned is not None
    assert the_order(desk).arrived_on == date(2026, 3, 1)
