"""Tries one account at once and says for each thing whether it works, what is wrong, and how to mend it."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from datetime import datetime

from mail.folders import folder_for
from mail.imap import ImapMailbox
from mail.imap_line import Line as Connection
from mail.login import Login, MailAccount
from mail.mailbox import LoginRefused, Unfetchable, Unreachable
from mail.providers import guessed
from mail.smtp import Sender
from mail.smtp_answers import LoginNotTaken
from mail.write import written
from rules.address import envelope, without_subaddress
from rules.outgoing import Mailbox, MaybeSent, NeverSent, NotSent, SendMail
from rules.words import Line, line, word

_ROLES = {
    "inbox": word("inbox"), "sent": word("sent mail"), "junk": word("junk mail"), "archive": word("archive"),
}  # fmt: skip
_SMALL = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried. `mend` says what to do; only a finding that works may have none."""

    works: bool
    what: Line
    mend: Line | None = None


@dataclass(frozen=True, slots=True)
class Subaddress:
    """Whether mail to info+something@ reaches info@: then the token of a thread may go there. None: nobody can say yet."""

    taken: bool | None
    finding: Finding


def probe_mailbox(account: MailAccount) -> tuple[Finding, ...]:
    """Logs in, looks for the folders and for what the server can do. Blocks; changes nothing."""
    login = account.login
    try:
        connection = Connection(login)
    except (LoginRefused, Unreachable, OSError) as fault:
        return (_no_way_in(login, fault, smtp=False),)
    try:
        welcome = Finding(True, line("{host} lets {username} in.", host=login.host, username=login.username))
        return (welcome, *_folders(connection, account), *_abilities(connection))
    except (Unreachable, Unfetchable) as fault:
        return (_no_way_in(login, fault, smtp=False),)
    finally:
        connection.close()


async def probe_sending(login: Login, send_as: str | None = None, front_door: str = "") -> tuple[Finding, ...]:
    """Logs in to the SMTP server, asks for its size limit and, if wanted, whether it takes mail from an address.

    Sends nothing. `front_door` is the recipient that is named in the question.
    """
    sender = Sender(login, patience=login.timeout)
    try:
        told = await sender.checked()
        findings = [Finding(True, line("{host} takes mail from {username}.", host=login.host, username=login.username))]
        findings.append(_size(told.get("size", "")))
        if send_as is not None:
            findings.append(await _send_as(sender, send_as, front_door or send_as))
        return tuple(findings)
    except NotSent as fault:
        return (_no_way_in(login, fault, smtp=True),)
    finally:
        await sender.close()


async def probe_subaddress(
    account: MailAccount, login: Login, front_door: str, token: str, at: datetime, seconds: float = 60.0
) -> Subaddress:
    """Sends one letter to info+probe-TOKEN@ and looks for it in the inbox and in Junk, at most so many seconds.

    `token` is lower-case letters and digits, new for each probe. The letter says what it is and asks for no answer.
    """
    address = _subaddress(front_door, token)
    message_id = f"<probe.{token}@{front_door.rpartition('@')[2]}>"
    raw = written(_probe_mail(front_door, address), message_id=message_id, at=at, load=_none, load_letter=_none)
    mailbox = ImapMailbox(account)
    sender = Sender(login, patience=login.timeout)
    try:
        before = await asyncio.to_thread(_opened, mailbox)
        carried = await sender.send(front_door, [address], raw)
        if carried.refused or carried.postponed:
            raise NeverSent("; ".join(reason for _, reason in (*carried.refused, *carried.postponed)))
        found = await asyncio.to_thread(_comes, mailbox, before, message_id, seconds)
    except NeverSent as fault:
        return Subaddress(False, _not_taken(address, fault.reason))
    except (NotSent, MaybeSent, LoginRefused, Unreachable, Unfetchable) as fault:
        what = line("Whether {address} arrives could not be tried: {reason}", address=address, reason=str(fault))
        return Subaddress(None, Finding(False, what, line("Mend the account first, then try again.")))
    finally:
        await sender.close()
        await asyncio.to_thread(mailbox.close)
    if found is None:
        what = line(
            "A letter to {address} did not arrive within {seconds} seconds.", address=address, seconds=int(seconds)
        )
        return Subaddress(False, Finding(True, what, line("The thread's token goes into the display name instead.")))
    what = line("A letter to {address} arrives in {folder}.", address=address, folder=found)
    return Subaddress(True, Finding(True, what))


def _folders(connection: Connection, account: MailAccount) -> list[Finding]:
    folders = connection.folders()
    findings = []
    for role in account.watches:
        folder = account.folder(role) or folder_for(role, folders)
        if folder is None:
            findings.append(_no_folder(role))
            continue
        try:
            count = connection.examine(folder).count
        except Unfetchable as fault:
            findings.append(_closed_folder(folder, role, str(fault)))
            continue
        what = line("{folder} is read as {role}: {count} letters.", folder=folder, role=_ROLES[role], count=count)
        findings.append(Finding(True, what))
    return findings


def _no_folder(role: str) -> Finding:
    told = _ROLES[role]
    mend = line(
        "Name the folder for {role} in the account's settings, or take it off the list of what is read.", role=told
    )
    return Finding(False, line("No folder looks like {role}.", role=told), mend)


def _closed_folder(folder: str, role: str, reason: str) -> Finding:
    return Finding(
        False,
        line("The server does not open {folder}: {reason}", folder=folder, reason=reason),
        line(
            "Check the name of the folder for {role} in the settings, and the rights of the account.", role=_ROLES[role]
        ),
    )


def _abilities(connection: Connection) -> list[Finding]:
    known = connection.capabilities
    if "IDLE" in known:
        at_once = line("The server tells new letters at once (IDLE).")
    else:
        at_once = line("The server does not tell new letters by itself; it is asked every few seconds instead.")
    wanted = [each for each in ("UIDPLUS", "MOVE", "SPECIAL-USE", "ID", "CONDSTORE") if each in known]
    others = line("It also knows {capabilities}.", capabilities=", ".join(wanted) or "-")
    return [Finding(True, at_once), Finding(True, others)]


def _size(told: str) -> Finding:
    if not told.isdigit() or int(told) == 0:
        return Finding(True, line("The server names no limit for the size of a mail."))
    what = line("A mail may have {megabytes} MB.", megabytes=int(told) // (1024 * 1024))
    if int(told) < _SMALL:
        return Finding(False, what, line("That is little for quotes with drawings: ask your host for a larger limit."))
    return Finding(True, what)


async def _send_as(sender: Sender, address: str, recipient: str) -> Finding:
    reason = await sender.may_send_as(envelope(address), envelope(recipient))
    if reason is None:
        return Finding(True, line("The server takes mail from {address}; a letter will prove it.", address=address))
    return Finding(
        False,
        line("The account may not send as {address}: {reason}", address=address, reason=reason),
        line("Let the host allow it (an alias or 'send as'); until then the mails go out as the front door."),
    )


def _no_way_in(login: Login, fault: Exception, smtp: bool) -> Finding:
    reason = str(fault) or type(fault).__name__
    if isinstance(fault, LoginRefused | LoginNotTaken):
        what = line("{host} refuses {username}: {reason}", host=login.host, username=login.username, reason=reason)
        return Finding(False, what, guessed(login.username).wants)
    what = line("{host} cannot be used at port {port}: {reason}", host=login.host, port=login.port, reason=reason)
    return Finding(False, what, _mended(reason, smtp))


def _mended(reason: str, smtp: bool) -> Line:
    """What to do about a line that did not come to be; the first row that fits."""
    for pattern, mend in _MENDS:
        if re.search(pattern, reason, re.IGNORECASE):
            return mend
    if smtp:
        return line("Check host, port and security: 465 is tls, 587 is starttls.")
    return line("Check host, port and security: 993 is tls, 143 is starttls.")


_MENDS: tuple[tuple[str, Line], ...] = (
    (r"self.signed|unable to get (local )?issuer",
     line("The certificate is signed by nobody known here: name the authority's file as ca_file in the settings.")),
    (r"hostname mismatch|not valid for|doesn't match",
     line("The certificate belongs to another name: use the host name that your provider documents.")),
    (r"certificate", line("The server's certificate is not good: ask your host. It is never ignored.")),
    (r"wrong.version.number|record.layer|not offer.*starttls|no starttls|starttls",
     line("Port and security do not fit together: 993 and 465 are tls, 143 and 587 are starttls.")),
    (r"name or service|getaddrinfo|nodename|name resolution",
     line("There is no host of that name: check its spelling, and whether this machine reaches the network.")),
    (r"refused", line("Nobody listens there: check the port, and whether IMAP and SMTP are turned on for the mailbox.")),
    (r"timed? ?out|too long", line("Nobody answers: a firewall may hold it up. Try it from another network.")),
)  # fmt: skip


def _not_taken(address: str, reason: str) -> Finding:
    what = line("The server does not take {address}: {reason}", address=address, reason=reason)
    return Finding(True, what, line("The thread's token goes into the display name instead."))


def _subaddress(front_door: str, token: str) -> str:
    local, _, domain = without_subaddress(front_door).rpartition("@")
    return envelope(f"{local}+probe-{token}@{domain}")


def _probe_mail(front_door: str, address: str) -> SendMail:
    return SendMail(
        sender=Mailbox("infodesk", front_door),
        to=(Mailbox("", address),),
        subject="infodesk probe",
        text="This letter only tries whether such an address arrives. It may be deleted.\n",
        audience="colleague",
        token="probe",
        auto_submitted="auto-generated",
    )


def _none(_: object) -> bytes:
    return b""


def _opened(mailbox: ImapMailbox) -> dict[str, int]:
    """What the folders hold before the probe: the next UID of each."""
    mailbox.open()
    return {
        each.folder: mailbox.listed(each.folder).uidnext for each in mailbox.watched() if each.role in ("inbox", "junk")
    }


def _comes(mailbox: ImapMailbox, before: dict[str, int], message_id: str, seconds: float) -> str | None:
    """The folder in which the letter arrives; None if it does not within the time."""
    until = time.monotonic() + seconds
    while True:
        for folder, uidnext in before.items():
            listing = mailbox.listed(folder, uidnext - 1)
            for uid in listing.uids:
                if message_id.encode() in mailbox.fetched(folder, listing.uidvalidity, uid).raw:
                    return folder
        left = until - time.monotonic()
        if left <= 0:
            return None
        mailbox.wait(min(5.0, left))
