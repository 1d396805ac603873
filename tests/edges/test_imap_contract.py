"""What every mailbox does, on the embedded server and on a real Dovecot."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from app.embedded import EmbeddedMail
from mail.imap import ImapMailbox
from mail.login import Login, MailAccount
from mail.mailbox import LoginRefused, Moved, Unreachable, Vanished, Watched
from tests.edges.dovecot import dovecot

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LETTER = b"Message-ID: <1@kunde.example>\r\nSubject: 40 pumps\r\n\r\nPrice, please.\r\n"


@dataclass(frozen=True)
class Server:
    """A server under test, and a way to make an account on it that is new."""

    login: Callable[[], Login]


@pytest.fixture(scope="module", params=["embedded", "dovecot"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    numbers = itertools.count(1)
    if request.param == "embedded":
        with EmbeddedMail({f"u{number}@firm.example": "secret" for number in range(1, 40)}) as mail:
            known = Login("127.0.0.1", mail.imap_port, "plain", password="secret", timeout=5)
            yield Server(lambda: replace(known, username=f"u{next(numbers)}@firm.example"))
    else:
        with dovecot() as real:
            known = Login("127.0.0.1", real.port, "plain", password=real.password, timeout=5)
            yield Server(lambda: replace(known, username=f"u{next(numbers)}@firm.example"))


@pytest.fixture
def mailbox(server: Server) -> Iterator[ImapMailbox]:
    opened = ImapMailbox(MailAccount("front door", server.login()))
    opened.open()
    yield opened
    opened.close()


def put(mailbox: ImapMailbox, *letters: bytes, folder: str = "INBOX") -> None:
    for number, letter in enumerate(letters):
        mailbox.file_copy(folder, letter, AT, f"<none{number}@x>")


def test_the_front_door_sent_and_junk_are_found_without_any_setting(mailbox: ImapMailbox) -> None:
    assert mailbox.watched() == (Watched("INBOX", "inbox"), Watched("Sent", "sent"), Watched("Junk", "junk"))


def test_a_letter_comes_byte_for_byte_with_the_instant_of_its_arrival(mailbox: ImapMailbox) -> None:
    put(mailbox, LETTER)
    listing = mailbox.listed("INBOX")
    letter = mailbox.fetched("INBOX", listing.uidvalidity, listing.uids[0])
    assert (letter.raw, letter.arrived_at) == (LETTER, AT)
    assert (listing.count, listing.uidnext) == (1, listing.uids[0] + 1)


def test_an_empty_folder_holds_nothing(mailbox: ImapMailbox) -> None:
    assert (mailbox.listed("INBOX").uids, mailbox.listed("INBOX").count) == ((), 0)


def test_only_what_is_newer_is_listed_and_never_the_last_one_again(mailbox: ImapMailbox) -> None:
    put(mailbox, LETTER, LETTER + b"two\r\n")
    first, second = mailbox.listed("INBOX").uids
    assert mailbox.listed("INBOX", first).uids == (second,)
    assert mailbox.listed("INBOX", second).uids == ()
    assert mailbox.listed("INBOX", second + 1000).uids == ()


def test_many_letters_come_in_batches_and_each_is_itself(mailbox: ImapMailbox) -> None:
    letters = [b"Subject: %d\r\n\r\n" % number + b"x" * (number * 700) + b"\r\n" for number in range(45)]
    put(mailbox, *letters)
    listing = mailbox.listed("INBOX")
    got = [mailbox.fetched("INBOX", listing.uidvalidity, uid).raw for uid in listing.uids]
    assert got == letters


def test_letters_may_be_asked_for_in_any_order_and_twice(mailbox: ImapMailbox) -> None:
    letters = [b"Subject: %d\r\n\r\nx\r\n" % number for number in range(6)]
    put(mailbox, *letters)
    listing = mailbox.listed("INBOX")
    for place in (3, 0, 0, 5, 4, 3, 1):
        assert mailbox.fetched("INBOX", listing.uidvalidity, listing.uids[place]).raw == letters[place]


def test_a_letter_of_several_megabytes_comes_whole(mailbox: ImapMailbox) -> None:
    large = b"Subject: drawings\r\n\r\n" + b"".join(b"%072d\r\n" % number for number in range(40_000))
    put(mailbox, large)
    listing = mailbox.listed("INBOX")
    assert mailbox.fetched("INBOX", listing.uidvalidity, listing.uids[0]).raw == large


def test_a_letter_of_exactly_one_megabyte_or_two_comes_whole(mailbox: ImapMailbox) -> None:
    exact = [b"A: b\r\n\r\n" + b"z" * (size - 10) + b"\r\n" for size in (2**20, 2**21)]
    put(mailbox, *exact)
    listing = mailbox.listed("INBOX")
    assert [mailbox.fetched("INBOX", listing.uidvalidity, uid).raw for uid in listing.uids] == exact


def test_looking_changes_nothing(mailbox: ImapMailbox) -> None:
    other = ImapMailbox(MailAccount("same", mailbox._settings.login))
    put(mailbox, LETTER)
    listing = mailbox.listed("INBOX")
    line = mailbox._connected()
    with line.asking() as client:
        client.select_folder("INBOX")
        client.remove_flags(listing.uids, b"\\Seen")
    other.open()
    other.fetched("INBOX", other.listed("INBOX").uidvalidity, listing.uids[0])
    other.close()
    with line.asking() as client:
        client.noop()
        assert b"\\Seen" not in client.get_flags(listing.uids)[listing.uids[0]]


def test_a_letter_that_somebody_deleted_has_vanished(mailbox: ImapMailbox) -> None:
    put(mailbox, LETTER)
    listing = mailbox.listed("INBOX")
    with pytest.raises(Vanished):
        mailbox.fetched("INBOX", listing.uidvalidity, listing.uids[0] + 5)


def test_another_uidvalidity_is_told_and_nothing_is_fetched(mailbox: ImapMailbox) -> None:
    put(mailbox, LETTER)
    listing = mailbox.listed("INBOX")
    with pytest.raises(Moved):
        mailbox.fetched("INBOX", listing.uidvalidity + 1, listing.uids[0])


def test_a_new_letter_ends_the_wait(mailbox: ImapMailbox) -> None:
    mailbox.listed("INBOX")
    threading.Timer(0.2, put, (mailbox, LETTER)).start()
    began = time.monotonic()
    assert mailbox.wait(30)
    assert time.monotonic() - began < 15


def test_a_letter_that_came_between_listing_and_waiting_is_noticed_at_once(mailbox: ImapMailbox) -> None:
    mailbox.listed("INBOX")
    put(mailbox, LETTER)
    began = time.monotonic()
    assert mailbox.wait(30)
    assert time.monotonic() - began < 15


def test_a_quiet_wait_ends_in_time_and_the_line_is_good_afterwards(mailbox: ImapMailbox) -> None:
    assert not mailbox.wait(0.2)
    assert mailbox.listed("INBOX").count == 0


def test_an_interrupted_wait_returns_soon(mailbox: ImapMailbox) -> None:
    threading.Timer(0.1, mailbox.interrupt).start()
    began = time.monotonic()
    assert not mailbox.wait(30)
    assert time.monotonic() - began < 15
    assert not mailbox.wait(0.1)


def test_a_copy_is_filed_once_however_often_it_is_tried(mailbox: ImapMailbox) -> None:
    for _ in range(3):
        mailbox.file_copy("Sent", LETTER, AT, "<1@kunde.example>")
    mailbox.file_copy("", b"Message-ID:\r\n <2@kunde.example>\r\n\r\nx\r\n", AT, "<2@kunde.example>")
    mailbox.file_copy("", b"Message-ID:\r\n <2@kunde.example>\r\n\r\nx\r\n", AT, "<2@kunde.example>")
    assert mailbox.listed("Sent").count == 2


def test_a_copy_goes_into_a_folder_that_is_not_there_yet_and_has_a_chinese_name(mailbox: ImapMailbox) -> None:
    mailbox.file_copy("已发送 & more", LETTER, AT, "<1@kunde.example>")
    assert mailbox.listed("已发送 & more").count == 1


def test_a_mailbox_goes_on_after_it_was_closed_and_opened_again(mailbox: ImapMailbox) -> None:
    put(mailbox, LETTER)
    mailbox.close()
    with pytest.raises(Unreachable):
        mailbox.listed("INBOX")
    mailbox.open()
    assert mailbox.listed("INBOX").count == 1


def test_a_wrong_password_is_told_as_such(server: Server) -> None:
    with pytest.raises(LoginRefused, match="(?i)authent"):
        ImapMailbox(MailAccount("front door", replace(server.login(), password="wrong"))).open()
