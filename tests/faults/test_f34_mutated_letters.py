"""F34: letters spoilt by lot are read as far as they go. Nothing crashes, nothing hangs, whole letters are not put aside."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from mail.read import part_bytes
from mail.reader import SECONDS, Reader, Unreadable
from rules.letter import Letter
from tests.experiments import SEED, Seen
from tests.letters.company import OURS
from tests.letters.mutated import mutants, whole_letters

SLOWEST = SECONDS
CHILDREN = 2


@pytest.mark.experiment("F34", "every whole letter, read in a child", "crash 0, hang 0, put aside <= 1 %")
def test_whole_letters_are_not_put_aside(seen: Seen) -> None:
    letters = [(each.stem, each.read_bytes()) for each in whole_letters()]
    seen(_survived(letters, most_aside=len(letters) // 100))


@pytest.mark.experiment("F34", "400 spoilt letters, read in a child", "crash 0, hang 0")
def test_spoilt_letters_are_read_as_far_as_they_go(seen: Seen) -> None:
    seen(_survived(list(mutants(400, SEED + 1)), most_aside=0))


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.experiment("F34", "20,000 spoilt letters, read in a child", "crash 0, hang 0")
def test_twenty_thousand_spoilt_letters_are_read_as_far_as_they_go(seen: Seen) -> None:
    seen(_survived(list(mutants(20_000, SEED)), most_aside=0))


def _survived(letters: list[tuple[str, bytes]], most_aside: int) -> str:
    """Has them all read in two children that are killed after five seconds; returns what was seen."""
    began = time.monotonic()
    reader = Reader(CHILDREN)
    try:
        with ThreadPoolExecutor(CHILDREN) as threads:
            read = list(threads.map(lambda each: _read(reader, *each), letters))
    finally:
        reader.close_now()
    aside = [why for why, _ in read if why]
    slowest = max(seconds for _, seconds in read)
    assert len(aside) <= most_aside, "\n".join(aside[:20])
    assert slowest < SLOWEST
    each = (time.monotonic() - began) / len(letters)
    return f"{len(letters)} letters, put aside {len(aside)}, slowest {slowest * 1000:.0f} ms, {1 / each:.0f} letters/s"


def _read(reader: Reader, name: str, raw: bytes) -> tuple[str, float]:
    """Why the letter would be put aside or was read wrongly, empty for a good one, and the seconds it took."""
    began = time.monotonic()
    try:
        wrong = list(_wrong(raw, reader.read_now(raw, OURS)))
    except Unreadable as fault:
        wrong = [fault.reason]
    return (f"{name}: {'; '.join(wrong)}" if wrong else ""), time.monotonic() - began


def _wrong(raw: bytes, letter: Letter) -> Iterator[str]:
    if letter.size != len(raw):
        yield "its size is wrong"
    if any(step in letter.error for step in ("head:", "body:", "meaning:")):
        yield letter.error
    if "\x00" in letter.subject + letter.text + letter.fresh_text + letter.html:
        yield "a NUL in what is read"
    for each in letter.attachments:
        if len(part_bytes(raw, each.part)) != each.size:
            yield f"attachment {each.part} is not found again"
