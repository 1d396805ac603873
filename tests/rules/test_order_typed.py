"""An order in one message: customer's number, days, marks and supply are taken out of it, the rest are positions and terms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from rules.order_typed import (
    clause_told,
    customer_number,
    customer_number_in,
    days_told,
    marks_told,
    mode_told,
    read_order,
    shipment_told,
)
from rules.refusal import Refused

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("PO 4711", "PO-4711"),
        ("po4711 deposit comes friday", "PO-4711"),
        ("P.O. 4711", "PO-4711"),
        ("PO no. 4711", "PO-4711"),
        ("PO-4711", "PO-4711"),
        ("P/O A-77/3", "A-77/3"),
        ("4711", "4711"),
        ("A/2026/17", "A/2026/17"),
        ("订单号 4711", "4711"),
        ("合同号：XY12", "XY12"),
        ("客户单号4711", "4711"),
        ("they will pay soon", ""),
        ("thanks", ""),
        ("depot 12 is full", ""),
        ("", ""),
    ],
)
def test_the_customers_number_is_found_in_what_was_said(words: str, number: str) -> None:
    assert customer_number_in(words) == number


def test_a_whole_order_in_one_message() -> None:
    told = read_order(
        "LED-5050 2000pcs 3.3 USD; FOB Ningbo; 30% TT; ship 2026-05-15; PO 4711; mode buy; marks ACME / HAMBURG", TODAY
    )
    assert told.rest == "LED-5050 2000pcs 3.3 USD\nFOB Ningbo\n30% TT"
    assert (told.customer_number, told.ship_on, told.mode) == ("PO-4711", date(2026, 5, 15), "buy")
    assert told.marks == "ACME\nHAMBURG"
    assert told.faults == ()


def test_the_same_in_chinese_and_behind_commas() -> None:
    told = read_order(
        "LED-5050 2000个 3.3美元，FOB 宁波，交期 5月15日，客户单号 4711；信用证最迟 2026-05-20；要求 蓝色", TODAY
    )
    assert told.rest == "LED-5050 2000个 3.3美元，FOB 宁波"
    assert (told.customer_number, told.ship_on, told.latest_on) == ("4711", date(2026, 5, 15), date(2026, 5, 20))
    assert told.requirements == "蓝色"


@pytest.mark.parametrize(
    "words", ["shipment 30 days after deposit", "delivery 45 days", "FOB Ningbo", "LED-5050 x 5 @ 3"]
)
def test_terms_and_positions_are_left_to_the_quotations_reader(words: str) -> None:
    assert read_order(words, TODAY).rest == words


@pytest.mark.parametrize(
    ("words", "number"),
    [("客户单号 PO 9", "PO-9"), ("合同号：ABC/12", "ABC/12"), ("PO#88-A", "PO-88-A"), ("order no. 77", "77")],
)
def test_the_number_behind_its_label(words: str, number: str) -> None:
    assert read_order(words, TODAY).customer_number == number


def test_what_cannot_be_taken_is_told_with_its_words_and_the_rest_is_kept() -> None:
    told = read_order("LED x 5 @ 3; ship 2020-01-01; mode foo", TODAY)
    assert [words for words, _ in told.faults] == ["ship 2020-01-01", "mode foo"]
    assert (told.rest, told.ship_on, told.mode) == ("LED x 5 @ 3", None, "")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-05-15", date(2026, 5, 15)),
        ("15 May", date(2026, 5, 15)),
        ("5月15日", date(2026, 5, 15)),
        ("on 15.5.2026", date(2026, 5, 15)),
        ("30 days", date(2026, 4, 1)),
        ("in 2 weeks", date(2026, 3, 16)),
        ("30天后", date(2026, 4, 1)),
    ],
)
def test_a_day_of_shipment(words: str, day: date) -> None:
    assert shipment_told(words, TODAY) == day


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("2026-03-01", "is over already"),
        ("2026-02-30", "is no day"),
        ("soon", "is no day"),
        ("", "is no day"),
        ("2029-01-01", "more than two years away"),
        ("9999 days", "more than two years away"),
        ("5/6", "may be two days"),
    ],
)
def test_what_is_no_day_of_shipment_is_refused_with_an_example(words: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        shipment_told(words, TODAY)


@pytest.mark.parametrize(("words", "days"), [("20 days", 20), ("3 weeks", 21), ("20", 20), ("20天", 20), ("2周", 14)])
def test_a_span_of_days(words: str, days: int) -> None:
    assert days_told(words, "cycle 20 days") == days


@pytest.mark.parametrize("words", ["0", "400", "twenty", "-3", "", "1.5 days"])
def test_what_is_no_span_is_refused(words: str) -> None:
    with pytest.raises(Refused, match="cycle 20 days"):
        days_told(words, "cycle 20 days")


@pytest.mark.parametrize(
    ("words", "mode"), [("stock", "stock"), ("生产", "produce"), ("Purchase", "buy"), ("库存", "stock")]
)
def test_where_goods_come_from(words: str, mode: str) -> None:
    assert mode_told(words) == mode


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("breach 0.5% a week", ("breach", "0.5% a week")),
        ("违约责任 每周0.5%", ("breach", "每周0.5%")),
        ("spare_parts 1%", ("spare_parts", "1%")),
        ("disputes", ("disputes", "")),
    ],
)
def test_a_clause_is_named_in_words(words: str, clause: tuple[str, str]) -> None:
    assert clause_told(words) == clause


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (clause_told, "weather good"),
        (clause_told, "breach " + "x" * 2001),
        (mode_told, "magic"),
        (customer_number, ""),
        (customer_number, "9" * 41),
        (marks_told, "m" * 2001),
    ],
)
def test_what_cannot_be_is_refused(read: Callable[[str], object], words: str) -> None:
    with pytest.raises(Refused):
        read(words)
