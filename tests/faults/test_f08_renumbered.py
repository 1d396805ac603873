"""F08: the mail server deals new numbers, with a new UIDVALIDITY or silently, or tells a UIDNEXT that is too low."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from tests.experiments import SEED, Seen
from tests.faults.service import DOOR, OTTO, Service
from tests.standins.renumbering import renumbered

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
RENUMBERED, OVER = "has renumbered INBOX", "It is over."
SWEEPS = {"app.intake.SWEEP_SECONDS": 5.0}


def new_validity(service: Service) -> None:
    renumbered(service.mail, DOOR)


def new_validity_and_numbers(service: Service) -> None:
    renumbered(service.mail, DOOR, dice=random.Random(SEED))


def new_numbers_silently(service: Service) -> None:
    renumbered(service.mail, DOOR, dice=random.Random(SEED), validity=False)


def uidnext_too_low(service: Service) -> None:
    service.imap_line.always("EXAMINE").lie(lambda part: re.sub(rb"UIDNEXT \d+", b"UIDNEXT 3", part))


CHANGES: dict[str, tuple[Callable[[Service], None], bool]] = {
    "UIDVALIDITY changes": (new_validity, True),
    "UIDVALIDITY changes, UIDs from 1 in another order": (new_validity_and_numbers, True),
    "UIDs from 1 in another order, UIDVALIDITY stays": (new_numbers_silently, True),
    "UIDNEXT lower than the UIDs there are": (uidnext_too_low, False),
}
"""What changes, and whether people are told."""


def letters(service: Service, count: int, inquiries: int) -> None:
    """So many letters lie in the mailbox, among them so many inquiries; the others are newsletters."""
    for place in range(count):
        service.letters += 1
        number = service.letters
        mass = "" if place < inquiries else "List-Unsubscribe: <https://x.example/>\r\nList-ID: <x>\r\n"
        raw = (
            f"From: Eva <eva{number}@kunde{number}.example>\r\nTo: {DOOR}\r\nSubject: Inquiry {number}\r\n{mass}"
            f"Message-ID: <{number}@kunde.example>\r\nDate: Mon, 02 Mar 2026 10:00:00 +0000\r\n\r\n"
            f"{'News of today' if mass else 'We need pumps, CIF Valencia'}, number {number}.\r\n"
        )
        service.mail.put(DOOR, "INBOX", raw.encode())


def opened(service: Service) -> int:
    with service.database() as database, database.reading() as session:
        return session.scalar(select(func.count()).select_from(ConversationRow)) or 0


def logged(service: Service) -> int:
    with service.database() as database, database.reading() as session:
        return session.scalar(select(func.count()).where(LetterRow.role == "inbox", LetterRow.state == "sorted")) or 0


def numbers_change(folder: Path, name: str, known: int, new: int, seen: Seen) -> None:
    change, told = CHANGES[name]
    inquiries = known // 10
    with Service(folder, constants=SWEEPS) as service:
        service.joins("Otto", OTTO, "administrator")
        letters(service, known, inquiries)
        service.start(quick_readers=True)
        assert service.settled(400), service.log()[-3000:]
        assert (logged(service), opened(service)) == (known, inquiries)
        change(service)
        service.imap_line.now().reset()  # a server that was restored
        letters(service, new, new)
        began = time.monotonic()
        assert service.until(lambda: opened(service) == inquiries + new, 300), service.log()[-3000:]
        took = time.monotonic() - began
        if told:
            assert service.until(lambda: service.told(OTTO, RENUMBERED) >= 1, 60)
            alarm = time.monotonic() - began
            assert service.until(lambda: service.told(OTTO, OVER) >= 1, 120), service.chat.texts(OTTO)
        assert service.settled(200)
        assert service.ends() == 0
        service.invariants_hold()
        assert (logged(service), opened(service)) == (known + new, inquiries + new)
        assert service.told(OTTO, RENUMBERED) == 2 * told  # once begun, once over
        what = f"alarm within {alarm:.0f} s, over" if told else "no alarm"
        seen(f"{new} of {new} after {took:.0f} s, doubled 0, {what}")


@pytest.mark.experiment(
    "F08", "20 known, 3 new, UIDs dealt anew without a word", "3 in, doubled 0, lost 0, alarm and its end"
)
@pytest.mark.parametrize("name", [list(CHANGES)[2]])
def test_new_numbers_lose_and_double_nothing(tmp_path: Path, name: str, seen: Seen) -> None:
    numbers_change(tmp_path, name, 20, 3, seen)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", list(CHANGES))
@pytest.mark.experiment(
    "F08", "1,000 known, 10 new, four ways to change numbers", "10 in, doubled 0, lost 0, alarm <= 1 min"
)
def test_new_numbers_of_a_thousand_letters(tmp_path: Path, name: str, seen: Seen) -> None:
    numbers_change(tmp_path, name, 1000, 10, seen)
