"""Who may do what and see whose: roles, and the three depths of sight (R41, R42, R263, R328; C8)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the policy's table of approvals names roles
    from rules.policy import Policy


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    DISPATCHER = "dispatcher"
    SALESPERSON = "salesperson"
    MERCHANDISER = "merchandiser"
    PRODUCTION = "production"
    PURCHASING = "purchasing"
    ACCOUNTING = "accounting"
    VIEWER = "viewer"


EVERYBODY = frozenset(Role)
SALES = frozenset({Role.SALESPERSON, Role.SUPERVISOR, Role.DISPATCHER, Role.MANAGER})
DISPATCHERS = frozenset({Role.DISPATCHER, Role.MANAGER})
MANAGERS = frozenset({Role.MANAGER})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
OVERSEERS = frozenset({Role.ADMINISTRATOR, Role.MANAGER})


class Sight(StrEnum):
    """How much of a customer's business somebody sees."""

    FULL = "full"
    STUB = "stub"
    """Number, name, country, owner, deadline (R42)."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person who asks: `id` of the colleague, her roles, and those whose deputy she is at this instant."""

    id: int
    roles: frozenset[str]
    stands_in_for: frozenset[int] = frozenset()

    def has(self, wanted: frozenset[Role]) -> bool:
        return any(role in self.roles for role in wanted)


def sight(viewer: Viewer, owner: int | None, policy: Policy) -> Sight:
    """How much the viewer sees of what belongs to that owner (None: to nobody yet). Deny by default.

    Owner, deputy, dispatcher and manager see everything (R41); sales people the stub; others nothing, unless the
    policy opens customers to the department or the company (C8).
    """
    if viewer.has(DISPATCHERS) or (owner is not None and owner in {viewer.id, *viewer.stands_in_for}):
        return Sight.FULL
    if viewer.has(SALES):
        return Sight.FULL if policy.visibility in {"department", "company"} else Sight.STUB
    return Sight.FULL if policy.visibility == "company" and viewer.roles else Sight.NONE
