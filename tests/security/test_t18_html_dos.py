"""T18: HTML that keeps a sanitiser busy: 100,000 nested elements cost a well-known one more than 30 seconds.

What is shown is bounded first: 256 kB, 200 levels. It is read in a child that has five seconds.
"""

from __future__ import annotations

import time

import pytest

from mail.html import sanitised
from mail.reader import SECONDS, Reader, Unreadable
from tests.experiments import Seen
from tests.letters.company import OURS

SOURCES = {
    "nested elements": "<div>" * 100_000,
    "nested tables": "<table><tr><td>" * 40_000,
    "nested lists": "<ul><li>" * 60_000,
    "open anchors": "<a href='https://x.example'>" * 30_000,
    "formatting": "<b><i><u>" * 60_000,
    "attributes": "<p " + "a='1' " * 60_000 + ">",
    "entities": "&" * 300_000,
    "half a tag": "<" * 300_000,
    "comments": "<!--" * 100_000,
    "a long word": "x" * 400_000,
}
MOST = 5.0


@pytest.mark.experiment("T18", "ten texts of 300 kB that nest, repeat and never end", "<= 5 s of processor each")
def test_html_is_cut_down_in_bounded_time(seen: Seen) -> None:
    slowest = 0.0
    for name, source in SOURCES.items():
        began = time.process_time()
        sanitised(source)
        spent = time.process_time() - began
        assert spent <= MOST, name
        slowest = max(slowest, spent)
    seen(f"slowest {slowest:.1f} s of processor")


@pytest.mark.slow
@pytest.mark.experiment("T18", "the same as letters, read in a child as the service does", "read or given up in 5 s")
def test_letters_of_such_html_are_read_or_given_up(seen: Seen) -> None:
    reader, given_up, slowest = Reader(children=1), 0, 0.0
    try:
        for source in SOURCES.values():
            began = time.monotonic()
            try:
                reader.read_now(f"From: a@b.example\nContent-Type: text/html\n\n{source}".encode(), OURS)
            except Unreadable:
                given_up += 1
            slowest = max(slowest, time.monotonic() - began)
    finally:
        reader.close_now()
    assert slowest <= SECONDS + 5
    seen(f"{len(SOURCES) - given_up} read, {given_up} given up, slowest {slowest:.1f} s")
