"""Money that came, as accounting and salespeople type it in a hurry (R224)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules.receipt_typed import counted, typed
from rules.refusal import Refused

TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("30000 USD", "30000", "USD"),
        ("USD 30,000.00", "30000.00", "USD"),
        ("$30000", "30000", "USD"),
        ("30000", "30000", ""),
        ("30k usd", "30000", "USD"),
        ("3万美元", "30000", "USD"),
        ("收到 30000 美元", "30000", "USD"),
        ("208000 CNY rate 7.1", "208000", "CNY"),
        ("20.8万人民币 汇率7.1", "208000.0", "CNY"),
        ("€ 1.200", "1.200", "EUR"),
        ("30000 USD on 2026-05-18 fee 25", "30000", "USD"),
        ("2026-05-18 30000 USD", "30000", "USD"),
        ("part 2 30000 USD", "30000", "USD"),
    ],
)
def test_amount_and_currency_are_read(text: str, amount: str, currency: str) -> None:
    found = typed(text, TODAY)
    assert (found.amount, found.currency) == (Decimal(amount), currency)


def test_everything_that_may_be_said_besides() -> None:
    found = typed("29,975 USD on 2026-05-18 fee 25 part 2 deposit again paid by his brother", TODAY)
    assert (found.fees, found.on, found.part, found.part_name) == (Decimal(25), date(2026, 5, 18), 2, "deposit")
    assert found.flags == {"again"}
    assert found.note == "paid by his brother"
    assert typed(found.command(88).partition(" ")[2].partition(" ")[2], TODAY) == found
    chinese = typed("2万美元 手续费 25 昨天 尾款", TODAY)
    assert (chinese.amount, chinese.fees, chinese.on, chinese.part_name) == (
        Decimal(20000), Decimal(25), date(2026, 5, 19), "balance",
    )  # fmt: skip
    assert typed("he says so", TODAY).amount is None


@pytest.mark.parametrize(
    "text",
    [
        "0 USD",
        "-500 USD",
        "30000 XYZ",
        "30000 USD on 2026-05-21",
        "30000 USD on 2022-01-01",
        "30000 USD rate 0",
        "USD 300 EUR",
    ],
)
def test_what_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        typed(text, TODAY)


@pytest.mark.parametrize(
    ("amount", "source", "rate", "known", "target", "result"),
    [
        ("208000", "CNY", "7.1", None, "USD", "29295.77"),
        ("208000", "CNY", "7.1", "0.1408", "USD", "29295.77"),
        ("208000", "CNY", "0.1408", None, "USD", "29286.40"),
        ("10000", "EUR", "1.08", "1.0800", "USD", "10800.00"),
        ("10000", "USD", "1.08", "0.9259", "EUR", "9259.26"),
        ("30000", "USD", "7.1", None, "CNY", "213000.00"),
        ("30000", "USD", "155.2", None, "JPY", "4656000"),
        ("4656000", "JPY", "155.2", None, "USD", "30000.00"),
    ],
)
def test_a_rate_is_meant_either_way_round(
    amount: str, source: str, rate: str, known: str | None, target: str, result: str
) -> None:
    expected = None if known is None else Decimal(known)
    assert counted(Decimal(amount), Decimal(rate), expected, source, target)[0] == Decimal(result)
