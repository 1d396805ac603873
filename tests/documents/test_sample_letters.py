"""The mails about a sample in every language of our customers: courier and number, then the question (R152, R153, T13)."""

from __future__ import annotations

from datetime import date

import pytest

from documents.letters import LANGUAGES, day_in, quote_letter

SENT = date(2026, 3, 2)
HOSTILE = "{{7*7}} {% raw %} <b>Eva</b>"


def letters(language: str, person: str = "Eva", tracking: str = "1234567890", *, kept: bool = True) -> dict[str, str]:
    facts = {
        "person": person,
        "product": "LED-5050",
        "courier": "DHL",
        "tracking": tracking,
        "sent_on": SENT,
        "kept": kept,
    }
    return {each: quote_letter(each, language, **facts) for each in ("sample_sent", "sample_feedback")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_he_reads_courier_number_product_and_day(language: str) -> None:
    told = letters(language)
    assert "DHL" in told["sample_sent"]
    assert "1234567890" in told["sample_sent"]
    for text in told.values():
        assert "Eva" in text
        assert "LED-5050" in text
        assert day_in(SENT, language).casefold() in text.casefold()
        assert len(text) < 600
        assert not {"{", "}", "%"} & set(text)
        assert "  " not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_number_or_a_kept_piece_nothing_is_said_of_them(language: str) -> None:
    by_hand = letters(language, tracking="")["sample_sent"]
    assert "DHL" not in by_hand
    assert len(letters(language, kept=False)["sample_sent"]) < len(letters(language)["sample_sent"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_stranger_called_himself_stays_as_it_is(language: str) -> None:
    for text in letters(language, person=HOSTILE).values():
        assert HOSTILE in text
