"""Who takes the mail of a domain, asked of a name server on loopback that answers as it is told."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from mail.exchangers import exchangers
from mail.providers import guessed

MX, A = 15, 1
HEADER = 12


def name(text: str) -> bytes:
    return b"".join(bytes([len(each)]) + each.encode() for each in text.split(".")) + b"\0"


def record(kind: int, data: bytes) -> bytes:
    return b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 60, len(data)) + data


def mx(preference: int, host: bytes) -> bytes:
    return record(MX, struct.pack("!H", preference) + host)


def answering(*records: bytes) -> Callable[[bytes], bytes]:
    return lambda asked: asked[:2] + struct.pack("!5H", 0x8180, 1, len(records), 0, 0) + asked[12:] + b"".join(records)


@contextmanager
def name_server(answer: Callable[[bytes], bytes]) -> Iterator[tuple[str, int]]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)

        def serve() -> None:
            asked, whom = server.recvfrom(4096)
            server.sendto(answer(asked), whom)

        serving = threading.Thread(target=serve)
        serving.start()
        try:
            yield server.getsockname()
        finally:
            serving.join()


def test_the_preferred_exchanger_comes_first_and_names_the_provider() -> None:
    second, first = mx(10, name("mx2.qiye.aliyun.com")), mx(5, name("mxbiz1.qq.com"))
    with name_server(answering(second, record(A, b"\x7f\0\0\1"), first)) as server:
        found = exchangers("firm.cn", (server,))
    assert found == ("mxbiz1.qq.com", "mx2.qiye.aliyun.com")
    assert guessed("info@firm.cn", found).name == "Tencent Exmail"


def test_a_shortened_name_is_read() -> None:
    with name_server(answering(mx(1, b"\x04mail\xc0\x0c"))) as server:
        assert exchangers("firm.example", (server,)) == ("mail.firm.example",)


NONSENSE = {
    "no records": answering(),
    "an answer to another question": lambda asked: b"\0\0" + asked[2:] if asked[:2] != b"\0\0" else b"\1\1" + asked[2:],
    "a name that points at itself": answering(mx(1, b"\xc0" + bytes([HEADER + len(name("firm.example")) + 4 + 14]))),
    "a record cut short": lambda asked: answering(mx(1, name("mx.firm.example")))(asked)[:-8],
    "nothing": lambda asked: b"",
}


@pytest.mark.parametrize("kind", NONSENSE)
def test_nonsense_is_no_hint(kind: str) -> None:
    with name_server(NONSENSE[kind]) as server:
        assert exchangers("firm.example", (server,)) == ()


def test_silence_and_what_is_no_domain_end_soon() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        assert exchangers("firm.example", (silent.getsockname(),), seconds=0.1) == ()
        assert exchangers("no domain", (silent.getsockname(),), seconds=0.1) == ()
