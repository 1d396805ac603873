"""Telegram is listened to without losing an update: stored before it is confirmed, and only people are heard (F20, F21)."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.front import FrontRefused, FrontTaken, Update
from bot.telegram import TelegramFront
from bot.telegram_polling import Newcomer, Rivalry
from rules.event import Heard, HeardFile, Place
from rules.outgoing import NotSent
from tests.standins.chat_api import TOKEN, ChatApi

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
ANA, TEAM = 7, -100


@pytest.fixture
def api() -> Iterator[ChatApi]:
    with ChatApi() as api:
        yield api


def bot(api: ChatApi, **more: Any) -> TelegramFront:
    return TelegramFront(
        TOKEN, lambda: NOON, api=api.url, answer_within=2, **{"poll_seconds": 1, "newcomer": 0, **more}
    )


@pytest.fixture
async def front(api: ChatApi) -> AsyncIterator[TelegramFront]:
    front = bot(api)
    yield front
    await front.close()


class Shelf:
    """Where updates and files are stored."""

    def __init__(self, api: ChatApi | None = None) -> None:
        self.api = api
        self.updates: list[Update] = []
        self.files: dict[str, bytes] = {}
        self.confirmed_too_early: list[str] = []
        self.fails = 0

    async def store(self, updates: Sequence[Update]) -> None:
        if self.fails:
            self.fails -= 1
            raise OSError("no space left on device")
        for each in updates:
            if self.api is not None and int(each.key.split(":")[1]) not in self.api.unconfirmed():
                self.confirmed_too_early.append(each.key)
        self.updates.extend(updates)

    async def keep(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.files[sha256] = content
        return sha256


async def until(true: Any, seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        await asyncio.sleep(0.005)


class Listening:
    def __init__(self, front: TelegramFront, shelf: Shelf) -> None:
        self.task = asyncio.create_task(front.listen(shelf.store))

    async def __aenter__(self) -> asyncio.Task[None]:
        return self.task

    async def __aexit__(self, *_: object) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


async def heard(api: ChatApi, front: TelegramFront, shelf: Shelf) -> Heard | None:
    """What the only unconfirmed update says."""
    (update,) = [each for each in api._updates]
    return await front.heard(Update(f"telegram:{update['update_id']}", json.dumps(update)), shelf.keep)


async def test_an_update_is_stored_before_it_is_confirmed(api: ChatApi, front: TelegramFront) -> None:
    shelf = Shelf(api)
    async with Listening(front, shelf):
        for number in range(30):
            api.type(ANA, 7, f"/take {number}")
            await asyncio.sleep(0.002)
        await until(lambda: not api.unconfirmed())
    texts = [json.loads(each.body)["message"]["text"] for each in shelf.updates]
    assert texts == [f"/take {number}" for number in range(30)]
    assert shelf.confirmed_too_early == []
    assert len({each.key for each in shelf.updates}) == 30


async def test_what_cannot_be_stored_stays_with_telegram(api: ChatApi, front: TelegramFront) -> None:
    shelf = Shelf(api)
    shelf.fails = 1
    api.type(ANA, 7, "/take 1042")
    async with Listening(front, shelf):
        await until(lambda: not shelf.fails)
        assert len(api.unconfirmed()) == 1
        await until(lambda: len(shelf.updates) == 1)


async def test_it_begins_where_the_last_run_has_stopped(api: ChatApi) -> None:
    first, second = api.type(ANA, 7, "one"), api.type(ANA, 7, "two")
    front, shelf = bot(api, offset=second), Shelf()
    async with Listening(front, shelf):
        await until(lambda: shelf.updates)
    await front.close()
    assert [each.key for each in shelf.updates] == [f"telegram:{second}"]
    assert first < second


async def test_a_broken_line_is_waited_out(api: ChatApi, front: TelegramFront) -> None:
    shelf = Shelf()
    for kind in ("500", "drop_before"):
        api.fault("getUpdates", kind)
    api.type(ANA, 7, "hello")
    began = time.monotonic()
    async with Listening(front, shelf):
        await until(lambda: shelf.updates)
    polls = [each.at for each in api.asked("getUpdates")]
    assert polls[1] - polls[0] >= 1
    assert polls[2] - polls[1] >= 2
    assert front.pulse.last_good >= began + 3


async def test_silence_is_no_fault(api: ChatApi, front: TelegramFront) -> None:
    async with Listening(front, Shelf()):
        await until(lambda: len(api.asked("getUpdates")) == 2)
        assert time.monotonic() - front.pulse.last_good < 20


@pytest.mark.parametrize("code", ["401", "404"])
async def test_a_wrong_token_is_told(api: ChatApi, front: TelegramFront, code: str) -> None:
    api.fault("getUpdates", code)
    with pytest.raises(FrontRefused):
        await front.listen(Shelf().store)


async def test_of_two_pollers_the_later_one_leaves(api: ChatApi) -> None:
    newcomer = bot(api, patience=1.5)
    api.fault("getUpdates", "409", times=1000)
    began = time.monotonic()
    with pytest.raises(FrontTaken):
        await newcomer.listen(Shelf().store)
    assert 1 < time.monotonic() - began < 60
    await newcomer.close()


async def test_a_single_conflict_after_a_restart_ends_nobody(api: ChatApi, front: TelegramFront) -> None:
    shelf = Shelf()
    api.fault("getUpdates", "409")
    api.type(ANA, 7, "hello")
    async with Listening(front, shelf) as task:
        await until(lambda: shelf.updates)
        assert not task.done()


def test_who_has_long_been_there_holds_its_place_longer_than_a_newcomer() -> None:
    settled, newcomer = Rivalry(8, began=0), Rivalry(8, began=1000)
    with pytest.raises(FrontTaken):
        for second in range(1000, 1011):
            settled.seen(second)
            newcomer.seen(second + 0.5)
    for second in range(1011, 1050):
        settled.seen(second)
    with pytest.raises(FrontTaken):
        for second in range(1050, 1070):
            settled.seen(second)


async def test_typed_words_are_heard_with_who_where_and_when(api: ChatApi, front: TelegramFront) -> None:
    number = api.type(ANA, 7, "/take 1042", reply_to_message={"message_id": 55})
    assert await heard(api, front, Shelf()) == Heard(
        key=f"telegram:{number}",
        place=Place("telegram", "7", private=True),
        account="7",
        at=datetime.fromtimestamp(1_773_036_002, UTC),
        text="/take 1042",
        message="2",
        replies_to="55",
        speaker_name="Ana",
    )


async def test_a_press_is_heard_with_its_button_and_its_message(api: ChatApi, front: TelegramFront) -> None:
    api.press_data(ANA, 7, "nonce-1", 33)
    said = await heard(api, front, Shelf())
    assert said is not None
    assert (said.pressed, said.pressed_message, said.account, said.at, said.text) == ("nonce-1", "33", "7", NOON, "")
    assert said.answer_id


async def test_in_a_group_a_command_may_name_this_bot(api: ChatApi, front: TelegramFront) -> None:
    api.type(TEAM, 7, "/due@Infodesk_Bot today")
    said = await heard(api, front, Shelf())
    assert said is not None
    assert (said.text, said.place) == ("/due today", Place("telegram", "-100", private=False))


async def test_a_command_for_another_bot_is_not_heard(api: ChatApi, front: TelegramFront) -> None:
    api.type(TEAM, 7, "/due@weather_bot")
    assert await heard(api, front, Shelf()) is None


async def test_who_this_bot_is_has_to_be_known_before_it_is_decided(api: ChatApi, front: TelegramFront) -> None:
    api.fault("getMe", "500")
    api.type(TEAM, 7, "/due@infodesk_bot")
    with pytest.raises(NotSent):
        await heard(api, front, Shelf())
    assert await heard(api, front, Shelf()) is not None


BORROWED: dict[str, dict[str, Any]] = {
    "a forward of a person": {"forward_origin": {"type": "user", "sender_user": {"id": 9, "first_name": "Eva"}}},
    "a forward of somebody hidden": {"forward_origin": {"type": "hidden_user", "sender_user_name": "Eva"}},
    "a forward of a channel": {"forward_origin": {"type": "channel", "chat": {"id": -5, "title": "Eva"}}},
    "words made by another bot": {"via_bot": {"id": 9, "is_bot": True}},
}


@pytest.mark.parametrize("more", BORROWED.values(), ids=BORROWED)
async def test_borrowed_words_are_marked(api: ChatApi, front: TelegramFront, more: dict[str, Any]) -> None:
    api.type(ANA, 7, "/approve 12", **more)
    said = await heard(api, front, Shelf())
    assert said is not None
    assert said.borrowed
    assert said.forwarded_from == ("Eva" if "forward_origin" in more else None)


async def test_edited_words_are_borrowed(api: ChatApi, front: TelegramFront) -> None:
    api.edits(ANA, 7, 5, "/approve 12")
    said = await heard(api, front, Shelf())
    assert said is not None
    assert said.borrowed


NOBODY: dict[str, dict[str, Any]] = {
    "an anonymous administrator": {"sender_chat": {"id": TEAM}},
    "another bot": {"from": {"id": 9, "is_bot": True, "first_name": "Bot"}},
    "nobody": {"from": None},
}


@pytest.mark.parametrize("more", NOBODY.values(), ids=NOBODY)
async def test_who_is_no_person_is_not_heard(api: ChatApi, front: TelegramFront, more: dict[str, Any]) -> None:
    api.type(TEAM, 7, "/approve 12", **more)
    assert await heard(api, front, Shelf()) is None


@pytest.mark.parametrize(
    "update",
    [
        {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel"}, "text": "/approve 12"}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "from": {"id": 7}}},
        {"my_chat_member": {"chat": {"id": -5}}},
        {"callback_query": {"id": "1", "from": {"id": 7}, "inline_message_id": "x", "data": "n"}},
        {"something_new": {}},
    ],
)
async def test_what_carries_no_words_of_a_person_is_not_heard(
    api: ChatApi, front: TelegramFront, update: dict[str, Any]
) -> None:
    api.tell(update)
    assert await heard(api, front, Shelf()) is None


async def test_a_file_is_fetched_and_kept_and_its_caption_is_no_command(api: ChatApi, front: TelegramFront) -> None:
    shelf = Shelf()
    api.sends_file(ANA, 7, b"%PDF", "../up/quote.pdf", caption="/send 7")
    said = await heard(api, front, shelf)
    assert said is not None
    sha256 = hashlib.sha256(b"%PDF").hexdigest()
    assert said.files == (HeardFile("quote.pdf", "application/pdf", 4, sha256),)
    assert (said.text, said.borrowed) == ("/send 7", True)
    assert shelf.files == {sha256: b"%PDF"}


async def test_a_photo_comes_in_its_largest_size(api: ChatApi, front: TelegramFront) -> None:
    shelf = Shelf()
    api.sends_file(ANA, 7, b"large photo", kind="photo")
    said = await heard(api, front, shelf)
    assert said is not None
    assert [(each.content_type, each.size) for each in said.files] == [("image/jpeg", 11)]
    assert not said.borrowed


async def test_a_file_too_large_for_bots_is_named_without_its_bytes(api: ChatApi, front: TelegramFront) -> None:
    api.sends_file(ANA, 7, b"", "film.mp4", size=30_000_000, mime_type="video/mp4")
    said = await heard(api, front, Shelf())
    assert said is not None
    assert said.files == (HeardFile("film.mp4", "video/mp4", 30_000_000, ""),)
    assert api.asked("getFile") == []


async def test_a_file_that_cannot_be_fetched_now_is_fetched_later(api: ChatApi, front: TelegramFront) -> None:
    shelf = Shelf()
    api.sends_file(ANA, 7, b"x", "x.pdf")
    api.fault("getFile", "500")
    with pytest.raises(NotSent):
        await heard(api, front, shelf)
    api.fault("getFile", "drop_before")
    with pytest.raises(NotSent):
        await heard(api, front, shelf)
    said = await heard(api, front, shelf)
    assert said is not None
    assert said.files[0].sha256


async def test_a_file_that_can_never_be_fetched_does_not_take_the_words_with_it(
    api: ChatApi, front: TelegramFront
) -> None:
    api.sends_file(ANA, 7, b"x", "x.pdf")
    api.fault("getFile", "500")
    (update,) = api._updates
    said = await front.heard(Update(f"telegram:{update['update_id']}", json.dumps(update)), Shelf().keep, last=True)
    assert said is not None
    assert said.files == (HeardFile("x.pdf", said.files[0].content_type, 1, ""),)


def test_a_newcomer_takes_nothing_that_a_rival_may_be_taking() -> None:
    newcomer = Newcomer(3, Rivalry(patience=8, began=0))
    assert not newcomer.may_take([1004], began=0, now=0.1)
    assert not newcomer.may_take([1004, 1005], began=2, now=2.1)
    assert not newcomer.may_take([1005], began=3, now=3.2), "1004 was taken by somebody"
    assert not newcomer.may_take([1006], began=6, now=6.3)
    with pytest.raises(FrontTaken):
        newcomer.may_take([], began=11, now=11.3)


def test_a_newcomer_who_is_alone_takes_what_waits_after_a_look() -> None:
    patient = Newcomer(3, Rivalry(patience=8, began=0))
    assert not patient.may_take([1004], began=0, now=0.1)
    assert patient.may_take([1004, 1005], began=3, now=3.2)
    assert patient.may_take([1006], began=3.2, now=3.3)
    quiet = Newcomer(3, Rivalry(patience=8, began=0))
    assert quiet.may_take([1004], began=0, now=20), "a rival would have ended a poll of twenty seconds"
