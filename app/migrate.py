"""The schema brought up to date before anything else starts; a schema newer than the program is refused (F41)."""

from __future__ import annotations

from sqlalchemy import Connection, text

from rules.refusal import Refused
from storage import migrations
from storage.database import Database


def upgrade(database: Database) -> bool:
    """Brings the schema up to this program's version, all or nothing; False if it was up to date.

    Refuses a schema that a newer program has made.
    """
    with database.engine.connect() as connection, connection.begin():
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(20260101)"))
        if _checked(connection) == migrations.versions()[-1]:
            return False
        migrations.upgrade(connection)
    return True


def version_of(database: Database) -> str | None:
    """The version of the database's schema; None where there is none yet."""
    with database.engine.execution_options(looking=True).connect() as connection:
        return migrations.version_of(connection)


def checked(database: Database) -> bool:
    """Whether the schema is this program's. Refuses one that a newer program has made; changes nothing."""
    with database.engine.execution_options(looking=True).connect() as connection:
        return _checked(connection) == migrations.versions()[-1]


def _checked(connection: Connection) -> str | None:
    version = migrations.version_of(connection)
    known = migrations.versions()
    if version is not None and version not in known:
        raise Refused(
            "The database has schema {version}, this program knows {known} at most. Start the newer program again,"
            " or restore a backup from before the upgrade: infodesk restore FILE",
            version=version,
            known=known[-1],
        )
    return version
