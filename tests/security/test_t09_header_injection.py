"""T09: a subject, a name, a file name with a line end in it becomes a header, and with it a recipient.

RT CVE-2012-4730 and CVE-2013-3373, osTicket ("Recipient Injection via User's Name"), FreeScout GHSA-5vg9, aiosmtplib
PYSEC-2026-2338, Python's own CVE-2024-6923 and CVE-2026-1299. Here no word that a stranger wrote becomes a header, a recipient or
a command: 200 payloads and more in each field, through the writer that the department uses, read back from the bytes.
"""

from __future__ import annotations

import base64
import email
import email.policy
import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mail.login import Login
from mail.smtp import Sender
from mail.write import written
from mail.write_headers import HEADERS
from rules.outgoing import Mailbox, NeverSent, SendMail, StoredFile
from rules.refusal import Refused
from tests.dialogues.desk import Desk
from tests.experiments import Seen
from tests.standins.smtp_server import SmtpStandin

VICTIM = "victim@other.example"
LINE_ENDS = (
    "\r\n", "\n", "\r", "\0\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\r\n ", "\n\t", "=0D=0A", "%0d%0a",
    "\\r\\n",
)  # fmt: skip
SMUGGLED = (f"Bcc: {VICTIM}", f"To: {VICTIM}", "Content-Type: text/html\r\n\r\n<script>", f"\r\nRCPT TO:<{VICTIM}>")
WRAPPED = (
    "hello{end}{header}", "=?UTF-8?Q?a?={end} {header}", "{end}{header}{end}{end}body",
    "=?UTF-8?Q?hello=0D=0A{header}?=", "x=?UTF-8?Q?=0A?={header}",
)  # fmt: skip
PAYLOADS = list(
    dict.fromkeys(
        shape.format(end=end, header=header) for shape, end, header in itertools.product(WRAPPED, LINE_ENDS, SMUGGLED)
    )
) + [
    "=?UTF-8?B?aGVsbG8NCkJjYzogdmljdGltQG90aGVyLmV4YW1wbGU=?=",
    f'" <{VICTIM}>, "x',
    f"x>, <{VICTIM}",
    f"{VICTIM},",
    "\ud800",
    "=?",
    "=?UTF-8?Q?" * 50,
    '"' * 99,
    "\\" * 99,
    "(" * 99,
    "a" * 5000,
    f"\u202e{VICTIM}",
    f"x\x00Bcc: {VICTIM}",
    "=?x?=" * 99,
    "'; filename=evil.exe",
    'x"; filename="evil.exe',
    f"undisclosed: {VICTIM};",
    "\ufeff",
    "\r",
    "\n",
    "\r\n.\r\n",
    "\r\n.\r\nMAIL FROM:<x@y>",
    "=?utf-7?Q?+AA0-Bcc:?=",
    "\x1b[31m",
    "=?UTF-8?Q?=22_=3Cvictim=40other.example=3E?=",
    "<>",
    "@",
    ";;;",
    "::",
    "--=_x--",
    "=?gb2312?B?DQo=?=",
    "\x7f\x9f",
    "\tTab",
    " ",
    "",
]

MAIL = SendMail(
    sender=Mailbox("Ana", "info@firm.example"), to=(Mailbox("Eva", "eva@kunde.example"),), subject="Offer", text="hello",
    audience="customer", token="t", reply_to=(Mailbox("Info", "info@firm.example"),),
)  # fmt: skip
ADDRESSED = ("From", "To", "Cc", "Reply-To")
FILE = StoredFile("a.pdf", "application/pdf", 1, "0" * 64)

FIELDS: dict[str, Callable[[str], SendMail]] = {
    "subject": lambda evil: replace(MAIL, subject=evil),
    "name of the sender": lambda evil: replace(MAIL, sender=Mailbox(evil, "info@firm.example")),
    "name of the recipient": lambda evil: replace(MAIL, to=(Mailbox(evil, "eva@kunde.example"),)),
    "name in reply-to": lambda evil: replace(MAIL, reply_to=(Mailbox(evil, "info@firm.example"),)),
    "address": lambda evil: replace(MAIL, cc=(Mailbox("x", evil),)),
    "address around it": lambda evil: replace(MAIL, to=(Mailbox("x", f"eva@kunde.example{evil}"),)),
    "file name": lambda evil: replace(MAIL, files=(replace(FILE, name=evil),)),
    "file type": lambda evil: replace(MAIL, files=(replace(FILE, content_type=f"application/pdf{evil}"),)),
    "in-reply-to": lambda evil: replace(MAIL, in_reply_to=f"<a@b{evil}>"),
    "references": lambda evil: replace(MAIL, references=("<a@b>", evil, f"<{evil}@c>")),
    "auto-submitted": lambda evil: replace(MAIL, auto_submitted=evil),
    "text": lambda evil: replace(MAIL, text=evil),
    "html": lambda evil: replace(MAIL, html=evil),
}


def bytes_of(mail: SendMail) -> bytes:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return written(mail, message_id="<t@firm.example>", at=at, load=lambda _: b"%PDF", load_letter=lambda _: b"")


def test_there_are_two_hundred_payloads() -> None:
    assert len(PAYLOADS) >= 200


@pytest.mark.experiment("T09", "200 payloads in each of 13 fields, read back", "0 headers, 0 recipients, 0 crashes")
@pytest.mark.parametrize("field", FIELDS)
def test_no_payload_adds_a_header_or_a_recipient(field: str, seen: Seen) -> None:
    seen(f"{len(PAYLOADS)} payloads a field: 0, 0, 0")
    for evil in PAYLOADS:
        try:
            raw = bytes_of(FIELDS[field](evil))
        except Refused:
            assert field.startswith("address")
            continue
        head = raw.partition(b"\r\n\r\n")[0]
        names = [line.partition(b":")[0].decode() for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
        assert set(names) <= set(HEADERS), (field, evil)
        assert len(names) == len(set(names)), (field, evil)
        _says_only_what_we_decided(raw, field, evil)


def _says_only_what_we_decided(raw: bytes, field: str, evil: str) -> None:
    assert "Bcc" not in email.message_from_bytes(raw, policy=email.policy.compat32)
    told = email.message_from_bytes(raw, policy=email.policy.default)
    shown = {name: str(value) for name, value in told.items()}
    assert not any("\r" in value or "\n" in value for value in shown.values()), (field, evil)
    addresses = {name: [each.addr_spec for each in told[name].addresses] for name in shown if name in ADDRESSED}
    assert addresses["To"] == ["eva@kunde.example"], (field, evil)
    assert VICTIM not in [each for some in addresses.values() for each in some], (field, evil)
    kinds = {each.get_content_type() for each in told.walk()}
    allowed = {"text/plain", "multipart/mixed", "application/pdf", "application/octet-stream"}
    assert kinds <= allowed | ({"text/html", "multipart/alternative"} if field == "html" else set()), (field, evil)


def test_what_a_program_decodes_twice_is_still_one_line() -> None:
    """Python 3.11 itself writes a Bcc when a decoded subject is assigned again: ours must not carry that on."""
    for evil in PAYLOADS:
        first = email.message_from_bytes(bytes_of(replace(MAIL, subject=evil)), policy=email.policy.default)["Subject"]
        assert "=?" not in str(first)
        again = email.message_from_string(f"Subject: {first}\n\nx", policy=email.policy.default)
        assert "Bcc" not in again


async def test_no_payload_becomes_a_command_to_the_mail_server() -> None:
    async with SmtpStandin() as server:
        mails = Sender(Login("127.0.0.1", server.port, "plain", timeout=2))
        raw = bytes_of(MAIL)
        for evil in PAYLOADS:
            for sender, recipient in ((evil, "eva@kunde.example"), ("info@firm.example", evil)):
                try:
                    await mails.send(sender, [recipient, "eva@kunde.example" + evil], raw)
                except NeverSent:
                    continue
        await mails.close()
        verbs = {line.partition(" ")[0] for line in server.commands}
        assert verbs <= {"EHLO", "MAIL", "RCPT", "DATA", "RSET", "QUIT"}
        assert not any(VICTIM in line for line in server.commands if VICTIM not in PAYLOADS)
        assert {each for one in server.recipients for each in one} <= {"eva@kunde.example"}


@pytest.mark.experiment(
    "T09", "letters with payloads, sent on to a colleague", "0 headers, 0 recipients, 0 quarantined"
)
def test_what_a_letter_smuggles_in_does_not_leave_with_the_mail_that_sends_it_on(desk: Desk, seen: Seen) -> None:
    """Subject, name, file name, Message-ID and references of a stranger's letter go into ours (RT CVE-2012-4730)."""
    desk.set("mail.letters_of_everybody", "0").set("mail.letters_of_domain", "0")
    some = PAYLOADS[:: len(PAYLOADS) // 20]
    for number, evil in enumerate(some):
        word = "=?utf-8?B?" + base64.b64encode(evil.encode("utf-8", "replace")).decode() + "?="
        desk.postbox.put(
            f"From: {word} <e{number}@evil{number}.example>\r\nTo: info@firm.example\r\nSubject: {word}\r\n"
            f"Message-ID: <{number}{word}@x>\r\nReferences: <{word}@x> <a@b>\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n{number} pumps\r\n--b\r\n"
            f'Content-Type: application/pdf; name="{word}"\r\n\r\n%PDF\r\n--b--\r\n'.encode()
        )
    desk.settle()
    mails = [email.message_from_bytes(raw, policy=email.policy.compat32) for _, _, raw in desk.postman.sent]
    names = {name for mail in mails for name in mail}
    recipients = {each for _, to, _ in desk.postman.sent for each in to}
    seen(f"{len(some)} letters, {len(mails)} mails, other headers {len(names - set(HEADERS))}")
    assert len(mails) == len(some)
    assert names <= set(HEADERS)
    assert recipients <= {"ana@firm.example", "bob@firm.example"}
    desk.says("Ada", "/quarantine").hears("Nothing is in quarantine", who="Ada")


async def test_a_final_dot_within_a_text_ends_nothing() -> None:
    async with SmtpStandin() as server:
        mails = Sender(Login("127.0.0.1", server.port, "plain", timeout=2))
        text = f"hello\n.\nMAIL FROM:<x@y.example>\nRCPT TO:<{VICTIM}>\n.\n"
        await mails.send("info@firm.example", ["eva@kunde.example"], bytes_of(replace(MAIL, text=text)))
        for end in (b"\n.\n", b"\r.\r", b"\r\n.\n", b"\n.\r\n"):
            await mails.send(
                "info@firm.example", ["eva@kunde.example"], b"A: b\r\n\r\nx" + end + b"MAIL FROM:<x@y.example>\r\n"
            )
        await mails.close()
        assert len(server.taken) == 5
        assert server.recipients == [["eva@kunde.example"]] * 5
