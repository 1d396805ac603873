"""The desk's own commands: help, language, rooms, quarantine, health, resume, doubts, counting, audit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select, text

from rules.outgoing import MaybeSent, NotSent
from storage.facts import remember
from storage.tables.colleagues import ColleagueRow
from storage.tables.letters import LetterRow, SightingRow
from storage.tables.outbox import MessageRow
from tests.dialogues.desk import Desk


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One department for all questions that change nothing."""
    desk = Desk(tmp_path_factory.mktemp("still"))
    for name, role in (("Ana", "salesperson"), ("Bob", "salesperson"), ("Dora", "dispatcher"), ("Max", "manager")):
        desk.hires(name, role)
    yield desk.hires("Ada", "administrator").settle().forget()
    desk.close()


def change(desk: Desk, *rows: object) -> None:
    with desk.database.deciding() as session:
        session.add_all(rows)
        session.commit()


def test_help_shows_what_she_may_do_and_nothing_else(quiet: Desk) -> None:
    quiet.says("Ana", "/help").hears("/customer", "/help", "Customers and people")
    listed = quiet.chat("Ana")[-1]
    assert "/invite" not in listed
    assert "/audit" not in listed
    quiet.says("Ada", "/help").hears("/invite  a one-time link")


def test_help_about_one_command_gives_an_example(quiet: Desk) -> None:
    quiet.says("Ana", "/help customer").hears("Example: /customer add Kunde GmbH", "For: ", "In private only.")
    quiet.says("Ana", "/help /room").hears("May be said in a room.")


def test_help_about_a_forbidden_command_sounds_like_an_unknown_one(quiet: Desk) -> None:
    quiet.says("Ana", "/help audit")
    forbidden = quiet.chat("Ana")[-1]
    quiet.says("Ana", "/help tudia")
    assert quiet.chat("Ana")[-1] == forbidden.replace("audit", "tudia")


def test_each_reads_her_own_language(quiet: Desk) -> None:
    quiet.says("Ana", "/language").presses("Ana", "Chinese").forget()
    with quiet.database.reading() as session:
        languages = {each.name: each.language for each in session.scalars(select(ColleagueRow))}
    assert languages["Ana"] == "zh"
    assert languages["Bob"] == "en"
    quiet.says("Bob", "/language 中文").says("Bob", "/language english").hears("I speak English with you.")
    quiet.says("Bob", "/language klingon").hears("/language en or /language zh")


# rooms


def test_a_room_speaks_only_after_an_administrator_has_confirmed_it_in_private(quiet: Desk) -> None:
    quiet.says("Ana", "/room Sales team", room="team").hears("Ana asks for the room Sales team", who="Ada")
    assert quiet.chat("team") == []
    quiet.presses("Ada", "Confirm").hears("Hello. This room is confirmed.", who="team")
    quiet.says("Ana", "/room", room="team").hears("This room is confirmed.", who="team")


def test_a_refused_room_stays_silent(quiet: Desk) -> None:
    quiet.says("Ana", "/room", room="team").presses("Ada", "Refuse").forget()
    quiet.says("Ana", "/help", room="team").hears()


def test_a_room_is_left(quiet: Desk) -> None:
    quiet.says("Ana", "/room", room="team").presses("Ada", "Confirm").forget()
    quiet.says("Ada", "/rooms").hears("console team, confirmed")
    quiet.presses("Ada", "Leave 1").hears("I say nothing in the room", who="Ada")
    quiet.says("Ana", "/help", room="team").hears()
    quiet.says("Ada", "/rooms leave 1").hears("any more already")


def test_wrong_words_about_rooms_get_an_example(quiet: Desk) -> None:
    quiet.says("Ada", "/rooms").hears("There is no room.")
    quiet.says("Ada", "/rooms leave 9").hears("for example: /rooms leave 2")
    quiet.says("Ana", "/room").hears("Say /room in the group that you mean")
    quiet.says("Ana", "/rooms").hears("/rooms is for: administrator")


def test_a_stranger_in_a_group_gets_silence(quiet: Desk) -> None:
    quiet.says("mallory", "/room", room="team").hears()


def test_a_room_may_read_chinese(quiet: Desk) -> None:
    quiet.says("Ana", "/room", room="team").presses("Ada", "Confirm")
    quiet.says("Ada", "/rooms language 1 zh").hears("reads zh now")
    quiet.says("Ada", "/rooms language 1 xx").hears("I speak English and Chinese")


# quarantine


def letter(desk: Desk, **values: object) -> LetterRow:
    return LetterRow(
        sha256="a" * 64, size=10, role="inbox", account="info", arrived_at=desk.now, kept_at=desk.now,
        state="quarantined", reason="nested too deep", sender="eva@kunde.example", **values,
    )  # fmt: skip


def test_quarantine_is_listed_shown_and_set_aside_with_a_reason(quiet: Desk) -> None:
    change(quiet, letter(quiet))
    quiet.says("Ada", "/quarantine").hears("In quarantine: 1", "eva@kunde.example", "nested too deep")
    quiet.says("Dora", "/quarantine 1").hears("Letter 1 in quarantine", "a" * 64)
    quiet.says("Dora", "/quarantine dismiss 1 a machine's noise").hears("is set aside")
    quiet.says("Dora", "/quarantine").hears("Nothing is in quarantine.")
    quiet.says("Dora", "/quarantine dismiss 1").hears("1 is not in quarantine")


def test_a_letter_goes_through_again(quiet: Desk) -> None:
    quiet.receives("We need 40 pumps.")
    with quiet.database.deciding() as session:
        row = session.scalars(select(LetterRow).where(LetterRow.role == "inbox")).one()
        row.state, row.reason, row.conversation_id = "quarantined", "a fault", None
        session.commit()
    quiet.forget().says("Ada", f"/quarantine retry {row.id}").hears("goes through again now")
    with quiet.database.reading() as session:
        assert session.get_one(LetterRow, row.id).state == "sorted"


def test_a_message_that_could_not_be_fetched_is_fetched_again(quiet: Desk) -> None:
    change(
        quiet,
        SightingRow(account="gone", folder="INBOX", uidvalidity=1, uid=7, state="quarantined", seen_at=quiet.now, fault="reset"),
    )  # fmt: skip
    quiet.says("Ada", "/quarantine").hears("S1: INBOX, UID 7: reset")
    quiet.says("Ada", "/quarantine S1").hears("S1 could not be fetched")
    quiet.says("Ada", "/quarantine dismiss S1").hears("cannot be set aside")
    quiet.says("Ada", "/quarantine retry all").hears("Going through again: 1.")
    with quiet.database.reading() as session:
        assert session.get_one(SightingRow, 1).state == "to_fetch"


@pytest.mark.parametrize("said", ["/quarantine 7", "/quarantine retry 7", "/quarantine S7", "/quarantine seven"])
def test_what_is_not_in_quarantine_is_told(still: Desk, said: str) -> None:
    still.says("Ada", said).hears("is not in quarantine. /quarantine lists what is.")
    still.says("Ada", "/quarantine retry").hears("is not in quarantine")
    still.says("Ana", said).hears("/quarantine is for")


# health, counting, audit


def test_health_is_one_screen(quiet: Desk) -> None:
    quiet.says("Ada", "/health").hears("All is well.", "info: 3 folders looked through", "There has been no backup yet")
    with quiet.database.deciding() as session:
        remember(session, "backup", "file", quiet.now)
        session.commit()
    change(quiet, letter(quiet))
    quiet.says("Ada", "/health").hears("Last backup: ", "In quarantine: 1")
    quiet.says("Ana", "/health").hears("/health is for")


def test_mailbox_and_log_are_counted_on_demand(quiet: Desk) -> None:
    quiet.receives().receives("Another one", sender="li@kunde.cn.example").forget()
    quiet.says("Max", "/reconcile").hears("I tell you the result here", "info INBOX: mailbox 2, log 2.")
    quiet.forget().says("Ana", "/reconcile").hears("/reconcile is for")


def test_the_record_is_whole_until_somebody_changes_it(quiet: Desk) -> None:
    quiet.says("Ada", "/staff Ana urgent yes").says("Ada", "/staff Ana urgent no")
    quiet.says("Max", "/audit").hears("The record is whole.")
    with quiet.database.deciding() as session:
        session.execute(text("DROP TRIGGER happenings_not_changed"))
        session.execute(text("UPDATE happenings SET actor = 99 WHERE id = 1"))
        session.commit()
    quiet.says("Max", "/audit").hears("has been tampered with", "does not fit: 1")


def test_the_manager_reads_who_saw_and_changed_a_customer(quiet: Desk) -> None:
    quiet.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example").says("Dora", "/customer 1")
    quiet.forget().says("Max", "/audit customer 1").hears("Ana entered customer Kunde GmbH", "Dora read the card")
    quiet.says("Max", "/audit customer 99").hears("I find nothing under that name or number")
    quiet.says("Max", "/audit Zed").hears("I find nothing under that name or number")
    quiet.says("Ana", "/audit").hears("/audit is for: manager")


# doubts


def unsure(desk: Desk) -> int:
    """A mail to a customer of whom nobody knows whether he got it."""
    desk.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example").receives("40 pumps, CIF Valencia.")
    desk.postman.fault = MaybeSent("the line broke")
    number = desk.numbers()[-1]
    desk.says("Ana", f"/reply {number} They cost 3 USD.").presses("Ana", "Send").settle()
    desk.postman.fault = None
    with desk.database.reading() as session:
        return session.scalars(
            select(MessageRow.id).where(MessageRow.audience == "customer", MessageRow.state == "unknown")
        ).one()


@pytest.mark.parametrize(("word", "state"), [("again", "sent"), ("arrived", "sent"), ("drop", "cancelled")])
def test_a_named_person_decides_about_a_mail_that_may_have_gone(quiet: Desk, word: str, state: str) -> None:
    number = unsure(quiet)
    quiet.forget().says("Ana", "/unknown").hears("to eva@kunde.example", "Nobody can know whether it has gone")
    quiet.says("Bob", "/unknown").hears("no mail of yours")
    quiet.says("Bob", f"/unknown {word} {number}").hears(f"I know no mail {number}")
    quiet.says("Bob", f"/unknown {word} 99999").hears("I know no mail 99999")
    quiet.says("Ana", f"/unknown {word} {number}").hears("The mail “")
    quiet.says("Ana", f"/unknown {word} {number}").hears("decided already")
    with quiet.database.reading() as session:
        assert session.get_one(MessageRow, number).state == state
    assert len(quiet.mails_to("eva@kunde.example")) == (1 if word == "again" else 0)


def test_wrong_words_about_doubts_get_an_example(quiet: Desk) -> None:
    quiet.says("Ana", "/unknown perhaps 7").hears("/unknown again 7, /unknown arrived 7, /unknown drop 7")
    quiet.says("Ada", "/resume").hears("Nothing is held back.")
    quiet.says("Ana", "/resume").hears("/resume is for")


def restored(desk: Desk) -> None:
    """A mail and a chat message wait; then a backup is restored and everything is held."""
    desk.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example").receives("40 pumps, CIF Valencia.")
    desk.postman.fault = NotSent("server away")
    desk.says("Ana", f"/reply {desk.numbers()[-1]} They cost 3 USD.").presses("Ana", "Send").settle()
    desk.postman.fault = None
    with desk.database.deciding() as session:
        remember(session, "held", True, desk.now)
        session.commit()
    desk.forget()


def test_after_a_restore_nothing_goes_out_until_somebody_resumes(quiet: Desk) -> None:
    restored(quiet)
    quiet.passes(minutes=30)
    assert quiet.mails_to("eva@kunde.example") == []
    quiet.says("Max", "/health").hears("Nothing goes out since")
    quiet.says("Max", "/resume").hears("a backup was restored", "to eva@kunde.example")
    quiet.presses("Max", "Go on, send the older ones").hears("It goes on.", "/unknown decides on each")
    assert quiet.mails_to("eva@kunde.example") == []
    quiet.says("Ana", "/unknown").presses("Ana", "Send again")
    assert len(quiet.mails_to("eva@kunde.example")) == 1
    quiet.says("Max", "/resume").hears("Nothing is held back.")


def test_after_a_restore_the_older_messages_can_be_dropped(quiet: Desk) -> None:
    restored(quiet)
    quiet.says("Max", "/resume drop").hears("It goes on.")
    quiet.passes(minutes=30)
    assert quiet.mails_to("ana@firm.example") == []
    quiet.says("Ana", "/unknown").hears("to eva@kunde.example")
