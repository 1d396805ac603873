"""What happens when a message cannot be carried: tried again, told when late, never repeated to a customer (F12-F19)."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from rules.event import Place
from rules.outgoing import Carried, MaybeSent, NeverSent, NotSent, Say
from rules.words import verbatim
from storage.facts import remember
from storage.outbox import put
from storage.tables.outbox import MessageRow
from tests.dialogues.desk import Desk, Postman


def answered(desk: Desk) -> str:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.forget().says(owner, "/reply 1001 Dear Eva, our offer follows.")
    return owner


def states(desk: Desk, kind: str) -> list[str]:
    with desk.database.reading() as session:
        return list(session.scalars(select(MessageRow.state).where(MessageRow.kind == kind).order_by(MessageRow.id)))


def test_a_mail_that_is_refused_for_now_goes_later_and_its_people_are_told(desk: Desk) -> None:
    owner = answered(desk)
    desk.postman.fault = NotSent("451 try again later")
    desk.presses(owner, "Send")
    assert states(desk, "mail")[-1] == "waiting"
    desk.passes(minutes=45).hears("still waiting to leave", who=owner)
    desk.postman.fault = None
    desk.passes(hours=2)
    assert len(desk.mails_to("eva@kunde.example")) == 1


def test_a_mail_of_which_nobody_knows_waits_for_a_named_person(desk: Desk) -> None:
    owner = answered(desk)
    desk.postman.fault = MaybeSent("the line broke after the dot")
    desk.presses(owner, "Send").hears("Has this mail arrived?", who=owner)
    desk.postman.fault = None
    desk.passes(hours=3)
    assert states(desk, "mail")[-1] == "unknown"
    assert desk.mails_to("eva@kunde.example") == []
    desk.presses(owner, "Send again")
    assert len(desk.mails_to("eva@kunde.example")) == 1


def test_it_arrived_after_all_and_is_never_sent_again(desk: Desk) -> None:
    owner = answered(desk)
    desk.postman.fault = MaybeSent("the line broke after the dot")
    desk.presses(owner, "Send")
    desk.postman.fault = None
    desk.presses(owner, "It arrived").passes(hours=3)
    assert desk.mails_to("eva@kunde.example") == []
    assert states(desk, "mail")[-1] == "sent"


def test_a_forward_of_which_nobody_knows_goes_once_more_with_the_same_message_id(desk: Desk) -> None:
    desk.postman.fault = MaybeSent("timeout")
    desk.receives()
    owner = desk.owner_of(1001).lower()
    for _ in range(3):
        desk.jumps(minutes=2)
    assert states(desk, "mail") == ["unknown"]
    desk.postman.fault = None
    desk.passes(hours=1)
    assert desk.mails_to(f"{owner}@firm.example") == [], "it was repeated once already, and never a third time"


def test_a_refused_mail_is_dead_and_loud(desk: Desk) -> None:
    owner = answered(desk)
    desk.postman.fault = NeverSent("550 no such user")
    desk.presses(owner, "Send").hears("was refused", "550 no such user", who=owner)
    assert states(desk, "mail")[-1] == "dead"


def test_a_chat_that_is_gone_is_replaced_by_mail_and_the_administrator_hears_once(desk: Desk) -> None:
    desk.set("routing.order", "open_inquiry, load")
    desk.receives()
    owner = desk.owner_of(1001)
    desk.passes(minutes=2).forget()  # a second letter of one minute would be told with the first
    desk.ears.fault_for = owner.lower()
    desk.receives("And 20 more?", headers={"In-Reply-To": "<1@mail.example>"})
    desk.hears("cannot be reached in chat any more", who="Ada")
    mails = desk.mails_to(f"{owner.lower()}@firm.example")
    assert any("[infodesk]" in each["Subject"] for each in mails)
    desk.forget().receives("And 30 more?", headers={"In-Reply-To": "<1@mail.example>"}).hears(who="Ada")


def test_words_that_may_have_been_heard_are_said_once_more_and_marked(desk: Desk) -> None:
    desk.ears.fault = MaybeSent("timeout after the request")
    desk.says("Ana", "/help")
    desk.ears.fault = None
    desk.hears()
    desk.jumps(seconds=31)
    desk.hears("(repeat)", who="Ana")
    desk.jumps(minutes=5).hears()


def test_the_order_of_a_chat_is_kept_while_the_first_message_is_held_up(desk: Desk) -> None:
    desk.ears.fault = NotSent("429", timedelta(seconds=40))
    desk.says("Ana", "/help take").says("Ana", "/language")
    desk.ears.fault = None
    desk.jumps(seconds=30).hears()
    desk.jumps(seconds=30)
    said = [each for each in desk.chat("Ana")]
    assert "/take" in said[-2]


class SlowPostman(Postman):
    """A mail server that takes its time over the final dot."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = asyncio.Event()

    async def send(self, sender: str, recipients: Sequence[str], raw: bytes) -> Carried:
        await self.answers.wait()
        return await super().send(sender, recipients, raw)


def decides(desk: Desk, key: str, words: str, who: str = "ana") -> None:
    """Something is to be said to her, decided by the event of that key."""
    with desk.database.deciding() as session:
        work = dataclasses.replace(desk.work(session), event=key)
        put(work, [Say(Place("console", who), (verbatim(words),))], {})
        session.commit()


def test_a_mail_server_that_does_not_answer_holds_up_no_chat(desk: Desk) -> None:
    desk.receives()
    desk.house.carrier.sender = slow = SlowPostman()
    for number in range(25):
        desk.postbox.put(desk.written("40 pumps", f"c{number}@c{number}.example", "Pumps", "info@firm.example", {}))

    async def meanwhile() -> int:
        carrying = asyncio.create_task(desk.house.round())
        while not any("1002" in "".join(desk.chat(each)) for each in ("Ana", "Bob")):
            await asyncio.sleep(0.01)
        decides(desk, "tick:later", "It is time")
        desk.house.delivery.wake()
        while "It is time" not in desk.chat("Ana"):
            await asyncio.sleep(0.01)
        gone = len(slow.sent)
        slow.answers.set()
        await carrying
        return gone

    assert desk._run(asyncio.wait_for(meanwhile(), 20)) == 0
    assert set(states(desk, "mail")) == {"sent"}


def test_what_could_not_be_settled_is_said_once_more_and_its_chat_goes_on(desk: Desk) -> None:
    with desk.database.deciding() as session:
        session.execute(
            text(
                "CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN NEW.state = 'sent'"
                " BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        )
        session.commit()
    decides(desk, "tick:one", "The first")
    decides(desk, "tick:two", "The second")
    with pytest.raises(ExceptionGroup):
        desk.settle()
    assert desk.chat("Ana")[-1] == "The first"
    with desk.database.deciding() as session:
        session.execute(text("DROP TRIGGER full"))
        session.commit()

    async def begins_again() -> None:
        running = asyncio.create_task(desk.house.delivery.run())
        while "The second" not in desk.chat("Ana"):
            await asyncio.sleep(0.01)
        running.cancel()

    desk._run(asyncio.wait_for(begins_again(), 10))
    desk.jumps(minutes=2)
    assert desk.chat("Ana")[-3:] == ["The first", "The second", "(repeat)\nThe first"]


def test_while_held_after_a_restore_an_answer_passes_everything_that_waits(desk: Desk) -> None:
    with desk.database.deciding() as session:
        remember(session, "held", {"since": desk.now.isoformat()}, desk.now)
        session.commit()
    for number in range(30):
        decides(desk, f"tick:{number}", "An old reminder", who=f"c{number}")
    decides(desk, "tick:hers", "An old reminder")
    before = desk.chat("Ana")
    desk.says("Ana", "/health")
    assert len(desk.chat("Ana")) == len(before) + 1
    assert "An old reminder" not in desk.chat("Ana") + desk.chat("c1")


def test_a_colleagues_full_mailbox_holds_up_no_customer(desk: Desk) -> None:
    desk.postman.fault = NotSent("452 mailbox full")
    desk.receives()
    owner = desk.owner_of(1001)
    desk.postman.fault = None
    desk.forget().says(owner, "/reply 1001 Dear Eva, our offer follows.").presses(owner, "Send")
    assert len(desk.mails_to("eva@kunde.example")) == 1, "the forward still waits for its minute"


def test_words_that_a_chat_refuses_for_good_are_told_to_the_administrator(desk: Desk) -> None:
    desk.ears.refuses = "dora"
    desk.says("Dora", "/inbox").hears("was refused for good", who="Ada")
    desk.says("Dora", "/inbox").hears(who="Ada")
