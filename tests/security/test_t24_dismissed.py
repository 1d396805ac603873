"""T24: who was dismissed has no effect and hears nothing from that moment on; what she had is listed for others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from handlers.contents import COMMANDS
from rules.event import Place
from rules.outgoing import NotSent
from storage.tables.colleagues import AbsenceRow, ChatAccountRow, ColleagueRow, InviteRow
from storage.tables.conversations import DraftRow
from storage.tables.outbox import ButtonRow, MessageRow
from tests.dialogues.desk import Desk
from tests.security.staff_desk import effect


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


def test_nothing_that_waited_reaches_her_any_more(desk: Desk) -> None:
    heard = len(desk.chat("Ana"))
    desk.passes(hours=1)
    assert len(desk.chat("Ana")) == heard
    assert desk.mails_to("ana@firm.example") == []


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


def test_what_she_had_is_listed_and_handed_over(desk: Desk) -> None:
    assert any("Ana has left" in each and "customers: 1" in each for each in desk.chat("Dora"))
    desk.says("Dora", "/handover Ana Bob").presses("Dora", "Hand all over")
    assert "Ana" not in {desk.owner_of(each) for each in desk.numbers()}
