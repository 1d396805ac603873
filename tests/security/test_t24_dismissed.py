"""T24: who was dismissed has no effect and hears nothing from that moment on; what she had is listed for others.

Suffered: in most shared mailboxes and group chats who leaves stays in the group until somebody remembers; bots that keep
the role in a session obey her until they are started anew.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.contents import COMMANDS
from rules.event import Place
from rules.outgoing import NotSent
from storage.tables.colleagues import AbsenceRow, ChatAccountRow, ColleagueRow, InviteRow
from storage.tables.conversations import DraftRow
from storage.tables.outbox import ButtonRow, MessageRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen
from tests.faults.service import ANA, Service
from tests.security.staff_desk import effect

pytestmark = pytest.mark.xdist_group("dismissed")
"""One department goes through all of it, in the order of this file."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Ana had a customer, an inquiry, a draft, a link, a deputy's task, messages that waited; then she was dismissed."""
    desk = Desk(tmp_path_factory.mktemp("t24"))
    desk.hires("Ana").hires("Bob").hires("Dora", "dispatcher").hires("Max", "manager").hires("Ada", "administrator")
    desk.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example").receives("We need 40 pumps.")
    desk.says("Ana", f"/reply {desk.numbers()[-1]} They cost 3 USD.").says("Ada", "/invite Ana")
    desk.says("Bob", "/away 2026-03-05 2026-03-20 Ana")
    desk.ears.fault = desk.postman.fault = NotSent("away")
    desk.receives("And 20 valves.", headers={"In-Reply-To": "<1@mail.example>", "References": "<1@mail.example>"})
    with desk.database.reading() as session:
        assert session.scalars(select(MessageRow).where(MessageRow.listener == 1, MessageRow.state == "waiting")).all()
        assert [each.deputy_id for each in session.scalars(select(AbsenceRow))] == [1]
        assert [each.state for each in session.scalars(select(DraftRow))] == ["open"]
    desk.forget().says("Max", "/dismiss Ana Bob")
    desk.ears.fault = desk.postman.fault = None
    yield desk
    desk.close()


@pytest.mark.experiment("T24", "after /dismiss: account, links, drafts, buttons, deputy", "all gone in the same commit")
def test_everything_that_bound_her_is_gone_at_once(desk: Desk) -> None:
    with desk.database.reading() as session:
        gone = session.get_one(ColleagueRow, 1)
        assert gone.dismissed_at == desk.now
        assert gone.successor_id == 2
        assert session.scalars(select(ChatAccountRow).where(ChatAccountRow.colleague_id == 1)).all() == []
        assert {each.state for each in session.scalars(select(InviteRow))} == {"refused"}
        assert {each.state for each in session.scalars(select(DraftRow))} == {"cancelled"}
        assert [each.deputy_id for each in session.scalars(select(AbsenceRow))] == [None]
        alive = session.scalars(select(ButtonRow).where(ButtonRow.listener == 1, ButtonRow.expires_at > desk.now))
        assert list(alive) == []
        open_ones = select(MessageRow).where(MessageRow.listener == 1, MessageRow.state.in_(("waiting", "unknown")))
        assert list(session.scalars(open_ones)) == []


@pytest.mark.experiment("T24", "what waited for her when she was dismissed", "0 outgoing")
def test_nothing_that_waited_reaches_her_any_more(desk: Desk) -> None:
    heard = len(desk.chat("Ana"))
    desk.passes(hours=1)
    assert len(desk.chat("Ana")) == heard
    assert desk.mails_to("ana@firm.example") == []


@pytest.mark.experiment("T24", "every command and every button of hers afterwards", "0 effects, 0 words")
def test_no_command_and_no_button_of_hers_does_anything(desk: Desk) -> None:
    for text in {each.example or each.name for each in COMMANDS}:
        assert effect(desk, "ana", text).is_silence, text
    with desk.database.reading() as session:
        buttons = list(session.scalars(select(ButtonRow).where(ButtonRow.listener == 1)))
    assert buttons
    for each in buttons:
        assert effect(desk, "ana", "", Place(each.front, each.place), pressed=each.nonce).is_silence


def test_new_letters_of_her_customers_do_not_go_to_her(desk: Desk) -> None:
    heard = len(desk.chat("Ana"))
    desk.receives("One more question about the pumps.", subject="Pumps again").passes(minutes=10)
    assert desk.mails_to("ana@firm.example") == []
    assert len(desk.chat("Ana")) == heard


@pytest.mark.experiment("T24", "what she had", "listed, handed over by one button")
def test_what_she_had_is_listed_and_handed_over(desk: Desk) -> None:
    desk.passes(hours=1)  # the chat was away when she was dismissed
    assert any("Ana has left" in each and "customers: 1" in each for each in desk.chat("Dora"))
    desk.says("Dora", "/handover Ana Bob").presses("Dora", "Hand all over")
    assert "Ana" not in {desk.owner_of(each) for each in desk.numbers()}


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.xdist_group("services")
@pytest.mark.timeout(600)
@pytest.mark.experiment("T24", "dismissed at the running service, letters come, she presses", "0 outgoing after 1 s")
def test_the_running_service_says_nothing_to_her_after_a_second(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path) as service:
        boss = 4711
        with service.database() as database, database.deciding() as session:
            now = service.now()
            bob = ColleagueRow(
                name="Bea", roles=["administrator", "manager", "salesperson"], language="en", zone="UTC", joined_at=now
            )
            session.add(bob)
            session.flush()
            session.add(
                ChatAccountRow(front="telegram", account=str(boss), place=str(boss), colleague_id=bob.id, since=now)
            )
            session.commit()
        service.start()
        assert service.ready()
        service.customer_writes()
        assert service.until(lambda: bool(service.chat.said(ANA)), 60)
        cards = [each for each in service.chat.said(ANA) if each.buttons]
        service.chat.type(boss, boss, "/dismiss Ana Bea", name="Bea")
        assert service.until(lambda: any("cut off" in each for each in service.chat.texts(boss)), 60)
        told = time.monotonic()
        for _ in range(3):
            service.customer_writes()
            service.chat.type(ANA, ANA, "/mine")
        for each in cards:
            service.chat.press_data(ANA, ANA, each.buttons[0][0][1], each.id)
        assert service.settled(120)
        late = [
            each
            for each in service.chat.requests
            if each.given.get("chat_id") in (ANA, str(ANA)) and each.at > told + 1
        ]
        seen(f"{len(late)} messages to her after 1 s, {len(service.chat.texts(boss))} to her successor")
        assert not late
        assert service.happened("dismissed") == 1
        assert service.ends() == 0
