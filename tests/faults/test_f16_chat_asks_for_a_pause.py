"""F16: the chat says 429 and asks for a pause. That chat is left alone so long, the others go on, nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.experiments import Seen
from tests.faults.wired import wired
from tests.standins.chat_api import ChatApi

ANA, BOB, DORA = 11, 12, 13
CALM = 14


def paused(folder: Path, pauses: Mapping[int, int], seen: Seen) -> None:
    """Each of these chats asks three times for its pause; five messages are to go to each, and to one that is calm."""
    with ChatApi() as api, wired(folder) as desk:
        desk.sits_at_telegram(api.url, ("Ana", ANA), ("Bob", BOB), ("Dora", DORA), ("Ada", CALM))
        for chat, seconds in pauses.items():
            api.fault("sendMessage", "429", times=3, seconds=seconds, chat=chat)
        wanted = [f"message {number}" for number in range(5)]
        for words in wanted:
            for chat in (*pauses, CALM):
                desk.tells(chat, words)
        assert desk.runs(lambda: api.texts(CALM) == wanted, seconds=30)
        calm_at = max(each.at for each in api.asked("sendMessage") if int(each.given["chat_id"]) == CALM)
        longest = 3 * max(pauses.values())
        assert desk.runs(lambda: all(api.texts(each) == wanted for each in pauses), seconds=longest + 60)
        early, last_refusal = 0, 0.0
        for chat, seconds in pauses.items():
            times = [each.at for each in api.asked("sendMessage") if int(each.given["chat_id"]) == chat]
            assert len(times) == len(wanted) + 3
            early += sum(after - before < seconds - 0.05 for before, after in zip(times[:3], times[1:4], strict=True))
            last_refusal = max(last_refusal, times[2])
        assert early == 0
        assert calm_at < last_refusal, "the calm chat had everything while the others were paused"
        desk.holds()
        asked = ", ".join(f"{each}" for each in pauses.values())
        seen(f"pauses of {asked} s, 3 each: requests in a pause {early}, lost 0, order kept, calm chat not delayed")


@pytest.mark.experiment(
    "F16", "429 with retry_after 1 and 2", "no request to that chat meanwhile, others go on, lost 0"
)
def test_a_chat_that_asks_for_a_pause_gets_it(tmp_path: Path, seen: Seen) -> None:
    paused(tmp_path, {ANA: 1, BOB: 2}, seen)


@pytest.mark.slow
@pytest.mark.experiment(
    "F16", "429 with retry_after 5, 20 and 60", "no request to that chat meanwhile, others go on, lost 0"
)
def test_long_pauses_are_kept_to_the_end(tmp_path: Path, seen: Seen) -> None:
    paused(tmp_path, {ANA: 5, BOB: 20, DORA: 60}, seen)


@pytest.mark.experiment("F16", "a pause, then a new process", "the pause outlives the process")
def test_a_pause_is_kept_by_the_next_process(tmp_path: Path, seen: Seen) -> None:
    with ChatApi() as api, wired(tmp_path) as desk:
        desk.sits_at_telegram(api.url, ("Ana", ANA))
        api.fault("sendMessage", "429", seconds=30, chat=ANA)
        desk.tells(ANA, "first").carries()
        desk.sits_at_telegram(api.url)  # another front: it remembers nothing
        desk.tells(ANA, "second").carries()
        assert len(api.asked("sendMessage")) == 1
        desk.jumps(seconds=31)
        assert api.texts(ANA) == ["first", "second"]
        seen("no request for 30 s, then both in order")
