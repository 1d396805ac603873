"""T10: a Message-ID with a line end in it, searched for by IMAP, is three commands, and one of them empties the mailbox.

imapclient 4.1.0 puts them on the wire (mjs/imapclient#657), Python did (CVE-2025-15366). Here nothing that came by mail ever
stands in an IMAP command: 50 Message-IDs, folder names and logins, and the wire is read.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from mail.imap import ImapMailbox
from mail.login import Login, MailAccount, Unsafe
from mail.mailbox import LoginRefused, Unfetchable
from tests.experiments import Seen
from tests.standins.imap_server import ImapStandin

AT = datetime(2026, 3, 2, tzinfo=UTC)
COMMANDS = ("X1 UID STORE 1:* +FLAGS (\\Deleted)", "X2 EXPUNGE", "X3 DELETE INBOX", "X4 LOGOUT", "X5 CREATE x")
SHAPES = ('<x"\r\n{}\r\n@a>', "<x\n{}\n@a>", "<x\r{}\r@a>", "<x\0{}@a>", '<x" {} "@a>', "<x{{99}}\r\n{}@a>", "<\\{}@a>",
          "<x) {} (@a>", "<*{}%@a>", "{}")  # fmt: skip
EVIL = [shape.format(command) for shape in SHAPES for command in COMMANDS]
OURS = re.compile(
    rb"""\w+\ (?: CAPABILITY | LOGIN\ "info"\ "secret" | ID\ \([\w"\ ]+\) | LIST\ ""\ "\*" | (?:EXAMINE)\ "?(?:INBOX|Sent)"?
    | UID\ SEARCH\ [\d:*]+ | UID\ SEARCH\ UID\ [\d:*]+ | UID\ FETCH\ [\d,]+\ \([A-Z0-9.\ \[\]()<>-]+\)
    | APPEND\ "Sent"\ \(\\Seen\)\ "[^"\r\n]+"\ \{\d+\} | LOGOUT )\r\n""",
    re.X,
)


def login(server: ImapStandin) -> Login:
    return Login("127.0.0.1", server.port, "plain", "info", "secret", timeout=1)


@pytest.mark.experiment("T10", "50 Message-IDs with CR, LF, NUL, quotes, literals", "0 foreign commands on the wire")
def test_fifty_hostile_message_ids_put_no_foreign_command_on_the_wire(seen: Seen) -> None:
    assert len(EVIL) == 50
    with ImapStandin({1: b"Message-ID: <1@x>\r\n\r\nx"}) as server:
        mailbox = ImapMailbox(MailAccount("front door", login(server)))
        for evil in EVIL:
            mailbox.file_copy("Sent", b"A: b\r\n\r\n", AT, evil)
        foreign = [line for line in server.wire if not OURS.fullmatch(line)]
        seen(f"{len(EVIL)} Message-IDs, {len(server.wire)} commands, foreign {len(foreign)}")
        assert foreign == []
        assert len(server.appended) == 50


def test_hostile_letters_put_no_foreign_command_on_the_wire() -> None:
    letters = {number: f"Message-ID: {evil}\r\n\r\nx".encode() for number, evil in enumerate(EVIL, 1)}
    with ImapStandin(letters) as server:
        mailbox = ImapMailbox(MailAccount("front door", login(server)))
        mailbox.open()
        listing = mailbox.listed("INBOX")
        for uid in listing.uids:
            mailbox.fetched("INBOX", listing.uidvalidity, uid)
        mailbox.close()
        assert [line for line in server.wire if not OURS.fullmatch(line)] == []


@pytest.mark.parametrize("evil", ["INBOX\r\nX1 EXPUNGE", "a\nb", "a\rb", "a\0b"])
def test_a_folder_name_with_a_line_end_is_refused_before_anything_is_said(evil: str) -> None:
    with ImapStandin() as server:
        mailbox = ImapMailbox(MailAccount("front door", login(server)))
        mailbox.open()
        said = len(server.wire)
        for attempt in (lambda: mailbox.listed(evil), lambda: mailbox.file_copy(evil, b"", AT, "<x@y>")):
            with pytest.raises(Unsafe):
                attempt()
        with pytest.raises(Unsafe):
            mailbox.fetched(evil, 7, 1)
        assert len(server.wire) == said
        with pytest.raises(Unsafe):
            MailAccount("front door", login(server), junk=evil)


@pytest.mark.parametrize("evil", ["x\r\nX1 EXPUNGE", "x\0", "\n"])
def test_a_login_with_a_line_end_is_refused(evil: str) -> None:
    with pytest.raises(Unsafe):
        Login("127.0.0.1", 1, "plain", "info", evil)
    with pytest.raises(Unsafe):
        Login("127.0.0.1", 1, "plain", evil, "secret")


@pytest.mark.parametrize("name", ['a" "b', "a b", "a\\", '"', "(x)", "*", "{5}"])
def test_a_name_and_a_password_with_quotes_stay_two_words(name: str) -> None:
    with ImapStandin(password="never") as server:
        with pytest.raises(LoginRefused):
            ImapMailbox(MailAccount("x", Login("127.0.0.1", server.port, "plain", name, name, timeout=1))).open()
        (said,) = [line for line in server.wire if b"LOGIN" in line]
        quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        assert said.partition(b" ")[2] == f"LOGIN {quoted} {quoted}\r\n".encode()


@pytest.mark.parametrize("evil", ["1:*", "1 UID STORE 1:* +FLAGS (\\Deleted)", "1\r\nX1 EXPUNGE", None])
def test_a_uid_is_a_number_or_nothing(evil: object) -> None:
    with ImapStandin({1: b"A: b\r\n\r\nx"}) as server:
        mailbox = ImapMailbox(MailAccount("front door", login(server)))
        mailbox.open()
        mailbox.listed("INBOX")
        with pytest.raises((Unfetchable, ValueError, TypeError)):
            mailbox.fetched("INBOX", 7, evil)  # type: ignore[arg-type]
        assert [line for line in server.wire if not OURS.fullmatch(line)] == []
