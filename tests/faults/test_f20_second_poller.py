"""F20: somebody starts a second service with the same bot. It leaves by itself, the first one goes on, nothing is done twice."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.tables.updates import UpdateRow
from tests.experiments import Seen
from tests.faults.service import ANA, Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
SETTLED = {"bot.telegram_polling._SETTLED_AFTER": 6.0, "bot.telegram_polling._NEWCOMER": 3.0}
"""Seconds after which a poller counts as settled: a test does not wait for half a minute. Who begins waits as always."""


def handled(service: Service) -> set[str]:
    """The updates that this service has taken for its own and done."""
    with service.database() as database, database.reading() as session:
        return set(session.scalars(select(UpdateRow.key).where(UpdateRow.state == "handled")))


def beside(first: Service, folder: Path) -> Service:
    """Another installation, with mail and database of its own, that was given the first one's token."""
    folder.mkdir()
    second = Service(folder, constants=SETTLED)
    second.chat_line.target = first.chat.port
    return second


@pytest.mark.slow
@pytest.mark.experiment(
    "F20", "a second service polls the same bot", "it leaves with 75 in 10 s and says why; no update twice"
)
def test_the_second_service_leaves_and_nothing_is_heard_twice(tmp_path: Path, seen: Seen) -> None:
    (tmp_path / "first").mkdir()
    with Service(tmp_path / "first", constants=SETTLED) as first:
        first.start()
        assert first.ready()
        first.until(lambda: False, 7)  # it has settled
        with beside(first, tmp_path / "second") as second:
            began = time.monotonic()
            second.start()
            assert second.process is not None
            said = 0
            while second.process.poll() is None and time.monotonic() - began < 60:
                first.chat.type(ANA, ANA, f"/help take{said}")
                said += 1
                time.sleep(0.3)
            took = time.monotonic() - began
            assert second.process.wait(1) == 75
            log = second.log()
            assert "another program polls this bot" in log
            assert "Traceback" not in log
        assert first.process is not None
        assert first.process.poll() is None
        assert first.settled()
        assert first.until(lambda: first.chat.unconfirmed() == [], 20)
        twice = handled(first) & handled(second)
        first.chat.type(ANA, ANA, "/health")
        assert first.until(lambda: any("looked through" in each for each in first.chat.texts(ANA)), 30)
        assert first.ends() == 0
        first.invariants_hold()
        assert len(handled(first) | handled(second)) >= said
        assert not twice
        seen(f"left after {took:.1f} s with 75; {said} commands meanwhile, {len(twice)} handled twice, 0 lost")
