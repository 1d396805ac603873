"""Backup and restore: the database as it stands at one instant and every file it names, in one archive, checked (F36, F37).

SQLite is copied by its own online backup, PostgreSQL row by row as JSON lines. A backup of the one restores into the
other as well.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.anchors import place_of, set_aside
from app.migrate import checked, version_of
from app.sealing import sealed, unsealed
from rules.refusal import Refused
from storage import copies, migrations
from storage.blobs import sync_folder
from storage.database import Database, faults_found, file_of, opened
from storage.facts import remember
from storage.pulse import BACKUP
from storage.tables.letters import LetterRow
from storage.tables.outbox import MessageRow

FORMAT = 1
MANIFEST, SQLITE_FILE, ROWS, BLOBS = "manifest.json", "infodesk.db", "rows.jsonl", "store"
_PIECE = 1024 * 1024
_BACKUP, _RESTORE, _PART = ".infodesk-backup-", ".infodesk-restore-", ".infodesk-part"
"""Names of what is being written; nothing else is ever cleared away."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says about itself. Files of the store need no list: each is named by its SHA-256."""

    format: int
    made_at: str
    kind: str
    schema: str
    database_sha256: str
    letters: int
    files: int
    bytes: int


def backed_up(database: Database, store: Path, file: Path, now: datetime, key: Path | None = None) -> Manifest:
    """Writes the archive, reads it back, restores its database into a scratch place; only then it gets its name.

    With a `key` it is sealed for that (R330). Refuses a file that is there already. The service may go on meanwhile.
    Whoever is killed in the middle leaves nothing that could be taken for a backup; the next one clears it away.
    """
    if file.exists():
        raise Refused("{file} is there already; a backup never overwrites another.", file=str(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}{_PART}")
    with _alone_in(file.parent):
        try:
            with tempfile.TemporaryDirectory(prefix=_BACKUP, dir=file.parent) as scratch:
                plain = Path(scratch) / "plain.tar" if key else draft
                manifest = _written(database, store, plain, Path(scratch), now)
                looked_through(plain, Path(scratch))
                if key:
                    sealed(plain, draft, key)
            draft.replace(file)
            sync_folder(file.parent)
        finally:
            draft.unlink(missing_ok=True)
    made = {"file": file.name, "letters": manifest.letters, "bytes": file.stat().st_size}
    with database.deciding() as session:
        remember(session, BACKUP, made, now)
        session.commit()
    return manifest


def looked_through(file: Path, scratch: Path, key: Path | None = None) -> Manifest:
    """Restores the database into `scratch` and hashes every file. Refuses what is not whole.

    Looked at are the database's own check, the number of letters, and for each letter and mail its file.
    """
    manifest, names = _unpacked(unsealed(file, scratch, key), scratch, None)
    _made_whole(manifest, scratch, names)
    return manifest


def restored(file: Path, url: str, store: Path, now: datetime, key: Path | None = None) -> Manifest:
    """Puts a backup into an empty place and holds everything back that would go out, until /resume (F36).

    Refuses a place where something is, and an archive that is not whole; then nothing has changed.
    """
    _check_empty(url, store)
    store.parent.mkdir(parents=True, exist_ok=True)
    target = file_of(url)
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(store.parent), tempfile.TemporaryDirectory(prefix=_RESTORE, dir=store.parent) as folder:
        scratch = Path(folder)
        manifest, names = _unpacked(unsealed(file, scratch, key), scratch, scratch / BLOBS)
        if manifest.schema not in migrations.versions():
            raise Refused(
                "The backup has schema {version}, which this program does not know. Use the program that made it,"
                " or a newer one.",
                version=manifest.schema,
            )
        _made_whole(manifest, scratch, names)
        _hold(scratch / SQLITE_FILE, manifest, now)
        _put_files(scratch / BLOBS, store)
        if target is not None:
            _put_in_place(scratch / SQLITE_FILE, target)
        else:
            _moved_to(url, scratch)
    set_aside(place_of(store), now)
    return manifest


def _written(database: Database, store: Path, draft: Path, scratch: Path, now: datetime) -> Manifest:
    """The database first: whatever its rows name is on the disk by then."""
    if not checked(database):
        raise Refused("The database is older than this program: start infodesk run once, then back it up.")
    piece = scratch / (SQLITE_FILE if database.is_sqlite else ROWS)
    if database.is_sqlite:
        copies.copied(database, piece)
    else:
        copies.dumped(database, piece)
    letters = _letters_in(piece)
    handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
            archive.add(piece, piece.name)
            files, size = 0, 0
            for blob in _blobs(store):
                archive.add(blob, f"{BLOBS}/{blob.parent.name}/{blob.name}")
                files, size = files + 1, size + blob.stat().st_size
            kind = "sqlite" if database.is_sqlite else "postgresql"
            manifest = Manifest(
                FORMAT, now.isoformat(), kind, version_of(database) or "", _sha256(piece), letters, files, size
            )
            _add_manifest(archive, manifest, scratch)
        stream.flush()
        os.fsync(stream.fileno())
    piece.unlink()
    return manifest


def _add_manifest(archive: tarfile.TarFile, manifest: Manifest, scratch: Path) -> None:
    path = scratch / MANIFEST
    path.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    archive.add(path, MANIFEST)
    path.unlink()


def _blobs(store: Path) -> Iterator[Path]:
    for folder in sorted(store.glob("[0-9a-f][0-9a-f]")):
        yield from sorted(each for each in folder.iterdir() if not each.name.startswith("."))


def _unpacked(file: Path, scratch: Path, blobs: Path | None) -> tuple[Manifest, frozenset[str]]:
    """The database into `scratch`, the files into `blobs` (or only looked at); every byte is hashed on the way."""
    manifest: Manifest | None = None
    names: set[str] = set()
    seen = ""
    try:
        with tarfile.open(file, "r:") as archive:
            for member in archive:
                stream = archive.extractfile(member)
                if stream is None:
                    raise _broken(file, member.name)
                if member.name == MANIFEST:
                    manifest = Manifest(**json.load(stream))
                elif member.name in (SQLITE_FILE, ROWS):
                    seen = _poured(stream, scratch / member.name)
                else:
                    names.add(_blob_poured(stream, member.name, blobs, file))
    except (tarfile.TarError, OSError, ValueError, TypeError) as fault:
        raise Refused("{file} is no whole backup: {fault}", file=str(file), fault=str(fault)) from fault
    if manifest is None or manifest.format != FORMAT or seen != manifest.database_sha256:
        raise _broken(file, "the database")
    if len(names) != manifest.files:
        raise _broken(file, "the number of files")
    return manifest, frozenset(names)


def _blob_poured(stream: IO[bytes], member: str, blobs: Path | None, file: Path) -> str:
    """A name in an archive is never a path: it has to be the SHA-256 of what follows."""
    parts = member.split("/")
    name = parts[-1]
    is_hash = len(name) == 64 and set(name) <= set("0123456789abcdef")
    if parts != [BLOBS, name[:2], name] or not is_hash:
        raise _broken(file, member)
    target = None
    if blobs is not None:
        target = blobs / name[:2] / name
        target.parent.mkdir(parents=True, exist_ok=True)
    if _poured(stream, target) != name:
        raise _broken(file, member)
    return name


def _poured(stream: IO[bytes], target: Path | None) -> str:
    """Copies the bytes, through to the disk, and returns their SHA-256."""
    digest = hashlib.sha256()
    out = target.open("wb") if target else None
    try:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            if out:
                out.write(piece)
        if out:
            out.flush()
            os.fdatasync(out.fileno())
    finally:
        if out:
            out.close()
    return digest.hexdigest()


def _broken(file: Path, what: str) -> Refused:
    return Refused("{file} is no whole backup: {what} is not as it was written.", file=str(file), what=what)


def _made_whole(manifest: Manifest, scratch: Path, names: frozenset[str]) -> None:
    """The archive's database as a SQLite file in the scratch place, whatever it was, and checked."""
    if manifest.kind != "sqlite":
        _load(manifest, scratch, f"sqlite:///{scratch / SQLITE_FILE}")
    _check(scratch / SQLITE_FILE, manifest, names)


def _check(piece: Path, manifest: Manifest, names: frozenset[str]) -> None:
    """The restored database is sound, has as many letters as were written, and whatever it names is in the archive."""
    database = opened(f"sqlite:///{piece}")
    try:
        faults = faults_found(database)
        if faults:
            raise Refused("The copy of the database is damaged: {fault}", fault=faults[0])
        with database.reading() as session:
            letters = copies.count_of(session, LetterRow)
            letters_kept = select(LetterRow.sha256).where(LetterRow.forgotten_at.is_(None))
            named = {*session.scalars(letters_kept), *session.scalars(select(MessageRow.sha256))}
    finally:
        database.close()
    if letters != manifest.letters:
        raise Refused(
            "The copy has {found} letters, {expected} were written.", found=letters, expected=manifest.letters
        )
    missing = min(named - names - {None, ""}, default=None)
    if missing:
        raise Refused("The file of a letter is missing in the store: {name}", name=missing)


def _check_empty(url: str, store: Path) -> None:
    target = file_of(url)
    if target is not None and target.exists():
        raise Refused("{file} is there already. Restore into an empty place, or move it away first.", file=str(target))
    if store.exists() and any(store.iterdir()):
        raise Refused("{folder} is not empty. Restore into an empty place, or move it away first.", folder=str(store))
    if target is None:
        database = opened(url)
        try:
            if version_of(database) is not None:
                raise Refused("The database is in use already. Restore into an empty one.")
        finally:
            database.close()


def _put_files(made: Path, store: Path) -> None:
    """Before the database: whatever its rows name is there already."""
    made.mkdir(exist_ok=True)
    for folder in made.iterdir():
        sync_folder(folder)
    sync_folder(made)
    if store.exists():
        store.rmdir()
    shutil.move(made, store)
    sync_folder(store.parent)


def _put_in_place(piece: Path, target: Path) -> None:
    """In one step: whoever is killed before it has no database at all rather than one that is not held."""
    draft = target.with_name(f".{target.name}{_PART}")
    shutil.move(piece, draft)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(target)
    sync_folder(target.parent)


def _load(manifest: Manifest, scratch: Path, url: str) -> None:
    """The rows of an archive into a database without a schema, all or nothing."""
    database = opened(url)
    try:
        with database.engine.connect() as connection, connection.begin():
            migrations.upgrade(connection, manifest.schema)
            copies.loaded(connection, scratch / ROWS)
    finally:
        database.close()


def _moved_to(url: str, scratch: Path) -> None:
    """From the scratch place, where it is held already, into another kind of database."""
    rows = scratch / ROWS
    source = opened(f"sqlite:///{scratch / SQLITE_FILE}")
    copies.dumped(source, rows)
    source.close()
    database = opened(url)
    try:
        with database.engine.connect() as connection, connection.begin():
            migrations.upgrade(connection)
            copies.loaded(connection, rows)
    finally:
        database.close()


def _hold(piece: Path, manifest: Manifest, now: datetime) -> None:
    """Brings it up to this program's schema and holds it, while it is nobody's database yet."""
    database = opened(f"sqlite:///{piece}")
    try:
        with database.engine.connect() as connection, connection.begin():
            migrations.upgrade(connection)
            with Session(connection) as session:
                remember(session, "held", {"since": now.isoformat(), "reason": "restored", "of": manifest.made_at}, now)
                session.flush()
    finally:
        database.close()


def _letters_in(piece: Path) -> int:
    """How many letters the copy has: more may have come since it was made."""
    if piece.name == ROWS:
        return copies.rows_in(piece, LetterRow.__tablename__)
    database = opened(f"sqlite:///{piece}")
    try:
        with database.reading() as session:
            return copies.count_of(session, LetterRow)
    finally:
        database.close()


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One at a time; what a killed one has left lying is cleared away. The system gives the lock back when a process ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                "Another backup or restore is at work in {folder}. Wait for it.", folder=str(folder)
            ) from None
        for left in (*folder.glob(f"{_BACKUP}*"), *folder.glob(f"{_RESTORE}*")):
            shutil.rmtree(left, ignore_errors=True)
        for left in folder.glob(f".*{_PART}"):
            left.unlink(missing_ok=True)
        yield
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
