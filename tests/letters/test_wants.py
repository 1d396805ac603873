"""What customers want, fact by fact: numbers, units, prices, terms, ports and several products, in the trade's languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mail.read import read_letter
from mail.wants import missing_of, wanted_in, wants_of
from mail.wants_numbers import chinese_number, number_of
from mail.wants_ports import PORTS, port_named
from mail.wants_tables import rows_of
from rules.letter import BESIDES, WANTED, Want
from rules.letter_plain import explained, from_plain, to_plain
from tests.letters.company import OURS


def want(text: str, slot: str, subject: str = "hi") -> Want | None:
    return dict(wants_of(subject, text)).get(slot)


@pytest.mark.parametrize(
    ("text", "value", "normal"),
    [
        ("we need 500 pcs", "500 pcs", "500 pcs"),
        ("please quote 10,000 pieces", "10,000 pieces", "10000 pcs"),
        ("wir brauchen 1.250 Stück", "1.250 Stück", "1250 pcs"),
        ("нужно 1 250 шт.", "1 250 шт", "1250 pcs"),
        ("1,00,000 nos of bolts", "1,00,000 nos", "100000 pcs"),
        ("5k pcs please", "5k pcs", "5000 pcs"),
        ("需要1万个", "1万个", "10000 pcs"),
        ("要五十台", "五十台", "50 pcs"),
        ("数量５００套", "５００套", "500 sets"),
        ("نحتاج ٥٠٠ قطعة", "٥٠٠ قطعة", "500 pcs"),
        ("order 500-1,000 pairs", "500-1,000 pairs", "500-1000 pairs"),
        ("每月5000件", "每月5000件", "5000 pcs"),
        ("2,000 sets per year", "2,000 sets per year", "2000 sets"),
        ("we need 300 m of cable", "300 m", "300 m"),
        ("12,000 sqm of flooring", "12,000 sqm", "12000 m2"),
        ("60 cbm of timber", "60 cbm", "60 m3"),
        ("20 gross of buttons", "20 gross", "20 gross"),
        ("1x20GP of tiles", "1x20GP", "1 containers"),
        ("2*40'HQ", "2*40'HQ", "2 containers"),
        ("one 20ft container", "one 20ft container", "1 containers"),
        ("1个40尺高柜", "1个40尺高柜", "1 containers"),
        ("two hundred sets", "two hundred sets", "200 sets"),
        ("a dozen of them", "a dozen", "1 dozen"),
        ("zehn Stück", "zehn Stück", "10 pcs"),
        ("пятьдесят штук", "пятьдесят штук", "50 pcs"),
        ("25 tonnes of rice", "25 tonnes", "25 t"),
        ("200 metric tons of rice", "200 metric tons", "200 t"),
        ("80 drums of glycerine", "80 drums", "80 drums"),
    ],
)
def test_a_quantity_is_read_with_its_unit_and_as_the_department_writes_it(text: str, value: str, normal: str) -> None:
    found = want(text, "quantity")
    assert found is not None
    assert (found.value, found.normal, found.sure) == (value, normal, True)


@pytest.mark.parametrize(
    "text",
    [
        "Tel: +34 961 23 45 67",
        "Phone: 500 1000 pcs",
        "H-1097 Budapest, 20 Soroksari street",
        "We met on 15 October 2025 at booth 12",
        "30% T/T in advance",
        "a cable of 300 m length",
        "25 kg/bag",
        "500 pcs per carton",
        "on the 1st of May",
        "100 m away",
        "第3条",
        "founded in 1998, 45 employees and 12 stores",
        "model QJ-200",
    ],
)
def test_what_only_looks_like_a_quantity_is_none(text: str) -> None:
    assert want(text, "quantity") is None


@pytest.mark.parametrize("text", ["What is your MOQ? Is it 500 pcs?", "We need 300 brake pads", "FCL"])
def test_a_quantity_that_may_be_meant_otherwise_is_a_guess(text: str) -> None:
    found = want(text, "quantity")
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize(
    ("written", "money", "number"),
    [
        ("1,250.00", False, "1250"),
        ("1.250,00", False, "1250"),
        ("1 250", False, "1250"),
        ("1'250", False, "1250"),
        ("1.250", False, "1250"),
        ("3.200", True, "3.2"),
        ("3,20", True, "3.2"),
        ("0.125", False, "0.125"),
        ("1.000.000", True, "1000000"),
    ],
)
def test_points_and_commas_part_thousands_or_decimals(written: str, money: bool, number: str) -> None:
    assert number_of(written, money) == Decimal(number)


def test_chinese_numerals_are_counted() -> None:
    assert [chinese_number(each) for each in ("十", "二十五", "一百", "一百二十", "两千", "三万", "一千五百")] == [
        10,
        25,
        100,
        120,
        2000,
        30000,
        1500,
    ]


@pytest.mark.parametrize(
    ("text", "value", "normal", "sure"),
    [
        ("our target price is USD 3.20/pc", "USD 3.20/pc", "USD 3.2", True),
        ("target US$2,850.50 per set", "US$2,850.50 per set", "USD 2850.5", True),
        ("Zielpreis: 4,50 EUR/Stück", "4,50 EUR/Stück", "EUR 4.5", True),
        ("preço alvo R$ 12,50", "R$ 12,50", "BRL 12.5", True),
        ("目标价3.5美元", "3.5美元", "USD 3.5", True),
        ("бюджет 1 200 000 ₽", "1 200 000 ₽", "RUB 1200000", True),
        ("목표가 ₩12,000", "₩12,000", "KRW 12000", True),
        ("the last price was 4.10 USD", "4.10 USD", "USD 4.1", False),
    ],
)
def test_a_target_price_is_read_with_its_currency(text: str, value: str, normal: str, sure: bool) -> None:
    found = want(text, "target_price")
    assert found is not None
    assert (found.value, found.normal, found.sure) == (value, normal, sure)


@pytest.mark.parametrize(
    ("text", "term", "normal", "destination"),
    [
        ("CIF Hamburg", "CIF Hamburg", "CIF DEHAM Hamburg", "Hamburg"),
        ("FOB Ningbo price", "FOB Ningbo", "FOB CNNGB Ningbo", None),
        ("please quote cif jebel ali", "cif jebel ali", "CIF AEJEA Jebel Ali", "jebel ali"),
        ("C&F Chattogram", "C&F Chattogram", "CFR BDCGP Chittagong", "Chattogram"),
        ("DDP (Incoterms 2020) Manchester", "DDP (Incoterms 2020) Manchester", "DDP GBMNC Manchester", "Manchester"),
        ("цена CIF Новороссийск", "CIF Новороссийск", "CIF RUNVS Novorossiysk", "Новороссийск"),
        ("السعر CIF ميناء جدة", "CIF ميناء جدة", "CIF SAJED Jeddah", "جدة"),
        ("报CIF汉堡港价格", "CIF汉堡港", "CIF DEHAM Hamburg", "汉堡港"),
        ("宁波FOB价", "宁波FOB", "FOB CNNGB Ningbo", None),
        ("Angebot ab Werk", "ab Werk", "EXW", None),
        (
            "quote FOB Shanghai and CIF Santos",
            "FOB Shanghai / CIF Santos",
            "FOB CNSHA Shanghai / CIF BRSSZ Santos",
            "Santos",
        ),
        ("DES Yokohama", "DES Yokohama", "DES JPYOK Yokohama", "Yokohama"),
    ],
)
def test_a_trade_term_is_read_with_its_place(text: str, term: str, normal: str, destination: str | None) -> None:
    found, place = want(text, "trade_term"), want(text, "destination")
    assert found is not None
    assert (found.value, found.normal) == (term, normal)
    assert (place.value if place else None) == destination


@pytest.mark.parametrize("text", ["CIF: B12345678", "le prix des chaises", "ask Fobert", "C: an address"])
def test_what_only_looks_like_a_trade_term_is_none(text: str) -> None:
    assert want(text, "trade_term") is None


@pytest.mark.parametrize(
    "spelled",
    ["Hamburg", "汉堡", "漢堡", "Гамбург", "Гамбурга", "هامبورغ", "Hambourg", "Hamburgo", "Amburgo", "함부르크"],
)
def test_a_port_is_known_in_every_spelling(spelled: str) -> None:
    port = port_named(spelled)
    assert port is not None
    assert (port.code, port.name) == ("DEHAM", "Hamburg")


def test_ports_have_codes_of_un_locode() -> None:
    codes = {each.code for each in PORTS.values()}
    assert len(codes) >= 290
    assert all(len(each) == 5 and each.isascii() and each.isupper() for each in codes)
    assert port_named("Nowhere") is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("please ship to Tema port", "Tema"),
        ("Lieferung nach Stuttgart", "Stuttgart"),
        ("доставка до порта Владивосток", "Владивосток"),
        ("出口尼日利亚拉各斯", "拉各斯"),
        ("puerto San Antonio, Chile", "San Antonio"),
        ("التسليم في ميناء جدة", "جدة"),
    ],
)
def test_the_destination_is_read_from_the_words_before_it(text: str, place: str) -> None:
    found = want(text, "destination")
    assert found is not None
    assert (found.value, found.sure) == (place, True)


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("Payment: 30% deposit, 70% against copy of B/L.", "payment", "30% deposit, 70% against copy of B/L"),
        ("we pay L/C 90 days", "payment", "L/C 90 days"),
        ("terms D/P at sight", "payment", "D/P at sight"),
        ("O/A 60 days", "payment", "O/A 60 days"),
        ("付款方式信用证", "payment", "信用证"),
        ("оплата аккредитив", "payment", "аккредитив"),
        ("delivery within 45 days", "delivery_time", "within 45 days"),
        ("we need it by end of May", "delivery_time", "by end of May"),
        ("before 2026-06-30", "delivery_time", "before 2026-06-30"),
        ("交期30天", "delivery_time", "交期30天"),
        ("срочно", "delivery_time", "срочно"),
        ("en kısa sürede", "delivery_time", "en kısa sürede"),
        ("please send 2 samples", "samples", "2 samples"),
        ("请先寄样品2个", "samples", "样品2个"),
        ("CE and RoHS certificates", "certificates", "CE, RoHS"),
        ("нужен сертификат ЕАС", "certificates", "ЕАС"),
        ("with our logo", "branding", "our logo"),
        ("贴牌生产", "branding", "贴牌"),
        ("packed in 25 kg bags", "packaging", "packed in 25 kg bags"),
        ("duplex steel", "material", "duplex steel"),
        ("pumps used for sea water", "application", "used for sea water"),
        ("12R22.5 tyres of SS316L, model QJ-200", "model", "QJ-200"),
    ],
)
def test_other_facts_are_read_in_the_customers_own_words(text: str, slot: str, value: str) -> None:
    found = want(text, slot)
    assert found is not None
    assert found.value == value
    assert value in text or slot == "certificates"


@pytest.mark.parametrize(
    "text", ["The samples are good, no samples needed", "Musterstadt", "thanks for CE note", "LC Waikiki"]
)
def test_words_in_passing_are_no_samples_and_no_certificates(text: str) -> None:
    found = dict(wants_of("hi", text))
    assert not {"samples", "certificates", "payment"} & set(found)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "Please quote 500 pcs of grinders and 200 sets of wrenches.",
            [("grinders", "500 pcs"), ("wrenches", "200 sets")],
        ),
        ("报价：LED灯500个，风扇200台", [("LED灯", "500 pcs"), ("风扇", "200 pcs")]),
        ("1. Bolt M8: 500 pcs\n2. Nut M8: 700 pcs", [("Bolt M8", "500 pcs"), ("Nut M8", "700 pcs")]),
        ("AB-100 x 20\nAB-200 x 30", [("AB-100", "20 pcs"), ("AB-200", "30 pcs")]),
        ("名称\t型号\t数量\n电机\tYE3\t50台\n水泵\tQJ2\t30台", [("电机", "50 pcs"), ("水泵", "30 pcs")]),
        ("Item | Qty\nLamp | 50\nChair | 70", [("Lamp", "50 pcs"), ("Chair", "70 pcs")]),
        ("Lamp (50 pcs), chair (70 pcs)", [("Lamp", "50 pcs"), ("chair", "70 pcs")]),
        ("necesitamos 40 bombas y 30 motores", [("bombas", "40 pcs"), ("motores", "30 pcs")]),
    ],
)
def test_several_products_are_listed_with_their_quantities(text: str, items: list[tuple[str, str]]) -> None:
    assert [(each.product, each.normal) for each in wanted_in("hi", text)[1]] == items


@pytest.mark.parametrize(
    "text",
    ["We need 500 pcs of lamps, 20 pcs per carton.", "Total: 500 pcs\nPayment: 30 days", "call me at 500 or 600"],
)
def test_one_product_is_no_list(text: str) -> None:
    assert wanted_in("hi", text)[1] == ()


def test_tables_of_html_are_read_by_their_cells_and_only_where_the_customer_says_them() -> None:
    html = (
        "<table><tr><td>Item</td><td>Qty</td></tr><tr><td><p>Lamp &amp; bulb</p></td><td><p>50</p></td></tr>"
        "<tr><td>Fan</td><td>7</td></tr></table>"
    )
    assert rows_of(html) == ["Item\tQty", "Lamp & bulb\t50", "Fan\t7", ""]
    assert [each.product for each in wanted_in("", "Lamp & bulb\n\n50\n\nFan\n\n7", html)[1]] == ["Lamp & bulb", "Fan"]
    assert wanted_in("", "thanks, 3 days", html)[1] == ()


def test_only_what_the_rules_ask_for_is_ever_missing() -> None:
    everything = tuple((slot, Want("x", "x")) for slot in WANTED)
    assert missing_of(everything) == ()
    assert missing_of(()) == (
        "product",
        "specification",
        "quantity",
        "packaging",
        "delivery_time",
        "destination",
        "trade_term",
        "payment",
    )
    assert not set(BESIDES) & set(missing_of(()))


def letter_of(text: str, more: str = "") -> bytes:
    return (
        f"From: eva@kunde.example\nSubject: Re: offer\n{more}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()
    )


def test_what_we_wrote_ourselves_is_never_what_the_customer_wants() -> None:
    quoted = "\n".join(f"> {each}" for each in ("We offer 500 pcs CIF Hamburg,", "payment L/C at sight."))
    head = "On Mon, 2 Mar 2026 at 10:12, Ana <info@ours.example> wrote:"
    answered = read_letter(letter_of(f"{head}\n{quoted}\n", "In-Reply-To: <1@ours.example>\n"), OURS)
    assert answered.wants == ()
    changed = read_letter(letter_of(f"Make it 900 pcs.\n\n{head}\n{quoted}\n", "In-Reply-To: <1@ours.example>\n"), OURS)
    assert [(slot, each.value) for slot, each in changed.wants] == [("quantity", "900 pcs")]


def test_explain_says_what_is_sure_and_lists_several_products() -> None:
    letter = read_letter(
        letter_of("Please quote 500 pcs of grinders and 200 sets of wrenches. What is your MOQ?"), OURS
    )
    wants = explained("x", letter)["wants"]
    assert wants["quantity"]["value"] == "500 pcs, 200 sets"
    assert wants["quantity"]["sure"] is True
    assert [each["product"] for each in wants["items"]] == ["grinders", "wrenches"]
    assert from_plain(to_plain(letter)) == letter


def test_a_reading_that_was_stored_before_sureness_was_known_is_read() -> None:
    old = to_plain(read_letter(letter_of("500 pcs"), OURS)) | {"wants": [["quantity", "500 pcs", "500 pcs"]]}
    del old["items"]
    assert from_plain(old).wants == (("quantity", Want("500 pcs", "500 pcs")),)


def test_a_long_hostile_text_is_read_in_linear_time() -> None:
    for text in (
        "1,000 " * 20_000,
        "quote for " * 10_000,
        "30% deposit " * 8_000,
        "a: b. " * 20_000,
        "<td>" * 50_000,
        "一百" * 30_000,
        "x " * 60_000,
    ):
        wanted_in(text[:2000], text, text)


def test_a_line_that_is_nothing_but_a_label_and_words_breaks_nothing() -> None:
    assert wanted_in("", "I'm sorry to inform you\n\n<eva@kunde.example>: 550 5.1.1 User unknown\n", "")[1] == ()
