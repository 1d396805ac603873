"""Who may join and as what, how quiet is too quiet, and a customer as somebody types it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from documents.countries import country_code
from rules.business_card import Typed, taken_apart
from rules.enrolment import (
    LINK_LIVES,
    Joining,
    company_address,
    hash_of,
    joining,
    role_words,
    roles_in,
    still_administered,
)
from rules.permission import Role
from rules.policy import Policy
from rules.refusal import Refused
from rules.silence import is_unusual

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SALES, DISPATCH = Role.SALESPERSON, Role.DISPATCHER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana salesperson ana@firm.example", Joining("Ana", (SALES,), "ana@firm.example")),
        ("Ana ana@firm.example salesperson,dispatcher", Joining("Ana", (SALES, DISPATCH), "ana@firm.example")),
        ("Eva Maria López salesperson dispatcher", Joining("Eva Maria López", (SALES, DISPATCH))),
        ("李娜 salesperson", Joining("李娜", (SALES,))),
        ("Ana", Joining("Ana")),
        ("@Ana <ana@firm.example>", Joining("Ana", (), "ana@firm.example")),
    ],
)
def test_an_invitation_is_read_in_any_order(text: str, expected: Joining) -> None:
    assert joining(text) == expected


@pytest.mark.parametrize("text", ["", "salesperson", "42", "/start", "ana@firm.example", "A" * 41, "Ana ana@@x"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        joining(text)


def test_a_word_that_is_no_role_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refused, match="king is no role"):
        roles_in("salesperson,king")
    assert len(role_words(Role)) == len(Role)


@pytest.mark.parametrize("text", ["info@firm.example", "INFO+x@firm.example", "sales@firm.example"])
def test_the_shared_mailbox_is_no_colleague(text: str) -> None:
    with pytest.raises(Refused):
        company_address(text, Policy(front_door="info@firm.example", aliases=("sales@firm.example",)))


def test_the_last_administrator_stays() -> None:
    still_administered([1, 2], 1)
    with pytest.raises(Refused):
        still_administered([1], 1)


@pytest.mark.parametrize(
    ("now", "former", "unusual", "because"),
    [
        (0, [8] * 8, True, "eight an hour, now none"),
        (1, [12] * 8, True, "one where twelve came"),
        (3, [8] * 8, False, "three where eight came happens"),
        (0, [2] * 8, False, "two may well be none"),
        (0, [8] * 5, False, "five weeks say too little"),
        (0, [9, 9, 9, 9, 9, 9, 9, 0], False, "it was empty before, too"),
        (60, [500] * 8, False, "sixty letters are no silence"),
    ],
)
def test_what_is_unusually_quiet(now: int, former: list[int], unusual: bool, because: str) -> None:
    assert is_unusual(now, former) is unusual, because


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kunde GmbH, Spain, eva@kunde.example", Typed(("Kunde GmbH",), ("eva@kunde.example",), "ES")),
        ("Kunde, S.A., 西班牙, +34 612 345 678", Typed(("Kunde, S.A.",), (), "ES", "+34 612 345 678")),
        ("Georgia, Georgia", Typed(("Georgia",), (), "GE")),
        ("华为;中国;li@kunde.example", Typed(("华为",), ("li@kunde.example",), "CN")),
        (
            "Eva Lopez, Kunde GmbH, ES, eva@kunde.example info@kunde.example, talked with Ana",
            Typed(("Eva Lopez", "Kunde GmbH"), ("eva@kunde.example", "info@kunde.example"), "ES", talked_with="Ana"),
        ),
        ("Kunde, www.kunde.example, UK", Typed(("Kunde",), (), "GB", website="www.kunde.example")),
    ],
)
def test_a_customer_is_taken_apart_by_the_form_of_each_piece(text: str, expected: Typed) -> None:
    assert taken_apart(text, country_code) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [("Spain", "ES"), ("españa", "ES"), ("西班牙", "ES"), ("USA", "US"), ("uk", "GB"), ("Deutschland", "DE"), ("Narnia", "")],
)  # fmt: skip
def test_countries_are_known_by_many_names(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xavier salesperson", Joining("xavier", (SALES,))),
        ("Max, salesperson", Joining("Max", (SALES,))),
        ("Felix, salesperson", Joining("Felix", (SALES,))),
        ("Viewer Ana", Joining("Viewer Ana")),
        ("Ana <xeva@firm.example>,", Joining("Ana", (), "xeva@firm.example")),
        ("A" * 40, Joining("A" * 40)),
        ("@@Ana x@firm.example", Joining("Ana", (), "x@firm.example")),
    ],
)
def test_the_finer_points_of_a_name(text: str, expected: Joining) -> None:
    assert joining(text) == expected


def test_a_links_token_is_kept_as_its_hash_and_lives_a_quarter_of_an_hour() -> None:
    assert hash_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert timedelta(minutes=15) == LINK_LIVES
    assert company_address(" Ana@Firm.example ", Policy(front_door="info@firm.example")) == "ana@firm.example"
