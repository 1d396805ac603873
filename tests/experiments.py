"""The book of experiments: what each is, what it has to show, what was seen; `make faults` and `make security` print it.

A test is an experiment by its mark; what it saw it tells by the fixture `seen`:

    @pytest.mark.experiment("F06", "the server breaks off within a letter, 50 times", "back within 30 s, lost 0")
    def test_a_broken_line_loses_nothing(seen: Seen) -> None:
        ...
        seen(f"slowest {slowest:.1f} s, lost {lost}")

Whatever an experiment draws by lot is drawn from `SEED`, which stands above the table.
"""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from _pytest.terminal import TerminalReporter

Seen = Callable[[str], None]
SEED = int(os.environ.get("INFODESK_TEST_SEED", "20261128"))
HEAD = ("", "experiment", "expected", "seen", "", "s")


@dataclass
class Entry:
    """One experiment of this run."""

    anchor: str
    title: str
    expected: str
    seen: list[str] = field(default_factory=list)
    verdict: str = "held"
    seconds: float = 0.0

    def row(self) -> tuple[str, ...]:
        seen = "; ".join(self.seen) or ("as expected" if self.verdict == "held" else "")
        return (self.anchor, self.title, self.expected, seen, self.verdict, f"{self.seconds:.1f}")


@pytest.fixture
def seen(request: pytest.FixtureRequest) -> Seen:
    """Tells the table what this experiment saw: a short phrase with figures; several are put in a row."""

    def told(words: str) -> None:
        request.node.user_properties.append(("seen", words))

    return told


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--table", action="store_true", help="print the table of experiments")
    parser.addoption(
        "--table-into", default="", help="and write it between the marks <!-- NAME --> of a file: FILE:NAME"
    )


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    mark = item.get_closest_marker("experiment")
    if mark is not None and "experiment" not in dict(item.user_properties):
        item.user_properties.append(("experiment", list(mark.args)))
        parameters = getattr(item, "callspec", None)
        item.user_properties.append(("of", parameters.id if parameters is not None else ""))
    yield


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    if not (config.getoption("--table") or config.getoption("--table-into")):
        return
    entries = list(_entries(terminalreporter))
    broken = sum(each.verdict == "BROKEN" for each in entries)
    terminalreporter.section("experiments")
    terminalreporter.write_line(f"seed {SEED}, {_machine()}, {time.strftime('%Y-%m-%d')}")
    for line in _columns([HEAD, *(each.row() for each in entries)]):
        terminalreporter.write_line(line)
    terminalreporter.write_line(f"{len(entries)} experiments, {broken} broken")
    if place := config.getoption("--table-into"):
        path, _, name = place.partition(":")
        _written(Path(path), name, entries)


def _entries(reporter: TerminalReporter) -> Iterator[Entry]:
    """One for each mark; the runs of one parametrized experiment are put together."""
    found: dict[tuple[str, str, str], Entry] = {}
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in reporter.stats.get(outcome, ()):
            told = dict(getattr(report, "user_properties", ()))
            if "experiment" in told:
                entry = found.setdefault(tuple(told["experiment"]), Entry(*told["experiment"]))
                _counted(entry, report, outcome, str(told["of"]))
    return iter(sorted(found.values(), key=lambda each: (each.anchor, each.title)))


def _counted(entry: Entry, report: Any, outcome: str, of: str) -> None:
    entry.seconds += report.duration
    entry.seen += [
        str(value) for name, value in report.user_properties if name == "seen" and str(value) not in entry.seen
    ]
    if outcome in ("failed", "error"):
        entry.verdict = "BROKEN"
        crash = getattr(report.longrepr, "reprcrash", None)
        lines = str(crash.message if crash is not None else report.longrepr).strip().splitlines()
        entry.seen.append(f"{of} {lines[0][:160] if lines else 'failed'}".strip())
    elif outcome == "skipped":
        entry.verdict = "not run" if entry.verdict == "held" else entry.verdict
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        entry.seen.append(f"{of} {reason}".strip())


def _columns(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = (5, 46, 40, 52, 8, 6)
    for row in rows:
        cells = [_wrapped(text, width) for text, width in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            parts = [
                (cell[number] if number < len(cell) else "").ljust(width)
                for cell, width in zip(cells, widths, strict=True)
            ]
            yield " ".join(parts).rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _written(path: Path, name: str, entries: list[Entry]) -> None:
    rows = ["| | experiment | expected | seen | | s |", "|---|---|---|---|---|---|"]
    rows += ["| " + " | ".join(cell.replace("|", "\\|") for cell in each.row()) + " |" for each in entries]
    text = f"Seed {SEED}, {_machine()}, {time.strftime('%Y-%m-%d')}.\n\n" + "\n".join(rows)
    old = path.read_text(encoding="utf-8")
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
    if not marks.search(old):
        raise ValueError(f"{path} has no <!-- {name} --> ... <!-- /{name} -->")
    path.write_text(marks.sub(lambda found: f"{found[1]}{text}\n{found[2]}", old), encoding="utf-8")


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
