"""The bench itself: each kind of trouble, as a plain client sees it."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.embedded import EmbeddedMail
from tests.standins.certificates import self_signed
from tests.standins.chat_api import TOKEN, ChatApi
from tests.standins.trouble import Trouble

INFO, PASSWORD = "info@firm.example", "secret"


class Client:
    """Speaks lines."""

    def __init__(self, port: int, seconds: float = 20) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), seconds)
        self.lines = self.socket.makefile("rb")

    def hears(self) -> bytes:
        return self.lines.readline()

    def says(self, line: str, until: str = "") -> list[bytes]:
        """Says it and hears until a line that begins so (without one: a single line)."""
        self.socket.sendall(line.encode() + b"\r\n")
        heard = [self.hears()]
        while until and heard[-1] and not heard[-1].startswith(until.encode()):
            heard.append(self.hears())
        return heard

    def is_silent(self, seconds: float = 0.2) -> bool:
        self.socket.settimeout(seconds)
        try:
            return bool(self.socket.recv(1) and False)
        except TimeoutError:
            return True
        finally:
            self.socket.settimeout(20)

    def close(self) -> None:
        self.lines.close()
        self.socket.close()


@pytest.fixture(scope="module")
def mail() -> Iterator[EmbeddedMail]:
    with EmbeddedMail({INFO: PASSWORD}) as server:
        for number in (1, 2):
            server.put(INFO, "INBOX", b"Subject: %d\r\n\r\n" % number + b"x" * 100 + b"\r\n")
        yield server


@pytest.fixture
def line(mail: EmbeddedMail) -> Iterator[Trouble]:
    with Trouble(mail.imap_port, "imap") as line:
        yield line


@pytest.fixture
def imap(line: Trouble) -> Iterator[Client]:
    client = joined(line)
    yield client
    client.close()


def joined(line: Trouble) -> Client:
    client = Client(line.port)
    assert client.hears().startswith(b"* OK")
    assert client.says(f'1 LOGIN "{INFO}" "{PASSWORD}"', "1 ")[-1].startswith(b"1 OK")
    assert client.says("2 EXAMINE INBOX", "2 ")[-1].startswith(b"2 OK")
    return client


def fetch(client: Client, tag: str = "3") -> list[bytes]:
    return client.says(f"{tag} UID FETCH 101:102 (UID BODY.PEEK[])", f"{tag} ")


def uids(client: Client, tag: str = "3") -> bytes:
    return client.says(f"{tag} UID SEARCH UID 1:*", f"{tag} ")[0]


def test_without_trouble_everything_passes_and_is_on_record(line: Trouble, imap: Client) -> None:
    assert len(re.findall(rb"\{\d+\}", b"".join(fetch(imap)))) == 2
    assert [each.verb for each in line.asked()] == ["CONNECT", "LOGIN", "EXAMINE", "FETCH"]
    assert b"Subject: 2" in b"".join(each.raw for each in line.told("FETCH"))
    assert not line.befell


def test_the_third_of_a_kind_is_meant_and_no_other(line: Trouble, imap: Client) -> None:
    line.on("SEARCH", nth=3).refuse("NO [SERVERBUG] broken")
    answers = [imap.says(f"{tag} UID SEARCH ALL", f"{tag} ")[-1] for tag in (3, 4, 5, 6)]
    assert [b"SERVERBUG" in each for each in answers] == [False, False, True, False]
    assert line.befell == {"SEARCH refuse": 1}


def test_a_step_is_chosen_by_what_stands_in_it(line: Trouble, imap: Client) -> None:
    line.always("SEARCH", holding=b"UNSEEN").refuse("BAD what")
    assert imap.says("3 UID SEARCH ALL", "3 ")[-1].startswith(b"3 OK")
    assert imap.says("4 UID SEARCH UNSEEN", "4 ")[-1] == b"4 BAD what\r\n"


def test_what_comes_by_lot_comes_the_same_from_the_same_seed(mail: EmbeddedMail) -> None:
    def befallen() -> list[bool]:
        with Trouble(mail.imap_port, "imap", seed=5) as line:
            client = joined(line)
            line.always("NOOP", chance=0.5).refuse("NO not now")
            told = [client.says(f"{tag} NOOP", f"{tag} ")[-1] for tag in range(10, 30)]
            client.close()
            return [b"NO not now" in each for each in told]

    first = befallen()
    assert 3 < sum(first) < 17
    assert befallen() == first


def test_a_stall_lasts_until_all_is_well(line: Trouble, imap: Client) -> None:
    line.on("NOOP").stall()
    imap.socket.sendall(b"3 NOOP\r\n")
    assert imap.is_silent()
    line.well()
    assert imap.hears().startswith(b"3 OK")


def test_a_drip_brings_it_bit_by_bit(line: Trouble, imap: Client) -> None:
    line.on("NOOP").drip(size=4, every=0.02)
    began = time.monotonic()
    assert imap.says("3 NOOP", "3 ")[-1].startswith(b"3 OK")
    assert time.monotonic() - began > 0.05


def test_a_lie_rewrites_the_answer(line: Trouble, imap: Client) -> None:
    line.always("EXAMINE").lie(lambda part: re.sub(rb"UIDVALIDITY \d+", b"UIDVALIDITY 9", part))
    assert b"UIDVALIDITY 9" in b"".join(imap.says("3 EXAMINE INBOX", "3 "))


def test_an_answer_comes_twice_or_after_something_nobody_asked_for(line: Trouble, imap: Client) -> None:
    line.on("SEARCH").twice()
    assert len(imap.says("3 UID SEARCH ALL", "3 ")) == 3  # its data twice, and the end
    assert imap.hears().startswith(b"3 OK")
    line.on("SEARCH").before(b"* 1 EXPUNGE\r\n")
    assert imap.says("4 UID SEARCH ALL", "4 ")[0] == b"* 1 EXPUNGE\r\n"


def test_garbage_stands_for_the_first_part(line: Trouble, imap: Client) -> None:
    line.on("SEARCH").garbage()
    told = imap.says("3 UID SEARCH ALL", "3 ")
    assert b"SEARCH" not in told[0]
    assert told[-1].startswith(b"3 OK")


@pytest.mark.parametrize("how", ["close", "bye"])
def test_a_line_that_is_closed_ends_in_order(line: Trouble, imap: Client, how: str) -> None:
    getattr(line.on("NOOP"), how)()
    assert imap.says("3 NOOP")[0] == (b"* BYE going down\r\n" if how == "bye" else b"")
    assert imap.hears() == b""


def test_a_reset_is_a_reset(line: Trouble, imap: Client) -> None:
    line.on("NOOP").reset()
    with pytest.raises(ConnectionResetError):
        imap.says("3 NOOP")


def test_every_open_line_can_be_reset_while_nobody_speaks(line: Trouble, imap: Client) -> None:
    line.now().reset()
    with pytest.raises(ConnectionResetError):
        imap.hears()


def test_a_cut_breaks_off_within_the_answer(line: Trouble, imap: Client) -> None:
    line.on("FETCH").cut(after=60)
    imap.socket.sendall(b"3 UID FETCH 101:102 (UID BODY.PEEK[])\r\n")
    heard = b""
    with pytest.raises(ConnectionResetError):
        while True:
            heard += imap.socket.recv(1000)
    assert len(heard) <= 60


def test_a_silent_line_says_nothing_and_does_not_end(line: Trouble, imap: Client) -> None:
    line.now().silence()
    imap.socket.sendall(b"3 NOOP\r\n")
    assert imap.is_silent(0.4)
    assert line.befell == {"now silence": 1}
    other = joined(line)
    assert other.says("3 NOOP", "3 ")[-1].startswith(b"3 OK")
    other.close()


def test_an_answer_is_lost_after_the_deed(mail: EmbeddedMail, line: Trouble, imap: Client) -> None:
    line.on("APPEND").lost()
    assert imap.says("3 APPEND Sent {5}")[0].startswith(b"+")
    with pytest.raises(ConnectionResetError):
        imap.says("a: b\n")
    assert mail.held(INFO, "Sent")


def test_three_gigabytes_pour_until_the_client_goes(line: Trouble, imap: Client) -> None:
    line.on("FETCH").flood(b"* 1 FETCH (UID 101 BODY[] {3000000000}\r\n")
    imap.socket.sendall(b"3 UID FETCH 101 (BODY.PEEK[])\r\n")
    assert b"{3000000000}" in imap.hears()
    assert imap.lines.read(1_000_000) == b"x" * 1_000_000


def test_a_server_that_is_down_refuses_and_comes_back_at_its_port(line: Trouble, imap: Client) -> None:
    line.down()
    with pytest.raises(ConnectionRefusedError):
        Client(line.port)
    line.up()
    joined(line).close()


def test_a_connection_may_be_refused_stalled_or_told_no(line: Trouble) -> None:
    line.on("CONNECT").refuse("too many")
    assert Client(line.port).hears() == b"* BYE too many\r\n"
    line.on("CONNECT").refuse()
    with pytest.raises(ConnectionResetError):
        Client(line.port).hears()
    line.on("CONNECT").silence()
    assert Client(line.port).is_silent()


def test_waiting_and_its_end_are_steps(line: Trouble, imap: Client) -> None:
    assert imap.says("3 IDLE")[0].startswith(b"+")
    line.on("DONE").stall(0.05)
    assert imap.says("DONE", "3 ")[-1].startswith(b"3 OK")
    assert line.befell == {"DONE stall": 1}


def test_mail_is_refused_kept_waiting_or_taken_without_an_answer(mail: EmbeddedMail) -> None:
    with Trouble(mail.outside_port, "smtp") as line:
        client = Client(line.port)
        assert client.hears().startswith(b"220")
        client.says("EHLO there", "250 ")
        line.on("MAIL").refuse("451 4.3.0 later")
        assert client.says("MAIL FROM:<eva@kunde.example>") == [b"451 4.3.0 later\r\n"]
        assert client.says("MAIL FROM:<eva@kunde.example>")[0].startswith(b"250")
        assert client.says(f"RCPT TO:<{INFO}>")[0].startswith(b"250")
        assert client.says("DATA")[0].startswith(b"354")
        line.on("DOT").lost()
        before = len(mail.accepted())
        with pytest.raises(ConnectionResetError):
            client.says("Subject: x\r\n\r\nEHLO is no step here\r\n.")
        assert len(mail.accepted()) == before + 1
        assert [each.verb for each in line.asked()] == [*"CONNECT EHLO MAIL MAIL RCPT DATA DOT".split()]
        client.close()


def test_the_chat_is_told_by_method() -> None:
    with ChatApi() as chat, Trouble(int(chat.url.rsplit(":", 1)[1]), "chat") as line, httpx.Client() as http:
        at = f"{line.url}/bot{TOKEN}"
        assert http.post(f"{at}/getMe").json()["ok"]
        line.on("sendMessage").refuse("429 Too Many Requests: retry after 5")
        told = http.post(f"{at}/sendMessage", json={"chat_id": 1, "text": "hello"})
        assert (told.status_code, told.json()["parameters"]) == (429, {"retry_after": 5})
        line.on("sendMessage").lost()
        with pytest.raises(httpx.ReadError):
            http.post(f"{at}/sendMessage", json={"chat_id": 1, "text": "hello"})
        assert chat.texts(1) == ["hello"]
        line.on("getMe").garbage()
        with pytest.raises(httpx.RemoteProtocolError):
            http.post(f"{at}/getMe")


def test_tls_may_stand_in_front(mail: EmbeddedMail, tmp_path: Path) -> None:
    good = self_signed(tmp_path)
    with Trouble(mail.imap_port, "imap", tls=good.context) as line:
        with pytest.raises(ssl.SSLCertVerificationError):
            ssl.create_default_context().wrap_socket(Client(line.port).socket, server_hostname="127.0.0.1")
        trusting = ssl.create_default_context(cafile=str(good.file))
        with trusting.wrap_socket(Client(line.port).socket, server_hostname="127.0.0.1") as secure:
            assert secure.recv(4) == b"* OK"
        assert line.befell == {"TLS not taken": 1}
