"""The mails around a quotation in every language of our customers: short, complete, literal (R129, R131, R133, T13)."""

from __future__ import annotations

from datetime import date

import pytest

from documents.letters import LANGUAGES, day_in, quote_letter, quote_subject

DAY, SENT = date(2026, 3, 31), date(2026, 3, 2)
NUMBER = "Q-2026-0031"
HOSTILE = "{{7*7}} {% raw %} <b>Eva</b>"


def letters(language: str, person: str = "Eva") -> dict[str, str]:
    common = {"person": person, "number": NUMBER}
    return {
        "cover": quote_letter(
            "quote_cover", language, product="pumps", letter=True, valid_until=DAY, revised=False, **common
        ),
        "revised": quote_letter(
            "quote_cover", language, product="", letter=False, valid_until=DAY, revised=True, **common
        ),
        "receipt": quote_letter("quote_receipt", language, sent_on=SENT, valid_until=DAY, attempt=1, **common),
        "first": quote_letter("quote_followup", language, sent_on=SENT, valid_until=DAY, attempt=1, **common),
        "second": quote_letter("quote_followup", language, sent_on=SENT, valid_until=DAY, attempt=2, **common),
        "over": quote_letter("quote_followup", language, sent_on=SENT, valid_until=None, attempt=1, **common),
        "expiry": quote_letter("quote_expiry", language, sent_on=SENT, valid_until=DAY, attempt=1, **common),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_names_person_and_number_and_is_short(language: str) -> None:
    for name, text in letters(language).items():
        assert "Eva" in text, name
        assert NUMBER in text, name
        assert len(text) < 600, name
        assert not {"{", "}", "%"} & set(text), name
        assert "\n\n\n" not in text, name
        assert "  " not in text, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_validity_and_day_of_sending_are_written_as_there(language: str) -> None:
    told = letters(language)
    for name in ("cover", "revised", "first", "second", "expiry"):
        assert day_in(DAY, language) in told[name], name
    for name in ("receipt", "first", "second"):
        assert day_in(SENT, language).casefold() in told[name].casefold(), name
    assert day_in(DAY, language) not in told["over"]
    subject = quote_subject(language, NUMBER, DAY)
    assert NUMBER in subject
    assert day_in(DAY, language) in subject
    assert "\n" not in subject


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_question_is_not_the_first_again(language: str) -> None:
    told = letters(language)
    assert len(set(told.values())) == len(told)


def test_every_language_has_words_of_its_own() -> None:
    for name in letters("en"):
        assert len({letters(each)[name] for each in LANGUAGES}) == len(LANGUAGES), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_customer_is_called_is_only_ever_a_value(language: str) -> None:
    for name, text in letters(language, HOSTILE).items():
        assert HOSTILE in text, name


def test_nobody_is_called_by_no_name() -> None:
    assert letters("en", "")["cover"].startswith("Dear Sir or Madam,")
    assert letters("de", "")["first"].startswith("Sehr geehrte Damen und Herren,")
    assert letters("fi", "")["cover"].startswith("Dear Sir or Madam,"), "English for every other language"
