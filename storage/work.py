"""Work: what a handler gets while it decides, and nothing else: the session, the instant, the policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from rules.calendar import Calendar
from rules.policy import Policy
from storage.calendar import calendar_for


@dataclass(frozen=True, slots=True)
class Work:
    """One decision in one transaction.

    `event` is the key of the happening (for the audit), `secret` the department's (for tokens). `happenings` gathers
    what is noted; it is written, sealed, when the decision ends.
    """

    session: Session
    now: datetime
    policy: Policy
    event: str
    secret: bytes
    happenings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def calendar(self) -> Calendar:
        """The company calendar around now, two years ahead."""
        return calendar_for(self.policy, (self.now.year - 1, self.now.year, self.now.year + 1))
