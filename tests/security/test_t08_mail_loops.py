"""T08: two programs that answer each other fill both mailboxes until somebody pulls a plug (RFC 3834 was written for it).

Zammad needed a ceiling of 10 notices in 10 minutes, Postfix counts 50 hops. Here no letter is answered by the program; what
machines wrote starts no clock; and word of a mail that came back never goes the way on which it came back.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from tests.dialogues.desk import Desk
from tests.experiments import Seen

MACHINES = [{"Auto-Submitted": "auto-replied"}, {"X-Autoreply": "yes"}, {"Precedence": "auto_reply"}]
Robot = Callable[[EmailMessage, str, int], bytes | None]

BOUNCE = """From: MAILER-DAEMON@mx.firm.example\r
To: info@firm.example\r
Subject: Undelivered Mail Returned to Sender\r
Message-ID: <bounce{number}@mx.firm.example>\r
Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
\r
--b\r
Content-Type: text/plain\r
\r
Mailbox full. {number}\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; x\r
\r
Final-Recipient: rfc822; {to}\r
Action: failed\r
Status: 5.2.2\r
\r
--b\r
Content-Type: text/rfc822-headers\r
\r
Message-ID: {message_id}\r
\r
--b--\r
"""


def away(mail: EmailMessage, to: str, number: int) -> bytes:
    """An out-of-office note as the better programs write it."""
    return answer(mail, to, number, "Auto-Submitted: auto-replied\r\nPrecedence: bulk\r\n", "Automatic reply: ")


def stripped(mail: EmailMessage, to: str, number: int) -> bytes:
    """A robot that shows by nothing that it is one: each text is new, everybody in Reply-To gets it."""
    return answer(mail, to, number, "", "Re: ")


def bounced(mail: EmailMessage, to: str, number: int) -> bytes:
    return BOUNCE.format(number=number, to=to, message_id=mail["Message-ID"]).encode()


def answer(mail: EmailMessage, sender: str, number: int, marks: str, prefix: str) -> bytes:
    to = mail["Reply-To"] or mail["From"]
    return (
        f"From: <{sender}>\r\nTo: {to}\r\nSubject: {prefix}{mail['Subject']}\r\nMessage-ID: <auto{number}@x.example>\r\n"
        f"In-Reply-To: {mail['Message-ID']}\r\n{marks}\r\nWe have received your message, ticket {number}.\r\n"
    ).encode()


def an_hour(desk: Desk, robots: dict[str, Robot]) -> dict[str, int]:
    """Every mail of ours to one of the addresses is answered at once, for an hour: how many went to each of them."""
    sent = dict.fromkeys(robots, 0)
    read = number = 0
    for _ in range(10):
        fresh = desk.postman.sent[read:]
        read = len(desk.postman.sent)
        for _, recipients, raw in fresh:
            for each in set(recipients) & set(robots):
                sent[each] += 1
                number += 1
                mail = email.message_from_bytes(raw, policy=email.policy.default)
                assert isinstance(mail, EmailMessage)
                if reply := robots[each](mail, each, number):
                    desk.postbox.put(reply)
        desk.passes(minutes=6)
    return sent


@pytest.mark.parametrize("headers", MACHINES)
def test_an_automatic_reply_starts_no_clock_and_gets_no_answer(desk: Desk, headers: dict[str, str]) -> None:
    desk.forget().receives("I am out of the office.", subject="Automatic reply: your mail", headers=dict(headers))
    assert desk.numbers() == []
    assert desk.postman.sent == []


@pytest.mark.experiment("T08", "a customer's robot answers each mail, 1 h, headers kept", "<= 1 mail of ours")
def test_a_robot_that_says_so_gets_one_mail(desk: Desk, seen: Seen) -> None:
    assert faced(desk, away, seen) <= 1
    assert desk.conversation(1001).state == "answered", "and no clock of ours runs for it"


@pytest.mark.experiment("T08", "the same with headers stripped", "<= 3 mails of ours, its people see them")
def test_a_robot_that_hides_it_gets_no_more(desk: Desk, seen: Seen) -> None:
    assert faced(desk, stripped, seen) <= 3
    assert any("ticket 1" in each for each in desk.chat(desk.owner_of(1001)))


def faced(desk: Desk, robot: Robot, seen: Seen) -> int:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    sent = an_hour(desk, {"eva@kunde.example": robot})["eva@kunde.example"]
    seen(f"mails of ours {sent}")
    return sent


@pytest.mark.experiment("T08", "a robot that writes by itself, 30 times in an hour", "0 mails of ours, people are told")
def test_a_robot_that_never_stops_is_told_once(desk: Desk, seen: Seen) -> None:
    for number in range(30):
        desk.postbox.put(desk.written(f"Ticket {number} is open.", "R <r@robot.example>", f"Ticket {number}", DOOR, {}))
    desk.settle()
    outside = [each for _, some, _ in desk.postman.sent for each in some if not each.endswith("firm.example")]
    told = sum("Very many letters from r@robot.example" in each for each in desk.chat("Dora"))
    seen(f"mails of ours {len(outside)}, told {told}")
    assert (outside, told) == ([], 1)


DOOR = "info@firm.example"


@pytest.mark.parametrize("robot", [away, stripped, bounced], ids=["away", "away, and hides it", "comes back"])
@pytest.mark.parametrize("chat", [True, False], ids=["in chat", "by mail only"])
@pytest.mark.experiment(
    "T08", "colleagues' robots and bounces answer our forwards, 1 h", "no loop: 0 mails in its last half"
)
def test_colleagues_mailboxes_that_answer_make_no_loop(empty_desk: Desk, robot: Robot, chat: bool, seen: Seen) -> None:
    """All of the department: whoever is told of a mail that came back may be told by mail, and that comes back, too."""
    desk = (
        empty_desk.hires("Ana", chat=chat)
        .hires("Dora", "dispatcher", chat=chat)
        .hires("Ada", "administrator", chat=chat)
    )
    desk.settle().forget().receives()
    robots = {f"{each}@firm.example": robot for each in ("ana", "dora", "ada")}
    first = an_hour(desk, robots)
    before = len(desk.postman.sent)
    desk.receives("And 12 valves.", sender="Carl <carl@other.example>")
    second = sum(an_hour(desk, robots).values())
    seen(f"mails {sum(first.values())} for one letter, {len(desk.postman.sent) - before} for the second")
    assert sum(first.values()) <= 12
    assert second <= sum(first.values()) + 12
    assert desk.numbers() == [1001, 1002]
    desk.forget().passes(minutes=30)
    assert desk.postman.sent == [], "nothing goes on by itself"
