"""The schema's history: Alembic changes it here and nowhere else, inside the caller's transaction."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

HEAD = "head"
BASE = "base"


def versions() -> tuple[str, ...]:
    """All versions that this program knows, the oldest first."""
    return tuple(each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions())[::-1]


def version_of(connection: Connection) -> str | None:
    """The version of the schema that the database has; None where there is none yet."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Brings the schema up to a version. All of it or nothing: the caller commits."""
    command.upgrade(_config(connection), to)


def downgrade(connection: Connection, to: str = BASE) -> None:
    """Takes the schema back to a version. All of it or nothing: the caller commits."""
    command.downgrade(_config(connection), to)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
