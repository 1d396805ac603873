"""TLS and STARTTLS against real servers: the certificate is always checked, and nothing falls back to clear text (F40)."""

from __future__ import annotations

import asyncio
import datetime
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from mail.imap import ImapMailbox
from mail.login import Login, MailAccount
from mail.mailbox import Unreachable
from mail.probe import probe_mailbox
from mail.smtp import Sender
from rules.outgoing import NotSent
from tests.edges.dovecot import Dovecot, dovecot
from tests.standins.certificates import self_signed

RAW = b"From: info@firm.example\r\nTo: eva@kunde.example\r\n\r\nhello\r\n"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    made = self_signed(tmp_path_factory.mktemp("keys"))
    return made.file, made.key


@pytest.fixture(scope="module")
def imap(keys: tuple[Path, Path]) -> Iterator[Dovecot]:
    with dovecot(keys) as server:
        yield server


@pytest.fixture(params=["tls", "starttls"])
def login(request: pytest.FixtureRequest, imap: Dovecot, keys: tuple[Path, Path]) -> Login:
    port = imap.secure_port if request.param == "tls" else imap.port
    return Login("127.0.0.1", port, request.param, "info", imap.password, timeout=3, ca_file=str(keys[0]))


def test_a_mailbox_is_read_and_waited_on_over_tls(login: Login) -> None:
    mailbox = ImapMailbox(MailAccount("front door", login))
    mailbox.open()
    large = b"A: b\r\n\r\n" + b"x" * 70_000 + b"\r\n"
    mailbox.file_copy("INBOX", large, datetime.datetime.now(datetime.UTC), "<x@y>")
    listing = mailbox.listed("INBOX")
    assert mailbox.fetched("INBOX", listing.uidvalidity, listing.uids[-1]).raw == large
    assert not mailbox.wait(0.2)
    mailbox.close()


def test_a_certificate_that_nobody_vouches_for_is_never_taken(login: Login) -> None:
    stranger = Login(login.host, login.port, login.security, login.username, login.password, timeout=3)
    with pytest.raises(Unreachable, match=r"(?i)certificate verify failed"):
        ImapMailbox(MailAccount("front door", stranger)).open()
    (finding,) = probe_mailbox(MailAccount("front door", stranger))
    assert finding.mend is not None
    assert "ca_file" in finding.mend.sentence


def test_a_port_that_speaks_no_tls_is_told_as_such(imap: Dovecot, keys: tuple[Path, Path]) -> None:
    wrong = Login("127.0.0.1", imap.port, "tls", "info", imap.password, timeout=3, ca_file=str(keys[0]))
    (finding,) = probe_mailbox(MailAccount("front door", wrong))
    assert finding.mend is not None
    assert finding.mend.sentence.startswith("Port and security do not fit")


class Taken:
    def __init__(self) -> None:
        self.raw: list[bytes] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:
        self.raw.append(envelope.original_content)  # type: ignore[attr-defined]
        return "250 taken"


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("trusted", [True, False])
async def test_a_mail_goes_over_tls_or_not_at_all(keys: tuple[Path, Path], security: str, trusted: bool) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*keys)
    taken, loop = Taken(), asyncio.get_running_loop()
    over: dict[str, Any] = {"tls_context": context, "require_starttls": True} if security == "starttls" else {}
    server = await loop.create_server(
        lambda: SMTP(taken, loop=loop, **over), "127.0.0.1", 0, ssl=context if security == "tls" else None
    )
    login = Login(
        "127.0.0.1", server.sockets[0].getsockname()[1], security, timeout=3, ca_file=str(keys[0]) if trusted else None
    )
    sender = Sender(login, patience=3)
    if trusted:
        await sender.send("info@firm.example", ["eva@kunde.example"], RAW + (b"x" * 70 + b"\r\n") * 7000)
    else:
        with pytest.raises(NotSent, match=r"(?i)certificate"):
            await sender.send("info@firm.example", ["eva@kunde.example"], RAW)
    await sender.close()
    server.close()
    assert len(taken.raw) == (1 if trusted else 0)
