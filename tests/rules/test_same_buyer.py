"""The same-buyer guard (R42-R45): which spellings are one buyer."""

from __future__ import annotations

import pytest

from rules.same_buyer import folded, is_certain, keys_of, phone_key

NAMES = [
    ("Künde & Söhne GmbH", "kunde sohne"),
    ("KUNDE SOHNE", "kunde sohne"),
    ("Acme Trading Co., Ltd.", "acme trading"),
    ("ACME TRADING CO LTD", "acme trading"),
    ("Bombas García S.L.", "bombas garcia"),
    ("上海机电有限公司", "上海机电"),
    ("GmbH", "gmbh"),
]


@pytest.mark.parametrize(("written", "expected"), NAMES)
def test_a_company_is_known_in_every_spelling(written: str, expected: str) -> None:
    assert folded(written) == expected


def test_a_telephone_number_is_known_in_every_spelling() -> None:
    assert phone_key("+34 600 123 456") == phone_key("0034-600123456") == phone_key("600 123 456")
    assert phone_key("12345") == ""


def test_an_address_and_a_company_domain_are_certain_a_name_is_not() -> None:
    keys = keys_of(["Eva@Kunde.example"], "Kunde GmbH", "+34 600 123 456")
    assert keys == ("address:eva@kunde.example", "domain:kunde.example", "phone:00123456", "name:kunde")
    assert [is_certain(each) for each in keys] == [True, True, False, False]


def test_free_mail_and_market_places_prove_no_company() -> None:
    assert keys_of(["eva@gmail.com"]) == ("address:eva@gmail.com",)
    assert keys_of(["buyer@service.alibaba.com"]) == ("address:buyer@service.alibaba.com",)
