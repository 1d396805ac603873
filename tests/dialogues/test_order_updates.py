"""The customer is kept informed: a word is drafted at each stage and after silence; nothing leaves by itself (R67)."""

from __future__ import annotations

import pytest

from rules.order_moves import Stage
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import has_order, the_order

EVA = "eva@kunde.example"


@pytest.fixture
def firm(desk: Desk) -> Desk:
    desk.receives().says("Ana", "/take 1001")
    return has_order(desk, stage=Stage.MATERIAL).settle().forget()


def test_a_word_with_the_true_days_is_drafted_and_leaves_only_by_hand(firm: Desk) -> None:
    firm.says("Ana", "/update 1").hears("the material is ready", "Shipment is expected on 15 May 2026", who="Ana")
    assert firm.mails_to(EVA) == []
    firm.presses("Ana", "Send")
    assert len(firm.mails_to(EVA)) == 1
    assert the_order(firm).told_at == firm.now


def test_not_now_and_told_by_phone(firm: Desk) -> None:
    firm.says("Ana", "/update 1").says("Ana", "/update 1 later").hears("I ask again in 7 days of silence.", who="Ana")
    firm.says("Ana", "/update 1 told by phone").hears("Ana has told the customer how order 1 stands.", who="Ana")
    assert firm.mails_to(EVA) == []
    assert the_order(firm).told_at == firm.now
    firm.jumps(days=8).hears("has heard nothing for 8 days", who="Ana")
