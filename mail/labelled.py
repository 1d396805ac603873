"""What labelled lines say (Name: Eva, 公司：…): the facts of web forms and platform notices. One pass, linear (T22)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from mail.words.form_labels import EMPTY, FOOTERS, LABELS, OPTIONAL, OWNERS

_SLOT_OF = {" ".join(label.split()): slot for slot, labels in LABELS.items() for label in labels.split("|")}
_OWNED = tuple(f"{each} " if each.isascii() or each[0] < "\u2e80" else each for each in OWNERS)
_OPTIONAL = tuple(OPTIONAL)
_MOST_LINES, _LONGEST_LINE, _LONGEST_LABEL, _LONGEST_VALUE = 800, 600, 60, 300
_SEPARATED = re.compile(r"^([^:：=→|\t]{1,60}?)[ \t*_\"']*(?:[:：=→\t|]|->)[ \t]*(.*)$")
_BRACKETED = re.compile(r"^[\[【〔「]([^\]】〕」]{1,30})[\]】〕」][ \t:：]*(.*)$")
_PIECES = re.compile(r"\s*\|\s*|\t+|\s{3,}|\s/\s(?=\w{2,20}\s?:)")
_INNER = re.compile(r"(?<=\s)([^\s:]{2,20}(?:\s(?:name|number|address|no\.?))?)\s?:(?!//)", re.IGNORECASE)
_DECORATION = " \t*_•·●▪◦■□>#-–—\"'`~"
_NUMBERED = re.compile(r"^(?:\d{1,2}|[a-z])[.)、]\s*")
_TRAILING = re.compile(r"\s*[(（\[][^()（）\[\]]{0,40}[)）\]]\s*$")
_HAN = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+(?:[ /][\u3400-\u9fff\uac00-\ud7af]+)*")
_ADDRESS_LINK = re.compile(r"\s*[<(\[]?\s*mailto:[^\s>\])]{1,200}[>\])]?|\s*<https?://[^\s>]{1,400}>", re.IGNORECASE)
PERSONAL = frozenset({"name", "first", "surname", "email", "phone", "company", "country"})
"""Slots that speak of a person: two of them make a form."""


@dataclass(slots=True)
class Labelled:
    """The facts by slot, the message, and what other labels said (Product: pumps), in their order."""

    facts: dict[str, str] = field(default_factory=dict)
    message: str = ""
    others: list[str] = field(default_factory=list)

    @property
    def personal(self) -> frozenset[str]:
        return PERSONAL & self.facts.keys()

    @property
    def words(self) -> str:
        """The customer's own words: what he filled in beside his person, then his message. Empty without a message."""
        return "\n".join([*self.others, self.message]).strip() if self.message else ""


def labelled(text: str) -> Labelled:
    """What the labelled lines of a form or a notice say. First mention wins; the message ends where labels or a footer go on."""
    found = Labelled()
    lines = [each[:_LONGEST_LINE] if len(each) > _LONGEST_LINE else each for each in text.split("\n")[:_MOST_LINES]]
    at, waiting = 0, ""
    while at < len(lines):
        pairs = list(_pairs(lines[at]))
        bare = lines[at].strip(_DECORATION)
        if not pairs and waiting and bare:
            if waiting == "message":
                at = _take_message(found, lines, at, "") - 1
            else:
                _learn(found, waiting, bare)
            waiting = ""
        for slot, label, value in pairs:
            if slot == "message":
                if value:
                    at = _take_message(found, lines, at + 1, value) - 1
                waiting = "" if value else "message"
            elif slot:
                _learn(found, slot, value)
                waiting = "" if value or slot in found.facts else slot
            else:
                waiting = ""
                if value and found.facts and len(found.others) < 60 and _SLOT_OF.get(label.lower()) is None:
                    found.others.append(f"{label}: {value}")
        at += 1
    return found


@lru_cache(maxsize=2048)
def slot_of(label: str) -> str:
    """The slot that a label names, whatever stands around it: "* Your Name (required)", "姓名/Name", "your-email"."""
    bare = _tidied(label)
    if not bare or len(bare) > _LONGEST_LABEL:
        return ""
    for each in (bare, _unowned(bare)):
        if slot := _SLOT_OF.get(each):
            return slot
    pieces = re.split(r"\s*[/／|]\s*|\s-\s", bare)
    if len(pieces) == 1 and not bare.isascii():
        east = _HAN.findall(bare)
        west = _HAN.sub(" ", bare).strip(" /()（）")
        pieces = [*east, west] if east and west else []
    told = {slot for each in pieces if (slot := _SLOT_OF.get(each.strip()) or _SLOT_OF.get(_unowned(each.strip()), ""))}
    return told.pop() if len(told) == 1 and len(pieces) <= 3 else ""


def _tidied(label: str) -> str:
    bare = _NUMBERED.sub("", " ".join(label.replace("_", " ").split()).strip(_DECORATION + ":：").lower())
    for each in _OPTIONAL:
        bare = bare.removesuffix(each).rstrip(_DECORATION)
    trimmed = _TRAILING.sub("", bare).strip(_DECORATION + ".?？")
    if trimmed not in _SLOT_OF and "-" in trimmed and trimmed.replace("-", " ") in _SLOT_OF:
        return trimmed.replace("-", " ")
    return trimmed.replace("-", " ") if trimmed.startswith(("your-", "form-", "field-")) else trimmed


def _unowned(bare: str) -> str:
    """Without whose it is, said once or twice: "your name", "what's your work email"."""
    for _ in range(2):
        owned = next((each for each in _OWNED if bare.startswith(each) and len(bare) > len(each)), "")
        bare = bare[len(owned) :].strip()
        if bare in _SLOT_OF:
            break
    return bare


def _pairs(line: str) -> Iterator[tuple[str, str, str]]:
    """Slot, label and value of each labelled piece of a line; a label alone has an empty value."""
    bare = line.strip().strip(">").strip()
    if not bare:
        return
    if (bracketed := _BRACKETED.match(bare)) and (slot := slot_of(bracketed[1])):
        yield slot, bracketed[1], _value(bracketed[2])
        return
    pieces = (
        [each for each in _PIECES.split(bare) if each]
        if ("|" in bare or "\t" in bare or "   " in bare or " / " in bare)
        else []
    )
    if len(pieces) > 1:
        told = [pair for each in pieces if (pair := _pair(each)) and pair[0] and pair[2]]
        if len(told) > 1:
            yield from told
            return
        if len(pieces) <= 3 and (slot := slot_of(pieces[0])):
            yield slot, pieces[0].strip(_DECORATION + ":："), _value(" ".join(pieces[1:]))
            return
    if bare.count(":") > 1 and len(told := _in_a_row(bare)) > 1:
        yield from told
        return
    pair = _pair(bare)
    if pair:
        yield pair


def _in_a_row(bare: str) -> list[tuple[str, str, str]]:
    """Labels that follow each other with nothing between but a blank: Name : Eva Email : eva@kunde.example."""
    starts = [found.start(1) for found in _INNER.finditer(bare) if slot_of(found[1]) in PERSONAL]
    if not starts or slot_of(bare.partition(":")[0]) not in PERSONAL:
        return []
    ends = [*(each for each in starts if each > 0), len(bare)]
    pieces = [bare[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]
    return [pair for each in pieces if (pair := _pair(each)) and pair[0]]


def _pair(piece: str) -> tuple[str, str, str] | None:
    found = _SEPARATED.match(piece)
    if found is not None:
        label = found[1].strip(_DECORATION)
        slot = slot_of(label)
        if not slot and (len(label) > 40 or label.lower().startswith(("http", "www"))):
            return None
        if slot == "email" and "@" not in found[2] and found[2].strip(_DECORATION):
            return None
        return slot, label, _value(found[2])
    if len(piece) <= _LONGEST_LABEL and (slot := slot_of(piece)):
        return slot, piece, ""
    return None


def _value(text: str) -> str:
    bare = _ADDRESS_LINK.sub("", text).strip(_DECORATION.replace(">", "").replace("#", "").replace("-", "") + ":：,")
    return "" if bare.lower() in EMPTY else bare[:_LONGEST_VALUE]


def _learn(found: Labelled, slot: str, value: str) -> None:
    value = _value(value)
    if not value or slot in found.facts:
        return
    if slot in ("name", "first", "surname", "company") and (len(value) > 120 or value.startswith(("http", "www."))):
        return
    if slot == "phone" and not any(each.isdigit() for each in value):
        return
    found.facts[slot] = value


def _take_message(found: Labelled, lines: list[str], at: int, first: str) -> int:
    """The message from a line on; returns the line where labels, a rule or a footer go on."""
    said = [first] if first else []
    start = at
    while at < len(lines):
        each = lines[at].strip()
        if _ends_message(found, each, at > start and not lines[at - 1].strip()):
            break
        said.append(lines[at].rstrip())
        at += 1
    told = "\n".join(said).strip()
    if told:
        found.message = f"{found.message}\n{told}".strip()
    return at


def _ends_message(found: Labelled, line: str, after_blank: bool) -> bool:
    if not line:
        return False
    if line.lower().lstrip("*_ >-[").startswith(tuple(FOOTERS)):
        return True
    if len(line) >= 5 and not line.strip("-=_*—─━~") and line[:2] != "--":
        return True
    if line in ("--", "---", "----"):
        return True
    pair = _pair(line)
    if pair is None or not pair[0]:
        return False
    slot, _, value = pair
    if slot in PERSONAL:
        return slot not in found.facts and bool(value)
    return (slot in ("note", "subject") and after_blank) or (slot == "note" and bool(value) and len(value) < 200)
