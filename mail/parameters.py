"""The parameters of Content-Type and Content-Disposition, as RFC 2231 has them and as programs write them."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from mail.encoded_words import unfolded, words_decoded

_LONGEST = 16_384
_PARAMETER = re.compile(
    rb'(?:;|(?<="))\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"(?=\s*(?:;|\Z|[\w*-]{1,40}=))|[^;]*)', re.DOTALL
)
_MISSING_SEMICOLON = re.compile(rb"(?<![;\s])\s+(?=(?:charset|boundary|name|filename)\*?\s*=)", re.IGNORECASE)
_SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?\Z")
_STARLESS = re.compile(rb"(?i)([\w-]{2,30})'[\w-]{0,10}'(?=[^']*%[0-9a-f]{2})")


def parameters_of(raw: bytes, hint: str = "") -> dict[str, str]:
    """The parameters by lower-case name: RFC 2231 with continuations, encoded-words, bare 8-bit, forgotten semicolons."""
    plain: dict[str, str] = {}
    sections: dict[str, list[tuple[int, bool, bytes]]] = {}
    text = _MISSING_SEMICOLON.sub(b"; ", unfolded(raw)[:_LONGEST])
    for name, value in _PARAMETER.findall(text):
        value = _unquoted(value.strip())
        found = _SECTION.match(name.decode("ascii", "replace").lower())
        if found is None:
            continue
        starless = _STARLESS.match(value) if found[3] is None and found[2] is None else None
        if found[2] is None and found[3] is None and not starless:
            plain.setdefault(found[1], words_decoded(value, hint))
        else:
            sections.setdefault(found[1], []).append((int(found[2] or 0), bool(found[3] or starless), value))
    return plain | {name: _assembled(pieces, hint) for name, pieces in sections.items()}


def _unquoted(value: bytes) -> bytes:
    if len(value) >= 2 and value[:1] == b'"' and value[-1:] == b'"':
        value = value[1:-1].replace(b'\\"', b'"')
        return value.replace(b"\\\\", b"\\") if value.isascii() else value
    if len(value) >= 2 and value[:1] == b"'" and value[-1:] == b"'":
        return value[1:-1]
    return value.strip(b'"') if value[:1] == b'"' else value


def _assembled(pieces: list[tuple[int, bool, bytes]], hint: str) -> str:
    pieces.sort(key=lambda each: each[0])
    label, told = hint, b""
    for place, (_, percent, value) in enumerate(pieces):
        if percent and place == 0 and value.count(b"'") >= 2:
            charset, _, value = value.split(b"'", 2)
            label = charset.decode("ascii", "replace")
        told += unquote_to_bytes(value) if percent else value
    return words_decoded(told, label)
