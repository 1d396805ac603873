"""Backup and restore: everything comes back, nothing goes out until somebody says so, nothing is overwritten (F36, F37)."""

from __future__ import annotations

import io
import json
import tarfile
import threading
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest

from app.backup import backed_up, looked_through, restored
from app.sealing import is_sealed, key_made
from rules.refusal import Refused
from rules.words import line
from storage import happenings, pulse
from storage.blobs import Blobs
from storage.database import Database, opened
from storage.doubts import held_since
from storage.facts import fact
from storage.happenings import broken_seals
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.letters import LetterRow
from tests.storage.rows import AT, a_conversation, work_of

LATER = AT + timedelta(hours=1)


def a_letter(blobs: Blobs, raw: bytes) -> LetterRow:
    return LetterRow(
        sha256=blobs.keep(raw), size=len(raw), role="inbox", account="info", arrived_at=AT, kept_at=AT, state="kept"
    )


def filled(database: Database, store: Path) -> None:
    """Three letters, a conversation that was merged into a later one, a customer, a record."""
    blobs = Blobs(store)
    store.mkdir(exist_ok=True)
    with database.deciding() as session:
        session.add_all([a_letter(blobs, f"letter {n} 你好".encode()) for n in range(3)])
        later, former = (
            a_conversation(subject="later"),
            a_conversation(subject="former", wants=[["product", "泵", "泵"]]),
        )
        session.add(former)
        session.flush()
        session.add(later)
        session.flush()
        former.merged_into = later.id
        session.add(CustomerRow(name="Kunde", folded="kunde", first_contact_at=AT, entered_at=AT, owner_fixed=True))
        work = work_of(session)
        happenings.note(work, "opened", line("Opened."), conversation=1001)
        happenings.write(work)
        session.commit()


def check_filled(database: Database) -> None:
    with database.deciding() as session:
        former = session.get_one(ConversationRow, 1001)
        assert (former.merged_into, former.subject, former.wants) == (1002, "former", [["product", "泵", "泵"]])
        assert former.opened_at == AT
        customer = session.get_one(CustomerRow, 1)
        assert customer.owner_fixed is True
        assert list(broken_seals(session)) == []
        new = a_conversation()
        session.add(new)
        session.flush()
        assert new.id == 1003
        assert fact(session, "held")["reason"] == "restored"
        assert held_since(session) == LATER


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "elsewhere"


def test_a_restored_desk_has_everything_and_holds_its_tongue(
    database: Database, empty_url: str, tmp_path: Path, place: Path
) -> None:
    filled(database, tmp_path / "store")
    made = backed_up(database, tmp_path / "store", place / "desk.tar", AT)
    assert (made.letters, made.files) == (3, 3)
    assert restored(place / "desk.tar", empty_url, place / "store", LATER) == made
    again = opened(empty_url)
    check_filled(again)
    again.close()
    assert sorted(each.read_bytes() for each in (place / "store").glob("*/*")) == [
        f"letter {n} 你好".encode() for n in range(3)
    ]


def test_a_sealed_backup_opens_with_its_key_and_with_no_other(
    sqlite_database: Database, tmp_path: Path, place: Path
) -> None:
    """R330: nothing of a letter can be read in it, and without the key it is worth nothing."""
    filled(sqlite_database, tmp_path / "store")
    for name in ("key", "other"):
        key_made(place / name)
    assert (place / "key").stat().st_mode & 0o777 == 0o600
    file = place / "desk.tar.age"
    made = backed_up(sqlite_database, tmp_path / "store", file, AT, place / "key")
    assert is_sealed(file)
    assert b"letter 1" not in file.read_bytes()
    assert {each.name for each in place.iterdir()} == {"desk.tar.age", "key", "other"}, "nothing unsealed stays"
    for key, words in ((None, "is sealed"), (place / "other", "cannot be opened"), (place / "none", "cannot be read")):
        with pytest.raises(Refused, match=words):
            restored(file, f"sqlite:///{place}/new.db", place / "store", LATER, key)
        assert not (place / "new.db").exists()
    assert restored(file, f"sqlite:///{place}/new.db", place / "store", LATER, place / "key") == made
    back = opened(f"sqlite:///{place}/new.db")
    check_filled(back)
    back.close()


def test_a_bent_sealed_backup_is_refused(sqlite_database: Database, tmp_path: Path, place: Path) -> None:
    filled(sqlite_database, tmp_path / "store")
    key_made(place / "key")
    backed_up(sqlite_database, tmp_path / "store", place / "desk.tar.age", AT, place / "key")
    bent = bytearray((place / "desk.tar.age").read_bytes())
    bent[len(bent) // 2] ^= 1
    (place / "bent.age").write_bytes(bent)
    with pytest.raises(Refused, match="not whole"):
        restored(place / "bent.age", f"sqlite:///{place}/new.db", place / "store", LATER, place / "key")
    (place / "key").chmod(0o644)
    with pytest.raises(Refused, match="read by others"):
        backed_up(sqlite_database, tmp_path / "store", place / "again.age", AT, place / "key")


def test_a_backup_moves_a_desk_from_sqlite_to_postgresql_and_back(
    sqlite_database: Database, postgresql_server: str, tmp_path: Path, place: Path
) -> None:
    from tests.conftest import at, made

    filled(sqlite_database, tmp_path / "store")
    backed_up(sqlite_database, tmp_path / "store", place / "one.tar", AT)
    with made(postgresql_server, None) as name:
        url = at(postgresql_server, name)
        restored(place / "one.tar", url, place / "store", LATER)
        moved = opened(url)
        backed_up(moved, place / "store", place / "two.tar", LATER)
        moved.close()
    restored(place / "two.tar", f"sqlite:///{place}/back.db", place / "back", LATER)
    back = opened(f"sqlite:///{place}/back.db")
    check_filled(back)
    back.close()


def test_the_backup_is_noted_and_is_for_nobody_else(database: Database, tmp_path: Path, place: Path) -> None:
    filled(database, tmp_path / "store")
    backed_up(database, tmp_path / "store", place / "desk.tar", AT)
    assert (place / "desk.tar").stat().st_mode & 0o077 == 0
    assert [each.name for each in place.iterdir()] == ["desk.tar"]
    with database.reading() as session:
        assert pulse.last_backup(session) == AT


def test_nothing_is_overwritten(sqlite_database: Database, sqlite_url: str, tmp_path: Path, place: Path) -> None:
    filled(sqlite_database, tmp_path / "store")
    file = place / "desk.tar"
    backed_up(sqlite_database, tmp_path / "store", file, AT)
    with pytest.raises(Refused, match="never overwrites"):
        backed_up(sqlite_database, tmp_path / "store", file, AT)
    with pytest.raises(Refused, match="there already"):
        restored(file, sqlite_url, place / "store", LATER)
    with pytest.raises(Refused, match="not empty"):
        restored(file, f"sqlite:///{place}/new.db", tmp_path / "store", LATER)
    assert not (place / "new.db").exists()


def test_a_database_in_use_is_no_empty_place(
    database: Database, database_url: str, tmp_path: Path, place: Path
) -> None:
    filled(database, tmp_path / "store")
    backed_up(database, tmp_path / "store", place / "desk.tar", AT)
    with pytest.raises(Refused, match=r"empty"):
        restored(place / "desk.tar", database_url, place / "store", LATER)


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_an_archive_with_one_changed_byte_is_refused_and_nothing_is_restored(
    sqlite_database: Database, tmp_path: Path, place: Path, where: float
) -> None:
    filled(sqlite_database, tmp_path / "store")
    backed_up(sqlite_database, tmp_path / "store", place / "desk.tar", AT)
    raw = bytearray((place / "desk.tar").read_bytes())
    with tarfile.open(place / "desk.tar") as archive:
        member = archive.getmember("infodesk.db")
    raw[member.offset_data + int(member.size * where)] ^= 1
    (place / "bent.tar").write_bytes(raw)
    with pytest.raises(Refused, match="no whole backup"):
        restored(place / "bent.tar", f"sqlite:///{place}/new.db", place / "store", LATER)
    assert not (place / "new.db").exists()
    assert not (place / "store").exists()


def test_an_archive_that_was_cut_off_is_refused(sqlite_database: Database, tmp_path: Path, place: Path) -> None:
    filled(sqlite_database, tmp_path / "store")
    backed_up(sqlite_database, tmp_path / "store", place / "desk.tar", AT)
    raw = (place / "desk.tar").read_bytes()
    (place / "cut.tar").write_bytes(raw[: len(raw) // 2])
    with pytest.raises(Refused, match="no whole backup"):
        restored(place / "cut.tar", f"sqlite:///{place}/new.db", place / "store", LATER)


def test_an_archive_without_the_file_of_a_letter_is_refused(
    database: Database, empty_url: str, tmp_path: Path, place: Path
) -> None:
    filled(database, tmp_path / "store")
    manifest = backed_up(database, tmp_path / "store", place / "desk.tar", AT)
    less = json.dumps({**asdict(manifest), "files": manifest.files - 1}).encode()
    with tarfile.open(place / "desk.tar") as archive, tarfile.open(place / "less.tar", "w") as made:
        left_out = next(each for each in archive if each.name.startswith("store/"))
        for each in archive:
            content = less if each.name == "manifest.json" else archive.extractfile(each).read()  # type: ignore[union-attr]
            each.size = len(content)
            if each.name != left_out.name:
                made.addfile(each, io.BytesIO(content))
    with pytest.raises(Refused, match="The file of a letter is missing"):
        restored(place / "less.tar", empty_url, place / "store", LATER)
    assert not (place / "store").exists()


def test_a_name_in_an_archive_is_never_a_path(sqlite_database: Database, tmp_path: Path, place: Path) -> None:
    filled(sqlite_database, tmp_path / "store")
    backed_up(sqlite_database, tmp_path / "store", place / "desk.tar", AT)
    (tmp_path / "evil").write_bytes(b"evil")
    with tarfile.open(place / "desk.tar", "a") as archive:
        archive.add(tmp_path / "evil", "store/../../evil-was-here")
    with pytest.raises(Refused, match="no whole backup"):
        restored(place / "desk.tar", f"sqlite:///{place}/new.db", place / "store", LATER)
    assert not list(tmp_path.rglob("evil-was-here"))


def test_a_letter_whose_file_is_missing_makes_no_backup(sqlite_database: Database, tmp_path: Path, place: Path) -> None:
    filled(sqlite_database, tmp_path / "store")
    next((tmp_path / "store").glob("*/*")).unlink()
    with pytest.raises(Refused, match="missing in the store"):
        backed_up(sqlite_database, tmp_path / "store", place / "desk.tar", AT)
    assert list(place.iterdir()) == []


def test_a_hot_backup_holds_all_that_was_acknowledged_before_it_began(
    sqlite_database: Database, sqlite_url: str, tmp_path: Path, place: Path
) -> None:
    """F37 in short: three backups while letters keep coming; each is whole and has what was there when it began."""
    store = tmp_path / "store"
    store.mkdir()
    acknowledged: list[str] = []
    ending = threading.Event()

    def letters_keep_coming() -> None:
        database, blobs, count = opened(sqlite_url), Blobs(store), 0
        while not ending.is_set():
            count += 1
            with database.deciding() as session:
                letter = a_letter(blobs, f"letter {count}".encode())
                session.add(letter)
                session.commit()
            acknowledged.append(letter.sha256)
        database.close()

    writer = threading.Thread(target=letters_keep_coming)
    writer.start()
    try:
        for number in range(3):
            before = len(acknowledged)
            made = backed_up(sqlite_database, store, place / f"{number}.tar", AT)
            assert made.letters >= before
            (place / str(number)).mkdir()
            assert looked_through(place / f"{number}.tar", place / str(number)) == made
    finally:
        ending.set()
        writer.join(30)
    assert len(acknowledged) > 3
