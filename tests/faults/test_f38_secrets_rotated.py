"""F38: the password of the mailbox or of the way out, or the chat's token, is wrong from one moment to the next."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.experiments import Seen
from tests.faults.service import OTTO, Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
IN, OUT, OVER = "refuses the login", "for sending refuses the login", "It is over."
PAUSES = ("app.intake._LOGIN_PAUSE", "mail.imap.LOGIN_PAUSE", "mail.smtp._LOGIN_PAUSE")
MINUTE = 60.0


def rotated(folder: Path, minute: float, lasts: float, seen: Seen) -> None:
    """Both passwords are changed on the servers, and some minutes later changed back; `minute` is how long one takes here."""
    with Service(folder, constants=dict.fromkeys(PAUSES, minute)) as service:
        service.joins("Otto", OTTO, "administrator")
        service.start()
        assert service.ready()
        service.smtp_line.always("AUTH").refuse("535 5.7.8 wrong")
        service.customer_writes()
        began = time.monotonic()
        assert service.until(lambda: service.told(OTTO, OUT) == 1, 120), service.chat.texts(OTTO)
        assert service.until(lambda: service.happened("received") == 1)
        service.imap_line.always("LOGIN").refuse("NO [AUTHENTICATIONFAILED] wrong")
        before = len(service.imap_line.asked("LOGIN"))
        service.imap_line.now().reset()
        service.customer_writes()
        again = time.monotonic()
        assert service.until(lambda: service.told(OTTO, IN) == 2, 120), service.chat.texts(OTTO)
        told = time.monotonic() - again
        service.until(lambda: False, lasts)
        assert service.process is not None
        assert service.process.poll() is None
        minutes = (time.monotonic() - began) / minute
        into, out = len(service.imap_line.asked("LOGIN")) - before, len(service.smtp_line.asked("AUTH"))
        for each in (service.imap_line, service.smtp_line):
            each.well()
        assert service.until(lambda: service.told(OTTO, OVER) == 2, 3 * minute + 120), service.chat.texts(OTTO)
        assert service.settled(3 * minute + 60)
        assert service.ends() == 0
        service.invariants_hold()
        seen(f"told after {told:.0f} s; in {minutes:.1f} min {into} logins in, {out} out; over, 2 of 2 letters in")
        assert max(into, out) <= minutes + 1


@pytest.mark.experiment(
    "F38", "both mail passwords wrong, then right; a minute is 4 s", "<= 1 login/min, told, over, no crash"
)
def test_a_changed_password_is_told_and_never_hammered(tmp_path: Path, seen: Seen) -> None:
    rotated(tmp_path, 4, 8, seen)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.experiment(
    "F38", "both mail passwords wrong for 4 minutes, then right", "<= 1 login/min, told <= 2 min, over, no crash"
)
def test_a_changed_password_for_minutes(tmp_path: Path, seen: Seen) -> None:
    rotated(tmp_path, MINUTE, 240, seen)


@pytest.mark.slow
@pytest.mark.experiment(
    "F38", "the chat's token is revoked, then right again", "administrator told by mail <= 2 min, over, no crash"
)
def test_a_revoked_token_is_told_by_mail(tmp_path: Path, seen: Seen) -> None:
    with Service(tmp_path, constants={"app.listening._REFUSED_PAUSE": 3.0}) as service:
        service.joins("Otto", OTTO, "administrator")
        service.start()
        assert service.ready()
        service.chat_line.always("*").refuse("401 Unauthorized")
        began = time.monotonic()
        assert service.until(lambda: _mailed(service, b"refuses us"), 120), service.log()[-3000:]
        took = time.monotonic() - began
        service.customer_writes()
        assert service.until(lambda: service.happened("received") == 1)
        assert service.process is not None
        assert service.process.poll() is None
        asked = len(service.chat_line.asked("getUpdates"))
        service.until(lambda: False, 6)
        polls = len(service.chat_line.asked("getUpdates")) - asked
        service.chat_line.well()
        assert service.until(lambda: service.told(OTTO, OVER) == 1, 60), service.chat.texts(OTTO)
        assert service.settled(120)
        assert service.ends() == 0
        service.invariants_hold()
        seen(f"mailed after {took:.0f} s, {polls} polls in 6 s, mail went on, over in chat")
        assert polls <= 4


def _mailed(service: Service, words: bytes) -> bool:
    return any(words in each for each in service.mail.held("otto@firm.example"))
