"""F32: letters built to cost a reader its life. Each is read or given up within five seconds, and the next goes on."""

from __future__ import annotations

import time

import pytest

from mail.reader import SECONDS, Reader, Unreadable
from tests.experiments import Seen
from tests.letters.company import OURS
from tests.letters.test_hostile import BOMBS

NEXT = b"From: eva@kunde.example\nSubject: pumps\n\nPlease quote 5 pumps.\n"
A_FEW = ("1,000 multiparts", "100,000 headers", "nested HTML", "64,000 encoded words")
GRACE = 5.0
"""Seconds for a killed child to be replaced on a busy machine."""


def survived(names: tuple[str, ...]) -> str:
    """Reads each in a child as the service does, an ordinary letter after each; what was seen."""
    reader, given_up, slowest = Reader(children=1), list[str](), 0.0
    try:
        reader.read_now(NEXT, OURS)
        for name in names:
            began = time.monotonic()
            try:
                reader.read_now(BOMBS[name], OURS)
            except Unreadable:
                given_up.append(name)
            slowest = max(slowest, time.monotonic() - began)
            assert reader.read_now(NEXT, OURS, seconds=30).subject == "pumps", f"nothing is read after {name}"
    finally:
        reader.close_now()
    assert slowest <= SECONDS + GRACE
    return f"{len(names) - len(given_up)} read, {len(given_up)} given up, slowest {slowest:.1f} s"


@pytest.mark.experiment(
    "F32", "four MIME and HTML bombs, a letter after each", "read or given up in 5 s, the next read"
)
def test_a_bomb_costs_its_reader_five_seconds_and_the_next_letter_is_read(seen: Seen) -> None:
    seen(survived(A_FEW))


@pytest.mark.slow
@pytest.mark.experiment(
    "F32", "every MIME and HTML bomb, a letter after each", "read or given up in 5 s, the next read"
)
def test_every_bomb_is_survived(seen: Seen) -> None:
    seen(survived(tuple(BOMBS)))
