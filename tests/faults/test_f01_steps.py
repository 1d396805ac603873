"""F01: the power goes out at every named step, the first, second and fifth time it comes there; then life goes on."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest

from tests.experiments import SEED, Seen
from tests.faults.load import Load, mails, sayings
from tests.faults.service import ANA, DOOR, Service
from tests.faults.wrapped import MAY_DOUBLE, POINTS

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
OCCURRENCES = (1, 2, 5)
SHORT = (
    "intake: after commit",
    "parse: before commit",
    "smtp: dot sent",
    "chat: request sent",
    "updates: persisted",
    "clock: before commit",
)
"""The points that `make test` tries, once each; `make faults` tries all, three times each."""
FAMILIES = {family: tuple(points) for family, points in groupby(POINTS, lambda point: point.partition(":")[0])}
MOVE = {"facts", "folders"}
"""Tables that say when something was looked at last: they may differ after a start in which nothing happens."""
JUMPED = "The clock of this machine"
"""What is said of the test's own setting of the clock, each time anew."""
SUMMED = "More came than I show one by one"
"""Said once a minute, at times in the same words."""
PULSES = 2.0
"""Seconds in which the clockwork has told everything that is due."""
QUICK = {"app.delivery.LONGEST_SLEEP": 0.3, "app.clock.PULSE_SECONDS": 0.3}


class Under:
    """A service under fire: one kill after another, each followed by a resume, all at the same servers."""

    def __init__(self, folder: Path) -> None:
        self.service = Service(folder, constants=QUICK)
        self.load = Load(self.service, random.Random(SEED))
        self.reached = self.doubles = 0
        self.faults: list[str] = []

    def killed(self, point: str, occurrence: int) -> None:
        """Starts with that kill in it, gives it work until it dies, starts it again and waits until all is done."""
        before = _copies(self.service)
        self.service.start(point, occurrence, quick_readers=point != "parse: child started")
        feed = WORK[point.partition(":")[0]]
        for number in range(occurrence + 3):
            feed(self, number)
            if self.service.until(lambda: self._ended() or self.service.settled(0.01), 20) and self._ended():
                break
        under_way = set[str]()
        if self._ended() and self.service.dies(1):
            self.reached += 1
            under_way = {kind for (kind,) in self.service.ask("SELECT kind FROM outbox WHERE state = 'sending'")}
            self.service.start(quick_readers=True)
        else:
            self.faults.append(f"{point}, occurrence {occurrence}, was not reached")
        self._comes_to_rest(point)
        self._counted(point, occurrence, _copies(self.service) - before, under_way)
        assert not self._ended(), self.service.log()[-3000:]
        self.service.leaves()

    def _comes_to_rest(self, point: str) -> None:
        """All is done; then a minute passes, in which what nobody knows goes once more, and all is done again."""
        assert self.service.settled(60), f"{point}: not settled\n{self.service.log()[-3000:]}"
        self.service.clock_is_ahead(self.service.ahead + 60)
        assert self.service.until(lambda: self._nothing_to_repeat() and _reminded(self.service), 30), point
        assert self.service.settled(60), f"{point}: not settled\n{self.service.log()[-3000:]}"

    def _counted(self, point: str, occurrence: int, more: Counter[str], under_way: set[str]) -> None:
        """One copy more at most of what was under way; none of a mail that died at a step where one can know, nor of a saying."""
        self.doubles += more.total()
        family = point.partition(":")[0]
        known = {"smtp": "mail", "chat": "say", "copy": "copy"}.get(family) if point not in MAY_DOUBLE else None
        wrong = [kind for kind, count in more.items() if count > 1 or kind not in under_way or kind == known]
        plain, _ = sayings(self.service)
        wrong += [
            f"without a mark: {said[:60]}"
            for said, count in plain.items()
            if count > 1 and not any(each in said for each in (JUMPED, SUMMED))
        ]
        if wrong:
            self.faults.append(f"{point}, occurrence {occurrence}: came twice: {wrong}, under way were {under_way}")

    def _ended(self) -> bool:
        process = self.service.process
        return process is None or process.poll() is not None

    def _nothing_to_repeat(self) -> bool:
        asked = "SELECT count(*) FROM outbox WHERE state = 'unknown' AND audience = 'colleague' AND repeats = 0"
        return self.service.ask(asked) == [(0,)]


def _copies(service: Service) -> Counter[str]:
    """How many copies came beyond the first, of mails and of sayings (these marked, after the first had come)."""
    plain, repeated = sayings(service)
    filed = Counter(service.mail.held(DOOR, "Sent"))
    return Counter(
        mail=sum(count - 1 for count in mails(service).values()),
        say=sum(count for said, count in repeated.items() if said in plain),
        copy=sum(count - 1 for count in filed.values()),
    )


def _letter(under: Under, _: int) -> None:
    under.load.letter()


def _letter_then_lines_break(under: Under, number: int) -> None:
    """Now a forward to a colleague, now an answer to a customer; in between the kept lines break, so that new ones are made."""
    if number % 2 and _newest(under.service):
        _answer(under, number)
    else:
        under.load.letter()
    under.service.settled(5)
    under.service.smtp_line.now().reset()


def _letter_then_readers_die(under: Under, _: int) -> None:
    """As the system does when memory runs out: so that others are started."""
    under.load.letter()
    under.service.settled(5)
    under.service.readers_die()


def _command(under: Under, _: int) -> None:
    under.load.command()


def _answer(under: Under, _: int) -> None:
    """To a customer who has just written: each answer is to another one."""
    under.load.letter()
    under.service.settled(10)
    under.load.reply(_newest(under.service))
    under.service.until(lambda: under.load.press() > 0, 10)


def _reminder(under: Under, number: int) -> None:
    """A reminder is asked for, and its time comes."""
    under.load.type(f"/remind in 2 hours call {under.service.kills} {number}")
    under.service.settled(10)
    under.service.clock_is_ahead(under.service.ahead + 7300)
    under.service.until(lambda: under._ended() or _reminded(under.service), 15)


def _newest(service: Service) -> int:
    return int(service.ask("SELECT coalesce(max(id), 0) FROM conversations")[0][0])


def _reminded(service: Service) -> bool:
    return service.ask("SELECT count(*) FROM personal_reminders WHERE done_at IS NULL") == [(0,)]


WORK: dict[str, Callable[[Under, int], None]] = {
    "intake": _letter,
    "parse": _letter_then_readers_die,
    "smtp": _letter_then_lines_break,
    "copy": _answer,
    "chat": _letter,
    "updates": _command,
    "clock": _reminder,
}


def rows(service: Service) -> dict[str, list[str]]:
    """Every row of every table, but for those that say when something was looked at last."""
    tables = [name for (name,) in service.ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
    chosen = (each for each in tables if each not in MOVE and not each.startswith("sqlite_"))
    return {table: sorted(map(repr, service.ask(f'SELECT * FROM "{table}"'))) for table in chosen}


def nothing_changes(service: Service) -> None:
    """The idempotence run: one more start, in which there is nothing to do, changes no row and says nothing."""
    service.start(quick_readers=True)
    assert service.ready()
    time.sleep(PULSES)
    assert service.settled(30)
    service.leaves()
    before, said = rows(service), len(service.chat.said(ANA))
    taken = len(service.mail.accepted())
    service.start(quick_readers=True)
    assert service.ready()
    assert service.settled(20)
    assert service.ends() == 0
    after = rows(service)
    changed = {table: sorted({*old} ^ {*after[table]})[:3] for table, old in before.items() if after[table] != old}
    assert not changed, f"a start without work has changed {str(changed)[:2000]}"
    assert (said, taken) == (len(service.chat.said(ANA)), len(service.mail.accepted()))


def killed_at_all(folder: Path, points: tuple[str, ...], occurrences: tuple[int, ...], seen: Seen, name: str) -> None:
    under = Under(folder)
    with under.service as service:
        for point in points:
            for occurrence in occurrences:
                under.killed(point, occurrence)
        nothing_changes(service)
        service.invariants_hold()
    seen(f"{name} {under.reached} of {len(points) * len(occurrences)}, twice {under.doubles}")
    assert not under.faults, "\n".join(under.faults)


@pytest.mark.experiment("F01", "killed at six named steps, then resumed", "all reached, lost 0, idempotent")
def test_killed_at_a_named_step_nothing_is_lost(tmp_path: Path, seen: Seen) -> None:
    killed_at_all(tmp_path, SHORT, (1,), seen, "steps")


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.experiment(
    "F01", "killed at every named step, 1st, 2nd and 5th time", "100 % reached, lost 0, doubled only dot/250/chat"
)
@pytest.mark.parametrize("family", FAMILIES)
def test_killed_at_every_step_several_times(tmp_path: Path, family: str, seen: Seen) -> None:
    chosen = FAMILIES[family]
    if wanted := os.environ.get("INFODESK_TEST_POINT"):
        chosen = tuple(each for each in chosen if wanted in each)
    killed_at_all(tmp_path, chosen, OCCURRENCES, seen, family)
