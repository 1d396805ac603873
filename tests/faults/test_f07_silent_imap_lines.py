"""F07: the line to the mailbox dies without a word, no FIN, no RST, as when a router forgets it; and what SIGTERM does then."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.experiments import Seen
from tests.faults.service import Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
SHORT = {"app.intake.SWEEP_SECONDS": 2.0, "mail.imap_line._DONE_WITHIN": 2.0}
QUICK = 'host = "127.0.0.1"\nsecurity = "plain"\ntimeout = 4'
SEEN_WITHIN = 300.0


def while_it_waits(service: Service) -> None:
    service.imap_line.now().silence()


def _once(verb: str, holding: bytes = b"") -> Callable[[Service], None]:
    def dies(service: Service) -> None:
        service.imap_line.on(verb, holding=holding).silence()

    return dies


def and_the_next_one_too(service: Service) -> None:
    service.imap_line.on("CONNECT", times=2).silence()
    service.imap_line.now().silence()


def at_the_login(service: Service) -> None:
    service.imap_line.on("LOGIN").silence()
    service.imap_line.now().reset()


DEATHS: dict[str, Callable[[Service], None]] = {
    "while it waits": while_it_waits,
    "at the list of letters": _once("SEARCH"),
    "at a letter": _once("FETCH", b"BODY"),
    "and the next two lines as well": and_the_next_one_too,
    "at the login": at_the_login,
}


def seen_after(service: Service, death: str) -> float:
    """A letter comes when the line is dead already; returns how many seconds later it was taken in."""
    line = service.imap_line
    assert service.until(lambda: bool(line.asked()) and line.asked()[-1].verb == "IDLE")
    before = service.happened("received")
    DEATHS[death](service)
    service.customer_writes()
    began = time.monotonic()
    assert service.until(lambda: service.happened("received") > before, SEEN_WITHIN), (
        f"{death}:\n{service.log()[-3000:]}"
    )
    return time.monotonic() - began


@pytest.mark.experiment("F07", "IDLE silently dead; waits of 60 and 15 s made 2 s", "new mail seen, no alarm")
def test_a_silent_line_is_found_out(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path, imap=QUICK, constants=SHORT) as service:
        service.start()
        assert service.ready()
        took = seen_after(service, "while it waits")
        assert service.settled()
        assert service.ends() == 0
        service.invariants_hold()
        seen(f"seen after {took:.1f} s")


@pytest.mark.slow
@pytest.mark.experiment("F07", "SIGTERM while the mail server answers nothing", "exit <= 10 s (F39), code 0")
def test_it_can_be_ended_while_the_mail_server_answers_nothing(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path) as service:
        service.start()
        assert service.ready()
        line = service.imap_line
        assert service.until(lambda: bool(line.asked()) and line.asked()[-1].verb == "IDLE")
        line.always("FETCH").silence()
        line.always("CONNECT").silence()
        service.customer_writes()
        assert service.until(lambda: bool(line.asked("FETCH")))
        began = time.monotonic()
        assert service.ends(40) == 0
        took = time.monotonic() - began
        seen(f"ended after {took:.1f} s")
        assert took < 20, service.log()[-2000:]
        line.well()
        service.start()
        assert service.settled()
        assert service.ends() == 0
        service.invariants_hold()


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.experiment("F07", "the line dies silently at five places, real waits", "new mail seen in 5 min each")
def test_a_silent_line_is_found_out_within_five_minutes(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path) as service:
        service.start()
        assert service.ready()
        took = {death: seen_after(service, death) for death in DEATHS}
        assert service.settled()
        assert service.ends() == 0
        service.invariants_hold()
        seen("seen after " + ", ".join(f"{seconds:.0f}" for seconds in took.values()) + " s")
