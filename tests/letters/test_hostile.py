"""Letters that mean harm or are broken beyond reason: never an exception, never more than seconds (F32, F34, T18, T22)."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail.fresh import cut
from mail.html import sanitised, shown
from mail.languages import language_of
from mail.read import part_bytes, read_letter
from mail.wants import wants_of
from rules.letter_plain import to_plain
from tests.letters.company import FOLDER, OURS

SAMPLES = [each.read_bytes() for each in sorted(FOLDER.glob("*.eml"))]
SPLICES = [
    b"\r",
    b"\n\n",
    b"\x00",
    b"--",
    b"=?utf-8?B?",
    b"?=",
    b"\xff\xfe",
    b"Content-Type: multipart/mixed; boundary=BB\n",
    b"<",
    b'"',
    b"(",
    b";",
    b"charset=utf-16",
    b"charset=idna",
    b"charset=rot13",
    b"charset=undefined",
    b"charset=unicode_escape",
    b"\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n",
    b"\nFrom: \n",
    b"\nDate: Tue, 99 Foo 99999 99:99:99 +99999999\n",
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    letter = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(letter)))
        match draw(st.sampled_from(["cut", "splice", "byte", "double"])):
            case "cut":
                del letter[at : at + draw(st.integers(1, 60))]
            case "splice":
                letter[at:at] = draw(st.sampled_from(SPLICES))
            case "byte":
                letter[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "double":
                letter[at:at] = letter[at : at + draw(st.integers(1, 200))]
    return bytes(letter)


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_a_spoilt_letter_is_read_as_far_as_it_goes(raw: bytes) -> None:
    letter = read_letter(raw, OURS)
    assert not any(step in letter.error for step in ("head:", "body:", "meaning:")), letter.error
    for text in (letter.subject, letter.text, letter.fresh_text, letter.sender.name if letter.sender else ""):
        assert not any(ord(each) < 32 and each not in "\n\t" for each in text)
        assert not any(
            "\x7f" <= each <= "\x9f" or "\u202a" <= each <= "\u202e" or "\ud800" <= each <= "\udfff" for each in text
        )
    for each in letter.attachments:
        assert len(part_bytes(raw, each.part)) == each.size
    to_plain(letter)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_that_are_no_letter_are_read_all_the_same(raw: bytes) -> None:
    letter = read_letter(raw, OURS)
    assert not any(step in letter.error for step in ("head:", "body:", "meaning:")), letter.error


def nested(depth: int) -> bytes:
    told = b"From: a@b.de\n"
    for each in range(depth):
        told += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (each, each)
    return told + b"\nhello"


def nested_letters(depth: int) -> bytes:
    return b"From: ana@ours.example\n" + b"Content-Type: message/rfc822\n\nFrom: ana@ours.example\n" * depth + b"\nx"


BOMBS: dict[str, bytes] = {
    "1,000 multiparts": nested(1000),
    "10,000 multiparts": nested(10_000),
    "5,000 nested letters": nested_letters(5000),
    "100,000 headers": b"From: a@b.de\n" + b"X-A: b\n" * 100_000 + b"\nx",
    "100,000 parts": b"From: a@b.de\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000,
    "a subject of 1 MB": b"From: a@b.de\nSubject: " + b"x" * 1_000_000 + b"\n\nx",
    "64,000 encoded words": b"From: a@b.de\nSubject: " + b"=?utf-8?B?eA==?=\n " * 64_000 + b"\n\nx",
    "unfinished encoded words": b"From: a@b.de\nSubject: " + b"=?a?q?" * 40_000 + b"\n\nx",
    "100,000 recipients": b"From: a@b.de\nTo: " + b"a@b.de, " * 100_000 + b"\n\nx",
    "100,000 senders": b"From: " + b"a@b.de, " * 100_000 + b"\n\nx",
    "50,000 comments": b"From: " + b"(" * 50_000 + b" a@b.de\n\nx",
    "quotes in quotes": b"From: " + b'"\\' * 60_000 + b" a@b.de\n\nx",
    "parameters": b"From: a@b.de\nContent-Type: text/plain; " + b'a="; ' * 50_000 + b"\n\nx",
    "nested HTML": b"From: a@b.de\nContent-Type: text/html\n\n" + b"<div>" * 100_000,
    "HTML quotes": b"From: a@b.de\nContent-Type: text/html\n\n" + b"<blockquote type=cite>a</blockquote>b" * 20_000,
    "HTML comments": b"From: a@b.de\nContent-Type: text/html\n\n" + b"<!--" * 200_000,
    "a delimiter on every line": b"From: a@b.de\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 200_000,
    "encoded words without end": b"From: a@b.de\nSubject: " + b"=?a?q?x" * 36_000 + b"\n\nx",
    "names without addresses": b"From: a@b.de\nTo: " + b"a;" * 120_000 + b"\n\nx",
    "colons in names": b"From: " + b"a:" * 120_000 + b"\n\nx",
    "flowed lines": b"From: a@b.de\nContent-Type: text/plain; format=flowed\n\n" + b"a \n" * 300_000,
    "uuencoded files": b"From: a@b.de\n\n" + b"begin 644 a\n!a\nend\n" * 60_000,
    "tables in tables": b"From: a@b.de\nContent-Type: text/html\n\n" + b"<table><td>x" * 80_000,
    "hidden without end": b"From: a@b.de\nContent-Type: text/html\n\n" + b'<div style="display:none">x' * 30_000,
    "comments without end": b"From: a@b.de\nContent-Type: text/html\n\n" + b"<!--" * 200_000,
    "a winmail.dat of files": b"From: a@b.de\nContent-Type: application/ms-tnef\n\n\x78\x9f\x3e\x22\x01\x00"
    + b"\x02\x02\x90\x06\x00\x00\x00\x00\x00\x00\x00" * 100_000,
    "S/MIME in S/MIME": b"From: a@b.de\nContent-Type: application/pkcs7-mime\n\n" + b"\x30\x80" * 400_000,
    "padding": b"From: a@b.de\nContent-Transfer-Encoding: base64\n\n" + b"=" * 1_000_000,
    "GB18030 without end": b"From: a@b.de\nContent-Type: text/plain; charset=gb2312\n\n" + b"\x81\x30\x81" * 300_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_seconds_at_most(name: str) -> None:
    began = time.process_time()
    letter = read_letter(BOMBS[name], OURS)
    spent = time.process_time() - began
    assert spent < 20, f"{spent:.1f} s"
    assert letter.sha256
    assert not any(step in letter.error for step in ("head:", "body:", "meaning:")), letter.error


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("1,000 multiparts", "nested deeper than 100 parts"),
        ("100,000 headers", "header"),
        ("100,000 parts", "more than 500 parts"),
        ("100,000 recipients", "header block is longer than 256 kB"),
    ],
)
def test_what_passes_the_limits_is_said(name: str, error: str) -> None:
    assert error in read_letter(BOMBS[name], OURS).error


def test_more_than_two_thousand_addresses_are_not_read() -> None:
    letter = read_letter(b"From: a@b.de\nTo: " + b"a@b.de, " * 3000 + b"\n\nx", OURS)
    assert (len(letter.to), letter.error) == (2000, "more than 2000 addresses in to")


LINES = {
    "on": "On " * 80_000,
    "empty lines": "\n" * 250_000,
    "quote marks": ">" * 250_000,
    "senders": "From: x\n" * 30_000,
    "sender and date": "From: a\nDate: b\n" * 15_000,
    "wrote": "wrote:\n" * 30_000,
    "signatures": "--\n" * 80_000,
    "closings": "Best regards\n" * 20_000,
    "blanks": " " * 250_000,
    "dashes": "-" * 250_000,
    "colons": "a:" * 100_000,
    "在": "在" * 100_000,
    "digits": "1" * 250_000,
    "numbers": "1 200 " * 40_000,
    "currencies": "US$ " * 60_000,
    "tags": "<" * 250_000,
    "entities": "&#x" * 80_000,
    "addresses": "a@" * 120_000,
    "attribution": "On 3 Mar 2026 " + "x" * 240_000 + " wrote:",
}
READERS: dict[str, Callable[[str], object]] = {
    "cut": cut,
    "wants": lambda text: wants_of(text[:2000], text),
    "shown": shown,
    "language": language_of,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", LINES)
def test_hostile_text_stays_under_its_time(name: str, reader: str) -> None:
    began = time.process_time()
    READERS[reader](LINES[name])
    assert time.process_time() - began < 8


@pytest.mark.parametrize("name", LINES)
def test_a_whole_letter_of_hostile_text_stays_under_its_time(name: str) -> None:
    began = time.process_time()
    read_letter(b"From: ana@ours.example\nSubject: Fw: x\n\n" + LINES[name].encode(), OURS)
    assert time.process_time() - began < 10


HARM = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='data:text/html,x'>x</a>",
    "<style>@import 'http://evil.example'</style>",
    "<div style='background:url(http://evil.example)'>x</div>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<iframe src='http://evil.example'></iframe>",
    "<form action='http://evil.example'><input></form>",
    "<base href='http://evil.example'>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "<link rel=stylesheet href='http://evil.example'>",
    "<table background='http://evil.example'><tr><td>x</td></tr></table>",
    "<!--><script>alert(1)</script>-->",
    "<scr<script>ipt>alert(1)</script>",
)


@pytest.mark.parametrize("source", HARM)
def test_html_to_be_shown_cannot_act(source: str) -> None:
    clean, _ = sanitised(source)
    lower = clean.lower()
    assert not any(
        each in lower
        for each in (
            "<script",
            "<img",
            "onerror=",
            "javascript:",
            "data:",
            "style",
            "<iframe",
            "<form",
            "<base",
            "<meta",
            "<link",
            "evil.example",
        )
    )


def test_html_nested_too_deep_is_shown_as_text_only() -> None:
    clean, why = sanitised("<div>" * 300 + "hello" + "</div>" * 300)
    assert (clean, "nested deeper than 200" in why) == ("", True)
