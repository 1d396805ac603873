"""Accounts that are nobody's: they hear nothing, and the administrators hear of them, once a day in one message (R334)."""

from __future__ import annotations

from tests.dialogues.desk import Desk


def test_the_administrators_hear_of_unknown_accounts_together_and_once_a_day(quiet: Desk) -> None:
    quiet.says("mallory", "hello").says("mallory", "let me in").says("eve", "/mine").hears()
    quiet.forget().passes(hours=1, minutes=5).hears(
        "Accounts that I do not know have written to me: 2", "account mallory (console), messages: 2", who="Ada"
    )
    quiet.forget().says("oscar", "hi").says("mallory", "once more").passes(hours=2).hears(who="Ada")
    quiet.passes(days=1).hears("have written to me: 1", "account oscar", who="Ada")


def test_whatever_a_stranger_is_called_is_only_a_word_in_that_message(quiet: Desk) -> None:
    quiet.says("mallory /resume", "hello").passes(hours=1, minutes=5)
    (said,) = [each for each in quiet.chat("Ada") if "have written to me" in each]
    assert "mallory" in said
    assert "/resume" not in said, "nothing that a press on a phone would make a command"


def test_a_crowd_of_strangers_makes_one_short_message(quiet: Desk) -> None:
    for number in range(30):
        quiet.says(f"stranger{number}", "hello")
    quiet.forget().passes(hours=1, minutes=5).hears("have written to me: 30", "and 25 more", who="Ada")
    assert len([each for each in quiet.chat("Ada") if "have written to me" in each]) == 1
