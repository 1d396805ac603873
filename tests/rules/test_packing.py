"""How goods are packed: cartons and their numbers, weights, volume, the container; and carton data as people type them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rules.packing import Carton, Fit, Load, ToPack, carton_of, fitting, load, missing, packed, size_told
from rules.packing_typed import carton_typed
from rules.products import Product
from rules.refusal import Refused

D = Decimal
BOX = Carton(D(50), D("12.5"), D(11), D(60), D(40), D(30))


def to_pack(quantity: str | None, carton: Carton = BOX) -> ToPack:
    return ToPack("A1", "pump", None if quantity is None else D(quantity), "pcs", carton)


@pytest.mark.parametrize(
    ("quantity", "cartons", "rest", "net", "gross", "volume"),
    [
        ("2000", 40, "0", "440.00", "500.00", "2.880"),
        ("50", 1, "0", "11.00", "12.50", "0.072"),
        ("1", 1, "1", "0.22", "1.72", "0.072"),
        ("120", 3, "20", "26.40", "30.90", "0.216"),
        ("0.5", 1, "0.5", "0.11", "1.61", "0.072"),
    ],
)
def test_a_carton_that_is_not_full_takes_its_room_and_weighs_what_is_in_it(
    quantity: str, cartons: int, rest: str, net: str, gross: str, volume: str
) -> None:
    (each,) = packed([to_pack(quantity)])
    assert (each.cartons, each.rest) == (cartons, D(rest))
    assert (each.net, each.gross, each.volume) == (D(net), D(gross), D(volume))


def test_cartons_are_numbered_through_all_lines() -> None:
    lines = packed([to_pack("2000"), to_pack("10", Carton()), to_pack("120"), to_pack("1")])
    assert [(each.first, each.last) for each in lines] == [(1, 40), (0, 0), (41, 43), (44, 44)]


def test_the_sums_are_those_of_the_lines_as_they_stand_there() -> None:
    lines = packed([to_pack("1", Carton(D(3), D("1.005"), D("1"), D(10), D(10), D(10)))] * 3)
    whole = load(lines)
    assert whole.net == sum((each.net or D(0) for each in lines), D())
    assert whole.cartons == 3


def test_a_sum_that_is_not_known_of_every_line_is_no_sum() -> None:
    whole = load(packed([to_pack("2000"), to_pack("50", Carton(per=D(50), gross=D(12)))]))
    assert (whole.cartons, whole.net, whole.gross, whole.volume) == (41, None, D("512.00"), None)
    assert load(()) == Load(0, None, None, None)


@pytest.mark.parametrize(
    ("line", "lacks"),
    [
        (to_pack("10"), ()),
        (to_pack(None), ("quantity",)),
        (to_pack("10", Carton()), ("per", "gross", "net", "size")),
        (to_pack("10", Carton(D(0), D(1), D(1), D(1), D(1), None)), ("per", "size")),
    ],
)
def test_what_is_not_known_is_said(line: ToPack, lacks: tuple[str, ...]) -> None:
    assert missing(line) == lacks


@pytest.mark.parametrize(
    ("volume", "gross", "fit"),
    [
        ("5", "2000", Fit("", 0, D(0), by_weight=False)),
        ("15", "15000", Fit("", 0, D(0), by_weight=False)),
        ("25.2", "9000", Fit("20GP", 1, D("0.90"), by_weight=False)),
        ("28", "21700", Fit("20GP", 1, D("1.00"), by_weight=False)),
        ("28.001", "100", Fit("40GP", 1, D("0.48"), by_weight=False)),
        ("60", "100", Fit("40HQ", 1, D("0.88"), by_weight=False)),
        ("70", "100", Fit("45HQ", 1, D("0.90"), by_weight=False)),
        ("10", "20000", Fit("20GP", 1, D("0.92"), by_weight=True)),
        ("20", "27000", Fit("45HQ", 1, D("0.98"), by_weight=True)),
        ("20", "60000", Fit("20GP", 3, D("0.76"), by_weight=True)),
        ("200", "1000", Fit("40HQ", 3, D("0.94"), by_weight=False)),
    ],
)
def test_the_smallest_container_that_carries_it_is_found_heavy_goods_by_their_weight(
    volume: str, gross: str, fit: Fit
) -> None:
    assert fitting(Load(1, None, D(gross), D(volume))) == fit


def test_without_a_volume_no_container_is_named() -> None:
    assert fitting(Load(1, D(1), D(1), None)) is None
    assert fitting(Load(1, None, None, D(20))) == Fit("20GP", 1, D("0.71"), by_weight=False)


def test_the_table_of_products_tells_the_carton() -> None:
    product = Product("A1", per_carton=D(50), carton_gross=D("12.5"), carton_length=D(60), carton_width=D(40))
    assert carton_of(product) == Carton(D(50), D("12.5"), None, D(60), D(40), None)
    assert carton_of(None) == Carton()
    assert size_told(BOX) == "60 x 40 x 30"
    assert size_told(carton_of(product)) == ""


@pytest.mark.parametrize(
    ("text", "carton"),
    [
        ("50/ctn 12.5kg 60x40x30", Carton(D(50), D("12.5"), None, D(60), D(40), D(30))),
        ("50 pcs/carton, net 11 kg, gross 12.5 kg, 60 x 40 x 30 cm", BOX),
        ("G.W. 12.5 N.W. 11 60*40*30 50 per box", BOX),
        ("每箱50个 毛重12.5公斤 净重11公斤 60×40×30", BOX),
        ("50个/箱 毛重12,5 净重11 600x400x300mm", BOX),
        ("60X40X30CM", Carton(None, None, None, D(60), D(40), D(30))),
        ("0.6x0.4x0.3 m", Carton(None, None, None, D(60), D(40), D(30))),
        ("net 800 g", Carton(net=D("0.8"))),
    ],
)
def test_carton_data_are_understood_as_people_type_them(text: str, carton: Carton) -> None:
    assert carton_typed(text) == carton


def test_what_is_not_typed_stays_as_it_is_known() -> None:
    assert carton_typed("60/ctn", BOX) == replace(BOX, per=D(60))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "blue",
        "50/ctn blue",
        "0/ctn",
        "gross 10 net 12",
        "900x40x30",
        "60x40",
        "99999 kg",
        "-5/ctn",
        "{number} __class__",
    ],
)
def test_what_no_carton_is_like_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        carton_typed(text)
    assert "60x40x30" in str(refusal.value)
