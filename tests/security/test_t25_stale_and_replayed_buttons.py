"""T25: callback data is what a stranger sends. A button works once, for its listener, in its place, while it is true."""

from __future__ import annotations

from rules.event import Place
from tests.dialogues.desk import Desk


def nonce(desk: Desk, person: str, label: str) -> str:
    return next(each.nonce for each in reversed(desk._buttons(person)) if each.label == label)


def unowned(desk: Desk) -> Desk:
    desk.set("routing.order", "open_inquiry")
    return desk.receives()


def test_a_button_pressed_twice_acts_once(desk: Desk) -> None:
    unowned(desk)
    take = nonce(desk, "Dora", "Take")
    desk.presses_nonce("Dora", take)
    assert desk.owner_of(1001) == "Dora"
    desk.forget().presses_nonce("Dora", take).hears("not valid any more", who="Dora")


def test_somebody_elses_button_does_nothing(desk: Desk) -> None:
    unowned(desk)
    take = nonce(desk, "Dora", "Take")
    desk.presses_nonce("Bob", take, Place("console", "bob"))
    desk.presses_nonce("Bob", take, Place("console", "dora"))
    desk.presses_nonce("Mallory", take, Place("console", "dora"))
    assert desk.owner_of(1001) == ""


def test_a_button_of_an_older_version_does_nothing(desk: Desk) -> None:
    unowned(desk)
    not_inquiry = nonce(desk, "Dora", "Not an inquiry")
    desk.says("Ana", "/take 1001").forget().presses_nonce("Dora", not_inquiry)
    assert desk.conversation(1001).state == "assigned"
    assert desk.owner_of(1001) == "Ana"


def test_a_forged_nonce_does_nothing(desk: Desk) -> None:
    unowned(desk).forget()
    for forged in ("", "A" * 16, "/take 1001", "' OR 1=1 --"):
        desk.presses_nonce("Dora", forged)
    assert desk.owner_of(1001) == ""


def test_a_button_expires(desk: Desk) -> None:
    unowned(desk)
    take = nonce(desk, "Dora", "Take")
    desk.jumps(days=15)
    desk.presses_nonce("Dora", take)
    assert desk.owner_of(1001) == ""
