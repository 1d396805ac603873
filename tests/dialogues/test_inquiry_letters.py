"""Letters to customers from templates: every language asks for everything, and nothing of a stranger's is carried out (T13)."""

from __future__ import annotations

import unicodedata

import pytest
from jinja2 import UndefinedError

from documents.letters import LANGUAGES, rendered, request_for_missing, signature
from rules.letter import WANTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_asks_for_everything_that_may_be_missing(language: str) -> None:
    text = request_for_missing(language, person="Eva", product="LED-5050", missing=WANTED)
    assert [each.split(". ")[0] for each in text.split("\n") if each[:1].isdigit()] == [
        str(each + 1) for each in range(len(WANTED))
    ]
    assert text.startswith(
        (
            "Dear Eva",
            "Eva",
            "Estimado/a Eva",
            "Guten Tag Eva",
            "Bonjour Eva",
            "Gentile Eva",
            "Prezado(a) Eva",
            "Здравствуйте, Eva",
            "السيد/السيدة Eva",
            "Sayın Eva",
            "Kính gửi Eva",
        )
    )
    assert "LED-5050" in text
    assert "{" not in text


def test_a_language_without_a_template_is_answered_in_english() -> None:
    text = request_for_missing("nl", person="", product="", missing=["quantity"])
    assert text.startswith("Dear Sir or Madam,\n\nThank you for your inquiry. To offer")


def test_the_traditional_script_is_answered_in_the_traditional_script() -> None:
    assert "煩請補充以下資訊" in request_for_missing("zh-TW", person="", product="", missing=["quantity"])
    assert "煩請補充以下資訊" in request_for_missing("zh-Hant", person="", product="", missing=["quantity"])
    assert "烦请补充以下信息" in request_for_missing("zh-CN", person="", product="", missing=["quantity"])


def test_every_line_to_an_arab_begins_in_arabic_and_hides_no_direction_signs() -> None:
    text = request_for_missing("ar", person="Omar", product="LED-5050", missing=WANTED)
    assert not set(text) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    for each in filter(None, text.split("\n")):
        assert next(unicodedata.bidirectional(letter) for letter in each if letter.isalpha()) == "AL"


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        rendered("ask", "en", person="Eva", missing=["quantity"])
    with pytest.raises(UndefinedError):
        request_for_missing("en", person="", product="", missing=["colour"])


@pytest.mark.parametrize(
    "words", ["{{ 7 * 7 }}", "{% for x in y %}", "{{ ''.__class__.__mro__ }}", "{# gone #}", "{{ lipsum.__globals__ }}"]
)
def test_a_strangers_words_are_only_ever_words(words: str) -> None:
    for language in LANGUAGES:
        text = request_for_missing(language, person=words, product=words, missing=["quantity"])
        assert text.count(words) == 2


def test_a_signature_speaks_the_language_of_the_letter() -> None:
    assert signature("您好", "Best regards", "Ana", "Firm") == "顺祝商祺\nAna\nFirm"
    assert signature("Hello", "Best regards", "Ana", "") == "Best regards\nAna"
    assert signature("Hola", "Best regards", "Ana", "Firm", "es") == "Saludos cordiales\nAna\nFirm"
    assert signature("您好", "With kind greetings", "Ana", "Firm") == "With kind greetings\nAna\nFirm"
