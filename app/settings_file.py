"""Settings as they are written: the file and the environment laid over each other, faults in one line each."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError


@dataclass(frozen=True, slots=True)
class Layers:
    """The values of file and environment, one over the other, and where each came from."""

    values: Mapping[str, Any]
    origins: Mapping[str, str]


def toml_at(path: Path, faults: list[str]) -> dict[str, Any]:
    """What the file says; nothing if there is none. Editors on Windows put a byte order mark before it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as fault:
        faults.append(f"{path}: it cannot be read: {fault}")
    except tomllib.TOMLDecodeError as fault:
        faults.append(f'{path}: {fault}. A section looks like this: [smtp] and below it host = "smtp.example.com"')
    return {}


def layered(
    book: dict[str, Any], environment: Mapping[str, str], prefix: str, sections: Sequence[str], faults: list[str]
) -> Layers:
    """Lays INFODESK_SECTION__KEY over the file. Of several mailboxes the first is meant, or INFODESK_MAILBOX__1__KEY."""
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for section, table in book.items():
        if section not in sections:
            faults.append(f"[{section}]: there is no such section. Sections: {', '.join(sections)}")
        elif section == "mailbox":
            rows = table if isinstance(table, list) else [table]
            if not all(isinstance(each, dict) for each in rows):
                faults.append("mailbox: that is a section; write [mailbox] and its settings below it")
                continue
            values[section] = [dict(each) for each in rows]
            for place, row in enumerate(rows):
                origins.update(dict.fromkeys((f"mailbox.{place}.{key}" for key in row), "file"))
        elif not isinstance(table, dict):
            faults.append(f"{section}: that is a section; write [{section}] and its settings below it")
        else:
            values[section] = dict(table)
            origins.update(dict.fromkeys((f"{section}.{key}" for key in table), "file"))
    for name, text in sorted(environment.items(), key=lambda each: (_place_in(each[0].split("__")), each[0])):
        _overridden(name, text, prefix, sections, values, origins, faults)
    return Layers(values, origins)


def _overridden(
    name: str,
    text: str,
    prefix: str,
    sections: Sequence[str],
    values: dict[str, Any],
    origins: dict[str, str],
    faults: list[str],
) -> None:
    if not name.upper().startswith(prefix) or "__" not in name:
        return
    section, *between, key = name[len(prefix) :].lower().split("__")
    if section not in sections or (between and section != "mailbox"):
        faults.append(f"{name}: there is no such setting. One that there is: {prefix}SMTP__HOST=smtp.example.com")
        return
    place = _place_in(name.split("__"))
    if section == "mailbox":
        rows = values.setdefault(section, [])
        if place > len(rows):
            faults.append(f"{name}: there are {len(rows)} mailboxes; the next is number {len(rows)}")
            return
        if place == len(rows):
            rows.append({})
        table, origin = rows[place], f"mailbox.{place}.{key}"
    else:
        table, origin = values.setdefault(section, {}), f"{section}.{key}"
    _drop_other_ways(table, key)
    table[key] = _as_value(text)
    origins[origin] = "environment"


def _place_in(pieces: Sequence[str]) -> int:
    """Which mailbox INFODESK_MAILBOX__1__HOST means; the first, where none is named."""
    return int(pieces[1]) if len(pieces) == 3 and pieces[1].isdecimal() else 0


def _drop_other_ways(table: dict[str, Any], key: str) -> None:
    """A secret from the environment takes the place of the file's, however that was given."""
    for group in (("password", "password_file", "token_command", "token_file"), ("token", "token_file")):
        if key in group:
            for other in group:
                if other != key:
                    table.pop(other, None)


def _as_value(text: str) -> Any:
    """Lists are written as in the file; everything else is read by the setting itself."""
    if not text.startswith("["):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def secret_from(path: Path, key: str, faults: list[str]) -> str:
    """The secret in a file, which nobody else may read; its last line end is not part of it."""
    try:
        mode = path.stat().st_mode
        if sys.platform != "win32" and mode & 0o077:
            faults.append(f"{key}: others may read {path}. Say: chmod 600 {path}")
        secret = path.read_text(encoding="utf-8-sig").strip("\r\n")
    except (OSError, UnicodeDecodeError) as fault:
        faults.append(f"{key}: {path} cannot be read: {getattr(fault, 'strerror', None) or fault}")
        return ""
    if not secret:
        faults.append(f"{key}: {path} is empty; it holds the secret in one line")
    return secret


def fault_lines(fault: ValidationError, example_of: Callable[[str, str], str]) -> list[str]:
    """One line per fault: the key, what is wrong, an example."""
    lines = []
    for each in fault.errors():
        place = [str(part) for part in each["loc"]]
        key = ".".join(place) or "settings"
        wrong = each["msg"].removeprefix("Value error, ")
        if each["type"] == "extra_forbidden":
            wrong = "there is no such setting"
        example = example_of(place[0], place[-1]) if len(place) > 1 else ""
        lines.append(f"{key}: {wrong[:1].lower() + wrong[1:]}." + (f" Example: {example}" if example else ""))
    return lines
