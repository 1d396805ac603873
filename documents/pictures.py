"""What kind of picture some bytes are, by what they begin with, and how large; never by the name that somebody gave (T16)."""

from __future__ import annotations

import struct

LARGEST = 12_000_000
"""Octets of a picture that is printed."""
MOST_PIXELS = 50_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers behind which height and width stand."""


class NoPicture(Exception):
    """It is no picture that can be printed; the reason is for people."""


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG, JPEG or GIF; (0, 0) where they cannot be told."""
    for begins, size in ((_PNG, _png), (b"\xff\xd8\xff", _jpg), (b"GIF8", _gif)):
        if content.startswith(begins):
            return size(content)
    return 0, 0


def kind_of(content: bytes) -> str:
    """png, jpg, gif or webp. Raises NoPicture for anything else, and for what is too large to be drawn in little memory."""
    if len(content) > LARGEST:
        raise NoPicture(f"it is larger than {LARGEST:,} octets")
    for kind, begins in (("png", _PNG), ("jpg", b"\xff\xd8\xff"), ("gif", b"GIF8")):
        if content.startswith(begins):
            width, height = size_of(content)
            if not 0 < width * height <= MOST_PIXELS:
                raise NoPicture(f"it has {width} x {height} pixels")
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    raise NoPicture("it is no PNG, JPEG, GIF or WebP")


def _png(content: bytes) -> tuple[int, int]:
    return struct.unpack(">II", content[16:24]) if len(content) >= 24 else (0, 0)


def _gif(content: bytes) -> tuple[int, int]:
    return struct.unpack("<HH", content[6:10]) if len(content) >= 10 else (0, 0)


def _jpg(content: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return 0, 0
