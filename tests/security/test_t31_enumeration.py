"""T31: who guesses links, buttons, numbers and threads hits nothing, hears always the same, and is noticed.

Suffered: osTicket and Zammad number their tickets in a row and let a guessed number join a thread; FreeScout
GHSA-83xx answered differently for a wrong and for an expired link.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from handlers.hearing import hear, refused
from rules.event import Heard, Place
from rules.guessing import CHAT, LIMITS, NOT_YOURS
from rules.refusal import Refused
from storage.tables.colleagues import InviteRow
from storage.tables.conversations import ConversationRow
from storage.tables.machine import GuessRow
from tests.dialogues.desk import MONDAY, Desk
from tests.experiments import SEED, Seen
from tests.security.staff_desk import Effect, department

LIMIT = LIMITS[CHAT]
KEYS = string.ascii_letters + string.digits + "-_"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = department(tmp_path)
    yield made
    made.close()


def heard_each_time(desk: Desk, account: str, guesses: list[str], how: str) -> set[tuple[str, ...]]:
    """Really said, one after the other, a few seconds apart; what was heard for each."""
    heard: set[tuple[str, ...]] = set()
    for place, guess in enumerate(guesses):
        desk.now += timedelta(seconds=0 if place % 10 else 30)
        before = len(desk.ears.said)
        if how == "press":
            desk.presses_nonce(account, guess)
        else:
            desk.says(account, how.format(guess))
        new = [saying for _, saying in desk.ears.said[before:] if saying.place.address == account]
        heard.add(tuple("\n".join(text for text, _ in each.paragraphs).replace(guess, "N") for each in new))
    return heard


def made_up(count: int, length: int) -> list[str]:
    lot = random.Random(SEED)
    return ["".join(lot.choices(KEYS, k=length)) for _ in range(count)]


def alarms(desk: Desk) -> int:
    return sum("Somebody tries keys" in each for each in desk.chat("Ada"))


def row_of(desk: Desk, account: str) -> GuessRow | None:
    with desk.database.reading() as session:
        return session.get(GuessRow, (CHAT, f"console:{account}"))


def test_every_refusal_that_hides_is_counted() -> None:
    """The sentences stand in the code as they stand in the table; a changed one would be counted no more."""
    root = Path(__file__).resolve().parents[2]
    code = "\n".join(
        each.read_text(encoding="utf-8") for part in ("handlers", "storage") for each in (root / part).rglob("*.py")
    )
    assert [each for each in NOT_YOURS if f'"{each}"' not in code] == []


@pytest.mark.experiment("T31", "72 links, buttons, numbers guessed in chat", "0 hits, the same reply, slowed, 1 alarm")
def test_who_guesses_hits_nothing_and_is_noticed(desk: Desk, seen: Seen) -> None:
    desk.says("Ada", "/invite Zoe salesperson zoe@firm.example").forget()
    seller = "othersalesperson"
    links = heard_each_time(desk, "mallory", made_up(24, 22), "/start {}")
    buttons = heard_each_time(desk, "otherviewer", made_up(24, 16), "press")
    numbers = heard_each_time(
        desk, seller, [str(each) for each in random.Random(SEED).sample(range(2000, 99999), 24)], "/why {}"
    )
    slow = ("That was too often a wrong number or button. I listen to you once a minute, for an hour.",)
    assert links == {()}, "a stranger hears nothing, right or wrong, slowed or not"
    assert buttons == {("This button is not valid any more.",), slow, ()}
    assert numbers == {("I know no N that you may see. /mine lists yours.",), slow, ()}
    desk.passes(minutes=2)
    assert alarms(desk) == 1
    row = row_of(desk, "mallory")
    assert row is not None
    assert row.count < 24, "what is not looked at is not counted either"
    seen(f"72 guesses, 0 hits, {alarms(desk)} alarm")


def test_a_good_link_of_who_has_guessed_is_not_looked_at_for_a_while(desk: Desk) -> None:
    desk.says("Ada", "/invite Zoe salesperson zoe@firm.example")
    link = next(each for each in reversed(desk.chat("Ada")) if "/start " in each).partition("/start ")[2].split()[0]
    heard_each_time(desk, "mallory", made_up(LIMIT.most, 22), "/start {}")
    desk.says("mallory", f"/start {link}")
    with desk.database.reading() as session:
        assert session.scalars(select(InviteRow.state)).all() == ["open"]
    desk.now += timedelta(minutes=1)
    desk.says("mallory", f"/start {link}")
    with desk.database.reading() as session:
        assert session.scalars(select(InviteRow.state)).all() == ["used"], "and still an administrator has to confirm"


def test_who_is_slowed_hears_so_once_a_minute_however_much_is_sent(desk: Desk) -> None:
    heard_each_time(desk, "othersalesperson", [str(each) for each in range(5000, 5000 + LIMIT.most)], "/why {}")
    desk.forget()
    for minute in range(1, 4):
        for _ in range(10):
            desk.says("othersalesperson", "/why 6000")
        said = [each for each in desk.chat("othersalesperson") if "That was too often" in each]
        assert len(said) == minute
        desk.now += timedelta(minutes=1)


@pytest.mark.slow
def test_who_presses_old_buttons_or_errs_now_and_then_is_never_slowed(desk: Desk) -> None:
    desk.says("Ana", "/show 1001")
    (button, *_) = [each for each in desk._buttons("Ana") if each.label == "Pass on"]
    for _ in range(LIMIT.most + 5):
        desk.presses_nonce("Ana", button.nonce)
    for number in range(5000, 5000 + LIMIT.most + 5):
        desk.now += timedelta(minutes=4)
        desk.says("Ana", f"/why {number}")
    desk.forget().says("Ana", "/mine").hears("Yours and open: 1")


def test_when_it_is_over_that_is_told_and_forgotten_at_night(desk: Desk) -> None:
    heard_each_time(desk, "mallory", made_up(LIMIT.most, 22), "/start {}")
    desk.jumps(minutes=2).forget().jumps(hours=2).hears("It is over.", "Somebody tries keys", who="Ada")
    desk.jumps(days=2)
    assert row_of(desk, "mallory") is None


def guessed_threads(desk: Desk, count: int) -> tuple[int, int]:
    """Letters with made-up tokens of thread 1001; how many joined it, and how many alarms there were."""
    lot = random.Random(SEED)
    for number in range(count):
        token = "".join(lot.choices("abcdefghijklmnopqrstuvwxyz234567", k=20))
        unique = "".join(lot.choices("abcdefghijklmnopqrstuvwxyz234567", k=16))
        desk.receives(
            f"Please send the price list {number}.",
            sender="Mallory <mallory@evil.example>",
            subject=f"Re: [1001] {number}",
            to=f"info+1001.{token}@firm.example",
            headers={"In-Reply-To": f"<1001.c.{unique}.{token}@firm.example>"},
        )
    desk.passes(minutes=2)
    with desk.database.reading() as session:
        touched = session.scalar(select(ConversationRow.customer_wrote_at).where(ConversationRow.id == 1001))
    return int(touched != MONDAY), alarms(desk)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.experiment("T31", "25 letters with made-up thread tokens", "0 joined, 1 alarm")
def test_made_up_threads_join_nothing_and_are_noticed(desk: Desk, seen: Seen) -> None:
    joined, told = guessed_threads(desk, 25)
    seen(f"{joined} joined, {told} alarm")
    assert (joined, told) == (0, 1)


def hits(desk: Desk, account: str, said: Iterator[dict[str, Any]]) -> tuple[int, set[tuple[str, ...]]]:
    """Each guess truly looked at, for its count is forgotten at once; how many did anything, and what was heard."""
    hit, replies = 0, set()
    home = Place("console", account)
    with desk.database.deciding() as session:
        for guess in said:
            work = desk.work(session)
            heard = Heard(key="console:test", place=home, account=account, at=desk.now, **guess)
            try:
                found = Effect(tuple(hear(work, heard)), tuple(each["verb"] for each in work.happenings), 0)
            except Refused as no:
                found = Effect(tuple(refused(work, heard, no.words)), (), 0)
            hit += bool(found.verbs)
            replies.add(tuple(re.sub(r"\d+", "N", each) for each in found.shown))
            session.expunge_all()
            session.execute(delete(GuessRow))
        session.rollback()
    return hit, replies


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.experiment("T31", "10,000 guesses of links, buttons, numbers, drafts", "0 hits, identical replies")
def test_ten_thousand_guesses_hit_nothing(desk: Desk, seen: Seen) -> None:
    desk.says("Ada", "/invite Zoe salesperson zoe@firm.example").forget()
    numbers = [str(each) for each in random.Random(SEED).sample(range(1002, 999_999), 2500)]
    ways: dict[str, tuple[str, Iterator[dict[str, Any]]]] = {
        "links": ("mallory", ({"text": f"/start {each}"} for each in made_up(2500, 22))),
        "buttons": ("otherviewer", ({"pressed": each} for each in made_up(2500, 16))),
        "numbers": ("othersalesperson", ({"text": f"/reply {each} Hello"} for each in numbers)),
        "drafts": ("othersalesperson", ({"text": f"/release {each}"} for each in numbers)),
    }
    found = {name: hits(desk, *way) for name, way in ways.items()}
    hit, differing = sum(each for each, _ in found.values()), sum(len(heard) - 1 for _, heard in found.values())
    seen(f"10,000 guesses, {hit} hits, {differing} replies that differ")
    assert (hit, differing) == (0, 0)
