"""T04: Zammad, RT and FreeScout joined letters by subject number or References alone (GHSA-j49f, GHSA-83xx).

Here a letter joins only with an unguessable token, or a stored reference, and a sender who takes part.
"""

from __future__ import annotations

import random

import pytest

from tests.dialogues.desk import Desk


def thread(desk: Desk) -> str:
    """Eva's thread, and the Message-ID that she has got from us."""
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    message_id = str(desk.mails_to("eva@kunde.example")[0]["Message-ID"])
    desk.forget()
    return message_id


@pytest.mark.parametrize(
    "headers",
    [
        {"In-Reply-To": "OURS"},
        {"References": "<1@mail.example> OURS"},
        {"In-Reply-To": "<1@mail.example>"},
        {"References": "<1@mail.example>"},
    ],
)
def test_a_stranger_with_leaked_ids_opens_a_new_inquiry_with_a_hint(desk: Desk, headers: dict[str, str]) -> None:
    ours = thread(desk)
    leaked = {name: value.replace("OURS", ours) for name, value in headers.items()}
    desk.receives(
        "Please send me the price again.",
        sender="Mallory <mallory@evil.example>",
        subject="Re: Inquiry for pumps [1001]",
        headers=leaked,
    )
    assert desk.numbers() == [1001, 1002]
    assert desk.conversation(1001).state == "answered"
    assert not any("310 USD" in str(mail) for mail in desk.mails_to("mallory@evil.example"))


def test_a_subject_with_a_number_joins_nothing(desk: Desk) -> None:
    thread(desk)
    for subject in ("[1001] Re: pumps", "Re: 1001", "[x #1001]", "#1001"):
        desk.receives(f"I want it: {subject}", sender="Mallory <mallory@evil.example>", subject=subject)
    assert desk.conversation(1001).state == "answered"


def test_guessed_tokens_and_subaddresses_join_nothing(desk: Desk) -> None:
    thread(desk)
    dice = random.Random(4)
    alphabet = "abcdefghijklmnopqrstuvwxyz234567"
    for _ in range(5):
        guess = "".join(dice.choices(alphabet, k=20))
        desk.receives(
            f"Hello {guess}",
            sender="Mallory <mallory@evil.example>",
            to=f"info+1001.{guess}@firm.example",
            headers={"In-Reply-To": f"<1001.c.{guess[:16]}.{guess}@firm.example>"},
        )
    assert desk.conversation(1001).state == "answered"


def test_somebody_of_the_same_free_mail_provider_is_a_stranger(desk: Desk) -> None:
    desk.receives(sender="Eva <eva@gmail.com>")
    desk.receives("And mine?", sender="Other <other@gmail.com>", headers={"In-Reply-To": "<1@mail.example>"})
    assert desk.numbers() == [1001, 1002]


def test_an_inbound_copy_adds_nobody_to_what_we_send(desk: Desk) -> None:
    """T05: a spoofed reply must not add recipients."""
    desk.receives(headers={"Cc": "mallory@evil.example, noreply@google.com"})
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    assert {recipient for _, recipients, _ in desk.postman.sent for recipient in recipients} == {
        "eva@kunde.example",
        f"{owner.lower()}@firm.example",
    }
