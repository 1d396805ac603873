"""When somebody means, in English and Chinese; and a leave as it is said (R282)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from rules.leave import leave_in
from rules.moments import instant_of, moment_in
from rules.refusal import Refused
from rules.response import Answer, speed_of, speeds

ZONE = "Asia/Shanghai"
FRIDAY = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
"""Friday 6 March 2026, 10:00 in Shanghai."""

MOMENTS = [
    ("tomorrow 10:00 call about samples", "03-07 10:00", "call about samples"),
    ("明天 10:00 打电话", "03-07 10:00", "打电话"),
    ("明天下午3点 打电话", "03-07 15:00", "打电话"),
    ("后天上午9点半 寄样", "03-08 09:30", "寄样"),
    ("3点 打电话", "03-06 15:00", "打电话"),
    ("下周一 9:00 问进度", "03-09 09:00", "问进度"),
    ("周三 问进度", "03-11 09:00", "问进度"),
    ("3月9日 问进度", "03-09 09:00", "问进度"),
    ("2小时后 回电", "03-06 12:00", "回电"),
    ("in 2 hours call back", "03-06 12:00", "call back"),
    ("in 3 days ask", "03-09 10:00", "ask"),
    ("friday ask", "03-13 09:00", "ask"),
    ("monday at 9am ask", "03-09 09:00", "ask"),
    ("next tuesday ask", "03-10 09:00", "ask"),
    ("2026-04-01 8:15 ask", "04-01 08:15", "ask"),
    ("11:30 lunch", "03-06 11:30", "lunch"),
    ("9:30 lunch", "03-07 09:30", "lunch"),
]


@pytest.mark.parametrize(("text", "when", "rest"), MOMENTS)
def test_a_moment_is_understood(text: str, when: str, rest: str) -> None:
    moment = moment_in(text, FRIDAY, ZONE)
    assert moment is not None
    expected = datetime.fromisoformat(f"2026-{when}").replace(tzinfo=ZoneInfo(ZONE))
    assert (instant_of(moment, ZONE, time(9)), moment.rest) == (expected, rest)


@pytest.mark.parametrize("text", ["", "the samples", "in two days", "25:00 x", "1042"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert moment_in(text, FRIDAY, ZONE) is None


LEAVES = [
    ("2026-03-09 2026-03-13 Bob", "03-09 00:00", "03-14 00:00", "Bob"),
    ("from 2026-03-09 to 2026-03-13 Bob", "03-09 00:00", "03-14 00:00", "Bob"),
    ("tomorrow Bob", "03-07 00:00", "03-08 00:00", "Bob"),
    ("today Bob", "03-06 10:00", "03-07 00:00", "Bob"),
    ("until friday Bob", "03-06 10:00", "03-14 00:00", "Bob"),
    ("tomorrow until friday Bob Li", "03-07 00:00", "03-14 00:00", "Bob Li"),
    ("明天 到周五 Bob", "03-07 00:00", "03-14 00:00", "Bob"),
    ("tomorrow Sun", "03-07 00:00", "03-08 00:00", "Sun"),
    ("until friday", "03-06 10:00", "03-14 00:00", ""),
]


@pytest.mark.parametrize(("text", "since", "until", "deputy"), LEAVES)
def test_a_leave_is_understood(text: str, since: str, until: str, deputy: str) -> None:
    leave = leave_in(text, FRIDAY, ZONE, frozenset({"sun"}))
    zone = ZoneInfo(ZONE)
    assert leave.since == datetime.fromisoformat(f"2026-{since}").replace(tzinfo=zone)
    assert leave.until == datetime.fromisoformat(f"2026-{until}").replace(tzinfo=zone)
    assert leave.deputy == deputy


@pytest.mark.parametrize(
    "text", ["Bob", "yesterday Bob", "2026-03-01 2026-03-04 Bob", "2026-03-13 2026-03-09 Bob", "2026-02-30 Bob"]
)
def test_a_leave_in_the_past_or_backwards_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match="/away"):
        leave_in(text, FRIDAY, ZONE)


def test_the_median_and_the_ninth_of_ten_are_times_that_were() -> None:
    answers = [Answer("Ana", minutes, minutes <= 80) for minutes in (10, 20, 30, 40, 50, 60, 70, 80, 90, 100)]
    speed = speed_of("Ana", answers)
    assert speed.median is not None
    assert speed.ninety is not None
    assert (speed.median.total_seconds() / 60, speed.ninety.total_seconds() / 60, speed.per_cent) == (50, 90, 80)


def test_what_is_not_answered_counts_against_the_promise_but_has_no_time() -> None:
    ana, bob = speeds([Answer("Ana", 10, True), Answer("Ana", None, False), Answer("Bob", None, False)])
    assert (ana.count, ana.kept, ana.per_cent) == (2, 1, 50)
    assert (bob.count, bob.median, bob.per_cent) == (1, None, 0)
