"""The terminal as a chat: who speaks, which button a digit presses, and what is printed when a card changes."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.console import ConsoleFront
from bot.front import Button, Saying, ShownFile, Update
from rules.event import Heard, Place

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
ANA, BOB = Place("console", "ana"), Place("console", "bob")


async def lines(*typed: str) -> AsyncIterator[str]:
    for each in typed:
        yield each


class Terminal:
    def __init__(self, *typed: str, **more: Any) -> None:
        self.screen = io.StringIO()
        more = {"colour": False, **more}
        self.front = ConsoleFront(lines(*typed), lambda: NOON, "Ana", out=self.screen, **more)
        self.updates: list[Update] = []

    async def store(self, updates: Sequence[Update]) -> None:
        self.updates.extend(updates)

    async def heard(self) -> list[Heard]:
        await self.front.listen(self.store)
        said = [await self.front.heard(each, _keep) for each in self.updates]
        return [each for each in said if each is not None]

    def shown(self) -> list[str]:
        return self.screen.getvalue().splitlines()


async def _keep(content: bytes) -> str:
    return "0" * 64


def card(place: Place, *texts: str, buttons: Sequence[str] = (), **more: Any) -> Saying:
    rows = tuple((Button(each, f"nonce of {each}"),) for each in buttons)
    return Saying(place, tuple((each, number == 0) for number, each in enumerate(texts)), rows, **more)


async def test_the_input_ends_and_so_does_the_listening() -> None:
    assert [each.text for each in await Terminal("/due", "", "  ", "/mine ").heard()] == ["/due", "/mine"]


async def test_each_person_speaks_under_her_own_name() -> None:
    terminal = Terminal()
    await terminal.front.type("/due", terminal.store)
    terminal.front.switch("Bob Wang")
    await terminal.front.type("/due", terminal.store)
    said = await terminal.heard()
    assert [(each.account, each.speaker_name, each.place) for each in said] == [
        ("ana", "Ana", ANA),
        ("bob wang", "Bob Wang", Place("console", "bob wang")),
    ]


async def test_words_for_the_stage_are_not_heard_as_words() -> None:
    seen: list[str] = []

    async def aside(text: str) -> bool:
        seen.append(text)
        return text.startswith(("as ", "mail "))

    said = await Terminal("as bob", "/due", "mail eva@kunde.example: 40 pumps", aside=aside).heard()
    assert [each.text for each in said] == ["/due"]
    assert seen == ["as bob", "/due", "mail eva@kunde.example: 40 pumps"]


async def test_a_digit_presses_the_button_of_the_newest_message_of_who_types() -> None:
    terminal = Terminal("2", "press 1")
    await terminal.front.say(card(ANA, "1041", buttons=("Old",)))
    newest = await terminal.front.say(card(ANA, "1042", buttons=("Take", "Pass")))
    await terminal.front.say(card(ANA, "words without buttons"))
    await terminal.front.say(card(BOB, "1043", buttons=("His",)))
    said = await terminal.heard()
    assert [(each.pressed, each.pressed_message) for each in said] == [
        ("nonce of Pass", newest),
        ("nonce of Take", newest),
    ]


async def test_a_card_that_has_changed_is_the_newest_again() -> None:
    terminal = Terminal("1")
    first = await terminal.front.say(card(ANA, "1041", buttons=("Take",)))
    await terminal.front.say(card(ANA, "1042", buttons=("Pass",)))
    await terminal.front.say(card(ANA, "1041 is yours", buttons=("Reply",), edits=first))
    assert [each.pressed for each in await terminal.heard()] == ["nonce of Reply"]


async def test_a_digit_without_such_a_button_is_a_word() -> None:
    terminal = Terminal("1", "7")
    assert [(each.text, each.pressed) for each in await terminal.heard()] == [("1", None), ("7", None)]


async def test_a_reply_goes_to_the_newest_card_not_to_the_chatter_after_it() -> None:
    terminal = Terminal("> In May.", "reply In June.")
    number = await terminal.front.say(card(ANA, "1042", buttons=("Take",)))
    await terminal.front.say(card(ANA, "It is yours."))
    assert [(each.text, each.replies_to) for each in await terminal.heard()] == [
        ("In May.", number),
        ("In June.", number),
    ]


async def test_a_card_is_printed_with_its_listener_and_numbered_buttons() -> None:
    terminal = Terminal()
    await terminal.front.say(card(ANA, "1042 Pumps", "from Eva\nin Spain", buttons=("Take", "Pass")))
    assert terminal.shown() == ["┌ to Ana", "│ 1042 Pumps", "│ from Eva", "│ in Spain", "│ [1] Take  [2] Pass"]


async def test_a_changed_card_says_so_and_an_unchanged_one_is_silent() -> None:
    terminal = Terminal()
    number = await terminal.front.say(card(ANA, "1042 without an owner", buttons=("Take",)))
    before = len(terminal.shown())
    await terminal.front.say(card(ANA, "1042 without an owner", buttons=("Take",), edits=number))
    assert len(terminal.shown()) == before
    await terminal.front.say(card(ANA, "1042 is yours", edits=number))
    assert terminal.shown()[before:] == ["┌ to Ana", "│ (card 1042 now reads)", "│ 1042 is yours"]


async def test_a_file_is_shown_with_name_size_and_path() -> None:
    terminal = Terminal()
    file = ShownFile("drawing.pdf", "application/pdf", 12_345, Path("store/ab/ab12"))
    await terminal.front.say(card(ANA, "1042", files=(file,)))
    assert terminal.shown()[-1] == "│ file: drawing.pdf (12.3 kB) store/ab/ab12"


async def test_a_line_stays_whole_however_narrow_the_window_is() -> None:
    terminal = Terminal(width=20)
    await terminal.front.say(card(ANA, "a title that is much longer than the window is wide"))
    assert terminal.shown()[1] == "│ a title that is much longer than the window is wide"


async def test_colour_is_used_only_where_it_is_wanted() -> None:
    plain, coloured = Terminal(colour=False), Terminal(colour=True)
    for each in (plain, coloured):
        await each.front.say(card(ANA, "1042", buttons=("Take",)))
    assert "\x1b[" not in plain.screen.getvalue()
    assert "\x1b[1m1042" in coloured.screen.getvalue()


async def test_the_updates_of_two_runs_are_never_taken_for_each_other() -> None:
    one, other = Terminal("/due"), Terminal("/due")
    await one.heard()
    await other.heard()
    assert one.updates[0].key != other.updates[0].key
    assert json.loads(one.updates[0].body)["text"] == "/due"


async def test_bytes_that_are_no_text_are_left_out_and_do_not_end_the_listening() -> None:
    terminal = Terminal("caf\udce9 /mine\x00")
    assert [each.text for each in await terminal.heard()] == ["caf /mine"]
