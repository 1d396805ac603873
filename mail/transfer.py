"""Bytes behind a transfer encoding, also where a sender's program got it wrong. Nothing here raises."""

from __future__ import annotations

import binascii
import re

_HOW = re.compile(rb"[\s\"';=]*([\w-]+(?: 64)?)")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_FOREIGN = re.compile(rb"[^A-Za-z0-9+/=\s]|[^\s]{3} [^\s]{3}")
_AFTERWARDS = re.compile(rb"\n[ \t\r]*\n[^\r\n]{0,200}[^A-Za-z0-9+/=\s]")
_BLANKS_AT_END = re.compile(rb"=[ \t]{1,80}(?=\r?\n)")
_NAMES = {
    "base64": b"base64 base-64 base_64 b64 b x-base64 base",
    "quoted-printable": b"quoted-printable quoted_printable quotedprintable qp q quoted-printible x-quoted-printable",
    "uuencode": b"x-uuencode uuencode x-uue uue uu x-uu",
}
_KNOWN = {each: how for how, names in _NAMES.items() for each in names.split()} | {b"base 64": "base64"}


def transferred(raw: bytes, encoding: bytes) -> bytes:
    """Bytes behind a Content-Transfer-Encoding; those of an encoding that nobody knows are given as they stand."""
    found = _HOW.match(encoding) if encoding else None
    how = _KNOWN.get(found[1].lower(), "") if found else ""
    if how == "base64":
        return _body_from_base64(raw)
    if how == "quoted-printable":
        return binascii.a2b_qp(_BLANKS_AT_END.sub(b"=", raw) if b"= " in raw or b"=\t" in raw else raw)
    if how == "uuencode":
        return from_uu(raw.splitlines())
    return raw


def from_base64(raw: bytes) -> bytes:
    """What base64 says, whatever stands between its letters and however it ends."""
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        letters = _NOT_BASE64.sub(b"", raw)
        letters = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def from_uu(lines: list[bytes]) -> bytes:
    """Line by line; a line that is none, or longer than it says, is given as far as it goes."""
    told = []
    for each in lines:
        if not each or each.startswith((b"begin ", b"end")):
            continue
        for line in (each, each[: (((each[0] - 32) & 63) * 4 + 5) // 3 + 1]):
            try:
                told.append(binascii.a2b_uu(line))
                break
            except binascii.Error:
                continue
    return b"".join(told)


def _body_from_base64(raw: bytes) -> bytes:
    """A body of base64, without what a list server wrote below it; one that is plain text all the same stays it."""
    after = _AFTERWARDS.search(raw)
    start = raw[: min(2000, after.start() if after else 2000)]
    if len(_FOREIGN.findall(start)) > 2 + len(start) // 50:
        return raw
    return from_base64(raw[: after.start()] if after else raw)
