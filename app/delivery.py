"""Delivery: due messages are claimed, carried, settled; tried again by the ladder, given up loudly; recovered after a crash."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.carry import Carrier
from app.perform import Performer
from handlers.outcomes import Lost, Unsure, told_lost, told_unsure
from rules.outgoing import Carried, MaybeSent, NeverSent, NotSent
from rules.retry import GIVEN_UP_AFTER, REPEATED_AFTER, pause
from storage import outbox
from storage.database import is_away
from storage.doubts import held_since
from storage.leases import A_LEASE_LASTS
from storage.parcels import MailParcel, Parcel, SayParcel, unpacked
from storage.spoken import remember_spoken
from storage.tables.outbox import MessageRow

LOG = logging.getLogger("infodesk.delivery")
AT_ONCE = 20
"""Messages of one desk that are under way at a time."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What is carried side by side with the rest."""

    kinds: tuple[str, ...]
    audience: str = ""
    at_once: int = AT_ONCE

    def has(self, row: MessageRow) -> bool:
        return row.kind in self.kinds and self.audience in ("", row.audience)


DESKS = (Desk(("say", "edit")), Desk(("mail",), "customer"), Desk(("mail",), "colleague", at_once=5), Desk(("copy",)))
"""A mail server that does not answer holds up no chat, a thousand letters sent on hold up no answer to a customer."""
TOGETHER = 0.02
"""Seconds given to those that end at about the same time, so that the next ones are claimed in one commit."""
LONGEST_SLEEP = 5.0
SHORTEST_SLEEP = 0.05
NOTED_AGAIN_AFTER = 2.0
HELD_UP_SLEEP = 1.0
"""Until what is due and may not go yet is looked at again: behind another one, or held after a restore."""
CLAIM_IS_FRESH = A_LEASE_LASTS / 2
"""So long after its claim a message may still be begun to be sent."""


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
        self._several = not performer.database.is_sqlite
        self._under_way: dict[asyncio.Task[None], MessageRow] = {}
        self._nobody_there: set[int] = set()
        """Mails that wait because the server was out of reach: they go at once when it takes another."""
        performer.wake = self.wake

    def wake(self) -> None:
        """From any thread: there is something to carry."""
        self._loop.call_soon_threadsafe(self._due.set)

    async def recover(self) -> int:
        """What was being sent when the last process ended: nobody knows whether it went (F14). Returns how many."""
        return await self._unknown_now(lambda session, now: outbox.in_flight(session, now, self._several), "ended")

    async def run(self) -> None:
        """Carries until cancelled; what is under way then is finished first (F39).

        Begun again after a failure, it takes in what it could not settle then (F23).
        """
        try:
            await self._unknown_now(lambda session, now: outbox.claimed_by(session, self.holder), "failed")
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
        """Carries everything that is due now and may go; returns how many messages were settled.

        A message that takes long holds up its own lane only: the others are claimed while it is under way. Raises what
        kept one from being settled; the others go on.
        """
        count = 0
        while True:
            await self._begun()
            if not self._under_way:
                return count
            await self._wait()
            count += self._ended()

    async def _begun(self) -> None:
        """Claims what may go and begins to carry it. What is claimed is begun even if we are cancelled meanwhile."""
        if not await self.performer.look(_anything_to_do):
            return
        began = self.performer.clock()
        claiming = asyncio.ensure_future(self.performer.change(self._claimed))
        try:
            await asyncio.shield(claiming)
        finally:
            rows = await claiming
            if self._several and self.performer.clock() - began > CLAIM_IS_FRESH:
                await self._given_back(rows)
            else:
                for row in rows:
                    self._under_way[asyncio.create_task(self._carried(row))] = row

    async def _given_back(self, rows: Sequence[MessageRow]) -> None:
        """We were frozen between claim and sending: others may have taken them over, so nothing is sent on that claim."""
        for row in rows:
            await self._noted(row, lambda session, now, row=row: outbox.settle(session, row.id, state="waiting"))  # type: ignore[misc]

    async def _wait(self) -> None:
        """Until one has been settled, more was decided, or something else is due."""
        decided = asyncio.create_task(self._due.wait())
        longest = max(HELD_UP_SLEEP, await self._sleep())
        try:
            await asyncio.wait({decided, *self._under_way}, timeout=longest, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait(self._under_way, timeout=TOGETHER)
        finally:
            decided.cancel()
        self._due.clear()

    def _ended(self) -> int:
        ended = [task for task in self._under_way if task.done()]
        for task in ended:
            del self._under_way[task]
        faults = [fault for task in ended if (fault := task.exception()) is not None]
        if faults:
            raise BaseExceptionGroup("messages that could not be settled", faults)
        return len(ended)

    async def _sleep(self) -> float:
        due = await self.performer.look(lambda session, now: outbox.next_due(session))
        if due is None:
            return LONGEST_SLEEP
        left = (due - self.performer.clock()).total_seconds()
        return HELD_UP_SLEEP if left <= 0 else min(LONGEST_SLEEP, max(SHORTEST_SLEEP, left))

    def _claimed(self, session: Session, now: datetime) -> list[MessageRow]:
        outbox.begin_to_claim(session)
        _repeated(session, now)
        fronts = None if held_since(session) is None else tuple(self.carrier.fronts)
        rows: list[MessageRow] = []
        for desk in DESKS:
            room = desk.at_once - sum(map(desk.has, self._under_way.values()))
            if room > 0:
                rows += outbox.due(session, now, room, desk.kinds, fronts, desk.audience)
        if rows:
            outbox.claim(session, rows, self.holder, now)
        return rows

    async def _unknown_now(self, lost: Callable[[Session, datetime], list[MessageRow]], how: str) -> int:
        """Messages that were being sent, and nobody is sending any more: a person decides on those to customers."""

        def change(session: Session, now: datetime) -> list[MessageRow]:
            rows = [row for row in lost(session, now) if row.id not in under_way]
            for row in rows:
                outbox.settle(session, row.id, state="unknown", fault=f"the program {how} while it was being sent")
            return rows

        under_way = {row.id for row in self._under_way.values()}
        rows = await self.performer.change(change)
        for row in rows:
            if row.audience == "customer":
                await self.performer.perform(Unsure(row.id, _try(row), f"the program {how} in the middle"), told_unsure)
        return len(rows)

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
        except DBAPIError as fault:
            LOG.warning("message not carried for now", extra={"number": row.id}, exc_info=fault)
            await self._not_sent(row, NotSent("the database does not answer"))
        except Exception as fault:
            LOG.exception("message not carried", extra={"number": row.id})
            await self._never_sent(row, NeverSent(f"{type(fault).__name__}"))
        else:
            await self._noted(row, lambda session, now: self._settled(session, row, parcel, carried, now))
            if isinstance(parcel, MailParcel):
                self._nobody_there.clear()
            if carried.refused:
                reason = "; ".join(f"{address}: {answer}" for address, answer in carried.refused)
                refused = tuple(address for address, _ in carried.refused)
                await self.performer.perform(Lost(row.id, _try(row), reason, refused), told_lost)

    def _settled(self, session: Session, row: MessageRow, parcel: Parcel, carried: Carried, now: datetime) -> None:
        if isinstance(parcel, MailParcel):
            self._taken(session, row, parcel, carried, now)
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

    def _taken(self, session: Session, row: MessageRow, parcel: MailParcel, carried: Carried, now: datetime) -> None:
        """The server has taken it for some recipients at least; those who are to come later wait by themselves (F15)."""
        later = [address for address, _ in carried.postponed]
        no = {address for address, _ in carried.refused}
        taken = [*row.body.get("taken", ()), *(each for each in parcel.recipients if each not in {*later, *no})]
        if later:
            body = {**row.body, "recipients": later, "taken": taken}
            again = now + pause("mail", row.attempts + 1, _spread())
            fault = carried.postponed[0][1][:300]
            outbox.settle(session, row.id, state="waiting", due_at=again, body=body, fault=fault)
        else:
            outbox.settle(session, row.id, state="sent", ended_at=now, remote=carried.remote[:200])
        if row.body["file_copy"] and self.sent_folder and not row.body.get("taken"):
            account, folder = self.sent_folder
            session.execute(
                insert(MessageRow), outbox.copy_row(f"copy:{row.id}", account, folder, row.sha256 or "", now)
            )
        outbox.due_now(session, self._nobody_there, now)

    async def _not_sent(self, row: MessageRow, fault: NotSent) -> None:
        now = self.performer.clock()
        if now - row.decided_at > GIVEN_UP_AFTER[row.kind]:
            await self._never_sent(row, NeverSent(fault.reason, given_up=True))
            return
        if fault.nobody_there and row.kind == "mail":
            self._nobody_there.add(row.id)
        again = now + (fault.pause or pause(row.kind, row.attempts + 1, _spread()))
        await self._noted(
            row,
            lambda session, _: outbox.settle(session, row.id, state="waiting", due_at=again, fault=fault.reason[:300]),
        )

    async def _maybe_sent(self, row: MessageRow, reason: str) -> None:
        is_ours = await self._noted(
            row, lambda session, now: outbox.settle(session, row.id, state="unknown", fault=reason[:300])
        )
        if is_ours and (row.audience == "customer" or (row.kind == "mail" and row.repeats > 0)):
            await self.performer.perform(Unsure(row.id, _try(row), reason), told_unsure)

    async def _noted(self, row: MessageRow, outcome: Callable[[Session, datetime], None]) -> bool:
        """Writes an outcome down, and waits for the database if it is away: what we know, nobody need ask (F04, F23).

        False, and nothing is written, where another process has taken the message over.
        """

        def change(session: Session, now: datetime) -> bool:
            if self._several and not outbox.is_still_of(session, row.id, self.holder):
                LOG.warning("another process has taken the message over", extra={"number": row.id})
                return False
            outcome(session, now)
            return True

        while True:
            try:
                return await self.performer.change(change)
            except DBAPIError as fault:
                if not is_away(fault):
                    raise
                LOG.warning("the outcome is written down when the database answers", extra={"number": row.id})
                await asyncio.sleep(NOTED_AGAIN_AFTER)

    async def _never_sent(self, row: MessageRow, fault: NeverSent) -> None:
        if not await self._noted(row, lambda session, now: None):
            return
        lost = Lost(
            row.id,
            _try(row),
            fault.reason,
            place_gone=fault.place_gone,
            moved_to=fault.moved_to or "",
            too_large=fault.too_large,
            given_up=fault.given_up,
        )
        await self.performer.perform(lost, told_lost)


def _anything_to_do(session: Session, now: datetime) -> bool:
    """Looked up first, so that a quiet department writes nothing."""
    due = outbox.next_due(session)
    return (due is not None and due <= now) or bool(outbox.unknown_to_repeat(session, now - REPEATED_AFTER))


def _repeated(session: Session, now: datetime) -> None:
    """What may not have reached a colleague goes once more, marked (chat) or with the same Message-ID (mail)."""
    for row in outbox.unknown_to_repeat(session, now - REPEATED_AFTER):
        LOG.warning("it goes once more and may be a duplicate", extra={"number": row.id, "kind": row.kind})
        outbox.settle(session, row.id, state="waiting", due_at=now, repeats=row.repeats + 1)


def _try(row: MessageRow) -> str:
    """This try among all of the message; a person who lets it go again begins a new count."""
    return f"{row.repeats}.{row.attempts}"


def _spread() -> float:
    return random.uniform(-1, 1)
