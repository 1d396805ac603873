"""An approved quotation leaves with its covering mail, once, as it was shown; nothing else leaves (R24, R119, R129, T25, T27)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.front import Saying
from handlers.paper_files import papers_of
from rules.outgoing import NeverSent
from storage.conversations import conversation
from storage.quote_steps import steps_of
from tests.dialogues.desk import Desk, told
from tests.dialogues.quotations import drafts, lamp, offer, state, version_of

EVA = "eva@kunde.example"


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana has Kunde's inquiry 1001; the department's rule needs nobody's release."""
    desk.set("quote.approval", "none").receives().says("Ana", "/take 1001")
    return desk.settle().forget()


@pytest.fixture
def approved(firm: Desk) -> Desk:
    """Q-2026-0001 is approved, confirmed, and its papers are drawn."""
    drafts(firm)
    firm.says("Ana", "/confirm D1 all").says("Ana", "/submit D1")
    return firm.settle().forget()


def card(desk: Desk, person: str, part: str) -> Saying:
    return [each for _, each in desk.ears.said if each.place.address == person.lower() and part in told(each)][-1]


def test_the_covering_mail_is_shown_as_it_leaves_and_leaves_once(approved: Desk) -> None:
    approved.says("Ana", "/send Q-2026-0001").hears(
        "This will leave as it stands here:",
        "Subject: Re: Inquiry for pumps - Quotation Q-2026-0001, valid until 30 April 2026",
        "Attached: Quotation-Q-2026-0001.pdf, Quotation-Q-2026-0001.xlsx",
        "Dear Eva Lopez,",
        "It is valid until 30 April 2026.",
        "Best regards\nAna\nFirm",
        who="Ana",
    )
    assert state(approved) == "approved"
    assert approved.mails_to(EVA) == []
    approved.presses("Ana", "Send").hears("Sent to eva@kunde.example. 1001 is answered.", who="Ana")
    (mail,) = approved.mails_to(EVA)
    assert mail["Subject"] == "Re: Inquiry for pumps - Quotation Q-2026-0001, valid until 30 April 2026"
    assert mail["In-Reply-To"] == "<1@mail.example>"
    assert [each.get_filename() for each in mail.iter_attachments()][0] == "Quotation-Q-2026-0001.pdf"
    found = version_of(approved)
    assert (found.state, found.sent_at) == ("sent", approved.now)
    assert approved.conversation(1001).state == "quoted"
    approved.jumps(minutes=1).says("Ana", "/send q1").hears("Q-2026-0001 has gone already", who="Ana")
    assert len(approved.mails_to(EVA)) == 1


def test_what_follows_is_planned_on_the_company_calendar(approved: Desk) -> None:
    approved.says("Ana", "/send q1").presses("Ana", "Send")
    with approved.database.reading() as session:
        steps = [(each.step, f"{each.due_at:%m-%d %H:%M}") for each in steps_of(session, version_of(approved).id)]
    assert steps == [
        ("receipt", "03-03 00:00"),
        ("first", "03-05 00:00"),
        ("second", "03-11 00:00"),
        ("before_expiry", "04-27 00:00"),
        ("expiry", "04-30 16:00"),
    ]


def test_in_the_customers_language(firm: Desk) -> None:
    with firm.database.deciding() as session:
        about = conversation(session, 1001)
        assert about is not None
        about.language = "de"
        session.commit()
    drafts(firm)
    firm.says("Ana", "/confirm D1 all").says("Ana", "/submit D1").settle().forget()
    firm.says("Ana", "/send q1").hears(
        "Angebot Q-2026-0001, gültig bis zum 30. April 2026", "Guten Tag Eva Lopez,", "Mit freundlichen Grüßen"
    )


@pytest.mark.parametrize(
    "text", ["/send D1", "/send q1", "/send Q-2026-0001", "/send 1001", "/send D1 v1", "/send D1，"]
)
def test_it_is_named_in_many_ways(approved: Desk, text: str) -> None:
    approved.says("Ana", text).hears("This will leave as it stands here:", who="Ana")


def test_without_a_name_the_approved_ones_are_offered(approved: Desk) -> None:
    approved.says("Ana", "/send").hears("Which quotation is to be sent?", who="Ana")
    approved.presses("Ana", "Q-2026-0001 · Kunde GmbH").hears("This will leave as it stands here:", who="Ana")


def test_what_is_not_approved_does_not_leave_and_the_attempt_is_on_record(firm: Desk) -> None:
    drafts(firm)
    firm.says("Ana", "/send D1").hears("D1 is a draft: nobody has approved it.", who="Ana")
    firm.says("Ana", "/show 1001 history")
    with firm.database.reading() as session:
        from storage.happenings import timeline

        assert [each.verb for each in timeline(session, 1001, ("refused",))] == ["refused"]


def test_without_the_three_confirmations_it_does_not_leave(firm: Desk) -> None:
    drafts(firm)
    firm.says("Ana", "/submit D1").settle().forget()
    firm.says("Ana", "/send D1").hears("Q-2026-0001 does not leave yet", "Nobody has confirmed the delivery", who="Ana")
    firm.presses("Ana", "Confirm all").says("Ana", "/send D1").hears("This will leave as it stands here:", who="Ana")


def test_a_change_after_the_preview_keeps_the_mail_here(approved: Desk) -> None:
    approved.says("Ana", "/send q1")
    approved.says("Ana", "/quote D1 line 1 price 3.00").forget()
    approved.presses("Ana", "Send").hears("nobody has approved it", who="Ana")
    assert approved.mails_to(EVA) == []
    assert state(approved) != "sent"


def test_an_exchange_rate_that_grew_too_old_voids_it_at_the_last_moment(firm: Desk) -> None:
    drafts(firm, told=offer(lamp(cost="18", cost_currency="CNY")))
    firm.says("Ana", "/confirm D1 all").says("Ana", "/submit D1").settle()
    firm.says("Ana", "/send q1").forget()
    firm.set("quote.rate_days", "1").jumps(days=3).presses("Ana", "Send")
    assert firm.mails_to(EVA) == []
    assert state(firm) == "draft"


def test_its_papers_cannot_be_taken_off(approved: Desk) -> None:
    approved.says("Ana", "/send q1")
    assert "Without the files" not in approved.buttons("Ana")
    approved.says("Ana", "/edit 1 -").forget()
    approved.presses("Ana", "Send").hears("The papers of Q-2026-0001 as they were approved are not with it.", who="Ana")
    assert approved.mails_to(EVA) == []


def test_only_its_people_send_it(approved: Desk) -> None:
    approved.says("Bob", "/send q1").hears("I know no quotation q1 of yours.", who="Bob")
    approved.says("Max", "/send q1").hears("This will leave as it stands here:", who="Max")
    approved.presses("Max", "Send").hears("Max sends quotation Q-2026-0001 to eva@kunde.example", who="Ana")


def test_sent_another_way_it_counts_and_is_followed_up(approved: Desk) -> None:
    approved.says("Ana", "/send q1 by whatsapp").hears("Q-2026-0001 counts as sent", "Next, 3 Mar", who="Ana")
    assert state(approved) == "sent"
    assert approved.conversation(1001).state == "quoted"
    assert approved.mails_to(EVA) == []


def test_the_approved_paper_sent_from_her_own_mailbox_counts(approved: Desk) -> None:
    paper = papers_of(version_of(approved))[0]
    approved.receives(
        "Dear Eva, here it is.", sender="Ana <ana@firm.example>", to=EVA, subject="Re: Inquiry for pumps",
        headers={"In-Reply-To": "<1@mail.example>"}, files=[(paper.name, approved.blobs.load(paper.sha256))], folder="Sent",
    )  # fmt: skip
    approved.hears("Quotation Q-2026-0001 was seen leaving from Ana's own mailbox", who="Ana")
    assert (state(approved), approved.conversation(1001).state) == ("sent", "quoted")


def test_an_unknown_way_is_asked_back(approved: Desk) -> None:
    approved.says("Ana", "/send q1 tomorrow").hears("I do not know what tomorrow is to mean.", who="Ana")
    assert state(approved) == "approved"


def test_a_refused_mail_stands_on_the_quotation_and_it_is_sent_again(approved: Desk) -> None:
    approved.says("Ana", "/send q1")
    approved.postman.fault = NeverSent("550 no such user")
    approved.presses("Ana", "Send").hears("With it quotation Q-2026-0001 has not arrived.", who="Ana")
    with approved.database.reading() as session:
        assert all(each.done_at for each in steps_of(session, version_of(approved).id) if each.step != "expiry")
    approved.says("Ana", "/quotes").hears("Its mail has not arrived; it is a draft again.", who="Ana")
    approved.postman.fault = None
    approved.says("Ana", "/reply 1001").presses("Ana", "Send")
    assert len(approved.mails_to(EVA)) == 1
    with approved.database.reading() as session:
        assert not any(each.done_at for each in steps_of(session, version_of(approved).id))


def test_the_customer_lost_it_and_gets_it_again(approved: Desk) -> None:
    approved.says("Ana", "/send q1").presses("Ana", "Send").jumps(minutes=5).forget()
    approved.says("Ana", "/send q1").presses("Ana", "Send again").presses("Ana", "Send")
    assert len(approved.mails_to(EVA)) == 1
    assert state(approved) == "sent"


def test_hostile_words_print_literally(firm: Desk) -> None:
    drafts(firm, told=replace(offer(), company="{{7*7}} <b>*Kunde*</b>"))
    firm.says("Ana", "/confirm D1 all").says("Ana", "/submit D1").settle().forget()
    firm.says("Ana", "/quotes").hears("{{7*7}} <b>*Kunde*", who="Ana")
