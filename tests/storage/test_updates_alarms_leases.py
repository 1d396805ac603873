"""Small books: what was heard, what is wrong, who holds the work; each on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

from rules.words import line
from storage import leases, updates
from storage.alarms import alarm_over, open_alarms, raise_alarm
from storage.database import Database
from storage.tables.updates import UpdateRow
from tests.storage.rows import AT, work_of

LATER = AT + timedelta(minutes=1)


def test_an_update_that_comes_twice_is_stored_once(database: Database) -> None:
    with database.deciding() as session:
        updates.store(session, "telegram", [("telegram:1", "first"), ("telegram:2", "second")], AT)
        updates.store(session, "telegram", [("telegram:2", "again"), ("telegram:3", "third")], LATER)
        assert [(each.key, each.body) for each in updates.stored(session, 10)] == [
            ("telegram:1", "first"),
            ("telegram:2", "second"),
            ("telegram:3", "third"),
        ]


def test_the_same_update_in_one_batch_is_stored_once(database: Database) -> None:
    with database.deciding() as session:
        updates.store(session, "telegram", [("telegram:1", "first"), ("telegram:1", "again")], AT)
        assert len(updates.stored(session, 10)) == 1


def test_a_handled_update_is_not_handed_out_again_and_stays_handled(database: Database) -> None:
    with database.deciding() as session:
        updates.store(session, "telegram", [("telegram:1", "a")], AT)
        updates.store(session, "console", [("console:1", "b")], AT)
        (number,) = [each.id for each in updates.stored(session, 10, "telegram")]
        updates.mark(session, number, "handled", LATER)
        updates.mark(session, number, "failed", LATER, "late word")
        assert [each.key for each in updates.stored(session, 10)] == ["console:1"]
        session.expire_all()
        row = session.get_one(UpdateRow, number)
        assert (row.state, row.handled_at, row.fault) == ("handled", LATER, "")
        assert updates.counts(session) == {"handled": 1, "stored": 1}


def test_updates_are_handed_out_in_their_order_and_no_more_than_asked(database: Database) -> None:
    with database.deciding() as session:
        updates.store(session, "telegram", [(f"telegram:{n}", str(n)) for n in range(5)], AT)
        assert [each.body for each in updates.stored(session, 2)] == ["0", "1"]


def test_an_alarm_is_new_once_and_over_once_and_may_come_again(database: Database) -> None:
    words = (line("The mail server refuses the login."),)
    with database.deciding() as session:
        assert raise_alarm(work_of(session), "login:info", words)
        assert not raise_alarm(work_of(session, now=LATER), "login:info", words)
        assert [(each.name, each.since) for each in open_alarms(session)] == [("login:info", AT)]
        assert alarm_over(work_of(session, now=LATER), "login:info")
        assert not alarm_over(work_of(session, now=LATER), "login:info")
        assert open_alarms(session) == []
        assert raise_alarm(work_of(session, now=LATER), "login:info", words)
        assert [each.since for each in open_alarms(session)] == [LATER]


def test_an_alarm_that_never_began_cannot_be_over(database: Database) -> None:
    with database.deciding() as session:
        assert not alarm_over(work_of(session), "login:info")


def test_a_lease_is_one_holders_until_it_ends(database: Database) -> None:
    with database.deciding() as session:
        assert leases.take(session, "front door", "one", AT)
        assert not leases.take(session, "front door", "two", AT)
        assert leases.take(session, "front door", "one", AT + timedelta(seconds=20))
        assert not leases.take(session, "front door", "two", AT + timedelta(seconds=45))
        assert leases.holder_of(session, "front door", AT + timedelta(seconds=45)) == "one"


def test_a_lease_is_taken_over_within_a_minute_after_its_holder_was_killed(database: Database) -> None:
    with database.deciding() as session:
        leases.take(session, "front door", "one", AT)
        assert leases.take(session, "front door", "two", AT + timedelta(seconds=60))
        assert not leases.take(session, "front door", "one", AT + timedelta(seconds=61))


def test_a_lease_given_back_is_free_at_once_but_only_its_holder_gives_it_back(database: Database) -> None:
    with database.deciding() as session:
        leases.take(session, "front door", "one", AT)
        leases.release(session, "front door", "two")
        assert not leases.take(session, "front door", "two", AT)
        leases.release(session, "front door", "one")
        assert leases.holder_of(session, "front door", AT) is None
        assert leases.take(session, "front door", "two", AT)
