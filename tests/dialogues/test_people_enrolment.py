"""Somebody joins by a one-time link (T23, R334): who may invite, what the link is worth, who is let in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from handlers import enrolment
from rules.event import Place
from rules.outgoing import Say
from rules.refusal import Refused
from storage.colleagues import by_account
from storage.facts import remember
from storage.tables.colleagues import InviteRow
from tests.dialogues.desk import Desk


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One department for all questions that change nothing."""
    desk = Desk(tmp_path_factory.mktemp("still"))
    for name, role in (("Ana", "salesperson"), ("Bob", "salesperson"), ("Dora", "dispatcher"), ("Max", "manager")):
        desk.hires(name, role)
    yield desk.hires("Ada", "administrator").settle().forget()
    desk.close()


def token(desk: Desk, text: str = "/invite Eva Lopez salesperson eva@firm.example") -> str:
    desk.says("Ada", text)
    return str(re.findall(r"/start (\S+)", desk.chat("Ada")[-1])[0])


def test_a_colleague_joins_by_her_link_when_an_administrator_confirms(quiet: Desk) -> None:
    word = token(quiet)
    quiet.says("evita", f"/start {word}").hears("An administrator has to confirm", who="evita")
    quiet.presses("Ada", "Confirm").hears(
        "Eva Lopez is enrolled", "Welcome, Eva Lopez.", "You are enrolled as salesperson"
    )
    quiet.says("evita", "/start").hears("Hello, Eva Lopez.", who="evita")


def test_the_administrator_is_told_whose_account_has_used_the_link(quiet: Desk) -> None:
    quiet.says("evita", f"/start {token(quiet)}").hears("calls herself evita (account evita, console)", who="Ada")


def test_until_she_is_confirmed_she_hears_nothing(quiet: Desk) -> None:
    quiet.says("evita", f"/start {token(quiet)}").forget()
    quiet.says("evita", "/help").says("evita", "/start").hears()


def test_a_refused_stranger_stays_a_stranger_and_hears_nothing(quiet: Desk) -> None:
    quiet.says("evita", f"/start {token(quiet)}").forget()
    quiet.presses("Ada", "Refuse").hears("That account stays a stranger", who="Ada")
    quiet.says("evita", "/help").hears()


def test_a_link_works_once(quiet: Desk) -> None:
    word = token(quiet)
    quiet.says("evita", f"/start {word}").forget()
    quiet.says("mallory", f"/start {word}").hears()


def test_a_link_ends_after_fifteen_minutes(quiet: Desk) -> None:
    word = token(quiet)
    quiet.passes(minutes=15).forget()
    quiet.says("evita", f"/start {word}").hears()


def test_a_new_link_ends_the_former_one(quiet: Desk) -> None:
    former = token(quiet)
    token(quiet, "/invite Eva Lopez")
    quiet.forget().says("evita", f"/start {former}").hears()


def test_a_guessed_link_gets_silence(quiet: Desk) -> None:
    quiet.says("mallory", "/start AAAAAAAAAAAAAAAAAAAAAA").says("mallory", "/start").hears()


def test_a_link_is_not_used_from_a_group_a_forward_or_a_press(quiet: Desk) -> None:
    word = token(quiet)
    quiet.forget().says("evita", f"/start {word}", room="team")
    quiet.says("evita", f"/start {word}", borrowed=True).presses_nonce("evita", word).hears()
    quiet.says("evita", f"/start {word}").hears("An administrator has to confirm", who="evita")


def test_only_the_hash_of_a_link_is_kept(quiet: Desk) -> None:
    word = token(quiet)
    with quiet.database.reading() as session:
        row = session.scalars(select(InviteRow)).one()
    assert word not in row.token_hash
    assert len(row.token_hash) == 64
    assert len(word) == 22


def test_confirming_twice_does_nothing_twice(quiet: Desk) -> None:
    quiet.says("evita", f"/start {token(quiet)}").forget()
    quiet.says("Ada", "/invite confirm 1").forget()
    quiet.says("Ada", "/invite confirm 1").hears("settled already")
    quiet.says("Ada", "/invite refuse 1").hears("settled already")


def test_one_account_for_each_front_and_person(quiet: Desk) -> None:
    """Ana comes with a new telephone: the old account is a stranger's from then on."""
    quiet.says("ana-new", f"/start {token(quiet, '/invite Ana')}").presses("Ada", "Confirm").forget()
    quiet.says("Ana", "/help").hears()
    quiet.says("ana-new", "/start").hears("Hello, Ana.", who="ana-new")


def test_an_account_belongs_to_one_person(quiet: Desk) -> None:
    """Between the use of the link and the confirmation the account became Bob's."""
    quiet.says("evita", f"/start {token(quiet)}")
    quiet.says("evita", f"/start {token(quiet, '/invite Bob')}")
    quiet.says("Ada", "/invite confirm 2").forget()
    quiet.says("Ada", "/invite confirm 1").hears("That account is Bob's already")


def test_who_is_enrolled_already_uses_up_no_link(quiet: Desk) -> None:
    word = token(quiet)
    quiet.says("Bob", f"/start {word}").hears("this account is yours already")
    quiet.says("evita", f"/start {word}").hears("An administrator has to confirm", who="evita")


def test_an_invited_colleague_gets_letters_before_she_has_a_chat(quiet: Desk) -> None:
    token(quiet)
    quiet.says("Ada", "/staff").hears("Eva Lopez: salesperson · eva@firm.example · no chat")


def test_without_words_invite_shows_who_waits(quiet: Desk) -> None:
    quiet.says("Ada", "/invite").hears("Nobody waits", "/invite Ana salesperson")
    quiet.says("evita", f"/start {token(quiet)}").forget()
    quiet.says("Ada", "/invite").hears("has used Eva Lopez's link and waits")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/invite Zoe", "As what?"),
        ("/invite Zoe salesperson bob@firm.example", "is Bob's already"),
        ("/invite Zoe salesperson info@firm.example", "is the shared mailbox"),
        ("/invite Bob manager", "Bob is here already, as salesperson"),
        ("/invite 42 salesperson", "no name I can use"),
        ("/invite Zoe salesperson zoe@", "is no mail address"),
        ("/invite confirm 77", "I know no link 77"),
    ],
)
def test_a_wrong_invitation_answers_what_is_wrong(still: Desk, said: str, answer: str) -> None:
    still.says("Ada", said).hears(answer)


@pytest.mark.parametrize("who", ["Ana", "Dora", "Max"])
def test_only_administrators_invite(still: Desk, who: str) -> None:
    still.says(who, "/invite Zoe salesperson").hears("/invite is for: administrator")


def test_telegram_gets_an_address_to_tap(quiet: Desk) -> None:
    with quiet.database.deciding() as session:
        remember(session, "front:telegram:name", "firm_desk_bot", quiet.now)
        session.commit()
    quiet.says("Ada", "/invite Zoe salesperson").hears("https://t.me/firm_desk_bot?start=")


def test_enrolment_is_recorded(quiet: Desk) -> None:
    quiet.says("evita", f"/start {token(quiet)}").presses("Ada", "Confirm")
    quiet.forget().says("Max", "/audit Ada").hears("Ada invited Eva Lopez", "Eva Lopez is enrolled with account evita")


def test_the_first_administrator_is_confirmed_at_the_terminal(empty_desk: Desk) -> None:
    desk = empty_desk
    with desk.database.deciding() as session:
        word = enrolment.first_link(desk.work(session), "Olga", address="olga@firm.example")
        session.commit()
    desk.jumps(days=20)
    with desk.database.deciding() as session:
        assert enrolment.first_run(desk.work(session))
        assert not enrolment.first_run(desk.work(session))
        session.commit()
    desk.says("olga", f"/start {word}").hears("An administrator has to confirm that you are Olga")
    with desk.database.deciding() as session:
        waiting = enrolment.pending_first(session)
        assert waiting is not None
        said = enrolment.confirm(desk.work(session), waiting)
        session.commit()
    assert [each.place for each in said if isinstance(each, Say)] == [Place("console", "olga")]
    desk.forget().says("olga", "/start").hears("administrator, manager")


def test_the_first_link_counts_from_the_first_run(empty_desk: Desk) -> None:
    desk = empty_desk
    with desk.database.deciding() as session:
        word = enrolment.first_link(desk.work(session), "Olga")
        enrolment.first_run(desk.work(session))
        session.commit()
    desk.jumps(minutes=16).says("olga", f"/start {word}").hears()


def test_the_first_link_cannot_be_confirmed_in_a_chat(quiet: Desk) -> None:
    with quiet.database.deciding() as session:
        word = enrolment.first_link(quiet.work(session), "Olga")
        session.commit()
    quiet.says("olga", f"/start {word}").forget()
    quiet.says("Ada", "/invite confirm 1").hears("I know no link 1")
    with quiet.database.deciding() as session:
        work = quiet.work(session)
        waiting = enrolment.pending_first(session)
        assert waiting is not None
        enrolment.refuse(work, waiting)
        with pytest.raises(Refused):
            enrolment.confirm(work, session.get_one(InviteRow, 1))
        assert by_account(session, "console", "olga") is None
