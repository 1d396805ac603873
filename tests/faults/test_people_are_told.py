"""People are told: each trouble of the desk reaches every administrator once, at any hour, with what to do; its end once.

Ada has a chat, Al has none and gets mails. It is night: nobody else is woken. What is wrong with the chat goes to both by mail.
"""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from app import intake, listening, postman, steadfast
from app.anchors import Anchors
from app.clock import Clockwork
from app.clock_watch import ClockWatch
from app.database_watch import DatabaseWatch
from app.disk_watch import LEAST_FREE, OVER_AT, DiskWatch
from app.nightly import Nightly
from app.straight import Straight
from bot.front import FrontRefused, FrontTaken, Pulse
from handlers.asked import Timer
from handlers.ticks.week import drawn, failed
from mail.mailbox import LoginRefused, Unfetchable, Unreachable, Watched
from mail.reader import Unreadable
from mail.smtp_answers import LoginNotTaken
from rules.event import Tick
from rules.outgoing import NotSent
from storage.facts import remember
from storage.tables.happenings import HappeningRow
from storage.tables.letters import FolderRow, LetterRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen

WEEK = (date(2026, 2, 23), "en")
NUMBERS = itertools.count()
NIGHT = timedelta(hours=14)
"""From 9 in the morning to 23 o'clock."""


@dataclass
class Cause:
    """A trouble: how it begins and ends, what is heard within how many minutes, and which button stands below it."""

    begin: Callable[[Desk], None]
    end: Callable[[Desk], None] | None
    words: str
    advice: str
    minutes: float
    button: str | None = "How is the desk?"
    by_day: bool = False
    by_mail: bool = False
    mails: int = 1
    """How many mails Al gets: none while it is the way out that is broken."""


def run_for(desk: Desk, doing: Awaitable[Any], seconds: float = 0.4) -> None:
    """The part runs for a moment, as it runs in the service."""

    async def cancelled() -> None:
        with suppress(TimeoutError, BaseExceptionGroup, FrontTaken):
            await asyncio.wait_for(doing, seconds)

    desk._run(cancelled())


def raising(fault: Exception) -> Callable[..., Any]:
    def raises(*_: Any, **__: Any) -> Any:
        raise fault

    return raises


def session_of(desk: Desk, change: Callable[[Any], None]) -> None:
    with desk.database.deciding() as session:
        change(session)
        session.commit()


def patched(desk: Desk, owner: Any, name: str, value: Any) -> None:
    """For the time of the trouble; `mended` gives it back."""
    box: list[tuple[Any, str, Any]] = desk.__dict__.setdefault("patches", [])
    box.append((owner, name, getattr(owner, name)))
    setattr(owner, name, value)


def mended(desk: Desk) -> None:
    for owner, name, value in reversed(desk.__dict__.pop("patches", [])):
        setattr(owner, name, value)


def straight(desk: Desk) -> Straight:
    return Straight(desk.house.performer, {"console": desk.ears}, desk.postman)


def kept(desk: Desk, name: str, make: Callable[[], Any]) -> Any:
    """A part that remembers what it has told: one for both halves of the trouble."""
    if name not in desk.__dict__:
        desk.__dict__[name] = make()
    return desk.__dict__[name]


# the causes


def login_refused(desk: Desk) -> None:
    patched(desk, desk.postbox, "open", raising(LoginRefused("[AUTHENTICATIONFAILED]")))
    watching(desk)


def watching(desk: Desk) -> None:
    """The watch runs into it; the rounds of the department do without the mailbox meanwhile."""
    watch = desk.house.watches[0]
    watch._open = False
    run_for(desk, watch.run())
    patched(desk, watch, "sweep", _nothing)


def unreachable(desk: Desk) -> None:
    patched(desk, desk.postbox, "open", raising(Unreachable("no route to host")))
    patched(desk, intake, "_PAUSES", (0.0, 0.0, 0.0, 0.0, 60.0))
    watching(desk)


def mailbox_back(desk: Desk) -> None:
    mended(desk)
    desk.settle().jumps(minutes=2)


def smtp_refuses(desk: Desk) -> None:
    desk.says("Ada", "/staff add Leo salesperson leo@firm.example")
    desk.postman.fault = LoginNotTaken("535 5.7.8")
    desk.receives("We need 40 pumps, CIF Valencia.")


def smtp_back(desk: Desk) -> None:
    mended(desk)
    desk.postman.fault = None
    desk.passes(minutes=75)


def mails_wait(desk: Desk) -> None:
    desk.postman.fault = NotSent("451 later")
    desk.receives("We need 40 pumps, CIF Valencia.").jumps(hours=2).jumps(hours=2, minutes=5)
    desk.jumps(minutes=2)


def chat_away(desk: Desk) -> None:
    desk.ears.fault = NotSent("502 bad gateway")
    desk.says("Ada", "/health")
    for _ in range(14):
        desk.jumps(minutes=4)


def chat_back(desk: Desk) -> None:
    desk.ears.fault = None
    for _ in range(4):
        desk.jumps(minutes=40)


def no_backup(desk: Desk) -> None:
    session_of(desk, lambda session: remember(session, "backup", "file", desk.now - timedelta(hours=27)))
    desk.jumps(minutes=2)


def a_backup(desk: Desk) -> None:
    session_of(desk, lambda session: remember(session, "backup", "file", desk.now))
    desk.jumps(minutes=2)


def nightly(desk: Desk) -> Nightly:
    house = desk.house
    return kept(  # type: ignore[no-any-return]
        desk, "nightly", lambda: Nightly(house.performer, house.troubles, desk.blobs.folder, desk.blobs.folder, 3)
    )


def backup_fails(desk: Desk) -> None:
    file = desk.blobs.folder / "no folder"
    file.write_text("in the way")
    desk._run(nightly(desk)._made(file))


def backup_works(desk: Desk) -> None:
    desk._run(nightly(desk)._made(desk.blobs.folder.parent / "backups"))


def disk_full(desk: Desk) -> None:
    free = [LEAST_FREE - 1, LEAST_FREE - 1, OVER_AT, OVER_AT]
    watch = kept(desk, "disk", lambda: DiskWatch(straight(desk), [Path("/")], lambda _: free.pop(0)))
    desk._run(watch.once())
    desk._run(watch.once())


def disk_free(desk: Desk) -> None:
    desk._run(desk.__dict__["disk"].once())
    desk._run(desk.__dict__["disk"].once())


def database_away(desk: Desk) -> None:
    watch = kept(desk, "database watch", lambda: DatabaseWatch(desk.house.performer, straight(desk), patience=0.0))
    desk._run(watch.once())
    patched(desk, desk.house.performer, "look", raising(OperationalError("SELECT 1", {}, Exception("no connection"))))
    desk._run(watch.once())
    desk._run(watch.once())
    mended(desk)


def database_back(desk: Desk) -> None:
    desk._run(desk.__dict__["database watch"].once())
    desk._run(desk.__dict__["database watch"].once())


def clock_back(desk: Desk) -> None:
    desk.receives("We need 40 pumps.")
    desk.now -= timedelta(minutes=40)
    desk.settle()


def clock_right(desk: Desk) -> None:
    desk.jumps(minutes=45)


def clock_jumps(desk: Desk) -> None:
    steady = itertools.count()
    watch = ClockWatch(desk.house.performer, desk.house.troubles, lambda: float(next(steady)))
    desk._run(watch.once())
    desk.now += timedelta(hours=3)
    desk._run(watch.once())
    desk._run(watch.once())


def front_refuses(desk: Desk) -> None:
    patched(desk, desk.ears, "listen", raising(FrontRefused("the token was revoked")))
    run_for(desk, desk.house.ears[0]._listen())


def front_takes_us(desk: Desk) -> None:
    mended(desk)
    patched(desk, listening, "_PULSE_SECONDS", 0.05)
    desk.ears.pulse = Pulse(last_good=1.0)  # type: ignore[attr-defined]
    run_for(desk, desk.house.ears[0]._recovers())
    mended(desk)


def second_poller(desk: Desk) -> None:
    patched(desk, listening, "_SAYS_IT_WITHIN", 0.0)
    patched(desk, desk.ears, "listen", raising(FrontTaken("another one")))
    run_for(desk, desk.house.ears[0]._listen())


def odd_timer(desk: Desk) -> None:
    desk.__dict__["odd"] = True
    keys = (f"tick:odd:{number}" for number in itertools.count())

    def handle(work: Any, tick: Any) -> list[Any]:
        if desk.__dict__["odd"]:
            raise ZeroDivisionError
        return []

    clockwork = Clockwork(desk.house.performer, [Timer("odd", lambda *_: [next(keys)], handle)], desk.house.troubles)
    desk.__dict__["clockwork"] = clockwork
    desk._run(clockwork.pulse())
    desk._run(clockwork.pulse())


def timer_mended(desk: Desk) -> None:
    desk.__dict__["odd"] = False
    desk._run(desk.__dict__["clockwork"].pulse())


def part_fails(desk: Desk) -> None:
    patched(desk, steadfast, "PAUSES", (0.0,))
    patched(desk, steadfast, "_WELL_AFTER", 0.3)
    failures = itertools.count()

    async def part() -> None:
        if next(failures) < 5:
            raise KeyError("odd")
        await asyncio.sleep(1.0)

    async def both() -> None:
        running = asyncio.create_task(steadfast.steadfast("pictures", part, desk.house.troubles))
        await asyncio.sleep(0.2)
        desk.__dict__["running"] = running

    desk._run(both())


def part_goes_on(desk: Desk) -> None:
    desk._run(asyncio.wait({desk.__dict__["running"]}, timeout=20))
    mended(desk)


def renumbered(desk: Desk) -> None:
    desk.postbox.uidvalidity = 7
    desk.receives("We need 40 pumps.")


def read_again(desk: Desk) -> None:
    desk.jumps(minutes=2)


def folder_gone(desk: Desk) -> None:
    patched(desk, desk.postbox, "watched", lambda: (Watched("INBOX", "inbox"), Watched("Sent", "sent")))
    desk.jumps(minutes=59).jumps(minutes=3)


def folder_back(desk: Desk) -> None:
    mended(desk)
    desk.settle().jumps(minutes=2)


def not_swept(desk: Desk) -> None:
    patched(desk, desk.house.watches[0], "sweep", _nothing)
    session_of(desk, lambda session: session.execute(update(FolderRow).values(swept_at=desk.now)))
    desk.jumps(minutes=5).jumps(minutes=1, seconds=1)


async def _nothing() -> int:
    return 0


def difference(desk: Desk) -> None:
    desk.receives("We need 40 pumps.")
    patched(desk, desk.postbox, "fetched", raising(Unfetchable("NO [SERVERBUG]")))
    desk.postbox.put(b"From: a@b.example\r\n\r\nx")
    desk.forget().says("Max", "/reconcile")


def no_difference(desk: Desk) -> None:
    mended(desk)
    desk.says("Max", "/reconcile")


def letter_lost(desk: Desk) -> None:
    desk.receives("We need 40 pumps.").forget()
    desk.postbox.folders["INBOX"].clear()
    with desk.database.reading() as session:
        name = session.scalars(select(LetterRow.sha256).where(LetterRow.role == "inbox")).one()
    desk.__dict__["lost"] = (name, desk.blobs.load(name))
    desk.blobs.path(name).unlink()
    desk.says("Max", "/reconcile")


def letter_found(desk: Desk) -> None:
    desk.blobs.keep(desk.__dict__["lost"][1])
    desk.says("Max", "/reconcile")


def quarantined(desk: Desk) -> None:
    async def unreadable(*_: Any) -> Any:
        raise Unreadable("took longer than 30 s")

    patched(desk, desk.house.sorter.reader, "read", unreadable)
    desk.receives("We need 40 pumps.")
    mended(desk)


def lies_there(desk: Desk) -> None:
    quarantined(desk)
    desk.forget().jumps(hours=4, minutes=2)


def set_aside(desk: Desk) -> None:
    with desk.database.reading() as session:
        number = session.scalars(select(LetterRow.id).where(LetterRow.state == "quarantined")).one()
    desk.says("Ada", f"/quarantine dismiss {number} a machine's noise").jumps(minutes=2)


def refused(desk: Desk) -> None:
    desk.ears.refuses = "bob"
    desk.says("Bob", "/help")


def silence(desk: Desk) -> None:
    session_of(desk, lambda session: session.add_all(_eight_weeks(desk.now)))
    desk.jumps(minutes=2)


def _eight_weeks(now: datetime) -> list[LetterRow]:
    return [
        LetterRow(
            sha256=f"{week * 1000 + number:064x}", size=1, role="inbox", account="info", state="sorted",
            arrived_at=now - timedelta(weeks=week, minutes=-2 * number), kept_at=now - timedelta(weeks=week),
        )
        for week in range(1, 9)
        for number in range(-40, 40)
    ]  # fmt: skip


def a_letter_comes(desk: Desk) -> None:
    desk.receives("We need 40 pumps.").jumps(minutes=2)


def server_for_sending_away(desk: Desk) -> None:
    patched(desk, postman, "TOLD_AFTER", 0.0)
    desk.says("Ada", "/staff add Leo salesperson leo@firm.example")
    desk.postman.fault = NotSent("no route to host", nobody_there=True)
    desk.receives("We need 40 pumps, CIF Valencia.")


def picture_fails(desk: Desk) -> None:
    picture(desk, lambda work, _: failed(work, WEEK, "OutOfMemory"))
    picture(desk, lambda work, _: failed(work, WEEK, "OutOfMemory"))


def picture_drawn(desk: Desk) -> None:
    picture(desk, lambda work, _: drawn(work, WEEK, "0" * 64, 1))


def picture(desk: Desk, decide: Callable[[Any, Any], Any]) -> None:
    key = f"tick:picture:{next(NUMBERS)}"
    desk._run(desk.house.performer.perform(Tick("picture", key), decide))


def tampered(desk: Desk) -> None:
    house = desk.house
    anchors = kept(desk, "anchors", lambda: Anchors(house.performer, house.troubles, desk.blobs.folder / "seals"))
    desk.says("Bob", "/customer add Kunde GmbH, Spain, eva@kunde.example").forget()
    desk._run(anchors.once())
    with desk.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER happenings_not_removed")
        newest = connection.scalar(select(HappeningRow.id).order_by(HappeningRow.id.desc()).limit(1))
        connection.exec_driver_sql(f"DELETE FROM happenings WHERE id = {newest}")
    desk._run(anchors.once())
    desk._run(anchors.once())


CAUSES = {
    "login": Cause(login_refused, mailbox_back, "refuses the login", "Check name and password", 2),
    "mailbox away": Cause(unreachable, mailbox_back, "cannot be reached", "infodesk check tries it", 2),
    "login for sending": Cause(smtp_refuses, smtp_back, "sending refuses the login", "Check name and password", 2, mails=0),
    "server for sending": Cause(
        server_for_sending_away, smtp_back, "sending cannot be reached", "infodesk check tries it", 1, mails=0
    ),
    "picture": Cause(picture_fails, picture_drawn, "picture of the week cannot be drawn", "told in words", 1),
    "mails wait": Cause(mails_wait, smtp_back, "Mails wait to be sent", "infodesk check", 4 * 60 + 15, mails=0),
    "chat away": Cause(chat_away, chat_back, "The chat takes nothing", "infodesk check tries the chat", 60, None, by_mail=True),
    "no backup": Cause(no_backup, a_backup, "There has been no backup", "infodesk backup", 2),
    "backup fails": Cause(backup_fails, backup_works, "The backup into", "Make room there", 1),
    "disk full": Cause(disk_full, disk_free, "The disk is almost full", "Free space", 1, None),
    "database away": Cause(database_away, database_back, "database cannot be reached", "start it again", 2, None),
    "clock set back": Cause(clock_back, clock_right, "behind what I have recorded", "Set the clock", 2),
    "clock jumps": Cause(clock_jumps, None, "has jumped", "time server", 180),
    "token revoked": Cause(
        front_refuses, front_takes_us, "The chat console refuses us", "Make a new token", 1, None, by_mail=True
    ),
    "second poller": Cause(second_poller, front_takes_us, "Another program asks", "End the other one", 1),
    "timer fails": Cause(odd_timer, timer_mended, "The part odd of the clock fails", "The log tells", 1),
    "part fails": Cause(part_fails, part_goes_on, "fails again and again: pictures", "The log tells", 1),
    "renumbered": Cause(renumbered, read_again, "has renumbered INBOX", "nothing is doubled", 2),
    "folder gone": Cause(
        folder_gone, folder_back, "The folder Junk of info is not there", "Bring it back", 62, "Count mailbox and log"
    ),
    "not swept": Cause(not_swept, mailbox_back, "has not been looked through", "infodesk check", 7, "Count mailbox and log"),
    "mailbox not log": Cause(difference, no_difference, "Mailbox 2, log 1", "is fetched again", 1),
    "letter lost": Cause(letter_lost, letter_found, "missing or damaged", "from a backup", 1),
    "letter unreadable": Cause(quarantined, None, "A letter could not be read", "set it aside", 1, "Original"),
    "quarantine waits": Cause(lies_there, set_aside, "lie in quarantine for hours", "/quarantine", 4 * 60 + 2, "Quarantine"),
    "dead letter": Cause(refused, None, "was refused for good", "", 1),
    "silence": Cause(silence, a_letter_comes, "unusually quiet", "Send a test mail", 2, "Count mailbox and log", by_day=True),
    "record tampered": Cause(tampered, None, "changed or cut outside", "infodesk audit verify", 10),
}  # fmt: skip


SLOW = {
    "chat away",
    "mails wait",
    "login for sending",
    "server for sending",
    "picture",
    "token revoked",
    "second poller",
    "renumbered",
    "no backup",
    "backup fails",
    "record tampered",
    "timer fails",
    "clock jumps",
}
"""These wait for make faults; the others run every time."""


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    desk.hires("Al", "administrator", chat=False)
    session_of(desk, lambda session: remember(session, "backup", "file", desk.now + NIGHT))
    return desk.settle().forget()


def heard(desk: Desk, part: str) -> tuple[int, int, int]:
    """How often Ada has read it in chat, Ada by mail, Al by mail."""
    chat = sum(part in each and "It is over." not in each for each in desk.chat("Ada"))
    return chat, _mails(desk, "ada@firm.example", part), _mails(desk, "al@firm.example", part)


def _mails(desk: Desk, address: str, part: str) -> int:
    texts = [" ".join(each.get_content().split()) for each in desk.mails_to(address)]
    return sum(part in each and "It is over." not in each for each in texts)


@pytest.mark.experiment(
    "R17", "each trouble of the desk, at night", "each administrator once, with what to do; its end once"
)
@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=pytest.mark.slow) if each in SLOW else each for each in CAUSES]
)
def test_administrators_hear_of_it_once_and_of_its_end_once(staffed: Desk, name: str, seen: Seen) -> None:
    desk, cause = staffed, CAUSES[name]
    if not cause.by_day:
        desk.jumps(hours=14).forget()
    began = desk.now
    cause.begin(desk)
    desk.settle()
    assert desk.now - began <= timedelta(minutes=cause.minutes)
    expected = (0, 1, 1) if cause.by_mail else (1, 0, cause.mails)
    assert heard(desk, cause.words) == expected
    if not cause.by_mail:
        message = next(each for each in desk.chat("Ada") if cause.words in each)
        assert cause.advice in message
        assert cause.button is None or cause.button in desk.buttons("Ada")
    for _ in range(2):
        desk.jumps(minutes=1)
    assert heard(desk, cause.words) == expected, "not twice"
    assert not [each for each in desk.chat("Bob") if cause.words in each], "nobody else is woken"
    if cause.end is not None:
        cause.end(desk)
        desk.settle()
        over = [
            each for each in desk.chat("Ada") if "It is over." in each and (cause.words in each or cause.button is None)
        ]
        assert len(over) == 1, over
    seen(f"{len(CAUSES)} troubles, each told once")


def test_every_place_that_raises_an_alarm_is_known_here() -> None:
    """A new one fails here until somebody has thought of its row above, or of why it needs none."""
    root = Path(intake.__file__).parents[1]
    raises = re.compile(r"(?:(?<!def )\b(?:raised|alarm|_trouble)\()")
    found = {
        f"{floor}/{file.relative_to(root / floor)}": len(raises.findall(file.read_text()))
        for floor in ("app", "handlers")
        for file in (root / floor).rglob("*.py")
    }
    assert {name: count for name, count in found.items() if count} == PLACES


PLACES = {
    "app/anchors.py": 1,
    "app/clock.py": 1,
    "app/clock_watch.py": 1,
    "app/intake.py": 4,
    "app/listening.py": 2,
    "app/nightly.py": 2,
    "app/papers.py": 4,
    "app/postman.py": 2,
    "app/steadfast.py": 1,
    "app/troubles.py": 1,
    "handlers/letters/bounced.py": 1,
    "handlers/lost_mails.py": 1,
    "handlers/outcomes.py": 2,
    "handlers/reconciling.py": 2,
    "handlers/ticks/heartbeat.py": 1,
    "handlers/ticks/week.py": 1,
}
"""Those of app/papers.py are shown by tests/dialogues/test_quote_papers.py.

Beside these: the full disk and the database that is away, which are told past it (app/straight.py).
"""
