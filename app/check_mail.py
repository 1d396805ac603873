"""The mail side of `infodesk check` and `infodesk init`: each account tried, one probe letter, and what will not be seen."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.accounts import mail_account, smtp_login
from app.finding import Finding, from_mail
from app.settings import MailboxSettings, Settings
from mail.findings import clock_is_off
from mail.login import Login, MailAccount, Unsafe
from mail.probe import probe_mailbox, probe_sending
from mail.probe_subaddress import probe_address, probe_subaddress
from rules.address import normalised, without_subaddress

PATIENCE = 20.0
"""Seconds that a server may take for one answer while somebody waits at the terminal."""
ARRIVES_WITHIN = 60.0

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Door:
    """The front door, ready to be tried: what is read, what sends, and the address."""

    account: MailAccount
    sending: Login
    address: str


def mailbox_found(box: MailboxSettings, now: Clock) -> list[Finding]:
    """Login, folders, what the server can do, whether its newest letter comes from the future."""
    about = f"mailbox {box.name}"
    try:
        account = _account(box)
    except Unsafe as fault:
        return [Finding(about, str(fault), 'set security = "tls"')]
    return [from_mail(about, each) for each in probe_mailbox(account, now())]


def smtp_found(settings: Settings, address: str = "") -> list[Finding]:
    """Login, size limit, and whether the account may send as the front door. Sends nothing."""
    try:
        login = _sending(settings)
    except Unsafe as fault:
        return [Finding("smtp", str(fault), 'set security = "tls"')]
    if login is None:
        return [Finding("smtp", "no server is set: nothing can be sent", "add [smtp] with host, or: infodesk init")]
    door = address or door_address(settings)
    probed = asyncio.run(probe_sending(login, send_as=door or None, front_door=door))
    return [from_mail("smtp", each) for each in probed]


def door_address(settings: Settings) -> str:
    """The shared mailbox as its login names it; empty where that is no address."""
    door = settings.front_door
    return door.username if door and normalised(door.username) else ""


def probe_found(
    settings: Settings, address: str, now: Clock, found: Callable[[bool], Finding | None]
) -> Iterable[Finding]:
    """Sends a letter to info+probe-TOKEN@ and waits for it. `found` is told whether it arrived, once that is known."""
    door = _door(settings, address)
    if door is None:
        return
    token = secrets.token_hex(4)
    where = probe_address(door.address, token)
    yield Finding("probe", f"a letter goes to {where}; waiting up to {int(ARRIVES_WITHIN)} seconds", hint=_PROBE)
    probed = asyncio.run(probe_subaddress(door.account, door.sending, door.address, token, now(), ARRIVES_WITHIN))
    yield from_mail("probe", probed.finding)
    if probed.taken is not None:
        stored = found(probed.taken)
        yield from [stored] if stored else []
    skew = clock_is_off(probed.arrived_at, now()) if probed.arrived_at else None
    yield from [from_mail("clock", skew)] if skew else []


_PROBE = 'its subject is "infodesk probe"; it starts no inquiry and may be deleted'


def unseen(settings: Settings, colleagues: Sequence[str] = ()) -> list[Finding]:
    """What no mailbox of ours shows. `colleagues` are the company addresses of the department, if they are known."""
    found = [] if any(each.role == "archive" for each in settings.mailbox) else _answers_unseen(settings, colleagues)
    door = settings.front_door
    if door and "sent" not in door.watches:
        found.append(
            Finding("not seen", f"what is answered in the webmail of {door.username}", hint='add "sent" to its watches')
        )
    if door and "junk" not in door.watches:
        found.append(Finding("not seen", "customers whose letters the server takes for junk", hint=_JUNK))
    return found


_JUNK = 'add "junk" to the watches of the front door'


def _answers_unseen(settings: Settings, colleagues: Sequence[str]) -> list[Finding]:
    boxes = {without_subaddress(each.username) for each in settings.mailbox if each.role == "colleague"}
    without = [each for each in colleagues if without_subaddress(each) not in boxes]
    if boxes and not without:
        return []
    door = door_address(settings) or "info@"
    whom = _some(without) if without else "your colleagues"
    says = f"a customer who answers a colleague directly, without {door} in copy, is not seen"
    hint = f"a copy rule at the mail server for {whom} would show it, or an archive box ({ARCHIVE})"
    return [Finding("not seen", says, hint=hint)]


ARCHIVE = '[[mailbox]] with role = "archive" in infodesk.toml'


def _some(addresses: Sequence[str]) -> str:
    shown = ", ".join(addresses[:5])
    return f"{shown} and {len(addresses) - 5} more" if len(addresses) > 5 else shown


def _door(settings: Settings, address: str) -> Door | None:
    try:
        sending = _sending(settings)
        account = _account(settings.front_door) if settings.front_door else None
    except Unsafe:
        return None  # told already, where each is tried
    if sending is None or account is None or not normalised(address):
        return None
    return Door(account, sending, address)


def _account(box: MailboxSettings) -> MailAccount:
    account = mail_account(box)
    if box.role == "archive":
        has = {"sent": box.sent, "archive": box.archive}
        account = replace(account, watches=("inbox", *(role for role, folder in has.items() if folder)))
    return replace(account, login=_patient(account.login))


def _sending(settings: Settings) -> Login | None:
    login = smtp_login(settings)
    return _patient(login) if login is not None else None


def _patient(login: Login) -> Login:
    return replace(login, timeout=min(login.timeout, PATIENCE))
