"""A mail of ours comes back: who wrote it hears why and what to do; it is found however the server has mangled it (R16)."""

from __future__ import annotations

import pytest

from tests.dialogues.desk import Desk

REPORT = """Return-Path: <>
From: MAILER-DAEMON@mx.kunde.example (Mail Delivery System)
To: info@firm.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce{number}@mx.kunde.example>
{more}Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.kunde.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

<eva@kunde.example>: {said}

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.kunde.example

Final-Recipient: rfc822; eva@kunde.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b
Content-Type: text/rfc822-headers

{returned}
--b--
"""


def answered(desk: Desk) -> tuple[str, str, str]:
    """Ana's answer has gone to Eva: Ana's name, the mail's Message-ID and its Reply-To."""
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    mail = desk.mails_to("eva@kunde.example")[0]
    desk.forget()
    return owner, str(mail["Message-ID"]), str(mail["Reply-To"])


def comes_back(
    desk: Desk, returned: str, *, said: str = "550 5.1.1 User unknown", action: str = "failed", more: str = ""
) -> Desk:
    status = said.split()[1]
    raw = REPORT.format(number=len(said), said=said, action=action, status=status, returned=returned, more=more)
    return desk.receives(raw=raw.replace("\n", "\r\n").encode())


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("550 5.1.1 User unknown", "There is no such mailbox"),
        ("552 5.2.2 Mailbox full", "The mailbox is full"),
        ("550 5.1.2 Host unknown", "No server takes mail for that domain"),
        ("554 5.7.1 Message rejected as spam", "refused it, perhaps as spam"),
        ("552 5.3.4 Message size exceeds fixed limit", "too large"),
        ("550 5.2.1 Account disabled", "The mailbox is closed"),
        ("554 4.4.7 Delivery time expired", "could not be reached"),
    ],
)
def test_its_writer_hears_what_to_do_about_a_mail_that_came_back(desk: Desk, said: str, advice: str) -> None:
    owner, message_id, _ = answered(desk)
    comes_back(desk, f"Message-ID: {message_id}\n", said=said)
    desk.hears("it did not arrive", "To eva@kunde.example", advice, who=owner)
    assert "Reply" in desk.buttons(owner)
    assert desk.conversation(1001).state == "answered", "a report that anybody can write moves no clock"


def test_a_relay_that_changes_the_message_id_does_not_hide_which_mail_it_was(desk: Desk) -> None:
    owner, _, reply_to = answered(desk)
    comes_back(
        desk,
        f"From: info@firm.example\nTo: eva@kunde.example\nReply-To: {reply_to}\nMessage-ID: <0100018f@relay.example>\n",
    )
    desk.hears("it did not arrive", "To eva@kunde.example", who=owner)


def test_a_report_that_answers_our_mail_is_found_by_that(desk: Desk) -> None:
    owner, message_id, _ = answered(desk)
    comes_back(desk, "Subject: Re: Inquiry for pumps\n", more=f"In-Reply-To: {message_id}\n")
    desk.hears("it did not arrive", who=owner)


def test_a_mail_of_last_month_is_not_taken_for_one_that_comes_back_without_a_name(desk: Desk) -> None:
    owner, _, _ = answered(desk)
    desk.jumps(days=30).forget()
    comes_back(desk, "Subject: Re: Inquiry for pumps\n")
    assert not any("did not arrive" in each for each in desk.chat(owner))


def test_a_mail_of_which_we_know_nothing_wakes_nobody(desk: Desk) -> None:
    owner, _, _ = answered(desk)
    comes_back(desk, "Message-ID: <forged@elsewhere.example>\nFrom: info@firm.example\n")
    assert not any("did not arrive" in each for each in desk.chat(owner))


def test_a_mail_from_a_colleagues_own_mailbox_that_comes_back_is_known_by_its_copy(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    address = f"{owner.lower()}@firm.example"
    headers = {"Message-ID": "<own-5@firm.example>", "In-Reply-To": "<1@mail.example>"}
    desk.receives("Dear Eva, 310 USD.", sender=address, to="eva@kunde.example", headers=headers, folder="Sent").forget()
    comes_back(desk, "Message-ID: <own-5@firm.example>\n")
    desk.hears("it did not arrive", "To eva@kunde.example", who=owner)


def test_somebody_who_calls_our_mail_spam_is_left_alone(desk: Desk) -> None:
    owner, message_id, _ = answered(desk)
    raw = (
        "From: fbl@provider.example\nTo: info@firm.example\nSubject: complaint\nMessage-ID: <fbl1@provider.example>\n"
        'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nThis is an abuse report.\n"
        "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n"
        "Original-Rcpt-To: eva@kunde.example\n"
        f"--b\nContent-Type: message/rfc822\n\nMessage-ID: {message_id}\nTo: eva@kunde.example\n\nDear Eva\n--b--\n"
    )
    desk.receives(raw=raw.encode())
    desk.hears("called a mail of ours spam", "Do not write there again", who=owner)


def test_a_mail_that_is_only_late_is_written_down_as_late(desk: Desk) -> None:
    owner, message_id, _ = answered(desk)
    comes_back(desk, f"Message-ID: {message_id}\n", said="421 4.4.1 Connection timed out", action="delayed")
    desk.says(owner, "/show 1001").hears("is late; the server goes on trying", who=owner)


def test_a_filter_that_holds_our_mail_until_somebody_confirms_is_told(desk: Desk) -> None:
    owner, message_id, _ = answered(desk)
    desk.receives(
        "Just this once, click the link below to prove that you are human:\nhttp://filter.example/a2?x\n",
        subject="Re: Inquiry for pumps (Verification)",
        headers={"Precedence": "junk", "In-Reply-To": message_id},
    )
    desk.hears("holds our mail until a person follows the link", who=owner)
    assert desk.conversation(1001).state == "answered"


def test_an_absence_note_says_when_the_customer_is_back_and_moves_no_clock(desk: Desk) -> None:
    owner, message_id, _ = answered(desk)
    desk.receives(
        "Ich bin bis 20.03.2026 nicht im Büro.",
        subject="Automatische Antwort: Inquiry for pumps",
        headers={"X-Auto-Response-Suppress": "All", "In-Reply-To": message_id},
    )
    desk.hears("will be back on 2026-03-20", who=owner)
    assert desk.conversation(1001).state == "answered"
