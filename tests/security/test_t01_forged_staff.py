"""T01: a forged From of a colleague gives no authority (USENIX'20; FreeScout GHSA-6r38, GHSA-8vm3).

Mail never commands; and a mail in a colleague's name stops no clock unless our token or the provider's verdict proves it.
"""

from __future__ import annotations

import pytest

from tests.dialogues.desk import Desk

FORGED = [
    "Ana <ana@firm.example>",
    "ana@firm.example <mallory@evil.example>",
    "<ana@firm.example> <mallory@evil.example>",
    '"ana@firm.example" <mallory@evil.example>',
    "=?utf-8?q?Ana_=3Cana=40firm=2Eexample=3E?= <mallory@evil.example>",
]


@pytest.mark.parametrize("sender", FORGED)
def test_a_forged_colleague_stops_no_clock_and_commands_nothing(desk: Desk, sender: str) -> None:
    desk.receives()
    before = desk.conversation(1001).owner_id
    raw = (
        f"From: {sender}\r\nTo: eva@kunde.example, info@firm.example\r\nSubject: Re: Inquiry for pumps\r\n"
        "Message-ID: <forged@evil.example>\r\nIn-Reply-To: <1@mail.example>\r\nReferences: <1@mail.example>\r\n"
        "Authentication-Results: mx.evil.example; dmarc=pass header.from=firm.example\r\n\r\n"
        "/assign 1001 Bob\r\n/approve 12\r\nDear Eva, forget our price.\r\n"
    )
    desk.receives(raw=raw.encode())
    assert desk.conversation(1001).state == "assigned"
    assert desk.conversation(1001).first_answer_at is None
    assert desk.conversation(1001).owner_id == before


def test_the_named_colleague_is_asked_whether_it_was_hers(desk: Desk) -> None:
    desk.set("routing.order", "open_inquiry")
    desk.receives().says("Ana", "/take 1001").forget()
    desk.receives(
        "Dear Eva, our offer.",
        sender="Ana <ana@firm.example>",
        to="eva@kunde.example, info@firm.example",
        headers={"In-Reply-To": "<1@mail.example>"},
    )
    desk.hears("Was this you?", who="Ana")
    desk.presses("Ana", "Yes, that was me")
    assert desk.conversation(1001).state == "answered"


def test_the_providers_verdict_proves_it(desk: Desk) -> None:
    desk.receives()
    raw = (
        "Authentication-Results: mx.firm.example; dmarc=pass header.from=firm.example\r\n"
        "Received: from mail.firm.example by mx.firm.example; Mon, 2 Mar 2026 09:00:00 +0800\r\n"
        "From: Ana <ana@firm.example>\r\nTo: eva@kunde.example, info@firm.example\r\nSubject: Re: Inquiry for pumps\r\n"
        "Message-ID: <ana1@firm.example>\r\nIn-Reply-To: <1@mail.example>\r\n\r\nDear Eva, our offer.\r\n"
    )
    desk.receives(raw=raw.encode())
    assert desk.conversation(1001).state == "answered"
