"""The label of a retained sample, as a picture and as a PDF of its own size, with a QR code of its number (R150).

The code holds the label's number and the sample's, nothing else: what is on a shelf can be found by a telephone's camera.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import segno

from documents.fonts import UNKNOWN, folders_for, without_glyph
from documents.press import PRESS, SECONDS, TEMPLATES, Drawing

_TEMPLATE = TEMPLATES / "documents" / "label.typ"
_PPI = 300.0
_LONGEST = 160
"""Characters of a text on it."""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on the label; no customer, for whoever passes the shelf reads it (C8)."""

    number: str
    """RS-2026-0004."""
    sample: str
    """S12, or S12 v2."""
    company: str
    product: str
    requirements: str
    made: str
    order: str
    place: str
    kept_on: date


def coded(label: Label) -> str:
    """What the QR code says: RS-2026-0004 S12."""
    return f"{label.number} {label.sample}"


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code (ISO/IEC 18004) of the text as rows of dark and light, without its quiet zone; at least level M."""
    return tuple(tuple(bool(each) for each in row) for row in segno.make_qr(text, error="m").matrix)


def drawn(label: Label, form: str, fonts: Path | None = None) -> bytes:
    """The label as "png" (300 dpi) or "pdf", 100 by 60 mm. Blocks; raises NotDrawn."""
    texts = {
        "number": label.number,
        "sample": label.sample,
        "company": label.company,
        "product": label.product,
        "requirements": label.requirements,
        "made": label.made,
        "order": label.order,
        "place": label.place,
        "kept_on": label.kept_on.isoformat(),
    }
    texts = {name: _legible(text, fonts) for name, text in texts.items()}
    facts = texts | {"code": [list(row) for row in modules(coded(label))]}
    signs = "".join(sorted(set("".join(texts.values()) + _PRINTED)))
    sources = {"main.typ": _TEMPLATE.read_text(encoding="utf-8")}
    return PRESS.drawn(Drawing(sources, facts, form, _PPI, fonts=folders_for(signs, fonts)), SECONDS)[0]


_PRINTED = "留样标识样品规格要求数量订单存放位置日期"
"""What the template itself prints."""


def _legible(text: str, fonts: Path | None) -> str:
    """On one line, not too long, with a sign in the place of what no font can print."""
    short = " ".join(text.split())
    short = short if len(short) <= _LONGEST else f"{short[: _LONGEST - 1]}…"
    unknown = without_glyph(short, fonts)
    return short.translate({ord(each): UNKNOWN for each in unknown})
