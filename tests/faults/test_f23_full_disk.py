"""F23: a full disk takes no message into the outbox, so nobody was told of it; and the sign of life stayed away for good."""

from __future__ import annotations

import asyncio
import errno
import json
from pathlib import Path

import pytest

from app import health, instant
from app.disk_watch import LEAST_FREE, OVER_AT, DiskWatch
from app.steadfast import steadfast
from app.straight import Straight
from tests.dialogues.desk import Desk, told


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path).hires("Ana").hires("Ada", "administrator").forget()


def test_administrators_hear_once_that_the_disk_is_full_and_once_that_it_is_over(desk: Desk) -> None:
    free = [OVER_AT, LEAST_FREE - 1, 0, LEAST_FREE + 1, OVER_AT, OVER_AT]
    watch = DiskWatch(Straight(desk.house.performer, {"console": desk.ears}), [Path("/")], lambda _: free.pop(0))
    heard = []
    while free:
        before = len(desk.ears.said)
        desk._run(watch.once())
        heard.append([(each.place.address, told(each)) for _, each in desk.ears.said[before:]])
    assert [len(each) for each in heard] == [0, 1, 0, 0, 1, 0]
    assert heard[1][0][0] == "ada"
    assert "almost full: 99 MB" in heard[1][0][1]
    assert "It is over." in heard[4][0][1]
    desk.close()


def test_what_could_not_be_said_is_said_at_the_next_look(desk: Desk) -> None:
    watch = DiskWatch(Straight(desk.house.performer, {"console": desk.ears}), [Path("/")], lambda _: 0)
    desk.ears.fault_for = "ada"
    desk._run(watch.once())
    desk.ears.fault_for = ""
    desk._run(watch.once())
    desk.hears("almost full", who="Ada")
    desk.close()


async def test_the_sign_of_life_comes_back_when_there_is_room_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, beats = tmp_path / "health.json", []

    async def beaten() -> None:
        beats.append(1)
        if len(beats) == 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        health.beat(file, instant.now())

    monkeypatch.setattr("app.steadfast.PAUSES", (0.01,))
    await asyncio.wait_for(steadfast("heartbeat", beaten), 5)
    assert json.loads(file.read_text(encoding="utf-8"))["at"]
