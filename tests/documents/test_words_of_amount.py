"""Totals in words: English as banks and letters of credit want it, Chinese as the rules for bills and vouchers want it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from documents.words_of_amount import in_words
from rules.money import CURRENCIES

SAID = [
    ("USD", "12400.50", "US DOLLARS TWELVE THOUSAND FOUR HUNDRED AND CENTS FIFTY ONLY", "美元壹万贰仟肆佰元伍角整"),
    ("CNY", "12000", "CHINESE YUAN TWELVE THOUSAND ONLY", "人民币壹万贰仟元整"),
    ("CNY", "1409.50", "CHINESE YUAN ONE THOUSAND FOUR HUNDRED NINE AND FEN FIFTY ONLY", "人民币壹仟肆佰零玖元伍角整"),
    ("CNY", "6007.14", "CHINESE YUAN SIX THOUSAND SEVEN AND FEN FOURTEEN ONLY", "人民币陆仟零柒元壹角肆分"),
    (
        "CNY",
        "16409.02",
        "CHINESE YUAN SIXTEEN THOUSAND FOUR HUNDRED NINE AND FEN TWO ONLY",
        "人民币壹万陆仟肆佰零玖元零贰分",
    ),
    ("CNY", "325.04", "CHINESE YUAN THREE HUNDRED TWENTY-FIVE AND FEN FOUR ONLY", "人民币叁佰贰拾伍元零肆分"),
    ("EUR", "0.05", "EUROS ZERO AND CENTS FIVE ONLY", "欧元伍分"),
    ("EUR", "0", "EUROS ZERO ONLY", "欧元零元整"),
    ("JPY", "1200000", "JAPANESE YEN ONE MILLION TWO HUNDRED THOUSAND ONLY", "日元壹佰贰拾万元整"),
    ("KWD", "12.505", "KUWAITI DINARS TWELVE AND FILS FIVE HUNDRED FIVE ONLY", "科威特第纳尔壹拾贰元伍角零伍厘"),
    ("PEN", "7.30", "PERUVIAN SOLES SEVEN AND 30/100 ONLY", "秘鲁索尔柒元叁角整"),
    ("USD", "100001000", "US DOLLARS ONE HUNDRED MILLION ONE THOUSAND ONLY", "美元壹亿零壹仟元整"),
    ("USD", "20020.07", "US DOLLARS TWENTY THOUSAND TWENTY AND CENTS SEVEN ONLY", "美元贰万零贰拾元零柒分"),
    ("USD", "1000100000000", "US DOLLARS ONE TRILLION ONE HUNDRED MILLION ONLY", "美元壹万零壹亿元整"),
    ("USD", "2.005", "US DOLLARS TWO AND CENTS ONE ONLY", "美元贰元零壹分"),
]
"""Four of them are the examples of the rules for bills and vouchers themselves (1409.50, 6007.14, 16409.02, 325.04)."""


@pytest.mark.parametrize(("currency", "amount", "english", "chinese"), SAID)
def test_a_total_is_said_in_words(currency: str, amount: str, english: str, chinese: str) -> None:
    assert in_words(Decimal(amount), currency, "en") == english
    assert in_words(Decimal(amount), currency, "zh") == chinese


def test_every_currency_can_be_said_in_both_languages() -> None:
    for each in sorted(CURRENCIES):
        assert in_words(Decimal("1.25"), each, "en").endswith(" ONLY")
        assert "壹元" in in_words(Decimal(1), each, "zh")


@pytest.mark.parametrize("amount", ["-0.01", "1e16"])
def test_what_nobody_offers_is_not_said(amount: str) -> None:
    with pytest.raises(ValueError, match="cannot be said"):
        in_words(Decimal(amount), "USD", "en")
