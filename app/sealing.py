"""Sealed backups in the format age (age-encryption.org/v1): whoever finds a disk reads no customer's letter (R330).

The key is one file, read by its owner alone. Any program that knows age opens a backup with it.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pyrage

from rules.refusal import Refused

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

MARK = b"age-encryption.org/v1\n"
_PIECE = 1024 * 1024


def key_made(path: Path) -> None:
    """Writes a new key (mode 0600). Refuses a file that is there: a lost key is a lost backup."""
    if path.exists():
        raise Refused("{file} is there already; a key is never written over.", file=str(path))
    identity = pyrage.x25519.Identity.generate()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"# The key of infodesk's backups. Keep a copy away from this machine.\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())


def is_sealed(file: Path) -> bool:
    """Whether a backup needs a key; False for what is no backup at all."""
    with file.open("rb") as stream:
        return stream.read(len(MARK)) == MARK


def sealed(plain: Path, file: Path, key: Path) -> None:
    """Writes `plain` sealed into `file`, through to the disk, and opens it once more to compare."""
    identity = key_in(key)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with plain.open("rb") as source, os.fdopen(handle, "wb") as target:
        pyrage.encrypt_io(source, target, [identity.to_public()])
        target.flush()
        os.fsync(target.fileno())
    again = _Digest()
    with file.open("rb") as source:
        pyrage.decrypt_io(source, again, [identity])
    with plain.open("rb") as source:
        if again.value.digest() != hashlib.file_digest(source, "sha256").digest():
            raise Refused("{file} is no whole backup: {what} is not as it was written.", file=str(file), what="it")


def unsealed(file: Path, scratch: Path, key: Path | None) -> Path:
    """The archive itself, or a copy of it without its seal in `scratch`. Refuses without the right key."""
    if not is_sealed(file):
        return file
    if key is None:
        raise Refused(
            "{file} is sealed. Name the file with its key: infodesk restore FILE --key KEY, or backup.key_file in the"
            " settings.",
            file=str(file),
        )
    identity = key_in(key)
    plain = scratch / "unsealed.tar"
    handle = os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with file.open("rb") as source, os.fdopen(handle, "wb") as target:
            pyrage.decrypt_io(source, target, [identity])
    except (pyrage.DecryptError, OSError) as fault:
        plain.unlink()
        raise Refused(
            "{file} cannot be opened with the key {key}: {reason}. It is another key's, or not whole.",
            file=str(file),
            key=str(key),
            reason=str(fault),
        ) from fault
    return plain


def key_in(key: Path) -> pyrage.x25519.Identity:
    """The key of a file. Refuses what is none, and what others may read."""
    try:
        text = key.read_text(encoding="ascii")
        open_to_all = stat.S_IMODE(key.stat().st_mode) & 0o077
        lines = [each.strip() for each in text.splitlines() if each.strip() and not each.startswith("#")]
        found = pyrage.x25519.Identity.from_str(lines[0] if len(lines) == 1 else "")
    except (OSError, ValueError, pyrage.IdentityError) as fault:
        raise Refused(
            "The key {file} cannot be read: {reason}. It holds one line that begins with AGE-SECRET-KEY-1.",
            file=str(key),
            reason=str(fault),
        ) from fault
    if open_to_all:
        raise Refused("The key {file} can be read by others. chmod 600 {file}", file=str(key))
    return found


class _Digest(io.BufferedIOBase):
    """Takes what is written, and keeps its SHA-256 only."""

    def __init__(self) -> None:
        self.value = hashlib.sha256()

    def write(self, piece: Buffer, /) -> int:
        self.value.update(piece)
        return memoryview(piece).nbytes
