"""T25: callback data is what a stranger sends. A button works once, for its listener, in its place, while it is true.

Suffered: bots that put the action itself into the button's data ("pay:1042") obey whoever sends it; two quick presses on a
slow server paid twice. Telegram's own documentation does not say whether forged data is kept back.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from app.perform import Performer
from handlers.hearing import hear
from rules.event import Heard, Place
from storage.database import Database, opened
from storage.tables.happenings import HappeningRow
from storage.tables.outbox import ButtonRow, MessageRow
from storage.tables.updates import HandledRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen
from tests.faults.service import ANA, Service


def nonce(desk: Desk, person: str, label: str) -> str:
    return next(each.nonce for each in reversed(desk._buttons(person)) if each.label == label)


def unowned(desk: Desk) -> Desk:
    desk.set("routing.order", "open_inquiry")
    return desk.receives()


def test_a_button_pressed_twice_acts_once(desk: Desk) -> None:
    unowned(desk)
    take = nonce(desk, "Dora", "Take")
    desk.presses_nonce("Dora", take)
    assert desk.owner_of(1001) == "Dora"
    desk.forget().presses_nonce("Dora", take).hears("not valid any more", who="Dora")


def test_somebody_elses_button_does_nothing(desk: Desk) -> None:
    unowned(desk)
    take = nonce(desk, "Dora", "Take")
    desk.presses_nonce("Bob", take, Place("console", "bob"))
    desk.presses_nonce("Bob", take, Place("console", "dora"))
    desk.presses_nonce("Mallory", take, Place("console", "dora"))
    assert desk.owner_of(1001) == ""


def test_a_button_of_an_older_version_does_nothing(desk: Desk) -> None:
    unowned(desk)
    not_inquiry = nonce(desk, "Dora", "Not an inquiry")
    desk.says("Ana", "/take 1001").forget().presses_nonce("Dora", not_inquiry)
    assert desk.conversation(1001).state == "assigned"
    assert desk.owner_of(1001) == "Ana"


def test_a_forged_nonce_does_nothing(desk: Desk) -> None:
    unowned(desk).forget()
    for forged in ("", "A" * 16, "/take 1001", "' OR 1=1 --"):
        desk.presses_nonce("Dora", forged)
    assert desk.owner_of(1001) == ""


def test_a_button_expires(desk: Desk) -> None:
    unowned(desk)
    take = nonce(desk, "Dora", "Take")
    desk.jumps(days=15)
    desk.presses_nonce("Dora", take)
    assert desk.owner_of(1001) == ""


PRESSES = 100


@pytest.fixture
def shared(tmp_path: Path, database_url: str) -> Iterator[Desk]:
    """A desk on SQLite and on PostgreSQL in turn, where Dora has two chats and a card with buttons in each."""
    desk = Desk(tmp_path, database_url)
    desk.hires("Ana").hires("Dora", "dispatcher").set("routing.order", "open_inquiry").receives()
    yield desk
    desk.close()


def takes(desk: Desk) -> list[str]:
    """Two buttons that mean the same: the one on the card, and one that stands in her second chat."""
    with desk.database.deciding() as session:
        row = session.scalars(
            select(ButtonRow).where(ButtonRow.command.like("/take %"), ButtonRow.listener == 2)
        ).first()
        assert row is not None
        copied = {
            each: getattr(row, each) for each in ("listener", "front", "command", "card", "version", "expires_at")
        }
        session.add(ButtonRow(**copied, nonce="second-chat-0123", place="dora-at-home"))
        session.commit()
        return [row.nonce, "second-chat-0123"]


def pressed(desk: Desk, number: int, nonces: list[str]) -> Heard:
    """The same press is never twice the same update: each has a key of its own."""
    second = number % 2
    place = Place("console", "dora-at-home" if second else "dora")
    return Heard(f"console:press{number}", place, "dora", desk.now, pressed=nonces[second])


def decided_by(desk: Desk, databases: list[Database], presses: list[Heard]) -> list[float]:
    """All at once, by as many deciders as there are databases opened, each as its own process would; seconds of each."""
    performers = [Performer(each, desk.blobs, lambda: desk.now) for each in databases]

    def one(place: int) -> float:
        begun = time.perf_counter()
        performers[place % len(performers)].decide(presses[place], hear)
        return time.perf_counter() - begun

    try:
        with ThreadPoolExecutor(max_workers=len(performers)) as threads:
            return list(threads.map(one, range(len(presses))))
    finally:
        for each in performers:
            each.close()


@pytest.mark.experiment("T25", "100 parallel presses through 2 chats, by 2 deciders", "exactly 1 effect, all answered")
def test_a_hundred_parallel_presses_act_once(shared: Desk, database_url: str, seen: Seen) -> None:
    nonces = takes(shared)
    databases = [opened(database_url) for _ in range(2)]
    seconds = decided_by(shared, databases, [pressed(shared, number, nonces) for number in range(PRESSES)])
    for each in databases:
        each.close()
    with shared.database.reading() as session:
        assigned = session.scalars(select(HappeningRow).where(HappeningRow.verb == "assigned")).all()
        handled = session.scalars(select(HandledRow.key).where(HandledRow.key.like("console:press%"))).all()
        said = session.scalars(select(MessageRow).where(MessageRow.key.like("console:press%"))).all()
    assert len(assigned) == 1
    assert len(handled) == PRESSES
    assert len(said) >= PRESSES, "each press has its answer"
    assert shared.owner_of(1001) == "Dora"
    seen(f"{shared.database.engine.dialect.name}: 1 effect, slowest {max(seconds):.2f} s under load")


def test_a_forwarded_card_has_no_buttons_that_work(shared: Desk) -> None:
    """Telegram carries buttons along when a message is forwarded into another chat."""
    nonces = takes(shared)
    for who, place in (("dora", "team"), ("ana", "ana"), ("mallory", "mallory")):
        shared.presses_nonce(who, nonces[0], Place("console", place, private=place != "team"))
    assert shared.owner_of(1001) == ""


async def test_the_same_update_given_twice_acts_once(shared: Desk) -> None:
    """A server that answers twice, or two processes that poll at once."""
    nonces = takes(shared)
    performer = Performer(shared.database, shared.blobs, lambda: shared.now)
    again = [performer.perform(pressed(shared, 0, nonces), hear) for _ in range(10)]
    assert sorted(await asyncio.gather(*again)) == [False] * 9 + [True]
    performer.close()


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.xdist_group("services")
@pytest.mark.timeout(900)
@pytest.mark.experiment("T25", "100 presses of one button at the running service", "1 effect; answered within 1 s")
def test_a_hundred_presses_at_the_running_service_act_once(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path) as service:
        service.start()
        assert service.ready()
        service.customer_writes()
        assert service.until(lambda: any("Pass on" in str(each.buttons) for each in service.chat.said(ANA)), 60)
        card = next(each for each in service.chat.said(ANA) if "Pass on" in str(each.buttons))
        before = len(service.chat.asked("answerCallbackQuery"))
        begun = time.monotonic()
        for _ in range(PRESSES):
            service.chat.press_data(ANA, ANA, card.nonce("Not an inquiry"), card.id)
        first = service.until(lambda: len(service.chat.asked("answerCallbackQuery")) > before, 30)
        quickest = time.monotonic() - begun
        assert first
        assert service.until(lambda: len(service.chat.asked("answerCallbackQuery")) >= before + PRESSES, 400)
        each = (time.monotonic() - begun) / PRESSES
        acted = [said for said in service.chat.texts(ANA) if said.startswith("What is ")]
        seen(f"1 effect, first answer {quickest:.2f} s, then {each:.2f} s each: one a second into a chat")
        assert len(acted) == 1
        assert service.ends() == 0
