"""The manager's settings and rules, leave, reminders for oneself, and what is due, on the board and in the figures."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from storage.policy import exported, policy_at
from storage.tables.customers import CustomerRow
from tests.dialogues.desk import Desk

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(desk: Desk, when: str) -> Desk:
    desk.now = datetime.fromisoformat(f"2026-{when}").replace(tzinfo=SHANGHAI)
    return desk.settle()


def limit(desk: Desk) -> int:
    with desk.database.reading() as session:
        return policy_at(session, desk.now).limit_minutes


def test_the_manager_changes_a_setting_and_its_history_says_who_and_when(desk: Desk) -> None:
    desk.forget().says("Max", "/settings response.limit_minutes 480").hears("response.limit_minutes is 480 from")
    assert limit(desk) == 480
    desk.says("Ana", "/settings response.limit_minutes").hears("response.limit_minutes = 480", "set by Max")
    desk.says("Ana", "/settings response.limit_minutes 60").hears("Only the manager changes settings.")
    assert limit(desk) == 480


def test_a_setting_can_hold_from_a_later_day(desk: Desk) -> None:
    desk.forget().says("Max", "/settings response.limit_minutes 240 from 2026-04-01").hears("from Wed 1 Apr 00:00 on")
    assert limit(desk) == 510
    desk.now = datetime(2026, 3, 31, 23, 59, tzinfo=SHANGHAI)
    assert limit(desk) == 510
    desk.now = datetime(2026, 4, 1, tzinfo=SHANGHAI)
    assert limit(desk) == 240


SETTINGS = [
    ("/settings", "Settings of the department"),
    ("/settings response", "response.limit_minutes = 510 working minutes"),
    ("/settings response.same_day", "It can be: soft, hard, off"),
    ("/settings response.limit_minute 5", "Did you mean response.limit_minutes?"),
    ("/settings calendar.hours late", "08:00-12:00, 13:30-18:00"),
    ("/settings calendar.country XX", "I know no public holidays of XX"),
    ("/settings response.limit_minutes 480 from yesterday", "From when?"),
    ("/settings response.limit_minutes 480 from 2020-01-01", "cannot hold from the past"),
    ("/settings response.limit_minutes 510", "is 510 already"),
    ("/settings history response.limit_minutes", "was never changed"),
]


def test_settings_answer_every_question_and_mistake(desk: Desk) -> None:
    for said, heard in SETTINGS:
        desk.forget().says("Max", said).hears(heard)


def test_a_choice_is_a_button(desk: Desk) -> None:
    desk.says("Max", "/settings response.same_day").presses("Max", "hard").hears("response.same_day is hard")


RULES = [
    ("/rules", "The table is empty."),
    ("/rules add country 西班牙 Ana", "1. country Spain → Ana"),
    ("/rules add country Spain Bob", "says already that country ES goes to Ana"),
    ("/rules add product LED strip Bob", "product LED strip → Bob"),
    ("/rules add language spanish Ana", "language es → Ana"),
    ("/rules add alias Sales@Firm.example Ana", "alias"),
    ("/rules add country Atlantis Ana", "I know no country Atlantis"),
    ("/rules add country ES Nobody", "I know no colleague Nobody"),
    ("/rules add colour red Ana", "A rule goes by country"),
    ("/rules add", "like /rules add country ES Ana"),
    ("/rules add country FR Ada", "Ada does not sell"),
    ("/rules remove 99", "There is no rule 99"),
    ("/rules remove 1", "Removed."),
    ("/rules frobnicate", "I know add, remove, export, import"),
]


def test_the_routing_table_is_the_managers(desk: Desk) -> None:
    for said, heard in RULES:
        if "alias" not in heard:
            desk.forget().says("Max", said).hears(heard)
    desk.forget().says("Ana", "/rules add country IT Ana").hears("Only the manager changes the rules.")


def test_a_rule_of_the_table_routes_the_next_letter(desk: Desk) -> None:
    desk.says("Max", "/rules add product valve Bob")
    desk.receives("20 valves, please.", sender="Otto <otto@ventil.example>", subject="Valves")
    assert desk.owner_of(1001) == "Bob"


def test_the_policy_goes_out_as_a_file_and_comes_back(desk: Desk) -> None:
    desk.says("Max", "/settings calendar.closures 2026-12-24..2026-12-26").says("Max", "/rules add country ES Ana")
    desk.says("Max", "/settings response.limit_minutes 240 from 2026-04-01")
    with desk.database.reading() as session:
        file = exported(session, desk.now)
    desk.says("Max", "/settings calendar.closures none").says("Max", "/rules remove 1").says(
        "Max", "/rules add country FR Bob"
    )
    desk.forget().says("Max", f"/rules import\n{file}").hears("3 things changed")
    with desk.database.reading() as session:
        assert exported(session, desk.now) == file
    desk.forget().says("Max", f"/rules import\n{file}").hears("0 things changed")


@pytest.mark.parametrize("text", ["[settings", "[prices]\na = 1", '[settings]\n"calendar.hours" = "late"'])
def test_a_broken_policy_file_changes_nothing(desk: Desk, text: str) -> None:
    with desk.database.reading() as session:
        before = exported(session, desk.now)
    desk.says("Max", f"/rules import\n{text}")
    with desk.database.reading() as session:
        assert exported(session, desk.now) == before


def test_leave_needs_a_deputy_or_a_word_that_there_is_none(desk: Desk) -> None:
    desk.forget().says("Ana", "/away tomorrow").hears("Who stands in for Ana?")
    desk.presses("Ana", "Bob").hears("Ana is away from Tue 3 Mar 00:00 to Wed 4 Mar 00:00; Bob stands in.", who="Ana")
    assert any("You stand in for Ana" in each for each in desk.chat("Bob"))
    desk.forget().says("Ana", "/back").hears("is taken back", "you no longer stand in")


def test_who_has_key_customers_must_name_a_deputy(desk: Desk) -> None:
    desk.receives()
    with desk.database.deciding() as session:
        session.get_one(CustomerRow, 1).owner_fixed = True
        session.commit()
    owner = desk.owner_of(1001)
    desk.forget().says(owner, "/away tomorrow nobody").hears("somebody must stand in")


def test_routing_looks_at_leave(desk: Desk) -> None:
    desk.says("Max", "/rules add product valve Bob").says("Bob", "/away until friday Ana")
    desk.receives("20 valves, please.", sender="Otto <otto@ventil.example>", subject="Valves")
    assert desk.owner_of(1001) == "Ana"
    desk.forget().says("Bob", "/back").hears("Welcome back.")


AWAY = [
    ("/away", "When are you away, and who stands in?"),
    ("/away someday", "Examples: /away"),
    ("/away tomorrow Nemo", "I know no other colleague Nemo"),
    ("/away tomorrow Ana", "I know no other colleague Ana"),
    ("/away 2026-03-01 2026-03-02 Bob", "must begin today or later"),
    ("/back", "You are not away."),
]


def test_a_wrong_leave_is_answered_with_an_example(desk: Desk) -> None:
    for said, heard in AWAY:
        desk.forget().says("Ana", said).hears(heard)


def test_two_cannot_stand_in_for_each_other_at_once(desk: Desk) -> None:
    desk.says("Bob", "/away until friday Ana").forget()
    desk.says("Ana", "/away tomorrow Bob").hears("Bob is away from")


def test_the_manager_enters_the_leave_of_somebody_who_is_ill(desk: Desk) -> None:
    desk.forget().says("Max", "/away Ana today Bob").hears("Ana is away", "You stand in for Ana")


def test_a_reminder_for_oneself_comes_once_in_working_hours(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.forget().says(owner, "/remind 1001 tomorrow 10:00 call about the samples").hears(
        "I remind you on Tue 3 Mar 10:00"
    )
    at(desk, "03-03 09:59").forget()
    at(desk, "03-03 10:00").hears("You wanted to be reminded of 1001 Kunde: call about the samples")
    at(desk, "03-03 10:30").hears()


def test_a_reminder_for_the_evening_comes_at_the_next_opening(desk: Desk) -> None:
    desk.forget().says("Ana", "/remind 明天 20:00 打电话").hears(
        "I remind you on Wed 4 Mar 08:00: 打电话", "outside hours"
    )
    at(desk, "03-04 08:00").hears("You wanted to be reminded: 打电话")


REMIND = [
    ("/remind", "You have no reminders."),
    ("/remind 1001 soon", "When? Write it like /remind"),
    ("/remind 2020-01-01 x", "That is over already."),
    ("/remind 2026-02-30 x", "When? Write it like /remind"),
    ("/remind 9999 tomorrow", "I know no 9999"),
]


def test_a_wrong_reminder_is_answered_with_an_example(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    for said, heard in REMIND:
        desk.forget().says(owner, said).hears(heard)
    desk.says(owner, "/remind 1001").presses(owner, "Tomorrow").hears("I remind you on Tue 3 Mar 09:00")


def test_what_is_due_the_most_urgent_first(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    other = "Bob" if owner == "Ana" else "Ana"
    desk.forget().says(owner, "/due").hears("1001 Kunde: due Tue 3 Mar 09:00, 8 h 30 min left")
    desk.forget().says(other, "/due").hears("Nothing waits for an answer.")
    desk.forget().says(other, "/due all").hears("Only dispatcher and manager")
    desk.forget().says("Max", "/due all").hears(f"with {owner}")
    at(desk, "03-03 09:30").forget().says(owner, "/due").hears("Overdue\n1001 Kunde: due Tue 3 Mar 09:00, 30 min late")
    desk.forget().says(owner, "/due tomorrow").hears("/due all")


def test_the_board_shows_every_state_with_its_clocks(desk: Desk) -> None:
    desk.forget().says("Ana", "/board").hears("Nothing is open.")
    desk.receives().forget()
    owner = desk.owner_of(1001)
    desk.says("Bob", "/board").hears("to be answered: 1", f"1001 Kunde, -, {owner}: 8 h 30 min left")
    desk.forget().says("Bob", "/board nonsense").hears("/board mine")
    desk.forget().says(owner, "/board assigned").hears("to be answered: 1")


def test_the_report_has_median_and_kept_promises_by_person_source_country_and_month(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    at(desk, "03-02 10:30").says(owner, "/answered 1001 phone").forget()
    desk.says("Max", "/report").hears(
        f"{owner}: 1 letters, median 1 h 30 min, 90 % within 1 h 30 min, promise kept 100 % (1 of 1)"
    )
    desk.forget().says("Max", "/report source").hears("by e-mail: 1 letters")
    desk.forget().says("Max", "/report country 2026-03").hears("unknown: 1 letters")
    desk.forget().says("Max", "/report month").hears("2026-03: 1 letters")
    desk.forget().says("Max", "/report 2026-02").hears("Nothing was to be answered.")
    desk.forget().says("Max", "/report 2026-13").hears("There is no month 2026-13")
    desk.forget().says("Max", "/report weather").hears("person, source, country, month")
    other = "Bob" if owner == "Ana" else "Ana"
    desk.forget().says(other, "/report").hears("Nothing was to be answered.")
