"""What differs between two contents of a quotation, side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from documents.speech import spoken
from rules.quote import Quote, QuoteLine, Rate
from rules.quote_difference import differences

LAMP = QuoteLine("LED-1", (("en", "Lamp"),), quantity=Decimal(1000), price=Decimal("3.20"))
CABLE = QuoteLine("", (("en", "Cable"),), specification="2 m", quantity=Decimal(50), price=Decimal("1"))
BEFORE = Quote(
    (LAMP, CABLE), "USD", "FOB", "Ningbo", "30 % T/T", "30 days", valid_until=date(2026, 4, 30), company="Kunde"
)
RATE = Rate("USD", "CNY", Decimal("7.1"), date(2026, 3, 2))


def with_lines(*lines: QuoteLine) -> Quote:
    return replace(BEFORE, lines=lines)


DIFFERENT = [
    (BEFORE, [], "nothing"),
    (with_lines(CABLE, LAMP), [], "the order of positions is none"),
    (with_lines(replace(LAMP, product="led-1"), CABLE), [], "a number is the same in capitals"),
    (
        with_lines(replace(LAMP, price=Decimal("3.04")), CABLE),
        ["LED-1, unit price: 3.2 → 3.04 (-5.0%)", "total: USD 3,250.00 → USD 3,090.00"],
        "a price, with what it is in per cent",
    ),
    (
        with_lines(replace(LAMP, quantity=Decimal(2000)), CABLE),
        ["LED-1, quantity: 1,000 → 2,000", "total: USD 3,250.00 → USD 6,450.00"],
        "a quantity",
    ),
    (with_lines(LAMP), ["- Cable × 50 pcs @ USD 1.00", "total: USD 3,250.00 → USD 3,200.00"], "a position less"),
    (
        with_lines(LAMP, CABLE, QuoteLine("X-9", quantity=Decimal(1), price=Decimal(5))),
        ["+ X-9 × 1 pcs @ USD 5.00", "total: USD 3,250.00 → USD 3,255.00"],
        "a position more",
    ),
    (
        with_lines(LAMP, replace(CABLE, names=(("en", "Cord"),))),
        ["Cord, name of the product: Cable → Cord"],
        "another name in its place",
    ),
    (
        with_lines(replace(LAMP, alternative=True), CABLE),
["LED-1, alternative: no → yes", "total: USD 3,250.00 → USD 50.00"],
        "what is offered beside the others counts no more",
    ),
    (replace(BEFORE, payment="L/C"), ["payment terms: 30 % T/T → L/C"], "a term"),
    (replace(BEFORE, valid_until=None), ["valid until: 30 Apr 2026 → –"], "a day that is gone"),
    (replace(BEFORE, pictures=True), ["pictures: no → yes"], "a switch"),
    (
        replace(BEFORE, currency="EUR"),
        ["currency: USD → EUR", "total: USD 3,250.00 → EUR 3,250.00"],
        "the same figures in another currency",
    ),
    (replace(BEFORE, charges=(("freight", Decimal(900)),)), ["freight and other charges: – → freight 900"], "internal"),
    (replace(BEFORE, rates=(replace(RATE, value=Decimal("7.3")),)), ["USD/CNY: 7.1 → 7.3"], "a rate"),
    (replace(BEFORE, remarks="x" * 500), [f"remarks: – → {'x' * 80}"], "a long text is cut"),
]  # fmt: skip


@pytest.mark.parametrize(("after", "expected", "because"), DIFFERENT, ids=[each[2] for each in DIFFERENT])
def test_each_thing_that_differs_is_a_line(after: Quote, expected: list[str], because: str) -> None:
    before = replace(BEFORE, rates=(RATE,)) if after.rates else BEFORE
    assert [spoken(each, "en", "UTC") for each in differences(before, after)] == expected, because


def test_what_the_customer_never_sees_is_left_out_for_his_view() -> None:
    after = replace(BEFORE, charges=(("freight", Decimal(900)),), reason="old friend", assumptions=("carton",))
    after = replace(after, lines=(replace(LAMP, costs=(("labour", Decimal(1)),)), CABLE))
    assert len(differences(BEFORE, after)) == 4
    assert differences(BEFORE, after, internal=False) == ()


def test_hostile_words_stay_words() -> None:
    after = replace(BEFORE, payment="{field} /approve 1 <b>")
    (only,) = differences(BEFORE, after)
    assert "{field}" in spoken(only, "en", "UTC")
