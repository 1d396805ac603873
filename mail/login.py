"""How one logs in to a mail server: where, how safely, as whom. The same for IMAP and SMTP."""

from __future__ import annotations

import base64
import ipaddress
import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

TLS, STARTTLS, PLAIN = "tls", "starttls", "plain"
ROLES = ("inbox", "sent", "junk", "archive")


class Unsafe(ValueError):
    """The settings would send a password or a letter in the clear, or hold what could become a second command."""


@dataclass(frozen=True, slots=True)
class Login:
    """A server and the way in. `security` is tls, starttls or plain; plain goes to loopback only (F40).

    `token` fetches a fresh XOAUTH2 access token and is used instead of the password; it may block and raise OSError.
    `timeout` is in seconds, for connecting and for every answer. `ca_file` names a file of trusted certificates.
    """

    host: str
    port: int
    security: str = TLS
    username: str = ""
    password: str = field(default="", repr=False)
    token: Callable[[], str] | None = field(default=None, repr=False)
    timeout: float = 60.0
    ca_file: str | None = None

    def __post_init__(self) -> None:
        if self.security not in (TLS, STARTTLS, PLAIN):
            raise Unsafe(f"security is tls, starttls or plain, not {self.security}")
        if self.security == PLAIN and not is_loopback(self.host):
            raise Unsafe(f"plain text is for this machine only; {self.host} wants tls or starttls")
        for each in (self.host, self.username, self.password):
            guarded(each)


@dataclass(frozen=True, slots=True)
class MailAccount:
    """A mailbox to be read. A folder that is named here wins over special use and well-known names.

    `watches` names the roles that are read: inbox, sent, junk, archive.
    """

    name: str
    login: Login
    inbox: str = "INBOX"
    sent: str | None = None
    junk: str | None = None
    archive: str | None = None
    watches: tuple[str, ...] = ("inbox", "sent", "junk")

    def __post_init__(self) -> None:
        if unknown := set(self.watches) - set(ROLES):
            raise Unsafe(f"a mailbox has the roles {', '.join(ROLES)}, not {', '.join(sorted(unknown))}")
        for folder in (self.inbox, self.sent, self.junk, self.archive):
            guarded(folder or "")

    def folder(self, role: str) -> str | None:
        """The folder that the settings name for a role."""
        return {"inbox": self.inbox, "sent": self.sent, "junk": self.junk, "archive": self.archive}[role]


def guarded(text: str) -> str:
    """The text, if it is fit for a command line: no CR, LF, NUL (T10). Raises Unsafe."""
    if any(each in text for each in "\r\n\0"):
        raise Unsafe("a line end or NUL has no place in a command to a mail server")
    return text


def is_loopback(host: str) -> bool:
    """Whether the host is this very machine."""
    if host.lower().rstrip(".") in ("localhost", "ip6-localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def trusting(login: Login) -> ssl.SSLContext:
    """A TLS context that checks certificate and host name, always (F40)."""
    context = ssl.create_default_context(cafile=login.ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def xoauth2(username: str, token: str) -> str:
    """The first client answer of XOAUTH2, before base64."""
    return f"user={guarded(username)}\1auth=Bearer {guarded(token)}\1\1"


def xoauth2_reason(challenge: bytes | str) -> str:
    """What the server says about a refused token: its JSON, in plain words; it comes raw or in base64."""
    raw = challenge.encode("utf-8", "replace") if isinstance(challenge, str) else challenge
    for attempt in (raw, _unbase64(raw)):
        try:
            told = json.loads(attempt)
        except ValueError:
            continue
        if isinstance(told, dict):
            return ", ".join(f"{key} {told[key]}" for key in ("status", "schemes", "scope") if told.get(key))
    return raw.decode("utf-8", "replace")[:200]


def _unbase64(raw: bytes) -> bytes:
    try:
        return base64.b64decode(raw, validate=True)
    except ValueError:
        return b""
