"""F31: one letter of 70 MB. It is kept whole, read in the child, sent on as a notice; the service stays small."""

from __future__ import annotations

import random
import time
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from sqlalchemy import select

from bench.watching import memory_mb
from storage.tables.letters import LetterRow
from tests.experiments import SEED, Seen
from tests.faults.service import DOOR, Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]


@pytest.mark.experiment("F31", "a letter of 22 MB", "kept whole, read, sent on as a notice")
def test_a_large_letter_is_sent_on_as_a_notice(tmp_path: Path, seen: Seen) -> None:
    seen(_taken(tmp_path, octets=16_000_000)[0])


@pytest.mark.slow
@pytest.mark.experiment(
    "F31", "an attachment of 50 MB, 68 MB on the wire", "kept, 30 s, RSS of the service 300 MB, notice"
)
def test_an_attachment_of_fifty_megabytes(tmp_path: Path, seen: Seen) -> None:
    words, seconds, memory = _taken(tmp_path, octets=50_000_000)
    seen(words)
    assert memory <= 300
    assert seconds <= 30


def _taken(folder: Path, octets: int) -> tuple[str, float, float]:
    """Lets it come; returns what was seen, the seconds until the notice has left, and the highest MB of the service."""
    with Service(folder, plain=True) as service:
        raw = _letter(octets)
        service.start()
        assert service.ready()
        service.mail.put(DOOR, "INBOX", raw)
        began = time.monotonic()
        assert service.until(lambda: bool(_sent_on(service)), 240)
        seconds = time.monotonic() - began
        assert service.process is not None
        memory = memory_mb(service.process.pid, "VmHWM")
        notice = _sent_on(service)[0]
        assert b"The attachments are too large to be sent on" in notice
        assert b"drawing.bin (" in notice
        assert len(notice) < 10_000
        with service.database() as database, database.reading() as session:
            row = session.scalars(select(LetterRow).where(LetterRow.role == "inbox")).one()
        assert (row.state, row.size) == ("sorted", len(raw))
        assert service.blobs.load(row.sha256) == raw
        assert service.settled(60)
        service.invariants_hold()
    words = f"{len(raw) / 1e6:.0f} MB kept and told of after {seconds:.1f} s; RSS {memory:.0f} MB at most"
    return words, seconds, memory


def _letter(octets: int) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Eva <eva@kunde.example>", DOOR
    mail["Subject"], mail["Message-ID"] = "Inquiry with a drawing", "<drawing@kunde.example>"
    mail.set_content("We need 40 pumps as in the drawing, CIF Valencia.")
    content = random.Random(SEED).randbytes(octets)
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename="drawing.bin")
    return mail.as_bytes(policy=SMTP)


def _sent_on(service: Service) -> list[bytes]:
    return [each.raw for each in service.mail.accepted() if "ana@firm.example" in each.recipients]
