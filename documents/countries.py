"""Countries by the names that people type: English, Chinese, Spanish, German, French, or the two letters (R76)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

TYPED_IN = ("en", "zh", "zh_Hant", "es", "de", "fr")
OTHER_NAMES = {
    "usa": "US",
    "u.s.a.": "US",
    "u.s.": "US",
    "america": "US",
    "uk": "GB",
    "u.k.": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "holland": "NL",
    "the netherlands": "NL",
    "czech republic": "CZ",
    "turkey": "TR",
    "korea": "KR",
    "south korea": "KR",
    "uae": "AE",
    "emirates": "AE",
    "hong kong": "HK",
    "hongkong": "HK",
    "香港": "HK",
    "macau": "MO",
    "macao": "MO",
    "澳门": "MO",
    "viet nam": "VN",
    "ivory coast": "CI",
    "russia": "RU",
    "brasil": "BR",
    "burma": "MM",
}


def country_code(text: str) -> str:
    """The ISO 3166 alpha-2 code of a country as somebody types it; empty for what is no country."""
    wanted = " ".join(text.split()).strip(" .,").casefold()
    return _names().get(wanted, "")


def country_name(code: str, language: str) -> str:
    """What the country of that code is called in that language; the code itself where it is none."""
    return str(_territories(language if language in TYPED_IN else "en").get(code.upper(), code))


@lru_cache(maxsize=8)
def _territories(language: str) -> Mapping[str, str]:
    return dict(Locale.parse(language).territories)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    known: dict[str, str] = {}
    for locale in TYPED_IN:
        for code, name in Locale.parse(locale).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "ZZ", "EZ", "XA", "XB"):
                known.setdefault(name.casefold(), code)
                known.setdefault(code.casefold(), code)
    return {**known, **OTHER_NAMES}
