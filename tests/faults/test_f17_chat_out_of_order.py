"""F17: the chat's servers are out of order or out of reach. Tried again for a day, then what waited goes by mail: lost 0."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.experiments import Seen
from tests.faults.wired import WiredDesk, wired
from tests.standins.chat_api import ChatApi
from tests.standins.trouble import Trouble

ANA, ADA = 11, 14
WAYS = ("500 Internal Server Error", "502 Bad Gateway", "down")


def out_of_order(line: Trouble, way: str) -> None:
    if way == "down":
        line.down()
    else:
        line.always("sendMessage").refuse(way)


def mails_to(desk: WiredDesk, address: str) -> list[str]:
    return [body.decode() for body, to in zip(desk.server.taken, desk.server.recipients, strict=True) if address in to]


@pytest.mark.experiment(
    "F17", "500, 502, nobody there, for 20 min", "tried 1..60 s apart; administrator by mail; lost 0"
)
@pytest.mark.parametrize("way", [WAYS[1], *(pytest.param(WAYS[each], marks=pytest.mark.slow) for each in (0, 2))])
def test_what_waits_goes_in_its_order_when_the_chat_is_back(tmp_path: Path, way: str, seen: Seen) -> None:
    with ChatApi() as api, Trouble(api.port, "chat") as line, wired(tmp_path) as desk:
        desk.sits_at_telegram(line.url, ("Ana", ANA), ("Ada", ADA))
        out_of_order(line, way)
        began = desk.now
        for number in range(4):
            desk.tells(ANA, f"message {number}")
        desk.lives_until(began + timedelta(minutes=20), timedelta(minutes=4))
        alarms = [each for each in mails_to(desk, "ada@firm.example") if "The chat takes nothing since" in each]
        assert len(alarms) == 1
        line.well()
        line.up()
        desk.lives_until(desk.now + timedelta(minutes=6), timedelta(minutes=1))
        assert api.texts(ANA) == [f"message {number}" for number in range(4)]
        assert sum("It is over." in each and "The chat takes nothing" in each for each in api.texts(ADA)) == 1
        desk.holds()
        seen(
            f"{way[:3]}: {len(line.asked('sendMessage'))} requests in 20 min, administrator by mail, lost 0, doubled 0"
        )


def a_day(desk: WiredDesk, step: timedelta) -> None:
    began = desk.now
    for number in range(4):
        desk.tells(ANA, f"message {number}").lives_until(desk.now + timedelta(minutes=1), timedelta(minutes=1))
    desk.lives_until(began + timedelta(hours=23, minutes=50), step)
    assert not mails_to(desk, "ana@firm.example")
    desk.lives_until(began + timedelta(hours=24, minutes=10), step)
    (mail,) = mails_to(desk, "ana@firm.example")
    assert "What the chat could not tell you" in mail
    positions = [mail.index(f"message {number}") for number in range(4)]
    assert positions == sorted(positions)


@pytest.mark.experiment(
    "F17", "the chat away for a day, clock set on", "one mail to each person with all that waited, lost 0"
)
def test_after_a_day_everything_goes_in_one_mail(tmp_path: Path, seen: Seen) -> None:
    with ChatApi() as api, Trouble(api.port, "chat") as line, wired(tmp_path) as desk:
        desk.sits_at_telegram(line.url, ("Ana", ANA))
        line.down()
        began = desk.now
        for number in range(4):
            desk.tells(ANA, f"message {number}").carries()
        desk.now = began + timedelta(hours=24, minutes=2)
        desk.carries()
        (mail,) = mails_to(desk, "ana@firm.example")
        positions = [mail.index(f"message {number}") for number in range(4)]
        assert positions == sorted(positions)
        line.up()
        desk.jumps(minutes=5)
        assert not [each for each in api.texts(ANA) if "message" in each], "told by mail once, and not again"
        desk.holds()
        seen("1 mail, 4 messages in order, none twice")


@pytest.mark.experiment("F17", "decided on Friday night, due on Monday", "its day begins when it was to be said")
def test_a_message_that_was_to_wait_is_not_given_up_at_its_first_failure(tmp_path: Path, seen: Seen) -> None:
    with ChatApi() as api, wired(tmp_path) as desk:
        desk.sits_at_telegram(api.url, ("Ana", ANA))
        desk.tells(ANA, "A word", not_before=desk.now + timedelta(days=3))
        api.fault("sendMessage", "502", times=2)
        desk.lives_until(desk.now + timedelta(days=3, minutes=1), timedelta(days=1))
        assert api.texts(ANA).count("A word") == 1
        assert len(desk.server.taken) == 0
        seen("said at the third try")


@pytest.mark.slow
@pytest.mark.experiment(
    "F17", "the chat out of order for 24 h, every try", "<= 60 s apart for a day, then one mail, lost 0"
)
def test_a_whole_day_try_by_try(tmp_path: Path, seen: Seen) -> None:
    with ChatApi() as api, Trouble(api.port, "chat") as line, wired(tmp_path) as desk:
        desk.sits_at_telegram(line.url, ("Ana", ANA))
        out_of_order(line, WAYS[1])
        a_day(desk, timedelta(hours=1))
        desk.holds()
        seen(f"{len(line.asked('sendMessage'))} tries in 24 h, 1 mail with 4 messages")
