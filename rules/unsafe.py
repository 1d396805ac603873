"""Attachments that can do harm when they are opened: by their first bytes and by their name, one table (T35).

Nothing is unpacked or run to know it; a zip's own table of contents is read, no more.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from enum import StrEnum

from rules.visible import visible


class Danger(StrEnum):
    """What makes an attachment dangerous; the gravest first."""

    PROGRAM = "program"
    SCRIPT = "script"
    SHORTCUT = "shortcut"
    MACROS = "macros"
    PAGE = "page"
    IMAGE = "disk_image"
    LOCKED = "locked"
    DISGUISED = "disguised"


def danger_of(name: str, content: bytes) -> Danger | None:
    """The gravest danger of a file of that name, or None. Reads bytes only; never raises for what a stranger sent."""
    names = [name, *_names_in_zip(content)]
    endings = [ending for each in names for ending in [_ending(each)] if ending]
    for danger, fits in TABLE:
        if fits(name, content, endings):
            return danger
    return None


_ENDINGS: dict[Danger, frozenset[str]] = {
    Danger.PROGRAM: frozenset(
        "exe com scr pif cpl dll msi msp msix appx jar apk app dmg pkg deb rpm bin run elf sys ocx gadget xll".split()
    ),
    Danger.SCRIPT: frozenset(
        "js jse mjs vbs vbe vb ws wsf wsc wsh bat cmd ps1 psm1 ps1xml sh bash command py pyw hta sct reg inf msc chm"
        " jnlp applescript workflow iqy slk settingcontent-ms".split()
    ),
    Danger.SHORTCUT: frozenset("lnk url website webloc desktop scf search-ms library-ms appref-ms rdp one".split()),
    Danger.MACROS: frozenset("docm dotm xlsm xltm xlam xlsb pptm potm ppsm ppam sldm mde accde".split()),
    Danger.PAGE: frozenset("html htm xhtml xht shtml mht mhtml svg svgz swf".split()),
    Danger.IMAGE: frozenset("iso img udf vhd vhdx vmdk daa nrg toast wim cab".split()),
}
_ARCHIVES = frozenset("zip rar 7z gz tgz bz2 xz tar ace arj lzh z zst".split())

_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"!<arch>\ndebian",
)
_SHORTCUTS = (b"L\x00\x00\x00\x01\x14\x02\x00", b"[InternetShortcut]", b"[Desktop Entry]")
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,400}?-->\s*)?"
    rb"<(?:!doctype\s+(?:html|svg)|html|head|body|script|svg)\b",
    re.IGNORECASE | re.DOTALL,
)
_SAYS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF",), "png": (b"\x89PNG",), "jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",), "gif": (b"GIF8",),
    "bmp": (b"BM",), "tif": (b"II*\x00", b"MM\x00*"), "tiff": (b"II*\x00", b"MM\x00*"), "webp": (b"RIFF",),
    "doc": (_OLE, b"{\\rtf", _ZIP), "xls": (_OLE, _ZIP, b"\x09\x08"), "ppt": (_OLE, _ZIP), "docx": (_ZIP, _OLE),
    "xlsx": (_ZIP, _OLE), "pptx": (_ZIP, _OLE), "zip": (b"PK",), "rar": (b"Rar!",), "7z": (b"7z\xbc\xaf",),
}  # fmt: skip
"""How the files begin that may be opened without a thought. A stranger's file of such a name begins so, or it is none."""


def _ending(name: str) -> str:
    """The last ending, as the system sees it that opens the file: dots and blanks at the end count for nothing."""
    return visible(name).rstrip(". \t").casefold().rpartition(".")[2].strip() if "." in name else ""


def _has_ending(danger: Danger) -> Callable[[str, bytes, list[str]], bool]:
    return lambda name, content, endings: not _ENDINGS[danger].isdisjoint(endings)


def _is_program(name: str, content: bytes, endings: list[str]) -> bool:
    return content.startswith(_PROGRAMS) and (not content.startswith(b"MZ") or len(content) > 64)


def _is_script(name: str, content: bytes, endings: list[str]) -> bool:
    return content[:2] == b"#!" or content[:64].lstrip().lower().startswith((b"<job", b"<hta:", b"<?php"))


def _is_shortcut(name: str, content: bytes, endings: list[str]) -> bool:
    return content.startswith(_SHORTCUTS)


def _has_macros(name: str, content: bytes, endings: list[str]) -> bool:
    if content.startswith(_OLE):
        return "_VBA_PROJECT".encode("utf-16-le") in content
    return content.startswith(b"PK") and any(
        each.casefold().endswith("vbaproject.bin") for _, each in _entries(content)
    )


def _is_page(name: str, content: bytes, endings: list[str]) -> bool:
    return bool(_PAGE.match(content[:1000]))


def _is_disk(name: str, content: bytes, endings: list[str]) -> bool:
    return content[0x8001:0x8006] == b"CD001" or content.startswith((b"vhdxfile", b"conectix", b"MSCF"))


def _is_locked(name: str, content: bytes, endings: list[str]) -> bool:
    """A zip with a password: no filter has looked inside, which is why it is sent so. RAR and 7z with hidden names, too."""
    if content.startswith(_ZIP):
        return any(flags & 1 for flags, _ in _entries(content))
    if content.startswith(_OLE):
        return "EncryptedPackage".encode("utf-16-le") in content
    return content.startswith(b"Rar!\x1a\x07\x01\x00") and content[12:13] == b"\x04"


def _is_disguised(name: str, content: bytes, endings: list[str]) -> bool:
    """Its name says one thing, its bytes another; or it has two endings of which the first is to be believed."""
    known = _SAYS.get(_ending(name))
    return bool(content) and known is not None and not content.lstrip()[:8].startswith(known)


TABLE: tuple[tuple[Danger, Callable[[str, bytes, list[str]], bool]], ...] = (
    (Danger.PROGRAM, _has_ending(Danger.PROGRAM)),
    (Danger.PROGRAM, _is_program),
    (Danger.SCRIPT, _has_ending(Danger.SCRIPT)),
    (Danger.SCRIPT, _is_script),
    (Danger.SHORTCUT, _has_ending(Danger.SHORTCUT)),
    (Danger.SHORTCUT, _is_shortcut),
    (Danger.MACROS, _has_ending(Danger.MACROS)),
    (Danger.MACROS, _has_macros),
    (Danger.PAGE, lambda name, content, endings: _ending(name) in _ENDINGS[Danger.PAGE]),
    (Danger.PAGE, _is_page),
    (Danger.IMAGE, _has_ending(Danger.IMAGE)),
    (Danger.IMAGE, _is_disk),
    (Danger.LOCKED, _is_locked),
    (Danger.DISGUISED, _is_disguised),
)
"""First match wins."""

_MOST_ENTRIES = 500
_IS_OFFICE = re.compile(
    r"(?i)\A(?:\[content_types\]\.xml|_rels/|docprops/|word/|xl/|ppt/|customxml/|visio/|meta-inf/|mimetype\Z)"
)


def _names_in_zip(content: bytes) -> list[str]:
    """The names in a zip's table of contents; of an office file those that do not belong to it."""
    if not content.startswith(b"PK"):
        return []
    names = [each for _, each in _entries(content)]
    if not any(_IS_OFFICE.match(each) for each in names):
        return names
    return [each for each in names if not _IS_OFFICE.match(each)]


def _entries(content: bytes) -> Iterator[tuple[int, str]]:
    """Flags and names in a zip's table of contents, at most 500; those of its local heads where it has no table."""
    at, found = content.find(b"PK\x01\x02"), 0
    while at >= 0 and found < _MOST_ENTRIES and at + 46 <= len(content):
        flags, length = struct.unpack_from("<H", content, at + 8)[0], struct.unpack_from("<H", content, at + 28)[0]
        yield flags, content[at + 46 : at + 46 + length].decode("utf-8", "replace")
        found += 1
        at = content.find(b"PK\x01\x02", at + 46 + length)
    if not found and content.startswith(_ZIP) and len(content) > 30:
        yield (
            struct.unpack_from("<H", content, 6)[0],
            content[30 : 30 + struct.unpack_from("<H", content, 26)[0]].decode("utf-8", "replace"),
        )
