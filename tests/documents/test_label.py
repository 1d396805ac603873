"""The label of a retained sample: its QR code is read by a program that is not ours, and its words stay on it (R150)."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import date
from typing import Any

import numpy
import pytest
import zxingcpp

from documents.label import Label, coded, drawn, modules

Grey = numpy.ndarray[tuple[int, ...], numpy.dtype[numpy.integer[Any]]]
LABEL = Label(
    number="RS-2026-0004",
    sample="S12 v2",
    company="Firm Ltd. 上海",
    product="LED-5050 · LED strip",
    requirements="4000K, 白框",
    made="4 pcs",
    order="88 (PO-4711)",
    place="shelf B3",
    kept_on=date(2026, 3, 10),
)


def pixels(png: bytes) -> Grey:
    """Grey values of a PNG that holds 8 bits a channel, by the standard library alone."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed = 8, b""
    width = height = channels = 0
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            assert depth == 8
            channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
        packed += body if kind == b"IDAT" else b""
        at += size + 12
    raw = zlib.decompress(packed)
    line = width * channels
    rows: Grey = numpy.zeros((height, line), dtype=numpy.uint8)
    before: Grey = numpy.zeros(line, dtype=numpy.int32)
    for y in range(height):
        start = y * (line + 1)
        rows[y] = before = unfiltered(raw[start], raw[start + 1 : start + 1 + line], before, channels)
    return numpy.ascontiguousarray(rows.reshape(height, width, channels)[:, :, 0])


def unfiltered(kind: int, line: bytes, above: Grey, wide: int) -> Grey:
    """One row of a PNG as it was before its filter."""
    now = [0] * len(line)
    for x, value in enumerate(line):
        left = now[x - wide] if x >= wide else 0
        up = int(above[x])
        corner = int(above[x - wide]) if x >= wide else 0
        guess = {0: 0, 1: left, 2: up, 3: (left + up) // 2, 4: paeth(left, up, corner)}[kind]
        now[x] = (value + guess) & 255
    return numpy.array(now, dtype=numpy.int32)


def paeth(left: int, up: int, corner: int) -> int:
    base = left + up - corner
    return min((left, up, corner), key=lambda each: abs(base - each))


def test_a_camera_reads_number_and_sample_and_nothing_else() -> None:
    found = zxingcpp.read_barcodes(pixels(drawn(LABEL, "png")))
    assert [(each.format.name, each.text) for each in found] == [("QRCode", "RS-2026-0004 S12 v2")]


@pytest.mark.parametrize("sample", ["S1", "S12 v2", "S123456789 v99"])
def test_the_code_is_a_whole_qr_code_with_its_three_corners(sample: str) -> None:
    code = modules(coded(replace(LABEL, sample=sample)))
    side = len(code)
    assert side in {21, 25, 29}
    assert {len(row) for row in code} == {side}
    corner = tuple(row[:7] for row in code[:7])
    assert corner == tuple(row[-7:] for row in code[:7]) == tuple(row[:7] for row in code[-7:])


def test_hostile_and_overlong_words_leave_the_code_readable() -> None:
    hostile = replace(LABEL, product="#panic() $x$ <b>" * 30, requirements="\U0001f9e8 长" * 400, place="*bold* `raw`")
    found = zxingcpp.read_barcodes(pixels(drawn(hostile, "png")))
    assert [each.text for each in found] == ["RS-2026-0004 S12 v2"]


def test_pdf_and_picture_are_the_same_at_every_drawing() -> None:
    assert drawn(LABEL, "pdf")[:5] == b"%PDF-"
    assert drawn(LABEL, "png") == drawn(LABEL, "png")
