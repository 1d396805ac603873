"""The parts of a letter: an own cut at the MIME boundaries that survives what senders do to the standard."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from mail.charset import codec_of, decoded, file_name, one_line

DEEPEST, MOST_PARTS = 100, 500
LONGEST_HEAD = 256 * 1024
_LONGEST_PARAMETERS = 4096
_MOST_FIELDS = 5_000

_HEAD_END = re.compile(rb"\n\r*\n")
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)")
_PARAMETER = re.compile(rb';\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', re.DOTALL)
_ENCODED_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?\Z")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


@dataclass(slots=True)
class Head:
    """The header fields of a letter or a part as they stand there: lower-case name and raw value, in order."""

    fields: list[tuple[str, bytes]] = field(default_factory=list)

    def raw(self, name: str) -> bytes:
        for each, value in self.fields:
            if each == name:
                return value
        return b""

    def all(self, name: str) -> list[bytes]:
        return [value for each, value in self.fields if each == name]

    def text(self, name: str, hint: str = "") -> str:
        """The first field of that name, decoded and on one line; empty where there is none."""
        raw = self.raw(name)
        return header_text(raw, hint) if raw else ""


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
    start = 0
    if raw.startswith(b"From ") and b"\n" in raw:
        start = raw.index(b"\n") + 1  # an mbox line
    while raw[start : start + 1] in (b"\n", b"\r"):
        start += 1
    return _part(raw, start, len(raw), cut, 0, "text/plain"), cut.faults, cut.notes


def head_of(raw: bytes, start: int = 0, end: int | None = None) -> tuple[Head, int, str]:
    """The header fields, where the body begins, and a fault when the header block is too long to be read whole."""
    end = len(raw) if end is None else end
    if raw[start : start + 1] == b"\n":
        return Head(), start + 1, ""
    if raw[start : start + 2] == b"\r\n":
        return Head(), start + 2, ""
    if not _FIELD.match(raw, start, end):
        return Head(), start, ""
    found = _HEAD_END.search(raw, start, end)
    head_end, body = (found.start(), found.end()) if found else (end, end)
    fault = ""
    if head_end - start > LONGEST_HEAD:
        head_end, fault = start + LONGEST_HEAD, "the header block is longer than 256 kB"
    head = Head(_fields(raw[start:head_end]))
    if len(head.fields) >= _MOST_FIELDS:
        fault = f"more than {_MOST_FIELDS} header fields"
    return head, body, fault


def transferred(raw: bytes, encoding: bytes) -> bytes:
    """Bytes behind a Content-Transfer-Encoding."""
    how = encoding.strip().strip(b'"').lower()
    if how == b"base64":
        return _from_base64(raw)
    if how == b"quoted-printable":
        return binascii.a2b_qp(raw)
    if how in (b"x-uuencode", b"uuencode", b"x-uue", b"uue"):
        return _from_uu(raw)
    return raw


def header_text(raw: bytes, hint: str = "") -> str:
    """A header value on one line, encoded-words and raw 8-bit bytes decoded; `hint` is the letter's own charset."""
    return one_line(words_decoded(unfolded(raw), hint))


def unfolded(raw: bytes) -> bytes:
    return raw.replace(b"\r", b"").replace(b"\n", b"") if b"\n" in raw or b"\r" in raw else raw


def words_decoded(raw: bytes, hint: str = "") -> str:
    """Decodes encoded-words; neighbours of one charset are joined as bytes first, for clients cut within a character."""
    if b"=?" not in raw:
        return decoded(raw, hint)[0]
    told: list[str] = []
    waiting, label, at = b"", "", 0
    for found in _ENCODED_WORD.finditer(raw):
        between = raw[at : found.start()]
        charset = found[1].decode("ascii", "replace").partition("*")[0]
        joined = at and not between.strip()
        if not (joined and codec_of(charset) == codec_of(label)):
            told.append(decoded(waiting, label)[0])
            waiting = b""
        if not joined:
            told.append(decoded(between, hint)[0])
        waiting += _word(found[2], found[3])
        label, at = charset, found.end()
    told += [decoded(waiting, label)[0], decoded(raw[at:], hint)[0]]
    return "".join(told)


def parameters_of(raw: bytes, hint: str = "") -> dict[str, str]:
    """The parameters of Content-Type or Content-Disposition: RFC 2231 with continuations, encoded-words, bare 8-bit."""
    plain: dict[str, str] = {}
    sections: dict[str, list[tuple[int, bool, bytes]]] = {}
    for name, value in _PARAMETER.findall(unfolded(raw)[:_LONGEST_PARAMETERS]):
        value = _unquoted(value.strip())
        found = _SECTION.match(name.decode("ascii", "replace").lower())
        if found is None:
            continue
        if found[2] is None and found[3] is None:
            plain.setdefault(found[1], words_decoded(value, hint))
        else:
            sections.setdefault(found[1], []).append((int(found[2] or 0), bool(found[3]), value))
    return plain | {name: _assembled(pieces, hint) for name, pieces in sections.items()}


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
    if not part.children:
        part.number = cut.leaves
        cut.leaves += 1
    return part


def _described(part: Part, default: str) -> Part:
    fields = part.head
    kind = fields.raw("content-type")
    found = _TYPE.match(kind[:200].decode("latin-1"))
    part.content_type = found[1].lower() if found else default
    part.parameters = parameters_of(kind) if b";" in kind else {}
    how = fields.raw("content-disposition")
    told = parameters_of(how, part.parameters.get("charset", "")) if b";" in how else {}
    part.disposition = how.partition(b";")[0].strip().strip(b'"').lower().decode("latin-1")
    part.name = file_name(told.get("filename") or part.parameters.get("name") or told.get("name") or "")
    return part


def _cut_children(part: Part, cut: _Cut, depth: int) -> None:
    boundary = part.parameters.get("boundary", "").rstrip()
    spans = list(_spans(part, boundary.encode("utf-8", "replace"), MOST_PARTS + 1)) if boundary else []
    if not spans:
        cut.notes.append("a multipart without its boundary, read as text")
        part.content_type = (
            "text/html" if b"<html" in part.raw[part.start : part.start + 4096].lower() else "text/plain"
        )
        return
    default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    for start, end in spans:
        if cut.leaves >= MOST_PARTS:
            cut.faults.append(f"more than {MOST_PARTS} parts")
            return
        part.children.append(_part(part.raw, start, end, cut, depth + 1, default))


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


def _fields(block: bytes) -> list[tuple[str, bytes]]:
    """Name and value of each field; a line that is none, as broken folding leaves it, continues the one before."""
    found: list[tuple[str, bytes]] = []
    name, lines = "", [b""]
    for each in block.replace(b"\r", b"").split(b"\n"):
        colon = each.find(b":") if each[:1] not in (b" ", b"\t") else -1
        key = each[:colon].rstrip() if colon > 0 else b""
        if key and len(key) <= 100 and b" " not in key and key.isascii():
            if name:
                found.append((name, b"\n".join(lines).strip()))
                if len(found) >= _MOST_FIELDS:
                    return found
            name, lines = key.decode("ascii").lower(), [each[colon + 1 :]]
        else:
            lines.append(each if each[:1] in (b" ", b"\t") else b" " + each)
    if name:
        found.append((name, b"\n".join(lines).strip()))
    return found


def _word(how: bytes, payload: bytes) -> bytes:
    if how in b"bB":
        return _from_base64(payload)
    return binascii.a2b_qp(payload.replace(b" ", b"_"), header=True)


def _from_base64(raw: bytes) -> bytes:
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        letters = _NOT_BASE64.sub(b"", raw)
        letters = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _from_uu(raw: bytes) -> bytes:
    """Line by line; a line that is none, or longer than it says, is given as far as it goes."""
    told = []
    for each in raw.splitlines():
        if each.startswith((b"begin ", b"end")) or not each:
            continue
        for line in (each, each[: (((each[0] - 32) & 63) * 4 + 5) // 3 + 1]):
            try:
                told.append(binascii.a2b_uu(line))
                break
            except binascii.Error:
                continue
    return b"".join(told)


def _unquoted(value: bytes) -> bytes:
    if len(value) >= 2 and value[:1] == b'"' and value[-1:] == b'"':
        value = value[1:-1].replace(b'\\"', b'"')
        return value.replace(b"\\\\", b"\\") if value.isascii() else value
    return value.strip(b"\"'") if value[:1] in (b'"',) else value


def _assembled(pieces: list[tuple[int, bool, bytes]], hint: str) -> str:
    pieces.sort(key=lambda each: each[0])
    label, told = hint, b""
    for number, percent, value in pieces:
        if percent and number == 0 and value.count(b"'") >= 2:
            charset, _, value = value.split(b"'", 2)
            label = charset.decode("ascii", "replace")
        told += unquote_to_bytes(value) if percent else value
    return words_decoded(told, label)
