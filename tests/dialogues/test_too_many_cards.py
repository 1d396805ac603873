"""A rush of letters: the first ones bring cards, the rest is told in one sum, so that nobody's telephone is flooded (F30)."""

from __future__ import annotations

from storage.unshown import AT_ONCE
from tests.dialogues.desk import Desk

SUM = "More came than I show one by one"


def _rush(desk: Desk, letters: int) -> Desk:
    for number in range(letters):
        sender = f"Eva <eva@kunde{number}.example>"
        desk.postbox.put(desk.written(f"We need {number + 1} pumps.", sender, "Pumps", "info@firm.example", {}, ()))
    return desk.settle()


def test_the_first_come_as_cards_and_the_rest_as_one_sum(empty_desk: Desk) -> None:
    desk = _rush(empty_desk.hires("Ana").hires("Dora", "dispatcher").settle().forget(), AT_ONCE + 6)
    assert sum("Pumps" in each for each in desk.chat("Ana")) == AT_ONCE
    assert len(desk.mails_to("ana@firm.example")) == AT_ONCE + 6
    desk.passes(minutes=1)
    (told,) = [each for each in desk.chat("Ana") if SUM in each]
    assert "Yours: 6. /mine lists them" in told


def test_when_it_is_quiet_again_cards_come_again(empty_desk: Desk) -> None:
    desk = _rush(empty_desk.hires("Ana").settle().forget(), AT_ONCE + 6)
    desk.passes(minutes=1).passes(minutes=5)
    desk.receives("We need 99 valves.", sender="Jan <jan@late.example>", subject="Valves")
    assert any("Valves" in each for each in desk.chat("Ana"))


def test_a_customers_second_inquiry_has_a_card_of_its_own(empty_desk: Desk) -> None:
    desk = empty_desk.hires("Ana").settle().forget()
    desk.receives("We need 40 pumps.", sender="Eva <eva@kunde.example>", subject="Pumps")
    desk.receives("We need 99 valves.", sender="Eva <eva@kunde.example>", subject="Valves")
    assert any("Valves" in each for each in desk.chat("Ana"))
