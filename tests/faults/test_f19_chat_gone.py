"""F19: somebody blocked the bot, a chat is gone, a group has moved. Mail instead, administrator told once, a way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from storage.tables.colleagues import RoomRow
from storage.tables.outbox import MessageRow
from tests.experiments import Seen
from tests.faults.wired import WiredDesk, wired
from tests.standins.chat_api import ChatApi

ANA, ADA = 11, 14
GROUP, MOVED = -100, -100200
GONE = (("403", ""), ("403", "Forbidden: user is deactivated"), ("400", "Bad Request: chat not found"))


def mails_to(desk: WiredDesk, address: str) -> list[str]:
    taken = zip(desk.server.taken, desk.server.recipients, strict=True)
    return [body.decode() for body, to in taken if address in to]


@pytest.mark.experiment(
    "F19", "403 blocked, deactivated; chat not found", "mail <= 1 min, administrator once, back on /start"
)
@pytest.mark.parametrize(
    ("code", "text"), [GONE[0], *(pytest.param(*each, marks=pytest.mark.slow) for each in GONE[1:])]
)
def test_her_words_go_by_mail_until_she_speaks_again(tmp_path: Path, code: str, text: str, seen: Seen) -> None:
    with ChatApi() as api, wired(tmp_path) as desk:
        desk.sits_at_telegram(api.url, ("Ana", ANA), ("Ada", ADA))
        api.fault("sendMessage", code, times=1000, chat=ANA, text=text)
        for number in range(3):
            desk.tells(ANA, f"message {number}")
        began = desk.now
        desk.carries()
        assert desk.now == began
        mails = mails_to(desk, "ana@firm.example")
        assert len(mails) == 3
        assert all(f"message {number}" in mail for number, mail in enumerate(mails))
        desk.receives().receives("And 20 more?", sender="Bo <bo@bo.example>").jumps(minutes=5)
        assert sum("Ana cannot be reached in chat any more" in each for each in api.texts(ADA)) == 1
        to_ana = [each for each in api.asked("sendMessage") if int(each.given["chat_id"]) == ANA]
        assert len(to_ana) == 3, "the dead chat is left alone"
        api.mend()
        desk.hears_from(ANA, "/start")
        assert any("Hello, Ana." in each for each in api.texts(ANA))
        assert sum("Ana can be reached in chat again." in each for each in api.texts(ADA)) == 1
        desk.tells(ANA, "welcome back").carries()
        assert api.texts(ANA)[-1] == "welcome back"
        desk.holds()
        seen(f"{code}: 3 of 3 by mail at once, administrator once, back on /start")


def confirmed(desk: WiredDesk, *addresses: int) -> None:
    with desk.database.deciding() as session:
        for address in addresses:
            session.add(RoomRow(front="telegram", address=str(address), confirmed_at=desk.now))
        session.commit()


def rooms(desk: WiredDesk) -> list[tuple[str, bool]]:
    with desk.database.reading() as session:
        return [(each.address, each.left_at is None) for each in session.scalars(select(RoomRow).order_by(RoomRow.id))]


@pytest.mark.experiment(
    "F19", "a group becomes a supergroup, 4 messages wait", "all arrive there, in order; the room moves"
)
def test_a_group_that_has_moved_is_followed(tmp_path: Path, seen: Seen) -> None:
    with ChatApi() as api, wired(tmp_path) as desk:
        desk.sits_at_telegram(api.url, ("Ada", ADA))
        confirmed(desk, GROUP)
        api.fault("sendMessage", "migrate", times=1000, seconds=MOVED, chat=GROUP)
        wanted = [f"message {number}" for number in range(4)]
        for each in wanted:
            desk.tells(GROUP, each, private=False)
        desk.runs(lambda: len(api.texts(MOVED)) == 4, seconds=30)
        assert api.texts(MOVED) == wanted
        assert rooms(desk) == [(str(MOVED), True)]
        desk.holds()
        seen("4 of 4 in order in the new place")


@pytest.mark.experiment("F19", "a moved group that was added anew before", "no failure; the old entry ends, one room")
def test_a_group_that_was_added_anew_before_the_move_was_heard(tmp_path: Path, seen: Seen) -> None:
    with ChatApi() as api, wired(tmp_path) as desk:
        desk.sits_at_telegram(api.url, ("Ada", ADA))
        confirmed(desk, GROUP, MOVED)
        api.fault("sendMessage", "migrate", times=1000, seconds=MOVED, chat=GROUP)
        desk.tells(GROUP, "message 0", private=False).carries()
        assert api.texts(MOVED) == ["message 0"]
        assert rooms(desk) == [(str(GROUP), False), (str(MOVED), True)]
        desk.holds()
        seen("said once in the new place")


@pytest.mark.experiment(
    "F19", "the bot is thrown out of the room, 3 messages wait", "administrator told once, room ended"
)
def test_a_room_that_threw_us_out_is_told_once(tmp_path: Path, seen: Seen) -> None:
    with ChatApi() as api, wired(tmp_path) as desk:
        desk.sits_at_telegram(api.url, ("Ada", ADA))
        confirmed(desk, GROUP)
        api.fault("sendMessage", "403", times=1000, chat=GROUP, text="Forbidden: bot was kicked from the group chat")
        for number in range(3):
            desk.tells(GROUP, f"message {number}", private=False)
        desk.carries()
        assert sum("I cannot speak in a room" in each for each in api.texts(ADA)) == 1
        assert rooms(desk) == [(str(GROUP), False)]
        with desk.database.reading() as session:
            assert set(session.scalars(select(MessageRow.state).where(MessageRow.key.startswith("test:")))) == {"dead"}
        seen("told once")
