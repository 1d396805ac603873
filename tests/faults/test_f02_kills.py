"""F02: killed again and again at random moments, with letters, commands, forwards and answers under way: nothing is lost."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.experiments import SEED, Seen
from tests.faults.load import Load, mails, sayings
from tests.faults.service import Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
QUICK = {"app.delivery.LONGEST_SLEEP": 0.5, "app.clock.PULSE_SECONDS": 1}
SPAN = 2.5
"""How long a life may last, in times of what its start took: as much is done in it on a slow machine as on a quick one."""
ENOUGH = 100
"""Kills from which on shares mean something; of a handful only the loss is judged."""
BACKLOG = 12
"""With so much undone, customers and Ana wait: nobody writes for ever to a desk that is never there."""
PASSES = 12.0
"""Seconds by which the clock goes on between two lives, so that what nobody knows about comes due for its repeat."""
UNDER_WAY = """
    SELECT (SELECT count(*) FROM letters WHERE state = 'kept'), (SELECT count(*) FROM sightings WHERE state = 'to_fetch'),
        (SELECT count(*) FROM outbox WHERE state = 'sending'), (SELECT count(*) FROM updates WHERE state = 'stored'),
        (SELECT count(*) FROM outbox WHERE state = 'waiting')
"""


@dataclass
class Kills:
    """Lives and deaths of one service; `hit` counts what was under way when it died."""

    service: Service
    dice: random.Random
    hit: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.load = Load(self.service, self.dice)

    def one(self) -> None:
        """Work comes, the service lives for a moment and is killed; one life in five ends before it has begun."""
        undone = self._undone()
        self._work(undone.total())
        self.service.start(quick_readers=True)
        if self.dice.random() < 0.2:
            time.sleep(self.dice.uniform(0, 0.2))
            self.service.kill()
            return
        began = time.monotonic()
        assert self.service.ready(60), self.service.log()[-3000:]
        took = time.monotonic() - began
        self.load.press()
        self._work(undone.total())
        time.sleep(self.dice.uniform(0, SPAN * took))
        self.service.kill()
        self._seen(self._undone())

    def _work(self, undone: int) -> None:
        if undone > BACKLOG:
            return
        for what in self.dice.sample((self.load.letter, self.load.command, self._answer), 2):
            what()

    def _answer(self) -> None:
        asked = "SELECT id FROM conversations WHERE contact_address <> '' ORDER BY id DESC LIMIT 20"
        numbers = [number for (number,) in self.service.ask(asked)]
        if numbers:
            self.load.reply(self.dice.choice(numbers))

    def _undone(self) -> Counter[str]:
        ((kept, listed, sending, stored, waiting),) = self.service.ask(UNDER_WAY)
        return Counter(letter=kept + listed, message=sending, command=stored, waiting=waiting)

    def _seen(self, found: Counter[str]) -> None:
        """What it had in hand: listed or fetched and not sorted, claimed and not marked, stored and not executed."""
        del found["waiting"]
        self.hit.update(found.keys() - {name for name, count in found.items() if not count})
        self.hit["any"] += found.total() > 0


def killed_at_random(folder: Path, kills: int, seed: int, seen: Seen) -> None:
    with Service(folder, plain=True, constants=QUICK) as service:
        under = Kills(service, random.Random(seed))
        for _ in range(kills):
            under.one()
            service.clock_is_ahead(service.ahead + PASSES)
        _comes_to_rest(service)
        doubled = [count for count in mails(service).values() if count > 1]
        plain, repeated = sayings(service)
        again = sum(count for said, count in repeated.items() if said in plain)
        unknown = service.ask("SELECT count(*) FROM outbox WHERE state = 'unknown'")[0][0]
        hit = under.hit
        seen(f"seed {seed}, {kills} kills, {hit['any']} hit something")
        seen(f"{hit['letter']} a letter, {hit['message']} a message, {hit['command']} a command")
        seen(f"{service.letters} letters, {under.load.commands} commands, lost 0")
        extra = sum(doubled) - len(doubled)
        seen(f"{extra} mails twice, at most {max(doubled, default=1)}; chat {again} twice; {unknown} unknown")
        service.invariants_hold()
        _each_command_was_executed_once(service, under.load)
        assert max(doubled, default=1) <= 3
        assert service.ask("SELECT coalesce(max(repeats), 0) FROM outbox")[0][0] <= 1, "repeated more than once"
        if kills >= ENOUGH:
            assert extra <= kills // 10
            assert hit["any"] >= kills // 2


def _comes_to_rest(service: Service) -> None:
    """Alive at last: all is done; then what nobody knows about goes once more, and all is done again."""
    service.start(quick_readers=True)
    assert service.settled(120), service.log()[-3000:]
    service.clock_is_ahead(service.ahead + 60)
    asked = "SELECT count(*) FROM outbox WHERE state = 'unknown' AND audience = 'colleague' AND repeats = 0"
    assert service.until(lambda: service.ask(asked) == [(0,)], 60), "never repeated"
    assert service.settled(60), service.log()[-3000:]
    assert service.ends() == 0


def _each_command_was_executed_once(service: Service, load: Load) -> None:
    """Each inquiry told by phone stands in the database once; each letter has its conversation."""
    companies = Counter(name for (name,) in service.ask("SELECT company FROM conversations WHERE channel = 'phone'"))
    wanted = {f"Kunde {number}" for number in range(1, load.commands + 1)}
    assert set(companies) == wanted, f"lost commands: {sorted(wanted - set(companies))[:5]}"
    assert max(companies.values(), default=1) == 1, companies.most_common(3)


@pytest.mark.experiment("F02", "8 kills at random under load", "lost 0, at most 3 copies")
def test_killed_at_random_under_load(tmp_path: Path, seen: Seen) -> None:
    killed_at_random(tmp_path, 8, SEED, seen)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.experiment("F02", "1,000 kills in four lots of 250", "lost 0, >= 125 hit, twice <= 25, <= 3 copies")
@pytest.mark.parametrize("lot", range(4))
def test_killed_a_thousand_times_at_random(tmp_path: Path, lot: int, seen: Seen) -> None:
    killed_at_random(tmp_path, 250, SEED + lot, seen)
