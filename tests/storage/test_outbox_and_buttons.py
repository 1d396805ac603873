"""The outbox keeps the order of each lane; a button works once, for one person, in one place (T25)."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from rules.event import Place
from rules.outgoing import Choice, Say
from rules.words import line
from storage import outbox
from storage.buttons import pressed, shown, withdraw
from storage.database import Database, is_worth_repeating, opened
from tests.storage.rows import AT, work_of

ANA, BOB = Place("console", "ana"), Place("console", "bob")


def say(place: Place, words: str, **facts: object) -> Say:
    return Say(place=place, lines=(line("{words}", words=words),), **facts)  # type: ignore[arg-type]


def said(database: Database, *outgoing: Say) -> None:
    with database.deciding() as session:
        outbox.put(work_of(session), outgoing, {})
        session.commit()


def taken(database: Database, minutes: int = 0) -> list[str]:
    """Claims what is due and tells the key of each."""
    now = AT + timedelta(minutes=minutes)
    with database.deciding() as session:
        rows = outbox.due(session, now, 20)
        outbox.claim(session, rows, "one", now)
        found = [row.key for row in rows]
        session.commit()
    return found


def test_a_lane_goes_one_by_one_and_lanes_do_not_wait_for_each_other(database: Database) -> None:
    said(database, say(ANA, "1"), say(ANA, "2"), say(BOB, "3"))
    assert taken(database) == ["test:1#0", "test:1#2"]
    assert taken(database) == []
    with database.deciding() as session:
        outbox.settle(session, 1, state="sent", ended_at=AT)
        session.commit()
    assert taken(database) == ["test:1#1"]


def test_what_is_tried_again_later_holds_its_lane_so_that_nothing_overtakes_it(database: Database) -> None:
    said(database, say(ANA, "1"), say(ANA, "2"))
    taken(database)
    with database.deciding() as session:
        outbox.settle(session, 1, state="waiting", due_at=AT + timedelta(minutes=5))
        session.commit()
    assert taken(database, minutes=1) == []
    assert taken(database, minutes=5) == ["test:1#0"]


def test_what_waits_for_its_hour_does_not_hold_up_what_may_go_now(database: Database) -> None:
    said(database, say(ANA, "tomorrow", not_before=AT + timedelta(days=1)), say(ANA, "now"))
    assert taken(database) == ["test:1#1"]


def test_two_claimers_never_get_the_same_message(postgresql_url: str) -> None:
    """F05 in short: on PostgreSQL several processes share the outbox."""
    database = opened(postgresql_url)
    said(database, *(say(Place("console", str(n)), "x") for n in range(60)))
    got: list[int] = []

    def claims() -> None:
        mine = opened(postgresql_url)
        for _ in range(20):
            try:
                with mine.deciding() as session:
                    rows = outbox.due(session, AT, 5)
                    outbox.claim(session, rows, "x", AT)
                    numbers = [row.id for row in rows]
                    session.commit()
                got.extend(numbers)
            except Exception as fault:
                if not is_worth_repeating(fault):
                    raise
        mine.close()

    threads = [threading.Thread(target=claims) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    database.close()
    assert len(got) == len(set(got))
    assert len(got) >= 55


def a_button(database: Database, listener: int | None = 7) -> str:
    with database.deciding() as session:
        choices = ((Choice(line("Take"), "/take 1042"),),)
        rows = shown(work_of(session), ANA, choices, listener=listener, card="inquiry:1042:7", version=3)
        session.commit()
    return rows[0][0].nonce


def press(database: Database, nonce: str, presser: int = 7, place: Place = ANA, days: int = 0) -> str | None:
    while True:
        try:
            with database.deciding() as session:
                found = pressed(work_of(session, now=AT + timedelta(days=days)), nonce, presser, place)
                session.commit()
            return found.command if found else None
        except Exception as fault:
            if not is_worth_repeating(fault):
                raise


def test_a_button_works_once(database: Database) -> None:
    nonce = a_button(database)
    assert len(nonce) == 16
    assert press(database, nonce) == "/take 1042"
    assert press(database, nonce) is None


@pytest.mark.parametrize(
    ("presser", "place", "days"),
    [(8, ANA, 0), (7, BOB, 0), (7, ANA, 15)],
    ids=["another person", "elsewhere", "too late"],
)
def test_a_button_is_for_one_person_in_one_place_for_a_while(
    database: Database, presser: int, place: Place, days: int
) -> None:
    nonce = a_button(database)
    assert press(database, nonce, presser, place, days) is None
    assert press(database, nonce) == "/take 1042"


def test_buttons_of_a_card_that_has_changed_mean_nothing(database: Database) -> None:
    nonce = a_button(database)
    with database.deciding() as session:
        withdraw(work_of(session), "inquiry:1042:7")
        session.commit()
    assert press(database, nonce) is None


def test_a_forged_nonce_does_nothing(database: Database) -> None:
    a_button(database)
    assert press(database, "A" * 16) is None


def test_of_100_presses_at_once_exactly_one_counts(database: Database) -> None:
    nonce = a_button(database, listener=None)
    results: list[str | None] = []
    together = threading.Barrier(10)

    def presses() -> None:
        together.wait()
        results.extend(press(database, nonce) for _ in range(10))

    threads = [threading.Thread(target=presses) for _ in range(10)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert len(results) == 100
    assert [each for each in results if each] == ["/take 1042"]
