"""R17: a part of a process that shares the work fails again and again: the administrators are told there, too."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest
from sqlalchemy import select

from app import steadfast
from app.sharing import Share
from storage.tables.machine import AlarmRow
from tests.dialogues.desk import Desk


@pytest.mark.parametrize("part", ["delivery", "lease"])
def test_a_part_of_a_sharing_process_that_fails_is_told(desk: Desk, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    share = Share(desk.house, alone=False)

    async def fails() -> None:
        raise KeyError("odd")

    async def for_a_while() -> None:
        running = asyncio.create_task(share.run())
        for _ in range(400):
            await asyncio.sleep(0.05)
            if told():
                break
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    def told() -> bool:
        with desk.database.reading() as session:
            return session.scalar(select(AlarmRow).where(AlarmRow.name == f"part:{part}")) is not None

    monkeypatch.setattr(steadfast, "PAUSES", (0.02,))
    monkeypatch.setattr(desk.house.clockwork, "timers", ())
    if part == "delivery":
        monkeypatch.setattr(desk.house.delivery, "run", fails)
    else:
        monkeypatch.setattr(share, "_serve_by_lease", fails)
    desk._run(for_a_while())
    assert told()
