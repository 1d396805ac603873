"""A promise was counted as kept by a mail that every server had refused: the customer heard nothing, and nobody was chased."""

from __future__ import annotations

from rules.outgoing import MaybeSent, NeverSent
from tests.dialogues.desk import Desk

REFUSED = NeverSent("550 no such user")


def answered_in_vain(desk: Desk) -> str:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").forget()
    desk.postman.fault = REFUSED
    desk.presses(owner, "Send")
    desk.postman.fault = None
    return owner


def test_an_answer_that_was_refused_for_good_is_still_owed_by_the_same_deadline(desk: Desk) -> None:
    owner = answered_in_vain(desk)
    desk.hears("550 no such user", who=owner)
    assert "The clock of 1001 runs again." in "\n".join(desk.chat(owner))
    assert desk.conversation(1001).state == "assigned"
    assert desk.conversation(1001).first_answer_at is None
    desk.forget().says(owner, "/due").hears("1001", who=owner)
    desk.forget().passes(days=2).hears("broken", who="Max")


def test_an_answer_by_telephone_after_it_keeps_the_promise(desk: Desk) -> None:
    owner = answered_in_vain(desk)
    desk.says(owner, "/answered 1001 by phone he takes 40").forget()
    assert desk.conversation(1001).state == "answered"
    desk.says(owner, "/due").hears("Nothing waits for an answer.", who=owner)


def test_a_second_mail_that_left_while_the_first_one_waited_counts(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    desk.passes(minutes=15).says(owner, "/reply 1001 One thing more.")
    desk.postman.fault = REFUSED
    desk.presses(owner, "Send")
    assert desk.conversation(1001).state == "answered", "the first answer has reached her"


def test_a_mail_that_may_have_left_and_is_dropped_is_owed_again(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.")
    desk.postman.fault = MaybeSent("the line broke")
    desk.presses(owner, "Send")
    desk.postman.fault = None
    assert desk.conversation(1001).state == "answered"
    desk.presses(owner, "Drop it")
    assert desk.conversation(1001).state == "assigned"
    desk.hears("The clock of 1001 runs again.", who=owner)
