"""T01: a mail that claims to come from the boss was obeyed (USENIX'20 "Composition Kills"; FreeScout GHSA-6r38, GHSA-8vm3).

All ten providers and nineteen programs tested there showed some forged sender as real; Python reads `boss@corp <eve@x>` as the
boss. Here mail never commands; and what stands in a colleague's name stops no clock unless our token or the provider proves it.
"""

from __future__ import annotations

import base64

import pytest

from mail.read import read_letter
from rules.letter import Ours
from storage.tables.conversations import ParticipantRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen

ANA, EVE = "ana@firm.example", "mallory@evil.example"


def word(text: str) -> str:
    return f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?="


FORGED: list[bytes] = [
    each.encode("utf-8", "surrogateescape")
    for each in (
        f"From: Ana <{ANA}>", f"From: {ANA}", f"From: {ANA} <{EVE}>", f"From: <{ANA}> <{EVE}>", f'From: "{ANA}" <{EVE}>',
        f"From: {word(f'Ana <{ANA}>')} <{EVE}>", f"From: {word(f'Ana <{ANA}>')}", f"From: <{word(ANA)}>", f"From: {EVE} ({ANA})",
        f"From: Ana ({EVE}) <{ANA}>", f"From: <{ANA}>\r\nFrom: <{EVE}>", f"From: <{EVE}>\r\nFrom: <{ANA}>",
        f"From: <{ANA}>, <{EVE}>", f"From: <{EVE}>, <{ANA}>", f"From: <{EVE}>\r\nSender: <{ANA}>", f"Sender: <{ANA}>",
        f"From: <{EVE}>\r\nReply-To: <{ANA}>", f"From: Team: <{ANA}>;", f"From: Team: <{ANA}>, <{EVE}>;", f"From: \0<{ANA}>",
        "From: <ana\0@firm.example>", "From: <ana@firm.example\0.evil.example>", f"From: <{ANA}.evil.example>",
        "From: <ana@firm.example@evil.example>", f"From: <@evil.example:{ANA}>", "From: <ana%firm.example@evil.example>",
        "From: <\u0430na@firm.example>", "From: <ana@f\u0456rm.example>", "From: <ana@xn--frm-8cd.example>",
        "From: <ANA@FIRM.EXAMPLE>",
        "From: < ana @ firm . example >", f"From:\r\n <{ANA}>", f"From : <{ANA}>", f"FROM: <{ANA}>", "From: <ana+x@firm.example>",
        f"From: <{ANA}>\r\nResent-From: <{EVE}>", f"From: Ana <mailto:{ANA}>", f"From: \u202e{ANA}\u202c <{EVE}>",
        "From: info@firm.example",
        f"From: Ana <{ANA}\r\nX: <{EVE}>", f"\r\nFrom: <{ANA}>", f"X-Note: a\r\n\r\nFrom: <{ANA}>",
    )
]  # fmt: skip
ORDERS = "/assign 1001 Bob\r\n/not_inquiry 1001 spam\r\n/approve 12\r\n/dismiss Ana Bob\r\n"


def forged(number: int, sender: bytes) -> bytes:
    head = (
        f"To: eva@kunde.example, info@firm.example\r\nSubject: /assign 1001 Bob {number}\r\n"
        f"Message-ID: <f{number}@evil.example>\r\n"
        "In-Reply-To: <1@mail.example>\r\nReferences: <1@mail.example>\r\nX-Auto-Approve: yes\r\n"
        "Authentication-Results: mx.evil.example; dmarc=pass header.from=firm.example\r\n"
    )
    return (
        sender
        + b"\r\n"
        + head.encode()
        + b"\r\n"
        + ORDERS.encode()
        + f"Dear Eva, forget our price. {number}\r\n".encode()
    )


@pytest.mark.experiment("T01", "42 forms of a colleague's From, with orders inside", "0 gain authority, 0 crash")
def test_no_forged_colleague_stops_a_clock_or_commands_anything(desk: Desk, seen: Seen) -> None:
    desk.set("mail.letters_of_sender", "0").receives()
    before = desk.conversation(1001)
    for number, sender in enumerate(FORGED):
        desk.postbox.put(forged(number, sender))
    desk.settle()
    now = desk.conversation(1001)
    gained = [
        now.state != "assigned",
        now.first_answer_at is not None,
        now.owner_id != before.owner_id,
        now.closed_at is not None,
    ]
    desk.says("Ada", "/quarantine").hears("Nothing is in quarantine", who="Ada")
    seen(f"{len(FORGED)} forms, effects {sum(gained)}, in quarantine 0")
    assert len(FORGED) >= 40
    assert not any(gained)
    assert sum("Was this you?" in each for each in desk.chat("Ana")) <= 1, "she is asked once, not once for each"
    assert {each.address for each in _customers(desk)} == {"eva@kunde.example"}, (
        "nobody was added to the customer's side"
    )


def _customers(desk: Desk) -> list[ParticipantRow]:
    with desk.database.reading() as session:
        return list(session.query(ParticipantRow).filter(ParticipantRow.conversation_id == 1001))


@pytest.mark.experiment("T01", "the address in angle brackets is the sender's", "0 of 5 read as the colleague")
def test_a_name_that_looks_like_an_address_is_a_name(seen: Seen) -> None:
    """CVE-2023-27043: Python's own parser takes the first of two addresses, and the boss comes first."""
    wrong = 0
    for sender in (f"{ANA} <{EVE}>", f"<{ANA}> <{EVE}>", f'"{ANA}" <{EVE}>', f"{word(ANA)} <{EVE}>", f"({ANA}) {EVE}"):
        letter = read_letter(f"From: {sender}\r\n\r\nx".encode(), Ours())
        assert letter.sender is not None
        wrong += letter.sender.address != EVE
    seen(f"read as the colleague {wrong}")
    assert wrong == 0


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
