"""Quotations in the database: numbers without gaps from several processes, names that people say, versions and their moves."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from rules.policy import DEFAULT
from rules.quote import Quote
from rules.quote_moves import QuoteEvent
from rules.refusal import Refused
from storage import quotes
from storage.database import Database
from storage.tables.colleagues import ColleagueRow
from storage.tables.quotes import QuoteRow
from storage.work import Work
from tests.experiments import Seen
from tests.storage.rows import AT, a_conversation, work_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def desk(database: Database) -> Database:
    """Ana (1) and her inquiry 1001."""
    with database.deciding() as session:
        session.add(ColleagueRow(name="Ana", roles=["salesperson"], language="en", zone="Asia/Shanghai", joined_at=AT))
        session.flush()
        session.add(a_conversation(owner_id=1))
        session.commit()
    return database


def begun(work: Work) -> QuoteRow:
    return quotes.begun(work, Quote(), conversation=1001, customer=None, owner=1, by=1, words=())[0]


def given(database: Database, at: datetime = AT, numbering: str = "year") -> str:
    with database.deciding() as session:
        work = replace(work_of(session, now=at), policy=replace(DEFAULT, quote_numbering=numbering))
        row = begun(work)
        number = quotes.numbered(work, row)
        assert quotes.numbered(work, row) == number, "once"
        session.commit()
    return number


def test_numbers_follow_one_another_and_begin_anew_with_the_companys_year(desk: Database) -> None:
    assert [given(desk) for _ in range(2)] == ["Q-2026-0001", "Q-2026-0002"]
    last_minute = datetime(2026, 12, 31, 23, 59, tzinfo=SHANGHAI)
    assert given(desk, last_minute) == "Q-2026-0003"
    assert given(desk, datetime(2027, 1, 1, tzinfo=SHANGHAI)) == "Q-2027-0001", "UTC is still in 2026"


def test_numbers_may_go_on_for_ever_and_a_change_of_the_setting_gives_none_twice(desk: Database) -> None:
    years = [AT.replace(year=year) for year in (2026, 2027, 2028)]
    told = [
        given(desk, at, numbering)
        for at, numbering in (
            (years[0], "continuous"),
            (years[0], "continuous"),
            (years[1], "continuous"),
            (years[1], "year"),
            (years[2], "year"),
            (years[2], "continuous"),
            (years[2], "year"),
        )
    ]
    assert told == [
        "Q-2026-0001",
        "Q-2026-0002",
        "Q-2027-0003",
        "Q-2027-0004",
        "Q-2028-0001",
        "Q-2028-0005",
        "Q-2028-0006",
    ]


def test_a_number_of_what_is_not_committed_is_given_again(desk: Database) -> None:
    with desk.deciding() as session:
        work = work_of(session)
        assert quotes.numbered(work, begun(work)) == "Q-2026-0001"
        session.rollback()
    assert given(desk) == "Q-2026-0001"


PROCESSES, EACH = 4, 8


@pytest.mark.experiment(
    "T27", "numbers given by 4 processes at once, of which one is killed half-way", "no gap, none twice"
)
def test_several_processes_leave_no_gap_though_one_is_killed(
    desk: Database, database_url: str, tmp_path: Path, seen: Seen
) -> None:
    command = [sys.executable, "-m", "tests.storage.numbering", database_url, str(tmp_path), str(EACH)]
    dies = ["3"]
    running = [
        subprocess.Popen(command + (dies if number == 0 else []), stdout=subprocess.PIPE, text=True)
        for number in range(PROCESSES)
    ]
    told = [each.communicate(timeout=300)[0].split() for each in running]
    assert [each.returncode for each in running] == [9, *[0] * (PROCESSES - 1)]
    assert [len(each) for each in told] == [3, *[EACH] * (PROCESSES - 1)]
    expected = [f"Q-2026-{number:04}" for number in range(1, 3 + EACH * (PROCESSES - 1) + 1)]
    assert sorted(number for each in told for number in each) == expected
    with desk.reading() as session:
        assert list(session.scalars(select(QuoteRow.number).order_by(QuoteRow.number))) == expected
    seen(f"{len(expected)} numbers without a gap, none twice")


NAMES = [
    ("D1", True),
    ("d1", True),
    ("#D1", True),
    ("Q-2026-0001", True),
    ("q1", True),
    ("Q-1", True),
    ("q-2026-1", True),
    ("Q-2027-0001", False),
    ("q2", False),
    ("D0", False),
    ("D99999999999", False),
    ("1", False),
    ("Q-2026-000'", False),
    ("", False),
]


@pytest.mark.parametrize(("said", "known"), NAMES)
def test_a_quotation_is_found_by_what_people_call_it(desk: Database, said: str, known: bool) -> None:
    given(desk)
    with desk.reading() as session:
        assert (quotes.meant(session, said) is not None) is known


def test_a_number_means_the_newest_year_that_has_it(desk: Database) -> None:
    given(desk)
    given(desk, AT.replace(year=2027))
    with desk.reading() as session:
        found = quotes.meant(session, "q1")
        assert found is not None
        assert (found.number, quotes.called(found), quotes.called(found, 2)) == (
            "Q-2027-0001",
            "Q-2027-0001",
            "Q-2027-0001 v2",
        )


def test_a_move_that_the_table_does_not_know_is_refused_and_changes_nothing(desk: Database) -> None:
    given(desk)
    with desk.deciding() as session:
        version = quotes.current(session, session.get_one(QuoteRow, 1))
        with pytest.raises(Refused, match="cannot be done now"):
            quotes.moved(work_of(session), version, QuoteEvent.SENT)
        assert version.state == "draft"
        assert not session.dirty


def test_dropping_closes_it_and_a_change_reopens_nothing(desk: Database) -> None:
    given(desk)
    with desk.deciding() as session:
        work, row = work_of(session), session.get_one(QuoteRow, 1)
        version = quotes.current(session, row)
        quotes.moved(work, version, QuoteEvent.DROPPED)
        assert (row.closed_at, version.ended_at) == (AT, AT)
        with pytest.raises(Refused):
            quotes.rewritten(work, version, Quote(currency="EUR"), 1, ())
