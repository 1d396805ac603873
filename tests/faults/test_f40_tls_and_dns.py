"""F40: certificates that are not to be trusted, servers without TLS, names that nobody knows: never in the clear, and told."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.experiments import Seen
from tests.faults.service import OTTO, PASSWORD, Service
from tests.standins.certificates import self_signed

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
SOON = {"app.postman.TOLD_AFTER": 0.0}
MAILBOX, SENDING = "The mailbox info cannot be reached", "The mail server for sending cannot be reached"


def _served(
    folder: Path, security: str = "tls", trusted: bool = True, **certificate: object
) -> tuple[str, ssl.SSLContext]:
    made = self_signed(folder, **certificate)  # type: ignore[arg-type]
    trust = f'\nca_file = "{made.file}"' if trusted else ""
    return f'host = "127.0.0.1"\nsecurity = "{security}"\ntimeout = 10{trust}', made.context


Wrong = Callable[[Path], tuple[str, ssl.SSLContext | None]]
WRONG: dict[str, Wrong] = {
    "signed by nobody we know": lambda folder: _served(folder, trusted=False),
    "expired": lambda folder: _served(folder, ends_in_days=-2),
    "for another host": lambda folder: _served(folder, name="mail.elsewhere.example"),
    "the port speaks no TLS": lambda _: ('host = "127.0.0.1"\nsecurity = "tls"\ntimeout = 3', None),
    "no STARTTLS offered": lambda _: ('host = "127.0.0.1"\nsecurity = "starttls"\ntimeout = 10', None),
    "a name that nobody knows": lambda _: ('host = "mail.firm.invalid"\nsecurity = "tls"\ntimeout = 10', None),
}


def never_in_the_clear(folder: Path, wrong: str, seen: Seen) -> None:
    """Mia has no chat, so what she is told has to go by mail; Otto sees in chat that neither way works."""
    settings, context = WRONG[wrong](folder)
    with Service(folder, imap=settings, smtp=settings, tls=context, constants=SOON) as service:
        service.joins("Otto", OTTO, "administrator")
        service.joins("Mia", None, "administrator")
        service.start()
        for words in (MAILBOX, SENDING):
            assert service.until(lambda words=words: service.told(OTTO, words) == 1, 120), (  # type: ignore[misc]
                service.chat.texts(OTTO),
                service.log()[-3000:],
            )
        said = [each.raw for line in (service.imap_line, service.smtp_line) for each in line.asked()]
        assert service.ends() == 0
        assert not any(PASSWORD.encode() in each or b"LOGIN" in each or b"AUTH" in each for each in said), said
        told = next(each for each in service.chat.texts(OTTO) if MAILBOX in each)
        assert service.mail.accepted() == ()
        seen(told.partition("reached: ")[2].partition(". I keep")[0][:76])


@pytest.mark.slow
@pytest.mark.experiment(
    "F40", "the mail servers' certificate is signed by nobody", "never in the clear, both ways told"
)
def test_a_certificate_that_nobody_vouches_for_is_never_accepted(tmp_path: Path, seen: Seen) -> None:
    never_in_the_clear(tmp_path, "signed by nobody we know", seen)


@pytest.mark.slow
@pytest.mark.parametrize("wrong", list(WRONG)[1:])
@pytest.mark.experiment(
    "F40", "TLS expired, wrong host, none; no STARTTLS; no DNS", "never in the clear, both ways told"
)
def test_whatever_is_wrong_with_tls_nothing_goes_in_the_clear(tmp_path: Path, wrong: str, seen: Seen) -> None:
    never_in_the_clear(tmp_path, wrong, seen)


@pytest.mark.slow
@pytest.mark.experiment("F40", "a good certificate", "letters in and out over TLS")
def test_with_a_good_certificate_letters_go_in_and_out(tmp_path: Path, seen: Seen) -> None:
    settings, context = _served(tmp_path)
    with Service(tmp_path, imap=settings, smtp=settings, tls=context) as service:
        service.start()
        assert service.ready()
        service.customer_writes()
        assert service.until(lambda: service.happened("forwarded") == 1)
        assert service.settled()
        assert service.ends() == 0
        service.invariants_hold()
