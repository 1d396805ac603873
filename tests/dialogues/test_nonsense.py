"""Nonsense typed in chat gets a sentence that helps, never our own failure."""

from __future__ import annotations

import pytest

from tests.dialogues.desk import Desk


@pytest.mark.parametrize(
    "typed",
    [
        "/customer ²",
        "/customer ④",
        "/inquire ²",
        "/rules remove ²",
        "/away 0001-01-01 9999-12-31 Bob",
        "/remind 9999-12-31 0001-01-01",
        "/remind 0001-01-01 call",
        "/remind 9999年12月31日 call",
    ],
)
def test_strange_digits_and_days_at_the_end_of_time_are_refused_in_words(desk: Desk, typed: str) -> None:
    desk.forget().says("Max", typed)
    assert desk.chat("Max"), "she hears something"
    assert "my fault" not in desk.chat("Max")[-1]
