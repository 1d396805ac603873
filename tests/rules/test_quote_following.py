"""What follows the sending of a quotation: on which days, by which words of people, and why one is lost (R131-R133, R135)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from rules.calendar import Calendar
from rules.policy import DEFAULT
from rules.quote_following import (
    AGREED,
    BEFORE_EXPIRY,
    EXPIRY,
    RECEIPT,
    asked_on,
    business_day,
    business_day_before,
    highest,
    is_never,
    is_question,
    planned,
    question,
    reason_of,
    reason_word,
    step_word,
)
from rules.refusal import Refused
from rules.words import Line

HOURS = ((time(8), time(12)), (time(13, 30), time(18)))
CALENDAR = Calendar("Asia/Shanghai", HOURS, (0, 1, 2, 3, 4))
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 2 March 2026, 09:00 in Shanghai."""


def days(sent_at: datetime = MONDAY, valid_until: date = date(2026, 4, 30), **policy: object) -> list[tuple[str, str]]:
    steps = planned(sent_at, valid_until, replace(DEFAULT, **policy), CALENDAR)  # type: ignore[arg-type]
    return [(each.step, f"{CALENDAR.day_of(each.due_at):%m-%d}") for each in steps]


def test_receipt_after_one_business_day_then_three_then_seven_then_before_it_ends() -> None:
    assert days() == [
        (RECEIPT, "03-03"),
        ("first", "03-05"),
        ("second", "03-11"),
        (BEFORE_EXPIRY, "04-27"),
        (EXPIRY, "05-01"),
    ]


def test_steps_are_due_when_work_begins_and_the_validity_ends_with_its_last_day() -> None:
    steps = planned(MONDAY, date(2026, 4, 30), DEFAULT, CALENDAR)
    assert steps[0].due_at == datetime(2026, 3, 3, 0, 0, tzinfo=UTC)
    assert steps[-1].due_at == datetime(2026, 4, 30, 16, 0, tzinfo=UTC)


def test_weekends_and_holidays_do_not_count() -> None:
    friday = datetime(2026, 3, 6, 9, 59, tzinfo=UTC)
    assert days(friday)[:2] == [(RECEIPT, "03-09"), ("first", "03-11")]
    away = replace(CALENDAR, holidays={date(2026, 3, 9): "Holiday"}, make_ups={date(2026, 3, 7): "Holiday"})
    steps = planned(friday, date(2026, 4, 30), DEFAULT, away)
    assert [away.day_of(each.due_at) for each in steps[:2]] == [date(2026, 3, 7), date(2026, 3, 11)]


def test_the_day_is_the_companys() -> None:
    late = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)
    assert days(late)[0] == (RECEIPT, "03-04"), "half past midnight of Tuesday in Shanghai"


def test_what_would_come_behind_the_last_warning_is_left_out() -> None:
    assert days(valid_until=date(2026, 3, 9)) == [(RECEIPT, "03-03"), (BEFORE_EXPIRY, "03-04"), (EXPIRY, "03-10")]


def test_of_two_steps_on_one_day_the_later_one_stays() -> None:
    assert days(valid_until=date(2026, 3, 16)) == [
        (RECEIPT, "03-03"),
        ("first", "03-05"),
        (BEFORE_EXPIRY, "03-11"),
        (EXPIRY, "03-17"),
    ]
    assert days(quote_receipt_days=3)[0] == ("first", "03-05")


def test_an_offer_that_ends_at_once_is_only_ended() -> None:
    assert days(valid_until=date(2026, 3, 2)) == [(EXPIRY, "03-03")]


def test_each_step_can_be_switched_off() -> None:
    told = days(quote_receipt_days=0, quote_before_expiry_days=0, quote_followups=())
    assert told == [(EXPIRY, "05-01")]


def test_as_many_questions_as_the_department_wants() -> None:
    told = days(quote_followups=(1, 2, 3, 4, 5, 6, 7, 8), quote_receipt_days=0)
    assert [step for step, _ in told][:8] == [
        "first", "second", "third", "fourth", "fifth", "sixth", "question 7", "question 8",
    ]  # fmt: skip
    assert all(is_question(question(count)) for count in range(9))
    assert is_question(AGREED)
    assert not is_question(RECEIPT)


def test_of_several_that_are_due_the_highest_is_told() -> None:
    assert highest([RECEIPT, "first", "second"]) == "second"
    assert highest(["second", BEFORE_EXPIRY, RECEIPT]) == BEFORE_EXPIRY
    assert highest([EXPIRY, BEFORE_EXPIRY]) == EXPIRY
    assert highest([AGREED, "second"]) == AGREED


def test_business_days_are_counted_in_both_directions() -> None:
    assert business_day(CALENDAR, date(2026, 3, 6), 1) == date(2026, 3, 9)
    assert business_day_before(CALENDAR, date(2026, 3, 9), 1) == date(2026, 3, 6)
    assert business_day_before(CALENDAR, date(2026, 3, 8), 3) == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("in 5 days", date(2026, 3, 9)),
        ("5", date(2026, 3, 9)),
        ("3 days", date(2026, 3, 5)),
        ("in 2 weeks", date(2026, 3, 16)),
        ("tomorrow", date(2026, 3, 3)),
        ("friday", date(2026, 3, 6)),
        ("2026-03-10", date(2026, 3, 10)),
        ("5天后", date(2026, 3, 9)),
        ("明天", date(2026, 3, 3)),
        ("下周三", date(2026, 3, 11)),
        ("3月10日", date(2026, 3, 10)),
    ],
)
def test_people_say_when_they_want_to_ask(words: str, day: date) -> None:
    assert CALENDAR.day_of(asked_on(words, MONDAY, CALENDAR)) == day, "5 March + 2 is a Saturday: the Monday behind it"


@pytest.mark.parametrize(
    "words", ["someday", "in 400 days", "2026-02-30", "2025-01-01", "0x5", "-3 days", "in five", "9" * 40]
)
def test_what_is_no_day_is_refused_with_an_example(words: str) -> None:
    with pytest.raises(Refused):
        asked_on(words, MONDAY, CALENDAR)


@pytest.mark.parametrize("words", ["never", "Not needed", "no", "不用", "取消"])
def test_never_is_never(words: str) -> None:
    assert is_never(words)
    assert not is_never(f"{words} 5 days")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("price", "price"),
        ("Price too high!", "price"),
        ("太贵", "price"),
        ("交期太长", "delivery"),
        ("no answer", "no answer"),
        ("he buys\nfrom his brother", "he buys from his brother"),
    ],
)
def test_usual_reasons_are_known_and_others_kept(words: str, reason: str) -> None:
    assert reason_of(words) == reason
    assert isinstance(reason_word(reason), Line)


def test_a_reason_is_no_novel() -> None:
    with pytest.raises(Refused):
        reason_of("x" * 501)


def test_every_step_has_its_words() -> None:
    assert {step_word(each).sentence for each in (RECEIPT, "first", "question 7")} == {
        "ask whether it has arrived",
        "ask what the customer thinks",
    }
