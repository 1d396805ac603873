"""Files that stand uuencoded between the lines of a text, as programs sent them before there was MIME, and some still do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mail.transfer import from_uu

_BEGIN = re.compile(rb"(?m)^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n(?=[!-`][ -`]{0,84}\r?$)")
_END = re.compile(rb"(?m)^end[ \t]*\r?$")
_MOST = 100


@dataclass(frozen=True, slots=True)
class Uuencoded:
    name: bytes
    content: bytes


def taken_out(raw: bytes) -> tuple[bytes, list[Uuencoded]]:
    """The text without the files in it, and the files, at most 100; one without its end line goes to the end. Linear."""
    told: list[bytes] = []
    files: list[Uuencoded] = []
    at = 0
    while len(files) < _MOST and (begin := _BEGIN.search(raw, at)):
        end = _END.search(raw, begin.end())
        told.append(raw[at : begin.start()])
        content = raw[begin.end() : end.start() if end else len(raw)]
        files.append(Uuencoded(begin[1].strip(), from_uu(content.replace(b"\r", b"").split(b"\n"))))
        at = end.end() if end else len(raw)
    return b"".join([*told, raw[at:]]), files
