"""F24, under way: whoever writes into a file that nobody will find again loses everything without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database, DatabaseGone, opened
from tests.faults.service import Service


@pytest.mark.experiment("F24", "the database file is deleted under the service", "exit 75, no new database, 0 answers")
def test_a_service_whose_database_is_deleted_leaves_and_answers_nobody(tmp_path: Path) -> None:
    with Service(tmp_path) as service:
        service.start()
        assert service.ready()
        for each in tmp_path.glob("infodesk.db*"):
            each.unlink()
        service.customer_writes()
        assert service.process is not None
        assert service.process.wait(30) == 75
        assert not service.chat.asked("sendMessage"), "a card for a letter that is nowhere written down"
        assert not list(tmp_path.glob("infodesk.db")), "no new database was made silently"
        assert "deleted or replaced" in service.log()


def test_what_is_written_into_a_replaced_file_is_refused(sqlite_database: Database, sqlite_url: str) -> None:
    with sqlite_database.deciding() as session:
        session.rollback()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    file.rename(file.with_suffix(".away"))
    file.write_bytes(file.with_suffix(".away").read_bytes())
    with pytest.raises(DatabaseGone), sqlite_database.deciding():
        pass


def test_a_database_that_is_made_after_it_was_opened_is_the_one_that_counts(tmp_path: Path) -> None:
    database = opened(f"sqlite:///{tmp_path / 'new.db'}")
    for _ in range(2):
        with database.deciding() as session:
            session.connection()
            session.commit()
    database.close()
