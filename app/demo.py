"""`make demo`: the department on one terminal. Speak as customer, salesperson, manager; mail passes through real servers."""

from __future__ import annotations

import asyncio
import contextlib
import re
import sys
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app import instant
from app.narrator import Narrator
from app.people import Person
from app.stage import FRONT_DOOR, ZONE, Stage
from bot.console import ConsoleFront
from rules.policy import DEFAULT
from storage.calendar import calendar_for

PEOPLE = (
    Person("Ana", ("salesperson",), "ana@firm.example"),
    Person("Bob", ("salesperson",), "bob@firm.example"),
    Person("Li", ("salesperson",), "li@firm.example", language="zh"),
    Person("Dora", ("dispatcher",), "dora@firm.example"),
    Person("Max", ("manager", "administrator"), "max@firm.example"),
)
WELCOME = """\
This is infodesk with a small department: Ana, Bob and Li sell (Li reads Chinese), Dora hands out, Max manages.
The mail servers are real and run inside this program; this mail is gone when it ends.

  mail SUBJECT: TEXT      a customer writes to {door}
  as NAME                 speak as Ana, Bob, Li, Dora or Max; as EVA@KUNDE.EXAMPLE for a customer
  1, 2, 3                 press that button of the newest message
  > TEXT                  answer the newest message
  wait 3 hours            let time pass (the clock of this demo jumps)
  inbox ADDRESS           what a customer has received
  quit                    end
"""
NEXT = (
    "Try: mail Pumps for Valencia: We need 40 pumps CP-200, CIF Valencia, delivery in May.",
    "Try: > Dear Eva, thank you, our offer follows tomorrow.   (answers the card: a draft, which 1 then sends)",
    "Try: 1   (sends the draft); then /mine, /why 1001, /show 1001, or: as Dora, and /inbox",
    "Try: wait 9 hours: reminders come, then the manager hears.",
    "Try: as Li and /help for Chinese; /digest for the day; inbox eva@kunde.example for what the customer got",
)
_MAIL = re.compile(r"mail\s+(?:(?P<sender>\S+@\S+)\s+)?(?P<subject>[^:]+):\s*(?P<text>.+)", re.IGNORECASE | re.DOTALL)
_WAIT = re.compile(r"wait\s+(\d+)\s*(minutes?|hours?|days?|min|h|d)?", re.IGNORECASE)
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class Demo:
    """One window in which everybody speaks. Time is the wall's, plus what was waited."""

    def __init__(self) -> None:
        self.ahead = _until_somebody_works(instant.now())
        self.narrator = Narrator()
        self.customer = "Eva Lopez <eva@kunde.example>"
        self.hints = iter(NEXT)
        self.front = ConsoleFront(self._lines(), self.now, speaker="Ana", aside=self._aside)
        for person in PEOPLE:
            self.front.switch(person.name)
        self.front.switch("Ana")
        self.stage = Stage(PEOPLE, self.now, self.front)
        self.ended = asyncio.Event()

    def now(self) -> datetime:
        return instant.now() + self.ahead

    async def play(self) -> None:
        self.says(WELCOME.format(door=FRONT_DOOR))
        if self.ahead:
            here = self.now().astimezone(ZoneInfo(ZONE))
            self.says(
                f"Nobody works at this hour in Shanghai, so the clock of this demo begins on {here:%A %H:%M} there."
            )
        async with self.stage:
            await self.stage.house.settle()
            self.hint()
            await self.front.listen(self._heard_and_settled)

    def says(self, words: str) -> None:
        self.narrator.says(words, "dim")

    def hint(self) -> None:
        words = next(self.hints, None)
        if words:
            self.says(words)

    async def _heard_and_settled(self, updates: object) -> None:
        await self.stage.house.ears[0].store(updates)  # type: ignore[arg-type]
        await self.stage.house.settle()
        self.hint()

    async def _aside(self, line: str) -> bool:
        """The words of the demo itself; everything else is heard as chat."""
        if line.lower() in {"quit", "exit", "q"}:
            self.ended.set()
            return True
        for prefix, answer in (("as ", self._as), ("mail ", self._mail), ("wait ", self._wait), ("inbox", self._inbox)):
            if line.lower().startswith(prefix):
                await answer(line)
                return True
        return False

    async def _as(self, line: str) -> None:
        name = line[3:].strip()
        known = {each.name.lower(): each.name for each in PEOPLE}
        if "@" in name:
            self.customer = name
            self.says(f"Letters come from {name} now: mail SUBJECT: TEXT")
        elif name.lower() in {"customer", "eva"}:
            self.says(f"Customers write by mail: mail SUBJECT: TEXT (from {self.customer})")
        elif name.lower() in known:
            self.front.switch(known[name.lower()])
            self.says(f"You are {self.front.speaker} now.")
        else:
            self.says(f"I know no {name}. There are {', '.join(known.values())}; or a customer's address.")

    async def _mail(self, line: str) -> None:
        found = _MAIL.fullmatch(line)
        if not found:
            self.says("Write it like: mail Pumps for Valencia: We need 40 pumps.")
            return
        sender = found["sender"] or self.customer
        await self.stage.customer_writes(sender, found["subject"].strip(), found["text"].replace("\\n", "\n"))
        self.says(f"✉ {sender} → {FRONT_DOOR}")
        await self.stage.house.settle()
        self._forwards()
        self.hint()

    async def _wait(self, line: str) -> None:
        found = _WAIT.fullmatch(line.strip())
        if not found:
            self.says("Write it like: wait 3 hours")
            return
        unit = _UNITS[(found[2] or "hours")[0].lower()]
        until = self.ahead + min(timedelta(**{unit: int(found[1])}), timedelta(days=31))
        while self.ahead < until:
            self.ahead = min(until, self.ahead + timedelta(minutes=30))
            await self.stage.house.settle()
        self.says(f"It is {self.now().astimezone(ZoneInfo(ZONE)):%A %H:%M} in Shanghai now.")
        self.hint()

    async def _inbox(self, line: str) -> None:
        address = line[5:].strip() or "eva@kunde.example"
        mails = self.stage.mail.delivered(address)
        if not mails:
            self.says(f"{address} has received nothing yet.")
        for raw in mails[-3:]:
            self.says(raw.decode("utf-8", "replace"))

    def _forwards(self) -> None:
        for mail in self.stage.mail.accepted()[-3:]:
            if mail.login == FRONT_DOOR:
                self.says(f"✉ sent on to {', '.join(mail.recipients)}")

    async def _lines(self) -> AsyncIterator[str]:
        """Typed or piped lines, until they end or somebody says quit."""
        loop = asyncio.get_running_loop()
        interactive = sys.stdin.isatty()
        while not self.ended.is_set():
            if interactive:
                print(f"{self.front.speaker}> ", end="", flush=True)
            line = await loop.run_in_executor(None, sys.stdin.readline)
            if not line:
                return
            if not interactive and line.strip():
                self.narrator.says(f"{self.front.speaker}> {line.strip()}")
            yield line


def _until_somebody_works(now: datetime) -> timedelta:
    """How far ahead the demo begins: nowhere in working hours, else ten minutes after the next opening."""
    calendar = calendar_for(DEFAULT, (now.year, now.year + 1))
    opening = calendar.opening_after(now)
    return timedelta() if opening <= now else opening - now + timedelta(minutes=10)


def main() -> int:
    """Plays until the input ends."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(Demo().play())
    print("This mail is gone now.")
    return 0
