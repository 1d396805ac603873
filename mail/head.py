"""The head of a letter or a part: its fields as they stand there, and where the body begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mail.encoded_words import header_text

LONGEST_HEAD = 256 * 1024
MOST_FIELDS = 5_000

_HEAD_END = re.compile(rb"\n\r*\n")
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_WELL_KNOWN = re.compile(
    rb"(?i)(?:from|to|cc|bcc|subject|date|message-id|mime-version|content-[a-z-]{2,30}|received|return-path|reply-to|"
    rb"sender|references|in-reply-to|delivered-to|thread-[a-z]{5}|x-[a-z0-9-]{2,60}|list-[a-z-]{2,20}|dkim-signature|"
    rb"authentication-results|arc-[a-z-]{4,30}|importance|precedence|user-agent|resent-[a-z-]{2,20})[ \t]*:"
)
_MBOX_LINE = re.compile(rb">*From [^\n]{0,300}\n")


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


def letter_begins(raw: bytes) -> int:
    """Where the head of a letter begins: behind empty lines, an mbox line, or one line that a server's answer left."""
    at = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while raw[at : at + 1] in (b"\n", b"\r", b"\x00"):
        at += 1
    if found := _MBOX_LINE.match(raw, at):
        at = found.end()
    elif not _FIELD.match(raw, at):
        line_end = raw.find(b"\n", at, at + 1000) + 1
        second = raw.find(b"\n", line_end, line_end + 2000) + 1
        if line_end and second and _WELL_KNOWN.match(raw, line_end) and _WELL_KNOWN.match(raw, second):
            at = line_end
    return at


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
    fields, used = _fields(raw[start:head_end])
    if len(fields) >= MOST_FIELDS:
        fault = f"more than {MOST_FIELDS} header fields"
    elif used is not None and not fault:
        body = start + used
    return Head(fields), body, fault


def _fields(block: bytes) -> tuple[list[tuple[str, bytes]], int | None]:
    """Name and value of each field, and where the block turns out to be the body already, if it does.

    A line that is no field continues the one before, as broken folding leaves it, if well-known fields follow; else
    the empty line before the body is missing.
    """
    found: list[tuple[str, bytes]] = []
    name, lines = "", [b""]
    at = 0
    last = -1
    for each in block.split(b"\n"):
        line = each.replace(b"\r", b"") if b"\r" in each else each
        colon = line.find(b":") if line[:1] not in (b" ", b"\t") else -1
        key = line[:colon].rstrip() if colon > 0 else b""
        if key and len(key) <= 100 and b" " not in key and key.isascii() and b"<" not in key:
            if name:
                found.append((name, b"\n".join(lines).strip()))
                if len(found) >= MOST_FIELDS:
                    return found, None
            name, lines = key.decode("ascii").lower(), [line[colon + 1 :]]
        elif line[:1] in (b" ", b"\t"):
            lines.append(line)
        elif line.startswith((b"From ", b">From ")) and not line.startswith((b"From :", b">From :")):
            pass  # the line of an mbox among the fields
        else:
            last = _last_known(block) if last < 0 else last
            if at > last and line:
                found.append((name, b"\n".join(lines).strip()))
                return found, at
            lines.append(b" " + line)
        at += len(each) + 1
    if name:
        found.append((name, b"\n".join(lines).strip()))
    return found, None


def _last_known(block: bytes) -> int:
    """Where the last well-known field of the block begins."""
    at = len(block)
    while at > 0:
        at = block.rfind(b"\n", 0, at)
        if _WELL_KNOWN.match(block, at + 1):
            return at + 1
    return 0
