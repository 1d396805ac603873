"""Once a night the department's own judgement of letters becomes a small table of words; see rules/learned.py (R25)."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.perform import Performer
from app.steadfast import again
from rules.learned import ENOUGH, marks_of
from storage.facts import fact_since, remember
from storage.learning import keep_learned, lessons
from storage.letters import reading_of
from storage.policy import policy_at

LOG = logging.getLogger("infodesk.learning")
AT = time(2, 30)
"""In the company's zone, after the backup."""
LOOKED = "learnt"
"""The fact since when there is nothing new to be learnt."""
_LOOKS_EVERY, _SECONDS = 300.0, 120.0
_MOST = 1_500
"""Letters of each side, the newest."""
_NOTHING: Mapping[str, Any] = {"right": 0, "found": 0, "model": None}
_BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from app.learning_child import main; main()"


class NotLearnt(Exception):
    """The child failed or took too long; what was learnt before stays."""


class Learner:
    """Learns in a child process, which is gone again when it has answered."""

    def __init__(self, performer: Performer) -> None:
        self.performer = performer

    async def run(self) -> None:
        await again(self.once, _LOOKS_EVERY)

    async def once(self) -> int:
        """Learns if the night has come; returns 1 if it did."""
        if not await self.performer.look(self._is_due):
            return 0
        letters, spam = await self.performer.look(_lessons)
        count = sum(spam), len(spam) - sum(spam)
        told = _NOTHING
        if min(count) >= ENOUGH:
            try:
                told = await asyncio.to_thread(learnt, letters, spam)
            except NotLearnt:
                LOG.exception("nothing was learnt tonight; what was learnt before stays")
                await self.performer.change(lambda session, now: remember(session, LOOKED, now.isoformat(), now))
                return 0
        await self.performer.change(lambda session, now: _kept(session, now, count, told))
        LOG.info("learnt", extra={"spam": count[0], "wanted": count[1], "right": told["right"], "found": told["found"]})
        return 1

    def _is_due(self, session: Session, now: datetime) -> bool:
        policy = policy_at(session, now)
        here = now.astimezone(ZoneInfo(policy.zone))
        night = here.replace(hour=AT.hour, minute=AT.minute, second=0, microsecond=0)
        night = night if here >= night else night - timedelta(days=1)
        looked = fact_since(session, LOOKED)
        return policy.learns_spam and (looked is None or looked < night or looked > now)


def _lessons(session: Session, _: datetime) -> tuple[list[list[str]], list[int]]:
    spam = list(_marks(session, lessons(session, True, _MOST)))
    wanted = list(_marks(session, lessons(session, False, _MOST)))
    return [*spam, *wanted], [*(1 for _ in spam), *(0 for _ in wanted)]


def _marks(session: Session, numbers: Sequence[int]) -> Iterator[list[str]]:
    for number in numbers:
        letter = reading_of(session, number)
        marks = sorted(map(sys.intern, marks_of(letter))) if letter else []  # each word once in memory, not per letter
        if marks:
            yield marks


def learnt(letters: list[list[str]], spam: list[int]) -> dict[str, Any]:
    """What app.learning_child makes of the marks of these letters, in at most 120 s. Raises NotLearnt."""
    root = os.fspath(Path(__file__).resolve().parent.parent)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _BEGIN, root],
            input=json.dumps({"letters": letters, "spam": spam}).encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            cwd="/",
            env={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        told: dict[str, Any] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as fault:
        raise NotLearnt(str(getattr(fault, "stderr", b"") or fault)[-500:]) from fault
    return told


def _kept(session: Session, now: datetime, count: tuple[int, int], told: Mapping[str, Any]) -> None:
    keep_learned(session, now, *count, **told)
    remember(session, LOOKED, now.isoformat(), now)
