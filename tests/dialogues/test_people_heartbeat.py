"""The desk looks at itself and tells the administrators what has begun and what is over (R17)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.alarms import alarm, over
from handlers.reconciling import FolderCount, told, want
from handlers.ticks import heartbeat
from rules.outgoing import NotSent, Say
from rules.words import line
from storage.facts import remember
from storage.tables.letters import FolderRow, LetterRow
from tests.dialogues.desk import Desk


@pytest.fixture
def quiet(desk: Desk) -> Desk:
    """With a backup of this morning."""
    with desk.database.deciding() as session:
        remember(session, "backup", "file", desk.now)
        session.commit()
    return desk.settle().forget()


def names(desk: Desk) -> set[str]:
    with desk.database.reading() as session:
        work = desk.work(session)
        return set(heartbeat._troubles(session, desk.now, work.policy))


def test_a_healthy_desk_has_nothing_to_tell(quiet: Desk) -> None:
    assert names(quiet) == set()
    quiet.passes(minutes=20).hears()


def test_a_growing_queue_is_told_once_and_its_end_as_well(quiet: Desk) -> None:
    quiet.says("Ada", "/staff add Leo salesperson leo@firm.example")
    quiet.postman.fault = NotSent("the mail server is away")
    quiet.receives("40 pumps, CIF Valencia.").passes(hours=4, minutes=75)
    alarms = [each for each in quiet.chat("Ada") if "Mails wait to be sent" in each]
    assert len(alarms) == 1
    assert "Something is wrong." in alarms[0]
    quiet.postman.fault = None
    quiet.forget().passes(hours=2).hears("It is over.", who="Ada")
    assert names(quiet) == set()


def test_a_mailbox_that_nobody_looks_through_is_told_within_minutes(quiet: Desk) -> None:
    with quiet.database.deciding() as session:
        for row in session.query(FolderRow):
            row.swept_at = quiet.now - timedelta(minutes=6)
        session.commit()
    assert names(quiet) == {"sweep"}


def test_just_after_a_start_nobody_is_alarmed(quiet: Desk) -> None:
    with quiet.database.deciding() as session:
        for row in session.query(FolderRow):
            row.swept_at = quiet.now - timedelta(days=3)
        remember(session, "running_since", "now", quiet.now - timedelta(minutes=1))
        session.commit()
    assert names(quiet) == set()


@pytest.mark.parametrize(("hours", "expected"), [(25, set()), (27, {"backup"})])
def test_a_backup_older_than_a_day_and_two_hours_is_told(quiet: Desk, hours: int, expected: set[str]) -> None:
    with quiet.database.deciding() as session:
        remember(session, "backup", "file", quiet.now - timedelta(hours=hours))
        session.commit()
    assert names(quiet) == expected


def test_letters_that_lie_in_quarantine_for_hours_are_told(quiet: Desk) -> None:
    with quiet.database.deciding() as session:
        session.add(_letter(1, quiet.now - timedelta(hours=5), state="quarantined"))
        session.commit()
    quiet.passes(minutes=5).hears("Letters lie in quarantine for hours", who="Ada")


def _letter(number: int, at: object, state: str = "sorted") -> LetterRow:
    return LetterRow(
        sha256=f"{number:064x}", size=1, role="inbox", account="info", arrived_at=at, kept_at=at, state=state
    )


def _eight_weeks(desk: Desk, letters: int, weeks: int = 8) -> None:
    with desk.database.deciding() as session:
        for week in range(1, weeks + 1):
            for position in range(letters):
                at = desk.now - timedelta(weeks=week, minutes=5 + position)
                session.add(_letter(week * 1000 + position, at))
        first = desk.now - timedelta(weeks=weeks, hours=3)
        session.add(_letter(1, first))
        session.commit()


def test_an_unusual_silence_is_told(quiet: Desk) -> None:
    _eight_weeks(quiet, letters=8)
    assert names(quiet) == {"silence"}


def test_a_few_letters_in_these_hours_are_no_silence(quiet: Desk) -> None:
    _eight_weeks(quiet, letters=8)
    quiet.receives().receives("More pumps", sender="li@other.example").receives("Valves", sender="jo@third.example")
    quiet.passes(minutes=5)
    assert names(quiet) == set()


def test_hours_that_were_always_quiet_are_no_silence(quiet: Desk) -> None:
    _eight_weeks(quiet, letters=2)
    assert names(quiet) == set()


def test_without_enough_history_nothing_is_said_about_silence(quiet: Desk) -> None:
    _eight_weeks(quiet, letters=8, weeks=4)
    assert names(quiet) == set()


def test_outside_working_hours_silence_is_no_alarm(quiet: Desk) -> None:
    quiet.now += timedelta(hours=12)
    _eight_weeks(quiet, letters=8)
    assert "silence" not in names(quiet)


def test_an_alarm_is_told_once_and_its_end_once(quiet: Desk) -> None:
    with quiet.database.deciding() as session:
        work = quiet.work(session)
        first = alarm(work, "login:info", line("The login fails."), line("Look at the password."))
        again = alarm(work, "login:info", line("The login fails."))
        ended, ended_again = over(work, "login:info"), over(work, "login:info")
        never = over(work, "never")
    assert [each.listener for each in first if isinstance(each, Say)] == [5]
    assert (again, ended_again, never) == ([], [], [])
    assert len(ended) == 1


def test_a_difference_between_mailbox_and_log_is_an_alarm(quiet: Desk) -> None:
    with quiet.database.deciding() as session:
        work = quiet.work(session)
        want(work, 4)
        said = told(work, [FolderCount("info", "INBOX", 41, 40, missing=(17,)), FolderCount("info", "Sent", 3, 3)])
        mended = told(work, [FolderCount("info", "INBOX", 41, 41)])
    assert [each.listener for each in said if isinstance(each, Say)] == [4, 5]
    assert [each.listener for each in mended if isinstance(each, Say)] == [5]


def test_mailbox_and_log_are_counted_every_night(quiet: Desk) -> None:
    quiet.receives().forget().jumps(hours=20)
    with quiet.database.reading() as session:
        from storage.facts import fact

        assert fact(session, "reconcile_wanted") is None
        assert fact(session, "reconciled")["log"] == 1
