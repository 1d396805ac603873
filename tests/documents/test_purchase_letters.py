"""The mail with a purchase order in every language: short, complete, literal (R191, T13)."""

from __future__ import annotations

import pytest

from documents.letters import LANGUAGES, quote_letter

NUMBER = "PO-2026-0003"
HOSTILE = "{{7*7}} {% raw %} <b>Eva</b>"


def letter(language: str, person: str) -> str:
    return quote_letter(
        "purchase_cover", language, person=person, number=NUMBER, document="purchase-order", amended=False
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_person_and_number_and_is_short(language: str) -> None:
    text = letter(language, "Eva")
    assert "Eva" in text
    assert NUMBER in text
    assert len(text) < 600
    assert not {"{", "}", "%"} & set(text)
    assert "\n\n\n" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_addressed_where_nobody_is_known_and_nothing_hostile_is_run(language: str) -> None:
    assert len(letter(language, "").split("\n")[0]) > 2
    assert HOSTILE in letter(language, HOSTILE)
