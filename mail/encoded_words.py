"""Header values as text: unfolded, with encoded-words (RFC 2047) of every sound and unsound kind, and raw 8-bit bytes."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from mail.charset import decoded, one_line
from mail.charset_names import codec_of
from mail.transfer import from_base64

_BEGIN = re.compile(rb"=[ ]?\?[ ]?([^?\s]{1,60})[ ]?\?[ ]?([bBqQ])[ ]?\?")
_HEX = re.compile(rb"[0-9A-Fa-f]{2}")
_LONGEST_UNFINISHED = 2_000


@dataclass(slots=True)
class _Word:
    """An encoded-word, or several that one program cut out of one text; `payload` is not decoded yet."""

    charset: str
    how: bytes
    payload: bytes
    start: int
    end: int


def header_text(raw: bytes, hint: str = "") -> str:
    """A header value on one line, encoded-words and raw 8-bit bytes decoded; `hint` is the letter's own charset."""
    return one_line(words_decoded(unfolded(raw), hint))


def unfolded(raw: bytes) -> bytes:
    return raw.replace(b"\r", b"").replace(b"\n", b"") if b"\n" in raw or b"\r" in raw else raw


def words_decoded(raw: bytes, hint: str = "") -> str:
    """Decodes encoded-words; neighbours of one charset are joined as bytes first, for clients cut within a character."""
    if b"=?" not in raw and b"= ?" not in raw:
        return decoded(raw, hint)[0]
    told: list[str] = []
    waiting: list[bytes] = []
    open_base64, label, at = b"", "", 0

    def said() -> None:
        if waiting:
            told.append(decoded(b"".join(waiting), label)[0])
            waiting.clear()

    for word in _words(raw):
        between = raw[at : word.start]
        joined = bool(at) and not between.strip()
        if open_base64 and joined and word.how in b"bB" and codec_of(word.charset) == codec_of(label):
            waiting.pop()
            word.payload = open_base64 + word.payload
        elif not (joined and codec_of(word.charset) == codec_of(label)):
            said()
        if not joined:
            told.append(decoded(between, hint)[0])
        waiting.append(_bytes_of(word))
        open_base64 = word.payload if word.how in b"bB" and _is_cut(word.payload) else b""
        label, at = word.charset, word.end
    said()
    told.append(decoded(raw[at:], hint)[0])
    return "".join(told)


def _words(raw: bytes) -> list[_Word]:
    """The encoded-words, also those that never end or hold what they may not. Linear: each byte is looked at once."""
    found: list[_Word] = []
    at = 0
    unfinished = False
    while begin := _BEGIN.search(raw, at):
        start = begin.end()
        end = -1 if unfinished else _end_of(raw, start, begin[2])
        after = end + 2
        if end < 0:
            unfinished = True
            end = after = _unfinished(raw, start)
        else:
            again = _BEGIN.search(raw, start, end)
            if again:  # the end belongs to the next one
                end = after = again.start()
        payload = raw[start:end].rstrip(b"?") if unfinished else raw[start:end]
        if begin[2] in b"bB":
            payload = payload.partition(b"?")[0]
        charset = begin[1].decode("ascii", "replace").partition("*")[0]
        found.append(_Word(charset, begin[2], payload, begin.start(), after))
        at = max(after, start)
    return found


def _end_of(raw: bytes, start: int, how: bytes) -> int:
    """Where "?=" ends the word; one that goes on with two hex digits within its line of letters is a "?" of the text."""
    end = raw.find(b"?=", start)
    while how in b"qQ" and end >= 0 and _HEX.match(raw, end + 2):
        later = raw.find(b"?=", end + 2)
        if later < 0 or b" " in raw[end:later] or b"=?" in raw[end:later]:
            break
        end = later
    return end


def _unfinished(raw: bytes, start: int) -> int:
    """A word without an end goes as far as the next blank or the next word."""
    rest = raw[start : start + _LONGEST_UNFINISHED]
    stops = [each for each in (rest.find(b" "), rest.find(b"=?"), rest.find(b"\t")) if each >= 0]
    return start + min(stops, default=len(rest))


def _bytes_of(word: _Word) -> bytes:
    if word.how in b"bB":
        return from_base64(word.payload)
    return binascii.a2b_qp(word.payload.replace(b" ", b"_"), header=True)


def _is_cut(payload: bytes) -> bool:
    """Whether base64 was cut in the middle of its groups of four."""
    return b"=" not in payload and len(payload.strip()) % 4 != 0
