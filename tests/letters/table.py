"""After a run of the corpus: how many letters of which mail client in which language were read."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from _pytest.terminal import TerminalReporter

if TYPE_CHECKING:
    from tests.letters.expected import Specimen

_TESTS = "tests/letters/test_corpus.py::test_it_is_read_as_expected"
_SURFACE = re.compile(r"(?i)(?<=\S) (?:web|webmail|(?:for|on) .*|desktop|classic|mobile|app)$")
_VERSION = re.compile(r"(?<=\S)[ /(,]+(?:v?\d|\().*")


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    ran = {outcome: _count(terminalreporter, outcome) for outcome in ("passed", "failed")}
    if sum(ran.values()) < 2:
        return
    terminalreporter.section("letters by mail client and language")
    for line in table(_described()):
        terminalreporter.write_line(line)
    terminalreporter.write_line(f"read as expected {ran['passed']}, otherwise {ran['failed']}")


def table(specimens: Iterable[Specimen]) -> Iterator[str]:
    """A line for each mail client with its languages, one for all that have a single letter, a last one that counts."""
    cells = Counter((family(each.client), each.language or "-") for each in specimens)
    languages = [code for code, _ in Counter(code for _, code in cells.elements()).most_common()]
    sums = Counter(client for client, _ in cells.elements())
    shown = sorted((client for client, count in sums.items() if count > 1), key=str.lower)
    wide = max(map(len, [*shown, "999 clients, 999 letters"]))
    yield f"{'':{wide}} " + "".join(f"{code:>4}" for code in languages) + "   all"
    for client in shown:
        row = "".join(f"{cells[client, code] or '.':>4}" for code in languages)
        yield f"{client:{wide}} {row}  {sums[client]:>4}"
    single = sorted((f"{client} {code}" for client, code in cells if sums[client] == 1), key=str.lower)
    yield from textwrap.wrap("one each: " + ", ".join(single), 120, subsequent_indent="  ") if single else []
    total = "".join(f"{sum(cells[client, code] for client in sums):>4}" for code in languages)
    yield f"{f'{len(sums)} clients, {cells.total()} letters':{wide}} {total}  {cells.total():>4}"


def family(client: str) -> str:
    """A program without its version and its surface: "Outlook 2016 (16.0)" is an Outlook, "QQ Mail web" a QQ Mail."""
    return _SURFACE.sub("", _VERSION.sub("", client)).strip()


def _described() -> Iterator[Specimen]:
    from tests.letters.expected import CORPUS, Flawed, letters, specimen  # not before: other runs do not need a reader

    for each in letters(CORPUS):
        try:
            yield specimen(each)
        except Flawed:
            continue


def _count(reporter: TerminalReporter, outcome: str) -> int:
    return sum(getattr(each, "nodeid", "").startswith(_TESTS) for each in reporter.stats.get(outcome, ()))
