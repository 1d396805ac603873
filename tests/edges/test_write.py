"""A decided mail as bytes: readable by every program, equal every time, the original untouched."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from typing import cast

import pytest

from app.embedded import EmbeddedMail
from mail.login import Login
from mail.smtp import Sender
from mail.write import checked, recipients, written
from mail.write_headers import HEADERS
from rules.outgoing import Mailbox, SendMail, StoredFile
from rules.refusal import Refused

AT = datetime(2026, 3, 2, 17, 30, tzinfo=timezone(timedelta(hours=8)))
MAIL = SendMail(
    sender=Mailbox("Ana, Company", "info@firm.example"),
    to=(Mailbox("Eva Kunde", "eva@kunde.example"),),
    subject="Your inquiry 1042",
    text="Dear Eva,\n\nthank you.\n",
    audience="customer",
    token="t",
)
ORIGINAL = (
    b"Received: by x\r\nSubject: \xb5\xe7\xb3\xd8\r\nTo: info@firm.example\r\n\r\n--=_x\r\n.\r\nFrom 8-bit \xff\xfe\r\n"
)


def raw_of(mail: SendMail = MAIL, files: Sequence[bytes] = (), original: bytes = b"") -> bytes:
    contents = iter(files)
    return written(
        mail, message_id="<t.1@firm.example>", at=AT, load=lambda _: next(contents), load_letter=lambda _: original
    )


def read(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return cast(str, body.get_content())


def attached(name: str, kind: str = "application/pdf") -> SendMail:
    return replace(MAIL, files=(StoredFile(name, kind, 3, "0" * 64),))


def test_a_plain_mail_is_as_plain_as_it_was_decided() -> None:
    assert raw_of() == (
        b'From: "Ana, Company" <info@firm.example>\r\nTo: Eva Kunde <eva@kunde.example>\r\nSubject: Your inquiry 1042\r\n'
        b"Date: Mon, 02 Mar 2026 17:30:00 +0800\r\nMessage-ID: <t.1@firm.example>\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
        b"Dear Eva,\r\n\r\nthank you.\r\n"
    )


@pytest.mark.parametrize(
    "name", ["王安娜", "Ana María Ñandú", 'Ana "the boss" \\ Li', "Li, Ana", "", "x" * 300, "安" * 100]
)
def test_a_name_arrives_in_every_script(name: str) -> None:
    mail = read(raw_of(replace(MAIL, sender=Mailbox(name, "info@firm.example"))))
    address = mail["From"].addresses[0]
    shown = (
        address.display_name if " " in name else address.display_name.replace(" ", "")
    )  # Python shows a blank per fold
    assert (shown, address.addr_spec) == (name[:120], "info@firm.example")


@pytest.mark.parametrize(
    "subject",
    [
        "询价：LED 灯 5050",
        "Re: Ofertas añadidas – " + "muy largo " * 20,
        "",
        "x" * 300,
        "a " * 150,
        "灯" * 300,
        "Fw:  two   blanks",
    ],
)
def test_a_subject_arrives_whole_in_short_lines(subject: str) -> None:
    raw = raw_of(replace(MAIL, subject=subject))
    assert read(raw)["Subject"] == " ".join(subject.split())
    head = raw.partition(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    "text",
    [
        "Dear Eva,\nFrom Monday on we are closed.\n",
        "一千个灯，每个三块二。\n" * 40,
        "Señor, el niño pagó.\n",
        "x" * 2000 + "\n",
        "trailing blanks  \n\n-- \nAna\n",
        ".\n..\n.hidden\n",
        "mixed 中文 and much more English text than Chinese text here\n",
        "\n",
        "€\n",
    ],
)
def test_a_text_arrives_as_it_was_written(text: str) -> None:
    raw = raw_of(replace(MAIL, text=text))
    assert text_of(read(raw)).replace("\r\n", "\n") == text
    assert not any(line.startswith(b"From ") for line in raw.split(b"\r\n"))


def test_control_characters_do_not_leave_the_house() -> None:
    assert text_of(read(raw_of(replace(MAIL, text="a\0b\x1b[31mc\r\nd\re")))).splitlines() == ["ab[31mc", "d", "e"]


def test_a_mail_in_html_has_its_text_beside_it() -> None:
    mail = read(raw_of(replace(MAIL, html="<p>谢谢</p>")))
    assert mail.get_content_type() == "multipart/alternative"
    assert [each.get_content_type() for each in mail.iter_parts()] == ["text/plain", "text/html"]
    html = mail.get_body(("html",))
    assert html is not None
    assert html.get_content().strip() == "<p>谢谢</p>"


@pytest.mark.parametrize(
    "name",
    [
        "quote.pdf",
        "报价单-2026年三月-最终版本-请尽快确认-谢谢.pdf",
        "año 2026 (final).pdf",
        "a" * 90 + ".pdf",
        "50% off's;*=.pdf",
    ],
)
def test_an_attachment_keeps_its_name_and_every_byte(name: str) -> None:
    content = bytes(range(256)) * 300
    part = next(iter(read(raw_of(attached(name), [content])).iter_attachments()))
    assert part.get_filename() == name.replace("*", "_")
    assert part.get_content() == content
    assert part.get_content_type() == "application/pdf"


@pytest.mark.parametrize(
    "kind", ["message/rfc822", "multipart/mixed", "text", "", "a/b\r\nBcc: x@y.z", "application/pdf; name=x", "х/у"]
)
def test_an_attachment_of_a_strange_type_is_just_bytes(kind: str) -> None:
    part = next(iter(read(raw_of(attached("x.bin", kind), [b"abc"])).iter_attachments()))
    assert (part.get_content_type(), part.get_content()) == ("application/octet-stream", b"abc")


def test_several_files_and_the_original_go_together() -> None:
    mail = replace(attached("a.pdf"), files=attached("a.pdf").files * 2, original="f" * 64, html="<p>x</p>")
    types = [each.get_content_type() for each in read(raw_of(mail, [b"1", b"2"], ORIGINAL)).walk()]
    assert types[:6] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf", "application/pdf",
    ]  # fmt: skip
    assert types[6] == "message/rfc822"


@pytest.mark.parametrize(
    "original", [ORIGINAL, ORIGINAL.rstrip(), b"Subject: x\r\n\r\n", b"\r\n", b"x: y\r\n\r\n" + b"z" * 998]
)
def test_the_original_stands_in_the_mail_byte_for_byte(original: bytes) -> None:
    raw = raw_of(replace(MAIL, original="f" * 64), original=original)
    boundary = b"--" + read(raw).get_boundary().encode()  # type: ignore[union-attr]
    part = raw.split(boundary)[2]
    assert b"Content-Type: message/rfc822" in part
    assert part.partition(b"\r\n\r\n")[2] == original + b"\r\n"
    assert read(raw)["Content-Transfer-Encoding"] == ("7bit" if original.isascii() else "8bit")


@pytest.mark.parametrize(
    "original", [b"", b"Subject: x\n\nbare\n", b"A: b\r\n\r\n\0", b"A: b\r\n\r\n" + b"z" * 999, b"a\rb"]
)
def test_an_original_that_smtp_would_change_goes_as_a_file(original: bytes) -> None:
    part = list(read(raw_of(replace(MAIL, original="f" * 64), original=original)).iter_attachments())[-1]
    expected = "message/rfc822" if not original else "application/octet-stream"
    assert part.get_content_type() == expected
    if original:
        assert (part.get_filename(), part.get_content()) == ("original.eml", original)


async def test_the_original_survives_a_real_server() -> None:
    raw = raw_of(replace(MAIL, original="f" * 64), original=ORIGINAL)
    async with EmbeddedMail({"info@firm.example": "secret"}) as mail:
        mails = Sender(Login("127.0.0.1", mail.smtp_port, "plain", "info@firm.example", "secret", timeout=2))
        await mails.send("info@firm.example", ["eva@kunde.example"], raw)
        await mails.close()
        assert mail.delivered("eva@kunde.example") == [raw]
        assert ORIGINAL in raw


def test_equal_mails_give_equal_bytes() -> None:
    mail = replace(attached("a.pdf"), html="<p>x</p>", original="f" * 64)
    assert raw_of(mail, [b"1"], ORIGINAL) == raw_of(mail, [b"1"], ORIGINAL)


def test_a_mail_within_a_mail_of_the_same_number_is_not_torn_apart() -> None:
    inner = raw_of(attached("a.pdf"), [b"1"])
    raw = raw_of(replace(attached("b.pdf"), original="f" * 64), [b"2"], inner)
    assert [each.get_filename() for each in read(raw).iter_attachments()] == ["b.pdf", "original.eml"]
    assert inner in raw


def test_the_thread_is_kept_and_what_is_no_message_id_is_left_out() -> None:
    references = ("<1@a>", "nonsense", "<2@b\r\nBcc: x@y.z>", "<3@c>", "<1@a>", "< 4@d>")
    mail = read(raw_of(replace(MAIL, in_reply_to="<3@c>", references=references)))
    assert mail["In-Reply-To"] == "<3@c>"
    assert mail["References"].split() == ["<1@a>", "<3@c>"]
    assert "In-Reply-To" not in read(raw_of(replace(MAIL, in_reply_to="<3@c> <4@d>")))


def test_a_thread_of_a_thousand_letters_keeps_its_first_and_its_newest() -> None:
    references = tuple(f"<{number}@{'x' * 60}.example>" for number in range(1000))
    kept = read(raw_of(replace(MAIL, references=references)))["References"].split()
    assert (kept[0], kept[1:]) == (references[0], list(references[-39:]))


def test_an_automatic_mail_says_so_and_a_persons_does_not() -> None:
    assert read(raw_of(replace(MAIL, auto_submitted="auto-replied")))["Auto-Submitted"] == "auto-replied"
    assert read(raw_of(replace(MAIL, auto_submitted="auto-generated")))["Auto-Submitted"] == "auto-generated"
    assert "Auto-Submitted" not in read(raw_of())


def test_many_recipients_stand_on_lines_of_their_own_and_in_the_envelope_once() -> None:
    many = tuple(Mailbox(f"Nr {number}", f"p{number}@kunde.example") for number in range(60))
    mail = replace(MAIL, to=many, cc=(many[0], Mailbox("", "bo@bücher.example")), reply_to=(many[1], MAIL.sender))
    told = read(raw_of(mail))
    assert len(told["To"].addresses) == 60
    assert [each.addr_spec for each in told["Reply-To"].addresses] == ["p1@kunde.example", "info@firm.example"]
    assert recipients(mail)[-1] == "bo@xn--bcher-kva.example"
    assert len(recipients(mail)) == 61


@pytest.mark.parametrize(
    "address", ["eva", "eva@x.example>\r\nRCPT TO:<v@o.example", "e va@x.example", "<eva@x.example>", ""]
)
def test_what_is_no_address_is_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(Refused):
        raw_of(replace(MAIL, to=(Mailbox("Eva", address),)))


@pytest.mark.parametrize("message_id", ["", "t@x", "<t>", "<t@x>\r\nBcc: a@b.c", "<t x@y>", "<t@x> "])
def test_a_message_id_that_is_none_is_a_mistake_of_ours(message_id: str) -> None:
    with pytest.raises(ValueError):
        written(MAIL, message_id=message_id, at=AT, load=lambda _: b"", load_letter=lambda _: b"")


def test_an_instant_without_a_zone_or_a_mail_to_nobody_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError):
        written(MAIL, message_id="<t@x>", at=AT.replace(tzinfo=None), load=lambda _: b"", load_letter=lambda _: b"")
    with pytest.raises(ValueError):
        raw_of(replace(MAIL, to=()))


@pytest.mark.parametrize(
    "break_it",
    [
        lambda raw: raw.replace(b"\r\n\r\n", b"\r\nBcc: v@o.example\r\n\r\n", 1),
        lambda raw: raw.replace(b"Subject:", b"X-Mailer:"),
        lambda raw: raw.replace(b"Cc:", b"Cc:").replace(b"Subject: ", b"Subject: a\r\nSubject: "),
        lambda raw: raw.replace(b"Subject: ", b"Subject: a\rBcc: v@o.example"),
        lambda raw: raw.replace(b"Dear", b"a\nb"),
        lambda raw: raw.replace(b"Dear", b"a\0b"),
        lambda raw: raw.replace(b"Dear", b"x" * 999),
        lambda raw: raw.replace(b"Kunde", b"K\xc3\xbcnde"),
        lambda raw: raw.replace(b"To: Eva Kunde <eva@kunde.example>\r\n", b""),
        lambda raw: b"no mail at all",
    ],
)
def test_the_last_check_lets_nothing_pass_that_is_not_ours(break_it: Callable[[bytes], bytes]) -> None:
    raw = raw_of()
    assert checked(raw) == raw
    with pytest.raises(ValueError):
        checked(break_it(raw))


def test_bcc_is_no_header_of_ours() -> None:
    assert "Bcc" not in HEADERS
