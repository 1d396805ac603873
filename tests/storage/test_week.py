"""The week as it is counted: by the company's days, by person, with what stayed open (R294); on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from rules.policy import DEFAULT
from rules.week import Figures, WeekFacts
from storage.calendar import calendar_for
from storage.database import Database
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow, PromiseRow
from storage.week import open_at, week_facts
from tests.storage.rows import a_conversation

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 3, 2)
ANA, BOB = 1, 2


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


NOW = at("03-09 08:30")


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.deciding() as found:
        for number, name in ((ANA, "Ana"), (BOB, "bob")):
            found.add(ColleagueRow(id=number, name=name, roles=["salesperson"], zone="Asia/Shanghai", joined_at=NOW))
        found.flush()
        yield found


def conversation(session: Session, opened: str, owner: int | None = ANA, closed: str | None = None) -> ConversationRow:
    row = a_conversation(opened_at=at(opened), owner_id=owner, closed_at=at(closed) if closed else None)
    session.add(row)
    session.flush()
    return row


def promise(
    session: Session,
    matter: ConversationRow,
    due: str,
    *,
    answered: str | None = None,
    by: int | None = None,
    broke: str | None = None,
    lifted: str | None = None,
) -> None:
    ended = answered or lifted
    session.add(
        PromiseRow(
            conversation_id=matter.id,
            received_at=matter.opened_at,
            starts_at=matter.opened_at,
            due_at=at(due),
            breached_at=at(broke) if broke else None,
            ended_at=at(ended) if ended else None,
            answered_at=at(answered) if answered else None,
            answered_by=by,
        )
    )
    session.flush()


def counted(session: Session) -> WeekFacts:
    return week_facts(session, calendar_for(DEFAULT, (2025, 2026, 2027)), FIRST, NOW)


OPENED = [
    # (opened, the day it is counted on, because)
    ("03-01 23:59", None, "Sunday before"),
    ("03-02 00:00", "03-02", "Monday, from midnight in Shanghai, which is Sunday in UTC"),
    ("03-06 23:59", "03-06", "Friday evening"),
    ("03-07 10:00", "03-07", "a Saturday is shown when something came"),
    ("03-08 23:59", "03-08", "Sunday, to its last minute"),
    ("03-09 00:00", None, "the next Monday"),
]


@pytest.mark.parametrize(("opened", "day", "because"), OPENED, ids=[each[2] for each in OPENED])
def test_new_ones_are_counted_on_the_companys_day(session: Session, opened: str, day: str | None, because: str) -> None:
    conversation(session, opened)
    facts = counted(session)
    found = [each.day for each in facts.days if each.figures.new]
    assert found == ([at(f"{day} 00:00").date()] if day else []), because
    assert facts.total.new == len(found)


def test_a_week_shows_its_working_days_and_no_empty_weekend(session: Session) -> None:
    assert [each.day for each in counted(session).days] == [FIRST + timedelta(days=each) for each in range(5)]


PROMISES = [
    # (due, answered, broke, lifted: figures of the week, because)
    ("03-03 09:00", "03-02 10:00", None, None, Figures(1, 1, 0, 0), "in time"),
    ("03-03 09:00", "03-03 09:00", None, None, Figures(1, 1, 0, 0), "in the last minute"),
    ("03-03 09:00", "03-04 09:00", "03-03 09:00", None, Figures(1, 0, 1, 1), "broken, then answered late"),
    ("03-03 09:00", None, "03-03 09:00", None, Figures(1, 0, 0, 1), "broken and still open"),
    ("03-03 09:00", None, None, "03-02 12:00", Figures(1, 0, 0, 0), "lifted: it was no inquiry"),
    ("03-03 09:00", "03-09 08:20", "03-03 09:00", None, Figures(1, 0, 0, 1), "answered in the next week"),
]


@pytest.mark.parametrize(
    ("due", "answered", "broke", "lifted", "figures", "because"), PROMISES, ids=[each[5] for each in PROMISES]
)
def test_what_became_of_a_promise(
    session: Session,
    due: str,
    answered: str | None,
    broke: str | None,
    lifted: str | None,
    figures: Figures,
    because: str,
) -> None:
    promise(session, conversation(session, "03-02 09:00"), due, answered=answered, broke=broke, lifted=lifted)
    assert counted(session).total == figures, because


def test_an_answer_is_counted_for_who_gave_it_and_a_broken_promise_for_the_owner(session: Session) -> None:
    promise(session, conversation(session, "03-02 09:00", ANA), "03-03 09:00", answered="03-02 11:10", by=BOB)
    promise(session, conversation(session, "03-02 09:00", ANA), "03-03 09:00", broke="03-03 09:00")
    conversation(session, "03-02 09:00", None)
    facts = counted(session)
    assert [each.name for each in facts.people] == ["Ana", "bob", ""]
    assert facts.of(ANA).figures == Figures(2, 0, 0, 1)
    assert facts.of(BOB).figures == Figures(0, 1, 0, 0)
    assert (facts.of(ANA).open_now, facts.of(BOB).open_now) == (2, 0)
    assert facts.of(BOB).median == facts.median == timedelta(minutes=130)
    assert facts.of(ANA).median is None
    assert (facts.open_now, facts.unowned_now, facts.overdue_now) == (3, 1, 1)


def test_the_median_is_working_time(session: Session) -> None:
    for answered in ("03-02 09:30", "03-03 09:00", "03-04 09:00"):
        promise(session, conversation(session, "03-02 09:00"), "03-04 12:00", answered=answered, by=ANA)
    assert counted(session).median == timedelta(minutes=510), "one working day of eight and a half hours"


def test_what_was_open_when_the_day_ended(session: Session) -> None:
    conversation(session, "02-20 09:00")
    conversation(session, "03-03 09:00", closed="03-04 17:00")
    conversation(session, "03-04 09:00", closed="03-04 10:00")
    assert [each.open for each in counted(session).days] == [1, 2, 1, 1, 1]
    assert open_at(session, at("03-04 09:30")) == 3


def test_an_empty_department_has_an_empty_week(session: Session) -> None:
    facts = counted(session)
    assert facts.is_empty
    assert facts.people == ()
    assert facts.median is None
