"""The clock on the wall: the one place that asks what time it is. Everybody else is handed the instant."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)
