"""The head of a quoted or forwarded letter, as programs write it into the text: From, Sent, To, Subject in any language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mail.quoting_words import FIELDS, SURE_FIELDS

_NAME_OF = {word.casefold(): name for name, words in FIELDS.items() for word in words.split("|")}
_SURE = frozenset(SURE_FIELDS.split("|"))
_LABEL = re.compile(r"^[\s>*_|#-]*([^\W\d_][^:：*|\n]{0,30}?)\s*[*_]*\s*[:：]\s*[*_]*\s?(.*)$")
_IN_A_TABLE = re.compile(r"^\s*\|\s*\**([^\W\d_][^:：*|\n]{0,30}?)\**\s*[:：]?\s*\|\s*(.*?)\s*\|?\s*$")
_GAPS = re.compile(r"[\s\u3000]+")
_TIME = re.compile(r"\d{1,2}\s?[:.時时点點시hH]\s?\d{2}|\d\s?[ap]\.?m\b|T\d\d:\d\d", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20|25)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_ONE_LINE = re.compile(
    r"(?:^|[\s*;>])("
    + "|".join(sorted((re.escape(each) for each in _NAME_OF), key=len, reverse=True))
    + r")\s*\**\s*[:：]",
    re.IGNORECASE,
)
_LONGEST_LINE = 1000
_MOST_LINES = 24
_LOTUS = {"to": "to", "an": "to", "pour": "to", "para": "to", "a": "to", "à": "to", "per": "to", "aan": "to", "till": "to",
          "cc": "cc", "kopie": "cc", "subject": "subject", "thema": "subject", "objet": "subject", "asunto": "subject",
          "oggetto": "subject", "onderwerp": "subject", "assunto": "subject", "ämne": "subject"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """The head of a quoted or forwarded letter: its fields as written, and the line after it."""

    fields: dict[str, str]
    after: int


def first_block(lines: list[str]) -> Block | None:
    """The first head of a quoted letter among the first 400 lines: From: and two others at least, blank lines between."""
    for at, each in enumerate(lines[:400]):
        if field_of(each)[0]:
            block = block_at(lines, at)
            if block is not None:
                return block
    return None


def block_at(lines: list[str], at: int) -> Block | None:
    """The head that begins at a line; None where there is none, or where it is no letter's (From: Shanghai, To: Hamburg)."""
    if not field_of(lines[at])[0]:
        return None
    fields, after, sure = _gathered(lines, at)
    return Block(fields, after) if _credible(fields, sure) else None


def field_of(each: str) -> tuple[str, str]:
    """The name ("from", "date", "to", "cc", "subject") and value of a quoted head's line; empty for any other line."""
    name, value, _ = _read(each)
    return ("", "") if name == "other" else (name, value)


def begins_with_label(each: str) -> bool:
    """Whether a line begins with a label of a head, with or without a colon: Date 3/3/2026 5:00 PM."""
    words = each.strip(" >*|\t").split(None, 2)
    return bool(
        _read(each)[0] or (words and (words[0].casefold() in _NAME_OF or " ".join(words[:2]).casefold() in _NAME_OF))
    )


def one_line_head(each: str) -> bool:
    """A whole head on one line, as HTML without line ends leaves it: From: a@b.de Sent: 3 March 2026 17:00 To: c@d.de."""
    if len(each) > _LONGEST_LINE or each.count(":") + each.count("：") < 3:
        return False
    found = list(_ONE_LINE.finditer(each))
    if len(found) < 3 or each[: found[0].start()].strip(" >*|_-"):
        return False
    names = {_NAME_OF[one[1].casefold()] for one in found}
    told = "@" in each or (bool(_TIME.search(each)) and "subject" in names)
    return {"from", "date"} <= names and bool(names & {"to", "subject"}) and told


def lotus_head(lines: list[str], at: int) -> int:
    """The line after a head of Lotus Notes: sender, date, then To, cc, Subject without colons. -1: there is none."""
    dated = next((each[:60] for each in lines[at + 1 : at + 3] if each.strip()), "")
    if not (_TIME.search(dated) and _YEAR.search(dated)):
        return -1
    after, names = -1, set()
    for number in range(at + 2, min(at + 18, len(lines))):
        label, _, value = lines[number].strip().replace("\t", " ").partition(" ")
        name = _LOTUS.get(label.casefold())
        if name and (not value or name == "subject" or "@" in value):
            names.add(name)
            after = number + (1 if value else 2)
    return after if {"to", "subject"} <= names else -1


def _read(each: str) -> tuple[str, str, str]:
    """Field, value and the label as written of one line."""
    line = each[:_LONGEST_LINE]
    found = _LABEL.match(line) or (_IN_A_TABLE.match(line) if line.lstrip()[:1] == "|" else None)
    if found is None:
        return "", "", ""
    label = found[1].strip(" *_\t").casefold()
    if not label.isalpha():
        label = _GAPS.sub(" ", label)
    name = _NAME_OF.get(label) or _NAME_OF.get(label.replace(" ", ""), "")
    return name, found[2].strip(" *|\t"), label


def _gathered(lines: list[str], at: int) -> tuple[dict[str, str], int, bool]:
    """Fields from a line on, the line after them, and whether one of the labels is surely a letter's."""
    fields: dict[str, str] = {}
    blank, after, last, sure, folded = 0, at, "", False, 0
    for number in range(at, min(at + _MOST_LINES, len(lines))):
        each = lines[number]
        if not each.strip(" >*|_\t-"):
            blank += 1
            if blank > 3 or (len(fields) >= 4 and "subject" in fields and each.strip(" >\t") == ""):
                break
            continue
        name, value, label = _read(each)
        if name:
            if name in fields and name != "other" and (name == "from" or len(fields) >= 4):
                break
            fields.setdefault(name, value)
            sure = sure or label in _SURE
            after, blank, last, folded = number + 1, 0, name, 0
        elif last and not fields[last] and not (blank and last == "cc"):
            fields[last] = each.strip(" >*|\t")
            after, blank = number + 1, 0
        elif last and not blank and folded < 6 and _goes_on(lines, number, last):
            after, folded = number + 1, folded + 1
        else:
            break
    return fields, after, sure


def _goes_on(lines: list[str], number: int, last: str) -> bool:
    """Whether an unlabelled line is still the value above it: indented, or another label follows soon."""
    if last == "other":
        return False
    if lines[number].startswith((" ", "\t")) and last != "subject":
        return True
    following = lines[number + 1 : number + (7 if last in ("to", "cc") else 3)]
    for each in following:
        if not each.strip():
            return False
        if _read(each)[0]:
            return True
    return False


def _credible(fields: dict[str, str], sure: bool) -> bool:
    """Whether fields are a letter's: an address, or a date to the minute below labels that no order has."""
    if "from" not in fields:
        return False
    count = len([each for each in fields if each != "other"])
    held = " ".join(fields.get(each, "") for each in ("from", "to", "cc"))
    address = "@" in held or "mailto:" in held
    moment = bool(_TIME.search(fields.get("date", "")[:120]))
    if count >= 3:
        return address or (sure and ("date" in fields or "subject" in fields)) or (moment and "subject" in fields)
    return (count == 2 and "date" in fields and moment and "@" in fields["from"]) or (
        count == 2 and "subject" in fields and "@" in fields["from"] and sure
    )
