"""Which country something speaks of: a name in many languages, a telephone number, the end of a domain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mail.words.provenance import ALIASES, ALPHABETS, CAR_CODE, CAR_CODES, POSTCODES, PROVIDERS

_LANGUAGES = ("en", "zh", "zh_Hant", "es", "fr", "de", "pt", "it", "ru")
_AMBIGUOUS = frozenset({"georgia", "jordan", "chad", "mali", "niger", "jersey", "guinea", "mark", "cuba", "peru"})
"""Names that are also those of people or things: a country only where they stand alone."""
_ANYBODYS = frozenset(
    "io co me tv ai cc ws to fm gg ly sh la ag bz vc st nu tk ml ga cf gq eu im is pw so am ms gs tc vg mu sc ac".split()
)
"""Country endings that anybody registers."""
_NUMBER = re.compile(r"(?<![\w+])(?:\(?\+\)?\s?|00)(?:\(?\d[\d \u00a0().\-/–]{6,22}\d)")
_FAX = re.compile(r"(?i)(?:fax|telefax|传真|傳真|факс|ファックス|f)\W{0,4}$")
_LOCAL_NUMBER = re.compile(
    r"(?im)(?<!\w)(?:tel(?:efono|éfono|efon|efone|ephone|efoon)?|phone|mob(?:ile|il)?|cell|cel|m|t|p|ph|hp|"
    r"whats\s?app|wechat|handy|gsm|móvil|celular|tél|fon|电话|手机|"
    r"電話|手機|联系电话|телефон|тел|моб|전화|휴대폰|điện thoại|đt|هاتف|جوال|nr)\s?(?:no|nr|"
    r"#)?\s?\.?\s?[:：.]{0,2}\s?(\(?\+?\d[\d \u00a0().\-/]{5,20}\d)"
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


def country_of_address(lines: list[str]) -> tuple[str, str]:
    """The country of the last line that is an address, and what says so: its name at the end, a postcode; empty for none."""
    for each in reversed(lines[-40:]):
        line = each[:300]
        if (found := CAR_CODE.search(line)) and (code := CAR_CODES.get(found[1])):
            return code, f"postcode {found[1]}-{found[2]}"
        last = re.split(r"[,;|/–—\t]|\s-\s|，", line)[-1].strip(" .·•*()[]")
        if 1 < len(last) < 40 and not (last.lower() in _AMBIGUOUS and " " in line.strip()):
            code = country_of_name(last) if len(last) > 2 or ("," in line and any(map(str.isdigit, line))) else ""
            if code:
                return code, last
        for code, name, pattern in POSTCODES:
            if pattern.search(line):
                return code, name
    return "", ""


def country_of_language(language: str) -> str:
    """The country that a language is mostly written in; empty for those of many countries."""
    return ALPHABETS.get(language, "")


def country_of_provider(domain: str) -> str:
    """The country whose people use a mail provider; empty for those of the world."""
    return PROVIDERS.get(domain, "")


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number as written, the country and the prefix that says so; both empty for a number without prefix."""

    number: str = ""
    country: str = ""
    prefix: str = ""


def international(number: str, country: str) -> str:
    """A number as it is dialled from abroad, in the usual groups (+49 89 1234567); as written where that cannot be told."""
    import phonenumbers  # its metadata are slow to load, and few letters need them

    try:
        parsed = phonenumbers.parse(number[:60].replace("(0)", ""), country or None)
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_valid_number(parsed):
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def telephone(text: str) -> Telephone:
    """The first telephone number in a text, one with an international prefix first; never one that is called a fax."""
    import phonenumbers  # its metadata are slow to load, and few letters need them

    for found in _NUMBER.finditer(text):
        if _FAX.search(text[max(0, found.start() - 12) : found.start()]):
            continue
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
    for code, aliases in ALIASES.items():
        names.update(dict.fromkeys(aliases.split("|"), code))
    return names


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(_names().values())
