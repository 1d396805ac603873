"""F22, F23, F24 under the running service: its database is held by another, its disk is full, its place is closed to it.

A full disk is one on which the preloaded recorder.c lets every write fail. Root may write everywhere; so that permissions
count for a service that root has started, it is started without that power.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage.database import opened
from tests.experiments import Seen
from tests.faults import recorded
from tests.faults.service import ANA, Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
ROOT = Path(__file__).resolve().parents[2]
ADA = 12
_DROP, _OVERRIDE, _READ = 24, 1, 2
"""PR_CAPBSET_DROP; CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""


def without_power() -> None:
    """What is started after this obeys permissions, though it be root."""
    for each in (_OVERRIDE, _READ):
        ctypes.CDLL(None).prctl(_DROP, each, 0, 0, 0)


def powerless(service: Service) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "app.cli", "run", "--config", str(service.folder / "infodesk.toml")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (service.folder.parent / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            preexec_fn=without_power if os.geteuid() == 0 else None,
        )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    return tmp_path / "desk"


@pytest.mark.slow
@pytest.mark.experiment("F22", "another program holds the SQLite file for 30 s", "errors to people 0, then all is done")
def test_a_database_that_is_held_for_half_a_minute_is_waited_for(place: Path, seen: Seen) -> None:
    with Service(place) as service:
        service.start()
        assert service.ready(90)
        other = opened(service.url)
        with other.deciding() as session:
            session.connection()
            began = time.monotonic()
            service.chat.type(ANA, ANA, "/take 9001")
            for _ in range(5):
                service.customer_writes()
            while time.monotonic() - began < 30:
                time.sleep(0.2)
            said = len(service.chat.texts(ANA))
            session.rollback()
        other.close()
        freed = time.monotonic()
        assert service.settled(120), service.log()[-3000:]
        service.invariants_hold()
        wrong = service.told(ANA, "went wrong")
        assert (said, wrong) == (0, 0)
        assert service.told(ANA, "9001") == 1
        seen(
            f"errors to people {wrong}, all done {time.monotonic() - freed:.0f} s after, {service.letters} letters, lost 0"
        )


@pytest.mark.slow
@pytest.mark.experiment("F23", "no room for a minute under the service, then freed", "told <= 60 s, goes on, lost 0")
def test_a_full_disk_is_told_and_waited_out(place: Path, seen: Seen) -> None:
    reason = recorded.missing()
    if reason:
        pytest.skip(reason)
    full = place.parent / "full"
    with Service(place) as service:
        service.joins("Ada", ADA, "administrator")
        environment = recorded.preloaded(place.parent)
        environment |= {"RECORDED_UNDER": str(place), "FULL_WHILE": str(full)}
        process = recorded.started(place / "infodesk.toml", environment, place.parent / "log")
        log = place.parent / "log"
        try:
            service.customer_writes()
            assert service.until(lambda: process.poll() is not None or service.settled(0.2), 120), log.read_text()[
                -3000:
            ]
            flags = service.mail.held("info@firm.example")
            full.touch()
            began = time.monotonic()
            for _ in range(5):
                service.customer_writes()
            service.chat.type(ANA, ANA, "/take 9001")
            assert service.until(lambda: service.told(ADA, "almost full") == 1, 120), log.read_text()[-3000:]
            told = time.monotonic() - began
            time.sleep(max(0.0, 40 - told))
            assert service.told(ANA, "9001") == 0
            full.unlink()
            freed = time.monotonic()
            assert service.until(lambda: service.told(ADA, "It is over") >= 1, 120), log.read_text()[-3000:]
            assert service.settled(180), log.read_text()[-3000:]
            again = time.monotonic() - freed
            assert process.poll() is None
            assert service.told(ANA, "9001") == 1
            assert service.told(ANA, "went wrong") == 0
            assert service.mail.held("info@firm.example")[: len(flags)] == flags
        finally:
            process.terminate()
            process.wait(30)
        (place / "log").write_bytes(log.read_bytes())
        service.invariants_hold()
        seen(
            f"told after {told:.0f} s, all done {again:.0f} s after, {service.letters} letters, lost 0, errors to people 0"
        )


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["folder", "file"])
@pytest.mark.experiment("F24", "folder closed, or file made read-only, under the service", "exit 75, no new database")
def test_a_place_that_is_closed_to_the_service_ends_it(place: Path, closed: str, seen: Seen) -> None:
    with Service(place) as service:
        polls = len(service.chat.asked("getUpdates"))
        process = powerless(service)
        log = place.parent / "log"
        try:
            assert service.until(lambda: len(service.chat.asked("getUpdates")) > polls, 90), log.read_text()[-3000:]
            (place / "infodesk.db").chmod(0o400) if closed == "file" else place.chmod(0o500)
            began = time.monotonic()
            service.customer_writes()
            assert process.wait(90) == 75, log.read_text()[-3000:]
        finally:
            process.kill()
            process.wait()
            place.chmod(0o700)
            (place / "infodesk.db").chmod(0o600)
        assert "may not be written" in log.read_text()
        assert not service.chat.texts(ANA), "a card for a letter that is nowhere written down"
        seen(f"{closed}: exit 75 after {time.monotonic() - began:.0f} s")
        service.start()
        assert service.settled(120), "what came meanwhile is fetched by the next"
        service.invariants_hold()
