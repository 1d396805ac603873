"""A mail server for the demo, the tour and the tests: real IMAP and real SMTP on loopback, gone when it ends.

Known addresses have a mailbox with INBOX, Sent and Junk; what goes to anybody else is kept as a list of what they got.
It listens on 127.0.0.1 only, in a thread with a loop of its own, so that blocking and asynchronous callers may use it.
"""

from __future__ import annotations

import asyncio
import logging
import re
import threading
import warnings
from argparse import Namespace
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any, TypeVar

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from proxyprotocol.noop import ProxyProtocolNoop
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxSet
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Seen
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from app.instant import now
from rules.address import domain_of, normalised, registrable, without_subaddress

HOST = "127.0.0.1"
AUTHSERV_ID = "embedded.infodesk"
LARGEST = 80 * 1024 * 1024

_HEADER_END = re.compile(rb"\r\n\r\n|\n\n")
_FROM = re.compile(rb"(?im)^from:[ \t]*((?:[^\r\n]|\r?\n[ \t])*)")
_ADDRESS = re.compile(r"[^\s<>,;:\"()]+@[^\s<>,;:\"()]+")
_OUR_VERDICT = re.compile(
    rb"(?im)^authentication-results:[ \t\r\n]*" + AUTHSERV_ID.encode() + rb"(?:[^\r\n]|\r?\n[ \t])*\r?\n"
)
_T = TypeVar("_T")

_log = logging.getLogger("mail.log")  # aiosmtpd's: it names every command there
_log.setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A mail as the SMTP side took it: who gave it ("" for the outside port), envelope and bytes."""

    login: str
    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    at: datetime


class _Smtp(SMTP):
    line_length_limit = 1024 * 1024  # customers' programs write long lines


class EmbeddedMail:
    """`users` are addresses with their passwords. `clock` gives the instant that letters arrive at (aware).

    `smtp_port` is for the firm's own people and wants a login; `outside_port` is where the world delivers, without one.
    Both exist only inside the `with`. `archive` names a user who gets a copy of everything that passes. Without
    `catch_all`, an outside recipient is refused.
    """

    def __init__(
        self,
        users: Mapping[str, str],
        clock: Callable[[], datetime] = now,
        catch_all: bool = True,
        archive: str | None = None,
    ) -> None:
        self.host = HOST
        self.imap_port = self.smtp_port = self.outside_port = 0
        self.users = {normalised(address): password for address, password in users.items()}
        self.domains = {domain_of(address) for address in self.users}
        self.archive = normalised(archive) if archive else None
        self._clock = clock
        self._catch_all = catch_all
        self._accepted: list[Accepted] = []
        self._outside: dict[str, list[bytes]] = {}
        self._folders: dict[str, MailboxSet] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="embedded mail", daemon=True)
        self._servers = AsyncExitStack()
        self._executor = ThreadPoolExecutor(1)

    def start(self) -> EmbeddedMail:
        """Listens; the ports are known afterwards."""
        self._thread.start()
        self._ask(self._start())
        return self

    def stop(self) -> None:
        """Ends every connection; all mail in it is gone."""
        self._ask(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._executor.shutdown()

    def __enter__(self) -> EmbeddedMail:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def __aenter__(self) -> EmbeddedMail:
        return await asyncio.to_thread(self.start)

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self.stop)

    def accepted(self) -> tuple[Accepted, ...]:
        """Everything that SMTP took, in its order: the servers' side of the count."""
        return tuple(self._accepted)

    def delivered(self, address: str) -> list[bytes]:
        """What somebody outside has got, byte for byte as it was sent."""
        return list(self._outside.get(normalised(address), ()))

    def held(self, address: str, folder: str = "INBOX") -> list[bytes]:
        """The letters in a folder of a user now."""
        return self._ask(self._held(normalised(address), folder))

    def put(self, address: str, folder: str, raw: bytes, seen: bool = False) -> None:
        """Lays a letter into a folder, as a mail program does with what it has sent."""
        self._ask(self._filed(normalised(address), folder, raw, seen))

    def _ask(self, what: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(30)

    async def _start(self) -> None:
        config = Config(
            Namespace(passlib_cfg=None), demo_data=False, demo_user="", demo_password="", host=HOST, port=0,
            tls_enabled=False, hash_context=Cleartext(), cpu_subsystem=Subsystem.for_threading(self._executor),
            proxy_protocol=ProxyProtocolNoop(), max_append_len=LARGEST, invalid_user_sleep=0.05,
        )  # fmt: skip
        config.apply_context()
        login = Login(config)
        for address, password in self.users.items():
            login.users_dict[address] = UserMetadata(config, address, password=password)
            self._folders[address] = folders = MailboxSet()
            await folders.add_mailbox("Sent")
            await folders.add_mailbox("Junk")
            config.set_cache[address] = (folders, FilterSet())
        imap = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(login, config))
        self.imap_port = await self._listen(await asyncio.start_server(imap, HOST, 0, limit=1024 * 1024))
        self.smtp_port = await self._listen(await self._loop.create_server(lambda: self._smtp(own=True), HOST, 0))
        self.outside_port = await self._listen(await self._loop.create_server(lambda: self._smtp(own=False), HOST, 0))

    async def _listen(self, server: asyncio.Server) -> int:
        await self._servers.enter_async_context(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    async def _stop(self) -> None:
        await self._servers.aclose()
        others = asyncio.all_tasks(self._loop) - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._loop.shutdown_asyncgens()

    def _smtp(self, own: bool) -> _Smtp:
        settings: dict[str, Any] = {
            "loop": self._loop,
            "data_size_limit": LARGEST,
            "hostname": AUTHSERV_ID,
            "ident": "infodesk",
        }
        if own:
            settings |= {"authenticator": self._known, "auth_required": True, "auth_require_tls": False}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a login without TLS: on loopback it may be
            return _Smtp(_Door(self), **settings)

    def _known(
        self, _server: object, session: Session, _envelope: object, _mechanism: str, given: object
    ) -> AuthResult:
        if not isinstance(given, LoginPassword):
            return AuthResult(success=False, handled=False)
        address = normalised(given.login.decode("utf-8", "replace"))
        right = self.users.get(address) == given.password.decode("utf-8", "replace")
        return AuthResult(success=right, handled=False, auth_data=address)

    def takes(self, recipient: str) -> bool:
        """Whether the server takes mail for an address; a subaddress belongs to its mailbox."""
        known = without_subaddress(recipient) in self.users
        return known or (self._catch_all and bool(normalised(recipient)) and domain_of(recipient) not in self.domains)

    async def take(self, login: str, envelope: Envelope) -> None:
        """Delivers a mail to everybody it is for, and to the archive."""
        raw = bytes(envelope.original_content or b"")
        sender = (envelope.mail_from or "").strip("<>")
        mail = Accepted(login, sender, tuple(envelope.rcpt_tos), raw, self._clock())
        self._accepted.append(mail)
        archived = [self.archive] if self.archive else []
        for recipient in dict.fromkeys([*mail.recipients, *archived]):
            address = without_subaddress(recipient)
            if address in self.users:
                await self._filed(address, "INBOX", self._stamped(mail, recipient), seen=False)
            else:
                self._outside.setdefault(normalised(recipient), []).append(raw)

    def _stamped(self, mail: Accepted, recipient: str) -> bytes:
        """The letter under the lines that a mail server writes on top; older verdicts in its own name go (RFC 8601)."""
        author = _author(mail.raw)
        verdict = "pass" if self._is_proved(mail, author) else "fail"
        head = (
            f"Return-Path: <{mail.sender}>\r\nDelivered-To: {normalised(recipient)}\r\n"
            f"Authentication-Results: {AUTHSERV_ID}; dmarc={verdict} header.from={domain_of(author) or 'unknown'}\r\n"
            f"Received: from {mail.login or domain_of(mail.sender) or 'unknown'} ([{HOST}])\r\n\tby {AUTHSERV_ID} with ESMTP;"
            f" {format_datetime(mail.at)}\r\n"
        )
        split = _HEADER_END.search(mail.raw)
        end = split.start() if split else len(mail.raw)
        return head.encode("ascii", "replace") + _OUR_VERDICT.sub(b"", mail.raw[:end]) + mail.raw[end:]

    def _is_proved(self, mail: Accepted, author: str) -> bool:
        if mail.login:
            return without_subaddress(author) == mail.login
        outside = bool(author) and domain_of(author) not in self.domains
        return outside and (not mail.sender or registrable(mail.sender) == registrable(author))

    async def _filed(self, address: str, folder: str, raw: bytes, seen: bool) -> None:
        mailbox = await self._folders[address].get_mailbox(folder)
        await mailbox.append(AppendMessage(raw, self._clock(), frozenset({Seen} if seen else ())), recent=True)

    async def _held(self, address: str, folder: str) -> list[bytes]:
        mailbox = await self._folders[address].get_mailbox(folder)
        return [bytes(each._content or b"") async for each in mailbox.messages()]


class _Door:
    """What aiosmtpd asks when a mail comes in."""

    def __init__(self, mail: EmbeddedMail) -> None:
        self._mail = mail

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if not self._mail.takes(address):
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:
        await self._mail.take(str(session.auth_data) if session.authenticated else "", envelope)
        return "250 2.0.0 taken"


def _author(raw: bytes) -> str:
    """The address in the From line; empty where there is none or more than one line."""
    split = _HEADER_END.search(raw)
    lines = _FROM.findall(raw[: split.start() if split else None])
    found = _ADDRESS.findall(lines[0].decode("utf-8", "replace")) if len(lines) == 1 else []
    return normalised(found[-1]) if found else ""
