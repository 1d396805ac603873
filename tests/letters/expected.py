"""The corpus: letters as real programs send them, each with a .toml beside it that says how it has to be read."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from mail.read import read_letter
from rules.letter import Attachment, Buyer, Letter
from rules.letter_plain import explained, to_plain
from tests.letters.company import FOLDER, OURS

CORPUS = FOLDER / "corpus"
FACTS = ("client", "language", "skeleton", "about")
"""What a .toml says of its letter, beside `expected`."""
HAS, LACKS = "_has", "_lacks"
_KNOWN: Mapping[str, frozenset[str]] = {
    "from": frozenset({"name", "address"}),
    "attachments": frozenset(each.name for each in fields(Attachment)),
    "customer": frozenset(each.name for each in fields(Buyer)),
}
_ADDRESSES = ("to", "cc", "reply_to")
_WANT = ("value", "words", "sure", "normal")


class Flawed(Exception):
    """A letter of the corpus whose .toml is missing or cannot be meant; says in a sentence what is wrong."""


@dataclass(frozen=True)
class Specimen:
    """One letter of the corpus and what it has to be read as."""

    path: Path
    client: str
    language: str
    skeleton: str
    about: str
    expected: Mapping[str, Any]

    @property
    def raw(self) -> bytes:
        return self.path.read_bytes()


def letters(corpus: Path = CORPUS) -> list[Path]:
    """Every letter of the corpus, by topic and name."""
    return sorted(corpus.rglob("*.eml"))


def name_of(path: Path, corpus: Path = CORPUS) -> str:
    """topic/name: how a test and a person call it."""
    return path.relative_to(corpus).with_suffix("").as_posix()


@cache
def specimen(path: Path) -> Specimen:
    """The letter with what is expected of it. Raises Flawed."""
    told = path.with_suffix(".toml")
    if not told.exists():
        raise Flawed(f"{told.name} is missing beside {path.name}; python -m tests.letters.add writes one.")
    try:
        facts = tomllib.loads(told.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Flawed(f"{told.name} is no TOML: {fault}.") from fault
    expected = facts.pop("expected", None)
    if not isinstance(expected, dict) or not expected:
        raise Flawed(f"{told.name} expects nothing: it needs a table [expected] with at least one key.")
    _check_facts(told.name, facts)
    for key, value in expected.items():
        _check_key(told.name, key, value)
    return Specimen(path, expected=expected, **facts)


def _check_facts(name: str, facts: Mapping[str, Any]) -> None:
    for key in facts:
        if key not in FACTS:
            raise Flawed(f"{name} has an unknown key {key!r}; known are {', '.join(FACTS)} and [expected].")
    for key in FACTS:
        if not isinstance(facts.get(key), str) or not (facts[key] or key == "language"):
            raise Flawed(f'{name} lacks {key} = "...".')
    if not re.fullmatch("|[a-z]{2,3}", facts["language"]):
        raise Flawed(f'{name} names its language {facts["language"]!r}: two letters of ISO 639-1, or "" for none.')


def _check_key(name: str, key: str, value: object) -> None:
    plain = readable(Letter("", 0))
    base = key
    for ending in (HAS, LACKS):
        if key.endswith(ending) and key not in plain:
            base = key.removesuffix(ending)
            if not isinstance(value, list) or not all(isinstance(each, str) for each in value) or not value:
                raise Flawed(f"{name} expects {key}: that has to be a list of strings.")
    if base not in plain:
        raise Flawed(f"{name} expects an unknown field {base!r}; known are {', '.join(plain)}.")
    known = _KNOWN["from"] if base in _ADDRESSES else _KNOWN.get(base)
    for table in value if isinstance(value, list) else [value]:
        for each in table if isinstance(table, dict) and known else ():
            if known and each not in known:
                raise Flawed(
                    f"{name} expects an unknown field {each!r} of {base}; known are {', '.join(sorted(known))}."
                )


@cache
def read(path: Path) -> Letter:
    return read_letter(path.read_bytes(), OURS)


def readable(letter: Letter) -> dict[str, Any]:
    """Every field by which a .toml can ask: those of `infodesk explain --json`, and those that only the program sees."""
    plain, shown = to_plain(letter), explained("", letter)
    del shown["file"]
    wants: dict[str, list[dict[str, Any]]] = {}
    for slot, want in letter.wants:
        wants.setdefault(slot, []).append({name: getattr(want, name) for name in _WANT})
    del plain["sender"]
    return plain | shown | {"attachments": plain["attachments"], "customer": plain["customer"], "wants": wants}


def differences(expected: Mapping[str, Any], letter: Letter) -> list[str]:
    """One readable passage for each thing that was read otherwise than expected; none where all is right."""
    plain, found = readable(letter), list[str]()
    for key, value in expected.items():
        if key not in plain and key.endswith((HAS, LACKS)):
            found += _strings(key, value, plain)
        else:
            found += _differs(key, value, plain[key])
    return found


def _strings(key: str, wanted: Sequence[str], plain: Mapping[str, Any]) -> Iterator[str]:
    has = key.endswith(HAS)
    field = key.removesuffix(HAS if has else LACKS)
    told = plain[field]
    words = "\n".join(map(str, told)) if isinstance(told, list) else stripped(str(told or ""))
    for each in wanted:
        if (each in words) is not has:
            yield f"{field} {'lacks' if has else 'has'} {each!r}:\n{_indented(words)}"


def _differs(key: str, wanted: Any, read: Any) -> Iterator[str]:
    if wanted in ({}, "") and read in (None, {}, ""):
        return
    if key == "wants" and isinstance(wanted, dict) and wanted:
        yield from _wants(wanted, read)
    elif isinstance(wanted, dict) and wanted and isinstance(read, dict):
        for name, value in wanted.items():
            yield from _differs(f"{key}.{name}", value, read.get(name))
    elif isinstance(wanted, list) and isinstance(read, list) and any(isinstance(each, dict) for each in wanted):
        yield from _tables(key, wanted, read)
    elif isinstance(wanted, str) and isinstance(read, str):
        yield from _text(key, stripped(wanted), stripped(read))
    elif not _equal(wanted, read):
        yield f"{key}: expected {wanted!r}, read {read!r}"


def _tables(key: str, wanted: Sequence[Any], read: Sequence[Any]) -> Iterator[str]:
    """Two lists of tables in one order; only the named keys are compared. Addresses are [name, address] inside."""
    if len(wanted) != len(read):
        yield f"{key}: expected {len(wanted)}, read {len(read)}:\n{_indented(chr(10).join(map(str, read)))}"
    for number, (one, other) in enumerate(zip(wanted, read, strict=False)):
        yield from _differs(f"{key}[{number}]", one, other)


def _wants(wanted: Mapping[str, Any], read: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    """A string is the one value of that slot, a list all its values, a table its value and words; "" is: not found."""
    for slot, value in wanted.items():
        found = read.get(slot, [])
        values = [each["value"] for each in found]
        if isinstance(value, dict):
            if not any(all(each.get(name) == told for name, told in value.items()) for each in found):
                yield f"wants.{slot}: expected {value!r}, read {found!r}"
        elif value not in values if isinstance(value, str) and value else values != list(value):
            yield f"wants.{slot}: expected {value!r}, read {values!r}"


def _text(key: str, wanted: str, read: str) -> Iterator[str]:
    if wanted == read:
        return
    if "\n" not in wanted + read and len(wanted + read) < 160:
        yield f"{key}: expected {wanted!r}, read {read!r}"
        return
    rows = difflib.unified_diff(wanted.split("\n"), read.split("\n"), "expected", "read", n=2, lineterm="")
    yield f"{key}:\n" + _indented("\n".join(rows))


def _equal(wanted: Any, read: Any) -> bool:
    """As TOML and as JSON: an instant is the same in either spelling."""
    if isinstance(wanted, datetime):
        return read is not None and datetime.fromisoformat(read) == wanted
    return bool(wanted == read)


def stripped(text: str) -> str:
    """A text without what nobody sees: blanks at the ends of its lines and of the whole."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def _indented(text: str, most: int = 60) -> str:
    rows = text.split("\n")
    return "\n".join(f"    {row}" for row in rows[:most]) + (
        f"\n    ... {len(rows) - most} more" if len(rows) > most else ""
    )
