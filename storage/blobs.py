"""Files named by their SHA-256: raw letters, attachments, sent mails. On the disk before any row names them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import uuid
from collections.abc import Iterable
from pathlib import Path


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
        names: list[str] = []
        folders: set[Path] = set()
        for content in contents:
            name = hashlib.sha256(content).hexdigest()
            names.append(name)
            path = self.path(name)
            if not path.exists():
                folders.add(self._write(path, content))
        for folder in folders:
            _sync(folder)
        return names

    def load(self, name: str) -> bytes:
        """The bytes of that SHA-256. FileNotFoundError when they are not here."""
        return self.path(name).read_bytes()

    def has(self, name: str) -> bool:
        return self.path(name).exists()

    def path(self, name: str) -> Path:
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise ValueError("not the SHA-256 of a file")
        return self.folder / name[:2] / name

    def _write(self, path: Path, content: bytes) -> Path:
        folder = path.parent
        if folder.name not in self._made:
            folder.mkdir(parents=True, exist_ok=True)
            _sync(self.folder)
            self._made.add(folder.name)
        draft = folder / f".{uuid.uuid4().hex}"
        try:
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fdatasync(file.fileno())
            draft.replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                draft.unlink()
        return folder


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
