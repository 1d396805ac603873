"""How many letters came lately from where, and which floods stand (T32); on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from rules.flood import Breadth, Flood, Source
from storage import floods
from storage.database import Database
from storage.letters import bearing
from storage.tables.letters import LetterRow
from tests.storage.rows import AT, work_of

EVA = Source("eva@kunde.example", "kunde.example")
FLOOD = Flood(Breadth.SENDER, EVA.address, 20)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.deciding() as found:
        yield found


def letter(session: Session, number: int, minutes: float = 0, **facts: object) -> LetterRow:
    given = {"counted_as": EVA.address, "counted_domain": EVA.domain, "message_id": f"<{number}@x>", **facts}
    row = LetterRow(sha256=f"{number:064}", size=1, role="inbox", account="info", arrived_at=AT + timedelta(minutes=minutes),
                    kept_at=AT, state="sorted", **given)  # fmt: skip
    session.add(row)
    session.flush()
    return row


def test_the_hour_before_a_letter_is_counted_by_sender_and_by_domain(session: Session) -> None:
    for number, minutes in enumerate((-61, -59, -1, 0, 1)):
        letter(session, number, minutes)
    letter(session, 8, -2, counted_as="bob@kunde.example")
    letter(session, 9, -2, counted_as="", counted_domain="")
    this = letter(session, 10)
    found = floods.tallied(work_of(session), this, EVA)
    assert (found.sender, found.domain) == (4, 5), "itself, and what came within the hour before it"
    nobody = floods.tallied(work_of(session), this, Source("", ""))
    assert (nobody.sender, nobody.domain) == (1, 1)


def test_everybody_is_counted_only_where_the_limit_can_have_been_reached(session: Session) -> None:
    work = work_of(session)
    few = replace(work, policy=replace(work.policy, letters_of_everybody=3))
    for number in range(5):
        letter(session, number, -1)
    this = letter(session, 10)
    assert floods.tallied(work, this, EVA).everybody == 1
    assert floods.tallied(few, this, EVA).everybody > 3


def test_a_flood_stands_for_a_day_and_so_does_what_was_said_of_it(session: Session) -> None:
    row = floods.begun(work_of(session), FLOOD, AT)
    assert floods.standing(session, FLOOD, AT + timedelta(hours=23)) is row
    assert floods.standing(session, FLOOD, AT + timedelta(hours=25)) is None
    assert floods.standing(session, Flood(Breadth.DOMAIN, "kunde.example", 20), AT) is None
    row.verdict, row.decided_at = "normal", AT + timedelta(hours=10)
    session.flush()
    assert floods.standing(session, FLOOD, AT + timedelta(hours=30)) is row


def test_what_lies_aside_is_found_and_counted(session: Session) -> None:
    row = floods.begun(work_of(session), FLOOD, AT)
    row.aside = 2
    first, second = letter(session, 1, flood_id=row.id), letter(session, 2, flood_id=row.id)
    letter(session, 3)
    assert floods.all_letters(session, row.id) == [first, second]
    assert floods.newest_letters(session, row.id, 1) == [second]
    assert floods.letters_aside(session) == 2
    assert floods.unjudged(session) == floods.over(session, AT + timedelta(minutes=1)) == [row]
    row.verdict, row.ended_at = "spam", AT
    session.flush()
    assert (floods.letters_aside(session), floods.unjudged(session), floods.over(session, AT + timedelta(days=9))) == (
        0,
        [],
        [],
    )


def test_another_letter_of_the_same_message_id_is_found_unless_it_says_the_same(session: Session) -> None:
    first = letter(session, 1, message_id="<a@x>", fingerprint="one")
    second = letter(session, 2, message_id="<a@x>", fingerprint="two")
    same = letter(session, 3, message_id="<b@x>", fingerprint="three")
    letter(session, 4, message_id="<b@x>", fingerprint="three")
    assert bearing(session, second) == first.id
    assert bearing(session, same) is None
    assert bearing(session, letter(session, 5, message_id="")) is None
