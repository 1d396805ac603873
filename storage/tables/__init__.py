"""Every table of the department, a file per noun; importing this package makes the schema known."""

from storage.tables import (
    colleagues,
    conversations,
    customers,
    happenings,
    letters,
    machine,
    outbox,
    policy,
    updates,
)
from storage.tables.base import Base

__all__ = [
    "Base",
    "colleagues",
    "conversations",
    "customers",
    "happenings",
    "letters",
    "machine",
    "outbox",
    "policy",
    "updates",
]
