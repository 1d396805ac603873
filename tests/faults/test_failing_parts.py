"""R17: a part of a process that shares the work fails again and again: the administrators are told there, too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from app import sharing
from app.sharing import Share
from app.troubles import Troubles
from tests.dialogues.desk import Desk


def test_each_part_of_a_sharing_process_tells_when_it_keeps_failing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_going: dict[str, Troubles | None] = {}

    async def steadfast(name: str, run: Callable[[], Awaitable[None]], troubles: Troubles | None = None) -> None:
        kept_going[name] = troubles

    monkeypatch.setattr(sharing, "steadfast", steadfast)
    desk._run(Share(desk.house, alone=False).run())
    assert kept_going == dict.fromkeys(("delivery", "sign of life", "lease"), desk.house.troubles)
