"""The nightly backup: made by the service itself, checked by restoring it aside, the oldest ones taken away (R331)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.backup import backed_up
from app.perform import Performer
from app.troubles import Troubles
from rules.words import line
from storage.policy import policy_at
from storage.pulse import last_backup

LOG = logging.getLogger("infodesk.nightly")
AT = time(1, 30)
"""In the company's zone, before the night's counting."""
MADE_HERE = f"infodesk-{'[0-9]' * 4}-{'[0-9]' * 2}-{'[0-9]' * 2}-{'[0-9]' * 6}.tar"
"""Names of what the service makes itself. What a person puts there is never taken away, and takes nobody's place."""
SEALED = ".age"
"""Behind the name of a sealed one."""
_LOOKS_EVERY = 60.0
_AGAIN_AFTER = timedelta(hours=1)


class Nightly:
    """Makes a backup each night into `folder`, and keeps the newest `keep`. No folder: none is made."""

    def __init__(
        self,
        performer: Performer,
        troubles: Troubles,
        store: Path,
        folder: Path | None,
        keep: int,
        serves: Callable[[], bool] = lambda: True,
        key: Path | None = None,
    ) -> None:
        self.performer = performer
        self.troubles = troubles
        self.store = store
        self.folder = folder
        self.keep = keep
        self.serves = serves
        self.key = key
        self._failed_at: datetime | None = None

    async def run(self) -> None:
        while self.folder is not None:
            if self.serves() and await self.performer.look(self._is_due):
                await self._made(self.folder)
            await asyncio.sleep(_LOOKS_EVERY)

    def _is_due(self, session: Session, now: datetime) -> bool:
        """Since half past one of today, or of yesterday when it is not that late yet, there has been none.

        One that was made in the future, by a clock that stood wrong, is none (F26).
        """
        if self._failed_at is not None and now - self._failed_at < _AGAIN_AFTER:
            return False
        here = now.astimezone(ZoneInfo(policy_at(session, now).zone))
        night = here.replace(hour=AT.hour, minute=AT.minute, second=0, microsecond=0)
        night = night if here >= night else night - timedelta(days=1)
        last = last_backup(session)
        return last is None or last < night or last > now

    async def _made(self, folder: Path) -> None:
        now = self.performer.clock()
        file = folder / f"infodesk-{now:%Y-%m-%d-%H%M%S}.tar{SEALED if self.key else ''}"
        try:
            manifest = await asyncio.to_thread(backed_up, self.performer.database, self.store, file, now, self.key)
        except Exception as fault:
            LOG.exception("no backup")
            self._failed_at = now
            words = line(
                "The backup into {folder} failed: {reason}",
                folder=str(folder),
                reason=str(fault)[:200],
            )
            advice = line("Make room there, or name another folder in the settings; I try again in an hour.")
            await self.troubles.raised("nightly backup", words, advice)
            return
        LOG.info("backup made", extra={"file": file.name, "letters": manifest.letters})
        await self.troubles.ended("nightly backup")
        await self._old_ones_taken_away(folder)

    async def _old_ones_taken_away(self, folder: Path) -> None:
        """What cannot be taken away is told: the disk fills slowly, and the newest backup is good all the same."""
        try:
            for old in sorted((*folder.glob(MADE_HERE), *folder.glob(f"{MADE_HERE}{SEALED}")))[: -self.keep]:
                old.unlink(missing_ok=True)
        except OSError as fault:
            LOG.exception("old backups stay")
            words = line(
                "Old backups in {folder} cannot be taken away: {reason}", folder=str(folder), reason=str(fault)
            )
            advice = line("Let the user that runs infodesk delete files there; I try again tomorrow.")
            await self.troubles.raised("old backups", words, advice)
        else:
            await self.troubles.ended("old backups")
