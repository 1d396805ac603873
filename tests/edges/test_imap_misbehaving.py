"""Servers that break off, lie, fall silent or send garbage (F06, F07, F09, F10, F11)."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mail.imap import ImapMailbox
from mail.login import Login, MailAccount
from mail.mailbox import LoginRefused, Unfetchable, Unreachable, Watched
from tests.standins import imap_server as bad
from tests.standins.imap_server import ImapStandin
from tests.standins.trouble import Trouble

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
LETTERS = {number: b"Subject: %d\r\n\r\n" % number + b"x" * 200 + b"\r\n" for number in (1, 2, 3)}


def opened(server: ImapStandin, timeout: float = 1.0, **settings: object) -> ImapMailbox:
    login = Login("127.0.0.1", server.port, "plain", "info", "secret", timeout=timeout)
    mailbox = ImapMailbox(MailAccount("front door", login, watches=("inbox",)), **settings)  # type: ignore[arg-type]
    mailbox.open()
    return mailbox


def fetch_all(mailbox: ImapMailbox) -> dict[int, bytes | str]:
    """As the roof does it: each letter, with a new connection where the old one has broken. What failed says how."""
    got: dict[int, bytes | str] = {}
    for uid in (1, 2, 3):
        for _ in range(3):
            try:
                got[uid] = mailbox.fetched("INBOX", 7, uid).raw
            except Unreachable:
                mailbox.open()
                mailbox.listed("INBOX")
                continue
            except Unfetchable as fault:
                got[uid] = type(fault).__name__
            break
    return got


@pytest.mark.parametrize(
    "mood",
    [bad.CUT_WITHIN_FETCH, bad.OK_WITHOUT_DATA, bad.FLAGS_ONLY, bad.SERVER_BUG, bad.GARBAGE, bad.HUGE, bad.NEVER_ENDS],
)
def test_one_letter_that_cannot_be_had_holds_up_no_other(mood: str) -> None:
    with ImapStandin(LETTERS, mood, only=2) as server:
        mailbox = opened(server)
        mailbox.listed("INBOX")
        assert fetch_all(mailbox) == {1: LETTERS[1], 2: "Unfetchable", 3: LETTERS[3]}


@pytest.mark.parametrize("mood", [bad.OK_WITHOUT_DATA, bad.FLAGS_ONLY, bad.SERVER_BUG])
def test_a_refused_letter_leaves_the_line_usable(mood: str) -> None:
    with ImapStandin(LETTERS, mood, only=2) as server:
        mailbox = opened(server)
        mailbox.listed("INBOX")
        with pytest.raises(Unfetchable):
            mailbox.fetched("INBOX", 7, 2)
        assert mailbox.fetched("INBOX", 7, 3).raw == LETTERS[3]
        assert server.logins == 1


def test_a_letter_that_drips_is_given_up_within_its_time() -> None:
    with ImapStandin({1: LETTERS[1]}, bad.DRIP) as server:
        mailbox = opened(server, timeout=1.5)
        mailbox.listed("INBOX")
        began = time.monotonic()
        with pytest.raises(Unfetchable, match="too long"):
            mailbox.fetched("INBOX", 7, 1)
        assert time.monotonic() - began < 10


def test_a_letter_that_is_too_large_is_never_asked_for() -> None:
    with ImapStandin({1: LETTERS[1]}, sizes={1: 3_000_000_000}) as server:
        mailbox = opened(server, largest=1_000_000)
        mailbox.listed("INBOX")
        with pytest.raises(Unfetchable, match="3000000000"):
            mailbox.fetched("INBOX", 7, 1)
        assert not any(b"BODY" in line for line in server.wire)


def test_three_announced_gigabytes_are_refused_before_they_are_awaited() -> None:
    with ImapStandin({1: LETTERS[1]}, bad.HUGE) as server:
        mailbox = opened(server, timeout=60)
        mailbox.listed("INBOX")
        began = time.monotonic()
        with pytest.raises(Unfetchable, match="3000000000"):
            mailbox.fetched("INBOX", 7, 1)
        assert time.monotonic() - began < 20


def test_the_last_letter_is_not_listed_again_when_newer_ones_were_deleted() -> None:
    with ImapStandin(LETTERS, uidnext=9) as server:
        mailbox = opened(server)
        assert mailbox.listed("INBOX", 5).uids == ()
        assert mailbox.listed("INBOX", 2).uids == (3,)


def test_a_size_that_is_told_wrong_does_no_harm() -> None:
    large = b"A: b\r\n\r\n" + b"y" * 2_500_000
    with ImapStandin({1: LETTERS[1], 2: large}, sizes={1: 3, 2: 1_500_000}) as server:
        mailbox = opened(server)
        mailbox.listed("INBOX")
        assert mailbox.fetched("INBOX", 7, 1).raw == LETTERS[1]
        assert mailbox.fetched("INBOX", 7, 2).raw == large


def test_a_server_that_falls_silent_within_idle_is_found_out() -> None:
    with ImapStandin(LETTERS, bad.SILENT_IDLE) as server:
        mailbox = opened(server, timeout=1.5)
        began = time.monotonic()
        with pytest.raises(Unreachable):
            mailbox.wait(0.3)
        assert 0.3 < time.monotonic() - began < 15


@pytest.mark.parametrize("mood", [bad.EOF_IDLE, bad.BYE_IDLE])
def test_a_line_that_ends_within_idle_is_noticed_at_once(mood: str) -> None:
    with ImapStandin(LETTERS, mood) as server:
        mailbox = opened(server)
        began, worked = time.monotonic(), time.process_time()
        with pytest.raises(Unreachable):
            mailbox.wait(60)
        assert time.monotonic() - began < 20
        assert time.process_time() - worked < 2


def test_small_talk_within_idle_is_no_news() -> None:
    with ImapStandin(LETTERS, bad.CHATTY_IDLE) as server:
        mailbox = opened(server)
        assert not mailbox.wait(0.3)
        server.news.set()
        assert mailbox.wait(5)


def test_idle_is_said_anew_before_a_router_forgets_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mail.imap_line.IDLE_ANEW", 0.1)
    with ImapStandin(LETTERS) as server:
        assert not opened(server).wait(0.35)
        assert sum(b"IDLE" in line for line in server.wire) >= 3
        assert sum(line == b"DONE\r\n" for line in server.wire) >= 3


def test_a_server_without_idle_is_asked_again_and_again() -> None:
    with ImapStandin(dict(LETTERS), capabilities="IMAP4rev1") as server:
        mailbox = opened(server, poll=0.05)
        mailbox.listed("INBOX")
        assert not mailbox.wait(0.2)
        assert sum(b"NOOP" in line for line in server.wire) >= 3
        threading.Timer(0.1, mailbox.interrupt).start()
        assert not mailbox.wait(5)


def test_a_server_that_wants_to_know_who_we_are_is_told_before_any_folder_is_opened() -> None:
    with ImapStandin(LETTERS) as server:
        opened(server).listed("INBOX")
        verbs = [line.split()[1] for line in server.wire]
        assert verbs.index(b"LOGIN") < verbs.index(b"ID") < verbs.index(b"EXAMINE")


def test_a_mailbox_of_half_a_million_letters_is_listed_in_one_go() -> None:
    with ImapStandin(dict.fromkeys(range(1, 500_001), b"")) as server:
        mailbox = opened(server, timeout=10)
        assert mailbox.listed("INBOX").uids == tuple(range(1, 500_001))


def test_a_letter_is_never_marked_as_read() -> None:
    with ImapStandin(LETTERS) as server:
        mailbox = opened(server)
        mailbox.listed("INBOX")
        fetch_all(mailbox)
        said = b"".join(server.wire).upper()
        assert b"SELECT" not in said
        assert b"STORE" not in said
        assert b"BODY[" not in said


def test_a_refused_token_comes_back_with_the_servers_reason() -> None:
    with ImapStandin() as server:
        login = Login("127.0.0.1", server.port, "plain", "info", token=lambda: "stale", timeout=1)
        with pytest.raises(LoginRefused, match="Invalid credentials.*status 400.*https://mail.example/"):
            ImapMailbox(MailAccount("front door", login)).open()
        ImapMailbox(MailAccount("front door", replace(login, token=lambda: "good"))).open()


def test_a_server_that_is_only_busy_does_not_count_as_a_wrong_password() -> None:
    with ImapStandin(password="x", refusal="NO [UNAVAILABLE] try later") as server, pytest.raises(Unreachable):
        opened(server)


def test_nobody_at_home_is_unreachable() -> None:
    with ImapStandin() as server:
        port = server.port
    with pytest.raises(Unreachable):
        ImapMailbox(MailAccount("front door", Login("127.0.0.1", port, "plain", "a", "b", timeout=1))).open()


def test_starttls_is_demanded_and_never_done_without() -> None:
    with ImapStandin() as server:
        login = Login("127.0.0.1", server.port, "starttls", "info", "secret", timeout=1)
        with pytest.raises(Unreachable, match="no STARTTLS"):
            ImapMailbox(MailAccount("front door", login)).open()
        assert not any(b"secret" in line for line in server.wire)


@pytest.mark.parametrize(
    ("listed", "junk", "sent"),
    [
        (('(\\Junk) "/" "[Gmail]/Spam"', '(\\Sent) "/" "[Gmail]/Sent Mail"'), "[Gmail]/Spam", "[Gmail]/Sent Mail"),
        (('() "/" "Junk"', '() "/" "Sent Messages"'), "Junk", "Sent Messages"),
        (('() "/" "&V4NXPpCuTvY-"', '() "/" "&XfJT0ZAB-"'), "垃圾邮件", "已发送"),
        (('() "." "INBOX.spam"', '() "." "INBOX.Sent"'), "INBOX.spam", "INBOX.Sent"),
        (('(\\Noselect) "/" "Junk"', '() "/" "Mail/Junk Email"', '() "/" "Sent Items"'), "Mail/Junk Email", "Sent Items"),
    ],
)  # fmt: skip
def test_each_providers_folders_are_found(listed: tuple[str, ...], junk: str, sent: str) -> None:
    with ImapStandin(folders=('() "/" "INBOX"', *listed)) as server:
        login = Login("127.0.0.1", server.port, "plain", "info", "secret", timeout=1)
        mailbox = ImapMailbox(MailAccount("front door", login))
        mailbox.open()
        assert mailbox.watched() == (Watched("INBOX", "inbox"), Watched(sent, "sent"), Watched(junk, "junk"))


def test_a_folder_that_the_server_does_not_open_is_told_and_blames_no_letter() -> None:
    with ImapStandin(LETTERS) as server:
        mailbox = opened(server)
        server.refused_folder = "Answers"
        for attempt in (lambda: mailbox.listed("Answers"), lambda: mailbox.fetched("Answers", 7, 1)):
            with pytest.raises(Unreachable, match="no such folder"):
                attempt()
        assert mailbox.listed("INBOX").count == 3


def test_a_folder_that_the_settings_name_wins() -> None:
    with ImapStandin(folders=('() "/" "INBOX"', '(\\Sent) "/" "Sent"')) as server:
        login = Login("127.0.0.1", server.port, "plain", "info", "secret", timeout=1)
        account = MailAccount("front door", login, sent="Answers", archive="All", watches=("inbox", "sent", "archive"))
        mailbox = ImapMailbox(account)
        mailbox.open()
        assert mailbox.watched() == (Watched("INBOX", "inbox"), Watched("Answers", "sent"), Watched("All", "archive"))


def test_a_server_that_tells_no_sizes_of_many_blames_no_letter() -> None:
    with ImapStandin(LETTERS) as server, Trouble(server.port, "imap") as line:
        line.always("FETCH", holding=re.compile(rb"FETCH [\d,]*2[\d,]* .*SIZE")).refuse("NO [SERVERBUG] broken")
        server.port = line.port
        mailbox = opened(server)
        mailbox.listed("INBOX")
        assert fetch_all(mailbox) == {1: LETTERS[1], 2: "Unfetchable", 3: LETTERS[3]}


def test_garbage_instead_of_sizes_blames_no_letter_but_its_own() -> None:
    with ImapStandin(LETTERS) as server, Trouble(server.port, "imap") as line:
        sizes = line.always("FETCH", holding=re.compile(rb"FETCH [\d,]*2[\d,]* .*SIZE"))
        sizes.lie(lambda part: b"* 2 FETCH (UID ((( \r\n" if part.startswith(b"* 2 ") else part)
        server.port = line.port
        mailbox = opened(server)
        mailbox.listed("INBOX")
        assert fetch_all(mailbox) == {1: LETTERS[1], 2: "Unfetchable", 3: LETTERS[3]}


def test_a_letter_that_drips_among_others_is_found_out_before_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mail.imap._AHEAD_WITHIN", 0.5)
    with ImapStandin(LETTERS) as server, Trouble(server.port, "imap") as line:
        line.on("FETCH", holding=b"BODY").drip(1, 0.2)
        server.port = line.port
        mailbox = opened(server, timeout=30)
        mailbox.listed("INBOX")
        began = time.monotonic()
        assert fetch_all(mailbox) == LETTERS
        assert time.monotonic() - began < 20


def test_a_uidnext_that_is_too_low_hides_no_letter() -> None:
    with ImapStandin(LETTERS, uidnext=2) as server:
        mailbox = opened(server)
        assert mailbox.listed("INBOX", 2).uids == (3,)
        assert mailbox.listed("INBOX", 2).uidnext == 2


def test_a_refused_account_is_not_tried_again_for_a_minute_whoever_asks() -> None:
    with ImapStandin(password="x") as server:
        mailbox = ImapMailbox(
            MailAccount("front door", Login("127.0.0.1", server.port, "plain", "info", "y", timeout=5))
        )
        for attempt in (mailbox.open, mailbox.open, lambda: mailbox.file_copy("Sent", b"a: b", NOON, "<1@x>")):
            with pytest.raises(LoginRefused, match="wrong"):
                attempt()
        assert server.logins == 1


def test_a_call_that_nobody_waits_for_any_more_ends_at_once() -> None:
    with ImapStandin(LETTERS) as server, Trouble(server.port, "imap") as line:
        server.port = line.port
        mailbox = opened(server, timeout=60)
        line.always("*").silence()
        threading.Timer(0.3, mailbox.abandon).start()
        began = time.monotonic()
        with pytest.raises(Unreachable):
            mailbox.listed("INBOX")
        with pytest.raises(Unreachable):
            mailbox.open()
        assert time.monotonic() - began < 30
