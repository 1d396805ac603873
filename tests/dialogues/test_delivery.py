"""What happens when a message cannot be carried: tried again, told when late, never repeated to a customer (F12-F19)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from rules.outgoing import MaybeSent, NeverSent, NotSent
from storage.tables.outbox import MessageRow
from tests.dialogues.desk import Desk


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
    desk.forget()
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
