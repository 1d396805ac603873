"""The department's settings: each is read, shown, read back; what cannot be is refused with an example (R259)."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

import pytest

from rules.policy import DEFAULT, FIELDS
from rules.refusal import Refused
from rules.settings import BY_KEY, GROUPS, SETTINGS, applied, parsed, setting_of, shown


def test_every_field_of_the_policy_has_one_setting_and_a_group() -> None:
    assert sorted(each.field for each in SETTINGS) == sorted(FIELDS)
    assert len(BY_KEY) == len(SETTINGS)
    assert {each.group for each in SETTINGS} == set(GROUPS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda each: each.key)
def test_what_is_shown_can_be_read_back_and_so_can_the_example(setting: object) -> None:
    assert applied(DEFAULT, setting.key, shown(setting, DEFAULT)) == DEFAULT  # type: ignore[attr-defined, arg-type]
    changed = applied(DEFAULT, setting.key, setting.example)  # type: ignore[attr-defined]
    assert applied(changed, setting.key, shown(setting, changed)) == changed  # type: ignore[attr-defined, arg-type]


SAID = [
    ("calendar.hours", "8:00-12:00, 13:30-18:00", ((time(8), time(12)), (time(13, 30), time(18)))),
    ("calendar.hours", "13：30-18：00，8-12", ((time(8), time(12)), (time(13, 30), time(18)))),
    ("calendar.hours", "00:00-24:00", ((time(0), time(0)),)),
    ("calendar.weekdays", "Mon-Fri", (0, 1, 2, 3, 4)),
    ("calendar.weekdays", "sunday-thursday", (0, 1, 2, 3, 6)),
    ("calendar.closures", "2026-12-24..2026-12-26", (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26))),
    ("calendar.closures", "none", ()),
    ("calendar.country", "de", "DE"),
    ("response.limit_minutes", "480", 480),
    ("reminders.steps", "80%, 50%", (50, 80)),
    ("digest.at", "7:45", time(7, 45)),
    ("mail.subaddress", "是", True),
    ("company.front_door", "Info@Firm.Example", "info@firm.example"),
    ("company.domains", "@firm.example, firm.cn", ("firm.example", "firm.cn")),
    ("margin.threshold", "5", Decimal(5)),
    ("margin.threshold", "7.5 %", Decimal("7.5")),
    ("margin.threshold", "７．５％", Decimal("7.5")),
    ("margin.threshold", "0", Decimal(0)),
    ("quote.major_amount", "100,000", Decimal(100_000)),
    ("company.currency", "美元", "USD"),
    ("company.currency", "rmb", "CNY"),
    ("quote.followups", "7、3, 3", (3, 7)),
    ("quote.followups", "none", ()),
]


@pytest.mark.parametrize(("key", "text", "value"), SAID)
def test_a_setting_is_understood(key: str, text: str, value: object) -> None:
    assert parsed(setting_of(key), text) == value


REFUSED = [
    ("calendar.hours", "18:00-08:00"),
    ("calendar.hours", "08:00-12:00, 11:00-18:00"),
    ("calendar.hours", "25:00-26:00"),
    ("calendar.hours", ""),
    ("calendar.weekdays", "someday"),
    ("calendar.weekdays", "none"),
    ("calendar.closures", "2026-02-30"),
    ("calendar.closures", "2026-01-01..2036-01-01"),
    ("calendar.zone", "Mars/Olympus"),
    ("calendar.zone", "../../etc/passwd"),
    ("calendar.zone", ""),
    ("calendar.country", "China"),
    ("response.limit_minutes", "soon"),
    ("response.limit_minutes", "0"),
    ("response.limit_minutes", "999999999"),
    ("response.reading", "whenever"),
    ("response.same_day", ""),
    ("reminders.steps", "50, 100"),
    ("routing.order", "load, load"),
    ("routing.order", "by_grade"),
    ("digest.at", "noon"),
    ("mail.subaddress", "maybe"),
    ("company.front_door", "nobody"),
    ("company.domains", "localhost"),
    ("margin.threshold", "-5"),
    ("margin.threshold", "five"),
    ("margin.threshold", "%"),
    ("margin.threshold", "5 % of cost"),
    ("margin.threshold", "1e3"),
    ("margin.threshold", "NaN"),
    ("company.currency", "BTC"),
    ("company.currency", "none"),
    ("quote.followups", "3, 0"),
    ("quote.followups", "soon"),
    ("quote.rate_days", "2.5"),
    ("quote.approval", "sometimes"),
]


@pytest.mark.parametrize(("key", "text"), REFUSED)
def test_nonsense_is_refused_with_an_example_that_works(key: str, text: str) -> None:
    setting = setting_of(key)
    with pytest.raises(Refused) as refused:
        parsed(setting, text)
    sentence = str(refused.value)
    assert key in sentence
    if setting.choices:
        assert all(each in sentence for each in setting.choices)
    else:
        example = re.search(rf"/settings {re.escape(key)} (.+)\.\Z", sentence)
        assert example, sentence
        parsed(setting, example[1])


def test_an_unknown_setting_names_the_nearest() -> None:
    with pytest.raises(Refused, match=r"response\.limit_minutes"):
        setting_of("response.limit_minute")


def test_a_day_is_not_closed_and_worked_at_once() -> None:
    closed = applied(DEFAULT, "calendar.closures", "2026-03-02")
    with pytest.raises(Refused, match="2026-03-02"):
        applied(closed, "calendar.extra_workdays", "2026-03-01..2026-03-03")
