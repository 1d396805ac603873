"""S/MIME letters in one piece (smime.p7m): what is only signed can be read, for its text is not encrypted (RFC 8551)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mail.transfer import from_base64

_SIGNED = bytes.fromhex("2a864886f70d010702")
_SEQUENCE, _OCTETS, _OCTETS_IN_PIECES, _OID, _TAGGED = 0x30, 0x04, 0x24, 0x06, 0xA0
_DEEPEST, _MOST = 12, 20_000


@dataclass(frozen=True, slots=True)
class _Value:
    """One value: its tag, where its content begins and ends, and where the next value begins."""

    tag: int
    start: int
    end: int
    after: int


def is_signed(raw: bytes) -> bool:
    return _SIGNED in _der(raw)[:40]


def signed_content(raw: bytes) -> bytes | None:
    """The MIME entity in a SignedData (RFC 5652), in definite or indefinite lengths; None where there is none to read."""
    raw = _der(raw)
    if _SIGNED not in raw[:40]:
        return None
    try:
        signed = _inside(raw, 0, len(raw), (_SEQUENCE, _TAGGED, _SEQUENCE))
        content = _inside(raw, *signed, (_SEQUENCE, _TAGGED))  # the algorithms before it are a set
        return b"".join(_octets(raw, *content, 0)) or None
    except (IndexError, ValueError):
        return None


def _der(raw: bytes) -> bytes:
    if raw[:1] == b"0":
        return raw
    inner = raw.partition(b"-----BEGIN")[2].partition(b"\n")[2].partition(b"-----END")[0] or raw
    return from_base64(inner)


def _inside(raw: bytes, start: int, end: int, way: tuple[int, ...]) -> tuple[int, int]:
    """Start and end of what lies behind the first value of each tag on the way. ValueError where there is none."""
    for wanted in way:
        for each in _values(raw, start, end):
            if each.tag == wanted:
                start, end = each.start, each.end
                break
        else:
            raise ValueError("no such value")
    return start, end


def _octets(raw: bytes, start: int, end: int, depth: int) -> Iterator[bytes]:
    for each in _values(raw, start, end):
        if each.tag == _OCTETS:
            yield raw[each.start : each.end]
        elif each.tag == _OCTETS_IN_PIECES and depth < _DEEPEST:
            yield from _octets(raw, each.start, each.end, depth + 1)


def _values(raw: bytes, start: int, end: int, depth: int = 0) -> Iterator[_Value]:
    """Each value that stands side by side (X.690). IndexError behind the end of the bytes, ValueError for nonsense."""
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    for _ in range(_MOST):
        if start + 1 >= end:
            return
        tag, length, start = raw[start], raw[start + 1], start + 2
        if tag == 0 and length == 0:
            return
        if length == 0x80:
            last = max((each.after for each in _values(raw, start, end, depth + 1)), default=start)
            yield _Value(tag, start, last, last + 2)
            start = last + 2
            continue
        if length > 0x80:
            size = length & 0x7F
            if size > 8:
                raise ValueError("a length of more than 8 octets")
            length, start = int.from_bytes(raw[start : start + size], "big"), start + size
        yield _Value(tag, start, min(start + length, end), start + length)
        start += length
