"""How long papers take: the first one of a cold press, the next ones, a long one; beside the bare typst call in the same run."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import typst

from documents.paper import Paper, plain
from documents.press import BORN, FONTS, PRESS
from documents.printing import as_pdf, as_workbook
from documents.quotation import quotation_paper
from documents.samples import sample_offer
from documents.stationery import Stationery

LINES, MANY = 12, 200
ROUNDS = 30


@dataclass(frozen=True)
class Papers:
    """Milliseconds: of the first paper, of 12 lines and of 200, each as the desk does it and bare; octets of the files."""

    cold: float
    warm: list[float]
    bare: list[float]
    long: list[float]
    bare_long: list[float]
    book: list[float]
    octets: int
    octets_long: int


def measured() -> Papers:
    """No two papers are alike: what typst remembers of the one before must not help."""
    PRESS.close()
    cold, octets = _timed(lambda: _pdf(_paper(LINES, 0)))
    warm = [_timed(lambda each=each: _pdf(_paper(LINES, each)))[0] for each in range(1, ROUNDS + 1)]  # type: ignore[misc]
    long, octets_long = [], 0
    for each in range(5):
        took, octets_long = _timed(lambda each=each: _pdf(_paper(MANY, each)))  # type: ignore[misc]
        long.append(took)
    book = [_timed(lambda each=each: _book(_paper(LINES, each)))[0] for each in range(ROUNDS)]  # type: ignore[misc]
    PRESS.close()
    return Papers(cold, warm, _bare(LINES, ROUNDS), long, _bare(MANY, 5), book, octets, octets_long)


def middle(times: list[float]) -> float:
    return statistics.median(times)


def worst(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[max(0, round(len(times) * 0.95) - 1)]


def _timed(draw: Callable[[], bytes]) -> tuple[float, int]:
    began = time.perf_counter()
    content = draw()
    return (time.perf_counter() - began) * 1000, len(content)


def _pdf(paper: Paper) -> bytes:
    return as_pdf("quotation", paper, Stationery(), _none).files[0]


def _book(paper: Paper) -> bytes:
    return as_workbook(paper, Stationery(), _none).files[0]


def _bare(lines: int, rounds: int) -> list[float]:
    """typst.compile in this process, with fonts and values at hand."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    sources: Any = {name: text.encode() for name, text in Stationery().sources("quotation").items()}
    times = []
    for each in range(-1, rounds):
        facts = json.dumps(plain(_paper(lines, 10_000 + each), {}))
        began = time.perf_counter()
        typst.compile(
            sources, root=str(FONTS), font_paths=fonts, format="pdf", sys_inputs={"facts": facts}, timestamp=BORN
        )
        times.append((time.perf_counter() - began) * 1000)
    return times[1:]


def _paper(lines: int, number: int) -> Paper:
    offer = sample_offer("en+zh", lines=lines)
    changed = tuple(
        replace(
            each,
            names=tuple((language, f"{name} {number}") for language, name in each.names),
            price=(each.price or Decimal()) + number,
        )
        for each in offer.quote.lines
    )
    return quotation_paper(replace(offer, number=f"Q-2026-{number:04}", quote=replace(offer.quote, lines=changed)))


def _none(sha256: str) -> bytes:
    raise FileNotFoundError(sha256)
