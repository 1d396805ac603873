"""F04 and F05: PostgreSQL is stopped at once under work, again and again; and eight processes claim from one outbox."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import instant
from app.delivery import AT_ONCE
from app.perform import Performer
from rules.event import Tick
from rules.outgoing import Outgoing
from storage import outbox
from storage.blobs import Blobs
from storage.database import is_away, opened
from storage.facts import remember
from storage.handled import handled_among
from storage.tables.machine import FactRow
from storage.tables.outbox import MessageRow
from storage.work import Work
from tests.experiments import SEED, Seen
from tests.faults.postgresql import Postgresql
from tests.faults.service import ANA, Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
ADA = 12


@pytest.fixture
def postgresql() -> Iterator[Postgresql]:
    with Postgresql() as server:
        yield server


class Inserter(threading.Thread):
    """Performs one event after the other through our own Performer, and remembers which it was told are done."""

    def __init__(self, url: str, folder: Path, name: str) -> None:
        super().__init__(name=name)
        self.database = opened(url)
        self.performer = Performer(self.database, Blobs(folder), instant.now)
        self.acknowledged: list[str] = []
        self.tried = 0
        self.ending = threading.Event()

    def run(self) -> None:
        while not self.ending.is_set():
            self.tried += 1
            key = f"tick:{self.name}:{self.tried}"
            try:
                self.performer.decide(Tick("insert", key), _noted)
            except Exception as fault:
                if not is_away(fault):
                    raise
                time.sleep(0.02)
            else:
                self.acknowledged.append(key)
        self.performer.close()
        self.database.close()


def _noted(work: Work, tick: Tick) -> list[Outgoing]:
    remember(work.session, tick.key, 1, work.now)
    return []


def stopped_under_inserts(postgresql: Postgresql, folder: Path, stops: int) -> tuple[int, int, int]:
    """Acknowledged, lost, and tried: after so many stops in the middle of it."""
    chance = random.Random(SEED)
    inserters = [Inserter(postgresql.url, folder, f"inserter{number}") for number in range(3)]
    for each in inserters:
        each.start()
    try:
        for _ in range(stops):
            before = sum(len(each.acknowledged) for each in inserters)
            end = time.monotonic() + 30
            while sum(len(each.acknowledged) for each in inserters) < before + 20 and time.monotonic() < end:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.4))
            postgresql.stops()
            postgresql.starts()
    finally:
        for each in inserters:
            each.ending.set()
        for each in inserters:
            each.join(60)
    keys = [key for each in inserters for key in each.acknowledged]
    database = opened(postgresql.url)
    with database.reading() as session:
        there = handled_among(session, keys) & set(session.scalars(select(FactRow.name)))
    database.close()
    return len(keys), len(set(keys) - there), sum(each.tried for each in inserters)


@pytest.mark.experiment("F04", "PostgreSQL stopped at once under inserts, 2 times", "acknowledged and lost 0")
def test_what_was_acknowledged_survives_an_immediate_stop(postgresql: Postgresql, tmp_path: Path, seen: Seen) -> None:
    acknowledged, lost, _ = stopped_under_inserts(postgresql, tmp_path, 2)
    assert lost == 0
    assert acknowledged > 20
    seen(f"lost {lost} of {acknowledged}")


@pytest.mark.slow
@pytest.mark.experiment("F04", "PostgreSQL stopped at once under inserts, 15 times", "acknowledged and lost 0")
def test_fifteen_immediate_stops_lose_nothing(postgresql: Postgresql, tmp_path: Path, seen: Seen) -> None:
    acknowledged, lost, tried = stopped_under_inserts(postgresql, tmp_path, 15)
    assert lost == 0
    assert acknowledged > 200
    seen(f"lost {lost} of {acknowledged} acknowledged, {tried - acknowledged} broken off")


@pytest.mark.slow
@pytest.mark.experiment("F04", "no PostgreSQL for a while, under the running service", "pauses, tells, goes on, lost 0")
def test_the_service_waits_for_its_database_and_goes_on_by_itself(
    postgresql: Postgresql, tmp_path: Path, seen: Seen
) -> None:
    with Service(tmp_path, postgresql.url) as service:
        service.joins("Ada", ADA, "administrator")
        service.start()
        assert service.ready(60)
        service.customer_writes()
        assert service.settled(60), service.log()[-3000:]
        postgresql.stops()
        began = time.monotonic()
        service.customer_writes()
        service.chat.type(ANA, ANA, "/take 9001")
        assert service.until(lambda: service.told(ADA, "The database cannot be reached") == 1, 180), service.log()[
            -3000:
        ]
        told = time.monotonic() - began
        postgresql.starts()
        back = time.monotonic()
        service.customer_writes()
        assert service.until(lambda: service.told(ADA, "The database answers again") == 1, 120)
        assert service.settled(150), service.log()[-3000:]
        again = time.monotonic() - back
        assert service.process is not None
        assert service.process.poll() is None, "it need not leave"
        assert service.told(ANA, "9001") == 1
        service.invariants_hold()
        assert service.ends() == 0
        seen(f"told after {told:.0f} s, all done {again:.0f} s after its return, {service.letters} letters, lost 0")


def claimed_by_eight(url: str, rows: int) -> tuple[int, float]:
    """Doubled claims, and claims per second, of eight workers with a database of their own each."""
    database = opened(url)
    with database.deciding() as session:
        session.execute(insert(MessageRow), [_a_row(number) for number in range(rows)])
        session.commit()
    database.close()
    claims: list[list[int]] = [[] for _ in range(8)]
    workers = [threading.Thread(target=_claims, args=(url, number, claims[number])) for number in range(8)]
    began = time.monotonic()
    for each in workers:
        each.start()
    for each in workers:
        each.join(240)
    seconds = time.monotonic() - began
    counted = Counter(number for each in claims for number in each)
    assert len(counted) == rows, f"{rows - len(counted)} rows were claimed by nobody"
    return sum(count - 1 for count in counted.values()), rows / seconds


def _claims(url: str, number: int, into: list[int]) -> None:
    """As Delivery does: what is due and free, a desk full at a time, in one transaction; and again until nothing is."""
    database = opened(url)
    performer = Performer(database, Blobs(Path()), instant.now)

    def change(session: Session, now: datetime) -> list[int]:
        outbox.begin_to_claim(session)
        found = outbox.due(session, now, AT_ONCE, ("say", "edit"))
        if found:
            outbox.claim(session, found, f"worker {number}", now)
        return [row.id for row in found]

    while True:
        found = performer.changed(change)
        into += found
        if not found and not performer._looked(lambda session, now: outbox.next_due(session)):
            break
    performer.close()
    database.close()


def _a_row(number: int) -> dict[str, object]:
    now = datetime.now(UTC)
    return outbox.copy_row(f"row:{number}", "info", "Sent", "", now) | {"kind": "say", "lane": f"telegram:{number}"}


@pytest.mark.experiment("F05", "8 workers claim 300 messages of one outbox", "doubled claims 0")
def test_no_message_is_claimed_twice(postgresql_url: str, seen: Seen) -> None:
    doubled, speed = claimed_by_eight(postgresql_url, 300)
    assert doubled == 0
    seen(f"doubled {doubled}, {speed:,.0f} a second")


@pytest.mark.slow
@pytest.mark.experiment("F05", "8 workers claim 3,000 messages of one outbox", "doubled claims 0")
def test_no_message_of_three_thousand_is_claimed_twice(postgresql_url: str, seen: Seen) -> None:
    doubled, speed = claimed_by_eight(postgresql_url, 3000)
    assert doubled == 0
    seen(f"doubled {doubled}, {speed:,.0f} a second")
