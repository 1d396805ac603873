"""Letters to customers from templates: every language asks for everything, and nothing of a stranger's is carried out (T13)."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from documents.letters import LANGUAGES, rendered, request_for_missing, signature
from rules.letter import WANTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_asks_for_everything_that_may_be_missing(language: str) -> None:
    text = request_for_missing(language, person="Eva", product="LED-5050", missing=WANTED)
    assert text.count("\n- ") == len(WANTED)
    assert "LED-5050" in text
    assert "{" not in text


def test_a_language_without_a_template_is_answered_in_english() -> None:
    text = request_for_missing("ko", person="", product="", missing=["quantity"])
    assert text.startswith("Dear Sir or Madam,\n\nThank you for your inquiry. To offer")
    assert request_for_missing("zh-TW", person="", product="", missing=["quantity"]).startswith("您好")


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
