"""The only file that knows every room: settings become accounts, fronts and a house; `run` is the service."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from app import health, instant, memory
from app.accounts import mail_account, smtp_login
from app.anchors import Anchors, place_of
from app.carry import Postman
from app.clock_watch import ClockWatch
from app.database_watch import DatabaseWatch
from app.discarding import Discarder
from app.disk_watch import DiskWatch
from app.first_link import asked_at_the_terminal
from app.house import House, Outside, built
from app.logs import begin_logging, log_what_nobody_caught
from app.migrate import upgrade
from app.nightly import Nightly
from app.settings import Settings
from app.sharing import Share
from app.single import EXIT_TAKEN, Single
from app.steadfast import gone, is_taken, steadfast
from app.straight import Straight
from bot.console import ConsoleFront
from bot.front import Front, MenuEntry
from bot.telegram import TelegramFront
from documents.speech import languages, spoken
from documents.stationery import Stationery
from handlers.contents import COMMANDS
from mail.imap import ImapMailbox
from mail.login import Login, Unsafe
from mail.mailbox import Mailbox
from mail.smtp import Sender
from rules.outgoing import Carried, NeverSent, NotSent
from rules.refusal import Refused
from storage.blobs import Blobs
from storage.database import Database, faults_found, file_of, opened
from storage.facts import remember
from storage.policy import policy_at
from storage.pulse import RUNNING

LOG = logging.getLogger("infodesk")
EXIT_WRONG = 2
_STOPS_WITHIN = 9.0


class NoServer:
    """Stands where no SMTP server is set: every mail waits, and people are told why."""

    async def send(self, sender: str, recipients: Sequence[str], raw: bytes) -> Carried:
        raise NotSent("no mail server is set up to send through; see [smtp] in infodesk.toml")

    async def close(self) -> None: ...


def run(settings: Settings) -> int:
    """The service, until SIGTERM or SIGINT. Exit code 0 when it was asked to end, 75 when it has to leave (F20, F24, F29)."""
    begin_logging(settings.run.log_level, settings.run.log_format, settings.secrets())
    log_what_nobody_caught()
    memory.few_heaps()
    try:
        with contextlib.ExitStack() as exits:
            database = _database(settings, exits)
            return asyncio.run(_served(settings, database))
    except (Refused, Unsafe) as no:
        LOG.error("%s", no)
        print(f"infodesk: {no}", file=sys.stderr)
        return EXIT_TAKEN if isinstance(no, Refused) else EXIT_WRONG


def fronts_of(settings: Settings) -> dict[str, Front]:
    """Every chat front that is set up, by its name."""
    return {name: make(settings) for name, make in FRONTS.items() if _is_set_up(name, settings)}


def _telegram(settings: Settings) -> Front:
    chat = settings.telegram
    token = chat.token.get_secret_value() if chat.token else ""
    return TelegramFront(
        token, instant.now, api=chat.api_base, proxy=chat.proxy or None, poll_seconds=chat.poll_seconds
    )


def _console(settings: Settings) -> Front:
    return ConsoleFront(_typed_lines(), instant.now, speaker="admin")


FRONTS: Mapping[str, Callable[[Settings], Front]] = {"telegram": _telegram, "console": _console}
"""A chat front more is a row here."""


def _is_set_up(name: str, settings: Settings) -> bool:
    return settings.run.console if name == "console" else settings.telegram.token is not None


def _database(settings: Settings, exits: contextlib.ExitStack) -> Database:
    """Opened, alone on SQLite, sound, and of this program's schema; a missing one is never made silently (F24, F25)."""
    url = settings.database.url
    file = file_of(url)
    if file is not None:
        exits.enter_context(Single(file))
        if not file.exists():
            raise Refused(
                "There is no database {file}. infodesk init makes one; infodesk restore brings one back.",
                file=str(file),
            )
    database = opened(url)
    exits.callback(database.close)
    faults = faults_found(database)
    if faults:
        raise Refused(
            "The database is damaged: {fault}. Nothing was changed. infodesk restore FILE brings a backup back.",
            fault=faults[0],
        )
    upgrade(database)
    return database


async def _served(settings: Settings, database: Database) -> int:
    house = _house(settings, database)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stopping.set)
    await house.performer.change(lambda session, now: remember(session, RUNNING, now.isoformat(), now))
    share = Share(house, alone=database.is_sqlite)
    serving = asyncio.create_task(share.run())
    backup = settings.backup
    nightly = Nightly(
        house.performer,
        house.troubles,
        settings.store.folder,
        backup.folder if backup.nightly else None,
        backup.keep,
        lambda: share.serves,
        backup.key_file,
    )
    fronts = {each.front.name: each.front for each in house.ears}
    straight = Straight(house.performer, fronts, house.carrier.sender)
    anchors = Anchors(house.performer, house.troubles, place_of(settings.store.folder))
    parts: dict[str, Callable[[], Awaitable[None]]] = {
        "heartbeat": lambda: _beats(settings, house),
        "terminal": lambda: asked_at_the_terminal(house.performer),
        "nightly": nightly.run,
        "memory": memory.gives_back,
        "discarding": Discarder(house.performer).run,
        "anchors": anchors.run,
        "disk": DiskWatch(straight, _folders(settings), serves=lambda: share.serves).run,
        "clock watch": ClockWatch(house.performer, house.troubles, woken=lambda: house.clockwork.woken()).run,
        "database": DatabaseWatch(house.performer, straight, lambda: share.serves).run,
    }
    beside = [asyncio.create_task(steadfast(name, run, house.troubles)) for name, run in parts.items()]
    LOG.info("ready", extra={"mailboxes": len(house.watches), "fronts": len(house.ears)})
    try:
        waiting = asyncio.create_task(stopping.wait())
        await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        return await _ended(serving)
    finally:
        for task in beside:
            task.cancel()


def _folders(settings: Settings) -> list[Path]:
    """Where room is needed."""
    file = file_of(settings.database.url)
    return [settings.store.folder, *([file.absolute().parent] if file else [])]


async def _ended(serving: asyncio.Task[None]) -> int:
    if not serving.done():
        LOG.info("stopping")
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError, TimeoutError):
            await asyncio.wait_for(serving, _STOPS_WITHIN)
        return 0
    fault = serving.exception()
    if fault is not None and is_taken(fault):
        LOG.error("somebody else polls this bot; I leave")
        print("infodesk: another program polls this bot. Stop it, or make a new token.", file=sys.stderr)
        return EXIT_TAKEN
    lost = gone(fault)
    if lost is not None:
        LOG.error("the database was taken from me; I leave", extra={"fault": str(lost)})
        print(
            f"infodesk: {lost} Nothing more was done. Put it right, or bring a backup back with infodesk restore FILE.",
            file=sys.stderr,
        )
        return EXIT_TAKEN
    if fault is not None:
        LOG.error("a part of the service has failed", exc_info=fault)
        return EXIT_TAKEN
    return 0


def _house(settings: Settings, database: Database) -> House:
    settings.store.folder.mkdir(parents=True, exist_ok=True)
    login = smtp_login(settings)
    door = settings.front_door
    mailboxes: dict[str, Mailbox] = {each.name: ImapMailbox(mail_account(each)) for each in settings.mailbox}
    with database.reading() as session:
        zone = policy_at(session, instant.now()).zone
    outside = Outside(
        fronts=fronts_of(settings),
        mailboxes=mailboxes,
        sender=_sender(login),
        sent_folder=(door.name, door.sent or "") if door else None,
        authserv_ids=frozenset(name for each in settings.mailbox for name in each.authserv_ids),
        zone=zone,
        stationery=Stationery(settings.documents.folder),
        holder=f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}",
    )
    return built(database, Blobs(settings.store.folder), instant.now, outside)


def _sender(login: Login | None) -> Postman:
    return Sender(login) if login is not None else NoServer()


async def _beats(settings: Settings, house: House) -> None:
    """Writes the sign of life that `infodesk health` reads, and shows the menu once."""
    await _menus(house)
    while True:
        health.beat(settings.run.health_file, instant.now(), **house.signs())
        await asyncio.sleep(health.BEATS_EVERY.total_seconds())


async def _menus(house: House) -> None:
    """Shows the menus and learns our own names. A front that cannot do it now does without until the next start."""
    for ear in house.ears:
        try:
            for language in languages():
                menu = [MenuEntry(each.name, spoken(each.words, language, "UTC")) for each in COMMANDS if each.listed]
                await ear.front.show_menu(menu, language)
            await _named(house, ear.front)
        except (NotSent, NeverSent) as fault:
            LOG.warning("no menu is shown", extra={"front": ear.front.name, "fault": fault.reason})
        except Exception:
            LOG.exception("no menu is shown", extra={"front": ear.front.name})


async def _named(house: House, front: Front) -> None:
    name = await front.username()
    if name:
        await house.performer.change(lambda session, now: remember(session, f"front:{front.name}:name", name, now))


async def _typed_lines() -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        yield line
