"""Who the true customer is, what he wants, what is still to be asked (R20-R22), and his language."""

from __future__ import annotations

from time import perf_counter

import pytest

from mail.companies import person_and_company
from mail.labelled import labelled, slot_of
from mail.languages import language_of
from mail.read import read_letter
from mail.senders import true_address
from rules.letter import Kind, Letter
from tests.letters.company import OURS, read

CUSTOMERS = (
    ("english_inquiry", "John Miller", "john.miller@millerpumps.co.uk", "Miller Pumps Ltd", "GB"),
    ("chinese_gb18030_behind_gb2312", "王小明", "wang@mingliang.example", "上海明亮照明有限公司", "CN"),
    ("spanish_inquiry", "José Muñoz", "jose@riegos-munoz.es", "Riegos Muñoz, S.L.", "ES"),
    ("notice_alibaba", "Carlos Perez", "", "Bombas del Norte SA de CV", "MX"),
    ("notice_made_in_china", "Fatima Ali", "fatima@oasis-trading.ae", "Oasis Trading LLC", "AE"),
    ("web_form_english", "Pierre Durand", "pierre@durand-eclairage.fr", "Durand Eclairage SARL", "FR"),
    ("web_form_chinese", "金哲洙", "kim@hanguk.co.kr", "韩国贸易株式会社", "KR"),
    ("colleague_forwards_inline", "Ahmed Hassan", "ahmed@nile-trade.eg", "Nile Trade Co.", "EG"),
    ("colleague_forwards_inline_chinese", "Petra Novak", "petra@novak.cz", "Novak", "CZ"),
    ("colleague_forwards_attached", "Ahmed Hassan", "ahmed@nile-trade.eg", "Nile Trade", "EG"),
    ("customer_through_google_group", "Eva Klein", "eva@kunde.de", "Kunde", "DE"),
    ("html_only", "René Müller", "rene@mueller.ch", "Mueller", "CH"),
)


@pytest.mark.parametrize(("name", "person", "address", "company", "country"), CUSTOMERS)
def test_the_customer_is_the_one_who_wants_something(
    name: str, person: str, address: str, company: str, country: str
) -> None:
    customer = read(name).customer
    assert customer is not None
    assert (customer.name, customer.address, customer.company, customer.country) == (person, address, company, country)


def test_each_fact_about_a_customer_says_where_it_was_read() -> None:
    customer = read("english_inquiry").customer
    assert customer is not None
    assert (customer.phone, customer.website) == ("+44 113 496 0000", "www.millerpumps.co.uk")
    assert "country: telephone prefix +44" in customer.evidence
    assert "company: signature" in customer.evidence


def test_where_a_platform_hides_the_address_the_link_is_where_to_answer() -> None:
    customer = read("notice_alibaba").customer
    assert customer is not None
    assert (customer.platform, customer.link) == ("alibaba.com", "https://message.alibaba.com/msgsend/inquiry/12345")


@pytest.mark.parametrize("name", ["colleague_writes", "newsletter", "bounce_dsn", "verification_code"])
def test_some_letters_have_no_customer(name: str) -> None:
    assert read(name).customer is None


def test_a_colleague_who_forwards_a_colleague_names_no_customer() -> None:
    raw = (
        b"From: ana@ours.example\nSubject: Fw: plan\n\n-----Original Message-----\nFrom: Bob <bob@ours.example>\n"
        b"Sent: Monday\nTo: Ana <ana@ours.example>\nSubject: plan\n\nSee you.\n"
    )
    letter = read_letter(raw, OURS)
    assert (letter.kind, letter.customer) == (Kind.INTERNAL, None)


def test_a_colleagues_private_address_is_a_colleagues_too() -> None:
    assert read_letter(b"From: Ana <ana.li@private.example>\nSubject: x\n\nI am ill today.", OURS).kind is Kind.INTERNAL


def test_a_platform_that_only_advertises_names_no_buyer() -> None:
    raw = (
        b"From: Alibaba <promo@news.alibaba.com>\nSubject: Trending products\n"
        b"List-Unsubscribe: <x>\nPrecedence: bulk\n\nSell more. Unsubscribe"
    )
    letter = read_letter(raw, OURS)
    assert (letter.kind, letter.customer) == (Kind.NEWSLETTER, None)


def test_a_strangers_own_signature_with_labels_is_no_web_form() -> None:
    raw = b"From: Eva <eva@kunde.de>\nSubject: lamps\n\nPlease quote lamps.\nName: Max\nEmail: max@other.example\nCountry: Spain"
    customer = read_letter(raw, OURS).customer
    assert customer is not None
    assert customer.address == "eva@kunde.de"


def wanted(subject: str, text: str) -> dict[str, str]:
    raw = f"From: eva@kunde.de\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}".encode()
    return {slot: want.value for slot, want in read_letter(raw, OURS).wants}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "We are looking for submersible pumps. Please quote 40 pcs, model QJ-200, CIF Valencia, payment L/C at sight.",
            {"product": "submersible pumps", "quantity": "40 pcs", "model": "QJ-200", "trade_term": "CIF Valencia"},
        ),
        (
            "Product: LED panel\nQuantity: 2,000 pcs\nSize: 60x60 cm\nPacking: colour box\n"
            "Destination: Hamburg\nPayment terms: T/T",
            {
                "product": "LED panel",
                "quantity": "2,000 pcs",
                "specification": "60x60 cm",
                "packaging": "colour box",
                "destination": "Hamburg",
                "payment": "T/T",
            },
        ),
        (
            "您好，我想采购LED灯2000个，目标价3.5美元，请报FOB深圳价格，木箱包装。",
            {
                "product": "LED灯",
                "quantity": "2000个",
                "trade_term": "FOB深圳",
                "target_price": "3.5美元",
                "packaging": "木箱包装",
            },
        ),
        (
            "品名：轴承\n数量：1万个\n目的港：鹿特丹\n付款方式：信用证",
            {"product": "轴承", "quantity": "1万个", "destination": "鹿特丹"},
        ),
        (
            "Necesitamos 500 unidades de lámparas LED para el puerto de Valencia, forma de pago: carta de crédito.",
            {
                "product": "lámparas LED",
                "quantity": "500 unidades",
                "destination": "Valencia",
                "payment": "carta de crédito",
            },
        ),
        (
            "Please ship to Rotterdam within 30 days, our budget is EUR 12,500.",
            {"destination": "Rotterdam", "target_price": "EUR 12,500"},
        ),
        ("wir benötigen Kugellager aus Edelstahl", {"product": "Kugellager aus Edelstahl", "material": "Edelstahl"}),
        ("Hello, how are you?", {}),
    ],
)
def test_wants_are_read_from_the_customers_words(text: str, facts: dict[str, str]) -> None:
    found = wanted("hi", text)
    assert {slot: found.get(slot) for slot in facts} == facts
    assert facts or not found


def test_each_want_shows_the_words_it_was_read_from() -> None:
    wants = dict(read("english_inquiry").wants)
    assert wants["target_price"].value == "USD 120/pc"
    assert wants["target_price"].words == "Our target price is USD 120/pc."


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("english_inquiry", ()),
        ("chinese_gb18030_behind_gb2312", ("packaging", "delivery_time")),
        ("spanish_inquiry", ("specification", "packaging", "delivery_time", "trade_term")),
        ("complaint", ()),
        ("colleague_writes", ()),
    ],
)
def test_what_an_inquiry_does_not_say_is_missing(name: str, missing: tuple[str, ...]) -> None:
    assert read(name).missing == missing


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Please send us your price list", "en"),
        ("Necesitamos una cotización de bombas", "es"),
        ("Bonjour, merci de nous envoyer vos prix", "fr"),
        ("Bitte senden Sie uns Ihre Preisliste", "de"),
        ("Gostaria de receber a sua cotação, obrigado", "pt"),
        ("Vorremmo ricevere il vostro listino, grazie", "it"),
        ("Добрый день, пришлите прайс", "ru"),
        ("请报价 LED-5050 FOB Shenzhen", "zh"),
        ("請提供報價", "zh"),
        ("見積もりをお願いします", "ja"),
        ("견적을 보내주세요", "ko"),
        ("نرجو إرسال الأسعار", "ar"),
        ("12345", ""),
    ],
)
def test_the_language_is_the_customers(text: str, language: str) -> None:
    assert language_of(text) == language


def written(sender: str, text: str, subject: str = "hi", heads: str = "") -> Letter:
    raw = f"{heads}From: {sender}\nTo: info@ours.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}"
    return read_letter(raw.encode(), OURS)


ALIBABA = "Name: Eva\nCompany: Kunde GmbH\nCountry: Germany\nEmail: eva@kunde.de\nMessage: 5 pumps\nhttps://message.alibaba.com/reply/1"
VERDICT = (
    "Authentication-Results: mx.ours.example; dmarc={} header.from=alibaba.com\nReceived: from x by mx.ours.example\n"
)


@pytest.mark.parametrize(
    ("verdict", "platform", "note"),
    [
        (VERDICT.format("pass"), "alibaba.com", ""),
        (VERDICT.format("fail"), "", "forged"),
        ("", "alibaba.com", "nothing proves"),
    ],
)
def test_a_forged_notice_is_marked_and_leads_to_no_platform(verdict: str, platform: str, note: str) -> None:
    letter = written("Alibaba <feedback@alibaba.com>", ALIBABA, "Inquiry from Eva (Germany)", verdict)
    customer = letter.customer
    assert customer is not None
    assert (customer.platform, bool(customer.link)) == (platform, bool(platform))
    told = [each for each in letter.notes if "notice" in each]
    assert note in told[0] if note else not told


@pytest.mark.parametrize(
    "link",
    [
        "http://message.alibaba.com/reply",
        "https://alibaba.com.evil.test/reply",
        "https://alibaba.com@evil.test/reply",
        "https://evil.test/alibaba.com/reply",
    ],
)
def test_a_link_to_answer_is_the_platforms_own_page(link: str) -> None:
    customer = written("Alibaba <feedback@alibaba.com>", f"Name: Eva\nCountry: Spain\nMessage: pumps\n{link}").customer
    assert customer is not None
    assert customer.link == ""


def test_our_own_address_in_a_form_is_not_the_customers() -> None:
    assert written("form@ours.example", "Name: Ana\nEmail: ana@ours.example\nMessage: test").customer is None


def test_a_machines_address_is_nobodys() -> None:
    customer = written("Shop <no-reply@shop.test>", "Your parcel is on its way.").customer
    assert customer is None or customer.address == ""


@pytest.mark.parametrize(
    ("spoken", "person", "company"),
    [
        ("Eva Braun | Kunde GmbH", "Eva Braun", "Kunde GmbH"),
        ("Braun, Eva (Kunde GmbH)", "Eva Braun", "Kunde GmbH"),
        ("王小明（上海明亮有限公司）", "王小明", "上海明亮有限公司"),
        ("Kunde GmbH", "", "Kunde GmbH"),
        ("Acme Co., Ltd", "", "Acme Co., Ltd"),
        ("Eva Braun, Acme Co., Ltd", "Eva Braun", "Acme Co., Ltd"),
        ("Eva Braun (Mrs)", "Eva Braun", ""),
        ("José Muñoz", "José Muñoz", ""),
    ],
)
def test_a_display_name_is_a_person_and_a_company(spoken: str, person: str, company: str) -> None:
    assert person_and_company(spoken) == (person, company)


def test_what_is_guessed_says_so() -> None:
    customer = written("eva@kunde-pumpen.de", "Was kosten 10 Pumpen?").customer
    assert customer is not None
    assert "company: domain kunde-pumpen.de (a guess)" in customer.evidence
    assert "country: domain kunde-pumpen.de" in customer.evidence


@pytest.mark.parametrize(
    ("address", "true"),
    [
        ("SRS0=kQ9x=AB=kunde.de=eva@forward.test", "eva@kunde.de"),
        ("prvs=0123456789=eva@kunde.de", "eva@kunde.de"),
        ("eva_kunde.de#EXT#@ours.onmicrosoft.com", "eva@kunde.de"),
        ("eva@kunde.de", "eva@kunde.de"),
    ],
)
def test_a_forwarders_rewriting_is_taken_back(address: str, true: str) -> None:
    assert true_address(address) == true


@pytest.mark.parametrize(
    "label",
    [
        "* Your Name (required)",
        "your-name",
        "姓名/Name",
        "1. Name:",
        "Name（必填）",
        "ФИО",
        "お名前",
        "Nom et prénom",
    ],
)
def test_a_label_is_known_in_whatever_dress(label: str) -> None:
    assert slot_of(label) == "name"


def test_what_a_form_asks_beside_the_person_stays_with_the_message() -> None:
    told = labelled(
        "Name: Eva\nProduct: pumps\nQuantity: 40 pcs\nEmail: eva@kunde.de\nMessage: price please\nIP: 192.0.2.1"
    )
    assert told.words == "Product: pumps\nQuantity: 40 pcs\nprice please"


HOSTILE = (
    "Name: ",
    "a: b | ",
    "S.A. ",
    "Aa Bb ",
    "<a@b.de> ",
    "From: a@b.de\nTo: c@d.de\nSubject: Fwd: x\n\n",
    "<td>x</td>",
    "+1 ",
    " \t",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_text_made_to_keep_a_pattern_busy_is_read_at_once(piece: str) -> None:
    begun = perf_counter()
    for sender in ("Alibaba <feedback@alibaba.com>", "form@ours.example", "Ana <ana@ours.example>", "eva@kunde.de"):
        written(sender, piece * (200_000 // len(piece)), "Fwd: x")
    assert perf_counter() - begun < 20
