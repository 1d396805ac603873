"""`infodesk check` against real servers: what works, what is wrong and how to mend it, and what it leaves behind."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from app import check_mail
from app.cli import called
from app.embedded import EmbeddedMail
from app.instant import now
from app.single import Single
from storage.database import opened
from storage.happenings import broken_seals
from storage.policy import history, policy_at

INFO = "info@firm.example"
Capture = pytest.CaptureFixture[str]


class Firm:
    """A desk as `infodesk init` makes it, with its mail server beside it."""

    def __init__(self, folder: Path, mail: EmbeddedMail, capsys: Capture) -> None:
        self.folder = folder
        self.mail = mail
        self.capsys = capsys
        self.file = folder / "infodesk.toml"

    def set_up(self, *more: str) -> int:
        secret = self.folder / "password"
        secret.write_text("hunter-two\n")
        secret.chmod(0o600)
        servers = [f"--imap=127.0.0.1:{self.mail.imap_port}:plain", f"--smtp=127.0.0.1:{self.mail.smtp_port}:plain"]
        people = ["--administrator", "Eva", "--administrator-address", "eva@firm.example"]
        return called(["init", "--yes", "--address", INFO, "--password-file", str(secret), *people, *servers, *more])

    def checks(self, *flags: str) -> tuple[int, str]:
        self.capsys.readouterr()
        code = called(["check", *flags])
        return code, self.capsys.readouterr().out

    def changes(self, before: str, after: str) -> None:
        text = self.file.read_text()
        assert before in text
        self.file.write_text(text.replace(before, after))

    def subaddresses(self) -> list[str]:
        """Every value that the setting was given."""
        database = opened(f"sqlite:///{self.folder}/infodesk.db")
        with database.reading() as session:
            values = [each.value for each in history(session, "mail.subaddress")]
            assert policy_at(session, now()).subaddress == (values[-1:] == ["yes"])
            assert list(broken_seals(session)) == []
        database.close()
        return values


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Iterator[Firm]:
    monkeypatch.chdir(tmp_path)
    with EmbeddedMail({INFO: "hunter-two"}, now) as mail:
        desk = Firm(tmp_path, mail, capsys)
        assert desk.set_up() == 0
        yield desk


def test_all_is_well_and_what_will_not_be_seen_is_said(firm: Firm) -> None:
    code, told = firm.checks()
    assert code == 0
    assert told.endswith("all is well\n")
    for part in (
        "mailbox info: 127.0.0.1 lets info@firm.example in.",
        "INBOX is read as inbox; letters in it: 0.",
        "tells new letters at once (IDLE)",
        "knows UIDPLUS, MOVE, ID",
        "smtp: 127.0.0.1 takes mail from info@firm.example.",
        "not seen: a customer who answers a colleague directly, without info@firm.example in copy, is not seen",
        "a copy rule at the mail server for eva@firm.example would show it, or an archive box",
    ):
        assert part in told
    assert "hunter-two" not in told


def test_a_probe_that_arrives_turns_subaddresses_on_once(firm: Firm) -> None:
    told = firm.checks()[1]
    assert re.search(r"A letter to info\+probe-[0-9a-f]{8}@firm.example arrives in INBOX", told)
    assert "mail.subaddress is now yes" in told
    assert "is now" not in firm.checks()[1]
    assert firm.subaddresses() == ["yes"]
    letters = [message_from_bytes(each) for each in firm.mail.held(INFO)]
    assert [each["Message-ID"][:7] for each in letters] == ["<probe."] * 2


def test_a_probe_that_is_refused_turns_them_off_and_all_is_well(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    firm.checks()
    monkeypatch.setattr(firm.mail, "takes", lambda recipient: "+" not in recipient)
    code, told = firm.checks()
    assert code == 0
    assert "the thread's token goes into the display name instead" in told
    assert firm.subaddresses() == ["yes", "no"]


def test_a_probe_that_is_lost_leaves_them_off(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    async def lost(login: str, envelope: object) -> None: ...

    monkeypatch.setattr(firm.mail, "take", lost)
    monkeypatch.setattr(check_mail, "ARRIVES_WITHIN", 0.2)
    code, told = firm.checks()
    assert (code, firm.subaddresses()) == (0, [])
    assert "did not arrive within" in told


def test_it_may_run_beside_the_service(firm: Firm) -> None:
    with Single(firm.folder / "infodesk.db"):
        assert firm.checks()[0] == 0
    assert firm.subaddresses() == ["yes"]


def test_without_a_probe_nothing_is_sent_and_nothing_is_stored(firm: Firm) -> None:
    assert firm.checks("--no-probe")[0] == 0
    assert (firm.mail.accepted(), firm.subaddresses()) == ((), [])


def test_before_there_is_a_database_the_probe_is_told_and_not_stored(firm: Firm) -> None:
    (firm.folder / "infodesk.db").rename(firm.folder / "away.db")
    code, told = firm.checks()
    assert code == 1
    assert "infodesk init makes it" in told
    assert "arrives in INBOX" in told
    assert not (firm.folder / "infodesk.db").exists()


def test_a_wrong_password_is_told_with_what_to_do_and_sends_no_probe(firm: Firm) -> None:
    (firm.folder / "secrets" / "info").write_text("wrong\n")
    code, told = firm.checks()
    assert code == 1
    assert "WRONG mailbox info: 127.0.0.1 refuses info@firm.example" in told
    assert "WRONG smtp: 127.0.0.1 refuses info@firm.example" in told
    assert "-> The password of the mailbox; ask your host" in told
    assert told.endswith("2 to mend\n")
    assert firm.mail.accepted() == ()


def test_a_sending_server_that_is_down_is_told_and_the_mailbox_is_well(firm: Firm) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        free = listener.getsockname()[1]
    firm.changes(f"port = {firm.mail.smtp_port}", f"port = {free}")
    code, told = firm.checks()
    assert code == 1
    assert f"WRONG smtp: 127.0.0.1 cannot be used at port {free}" in told
    assert "-> Nobody listens there" in told
    assert "ok    mailbox info: 127.0.0.1 lets" in told
    assert told.endswith("1 to mend\n")


def test_a_folder_that_is_not_there_is_told_by_its_name(firm: Firm) -> None:
    firm.changes('username = "info@firm.example"', 'username = "info@firm.example"\nsent = "Gesendet"')
    code, told = firm.checks()
    assert code == 1
    assert "WRONG mailbox info: The server does not open Gesendet" in told
    assert "Check the name of the folder for sent mail" in told
    assert "probe: A letter to" in told, "what does not depend on it is tried all the same"


def test_with_an_archive_box_nothing_is_said_to_be_unseen(firm: Firm) -> None:
    section = firm.file.read_text().split("[[mailbox]]")[1].split("[smtp]")[0]
    copies = section.replace("[[mailbox]]", "") + 'name = "copies"\nrole = "archive"\n'
    firm.file.write_text(firm.file.read_text() + f"\n[[mailbox]]{copies}")
    code, told = firm.checks("--no-probe")
    assert code == 0
    assert "mailbox copies: INBOX is read as inbox" in told
    assert "not seen" not in told


def test_letters_of_people_are_not_read_and_stay_unseen(firm: Firm) -> None:
    firm.mail.put(INFO, "INBOX", b"From: eva@kunde.example\r\nSubject: secret price\r\n\r\nsecret words\r\n")
    code, told = firm.checks()
    assert code == 0
    assert "letters in it: 1" in told
    assert "secret" not in told
