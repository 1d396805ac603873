"""What somebody wrote this time: the text without quoted history and signature. One pass over the lines, linear (T22)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mail.quoted_head import Block, block_at, field_of, first_block
from mail.quoting import OWN, QUOTED, SIGNED, Sorting
from mail.signature import unsigned, without_banner

__all__ = ["Block", "Cut", "block_at", "cut", "field_of", "first_block"]
LONGEST = 256 * 1024
_MOST_SEGMENTS = 40
_EMPTY_RUN = re.compile(r"\n{3,}")
_LONG_EMPTY_RUN = re.compile(r"\n{6,}")


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in three: what is new, how it is signed, what is history. `forward`: the history is a forwarded letter.

    `sure`: nothing was cut off whose beginning alone told that it is quoted.
    """

    fresh: str
    signature: str = ""
    quoted: str = ""
    forward: bool = False
    sure: bool = True


def cut(
    text: str,
    quoted_spans: tuple[tuple[int, int], ...] = (),
    signed_spans: tuple[tuple[int, int], ...] = (),
    writer: str = "",
) -> Cut:
    """The fresh text, the signature and the quoted rest. Loses no word: without anything fresh, all is fresh.

    Only a pure forward, an empty answer above quoted lines and a bare footer have no fresh text. The spans are stretches that
    HTML marks as quoted and as signature; writer is the sender's name.
    """
    text = text[:LONGEST]
    if quoted_spans or signed_spans:
        lines, marks = _marked(text, quoted_spans, signed_spans)
    else:
        lines = _LONG_EMPTY_RUN.sub("\n\n\n", text).split("\n")
        marks = []
    sorting = Sorting(text, lines, marks)
    sorting.run()
    return _settled(sorting, writer)


def _settled(sorting: Sorting, writer: str) -> Cut:
    own, signature, sure = _own(sorting.segments, writer)
    quoted = "\n".join(sorting.quoted).strip("\n")
    signed = _joined([*signature, *sorting.signed])
    if any(each.strip() for each in own):
        return Cut(_joined(own), signed, quoted, sorting.forward, sorting.sure)
    if sorting.forward and quoted.strip():
        return Cut("", signed, quoted, True)
    if (sorting.introduced and quoted.strip()) or (sure and not sorting.signed and signature):
        return Cut("", signed, quoted)
    whole = [each for segment in sorting.segments for each in segment]
    if any(each.strip() for each in whole):
        return Cut(_joined(whole), _joined(sorting.signed), quoted)
    if sorting.signed and any(each.strip() for each in sorting.signed):
        return Cut(_joined(sorting.signed), "", quoted)
    if sorting.marks and quoted.strip():
        inner = cut(quoted, writer=writer)
        return inner if inner.fresh or inner.forward else Cut(quoted.strip())
    return Cut(_joined(sorting.lines))


def _own(segments: list[list[str]], writer: str) -> tuple[list[str], list[str], bool]:
    """The segments without banner and signatures: the last that says something, and the first, are signed."""
    told = [each for each in segments if any(one.strip() for one in each)]
    if len(told) > _MOST_SEGMENTS:
        told = [
            *told[: _MOST_SEGMENTS - 1],
            [each for segment in told[_MOST_SEGMENTS - 1 :] for each in [*segment, ""]],
        ]
    if not told:
        return [], [], False
    told[0], signature = without_banner(told[0])
    sure = False
    for at in range(len(told) - 1, -1, -1):
        told[at], off, certain = unsigned(told[at], writer, len(told) == 1)
        signature += off
        sure = sure or certain
    return [line for each in told if any(one.strip() for one in each) for line in [*each, ""]], signature, sure


def _marked(
    text: str, quoted: tuple[tuple[int, int], ...], signed: tuple[tuple[int, int], ...]
) -> tuple[list[str], list[int]]:
    """The lines of a text and what HTML says of each."""
    lines: list[str] = []
    marks: list[int] = []
    at = 0
    for start, end, mark in sorted([(*each, QUOTED) for each in quoted] + [(*each, SIGNED) for each in signed]):
        for first, last, kind in ((at, start, OWN), (max(at, start), end, mark)):
            if last > first:
                piece = _LONG_EMPTY_RUN.sub("\n\n\n", text[first:last]).split("\n")
                lines += piece
                marks += [kind] * len(piece)
        at = max(at, end)
    piece = _LONG_EMPTY_RUN.sub("\n\n\n", text[at:]).split("\n")
    return lines + piece, marks + [OWN] * len(piece)


def _joined(lines: list[str]) -> str:
    return _EMPTY_RUN.sub("\n\n", "\n".join([each.rstrip() for each in lines]).strip("\n"))
