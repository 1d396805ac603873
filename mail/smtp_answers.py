"""What an SMTP server says: let in, taken, not now, never."""

from __future__ import annotations

import asyncio
import base64
import re

import aiosmtplib
from aiosmtplib import SMTPAuthenticationError, SMTPException, SMTPResponse, SMTPResponseException

from mail.charset import decoded, one_line
from mail.login import Login, xoauth2, xoauth2_reason
from rules.outgoing import Carried, NeverSent, NotSent

_TOO_LARGE = re.compile(
    r"(?i)\b5\.3\.4\b|\b5\.2\.3\b|too (?:large|big|long)"
    r"|(?:size|length)\b.{0,30}\b(?:exceed|limit)|exceed.{0,30}\b(?:size|length)"
)
_FULL = re.compile(r"(?i)\b5\.2\.2\b|mailbox|quota")
_FOR_NOW = re.compile(r"(?i)\b5\.4\.5\b|frequency limit|quota exceeded|too many (?:messages|mails|connections)")


class LoginNotTaken(NotSent):
    """The server refused the account. Nothing is tried for a minute, so that nothing is locked (F38)."""


async def log_in(client: aiosmtplib.SMTP, login: Login) -> None:
    """One attempt by one method: a wrong password must not count three times."""
    offered = client.server_auth_methods
    if login.token is not None:
        await _by_token(client, login.username, await asyncio.to_thread(login.token))
    elif "plain" in offered:
        await client.auth_plain(login.username, login.password)
    elif "login" in offered:
        await client.auth_login(login.username, login.password)
    elif "cram-md5" in offered:
        await client.auth_crammd5(login.username, login.password)
    else:
        raise SMTPException("the server offers no way to log in that we know")


async def _by_token(client: aiosmtplib.SMTP, username: str, token: str) -> None:
    answer = await client.execute_command(b"AUTH", b"XOAUTH2", base64.b64encode(xoauth2(username, token).encode()))
    reason = ""
    if answer.code == 334:
        reason = xoauth2_reason(answer.message)
        answer = await client.execute_command(b"")
    if answer.code != 235:
        raise SMTPAuthenticationError(answer.code, ", ".join(each for each in (answer.message, reason) if each))


def must_be(answer: SMTPResponse, code: int) -> None:
    if answer.code == code:
        return
    lasting = 500 <= answer.code < 600 and answer.code not in (503, 530, 535) and not is_for_now(answer)
    if lasting:
        raise NeverSent(told(answer), too_large=is_too_large(answer.message))
    raise NotSent(told(answer), nobody_there=answer.code == 421)


def is_too_large(words: str) -> bool:
    """Whether a refusal says that a smaller mail would be taken; a full mailbox takes none."""
    return bool(_TOO_LARGE.search(words)) and not _FULL.search(words)


def is_for_now(answer: SMTPResponse) -> bool:
    """Whether a refusal "for good" means the day's quota: Gmail and QQ say 550 and take mail again later."""
    return bool(_FOR_NOW.search(answer.message))


def nobody(carried: Carried) -> NotSent | NeverSent:
    reasons = "; ".join(f"{address}: {reason}" for address, reason in (*carried.refused, *carried.postponed))
    return NotSent(reasons) if carried.postponed else NeverSent(reasons, too_large=is_too_large(reasons))


def told(answer: SMTPResponse) -> str:
    text, _ = decoded(answer.message.encode("utf-8", "surrogateescape"))
    return f"{answer.code} {one_line(text)}"[:300]


def fault_of(fault: BaseException) -> str:
    if isinstance(fault, SMTPResponseException):
        return told(SMTPResponse(fault.code, fault.message))
    return one_line(str(fault))[:300] or type(fault).__name__
