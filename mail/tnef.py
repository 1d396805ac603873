"""winmail.dat: what Outlook sends to those who have Outlook, too (MS-OXTNEF). Files, and the text where it is only there."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from mail.charset import decoded
from mail.rtf import as_html_or_text, decompressed

_SIGNATURE = b"\x78\x9f\x3e\x22"
_ATTRIBUTE = struct.Struct("<BIl")
_BODY, _MESSAGE, _CODE_PAGE = 0x800C, 0x9003, 0x9007
_NEXT_FILE, _FILE_TITLE, _FILE_DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_PLAIN, _RTF, _HTML, _SUBJECT = 0x1000, 0x1009, 0x1013, 0x0037
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _TYPE, _DATA = 0x3707, 0x3704, 0x3001, 0x370E, 0x3701
_MOST_PROPERTIES, _MOST_FILES, _DEEPEST = 5_000, 200, 5


@dataclass(slots=True)
class File:
    name: str = ""
    content: bytes = b""
    content_type: str = ""


@dataclass(slots=True)
class Tnef:
    """`html` and `text` are the letter's own words; at most one of them is told where RTF is all there is."""

    text: str = ""
    html: str = ""
    subject: str = ""
    files: list[File] = field(default_factory=list)


def read(raw: bytes, depth: int = 0) -> Tnef | None:
    """What stands in it, as far as it goes; None for what is no TNEF. Never raises for broken bytes."""
    if not raw.startswith(_SIGNATURE):
        return None
    found, charset, current = Tnef(), "cp1252", None
    for number, content in _attributes(raw):
        if number == _CODE_PAGE and len(content) >= 4:
            charset = f"cp{struct.unpack_from('<I', content)[0]}"
        elif number == _BODY:
            found.text = found.text or _words(content, charset)
        elif number == _MESSAGE:
            _take_message(found, content, charset)
        elif number == _NEXT_FILE:
            current = File()
            found.files.append(current)
        elif current is not None and number == _FILE_TITLE:
            current.name = current.name or _words(content, charset)
        elif current is not None and number == _FILE_DATA:
            current.content = content
        elif current is not None and number == _FILE_PROPERTIES:
            _take_file(found, current, content, charset, depth)
        if len(found.files) > _MOST_FILES:
            break
    found.files = [each for each in found.files if each.content or each.name]
    return found


def _attributes(raw: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + _ATTRIBUTE.size <= len(raw):
        _, number, length = _ATTRIBUTE.unpack_from(raw, at)
        at += _ATTRIBUTE.size
        if length < 0:
            return
        yield number & 0xFFFF, raw[at : at + length]
        at += length + 2


def _take_message(found: Tnef, content: bytes, charset: str) -> None:
    for number, value in _properties(content, charset):
        if number == _SUBJECT:
            found.subject = _told(value)
        elif number == _PLAIN:
            found.text = _told(value) or found.text
        elif number == _HTML:
            found.html = value if isinstance(value, str) else decoded(value, "")[0]
        elif number == _RTF and isinstance(value, bytes) and not found.html:
            told, is_html = as_html_or_text(decompressed(value))
            if is_html:
                found.html = told
            else:
                found.text = found.text or told


def _take_file(found: Tnef, current: File, content: bytes, charset: str, depth: int) -> None:
    names: dict[int, str] = {}
    for number, value in _properties(content, charset):
        if number in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME):
            names[number] = _told(value)
        elif number == _TYPE:
            kind = _told(value).lower()
            current.content_type = kind if "/" in kind and len(kind) < 100 and kind.isascii() else ""
        elif number == _DATA and isinstance(value, bytes) and not current.content:
            current.content = value[16:] if value[16:20] == _SIGNATURE else value
    current.name = names.get(_LONG_NAME) or current.name or names.get(_SHORT_NAME) or names.get(_SHOWN_NAME, "")
    inner = read(current.content, depth + 1) if depth < _DEEPEST else None
    if inner is not None:  # a letter in the letter: its words as a file, and its files
        title = inner.subject or current.name or "message"
        words, kind = (inner.html, "html") if inner.html else (inner.text, "txt")
        current.name, current.content = f"{title[:80]}.{kind}", words.encode("utf-8", "replace")
        current.content_type = f"text/{'html' if kind == 'html' else 'plain'}"
        found.files += inner.files[:_MOST_FILES]


def _properties(content: bytes, charset: str) -> Iterator[tuple[int, str | bytes]]:
    """The MAPI properties that are texts or bytes, by number; ends where the bytes end or make no sense."""
    try:
        yield from _read_properties(content, charset)
    except struct.error:
        return


def _read_properties(content: bytes, charset: str) -> Iterator[tuple[int, str | bytes]]:
    (count,) = struct.unpack_from("<I", content)
    at = 4
    for _ in range(min(count, _MOST_PROPERTIES)):
        kind, number = struct.unpack_from("<HH", content, at)
        at += 4
        if number >= 0x8000:
            (named,) = struct.unpack_from("<I", content, at + 16)
            at += 24 if named == 0 else 24 + _padded(struct.unpack_from("<I", content, at + 20)[0])
        several, kind = bool(kind & 0x1000), kind & 0xEFFF
        values = 1
        if several or kind in _VARIABLE:
            (values,) = struct.unpack_from("<I", content, at)
            at += 4
        if kind in _FIXED:
            at += _FIXED[kind] * values
            continue
        if kind not in _VARIABLE or values > _MOST_PROPERTIES:
            return
        for _ in range(values):
            (length,) = struct.unpack_from("<I", content, at)
            value = content[at + 4 : at + 4 + length]
            at += 4 + _padded(length)
            yield number, _value(kind, value, charset)


def _value(kind: int, value: bytes, charset: str) -> str | bytes:
    if kind == 0x1F:
        return value.decode("utf-16-le", "replace").partition("\x00")[0]
    return _words(value, charset) if kind == 0x1E else value


def _padded(length: int) -> int:
    return length + -length % 4


def _words(value: bytes, charset: str) -> str:
    return decoded(value.partition(b"\x00")[0], charset)[0]


def _told(value: str | bytes) -> str:
    return value if isinstance(value, str) else ""
