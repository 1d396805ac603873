"""The line above a quotation, in any language, over up to five lines: On 3 March 2026, Eva <eva@kunde.example> wrote:"""

from __future__ import annotations

import re

from mail.quoting_words import OPENS, OPENS_BARE, QUOTING, SAID, WEEKDAY

ALONE, MARKED = 2, 1
"""How sure an attribution is: it stands alone; or only with a quotation below it that is marked as one."""

_LONGEST = 500
_MOST_LINES = 5
_SAID = re.compile(SAID, re.IGNORECASE)
_END = re.compile(rf"(?:[:：]|{SAID})[\s\-=*_.>：:\u2010-\u2015,]*$", re.IGNORECASE)
_COLON = re.compile(r"[:：][\s*_]*$")
_OPENS = re.compile(
    rf"^[\s*_\"'«>~-]*(?:(?:{OPENS})[\s,.]|{OPENS_BARE}|\d|(?:{WEEKDAY})[.,]?,?\s[^\n]{{0,24}}\d|[^\W\d_]{{2,14}},?\s\d{{1,2}}[\s,.]{{1,2}}\w)",
    re.IGNORECASE,
)
_QUOTING = re.compile(rf"^\W*(?:{QUOTING})\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:：]{1,80}@[^\s<>()\[\]\"',;:：]{2,120}")
_BRACKETED = re.compile(r"[<(\[（《][^<>()\[\]]{0,12}[^\s<>()\[\]]{1,80}@[^<>()\[\]]{2,160}[>)\]）》]|mailto:")
_CUT_SHORT = re.compile(r"<[^<>\s]{1,80}@[^<>\s]{2,120}$|@[^\s]{2,120}>")
_TIME = re.compile(r"\d{1,2}\s?[:.時时点點시hH]\s?\d{2}|\d\s?[ap]\.?\s?m\b", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20|25)\d\d|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}|\d{1,2}\.?\s[^\W\d_]{3,10}\.?,?\s'?\d{2}\b")
_BARE_END = re.compile(r"(?:[>)\]）]|@[\w.-]{3,100}|のメール|님이 작성)\s?[:：][\s*]*$")
_PRONOUN = re.compile(
    r"(?i)(?:\b(?:we|i|he|she|they|our \w+|the \w+|your \w+|my \w+|who|has|have|had|was|is)\s+(?:wrote|writes|said|says)"
    r"|\b(?:schrieb(?:en)?)\s+(?:wir|ich|er|sie|uns)|我们|我方|我们?曾)\b|我们写|我写"
)
_YOU_WROTE = re.compile(
    r"(?i)\b(?:you|du|sie|vous|usted|lei|u|ты|вы)\s+(?:wrote|schrieben?|avez écrit|escribió|ha scritto|schreef|писали)|您在来信"
)
_SENTENCE = re.compile(r"[!?？！。]\s|[^\W\d_]{3,}\.\s+[A-Z][a-z]+\s[a-z]+\s[a-z]+")
_CHINESE = re.compile(r"[在于於]\s?\d{4}[年/-].{3,60}?[写寫]道\s?[:：]?$")
_WITHIN = re.compile(r"(?<=[.!?…。！？)])\s+(?=(?:On|Am|Le|El|Em|Il|Op|Den)\s[^\n]{0,14}\d[^\n]{6,200}[:：][\s*]*$)")
_SAME_LINE = re.compile(rf"^\s*((?:{OPENS})\s[^\n]{{8,240}}?[>)]\s?(?:{SAID})\s?[:：])\s{{1,8}}\S", re.IGNORECASE)
_ZOHO = re.compile(r"^[\s>]*-{2,}\s?.{5,300}\s-{2,}\s*$")


def attribution_ending(lines: list[str], at: int, floor: int = 0) -> tuple[int, int]:
    """The first line of the attribution that ends at a line, and how sure it is (0: there is none). Looks at five lines."""
    if not _END.search(lines[at][-60:]):
        return at, 0
    best, first, joined = 0, at, ""
    for back in range(_MOST_LINES):
        number = at - back
        if number < floor or not lines[number].strip():
            break
        line = lines[number].strip()
        joined = f"{line}{joined}" if line.endswith(("@", "<", "(")) else f"{line} {joined}".rstrip()
        if len(joined) > _LONGEST:
            break
        sure = _weight(joined)
        opens = bool(_OPENS.match(lines[number][:120]))
        if sure > best or (sure and opens and sure == best):
            best, first = sure, number
            if opens and _DATE.search(lines[number]):
                break
        elif best and not _belongs(lines[number], lines[number + 1]):
            break
    if best and first > floor and _name_above(lines[first - 1].strip(), lines[first].lstrip()):
        first -= 1
    return first, best


def words_before(each: str) -> str:
    """What stands before an attribution on one line with it, as HTML without line ends leaves it: "Yes. On 3 March ..."."""
    found = _WITHIN.search(each[:_LONGEST])
    return each[: found.start()] if found else ""


def with_words_behind(each: str) -> bool:
    """Whether a line is an attribution with the quotation on the same line, as Yahoo's telephones write it."""
    found = _SAME_LINE.match(each[:_LONGEST])
    return found is not None and _weight(found[1]) == ALONE


def _name_above(above: str, below: str) -> bool:
    """Whether a program has left the name of an attribution on the line above its address."""
    torn = above.endswith(("<", "(")) and ">" in below[:130]
    return 0 < len(above.split()) <= 5 and (torn or below[:1] in "<(")


def _belongs(above: str, below: str) -> bool:
    """Whether the line above may be the name or date of an attribution that goes on below."""
    return len(above) > 40 or below.lstrip()[:1] in "<(" or bool(_DATE.search(above))


def _weight(text: str) -> int:
    said, colon = _SAID.search(text), bool(_COLON.search(text))
    if not said and not colon:
        return 0
    address = "@" in text and bool(_ADDRESS.search(text))
    bracketed = address and bool(_BRACKETED.search(text) or _CUT_SHORT.search(text))
    date, time = bool(_DATE.search(text[:400])), bool(_TIME.search(text[:400]))
    opens = bool(_OPENS.match(text[:120]))
    if _SENTENCE.search(text) and not (address and date and time and said):
        return 0
    if said:
        return _weight_of_said(text, colon, address, bracketed, date, time, opens)
    if address and date and time and _BARE_END.search(text) and len(text.split()) <= 22:
        return ALONE
    if _QUOTING.match(text):
        return ALONE if bracketed else MARKED
    return MARKED if address and date and bool(_BARE_END.search(text)) else 0


def _weight_of_said(text: str, colon: bool, address: bool, bracketed: bool, date: bool, time: bool, opens: bool) -> int:
    if address and date and (colon or time):
        return ALONE if bracketed or time or opens else MARKED
    if date and _CHINESE.search(text):
        return ALONE
    if bracketed and colon and len(text.split()) <= 14:
        return ALONE
    if _ZOHO.match(text):
        return ALONE if bracketed else MARKED
    if opens and time and date and (colon or text.lstrip()[:1] in "=-"):
        return MARKED if _PRONOUN.search(text) else ALONE
    if opens and date and _YOU_WROTE.search(text) and time:
        return ALONE
    if (date or time or address) and (colon or opens):
        return MARKED
    return MARKED if colon and len(text.split()) <= 8 and len(text) < 90 else 0
