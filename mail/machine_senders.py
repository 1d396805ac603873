"""Addresses and names under which machines write."""

from __future__ import annotations

import re

from mail.words.bounces import DAEMON_LOCALS, DAEMON_NAMES

_DAEMON = re.compile(r"(?i)^(?:mailer-?_?daemon|post-?_?master|mail-?_?daemon|bounces?)(?![a-z])")
_MAILER_DAEMON = re.compile(r"(?i)^mailer-?_?daemon(?![a-z])")
_SYSTEM = frozenset(DAEMON_LOCALS)
_NO_REPLY = re.compile(
    r"(?i)^(?:no-?_?reply|do-?not-?_?reply|donotreply|notifications?|notify|alerts?|mailer|automated|auto|"
    r"security|account|verify|verification|system|robot|bounce)\b"
)


def is_daemon(address: str) -> bool:
    """An address that none but a mail system writes under."""
    return bool(_DAEMON.match(address))


def is_mailer_daemon(address: str) -> bool:
    """The address that has no other use than to tell of mails that came back."""
    return bool(_MAILER_DAEMON.match(address))


def is_system(address: str) -> bool:
    """An address under which mail systems write, and sometimes people: it needs a second sign."""
    local = address.rpartition("@")[0].lower().partition("+")[0] or address.lower()
    return local in _SYSTEM or is_daemon(address)


def is_systems_name(name: str) -> bool:
    """Mail Delivery Subsystem, 系统管理员, Почтовая система: a display name that mail systems give themselves."""
    told = name.lower()
    return any(each in told for each in DAEMON_NAMES)


def is_no_reply(address: str) -> bool:
    """An address that nobody reads."""
    lower = address.lower()
    return bool(_NO_REPLY.match(address)) or any(each in lower for each in ("noreply", "no-reply", "no_reply"))
