"""Price, delivery and payment are confirmed for exactly what they are about: other changes leave them confirmed (R24)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.quote import Quote, QuoteLine, Rate
from rules.review import MATTERS, may_confirm, part_hash, read_confirmers

D = Decimal
LINE = QuoteLine(product="A", names=(("en", "Lamp"),), quantity=D(10), price=D("2.50"))
QUOTE = Quote(
    lines=(LINE,), currency="USD", term="FOB", place="Ningbo", payment="T/T", delivery="30 days", delivery_days=30,
    valid_until=date(2026, 4, 1),
)  # fmt: skip

CHANGES: tuple[tuple[Quote, set[str]], ...] = (
    (replace(QUOTE, lines=(replace(LINE, price=D("2.51")),)), {"price"}),
    (replace(QUOTE, lines=(replace(LINE, quantity=D(11)),)), {"price", "delivery"}),
    (replace(QUOTE, lines=(replace(LINE, product="B"),)), {"price", "delivery"}),
    (replace(QUOTE, lines=(LINE, LINE)), {"price", "delivery"}),
    (replace(QUOTE, term="CIF", place="Hamburg"), {"price"}),
    (replace(QUOTE, currency="EUR"), {"price", "payment"}),
    (replace(QUOTE, payment="L/C at sight"), {"payment"}),
    (replace(QUOTE, delivery="25 days", delivery_days=25), {"delivery"}),
    (replace(QUOTE, valid_until=date(2026, 5, 1)), {"price"}),
    (replace(QUOTE, lines=(replace(LINE, price=D("2.5"), quantity=D("10.0")),)), set()),
    (replace(QUOTE, lines=(replace(LINE, costs=(("labour", D(1)),), cost_source="Ana"),)), set()),
    (replace(QUOTE, remarks="Thank you", contact="Eva", reason="old friend", assumptions=("size",)), set()),
    (replace(QUOTE, rates=(Rate("USD", "CNY", D(7), date(2026, 3, 2)),), charges=(("freight", D(900)),)), set()),
)


@pytest.mark.parametrize(("after", "opened"), CHANGES)
def test_a_change_opens_the_matters_that_it_is_about_and_no_other(after: Quote, opened: set[str]) -> None:
    assert {each for each in MATTERS if part_hash(after, each) != part_hash(QUOTE, each)} == opened


@pytest.mark.parametrize(
    ("confirmers", "roles", "is_owner", "may"),
    [
        (("owner",), {"salesperson"}, True, True),
        (("owner",), {"salesperson"}, False, False),
        (("owner",), {"manager"}, False, False),
        (("supervisor",), {"manager"}, False, True),
        (("accounting", "owner"), {"accounting"}, False, True),
        (("accounting",), {"salesperson"}, True, False),
        (("production", "purchasing"), {"purchasing"}, False, True),
    ],
)
def test_who_may_confirm_is_a_matter_of_role_rank_or_owner(
    confirmers: tuple[str, ...], roles: set[str], is_owner: bool, may: bool
) -> None:
    assert may_confirm(confirmers, frozenset(roles), is_owner) is may


def test_confirmers_are_read_from_words() -> None:
    assert read_confirmers("Accounting、owner, accounting") == ("accounting", "owner")
    for text in ("", "queen", "owner; queen"):
        with pytest.raises(ValueError, match="queen|^$"):
            read_confirmers(text)
