"""What follows a quotation that was sent: asked in time, as a mail to be released, until the customer answers (R131-R135)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.exchange import Told
from storage.colleagues import named
from storage.quote_steps import steps_of
from storage.rates import enter_rate
from tests.dialogues.desk import Desk
from tests.dialogues.quotations import drafts, lamp, offer, quote_of, state, version_of

EVA = "eva@kunde.example"


@pytest.fixture
def sent(desk: Desk) -> Desk:
    """Ana has sent Q-2026-0001 to Eva on Monday 2 March at 09:00; nothing else is owed."""
    desk.set("quote.approval", "none").set("digest.empty", "none").receives().says("Ana", "/take 1001")
    return offered(desk)


def offered(desk: Desk, number: int = 1001, **more: object) -> Desk:
    draft = drafts(desk, told=replace(offer(), **more), number=number)  # type: ignore[arg-type]
    desk.says("Ana", f"/confirm {draft} all").says("Ana", f"/submit {draft}").settle()
    desk.says("Ana", f"/send {draft}").presses("Ana", "Send")
    return desk.settle().forget()


def outcomes(desk: Desk, number: int = 1) -> dict[str, str]:
    with desk.database.reading() as session:
        return {each.step: each.outcome for each in steps_of(session, version_of(desk, number).id)}


def asks(desk: Desk, person: str = "Ana") -> list[str]:
    """What she was told of quotations that are to be looked after."""
    return [each for each in desk.chat(person) if each.startswith("Q-2026-") and "\nSent " in each]


def test_the_receipt_is_asked_after_the_next_day_and_leaves_when_released(sent: Desk) -> None:
    sent.jumps(hours=22)
    assert not asks(sent)
    sent.jumps(hours=2).hears(
        "Q-2026-0001 · Kunde GmbH: ask whether it has arrived\nSent Mon 2 Mar 09:00, USD 3,200.00, valid until 30 Apr 2026.",
        "On 2 March 2026 we sent you our quotation Q-2026-0001.",
        who="Ana",
    )
    assert sent.mails_to(EVA) == []
    sent.presses("Ana", "Send")
    assert "we sent you our quotation Q-2026-0001" in str(sent.mails_to(EVA)[0].get_content())
    assert outcomes(sent)["receipt"] == "sent"
    assert sent.conversation(1001).state == "quoted"


def test_the_first_question_and_the_second_say_how_often_he_was_asked(sent: Desk) -> None:
    sent.set("quote.receipt_days", "0")
    sent.jumps(days=1).forget().jumps(days=2).hears("ask what the customer thinks", "Asked so far: 0.", who="Ana")
    sent.presses("Ana", "Send").forget().jumps(days=6).hears(
        "Asked so far: 1.", "May we come back to our quotation", who="Ana"
    )


def test_later_and_not_needed(sent: Desk) -> None:
    sent.jumps(days=1).presses("Ana", "Later (3 days)").hears("I remind you of Q-2026-0001 on 6 Mar 2026.", who="Ana")
    sent.forget().jumps(days=2)
    assert not asks(sent), "the first question makes way for the day that she has said"
    sent.jumps(days=1).hears("ask again, as you wanted", who="Ana")
    sent.presses("Ana", "Not needed").hears("Nobody asks about Q-2026-0001 any more.", "its validity ends", who="Ana")
    assert {step for step, outcome in outcomes(sent).items() if not outcome} == {"expiry"}


def test_an_answer_of_the_customer_ends_it_and_drops_the_mail(sent: Desk) -> None:
    sent.jumps(days=1).receives(
        "Thanks, we look at it.",
        subject="Re: Inquiry for pumps",
        headers={"In-Reply-To": "<1@mail.example>", "References": "<1@mail.example>"},
    )
    assert set(outcomes(sent).values()) <= {"told", "answered", ""}
    assert {step for step, outcome in outcomes(sent).items() if not outcome} == {"expiry"}
    sent.presses("Ana", "Send")
    assert sent.mails_to(EVA) == []
    before = len(asks(sent))
    sent.jumps(days=10)
    assert len(asks(sent)) == before


def test_a_mail_written_elsewhere_counts(sent: Desk) -> None:
    sent.jumps(days=1)
    sent.receives(
        "Dear Eva, has it arrived?", sender="Ana <ana@firm.example>", to=EVA, subject="Re: Inquiry for pumps",
        headers={"In-Reply-To": "<1@mail.example>"}, folder="Sent",
    )  # fmt: skip
    assert outcomes(sent)["receipt"] == "sent"
    sent.presses("Ana", "Send")
    assert sent.mails_to(EVA) == []


def test_a_fortnight_without_the_program_tells_once(sent: Desk) -> None:
    sent.jumps(days=14)
    assert len(asks(sent)) == 1
    assert outcomes(sent) == {
        "receipt": "coalesced", "first": "coalesced", "second": "told", "before_expiry": "", "expiry": "",
    }  # fmt: skip
    sent.jumps(minutes=30)
    assert len(asks(sent)) == 1


def test_several_are_one_message(sent: Desk) -> None:
    sent.receives("We need lamps, too", subject="Lamps").says("Ana", "/take 1002")
    offered(sent, 1002, company="Kunde Lights")
    sent.jumps(days=1).hears(
        "2 quotations to look after\nQ-2026-0001 · Kunde GmbH · USD 3,200.00: ask whether it has arrived\nQ-2026-0002 · Kunde L",
        who="Ana",
    )
    sent.presses("Ana", "Q-2026-0002 · Kunde Lights").hears("we sent you our quotation Q-2026-0002", who="Ana")
    sent.presses("Ana", "Send")
    assert [str(each["Subject"]) for each in sent.mails_to(EVA)] == ["Re: Lamps"]


def test_her_own_draft_is_not_set_aside(sent: Desk) -> None:
    sent.says("Ana", "/reply 1001 One more thing, Eva.").forget().jumps(days=1)
    sent.hears("ask whether it has arrived", who="Ana")
    sent.presses("Ana", "Send")
    assert "One more thing" in str(sent.mails_to(EVA)[0].get_content())
    sent.presses("Ana", "The mail").hears("we sent you our quotation", who="Ana")


def test_while_she_is_away_her_deputy_hears_it_and_writes(sent: Desk) -> None:
    sent.says("Ana", "/away until 2026-03-20 Bob").settle().forget()
    sent.jumps(days=1).hears("ask whether it has arrived", who="Bob")
    sent.presses("Bob", "Send")
    (mail,) = sent.mails_to(EVA)
    assert str(mail["From"]).startswith('"Bob, Firm"')


def test_it_expires_at_the_end_of_its_last_day_and_its_owner_hears_it_in_the_morning(desk: Desk) -> None:
    desk.set("quote.approval", "none").receives().says("Ana", "/take 1001")
    offered(desk, valid_until=date(2026, 3, 5))
    desk.set("quote.followups", "30").jumps(days=3, hours=14).forget()
    assert state(desk) == "receipt_confirmed" or state(desk) == "sent"
    desk.jumps(hours=1, minutes=1)
    assert state(desk) == "expired"
    assert desk.conversation(1001).state == "dormant"
    desk.jumps(hours=9).hears(
        "Q-2026-0001 · Kunde GmbH: its validity ends", "Its validity ended on 5 Mar 2026.", who="Ana"
    )
    assert quote_of(desk).closed_at is not None
    before = len(asks(desk))
    desk.jumps(days=5)
    assert len(asks(desk)) == before


def test_followup_now_on_a_day_and_never(sent: Desk) -> None:
    sent.says("Ana", "/followup q1").hears("asked so far: 0.", "we sent you our quotation", who="Ana")
    sent.says("Ana", "/followup q1 in 5 days").hears("I remind you of Q-2026-0001 on 9 Mar 2026.", who="Ana")
    sent.says("Ana", "/followup q1 someday").hears("someday is no day.", who="Ana")
    sent.says("Ana", "/followup q1 in 200 days").hears("By then its validity is over", who="Ana")
    sent.says("Ana", "/followup 1001 never").hears("Nobody asks about Q-2026-0001 any more.", who="Ana")


def test_won_is_remembered_and_taken_back(sent: Desk) -> None:
    sent.says("Ana", "/won q1 PO 4711").hears("Q-2026-0001 is won.", who="Ana")
    assert (state(sent), version_of(sent).reason, sent.conversation(1001).state) == ("accepted", "PO 4711", "won")
    assert quote_of(sent).closed_at == sent.now
    sent.forget().presses("Ana", "Take it back").hears("Taken back in 1001", who="Ana")
    assert (state(sent), sent.conversation(1001).state, quote_of(sent).closed_at) == ("sent", "quoted", None)
    sent.jumps(days=1).hears("ask whether it has arrived", who="Ana")


def test_who_has_ordered_can_be_written_to(sent: Desk) -> None:
    sent.says("Ana", "/won q1").says("Ana", "/reply 1001 Thank you for your order.").presses("Ana", "Send")
    assert len(sent.mails_to(EVA)) == 1
    assert sent.conversation(1001).state == "won"


def test_lost_wants_a_reason(sent: Desk) -> None:
    sent.says("Ana", "/lost q1").hears("Why is Q-2026-0001 lost?", who="Ana")
    assert state(sent) == "sent"
    sent.presses("Ana", "price").hears("Q-2026-0001 is lost.", who="Ana")
    assert (state(sent), version_of(sent).reason, sent.conversation(1001).state) == ("declined", "price", "lost")
    sent.says("Ana", "/quotes lost").hears("lost: price", who="Ana")
    sent.says("Ana", "/reopen q1 they came back").hears("Q-2026-0001 is open again.", who="Ana")
    assert (state(sent), sent.conversation(1001).state) == ("negotiating", "quoted")


def test_the_reason_can_be_typed_as_an_answer(sent: Desk) -> None:
    sent.says("Ana", "/lost q1").says("Ana", "他们从别的地方买了", answers="Why is Q-2026-0001 lost?")
    assert (state(sent), version_of(sent).reason) == ("declined", "他们从别的地方买了")


def test_a_draft_is_neither_won_nor_lost(desk: Desk) -> None:
    desk.receives().says("Ana", "/take 1001")
    drafts(desk)
    desk.says("Ana", "/won D1").hears("The customer has not seen D1 yet: it is a draft.", who="Ana")
    desk.says("Ana", "/followup D1").hears("There is nothing to ask about D1", who="Ana")
    desk.says("Ana", "/revise D1").hears("The customer has not seen D1 yet: just change it.", who="Ana")


def test_received_ends_the_question_for_its_receipt(sent: Desk) -> None:
    sent.says("Ana", "/received q1").hears("Q-2026-0001 has arrived at the customer.", who="Ana")
    assert state(sent) == "receipt_confirmed"
    sent.jumps(days=1)
    assert not asks(sent)
    sent.says("Ana", "/received q1").hears("Q-2026-0001 has arrived: it is received by the customer.", who="Ana")


def test_others_do_not_decide(sent: Desk) -> None:
    for command in ("/won", "/lost", "/received", "/revise", "/followup", "/quotes"):
        sent.says("Bob", f"{command} Q-2026-0001").hears(who="Ana")
        assert state(sent) == "sent"
    assert not [each for each in sent.chat("Bob") if "Kunde" in each]


def test_a_new_version_says_what_and_why_and_the_old_one_is_replaced(sent: Desk) -> None:
    sent.says("Ana", "/revise q1 line 1 price 3.10 because he orders twice as much").hears(
        "Q-2026-0001 v2 is a new draft; what has changed:", "LED-5050, unit price: 3.2 → 3.1", who="Ana"
    )
    assert (quote_of(sent).version, state(sent)) == (2, "draft")
    assert version_of(sent).content["reason"] == "he orders twice as much"
    sent.says("Ana", "/quotes q1").hears(
        "v1 · USD 3,200.00", "replaced by a newer version", "v1 → v2", "total: USD 3,200.00 → USD 3,100.00", who="Ana"
    )
    sent.jumps(days=1)
    assert not asks(sent)
    sent.says("Ana", "/confirm q1 all").says("Ana", "/submit q1").settle()
    sent.says("Ana", "/send q1").hears(
        "our revised quotation Q-2026-0001 v2", "Quotation-Q-2026-0001-v2.pdf", who="Ana"
    )
    sent.presses("Ana", "Send")
    assert (state(sent), len(sent.mails_to(EVA))) == ("sent", 1)


def test_a_new_version_that_is_given_up_lets_the_old_one_stand(sent: Desk) -> None:
    sent.says("Ana", "/revise q1 line 1 price 3.00").says("Ana", "/quote D1 drop yes")
    sent.hears("Q-2026-0001 v2 is given up; Q-2026-0001 stands again.", who="Ana")
    assert (quote_of(sent).version, state(sent)) == (1, "negotiating")
    sent.says("Ana", "/revise q1 line 1 price 3.10")
    assert quote_of(sent).version == 3


def test_a_rate_that_moves_warns_owner_and_supervisor_once(desk: Desk) -> None:
    desk.hires("Sol", "supervisor").set("quote.approval", "none").receives().says("Ana", "/take 1001")
    offered(desk, lines=(lamp(cost="21", cost_currency="CNY", floor=Decimal("22"), range_currency="CNY"),))
    desk.set("quote.receipt_days", "0")
    moves(desk, "7.05")
    desk.jumps(minutes=6).hears()
    moves(desk, "6.80")
    desk.jumps(minutes=6).hears(
        "USD/CNY: 7.10 (2 Mar 2026) → 6.80 (2 Mar 2026), -4.2 %", "Margin 7.57 % → 3.49 %",
        "That is below the department's threshold.", "Below the floor now: LED-5050", who="Ana",
    )  # fmt: skip
    assert [each for each in desk.chat("Sol") if "Exchange rates have moved" in each]
    desk.forget().jumps(minutes=30).hears()


def moves(desk: Desk, rate: str) -> None:
    with desk.database.deciding() as session:
        who = named(session, "Ana")
        assert who is not None
        enter_rate(desk.work(session), Told("USD", "CNY", Decimal(rate), date(2026, 3, 2), by="Ana"), who.id)
        session.commit()
