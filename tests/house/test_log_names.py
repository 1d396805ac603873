"""No fact of a log line bears a name that logging keeps for itself: that would raise where something is just being said."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("app", "bot", "mail", "handlers", "storage", "documents")
TAKEN = {*vars(logging.makeLogRecord({})), "message", "asctime"}


def extras(file: Path) -> Iterator[tuple[int, str]]:
    """Every name that stands in an `extra={...}`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "extra" and isinstance(node.value, ast.Dict):
            yield from ((node.value.lineno, each.value) for each in node.value.keys if isinstance(each, ast.Constant))  # type: ignore[misc]


def test_no_fact_of_a_log_line_bears_a_name_of_logging_itself() -> None:
    found = {
        f"{file.relative_to(ROOT)}:{line} {name}"
        for floor in FLOORS
        for file in (ROOT / floor).rglob("*.py")
        for line, name in extras(file)
        if name in TAKEN
    }
    assert not found


def test_the_names_are_found() -> None:
    assert {"message", "name", "args"} <= TAKEN
    assert list(extras(ROOT / "app" / "delivery.py"))
