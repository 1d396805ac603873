"""F42: a letter a second and commands, with faults by lot every half minute: nothing is lost, and nothing grows.

Ten minutes in `make faults`; longer with INFODESK_TEST_SOAK_HOURS=24.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.experiments import SEED, Seen
from tests.faults.load import Load, mails
from tests.faults.service import Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
HOURS = float(os.environ.get("INFODESK_TEST_SOAK_HOURS", "0")) or 1 / 6
WARM = 0.4
"""The share of each life after which its size is looked at: caches and connections have been filled by then."""
GROWTH = 10.0
"""MB an hour."""
LONG_ENOUGH = 3600.0
"""Seconds of one life from which on a slope is judged; in ten minutes it is told, and a bound is kept that noise keeps, too."""


@dataclass
class Size:
    """What a process takes: (seconds since its start, resident MB, open files)."""

    pid: int
    since: float = field(default_factory=time.monotonic)
    seen: list[tuple[float, float, int]] = field(default_factory=list)

    def look(self) -> None:
        try:
            pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
            files = len(os.listdir(f"/proc/{self.pid}/fd"))
        except OSError:
            return
        self.seen.append((time.monotonic() - self.since, pages * os.sysconf("SC_PAGE_SIZE") / 1e6, files))

    def warm(self) -> list[tuple[float, float, int]]:
        return [each for each in self.seen if each[0] >= WARM * self.seen[-1][0]]

    def slope(self) -> float:
        """MB an hour by the line of least squares through what was seen after the warming."""
        points = self.warm()
        middle = sum(at for at, _, _ in points) / len(points)
        mean = sum(size for _, size, _ in points) / len(points)
        spread = sum((at - middle) ** 2 for at, _, _ in points)
        return 3600 * sum((at - middle) * (size - mean) for at, size, _ in points) / spread if spread else 0.0


@dataclass
class Soak:
    """The service, its load, and what befalls it."""

    service: Service
    dice: random.Random
    befell: Counter[str] = field(default_factory=Counter)
    lives: list[Size] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.load = Load(self.service, self.dice)
        self.begin()

    def begin(self) -> None:
        self.service.start()
        assert self.service.ready(60), self.service.log()[-3000:]
        assert self.service.process is not None
        self.lives.append(Size(self.service.process.pid))

    def goes_on(self, seconds: float, every: float = 30.0, kills: bool = True) -> None:
        """One letter a second, a command every five, a fault every half minute."""
        began, second = time.monotonic(), 0
        faults = self._faults(kills)
        while time.monotonic() - began < seconds:
            self.load.letter()
            if second % 5 == 4:
                self.load.command()
            if second and second % every == 0:
                name = self.dice.choice(sorted(faults))
                self.befell[name] += 1
                faults[name]()
            if second % 5 == 0:
                self.lives[-1].look()
            second += 1
            time.sleep(max(0.0, began + second - time.monotonic()))

    def _faults(self, kills: bool) -> dict[str, Callable[[], None]]:
        lines = (self.service.imap_line, self.service.smtp_line, self.service.chat_line)
        found: dict[str, Callable[[], None]] = {f"{each.protocol} reset": each.now().reset for each in lines}
        found["smtp later"] = lambda: self.service.smtp_line.on("MAIL").refuse("451 4.3.0 later")
        found["chat 500"] = lambda: self.service.chat_line.on("sendMessage").refuse("500 Internal Server Error")
        found["reader killed"] = self.service.readers_die
        if kills:
            found["killed"] = self._killed
        return found

    def _killed(self) -> None:
        self.service.kill()
        self.begin()


def soaked(folder: Path, seconds: float, every: float, seen: Seen, kills: bool) -> None:
    """The load, then rest; tells how it grew. Without kills there is one life, whose growth means something."""
    with Service(folder) as service:
        soak = Soak(service, random.Random(SEED))
        soak.goes_on(seconds, every, kills)
        assert service.settled(180), service.log()[-3000:]
        service.clock_is_ahead(service.ahead + 3600)
        assert service.settled(180), service.log()[-3000:]
        longest = max(soak.lives, key=lambda each: each.seen[-1][0] if each.seen else 0.0)
        warm = longest.warm()
        assert service.ends() == 0
        service.invariants_hold()
        files = [count for _, _, count in warm]
        doubled = sum(count - 1 for count in mails(service).values())
        seen(f"{service.letters} letters, lost 0, {doubled} mails twice, {soak.befell.total()} faults")
        seen(f"RSS {warm[0][1]:.0f} to {warm[-1][1]:.0f} MB, {longest.slope():.0f} MB/h")
        seen(f"files {min(files)} to {max(files)}")
        assert max(files[-3:]) <= min(files) + 12, f"open files grow: {files}"
        if longest.seen[-1][0] >= LONG_ENOUGH:
            assert longest.slope() <= GROWTH


@pytest.mark.experiment("F42", "12 s of a letter a second with resets and a kill", "lost 0, files constant")
def test_a_short_soak_loses_nothing(tmp_path: Path, seen: Seen) -> None:
    soaked(tmp_path, 12, 4, seen, kills=True)


@pytest.mark.slow
@pytest.mark.timeout(int(HOURS * 3600) + 1200)
@pytest.mark.experiment("F42", "10 min of a letter a second, a fault each 30 s", "lost 0, files constant, RSS told")
def test_a_soak_loses_nothing_and_grows_not(tmp_path: Path, seen: Seen) -> None:
    soaked(tmp_path, HOURS * 3600, 30, seen, kills=False)
