"""The promise of one business day, from the letter to the answer, the reminders on the way, and the breach (R55, R62; M1b)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from storage.promises import earliest_due, promises_of
from storage.tables.conversations import ConversationRow, PromiseRow, ReminderRow
from tests.dialogues.desk import Desk, told

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(desk: Desk, when: str) -> Desk:
    """It is that time of March 2026 in Shanghai now, and nobody was at work in between."""
    desk.now = datetime.fromisoformat(f"2026-{when}").replace(tzinfo=SHANGHAI)
    return desk.settle()


def nudges(desk: Desk, person: str, number: int = 1001) -> list[str]:
    """Reminders of that conversation in her chat, without cards and digests."""
    said = [told(each) for _, each in desk.ears.said if each.place.address == person.lower()]
    return [each for each in said if f"{number} Kunde:" in each and "morning" not in each and "closing" not in each]


def promise_of(desk: Desk, number: int = 1001) -> PromiseRow:
    with desk.database.reading() as session:
        return promises_of(session, number)[-1]


LADDER = [
    # (when, who hears it, words, because)
    ("03-02 14:44", "", "", "before half of the time"),
    ("03-02 14:45", "Ana", "50 % of the time is over", "half of 510 minutes after Monday 09:00"),
    ("03-02 17:18", "Ana", "80 % of the time is over", "408 minutes after"),
    ("03-03 08:59", "", "", "a minute before the deadline"),
    ("03-03 09:00", "Ana", "it is due now", "100 %: the owner; she has named no deputy"),
    (
        "03-03 09:01",
        "Max",
        "the promise is broken. Ana was to answer by",
        "the first working minute after the deadline",
    ),
    ("03-03 17:00", "", "", "once is enough"),
    ("03-04 08:00", "Ana Max", "still unanswered", "once each business day"),
    ("03-05 08:00", "Ana Max", "still unanswered", "and the next"),
    ("03-06 19:00", "", "", "the day of the sixth was missed, but nobody is disturbed in the evening"),
    ("03-09 08:00", "Ana Max", "still unanswered", "and comes on Monday, once"),
]


def test_the_ladder_of_reminders(desk: Desk) -> None:
    desk.receives()
    for when, who, words, because in LADDER:
        before = {person: len(nudges(desk, person)) for person in ("Ana", "Bob", "Dora", "Max", "Ada")}
        at(desk, when)
        for person, count in before.items():
            new = nudges(desk, person)[count:]
            assert len(new) == (person in who), (when, person, because, new)
            assert all(words in each for each in new), (when, person, because, new)


def test_a_step_on_closing_time_still_goes_out_but_nothing_later(desk: Desk) -> None:
    at(desk, "03-03 08:00").receives()
    at(desk, "03-03 18:00:04")
    assert any("it is due now" in each for each in nudges(desk, "Ana")), "the clock turned four seconds after closing"
    at(desk, "03-03 18:01")
    at(desk, "03-03 23:00")
    assert nudges(desk, "Max") == [], "the breach is told at the first working minute"
    at(desk, "03-04 08:00")
    assert len(nudges(desk, "Max")) == 1


def test_an_answer_in_time_is_a_promise_kept_and_ends_the_reminders(desk: Desk) -> None:
    desk.receives()
    at(desk, "03-02 14:45").says("Ana", "/answered 1001 phone")
    promise = promise_of(desk)
    assert promise.answered_at == desk.now
    assert promise.breached_at is None
    assert desk.conversation(1001).state == "answered"
    desk.forget()
    at(desk, "03-03 09:01")
    assert not [each for person in ("Ana", "Max") for each in nudges(desk, person)[1:]]
    with desk.database.reading() as session:
        outcomes = set(session.scalars(select(ReminderRow.outcome).where(ReminderRow.step != "half")))
    assert outcomes == {"lifted"}


def test_a_breach_stays_recorded_after_the_late_answer(desk: Desk) -> None:
    desk.receives()
    at(desk, "03-03 09:30")
    at(desk, "03-03 11:00").says("Ana", "/answered 1001 phone")
    promise = promise_of(desk)
    assert promise.answered_at is not None
    assert promise.breached_at == datetime(2026, 3, 3, 9, 1, tzinfo=SHANGHAI)


def test_a_late_answer_breaks_the_promise_even_when_nobody_was_told_yet(desk: Desk) -> None:
    desk.receives()
    desk.now = datetime(2026, 3, 3, 10, 0, tzinfo=SHANGHAI)
    desk.says("Ana", "/answered 1001 phone")
    assert promise_of(desk).breached_at is not None


def test_each_letter_that_is_not_answered_has_its_clock_and_one_answer_ends_all(desk: Desk) -> None:
    desk.receives()
    desk.now = datetime(2026, 3, 2, 11, 0, tzinfo=SHANGHAI)
    desk.receives("Are you there?", subject="Re: Inquiry for pumps", headers={"In-Reply-To": "<1@mail.example>"})
    assert desk.numbers() == [1001]
    with desk.database.reading() as session:
        assert len(promises_of(session, 1001)) == 2
        assert earliest_due(session, 1001) == datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)
    at(desk, "03-02 16:45")
    assert len(nudges(desk, "Ana")) == 1, "both letters have passed half of their time: one reminder"
    desk.says("Ana", "/answered 1001 phone")
    with desk.database.reading() as session:
        assert earliest_due(session, 1001) is None


def test_the_deputy_hears_of_it_when_the_owner_is_away(desk: Desk) -> None:
    desk.receives()
    desk.says("Ana", "/away until friday Bob").hears("Ana is away", "You stand in for Ana")
    at(desk, "03-02 14:45")
    assert len(nudges(desk, "Bob")) == len(nudges(desk, "Ana")) == 1
    assert "It is with Ana" in nudges(desk, "Bob")[0]


def test_the_named_deputy_is_told_at_the_deadline_only(desk: Desk) -> None:
    desk.receives().says("Ana", "/away deputy Bob")
    at(desk, "03-02 17:18")
    assert nudges(desk, "Bob") == []
    at(desk, "03-03 09:00")
    assert "it is due now" in nudges(desk, "Bob")[0]


def test_what_nobody_has_is_the_dispatchers_to_be_reminded_of(empty_desk: Desk) -> None:
    desk = empty_desk.hires("Dora", "dispatcher").hires("Max", "manager")
    desk.set("routing.order", "table")
    desk.receives()
    assert desk.owner_of(1001) == ""
    at(desk, "03-02 14:45")
    assert "50 %" in nudges(desk, "Dora")[0]
    at(desk, "03-03 09:01")
    assert "nobody has it" in nudges(desk, "Max")[0]
    assert "nobody has it" in nudges(desk, "Dora")[-1]


@pytest.mark.parametrize(
    ("setting", "urgent", "urgent_ok", "woken", "because"),
    [
        ("none", True, True, False, "the department works no overtime"),
        ("urgent", False, True, False, "it is not urgent"),
        ("urgent", True, False, False, "she does not allow it"),
        ("urgent", True, True, True, "urgent, and she allows it"),
        ("all", False, False, True, "everything may be said at any hour"),
    ],
)
def test_only_what_is_urgent_breaks_into_an_evening_and_only_where_it_may(
    empty_desk: Desk, setting: str, urgent: bool, urgent_ok: bool, woken: bool, because: str
) -> None:
    desk = empty_desk.hires("Ana", urgent_ok=urgent_ok).set("reminders.outside_hours", setting).receives()
    with desk.database.deciding() as session:
        session.get_one(ConversationRow, 1001).urgent = urgent
        session.commit()
    at(desk, "03-02 20:00")
    assert (len(nudges(desk, "Ana")) == 1) is woken, because
    at(desk, "03-03 08:00")
    assert len(nudges(desk, "Ana")) == 1, "and in the morning everybody knows, once"


def test_a_running_promise_keeps_the_policy_it_began_with(desk: Desk) -> None:
    desk.receives().says("Max", "/settings response.limit_minutes 60").hears("response.limit_minutes is 60")
    assert promise_of(desk).due_at == datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)
    desk.receives("And 20 valves.", sender="Otto <otto@ventil.example>", subject="Valves")
    assert promise_of(desk, 1002).due_at == datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)


def test_what_is_no_inquiry_owes_nothing(desk: Desk) -> None:
    desk.receives().says("Ana", "/not_inquiry 1001 supplier")
    promise = promise_of(desk)
    assert promise.ended_at is not None
    assert promise.answered_at is None
    at(desk, "03-03 09:01")
    assert nudges(desk, "Max") == []


def test_the_reminder_has_buttons_that_do_what_they_say(desk: Desk) -> None:
    desk.receives()
    at(desk, "03-02 14:45").presses("Ana", "Answered by phone")
    assert promise_of(desk).answered_at == desk.now
