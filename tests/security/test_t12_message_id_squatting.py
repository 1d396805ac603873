"""T12: who sends a guessed Message-ID first must not suppress the real letter (FreeScout dropped the second)."""

from __future__ import annotations

from tests.dialogues.desk import Desk


def test_two_letters_of_one_message_id_are_both_kept(desk: Desk) -> None:
    same = "<order-2026@kunde.example>"
    desk.receives("Nothing.", sender="Mallory <m@evil.example>", headers={"Message-ID": same})
    desk.receives("The real order: 40 pumps.", headers={"Message-ID": same})
    assert desk.numbers() == [1001, 1002]


def test_our_own_message_id_suppresses_no_customer(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    ours = str(desk.mails_to("eva@kunde.example")[0]["Message-ID"])
    desk.receives("A new inquiry for valves.", sender="Carl <carl@other.example>", headers={"Message-ID": ours})
    assert len(desk.numbers()) == 2
