"""Sends a mail, and says "it has gone", "not sent", "never" or "maybe": it never guesses.

The moment between the final dot and the server's answer is the only one in which nobody can know (F14). So the dot is
written by itself, after everything before it has left; what breaks earlier has certainly not been sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import ssl
from collections.abc import Sequence
from datetime import timedelta

import aiosmtplib
from aiosmtplib import SMTPAuthenticationError, SMTPException, SMTPResponseException
from aiosmtplib.protocol import SMTPProtocol

from mail.login import STARTTLS, TLS, Login, trusting
from mail.smtp_answers import LoginNotTaken, fault_of, is_for_now, log_in, must_be, nobody, told
from rules.address import envelope
from rules.outgoing import Carried, MaybeSent, NeverSent, NotSent
from rules.refusal import Refused

_LINE_END = re.compile(rb"\r\n|\r|\n")
_SLOWEST = 50_000  # bytes a second
_LOGIN_PAUSE = 60.0


class Sender:
    """Mails through one account. `patience` is the wait for the answer to the final dot, `idle` for how long a line is kept.

    A server that cannot be reached is not called again for `away`, however many mails wait for it (F12). Times are in
    seconds. At most two connections at a time; each is used for one mail after the other.
    """

    def __init__(
        self, login: Login, patience: float = 600.0, idle: float = 30.0, lines: int = 2, away: float = 30.0
    ) -> None:
        self._login = login
        self._patience = patience
        self._idle_limit = idle
        self._room = asyncio.Semaphore(lines)
        self._idle: list[tuple[aiosmtplib.SMTP, float]] = []
        self._refused: tuple[float, str] | None = None
        self._away_for = away
        self._away: tuple[float, str] | None = None

    async def send(self, sender: str, recipients: Sequence[str], raw: bytes) -> Carried:
        """Hands a mail to the server: Carried with its answer and the recipients it did not take.

        Raises NotSent (certainly not gone, may be tried again), NeverSent (refused for good: the size, the sender, the
        content or every recipient), MaybeSent (the line broke after the final dot). `sender` "" is the null sender.
        """
        mail_from, wanted, refused = _guarded(sender, recipients)
        async with self._room:
            return await self._sent(mail_from, wanted, refused, raw)

    async def close(self) -> None:
        """Ends the idle connections politely."""
        idle, self._idle = self._idle, []
        for client, _ in idle:
            with contextlib.suppress(SMTPException, OSError):
                await client.quit(timeout=2)
            client.close()

    async def checked(self) -> dict[str, str]:
        """Logs in and tells the server's ESMTP extensions; sends nothing. Raises NotSent."""
        client = await self._connected()
        self._keep(client)
        return dict(client.esmtp_extensions)

    async def may_send_as(self, sender: str, recipient: str) -> str | None:
        """Asks whether the account may send from an address, without sending. None if it may, else the server's reason.

        Raises NotSent. Some servers say so only when the mail is there: a "yes" is not yet a proof.
        """
        client = await self._connected()
        try:
            for verb in (b"MAIL FROM:<%s>" % envelope(sender).encode(), b"RCPT TO:<%s>" % envelope(recipient).encode()):
                answer = await client.execute_command(verb)
                if answer.code >= 400:
                    return told(answer)
            await client.rset()
            return None
        except (SMTPException, OSError) as fault:
            raise NotSent(fault_of(fault)) from fault
        finally:
            client.close()

    async def _sent(self, mail_from: str, wanted: Sequence[str], refused: list[tuple[str, str]], raw: bytes) -> Carried:
        client = self._reusable()
        if client is not None:
            try:
                return await self._through(client, mail_from, wanted, refused, raw)
            except _Stale:
                client.close()
        client = await self._connected()
        try:
            return await self._through(client, mail_from, wanted, refused, raw)
        except _Stale as fault:
            raise self._nobody_there(fault) from fault

    def _reusable(self) -> aiosmtplib.SMTP | None:
        now = asyncio.get_running_loop().time()
        while self._idle:
            client, since = self._idle.pop()
            if client.is_connected and now - since < self._idle_limit:
                return client
            client.close()
        return None

    def _keep(self, client: aiosmtplib.SMTP) -> None:
        if client.is_connected:
            self._idle.append((client, asyncio.get_running_loop().time()))

    async def _connected(self) -> aiosmtplib.SMTP:
        now = asyncio.get_running_loop().time()
        if self._refused is not None and now < self._refused[0]:
            raise LoginNotTaken(self._refused[1], timedelta(seconds=self._refused[0] - now))
        if self._away is not None and now < self._away[0]:
            raise NotSent(self._away[1], nobody_there=True)
        login = self._login
        client = aiosmtplib.SMTP(
            hostname=login.host, port=login.port, timeout=login.timeout, local_hostname="[127.0.0.1]",
            use_tls=login.security == TLS, start_tls=login.security == STARTTLS,
            tls_context=None if login.security not in (TLS, STARTTLS) else trusting(login),
        )  # fmt: skip
        try:
            await client.connect()
            await client.ehlo()
            if login.username:
                await log_in(client, login)
        except SMTPAuthenticationError as fault:
            client.close()
            if fault.code < 500:
                raise self._nobody_there(fault) from fault
            self._refused = (now + _LOGIN_PAUSE, f"the server refuses the account: {fault_of(fault)}")
            raise LoginNotTaken(self._refused[1], timedelta(seconds=_LOGIN_PAUSE)) from fault
        except (SMTPException, OSError, ssl.SSLError, ValueError) as fault:
            client.close()
            raise self._nobody_there(fault) from fault
        except BaseException:
            client.close()
            raise
        self._away = None
        return client

    def _nobody_there(self, fault: Exception) -> NotSent:
        self._away = (asyncio.get_running_loop().time() + self._away_for, fault_of(fault))
        return NotSent(fault_of(fault), nobody_there=True)

    async def _through(
        self, client: aiosmtplib.SMTP, mail_from: str, wanted: Sequence[str], refused: list[tuple[str, str]], raw: bytes
    ) -> Carried:
        """One transaction. Raises _Stale if the line was gone before anything was said on it."""
        try:
            accepted, carried = await self._addressed(client, mail_from, wanted, refused, raw)
            answer = await self._handed_over(client, raw) if accepted else None
        except (NotSent, NeverSent):
            await self._reset(client)
            raise
        except BaseException:
            client.close()
            raise
        if answer is None:
            await self._reset(client)
            raise nobody(carried)
        self._keep(client)
        return Carried(answer, carried.refused, carried.postponed)

    async def _addressed(
        self, client: aiosmtplib.SMTP, mail_from: str, wanted: Sequence[str], refused: list[tuple[str, str]], raw: bytes
    ) -> tuple[int, Carried]:
        most = client.esmtp_extensions.get("size", "")
        if most.isdigit() and 0 < int(most) < len(raw):
            raise NeverSent(f"the mail has {len(raw)} bytes, the server takes {int(most)}", too_large=True)
        said_nothing = True
        no: list[tuple[str, str]] = []
        later: list[tuple[str, str]] = []
        try:
            answer = await client.execute_command(b"MAIL", *_mail_arguments(client, mail_from, raw))
            if answer.code == 421:
                raise _Stale(told(answer))
            said_nothing = False
            must_be(answer, 250)
            for recipient in wanted:
                answer = await client.execute_command(b"RCPT", b"TO:<%s>" % recipient.encode())
                if answer.code == 421:
                    raise NotSent(told(answer), nobody_there=True)
                if answer.code not in (250, 251):
                    (no if answer.code >= 500 and not is_for_now(answer) else later).append((recipient, told(answer)))
        except (SMTPException, OSError) as fault:
            client.close()
            raise (_Stale if said_nothing else NotSent)(fault_of(fault)) from fault
        return len(wanted) - len(no) - len(later), Carried("", (*refused, *no), tuple(later))

    async def _handed_over(self, client: aiosmtplib.SMTP, raw: bytes) -> str:
        """DATA to the answer after the final dot."""
        protocol = client.protocol
        try:
            must_be(await client.execute_command(b"DATA"), 354)
            if protocol is None or protocol.transport is None:
                raise NotSent("the line broke after DATA")
            await self._written(client, protocol, _stuffed(raw))
            protocol.write(b".\r\n")
        except (SMTPException, OSError) as fault:
            client.close()
            raise NotSent(fault_of(fault)) from fault
        try:
            answer = await protocol.read_response(timeout=self._patience)
        except SMTPResponseException as fault:
            client.close()
            raise MaybeSent(f"the answer to the final dot cannot be read: {fault_of(fault)}") from fault
        except (SMTPException, OSError) as fault:
            client.close()
            raise MaybeSent(f"no answer to the final dot: {fault_of(fault)}") from fault
        must_be(answer, 250)
        return told(answer)

    async def _written(self, client: aiosmtplib.SMTP, protocol: SMTPProtocol, body: bytes) -> None:
        """Everything but the final dot, out of our hands; an answer that comes before it is heard, too."""
        transport = protocol.transport
        assert isinstance(transport, asyncio.WriteTransport)
        transport.set_write_buffer_limits(0)
        protocol._response_pending = True
        protocol.write(body)
        try:
            await asyncio.wait_for(protocol._drain_helper(), self._login.timeout + len(body) / _SLOWEST)
        except (TimeoutError, OSError) as fault:
            early = None
            with contextlib.suppress(SMTPException, OSError):
                early = await protocol.read_response(timeout=0.1)
            client.close()
            if early is not None:
                must_be(early, 354)
            raise NotSent(f"the line broke before the final dot: {fault_of(fault)}") from fault

    async def _reset(self, client: aiosmtplib.SMTP) -> None:
        """Makes the connection ready for the next mail, or closes it."""
        try:
            if client.is_connected:
                await client.rset(timeout=5)
        except (SMTPException, OSError):
            client.close()
        self._keep(client)


class _Stale(Exception):
    """The kept connection was gone; another may be tried at once."""


def _guarded(sender: str, recipients: Sequence[str]) -> tuple[str, list[str], list[tuple[str, str]]]:
    try:
        mail_from = envelope(sender) if sender else ""
    except Refused as refusal:
        raise NeverSent(str(refusal)) from refusal
    wanted: list[str] = []
    refused: list[tuple[str, str]] = []
    for each in dict.fromkeys(recipients):
        try:
            wanted.append(envelope(each))
        except Refused as refusal:
            refused.append((each, str(refusal)))
    if not wanted:
        raise NeverSent("; ".join(reason for _, reason in refused) or "the mail is for nobody")
    return mail_from, wanted, refused


def _mail_arguments(client: aiosmtplib.SMTP, mail_from: str, raw: bytes) -> list[bytes]:
    arguments = [b"FROM:<%s>" % mail_from.encode()]
    if client.supports_extension("size"):
        arguments.append(b"SIZE=%d" % len(raw))
    if client.supports_extension("8bitmime") and not raw.isascii():
        arguments.append(b"BODY=8BITMIME")
    return arguments


def _stuffed(raw: bytes) -> bytes:
    """The mail with CRLF everywhere and dots doubled, up to and without the final dot."""
    ends = raw.count(b"\r\n")
    if raw.count(b"\r") != ends or raw.count(b"\n") != ends:
        raw = _LINE_END.sub(b"\r\n", raw)
    body = raw.replace(b"\r\n.", b"\r\n..")
    body = b"." + body if body.startswith(b".") else body
    return body if body.endswith(b"\r\n") else body + b"\r\n"
