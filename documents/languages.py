"""Languages by the names that people type: English, Chinese, the language's own name, or its code."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

TYPED_IN = ("en", "zh")
OWN_NAMES = ("es", "de", "fr", "it", "pt", "nl", "ru", "pl", "tr", "ar", "fa", "ja", "ko", "vi", "th", "id", "zh", "cs")
"""Languages whose own name is understood as well."""


def language_code(text: str) -> str:
    """The two-letter code (ISO 639-1) of a language as somebody types it; empty for what is no language."""
    return _names().get(" ".join(text.split()).casefold(), "")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    known: dict[str, str] = {}
    for typed_in in TYPED_IN:
        for code, name in Locale.parse(typed_in).languages.items():
            if len(code) == 2 and code.isalpha():
                known.setdefault(code, code)
                known.setdefault(name.casefold(), code)
    for code in OWN_NAMES:
        known.setdefault((Locale.parse(code).get_display_name(code) or code).casefold(), code)
    return known
