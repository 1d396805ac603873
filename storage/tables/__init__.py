"""Every table of the department, a file per noun; importing this package makes the schema known."""

from storage.tables import (
    approvals,
    colleagues,
    conversations,
    customers,
    floods,
    forgetting,
    happenings,
    learning,
    letters,
    machine,
    outbox,
    papers,
    policy,
    products,
    quotes,
    updates,
)
from storage.tables.base import Base

__all__ = [
    "Base",
    "approvals",
    "colleagues",
    "conversations",
    "customers",
    "floods",
    "forgetting",
    "happenings",
    "learning",
    "letters",
    "machine",
    "outbox",
    "papers",
    "policy",
    "products",
    "quotes",
    "updates",
]
