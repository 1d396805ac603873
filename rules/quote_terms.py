"""Trade terms as people type them: which rule of Incoterms 2020 is meant, with which place."""

from __future__ import annotations

import re

from rules.incoterms import PAID
from rules.quote_labels import RETIRED, TERM_ALIASES, narrow, place_named
from rules.refusal import Refused

TERM_NAMES = "|".join(sorted((re.escape(each) for each in (*PAID, *TERM_ALIASES, *RETIRED)), key=len, reverse=True))
TERM_AT_START = re.compile(rf"({TERM_NAMES})(?![A-Za-z])", re.IGNORECASE)
TERM_INSIDE = re.compile(
    r"(?<![\w&-])("
    + "|".join((*PAID, "C&F", "CNF", "离岸价", "到岸价"))
    + r")(?![A-Za-z0-9-])(?:[ :,]*)(?P<place>[^\W\d_][^\d@;,，|]*?)?"
    + r"(?=\s*(?:[;,，@|]|$|\s(?:USD|EUR|US\$|CNY|RMB|GBP|valid|payment|delivery|packing)\b|\s[x×*]\s|\d))",
    re.IGNORECASE,
)
NO_PLACE = re.compile(r"\s*(?:-|\d(?!\d{3,5}\s+[^\W\d]))")
"""DAP 18-46 is a fertilizer, DAP 80331 Munich a trade term."""


def trade_term(text: str) -> tuple[str, str]:
    """The Incoterms 2020 rule and the place that somebody means: "fob ningbo", 到岸价汉堡, C&F Busan; the place may be "".

    Refuses what is no rule, with the one that may be meant.
    """
    words = narrow(text).strip(" ,.;:")
    found = TERM_AT_START.match(words)
    if found is None:
        raise no_term(words)
    code = found[1].upper()
    code = TERM_ALIASES.get(code, code)
    if code in RETIRED:
        meant = f"{RETIRED[code]} {place_named(words[found.end() :])}".strip()[:60]
        raise Refused("{word} is not in Incoterms 2020. Do you mean {meant}?", word=code, meant=meant)
    place = re.sub(r"^(?:incoterms?\s*2020)?[\s,.:-]*", "", words[found.end() :], flags=re.IGNORECASE)
    place = re.sub(r"[\s,(]*incoterms?\W*2020\W*$", "", place, flags=re.IGNORECASE)
    return code, place_named(place)[:80]


def like_term(word: str) -> str:
    """The rule of which this is one slip away: FOBB, FBO, CIFF; empty where it is none, or a rule itself."""
    said = word.upper()
    near = [each for each in PAID if _apart(said, each) == 1]
    return near[0] if near and said not in PAID else ""


def no_term(text: str) -> Refused:
    word = text.split()[0] if text.split() else "?"
    if near := like_term(word):
        meant = f"{near}{text[len(word) :]}"[:60]
        return Refused("I know no trade term {word}. Do you mean {meant}?", word=word[:20], meant=meant)
    return Refused(
        "I know no trade term {word}. Incoterms 2020 has {terms}. Write it like {example}.",
        word=word[:20], terms=", ".join(PAID), example="FOB Ningbo",
    )  # fmt: skip


def _apart(one: str, other: str) -> int:
    """1 where a letter more, less or other makes one of the other, or two have changed places; else 2."""
    if len(one) == len(other):
        differ = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and one[differ[0]] == other[differ[1]]
            and one[differ[1]] == other[differ[0]]
        )
        return 1 if len(differ) == 1 or swapped else 2
    short, long = sorted((one, other), key=len)
    return (
        1 if len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long))) else 2
    )
