"""A disk at whose cut only what was synced is surely there, and of the rest a random half, torn at 512 octets (F03)."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import recorded
from tests.faults.recorded import Record

SECTOR = 512
Pending = tuple[int, bytes | None]
"""Octets for a place; None cuts the file off there."""


@dataclass
class Inode:
    """A file without its name: what is on the disk, and what is still on its way there."""

    content: bytearray = field(default_factory=bytearray)
    pending: list[Pending] = field(default_factory=list)

    def synced(self) -> None:
        for change in self.pending:
            _apply(self.content, *change)
        self.pending.clear()

    def after_a_cut(self, chance: random.Random) -> bytes:
        content = bytearray(self.content)
        by_sectors = chance.random() < 0.5
        for change in self.pending:
            for part in _torn(*change, chance) if by_sectors else [change]:
                if chance.random() < 0.5:
                    _apply(content, *part)
        return bytes(content)


class Disk:
    """Follows the records. `forgetful` disks take no sync for what it says: the experiment's own control."""

    def __init__(self, folder: Path, forgetful: bool = False) -> None:
        self.folder = folder
        self.forgetful = forgetful
        self.inodes: dict[int, Inode] = {}
        self.names: dict[Path, int] = {}
        """Names as they are on the disk."""
        self.moves: list[tuple[Path, int | None]] = []
        """Changes of names that no sync of their folder has made sure: a name, and what it names then."""
        self.new_folders: set[Path] = set()
        """Folders that nobody has synced into the folder around them."""
        for path in folder.rglob("*"):
            if path.is_file():
                inode = path.stat().st_ino
                self.names[path] = inode
                self.inodes[inode] = Inode(bytearray(path.read_bytes()))

    def does(self, record: Record) -> None:
        inode = self.inodes.get(record.file)
        match record.what:
            case recorded.WRITE if inode:
                inode.pending.append((record.at, record.text))
            case recorded.TRUNCATE if inode:
                inode.pending.append((record.at, None))
            case recorded.SYNC if inode and not self.forgetful:
                inode.synced()
            case recorded.CREATE if not record.file:
                self.new_folders.add(_path(record.text))
            case recorded.CREATE:
                self.inodes[record.file] = Inode()
                self.moves.append((_path(record.text), record.file))
            case recorded.RENAME:
                old, new = (_path(each) for each in record.text.split(b"\1"))
                self.moves += [(new, record.file), (old, None)]
            case recorded.UNLINK:
                self.moves.append((_path(record.text), None))
            case recorded.SYNC_FOLDER if not self.forgetful:
                folder = _path(record.text)
                self._settle([each for each in self.moves if each[0].parent == folder])
                self.moves = [each for each in self.moves if each[0].parent != folder]
                self.new_folders = {each for each in self.new_folders if each.parent != folder}

    def cut(self, to: Path, chance: random.Random) -> None:
        """Writes what is there after the power went, into another folder."""
        before = dict(self.names)
        self._settle([each for each in self.moves if chance.random() < 0.5])
        gone = {each for each in sorted(self.new_folders) if chance.random() < 0.5}
        for path, inode in self.names.items():
            if gone.intersection(path.parents):
                continue
            target = to / path.relative_to(self.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self.inodes[inode].after_a_cut(chance))
        self.names = before

    def _settle(self, moves: list[tuple[Path, int | None]]) -> None:
        for path, inode in moves:
            if inode is None:
                self.names.pop(path, None)
            else:
                self.names[path] = inode


def _apply(content: bytearray, at: int, octets: bytes | None) -> None:
    if octets is None:
        del content[at:]
        content.extend(bytes(max(0, at - len(content))))
        return
    content.extend(bytes(max(0, at + len(octets) - len(content))))
    content[at : at + len(octets)] = octets


def _torn(at: int, octets: bytes | None, chance: random.Random) -> list[Pending]:
    """The pieces of a write that reach the disk one by one, in any order."""
    if octets is None:
        return [(at, None)]
    edges = [at, *range((at // SECTOR + 1) * SECTOR, at + len(octets), SECTOR), at + len(octets)]
    pieces: list[Pending] = [
        (start, octets[start - at : end - at]) for start, end in zip(edges, edges[1:], strict=False) if end > start
    ]
    chance.shuffle(pieces)
    return pieces


def _path(text: bytes) -> Path:
    return Path(os.fsdecode(text))
