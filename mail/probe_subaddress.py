"""Tries with one letter whether mail to info+something@ reaches info@."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime

from mail.findings import Finding
from mail.folders import folder_for
from mail.imap_line import Line as Connection
from mail.login import Login, MailAccount
from mail.mailbox import LoginRefused, Unfetchable, Unreachable
from mail.smtp import Sender
from mail.write import written
from rules.address import envelope, without_subaddress
from rules.outgoing import Mailbox, MaybeSent, NeverSent, NotSent, SendMail
from rules.words import line

_LOOKS_EVERY = 1.0


@dataclass(frozen=True, slots=True)
class Subaddress:
    """Whether mail to info+something@ reaches info@: then the token of a thread may go there. None: nobody can say yet.

    `arrived_at` is when the server says that the letter came; its clock is not ours.
    """

    taken: bool | None
    finding: Finding
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Arrived:
    folder: str
    at: datetime


async def probe_subaddress(
    account: MailAccount, login: Login, front_door: str, token: str, at: datetime, seconds: float = 60.0
) -> Subaddress:
    """Sends one letter to info+probe-TOKEN@ and looks for it in the inbox and in Junk, at most so many seconds.

    `token` is lower-case letters and digits, new for each probe. The letter says what it is and asks for no answer; it
    stays where it arrives. Of other letters that come meanwhile only the To line is looked at.
    """
    address = probe_address(front_door, token)
    raw = probe_letter(front_door, token, at)
    sender = Sender(login, patience=login.timeout)
    connection: Connection | None = None
    try:
        connection = await asyncio.to_thread(Connection, account.login)
        before = await asyncio.to_thread(_before, connection, account)
        carried = await sender.send(front_door, [address], raw)
        if carried.refused or carried.postponed:
            raise NeverSent("; ".join(reason for _, reason in (*carried.refused, *carried.postponed)))
        found = await asyncio.to_thread(_comes, connection, before, address, seconds)
    except NeverSent as fault:
        return Subaddress(False, _not_taken(address, fault.reason))
    except (NotSent, MaybeSent, LoginRefused, Unreachable, Unfetchable, OSError) as fault:
        what = line("Whether {address} arrives could not be tried: {reason}", address=address, reason=str(fault))
        return Subaddress(None, Finding(False, what, line("Mend the account first, then try again.")))
    finally:
        await sender.close()
        if connection is not None:
            await asyncio.to_thread(connection.close)
    if found is None:
        return Subaddress(False, _lost(address, seconds))
    what = line("A letter to {address} arrives in {folder}.", address=address, folder=found.folder)
    return Subaddress(True, Finding(True, what), found.at)


def probe_address(front_door: str, token: str) -> str:
    """Where the probe letter goes: info+probe-TOKEN@firm.example."""
    local, _, domain = without_subaddress(front_door).rpartition("@")
    return envelope(f"{local}+probe-{token}@{domain}")


def _not_taken(address: str, reason: str) -> Finding:
    what = line("The server does not take {address}: {reason}", address=address, reason=reason)
    return Finding(True, what, _IN_THE_NAME)


def _lost(address: str, seconds: float) -> Finding:
    what = line("A letter to {address} did not arrive within {seconds} seconds.", address=address, seconds=int(seconds))
    return Finding(True, what, _IN_THE_NAME)


_IN_THE_NAME = line("Nothing is lost by that: the thread's token goes into the display name instead.")


def probe_letter(front_door: str, token: str, at: datetime) -> bytes:
    """The letter from the front door to itself, as it is sent."""
    mail = SendMail(
        sender=Mailbox("infodesk", front_door),
        to=(Mailbox("", probe_address(front_door, token)),),
        subject="infodesk probe",
        text="This letter only tries whether such an address arrives. It may be deleted.\n",
        audience="colleague",
        token="probe",
        auto_submitted="auto-generated",
    )
    message_id = f"<probe.{token}@{envelope(front_door).rpartition('@')[2]}>"
    return written(mail, message_id=message_id, at=at, load=_none, load_letter=_none)


def _none(_: object) -> bytes:
    return b""


def _before(connection: Connection, account: MailAccount) -> dict[str, int]:
    """The newest UID in inbox and Junk before the probe."""
    junk = account.junk or folder_for("junk", connection.folders())
    return {folder: _newest(connection, folder) for folder in (account.inbox, junk) if folder}


def _newest(connection: Connection, folder: str) -> int:
    uidnext = connection.examine(folder).uidnext
    return uidnext - 1 if uidnext else max(connection.uids(0), default=0)


def _comes(connection: Connection, before: dict[str, int], address: str, seconds: float) -> _Arrived | None:
    """Where and when the letter arrives, known by its To line (some servers give a mail another Message-ID); else None."""
    until = time.monotonic() + seconds
    while True:
        for folder, newest in before.items():
            connection.examine(folder)
            for uid in connection.uids(newest):
                if any(address.encode() in each for each in connection.headers([uid], "TO")):
                    return _Arrived(folder, connection.sized([uid])[uid].arrived_at)
        if time.monotonic() >= until:
            return None
        time.sleep(min(_LOOKS_EVERY, max(0.0, until - time.monotonic())))
