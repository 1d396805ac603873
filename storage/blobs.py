"""Files named by their SHA-256: raw letters, attachments, sent mails. On the disk before any row names them."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_PART = 1 << 20
"""Octets that are read at once of a large file."""


class Blobs:
    """A folder of files that are written once and never changed (T16: a stranger's file name is never a path)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: set[str] = set()

    def keep(self, content: bytes) -> str:
        """Writes the bytes through to the disk and returns their SHA-256 (hex)."""
        return self.keep_all([content])[0]

    def keep_all(self, contents: Iterable[bytes]) -> list[str]:
        """Like `keep`, for several at once: all files are synced, then their folders, then they are there."""
        whole = list(contents)
        names = [hashlib.sha256(each).hexdigest() for each in whole]
        self.keep_named(dict(zip(names, whole, strict=True)))
        return names

    def keep_named(self, contents: Mapping[str, bytes]) -> None:
        """The same for bytes whose SHA-256 is known."""
        new = {path: each for name, each in contents.items() if not (path := self.path(name)).exists()}
        for folder in {each.parent for each in new}:
            self._make(folder)
        drafts = {path: path.parent / f".{uuid.uuid4().hex}" for path in new}
        try:
            _all(_write, drafts.values(), new.values())
            for path, draft in drafts.items():
                draft.replace(path)
        finally:
            for draft in drafts.values():
                draft.unlink(missing_ok=True)
        _all(sync_folder, {each.parent for each in new})

    def keep_file(self, file: Path) -> tuple[str, int]:
        """Takes a file in that may be too large for the memory; returns its SHA-256 and its octets. It is moved away."""
        summed, size = hashlib.sha256(), 0
        with file.open("r+b") as stream:
            while part := stream.read(_PART):
                summed.update(part)
                size += len(part)
            os.fdatasync(stream.fileno())
        path = self.path(summed.hexdigest())
        if not path.exists():
            self._make(path.parent)
            draft = path.parent / f".{uuid.uuid4().hex}"
            shutil.move(file, draft)
            draft.replace(path)
            sync_folder(path.parent)
        return path.name, size

    def load(self, name: str) -> bytes:
        """The bytes of that SHA-256. FileNotFoundError when they are not here."""
        return self.path(name).read_bytes()

    def beginning(self, name: str, octets: int) -> bytes:
        """The first bytes of that file; none where it is not here."""
        try:
            with self.path(name).open("rb") as file:
                return file.read(octets)
        except OSError:
            return b""

    def has(self, name: str) -> bool:
        return self.path(name).exists()

    def path(self, name: str) -> Path:
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise ValueError("not the SHA-256 of a file")
        return self.folder / name[:2] / name

    def _make(self, folder: Path) -> None:
        if folder.name not in self._made:
            folder.mkdir(parents=True, exist_ok=True)
            sync_folder(self.folder)
            self._made.add(folder.name)


_syncing = ThreadPoolExecutor(8, thread_name_prefix="disk")
"""A disk takes many syncs at once in hardly more time than one."""


def _all(call: Callable[..., None], *arguments: Collection[object]) -> None:
    if len(arguments[0]) < 2:
        list(map(call, *arguments))
        return
    list(_syncing.map(call, *arguments))


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fdatasync(file.fileno())


def sync_folder(folder: Path) -> None:
    """What was created or renamed in the folder is on the disk from now on."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
