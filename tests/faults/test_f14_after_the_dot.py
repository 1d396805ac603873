"""F14: the line breaks after the final dot, or the server says nothing. Nobody can know: never guessed, never a third time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.experiments import Seen
from tests.faults.wired import WiredDesk, wired
from tests.standins.trouble import Trouble

BREAKS = ("lost", *(pytest.param(each, marks=pytest.mark.slow) for each in ("silent", "garbage", "reset")))


def breaks(line: Trouble, how: str, times: float = 1) -> None:
    """What befalls the next final dots: the answer is lost, never comes, is nonsense; or the dot itself is."""
    words = line.on("DOT", times=times)
    match how:
        case "lost":
            words.lost()
        case "silent":
            words.lost(silently=True)
        case "garbage":
            words.garbage()
        case _:
            words.reset()


@contextmanager
def over_a_bad_line(folder: Path) -> Iterator[tuple[WiredDesk, Trouble]]:
    """A desk whose mails go over a line that breaks as it is told; the server behind it counts what it has really taken."""
    with wired(folder) as desk, Trouble(desk.server.port, "smtp") as line:
        desk.reaches(line.port, patience=0.5)
        yield desk, line


def ids(desk: WiredDesk) -> list[str]:
    return [message_from_bytes(each)["Message-ID"] for each in desk.server.taken]


def states(desk: WiredDesk, audience: str) -> list[tuple[str, int]]:
    return [(each.state, each.repeats) for each in desk.mails() if each.audience == audience]


@pytest.mark.experiment(
    "F14", "a colleague's mail: line lost after the dot", "unknown; once more, same Message-ID; never a third"
)
@pytest.mark.parametrize("how", BREAKS)
def test_a_colleagues_mail_goes_once_more_and_never_a_third_time(
    tmp_path: Path, how: str, seen: Seen, caplog: pytest.LogCaptureFixture
) -> None:
    with over_a_bad_line(tmp_path) as (desk, line):
        breaks(line, how, times=2)
        desk.receives()
        owner = desk.owner()
        assert states(desk, "colleague") == [("unknown", 0)]
        desk.forget().jumps(minutes=1)
        assert states(desk, "colleague") == [("unknown", 1)]
        desk.hears("A mail to you may not have arrived", "no third time", who=owner)
        desk.jumps(hours=3).jumps(days=6)
        assert states(desk, "colleague") == [("unknown", 1)]
        assert len(line.asked("DOT")) == 2
        assert len(set(ids(desk))) <= 1
        assert "may be a duplicate" in caplog.text
        desk.holds(unknown=1)
        seen(f"{how}: 2 tries, {len(ids(desk))} taken, 1 Message-ID")


@pytest.mark.experiment("F14", "a colleague's mail: lost once, then well", "2 copies of one Message-ID, state sent")
def test_when_the_line_is_well_again_the_second_copy_counts(tmp_path: Path, seen: Seen) -> None:
    with over_a_bad_line(tmp_path) as (desk, line):
        breaks(line, "lost")
        desk.receives().jumps(minutes=1)
        assert states(desk, "colleague") == [("sent", 1)]
        assert (len(ids(desk)), len(set(ids(desk)))) == (2, 1)
        seen("2 copies, 1 Message-ID")


@pytest.mark.experiment(
    "F14", "a customer's mail: line lost after the dot", "waits for a named person, told at once; no copy"
)
@pytest.mark.parametrize("how", BREAKS)
def test_a_customers_mail_waits_for_a_named_person(tmp_path: Path, how: str, seen: Seen) -> None:
    with over_a_bad_line(tmp_path) as (desk, line):
        desk.receives().forget()
        breaks(line, how, times=2)
        owner = desk.answers_customer()
        desk.hears("Has this mail arrived?", who=owner)
        desk.jumps(hours=3).jumps(days=6)
        assert states(desk, "customer") == [("unknown", 0)]
        desk.forget().presses(owner, "Send again").hears("Has this mail arrived?", who=owner)
        desk.presses(owner, "Send again")
        assert states(desk, "customer") == [("sent", 2)]
        to_customer = [each for each, to in zip(ids(desk), desk.server.recipients, strict=False) if "eva" in str(to)]
        assert len(set(ids(desk)[1:])) == 1, to_customer
        assert desk.heard_by(owner, "It has gone now") == 0
        desk.holds()
        seen(f"{how}: asked twice, sent at her word, {len(ids(desk)) - 1} taken, 1 Message-ID")


@pytest.mark.experiment("F14", "250, then a reset", "sent once, no question")
def test_an_answer_and_then_a_reset_is_sent(tmp_path: Path, seen: Seen) -> None:
    with over_a_bad_line(tmp_path) as (desk, line):
        desk.receives().forget()
        line.now().reset()
        desk.answers_customer()
        line.now().reset()
        desk.jumps(hours=1)
        assert states(desk, "customer") == [("sent", 0)]
        assert len(ids(desk)) == 2
        desk.holds()
        seen("2 mails, 2 copies")
