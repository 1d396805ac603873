"""The whole department in memory: letters in, chat in, hours pass, chat and mails out. Only the edges are stand-ins."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.house import House, Outside, built
from app.migrate import upgrade
from bot.front import Abilities, Button, KeepFile, MenuEntry, Saying, Store, Update
from mail.mailbox import Fetched, Listing, Vanished, Watched
from mail.read import read_letter
from rules.event import Heard, HeardFile, Place
from rules.letter import Letter, Ours
from rules.outgoing import Carried, NeverSent
from rules.unsafe import danger_of
from storage.blobs import Blobs
from storage.database import Database, opened
from storage.policy import set_value
from storage.tables.colleagues import ChatAccountRow, ColleagueAddressRow, ColleagueRow, RoomRow
from storage.tables.conversations import ConversationRow
from storage.work import Work

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 2 March 2026, 09:00 in Shanghai."""
COMPANY = {"company.front_door": "info@firm.example", "company.name": "Firm"}


class Postbox:
    """A mail account in memory, behind the protocol that the real one has."""

    account = "info"

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.folders: dict[str, list[tuple[int, bytes, datetime]]] = {"INBOX": [], "Sent": [], "Junk": []}
        self.uidvalidity = 1
        self.uidnext = dict.fromkeys(self.folders, 1)
        self.changed = True

    def put(self, raw: bytes, folder: str = "INBOX") -> None:
        inside = self.folders[folder]
        self.changed = True
        inside.append((self.uidnext[folder], raw, self.clock()))
        self.uidnext[folder] += 1

    def open(self) -> None: ...

    def watched(self) -> tuple[Watched, ...]:
        return (Watched("INBOX", "inbox"), Watched("Sent", "sent"), Watched("Junk", "junk"))

    def listed(self, folder: str, after: int = 0) -> Listing:
        inside = self.folders[folder]
        return Listing(
            self.uidvalidity, self.uidnext[folder], tuple(uid for uid, _, _ in inside if uid > after), len(inside)
        )

    def fetched(self, folder: str, uidvalidity: int, uid: int) -> Fetched:
        for number, raw, at in self.folders[folder]:
            if number == uid:
                return Fetched(raw, at)
        raise Vanished(str(uid))

    def wait(self, seconds: float) -> bool:
        return False

    def interrupt(self) -> None: ...

    def abandon(self) -> None: ...

    def file_copy(self, folder: str, raw: bytes, at: datetime, message_id: str) -> None:
        self.put(raw, folder)

    def close(self) -> None: ...


class Ears:
    """A chat in memory: what is typed is stored like anything heard, what is said is remembered per place."""

    name = "console"
    abilities = Abilities()

    def __init__(self) -> None:
        self.said: list[tuple[str, Saying]] = []
        self.heard_updates: dict[str, Heard] = {}
        self.fault: Exception | None = None
        self.fault_for = ""
        """A place that the front says is gone."""
        self.refuses = ""
        """A place for which it takes nothing, though it is there."""

    async def listen(self, store: Store) -> None:
        await asyncio.Event().wait()

    async def heard(self, update: Update, keep: KeepFile, last: bool = False) -> Heard | None:
        return self.heard_updates[update.key]

    async def say(self, saying: Saying) -> str:
        if self.fault is not None:
            raise self.fault
        if saying.place.address == self.fault_for:
            raise NeverSent("403 blocked", place_gone=True)
        if saying.place.address == self.refuses:
            raise NeverSent("400 bad request")
        number = saying.edits or str(len(self.said) + 1)
        self.said.append((number, saying))
        return number

    async def show_menu(self, menu: Sequence[MenuEntry], language: str) -> None: ...

    async def username(self) -> str:
        return ""

    async def close(self) -> None: ...


class Postman:
    """Takes mails as an SMTP server would."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, tuple[str, ...], bytes]] = []
        self.fault: Exception | None = None

    async def send(self, sender: str, recipients: Sequence[str], raw: bytes) -> Carried:
        if self.fault is not None:
            raise self.fault
        self.sent.append((sender, tuple(recipients), raw))
        return Carried("250 ok")

    async def close(self) -> None: ...


class HereReader:
    """Reads in this process: the children have tests of their own."""

    async def read(self, raw: bytes | Path, ours: Ours) -> Letter:
        return read_letter(raw if isinstance(raw, bytes) else raw.read_bytes(), ours)

    async def close(self) -> None: ...


class Desk:
    """What the tests say: receives, says, presses, hears, hours pass."""

    def __init__(self, folder: Path, url: str | None = None, database: Database | None = None) -> None:
        self.now = MONDAY
        self.database = database or opened(url or f"sqlite:///{folder / 'desk.db'}")
        upgrade(self.database)
        self.blobs = Blobs(folder / "store")
        self.blobs.folder.mkdir(parents=True, exist_ok=True)
        self.postbox = Postbox(lambda: self.now)
        self.ears = Ears()
        self.postman = Postman()
        self._loop = asyncio.new_event_loop()
        self._updates = 0
        self._letters = 0
        self._read_up_to = 0
        self._swept_at: datetime | None = None
        self.house: House = self._run(self._built())
        self.set("company.front_door", "info@firm.example")
        self.set("company.name", "Firm")
        self.settle()

    # people

    def hires(
        self, name: str, *roles: str, language: str = "en", address: str | None = None, chat: bool = True, **values: Any
    ) -> Desk:
        """A colleague with a company address and, unless said otherwise, a chat of her own."""
        with self.database.deciding() as session:
            row = ColleagueRow(
                name=name,
                roles=list(roles or ("salesperson",)),
                language=language,
                zone="Asia/Shanghai",
                joined_at=self.now,
                **values,
            )
            session.add(row)
            session.flush()
            where = address or f"{name.lower()}@firm.example"
            session.add(ColleagueAddressRow(address=where, colleague_id=row.id, since=self.now))
            if chat:
                session.add(
                    ChatAccountRow(
                        front="console", account=name.lower(), place=name.lower(), colleague_id=row.id, since=self.now
                    )
                )
            session.commit()
        return self

    def opens_room(self, address: str = "team") -> Desk:
        with self.database.deciding() as session:
            session.add(RoomRow(front="console", address=address, confirmed_at=self.now))
            session.commit()
        return self

    def set(self, key: str, value: str) -> Desk:
        with self.database.deciding() as session:
            work = self.work(session)
            set_value(work, key, value, None)
            session.commit()
        return self

    def work(self, session: Any) -> Work:
        from storage.policy import policy_at

        return Work(session, self.now, policy_at(session, self.now), "test", b"s" * 32)

    # what happens

    def receives(
        self,
        text: str = "We need 40 pumps, CIF Valencia.",
        *,
        sender: str = "Eva Lopez <eva@kunde.example>",
        subject: str = "Inquiry for pumps",
        to: str = "info@firm.example",
        raw: bytes | None = None,
        headers: dict[str, str] | None = None,
        files: Sequence[tuple[str, bytes]] = (),
        folder: str = "INBOX",
    ) -> Desk:
        """A letter arrives in a folder of the shared mailbox."""
        self.postbox.put(raw or self.written(text, sender, subject, to, headers or {}, files), folder)
        return self.settle()

    def written(
        self,
        text: str,
        sender: str,
        subject: str,
        to: str,
        headers: dict[str, str],
        files: Sequence[tuple[str, bytes]] = (),
    ) -> bytes:
        self._letters += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail["Date"] = email.utils.format_datetime(self.now)
        mail["Message-ID"] = headers.pop("Message-ID", f"<{self._letters}@mail.example>")
        for name, value in headers.items():
            mail[name] = value
        mail.set_content(text)
        for name, content in files:
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        return mail.as_bytes(policy=email.policy.SMTP)

    def says(self, person: str, text: str, *, room: str | None = None, answers: str | None = None, **more: Any) -> Desk:
        """Typed words. `answers` is a part of the message that they reply to."""
        replies_to = self._number_of(person, answers) if answers else None
        place = Place("console", room or person.lower(), private=room is None)
        return self._heard(person, place, text=text, replies_to=replies_to, **more)

    def sends_file(self, person: str, name: str, content: bytes, caption: str = "", answers: str | None = None) -> Desk:
        sha256 = self.blobs.keep(content)
        file = HeardFile(name, "application/octet-stream", len(content), sha256, danger_of(name, content) or "")
        return self.says(person, caption, answers=answers, files=(file,), borrowed=bool(caption))

    def presses(self, person: str, label: str) -> Desk:
        """The newest button of that label that stands in her chat."""
        for number, saying in reversed(self.ears.said):
            for button in (each for row in saying.buttons for each in row):
                if saying.place.address == person.lower() and button.label == label:
                    return self._heard(person, saying.place, pressed=button.nonce, pressed_message=number)
        raise AssertionError(f"{person} sees no button {label!r}; there are {self.buttons(person)}")

    def presses_nonce(self, person: str, nonce: str, place: Place | None = None) -> Desk:
        return self._heard(person, place or Place("console", person.lower()), pressed=nonce)

    def passes(self, **span: float) -> Desk:
        """Time passes, in steps of a quarter of an hour by day and of an hour by night: everything happens at its time."""
        until = self.now + timedelta(**span)
        while self.now < until:
            by_day = 7 <= self.now.astimezone(ZoneInfo("Asia/Shanghai")).hour < 19
            self.now = min(until, self.now + timedelta(minutes=15 if by_day else 60))
            self.settle()
        return self

    def jumps(self, **span: float) -> Desk:
        """Time passes while nobody is at work."""
        self.now += timedelta(**span)
        return self.settle()

    def settle(self) -> Desk:
        self._run(self._settled())
        return self

    # what is heard

    def hears(self, *parts: str, who: str | None = None) -> Desk:
        """Since the last time, somebody (or `who`) has heard each of these; nothing at all, if there are none."""
        new = [saying for _, saying in self.ears.said[self._read_up_to :]]
        self._read_up_to = len(self.ears.said)
        heard = [told(each) for each in new if who is None or each.place.address == who.lower()]
        if not parts:
            assert not heard, f"nobody was to hear anything, but: {heard}"
        for part in parts:
            assert any(part in each for each in heard), f"nobody heard {part!r}, but: {heard}"
        return self

    def forget(self) -> Desk:
        """What has been said so far is of no interest."""
        self._read_up_to = len(self.ears.said)
        self.postman.sent.clear()
        return self

    def chat(self, person: str) -> list[str]:
        """Everything that stands in her chat, oldest first; an edited message as it stands now."""
        standing: dict[str, str] = {}
        for number, saying in self.ears.said:
            if saying.place.address == person.lower():
                standing[number] = told(saying)
        return list(standing.values())

    def buttons(self, person: str) -> list[str]:
        return [each.label for each in self._buttons(person)]

    def _buttons(self, person: str) -> list[Button]:
        standing: dict[str, Saying] = {}
        for number, saying in self.ears.said:
            if saying.place.address == person.lower():
                standing[number] = saying
        return [each for saying in standing.values() for row in saying.buttons for each in row]

    def mails_to(self, address: str) -> list[EmailMessage]:
        parse = email.message_from_bytes
        return [
            parse(raw, policy=email.policy.default) for _, recipients, raw in self.postman.sent if address in recipients
        ]

    def conversation(self, number: int) -> ConversationRow:
        with self.database.reading() as session:
            return session.get_one(ConversationRow, number)

    def numbers(self) -> list[int]:
        with self.database.reading() as session:
            return list(session.scalars(select(ConversationRow.id).order_by(ConversationRow.id)))

    def owner_of(self, number: int) -> str:
        with self.database.reading() as session:
            owner = session.get_one(ConversationRow, number).owner_id
            return session.get_one(ColleagueRow, owner).name if owner else ""

    def close(self) -> None:
        self._run(self.house.stop())
        self._loop.close()
        self.database.close()

    async def _settled(self) -> None:
        """Rounds until nothing is left to do; the mailbox is swept only when it or the time has changed."""
        for _ in range(20):
            sweep = (self.postbox.changed, self.now) != (False, self._swept_at)
            self.postbox.changed, self._swept_at = False, self.now
            if not await self.house.round(sweep) and not self.postbox.changed:
                return

    async def _built(self) -> House:
        outside = Outside(
            fronts={"console": self.ears},
            mailboxes={"info": self.postbox},
            sender=self.postman,
            sent_folder=("info", "Sent"),
            authserv_ids=frozenset({"mx.firm.example"}),
            zone="Asia/Shanghai",
            reader=HereReader(),
        )
        return built(self.database, self.blobs, lambda: self.now, outside)

    def _heard(self, person: str, place: Place, **values: Any) -> Desk:
        self._updates += 1
        key = f"console:{self._updates}"
        message = f"u{self._updates}"
        self.ears.heard_updates[key] = Heard(
            key=key,
            place=place,
            account=person.lower(),
            at=self.now,
            message=message,
            speaker_name=person,
            **values,
        )
        self._run(self.house.ears[0].store([Update(key, "{}")]))
        return self.settle()

    def _number_of(self, person: str, part: str) -> str:
        for number, saying in reversed(self.ears.said):
            if saying.place.address == person.lower() and part in told(saying):
                return number
        raise AssertionError(f"{person} never heard {part!r}")

    def _run(self, doing: Awaitable[Any]) -> Any:
        return self._loop.run_until_complete(doing)


def told(saying: Saying) -> str:
    return "\n".join(text for text, _ in saying.paragraphs)
