"""How a letter is weighed with what people have taught, and what of it is looked at."""

from __future__ import annotations

import pytest

from rules.learned import Learned, like_spam, marks_of
from rules.letter import Address, Letter

TAUGHT = Learned(bias=-1.0, least=0.5, weights={"trophies": 1.2, "luck": 0.9, "pumps": -2.0, "link:gifts.example": 0.4})


def letter(text: str, subject: str = "", sender: str = "a@gifts.example") -> Letter:
    return Letter("", 0, subject=subject, fresh_text=text, sender=Address("", sender))


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ({"trophies", "luck"}, ("trophies", "luck")),
        ({"trophies", "luck", "link:gifts.example", "never-heard"}, ("trophies", "luck", "gifts.example")),
        ({"trophies"}, ()),
        ({"trophies", "luck", "pumps"}, ()),
        (set(), ()),
    ],
)
def test_words_for_and_against_are_summed_and_those_that_speak_for_spam_are_named(
    marks: set[str], words: tuple[str, ...]
) -> None:
    assert like_spam(TAUGHT, marks) == words


def test_words_pairs_of_characters_links_and_the_senders_domain_are_looked_at() -> None:
    marks = marks_of(letter("Trophies 100 pcs https://Gifts.example/x 免费样品", "Hi there"))
    assert {
        "trophies",
        "hi",
        "there",
        "pcs",
        "免费",
        "费样",
        "样品",
        "link:gifts.example",
        "from:gifts.example",
    } <= marks
    assert "100" not in marks


def test_a_free_mail_provider_is_no_mark_and_a_long_letter_is_looked_at_in_part_only() -> None:
    assert not any(each.startswith("from:") for each in marks_of(letter("hi", sender="x@gmail.com")))
    assert (
        len(marks_of(letter(" ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(5_000))))) <= 412
    )
    assert marks_of(Letter("", 0)) == frozenset()


def test_where_nothing_is_taught_nothing_is_marked() -> None:
    assert like_spam(Learned(0.0, 0.0001, {}), {"trophies"}) == ()
