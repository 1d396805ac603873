"""Looking: the timeline, the letters, the files, every decision's reason, and the stub for everybody else (R4, R12, R42)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.tables.happenings import HappeningRow
from tests.dialogues.desk import Desk


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Eva has written to Ana: 1001."""
    return desk.receives("Dear Sirs,\nwe need 40 pumps.", files=[("drawing.pdf", b"%PDF-1 drawing")]).forget()


def verbs(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return list(session.scalars(select(HappeningRow.verb).order_by(HappeningRow.id)))


def test_show_tells_received_assigned_first_reply_last_touch_and_silent_days(asked: Desk) -> None:
    asked.says("Ana", "/show 1001").hears(
        "Received Mon 2 Mar 09:00", "Assigned Mon 2 Mar 09:00", "No reply yet", who="Ana"
    )
    asked.jumps(hours=1).says("Ana", "/answered 1001 phone he wants CIF").jumps(days=9)
    asked.says("Ana", "/show 1001").hears(
        "First reply Mon 2 Mar 10:00", "Last touch Mon 2 Mar 10:00", "Silent for 9 days"
    )


def test_the_letters_are_read_page_by_page_with_both_sides(asked: Desk) -> None:
    asked.receives("A" * 3000, headers={"In-Reply-To": "<1@mail.example>"}, subject="Re: Inquiry for pumps")
    asked.says("Ana", "/reply 1001 Our answer").presses("Ana", "Send").forget()
    asked.says("Ana", "/show 1001").presses("Ana", "Letters (3)").hears("Our answer", who="Ana")
    asked.presses("Ana", "More").hears("A" * 100, who="Ana").presses("Ana", "More").presses("Ana", "More")
    asked.hears("Eva Lopez, Mon 2 Mar 09:00", "we need 40 pumps.", who="Ana")
    asked.says("Ana", "/show 1001 letters 1").hears("Our answer")


def test_files_come_on_request_only(asked: Desk) -> None:
    asked.says("Ana", "/show 1001")
    assert not [file for _, saying in asked.ears.said for file in saying.files]
    asked.presses("Ana", "Files (1)")
    (file,) = asked.ears.said[-1][1].files
    assert (file.name, file.path.read_bytes()) == ("drawing.pdf", b"%PDF-1 drawing")


def test_a_colleague_sees_the_stub_and_a_dispatcher_leaves_a_trace(asked: Desk) -> None:
    asked.says("Bob", "/show 1001").hears("With Ana, to be answered", who="Bob")
    assert "Eva" not in asked.chat("Bob")[-1]
    assert "Kunde" not in asked.chat("Bob")[-1]
    assert not [each for each in asked.buttons("Bob") if "1001" in each or "Letters" in each]
    asked.says("Bob", "/show 1001 letters")
    assert "pumps" not in asked.chat("Bob")[-1]
    assert "viewed" not in verbs(asked)
    asked.says("Dora", "/show 1001")
    assert "viewed" in verbs(asked)


def test_a_wrong_word_gets_an_answer_that_helps(asked: Desk) -> None:
    for typed, heard in [
        ("/show", "Which one?"),
        ("/show 9999", "I know no 9999 that you may see."),
        ("/show 1001 colour", "letters, files, all. Example: /show 1001 files"),
        ("/show 1001 letters x", "Pages have numbers: /show 1001 letters 2"),
        ("/why", "Which one do you wonder about?"),
        ("/why 9999", "I know no 9999 that you may see."),
        ("/find", "Write it like: /find pumps"),
        ("/find x", "Two characters at least"),
        ("/find " + "x" * 200, "Two characters at least"),
        ("/find %%", "I find nothing of yours with %%."),
        ("/find ' OR 1=1 --", "I find nothing of yours"),
        ("/who", "/who kunde.example"),
        ("/who nobody.example", "We know nobody called nobody.example."),
    ]:
        asked.forget().says("Ana", typed).hears(heard, who="Ana")


def test_why_tells_every_decision_and_its_reason_in_a_line_each(asked: Desk) -> None:
    asked.says("Dora", "/assign 1001 Bob he speaks Spanish").forget()
    asked.says("Bob", "/why 1001")
    lines = asked.chat("Bob")[-1].split("\n")
    assert lines[0] == "Why 1001 is as it is"
    assert any("lightest load" in each for each in lines)
    assert any("To Bob: he speaks Spanish (Dora)" in each for each in lines)
    assert any("To be answered by Tue 3 Mar 09:00" in each for each in lines)
    asked.says("Ana", "/why 1001").hears("I know no 1001 that you may see.", who="Ana")


def test_find_shows_only_what_is_hers(asked: Desk) -> None:
    asked.says("Ana", "/find PUMPS").hears("Found: 1", "1001 · Kunde")
    asked.says("Bob", "/find pumps").hears("I find nothing of yours with pumps.")
    asked.says("Bob", "/find 1001").hears("I find nothing of yours with 1001.")
    asked.says("Dora", "/find eva@kunde").hears("1001 · Kunde")


def test_who_tells_name_country_and_owner_and_no_more(asked: Desk) -> None:
    for wanted in ("kunde.example", "Kunde", "eva@kunde.example"):
        asked.forget().says("Bob", f"/who {wanted}").hears("with Ana")
        assert "eva@" not in asked.chat("Bob")[-1]
        assert "pumps" not in asked.chat("Bob")[-1]
