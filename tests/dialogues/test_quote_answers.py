"""The customer answers a quotation by mail: it lands there, stands on the card, ends the follow-ups, and moves what it proves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.quote_following import Planned
from rules.quote_moves import QuoteEvent
from storage import quote_steps, quotes
from storage.happenings import timeline
from storage.tables.quotes import QuoteRow
from tests.dialogues.desk import Desk
from tests.dialogues.quotations import drafts, lamp, offer, quote_of, state, version_of
from tests.dialogues.test_returned_mails import comes_back

SUBJECT = "Re: Inquiry for pumps"


@pytest.fixture
def sent(desk: Desk) -> Desk:
    """Eva has Q-2026-0001, of Ana, and nobody has anything left to say."""
    return quoted(desk)


def quoted(desk: Desk, number: int = 1001, **more: object) -> Desk:
    if number not in desk.numbers():
        desk.receives().says("Ana", f"/take {number}")
    desk.set("quote.approval", "none")
    desk.jumps(minutes=1)
    out(desk, drafts(desk, told=replace(offer(), **more), number=number))  # type: ignore[arg-type]
    return desk.jumps(minutes=10).forget()


def out(desk: Desk, draft: str) -> None:
    """The draft is released by the rule, and has left with everything that follows."""
    with desk.database.deciding() as session:
        work = desk.work(session)
        row = session.get_one(QuoteRow, int(draft[1:]))
        version = quotes.current(session, row)
        quotes.numbered(work, row)
        quotes.moved(work, version, QuoteEvent.COSTED)
        version.approved_at, version.approved_hash = work.now, version.content_hash
        quotes.moved(work, version, QuoteEvent.APPROVED)
        version.sent_at = work.now
        quotes.moved(work, version, QuoteEvent.SENT)
        quote_steps.plan(
            work,
            version,
            [Planned("receipt", work.now + timedelta(days=1)), Planned("expiry", work.now + timedelta(days=59))],
        )
        session.commit()


def answers(desk: Desk, text: str, subject: str = SUBJECT, **more: object) -> Desk:
    """Eva answers in the thread of a mail of ours."""
    if not desk.mails_to("eva@kunde.example"):
        desk.says("Ana", "/reply 1001 The quotation is on its way.").presses("Ana", "Send")
    ours = str(desk.mails_to("eva@kunde.example")[-1]["Message-ID"])
    desk.forget().jumps(minutes=5)
    return desk.receives(text, subject=subject, headers={"In-Reply-To": ours}, **more)  # type: ignore[arg-type]


def open_steps(desk: Desk, number: int = 1) -> list[str]:
    with desk.database.reading() as session:
        found = quote_steps.steps_of(session, version_of(desk, number).id)
        return [each.step for each in found if each.done_at is None]


def test_an_acceptance_that_names_a_number_of_nobody_he_knows_is_only_perhaps_one(sent: Desk) -> None:
    answers(sent, "We accept your quotation Q-2026-0099.", subject=f"{SUBJECT} - Quotation Q-2026-0001").hears(
        "The customer seems to accept Q-2026-0001. Please look.",
        "Please look: the letter names Q-2026-0099.",
        who="Ana",
    )


def test_an_acceptance_is_shown_told_and_left_to_a_person(sent: Desk) -> None:
    answers(sent, "We accept your quotation, please send the PI.").hears(
        "The customer accepts Q-2026-0001.\n“We accept your quotation, please send the PI.”\n"
        "The customer asks for the proforma invoice.",
        who="Ana",
    )
    assert "Won" in sent.buttons("Ana")
    assert state(sent) == "receipt_confirmed"
    card = next(each for each in reversed(sent.chat("Ana")) if each.startswith("1001 · "))
    assert "The customer accepts Q-2026-0001." in card


@pytest.mark.parametrize(
    ("text", "says", "button"),
    [
        ("Your price is too high.", "The customer objects to Q-2026-0001: price", "New version"),
        (
            "We accept if you can do USD 3.10.",
            "The customer accepts Q-2026-0001 only if this changes: price",
            "New version",
        ),
        ("We went with another supplier, sorry.", "The customer refuses Q-2026-0001.", "Lost"),
        ("We have not received your quotation yet.", "The customer says that Q-2026-0001 has not arrived.", "Reply"),
        ("The price is fine.", "The customer seems to accept Q-2026-0001. Please look.", "Won"),
        ("太贵了，能便宜点吗？", "The customer objects to Q-2026-0001: price", "New version"),
    ],
)
def test_what_she_says_is_told_with_what_can_be_done(sent: Desk, text: str, says: str, button: str) -> None:
    answers(sent, text).hears(says, who="Ana")
    assert button in sent.buttons("Ana")


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Well received, will revert.", "receipt_confirmed"),
        ("The delivery time is too long.", "negotiating"),
        ("We accept.", "receipt_confirmed"),
        ("We went with another supplier.", "receipt_confirmed"),
        ("We have not received your quotation.", "sent"),
        ("What is the carton size?", "receipt_confirmed"),
    ],
)
def test_an_answer_moves_only_what_it_proves(sent: Desk, text: str, becomes: str) -> None:
    answers(sent, text)
    assert state(sent) == becomes


@pytest.mark.parametrize(
    "text", ["Well received.", "Too expensive.", "One more thing: we move next week.", "We accept."]
)
def test_every_answer_ends_the_follow_ups_but_not_the_validity(sent: Desk, text: str) -> None:
    assert open_steps(sent) == ["receipt", "expiry"]
    answers(sent, text)
    assert open_steps(sent) == ["expiry"]


def test_an_out_of_office_note_ends_nothing(sent: Desk) -> None:
    sent.receives("I am out of office until Monday.", subject=SUBJECT, headers={"Auto-Submitted": "auto-replied"})
    assert open_steps(sent) == ["receipt", "expiry"]
    assert state(sent) == "sent"


def test_a_price_that_was_never_offered_is_no_acceptance(sent: Desk) -> None:
    answers(sent, "We accept at USD 2.90, please proceed.").hears(
        "only if this changes: price", "The letter names USD 2.9, which the quotation does not offer.", who="Ana"
    )
    assert "Won" not in sent.buttons("Ana")
    assert state(sent) == "negotiating"


def test_the_price_that_was_offered_is_an_acceptance(sent: Desk) -> None:
    answers(sent, "We accept your price of USD 3.20.").hears("The customer accepts Q-2026-0001.", who="Ana")


def test_a_question_does_not_hide_an_acceptance_that_nobody_has_decided_on(sent: Desk) -> None:
    answers(sent, "We accept your quotation.")
    answers(sent, "What is the carton size?")
    card = next(each for each in reversed(sent.chat("Ana")) if each.startswith("1001 · "))
    assert "The customer accepts Q-2026-0001." in card


def test_an_acceptance_after_the_validity_says_so(desk: Desk) -> None:
    quoted(desk, valid_until=date(2026, 3, 1))
    answers(desk, "We accept your quotation.").hears(
        "The customer accepts Q-2026-0001.", "Its validity ended on", who="Ana"
    )


def test_the_quotations_own_card_says_it_too(sent: Desk) -> None:
    answers(sent, "We accept if you can do USD 3.10.")
    sent.forget().says("Ana", "/quote Q-2026-0001").hears(
        "The customer accepts Q-2026-0001 only if this changes: price\n“We accept if you can do USD 3.10.”\n"
        "The customer's price: USD 3.1",
        who="Ana",
    )


def test_the_buttons_of_an_answer_do_what_they_say(sent: Desk) -> None:
    answers(sent, "We went with another supplier, sorry.").presses("Ana", "Lost")
    assert (state(sent), version_of(sent).reason) == ("declined", "competitor")


def test_who_presses_won_has_won_it(sent: Desk) -> None:
    answers(sent, "We accept your quotation.").presses("Ana", "Won")
    assert state(sent) == "accepted"
    card = next(each for each in reversed(sent.chat("Ana")) if each.startswith("1001 · "))
    assert "accepts" not in card


def test_an_answer_after_the_end_offers_to_open_it_again(sent: Desk) -> None:
    with sent.database.deciding() as session:
        work = sent.work(session)
        quotes.moved(work, quotes.current(session, session.get_one(QuoteRow, 1)), QuoteEvent.EXPIRED)
        session.commit()
    answers(sent, "We accept your quotation.").hears("The customer accepts Q-2026-0001.", who="Ana")
    assert state(sent) == "expired"
    assert {"Open again", "New version"} <= set(sent.buttons("Ana"))
    assert "Won" not in sent.buttons("Ana")


def test_the_quotation_that_the_letter_names_is_meant(sent: Desk) -> None:
    quoted(sent)
    answers(sent, "We accept.", subject="Re: Quotation Q-2026-0001").hears(
        "The customer accepts Q-2026-0001.", who="Ana"
    )
    assert version_of(sent, 2).answer is None


def test_of_several_that_are_not_named_a_person_chooses(sent: Desk) -> None:
    quoted(sent)
    answers(sent, "We accept.").hears(
        "The customer accepts Q-2026-0002 / Q-2026-0001.\nThe letter does not say which of them is meant.", who="Ana"
    )
    assert {"Show Q-2026-0001", "Show Q-2026-0002"} <= set(sent.buttons("Ana"))
    assert version_of(sent, 1).answer is version_of(sent, 2).answer is None


def test_an_order_in_a_letter_of_its_own_lands_on_the_quotation_that_it_names(sent: Desk) -> None:
    sent.receives("Please find our purchase order for Q-2026-0001.", subject="Our order", files=[("PO 77.pdf", b"x")])
    sent.hears("The customer accepts Q-2026-0001.", who="Ana")
    assert state(sent) == "sent"  # nothing proves who has written it
    assert open_steps(sent) == ["receipt", "expiry"]


def test_a_strangers_letter_that_names_a_quotation_touches_nothing(sent: Desk) -> None:
    sent.receives("We accept Q-2026-0001.", sender="Rob <rob@rival.example>", subject="Q-2026-0001")
    assert not any("accepts" in each for each in sent.chat("Ana"))
    assert version_of(sent).answered_at is None


def test_what_another_version_has_replaced_is_told_with_it(sent: Desk) -> None:
    with sent.database.deciding() as session:
        work = sent.work(session)
        row = session.get_one(QuoteRow, 1)
        told = replace(offer(), lines=(lamp(price="3.00"),))
        quotes.revised(work, row, told, row.owner_id, ())
        session.commit()
    answers(sent, "We accept your quotation.").hears(
        "The customer accepts Q-2026-0001.", "A newer version is in the making: Q-2026-0001 v2", who="Ana"
    )
    assert "Won" not in sent.buttons("Ana")
    assert state(sent) == "draft"


def test_hostile_words_stand_as_they_are(sent: Desk) -> None:
    answers(sent, "We accept <b>all</b> {number} %s *x* /won Q-2026-0001.").hears(
        "“We accept <b>all<⁄b> {number} %s *x* ⁄won Q-2026-0001.”", who="Ana"
    )
    assert state(sent) == "receipt_confirmed"


def test_the_supervisor_hears_of_a_large_one(sent: Desk) -> None:
    sent.hires("Sue", "supervisor")
    with sent.database.deciding() as session:
        session.get_one(QuoteRow, 1).major_at = sent.now
        session.commit()
    answers(sent, "Your price is too high.").hears(
        "Large quotation Q-2026-0001\nThe customer objects to Q-2026-0001: price", who="Sue"
    )


def test_the_timeline_says_what_has_happened(sent: Desk) -> None:
    answers(sent, "We accept your quotation.")
    with sent.database.reading() as session:
        noted = timeline(session, 1001, ("quote_answer",))
    assert [each.after for each in noted] == [
        {"quote": quote_of(sent).id, "version": 1, "answer": "accepted", "state": "receipt_confirmed"}
    ]


def test_a_chinese_salesperson_reads_it_in_chinese(sent: Desk) -> None:
    sent.says("Ana", "/reply 1001 The quotation is on its way.").presses("Ana", "Send").says("Ana", "/language zh")
    answers(sent, "价格太高，目标价3.1美金。").hears(
        "客户对 Q-2026-0001 有异议：价格", "客户的价格：USD 3.1", who="Ana"
    )
    assert {"新版本", "丢单", "查看 Q-2026-0001"} <= set(sent.buttons("Ana"))


def test_a_quotation_whose_mail_came_back_has_not_arrived(sent: Desk) -> None:
    sent.says("Ana", "/reply 1001 The quotation is attached.").presses("Ana", "Send")
    mail = sent.mails_to("eva@kunde.example")[-1]
    with sent.database.deciding() as session:
        quotes.current(session, session.get_one(QuoteRow, 1)).draft_id = 1
        session.commit()
    comes_back(sent.forget(), f"Message-ID: {mail['Message-ID']}")
    sent.hears("A mail came back: it did not arrive", "With it quotation Q-2026-0001 has not arrived.", who="Ana")
    assert open_steps(sent) == ["expiry"]
    assert version_of(sent).received_at is None


def test_a_returned_mail_that_names_no_mail_of_ours_ends_no_follow_up(sent: Desk) -> None:
    sent.says("Ana", "/reply 1001 The quotation is attached.").presses("Ana", "Send")
    with sent.database.deciding() as session:
        quotes.current(session, session.get_one(QuoteRow, 1)).draft_id = 1
        session.commit()
    comes_back(sent.forget(), "Subject: Re: Inquiry for pumps")
    assert open_steps(sent) == ["receipt", "expiry"]
