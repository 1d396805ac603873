"""The lists in README and docs that are made from the code: `python -m app.contents_list` writes them anew."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from app.settings import Settings, described
from documents.speech import spoken
from handlers.commands.desk.help import FAMILIES
from handlers.contents import COMMANDS
from rules.enrolment import role_words
from rules.permission import EVERYBODY
from rules.policy import DEFAULT
from rules.settings import GROUPS, SETTINGS, shown
from rules.words import Line


def commands() -> Iterator[str]:
    """A table for each family, in the order in which people see the commands."""
    for family, words in FAMILIES.items():
        rows = [each for each in COMMANDS if each.listed and each.family == family]
        if not rows:
            continue
        yield from (f"**{_said(words)}**", "", "| command | does | for | example |", "|---|---|---|---|")
        for each in rows:
            roles = ", ".join(_said(role) for role in role_words(sorted(each.roles)))
            who = "everybody" if each.roles == EVERYBODY else roles
            yield f"| `{each.name}` | {_said(each.words)} | {who} | `{each.example}` |"
        yield ""


def machine_settings() -> Iterator[str]:
    """Every setting of infodesk.toml, a table for each section."""
    section = ""
    for key, _, _, unit, default, meaning, example in described(Settings()):
        if key.partition(".")[0] != section:
            section = key.partition(".")[0]
            yield from (f"### [{section}]", "", "| key | meaning | default | example |", "|---|---|---|---|")
        also = f" ({unit})" if unit else ""
        yield f"| `{key.rpartition('.')[2]}` | {_cell(meaning)}{also} | {_cell(_code(default))} | {_cell(_code(example))} |"
    yield ""


def department_settings() -> Iterator[str]:
    """Every setting of the department, a table for each group."""
    for group, words in GROUPS.items():
        yield from (f"### {_said(words)}", "", "| key | meaning | default | example |", "|---|---|---|---|")
        for each in (each for each in SETTINGS if each.group == group):
            unit = f" ({_said(each.unit)})" if each.unit else ""
            also = f"; one of {', '.join(each.choices)}" if each.choices else ""
            default = _code(shown(each, DEFAULT))
            yield f"| `{each.key}` | {_cell(_said(each.meaning))}{unit}{also} | {_cell(default)} | {_cell(_code(each.example))} |"
        yield ""


LISTS: Mapping[str, Mapping[str, Callable[[], Iterator[str]]]] = {
    "README.md": {"commands": commands},
    "docs/settings.md": {"machine settings": machine_settings, "department settings": department_settings},
}
"""Which list stands in which file."""


def with_lists(file: str, text: str) -> str:
    """The text of that file with fresh lists between their marks. ValueError where a mark is missing."""
    for name, rows in LISTS[file].items():
        begins, ends = f"<!-- {name}: written by python -m app.contents_list -->", f"<!-- end of {name} -->"
        head, found, rest = text.partition(begins)
        _, closed, tail = rest.partition(ends)
        if not found or not closed:
            raise ValueError(f"{file} has no place for the list: {begins} ... {ends}")
        text = "\n".join((f"{head}{begins}", "", *rows())) + f"\n{ends}{tail}"
    return text


def _said(words: Line) -> str:
    return spoken(words, "en", "UTC")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{text}`" if text and text != "-" else "-"


if __name__ == "__main__":
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    for file in LISTS:
        path = root / file
        path.write_text(with_lists(file, path.read_text(encoding="utf-8")), encoding="utf-8")
