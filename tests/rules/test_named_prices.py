"""The prices that a mail of ours offers: given its words, expected what it offers in figures (R24, R119)."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from rules.named_prices import named_prices, unheld
from rules.quote import Quote, QuoteLine

QUOTE = Quote(
    lines=(QuoteLine("LED-5050", (("en", "Lamp"),), quantity=Decimal(2000), price=Decimal("3.20")),), currency="USD"
)


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("Our best price is USD 3.10/pc FOB Ningbo.", ["USD 3.10"]),
        ("We can do US$3.10 for 5,000 pcs and $2.95 for 10,000 pcs.", ["USD 3.10", "USD 2.95"]),
        ("3.10 USD per piece", ["USD 3.10"]),
        ("单价3.1美金", ["USD 3.1"]),
        ("最低可以做到3.05一个", [" 3.05"]),
        ("价格3.10，交期30天", [" 3.10"]),
        ("Der Preis beträgt 1.250,00 EUR.", ["EUR 1250.00"]),
        ("¥22.50/个", ["CNY 22.50"]),
        ("We accept your target price of USD 2.95.", ["USD 2.95"]),
        ("The total is USD 12,400.00.", ["USD 12400.00"]),
        ("Your target price of USD 2.95 is too low for us.", []),
        ("You asked for USD 2.95, we come back tomorrow.", []),
        ("您的目标价2.95美元我们研究一下", []),
        ("We cannot do USD 2.95.", []),
        ("USD 2.95我们做不到", []),
        ("We have received your deposit of USD 3,720.00, thank you.", []),
        ("定金3720美元已收到", []),
        ("The sample costs USD 30 plus courier.", []),
        ("Delivery in 30 days, 500 pcs per carton, 12.5 kg.", []),
        ("We ship on 3.10. from Ningbo, order 4711.", []),
        ("> Our price is USD 3.10\nSee above.", []),
        ("30% deposit, balance against copy of B/L", []),
        ("The margin is 12.5 % and the year 2026.", []),
        ("Voltage 3.10 V, model 3.20-A", []),
    ],
)
def test_only_what_is_offered_counts(text: str, prices: list[str]) -> None:
    assert [f"{each.currency} {each.value}" for each in named_prices(text)] == prices


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Our price is USD 3.20.", []),
        ("Our price is USD 3.2 and the total USD 6,400.00.", []),
        ("单价3.20，可以发货", []),
        ("Our price is EUR 3.20.", ["EUR 3.20"]),
        ("Our price is USD 3.10 instead of USD 3.20.", ["USD 3.10"]),
        ("价格3.1美元", ["USD 3.1"]),
    ],
)
def test_what_a_quotation_holds_needs_no_other(text: str, left: list[str]) -> None:
    assert [f"{each.currency} {each.value}" for each in unheld(named_prices(text), [QUOTE])] == left


@pytest.mark.parametrize(
    "text", ["usd 3.10 " * 9000, "$" * 60_000, "1." * 40_000, "price " * 20_000, "3.1,3.1," * 9000]
)
def test_a_hostile_text_takes_no_long_time(text: str) -> None:
    begun = time.process_time()
    assert len(named_prices(text)) <= 50
    assert time.process_time() - begun < 0.3
