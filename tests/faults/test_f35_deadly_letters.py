"""F35: a letter kills its reader, three times over. It is put aside with an alarm, and the next letter goes on."""

from __future__ import annotations

import random
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.letters.quarantine import ONE_BY_ONE
from storage.tables.letters import LetterRow
from tests.experiments import SEED, Seen
from tests.faults.deadly_reader import BEGIN, DEATHS
from tests.faults.service import ANA, DOOR, Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]


@pytest.mark.experiment("F35", "readers: segfault, kill, out of memory", "aside after 3 tries, alarm, the next goes on")
def test_a_letter_that_kills_its_reader_is_put_aside_and_the_next_goes_on(tmp_path: Path, seen: Seen) -> None:
    deadly = [death.decode() for death in DEATHS]
    seen(_survived(tmp_path, ["", *(each for death in deadly for each in (death, ""))], patience=90))


@pytest.mark.slow
@pytest.mark.experiment("F35", "60 letters, every third kills its reader", "20 aside after 3 tries each, 40 sorted")
def test_many_deadly_letters_among_good_ones(tmp_path: Path, seen: Seen) -> None:
    deadly = [death.decode() for death in DEATHS]
    letters = [*random.Random(SEED).choices(deadly, k=20), *([""] * 40)]
    random.Random(SEED).shuffle(letters)
    seen(_survived(tmp_path, letters, patience=600))


def _survived(folder: Path, letters: list[str], patience: float) -> str:
    """Lets the service read them all, "" for a good one; returns what was seen."""
    with Service(folder, plain=True, constants={"mail.reader._BEGIN": BEGIN}) as service:
        for number, death in enumerate(letters):
            service.mail.put(DOOR, "INBOX", _letter(number, death))
        service.start()
        assert service.settled(patience)
        assert service.process is not None
        assert service.process.poll() is None
        with service.database() as database, database.reading() as session:
            rows = session.execute(select(LetterRow.state, LetterRow.reason).where(LetterRow.role == "inbox")).all()
        aside = [reason for state, reason in rows if state == "quarantined"]
        dead = sum(map(bool, letters))
        tries = service.log().count('"letter not readable"')
        assert len(aside) == dead
        assert sum(state == "sorted" for state, _ in rows) == len(letters) - dead
        assert tries == 3 * dead
        assert service.told(ANA, "A letter could not be read") == min(dead, ONE_BY_ONE), "the rest is counted"
        service.invariants_hold()
    return f"{dead} aside after {tries // dead} tries each, {len(rows) - dead} sorted, {dead} alarms; {_reasons(aside)}"


def _letter(number: int, death: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"Eva <eva@kunde{number}.example>", DOOR
    mail["Subject"], mail["Message-ID"] = f"Inquiry {number}", f"<{number}@kunde{number}.example>"
    if death:
        mail["X-Dies"] = death
    mail.set_content(f"We need {number + 1} pumps, CIF Valencia.")
    return mail.as_bytes()


def _reasons(aside: list[str]) -> str:
    return ", ".join(sorted({each.partition("(")[2].strip(")") or "out of memory" for each in aside}))
