"""Which conversation a letter belongs to (T04): a proof of the thread and a sender who takes part, or only a hint."""

from __future__ import annotations

import random

import pytest

from rules.letter import Address, Letter
from rules.thread import Belonging, belonging, takes_part
from rules.token import (
    TO_COLLEAGUE,
    TO_CUSTOMER,
    conversation_at,
    conversation_in,
    conversation_named,
    subaddressed,
    tagged_name,
    thread_token,
)

SECRET = b"a secret of the department"
EVA, CARL, MALLORY = "eva@kunde.example", "carl@kunde.example", "mallory@evil.example"
SIDE = {1042: (EVA,), 1043: ("someone@gmail.com",)}


def to_eva(number: int = 1042, holder: str = EVA) -> str:
    return f"<{thread_token(SECRET, number, TO_CUSTOMER, holder, 'event')}@firm.example>"


def answering(message_id: str, to: str = "info@firm.example") -> Letter:
    return Letter(sha256="", size=0, in_reply_to=message_id, to=(Address("", to),))


def found(letter: Letter, sender: str, referred: tuple[int, ...] = ()) -> Belonging:
    return belonging(SECRET, letter, sender, referred, lambda number: SIDE.get(number, ()))


TABLE = [
    ("she answers our mail", answering(to_eva()), EVA, (), Belonging(certainly=1042)),
    ("her colleague answers it", answering(to_eva()), CARL, (), Belonging(certainly=1042)),
    ("a stranger holds her token", answering(to_eva()), MALLORY, (), Belonging()),
    ("a stranger's own token for her thread", answering(to_eva(holder=MALLORY)), MALLORY, (), Belonging(possibly=1042)),
    ("a stored letter of hers is referred to", answering("<x@y>"), EVA, (1042,), Belonging(certainly=1042)),
    ("a stranger refers to a stored letter", answering("<x@y>"), MALLORY, (1042,), Belonging(possibly=1042)),
    ("free mail proves no company", answering("<x@y>"), "other@gmail.com", (1043,), Belonging(possibly=1043)),
    (
        "she writes to the subaddress",
        answering("", subaddressed(SECRET, "info@firm.example", 1042)),
        EVA,
        (),
        Belonging(certainly=1042),
    ),
    ("nothing refers to anything", answering(""), EVA, (), Belonging()),
]


@pytest.mark.parametrize(("because", "letter", "sender", "referred", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_a_letter_joins_only_with_proof_and_part(
    because: str, letter: Letter, sender: str, referred: tuple[int, ...], expected: Belonging
) -> None:
    assert found(letter, sender, referred) == expected


def test_a_thousand_guesses_join_nothing() -> None:
    dice = random.Random(42)
    alphabet = "abcdefghijklmnopqrstuvwxyz234567"
    for _ in range(1000):
        guess = "".join(dice.choices(alphabet, k=20))
        unique = "".join(dice.choices(alphabet, k=16))
        assert conversation_in(SECRET, f"<1042.c.{unique}.{guess}@firm.example>", EVA) is None
        assert conversation_at(SECRET, f"info+1042.{guess}@firm.example") is None


def test_a_token_for_a_colleague_is_hers_alone() -> None:
    message_id = f"<{thread_token(SECRET, 1042, TO_COLLEAGUE, 'ana@firm.example', 'event')}@firm.example>"
    assert conversation_in(SECRET, message_id, "ana@firm.example") == 1042
    assert conversation_in(SECRET, message_id, "bob@firm.example") is None


def test_another_secret_makes_another_token() -> None:
    assert conversation_in(b"another", to_eva(), EVA) is None


def test_the_token_in_a_display_name_is_read_back() -> None:
    assert conversation_named(SECRET, tagged_name(SECRET, "Firm", 1042)) == 1042
    assert conversation_named(SECRET, "Firm [1042.aaaaaaaaaaaaaaaaaaaa]") is None


def test_one_happening_always_makes_the_same_message_id() -> None:
    assert to_eva() == to_eva()
    assert thread_token(SECRET, 1, "c", EVA, "a") != thread_token(SECRET, 1, "c", EVA, "b")


def test_who_takes_part() -> None:
    assert takes_part("EVA@Kunde.example", [EVA])
    assert not takes_part("eva@kunde.example.evil.example", [EVA])
