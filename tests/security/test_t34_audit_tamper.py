"""T34: whoever changes the record of who did what, in the database itself, is found out.

Suffered: audit tables of help desks are plain tables; an administrator of the database, or an SQL injection like
osTicket's CVE-2022-32132, rewrites them without a trace. A chain of seals alone does not tell that its end was cut off.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.anchors import Anchors, last_noted, note_down, noted, place_of
from app.cli import called
from app.perform import Performer
from app.troubles import Troubles
from storage.audit import Anchor, newest, sealed
from storage.blobs import Blobs
from storage.database import Database, opened, sqlite_library
from storage.happenings import SEALED, _sealed
from tests.dialogues.desk import Desk
from tests.experiments import SEED, Seen

COLUMNS = (*SEALED, "seal")
LIBRARY = sqlite_library()
"""One library for all: two of them in one process take each other's locks away."""
Forgery = Callable[[Any], object]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a department that has worked for a morning; every test works on a copy."""
    folder = tmp_path_factory.mktemp("t34")
    desk = Desk(folder).hires("Ana").hires("Max", "manager", "administrator")
    desk.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example").receives().says("Ana", "/show 1001")
    desk.says("Ana", "/note 1001 called: he asks for 中文 and a\tlist").says("Ana", "/urgent 1001").says(
        "Max", "/show 1001"
    )
    desk.close()
    with LIBRARY.connect(folder / "desk.db") as raw:
        raw.execute("DROP TRIGGER happenings_not_changed")
        raw.execute("DROP TRIGGER happenings_not_removed")
    raw.close()
    return folder / "desk.db"


@pytest.fixture(scope="module")
def copy(record: Path) -> Iterator[Database]:
    """A copy, opened; each forgery is given back after it was looked at."""
    shutil.copyfile(record, record.with_name("copy.db"))
    database = opened(f"sqlite:///{record.with_name('copy.db')}")
    yield database
    database.close()


def found_out(copy: Database, forge: Forgery, anchors: Iterable[Anchor] = ()) -> bool:
    """Whether verifying says so. A forgery that the database itself refuses is found out, too."""
    with copy.deciding() as session:
        raw: Any = session.connection().connection.driver_connection
        try:
            forge(raw)
        except LIBRARY.IntegrityError:
            return True
        found = sealed(session, anchors)
        session.rollback()
    return not found.is_whole


def run(statement: str, *values: object) -> Forgery:
    return lambda raw: raw.execute(statement, values)


def rows_of(file: Path) -> list[dict[str, Any]]:
    with LIBRARY.connect(file) as raw:
        raw.row_factory = LIBRARY.Row
        found = [dict(each) for each in raw.execute("SELECT * FROM happenings ORDER BY id")]
    raw.close()
    return found


def flips(row: dict[str, Any]) -> Iterator[tuple[str, Forgery]]:
    """Every single bit of every value of the row, each as a forgery of its own."""
    number = row["id"]
    for column in COLUMNS:
        value = row[column]
        if value is None:
            continue
        if isinstance(value, int):
            for bit in range(31):
                yield column, _set(column, number, value ^ (1 << bit))
            continue
        content = value.encode()
        for place in range(len(content) * 8):
            spoilt = bytearray(content)
            spoilt[place // 8] ^= 1 << place % 8
            yield column, _set(column, number, bytes(spoilt))


def _set(column: str, number: int, value: object) -> Forgery:
    """Text stays text, also where its bytes are none."""
    new = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
    return lambda raw: raw.execute(f'UPDATE happenings SET "{column}" = {new} WHERE id = ?', (value, number))


@pytest.mark.experiment("T34", "100 single bits flipped in the record, by lot", "each found out")
def test_a_flipped_bit_is_found_out(record: Path, copy: Database, seen: Seen) -> None:
    chosen = [each for row in rows_of(record) for each in flips(row)]
    some = random.Random(SEED).sample(chosen, 100)
    missed = [column for column, forge in some if not found_out(copy, forge)]
    assert not missed
    assert not found_out(copy, lambda raw: None), "the record itself is whole"
    seen(f"{len(some)} of {len(chosen)} bits, {len(missed)} missed")


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.experiment("T34", "every bit of one row, and 3,000 of all others by lot", "each found out")
def test_every_flipped_bit_is_found_out(record: Path, copy: Database, seen: Seen) -> None:
    rows = rows_of(record)
    others = [each for row in rows[:-1] for each in flips(row)]
    chosen = [*flips(rows[-1]), *random.Random(SEED).sample(others, 3000)]
    missed = [column for column, forge in chosen if not found_out(copy, forge)]
    seen(f"{len(chosen)} bits, {len(missed)} missed")
    assert not missed


@pytest.mark.experiment("T34", "each row taken away, each two swapped, one added, the end cut", "each found out")
def test_rows_taken_away_swapped_added_or_cut_off_are_found_out(record: Path, copy: Database, seen: Seen) -> None:
    numbers = [each["id"] for each in rows_of(record)]
    tried = 0
    for one in numbers:
        assert found_out(copy, run("DELETE FROM happenings WHERE id = ?", one)), one
        for other in (each for each in numbers if each > one):
            assert found_out(copy, partial(_swapped, one=one, other=other)), (one, other)
            tried += 1
        if one != numbers[0]:
            assert found_out(copy, run("DELETE FROM happenings WHERE id >= ?", one)), one
        tried += 2
    again = (
        "INSERT INTO happenings SELECT NULL, at, event, actor, verb, conversation_id, customer_id, letter_id, words,"
    )
    assert found_out(copy, lambda raw: raw.execute(f'{again} "before", "after", seal FROM happenings LIMIT 1'))
    for number in (numbers[3], numbers[-1]):
        for bit in range(20):
            renumbered = run("UPDATE happenings SET id = ? WHERE id = ?", number ^ (1 << bit), number)
            assert found_out(copy, renumbered), (number, bit)
    seen(f"{tried + 41} forgeries, 0 missed")


def _swapped(raw: Any, one: int, other: int) -> None:
    for number, to in ((one, -1), (other, one), (-1, other)):
        raw.execute("UPDATE happenings SET id = ? WHERE id = ?", (to, number))


def _made_anew(raw: Any) -> None:
    """The most that somebody can do who has the program and the database: another story, and a chain that fits it."""
    names = ", ".join(f'"{each}"' for each in SEALED)
    former = ""
    for number, *values in raw.execute(f"SELECT id, {names} FROM happenings ORDER BY id").fetchall():
        told = dict(zip(SEALED, values, strict=True))
        told["words"] = told["words"].replace("Ana", "Bob")
        plain = {each: json.loads(told[each]) if told[each] else None for each in ("words", "before", "after")}
        at = datetime.fromisoformat(told["at"]).replace(tzinfo=UTC)
        former = _sealed(former, {**told, **plain, "at": at})
        raw.execute("UPDATE happenings SET words = ?, seal = ? WHERE id = ?", (told["words"], former, number))


@pytest.mark.experiment(
    "T34", "the end cut with its count; the whole chain made anew", "found out by the anchor outside"
)
def test_what_the_chain_cannot_tell_the_anchors_tell(record: Path, copy: Database, seen: Seen) -> None:
    with copy.reading() as session:
        anchor = newest(session)
    assert anchor is not None

    def cut(raw: Any) -> None:
        raw.execute("DELETE FROM happenings WHERE id > ?", (anchor.number - 2,))
        raw.execute("UPDATE sqlite_sequence SET seq = seq - 2 WHERE name = 'happenings'")

    assert not found_out(copy, cut), "nobody can tell from the database alone"
    assert found_out(copy, cut, [anchor])
    assert not found_out(copy, _made_anew), "nobody can tell from the database alone"
    assert found_out(copy, _made_anew, [anchor])
    seen("2 of 2 by the anchor; by the database alone neither")


@pytest.fixture
def settings(record: Path, tmp_path: Path) -> Path:
    shutil.copyfile(record, tmp_path / "infodesk.db")
    (tmp_path / "infodesk.toml").write_text("", encoding="utf-8")
    return tmp_path / "infodesk.toml"


def test_audit_verify_tells_it_and_exits_with_one(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def verified() -> tuple[int, str]:
        return called(["audit", "verify", "--config", str(settings)]), capsys.readouterr().out

    numbers = [each["id"] for each in rows_of(settings.with_name("infodesk.db"))]
    assert verified() == (0, f"{len(numbers)} entries, every seal holds; 0 anchors outside of the database agree\n")
    raw = LIBRARY.connect(settings.with_name("infodesk.db"), isolation_level=None)
    raw.execute("DELETE FROM happenings WHERE id = ?", (numbers[-1],))
    assert verified() == (1, f"{len(numbers) - 1} entries; 1 are missing at the end\n")
    raw.execute("UPDATE happenings SET actor = 99 WHERE id = ?", (numbers[1],))
    assert f"the seal is broken at number {numbers[1]}" in verified()[1]
    raw.close()


async def test_the_service_notes_anchors_and_tells_once_when_one_does_not_hold(record: Path, tmp_path: Path) -> None:
    shutil.copyfile(record, tmp_path / "infodesk.db")
    database = opened(f"sqlite:///{tmp_path / 'infodesk.db'}")
    performer = Performer(database, Blobs(tmp_path), lambda: datetime(2026, 3, 2, 4, tzinfo=UTC))
    anchors = Anchors(performer, Troubles(performer), place_of(tmp_path / "store"))
    assert await anchors.once()
    assert await anchors.once()
    assert len(noted(anchors.file)) == 1, "where nothing happened nothing is noted"
    raw = LIBRARY.connect(tmp_path / "infodesk.db", isolation_level=None)
    raw.execute("DELETE FROM happenings WHERE id = (SELECT max(id) FROM happenings)")
    assert not await anchors.once()
    assert not await anchors.once()
    told = raw.execute("SELECT count(*) FROM outbox WHERE body LIKE '%changed or cut outside%'").fetchone()[0]
    assert told == 1
    assert len(noted(anchors.file)) == 1, "the proof is not noted over"
    raw.close()
    performer.close()
    database.close()


def test_a_torn_line_is_no_anchor(tmp_path: Path) -> None:
    note_down(tmp_path / "x.seals", Anchor(7, "a" * 64), datetime(2026, 3, 2, tzinfo=UTC))
    with (tmp_path / "x.seals").open("a") as out:
        out.write("2026-03-02T01:00:00+00:00 8 abc")
    assert noted(tmp_path / "x.seals") == [Anchor(7, "a" * 64)]
    assert noted(tmp_path / "none.seals") == []


@pytest.mark.parametrize("torn", ["", "2026-03-02T01:00:00+00:00 8 abc", "x" * 9000])
def test_the_last_anchor_is_read_from_the_end_of_a_long_file(tmp_path: Path, torn: str) -> None:
    file = tmp_path / "x.seals"
    assert last_noted(file) is None
    for number in range(1, 201):
        note_down(file, Anchor(number, f"{number:064}"), datetime(2026, 3, 2, tzinfo=UTC))
    with file.open("a") as out:
        out.write(torn)
    assert last_noted(file) == noted(file)[-1] == Anchor(200, f"{200:064}")
