"""What every chat front keeps to: the same conversations at the terminal and through Telegram's interface."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from bot.console import ROOM, ConsoleFront
from bot.front import Button, Front, MenuEntry, Saying, ShownFile, Update
from bot.telegram import TelegramFront
from rules.event import Heard, Place
from rules.outgoing import NeverSent
from tests.standins.chat_api import TOKEN, ChatApi

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
TAKE_OR_PASS = ((Button("Take", "n-take"), Button("Pass", "n-pass")),)


class Chat(Protocol):
    """A front and the people on the other side of it."""

    front: Front
    ana: Place
    team: Place

    def types(self, text: str, *, in_room: bool = False) -> None: ...
    def presses(self, label: str) -> None: ...
    def replies(self, text: str) -> None: ...
    def brings(self, path: Path, words: str) -> None: ...
    def seen(self) -> str: ...


class AtTheTerminal:
    ana, team = Place("console", "ana"), Place("console", ROOM, private=False)

    def __init__(self) -> None:
        self.typed: asyncio.Queue[str] = asyncio.Queue()
        self.screen = io.StringIO()
        self.front: Front = ConsoleFront(self._lines(), lambda: NOON, "Ana", out=self.screen, colour=False)

    async def _lines(self) -> AsyncIterator[str]:
        while True:
            yield await self.typed.get()

    def types(self, text: str, *, in_room: bool = False) -> None:
        self.typed.put_nowait(f"team: {text}" if in_room else text)

    def presses(self, label: str) -> None:
        shown = self.screen.getvalue()
        self.typed.put_nowait(shown[: shown.rindex(f"] {label}")].rpartition("[")[2])

    def replies(self, text: str) -> None:
        self.typed.put_nowait(f"> {text}")

    def brings(self, path: Path, words: str) -> None:
        self.typed.put_nowait(f"file {path} {words}")

    def seen(self) -> str:
        return self.screen.getvalue()


class OnTelegram:
    ana, team = Place("telegram", "7"), Place("telegram", "-100", private=False)

    def __init__(self, api: ChatApi) -> None:
        self.api = api
        self.front: Front = TelegramFront(TOKEN, lambda: NOON, api=api.url, poll_seconds=1, newcomer=0)

    def types(self, text: str, *, in_room: bool = False) -> None:
        self.api.type(-100 if in_room else 7, 7, text)

    def presses(self, label: str) -> None:
        self.api.press(7, 7, label)

    def replies(self, text: str) -> None:
        self.api.type(7, 7, text, reply_to_message={"message_id": self.api.said(7)[-1].id})

    def brings(self, path: Path, words: str) -> None:
        self.api.sends_file(7, 7, path.read_bytes(), path.name, caption=words)

    def seen(self) -> str:
        said = [*self.api.said(7), *self.api.said(-100)]
        return "\n".join(f"{each.text} {each.buttons} {each.file}" for each in said)


class Hearing:
    """Listens, and hands out what was heard, one at a time."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.stored: asyncio.Queue[Update] = asyncio.Queue()
        self.kept: dict[str, bytes] = {}

    async def store(self, updates: Sequence[Update]) -> None:
        for each in updates:
            self.stored.put_nowait(each)

    async def keep(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.kept[sha256] = content
        return sha256

    async def next(self) -> Heard:
        update = await asyncio.wait_for(self.stored.get(), 5)
        heard = await self.chat.front.heard(update, self.keep)
        again = await self.chat.front.heard(update, self.keep)
        assert heard is not None
        assert heard == again, "an update says the same whenever it is looked at"
        assert heard.key == update.key
        return heard


@pytest.fixture(params=["terminal", "telegram"])
async def chat(request: pytest.FixtureRequest) -> AsyncIterator[Chat]:
    if request.param == "terminal":
        yield AtTheTerminal()
        return
    with ChatApi() as api:
        chat = OnTelegram(api)
        yield chat
        await chat.front.close()


@pytest.fixture
async def hearing(chat: Chat) -> AsyncIterator[Hearing]:
    hearing = Hearing(chat)
    task = asyncio.create_task(chat.front.listen(hearing.store))
    yield hearing
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def card(chat: Chat, *texts: str, **more: object) -> Saying:
    paragraphs = (("1042 Pumps", True), *((each, False) for each in texts))
    return Saying(chat.ana, paragraphs, buttons=TAKE_OR_PASS, **more)  # type: ignore[arg-type]


async def test_typed_words_are_heard_with_speaker_and_place(chat: Chat, hearing: Hearing) -> None:
    chat.types("/take 1042")
    heard = await hearing.next()
    assert (heard.text, heard.place, heard.account) == ("/take 1042", chat.ana, chat.ana.address)
    assert (heard.speaker_name, heard.borrowed, heard.pressed) == ("Ana", False, None)
    assert heard.at.tzinfo is not None


async def test_words_in_the_teams_room_are_heard_there(chat: Chat, hearing: Hearing) -> None:
    chat.types("/due", in_room=True)
    heard = await hearing.next()
    assert (heard.text, heard.place, heard.account) == ("/due", chat.team, chat.ana.address)


async def test_every_update_has_a_key_of_its_own(chat: Chat, hearing: Hearing) -> None:
    for _ in range(3):
        chat.types("/due")
    keys = [(await hearing.next()).key for _ in range(3)]
    assert len(set(keys)) == 3
    assert all(each.startswith(f"{chat.front.name}:") for each in keys)


async def test_a_button_gives_its_nonce_back_and_can_be_acknowledged(chat: Chat, hearing: Hearing) -> None:
    number = await chat.front.say(card(chat, "40 pumps"))
    chat.presses("Pass")
    heard = await hearing.next()
    assert (heard.pressed, heard.pressed_message, heard.text) == ("n-pass", number, "")
    assert heard.answer_id
    await chat.front.say(Saying(chat.ana, (), answers=heard.answer_id))


async def test_a_reply_names_the_message_that_it_answers(chat: Chat, hearing: Hearing) -> None:
    number = await chat.front.say(card(chat))
    chat.replies("We can deliver in May.")
    heard = await hearing.next()
    assert (heard.text, heard.replies_to) == ("We can deliver in May.", number)


async def test_a_card_keeps_its_id_when_it_is_edited_and_shows_the_new_words(chat: Chat, hearing: Hearing) -> None:
    number = await chat.front.say(card(chat, "without an owner"))
    edited = Saying(chat.ana, (("1042 is yours", False),), ((Button("Reply", "n-reply"),),), edits=number)
    assert await chat.front.say(edited) == number
    assert await chat.front.say(edited) == number, "the same once more does no harm"
    assert chat.seen().count("1042 is yours") == 1
    chat.presses("Reply")
    assert (await hearing.next()).pressed == "n-reply"


async def test_what_was_never_said_cannot_be_edited(chat: Chat) -> None:
    with pytest.raises(NeverSent) as fault:
        await chat.front.say(card(chat, edits="999999"))
    assert not fault.value.place_gone


async def test_two_messages_have_two_ids(chat: Chat) -> None:
    assert await chat.front.say(card(chat)) != await chat.front.say(card(chat))


async def test_a_customers_signs_are_shown_as_they_are_and_steer_nothing(chat: Chat) -> None:
    await chat.front.say(card(chat, "<b>[bold]</b> & {x} \x1b[31m \u202etxt.exe", "a\u200bb"))
    seen = chat.seen()
    assert "<b>[bold]</b> & {x} [31m txt.exe" in seen
    assert "ab" in seen
    assert "\x1b" not in seen


async def test_a_long_text_arrives_whole(chat: Chat) -> None:
    rows = [f"row {number:04} of a long letter & more" for number in range(400)]
    await chat.front.say(card(chat, *rows))
    seen = chat.seen()
    positions = [seen.index(each) for each in rows]
    assert positions == sorted(positions)


async def test_a_file_is_shown_by_its_name(chat: Chat, tmp_path: Path) -> None:
    (tmp_path / "ab12").write_bytes(b"%PDF")
    await chat.front.say(card(chat, files=(ShownFile("drawing.pdf", "application/pdf", 4, tmp_path / "ab12"),)))
    assert "drawing.pdf" in chat.seen()


async def test_a_file_is_heard_with_its_bytes_and_its_words_are_no_command(
    chat: Chat, hearing: Hearing, tmp_path: Path
) -> None:
    (tmp_path / "quote.pdf").write_bytes(b"%PDF-1.7")
    chat.brings(tmp_path / "quote.pdf", "/send 7")
    heard = await hearing.next()
    assert [(each.name, each.size, hearing.kept[each.sha256]) for each in heard.files] == [
        ("quote.pdf", 8, b"%PDF-1.7")
    ]
    assert (heard.text, heard.borrowed) == ("/send 7", True)


async def test_nothing_to_say_is_no_fault(chat: Chat) -> None:
    await chat.front.say(Saying(chat.ana, ()))
    await chat.front.show_menu([MenuEntry("/take", "take an inquiry")], "en")
    assert "1042" not in chat.seen()
