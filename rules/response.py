"""How fast customers were answered: median, the time within which nine of ten were, and how many promises were kept (R60)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Answer:
    """One letter that was to be answered. `minutes` are working minutes until the answer; None while there is none."""

    group: str
    minutes: int | None
    kept: bool


@dataclass(frozen=True, slots=True)
class Speed:
    """The figures of a group. `kept` of `count` were answered in time; the times are of those that were answered."""

    group: str
    count: int
    kept: int
    median: timedelta | None
    ninety: timedelta | None

    @property
    def per_cent(self) -> int:
        return 100 * self.kept // self.count if self.count else 0


def speed_of(group: str, answers: Iterable[Answer]) -> Speed:
    """The figures of these answers; percentiles by nearest rank, so each is a time that really was."""
    known = list(answers)
    minutes = sorted(each.minutes for each in known if each.minutes is not None)
    return Speed(group, len(known), sum(1 for each in known if each.kept), _rank(minutes, 50), _rank(minutes, 90))


def speeds(answers: Iterable[Answer]) -> list[Speed]:
    """The figures of each group, the one with the most letters first."""
    groups: dict[str, list[Answer]] = defaultdict(list)
    for each in answers:
        groups[each.group].append(each)
    found = [speed_of(group, members) for group, members in groups.items()]
    return sorted(found, key=lambda each: (-each.count, each.group))


def _rank(minutes: list[int], per_cent: int) -> timedelta | None:
    if not minutes:
        return None
    return timedelta(minutes=minutes[max(0, -(-len(minutes) * per_cent // 100) - 1)])
