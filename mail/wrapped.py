"""What stands wrapped in another format than MIME: uuencoded files in a text, winmail.dat, a signed S/MIME letter."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from dataclasses import dataclass

from mail import smime, tnef
from mail.charset import decoded
from mail.uuencode import taken_out


@dataclass(frozen=True, slots=True)
class Inside:
    """One thing that was found inside; `is_text` where it is words of the letter itself."""

    content: bytes
    content_type: str
    name: str = ""
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """The type of the container that takes the wrapping's place, and its parts: files, or a whole letter."""

    container: str
    files: tuple[Inside, ...] = ()
    letter: bytes = b""
    notes: tuple[str, ...] = ()


_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef", "application/x-ms-tnef"})
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})


def opened(
    content_type: str, name: str, raw: bytes, start: int, end: int, content: Callable[[], bytes]
) -> Opened | None:
    """What a part of this type holds that is no MIME itself; None where it holds nothing but what it says it is."""
    if content_type == "text/plain":
        if raw.startswith(b"begin ", start, end) or raw.find(b"\nbegin ", start, end) >= 0:
            return _uuencoded(content())
        return None
    if content_type in _TNEF or name.lower() == "winmail.dat":
        return _from_tnef(content())
    if content_type in _SMIME or name.lower() == "smime.p7m":
        return _from_smime(content())
    return None


def type_of(name: str) -> str:
    """The content type that the ending of a file's name stands for."""
    return mimetypes.guess_type(name, strict=False)[0] or "application/octet-stream"


def _uuencoded(content: bytes) -> Opened | None:
    text, files = taken_out(content)
    if not files:
        return None
    told = [Inside(text, "text/plain", "", True)] if text.strip() else []
    for each in files:
        name = decoded(each.name)[0]
        told.append(Inside(each.content, type_of(name), name))
    return Opened("multipart/x-uuencode", tuple(told))


def _from_tnef(content: bytes) -> Opened | None:
    found = tnef.read(content)
    if found is None or not (found.files or found.html or found.text):
        return None
    told = []
    if found.text.strip():
        told.append(Inside(found.text.encode("utf-8", "replace"), "text/plain", "", True))
    if found.html.strip():
        told.append(Inside(found.html.encode("utf-8", "replace"), "text/html", "", True))
    told += [Inside(each.content, each.content_type or type_of(each.name), each.name) for each in found.files]
    return Opened("multipart/x-tnef", tuple(told), notes=("unpacked from winmail.dat",))


def _from_smime(content: bytes) -> Opened | None:
    letter = smime.signed_content(content)
    if letter is None:
        why = "signed only" if smime.is_signed(content) else "encrypted with S/MIME, and cannot be read here"
        return Opened("application/pkcs7-mime", notes=(why,))
    return Opened("multipart/x-smime", letter=letter, notes=("signed with S/MIME; the signature is not checked",))
