"""Logging in to an IMAP server, and what it says when it does not let us in."""

from __future__ import annotations

import imaplib
import re
from typing import Any

from mail.login import Login, xoauth2, xoauth2_reason
from mail.mailbox import LoginRefused, Unreachable

_PLACE_IN_SSL = re.compile(r"^\[SSL: \w+\] | \(_ssl\.c:\d+\)$")
_TEMPORARY = ("[UNAVAILABLE]", "[INUSE]", "[SERVERBUG]", "[LIMIT]")


def logged_in(client: Any, login: Login) -> None:
    """Logs in by token or password. Raises LoginRefused with the server's reason, Unreachable where it is only busy."""
    told: list[str] = []
    try:
        with client._imap.lines.wire.within(login.timeout):
            if login.token is not None:
                _by_token(client, login, told)
            elif not (login.username + login.password).isascii() and client.has_capability("AUTH=PLAIN"):
                client.plain_login(login.username, login.password)
            else:
                client.login(f'"{_escaped(login.username)}"', login.password)
    except imaplib.IMAP4.abort as fault:
        raise Unreachable(plainly(fault)) from fault
    except (imaplib.IMAP4.error, UnicodeError) as fault:
        reason = ", ".join([plainly(fault), *told])
        if any(each in reason.upper() for each in _TEMPORARY):
            raise Unreachable(reason) from fault
        raise LoginRefused(reason) from fault
    except OSError as fault:
        raise Unreachable(plainly(fault)) from fault


def _by_token(client: Any, login: Login, told: list[str]) -> None:
    assert login.token is not None
    first = xoauth2(login.username, login.token()).encode()

    def answer(challenge: bytes) -> bytes:
        if challenge:
            told.append(xoauth2_reason(challenge))  # an empty answer then fetches the server's NO
            return b""
        return first

    client.sasl_login("XOAUTH2", answer)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def plainly(fault: BaseException) -> str:
    """The fault in one line of plain text, without the b'' of Python and the numbers of the system."""
    said = fault.args[1:] if isinstance(fault, OSError) and len(fault.args) > 1 else fault.args
    text = " ".join(str(each) for each in said if each) or type(fault).__name__
    text = _PLACE_IN_SSL.sub("", text)
    if text.startswith(("b'", 'b"')):
        text = text[2:-1]
    return " ".join(text.split())[:300]
