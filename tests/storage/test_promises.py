"""Settings over time, promises and what is owed: each named query on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from rules.deadline import promised
from rules.policy import DEFAULT
from rules.refusal import Refused
from storage import owed, promises
from storage.absences import current_or_next, leave, owns_key_customers, stood_in_for
from storage.conversations import opened
from storage.database import Database
from storage.deputies import name_deputy, named_deputies, named_deputy, standing_in
from storage.policy import add_route, coming, end_route, exported, history, imported, policy_at, routing_rows, set_value
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow, PersonalReminderRow, PromiseRow
from storage.work import Work

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 2 March 2026, 09:00 in Shanghai."""


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.deciding() as found:
        found.add_all(
            ColleagueRow(name=name, roles=["salesperson"], zone="Asia/Shanghai", joined_at=NOW)
            for name in ("Ana", "Bob")
        )
        found.flush()
        yield found


def work(session: Session, now: datetime = NOW) -> Work:
    return Work(session, now, policy_at(session, now), "test", b"s" * 32)


def conversation(session: Session, owner: int | None = 1, state: str = "assigned", **values: object) -> ConversationRow:
    return opened(work(session), kind="inquiry", state=state, channel="mail", owner_id=owner, opened_at=NOW, **values)


def promise(session: Session, number: int, received: datetime = NOW) -> PromiseRow:
    here = work(session)
    return promises.new_promise(here, number, None, promised(received, here.policy, here.calendar))


def test_a_setting_holds_from_its_instant_and_the_later_one_wins(session: Session) -> None:
    assert policy_at(session, NOW) is DEFAULT
    set_value(work(session), "response.limit_minutes", "480", 1)
    set_value(work(session), "response.limit_minutes", "240", 1, NOW + timedelta(days=1))
    instants = (NOW - timedelta(seconds=1), NOW, NOW + timedelta(days=1, seconds=-1), NOW + timedelta(days=1))
    assert [policy_at(session, each).limit_minutes for each in instants] == [510, 480, 480, 240]
    assert [row.value for row in history(session, "response.limit_minutes")] == ["480", "240"]
    assert [row.value for row in coming(session, NOW)] == ["240"]


def test_what_was_rolled_back_is_not_remembered(database: Database) -> None:
    for minutes in (100, 200):
        with database.deciding() as session:
            set_value(work(session), "response.limit_minutes", str(minutes), None)
            assert policy_at(session, NOW).limit_minutes == minutes
    with database.reading() as session:
        assert policy_at(session, NOW).limit_minutes == 510


def test_the_same_value_again_is_no_change_and_the_past_is_refused(session: Session) -> None:
    assert set_value(work(session), "response.limit_minutes", "510", 1) is None
    with pytest.raises(Refused, match="past"):
        set_value(work(session), "response.limit_minutes", "480", 1, NOW - timedelta(seconds=1))


def test_the_whole_policy_survives_a_file(session: Session) -> None:
    set_value(work(session), "company.name", 'A "quoted" \\ name', 1)
    row = add_route(work(session), "country", "ES", 1, 2)
    file = exported(session, NOW)
    set_value(work(session), "company.name", "Other", 1)
    end_route(work(session), row.id, 2)
    assert imported(work(session), file, 1) == 2
    assert exported(session, NOW) == file
    assert [(each.field, each.value, each.owner_id) for each in routing_rows(session)] == [("country", "ES", 1)]


def test_open_promises_and_their_steps(session: Session) -> None:
    number = conversation(session).id
    first, second = promise(session, number), promise(session, number, NOW + timedelta(hours=1))
    assert [each.id for each in promises.open_promises(session, number)] == [first.id, second.id]
    assert promises.earliest_due(session, number) == first.due_at
    assert promises.earliest_dues(session, [number, 77]) == {number: first.due_at}
    assert not promises.has_due_reminders(session, NOW)
    due = promises.due_reminders(session, first.due_at)
    assert [reminder.step for reminder, _, _ in due] == ["half", "half", "eighty", "eighty", "due"]
    promises.settle_reminders(session, [due[0][0].id], NOW, "told")
    promises.lift_reminders(session, [second.id], NOW)
    assert [reminder.step for reminder, _, _ in promises.due_reminders(session, first.due_at)] == ["eighty", "due"]
    assert promises.due_reminders(session, first.due_at, urgent_only=True) == []
    assert len(promises.due_reminders(session, first.due_at, since=first.due_at)) == 1
    assert len(promises.received_between(session, NOW, NOW + timedelta(minutes=1))) == 1
    assert len(promises.running(session)) == 2


def test_what_is_owed_by_whom(session: Session) -> None:
    mine, other, nobodys = (conversation(session, owner).id for owner in (1, 2, None))
    for number in (other, mine, nobodys, mine):
        promise(session, number)
    assert [each[0].id for each in owed.owing(session)] == [mine, other, nobodys]
    assert [each[0].id for each in owed.owing(session, {1})] == [mine]
    late = NOW + timedelta(days=9)
    assert owed.overdue_counts(session, late) == {1: 1, 2: 1, None: 1}
    assert owed.opened_between(session, NOW, late) == {1: 1, 2: 1, None: 1}
    assert owed.owners_among(session, {1, 2, 3}) == {1, 2}
    assert owed.counts_by_state(session) == {"assigned": 3}
    assert [each.id for each in owed.in_state(session, "assigned", {2})] == [other]


def test_answered_broken_waiting_and_silent(session: Session) -> None:
    row = conversation(session, state="waiting_customer")
    kept = promise(session, row.id)
    kept.ended_at = kept.answered_at = kept.breached_at = NOW + timedelta(hours=1)
    session.flush()
    until = NOW + timedelta(days=1)
    assert [each.id for each, _ in owed.answered_between(session, NOW, until)] == [kept.id]
    assert owed.broken_between(session, NOW, until) == {1: 1}
    assert [each.id for each in owed.waiting(session, {1})] == [row.id]
    assert [each.id for each in owed.silent(session, until)] == [row.id]
    assert owed.silent_count(session, NOW) == 0


def test_personal_reminders(session: Session) -> None:
    session.add(PersonalReminderRow(colleague_id=1, words="call", due_at=NOW))
    session.flush()
    assert promises.has_personal_due(session, NOW)
    assert [each.words for each in promises.personal_due(session, NOW)] == ["call"]
    assert promises.personal_due(session, NOW - timedelta(seconds=1)) == []
    assert [each.words for each in promises.personal_of(session, 1)] == ["call"]


def test_leave_and_deputies(session: Session) -> None:
    here = work(session)
    first = leave(here, 1, NOW, NOW + timedelta(days=2), 2)
    second = leave(here, 1, NOW + timedelta(days=1), NOW + timedelta(days=3), 2)
    session.flush()
    assert first.ended_at == NOW, "one leave at a time"
    found = current_or_next(session, 1, NOW)
    assert found is not None
    assert found.id == second.id
    assert [each.id for each in stood_in_for(session, 2, NOW, NOW + timedelta(days=9))] == [second.id]
    later = work(session, NOW + timedelta(days=1))
    assert {number: row.name for number, row in standing_in(later).items()} == {1: "Bob"}
    assert not owns_key_customers(session, 1)
    name_deputy(here, 1, 2)
    session.flush()
    deputy = named_deputy(session, 1)
    assert deputy is not None
    assert (deputy.name, named_deputies(session)) == ("Bob", {1: 2})
