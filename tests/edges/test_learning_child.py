"""The child that learns: only what its own trial shows to be sure enough becomes a table of words."""

from __future__ import annotations

import random
import sys

import pytest

from app.learning import NotLearnt, learnt
from rules.learned import FOUND, RIGHT, Learned, like_spam

BOTH = [f"word{number}" for number in range(60)]


def letters(sure: bool) -> tuple[list[list[str]], list[int]]:
    """Sixty letters of each side; `sure` whether a word of its own stands in each of most letters of spam."""
    chance = random.Random(7)
    read: list[list[str]] = []
    sides = [number % 2 for number in range(120)]
    for number, side in enumerate(sides):
        told = ["trophies"] if side and sure and number % 11 else []
        read.append(sorted({*chance.sample(BOTH, 12), *told}))
    return read, sides


def test_what_tells_spam_apart_becomes_a_table_of_words_with_its_figures() -> None:
    told = learnt(*letters(sure=True))
    assert told["right"] >= RIGHT
    assert told["found"] >= FOUND
    taught = Learned(told["model"]["bias"], told["model"]["least"], told["model"]["weights"])
    assert like_spam(taught, {"trophies", "word1", "word2"})[0] == "trophies"
    assert like_spam(taught, {"word1", "word2", "word3"}) == ()


def test_where_nothing_tells_the_sides_apart_nothing_is_marked() -> None:
    assert learnt(*letters(sure=False))["model"] is None


def test_a_child_that_fails_is_told_and_no_table_comes_of_it() -> None:
    with pytest.raises(NotLearnt):
        learnt([["alone"]], [1])


def test_the_service_itself_never_loads_the_library() -> None:
    import app.learning

    assert app.learning.__name__ in sys.modules
    assert "sklearn" not in sys.modules
