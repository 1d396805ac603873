"""Monday: the week with a picture to who hands out, each one's own numbers to who sells; once, also late (product.md 7)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.front import Saying
from documents.press import PRESS
from storage.facts import fact
from tests.dialogues.desk import Desk, told

SHANGHAI = ZoneInfo("Asia/Shanghai")
PNG = b"\x89PNG\r\n\x1a\n"
PUMPS, VALVES, BELTS = "We need 40 pumps, CIF Valencia.", "20 valves, please.", "Please quote 3 belts."


def at(desk: Desk, when: str) -> Desk:
    """On that day, without what came between."""
    desk.now = datetime.fromisoformat(f"2026-{when}").replace(tzinfo=SHANGHAI)
    return desk.settle()


def weeks(desk: Desk, person: str, head: str = "The week of") -> list[Saying]:
    return [each for _, each in desk.ears.said if each.place.address == person.lower() and told(each).startswith(head)]


@pytest.fixture
def busy_desk(desk: Desk) -> Desk:
    """A week of three letters: one answered in time, one late, one not at all."""
    desk.receives(PUMPS)
    desk.receives(VALVES, sender="Otto <otto@ventil.example>", subject="Valves")
    at(desk, "03-03 08:20").says(desk.owner_of(1001), "/answered 1001 phone")
    at(desk, "03-04 10:00").says(desk.owner_of(1002), "/answered 1002 phone")
    at(desk, "03-05 09:00").receives(BELTS, sender="Ida <ida@band.example>", subject="Belts")
    return at(desk, "03-06 17:00").forget()


def test_on_monday_morning_the_manager_reads_the_week_and_sees_its_picture(busy_desk: Desk) -> None:
    at(busy_desk, "03-09 08:29")
    assert weeks(busy_desk, "Max") == []
    at(busy_desk, "03-09 08:30")
    (said,) = weeks(busy_desk, "Max")
    assert "The week of 2 Mar 2026\nNew 3, answered in time 1, late 1, broken 2" in told(said)
    assert "Open now 3, without an owner 0, overdue 1" in told(said)
    (picture,) = said.files
    assert (picture.name, picture.content_type, picture.is_picture) == ("week-2026-10.png", "image/png", True)
    assert picture.path.read_bytes().startswith(PNG)
    assert picture.path.stat().st_size == picture.size


def test_who_hands_out_sees_it_too_and_who_sells_reads_only_her_own_numbers(busy_desk: Desk) -> None:
    at(busy_desk, "03-09 08:30")
    assert len(weeks(busy_desk, "Dora")[0].files) == 1
    for person in ("Ana", "Bob"):
        assert weeks(busy_desk, person) == []
        (own,) = weeks(busy_desk, person, "Your week of 2 Mar 2026")
        assert own.files == ()
        assert not {"Ana:", "Bob:"} & set(told(own).split())
    first = busy_desk.owner_of(1001)
    assert "answered in time 1" in told(weeks(busy_desk, first, "Your week")[0])


def test_who_answers_nobody_hears_nothing(busy_desk: Desk) -> None:
    at(busy_desk, "03-09 08:30")
    assert weeks(busy_desk, "Ada") == weeks(busy_desk, "Ada", "Your week") == []


def test_it_comes_once(busy_desk: Desk) -> None:
    for when in ("03-09 08:30", "03-09 08:35", "03-09 16:00", "03-10 08:30", "03-13 17:00"):
        at(busy_desk, when)
    assert len(weeks(busy_desk, "Max")) == len(weeks(busy_desk, "Ana", "Your week")) == 1
    at(busy_desk, "03-16 08:30")
    assert "The week of 9 Mar 2026\nNew 0" in told(weeks(busy_desk, "Max")[-1])
    assert [each.files[0].name for each in weeks(busy_desk, "Max")] == ["week-2026-10.png", "week-2026-11.png"]


def test_after_downtime_it_comes_late_in_working_hours_and_an_older_week_is_left_out(busy_desk: Desk) -> None:
    at(busy_desk, "03-17 21:00")
    assert weeks(busy_desk, "Max") == [], "not in the evening"
    at(busy_desk, "03-18 11:00")
    (said,) = weeks(busy_desk, "Max")
    assert told(said).startswith("The week of 9 Mar 2026")


def test_after_a_holiday_the_first_working_day_tells_it(busy_desk: Desk) -> None:
    """6 April 2026 is a public holiday in China (Qingming)."""
    at(busy_desk, "04-06 09:00")
    assert weeks(busy_desk, "Max") == []
    at(busy_desk, "04-07 08:30")
    assert told(weeks(busy_desk, "Max")[-1]).startswith("The week of 30 Mar 2026")


def test_in_chinese(empty_desk: Desk) -> None:
    empty_desk.hires("Max", "manager", language="zh").receives()
    at(empty_desk, "03-09 08:30")
    (said,) = [each for _, each in empty_desk.ears.said if each.files]
    assert "2026年3月2日" in told(said)
    assert said.files[0].path.read_bytes().startswith(PNG)
    with empty_desk.database.reading() as session:
        assert fact(session, "week:2026-W10:zh")["size"] == said.files[0].size
        assert fact(session, "week:2026-W10:en") is None, "nobody reads it in English"


def test_without_a_chat_the_picture_comes_by_mail(empty_desk: Desk) -> None:
    empty_desk.hires("Vera", "manager", chat=False).receives()
    at(empty_desk, "03-09 08:30")
    (mail,) = [each for each in empty_desk.mails_to("vera@firm.example") if "The week of" in each["Subject"]]
    (picture,) = mail.iter_attachments()
    assert picture.get_filename() == "week-2026-10.png"
    assert picture.get_content().startswith(PNG)
    assert mail["Auto-Submitted"] == "auto-generated"


def test_who_joined_since_does_not_hear_of_a_week_she_was_not_in(busy_desk: Desk) -> None:
    at(busy_desk, "03-09 08:10").hires("Nora", "manager")
    at(busy_desk, "03-09 08:30")
    assert weeks(busy_desk, "Nora") == []


def test_who_is_away_hears_it_when_she_is_back_in_that_week(busy_desk: Desk) -> None:
    busy_desk.says("Ana", "/away until tuesday Bob")
    at(busy_desk, "03-10 08:30")
    assert weeks(busy_desk, "Ana", "Your week") == []
    at(busy_desk, "03-11 08:30")
    assert len(weeks(busy_desk, "Ana", "Your week")) == 1


def test_an_empty_week_is_left_out_by_setting(desk: Desk) -> None:
    desk.set("digest.empty", "none")
    at(desk, "03-09 08:30")
    assert weeks(desk, "Max") == weeks(desk, "Ana", "Your week") == []


def test_the_last_week_on_demand(busy_desk: Desk) -> None:
    at(busy_desk, "03-09 08:30").forget()
    busy_desk.says("Max", "/report week").hears("The week of 2 Mar 2026\nNew 3")
    assert len(weeks(busy_desk, "Max")[-1].files) == 1
    busy_desk.says("Ana", "/report week").hears("Your week of 2 Mar 2026")


NO_FONTS = "import sys; sys.exit('the fonts are gone')"
"""What the child that draws does when it cannot."""


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A house in which nothing can be drawn."""
    PRESS.close()
    monkeypatch.setattr("documents.press._BEGIN", NO_FONTS)


@pytest.mark.usefixtures("no_fonts")
def test_if_it_cannot_be_drawn_the_week_is_told_in_words_and_administrators_hear_why(busy_desk: Desk) -> None:
    at(busy_desk, "03-09 08:30")
    (said,) = weeks(busy_desk, "Max")
    assert "New 3, answered in time 1" in told(said)
    assert said.files == ()
    busy_desk.hears("The picture of the week cannot be drawn", who="Ada")
    at(busy_desk, "03-09 08:40")
    busy_desk.jumps(minutes=30)
    assert len(weeks(busy_desk, "Max")) == 1


def test_when_it_can_be_drawn_again_administrators_hear_that_it_is_over(
    busy_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        PRESS.close()
        broken.setattr("documents.press._BEGIN", NO_FONTS)
        at(busy_desk, "03-09 08:30").hears("Something is wrong.", who="Ada")
    at(busy_desk, "03-16 08:30").hears("It is over.", who="Ada")
    assert len(weeks(busy_desk, "Max")[-1].files) == 1


def test_a_picture_is_drawn_once_for_all_who_read_that_language(busy_desk: Desk) -> None:
    at(busy_desk, "03-09 08:30")
    assert weeks(busy_desk, "Max")[0].files[0].path == weeks(busy_desk, "Dora")[0].files[0].path
    with busy_desk.database.reading() as session:
        assert set(fact(session, "week:2026-W10:en")) == {"sha256", "size"}
