"""Which country something speaks of: a name in many languages, a telephone number, the end of a domain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_LANGUAGES = ("en", "zh", "zh_Hant", "es", "fr", "de", "pt", "it", "ru")
_ALIASES = {
    "US": "usa|u.s.a.|u.s.a|u.s.|united states of america|estados unidos|america|ee.uu.|ee. uu.|美利坚合众国|美國",
    "GB": "uk|u.k.|great britain|england|scotland|wales|northern ireland|gran bretaña|inglaterra|reino unido|英格兰",
    "AE": "uae|u.a.e.|u.a.e|united arab emirates|emirates|dubai|abu dhabi|迪拜|阿联酋",
    "TR": "turkey|türkiye|turkiye",
    "CN": "china|p.r. china|pr china|p.r.china|p.r.c.|prc|中国|中国大陆|mainland china",
    "HK": "hong kong|hongkong|香港",
    "TW": "taiwan|台湾|台灣",
    "MO": "macau|macao|澳门",
    "KR": "korea|south korea|republic of korea|한국|대한민국|韩国",
    "RU": "russia|russian federation|россия|рф",
    "VN": "vietnam|viet nam|việt nam",
    "CZ": "czech republic|czechia|česko",
    "NL": "holland|the netherlands|nederland|netherlands",
    "DE": "deutschland",
    "ES": "españa|espana",
    "IT": "italia",
    "AT": "österreich",
    "CH": "schweiz|suisse|svizzera",
    "BE": "belgië|belgique",
    "BR": "brasil",
    "PL": "polska",
    "SE": "sverige",
    "NO": "norge",
    "DK": "danmark",
    "FI": "suomi",
    "HU": "magyarország",
    "RO": "românia",
    "GR": "ελλάδα|hellas",
    "MX": "méxico",
    "PE": "perú",
    "JP": "日本",
    "SA": "saudi|ksa|k.s.a.|kingdom of saudi arabia",
    "IR": "iran",
    "SY": "syria",
    "CI": "ivory coast",
    "CD": "dr congo|drc",
    "LA": "laos",
    "MD": "moldova",
    "BO": "bolivia",
    "VE": "venezuela",
    "TZ": "tanzania",
    "MM": "myanmar|burma",
    "ZA": "rsa|republic of south africa",
    "NZ": "new zealand",
    "UA": "україна",
}
_AMBIGUOUS = frozenset({"georgia", "jordan", "chad", "mali", "niger", "jersey", "guinea", "mark", "cuba", "peru"})
"""Names that are also those of people or things: a country only where they stand alone."""
_ANYBODYS = frozenset("io co me tv ai cc ws to fm gg ly sh la ag bz vc st nu tk ml ga cf gq eu".split())
"""Country endings that anybody registers."""
_NUMBER = re.compile(r"(?<![\w+])(?:\+\s?|00)(?:\(?\d[\d\s().\-/–]{6,22}\d)")
_LOCAL_NUMBER = re.compile(
    r"(?im)(?:\btel(?:efono|éfono|efon|efone|ephone)?|phone|mob(?:ile)?|cell|m|t|ph|whats\s?app|wechat|电话|"
    r"手机|telefone)\s?\.?\s?[:：.]\s?(\(?\+?\d[\d\s().\-/]{5,20}\d)"
)


def country_of_name(text: str) -> str:
    """The country with that name in any of our languages, or with that ISO code; empty for none."""
    name = " ".join(text.split()).strip(" .,;()[]*").lower()
    if len(name) == 2 and name.isascii() and text.strip().isupper():
        return name.upper() if name.upper() in _codes() else _names().get(name, "")
    return _names().get(name, "")


def country_named(line: str) -> tuple[str, str]:
    """The country that a line of an address ends with or holds alone, and its name as it stands there."""
    pieces = [each.strip(" .·•*()[]") for each in re.split(r"[,;|/–—\t]|\s-\s|，|：|:", line[:300])]
    for piece in reversed(pieces):
        code = country_of_name(piece) if len(piece) > 1 else ""
        if code and not (piece.lower() in _AMBIGUOUS and len(pieces) == 1 and len(line.split()) > 1):
            return code, piece
        tail = " ".join(piece.split()[-2:])
        for name in (tail, tail.rpartition(" ")[2]):
            if len(name) > 3 and name.lower() not in _AMBIGUOUS and (code := _names().get(name.lower(), "")):
                return code, name
    return "", ""


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number as written, the country and the prefix that says so; both empty for a number without prefix."""

    number: str = ""
    country: str = ""
    prefix: str = ""


def telephone(text: str) -> Telephone:
    """The first telephone number in a text, one with an international prefix first."""
    import phonenumbers  # its metadata are slow to load, and few letters need them

    for found in _NUMBER.finditer(text):
        number = "+" + re.sub(r"\D", "", found[0].strip().removeprefix("00").replace("(0)", ""))
        try:
            parsed = phonenumbers.parse(number, None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(parsed):
            region = phonenumbers.region_code_for_number(parsed) or phonenumbers.region_code_for_country_code(
                parsed.country_code or 0
            )
            region = region if region not in ("001", "ZZ", None) else ""
            return Telephone(" ".join(found[0].split()), region, f"+{parsed.country_code}")
    local = _LOCAL_NUMBER.search(text)
    return Telephone(" ".join(local[1].split())) if local else Telephone()


def country_of_domain(domain: str) -> str:
    """The country whose ending a domain has; empty for general endings and for those that anybody registers."""
    ending = domain.rpartition(".")[2].lower()
    if len(ending) != 2 or ending in _ANYBODYS:
        return ""
    code = "GB" if ending == "uk" else ending.upper()
    return code if code in _codes() else ""


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "EZ", "ZZ", "QO", "XA", "XB"):
                names.setdefault(name.lower(), code)
                names.setdefault(name.lower().replace("中国", "") if "行政区" in name else name.lower(), code)
    for code, aliases in _ALIASES.items():
        names.update(dict.fromkeys(aliases.split("|"), code))
    return names


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(_names().values())
