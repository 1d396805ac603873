"""`make tour`: a scripted week through the very same parts, on real IMAP and SMTP, with a simulated clock."""

from __future__ import annotations

import asyncio
import hashlib
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.narrator import Narrator
from app.people import Person
from app.stage import FRONT_DOOR, ZONE, Stage, no_lines
from bot.console import ConsoleFront
from storage.colleagues import name_of
from storage.tables.conversations import ConversationRow, PromiseRow
from storage.tables.letters import LetterRow

PEOPLE = (
    Person("Ana", ("salesperson",), "ana@firm.example"),
    Person("Bob", ("salesperson",), "bob@firm.example"),
    Person("Chen", ("salesperson",), "chen@firm.example", language="zh"),
    Person("Dora", ("dispatcher",), "dora@firm.example"),
    Person("Max", ("manager", "administrator"), "max@firm.example"),
    Person("Sue", ("supervisor",), "sue@firm.example"),
    Person("Paul", ("production",), "paul@firm.example", language="zh"),
    Person("Amy", ("accounting",), "amy@firm.example"),
)
STEP = timedelta(minutes=30)
"""How far the simulated clock moves at once; whatever is due in between happens at its end."""


@dataclass
class Tally:
    """What the tour has counted when it ends; nothing of it is written by hand."""

    kept: int
    inquiries: int
    answered: int
    broken: int
    lost: int

    def __str__(self) -> str:
        return (
            f"tour: {self.kept} letters kept, {self.inquiries} inquiries, {self.answered} answered, "
            f"{self.broken} broken promises, {self.lost} lost"
        )


class Tour:
    """The narrator: moves the clock, lets people act, prints what they see."""

    def __init__(self, begins: datetime) -> None:
        self.now = begins
        self.front = ConsoleFront(no_lines(), lambda: self.now, speaker="Ana", run="tour")
        self.stage = Stage(PEOPLE, lambda: self.now, self.front)
        self.narrator = Narrator()
        self._shown_mails = 0
        for person in PEOPLE:
            self.front.switch(person.name)

    async def until(self, when: datetime) -> None:
        """Time passes; reminders and digests come when they are due."""
        if self.now.astimezone(ZoneInfo(ZONE)).date() != when.astimezone(ZoneInfo(ZONE)).date():
            self.narrator.headline(f"{when.astimezone(ZoneInfo(ZONE)):%A %d %B %Y}")
        while self.now < when:
            self.now = min(when, self.now + STEP)
            await self.settle()

    async def settle(self) -> None:
        await self.stage.house.settle()
        self._print_mails()

    def tells(self, words: str) -> None:
        """A line of the narrator."""
        here = self.now.astimezone(ZoneInfo(ZONE))
        self.narrator.says(f"\n{here:%a %d %b %H:%M}  {words}")

    async def customer(
        self, sender: str, subject: str, text: str, files: tuple[tuple[str, bytes], ...] = (), **headers: str
    ) -> EmailMessage:
        mail = await self.stage.customer_writes(sender, subject, text, files, **headers)
        self.narrator.mail(f"{sender} → {FRONT_DOOR}", subject, text)
        await self.settle()
        return mail

    async def raw(self, raw: bytes, envelope_from: str, shown: str) -> None:
        """A letter as some machine wrote it, byte for byte."""
        await self.stage.world_delivers(raw, envelope_from)
        self.narrator.mail(shown, "", "")
        await self.settle()

    async def says(self, person: str, text: str) -> None:
        self.front.switch(person)
        self.narrator.says(f"{person}: {text}", "italic")
        await self.front.type(text, self.stage.house.ears[0].store)
        await self.settle()

    async def presses(self, person: str, label: str) -> None:
        """Presses the newest button of that label in the person's chat."""
        button = self._button(person, label)
        self.front.switch(person)
        self.narrator.says(f"{person} presses [{label}]", "italic")
        await self.front.type(f"press {button}", self.stage.house.ears[0].store)
        await self.settle()

    async def replies_from_own_mailbox(self, person: str, text: str) -> None:
        """She opens the forwarded letter in her mail program and presses Reply to all that Reply-To names."""
        address = self.stage.people[person].address
        forwarded = message_from_bytes(self.stage.mail.held(address)[-1], policy=modern)
        recipients = [each.addr_spec for each in forwarded["Reply-To"].addresses]
        mail = EmailMessage()
        mail["From"], mail["To"] = f"{person} <{address}>", forwarded["Reply-To"]
        mail["Subject"] = f"Re: {forwarded['Subject']}"
        mail["In-Reply-To"] = forwarded["Message-ID"]
        mail["References"] = f"{forwarded['References'] or ''} {forwarded['Message-ID']}".strip()
        mail["Message-ID"] = f"<{int(self.now.timestamp())}@firm.example>"
        mail.set_content(text)
        await self.stage.colleague_sends(person, mail, recipients)
        self.narrator.mail(f"{address} → {', '.join(recipients)}", mail["Subject"], text)
        await self.settle()

    def newest_to(self, address: str) -> EmailMessage:
        """The last mail that a customer has got."""
        return message_from_bytes(self.stage.mail.delivered(address)[-1], policy=modern)

    def owner_of(self, number: int) -> str:
        """Whose a conversation is at the moment."""
        with self.stage.database.reading() as session:
            return name_of(session, session.get_one(ConversationRow, number).owner_id)

    def counted(self) -> Tally:
        """Counted from the log and, for what is lost, from the server's side."""
        on_server = [raw for folder in ("INBOX", "Sent", "Junk") for raw in self.stage.mail.held(FRONT_DOOR, folder)]
        with self.stage.database.reading() as session:
            known = set(session.scalars(select(LetterRow.sha256)))
            came = select(func.count()).select_from(LetterRow).where(LetterRow.role.in_(("inbox", "junk")))
            begun = select(func.count()).select_from(ConversationRow)
            broken = select(func.count()).select_from(PromiseRow).where(PromiseRow.breached_at.is_not(None))
            return Tally(
                kept=session.scalar(came) or 0,
                inquiries=session.scalar(begun) or 0,
                answered=session.scalar(begun.where(ConversationRow.first_answer_at.is_not(None))) or 0,
                broken=session.scalar(broken) or 0,
                lost=sum(hashlib.sha256(raw).hexdigest() not in known for raw in on_server),
            )

    def _button(self, person: str, label: str) -> int:
        """The number of that button on the newest message of hers that has any."""
        mine = [each for each in self.front.shown.values() if each.place.address == person.lower() and each.buttons]
        labels = [each.label for each in mine[-1].buttons] if mine else []
        if label not in labels:
            raise LookupError(f"{person} sees no button {label!r}, only {labels}")
        return labels.index(label) + 1

    def _print_mails(self) -> None:
        """What left through our own server since the last time: forwards and answers."""
        accepted = self.stage.mail.accepted()
        for mail in accepted[self._shown_mails :]:
            if mail.login == FRONT_DOOR:
                read = message_from_bytes(mail.raw, policy=modern)
                body = read.get_body(("plain",))
                text = body.get_content() if body else ""
                self.narrator.mail(f"{read['From']} → {', '.join(mail.recipients)}", read["Subject"], text)
        self._shown_mails = len(accepted)


async def played() -> Tally:
    """Plays the script and counts."""
    from app.tour_script import BEGINS, play

    tour = Tour(BEGINS)
    async with tour.stage:
        await play(tour)
        return tour.counted()


def main() -> int:
    """Exit code 0 when nothing was lost."""
    tally = asyncio.run(played())
    print(f"\n{tally}")
    sys.stdout.flush()
    return 0 if tally.lost == 0 else 1
