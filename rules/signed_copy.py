"""What can be a signed copy: which files count, and which words of a letter say that one is in it (R159, C31)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from rules.words import Line, line

SCANS = frozenset({"pdf", "jpg", "jpeg", "png", "tif", "tiff", "heic", "heif", "doc", "docx"})
"""Endings of what a scanner, a telephone or a word processor makes of a signed paper."""
_TYPES = {
    "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif", "image/heic": "heic",
    "image/heif": "heif", "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip


class Fault(StrEnum):
    EMPTY = "empty"
    DANGEROUS = "dangerous"
    NO_SCAN = "no_scan"


def fault_of(name: str, content_type: str, size: int, danger: str = "") -> Fault | None:
    """Why a file cannot be a signed copy, or None. Judged by name, type, size and what was seen in its bytes."""
    if size <= 0:
        return Fault.EMPTY
    if danger:
        return Fault.DANGEROUS
    ending = name.rpartition(".")[2].strip().casefold() if "." in name else _TYPES.get(content_type, "")
    return None if ending in SCANS else Fault.NO_SCAN


def fault_words(fault: Fault, name: str) -> Line:
    """The sentence that helps."""
    example = "pdf, jpg, png, tif, heic, doc, docx"
    if fault is Fault.EMPTY:
        return line("{file} is empty: no page is in it. Scan or photograph the signed paper again.", file=name[:80])
    if fault is Fault.DANGEROUS:
        return line(
            "{file} is not what its name says, or it could do harm. Ask for a scan or a photo of the signed paper.",
            file=name[:80],
        )
    return line(
        "{file} cannot be a signed copy. These can: {kinds}. A photo of each page will do.",
        file=name[:80],
        kinds=example,
    )


_SPEAKS = re.compile(
    r"\b(?:counter-?)?signed\b|\bsigned[- ]?back\b|\bsignature\b|\bstamped\b|\bsealed copy\b"
    r"|签字|签署|签名|签回|回签|盖章|已签|簽字|簽署|簽名|簽回|回簽|蓋章"
    r"|\bfirmad[oa]s?\b|\bfirma\b|\bsellad[oa]\b|\bunterschrieben\w*|\bunterzeichnet\w*|\bgegengezeichnet\w*"
    r"|\bunterschrift\w*|\bsign[ée]e?s?\b|\bsignature\b|\btamponn[ée]e?\b|\bfirmat[oaie]\b|\bcontrofirmat\w*|\btimbrat[oa]\b"
    r"|\bassinad[oa]s?\b|\bcarimbad[oa]\b|подпис\w*|موقع|موقّع|توقيع|\bimzal\w*|\bimza\b|\bkaşe\w*|署名|捺印|サイン|押印"
    r"|서명|날인|\bđã ký\b|\bký tên\b|\bký\b|\bđóng dấu\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:will|shall|to|please|pls|can you|could you|need|before)\b[^.!?\n]{0,25}\bsign\b|\bnot (?:yet )?signed\b"
    r"|\bunsigned\b|未签|没签|还没签|尚未签|sin firmar|nicht unterschrieben|noch nicht unterschrieben|non signé|не подписан",
    re.IGNORECASE,
)


def speaks_of_signing(subject: str, text: str, names: Iterable[str]) -> bool:
    """Whether a letter's own words, or its files' names, say that something in it is signed. It is asked, never taken."""
    files = " ".join(each.replace("_", " ").replace("-", " ") for each in names)
    if _SPEAKS.search(files):
        return True
    return bool(_SPEAKS.search(_NOT_YET.sub(" ", f"{subject}\n{text}")))


def names_number(number: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts names the paper PI-2026-0007, in whatever signs: PI 2026 0007, pi20260007, pi_2026_0007."""
    wanted = _plain(number.split(" ")[0])
    return bool(wanted) and any(wanted in _plain(each) for each in texts)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
