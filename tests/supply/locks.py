"""The locks, read: every requirement with its one version and the hashes of its files (T30)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
_PINNED = re.compile(r"([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==([\w.!+-]+)(?:\s*;\s*[^\\]+?)?\Z")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})\Z")


@dataclass(frozen=True)
class Pinned:
    """One requirement: its name in normal form, its version, the SHA-256 of each file that may be taken for it."""

    name: str
    version: str
    hashes: tuple[str, ...]


class NotPinned(ValueError):
    """A line of a lock that lets anything else than known files in."""


def locked(text: str) -> list[Pinned]:
    """Every requirement of a lock. Raises NotPinned for whatever is no pinned, hashed requirement."""
    joined = re.sub(r"\\\s*\n", " ", text)
    found = []
    for line in joined.splitlines():
        line = line.partition(" #")[0].strip()
        if not line or line.startswith("#"):
            continue
        words, *options = re.split(r"\s+(?=--)", line)
        pinned = _PINNED.match(words.strip())
        hashes = [_HASH.match(each.strip()) for each in options]
        if pinned is None or not hashes or None in hashes:
            raise NotPinned(line[:80])
        found.append(Pinned(normal(pinned[1]), pinned[2], tuple(each[1] for each in hashes if each is not None)))
    return found


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def project() -> dict[str, Any]:
    """The project's own table of pyproject.toml: its name, version and what it asks for."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def lock(name: str) -> list[Pinned]:
    return locked((ROOT / name).read_text(encoding="utf-8"))
