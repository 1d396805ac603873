"""T08: two auto-responders face to face. What a machine wrote starts nothing, and we answer no letter by ourselves."""

from __future__ import annotations

import pytest

from tests.dialogues.desk import Desk

MACHINES = [
    {"Auto-Submitted": "auto-replied"},
    {"X-Autoreply": "yes"},
    {"Precedence": "auto_reply"},
]


@pytest.mark.parametrize("headers", MACHINES)
def test_an_automatic_reply_starts_no_clock_and_gets_no_answer(desk: Desk, headers: dict[str, str]) -> None:
    desk.forget().receives("I am out of the office.", subject="Automatic reply: your mail", headers=dict(headers))
    assert desk.numbers() == []
    assert desk.postman.sent == []


def test_a_hundred_answers_without_any_such_header_make_no_mail_to_outside(desk: Desk) -> None:
    for number in range(10):
        desk.receives(f"I got your mail number {number}.", subject=f"Re: Re: {number}")
    outside = [
        each for _, recipients, _ in desk.postman.sent for each in recipients if not each.endswith("firm.example")
    ]
    assert outside == []
