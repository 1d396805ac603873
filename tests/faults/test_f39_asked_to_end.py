"""F39: SIGTERM in the middle of work. It ends within 10 s, finishes what is under way, and leaves nothing in doubt."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.tables.outbox import MessageRow
from tests.experiments import SEED, Seen
from tests.faults.service import ANA, Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]


def counted(service: Service, state: str) -> int:
    with service.database() as database, database.reading() as session:
        chosen = select(func.count()).select_from(MessageRow).where(MessageRow.state == state)
        return session.scalar(chosen) or 0


def asked_to_end(folder: Path, times: int, seen: Seen) -> None:
    """Letters, mails, chat messages and a command are under way on slow lines when the signal comes, at a chance moment."""
    dice = random.Random(SEED)
    slowest, doubtful, under_way = 0.0, 0, 0
    with Service(folder) as service:
        service.smtp_line.always("DOT").stall(0.8)
        service.chat_line.always("sendMessage").stall(0.4)
        for _ in range(times):
            service.start()
            assert service.ready()
            for _ in range(3):
                service.customer_writes()
            service.chat.type(ANA, ANA, "/inbox")
            service.until(lambda: counted(service, "sending") > 0, 20)
            time.sleep(dice.uniform(0.0, 0.5))
            under_way += counted(service, "sending") > 0
            began = time.monotonic()
            assert service.ends(30) == 0
            slowest = max(slowest, time.monotonic() - began)
            doubtful += counted(service, "unknown") + counted(service, "sending")
        service.smtp_line.well()
        service.chat_line.well()
        service.start()
        assert service.settled()
        assert service.ends() == 0
        assert doubtful == 0
        service.invariants_hold()
        seen(f"{times} times: slowest {slowest:.1f} s, {doubtful} in doubt, {under_way} met work under way, lost 0")


@pytest.mark.experiment("F39", "SIGTERM during work, 3 times", "exit <= 10 s, 0 unknown rows")
def test_asked_to_end_it_finishes_what_is_under_way(tmp_path: Path, seen: Seen) -> None:
    asked_to_end(tmp_path, 3, seen)


@pytest.mark.slow
@pytest.mark.experiment("F39", "SIGTERM during work, 20 times at random", "exit <= 10 s, 0 unknown rows")
def test_asked_to_end_twenty_times(tmp_path: Path, seen: Seen) -> None:
    asked_to_end(tmp_path, 20, seen)
