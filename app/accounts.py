"""Settings made into what the mail floor wants: accounts to read, a login to send."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

from app.settings import MailboxSettings, Settings, SmtpSettings
from app.settings_file import secret_from
from mail.login import Login, MailAccount

TOKEN_SECONDS = 30


def mail_account(box: MailboxSettings) -> MailAccount:
    """The account to be read. Raises mail.login.Unsafe when it would send a password in the clear."""
    watches = ("archive", "inbox", "sent") if box.role == "archive" else box.watches
    return MailAccount(
        name=box.name,
        login=_login(box, box.username, box.password.get_secret_value() if box.password else ""),
        inbox=box.inbox,
        sent=box.sent,
        junk=box.junk,
        archive=box.archive,
        watches=tuple(watches),
    )


def smtp_login(settings: Settings) -> Login | None:
    """How mail leaves; None where no server is set. What is not given is that of the front door."""
    smtp, door = settings.smtp, settings.front_door
    if not smtp.host:
        return None
    if not smtp.login:
        return _login(smtp, "", "")
    has_own = smtp.password or smtp.token_command or smtp.token_file
    source = smtp if has_own or door is None else door
    username = smtp.username or (door.username if door else "")
    password = source.password.get_secret_value() if source.password else ""
    return _login(smtp, username, password, token_of(source))


def _login(
    server: MailboxSettings | SmtpSettings, username: str, password: str, token: Callable[[], str] | None = None
) -> Login:
    return Login(
        host=server.host,
        port=server.port,
        security=server.security,
        username=username,
        password=password,
        token=token or (token_of(server) if username else None),
        timeout=server.timeout,
        ca_file=str(server.ca_file) if server.ca_file else None,
    )


def token_of(section: MailboxSettings | SmtpSettings) -> Callable[[], str] | None:
    """What fetches a fresh XOAUTH2 token, when one is needed; it raises OSError. None where a password is used."""
    if section.token_command:
        command = shlex.split(section.token_command)
        return lambda: _printed(command)
    if section.token_file:
        path = section.token_file
        return lambda: _held(path)
    return None


def _printed(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=TOKEN_SECONDS, check=True, text=True)
    except subprocess.SubprocessError as fault:
        raise OSError(f"the token command failed: {type(fault).__name__}") from fault
    return done.stdout.strip()


def _held(path: Path) -> str:
    faults: list[str] = []
    token = secret_from(path, "token_file", faults)
    if faults:
        raise OSError(faults[0])
    return token
