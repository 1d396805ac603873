"""T04: a leaked token was good for anybody who wrote the customer's address into a form, since the form names the writer.

FreeScout (#4287) showed the address in Reply-To as the customer who wrote. Here it is shown who really sent a form.
"""

from __future__ import annotations

import pytest

from tests.dialogues.desk import Desk

FORM = "Name: Eva Lopez\nEmail: eva@kunde.example\nMessage: please change the bank account"


def thread(desk: Desk) -> str:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    return str(desk.mails_to("eva@kunde.example")[0]["Message-ID"])


@pytest.mark.parametrize(
    "sender", ["no-reply@evil.example", "Web <eve@evil.example>", "Eva via List <list@evil.example>"]
)
def test_a_strangers_form_that_names_the_customer_joins_no_thread(desk: Desk, sender: str) -> None:
    ours = thread(desk)
    desk.receives(
        FORM, sender=sender, subject="Contact", headers={"In-Reply-To": ours, "Reply-To": "eva@kunde.example"}
    )
    assert desk.conversation(1001).state == "answered", "nothing was added to Eva's conversation"
    assert (desk.numbers(), desk.conversation(1002).possibly) == ([1001, 1002], 1001)


def test_a_colleague_may_still_send_a_customers_letter_on_into_its_thread(desk: Desk) -> None:
    ours = thread(desk)
    desk.receives(
        "FYI\n\n---------- Forwarded message ---------\nFrom: Eva Lopez <eva@kunde.example>\n"
        "Subject: Re: pumps\nTo: ana@firm.example\n\nWe take 60 pumps.",
        sender="Ana <ana@firm.example>",
        subject="Fwd: Re: pumps",
        headers={"In-Reply-To": ours},
    )
    assert desk.numbers() == [1001]
    assert desk.conversation(1001).state == "assigned"


def test_the_card_says_from_where_a_form_in_her_name_came(desk: Desk) -> None:
    desk.receives(FORM, sender="Web <eve@evil.example>", subject="Contact", headers={"Reply-To": "eva@kunde.example"})
    desk.hears("eva@kunde.example", "The letter itself came from eve@evil.example.")


def test_a_reply_to_makes_nobody_the_writer(desk: Desk) -> None:
    desk.receives(
        "Our bank account has changed.", sender="Eva <eve@evil.example>", headers={"Reply-To": "eva@kunde.example"}
    )
    assert desk.conversation(1001).contact_address == "eve@evil.example"
