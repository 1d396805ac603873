"""F01, F02, F14, F21: killed anywhere, the service loses nothing, repeats at most what nobody can know, and goes on."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.tables.conversations import ConversationRow
from tests.faults.service import ANA, Service
from tests.faults.wrapped import POINTS

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
SHORT = ("keep after commit", "sort before commit", "mail handed over", "chat request sent", "update executed")
"""The points that `make test` tries; `make faults` tries all, three times each."""


def killed_at(folder: Path, point: str, occurrence: int) -> None:
    with Service(folder) as service:
        service.start(point, occurrence)
        service.customer_writes()
        service.chat.type(ANA, ANA, "/inquiry phone Kunde Nord, Spain: 12 valves, +34 600 111 222")
        died = service.dies(20)
        assert died or occurrence > 1, f"{point} was never reached:\n{service.log()[-3000:]}"
        if died:
            service.start()
        service.customer_writes("And 20 valves more.")
        assert service.settled(45), service.log()[-3000:]
        assert service.ends() == 0
        service.invariants_hold()
        assert service.happened("opened") + service.happened("received") >= 3
        _a_third_start_changes_nothing(service)


def _a_third_start_changes_nothing(service: Service) -> None:
    before = (
        [service.happened(each) for each in ("received", "opened", "assigned", "forwarded")],
        len(service.mail.accepted()),
    )
    service.start()
    assert service.ready()
    assert service.settled(20)
    assert service.ends() == 0
    after = (
        [service.happened(each) for each in ("received", "opened", "assigned", "forwarded")],
        len(service.mail.accepted()),
    )
    assert before == after


@pytest.mark.parametrize("point", SHORT)
def test_killed_at_a_named_point_nothing_is_lost(tmp_path: Path, point: str) -> None:
    killed_at(tmp_path, point, 1)


@pytest.mark.slow
@pytest.mark.parametrize("occurrence", [1, 2, 5])
@pytest.mark.parametrize("point", sorted(POINTS))
def test_killed_at_every_point_several_times(tmp_path: Path, point: str, occurrence: int) -> None:
    killed_at(tmp_path, point, occurrence)


def killed_at_random(folder: Path, kills: int, seed: int) -> None:
    dice = random.Random(seed)
    print(f"seed {seed}")
    with Service(folder) as service:
        for _ in range(kills):
            service.start()
            service.ready()
            service.customer_writes()
            service.chat.type(ANA, ANA, f"/inquiry phone Kunde {dice.randrange(10**6)}, Spain: valves")
            service.until(lambda: False, dice.uniform(0.0, 0.4))
            service.kill()
        service.start()
        assert service.settled(90), service.log()[-3000:]
        assert service.ends() == 0
        service.invariants_hold()
        assert service.letters == kills


def test_killed_at_random_under_load(tmp_path: Path) -> None:
    killed_at_random(tmp_path, 4, seed=20260302)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_killed_two_hundred_times_at_random(tmp_path: Path) -> None:
    killed_at_random(tmp_path, 200, seed=7)


def test_a_command_is_executed_exactly_once_though_killed_before_the_answer(tmp_path: Path) -> None:
    with Service(tmp_path) as service:
        service.start("update persisted")
        service.chat.type(ANA, ANA, "/inquiry phone Kunde Nord, Spain: 12 valves, +34 600 111 222")
        assert service.dies()
        service.start()
        assert service.settled()
        assert service.ends() == 0
        with service.database() as database, database.reading() as session:
            assert session.scalar(select(func.count()).select_from(ConversationRow)) == 1
