"""What a mail address says: spellings, companies, free mail, and what may stand in an envelope (T09)."""

from __future__ import annotations

import pytest

from rules.address import (
    company_domain,
    envelope,
    is_free_mail,
    normalised,
    registrable,
    same_company,
    without_subaddress,
)
from rules.refusal import Refused


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Eva@Kunde.Example", "eva@kunde.example"),
        ("<eva@kunde.example>", "eva@kunde.example"),
        ("eva@müller.de", "eva@xn--mller-kva.de"),
        ("eva", ""),
        ("eva lopez@kunde.example", ""),
        ("", ""),
    ],
)
def test_two_spellings_of_one_address_are_equal(written: str, expected: str) -> None:
    assert normalised(written) == expected


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("mail.kunde.co.uk", "kunde.co.uk"),
        ("kunde.de", "kunde.de"),
        ("a.b.firm.com.cn", "firm.com.cn"),
        ("co.uk", ""),
        ("localhost", ""),
    ],
)
def test_the_registered_part_of_a_domain(domain: str, expected: str) -> None:
    assert registrable(domain) == expected


@pytest.mark.parametrize("address", ["a@gmail.com", "a@yahoo.es", "a@hotmail.co.uk", "a@vip.163.com", "a@qq.com"])
def test_free_mail_proves_no_company(address: str) -> None:
    assert is_free_mail(address)
    assert company_domain(address) == ""


def test_two_people_of_one_company() -> None:
    assert same_company("eva@mail.kunde.example", "info@kunde.example")
    assert not same_company("a@gmail.com", "b@gmail.com")


def test_the_mailbox_behind_a_subaddress() -> None:
    assert without_subaddress("info+1042.abc@firm.example") == "info@firm.example"


@pytest.mark.parametrize(
    "address",
    [
        "eva@kunde.example\r\nRCPT TO:<victim@other.example>",
        "eva@kunde.example\n",
        "eva lopez@kunde.example",
        "eva@kunde example",
        "<eva@kunde.example>",
        "eva@",
        "@kunde.example",
        "a" * 65 + "@kunde.example",
        'eva"x@kunde.example',
        "eva@kunde..example",
        "eva\x00@kunde.example",
    ],
)
def test_nothing_else_gets_into_an_envelope(address: str) -> None:
    with pytest.raises(Refused, match="no mail address"):
        envelope(address)


def test_an_envelope_is_ascii() -> None:
    assert envelope("Eva@müller.de") == "Eva@xn--mller-kva.de"
