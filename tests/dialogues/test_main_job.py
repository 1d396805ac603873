"""The main job: a letter finds its person, one person takes it, the customer is answered, the promise is kept."""

from __future__ import annotations

from datetime import timedelta

from storage.tables.letters import FolderRow
from tests.dialogues.desk import Desk


def test_a_letter_finds_its_person_by_the_managers_table(desk: Desk) -> None:
    desk.says("Max", "/rules add country ES Ana")
    desk.forget().receives(
        sender="Eva Lopez <eva@bombas.example.es>", text="Precio de 40 bombas, CIF Valencia.\n+34 600 123 456"
    )
    desk.hears("To be answered by", "With Ana", who="Ana")
    assert desk.owner_of(1001) == "Ana"
    (forward,) = desk.mails_to("ana@firm.example")
    assert "eva@bombas.example.es" in forward["Reply-To"]
    assert "40 bombas" in forward.as_string()


def test_one_person_takes_what_nobody_has(desk: Desk) -> None:
    desk.set("routing.order", "open_inquiry, existing_owner")
    desk.receives().hears("Nobody has it yet.", who="Dora")
    desk.says("Ana", "/take 1001").hears("1001 is yours, Ana.", who="Ana")
    desk.forget().says("Bob", "/take 1001").hears("It is already with Ana.", who="Bob")


def test_an_answer_by_chat_reaches_the_customer_and_keeps_the_promise(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.forget().says(owner, "/reply 1001 Dear Eva, 310 USD each.").hears("This will leave", "Dear Eva", who=owner)
    desk.presses(owner, "Send")
    (mail,) = desk.mails_to("eva@kunde.example")
    assert mail["From"].addresses[0].addr_spec == "info@firm.example"
    assert mail["From"].addresses[0].display_name == f"{owner}, Firm"
    assert mail["In-Reply-To"] == "<1@mail.example>"
    assert "310 USD" in mail.get_content()
    assert desk.conversation(1001).state == "answered"
    assert desk.conversation(1001).first_answer_at == desk.now


def test_her_answer_from_her_own_mailbox_stops_the_clock(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    (forward,) = desk.mails_to(f"{owner.lower()}@firm.example")
    desk.receives(
        "Dear Eva, our offer follows.",
        sender=f"{owner} <{owner.lower()}@firm.example>",
        to=forward["Reply-To"],
        subject="Re: Inquiry for pumps",
        headers={"In-Reply-To": forward["Message-ID"], "References": forward["Message-ID"]},
    )
    assert desk.conversation(1001).state == "answered"
    assert desk.numbers() == [1001]


def test_the_customers_next_letter_joins_and_the_clock_runs_again(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD each.").presses(owner, "Send")
    (mail,) = desk.mails_to("eva@kunde.example")
    desk.forget().receives(
        "Can you do 290?", subject="Re: Inquiry for pumps", headers={"In-Reply-To": mail["Message-ID"]}
    )
    desk.hears("Can you do 290?", "To be answered by", who=owner)
    assert desk.numbers() == [1001]
    assert desk.conversation(1001).state == "assigned"


def test_the_same_letter_twice_is_one_inquiry(desk: Desk) -> None:
    desk.receives().forget().receives().hears()
    assert desk.numbers() == [1001]


def test_a_stranger_hears_nothing(desk: Desk) -> None:
    desk.receives().forget().says("Mallory", "/show 1001").says("Mallory", "hello").says(
        "Mallory", "/start guess"
    ).hears()


def test_a_promise_breaks_and_the_manager_hears(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.forget().passes(days=1).hears("1001", who=owner)
    desk.passes(hours=1).hears("1001", who="Max")


def test_an_inquiry_in_junk_is_reported_and_starts_nothing_by_itself(desk: Desk) -> None:
    desk.receives(folder="Junk").hears("it lies in Junk", "We need 40 pumps", who="Dora")
    assert desk.numbers() == []
    desk.presses("Dora", "It is an inquiry").hears("It is 1001 now.", who="Dora")
    assert desk.numbers() == [1001]


def test_a_letter_that_is_no_inquiry_is_logged_and_can_become_one(desk: Desk) -> None:
    desk.receives(
        "Our weekly offers. Unsubscribe here.",
        sender="News <news@offers.example>",
        subject="Newsletter",
        headers={
            "List-Unsubscribe": "<mailto:leave@offers.example>",
            "Precedence": "bulk",
            "List-Id": "<a.offers.example>",
        },
    )
    desk.hears()
    desk.says("Dora", "/log").presses("Dora", "1 is an inquiry").hears("It is 1001 now.", who="Dora")


def test_a_letter_sent_from_the_webmail_is_seen_in_sent_and_stops_the_clock(desk: Desk) -> None:
    desk.receives()
    desk.receives(
        "Dear Eva, our offer.",
        sender="Firm <info@firm.example>",
        to="eva@kunde.example",
        headers={"In-Reply-To": "<1@mail.example>"},
        folder="Sent",
    )
    assert desk.conversation(1001).state == "answered"


def test_a_copy_of_our_own_mail_in_sent_is_not_a_new_letter(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    assert len(desk.postbox.folders["Sent"]) == 1
    desk.passes(minutes=30)
    assert desk.numbers() == [1001]


def test_who_has_no_chat_gets_the_card_as_a_second_mail(empty_desk: Desk) -> None:
    empty_desk.hires("Eda", chat=False).receives()
    mails = empty_desk.mails_to("eda@firm.example")
    card = next(each for each in mails if "1001" in each["Subject"])
    assert card["Reply-To"].addresses[0].addr_spec == "info@firm.example"
    assert card["Auto-Submitted"] == "auto-generated"
    forward = next(each for each in mails if not each["Subject"].startswith("[infodesk]"))
    assert "To be answered" not in forward.as_string()


def test_the_forward_carries_the_attachments_and_the_original_whole(desk: Desk) -> None:
    desk.receives(files=[("drawing.pdf", b"%PDF-1.4 drawing")])
    (forward,) = desk.mails_to(f"{desk.owner_of(1001).lower()}@firm.example")
    names = [part.get_filename() for part in forward.iter_attachments()]
    assert "drawing.pdf" in names
    assert any(part.get_content_type() == "message/rfc822" for part in forward.iter_attachments())


def test_the_deputy_gets_what_comes_for_who_is_away(desk: Desk) -> None:
    desk.says("Max", "/rules add country ES Ana")
    desk.says("Ana", "/away 2026-03-02 2026-03-06 Bob")
    desk.forget().receives(sender="Eva <eva@bombas.example.es>", text="Precio de 40 bombas?\n+34 600 123 456")
    assert desk.owner_of(1001) == "Bob"
    desk.says("Dora", "/why 1001").hears("stands in for Ana", who="Dora")


def test_old_letters_are_logged_and_never_chased(desk: Desk) -> None:
    with desk.database.deciding() as session:
        for row in session.query(FolderRow):
            row.acts_since = desk.now
        session.commit()
    desk.settle().forget()
    desk.now -= timedelta(days=3)
    raw = desk.written("An old inquiry for pumps", "Eva <eva@kunde.example>", "Old", "info@firm.example", {})
    desk.postbox.put(raw)
    desk.now += timedelta(days=3)
    desk.settle().hears()
    assert desk.numbers() == []


def test_a_colleagues_new_mail_to_the_customer_stops_the_clock_when_it_is_proved(desk: Desk) -> None:
    desk.receives()
    raw = (
        "Authentication-Results: mx.firm.example; dmarc=pass header.from=firm.example\r\n"
        "Received: from mail.firm.example by mx.firm.example; Mon, 2 Mar 2026 09:00:00 +0800\r\n"
        "From: Ana <ana@firm.example>\r\nTo: eva@kunde.example\r\nCc: info@firm.example\r\nSubject: Our offer\r\n"
        "Message-ID: <ana2@firm.example>\r\n\r\nDear Eva, our offer.\r\n"
    )
    desk.receives(raw=raw.encode())
    assert desk.conversation(1001).state == "answered"


def test_who_asks_the_same_again_after_the_answer_is_heard_again(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/answered 1001 phone talked").jumps(days=2)
    desk.receives()
    assert desk.conversation(1001).state == "assigned" or desk.numbers() == [1001, 1002]


def test_an_edited_message_is_no_command_and_no_noise(desk: Desk) -> None:
    desk.receives().forget().says("Dora", "/assign 1001 Bob", borrowed=True).hears()
