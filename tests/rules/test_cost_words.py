"""What people write about costs: names in two languages, amounts in any spelling, several in one message (R117)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.cost_words import CostChange, named_alone, read_costs
from rules.refusal import Refused

D = Decimal
ONE: tuple[tuple[str, CostChange], ...] = (
    ("1 raw_material 1.20 CNY", CostChange("raw_material", 1, amount=D("1.20"), currency="CNY")),
    ("1 raw material 1.20", CostChange("raw_material", 1, amount=D("1.20"))),
    ("1 raw 1.20 rmb", CostChange("raw_material", 1, amount=D("1.20"), currency="CNY")),
    ("1原材料1.2", CostChange("raw_material", 1, amount=D("1.2"))),
    ("第2行 人工 3元", CostChange("labour", 2, amount=D("3"), currency="CNY")),
    ("2. packing 300 total", CostChange("packaging_cost", 2, amount=D("300"), whole=True)),
    ("1 包装 合计300", CostChange("packaging_cost", 1, amount=D("300"), whole=True)),
    ("LED-5050 purchase ¥1.2/个", CostChange("purchase_price", product="LED-5050", amount=D("1.2"), currency="CNY")),
    ("led-5050 进价 1.2 美元", CostChange("purchase_price", product="LED-5050", amount=D("1.2"), currency="USD")),
    ("1 labour ~0.5", CostChange("labour", 1, amount=D("0.5"), estimate=True)),
    ("1 人工 约0.5", CostChange("labour", 1, amount=D("0.5"), estimate=True)),
    ("1 labour -", CostChange("labour", 1)),
    ("1 insurance 0.05", CostChange("insurance", 1, amount=D("0.05"))),
    ("insurance 30", CostChange("insurance", amount=D("30"))),
    ("insurance 0.3%", CostChange("insurance", amount=D("0.3"), percent=True)),
    ("保险0.3％", CostChange("insurance", amount=D("0.3"), percent=True)),
    ("duty 5%", CostChange("duty", amount=D("5"), percent=True)),
    ("关税 5%", CostChange("duty", amount=D("5"), percent=True)),
    ("freight 1,900 USD", CostChange("freight", amount=D("1900"), currency="USD")),
    ("freight 900,50", CostChange("freight", amount=D("900.50"))),
    ("freight US$ 900", CostChange("freight", amount=D("900"), currency="USD")),
    ("Freight about 900 usd", CostChange("freight", amount=D("900"), currency="USD", estimate=True)),
    ("海运费900刀", CostChange("freight", amount=D("900"), currency="USD")),
    ("运费　９００", CostChange("freight", amount=D("900"))),
    ("other 3%", CostChange("other_cost", amount=D("3"), percent=True)),
    ("reason big order, old friend", CostChange("reason", text="big order, old friend")),
    ("原因：老客户，量大", CostChange("reason", text="老客户,量大")),
)


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_a_cost_is_read_as_people_write_it(text: str, expected: CostChange) -> None:
    assert read_costs(text, ["LED-5050"]) == ([expected], [])


def test_several_costs_stand_in_one_message_line_by_line_between_commas_or_one_after_the_other() -> None:
    lines = "1 raw 1.20 CNY\nlabour 0.30, pack ~0.1 transport 0.2\nfreight 900\nreason old friend, big order"
    found, wrong = read_costs(lines)
    told = [(each.position, each.name, each.amount) for each in found]
    assert told[0] == (1, "raw_material", D("1.20"))
    assert told[1:4] == [(None, "labour", D("0.30")), (None, "packaging_cost", D("0.1")), (None, "transport", D("0.2"))]
    assert told[4] == (None, "freight", D("900"))
    assert found[5].text == "old friend, big order"
    assert wrong == []


def test_a_position_holds_for_the_costs_behind_it_on_the_same_line() -> None:
    found, _ = read_costs("2 raw 1.20 CNY labour 0.3 CNY, pack 0.1")
    assert [each.position for each in found] == [2, 2, 2]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("blah 3", "I cannot read blah 3 as a cost"),
        ("freight", "I cannot read freight as a cost"),
        ("freight 900 XXX", "I know no currency XXX"),
        ("freight -5", "no negative amount"),
        ("1 raw 1.2.3", "1.2.3 is no amount"),
        ("freight 1e9", "I cannot read 1e9"),
        ("freight 99999999999999999", "is no amount"),
        ("freight NaN", "I cannot read"),
        ("1 tax 3%", "Per cent is understood for"),
        ("insurance 300%", "more than the whole"),
        ("1 freight 9", "told for the whole quotation"),
        ("reason " + "x" * 301, "too long"),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example_and_the_rest_is_kept(text: str, part: str) -> None:
    found, wrong = read_costs(f"{text}\nlocal 120")
    assert [each.name for each in found] == ["local"]
    assert len(wrong) == 1
    assert part in str(wrong[0])


def test_hostile_words_are_no_cost_and_take_no_time() -> None:
    for text in ("1 " * 5000, "raw " * 5000, "," * 20000, "~" * 20000, "1.1." * 5000, "{0}{charge}", "'; DROP TABLE"):
        found, wrong = read_costs(text)
        assert found == []
        assert all(isinstance(each, Refused) for each in wrong)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("freight", (None, "freight")),
        ("raw material", (None, "raw_material")),
        ("2 labour", (2, "labour")),
        ("1 人工", (1, "labour")),
        ("2 freight", None),
        ("freight 900", None),
        ("nonsense", None),
        ("1", None),
        ("", None),
    ],
)
def test_a_name_alone_is_a_question(text: str, expected: tuple[int | None, str] | None) -> None:
    assert named_alone(text) == expected
