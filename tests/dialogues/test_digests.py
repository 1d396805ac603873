"""Digests: each working morning and before closing, once, to who is there; the department's in numbers (R36, R56, R294, R295)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from storage.facts import remember
from storage.tables.colleagues import ColleagueRow
from tests.dialogues.desk import Desk, told

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(desk: Desk, when: str) -> Desk:
    desk.now = datetime.fromisoformat(f"2026-{when}").replace(tzinfo=SHANGHAI)
    return desk.settle()


def digests(desk: Desk, person: str, head: str = "Good morning") -> list[str]:
    said = [told(each) for _, each in desk.ears.said if each.place.address == person.lower()]
    return [each for each in said if each.startswith(head)]


def test_the_morning_digest_comes_at_half_past_eight_and_names_what_is_due(desk: Desk) -> None:
    desk.receives()
    at(desk, "03-03 08:29")
    assert digests(desk, "Ana")[1:] == []
    at(desk, "03-03 08:30")
    assert "Due today\n1001 Kunde: due Tue 3 Mar 09:00" in digests(desk, "Ana")[-1]
    at(desk, "03-03 08:35")
    at(desk, "03-03 16:00")
    assert len(digests(desk, "Ana")) == 2, "Monday's at the first settling, and Tuesday's once"


def test_after_downtime_it_comes_late_on_the_same_day_and_earlier_days_are_left_out(desk: Desk) -> None:
    before = len(digests(desk.settle(), "Bob"))
    at(desk, "03-05 11:00")
    assert len(digests(desk, "Bob")) == before + 1
    at(desk, "03-06 19:00")
    assert len(digests(desk, "Bob")) == before + 1, "not in the evening"
    at(desk, "03-07 09:00")
    assert len(digests(desk, "Bob")) == before + 1, "not on a Saturday"
    at(desk, "03-09 08:30")
    assert len(digests(desk, "Bob")) == before + 2


def test_by_the_persons_own_clock(desk: Desk) -> None:
    with desk.database.deciding() as session:
        row = session.query(ColleagueRow).filter_by(name="Bob").one()
        row.zone = "Europe/Madrid"
        session.commit()
    before = len(digests(desk.settle(), "Bob"))
    at(desk, "03-03 15:29")
    assert len(digests(desk, "Bob")) == before
    at(desk, "03-03 15:30")
    assert len(digests(desk, "Bob")) == before + 1, "half past eight in Madrid"


def test_before_closing_what_of_today_is_unanswered(desk: Desk) -> None:
    desk.receives()
    at(desk, "03-02 17:30")
    assert "Not answered yet\n1001 Kunde" in digests(desk, "Ana", "Before closing")[0]
    assert "Everything of today is answered." in digests(desk, "Bob", "Before closing")[0]


def test_who_hands_out_reads_first_what_has_nobody(desk: Desk) -> None:
    desk.set("routing.order", "table").receives()
    at(desk, "03-03 08:30")
    for person in ("Dora", "Max"):
        assert digests(desk, person)[-1].splitlines()[1:3] == ["Without an owner", "1001 Kunde, since Mon 2 Mar 09:00"]
    assert "Without an owner" not in digests(desk, "Ana")[-1]


def test_the_managers_digest_counts_the_department_and_mailbox_against_log(desk: Desk) -> None:
    desk.receives()
    desk.receives("20 valves, please.", sender="Otto <otto@ventil.example>", subject="Valves")
    desk.says(desk.owner_of(1002), "/answered 1002 phone")
    at(desk, "03-02 17:30")
    text = digests(desk, "Max", "Before closing")[0]
    assert "New 2, open 2, without an owner 0, overdue 0, answered in time 1, broken 0" in text
    assert f"{desk.owner_of(1001)}: open 1" in text
    assert "Mailbox" in text
    with desk.database.deciding() as session:
        remember(session, "reconciled", {"mailbox": 41, "log": 40, "at": desk.now.isoformat()}, desk.now)
        session.commit()
    at(desk, "03-03 10:30")
    assert "Mailbox 41, log 40" in digests(desk, "Max")[-1]
    assert "they differ!" in digests(desk, "Max")[-1]


def test_the_room_gets_counts_and_no_names(desk: Desk) -> None:
    desk.opens_room("team").receives()
    at(desk, "03-02 17:30")
    said = [told(each) for _, each in desk.ears.said if each.place.address == "team"]
    assert said[-1] == "Today in numbers\nNew 1, open 1, without an owner 0, overdue 0, answered in time 0"
    assert not [each for each in said if "Kunde" in each]


def test_who_is_away_gets_none_and_the_deputy_sees_hers(desk: Desk) -> None:
    desk.receives()
    owner, other = ("Ana", "Bob") if desk.owner_of(1001) == "Ana" else ("Bob", "Ana")
    desk.says(owner, f"/away tomorrow until friday {other}")
    before = len(digests(desk, owner))
    at(desk, "03-03 08:30")
    assert len(digests(desk, owner)) == before
    assert f"1001 Kunde: due Tue 3 Mar 09:00, for {owner}" in digests(desk, other)[-1]


def test_an_empty_digest_is_one_line_or_none_by_setting(desk: Desk) -> None:
    desk.settle()
    assert digests(desk, "Bob") == ["Good morning, Bob\nNothing is due today."]
    desk.set("digest.empty", "none")
    at(desk, "03-03 08:30")
    assert len(digests(desk, "Bob")) == 1


def test_without_a_chat_it_comes_by_mail(empty_desk: Desk) -> None:
    empty_desk.hires("Vera", chat=False)
    at(empty_desk, "03-03 08:30")
    mail = empty_desk.mails_to("vera@firm.example")[-1]
    assert "Digest of 3 Mar 2026" in mail["Subject"]
    assert mail["Auto-Submitted"] == "auto-generated"


def test_those_who_answer_nobody_get_none(desk: Desk) -> None:
    desk.hires("Cora", "accounting")
    at(desk, "03-03 08:30")
    assert digests(desk, "Cora") == digests(desk, "Ada") == []


def test_a_holiday_has_no_digest_and_a_make_up_saturday_has_one(desk: Desk) -> None:
    before = len(digests(desk, "Bob"))
    at(desk, "05-01 08:30")
    assert len(digests(desk, "Bob")) == before
    at(desk, "05-09 08:30")
    assert len(digests(desk, "Bob")) == before + 1


def test_the_digest_of_now(desk: Desk) -> None:
    desk.receives().forget()
    owner = desk.owner_of(1001)
    at(desk, "03-03 08:45").forget()
    desk.says(owner, "/digest").hears("Due today\n1001 Kunde")


def test_silent_customers_are_named(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/answered 1001 phone")
    at(desk, "03-10 08:30")
    assert "Silent customers\n1001 Kunde, since Mon 2 Mar 09:00" in digests(desk, owner)[-1]
