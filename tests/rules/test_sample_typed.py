"""What somebody types about a sample on a telephone, in English and in Chinese, and what is read from it (R144, R147, R152)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rules.refusal import Refused
from rules.sample_form import SampleForm, as_paper, from_plain, made, missing, to_plain
from rules.sample_typed import begins_with_count, day_of, merged, names_no_product, past_day, read
from rules.sample_waybill import BY_HAND, Waybill
from rules.sample_waybill import read as waybill
from rules.trade_paper import missing as paper_missing

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 2 March 2026 in Shanghai."""
ZONE = "Asia/Shanghai"
MARCH = date(2026, 3, 20)


def form(text: str, known: SampleForm | None = None, awaited: str = "") -> SampleForm:
    known = known or SampleForm()
    return merged(known, read(text, NOW, ZONE, has_product=bool(known.product), awaited=awaited))


@pytest.mark.parametrize(
    ("typed", "product", "quantity", "requirements", "need_by"),
    [
        ("LED-5050 3 pcs; 4000K, white frame; need 2026-03-20", "LED-5050", 3, "4000K, white frame", MARCH),
        ("LED-5050 3 pcs, 4000K, need by 20 March", "LED-5050", 3, "4000K", MARCH),
        ("3 pcs of LED-5050; March 20", "LED-5050", 3, "", MARCH),
        ("LED-5050 x 3", "LED-5050", 3, "", None),
        ("LED-5050 3 pcs white frame", "LED-5050", 3, "white frame", None),
        ("pump 2.2 kW 3 pcs", "pump 2.2 kW", 3, "", None),
        ("LED-5050 3 pcs need next friday", "LED-5050", 3, "", date(2026, 3, 13)),
        ("LED-5050\n3 pcs\nwhite\nneed in 10 days", "LED-5050", 3, "white", date(2026, 3, 12)),
        ("打样 LED-5050 3个；4000K 白框；3月20日前要", "LED-5050", 3, "4000K 白框", MARCH),
        ("样品 深井泵2台 3月20日前", "深井泵", 2, "", MARCH),
        ("深井泵3台；要求：蓝色；交样日期 2026-03-20", "深井泵", 3, "蓝色", MARCH),
        ("<b>LED</b> 3 pcs", "<b>LED</b>", 3, "", None),
        ("LED-5050", "LED-5050", None, "", None),
        ("", "", None, "", None),
    ],
)
def test_one_message_says_everything(
    typed: str, product: str, quantity: int | None, requirements: str, need_by: date | None
) -> None:
    told = form(typed)
    assert (told.product, told.requirements, told.need_by) == (product, requirements, need_by)
    assert told.quantity == (None if quantity is None else Decimal(quantity))


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("label: neutral", "label", "neutral"),
        ("标签 中性", "label", "中性"),
        ("contact Paul", "contact", "Paul"),
        ("技术 老王", "contact", "老王"),
        ("product LED-6000", "product", "LED-6000"),
        ("requirements: black frame", "requirements", "black frame"),
        ("black frame", "requirements", "white; black frame"),
        ("5 pcs", "quantity", Decimal(5)),
        ("need 2026-03-20", "need_by", MARCH),
        ("20 March", "need_by", MARCH),
    ],
)
def test_a_request_is_changed_by_what_is_typed_behind_its_number(typed: str, field: str, value: object) -> None:
    known = SampleForm(product="LED-5050", requirements="white", quantity=Decimal(3))
    assert getattr(form(typed, known), field) == value


@pytest.mark.parametrize(
    ("typed", "awaited", "value"),
    [
        ("3", "quantity", Decimal(3)),
        ("3件", "quantity", Decimal(3)),
        ("2026-03-20", "need_by", MARCH),
        ("4000K, holes of 3 mm, before assembly", "requirements", "4000K, holes of 3 mm, before assembly"),
        ("neutral", "label", "neutral"),
    ],
)
def test_an_answer_is_what_was_asked_for(typed: str, awaited: str, value: object) -> None:
    assert getattr(form(typed, SampleForm(product="LED-5050"), awaited), awaited) == value


@pytest.mark.parametrize(
    "typed",
    [
        "LED-5050 0 pcs",
        "LED-5050 -3 pcs",
        "LED-5050 50000 pcs",
        "LED-5050 2.5 pcs",
        "LED-5050 3 pcs; need 2026-02-01",
        "LED-5050 3 pcs; need 2026-02-30",
        "LED-5050 3 pcs; need 2099-01-01",
        "x" * 5_000,
    ],
)
def test_what_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        form(typed)


@pytest.mark.parametrize(("typed", "awaited"), [("three", "quantity"), ("soon", "need_by")])
def test_an_answer_that_is_none_is_refused(typed: str, awaited: str) -> None:
    with pytest.raises(Refused):
        form(typed, SampleForm(product="LED-5050"), awaited)


def test_one_more_is_made_than_was_asked_for() -> None:
    assert made(form("LED-5050 3 pcs"), 1) == 4
    assert made(form("LED-5050 3 pcs"), 0) == 3
    assert made(form("LED-5050"), 1) is None


def test_the_paper_has_every_mandatory_field_of_its_form() -> None:
    told = form("LED-5050 3 pcs; white; need 2026-03-20; label: ours", SampleForm(customer="Kunde"))
    assert missing(told) == ()
    paper = as_paper(told, 1, "S12", "en+zh")
    assert paper_missing(paper) == ()
    assert (paper.told("qty_requested"), paper.told("qty_made"), paper.told("sample_no")) == ("3 pcs", "4 pcs", "S12")
    assert from_plain(to_plain(told)) == told


def test_what_lacks_is_asked_for_in_its_order() -> None:
    assert missing(SampleForm()) == ("product", "quantity", "requirements", "need_by", "label")


@pytest.mark.parametrize(
    ("typed", "no_product"), [("2 pcs; blue", True), ("", True), ("LED 2 pcs", False), ("2 pcs LED", False)]
)
def test_how_many_alone_names_no_product(typed: str, no_product: bool) -> None:
    assert names_no_product(typed) is no_product


@pytest.mark.parametrize(
    ("typed", "counts"),
    [
        ("3 pcs LED", True),
        ("3台深井泵", True),
        ("1042 打样 LED 3个", False),
        ("88 打样", False),
        ("88", False),
        ("1042 LED 3 pcs", False),
    ],
)
def test_a_count_in_front_is_no_inquirys_number(typed: str, counts: bool) -> None:
    assert begins_with_count(typed) is counts


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-02-27", date(2026, 2, 27)),
        ("2月27日", date(2026, 2, 27)),
        ("yesterday", date(2026, 3, 1)),
        ("27 February", date(2026, 2, 27)),
        ("2026-02-30", None),
        ("soon", None),
    ],
)
def test_the_day_of_arrival_may_be_over(typed: str, day: date | None) -> None:
    assert past_day(typed, NOW, ZONE) == day


def test_a_word_is_no_day() -> None:
    assert day_of("white frame", NOW, ZONE) is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("DHL 1234567890", Waybill("DHL", "1234567890")),
        ("dhl: 12 3456 7890", Waybill("DHL", "1234567890")),
        ("顺丰 SF1234567890123", Waybill("SF Express", "SF1234567890123")),
        ("UPS 1Z999AA10123456784", Waybill("UPS", "1Z999AA10123456784")),
        ("EMS EE123456789CN", Waybill("EMS", "EE123456789CN")),
        ("FedEx no. 123456789012", Waybill("FedEx", "123456789012")),
        ("Correos PQ4F6X0712345670128001T", Waybill("Correos", "PQ4F6X0712345670128001T")),
        ("DHL hello", Waybill("DHL", "HELLO", looks_right=False)),
        ("DHL 12", Waybill("DHL", "12", looks_right=False)),
        ("by hand", Waybill(BY_HAND, "")),
        ("自取", Waybill(BY_HAND, "")),
        ("DHL", Waybill("DHL", "")),
        ("", Waybill()),
        ("1234567890", Waybill("", "1234567890")),
    ],
)
def test_courier_and_number_as_they_are_typed(typed: str, told: Waybill) -> None:
    assert waybill(typed) == told


def test_a_number_alone_belongs_to_the_courier_told_before() -> None:
    assert waybill("1234567890", "DHL") == Waybill("DHL", "1234567890")
    assert waybill("hello kitty 12", "DHL") == Waybill("DHL", "HELLOKITTY12", looks_right=False)
    assert waybill("UPS 1Z999AA10123456784", "DHL").courier == "UPS"
    assert not waybill("DHL").is_complete
    assert waybill("by hand").is_complete
