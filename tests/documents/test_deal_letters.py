"""The mails around proforma invoice and contract in every language: short, complete, literal (R159, R167, T13)."""

from __future__ import annotations

from datetime import date

import pytest

from documents.letters import LANGUAGES, day_in, paper_subject, quote_letter
from rules.trade_paper import Kind

SENT = date(2026, 3, 2)
NUMBER = "PI-2026-0007"
HOSTILE = "{{7*7}} {% raw %} <b>Eva</b>"


def letters(language: str, person: str = "Eva", document: str = "contract") -> dict[str, str]:
    common = {"person": person, "number": NUMBER, "document": document}
    return {
        "cover": quote_letter("deal_cover", language, amended=False, **common),
        "amended": quote_letter("deal_cover", language, amended=True, **common),
        "reminder": quote_letter("deal_reminder", language, amended=False, sent_on=SENT, **common),
        "copy": quote_letter("deal_copy", language, amended=False, **common),
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
def test_contract_and_proforma_invoice_are_called_by_their_names(language: str) -> None:
    contract, proforma = letters(language), letters(language, document="proforma-invoice")
    assert all(contract[name] != proforma[name] for name in contract)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reminder_says_when_it_was_sent_as_it_is_written_there(language: str) -> None:
    assert day_in(SENT, language).casefold() in letters(language)["reminder"].casefold()


def test_every_language_has_words_of_its_own() -> None:
    for name in letters("en"):
        assert len({letters(each)[name] for each in LANGUAGES}) == len(LANGUAGES), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_subject(language: str) -> None:
    subjects = {paper_subject(language, each, NUMBER) for each in Kind}
    assert len(subjects) == len(Kind)
    assert all(each.endswith(NUMBER) and "\n" not in each for each in subjects)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_customer_is_called_is_only_ever_a_value(language: str) -> None:
    for name, text in letters(language, HOSTILE).items():
        assert HOSTILE in text, name


def test_nobody_is_called_by_no_name() -> None:
    assert letters("en", "")["cover"].startswith("Dear Sir or Madam,")
    assert letters("fi", "")["cover"].startswith("Dear Sir or Madam,"), "English for every other language"
