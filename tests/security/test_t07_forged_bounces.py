"""T07: a help desk that answers by itself sends attackers' words to whom they name (Zendesk: relay spam, Oct 2025, Jan 2026).

Thousands of desks acknowledged tickets in forged names, subject and text echoed. Here no letter is ever answered by itself; and
a bounce, which whoever knows a Message-ID can write, tells people what it is worth and never passes for the customer.
"""

from __future__ import annotations

import random

import pytest

from tests.dialogues.desk import Desk
from tests.experiments import SEED, Seen

DOOR = "info@firm.example"
REPORT = """From: MAILER-DAEMON@evil.example
To: info@firm.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@evil.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Pay to another account.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; x

Final-Recipient: rfc822; mallory@evil.example
Action: {action}
Status: {status}

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--b--
"""


def bounced(desk: Desk, action: str = "failed", status: str = "5.1.1") -> str:
    """Ana's answer has gone to Eva, then such a report comes; Ana's name."""
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    message_id = str(desk.mails_to("eva@kunde.example")[0]["Message-ID"])
    told = REPORT.format(action=action, status=status, message_id=message_id).replace("\n", "\r\n")
    desk.forget().receives(raw=told.encode())
    return owner


def test_a_bounce_names_the_address_to_which_we_wrote_not_the_one_that_it_names(desk: Desk) -> None:
    owner = bounced(desk)
    desk.hears("To eva@kunde.example", who=owner)
    assert not any("mallory" in each for each in desk.chat(owner))
    assert desk.conversation(1001).state == "answered", "a report from outside changes no clock"


def test_words_of_a_bounce_never_stand_on_the_card_as_the_customers(desk: Desk) -> None:
    owner = bounced(desk)
    desk.says(owner, "/show 1001")
    assert "Pay to another account" not in desk.chat(owner)[-1].split("Received")[0]


@pytest.mark.parametrize("sent", ["a bounce", "an absence"])
def test_the_next_answer_goes_on_from_the_customers_letter_not_from_a_machines(desk: Desk, sent: str) -> None:
    owner = bounced(desk)
    if sent == "an absence":
        desk.receives("I am away.", subject="Automatic reply", headers={"Auto-Submitted": "auto-replied"})
    desk.forget().says(owner, "/reply 1001 One thing more.").presses(owner, "Send")
    assert desk.mails_to("eva@kunde.example")[0]["In-Reply-To"] == "<1@mail.example>"


def test_a_mail_that_is_only_late_is_not_called_lost(desk: Desk) -> None:
    owner = bounced(desk, "delayed", "4.4.1")
    desk.hears("A mail has not arrived yet", who=owner)
    assert not any("it did not arrive" in each for each in desk.chat(owner))


def backscattered(desk: Desk, count: int) -> tuple[int, int]:
    """So many letters in other people's names, of every kind that a help desk answers: mails to outside, mails in all."""
    dice = random.Random(SEED)
    subjects = ("Inquiry", "Complaint", "Unsubscribe", "Order 4711", "Are you there?", "Re: your offer", "STOP", "Help")
    outside = mails = 0
    for start in range(0, count, 250):
        for number in range(start, min(start + 250, count)):
            headers = dice.choice(
                ({}, {"Disposition-Notification-To": f"v{number}@victim{number}.example"},
                 {"Reply-To": f"v{number}@else.example"},
                 {"Return-Receipt-To": f"v{number}@victim{number}.example"}, {"Errors-To": "v@victim.example"})
            )  # fmt: skip
            sender = f"Victim <v{number}@victim{number}.example>"
            text = f"Visit evil.example {number}. We need {number} pumps. Please confirm receipt."
            desk.postbox.put(desk.written(text, sender, f"{dice.choice(subjects)} {number}", DOOR, dict(headers)))
        desk.settle()
        recipients = [each for _, some, _ in desk.postman.sent for each in some]
        outside += sum(not each.endswith("@firm.example") for each in recipients)
        mails += len(recipients)
        desk.forget()
    desk.passes(hours=1)
    return outside + sum(not each.endswith("@firm.example") for _, some, _ in desk.postman.sent for each in some), mails


@pytest.mark.experiment("T07", "40 letters in other people's names", "0 mails to outside")
def test_no_letter_is_answered_by_itself(desk: Desk, seen: Seen) -> None:
    outside, mails = backscattered(desk, 40)
    seen(f"mails to outside {outside}, to colleagues {mails}")
    assert outside == 0


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.experiment("T07", "10,000 letters in other people's names", "0 mails to outside (no acknowledgements)")
def test_ten_thousand_letters_are_not_answered(desk: Desk, seen: Seen) -> None:
    desk.set("routing.order", "existing_owner")  # to the dispatcher: the others are sent on in the short form
    outside, mails = backscattered(desk, 10_000)
    seen(f"mails to outside {outside}, to colleagues {mails}")
    assert outside == 0
