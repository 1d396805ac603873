"""RTF as Outlook puts it into winmail.dat: packed (MS-OXRTFCP), and often around the HTML it was made from (MS-OXRTFEX)."""

from __future__ import annotations

import re
import struct

from mail.charset_names import codec_of

LONGEST = 1_000_000
"""Octets of RTF that are unpacked; a letter's own words fit in many times over."""

_PACKED = b"LZFu"
_KNOWN_AT_FIRST = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_NOT_WORDS = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr footnote annotation"
    b" listtable listoverridetable rsidtbl generator themedata datastore latentstyles xmlnstbl".split()
)
_SAYS = {
    b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"page": "\n", b"tab": "\t", b"cell": "\t",
    b"lquote": "\u2018", b"rquote": "\u2019", b"ldblquote": "\u201c", b"rdblquote": "\u201d", b"bullet": "\u2022",
    b"endash": "\u2013", b"emdash": "\u2014", b"enspace": " ", b"emspace": " ",
}  # fmt: skip
_OF_FONT = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254", 163: "cp1258",
            177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip


def decompressed(raw: bytes) -> bytes:
    """The RTF behind its packing, at most 1 MB; as far as it goes where the bytes end too early."""
    if len(raw) < 16:
        return b""
    if raw[8:12] != _PACKED:
        return raw[16 : 16 + LONGEST]
    told = bytearray(_KNOWN_AT_FIRST)
    first = len(told)
    at, last = 16, min(len(raw), 4 + struct.unpack_from("<I", raw)[0])
    while at < last and len(told) < LONGEST:
        control, at = raw[at], at + 1
        for bit in range(8):
            if at >= last:
                break
            if not control >> bit & 1:
                told.append(raw[at])
                at += 1
                continue
            if at + 1 >= last:
                return bytes(told[first:])
            pair, at = raw[at] << 8 | raw[at + 1], at + 2
            back = (len(told) - (pair >> 4)) % 4096
            if back == 0 or back > len(told):
                return bytes(told[first:])
            for _ in range((pair & 15) + 2):
                told.append(told[-back])
    return bytes(told[first:])


def as_html_or_text(rtf: bytes) -> tuple[str, bool]:
    """The HTML that the RTF was made from, or its text; and whether it is HTML."""
    is_html = b"\\fromhtml" in rtf[:2000]
    return _Reader(is_html).read(rtf[:LONGEST]), is_html


class _Reader:
    """One pass over the tokens; a group's state (silent or not, its font, the blanks after \\u) ends with the group."""

    def __init__(self, html: bool) -> None:
        self.html = html
        self.told: list[str] = []
        self.waiting = bytearray()
        self.charset = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font_defined = 0
        self.silent = self.tag = False
        self.codec = ""
        self.skipping, self.skip_after = 0, 1
        self.stack: list[tuple[bool, bool, str, int]] = []
        self.suppressed = False

    def read(self, rtf: bytes) -> str:
        starred = False
        for found in _TOKEN.finditer(rtf):
            word, number, octet, symbol, brace, plain = found.groups()
            if brace == b"{":
                self._say_waiting()
                self.stack.append((self.silent, self.tag, self.codec, self.skip_after))
            elif brace == b"}":
                self._say_waiting()
                if self.stack:
                    self.silent, self.tag, self.codec, self.skip_after = self.stack.pop()
            elif symbol is not None:
                starred = symbol == b"*"
                self._symbol(symbol)
                continue
            elif octet is not None:
                self._octets(bytes([int(octet, 16)]))
            elif plain is not None:
                self._octets(plain)
            elif word is not None:
                self._word(word, int(number) if number else None, starred)
            starred = False
        self._say_waiting()
        return "".join(self.told)

    @property
    def _heard(self) -> bool:
        return not self.silent and (self.tag or not self.suppressed)

    def _octets(self, octets: bytes) -> None:
        if self.skipping:
            skipped = min(self.skipping, len(octets))
            self.skipping -= skipped
            octets = octets[skipped:]
        if self._heard:
            self.waiting += octets

    def _say(self, text: str) -> None:
        self._say_waiting()
        if self._heard:
            self.told.append(text)

    def _say_waiting(self) -> None:
        if self.waiting:
            self.told.append(bytes(self.waiting).decode(self.codec or self.charset, "replace"))
            self.waiting.clear()

    def _symbol(self, symbol: bytes) -> None:
        if symbol in b"\\{}":
            self._octets(symbol)
        elif symbol == b"~":
            self._say("\u00a0")
        elif symbol == b"_":
            self._say("-")
        elif symbol in (b"\n", b"\r"):
            self._say("\n")

    def _word(self, word: bytes, number: int | None, starred: bool) -> None:
        if word == b"u" and number is not None:
            code = number + 65536 if number < 0 else number
            self._say(chr(code) if code < 0x110000 else "")
            self.skipping = self.skip_after
        elif word in _SAYS:
            self._say("\r\n" if self.html and word == b"par" else _SAYS[word])
        elif word == b"htmltag" and self.html:
            self.tag = True
        elif word == b"htmlrtf":
            self._say_waiting()
            self.suppressed = number != 0
        elif starred or word in _NOT_WORDS:
            self._say_waiting()
            self.silent = True
        else:
            self._setting(word, number or 0)
        if word == b"fonttbl":
            self.font_defined = 0

    def _setting(self, word: bytes, number: int) -> None:
        if word == b"uc":
            self.skip_after = min(max(number, 0), 8)
        elif word == b"ansicpg":
            self.charset = _codec(number)
        elif word == b"f":
            self._say_waiting()
            self.font_defined, self.codec = number, self.fonts.get(number, "")
        elif word == b"fcharset" and number in _OF_FONT:
            self.fonts[self.font_defined] = _OF_FONT[number]


def _codec(page: int) -> str:
    return codec_of(f"cp{page}") or "cp1252"
