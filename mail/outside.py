"""What stands on the envelope of a letter that could not be read: who, and about what, as far as its head can be read."""

from __future__ import annotations

from dataclasses import dataclass

from mail.charset import one_line
from mail.mime import head_of, header_text
from mail.read_heads import addresses

LOOKED_AT = 16_384
"""Octets: enough for any honest head, and nothing to choke on."""


@dataclass(frozen=True, slots=True)
class OnTheOutside:
    sender: str = ""
    name: str = ""
    subject: str = ""


def on_the_outside(raw: bytes) -> OnTheOutside:
    """Never raises: what cannot be read is empty."""
    try:
        head, _, _ = head_of(raw[:LOOKED_AT])
        found, _ = addresses([head.raw("from")])
        subject = one_line(header_text(head.raw("subject")))[:200]
        first = found[0] if found else None
        return OnTheOutside(first.address if first else "", first.name[:100] if first else "", subject)
    except Exception:  # the letter is odd already; what is told of it is a courtesy
        return OnTheOutside()
