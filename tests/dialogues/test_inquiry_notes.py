"""What reaches us outside of the mail: calls, visits, chats; in the same log, numbers and clock (R8, R11, R37, R335)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from rules.words import from_plain
from storage.promises import open_promises
from storage.tables.customers import CustomerRow
from storage.tables.happenings import HappeningRow
from tests.dialogues.desk import Desk

CALLED = "/inquiry phone Kunde GmbH, Spain: 40 pumps, +34 612 345 678, eva@kunde.example"


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Eva has written to Ana: 1001."""
    return desk.receives().forget()


def owes(desk: Desk, number: int = 1001) -> int:
    with desk.database.reading() as session:
        return len(open_promises(session, number))


def filed(desk: Desk, verb: str, number: int = 1001) -> list[HappeningRow]:
    with desk.database.reading() as session:
        chosen = select(HappeningRow).where(HappeningRow.verb == verb, HappeningRow.conversation_id == number)
        return list(session.scalars(chosen))


def test_a_call_is_an_inquiry_with_number_owner_and_clock(desk: Desk) -> None:
    desk.says("Bob", CALLED).hears("It is 1001.", "to Bob, who spoke with them", who="Bob")
    row = desk.conversation(1001)
    assert (row.channel, row.company, row.country, row.contact_address) == (
        "phone",
        "Kunde GmbH",
        "ES",
        "eva@kunde.example",
    )
    assert row.phone == "+34 612 34 56 78"
    assert desk.owner_of(1001) == "Bob"
    assert owes(desk) == 1


def test_the_customer_of_a_call_is_recognised_and_goes_to_its_owner(asked: Desk) -> None:
    asked.says("Bob", CALLED).hears("It is 1002.", "to Ana", who="Bob")
    assert asked.owner_of(1002) == "Ana"
    with asked.database.reading() as session:
        assert len(list(session.scalars(select(CustomerRow)))) == 1


def test_a_likeness_is_left_to_the_dispatcher(asked: Desk) -> None:
    asked.says("Bob", "/inquiry fair Kunde, Spain: valves").hears("It is 1002.", "to the dispatcher", who="Bob")
    assert asked.owner_of(1002) == ""


def test_what_a_dispatcher_enters_is_routed_like_a_letter(desk: Desk) -> None:
    desk.says("Dora", CALLED).hears("lightest load", who="Dora")
    assert desk.owner_of(1001) == "Ana"


def test_the_same_call_typed_twice_is_one_inquiry(desk: Desk) -> None:
    desk.says("Bob", CALLED).says("Bob", CALLED).hears("That is 1001 already.")
    assert desk.numbers() == [1001]


def test_the_channel_is_asked_for_by_buttons(desk: Desk) -> None:
    desk.says("Bob", "/inquiry Kunde GmbH, Spain: 40 pumps").hears("How did it reach you?")
    assert desk.numbers() == []
    desk.presses("Bob", "at a fair").hears("It is 1001.", who="Bob")
    assert desk.conversation(1001).channel == "fair"


def test_an_inquiry_is_read_leniently(desk: Desk) -> None:
    desk.says("Bob", "/inquiry by phone Kunde GmbH; 40 pumps; eva@kunde.example").hears("It is 1001.", who="Bob")
    desk.says("Bob", "/inquiry 微信 北京长城机械有限公司，中国：水泵 40台").hears("It is 1002.", who="Bob")
    assert desk.conversation(1001).company == "Kunde GmbH"
    assert (desk.conversation(1002).channel, desk.conversation(1002).country) == ("chat", "CN")


def test_a_wrong_word_gets_an_answer_that_helps(asked: Desk) -> None:
    for typed, heard in [
        ("/inquiry", "Write it in one message: /inquiry phone Kunde GmbH"),
        ("/inquiry phone", "Who asks? Write it like: /inquiry phone"),
        ("/inquiry phone Kunde GmbH", "What do they want? Write it behind a colon"),
        ("/inquiry phone Kunde: pumps, info@firm.example", "is one of our own addresses"),
        ("/inquiry phone Kunde: pumps, bad@@x", "is no mail address"),
        ("/inquiry phone " + "x" * 3000, "That is too long. The gist is enough"),
        ("/answered", "Which customer has his answer?"),
        ("/answered 9999 phone", "I know no 9999 that you may see."),
        ("/answered 1001", "How was it answered?"),
        ("/note", "Where does the note belong?"),
        ("/note 1001", "What shall I note? Write it like: /note 1042"),
        ("/note 9999 called", "I know no 9999 that you may see."),
        ("/save", "Forward me the customer's message, or paste it"),
        ("/save 1001", "I have nothing to file."),
        ("/save 9999 text", "I know no 9999 that you may see."),
    ]:
        asked.forget().says("Ana", typed).hears(heard, who="Ana")
    assert asked.numbers() == [1001]
    assert owes(asked) == 1


def test_an_answer_by_telephone_stops_the_clock_once(asked: Desk) -> None:
    asked.says("Ana", "/answered 1001 by phone he wants CIF Valencia").hears(
        "1001 is answered. The clock stands.", who="Ana"
    )
    assert owes(asked) == 0
    assert asked.conversation(1001).state == "answered"
    asked.says("Ana", "/answered 1001 phone").hears("No answer is owed for 1001.")
    asked.says("Ana", "/why 1001").hears("by telephone: he wants CIF Valencia")


def test_the_button_of_the_card_does_the_same(asked: Desk) -> None:
    asked.presses("Ana", "Answered by phone").hears("1001 is answered.", "What did he ask? /note 1001 ...", who="Ana")


def test_the_way_is_asked_for_and_the_words_are_kept(asked: Desk) -> None:
    asked.says("Ana", "/answered 1001 he wants CIF").presses("Ana", "on a visit").hears("1001 is answered.", who="Ana")
    assert "he wants CIF" in str(filed(asked, "answered")[0].words)


def test_a_note_keeps_the_customers_questions_and_its_files(asked: Desk) -> None:
    asked.says("Ana", "/note 1001 called: is 220 V possible?").hears("Noted with 1001.")
    asked.says("Ana", "/show 1001").hears("Note by Ana: called: is 220 V possible?")
    assert asked.conversation(1001).touched_at == asked.now
    sha256 = asked.blobs.keep(b"photo")
    from rules.event import HeardFile

    asked.says("Ana", "/note 1001 the label", files=(HeardFile("label.jpg", "image/jpeg", 5, sha256),))
    asked.says("Ana", "/show 1001 files")
    assert [each.name for each in asked.ears.said[-1][1].files] == ["label.jpg"]


def test_notes_and_answers_of_a_colleagues_customer_are_refused(asked: Desk) -> None:
    for typed in ("/answered 1001 phone", "/note 1001 called", "/save 1001 he wrote"):
        asked.forget().says("Bob", typed).hears("I know no 1001 that you may see.")
    assert owes(asked) == 1


def test_a_forwarded_chat_is_filed_by_its_button_once(asked: Desk) -> None:
    asked.says("Ana", "/spam please send 60 instead of 40", borrowed=True, forwarded_from="Eva")
    assert asked.conversation(1001).closed_at is None
    asked.hears("Shall I file this with one of your customers?", who="Ana")
    nonce = next(each.nonce for each in asked._buttons("Ana") if each.label == "To 1001")
    asked.presses_nonce("Ana", nonce).hears("Filed with 1001.")
    (row,) = filed(asked, "saved")
    assert dict(row.after or {})["text"] == "/spam please send 60 instead of 40"
    assert dict(from_plain(row.words)[0].facts)["sender"] == "Eva"
    key = dict(row.after or {})["key"]
    asked.says("Ana", f"/save 1001 {key}").hears("It is filed with 1001 already.")


def test_save_files_the_message_that_it_answers(asked: Desk) -> None:
    asked.says("Ana", "we need them in May", borrowed=True, forwarded_from="Eva")
    shown = filed_seen(asked)["message"]
    with_reply = asked._heard("Ana", asked.ears.said[-1][1].place, text="/save 1001", replies_to=shown)
    with_reply.hears("Filed with 1001.", who="Ana")
    assert dict(filed(asked, "saved")[0].after or {})["text"] == "we need them in May"


def test_nobody_files_what_somebody_else_was_shown(asked: Desk) -> None:
    asked.says("Ana", "a secret", borrowed=True, forwarded_from="Eva")
    asked.receives("Valves", sender="Otto <otto@ost.example>", subject="Valves").says(
        "Dora", "/assign 1002 Bob because"
    )
    key = filed_seen(asked)["key"]
    asked.says("Bob", f"/save 1002 {key}")
    assert "secret" not in str([each.after for each in filed(asked, "saved", 1002)])


def test_a_pasted_chat_is_filed_as_typed(asked: Desk) -> None:
    asked.says("Ana", "/save 1001 Eva: 60 pumps, please").hears("Filed with 1001.")
    asked.says("Ana", "/show 1001").hears("Chat filed: Eva: 60 pumps, please")


def filed_seen(desk: Desk) -> dict[str, str]:
    with desk.database.reading() as session:
        found = session.scalars(select(HappeningRow).where(HappeningRow.verb == "seen")).one()
        return dict(found.after or {})
