"""Telegram carries words, cards and files, and tells honestly what became of them (F16-F19)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.front import Button, MenuEntry, Saying, ShownFile
from bot.telegram import TelegramFront
from rules.event import Place
from rules.outgoing import MaybeSent, NeverSent, NotSent
from tests.standins.chat_api import TOKEN, ChatApi

ANA = Place("telegram", "7")
BOB = Place("telegram", "8")
TEAM = Place("telegram", "-100", private=False)
NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
def api() -> Iterator[ChatApi]:
    with ChatApi() as api:
        yield api


@pytest.fixture
async def front(api: ChatApi) -> AsyncIterator[TelegramFront]:
    front = TelegramFront(TOKEN, lambda: NOON, api=api.url, answer_within=5)
    yield front
    await front.close()


def words(*texts: str, place: Place = ANA, **more: object) -> Saying:
    return Saying(place, tuple((text, False) for text in texts), **more)  # type: ignore[arg-type]


async def test_a_title_is_bold_and_a_customers_signs_stay_signs(api: ChatApi, front: TelegramFront) -> None:
    await front.say(Saying(ANA, (("1042 <Pumps & Co>", True), ("<b>40 pumps</b> & \u202etxt.exe", False))))
    said = api.said(7)[0]
    assert said.text == "1042 <Pumps & Co>\n<b>40 pumps</b> & txt.exe"
    assert said.bold == ["1042 <Pumps & Co>"]


async def test_no_link_is_previewed(api: ChatApi, front: TelegramFront) -> None:
    await front.say(words("see https://kunde.example"))
    assert '"is_disabled": true' in api.asked("sendMessage")[0].given["link_preview_options"]


async def test_a_long_letter_comes_in_several_messages_with_the_buttons_on_the_last(
    api: ChatApi, front: TelegramFront
) -> None:
    letter = "\n".join(f"{number} <pumps> & more" for number in range(600))
    id_of_last = await front.say(words("1042", letter, buttons=((Button("Take", "n1"),),)))
    said = api.said(7)
    assert len(said) > 2
    assert [bool(each.buttons) for each in said] == [False] * (len(said) - 1) + [True]
    assert id_of_last == str(said[-1].id)
    assert "\n".join(each.text for each in said).split("\n") == ["1042", *letter.split("\n")]


async def test_a_card_is_edited_in_place(api: ChatApi, front: TelegramFront) -> None:
    card = await front.say(words("1042 without an owner", buttons=((Button("Take", "n1"),),)))
    assert await front.say(words("1042 is yours", edits=card)) == card
    assert api.texts(7) == ["1042 is yours"]
    assert api.said(7)[0].buttons == []


async def test_an_edit_that_changes_nothing_is_as_good_as_done(api: ChatApi, front: TelegramFront) -> None:
    card = await front.say(words("1042"))
    assert await front.say(words("1042", edits=card)) == card


async def test_a_card_that_somebody_deleted_is_given_up_but_the_chat_is_not(front: TelegramFront) -> None:
    with pytest.raises(NeverSent) as fault:
        await front.say(words("1042", edits="999"))
    assert not fault.value.place_gone


async def test_a_card_too_long_to_edit_is_cut_with_an_ellipsis(api: ChatApi, front: TelegramFront) -> None:
    card = await front.say(words("1042"))
    await front.say(words("1042", "&" * 9000, edits=card))
    assert api.texts(7)[0].startswith("1042\n&&&")
    assert api.texts(7)[0].endswith("\u2026")


async def test_a_press_is_acknowledged_and_a_late_acknowledgement_harms_nobody(
    api: ChatApi, front: TelegramFront
) -> None:
    await front.say(words("1042 is yours", answers="q1"))
    await front.say(words("It is yours already", answers="q1"))
    assert api.answered == ["q1"]
    assert len(api.texts(7)) == 2


async def test_a_press_can_be_acknowledged_without_a_word(api: ChatApi, front: TelegramFront) -> None:
    assert await front.say(words(answers="q1")) == ""
    assert (api.answered, api.texts(7)) == (["q1"], [])


async def test_files_follow_the_words(api: ChatApi, front: TelegramFront, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"%PDF \xff")
    drawing = ShownFile("报价 drawing.pdf", "application/pdf", 6, tmp_path / "x")
    first = await front.say(words("The drawing", files=(drawing,)))
    said = api.said(7)
    assert [(each.text, each.file) for each in said] == [("The drawing", None), ("", "报价 drawing.pdf")]
    assert said[1].content.encode("latin-1") == b"%PDF \xff"
    assert first == str(said[0].id)


async def test_a_picture_of_ours_is_shown_at_once_and_what_a_customer_sent_stays_a_file(
    api: ChatApi, front: TelegramFront, tmp_path: Path
) -> None:
    (tmp_path / "x").write_bytes(b"\x89PNG")
    week = ShownFile("week-2026-10.png", "image/png", 4, tmp_path / "x", is_picture=True)
    photo = ShownFile("photo.png", "image/png", 4, tmp_path / "x")
    await front.say(words("The week", files=(week, photo)))
    said = api.said(7)
    assert [each.file for each in said] == [None, "week-2026-10.png", "photo.png"]
    assert [each.content for each in said[1:]] == ["\x89PNG", "\x89PNG"]
    assert len(api.asked("sendPhoto")) == 1


async def test_a_file_that_telegram_does_not_take_is_named_instead(
    api: ChatApi, front: TelegramFront, tmp_path: Path
) -> None:
    film = ShownFile("film.mp4", "video/mp4", 63_000_000, tmp_path / "film")
    empty = ShownFile("empty.txt", "text/plain", 0, tmp_path / "empty")
    await front.say(words("1042", files=(film, empty)))
    assert api.texts(7) == ["1042\n\U0001f4ce film.mp4 (63.0 MB)\n\U0001f4ce empty.txt (0.0 MB)"]


async def test_a_file_that_has_gone_from_the_store_is_told(front: TelegramFront, tmp_path: Path) -> None:
    with pytest.raises(NeverSent):
        await front.say(words("1042", files=(ShownFile("x.pdf", "application/pdf", 1, tmp_path / "gone"),)))


async def test_the_bot_knows_its_own_name(front: TelegramFront) -> None:
    assert await front.username() == "infodesk_bot"


async def test_a_pause_that_telegram_asks_for_is_kept_by_that_chat_alone(api: ChatApi, front: TelegramFront) -> None:
    api.fault("sendMessage", "429", seconds=1, chat=7)
    with pytest.raises(NotSent) as fault:
        await front.say(words("hello"))
    assert fault.value.pause == timedelta(seconds=1)
    with pytest.raises(NotSent) as fault:
        await front.say(words("hello"))
    assert fault.value.pause is not None
    assert len(api.asked("sendMessage")) == 1, "not one request meanwhile"
    await front.say(words("hello", place=BOB))
    await asyncio.sleep(fault.value.pause.total_seconds())
    await front.say(words("hello"))
    assert (api.texts(7), api.texts(8)) == (["hello"], ["hello"])
    mine = [each.at for each in api.asked("sendMessage") if each.given["chat_id"] == "7"]
    assert mine[1] - mine[0] >= 1


@pytest.mark.parametrize("code", ["500", "502", "504"])
async def test_a_server_out_of_order_has_not_sent_it(api: ChatApi, front: TelegramFront, code: str) -> None:
    api.fault("sendMessage", code)
    with pytest.raises(NotSent):
        await front.say(words("hello"))
    await front.say(words("hello"))
    assert api.texts(7) == ["hello"]


async def test_a_server_that_cannot_be_reached_has_not_sent_it() -> None:
    with ChatApi() as gone:
        url = gone.url
    front = TelegramFront(TOKEN, lambda: NOON, api=url)
    with pytest.raises(NotSent):
        await front.say(words("hello"))
    await front.close()


@pytest.mark.parametrize("kind", ["drop_after", "drop_before", "garbage", "delay"])
async def test_a_line_that_breaks_after_the_request_leaves_it_open(
    api: ChatApi, front: TelegramFront, kind: str
) -> None:
    api.fault("sendMessage", kind, seconds=6.5)
    with pytest.raises(MaybeSent):
        await front.say(words("hello"))


@pytest.mark.parametrize("code", ["400", "403"])
async def test_a_chat_that_is_gone_is_told_as_gone(api: ChatApi, front: TelegramFront, code: str) -> None:
    api.fault("sendMessage", code)
    with pytest.raises(NeverSent) as fault:
        await front.say(words("hello"))
    assert fault.value.place_gone


async def test_a_group_that_has_moved_names_its_new_address(api: ChatApi, front: TelegramFront) -> None:
    api.fault("sendMessage", "migrate", seconds=-1009)
    with pytest.raises(NeverSent) as fault:
        await front.say(words("hello", place=TEAM))
    assert (fault.value.moved_to, fault.value.place_gone) == ("-1009", False)


async def test_a_long_letter_that_was_interrupted_goes_on_where_it_stopped(
    api: ChatApi, front: TelegramFront, tmp_path: Path
) -> None:
    (tmp_path / "x").write_bytes(b"x")
    saying = words("a" * 4000, "b" * 4000, files=(ShownFile("x.pdf", "application/pdf", 1, tmp_path / "x"),))
    api.fault("sendDocument", "500")
    with pytest.raises(NotSent):
        await front.say(saying)
    await front.say(saying)
    assert [(each.text[:1], each.file) for each in api.said(7)] == [("a", None), ("b", None), ("", "x.pdf")]
    await front.say(saying)
    assert len(api.said(7)) == 6, "said anew, it is said whole"


async def test_a_persons_own_commands_are_answered_at_once_and_a_flood_keeps_the_pace(
    api: ChatApi, front: TelegramFront
) -> None:
    for number in range(5):
        await front.say(words(f"answer {number}"))
    asked = api.asked("sendMessage")
    assert asked[4].at - asked[0].at < 0.5
    began = asyncio.get_running_loop().time()
    await front.say(words("a sixth"))
    assert asyncio.get_running_loop().time() - began > 0.5


async def test_a_room_that_has_had_its_share_gives_the_message_back(front: TelegramFront) -> None:
    for number in range(5):
        await front.say(words(f"count {number}", place=TEAM))
    with pytest.raises(NotSent) as fault:
        await front.say(words("one more", place=TEAM))
    assert fault.value.pause is not None
    assert timedelta(seconds=3) < fault.value.pause <= timedelta(seconds=4)


async def test_the_menu_is_shown_in_each_language(api: ChatApi, front: TelegramFront) -> None:
    await front.show_menu([MenuEntry("/take", "take an inquiry")], "en")
    await front.show_menu([MenuEntry("/take", "接下询盘")], "zh")
    assert api.menus == {
        "": [{"command": "take", "description": "take an inquiry"}],
        "zh": [{"command": "take", "description": "接下询盘"}],
    }


async def test_the_token_is_in_no_log_and_in_no_reason(
    api: ChatApi, front: TelegramFront, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    reasons = []
    for kind in ("500", "garbage", "drop_before", "401"):
        api.fault("sendMessage", kind)
        with pytest.raises((NotSent, MaybeSent)) as fault:
            await front.say(words("hello"))
        reasons.append(repr(fault.value) + repr(fault.value.__cause__))
    await front.say(words("hello"))
    assert "canary" not in caplog.text + "".join(reasons)


async def test_everything_goes_through_the_proxy_that_is_named(api: ChatApi) -> None:
    front = TelegramFront(TOKEN, lambda: NOON, api="http://api.nowhere.example", proxy=api.url)
    await front.say(words("hello"))
    await front.close()
    assert api.texts(7) == ["hello"]


async def test_what_cannot_be_formatted_goes_without_its_marks(api: ChatApi, front: TelegramFront) -> None:
    api.fault("sendMessage", "400", text="Bad Request: can't parse entities: of a kind nobody foresaw")
    await front.say(Saying(ANA, (("1042 <Pumps>", True),)))
    assert [(each.text, each.bold) for each in api.said(7)] == [("1042 <Pumps>", [])]
