"""The course of an order as a value: when each stage was planned, is expected, and was reached (R192, R197)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.order_moves import Stage


@dataclass(frozen=True, slots=True)
class Step:
    """A stage and its days; `planned` is what was promised, `expected` what is likely now."""

    stage: Stage
    planned: date | None = None
    expected: date | None = None
    reached: date | None = None

    def behind(self, today: date) -> int | None:
        """By how many days it is, or will be, later than planned (negative: sooner); None where nothing is to be compared.

        What is not reached is not expected before today.
        """
        if self.planned is None:
            return None
        if self.reached is not None:
            return (self.reached - self.planned).days
        return (max(self.expected or self.planned, today) - self.planned).days


@dataclass(frozen=True, slots=True)
class Course:
    """An order from its first stage to its last, as on one day."""

    number: str
    who: str
    stage: Stage
    today: date
    steps: tuple[Step, ...]
    promised: date | None = None
    latest: date | None = None
    """By the letter of credit."""
    on_hold: bool = False
    is_ended: bool = False

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that is known of it, and today while it goes on."""
        told = [each for step in self.steps for each in (step.planned, step.expected, step.reached)]
        known = [each for each in (*told, self.promised, self.latest) if each is not None]
        return tuple(sorted([*known, self.today] if not self.is_ended or not known else known))
