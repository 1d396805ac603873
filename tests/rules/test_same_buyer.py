"""The same-buyer guard (R42-R45): which spellings are one buyer."""

from __future__ import annotations

import pytest

from rules.same_buyer import folded, is_certain, keys_of, looked_for, phone_key, site_of, spellings

NAMES = [
    ("Künde & Söhne GmbH", "kunde sohne"),
    ("KUNDE SOHNE", "kunde sohne"),
    ("Acme Trading Co., Ltd.", "acme trading"),
    ("ACME TRADING CO LTD", "acme trading"),
    ("Acme Trading Company Limited", "acme trading"),
    ("Bombas García S.L.", "bombas garcia"),
    ("BOMBAS GARCIA S. L.", "bombas garcia"),
    ("Bombas del Norte, S.A. de C.V.", "bombas del norte"),
    ("Bombas del Norte S. de R.L. de C.V.", "bombas del norte"),
    ("上海机电有限公司", "上海机电"),
    ("上海機電有限公司", "上海机电"),
    ("上海机电股份有限公司", "上海机电"),
    ("ООО «Ромашка»", "ромашка"),
    ("Ромашка, ООО", "ромашка"),
    ("Общество с ограниченной ответственностью «Ромашка»", "ромашка"),
    ("株式会社山田ガス", "山田ガス"),
    ("山田ガス㈱", "山田ガス"),
    ("(주)한국상사", "한국상사"),
    ("주식회사 한국상사", "한국상사"),
    ("Yıldız Makina San. ve Tic. Ltd. Şti.", "yildiz makina"),
    ("YILDIZ MAKINA A.Ş.", "yildiz makina"),
    ("Nowak Instalacje Sp. z o.o.", "nowak instalacje"),
    ("NOWAK INSTALACJE Sp.z.o.o.", "nowak instalacje"),
    ("Novák, spol. s r.o.", "novak"),
    ("Novák s.r.o.", "novak"),
    ("شركة النيل للتجارة ش.م.م", "النيل للتجاره"),
    ("النيل للتجارة", "النيل للتجاره"),
    ("Παππάς Ελιές Α.Ε.", "παππασ ελιεσ"),
    ('רמון בע"מ', "רמון"),
    ("บริษัท สยาม จำกัด", "สยาม"),
    ("PT. Maju Jaya Tbk", "maju jaya"),
    ("Công ty TNHH Hoa Sen", "hoa sen"),
    ("O'Brien & Sons Ltd", "obrien sons"),
    ("GmbH", "gmbh"),
]


@pytest.mark.parametrize(("written", "expected"), NAMES)
def test_a_company_is_known_in_every_spelling(written: str, expected: str) -> None:
    assert folded(written) == expected


@pytest.mark.parametrize(
    "written", ["Müller Pumpen GmbH", "MUELLER PUMPEN G.M.B.H.", "Mueller Pumpen", "Muller Pumpen"]
)
def test_an_umlaut_may_be_written_in_three_ways(written: str) -> None:
    assert "muller pumpen" in spellings(written)


@pytest.mark.parametrize("written", ["Trading Company Ltd", "Import Export", "Sales", "Info", "AB", ""])
def test_a_name_that_many_have_is_no_likeness(written: str) -> None:
    assert spellings(written) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Blue Ocean Ltd", "Blue Star Ltd"), ("ООО Ромашка", "ООО Рассвет"), ("上海明亮", "上海明月")],
)
def test_two_companies_are_two(one: str, other: str) -> None:
    assert not set(spellings(one)) & set(spellings(other))


def test_a_telephone_number_is_known_in_every_spelling() -> None:
    assert phone_key("+34 600 123 456") == phone_key("0034-600123456") == phone_key("600 123 456")
    assert phone_key("+49 (0)89 1234567 ext. 12") == phone_key("089/1234567")
    assert phone_key("٠٩٨٧٦٥٤٣٢١") == phone_key("0987654321")


@pytest.mark.parametrize("number", ["12345", "00000000", "+1 11111111", "12345678", ""])
def test_what_is_no_telephone_number_is_nobodys(number: str) -> None:
    assert phone_key(number) == ""


def test_an_address_and_a_company_domain_are_certain_a_name_is_not() -> None:
    keys = keys_of(["Eva@Kunde.example"], "Kunde GmbH", "+34 600 123 456")
    assert keys == ("address:eva@kunde.example", "domain:kunde.example", "phone:00123456", "name:kunde")
    assert [is_certain(each) for each in keys] == [True, True, False, False]


@pytest.mark.parametrize(
    "address",
    [
        "eva@gmail.com",
        "eva@vip.163.com",
        "eva@mail.ru",
        "eva@naver.com",
        "eva@libero.it",
        "eva@uol.com.br",
        "eva@wp.pl",
        "eva@ocn.ne.jp",
    ],
)
def test_free_mail_proves_no_company_anywhere_in_the_world(address: str) -> None:
    assert keys_of([address]) == (f"address:{address}",)


def test_market_places_and_form_services_prove_no_company() -> None:
    assert keys_of(["buyer@service.alibaba.com"]) == ("address:buyer@service.alibaba.com",)
    assert keys_of(["noreply@formspree.io"]) == ("address:noreply@formspree.io",)


def test_a_website_is_a_likeness_to_whoever_writes_from_its_domain() -> None:
    keys = keys_of(["eva@gmail.com"], website="https://www.kunde.co.uk/pumps")
    assert keys == ("address:eva@gmail.com", "website:kunde.co.uk")
    assert "domain:kunde.co.uk" in looked_for(keys)
    assert site_of("www.facebook.com/kunde") == site_of("no website") == ""


def test_a_name_in_latin_letters_is_a_weak_hint_at_the_same_in_cyrillic() -> None:
    cyrillic, latin = keys_of(company="ООО «Ромашка»"), keys_of(company="Romashka LLC")
    assert set(cyrillic) & set(looked_for(latin)) == {"sound:romashka"}
    assert not any(map(is_certain, cyrillic))


def test_a_name_of_any_length_is_folded_at_once() -> None:
    assert len(folded("a." * 100_000)) <= 400
