"""The same-buyer guard: the keys by which one buyer is recognised under several addresses and spellings (R42-R45)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rules.address import company_domain, normalised
from rules.legal_forms import ANYWHERE, BEGINNINGS, EAST_ASIAN, ENDINGS, GENERIC, JOINTS, LATIN, LONG, TRADITIONAL

_LONGEST = 400
"""Characters of a name that are looked at; a longer one is no name."""
_DIGITS_OF_A_NUMBER = 8
"""The last digits by which two spellings of a telephone number are equal."""
_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h", "ς": "σ"}
    | {
        "&": " & ",
        "+": " & ",
        "'": "",
        "’": "",
        "`": "",
        "´": "",
        "״": "",
        "׳": "",
        "ـ": "",
        "ى": "ي",
        "ة": "ه",
        "ٱ": "ا",
    }
)
_MARKS = ((0x300, 0x36F), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670))
"""Accents, vowel points and hamzas: left out. The voicing marks of kana and the vowels of Indic scripts are letters."""
_DOT_WITHIN = re.compile(r"(?<=\b\w)\.\s?(?=\w\b)")
_UMLAUT = re.compile(r"(?<=[b-df-hj-np-tv-z])([aou])e(?=[b-df-hj-np-tv-z])|aa")
_HEBREW_QUOTE = re.compile("(?<=[\u0590-\u05ff])[\"'](?=[\u0590-\u05ff])")
_EXTENSION = re.compile(r"(?i)\s*(?:ext\.?|extension|x|доб\.?|dw|durchwahl|转|分机|内线|#)\s?[:.]?\s?\d{1,6}\s*\Z")


def folded(name: str) -> str:
    """A company's name without accents, case, punctuation and legal form: "Künde & Söhne GmbH" -> "kunde sohne".

    Every script is kept as it is (ООО «Ромашка» -> "ромашка"), traditional characters are compared as simplified ones.
    """
    plain = _plain(name[:_LONGEST])
    for form in EAST_ASIAN:
        plain = plain.replace(form, " ")
    words = _words(_DOT_WITHIN.sub("", plain))
    return " ".join(_without_forms(words) or words)


@lru_cache(maxsize=4096)
def spellings(name: str) -> tuple[str, ...]:
    """The folded name, and the one in which Müller, Mueller and Muller are equal; none for names that tell nobody apart."""
    first = folded(name)
    if len(first) < (2 if _is_han(first) else 3) or all(each in GENERIC for each in first.split()):
        return ()
    return tuple(dict.fromkeys((first, _UMLAUT.sub(_vowel, first))))


def phone_key(phone: str) -> str:
    """The last eight digits of a telephone number; empty for fewer, and for what is no number (00000000).

    A national and an international spelling have them in common; an extension is left out.
    """
    digits = "".join(each for each in _EXTENSION.sub("", phone[:100]) if each.isdecimal())
    key = "".join(str(int(each)) for each in digits[-_DIGITS_OF_A_NUMBER:])
    return key if len(key) == _DIGITS_OF_A_NUMBER and len(set(key)) > 2 and key not in "0123456789" else ""


def keys_of(addresses: Iterable[str] = (), company: str = "", phone: str = "", website: str = "") -> tuple[str, ...]:
    """Keys that a buyer leaves, the strongest first: address, company domain, website, telephone, folded company name."""
    keys: list[str] = []
    known = [each for each in map(normalised, addresses) if each]
    domains = [domain for each in known if (domain := company_domain(each))]
    keys += [f"address:{each}" for each in known]
    keys += [f"domain:{each}" for each in domains]
    site = site_of(website)
    if site and site not in domains:
        keys.append(f"website:{site}")
    if number := phone_key(phone):
        keys.append(f"phone:{number}")
    names = spellings(company)
    keys += [f"name:{each}" for each in names]
    if names and (sound := _in_latin(names[0])):
        keys.append(f"sound:{sound}")
    return tuple(dict.fromkeys(keys))


def looked_for(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys under which others may have left the same, all that `keys_of` told first.

    Whose website is named may have written from its domain; Ромашка may have been entered as Romashka. None of these
    sisters is certain: ask `is_certain` about what `keys_of` told only.
    """
    told = list(keys)
    sisters = [
        f"{_SISTERS[kind]}:{value}" for kind, _, value in (each.partition(":") for each in told) if kind in _SISTERS
    ]
    return tuple(dict.fromkeys(told + sisters))


_SISTERS = {"website": "domain", "domain": "website", "name": "sound", "sound": "name"}


def site_of(website: str) -> str:
    """The company domain of a website; empty for market places, free mail and what is none."""
    host = re.sub(r"^[a-z]{2,8}://", "", website.strip().lower())[:253]
    return company_domain(re.split(r"[/:?#\s]", host, maxsplit=1)[0]) if "@" not in host else ""


CERTAIN = ("address:", "domain:")
"""Keys that prove the same buyer; a name or a number alone is told as a likeness, and a person decides."""


def is_certain(key: str) -> bool:
    return key.startswith(CERTAIN)


def _plain(name: str) -> str:
    """Lower case, full width as half width, without accents; letters of other scripts stay what they are."""
    text = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS)
    if not text.isascii():
        text = "".join(each for each in text if not any(low <= ord(each) <= high for low, high in _MARKS))
        text = _HEBREW_QUOTE.sub("", unicodedata.normalize("NFC", text).translate(TRADITIONAL))
    return text


def _words(plain: str) -> list[str]:
    """Words: letters, digits and the vowel signs of Indic and Thai words."""
    kept = [each if each.isalnum() or each == "&" or unicodedata.category(each)[0] == "M" else " " for each in plain]
    return "".join(kept).split()


def _without_forms(words: list[str]) -> list[str]:
    text = f" {' '.join(words)} "
    for form in LONG:
        if form in text:
            text = text.replace(form, " ") if not form.isascii() else text.replace(f" {form} ", " ")
    left = [each for each in text.split() if each not in JOINTS]
    while len(left) > 1 and (left[-1] in ENDINGS or left[-1] in ANYWHERE):
        left.pop()
        if len(left) > 2 and len(left[-1]) == 1 and left[-1].isalpha() and left[-2] in ENDINGS:
            left.pop()  # the "z" of "sp z oo"
    while len(left) > 2 and len(left[-1]) == len(left[-2]) == 1 and left[-2] + left[-1] in ENDINGS:
        del left[-2:]  # "s l"
    while len(left) > 1 and (left[0] in BEGINNINGS or left[0] in ANYWHERE):
        left.pop(0)
    return left


def _in_latin(name: str) -> str:
    """How a Cyrillic or Greek name is written in Latin letters: a weak hint. Empty for names in any other script."""
    latin = name.translate(LATIN)
    return latin if latin != name and latin.isascii() and len(latin) >= 4 else ""


def _vowel(found: re.Match[str]) -> str:
    return found[1] or "a"


def _is_han(text: str) -> bool:
    return any("\u3040" <= each <= "\u9fff" or "\uac00" <= each <= "\ud7af" for each in text)
