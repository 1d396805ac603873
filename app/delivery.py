"""Delivery: due messages are claimed, carried, settled; tried again by the ladder, given up loudly; recovered after a crash."""

from __future__ import annotations

import asyncio
import logging
import random
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.carry import Carrier
from app.perform import Performer
from handlers.outcomes import Late, Lost, Unsure, told_late, told_lost, told_unsure
from rules.outgoing import Carried, MaybeSent, NeverSent, NotSent
from rules.retry import GIVEN_UP_AFTER, REPEATED_AFTER, TOLD_LATE_AFTER, pause
from storage import outbox
from storage.facts import fact
from storage.parcels import SayParcel, unpacked
from storage.spoken import remember_spoken
from storage.tables.outbox import MessageRow

LOG = logging.getLogger("infodesk.delivery")
AT_ONCE = 20
LONGEST_SLEEP = 5.0


class Delivery:
    """Carries out the outbox. Each message goes at its time, in the order of its lane, and its outcome is written down."""

    def __init__(
        self, performer: Performer, carrier: Carrier, holder: str, sent_folder: tuple[str, str] | None
    ) -> None:
        self.performer = performer
        self.carrier = carrier
        self.holder = holder
        self.sent_folder = sent_folder
        """Account and folder into which copies of customers' mails go."""
        self._due = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._under_way: set[asyncio.Task[None]] = set()
        performer.wake = self.wake

    def wake(self) -> None:
        """From any thread: there is something to carry."""
        self._loop.call_soon_threadsafe(self._due.set)

    async def recover(self) -> int:
        """What was being sent when the last process ended: nobody knows whether it went (F14). Returns how many."""
        rows = await self.performer.change(self._recovered)
        for row in rows:
            if row.audience == "customer":
                await self.performer.perform(
                    Unsure(row.id, row.attempts, "the program ended in the middle"), told_unsure
                )
        return len(rows)

    async def run(self) -> None:
        """Carries until cancelled; what is under way then is finished first (F39)."""
        try:
            while True:
                self._due.clear()
                await self.deliver_due()
                try:
                    await asyncio.wait_for(self._due.wait(), timeout=await self._sleep())
                except TimeoutError:
                    pass
        finally:
            if self._under_way:
                await asyncio.wait(self._under_way, timeout=8)

    async def deliver_due(self) -> int:
        """Carries everything that is due now and may go; returns how many messages were settled."""
        count = 0
        while True:
            if not await self.performer.look(_anything_to_do):
                return count
            await self.performer.change(_repeated)
            rows = await self.performer.change(self._claimed)
            if not rows:
                return count
            tasks = [asyncio.create_task(self._carried(row)) for row in rows]
            self._under_way.update(tasks)
            for task in tasks:
                task.add_done_callback(self._under_way.discard)
            await asyncio.shield(asyncio.gather(*tasks))
            count += len(rows)

    async def _sleep(self) -> float:
        due = await self.performer.look(lambda session, now: outbox.next_due(session))
        if due is None:
            return LONGEST_SLEEP
        return min(LONGEST_SLEEP, max(0.05, (due - self.performer.clock()).total_seconds()))

    def _claimed(self, session: Session, now: datetime) -> list[MessageRow]:
        rows = outbox.due(session, now, AT_ONCE)
        held = fact(session, "held")
        if held:
            rows = [row for row in rows if _answers_somebody(row)]
        outbox.claim(session, rows, self.holder, now)
        return rows

    def _recovered(self, session: Session, now: datetime) -> list[MessageRow]:
        rows = outbox.in_flight(session, now, several=not self.performer.database.is_sqlite)
        for row in rows:
            outbox.settle(session, row.id, state="unknown", fault="the program ended while it was being sent")
        return rows

    async def _carried(self, row: MessageRow) -> None:
        parcel = unpacked(row)
        try:
            carried = await self.carrier.carry(parcel)
        except NotSent as fault:
            await self._not_sent(row, fault)
        except MaybeSent as fault:
            await self._maybe_sent(row, fault.reason)
        except NeverSent as fault:
            await self._never_sent(row, fault)
        except Exception as fault:
            LOG.exception("message not carried", extra={"message": row.id})
            await self._never_sent(row, NeverSent(f"{type(fault).__name__}"))
        else:
            await self.performer.change(lambda session, now: self._settled(session, row, parcel, carried, now))
            if carried.refused:
                reason = "; ".join(f"{address}: {answer}" for address, answer in carried.refused)
                await self.performer.perform(Lost(row.id, row.attempts, reason, partly=True), told_lost)

    def _settled(self, session: Session, row: MessageRow, parcel: object, carried: Carried, now: datetime) -> None:
        if carried.postponed:
            body = {**row.body, "recipients": [address for address, _ in carried.postponed]}
            again = now + pause("mail", row.attempts, _spread())
            outbox.settle(
                session, row.id, state="waiting", due_at=again, body=body, fault=carried.postponed[0][1][:300]
            )
            return
        outbox.settle(session, row.id, state="sent", ended_at=now, remote=carried.remote[:200])
        if isinstance(parcel, SayParcel) and not parcel.edits and carried.remote:
            remember_spoken(
                session,
                parcel.place,
                carried.remote,
                outbox=row.id,
                card=parcel.card,
                listener=parcel.listener,
                conversation=parcel.conversation,
                now=now,
            )
        if row.kind == "mail" and row.body["file_copy"] and self.sent_folder:
            account, folder = self.sent_folder
            session.execute(
                insert(MessageRow), outbox.copy_row(f"copy:{row.id}", account, folder, row.sha256 or "", now)
            )

    async def _not_sent(self, row: MessageRow, fault: NotSent) -> None:
        now = self.performer.clock()
        if now - row.decided_at > GIVEN_UP_AFTER[row.kind]:
            await self._never_sent(row, NeverSent(fault.reason))
            return
        again = now + (fault.pause or pause(row.kind, row.attempts + 1, _spread()))
        await self.performer.change(
            lambda session, _: outbox.settle(session, row.id, state="waiting", due_at=again, fault=fault.reason[:300])
        )
        if row.kind == "mail" and now - row.decided_at > TOLD_LATE_AFTER and row.told_at is None:
            await self.performer.perform(Late(row.id, fault.reason), told_late)

    async def _maybe_sent(self, row: MessageRow, reason: str) -> None:
        await self.performer.change(
            lambda session, now: outbox.settle(session, row.id, state="unknown", fault=reason[:300])
        )
        if row.audience == "customer":
            await self.performer.perform(Unsure(row.id, row.attempts, reason), told_unsure)

    async def _never_sent(self, row: MessageRow, fault: NeverSent) -> None:
        lost = Lost(row.id, row.attempts, fault.reason, place_gone=fault.place_gone, moved_to=fault.moved_to or "")
        await self.performer.perform(lost, told_lost)


def _anything_to_do(session: Session, now: datetime) -> bool:
    """Looked up first, so that a quiet department writes nothing."""
    due = outbox.next_due(session)
    return (due is not None and due <= now) or bool(outbox.unknown_to_repeat(session, now - REPEATED_AFTER))


def _repeated(session: Session, now: datetime) -> None:
    """What may not have reached a colleague goes once more, marked (chat) or with the same Message-ID (mail)."""
    for row in outbox.unknown_to_repeat(session, now - REPEATED_AFTER):
        outbox.settle(session, row.id, state="waiting", due_at=now, repeats=row.repeats + 1)


def _answers_somebody(row: MessageRow) -> bool:
    """While sending is held after a restore, only the answers to what somebody has just said go out (F36)."""
    return row.kind in {"say", "edit"} and row.key.split(":", 1)[0] in {"telegram", "console", "browser"}


def _spread() -> float:
    return random.uniform(-1, 1)
