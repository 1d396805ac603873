"""`infodesk check`: every account and limit tried, one line each: how it is, and how to mend what is wrong."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
from sqlalchemy.exc import SQLAlchemyError

from app.accounts import mail_account, smtp_login
from app.migrate import checked, version_of
from app.settings import MailboxSettings, Settings, TelegramSettings
from mail.imap import ImapMailbox
from mail.imap_line import Line
from mail.login import Unsafe
from mail.mailbox import LoginRefused, Unfetchable, Unreachable
from mail.smtp import Sender
from rules.outgoing import NotSent
from rules.refusal import Refused
from storage.database import faults_found, file_of, journal_of, opened, sqlite_library

LEAST_FREE = 1_000_000_000
"""Octets: enough for days of letters; below it the desk may have to stop (F23)."""
SKEW = timedelta(minutes=2)
PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `mend` says what to do where something is wrong; empty where all is well."""

    about: str
    says: str
    mend: str = ""

    @property
    def well(self) -> bool:
        return not self.mend


def found(settings: Settings, now: Callable[[], datetime]) -> Iterable[Finding]:
    """Tries everything, in order, and tells each finding as soon as it is there. Sends nothing, changes nothing."""
    yield Finding("settings", f"read from {settings.path}" if settings.path.exists() else "defaults; there is no file")
    yield from database_found(settings)
    yield from store_found(settings.store.folder)
    if settings.front_door is None:
        yield Finding(
            "mailbox",
            "no shared mailbox is set",
            "add [mailbox] with host, username and password_file, or: infodesk init",
        )
    for box in settings.mailbox:
        yield from mailbox_found(box, now)
    yield from smtp_found(settings)
    yield from telegram_found(settings.telegram, now)


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


def store_found(folder: Path) -> Iterable[Finding]:
    place = next(each for each in (folder, *folder.parents) if each.exists())
    free = shutil.disk_usage(place).free
    says = f"{free // 1_000_000:,} MB free in {place}"
    yield Finding("disk", says, "" if free >= LEAST_FREE else f"free at least {LEAST_FREE // 1_000_000:,} MB")


def mailbox_found(box: MailboxSettings, now: Callable[[], datetime]) -> Iterable[Finding]:
    """Login, folders, IDLE, and whether the newest letter comes from the future (then a clock is wrong)."""
    about = f"mailbox {box.name}"
    try:
        account = mail_account(box)
        line = Line(account.login)
        has_idle = "IDLE" in line.capabilities
        line.drop()
        mailbox = ImapMailbox(account)
        mailbox.open()
    except Unsafe as fault:
        yield Finding(about, str(fault), 'set security = "tls"')
        return
    except LoginRefused as fault:
        yield Finding(
            about,
            f"login refused: {_short(fault)}",
            "look at username and password; many providers want an app password, and IMAP switched on",
        )
        return
    except (Unreachable, Unfetchable, OSError) as fault:
        yield Finding(
            about,
            f"{box.host}:{box.port} cannot be reached: {_short(fault)}",
            "look at host, port and security, and at the network",
        )
        return
    try:
        yield Finding(about, f"logged in as {box.username} at {box.host}")
        yield from _folders_found(about, mailbox, box, now)
        idle = "IDLE: new letters are seen at once" if has_idle else "no IDLE: new letters are seen within a minute"
        yield Finding(about, idle)
    except (Unreachable, Unfetchable, OSError) as fault:
        yield Finding(about, f"the folders cannot be read: {_short(fault)}", "try again; ask the provider if it stays")
    finally:
        mailbox.close()


def _folders_found(
    about: str, mailbox: ImapMailbox, box: MailboxSettings, now: Callable[[], datetime]
) -> Iterable[Finding]:
    watched = mailbox.watched()
    for each in watched:
        listing = mailbox.listed(each.folder)
        yield Finding(about, f"{each.role}: {each.folder}, {listing.count} letters")
        if each.role == "inbox" and listing.uids:
            newest = mailbox.fetched(each.folder, listing.uidvalidity, listing.uids[-1])
            ahead = newest.arrived_at - now()
            if ahead > SKEW:
                yield Finding(
                    "clock",
                    f"the newest letter came {int(ahead.total_seconds())} s in the future",
                    "set this machine's clock: timedatectl set-ntp true",
                )
    missing = set(box.watches) - {each.role for each in watched} if box.role != "archive" else set()
    for role in sorted(missing):
        yield Finding(
            about, f"no {role} folder was found", f'name it: [mailbox] {role} = "..." or leave it out of watches'
        )


def smtp_found(settings: Settings) -> Iterable[Finding]:
    try:
        login = smtp_login(settings)
    except Unsafe as fault:
        yield Finding("smtp", str(fault), 'set security = "tls"')
        return
    if login is None:
        yield Finding("smtp", "no server is set: nothing can be sent", "add [smtp] with host, or: infodesk init")
        return
    door = settings.front_door.username if settings.front_door else login.username
    yield from asyncio.run(_smtp_tried(Sender(login), f"{login.host}:{login.port}", door))


async def _smtp_tried(sender: Sender, where: str, door: str) -> list[Finding]:
    try:
        extensions = await sender.checked()
        size = extensions.get("size", "")
        limit = f", letters up to {int(size) // 1_000_000} MB" if size.isdecimal() and int(size) else ""
        findings = [Finding("smtp", f"logged in at {where}{limit}")]
        if "@" in door:
            reason = await sender.may_send_as(door, door)
            mend = "" if reason is None else "let the account send from that address, or use its own"
            says = f"may send as {door}" if reason is None else f"may not send as {door}: {reason}"
            findings.append(Finding("smtp", says, mend))
        return findings
    except (NotSent, OSError) as fault:
        return [Finding("smtp", f"{where}: {_short(fault)}", "look at host, port, security, username and password")]
    finally:
        await sender.close()


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
