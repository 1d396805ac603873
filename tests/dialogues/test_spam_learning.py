"""People say what nobody answers; after fifty of each side, letters like it are marked, hidden from nobody (R25)."""

from __future__ import annotations

from sqlalchemy import select

from handlers.closing import closed_as
from handlers.promise import kept
from rules.inquiry import State
from rules.letter import Kind
from rules.words import verbatim
from storage.learning import keep_learned, lessons_counted, newest_lesson
from storage.promises import open_promises
from storage.tables.conversations import ConversationRow
from storage.tables.learning import LearnedRow
from tests.dialogues.desk import Desk

SOLD = ("backdrops", "trophies", "lanyards", "umbrellas", "calendars")
WANTED = ("pumps", "valves", "lamps", "bearings", "panels")


def spam(number: int) -> str:
    thing = SOLD[number % 5]
    return (
        f"Dear boss, greetings from Golden Gift. Our {thing} bring luck to your brand, {number} colours, chat me now?"
    )


def inquiry(number: int) -> str:
    return f"Good day, do you have {WANTED[number % 5]} type {number} for our project in Valencia, and at what price?"


def taught(desk: Desk, count: int, spoken: int = 3) -> Desk:
    """So many letters of each side, judged by their owners: the first by their commands, the others by what these do."""
    desk.set("mail.letters_of_everybody", "0")
    for number in range(count):
        gifts = f"Lucky <gift{number}@gifts{number}.example>"
        desk.postbox.put(desk.written(spam(number), gifts, "Gifts", "info@firm.example", {}))
        eva = f"Eva <eva@buyer{number}.example>"
        desk.postbox.put(desk.written(inquiry(number), eva, f"Project {number}", "info@firm.example", {}))
    desk.settle()
    numbers = desk.numbers()[-2 * count :]
    for number in numbers[: 2 * spoken]:
        is_spam = desk.conversation(number).subject == "Gifts"
        desk.says(desk.owner_of(number), f"/spam {number}" if is_spam else f"/answered {number} phone yes")
    with desk.database.deciding() as session:
        work = desk.work(session)
        for number in numbers[2 * spoken :]:
            matter = session.get_one(ConversationRow, number)
            if matter.subject == "Gifts":
                closed_as(work, matter, str(Kind.SPAM), by=matter.owner_id or 0, because=verbatim("spam"))
            else:
                kept(work, matter, at=desk.now, by=matter.owner_id, how="phone", words=verbatim("yes"))
        session.commit()
    return desk.jumps(minutes=10).forget()


def learns(desk: Desk) -> int:
    return int(desk._run(desk.house.learner.once()))


def lesson(desk: Desk) -> LearnedRow:
    with desk.database.reading() as session:
        found = newest_lesson(session)
        assert found is not None
        return found


def suspicion(desk: Desk, number: int) -> list[str]:
    return list(desk.conversation(number).suspicion or [])


def test_before_fifty_of_each_nothing_is_marked_and_health_says_so(desk: Desk) -> None:
    taught(desk, 3).jumps(days=1)
    assert learns(desk) == 1
    assert lesson(desk).model is None
    desk.receives(spam(77), sender="Lucky <gift@new.example>", subject="Gifts")
    assert suspicion(desk, desk.numbers()[-1]) == []
    desk.says("Max", "/health").hears("begins at 50 of each; 3 of spam and 3 others are known", who="Max")


def test_after_fifty_of_each_a_letter_like_spam_is_marked_and_still_has_its_person_and_clock(desk: Desk) -> None:
    taught(desk, 50).jumps(days=1).jumps(minutes=10)
    assert learns(desk) == 1
    assert learns(desk) == 0, "once a night"
    known = lesson(desk)
    assert (known.spam, known.wanted) == (50, 50)
    assert known.right >= 98
    desk.forget().receives(spam(501), sender="Lucky <gift@new.example>", subject="Gifts")
    number = desk.numbers()[-1]
    assert suspicion(desk, number)
    owner = desk.owner_of(number)
    assert owner
    assert desk.conversation(number).state == State.ASSIGNED
    desk.hears(f"{number} · ", "It looks like what was called spam here before: ", who=owner)
    desk.receives(inquiry(502), sender="Eva <eva@other.example>", subject="Project")
    assert suspicion(desk, desk.numbers()[-1]) == []
    desk.says("Max", "/health").hears("on, learnt ", "from 50 of spam and 50 others", who="Max")

    desk.forget().presses(owner, "Not spam").hears(f"{number} is no spam. I learn from it tonight.", who=owner)
    assert desk.conversation(number).not_spam_by is not None
    with desk.database.reading() as session:
        assert lessons_counted(session) == (50, 51)
    desk.says(owner, f"/not_spam {number}").hears(f"{number} is not marked as spam.")
    desk.says(owner, "/undo").hears("Taken back", who=owner)
    assert desk.conversation(number).not_spam_by is None

    desk.says(owner, f"/answered {number} phone yes")
    desk.receives(spam(503), sender="Lucky <gift@new.example>", subject="Once more")
    assert suspicion(desk, desk.numbers()[-1]) == [], "whom we know is never called spam"

    desk.set("mail.learns_spam", "no").receives(spam(504), sender="Lucky <gift@newer.example>", subject="Gifts")
    assert suspicion(desk, desk.numbers()[-1]) == []
    desk.says("Max", "/health").hears("Marking what looks like spam: off.", who="Max")


def test_a_judgement_that_is_taken_back_teaches_nothing(desk: Desk) -> None:
    desk.receives(spam(1), sender="Lucky <gift@new.example>", subject="Gifts").says("Ana", "/spam 1001")
    with desk.database.reading() as session:
        assert lessons_counted(session) == (1, 0)
    desk.says("Ana", "/undo")
    with desk.database.reading() as session:
        assert lessons_counted(session) == (0, 0)


def test_what_was_closed_as_spam_is_opened_again_by_not_spam(desk: Desk) -> None:
    desk.receives().says("Ana", "/spam 1001").forget().says("Ana", "/not_spam 1001").hears(
        "1001 is open again.", who="Ana"
    )
    assert desk.conversation(1001).kind == "inquiry"


def test_an_invitation_of_a_customer_is_shown_and_one_of_a_stranger_logged(desk: Desk) -> None:
    desk.receives().says("Ana", "/answered 1001 phone yes").forget()
    desk.receives(raw=invitation("Eva Lopez <eva@kunde.example>")).hears("calendar", who="Ana")
    desk.forget().receives(raw=invitation("Joe <joe@nobody.example>")).hears()
    with desk.database.reading() as session:
        assert len(list(session.scalars(select(ConversationRow.id)))) == 2


def test_a_customer_whose_letter_the_filter_takes_for_spam_is_heard(desk: Desk) -> None:
    desk.receives().says("Ana", "/answered 1001 phone yes").forget()
    desk.receives("Thank you, bye.", subject="Bye", headers={"X-Spam-Flag": "YES"}).hears("Thank you, bye.", who="Ana")
    desk.forget().receives("Bye.", subject="Bye", sender="x@nobody.example", headers={"X-Spam-Flag": "YES"}).hears()


def test_a_doubtful_inquiry_says_on_its_card_what_else_it_may_be(desk: Desk) -> None:
    desk.receives("We are a leading supplier of tiles. We need 500 pcs of your lamps.").hears(
        "In doubt: it may be an offer to us", who="Ana"
    )


def invitation(sender: str) -> bytes:
    return (
        f"From: {sender}\r\nTo: info@firm.example\r\nSubject: Meeting in May\r\nMIME-Version: 1.0\r\n"
        f"Message-ID: <{sender[:3]}-invites@mail.example>\r\n"
        "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nLet us meet.\r\n"
        "--b\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
        "--b--\r\n"
    ).encode()


def test_a_poisoned_lesson_marks_inquiries_and_hides_none(desk: Desk) -> None:
    """The worst that somebody could teach: every word of our trade speaks for spam."""
    desk.receives().says("Ana", "/answered 1001 phone yes")
    words = dict.fromkeys(("pumps", "need", "we", "valencia", "inquiry", "for", "price", "cif", "good", "day"), 50.0)
    with desk.database.deciding() as session:
        keep_learned(
            session, desk.now, 200, 200, right=100, found=100, model={"bias": 9.0, "least": -99.0, "weights": words}
        )
        session.commit()
    desk.settle().forget()
    for number in range(3):
        desk.receives(f"We need {number + 2} pumps, CIF Valencia.", sender=f"Eva <eva@buyer{number}.example>")
    for number in (1002, 1003, 1004):
        owner = desk.owner_of(number)
        assert suspicion(desk, number), "marked"
        assert (desk.conversation(number).state, desk.conversation(number).kind) == (State.ASSIGNED, "inquiry")
        desk.says(owner, f"/show {number}")
        assert any(each.startswith(f"{number} · inquiry") for each in desk.chat(owner))
        with desk.database.reading() as session:
            assert open_promises(session, number)
    assert sum(len(desk.mails_to(f"{each}@firm.example")) for each in ("ana", "bob")) == 3, "sent on as ever"
    desk.receives("We need 9 pumps.", subject="Once more")
    assert suspicion(desk, 1005) == [], "a known customer is never marked"
    desk.passes(days=2).hears("1002", who="Max")
