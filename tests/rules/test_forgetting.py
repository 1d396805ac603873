"""What of a text is personal and what takes its place; what the law keeps, and until when (R337, R339)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rules.forgetting import is_business, kept_until, must_be_kept, person, without

EVA = person("Person 3", ["Eva Lopez", "Eva", "eva@kunde.example"], ["eva@kunde.example"], ["+34 612 345 678"])
CLOSED = datetime(2024, 2, 29, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Eva Lopez <eva@kunde.example>", "Person 3 <Person 3>"),
        ("EVA  LOPEZ called", "Person 3 called"),
        ("Dear Eva,", "Dear Person 3,"),
        ("address:eva@kunde.example", "address:Person 3"),
        ("Eva@Kunde.Example.", "Person 3."),
        ("xeva@kunde.example", "xeva@kunde.example"),
        ("eva@kunde.example.com", "eva@kunde.example.com"),
        ("Evangeline and Geneva", "Evangeline and Geneva"),
        ("tel 0034612345678", "tel Person 3"),
        ("tel +34 612-34 56 78!", "tel Person 3!"),
        ("phone:12345678", "phone:Person 3"),
        ("1236123456789", "1236123456789"),
        ("", ""),
    ],
)
def test_only_what_names_the_person_is_blacked_out(said: str, left: str) -> None:
    assert without(said, EVA) == left


def test_a_chinese_name_needs_no_space_around_it() -> None:
    assert without("请联系王小明先生", person("Person 4", ["王小明"], [], [])) == "请联系Person 4先生"


def test_a_sentence_keeps_its_english_and_the_names_of_its_facts() -> None:
    told = [["{Eva} asks Eva", [["Eva", "Eva Lopez"], ["count", 3]], False]]
    assert without(told, EVA, lines=True) == [["{Eva} asks Eva", [["Eva", "Person 3"], ["count", 3]], False]]


def test_plain_values_of_any_depth_are_blacked_out_and_numbers_stay() -> None:
    assert without({"a": ["Eva", 3, None, {"b": "eva@kunde.example"}]}, EVA) == {
        "a": ["Person 3", 3, None, {"b": "Person 3"}]
    }


def test_of_whom_nothing_is_known_nothing_is_blacked_out() -> None:
    assert without("Eva", person("Person 5", ["E", ""], [], ["12"])) == "Eva"


@pytest.mark.parametrize(
    ("kind", "state", "quoted", "business"),
    [
        ("inquiry", "answered", False, False),
        ("inquiry", "declined", False, False),
        ("inquiry", "not_inquiry", False, False),
        ("inquiry", "answered", True, True),
        ("inquiry", "quoted", False, True),
        ("inquiry", "won", False, True),
        ("inquiry", "lost", False, True),
        ("inquiry", "dormant", False, True),
        ("order", "assigned", False, True),
        ("sample", "assigned", False, True),
        ("payment", "assigned", False, True),
        ("complaint", "answered", False, True),
        ("spam", "not_inquiry", False, False),
    ],
)
def test_letters_are_kept_by_law_when_it_came_to_an_offer_an_order_or_a_claim(
    kind: str, state: str, quoted: bool, business: bool
) -> None:
    assert is_business(kind, state, quoted) is business


@pytest.mark.parametrize(
    ("closed_at", "years", "now", "kept"),
    [
        (None, 10, datetime(2090, 1, 1, tzinfo=UTC), True),
        (None, 0, datetime(2090, 1, 1, tzinfo=UTC), False),
        (CLOSED, 10, datetime(2034, 3, 1, 23, 59, tzinfo=UTC), False),
        (CLOSED, 10, datetime(2034, 2, 28, 23, 59, tzinfo=UTC), True),
        (CLOSED, 4, datetime(2028, 2, 29, 1, tzinfo=UTC), True),
        (CLOSED, 4, datetime(2028, 3, 1, tzinfo=UTC), False),
        (CLOSED, 0, CLOSED, False),
    ],
)
def test_the_duty_ends_whole_years_after_the_matter_was_closed(
    closed_at: datetime | None, years: int, now: datetime, kept: bool
) -> None:
    assert must_be_kept(closed_at, years, now) is kept


def test_the_last_day_of_the_duty() -> None:
    assert kept_until(CLOSED, 10) == date(2034, 2, 28)
    assert kept_until(None, 10) is None
