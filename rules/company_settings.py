"""What stands on the company's paper: names, addresses, telephone, web, and the bank details by currency."""

from __future__ import annotations

from rules.policy import Setting
from rules.words import line, word

GROUP = "company"
BANKS = ("USD", "EUR", "CNY", "GBP", "HKD", "JPY")
"""Currencies with an account of their own; all others are paid into that of company.bank."""
_EXAMPLE = (
    "Beneficiary: Lumen Lighting Co., Ltd.; Bank: Bank of Example, Ningbo Branch; Account: 0123 4567; SWIFT: EXAMCNBJ"
)

COMPANY_SETTINGS: tuple[Setting, ...] = (
    Setting(
        "company.name_zh",
        "company_zh",
        GROUP,
        "text",
        word("the company's Chinese name"),
        example="宁波流明照明有限公司",
    ),
    Setting(
        "company.address",
        "address",
        GROUP,
        "text",
        word("the company's address as its papers show it"),
        example="18 Example Road, Beilun, Ningbo 315800, China",
    ),
    Setting(
        "company.address_zh",
        "address_zh",
        GROUP,
        "text",
        word("the same in Chinese"),
        example="中国浙江省宁波市北仑区示例路18号 315800",
    ),
    Setting("company.telephone", "telephone", GROUP, "text", word("its telephone"), example="+86 574 5550 1234"),
    Setting("company.web", "web", GROUP, "text", word("its web site"), example="www.example.com"),
    *(
        Setting(
            f"company.bank_{each.casefold()}",
            f"bank_{each.casefold()}",
            GROUP,
            "paragraph",
            line("the bank details on papers in {currency}; lines between semicolons", currency=each),
            example=_EXAMPLE,
        )
        for each in BANKS
    ),
    Setting(
        "company.bank",
        "bank",
        GROUP,
        "paragraph",
        word("the bank details on papers in any other currency; lines between semicolons"),
        example=_EXAMPLE,
    ),
)
