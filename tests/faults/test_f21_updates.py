"""F21: what somebody has said in the chat is executed exactly once, though the process died before it did so."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.experiments import SEED, Seen
from tests.faults.load import Load
from tests.faults.service import Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
STEPS = ("updates: received", "updates: persisted", "updates: before commit", "updates: executed")


@pytest.mark.experiment("F21", "killed between a command and its execution", "executed exactly once")
def test_a_command_is_executed_exactly_once_though_killed_before_the_answer(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path) as service:
        load = Load(service, random.Random(SEED))
        for step in STEPS:
            service.start(step, quick_readers=True)
            load.command()
            assert service.dies(), f"{step} was never reached: {service.log()[-2000:]}"
        service.start(quick_readers=True)
        assert service.settled()
        assert service.ends() == 0
        companies = sorted(name for (name,) in service.ask("SELECT company FROM conversations"))
        assert companies == ["Kunde 1", "Kunde 2", "Kunde 3", "Kunde 4"]
        service.invariants_hold()
        seen(f"{service.kills} kills, {len(companies)} of {len(STEPS)} commands, each once")
