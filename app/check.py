"""`infodesk check`: every account and limit tried, one line each: how it is, and how to mend what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
from sqlalchemy.exc import SQLAlchemyError

from app.check_mail import door_address, mailbox_found, probe_found, smtp_found, unseen
from app.check_papers import papers_found
from app.finding import Finding
from app.migrate import checked, version_of
from app.perform import Performer
from app.sealing import key_in
from app.settings import BackupSettings, Settings, TelegramSettings
from documents.stationery import Stationery
from mail.findings import SKEW
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.refusal import Refused
from storage.blobs import Blobs
from storage.colleagues import addresses_of, everybody
from storage.database import faults_found, file_of, journal_of, opened, sqlite_library
from storage.policy import policy_at, set_value
from storage.work import Work

LEAST_FREE = 1_000_000_000
"""Octets: enough for days of letters; below it the desk may have to stop (F23)."""
PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Known:
    """What the database says that trying the accounts needs."""

    front_door: str
    colleagues: tuple[str, ...]
    subaddress: bool


def found(settings: Settings, now: Callable[[], datetime], *, probes: bool = True) -> Iterable[Finding]:
    """Tries everything, in order, and tells each finding as soon as it is there; it may run beside the service.

    It sends one letter, from the front door to itself, unless told not to; what that shows is stored. No letter is read.
    """
    yield Finding("settings", f"read from {settings.path}" if settings.path.exists() else "defaults; there is no file")
    yield from database_found(settings)
    yield from store_found(settings.store.folder)
    yield backup_found(settings.backup)
    yield from papers_found(Stationery(settings.documents.folder))
    if settings.front_door is None:
        yield Finding("mailbox", "no shared mailbox is set", NO_MAILBOX)
    known = known_from(settings, now())
    yield from _mail_found(settings, now, known, probes)
    yield from telegram_found(settings.telegram, now)


NO_MAILBOX = "add [[mailbox]] with host, username and password_file, or: infodesk init"


def _mail_found(
    settings: Settings, now: Callable[[], datetime], known: Known | None, probes: bool
) -> Iterable[Finding]:
    address = (known.front_door if known else "") or door_address(settings)
    works = True
    for box in settings.mailbox:
        tried = mailbox_found(box, now)
        works = works and (box is not settings.front_door or tried[0].well)
        yield from tried
    sends = smtp_found(settings, address)
    yield from sends
    if probes and works and all(each.well for each in sends):
        yield from probe_found(settings, address, now, lambda taken: _stored(settings, now, known, taken))
    if settings.front_door is not None:
        yield from unseen(settings, known.colleagues if known else ())


def _stored(settings: Settings, now: Callable[[], datetime], known: Known | None, taken: bool) -> Finding | None:
    """The setting mail.subaddress as the probe found it; nothing, where it is so or where there is no database yet."""
    if known is None or known.subaddress == taken:
        return None
    database = opened(settings.database.url)
    performer = Performer(database, Blobs(settings.store.folder), now)
    value = "yes" if taken else "no"

    def decide(work: Work, tick: Tick) -> list[Outgoing]:
        set_value(work, "mail.subaddress", value, None)
        return []

    try:
        performer.decide(Tick("check", f"check:subaddress:{now().isoformat()}"), decide)
    except SQLAlchemyError as fault:
        return Finding("probe", f"that could not be stored: {_short(fault)}", "run infodesk check again")
    finally:
        performer.close()
        database.close()
    return Finding("probe", f"the setting mail.subaddress is now {value}")


def known_from(settings: Settings, at: datetime) -> Known | None:
    """None where there is no database, or none that this program can read; its own finding has told why."""
    file = file_of(settings.database.url)
    if file is not None and not file.exists():
        return None
    try:
        database = opened(settings.database.url)
        try:
            if not checked(database):
                return None
            with database.reading() as session:
                policy = policy_at(session, at)
                own = [addresses_of(session, each.id)[:1] for each in everybody(session)]
        finally:
            database.close()
    except (Refused, SQLAlchemyError):
        return None
    return Known(policy.front_door, tuple(address for each in own for address in each), policy.subaddress)


def database_found(settings: Settings) -> Iterable[Finding]:
    url = settings.database.url
    file = file_of(url)
    if file is not None:
        yield _library_found()
        if not file.exists():
            yield Finding("database", f"{file} is not there", "infodesk init makes it")
            return
    try:
        database = opened(url)
        try:
            up_to_date = checked(database)
            version = version_of(database)
            faults = faults_found(database)
        finally:
            database.close()
    except Refused as no:
        yield Finding("database", str(no), "start the newer program, or restore a backup")
        return
    except SQLAlchemyError as fault:
        yield Finding("database", _short(fault), "look at [database] url, and whether the server runs")
        return
    state = "up to date" if up_to_date else "older than the program; infodesk run brings it up to date"
    yield Finding("database", f"schema {version}, {state}")
    if faults:
        yield Finding("database", f"damaged: {faults[0]}", "restore a backup: infodesk restore FILE")


def _library_found() -> Finding:
    library = sqlite_library()
    journal = journal_of(library.sqlite_version_info)
    return Finding("database", f"SQLite {library.sqlite_version} with journal {journal} and synchronous FULL: safe")


def backup_found(backup: BackupSettings) -> Finding:
    """Whether backups are sealed (R330), and whether the key can be used."""
    if backup.key_file is None:
        return Finding("backup", "not sealed: whoever has the file reads every letter; [backup] key_file seals it")
    try:
        key_in(backup.key_file)
    except Refused as no:
        return Finding("backup", str(no), "bring the key back from its copy; a new one seals only what comes")
    return Finding("backup", f"sealed with {backup.key_file.name}; keep a copy of that away from this machine")


def store_found(folder: Path) -> Iterable[Finding]:
    place = next(each for each in (folder, *folder.parents) if each.exists())
    free = shutil.disk_usage(place).free
    says = f"{free // 1_000_000:,} MB free in {place}"
    yield Finding("disk", says, "" if free >= LEAST_FREE else f"free at least {LEAST_FREE // 1_000_000:,} MB")


def telegram_found(telegram: TelegramSettings, now: Callable[[], datetime]) -> Iterable[Finding]:
    """getMe and getWebhookInfo, and the API's own clock beside ours."""
    if telegram.token is None:
        yield Finding("telegram", "no token is set; the chat is off")
        return
    base = f"{telegram.api_base}/bot{telegram.token.get_secret_value()}"
    try:
        with httpx.Client(proxy=telegram.proxy or None, timeout=PATIENCE) as client:
            answer = client.get(f"{base}/getMe")
            body = answer.json()
            if not body.get("ok"):
                yield Finding(
                    "telegram",
                    f"the token is refused: {body.get('description', answer.status_code)}",
                    "ask @BotFather for the token, and write it into [telegram] token_file",
                )
                return
            yield Finding("telegram", f"the bot is @{body['result'].get('username', '?')}")
            hook = client.get(f"{base}/getWebhookInfo").json().get("result") or {}
    except (httpx.HTTPError, ValueError, KeyError) as fault:
        yield Finding(
            "telegram",
            f"{telegram.api_base} cannot be reached: {type(fault).__name__}",
            "look at the network, and at [telegram] proxy",
        )
        return
    if hook.get("url"):
        yield Finding(
            "telegram", "a webhook is set, so polling gets nothing", "remove it: ask the API for deleteWebhook"
        )
    yield from _skew_found(answer.headers.get("date", ""), now())


def _skew_found(date: str, now: datetime) -> Iterable[Finding]:
    try:
        skew = now - parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return
    says = f"{abs(int(skew.total_seconds()))} s beside the chat's server"
    yield Finding("clock", says, "" if abs(skew) <= SKEW else "set this machine's clock: timedatectl set-ntp true")


def _short(fault: BaseException) -> str:
    text = str(fault).strip() or type(fault).__name__
    return text.splitlines()[0][:200]
