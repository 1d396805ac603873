"""Money: ISO 4217, rounding that adds up on paper, and amounts as people write them."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.money import CURRENCIES, LARGEST, amount_of, currency_of, minor_digits, plain, rounded, shown, total_of
from rules.refusal import Refused

D = Decimal
amounts = st.decimals(min_value=0, max_value=D(10) ** 9, places=6)


@pytest.mark.parametrize(
    ("currency", "digits"),
    [("USD", 2), ("EUR", 2), ("CNY", 2), ("JPY", 0), ("KRW", 0), ("VND", 0), ("KWD", 3), ("TND", 3)],
)
def test_each_currency_has_its_own_smallest_unit(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


ROUNDED = [
    ("3.125", "USD", "3.13"),
    ("3.124999", "USD", "3.12"),
    ("-3.125", "USD", "-3.13"),
    ("0.5", "JPY", "1"),
    ("0.4999", "JPY", "0"),
    ("1.0005", "KWD", "1.001"),
    ("2", "USD", "2.00"),
]


@pytest.mark.parametrize(("amount", "currency", "told"), ROUNDED)
def test_amounts_are_rounded_half_up_to_the_smallest_unit(amount: str, currency: str, told: str) -> None:
    assert str(rounded(D(amount), currency)) == told


def test_a_total_is_what_a_customer_gets_who_adds_up_the_paper() -> None:
    assert total_of([D("0.005")] * 3, "USD") == D("0.03")
    assert total_of([], "JPY") == 0
    assert str(total_of([], "USD")) == "0.00"


@given(st.lists(amounts, max_size=30), st.sampled_from(sorted(CURRENCIES)))
def test_a_total_is_the_sum_of_the_rounded_amounts_whatever_they_are(told: list[Decimal], currency: str) -> None:
    total = total_of(told, currency)
    assert total == sum((rounded(each, currency) for each in told), D())
    assert total == rounded(total, currency)


SHOWN = [
    ("12400", "USD", "USD 12,400.00"),
    ("0.0325", "USD", "USD 0.0325"),
    ("3.20", "USD", "USD 3.20"),
    ("1234567.5", "JPY", "JPY 1,234,567.5"),
    ("1200", "JPY", "JPY 1,200"),
    ("5", "KWD", "KWD 5.000"),
]


@pytest.mark.parametrize(("amount", "currency", "told"), SHOWN)
def test_amounts_are_shown_with_commas_and_all_their_places(amount: str, currency: str, told: str) -> None:
    assert shown(D(amount), currency) == told


def test_a_number_without_a_currency_has_the_places_that_it_needs() -> None:
    assert [plain(D(each)) for each in ("2.50", "2", "1E+3", "0")] == ["2.5", "2", "1,000", "0"]


CODES = [
    ("usd", "USD"), ("$", "USD"), ("US$", "USD"), ("＄", "USD"),
    ("美元", "USD"), ("美金", "USD"), ("RMB", "CNY"), ("人民币", "CNY"),
    ("￥", "CNY"), ("元", "CNY"), ("€", "EUR"), ("euro", "EUR"), ("欧元", "EUR"), ("£", "GBP"), ("日元", "JPY"), (" hk$ ", "HKD"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "code"), CODES)
def test_a_currency_is_known_by_what_people_call_it(written: str, code: str) -> None:
    assert currency_of(written) == code


@pytest.mark.parametrize("written", ["", "XYZ", "Taler", "US", "BTC", "XXX", "1", "USDT"])
def test_what_is_no_currency_is_refused_with_its_word(written: str) -> None:
    with pytest.raises(Refused, match="Write its three letters, like USD or EUR"):
        currency_of(written)


AMOUNTS = [
    ("3.20", "3.20"), ("1,200.50", "1200.50"), ("12 000", "12000"), ("1'000", "1000"), ("３.２０", "3.20"), ("３．２０", "3.20"),
    ("3,2", "3.2"), ("3,25", "3.25"), ("1,200", "1200"), ("1,234,567", "1234567"), (".5", "0.5"), ("0", "0"),
    ("１，２００", "1200"), ("٣", "3"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "amount"), AMOUNTS)
def test_an_amount_is_read_as_people_write_it(written: str, amount: str) -> None:
    assert amount_of(written) == D(amount)


@pytest.mark.parametrize(
    "written",
    ["", ".", "-1", "+1", "abc", "1e5", "NaN", "Infinity", "1.2.3", "1,23,4", "1,200,50", "1.250,00", "12.5.", "9" * 16,
     "1000000000000", "1.12345678901", "²", "1_000", "0x10", "1 2"],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(Refused, match="Write it like 3.20 or"):
        amount_of(written)


@given(amounts)
def test_an_amount_is_read_back_as_it_was_shown(amount: Decimal) -> None:
    assert amount_of(plain(amount)) == amount


@given(st.text(max_size=30))
def test_whatever_is_written_is_an_amount_of_ours_or_refused(written: str) -> None:
    with suppress(Refused):
        assert 0 <= amount_of(written) < LARGEST
