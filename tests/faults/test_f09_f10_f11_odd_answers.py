"""F09, F10, F11: an IMAP server that refuses letters, answers nonsense, announces gigabytes, drips. The others go on."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.letters.quarantine import ONE_BY_ONE
from storage.tables.letters import SightingRow
from tests.experiments import Seen
from tests.faults.service import ANA, DOOR, Service
from tests.standins.trouble import Words

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
SWEEPS = {"app.intake.SWEEP_SECONDS": 1.0}
NOT_GIVEN = "The mail server does not give a message"
FIRST = 101
LITERAL = re.compile(rb"\{\d+\}")


def _in_part(uid: int, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Rewrites what is told of one letter, and leaves what is told of others beside it."""
    mark = re.compile(rb"\bUID %d\b" % uid)
    return lambda part: change(part) if b"FETCH" in part[:40] and mark.search(part[-200:] + part[:200]) else part


Odd = Callable[[Words, int], None]
LETTER: dict[str, Odd] = {
    "NO [SERVERBUG]": lambda words, uid: words.refuse("NO [SERVERBUG] this one is broken"),
    "BAD": lambda words, uid: words.refuse("BAD what do you mean"),
    "OK without data": lambda words, uid: words.lie(_in_part(uid, lambda part: b"")),
    "FETCH without BODY[]": lambda words, uid: words.lie(
        _in_part(uid, lambda part: b"* 1 FETCH (UID %d FLAGS (\\Seen))\r\n" % uid)
    ),
    "BODY[] NIL": lambda words, uid: words.lie(_in_part(uid, lambda part: b"* 1 FETCH (UID %d BODY[] NIL)\r\n" % uid)),
    "unclosed brackets": lambda words, uid: words.lie(_in_part(uid, lambda part: b"* 1 FETCH (UID ((( \x01 \r\n")),
    "chance bytes": lambda words, uid: words.garbage(),
    "literal of 3 GB": lambda words, uid: words.lie(
        _in_part(uid, lambda part: LITERAL.sub(b"{3000000000}", part, count=1))
    ),
    "line without an end": lambda words, uid: words.flood(b"* 1 FETCH (UID %d " % uid, 40_000_000),
    "reset in the letter": lambda words, uid: words.cut(after=200),
}
"""What happens whenever the bytes of one certain letter are asked for, alone or among others."""


def _of(uid: int, what: bytes = b"BODY") -> re.Pattern[bytes]:
    return re.compile(rb"FETCH [\d,]*\b%d\b.*%s" % (uid, what), re.S)


def odd_letters(folder: Path, odd: list[str], seen: Seen) -> None:
    """Each of the first letters is befallen by one of these; the good ones between and after them have to come."""
    good = len(odd) + 3
    quarantined = {FIRST + 2 * number for number in range(len(odd))}
    with Service(folder, constants=SWEEPS) as service:
        one = rb"\b(%s)\b" % b"|".join(b"%d" % uid for uid in quarantined)
        two = re.compile(rb"FETCH [\d,]*%s[\d,]*%s.*BODY" % (one, one))
        service.imap_line.always("FETCH", holding=two).refuse("NO [LIMIT] two at once")  # a rule befalls one of them
        for number, each in enumerate(odd):
            uid = FIRST + 2 * number
            LETTER[each](service.imap_line.always("FETCH", holding=_of(uid)), uid)
        for _ in range(2 * len(odd) + 3):
            service.customer_writes()
        service.start()
        began = time.monotonic()
        assert service.until(lambda: service.happened("received") == good, 240), _report(service)
        others = time.monotonic() - began
        assert service.until(lambda: service.happened("quarantined") == len(odd), 400), _report(service)
        assert {uid for uid, state, _ in _states(service) if state == "quarantined"} == quarantined
        assert all(attempts == 5 for _, state, attempts in _states(service) if state == "quarantined")
        assert service.until(lambda: service.told(ANA, NOT_GIVEN) == min(len(odd), ONE_BY_ONE), 120), (
            service.chat.texts(ANA)
        )
        tries = max(
            len([1 for each in service.imap_line.asked("FETCH") if _of(uid).search(each.raw)]) for uid in quarantined
        )
        service.imap_line.well()
        service.chat.type(ANA, ANA, "/reconcile")
        assert service.until(lambda: service.happened("received") == good + len(odd), 240), _report(service)
        assert service.until(lambda: bool(service.told(ANA, "Mailbox and log, counted")), 60), service.chat.texts(ANA)
        assert service.settled()
        assert service.ends() == 0
        service.invariants_hold()
        seen(f"{good} others in {others:.0f} s; {len(odd)} given up after 5 tries, {tries} requests at most; then had")


def _report(service: Service) -> str:
    asked = [f"{each.connection} {each.verb} {each.raw[:60]!r}" for each in service.imap_line.asked()[-12:]]
    return "\n".join(["", *map(str, _states(service)), *asked, service.log()[-1500:]])


def _states(service: Service) -> list[tuple[int, str, int]]:
    with service.database() as database, database.reading() as session:
        rows = session.scalars(select(SightingRow).where(SightingRow.folder == "INBOX").order_by(SightingRow.uid))
        return [(row.uid, row.state, row.attempts) for row in rows]


@pytest.mark.experiment(
    "F09",
    "server says NO, sends nonsense or nothing for 3 letters",
    "others go on; 5 tries, told, /reconcile gets them",
)
def test_a_letter_that_the_server_does_not_give_holds_up_no_other(tmp_path: Path, seen: Seen) -> None:
    odd_letters(tmp_path, ["NO [SERVERBUG]", "OK without data", "unclosed brackets"], seen)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.experiment(
    "F09", "ten kinds of answers to ten letters at once", "others go on; 5 tries, told, /reconcile gets them"
)
def test_ten_kinds_of_odd_answers_at_once(tmp_path: Path, seen: Seen) -> None:
    odd_letters(tmp_path, list(LETTER), seen)


TALK: dict[str, tuple[str, Callable[[Words], None]]] = {
    "EXPUNGE that nobody asked for": ("FETCH", lambda words: words.before(b"* 1 EXPUNGE\r\n")),
    "FETCH that nobody asked for": ("FETCH", lambda words: words.before(b"* 1 FETCH (FLAGS (\\Answered))\r\n")),
    "every answer twice": ("FETCH", lambda words: words.lie(lambda part: part + part if part[:1] == b"*" else part)),
    "chance bytes for sizes": ("FETCH", lambda words: words.garbage()),
    "NO to sizes": ("FETCH", lambda words: words.refuse("NO [SERVERBUG] busy")),
    "chance bytes for the list": ("SEARCH", lambda words: words.garbage()),
    "an empty list": ("SEARCH", lambda words: words.lie(lambda part: b"* SEARCH\r\n" if part[:1] == b"*" else part)),
    "chance bytes at opening": ("EXAMINE", lambda words: words.garbage()),
    "NO to opening": ("EXAMINE", lambda words: words.refuse("NO [SERVERBUG] busy")),
    "chance bytes for folders": ("LIST", lambda words: words.garbage()),
    "good-bye instead of a welcome": ("CONNECT", lambda words: words.bye()),
    "chance bytes as a welcome": ("CONNECT", lambda words: words.garbage()),
    "NO to the login, for now": ("LOGIN", lambda words: words.refuse("NO [UNAVAILABLE] busy")),
    "chance bytes for the login": ("LOGIN", lambda words: words.garbage()),
}
"""What the server says now and then, to whatever is asked; nothing may be lost or given up by it."""


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.experiment(
    "F09", "14 kinds of nonsense in a quarter of all answers, 60 mails", "60 in, none given up, none doubled"
)
def test_a_server_that_talks_nonsense_now_and_then_costs_no_letter(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path, constants=SWEEPS) as service:
        for verb, befalls in TALK.values():
            befalls(service.imap_line.always(verb, chance=0.06))
        service.start()
        for _ in range(20):
            for _ in range(3):
                service.customer_writes()
            service.until(lambda: False, 1)
        began = time.monotonic()
        assert service.until(lambda: service.happened("received") == 60, 300), _report(service)
        took = time.monotonic() - began
        service.imap_line.well()
        assert service.settled()
        assert service.ends() == 0
        service.invariants_hold()
        assert service.happened("quarantined") == 0
        seen(f"{service.imap_line.befell.total()} odd answers, 60 of 60 in, the last after {took:.0f} s more")


def memory_at_most(service: Service) -> int:
    """The most that the service has held in memory so far, in MB."""
    assert service.process is not None
    status = Path(f"/proc/{service.process.pid}/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) // 1024


@pytest.mark.slow
@pytest.mark.experiment("F10", "letter of 3 GB: told by size, by literal, poured out", "others go on, RSS <= 300 MB")
def test_three_gigabytes_do_not_fill_the_memory(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path, constants=SWEEPS) as service:
        line = service.imap_line
        line.always("FETCH", holding=_of(FIRST, b"SIZE")).lie(
            _in_part(FIRST, lambda part: re.sub(rb"SIZE \d+", b"SIZE 3000000000", part))
        )
        for uid in (FIRST + 1, FIRST + 2):
            head = b"* 1 FETCH (UID %d BODY[] {3000000000}\r\n" % uid
            line.always("FETCH", holding=_of(uid)).flood(head)
        for _ in range(6):
            service.customer_writes()
        service.start()
        assert service.until(lambda: service.happened("received") == 3, 240), _report(service)
        assert service.until(lambda: service.happened("quarantined") == 3, 240), _report(service)
        most = memory_at_most(service)
        seen(f"{most} MB at most, 3 others in, 3 given up")
        assert most <= 300
        line.well()
        service.chat.type(ANA, ANA, "/reconcile")
        assert service.until(lambda: service.happened("received") == 6, 60)
        assert service.settled()
        assert service.ends() == 0
        service.invariants_hold()


@pytest.mark.slow
@pytest.mark.experiment("F10", "a real letter of 75 MB", "taken in, RSS <= 300 MB")
def test_a_letter_of_75_megabytes_fits(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path) as service:
        head = b"From: Eva <eva@kunde.example>\r\nTo: info@firm.example\r\nSubject: Plans\r\n\r\nSee below.\r\n"
        service.mail.put(DOOR, "INBOX", head + (b"x" * 74 + b"\r\n") * 985_000)
        service.start()
        assert service.settled(200), _report(service)
        most = memory_at_most(service)
        seen(f"{most} MB at most")
        assert most <= 300
        assert service.ends() == 0
        service.invariants_hold()


def dripping(service: Service, seen: Seen, others_within: float) -> None:
    """One letter comes at a byte in 0.4 s, whenever it is asked for; three come after it."""
    service.imap_line.always("FETCH", holding=_of(FIRST)).drip(1, 0.4)
    for _ in range(4):
        service.customer_writes()
    service.start()
    began = time.monotonic()
    assert service.until(lambda: service.happened("received") == 3, others_within + 60), _report(service)
    took = time.monotonic() - began
    service.customer_writes()
    began = time.monotonic()
    assert service.until(lambda: service.happened("received") == 4, others_within + 60), _report(service)
    later = time.monotonic() - began
    seen(f"three others after {took:.0f} s, one that came later after {later:.0f} s")
    assert max(took, later) <= others_within
    service.imap_line.well()
    service.imap_line.now().reset()
    assert service.until(lambda: service.happened("received") == 5, 150), _report(service)
    assert service.settled()
    assert service.ends() == 0
    service.invariants_hold()


@pytest.mark.slow
@pytest.mark.experiment(
    "F11", "a letter drips, 1 byte in 0.4 s; timeouts made 3 s", "given up in time, the others come"
)
def test_a_letter_that_drips_is_left_for_later(tmp_path: Path, seen: Seen) -> None:
    imap = 'host = "127.0.0.1"\nsecurity = "plain"\ntimeout = 3'
    with Service(tmp_path, imap=imap, constants=SWEEPS) as service:
        dripping(service, seen, 60)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.experiment("F11", "a letter drips, 1 byte in 0.4 s, real timeouts", "others not delayed > 2 min")
def test_a_letter_that_drips_delays_no_other_for_long(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path) as service:
        dripping(service, seen, 120)
