"""The schema's history: Alembic changes it here and nowhere else, inside the caller's transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "head"
BASE = "base"
_HOME = Path(__file__).parent


def versions() -> tuple[str, ...]:
    """All versions that this program knows, the oldest first: the numbers with which their files begin."""
    return tuple(sorted(each.name.partition("_")[0] for each in (_HOME / "versions").glob("[0-9]*_*.py")))


def version_of(connection: Connection) -> str | None:
    """The version of the schema that the database has; None where there is none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Brings the schema up to a version. All of it or nothing: the caller commits."""
    from alembic import command  # half a second of loading, which a start that changes nothing need not pay

    command.upgrade(_config(connection), to)


def downgrade(connection: Connection, to: str = BASE) -> None:
    """Takes the schema back to a version. All of it or nothing: the caller commits."""
    from alembic import command  # as above

    command.downgrade(_config(connection), to)


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # as above

    config = Config()
    config.set_main_option("script_location", str(_HOME).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
