"""The parts of a letter: an own cut at the MIME boundaries that survives what senders do to the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mail.charset import file_name
from mail.encoded_words import header_text, unfolded, words_decoded
from mail.head import LONGEST_HEAD, Head, head_of, letter_begins
from mail.parameters import parameters_of
from mail.transfer import transferred
from mail.wrapped import Opened, opened

__all__ = (
    "LONGEST_HEAD",
    "Head",
    "Part",
    "head_of",
    "header_text",
    "parameters_of",
    "parts",
    "transferred",
    "unfolded",
    "words_decoded",
)

DEEPEST, MOST_PARTS = 100, 500

_TYPE = re.compile(r"[\s\"']*([\w.+-]+/[\w.+-]+)")
_DELIMITER = re.compile(rb"(?m)^--([^\s-][^\r\n]{0,198}|-[^\r\n]{1,198})\r?\n(?=content-|mime-version)", re.IGNORECASE)
_WORDS_FOR_TYPES = {"text": "text/plain", "html": "text/html", "plain": "text/plain", "multipart": "multipart/mixed"}


@dataclass(slots=True)
class Part:
    """One node of the MIME tree; `number` counts the leaves in their order, -1 for a container."""

    head: Head
    raw: bytes
    start: int
    end: int
    content_type: str = "text/plain"
    parameters: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    name: str = ""
    children: list[Part] = field(default_factory=list)
    number: int = -1

    def content(self) -> bytes:
        """The bytes behind the transfer encoding. Never raises; what cannot be decoded is given as far as it goes."""
        return transferred(self.raw[self.start : self.end], self.head.raw("content-transfer-encoding"))

    def leaves(self) -> Iterator[Part]:
        if not self.children:
            yield self
        for each in self.children:
            yield from each.leaves()


class _Cut:
    """What one cutting run counts, and what it had to leave."""

    def __init__(self) -> None:
        self.leaves = 0
        self.faults: list[str] = []
        self.notes: list[str] = []


def parts(raw: bytes) -> tuple[Part, list[str], list[str]]:
    """The MIME tree of a letter, the faults (what could not be read) and the notes (what is odd). Linear in its length."""
    cut = _Cut()
    raw = _with_lines(raw)
    return _part(raw, letter_begins(raw), len(raw), cut, 0, "text/plain"), cut.faults, cut.notes


def _with_lines(raw: bytes) -> bytes:
    """A letter that was saved as UTF-16, or with the line ends of an old Macintosh, as others write it."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") and raw[:4] != b"\xff\xfe\x00\x00":
        raw = raw.decode("utf-16", "replace").encode("utf-8", "replace")
    return raw.replace(b"\r", b"\n") if b"\r" in raw and b"\n" not in raw else raw


def _part(raw: bytes, start: int, end: int, cut: _Cut, depth: int, default: str) -> Part:
    head, body, fault = head_of(raw, start, end)
    if fault:
        cut.faults.append(fault)
    part = _described(Part(head, raw, body, end, default), default)
    if part.content_type.startswith("multipart/"):
        if depth >= DEEPEST:
            cut.faults.append(f"nested deeper than {DEEPEST} parts")
        else:
            _cut_children(part, cut, depth)
    elif depth < DEEPEST:
        _open(part, cut, depth)
    if not part.children:
        part.number = cut.leaves
        cut.leaves += 1
    return part


def _described(part: Part, default: str) -> Part:
    fields = part.head
    kind = fields.raw("content-type")
    found = _TYPE.match(kind[:200].decode("latin-1"))
    word = kind[:40].decode("latin-1").strip().partition(";")[0].lower()
    part.content_type = found[1].lower() if found else _WORDS_FOR_TYPES.get(word, default)
    part.parameters = parameters_of(kind) if b"=" in kind else {}
    how = fields.raw("content-disposition")
    told = parameters_of(how, part.parameters.get("charset", "")) if b"=" in how else {}
    part.disposition = how.partition(b";")[0].strip().strip(b'"').lower().decode("latin-1")
    names = [each for each in (told.get("filename"), part.parameters.get("name"), told.get("name")) if each]
    part.name = file_name(next((each for each in names if "\ufffd" not in each), names[0])) if names else ""
    if not found and _looks_cut(part):
        part.content_type = "multipart/mixed"
    return part


def _looks_cut(part: Part) -> bool:
    """Whether a letter that does not say what it is begins with a delimiter line, and ends with one."""
    found = _DELIMITER.search(part.raw, part.start, min(part.start + 2000, part.end))
    return found is not None and part.raw.rfind(b"--" + found[1].rstrip() + b"--", found.end(), part.end) > 0


def _cut_children(part: Part, cut: _Cut, depth: int) -> None:
    boundary = part.parameters.get("boundary", "").rstrip().encode("utf-8", "replace")
    spans = list(_spans(part, boundary, MOST_PARTS + 1)) if boundary else []
    if not spans and part.content() != part.raw[part.start : part.end]:  # against the standard, all of it is encoded
        part.raw, part.start = part.content(), 0
        part.end = len(part.raw)
        part.head = Head([each for each in part.head.fields if each[0] != "content-transfer-encoding"])
        spans = list(_spans(part, boundary, MOST_PARTS + 1)) if boundary else []
    if not spans and (found := _DELIMITER.search(part.raw, part.start, part.end)):
        spans = list(_spans(part, found[1].rstrip(), MOST_PARTS + 1))
        cut.notes.append("a multipart that names another boundary than it has")
    if not spans:
        cut.notes.append("a multipart without its boundary, read as text")
        beginning = part.raw[part.start : min(part.start + 4096, part.end)].lower()
        part.content_type = "text/html" if b"<html" in beginning else "text/plain"
        return
    default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    for start, end in spans:
        if cut.leaves >= MOST_PARTS:
            cut.faults.append(f"more than {MOST_PARTS} parts")
            return
        part.children.append(_part(part.raw, start, end, cut, depth + 1, default))


def _open(part: Part, cut: _Cut, depth: int) -> None:
    """What another format than MIME holds becomes parts, too: uuencoded files, winmail.dat, a signed S/MIME letter."""
    inside: Opened | None = opened(part.content_type, part.name, part.raw, part.start, part.end, part.content)
    if inside is None:
        return
    cut.notes += inside.notes
    if inside.letter:
        part.children = [_part(inside.letter, 0, len(inside.letter), cut, depth + 1, "text/plain")]
    for each in inside.files:
        if cut.leaves + len(part.children) >= MOST_PARTS:
            cut.faults.append(f"more than {MOST_PARTS} parts")
            break
        part.children.append(_made(part, each.content, each.content_type, each.name, each.is_text))
    for child in part.children if inside.files else []:
        child.number = cut.leaves
        cut.leaves += 1
    if part.children:
        part.content_type = inside.container


def _made(part: Part, content: bytes, content_type: str, name: str, is_text: bool) -> Part:
    child = Part(Head(), content, 0, len(content), content_type)
    child.parameters = part.parameters if is_text and not content_type.endswith("/html") else {}
    child.name, child.disposition = (part.name, part.disposition) if is_text else (file_name(name), "attachment")
    if is_text and part.content_type not in ("text/plain",):
        child.name, child.disposition, child.parameters = "", "", {"charset": "utf-8"}
    return child


def _spans(part: Part, boundary: bytes, most: int) -> Iterator[tuple[int, int]]:
    """Start and end of what lies between the delimiter lines; what follows the last one is the epilogue."""
    mark, raw = b"--" + boundary, part.raw
    at, begun = part.start, -1
    while most and (found := raw.find(mark, at, part.end)) >= 0:
        at = found + len(mark)
        line_end = raw.find(b"\n", at, part.end)
        line_end = part.end if line_end < 0 else line_end
        rest = raw[at : min(line_end, at + 80)].strip()
        if (found > part.start and raw[found - 1] != 0x0A) or rest not in (b"", b"--"):
            continue
        if begun >= 0:
            most -= 1
            yield begun, _before_line_end(raw, begun, found)
        begun = -1 if rest == b"--" else min(line_end + 1, part.end)
        at = line_end
    if begun >= 0 and begun < part.end and most:
        yield begun, part.end


def _before_line_end(raw: bytes, start: int, at: int) -> int:
    at -= 1
    if at > start and raw[at - 1] == 0x0D:
        at -= 1
    return max(at, start)
