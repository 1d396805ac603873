"""Exchange rates: the newest that was told, the other way round, crossed within one day and origin; never invented (R142)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from rules.exchange import ECB, Between, Told, checked, ecb_rates, jumped, rate_between, too_old
from rules.quote import Rate, converted
from rules.refusal import Refused

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
RATES = (
    Told("EUR", "USD", D("1.0823"), MONDAY, ECB),
    Told("EUR", "CNY", D("7.8123"), MONDAY, ECB),
    Told("EUR", "JPY", D("162.5"), TUESDAY, ECB),
    Told("USD", "CNY", D("7.12"), MONDAY, by="Ana"),
    Told("GBP", "CNY", D("9.05"), TUESDAY, by="Ana"),
)


@pytest.mark.parametrize(
    ("source", "target", "on", "value", "of", "legs"),
    [
        ("USD", "CNY", WEDNESDAY, "7.12", MONDAY, 1),
        ("EUR", "USD", MONDAY, "1.0823", MONDAY, 1),
        ("EUR", "CNY", MONDAY, "7.8123", MONDAY, 1),
        ("GBP", "CNY", WEDNESDAY, "9.05", TUESDAY, 1),
        ("CNY", "CNY", WEDNESDAY, "1", WEDNESDAY, 0),
    ],
)
def test_a_rate_that_was_told_is_found_as_it_was_told(
    source: str, target: str, on: date, value: str, of: date, legs: int
) -> None:
    found = rate_between(RATES, source, target, on)
    assert (found.value, found.on, len(found.path)) == (D(value), of, legs)


def test_the_other_way_round_is_the_same_rate_and_keeps_its_direction_on_the_quotation() -> None:
    found = rate_between(RATES, "CNY", "USD", WEDNESDAY)
    assert found.value == 1 / D("7.12")
    assert found.rate() == Rate("USD", "CNY", D("7.12"), MONDAY, "entered by Ana")
    assert converted(D("712"), "CNY", "USD", (found.rate(),)) == D(100)


def test_a_cross_rate_is_of_one_day_and_one_origin() -> None:
    without_entered = [each for each in RATES if each.origin == ECB]
    found = rate_between(without_entered, "USD", "CNY", WEDNESDAY)
    assert (found.value, found.on, found.origin) == (D("7.8123") / D("1.0823"), MONDAY, ECB)
    assert found.rate().by == "ecb: EUR/USD 1.0823 x EUR/CNY 7.8123"
    for source, target in (("USD", "JPY"), ("GBP", "USD"), ("GBP", "EUR"), ("JPY", "CNY")):
        with pytest.raises(Refused, match=f"no exchange rate between {source} and {target}"):
            rate_between(RATES, source, target, WEDNESDAY)


def test_the_newest_day_counts_and_of_one_day_what_was_entered_and_what_was_told_last() -> None:
    later = Told("EUR", "CNY", D("7.9"), TUESDAY, ECB)
    assert rate_between((*RATES, later), "EUR", "CNY", WEDNESDAY).value == D("7.9")
    assert rate_between((*RATES, later), "EUR", "CNY", MONDAY).value == D("7.8123")
    entered = Told("EUR", "CNY", D("7.7"), MONDAY, by="Ana")
    assert rate_between((*RATES, entered), "EUR", "CNY", MONDAY).value == D("7.7")
    again = Told("CNY", "USD", D("0.125"), MONDAY, by="Bob")
    assert rate_between((*RATES, again), "USD", "CNY", MONDAY).value == D(8)


def test_nothing_of_a_later_day_is_taken() -> None:
    with pytest.raises(Refused, match="Enter one like"):
        rate_between(RATES, "GBP", "CNY", MONDAY)
    with pytest.raises(Refused):
        rate_between((), "USD", "CNY", MONDAY)


@pytest.mark.parametrize(("days", "old"), [(7, False), (6, True), (0, False)])
def test_a_rate_is_too_old_after_the_days_that_the_department_allows(days: int, old: bool) -> None:
    found = rate_between(RATES, "USD", "CNY", date(2026, 3, 9))
    assert too_old(found, date(2026, 3, 9), days) is old
    assert not too_old(Between("USD", "USD", D(1), MONDAY, ()), date(2030, 1, 1), 7)


@pytest.mark.parametrize(
    ("value", "jumps"), [("7.12", False), ("7.33", False), ("7.34", True), ("0.14", True), ("6.90", True)]
)
def test_a_rate_far_from_the_last_one_is_noticed(value: str, jumps: bool) -> None:
    assert jumped(D(value), D("7.12")) is jumps


@pytest.mark.parametrize(
    "told", [Told("USD", "USD", D(1), MONDAY), Told("USD", "CNY", D(0), MONDAY), Told("USD", "CNY", D("1e12"), MONDAY)]
)
def test_what_is_no_rate_is_refused(told: Told) -> None:
    with pytest.raises(Refused):
        checked(told)


DAILY = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
 <gesmes:subject>Reference rates</gesmes:subject>
 <Cube><Cube time='2026-03-02'><Cube currency='USD' rate='1.0823'/><Cube currency="CNY" rate="7.8123"/>
 <Cube currency='XYZ' rate='3'/><Cube currency='BRL' rate='0'/></Cube></Cube>
</gesmes:Envelope>"""
HISTORY = (
    ("Date", "USD", "JPY", "CYP", ""),
    ("2026-03-03", "1.0830", "162.5", "N/A", ""),
    ("2026-03-02", "1.0823", "N/A", "0.5", ""),
)


def test_the_files_of_the_european_central_bank_are_read() -> None:
    assert list(ecb_rates([(DAILY,)])) == [
        Told("EUR", "USD", D("1.0823"), MONDAY, ECB),
        Told("EUR", "CNY", D("7.8123"), MONDAY, ECB),
    ]
    assert list(ecb_rates(HISTORY)) == [
        Told("EUR", "USD", D("1.0830"), TUESDAY, ECB),
        Told("EUR", "JPY", D("162.5"), TUESDAY, ECB),
        Told("EUR", "USD", D("1.0823"), MONDAY, ECB),
    ]
    day = (("Date", " USD", " JPY"), ("2 March 2026", " 1.0823", " 160.1"))
    assert [each.on for each in ecb_rates(day)] == [MONDAY, MONDAY]


@pytest.mark.parametrize(
    "rows", [(), [("<html>no rates</html>",)], [("Date", "Weather"), ("2026-03-02", "rain")], [("a", "b"), ("c", "d")]]
)
def test_any_other_file_is_refused_with_the_names_of_those_that_are_read(rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(Refused, match="eurofxref-daily.xml"):
        list(ecb_rates(rows))
