"""The embedded mail server: what a letter gets on its way, who may do what, and that it can be counted."""

from __future__ import annotations

import asyncio
import smtplib
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.embedded import EmbeddedMail
from mail.imap import ImapMailbox
from mail.login import Login, MailAccount

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
INFO, ANA, EVA = "info@firm.example", "ana@firm.example", "eva@kunde.example"


@pytest.fixture
def mail() -> Iterator[EmbeddedMail]:
    with EmbeddedMail({INFO: "secret", ANA: "a", "archive@firm.example": "x"}, clock=lambda: AT) as running:
        yield running


def outside(mail: EmbeddedMail, sender: str, to: list[str], raw: bytes) -> None:
    with smtplib.SMTP(mail.host, mail.outside_port) as line:
        line.sendmail(sender, to, raw)


def inside(mail: EmbeddedMail, login: str, password: str, to: list[str], raw: bytes) -> None:
    with smtplib.SMTP(mail.host, mail.smtp_port) as line:
        line.login(login, password)
        line.sendmail(login, to, raw)


def verdict(raw: bytes) -> bytes:
    (told,) = [each for each in raw.split(b"\r\n") if each.startswith(b"Authentication-Results:")]
    return told.partition(b"; ")[2].partition(b" ")[0]


def test_a_customers_letter_stands_in_the_inbox_under_the_servers_own_lines(mail: EmbeddedMail) -> None:
    raw = b"From: Eva <eva@kunde.example>\r\nSubject: pumps\r\n\r\nhello\r\n"
    outside(mail, EVA, [INFO], raw)
    (held,) = mail.held(INFO)
    assert held == (
        b"Return-Path: <eva@kunde.example>\r\nDelivered-To: info@firm.example\r\n"
        b"Authentication-Results: embedded.infodesk; dmarc=pass header.from=kunde.example\r\n"
        b"Received: from kunde.example ([127.0.0.1])\r\n\tby embedded.infodesk with ESMTP;"
        b" Mon, 02 Mar 2026 08:00:00 +0000\r\n" + raw
    )


def test_a_subaddress_is_delivered_to_its_mailbox(mail: EmbeddedMail) -> None:
    outside(mail, EVA, ["info+1042.k3j@firm.example"], b"From: eva@kunde.example\r\n\r\nx\r\n")
    assert b"Delivered-To: info+1042.k3j@firm.example\r\n" in mail.held(INFO)[0]


@pytest.mark.parametrize(
    ("sender", "author", "expected"),
    [
        (EVA, "From: Eva <eva@kunde.example>", b"dmarc=pass"),
        ("bounces@mail.kunde.example", "From: eva@kunde.example", b"dmarc=pass"),
        ("", "From: MAILER-DAEMON@kunde.example", b"dmarc=pass"),
        ("mallory@evil.example", "From: eva@kunde.example", b"dmarc=fail"),
        (EVA, "From: ana@firm.example", b"dmarc=fail"),
        (EVA, "From: eva@kunde.example\r\nFrom: ana@firm.example", b"dmarc=fail"),
        (EVA, "Subject: from nobody", b"dmarc=fail"),
        (EVA, "From: ana@firm.example <eva@kunde.example>", b"dmarc=pass"),
    ],
)
def test_whoever_comes_from_outside_is_proved_only_as_himself(
    mail: EmbeddedMail, sender: str, author: str, expected: bytes
) -> None:
    outside(mail, sender, [INFO], f"{author}\r\n\r\nx\r\n".encode())
    assert verdict(mail.held(INFO)[0]) == expected


def test_a_colleague_is_proved_by_her_login_and_only_as_herself(mail: EmbeddedMail) -> None:
    inside(mail, ANA, "a", [INFO], b"From: Ana <ana@firm.example>\r\n\r\nx\r\n")
    inside(mail, ANA, "a", [INFO], b"From: Info <info@firm.example>\r\n\r\nx\r\n")
    assert [verdict(each) for each in mail.held(INFO)] == [b"dmarc=pass", b"dmarc=fail"]


def test_a_verdict_that_the_sender_wrote_himself_is_struck_out(mail: EmbeddedMail) -> None:
    forged = b"authentication-results:\r\n embedded.infodesk; dmarc=pass\r\nFrom: ana@firm.example\r\n\r\nx\r\n"
    outside(mail, EVA, [INFO], forged)
    assert mail.held(INFO)[0].lower().count(b"authentication-results") == 1
    assert verdict(mail.held(INFO)[0]) == b"dmarc=fail"


def test_what_goes_outside_can_be_read_as_the_customer_got_it(mail: EmbeddedMail) -> None:
    raw = b"From: info@firm.example\r\nTo: eva@kunde.example\r\n\r\n.offer\r\n"
    inside(mail, INFO, "secret", [EVA, ANA], raw)
    assert mail.delivered("Eva@Kunde.example") == [raw]
    assert mail.held(ANA)[0].endswith(raw)
    assert mail.held(INFO) == []


def test_every_mail_that_was_taken_can_be_counted(mail: EmbeddedMail) -> None:
    outside(mail, EVA, [INFO], b"From: eva@kunde.example\r\n\r\n1\r\n")
    inside(mail, INFO, "secret", [EVA], b"From: info@firm.example\r\n\r\n2\r\n")
    assert [(each.login, each.sender, each.recipients) for each in mail.accepted()] == [
        ("", EVA, (INFO,)),
        (INFO, INFO, (EVA,)),
    ]


def test_an_archive_gets_a_copy_of_everything() -> None:
    with EmbeddedMail({INFO: "s", "archive@firm.example": "x"}, archive="archive@firm.example") as mail:
        outside(mail, EVA, [INFO], b"From: eva@kunde.example\r\n\r\n1\r\n")
        inside(mail, INFO, "s", [EVA], b"From: info@firm.example\r\n\r\n2\r\n")
        assert [each[-3:-2] for each in mail.held("archive@firm.example")] == [b"1", b"2"]


def test_nobody_sends_without_a_login_and_nobody_is_relayed(mail: EmbeddedMail) -> None:
    with smtplib.SMTP(mail.host, mail.smtp_port) as line, pytest.raises(smtplib.SMTPSenderRefused):
        line.sendmail(INFO, [EVA], b"From: info@firm.example\r\n\r\nx\r\n")
    with smtplib.SMTP(mail.host, mail.smtp_port) as line, pytest.raises(smtplib.SMTPAuthenticationError):
        line.login(INFO, "wrong")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        outside(mail, EVA, ["nobody@firm.example"], b"From: eva@kunde.example\r\n\r\nx\r\n")


def test_without_catch_all_an_outside_recipient_is_refused() -> None:
    with EmbeddedMail({INFO: "s"}, catch_all=False) as mail, pytest.raises(smtplib.SMTPRecipientsRefused):
        inside(mail, INFO, "s", [EVA], b"From: info@firm.example\r\n\r\nx\r\n")


@pytest.mark.parametrize(
    "raw", [b"no header", b"", b"\r\n\r\nbody", b"A: b\n\nbare\nlf\xff", b"A: \xb5\xe7\r\n\r\n\x80no end"]
)
def test_odd_letters_are_held_and_fetched_byte_for_byte(mail: EmbeddedMail, raw: bytes) -> None:
    mail.put(INFO, "Junk", raw)
    account = MailAccount("x", Login(mail.host, mail.imap_port, "plain", INFO, "secret", timeout=2))
    mailbox = ImapMailbox(account)
    mailbox.open()
    listing = mailbox.listed("Junk")
    assert (
        [mailbox.fetched("Junk", listing.uidvalidity, uid).raw for uid in listing.uids]
        == [raw]
        == mail.held(INFO, "Junk")
    )
    mailbox.close()


def test_who_waits_at_the_front_door_hears_a_letter_at_once(mail: EmbeddedMail) -> None:
    mailbox = ImapMailbox(MailAccount("x", Login(mail.host, mail.imap_port, "plain", INFO, "secret", timeout=2)))
    mailbox.open()
    raw = b"From: eva@kunde.example\r\n\r\nx\r\n"
    threading.Timer(0.2, outside, (mail, EVA, [INFO], raw)).start()
    began = time.monotonic()
    assert mailbox.wait(30)
    assert time.monotonic() - began < 15
    mailbox.close()


async def test_it_starts_beside_another_loop() -> None:
    async with EmbeddedMail({INFO: "secret"}) as mail:
        await asyncio.to_thread(outside, mail, EVA, [INFO], b"From: eva@kunde.example\r\n\r\nx\r\n")
        assert len(mail.held(INFO)) == 1
    assert not [each for each in threading.enumerate() if each.name == "embedded mail"]
