"""Letters to customers, rendered from templates/letters in the customer's language; strict and sandboxed (T13)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rules.policy import DEFAULT

LANGUAGES = ("en", "zh", "zh-TW", "es", "de", "fr", "it", "pt", "ru", "ar", "tr", "ja", "ko", "vi")
"""Languages in which there are templates; the first one is for everybody else."""

_FOLDER = Path(__file__).resolve().parent.parent / "templates" / "letters"
_LOCALES = {"en": "en_GB", "zh-TW": "zh_Hant_TW", "ar": "ar_AE"}
_DAYS = {
    "en": "d MMMM y",
    "zh": "y年M月d日",
    "zh-TW": "y年M月d日",
    "ru": "d MMMM y 'года'",
    "vi": "'ngày' d 'tháng' M 'năm' y",
}
_HAN = re.compile(r"[\u3400-\u9fff]")


def request_for_missing(
    language: str, *, person: str, product: str, missing: Sequence[str], letter: bool = True
) -> str:
    """The polite request for just what is missing (R21), in the customer's language or in English.

    `missing` are names of rules.letter.WANTED, in the order in which they are asked for; `letter` says whether the
    customer wrote to us (else he called or came by).
    """
    return rendered("ask", language, person=person, product=product, missing=list(missing), letter=letter)


def signature(text: str, sign_off: str, author: str, company: str, language: str = "") -> str:
    """What stands under a mail: the closing words, her name, the company. The manager's own closing words go first."""
    spoken = language or ("zh" if _HAN.search(text) else "")
    own = "" if sign_off == DEFAULT.sign_off else sign_off
    return rendered("signature", "", language=spoken, sign_off=own, author=author, company=company)


def quote_letter(name: str, language: str, /, **facts: Any) -> str:
    """A mail about a quotation: "quote_cover", "quote_receipt", "quote_followup", "quote_expiry"; dates are written as there."""
    told = {key: day_in(value, language) if isinstance(value, date) else value for key, value in facts.items()}
    return rendered(name, language, **told)


def quote_subject(language: str, number: str, valid_until: date) -> str:
    """The number and the validity for the subject of a covering mail (R129)."""
    told = written_in(language)
    return rendered("quote_subject", "", language=told, number=number, valid_until=day_in(valid_until, language))


def paper_subject(language: str, document: str, number: str) -> str:
    """What a paper of an order is and its number, for the subject of a mail: Proforma invoice PI-2026-0007."""
    return rendered("paper_subject", "", language=written_in(language), document=document, number=number)


def day_in(day: date, language: str) -> str:
    """A day as a letter in that language has it: 31 March 2026, 2026年3月31日."""
    told = written_in(language)
    locale = _LOCALES.get(told, told)
    return str(format_date(day, _DAYS.get(told, "long"), locale=locale))


def rendered(name: str, language: str, /, **facts: Any) -> str:
    """A template filled with facts. An unknown name in it is an error; what customers wrote is only ever a value."""
    environment = _environment()
    if not language:
        template = environment.get_template(f"{name}.j2")
    else:
        try:
            template = environment.get_template(f"{name}.{written_in(language)}.j2")
        except TemplateNotFound:
            template = environment.get_template(f"{name}.{LANGUAGES[0]}.j2")
    return _tidy(template.render(**facts))


def written_in(language: str) -> str:
    """The language of LANGUAGES that somebody of this language reads: zh-Hant and zh-HK are zh-TW, de-AT is de."""
    plain, _, region = language.lower().partition("-")
    if plain == "zh" and region in {"tw", "hk", "mo", "hant", "hant-tw", "hant-hk"}:
        return "zh-TW"
    return plain if plain in LANGUAGES else LANGUAGES[0]


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_FOLDER),
        undefined=StrictUndefined,
        autoescape=False,  # plain text; nothing of it is ever read as HTML
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _tidy(text: str) -> str:
    """No blanks at the ends of lines, one empty line at most between two paragraphs."""
    lines = "\n".join(each.rstrip() for each in text.strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines)
