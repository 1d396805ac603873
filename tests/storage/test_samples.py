"""Samples in the database, on both kinds: named, listed by need, kept as confirmed, handed on (R39, R150, R153)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from rules.sample_form import SampleForm, to_plain
from rules.sample_moves import SampleEvent, SampleState
from storage import order_wishes, samples, tasks
from storage.database import Database
from storage.tables.colleagues import ColleagueRow
from storage.tables.samples import SampleRow, SampleVersionRow
from tests.storage.rows import AT, a_conversation, work_of


@pytest.fixture
def desk(database: Database) -> Database:
    """Ana (1), Bob (2), and the inquiries 1001 and 1002."""
    with database.deciding() as session:
        for each in ("Ana", "Bob"):
            row = ColleagueRow(name=each, roles=["salesperson"], language="en", zone="Asia/Shanghai", joined_at=AT)
            session.add(row)
        session.flush()
        session.add_all([a_conversation(owner_id=1), a_conversation(owner_id=1)])
        session.commit()
    return database


def asked(
    session: Session,
    conversation: int = 1001,
    need_by: date | None = None,
    state: SampleState = SampleState.REQUESTED,
) -> SampleRow:
    return samples.begun(
        work_of(session),
        to_plain(SampleForm(product="LED-5050")),
        state=state,
        by=1,
        conversation_id=conversation,
        owner_id=1,
        need_by=need_by,
    )


def test_people_name_a_sample_in_several_ways(desk: Database) -> None:
    with desk.deciding() as session:
        row = asked(session)
        for name in ("S1", "s1", "#S1", "S-1", "样1", "样品1"):
            assert samples.meant(session, name) is row, name
        for name in ("1", "S2", "LED-5050", ""):
            assert samples.meant(session, name) is None, name


def test_what_is_needed_first_stands_first_and_what_has_ended_nowhere(desk: Database) -> None:
    with desk.deciding() as session:
        without = asked(session)
        late, soon = asked(session, need_by=date(2026, 4, 1)), asked(session, need_by=date(2026, 3, 10))
        over = asked(session, need_by=date(2026, 3, 9))
        samples.moved(work_of(session), over, SampleEvent.DROPPED, "not needed")
        assert samples.standing(session, [1]) == [soon, late, without]
        assert samples.standing(session, [2]) == []
        assert (over.closed_at, over.reason) == (AT, "not needed")


def test_a_confirmed_version_is_kept_and_never_changed(desk: Database) -> None:
    with desk.deciding() as session:
        row = asked(session)
        samples.kept(work_of(session), row, 1, ())
        session.commit()
        kept = samples.version(session, row.id, 1)
        assert kept is not None
        assert kept.content["product"] == "LED-5050"
        with pytest.raises(DatabaseError, match="changed"):
            session.execute(update(SampleVersionRow).values(by=2))


def test_an_approved_sample_waits_for_the_order_of_its_inquiry(desk: Database) -> None:
    with desk.deciding() as session:
        mine = asked(session, state=SampleState.APPROVED)
        asked(session, 1002, state=SampleState.APPROVED)
        asked(session, state=SampleState.SENT)
        assert samples.approved_without_order(session, 1001, None) == [mine]


def test_only_what_is_on_its_way_of_that_inquiry_goes_to_who_takes_over(desk: Database) -> None:
    with desk.deciding() as session:
        on_its_way, other = asked(session), asked(session, 1002)
        over = asked(session)
        samples.moved(work_of(session), over, SampleEvent.DROPPED)
        assert samples.handed(work_of(session), 1, 2, conversation=1001) == [on_its_way]
        assert (on_its_way.owner_id, other.owner_id, over.owner_id) == (2, 1, 1)


def test_a_label_is_wished_for_once_though_it_belongs_to_no_order(desk: Database) -> None:
    with desk.deciding() as session:
        work, row = work_of(session), asked(session)
        first = order_wishes.wished(work, None, order_wishes.LABEL, 1, row.id)
        assert order_wishes.wished(work, None, order_wishes.LABEL, 1, row.id) is first
        order_wishes.fulfilled(work, first)
        assert order_wishes.open_wishes(session) == []


def test_a_step_that_was_done_can_be_planned_anew(desk: Database) -> None:
    with desk.deciding() as session:
        work, row = work_of(session), asked(session)
        tasks.planned(work, "sample", row.id, "ready", AT)
        tasks.done(work, "sample", row.id, ("ready",))
        assert tasks.open_of(session, "sample", row.id) == []
        tasks.planned(work, "sample", row.id, "ready", AT)
        assert [each.step for each in tasks.open_of(session, "sample", row.id)] == ["ready"]
