"""The letters in files and folders that somebody names: single ones, whole mailboxes in mbox form, and what is neither."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LARGEST = 100_000_000
"""Octets of one letter; no mail server takes larger ones."""
_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_POSTMARK = re.compile(rb"From \S{1,320}(?: .{0,60})? (?:\d{1,2} )?(?:\d\d:\d\d|[12]\d{3})\b.{0,80}$")
_QUOTED_POSTMARK = re.compile(rb"(?m)^>(>*From )")
_LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """One letter in a file, from `start` to `end` where the file holds several; or why there is none."""

    name: str
    path: Path
    start: int = 0
    end: int = -1
    error: str = ""

    @property
    def whole(self) -> bool:
        return self.end < 0

    def content(self) -> bytes:
        """The bytes of a letter out of an mbox file, its quoted "From " lines as they were written (mboxrd). OSError."""
        with self.path.open("rb") as file:
            file.seek(self.start)
            return _QUOTED_POSTMARK.sub(rb"\1", file.read(self.end - self.start))


def letters_in(places: Iterable[Path]) -> Iterator[Found]:
    """Each letter as it is named; of a folder every file in it and in its folders, in the order of their names."""
    for place in places:
        if place.is_dir():
            yield from _in_folder(place)
        else:
            yield from _in_file(place)


def _in_folder(folder: Path) -> Iterator[Found]:
    """Links to other folders are not followed: they may lead back."""
    try:
        entries = sorted(os.scandir(folder), key=lambda each: each.name)
    except OSError as fault:
        yield Found(str(folder), folder, error=fault.strerror or type(fault).__name__)
        return
    for each in entries:
        if each.name.startswith("."):
            continue
        if each.is_dir(follow_symlinks=False):
            yield from _in_folder(Path(each.path))
        elif not each.is_dir():
            yield from _in_file(Path(each.path))


def _in_file(path: Path) -> Iterator[Found]:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            yield Found(str(path), path, error="no file with a letter in it")
            return
        with path.open("rb") as file:
            start = file.read(2000)
        spans = _spans(path) if start.startswith(b"From ") else []
    except OSError as fault:
        yield Found(str(path), path, error=fault.strerror or type(fault).__name__)
        return
    if start.startswith(_OUTLOOK):
        yield Found(str(path), path, error="a message in Outlook's own form (.msg); save it as .eml to have it read")
    elif len(spans) > 1:
        for number, (first, last) in enumerate(spans, 1):
            yield _of_bearable_size(Found(f"{path}#{number}", path, first, last), last - first)
    else:
        yield _of_bearable_size(Found(str(path), path), facts.st_size)


def _of_bearable_size(found: Found, size: int) -> Found:
    if size <= LARGEST:
        return found
    return Found(found.name, found.path, error=f"{size:,} octets: larger than {LARGEST // 1_000_000} MB, and not read")


def _spans(path: Path) -> list[tuple[int, int]]:
    """Where each letter of an mbox file lies: behind an empty line, a line with "From ", who, and when."""
    starts: list[int] = []
    at, empty = 0, True
    with path.open("rb") as file:
        while line := file.readline(_LONGEST_LINE):
            if empty and line.startswith(b"From ") and _POSTMARK.match(line.rstrip()):
                starts.append(at)
            empty = line in (b"\n", b"\r\n")
            at += len(line)
    return list(zip(starts, [*starts[1:], at], strict=True))
