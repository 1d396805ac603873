"""What payment terms mean, as salespeople and customers write them (R171, R235): share, method, trigger, days of each part."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.payment_terms import percent_in, read, shares, trigger_in

SHORT = {
    "signing": "sign",
    "before_production": "make",
    "before_shipment": "ship",
    "documents": "docs",
    "shipment": "b/l",
    "arrival": "arr",
}

TERMS: tuple[tuple[str, str | None], ...] = (
    ("30% T/T deposit, balance against B/L copy", "30 T/T sign; 70 T/T docs"),
    ("30% T/T deposit, balance against copy of B/L", "30 T/T sign; 70 T/T docs"),
    ("30% deposit, 70% against B/L copy by T/T", "30 T/T sign; 70 T/T docs"),
    ("30% deposit by T/T, 70% balance before shipment", "30 T/T sign; 70 T/T ship"),
    ("30% T/T in advance, the balance 70% before shipment", "30 T/T sign; 70 T/T ship"),
    ("T/T 30% deposit, 70% before shipment", "30 T/T sign; 70 T/T ship"),
    ("T/T, 30% in advance and 70% before delivery", "30 T/T sign; 70 T/T ship"),
    ("TT 30% deposit 70% before shipment", "30 T/T sign; 70 T/T ship"),
    ("T/T 30/70", None),
    ("30 % T/T, balance before shipment", "30 T/T sign; 70 T/T ship"),
    ("40% Western Union, rest before shipment", "40 Western Union sign; 60 T/T ship"),
    ("1/3 deposit, 2/3 before shipment", None),
    ("30 % down payment + 70 % prior to shipment", "30 T/T sign; 70 T/T ship"),
    ("30 percent deposit, rest before loading", "30 T/T sign; 70 T/T ship"),
    ("30% deposit, 70% balance", "30 T/T sign; 70 T/T ship"),
    ("30% deposit before production, 70% before shipment", "30 T/T make; 70 T/T ship"),
    ("50% in advance, 50% before shipment", "50 T/T sign; 50 T/T ship"),
    ("half in advance, half before shipment", "50 T/T sign; 50 T/T ship"),
    ("100% T/T in advance", "100 T/T sign"),
    ("T/T in advance", "100 T/T sign"),
    ("100% before shipment", "100 T/T ship"),
    ("100% T/T before production", "100 T/T make"),
    ("100% L/C at sight", "100 L/C docs"),
    ("L/C at sight", "100 L/C docs"),
    ("Irrevocable letter of credit at sight", "100 L/C docs"),
    ("L/C 90 days", "100 L/C b/l+90"),
    ("L/C 60 days after sight", "100 L/C b/l+60"),
    ("L/C 90 days from B/L date", "100 L/C b/l+90"),
    ("30% T/T deposit, 70% L/C at sight", "30 T/T sign; 70 L/C docs"),
    ("D/P at sight", "100 D/P docs"),
    ("D/P", "100 D/P docs"),
    ("CAD", "100 D/P docs"),
    ("cash against documents", "100 D/P docs"),
    ("D/A 60 days", "100 D/A b/l+60"),
    ("D/A 60 days after sight", "100 D/A b/l+60"),
    ("OA 60 days after B/L date", "100 O/A b/l+60"),
    ("O/A 60 days", "100 O/A b/l+60"),
    ("open account 45 days after shipment", "100 O/A b/l+45"),
    ("net 30", "100 T/T b/l+30"),
    ("T/T net 30 days", "100 T/T b/l+30"),
    ("30 days after invoice date", "100 T/T b/l+30"),
    ("T/T 30 days after arrival", "100 T/T arr+30"),
    ("T/T within 7 days after receipt of goods", "100 T/T arr+7"),
    ("20% deposit, 70% before shipment, 10% after arrival", "20 T/T sign; 70 T/T ship; 10 T/T arr"),
    ("30% deposit, 40% before shipment, balance 30 days after arrival", "30 T/T sign; 40 T/T ship; 30 T/T arr+30"),
    ("30% deposit, 70% within 7 days against copy of B/L", "30 T/T sign; 70 T/T docs+7"),
    ("30% with order, 70% against documents", "30 T/T sign; 70 T/T docs"),
    ("33.5% deposit, balance before shipment", "33.5 T/T sign; 66.5 T/T ship"),
    ("Western Union 100% in advance", "100 Western Union sign"),
    ("PayPal, in advance", "100 PayPal sign"),
    ("30%定金，余款发货前付清", "30 T/T sign; 70 T/T ship"),
    ("30%订金，70%发货前付清", "30 T/T sign; 70 T/T ship"),
    ("预付30%，余款见提单复印件付清", "30 T/T sign; 70 T/T docs"),
    ("电汇，30％预付，70％见提单副本", "30 T/T sign; 70 T/T docs"),
    ("三成定金，余款出货前付", "30 T/T sign; 70 T/T ship"),
    ("百分之三十定金，尾款装柜前付清", "30 T/T sign; 70 T/T ship"),
    ("款到发货", "100 T/T ship"),
    ("全款预付", "100 T/T sign"),
    ("即期信用证", "100 L/C docs"),
    ("提单日后60天付款", "100 T/T b/l+60"),
    ("月结30天", "100 O/A b/l+30"),
    ("货到30天付款", "100 T/T arr+30"),
    ("30%签约时付，40%发货前付，30%货到后30天付", "30 T/T sign; 40 T/T ship; 30 T/T arr+30"),
    ("付款交单", "100 D/P docs"),
)


def told(term: str) -> str | None:
    parts = read(term).parts
    words = [
        f"{each.percent:f} {each.method} {SHORT[each.trigger]}{f'+{each.days}' if each.days else ''}" for each in parts
    ]
    return "; ".join(words) or None


@pytest.mark.parametrize(("term", "expected"), TERMS, ids=[each[0] for each in TERMS])
def test_a_payment_term_is_read_into_its_parts(term: str, expected: str | None) -> None:
    assert told(term) == expected


@pytest.mark.parametrize(
    ("term", "fault"),
    [
        ("", "No payment term is told."),
        ("as usual", "I cannot read when this is to be paid: {term}"),
        ("T/T", "I cannot read when this is to be paid: {term}"),
        ("30% T/T", "The parts of this payment term do not add up to 100%, but to {sum}%."),
        ("30% deposit, 80% before shipment", "The parts of this payment term do not add up to 100%, but to {sum}%."),
        ("40% deposit, 50% before shipment", "The parts of this payment term do not add up to 100%, but to {sum}%."),
        ("0% deposit, 100% before shipment", "The parts of this payment term do not add up to 100%, but to {sum}%."),
        ("30% deposit, balance, rest", "The parts of this payment term do not add up to 100%, but to {sum}%."),
        ("30% deposit, 70% when it suits you", "I cannot read when this is to be paid: {term}"),
        ("O/A", "I cannot read when this is to be paid: {term}"),
        ("to be agreed", "I cannot read when this is to be paid: {term}"),
        ("%" * 5000, "I cannot read when this is to be paid: {term}"),
    ],
)
def test_what_cannot_be_read_is_said_and_never_guessed(term: str, fault: str) -> None:
    found = read(term)
    assert found.parts == ()
    assert found.fault is not None
    assert found.fault.sentence == fault


@pytest.mark.parametrize(
    ("term", "names"),
    [
        ("30% deposit, balance before shipment", ("deposit", "balance")),
        ("20% deposit, 70% before shipment, 10% after arrival", ("deposit", "part", "balance")),
        ("L/C at sight", ("whole",)),
        ("50% before shipment, 50% after arrival", ("part", "balance")),
    ],
)
def test_the_first_is_the_deposit_and_the_last_the_balance(term: str, names: tuple[str, ...]) -> None:
    assert tuple(each.name for each in read(term).parts) == names


@pytest.mark.parametrize(
    ("total", "percents", "currency", "kept", "expected"),
    [
        ("1000", (30, 70), "USD", {}, ("300.00", "700.00")),
        ("99.99", (30, 70), "USD", {}, ("30.00", "69.99")),
        ("100", (33, 33, 34), "USD", {}, ("33.00", "33.00", "34.00")),
        ("1001", (30, 70), "JPY", {}, ("300", "701")),
        ("1.001", (50, 50), "KWD", {}, ("0.501", "0.500")),
        ("2000", (30, 70), "USD", {0: 300}, ("300", "1700")),
        ("2000", (30, 50, 20), "USD", {0: 300}, ("300", "1214.29", "485.71")),
        ("200", (30, 70), "USD", {0: 300}, ("300", "0")),
    ],
)
def test_parts_make_up_the_total_to_the_last_cent(
    total: str, percents: tuple[int, ...], currency: str, kept: dict[int, int], expected: tuple[str, ...]
) -> None:
    held = {place: Decimal(amount) for place, amount in kept.items()}
    found = shares(Decimal(total), [Decimal(each) for each in percents], currency, held)
    assert found == tuple(Decimal(each) for each in expected)
    assert sum(found) == max(Decimal(total), sum(held.values()))


def test_words_typed_by_hand_are_read_alike() -> None:
    assert trigger_in("before production") == ("before_production", 0)
    assert trigger_in("发货前") == ("before_shipment", 0)
    assert trigger_in("60 days after B/L") == ("shipment", 60)
    assert trigger_in("some day") is None
    assert percent_in("三成") == 30
    assert percent_in("130%") is None
