"""The department in one process on a clock that tests set, with real lines: mails go by SMTP, one colleague sits at Telegram."""

from __future__ import annotations

import asyncio
import atexit
import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import delete, func, select

from app.listening import Ear
from app.migrate import upgrade
from bot.front import Update
from bot.telegram import TelegramFront
from mail.login import Login
from mail.smtp import Sender
from rules.event import Place, Tick
from rules.outgoing import Say
from rules.words import verbatim
from storage.database import opened
from storage.tables.colleagues import ChatAccountRow, ColleagueRow
from storage.tables.outbox import MessageRow
from tests.dialogues.desk import Desk
from tests.faults import invariants
from tests.standins.chat_api import TOKEN
from tests.standins.smtp_server import SmtpStandin


class WiredDesk(Desk):
    """A desk whose mails go to `server` (told step by step what to answer) and whose chat accounts may be at `api`."""

    def __init__(self, folder: Path, **answers: str | list[str]) -> None:
        shutil.copyfile(_migrated(), folder / "desk.db")
        super().__init__(folder)
        self._told = 0
        self.server = SmtpStandin(dict(answers))
        self._run(self.server.__aenter__())
        self.reaches(self.server.port)

    def reaches(self, port: int, patience: float = 1.0, timeout: float = 2.0, away: float = 0.0) -> WiredDesk:
        """From now on mails go to that port, over a new line."""
        login = Login("127.0.0.1", port, "plain", timeout=timeout)
        self.house.carrier.sender = Sender(login, patience=patience, away=away)
        return self

    def staffed(self) -> WiredDesk:
        """Ana and Bob sell, Dora hands out, Ada looks after the machine."""
        self.hires("Ana").hires("Bob").hires("Dora", "dispatcher").hires("Ada", "administrator").settle()
        self.set("routing.order", "open_inquiry, load").set("reminders.outside_hours", "all")
        self.forget()
        return self

    def owner(self, number: int = 1001) -> str:
        return self.owner_of(number)

    def answers_customer(self, number: int = 1001, words: str = "Dear Eva, our offer follows.") -> str:
        """The owner writes to the customer and presses Send; returns who it is."""
        owner = self.owner_of(number)
        self.says(owner, f"/reply {number} {words}").presses(owner, "Send")
        return owner

    def mails(self) -> list[MessageRow]:
        with self.database.reading() as session:
            return list(session.scalars(select(MessageRow).where(MessageRow.kind == "mail").order_by(MessageRow.id)))

    def to_customers(self) -> list[MessageRow]:
        return [each for each in self.mails() if each.audience == "customer"]

    def heard_by(self, person: str, part: str) -> int:
        """How many messages in her chat hold these words."""
        return sum(part in each for each in self.chat(person))

    def next_due(self) -> datetime | None:
        with self.database.reading() as session:
            return session.scalar(select(func.min(MessageRow.due_at)).where(MessageRow.state == "waiting"))

    def lives_until(self, end: datetime, step: timedelta = timedelta(minutes=20)) -> None:
        """Time passes from one thing that is due to the next; the clock's ticks come each `step`. No letter comes meanwhile."""
        tick = self.now
        while self.now < end:
            if self.now >= tick:
                self._run(self.house.clockwork.pulse())
                tick = self.now + step
            self._run(self.house.delivery.deliver_due())
            due = self.next_due()
            following = tick if due is None or due <= self.now else min(due, tick)
            self.now = min(end, max(following, self.now + timedelta(seconds=1)))
        self.settle()

    def holds(self, unknown: int = 0) -> None:
        """The invariants; so many messages may be such of which nobody knows."""
        on_server = [raw for folder in self.postbox.folders.values() for _, raw, _ in folder]
        invariants.hold(self.database, self.blobs, on_server=on_server, kills=unknown)

    def close(self) -> None:
        super_loop = self._loop
        super_loop.run_until_complete(self.house.carrier.sender.close())
        super_loop.run_until_complete(self.server.__aexit__())
        super().close()

    # Telegram

    def sits_at_telegram(self, url: str, *people: tuple[str, int], answer_within: float = 2.0) -> WiredDesk:
        """These colleagues are spoken to, and heard, through Telegram's API at that address instead."""
        front = TelegramFront(TOKEN, lambda: self.now, api=url, answer_within=answer_within)
        self.house.carrier.fronts = {**self.house.carrier.fronts, "telegram": front}
        self.house.ears = [*self.house.ears, Ear(front, self.house.performer, self.house.troubles)]
        with self.database.deciding() as session:
            for name, chat in people:
                person = session.scalars(select(ColleagueRow).where(ColleagueRow.name == name)).one()
                session.execute(delete(ChatAccountRow).where(ChatAccountRow.colleague_id == person.id))
                values = {"front": "telegram", "account": str(chat), "place": str(chat), "since": self.now}
                session.add(ChatAccountRow(colleague_id=person.id, **values))
            session.commit()
        return self

    def tells(self, chat: int, words: str, *, private: bool = True, not_before: datetime | None = None) -> WiredDesk:
        """Something is decided that is to be said in that chat of Telegram."""
        self._told += 1
        place = Place("telegram", str(chat), private)
        with self.database.reading() as session:
            whose = select(ChatAccountRow.colleague_id).where(ChatAccountRow.place == str(chat))
            listener = session.scalar(whose)
        said = Say(place, (verbatim(words),), listener=listener, not_before=not_before)
        self._run(self.house.performer.perform(Tick("test", f"test:{self._told}"), lambda work, _: [said]))
        return self

    def hears_from(self, chat: int, text: str) -> WiredDesk:
        """Somebody types at Telegram: the update is stored and handled."""
        self._told += 1
        person = {"id": chat, "is_bot": False, "first_name": "Somebody"}
        message = {"message_id": self._told, "date": int(self.now.timestamp()), "chat": {"id": chat, "type": "private"}}
        update = {"update_id": self._told, "message": message | {"from": person, "text": text}}
        self._run(self.house.ears[-1].store([Update(f"telegram:{self._told}", json.dumps(update))]))
        return self.carries()

    def carries(self) -> WiredDesk:
        """What was said is handled and what is due goes; the clock stands."""
        for ear in self.house.ears:
            self._run(ear.handle_stored())
        self._run(self.house.delivery.deliver_due())
        return self

    def runs(self, until: Callable[[], bool], seconds: float = 60) -> bool:
        """Real time passes, for the desk's clock as for the lines, until that is true."""
        began, last = time.monotonic(), time.monotonic()
        while not until() and last - began < seconds:
            self._run(asyncio.sleep(0.02))
            self.now += timedelta(seconds=time.monotonic() - last)
            last = time.monotonic()
            self._run(self.house.delivery.deliver_due())
        return until()


@lru_cache(maxsize=1)
def _migrated() -> Path:
    """An empty database of this schema, made once a process: migrating takes longer than most of these tests."""
    file = Path(mkdtemp()) / "empty.db"
    database = opened(f"sqlite:///{file}")
    upgrade(database)
    database.close()
    atexit.register(shutil.rmtree, file.parent, ignore_errors=True)
    return file


@contextmanager
def wired(folder: Path, **answers: str | list[str]) -> Iterator[WiredDesk]:
    desk = WiredDesk(folder, **answers).staffed()
    try:
        yield desk
    finally:
        desk.close()
