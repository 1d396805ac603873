"""T19: a letter that makes its reader's program fetch something tells the sender who reads it, or reaches into the house.

osTicket, FreeScout (its own list of 28 spellings of 127.0.0.1 against SSRF) and every webmail had it: pictures, style sheets,
one-click unsubscribe, external bodies, previews of links. Here nothing that stands in a letter is ever fetched.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mail.read import read_letter
from rules.letter import Ours
from tests.dialogues.desk import Desk
from tests.experiments import Seen
from tests.letters.test_hostile import BOMBS

CORPUS = sorted((Path(__file__).parent.parent / "letters").glob("*.eml"))
SPY = "http://spy.evil.example/t"
LURES = [
    f'<img src="{SPY}.gif" width=1>', f'<link rel=stylesheet href="{SPY}.css">', f"<style>@import url({SPY});</style>",
    f'<iframe src="{SPY}"></iframe>', f'<object data="{SPY}"></object>', f'<embed src="{SPY}">',
    f'<video poster="{SPY}" src="{SPY}">',
    f'<body background="{SPY}">', f'<div style="background:url({SPY})">', f'<svg><image href="{SPY}"/></svg>',
    f"<script src={SPY}></script>",
    f'<meta http-equiv=refresh content="0;url={SPY}">', f'<base href="{SPY}"><img src=a>', f'<input type=image src="{SPY}">',
    f'<form action="{SPY}"><button>', f'<a href="{SPY}" ping="{SPY}">price</a>', f"<img srcset='{SPY} 1x'>",
    f"<link rel=dns-prefetch href={SPY}>",
    '<img src="http://127.0.0.1:80/">', '<img src="http://[::1]/">', '<img src="http://0x7f000001/">',
    '<img src="http://169.254.169.254/latest">',
    '<img src="file:///etc/passwd">', '<img src="\\\\evil.example\\share\\x">', f"<!DOCTYPE x SYSTEM '{SPY}.dtd'><p>hello",
    f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{SPY}">]><p>&e;',
]  # fmt: skip
HEADERS = [
    f"List-Unsubscribe: <{SPY}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", f"X-Image-URL: {SPY}\r\n",
    f"Face-URL: {SPY}\r\n",
    f'Content-Type: message/external-body; access-type=URL; URL="{SPY}"\r\n',
    "Disposition-Notification-To: <t@evil.example>\r\n",
    'Content-Type: message/external-body; access-type=ftp; site=evil.example; name="x"\r\n',
    f"BIMI-Location: v=BIMI1; l={SPY}.svg\r\n",
    f"Autocrypt: addr=x; keydata={SPY}\r\n", f"OpenPGP: url={SPY}\r\n", f"List-Archive: <{SPY}>\r\n",
]  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that somebody wants to reach, by name or by number; nobody is let through."""
    wanted: list[Any] = []

    def refuse(*where: Any, **more: Any) -> Any:
        wanted.append(where)
        raise OSError("nothing is fetched")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    return wanted


def lures() -> Iterator[bytes]:
    for number, html in enumerate(LURES):
        head = f"From: E <e{number}@evil{number}.example>\r\nTo: info@firm.example\r\nSubject: {number} pumps\r\n"
        yield f"{head}Content-Type: text/html\r\n\r\n<html>{html}<p>Price for {number} pumps? {SPY}</html>".encode()
    for number, header in enumerate(HEADERS):
        head = f"From: F <f{number}@evil{number}.example>\r\nTo: info@firm.example\r\nSubject: {number} valves\r\n"
        yield f"{head}{header}\r\nPrice for {number} valves? See {SPY}".encode()


def test_the_guard_sees_who_fetches(asked: list[Any]) -> None:
    with pytest.raises(OSError, match="nothing is fetched"):
        socket.create_connection(("127.0.0.1", 9))
    assert len(asked) == 1


@pytest.mark.experiment("T19", "the whole corpus and 36 lures, read", "0 connections wanted")
def test_reading_fetches_nothing(asked: list[Any], seen: Seen) -> None:
    letters = [*(each.read_bytes() for each in CORPUS), *lures()]
    for raw in letters:
        read_letter(raw, Ours())
    seen(f"{len(letters)} letters, connections wanted {len(asked)}")
    assert len(letters) >= 70
    assert asked == []


@pytest.mark.experiment(
    "T19", "lures and letters sorted, shown, sent on, found", "0 connections wanted, no lure in a mail"
)
def test_sorting_showing_and_sending_on_fetches_nothing(desk: Desk, asked: list[Any], seen: Seen) -> None:
    desk.set("mail.letters_of_everybody", "0").set("mail.letters_of_domain", "0")
    for raw in (*list(lures())[::3], *(each.read_bytes() for each in CORPUS[::4])):
        desk.postbox.put(raw)
    desk.settle()
    for number in desk.numbers():
        desk.says(desk.owner_of(number) or "Dora", f"/show {number} letters")
    desk.says("Dora", "/find evil.example")
    seen(f"{len(desk.numbers())} conversations, {len(desk.postman.sent)} mails, connections wanted {len(asked)}")
    assert desk.numbers()
    assert asked == []


@pytest.mark.slow
@pytest.mark.experiment("T19", "bombs and malformed letters, read", "0 connections wanted")
def test_reading_what_is_malformed_fetches_nothing(asked: list[Any], seen: Seen) -> None:
    for raw in BOMBS.values():
        read_letter(raw, Ours())
    seen(f"{len(BOMBS)} letters, connections wanted {len(asked)}")
    assert asked == []
