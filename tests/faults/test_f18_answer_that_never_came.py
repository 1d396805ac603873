"""F18: the chat has the request and its answer never comes. Said once more after 30 s, marked as a repeat; never a third time."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.tables.outbox import MessageRow
from tests.experiments import SEED, Seen
from tests.faults.wired import wired
from tests.standins.chat_api import ChatApi
from tests.standins.trouble import Trouble

ANA = 11


def trials(folder: Path, count: int, seen: Seen) -> None:
    """Messages whose answer is lost, by reset or by silence; of some, the repeat's as well."""
    dice = random.Random(SEED)
    with ChatApi() as api, Trouble(api.port, "chat") as line, wired(folder) as desk:
        desk.sits_at_telegram(line.url, ("Ana", ANA), answer_within=0.4)
        twice, early = 0, 0
        for number in range(count):
            again = dice.random() < 0.2
            twice += again
            line.on("sendMessage", times=2 if again else 1).lost(silently=dice.random() < 0.1)
            desk.tells(ANA, f"message {number}.").carries()
            desk.now += timedelta(seconds=29)
            desk.carries()
            early += sum(f"message {number}." in each for each in api.texts(ANA)) - 1
            desk.now += timedelta(seconds=2)
            desk.carries()
            desk.now += timedelta(minutes=5)
            desk.carries()
        said = [each for each in api.texts(ANA) if "message" in each]
        copies = [[each for each in said if f"message {number}." in each] for number in range(count)]
        lost, most = sum(not each for each in copies), max(map(len, copies))
        assert (lost, most, early) == (0, 2, 0)
        assert all(each[1].startswith("(repeat)") and not each[0].startswith("(repeat)") for each in copies)
        with desk.database.reading() as session:
            states = list(session.scalars(select(MessageRow.state).where(MessageRow.key.startswith("test:"))))
        assert states.count("unknown") == twice
        desk.holds(unknown=twice)
        seen(f"{count} trials: lost {lost}, at most {most} copies, each second one marked, none before 30 s")


@pytest.mark.experiment("F18", "6 answers lost after the request", "one repeat after 30 s, marked; copies <= 2, lost 0")
def test_a_lost_answer_is_repeated_once_and_marked(tmp_path: Path, seen: Seen) -> None:
    trials(tmp_path, 6, seen)


@pytest.mark.slow
@pytest.mark.experiment(
    "F18", "100 answers lost after the request", "one repeat after 30 s, marked; copies <= 2, lost 0"
)
def test_a_hundred_lost_answers(tmp_path: Path, seen: Seen) -> None:
    trials(tmp_path, 100, seen)
