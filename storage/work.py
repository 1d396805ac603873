"""Work: what a handler gets while it decides, and nothing else: the session, the instant, the policy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from rules.calendar import Calendar
from rules.policy import Policy
from storage.calendar import calendar_for

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """One decision in one transaction.

    `event` is the key of the happening (for the audit), `secret` the department's (for tokens). `happenings` gathers
    what is noted; it is written, sealed, when the decision ends. `read` holds what many decisions in one transaction need
    read only once; None for a decision by itself, which may change what it has read.
    """

    session: Session
    now: datetime
    policy: Policy
    event: str
    secret: bytes
    happenings: list[dict[str, Any]] = field(default_factory=list)
    read: dict[str, Any] | None = None

    def once(self, name: str, look: Callable[[], T]) -> T:
        """What `look` finds; among many letters in one transaction asked only once: for what no letter changes."""
        if self.read is None:
            return look()
        if name not in self.read:
            self.read[name] = look()
        found: T = self.read[name]
        return found

    @property
    def opening(self) -> datetime:
        """Now, or when working hours begin next."""
        return self.once("opening", lambda: self.calendar.opening_after(self.now))

    @property
    def calendar(self) -> Calendar:
        """The company calendar around now, two years ahead."""
        return calendar_for(self.policy, (self.now.year - 1, self.now.year, self.now.year + 1))
