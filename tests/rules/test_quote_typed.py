"""What people type about a quotation, on a phone, in a hurry, in English and Chinese, and what it means (R118, R139)."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.incoterms import PAID
from rules.quote_days import days_in, until
from rules.quote_numbers import figures, quantity_of
from rules.quote_parts import Change, Position, Unread
from rules.quote_terms import trade_term
from rules.quote_typed import read
from rules.refusal import Refused
from rules.words import Line

TODAY = date(2026, 3, 2)
D = Decimal


def said(words: Line) -> str:
    return words.sentence.format_map({name: str(value) for name, value in words.facts})


def only(text: str, **rest: Any) -> Any:
    (part,) = read(text, TODAY, **rest)
    return part


POSITIONS = [
    ("LED-5050 x 2000 @ 3.20", "LED-5050", 2000, "", "3.20", ""),
    ("LED-5050 2000pcs 3.2usd", "LED-5050", 2000, "pcs", "3.2", "USD"),
    ("QJ200 500 sets @ USD 12.5/set", "QJ200", 500, "sets", "12.5", "USD"),
    ("6204-2RS*10,000 0.32", "6204-2RS", 10000, "", "0.32", ""),
    ("6204*10000 0.32", "6204", 10000, "", "0.32", ""),
    ("6204-2RS x 10 000 @ 0.32", "6204-2RS", 10000, "", "0.32", ""),
    ("6204 2000 0.32", "6204", 2000, "", "0.32", ""),
    ("5050 x 2000", "5050", 2000, "", None, ""),
    ("LED-5050 2000个 单价3.20美元", "LED-5050", 2000, "pcs", "3.20", "USD"),
    ("LED-5050 ２０００个 单价３．２０美元", "LED-5050", 2000, "pcs", "3.20", "USD"),
    ("LED-5050 数量 2000 价格 3.2", "LED-5050", 2000, "", "3.2", ""),
    ("数量：2000，价格：3.2", "", 2000, "", "3.2", ""),
    ("潜水泵QJ200 500台 12.5美元/台", "潜水泵QJ200", 500, "units", "12.5", "USD"),
    ("LED灯带 2000米 0.5", "LED灯带", 2000, "m", "0.5", ""),
    ("LED-5050 1.5万个 3元", "LED-5050", 15000, "pcs", "3", "CNY"),
    ("LED-5050 x 2k @ 3", "LED-5050", 2000, "", "3", ""),
    ("LED-5050\t2000\t3.2", "LED-5050", 2000, "", "3.2", ""),
    ("LED-5050, 2000 pcs, 3.2 usd", "LED-5050", 2000, "pcs", "3.2", "USD"),
    ("LED-5050: 2000 pcs at USD 3,20 each", "LED-5050", 2000, "pcs", "3.20", "USD"),
    ("LED-5050 2000 x 3.2", "LED-5050", 2000, "", "3.2", ""),
    ("2000 pcs LED-5050 @3.2", "LED-5050", 2000, "pcs", "3.2", ""),
    ("LED strip 5m 2000pcs 3.2", "LED strip 5m", 2000, "pcs", "3.2", ""),
    ("bearing 20x47x14 mm 500 pcs USD 1.2", "bearing 20x47x14 mm", 500, "pcs", "1.2", "USD"),
    ("Pump 10 HP 5 sets 1,250.00 usd", "Pump 10 HP", 5, "sets", "1250.00", "USD"),
    ("cable 12.5 m @ 3", "cable", "12.5", "m", "3", ""),
    ("QJ200 x 500 @ 12.5/set", "QJ200", 500, "sets", "12.5", ""),
    ("LED-5050 2000 pcs @ 3.2 per unit", "LED-5050", 2000, "pcs", "3.2", ""),
    ("DAP 18-46 x 500 mt @ 450", "DAP 18-46", 500, "t", "450", ""),
    ("CIP pump x 20 @ 300", "CIP pump", 20, "", "300", ""),
    ("LED-5050 $3.2", "LED-5050", None, "", "3.2", "USD"),
    ("LED-5050 2000pcs €3,2", "LED-5050", 2000, "pcs", "3.2", "EUR"),
    ("LED-5050 2000 pcs ¥22.5", "LED-5050", 2000, "pcs", "22.5", "CNY"),
    ("1. LED-5050 x 2000 @ 3.20", "LED-5050", 2000, "", "3.20", ""),
    ("- LED-5050 x 2000 @ 3.20", "LED-5050", 2000, "", "3.20", ""),
    ("LED-5050", "LED-5050", None, "", None, ""),
    ("=HYPERLINK(1) x 3 @ 3", "=HYPERLINK(1)", 3, "", "3", ""),
    ("<b>x</b> x 3 @ 3", "<b>x</b>", 3, "", "3", ""),
]


@pytest.mark.parametrize(("text", "product", "quantity", "unit", "price", "currency"), POSITIONS)
def test_a_position_is_read_as_people_type_it(
    text: str, product: str, quantity: Any, unit: str, price: str | None, currency: str
) -> None:
    part = only(text)
    assert isinstance(part, Position)
    assert (part.product, part.unit, part.currency) == (product, unit, currency)
    assert part.quantity == (None if quantity is None else D(str(quantity)))
    assert part.price == (None if price is None else D(price))


TERMS = [
    ("FOB Ningbo", "term", ("FOB", "Ningbo")),
    ("fob ningbo", "term", ("FOB", "ningbo")),
    ("FOB宁波", "term", ("FOB", "Ningbo")),
    ("离岸价宁波港", "term", ("FOB", "Ningbo")),
    ("C&F Busan", "term", ("CFR", "Busan")),
    ("ex works Yiwu", "term", ("EXW", "Yiwu")),
    ("DAP 80331 Munich", "term", ("DAP", "80331 Munich")),
    ("CIF Hamburg, Incoterms 2020", "term", ("CIF", "Hamburg")),
    ("trade term: DDP Berlin", "term", ("DDP", "Berlin")),
    ("FOB", "term", ("FOB", "")),
    ("payment 30% T/T deposit, balance against B/L copy", "payment", "30% T/T deposit, balance against B/L copy"),
    ("30% deposit, balance before delivery", "payment", "30% deposit, balance before delivery"),
    ("L/C at sight", "payment", "L/C at sight"),
    ("付款方式：30%定金，余款见提单", "payment", "30%定金，余款见提单"),
    ("delivery 30 days after deposit", "delivery", ("30 days after deposit", 30)),
    ("30 days after deposit", "delivery", ("30 days after deposit", 30)),
    ("交期：收到定金后4-6周", "delivery", ("收到定金后4-6周", 42)),
    ("delivery 10 working days", "delivery", ("10 working days", 14)),
    ("delivery in stock", "delivery", ("in stock", None)),
    ("delivery 2026-04-01", "delivery", ("2026-04-01", 30)),
    ("valid 30 days", "valid_until", date(2026, 4, 1)),
    ("valid until 2026-12-31", "valid_until", date(2026, 12, 31)),
    ("valid till 31.12.", "valid_until", date(2026, 12, 31)),
    ("validity: 31 Dec 2026", "valid_until", date(2026, 12, 31)),
    ("valid to Feb 1", "valid_until", date(2027, 2, 1)),
    ("有效期30天", "valid_until", date(2026, 4, 1)),
    ("有效期至2026年12月31日", "valid_until", date(2026, 12, 31)),
    ("packing export carton", "packaging", "export carton"),
    ("包装：出口纸箱，每箱20个", "packaging", "出口纸箱，每箱20个"),
    ("USD", "currency", "USD"),
    ("币种 美元", "currency", "USD"),
    ("remark samples are free, delivery is urgent", "remarks", "samples are free, delivery is urgent"),
    ("reason first order", "reason", "first order"),
    ("assume same carton as last time", "assumptions", "same carton as last time"),
    ("contact Eva Braun", "contact", "Eva Braun"),
    ("language both", "language", "en+zh"),
    ("language 中文", "language", "zh"),
    ("place Ningbo", "place", "Ningbo"),
    ("pictures yes", "pictures", True),
]


@pytest.mark.parametrize(("text", "field", "value"), TERMS)
def test_a_term_is_read_with_and_without_its_label(text: str, field: str, value: Any) -> None:
    part = only(text)
    assert isinstance(part, Change)
    assert (part.field, part.value, part.line) == (field, value, None)


CHANGES = [
    ("line 2 price 3.10", "price", (D("3.10"), "", "")),
    ("2 @ 3.10", "price", (D("3.10"), "", "")),
    ("2 price 3.1 usd", "price", (D("3.1"), "USD", "")),
    ("第2行 单价 3.1", "price", (D("3.1"), "", "")),
    ("2 @ 38 USD/dozen", "price", (D(38), "USD", "dozen")),
    ("2 x 3000", "quantity", (D(3000), "")),
    ("line 2 qty 3000 pcs", "quantity", (D(3000), "pcs")),
    ("- 2", "removed", True),
    ("remove 2", "removed", True),
    ("删除2", "removed", True),
    ("line 2 remove", "removed", True),
    ("alternative 2", "alternative", True),
    ("2 alternative no", "alternative", False),
    ("line 2 product LED-9", "product", "LED-9"),
    ("line 2 spec 24 V, warm white", "specification", "24 V, warm white"),
    ("line 2 packing reels", "packaging", "reels"),
]


@pytest.mark.parametrize(("text", "field", "value"), CHANGES)
def test_a_position_is_changed_by_its_number(text: str, field: str, value: Any) -> None:
    part = only(text, lines=2)
    assert isinstance(part, Change)
    assert (part.field, part.value, part.line) == (field, value, 2)


def test_a_number_in_front_is_a_product_where_there_is_no_such_position() -> None:
    part = only("6204 x 3000", lines=2)
    assert isinstance(part, Position)
    assert (part.product, part.quantity) == ("6204", D(3000))


REFUSED = [
    ("LED-5050 x 0 @ 3", "0 is no quantity. Write it like x 2000."),
    ("LED-5050 x -5 @ 3", "-5 is no quantity."),
    ("LED-5050 x 1e12 @ 3", "1e12 is no quantity."),
    ("LED-5050 x 1000000000000 @ 3", "1000000000000 is no quantity."),
    ("LED-5050 x 10.000 @ 3", "10.000 can be read in two ways. Write 10000 or 10."),
    ("LED-5050 x 2.5 pcs @ 3", "there is no part of one"),
    ("LED-5050 x 5 @ 1e13", "1e13 is no price. Write it like @ 3.20."),
    ("LED-5050 x 5 @ 1000000000000", "1000000000000 is no price."),
    ("LED-5050 x 5 @ 0", "0 is no price."),
    ("LED-5050 x 5 @ -3", "-3 is no price."),
    ("LED-5050 x 5 @ XYZ 3", "I know no currency XYZ. Write its three letters, like USD or EUR."),
    ("LED-5050 x 5 @ 3 XYZ", "I know no currency XYZ."),
    ("LED-5050 x 2000 pcs @ 38/dozen", "The quantity is in pcs, the price per dozen. Write both in one unit."),
    ("LED-5050 x 2000 @ 3.20/1000pcs", "Write the price of one, like @ 3.20."),
    ("currency Taler", "I know no currency Taler."),
    ("FOBB Ningbo", "I know no trade term FOBB. Do you mean FOB Ningbo?"),
    ("FBO", "I know no trade term FBO. Do you mean FOB?"),
    ("term XYZ Ningbo", "I know no trade term XYZ. Incoterms 2020 has EXW, FCA"),
    ("DDU Hamburg", "DDU is not in Incoterms 2020. Do you mean DAP Hamburg?"),
    ("valid 31 June", "31 June is no day. Write it like 2026-12-31"),
    ("valid until 2026-02-30", "2026-02-30 is no day."),
    ("valid 5/6/2026", "5/6/2026 may be two days."),
    ("valid until 2020-01-01", "2020-01-01 is over already."),
    ("valid 0 days", "0 days is over already."),
    ("valid 5000 days", "5000 days is more than two years away."),
    ("valid soon", "soon is no day."),
    ("delivery 0 days", "0 days is no delivery time."),
    ("delivery 2000 days", "2000 days is no delivery time."),
    ("30 days", "Is that delivery or validity? Write delivery 30 days or valid 30 days."),
    ("payment", "What is it to be? Write it like payment 30% T/T deposit"),
    ("language klingon", "The paper is in en, zh, en+zh."),
    ("line 5 price 3", "There is no line 5; there are 2."),
    ("- 3", "There is no line 3; there are 2."),
    ("line 2", "What shall become of line 2? Write it like line 2 price 3.10 or 2 x 3000."),
    ("line 2 price abc", "abc is no price."),
    ("/approve 12", "That looks like a command: send it in a message of its own."),
    ("remark " + "a" * 600, "That is too long: 600 characters, at most 500."),
    ("x" * 5000, "That is too long: 5000 characters, at most 1000."),
]


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_cannot_be_is_said_with_its_words_and_an_example(text: str, why: str) -> None:
    part = only(text, lines=2)
    assert isinstance(part, Unread)
    assert part.words == text
    assert why in said(part.why)


def test_one_message_holds_products_and_terms_in_any_order() -> None:
    text = """USD
    LED-5050 x 2000 @ 3.20; QJ200 500 sets 12.5
    FOB Ningbo, payment 30% T/T deposit, balance against B/L copy, delivery 30 days after deposit, valid 30 days
    packing export carton"""
    fields = [each.field if isinstance(each, Change) else each.product for each in read(text, TODAY)]  # type: ignore[union-attr]
    assert fields == ["currency", "LED-5050", "QJ200", "term", "payment", "delivery", "valid_until", "packaging"]


def test_chinese_terms_need_no_line_of_their_own() -> None:
    parts = read("付款 30%定金，余款见提单 交期 30天 包装 纸箱 有效期30天", TODAY)
    assert [(each.field, each.value) for each in parts] == [  # type: ignore[union-attr]
        ("payment", "30%定金，余款见提单"),
        ("delivery", ("30天", 30)),
        ("packaging", "纸箱"),
        ("valid_until", date(2026, 4, 1)),
    ]


def test_a_term_may_stand_behind_the_price_or_between() -> None:
    for text in ("LED-5050 x 2000 @ 3.20 FOB Ningbo", "LED-5050 2000pcs FOB Ningbo USD 3.20"):
        parts = {type(each): each for each in read(text, TODAY)}
        assert (parts[Change].value, parts[Position].price) == (("FOB", "Ningbo"), D("3.20"))  # type: ignore[union-attr]


def test_figures_on_a_line_of_their_own_belong_to_the_product_above() -> None:
    part = only("LED-5050\nx 2000\n@ 3.20")
    assert (part.product, part.quantity, part.price) == ("LED-5050", 2000, D("3.20"))


def test_several_products_may_stand_in_one_line() -> None:
    parts = read("LED-5050 x 2000 @ 3.20, QJ200 x 500 @ 12.5；6204 x 10 @ 1", TODAY)
    assert [each.product for each in parts] == ["LED-5050", "QJ200", "6204"]  # type: ignore[union-attr]


def test_what_cannot_be_read_leaves_the_rest() -> None:
    parts = read("LED-5050 x 2000 @ 3.20\nFOBB Ningbo\nvalid 30 days", TODAY)
    assert [type(each) for each in parts] == [Position, Unread, Change]


AWAITED = [
    ("3", "price", 2, "price", (D(3), "", "")),
    ("$3.2", "price", 2, "price", (D("3.2"), "USD", "")),
    ("10k", "quantity", 2, "quantity", (D(10000), "")),
    ("2000 pcs", "quantity", 2, "quantity", (D(2000), "pcs")),
    ("24V, warm", "specification", 2, "specification", "24V, warm"),
    ("Hamburg", "place", None, "place", "Hamburg"),
    ("30", "valid_until", None, "valid_until", date(2026, 4, 1)),
    ("30 days", "valid_until", None, "valid_until", date(2026, 4, 1)),
    ("30 days", "delivery", None, "delivery", ("30 days", 30)),
    ("export cartons", "packaging", None, "packaging", "export cartons"),
    ("as last time", "payment", None, "payment", "as last time"),
    ("FOB Ningbo", "price", 2, "term", ("FOB", "Ningbo")),
]


@pytest.mark.parametrize(("text", "awaited", "line", "field", "value"), AWAITED)
def test_bare_words_are_what_was_asked_for(text: str, awaited: str, line: int | None, field: str, value: Any) -> None:
    part = only(text, lines=2, awaited=awaited, awaited_line=line)
    assert isinstance(part, Change)
    assert (part.field, part.value) == (field, value)


@pytest.mark.parametrize("code", PAID)
def test_every_rule_of_incoterms_2020_is_known_in_any_case(code: str) -> None:
    assert trade_term(f"{code.lower()} Rotterdam") == (code, "Rotterdam")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_or_refused_and_never_breaks(text: str) -> None:
    for each in read(text, TODAY, lines=3, awaited="price", awaited_line=1):
        if isinstance(each, Position):
            assert each.quantity is None or each.quantity > 0
            assert each.price is None or each.price > 0


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*"x×*@ ,;.:-+/0123456789$%天个元", "FOB ", "LED ", "USD", "valid ", "付款"]), max_size=60)
)
def test_heaps_of_signs_are_no_trouble(signs: list[str]) -> None:
    read("".join(signs), TODAY, lines=2)


@pytest.mark.parametrize(
    "text",
    ["FOB " * 5000, "1 " * 10000, "x 1 " * 5000, "@" * 20000, "付款 " * 7000, "9" * 20000, "1,1" * 6000, "a\n" * 10000],
)
def test_hostile_messages_are_read_quickly(text: str) -> None:
    started = time.process_time()
    read(text, TODAY, lines=2)
    assert time.process_time() - started < 3


@settings(max_examples=200, deadline=None)
@given(st.decimals(min_value=D("0.001"), max_value=D(10) ** 9, places=3))
def test_a_price_is_read_back_as_it_is_written(price: Decimal) -> None:
    assert figures(f"LED-5050 x 10 @ {price:f}").price == price
    assert figures(f"LED-5050 x 10 @ {price:,f}").price == price


def test_days_and_quantities_refuse_what_is_none() -> None:
    with pytest.raises(Refused):
        until("", TODAY)
    with pytest.raises(Refused):
        quantity_of("")
    assert days_in("as soon as possible") is None


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("line 1 cost 5", "costs"),
        ("line 1 cost USD 5", "costs"),
        ("1 成本 5", "of one"),
        ("第1行 成本 5", "costs"),
        ("line 1 margin 5", "costs"),
        ("line 1 price 3.20 less 5%", "discount"),
        ("LED-5050 x 2000 @ 3.20 discount 150%", "discount"),
        ("LED-5050 2000个 3.2美元 打9折", "discount"),
        ("LED-5050 x NaN @ 3", "no quantity"),
        ("LED-5050 x 二千 @ 3", "no quantity"),
        ("LED-5050 x 2000 @ NaN", "no price"),
    ],
)
def test_what_stands_beside_the_figures_is_never_dropped_silently(text: str, because: str) -> None:
    told = read(text, TODAY, lines=2)
    if text == "1 成本 5":
        assert not any(isinstance(each, Change) for each in told), "no position's quantity is changed by its costs"
    else:
        (part,) = told
        assert isinstance(part, Unread)
        assert because in said(part.why)


def test_a_name_with_a_percent_or_a_capital_x_is_a_name() -> None:
    assert only("Alcohol 75% x 200 @ 3.1").product == "Alcohol 75%"
    assert only("Bracket X Large x 20 @ 3").product == "Bracket X Large"


NEVER_PAYMENT = [
    ("LED-5050 3.1", Position),
    ("2000 LED-5050 3.2", Position),
    ("单价改成3.3", Position),
    ("把数量改成3000", Position),
    ("30天交货", Change),
    ("ship from Ningbo", Unread),
    ("含税", Unread),
    ("freight 300", Unread),
    ("运费300", Unread),
    ("5% discount", Unread),
    ("打九五折", Unread),
    ("remove LED-5050", Unread),
]


@pytest.mark.parametrize(("text", "kind"), NEVER_PAYMENT)
def test_what_does_not_speak_of_paying_never_becomes_the_terms_of_payment(text: str, kind: type) -> None:
    part = only(text, lines=1, awaited="payment")
    assert isinstance(part, kind)
    assert getattr(part, "field", "") != "payment"


@pytest.mark.parametrize(
    "text", ["30/70 before shipment", "前TT", "TT 30/70", "月结60天", "as usual", "balance on copy of B/L"]
)
def test_what_speaks_of_paying_answers_the_question(text: str) -> None:
    assert (only(text, lines=1, awaited="payment").field, only(text, lines=1, awaited="payment").value) == (
        "payment",
        text,
    )


def test_what_is_not_understood_as_payment_is_offered_as_such() -> None:
    assert only("in euro", lines=1, awaited="payment").instead == "payment in euro"


def test_what_stands_behind_a_trade_term_is_no_price_of_the_position() -> None:
    position = next(
        each for each in read("LED-5050 2000 pcs 3.20 USD FOB Ningbo 30 days", TODAY) if isinstance(each, Position)
    )
    assert (position.quantity, position.price) == (D(2000), D("3.20"))
    parts = read("LED-5050 2000@3.2 CIF Hamburg, 30% deposit 70% before shipment", TODAY)
    assert [each.field for each in parts if isinstance(each, Change)] == ["term", "payment"]


def test_a_price_grows_together_with_its_quantity_in_chinese() -> None:
    told = only("潜水泵10台650元")
    assert (told.product, told.quantity, told.price, told.currency) == ("潜水泵", D(10), D(650), "CNY")


@pytest.mark.parametrize("text", ["加 潜水泵 10台", "add QJ-200 x 10", "增加潜水泵 10台"])
def test_another_position_is_added_by_a_word(text: str) -> None:
    assert only(text, lines=1).is_new
