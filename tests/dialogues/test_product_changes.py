"""Products changed in chat: who may, who sees what, what is recorded, and how it is taken back (R116, R117, R126)."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from sqlalchemy import select

from rules.products import Product
from storage.products import product, put
from storage.tables.happenings import HappeningRow
from tests.dialogues.desk import Desk

BEARING = Product(
    "6204-2RS",
    (("en", "Deep groove ball bearing"), ("zh", "深沟球轴承")),
    unit="pcs",
    price=D("0.85"),
    floor=D("0.80"),
    ceiling=D("0.95"),
    currency="USD",
    costs=(("raw_material", D("2.10")), ("labour", D("0.60"))),
    cost_currency="CNY",
    cost_source="Pia",
)
OTHER = Product("6004-ZZ", (("en", "Deep groove ball bearing 6004"),))
SECRETS = ("0.80", "0.95", "2.70", "raw material", "floor", "range")


@pytest.fixture
def shop(desk: Desk) -> Desk:
    """The department with two products, and one person of every role."""
    for name, role in (
        ("Mia", "manager"),
        ("Sue", "supervisor"),
        ("Pia", "purchasing"),
        ("Pete", "production"),
        ("Vic", "viewer"),
        ("Meg", "merchandiser"),
        ("Amy", "accounting"),
    ):
        desk.hires(name, role)
    with desk.database.deciding() as session:
        put(desk.work(session), (BEARING, OTHER))
        session.commit()
    return desk.forget()


def standing(desk: Desk, number: str = "6204-2RS") -> Product:
    with desk.database.reading() as session:
        found = product(session, number)
        assert found is not None
        return found


def test_a_price_is_changed_on_the_phone_shown_with_before_and_after_and_taken_back(shop: Desk) -> None:
    shop.says("Sue", "/product 6204-2rs price 0.90 USD").hears(
        "6204-2RS · Deep groove ball bearing",
        "price: USD 0.85 → USD 0.90",
        "That is +5.9 % on the former price.",
        who="Sue",
    )
    assert standing(shop).price == D("0.90")
    with shop.database.reading() as session:
        row = session.scalars(select(HappeningRow).where(HappeningRow.verb == "product")).one()
        before, after = dict(row.before or {}), dict(row.after or {})
        assert (before["price"], after["price"]) == ("0.85", "0.9")
        assert "0.9" not in str(row.words), "who reads the record's words need not see prices"
    shop.presses("Sue", "Take it back").hears("Taken back: 6204-2RS of the products: price", who="Sue")
    assert standing(shop) == BEARING
    shop.says("Sue", "/undo").hears("nothing of yours", who="Sue")


@pytest.mark.parametrize(
    ("who", "words", "field", "value"),
    [
        ("Sue", "price 0.9", "price", D("0.9")),
        ("Sue", "单价0.9美元", "price", D("0.9")),
        ("Sue", "price=0.90", "price", D("0.9")),
        ("Mia", "floor 0.82", "floor", D("0.82")),
        ("Mia", "底价 0.82", "floor", D("0.82")),
        ("Mia", "down 4%", "floor", D("0.816")),
        ("Mia", "上浮 10%", "ceiling", D("0.935")),
        ("Pia", "moq 500", "moq", D(500)),
        ("Pia", "起订量 500个", "moq", D(500)),
        ("Pia", "name zh 轴承（加厚）", "names", (("en", "Deep groove ball bearing"), ("zh", "轴承（加厚）"))),
        ("Pia", "name Ball bearing", "names", (("en", "Ball bearing"), ("zh", "深沟球轴承"))),
        ("Pia", "name fr Roulement", "names", (*BEARING.names[:1], ("fr", "Roulement"), *BEARING.names[1:])),
        ("Pia", "cost raw_material 2.20", "costs", (("raw_material", D("2.2")), ("labour", D("0.6")))),
        ("Pete", "cost raw material 2.20 CNY", "costs", (("raw_material", D("2.2")), ("labour", D("0.6")))),
        ("Pete", "人工 0.7", "costs", (("raw_material", D("2.1")), ("labour", D("0.7")))),
        ("Pete", "cost packaging 0.1", "costs", (*BEARING.costs, ("packaging_cost", D("0.1")))),
        ("Pete", "cost labour -", "costs", (("raw_material", D("2.1")),)),
        ("Pete", "lead time 25 days", "lead_days", 25),
        ("Pete", "交期 30天", "lead_days", 30),
        ("Sue", "tier 1000 0.82", "tiers", ((D(1000), D("0.82")),)),
        ("Sue", "阶梯价 1000: 0.82; 5000: 0.80", "tiers", ((D(1000), D("0.82")), (D(5000), D("0.8")))),
        ("Pia", "carton 50x40x30", "carton_width", D(40)),
        ("Pia", "装箱数 100", "per_carton", D(100)),
        ("Pia", "gross weight 12.5 kg", "carton_gross", D("12.5")),
        ("Pia", "hs code 8482.10", "hs_code", "848210"),
        ("Pia", "unit -", "unit", ""),
    ],
)
def test_every_field_is_changed_in_the_words_of_who_changes_it(
    shop: Desk, who: str, words: str, field: str, value: object
) -> None:
    shop.says(who, f"/product 6204-2RS {words}")
    assert getattr(standing(shop), field) == value, shop.chat(who)[-1]


def test_a_tier_is_added_to_the_others_and_taken_away(shop: Desk) -> None:
    shop.says("Sue", "/product 6204-2RS tier 1000 0.82").says("Sue", "/product 6204-2RS tier 5000 0.80 USD")
    assert standing(shop).tiers == ((D(1000), D("0.82")), (D(5000), D("0.8")))
    shop.says("Sue", "/product 6204-2RS tier 1000 -").hears("tiers: 1,000+ USD 0.82; 5,000+ USD 0.80 → 5,000+ USD 0.80")
    shop.says("Sue", "/product 6204-2RS tiers -")
    assert standing(shop).tiers == ()


def test_several_changes_go_in_one_message_and_what_is_wrong_is_named(shop: Desk) -> None:
    shop.says("Sue", "/product 6204-2RS\nprice 0.90 USD\nfloor 0.85\nmoq many\ncolour blue").hears(
        "price: USD 0.85 → USD 0.90",
        "floor: USD 0.80 → USD 0.85",
        "Not changed:",
        "moq many: many is no quantity: a number, like 500",
        "colour blue: I know no field colour blue.",
        who="Sue",
    )
    assert (standing(shop).price, standing(shop).floor) == (D("0.9"), D("0.85"))


@pytest.mark.parametrize(
    ("who", "words", "says"),
    [
        ("Ana", "price 0.70", "price is changed by: manager, supervisor."),
        ("Pia", "floor 0.10", "floor is changed by: manager, supervisor."),
        ("Pete", "moq 5", "smallest order is changed by"),
        ("Vic", "lead time 5", "lead time in days is changed by"),
        ("Meg", "cost labour 1", "labour is changed by"),
        ("Amy", "unit set", "unit is changed by"),
        ("Sue", "price cheap", "cheap is no amount"),
        ("Sue", "price -3", "-3 is negative"),
        ("Sue", "floor 0.90", "the floor 0.9 is above the price 0.85"),
        ("Sue", "price 0.70", "the floor 0.80 is above the price 0.7"),
        ("Sue", "price 0.9 EUR", "its other prices are in USD"),
        ("Sue", "price 0.85", "It stands so already."),
        ("Sue", "number 7", "A number stays"),
        ("Sue", "from 2026-13-01", "is no day"),
        ("Sue", "tier 1000", "is no price tier"),
    ],
)
def test_who_may_not_and_what_cannot_be_is_refused_in_a_sentence_and_nothing_changes(
    shop: Desk, who: str, words: str, says: str
) -> None:
    shop.says(who, f"/product 6204-2RS {words}").hears(says, who=who)
    assert standing(shop) == BEARING


def test_costs_floor_and_ceiling_are_shown_only_to_whom_they_concern(shop: Desk) -> None:
    for who in ("Ana", "Sue", "Mia", "Dora", "Pia", "Amy"):
        shop.says(who, "/product 6204-2RS").hears(
            "price: USD 0.85 / pcs", "range: floor USD 0.80, ceiling USD 0.95", "costs: CNY 2.70 / pcs", who=who
        )
    shop.says("Pete", "/product 6204-2RS").hears("costs: CNY 2.70 / pcs", who="Pete")
    assert "floor" not in shop.chat("Pete")[-1]
    for who in ("Vic", "Meg"):
        shop.says(who, "/product 6204-2RS").hears("price: USD 0.85 / pcs", who=who)
        assert not [each for each in SECRETS if each in shop.chat(who)[-1]], who
        shop.says(who, "/product 6204-2RS history").hears("for who sells, buys and counts", who=who)


def test_in_a_room_nothing_of_a_product_is_said(shop: Desk) -> None:
    shop.opens_room().says("Sue", "/product 6204-2RS", room="team").hears("I say that only in private.", who="team")


def test_the_history_of_prices_stays(shop: Desk) -> None:
    shop.says("Sue", "/product 6204-2RS price 0.90").says("Mia", "/product 6204-2RS floor 0.84")
    shop.says("Ana", "/product 6204-2RS").forget().presses("Ana", "Price history").hears(
        "Prices of 6204-2RS",
        "price USD 0.90, floor USD 0.84, ceiling USD 0.95",
        "price USD 0.85, floor USD 0.80, ceiling USD 0.95",
        who="Ana",
    )


def test_a_price_of_a_later_day_waits_and_then_holds(shop: Desk) -> None:
    shop.says("Sue", "/product 6204-2RS price 0.92 USD from 2026-03-04").hears(
        "price to come: - → USD 0.92 from 4 Mar 2026 on", who="Sue"
    )
    assert standing(shop).price == D("0.85")
    shop.says("Ana", "/product 6204-2RS").hears("price: USD 0.85 / pcs", "from 4 Mar 2026 on: USD 0.92", who="Ana")
    shop.passes(days=2)
    assert (standing(shop).price, standing(shop).coming) == (D("0.92"), None)
    shop.says("Ana", "/product 6204-2RS history").hears("price USD 0.92", "price USD 0.85", who="Ana")


def test_the_margin_at_the_price_is_told_at_todays_rate(shop: Desk) -> None:
    shop.says("Amy", "/rates USD 7.12").says("Ana", "/product 6204-2RS").hears(
        "margin at that price: 55.39 %", who="Ana"
    )
    shop.says("Pete", "/product 6204-2RS")
    assert "margin" not in shop.chat("Pete")[-1]


def test_a_photo_that_answers_the_card_is_the_products_picture(shop: Desk) -> None:
    shop.says("Ana", "/product 6204-2RS").sends_file("Ana", "front.jpg", b"\xff\xd8 a photo", answers="price: USD 0.85")
    shop.hears("picture: - → a picture", who="Ana")
    kept = standing(shop)
    assert (kept.picture, kept.picture_type, kept.picture_size) == (
        shop.blobs.keep(b"\xff\xd8 a photo"),
        "image/jpeg",
        10,
    )
    shop.says("Bob", "/product 6204-2RS")
    assert [each.name for each in shop.ears.said[-1][1].files] == ["picture.jpg"]
    shop.sends_file("Ana", "front.png", b"another", caption="price 0.01 USD", answers="picture: -")
    assert (standing(shop).price, standing(shop).picture_type) == (D("0.85"), "image/png")
    shop.says("Ana", "/undo").says("Ana", "/undo")
    assert standing(shop).picture == ""


def test_what_is_no_picture_is_refused(shop: Desk) -> None:
    shop.says("Ana", "/product 6204-2RS picture").hears("Answer this message with the photo of 6204-2RS.", who="Ana")
    shop.sends_file("Ana", "offer.pdf", b"%PDF", answers="Answer this message").hears(
        "offer.pdf is no picture", who="Ana"
    )
    shop.says("Pia", "/product 6204-2RS picture -").hears("It stands so already", who="Pia")
    shop.says("Vic", "/product 6204-2RS picture").hears("picture is changed by", who="Vic")


def test_words_that_answer_the_card_change_the_product(shop: Desk) -> None:
    shop.says("Sue", "/product 6204-2RS").says("Sue", "moq 300", answers="price: USD").hears("smallest order: - → 300")


def test_an_amount_without_a_currency_asks_for_it_by_buttons(shop: Desk) -> None:
    shop.says("Pete", "/product 6004-ZZ cost raw_material 1.20").hears("In which currency is 1.20?", who="Pete")
    shop.presses("Pete", "CNY").hears("costs: - → raw material CNY 1.20", who="Pete")
    shop.says("Sue", "/product 6004-ZZ price 0.7").presses("Sue", "USD").hears("price: - → USD 0.70", who="Sue")
    shop.says("Sue", "/product 6004-ZZ price 0.71").hears("price: USD 0.70 → USD 0.71", who="Sue")
    assert standing(shop, "6004-ZZ").cost_source == "Pete"


def test_an_unknown_number_offers_the_closest_ones_and_keeps_what_was_typed(shop: Desk) -> None:
    shop.says("Sue", "/product 6204-2R price 0.91\nmoq 400").hears(
        "I know no product 6204-2R. Which one is it?", who="Sue"
    )
    shop.presses("Sue", "6204-2RS · Deep groove ball bearing").hears("price: USD 0.85 → USD 0.91", who="Sue")
    assert standing(shop).moq == D(400)
    shop.says("Ana", "/product 6304-2RS").hears("I know no product 6304-2RS. Perhaps one of these?", who="Ana")
    shop.presses("Ana", "6204-2RS · Deep groove ball bearing").hears("price: USD 0.91", who="Ana")
    shop.says("Ana", "/product olive oil").hears("I know no product like olive oil.", who="Ana")


def test_a_product_is_added_and_withdrawn_in_chat(shop: Desk) -> None:
    shop.says("Pia", "/product add LED-5050, LED strip light").hears("LED-5050 · LED strip light", who="Pia")
    shop.says("Pia", "unit m", answers="It is in the table now").hears("unit: - → m", who="Pia")
    shop.says("Pia", "/product add LED-5050, again").hears("LED-5050 is in the table already.", who="Pia")
    shop.says("Ana", "/product add X-1, Lamp").hears("product is changed by", who="Ana")
    shop.says("Pia", "/product add").says("Pia", "/product add X-1").hears("Write the number and the name", who="Pia")
    shop.says("Pia", "/product LED-5050 withdraw").hears("LED-5050 is sold no more.", who="Pia")
    shop.says("Ana", "/product LED-5050").hears("I know no product", who="Ana")
    shop.presses("Pia", "Take it back")
    assert standing(shop, "LED-5050").unit == "m"


def test_what_was_changed_again_is_not_taken_back(shop: Desk) -> None:
    shop.says("Sue", "/product 6204-2RS price 0.90").says("Mia", "/product 6204-2RS price 0.91")
    shop.says("Sue", "/undo").hears("Meanwhile 6204-2RS was changed again.", who="Sue")
    assert standing(shop).price == D("0.91")


def test_hostile_names_print_literally(shop: Desk) -> None:
    name = "<b>=cmd|' /C calc'!A0 {{7*7}} /approve 12\u202egnp"
    shop.says("Pia", f"/product 6204-2RS name {name}").says("Ana", "/product 6204-2RS")
    told = shop.chat("Ana")[-1]
    assert "<b>=cmd|' ⁄C calc'!A0 {{7*7}} ⁄approve 12gnp" in told


def test_a_product_without_a_value_behind_the_field_shows_how_it_is_changed(shop: Desk) -> None:
    shop.says("Sue", "/product 6204-2RS price").hears(
        "price: USD 0.85 / pcs", "Write the value behind it, like /product 6204-2RS price 3.20 USD.", who="Sue"
    )
