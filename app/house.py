"""The house, built: performer, intake, delivery, ears and clock around one database; run, stopped, or stepped by hand."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from app.carry import Carrier, Postman
from app.clock import Clockwork
from app.delivery import Delivery
from app.exporting import Exporter
from app.intake import Watch
from app.learning import Learner
from app.listening import Ear
from app.papers import Papers
from app.perform import Clock, Performer
from app.pictures import Pictures
from app.postman import WatchedPostman
from app.reconcile import Reconciler
from app.sorting import LetterReader, Sorter
from app.steadfast import steadfast
from app.troubles import Troubles
from bot.front import Front, Pulse
from documents.stationery import Stationery
from handlers.contents import TIMERS
from mail.mailbox import Mailbox
from mail.reader import Reader
from storage.blobs import Blobs
from storage.database import Database

LOG = logging.getLogger("infodesk")


@dataclass
class Outside:
    """What the house is connected to."""

    fronts: Mapping[str, Front]
    mailboxes: Mapping[str, Mailbox]
    sender: Postman
    sent_folder: tuple[str, str] | None = None
    authserv_ids: frozenset[str] = frozenset()
    zone: str = "UTC"
    holder: str = "one"
    reader: LetterReader | None = None
    """Who reads letters; None for children that may be killed."""
    stationery: Stationery = field(default_factory=Stationery)


@dataclass
class House:
    performer: Performer
    troubles: Troubles
    reader: LetterReader
    sorter: Sorter
    watches: Sequence[Watch]
    carrier: Carrier
    delivery: Delivery
    ears: Sequence[Ear]
    clockwork: Clockwork
    reconciler: Reconciler
    pictures: Pictures
    papers: Papers
    exporter: Exporter
    learner: Learner

    async def run(self) -> None:
        """Everything at once, until cancelled or one part cannot go on; what is under way is finished first."""
        await self.delivery.recover()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(steadfast("delivery", self.delivery.run, self.troubles))
                tasks.create_task(self.serve())
        finally:
            await self.stop()

    async def serve(self) -> None:
        """Mailbox, chat and clock: what only one process does at a time."""
        async with asyncio.TaskGroup() as tasks:
            parts = {"sorter": self.sorter.run, "clock": self.clockwork.run, "reconciler": self.reconciler.run}
            parts |= {
                "papers": self.papers.run,
                "pictures": self.pictures.run,
                "exports": self.exporter.run,
                "learner": self.learner.run,
            }
            parts |= {f"mailbox {each.mailbox.account}": each.run for each in self.watches}
            parts |= {f"front {each.front.name}": each.run for each in self.ears}
            for name, run in parts.items():
                tasks.create_task(steadfast(name, run, self.troubles))

    def signs(self) -> dict[str, str]:
        """Signs of life for the health file: when each chat was last polled well."""
        pulses = [getattr(each.front, "pulse", None) for each in self.ears]
        good = [each.last_good for each in pulses if isinstance(each, Pulse) and each.last_good > 0]
        if not good:
            return {}
        age = timedelta(seconds=max(0.0, time.monotonic() - max(good)))
        return {"last_poll": (self.performer.clock() - age).isoformat()}

    async def settle(self) -> None:
        """Rounds by hand until nothing is left to do: what the tour does instead of running everything at once."""
        for _ in range(20):
            if not await self.round():
                return

    async def round(self, sweep: bool = True) -> int:
        """Sweep, sort, tick, hear, deliver, once; returns how much was done."""
        done = 0
        for watch in self.watches if sweep else ():
            done += await watch.sweep()
        done += await self.sorter.sort_all()
        done += await self.pictures.once()
        done += await self.papers.once()
        done += await self.exporter.once()
        done += await self.clockwork.pulse()
        done += await self.reconciler.once()
        for ear in self.ears:
            done += await ear.handle_stored()
        return done + await self.delivery.deliver_due()

    async def stop(self) -> None:
        """Ends every connection; one that does not end well keeps no other from ending."""
        for watch in self.watches:
            await _ended(f"mailbox {watch.mailbox.account}", watch.stop())
        for ear in self.ears:
            await _ended(f"front {ear.front.name}", ear.front.close())
        await self.carrier.close()
        await self.reader.close()
        await self.papers.close()
        self.performer.close()


async def _ended(part: str, ending: Awaitable[None]) -> None:
    try:
        await ending
    except Exception:
        LOG.exception("a part did not end well", extra={"part": part})


def built(database: Database, blobs: Blobs, clock: Clock, outside: Outside) -> House:
    """Puts the parts together; nothing runs yet. Must be called inside a running event loop."""
    performer = Performer(database, blobs, clock)
    troubles = Troubles(performer)
    reader = outside.reader or Reader()
    sorter = Sorter(performer, reader, outside.authserv_ids)
    carrier = Carrier(
        performer, outside.fronts, WatchedPostman(outside.sender, troubles), outside.mailboxes, outside.zone
    )
    watches = [Watch(each, performer, sorter, troubles) for each in outside.mailboxes.values()]
    return House(
        performer=performer,
        troubles=troubles,
        reader=reader,
        sorter=sorter,
        watches=watches,
        carrier=carrier,
        delivery=Delivery(performer, carrier, outside.holder, outside.sent_folder),
        ears=[Ear(each, performer, troubles) for each in outside.fronts.values()],
        clockwork=Clockwork(performer, TIMERS, troubles),
        reconciler=Reconciler(performer, watches),
        pictures=Pictures(performer),
        papers=Papers(performer, troubles, outside.stationery),
        exporter=Exporter(performer),
        learner=Learner(performer),
    )
