"""Tries one account at once and says for each thing whether it works, what is wrong, and how to mend it."""

from __future__ import annotations

from datetime import datetime

from mail.findings import Finding, clock_is_off, no_way_in
from mail.folders import folder_for
from mail.imap_line import Line as Connection
from mail.login import Login, MailAccount
from mail.mailbox import LoginRefused, Unfetchable, Unreachable
from mail.smtp import Sender
from rules.address import envelope
from rules.outgoing import NotSent
from rules.words import line, word

_ROLES = {
    "inbox": word("inbox"), "sent": word("sent mail"), "junk": word("junk mail"), "archive": word("archive"),
}  # fmt: skip
_SMALL = 10 * 1024 * 1024


def probe_mailbox(account: MailAccount, at: datetime | None = None) -> tuple[Finding, ...]:
    """Logs in, looks for the folders and for what the server can do. Blocks; changes nothing and reads no letter.

    With `at`, this instant, it also says when the newest letter has come in the future: then a clock is wrong.
    """
    login = account.login
    try:
        connection = Connection(login)
    except (LoginRefused, Unreachable, OSError) as fault:
        return (no_way_in(login, fault, smtp=False),)
    try:
        welcome = Finding(True, line("{host} lets {username} in.", host=login.host, username=login.username))
        ahead = _ahead(connection, account.inbox, at) if at is not None else ()
        return (welcome, *_folders(connection, account), *_abilities(connection), *ahead)
    except (Unreachable, Unfetchable) as fault:
        return (no_way_in(login, fault, smtp=False),)
    finally:
        connection.close()


async def probe_sending(login: Login, send_as: str | None = None, front_door: str = "") -> tuple[Finding, ...]:
    """Logs in to the SMTP server, asks for its size limit and, if wanted, whether it takes mail from an address.

    Sends nothing. `front_door` is the recipient that is named in the question.
    """
    sender = Sender(login, patience=login.timeout)
    try:
        told = await sender.checked()
        findings = [_let_in(login), _size(told.get("size", ""))]
        if send_as is not None:
            findings.append(await _send_as(sender, send_as, front_door or send_as))
        return tuple(findings)
    except (NotSent, OSError) as fault:
        return (no_way_in(login, fault, smtp=True),)
    finally:
        await sender.close()


def _ahead(connection: Connection, inbox: str, at: datetime) -> tuple[Finding, ...]:
    """Asks when the newest letter came: the server's word, not the sender's."""
    try:
        newest = connection.uids(max(0, connection.examine(inbox).uidnext - 2))[-1:]
        arrived = [each.arrived_at for each in connection.sized(newest).values()] if newest else []
    except Unfetchable:
        return ()  # the folder's own finding has told it
    return tuple(found for each in arrived if each > at and (found := clock_is_off(each, at)) is not None)


def _let_in(login: Login) -> Finding:
    if not login.username:
        return Finding(True, line("{host} takes mail without a login.", host=login.host))
    return Finding(True, line("{host} takes mail from {username}.", host=login.host, username=login.username))


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
        what = line(
            "{folder} is read as {role}; letters in it: {count}.", folder=folder, role=_ROLES[role], count=count
        )
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
        return Finding(True, what, line("That is little for quotes with drawings: ask your host for a larger limit."))
    return Finding(True, what)


async def _send_as(sender: Sender, address: str, recipient: str) -> Finding:
    reason = await sender.may_send_as(envelope(address), envelope(recipient))
    if reason is None:
        return Finding(True, line("The server takes mail from {address}; a letter will prove it.", address=address))
    return Finding(
        False,
        line("The account may not send as {address}: {reason}", address=address, reason=reason),
        line("Let the host allow it (an alias or 'send as'), or make the account's own address the front door."),
    )
