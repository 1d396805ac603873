"""T23: who is not enrolled gets silence, whatever is said, however it comes; nothing changes and nothing is told.

Suffered: bots that obey whoever writes in the right group. In Telegram the anonymous administrator of a group speaks as
account 1087968824, a channel and another bot have accounts, too; a bot that trusts @names trusts whoever takes the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from handlers.contents import COMMANDS
from rules.event import Place
from storage.tables.outbox import ButtonRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen
from tests.security.staff_desk import department, effect

ANONYMOUS_ADMIN, CHANNEL, VIA_BOT = "1087968824", "-1001234567890", "136817688"
SAID = sorted({each.name for each in COMMANDS} | {each.example for each in COMMANDS if each.example})
OUR_ROOM, HIS_ROOM = Place("console", "team", private=False), Place("console", "lair", private=False)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = department(tmp_path_factory.mktemp("t23")).opens_room("team")
    yield made
    made.close()


STRANGERS: dict[str, tuple[str, Place, dict[str, Any]]] = {
    "somebody who was never enrolled": ("mallory", Place("console", "mallory"), {}),
    "a stranger who is called like a colleague": ("4711", Place("console", "4711"), {"speaker_name": "Ana"}),
    "the anonymous administrator of the team's room": (ANONYMOUS_ADMIN, OUR_ROOM, {}),
    "a channel": (CHANNEL, OUR_ROOM, {}),
    "another bot": (VIA_BOT, OUR_ROOM, {}),
    "a stranger in a room of his own": ("mallory", HIS_ROOM, {}),
    "a stranger in a colleague's place": ("mallory", Place("console", "ana"), {}),
    "somebody without an account": ("", Place("console", "nobody"), {}),
    "a colleague's account in another front": ("ana", Place("telegram", "ana"), {}),
    "a stranger who forwards": ("mallory", Place("console", "mallory"), {"borrowed": True, "forwarded_from": "ana"}),
    "a stranger who edits": ("mallory", Place("console", "mallory"), {"borrowed": True}),
    "a stranger who answers a card": ("mallory", Place("console", "ana"), {"replies_to": "1"}),
}


@pytest.mark.experiment("T23", "every command of each stranger, however it comes", "0 effects, 0 information")
@pytest.mark.parametrize("stranger", STRANGERS)
def test_strangers_get_silence_for_every_command(desk: Desk, stranger: str, seen: Seen) -> None:
    account, place, more = STRANGERS[stranger]
    for text in (*SAID, "/start AAAAAAAAAAAAAAAAAAAAAA", "/start ", "hello", ""):
        found = effect(desk, account, text, place, **more)
        assert not found.outgoing, text
        assert not found.verbs, text
        assert found.rows <= text.startswith("/start "), "a wrong link is counted, and nothing else happens"
    seen(f"{len(STRANGERS)} strangers, {len(SAID) + 4} ways to speak: 0 effects, 0 words")


def test_silence_is_kept_on_the_whole_way(desk: Desk) -> None:
    """The same through store, ear, outbox and front."""
    desk.forget().says("mallory", "/help").says("mallory", "/start AAAAAAAAAAAAAAAAAAAAAA").hears()


@pytest.mark.experiment("T23", "every button of every colleague, pressed by a stranger", "0 effects, 0 information")
def test_a_stranger_presses_no_button_of_a_colleague(desk: Desk) -> None:
    with desk.database.reading() as session:
        buttons = list(session.scalars(select(ButtonRow)))
    assert buttons
    for each in buttons:
        for place in (Place("console", "mallory"), Place(each.front, each.place)):
            assert effect(desk, "mallory", "", place, pressed=each.nonce).is_silence


@pytest.mark.experiment("T23", "every command as a colleague's forward, edit, caption", "0 commands")
def test_what_a_colleague_forwards_edits_or_captions_is_no_command(desk: Desk) -> None:
    for text in SAID:
        filed = effect(desk, "ada", text, borrowed=True, forwarded_from="mallory")
        assert filed.texts in (
            ["You have nothing open to file this with."],
            ["Shall I file this with one of your customers?"],
        )
        assert set(filed.verbs) <= {"seen"}, text
        assert effect(desk, "ada", text, OUR_ROOM, borrowed=True).is_silence, text


def test_a_colleague_in_a_group_that_nobody_confirmed_is_not_heard(desk: Desk) -> None:
    for text in SAID:
        if not text.startswith("/room"):
            assert effect(desk, "ana", text, HIS_ROOM).is_silence, text


def test_a_colleague_is_heard(desk: Desk) -> None:
    """All this would hold on a desk that is deaf."""
    assert effect(desk, "ana", "/start").texts[0].startswith("Hello, Ana.")
