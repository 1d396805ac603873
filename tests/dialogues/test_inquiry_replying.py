"""Answering from the chat: what is previewed is what leaves, once, and the clock stops (R24, R55, R327, T25)."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from sqlalchemy import select

from rules.event import HeardFile
from storage.drafts import end
from storage.promises import open_promises
from storage.tables.conversations import ConversationRow, DraftRow
from tests.dialogues.desk import Desk

HELLO = "Dear Eva,\nthank you. The offer follows tomorrow."


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Eva has written to Ana: 1001."""
    return desk.receives().forget()


def owes(desk: Desk, number: int = 1001) -> int:
    with desk.database.reading() as session:
        return len(open_promises(session, number))


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n").strip()


def drafts(desk: Desk) -> list[DraftRow]:
    with desk.database.reading() as session:
        return list(session.scalars(select(DraftRow).order_by(DraftRow.id)))


def test_a_reply_is_shown_exactly_as_it_leaves_and_stops_the_clock(asked: Desk) -> None:
    asked.says("Ana", f"/reply 1001 {HELLO}")
    preview = asked.chat("Ana")[-1]
    assert not asked.mails_to("eva@kunde.example")
    assert owes(asked) == 1
    asked.presses("Ana", "Send").hears("Sent to eva@kunde.example. 1001 is answered.", who="Ana")
    (mail,) = asked.mails_to("eva@kunde.example")
    assert "From: {}".format(mail["From"].replace('"', "")) in preview
    assert f"To: {mail['To']}" in preview
    assert f"Subject: {mail['Subject']}" in preview
    assert preview.endswith(text_of(mail))
    assert text_of(mail) == f"{HELLO}\n\nBest regards\nAna\nFirm"
    assert owes(asked) == 0
    assert asked.conversation(1001).state == "answered"


def test_it_leaves_as_a_persons_own_mail_in_the_customers_thread(asked: Desk) -> None:
    asked.says("Ana", f"/reply 1001 {HELLO}").presses("Ana", "Send")
    (mail,) = asked.mails_to("eva@kunde.example")
    assert mail["From"] == '"Ana, Firm" <info@firm.example>'
    assert mail["In-Reply-To"] == "<1@mail.example>"
    assert mail["Subject"] == "Re: Inquiry for pumps"
    assert mail["Auto-Submitted"] is None
    assert "1001." in mail["Message-ID"]


def test_pressing_send_twice_sends_once(asked: Desk) -> None:
    asked.says("Ana", f"/reply 1001 {HELLO}")
    nonce = next(each.nonce for each in asked._buttons("Ana") if each.label == "Send")
    asked.presses_nonce("Ana", nonce).presses_nonce("Ana", nonce)
    assert len(asked.mails_to("eva@kunde.example")) == 1
    asked.forget().says("Ana", "/release 1").hears("It has gone already")
    assert not asked.mails_to("eva@kunde.example")


def test_of_two_releases_at_once_only_one_sends(asked: Desk) -> None:
    asked.says("Ana", f"/reply 1001 {HELLO}")
    with asked.database.reading() as early:
        stale = early.get_one(DraftRow, 1)
        early.expunge(stale)
    with asked.database.deciding() as session:
        work = asked.work(session)
        assert end(work, session.get_one(DraftRow, 1), "sent")
        session.commit()
    with asked.database.deciding() as session:
        assert stale.state == "open"
        session.add(stale)
        assert not end(asked.work(session), stale, "sent")


def test_a_reply_to_the_card_is_the_same_as_the_command(asked: Desk) -> None:
    asked.says("Ana", HELLO, answers="1001 · inquiry").hears(
        "This will leave as it stands here:", "Best regards", who="Ana"
    )
    asked.presses("Ana", "Send")
    assert len(asked.mails_to("eva@kunde.example")) == 1


def test_words_that_answer_the_preview_are_the_new_words(asked: Desk) -> None:
    asked.says("Ana", "/reply 1001 First words")
    asked.says("Ana", "Second words", answers="First words").hears("Second words")
    asked.presses("Ana", "Send")
    (mail,) = asked.mails_to("eva@kunde.example")
    assert "Second words" in mail.get_content()
    assert "First words" not in mail.get_content()


def test_the_edit_button_asks_for_the_new_words(asked: Desk) -> None:
    asked.says("Ana", "/reply 1001 First words").presses("Ana", "Edit").hears("Answer this message with the new words")
    asked.says("Ana", "Better words", answers="Answer this message").presses("Ana", "Send")
    assert "Better words" in asked.mails_to("eva@kunde.example")[0].get_content()


def test_the_send_button_of_an_older_preview_sends_nothing(asked: Desk) -> None:
    asked.says("Ana", "/reply 1001 First words")
    nonce = next(each.nonce for each in asked._buttons("Ana") if each.label == "Send")
    asked.says("Ana", "/edit 1 Second words").forget()
    asked.presses_nonce("Ana", nonce).hears("this is how it stands now", "Second words")
    assert not asked.mails_to("eva@kunde.example")


def test_release_without_the_seal_only_shows_it(asked: Desk) -> None:
    asked.says("Ana", f"/reply 1001 {HELLO}").forget()
    asked.says("Ana", "/release 1").hears("Please look at it once more", "The offer follows tomorrow.")
    assert not asked.mails_to("eva@kunde.example")


def test_if_the_customer_has_written_again_she_hears_it_before_it_leaves(asked: Desk) -> None:
    asked.says("Ana", f"/reply 1001 {HELLO}")
    nonce = next(each.nonce for each in asked._buttons("Ana") if each.label == "Send")
    asked.jumps(minutes=1).receives(
        "Sorry, 50 pumps", subject="Re: Inquiry for pumps", headers={"In-Reply-To": "<1@mail.example>"}
    ).forget()
    assert asked.numbers() == [1001]
    asked.presses_nonce("Ana", nonce).hears("The customer has written again since you wrote this")
    assert not asked.mails_to("eva@kunde.example")
    asked.jumps(minutes=1).presses("Ana", "Send")
    assert len(asked.mails_to("eva@kunde.example")) == 1


def test_cancel_drops_it_and_nothing_can_send_it_any_more(asked: Desk) -> None:
    asked.says("Ana", f"/reply 1001 {HELLO}").presses("Ana", "Cancel").hears("Cancelled. Nothing has left.", who="Ana")
    asked.says("Ana", "/release 1").hears("This draft was cancelled.")
    asked.says("Ana", "/cancel 1").hears("This draft was cancelled.")
    assert not asked.mails_to("eva@kunde.example")
    assert owes(asked) == 1


def test_a_new_reply_sets_the_earlier_one_aside(asked: Desk) -> None:
    asked.says("Ana", "/reply 1001 First words").says("Ana", "/reply 1001 Other words").hears(
        "Your earlier draft is set aside."
    )
    assert [each.state for each in drafts(asked)] == ["cancelled", "open"]


def test_the_same_words_said_twice_are_one_draft(asked: Desk) -> None:
    asked.says("Ana", f"/reply 1001 {HELLO}").says("Ana", f"/reply 1001 {HELLO}")
    assert len(drafts(asked)) == 1


def test_files_are_attached_by_a_caption_and_by_answering_the_preview(asked: Desk) -> None:
    asked.sends_file("Ana", "offer.pdf", b"%PDF-1", caption="Here is the offer.", answers="1001 · inquiry")
    asked.sends_file("Ana", "drawing.png", b"PNG", answers="Here is the offer.").hears(
        "Attached: offer.pdf, drawing.png"
    )
    asked.presses("Ana", "Send")
    (mail,) = asked.mails_to("eva@kunde.example")
    attached = [(each.get_filename(), each.get_content()) for each in mail.iter_attachments()]
    assert attached == [("offer.pdf", b"%PDF-1"), ("drawing.png", b"PNG")]


def test_files_can_be_taken_off_again(asked: Desk) -> None:
    asked.sends_file("Ana", "offer.pdf", b"%PDF-1", caption="Here it is.", answers="1001 · inquiry")
    asked.presses("Ana", "Without the files").presses("Ana", "Send")
    assert not list(asked.mails_to("eva@kunde.example")[0].iter_attachments())


def test_what_no_customer_should_get_is_refused_in_a_sentence(asked: Desk) -> None:
    for words, heard in [
        ("\u200b \u200b", "There are no words in it."),
        ("Dear Eva\x07", "There are control characters in the text."),
        ("Dear \u202eave", "There are control characters in the text."),
        ("x" * 100_000, "That is too long: 100000 characters. A mail from here has at most 20000."),
    ]:
        asked.forget()
        asked.says("Ana", f"/reply 1001 {words}").hears(heard)
        assert not drafts(asked)


def test_a_wrong_word_gets_an_answer_that_helps(asked: Desk) -> None:
    for typed, heard in [
        ("/reply", "Which customer do you answer?"),
        ("/reply 1001", "Answer this message with your words for 1001"),
        ("/reply 9999 hello", "I know no 9999 that you may see."),
        ("/reply hello there", "Say which one by its number: /reply 1042"),
        ("/release 77", "I know no such draft of yours."),
        ("/release", "I know no such draft of yours."),
        ("/edit twelve new", "I know no such draft of yours."),
        ("/edit", "You have no draft."),
        ("/cancel", "You have no draft."),
        ("/cancel 77", "I know no such draft of yours."),
    ]:
        asked.forget()
        asked.says("Ana", typed).hears(heard)
        assert not drafts(asked)


def test_nobody_answers_or_releases_for_a_colleague_whose_customer_she_may_not_see(asked: Desk) -> None:
    asked.says("Bob", f"/reply 1001 {HELLO}").hears("I know no 1001 that you may see.")
    asked.says("Ana", f"/reply 1001 {HELLO}").forget()
    for typed in ("/release 1", "/edit 1 mine now", "/cancel 1"):
        asked.says("Bob", typed).hears("I know no such draft of yours.", who="Bob")
    assert drafts(asked)[0].state == "open"


def test_a_dispatcher_who_answers_is_told_whose_customer_it_is_and_the_owner_hears_it(asked: Desk) -> None:
    asked.says("Dora", f"/reply 1001 {HELLO}").hears("This is Ana's customer; Ana will be told.", who="Dora")
    asked.presses("Dora", "Send").hears("Dora has answered 1001 for you.", who="Ana")


def test_what_has_nobody_is_taken_before_it_is_answered(asked: Desk) -> None:
    asked.says("Dora", "/pass 1001 time").forget()
    asked.says("Dora", f"/reply 1001 {HELLO}").hears("Nobody has 1001 yet. Take it, then answer.", who="Dora")
    assert not drafts(asked)


def test_a_closed_one_is_opened_before_it_is_answered(asked: Desk) -> None:
    asked.says("Ana", "/spam 1001").says("Ana", f"/reply 1001 {HELLO}").hears(
        "1001 is closed. /reopen 1001 opens it again."
    )


def test_a_platform_that_hides_the_address_is_answered_there(asked: Desk) -> None:
    knows(asked, contact_address="", contact_link="https://message.alibaba.example/1", channel="alibaba")
    asked.says("Ana", f"/reply 1001 {HELLO}").hears("Answer there: https://message.alibaba.example/1")
    asked.presses("Ana", "Answered there").hears("1001 is answered.", who="Ana")
    assert owes(asked) == 0


def test_another_customers_name_or_address_in_the_mail_is_warned_of(asked: Desk) -> None:
    asked.receives("Valves", sender="Otto <otto@ostmann.example>", subject="Valves").forget()
    asked.says("Ana", "/reply 1001 As we do for Ostmann, write to otto@ostmann.example").hears(
        "is in it, and that is another customer."
    )
    asked.says("Ana", "/reply 1001 As we agreed with Kunde, eva@kunde.example").forget()
    assert "another customer" not in asked.chat("Ana")[-1]


def test_a_chinese_companys_name_is_found_in_running_text(asked: Desk) -> None:
    asked.says("Bob", "/inquiry phone 北京长城机械有限公司, 中国: 水泵 40 台").forget()
    asked.says("Ana", "/reply 1001 我们也向北京长城机械有限公司供货").hears("Careful: 北京长城机械有限公司 is in it")


def test_a_price_is_warned_of(asked: Desk) -> None:
    for words in ["We offer USD 3.20 per piece", "单价 12.5 元", "It is €40"]:
        asked.forget()
        asked.says("Ana", f"/reply 1001 {words}").hears("Careful: it names a price.")


def test_a_holding_reply_is_not_warned_of(asked: Desk) -> None:
    asked.says("Ana", f"/reply 1001 {HELLO}")
    assert "Careful" not in asked.chat("Ana")[-1]


def test_replies_are_private(asked: Desk) -> None:
    asked.opens_room().says("Ana", f"/reply 1001 {HELLO}", room="team").hears("I say that only in private.", who="team")
    assert not drafts(asked)


def test_a_chinese_reply_is_signed_in_chinese(asked: Desk) -> None:
    asked.says("Ana", "/reply 1001 您好，报价明天发给您。").hears("顺祝商祺\nAna\nFirm")


def knows(desk: Desk, **values: object) -> None:
    """What was read from the letter, whatever a reader makes of it."""
    with desk.database.deciding() as session:
        row = session.get_one(ConversationRow, 1001)
        for name, value in values.items():
            setattr(row, name, value)
        session.commit()


def test_asking_names_just_what_is_missing_and_counts_as_the_first_reply(asked: Desk) -> None:
    knows(asked, wants=[["product", "pumps", "40 pumps"]], missing=["payment", "specification"])
    asked.says("Ana", "/ask 1001").hears(
        "Thank you for your inquiry about pumps.", "1. specification or model\n2. method of payment"
    )
    asked.presses("Ana", "Send")
    assert owes(asked) == 0
    assert asked.conversation(1001).state == "waiting_customer"
    assert "specification" in asked.mails_to("eva@kunde.example")[0].get_content()


def test_asking_speaks_the_customers_language(asked: Desk) -> None:
    knows(asked, language="es", missing=["quantity"])
    asked.says("Ana", "/ask 1001").hears("le rogamos que nos indique:\n\n1. cantidad", "Saludos cordiales\nAna\nFirm")


def test_a_customers_words_in_a_template_stay_words(asked: Desk) -> None:
    knows(asked, wants=[["product", "{{ 7 * 7 }} {% raw %}", ""]], missing=["quantity"], contact_name="{{ 6 * 6 }}")
    asked.says("Ana", "/ask 1001").hears("Dear {{ 6 * 6 }},", "your inquiry about {{ 7 * 7 }} {% raw %}.")


def test_asking_for_what_somebody_names(asked: Desk) -> None:
    for typed, heard in [
        ("/ask", "Whom shall we ask for what is missing?"),
        ("/ask 9999", "I know no 9999 that you may see."),
        ("/ask 1001 colour", "I cannot ask for colour. I ask for: product"),
        ("/ask 1001 quantity packaging", "1. quantity\n2. packaging you prefer"),
    ]:
        asked.forget()
        asked.says("Ana", typed).hears(heard)


def test_where_nothing_is_missing_there_is_nothing_to_ask(asked: Desk) -> None:
    knows(asked, missing=[])
    asked.says("Ana", "/ask 1001").hears("Nothing is missing in 1001.")
    asked.says("Bob", "/ask 1001").hears("I know no 1001 that you may see.")


def test_a_file_that_the_chat_does_not_give_away_is_told_and_nothing_is_done(asked: Desk) -> None:
    file = HeardFile("catalogue.pdf", "application/pdf", 22_000_000, "")
    for words in ("/note 1001 his catalogue", "Here it is."):
        asked.says("Ana", words, answers="1001 · inquiry", files=(file,), borrowed=True)
        asked.hears("I could not get catalogue.pdf", who="Ana")
    with asked.database.reading() as session:
        assert session.scalars(select(DraftRow)).all() == []
