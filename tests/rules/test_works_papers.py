"""Production and purchase orders and progress, as they are typed, and what the works may read of an order (B13, B15, B16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from rules.calendar import Calendar
from rules.order import Order
from rules.progress import next_question, progress_in
from rules.quote import Quote, QuoteLine
from rules.refusal import Refused
from rules.trade_paper import Kind, TradePaper, to_plain
from rules.works_papers import departures, for_works, purchase_in

LINE = QuoteLine(
    "P-1", (("en", "Pump"),), "", "2 kW", Decimal(100), "pcs", Decimal("51.50"), costs=(("labour", Decimal(77)),)
)
ORDER = Order(
    Quote(
        lines=(LINE,), currency="USD", company="Kunde GmbH", contact="Eva Lopez", address="Kai 7", packaging="cartons"
    ),
    marks="C/NO. 1-UP",
    requirements="blue paint",
    clauses=(("quality_standard", "as the sample"), ("breach", "0.5% a week")),
)


def test_the_works_read_neither_the_customer_nor_money() -> None:
    plain = str(to_plain(TradePaper(Kind.PRODUCTION, for_works(ORDER))))
    for secret in ("Kunde", "Eva", "Kai 7", "51.50", "77", "USD", "0.5%"):
        assert secret not in plain
    for told in ("P-1", "100", "blue paint", "C/NO. 1-UP", "as the sample", "cartons"):
        assert told in plain


@pytest.mark.parametrize(("field", "text", "differs"), [
    ("", "", False),
    ("remarks", "keep dry", False),
    ("delivery_date", "2026-05-01", False),
    ("customer_details", "blue paint", False),
    ("customer_details", "red paint", True),
    ("shipping_marks", "C/NO. 1-5", True),
    ("quality_standard", "AQL 2.5", True),
    ("packaging", "pallets", True),
])  # fmt: skip
def test_what_departs_from_the_contract_is_found(field: str, text: str, differs: bool) -> None:
    paper = TradePaper(Kind.PRODUCTION, for_works(ORDER))
    assert bool(departures(paper.with_field(field, text) if field else paper, ORDER)) is differs


def test_another_quantity_departs_from_the_contract() -> None:
    more = replace(ORDER, goods=replace(ORDER.goods, lines=(replace(LINE, quantity=Decimal(120)),)))
    assert departures(TradePaper(Kind.PRODUCTION, for_works(more)), ORDER)


@pytest.mark.parametrize(("text", "supplier", "parts", "currency", "quality", "by", "mail"), [
    ("Acme Parts: housing 2000 pcs 1.20 CNY quality no burrs, blue by 2026-04-10 mail a@b.example", "Acme Parts",
     [("housing", "2000", "pcs", "1.20")], "CNY", "no burrs, blue", "2026-04-10", "a@b.example"),
    ("宁波华美：外壳2000只 1.2元 质量 无毛刺 交期 2026-04-10", "宁波华美",
     [("外壳", "2000", "只", "1.2")], "CNY", "无毛刺", "2026-04-10", ""),
    ("Acme: housing 2000 pcs @ 1.20; M6 screw 8,000 pieces CNY 0.02", "Acme",
     [("housing", "2000", "pcs", "1.20"), ("M6 screw", "8000", "pcs", "0.02")], "CNY", "", "", ""),
    ("Acme: wire 12.5 m", "Acme", [("wire", "12.5", "m", None)], "", "", "", ""),
])  # fmt: skip
def test_a_purchase_is_told_in_one_line(
    text: str,
    supplier: str,
    parts: list[tuple[str, str, str, str | None]],
    currency: str,
    quality: str,
    by: str,
    mail: str,
) -> None:
    told = purchase_in(text)
    assert (told.supplier, told.currency, told.quality, told.by, told.mail) == (supplier, currency, quality, by, mail)
    assert [(each.name, each.quantity, each.unit, each.price) for each in told.parts] == [
        (name, Decimal(quantity), unit, None if price is None else Decimal(price))
        for name, quantity, unit, price in parts
    ]


@pytest.mark.parametrize("text", [
    "", "Acme", "Acme:", ": housing 5 pcs", "Acme: housing", "Acme: housing -5 pcs", "Acme: housing 0 pcs 1 CNY",
    "Acme: housing 5 pcs 1 XQZ", "Acme: a 5 pcs 1 CNY; b 5 pcs 1 USD", "Acme: a 5 pcs 1 CNY mail nobody",
])  # fmt: skip
def test_a_purchase_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        purchase_in(text)


def test_a_chinese_deadline_of_a_purchase_needs_no_name() -> None:
    told = purchase_in("永力: 外壳 2000个 1.20 CNY 质量 无毛刺 4月10日前")
    assert (told.supplier, told.quality, told.by) == ("永力", "无毛刺", "4月10日")
    assert purchase_in("永力: 外壳 2000个 1.20 CNY 2026-04-10前交货").by == "2026-04-10"


@pytest.mark.parametrize(("text", "states", "rest"), [
    ("material done, production late mould broken", {"material": "done", "production": "late"}, "mould broken"),
    ("material on time production ontime quality ok",
     {"material": "on_time", "production": "on_time", "quality": "on_time"}, ""),
    ("物料到齐 生产延误 模具坏了", {"material": "done", "production": "late"}, "模具坏了"),
    ("material done", {"material": "done"}, ""),
    ("生产 完成一半", {}, "完成 一半"),
    ("生产还没完成 物料完成", {"material": "done"}, "还没 完成"),
    ("production 80% done", {}, "80% done"),
    ("production half done, quality ok", {"quality": "on_time"}, "half done"),
    ("hello", {}, "hello"),
    ("", {}, ""),
])  # fmt: skip
def test_progress_is_said_in_words(text: str, states: dict[str, str], rest: str) -> None:
    assert progress_in(text) == (states, rest)


@pytest.mark.parametrize(("ready", "every", "expected"), [
    (None, 3, date(2026, 3, 5)),
    (date(2026, 5, 15), 3, date(2026, 3, 5)),
    (date(2026, 3, 12), 3, date(2026, 3, 5)),
    (date(2026, 3, 11), 3, date(2026, 3, 4)),
    (date(2026, 3, 9), 3, date(2026, 3, 3)),
    (date(2026, 2, 1), 3, date(2026, 3, 3)),
    (date(2026, 5, 15), 1, date(2026, 3, 3)),
])  # fmt: skip
def test_the_tracker_is_asked_on_schedule_and_daily_in_the_last_week(
    ready: date | None, every: int, expected: date
) -> None:
    calendar = Calendar("Asia/Shanghai", ((time(9), time(17)),), (0, 1, 2, 3, 4))
    assert next_question(date(2026, 3, 2), ready, every, calendar) == expected
