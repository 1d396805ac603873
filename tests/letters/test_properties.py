"""What holds for every letter, whole or spoilt: what was read can be stored, found again, and read a second time alike (F34)."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail.read import part_bytes, read_letter
from rules.letter import Kind, Letter
from rules.letter_plain import explained, from_plain, to_plain
from tests.experiments import SEED
from tests.letters.company import OURS
from tests.letters.mutated import mutants, whole_letters

WHOLE = whole_letters()
SPOILT = dict(islice(mutants(300, SEED), 300))
_MARKS = re.compile(r"[\W_]+")


def upholds(raw: bytes) -> Letter:
    """The letter in these bytes; what has to hold for any bytes at all is checked."""
    letter = read_letter(raw, OURS)
    assert (letter.sha256, letter.size) == (hashlib.sha256(raw).hexdigest(), len(raw))
    assert not any(step in letter.error for step in ("head:", "body:", "meaning:")), letter.error
    plain = to_plain(letter)
    assert from_plain(json.loads(json.dumps(plain).encode())) == letter
    shown = json.dumps([plain, explained("x", letter)], ensure_ascii=False)
    assert "\\u0000" not in shown
    shown.encode("utf-8")  # no half of a surrogate pair, which no database takes
    for each in letter.attachments:
        content = part_bytes(raw, each.part)
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (each.sha256, each.size)
    assert set(words(letter.fresh_text)) <= set(words(letter.text))
    return letter


def words(text: str) -> list[str]:
    return _MARKS.sub(" ", text).split()


@pytest.mark.parametrize("path", WHOLE, ids=lambda each: each.stem)
def test_a_whole_letter_upholds_them_and_is_read_alike_twice(path: Path) -> None:
    raw = path.read_bytes()
    assert upholds(raw) == read_letter(raw, OURS)


@pytest.mark.parametrize("path", WHOLE, ids=lambda each: each.stem)
def test_the_line_ends_of_its_way_do_not_matter(path: Path) -> None:
    lines = re.sub(rb"\r\n", b"\n", path.read_bytes())
    assert told(lines) == told(lines.replace(b"\n", b"\r\n"))


@pytest.mark.parametrize(
    "path", [each for each in WHOLE if re.match(rb"[\w-]+:", each.read_bytes())], ids=lambda each: each.stem
)
def test_one_more_station_on_its_way_does_not_matter(path: Path) -> None:
    raw = path.read_bytes()
    station = b"Received: from mx7.relay.example ([192.0.2.7])\n\tby mx.ours.example; Tue, 3 Mar 2026 10:00:00 +0100\n"
    before, after = told(raw), told(station + raw)
    assert (
        before.dmarc_pass or not after.dmarc_pass
    )  # below a stranger's line our provider's word is not believed (T02)
    assert replace(after, dmarc_pass=False) == replace(before, dmarc_pass=False)


def told(raw: bytes) -> Letter:
    """What a letter says, without what its bytes weigh."""
    letter = read_letter(raw, OURS)
    files = tuple(replace(each, sha256="", size=0) for each in letter.attachments)
    return replace(letter, sha256="", size=0, attachments=files)


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_letter_upholds_them(name: str) -> None:
    upholds(SPOILT[name])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_uphold_them(raw: bytes) -> None:
    upholds(raw)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([
    b"From: ", b"Subject: ", b"Content-Type: ", b"text/html", b"multipart/mixed", b"; boundary=b", b"\n--b\n", b"\n--b--",
    b"\n", b"\r\n", b" ", b"=?", b"?=", b"?B?", b"gb2312", b"a@b.de", b"<", b">", b",", b'"', b"\xd6\xd0", b"\xe4\xb8\xad",
    b"> x\n", b"On x wrote:\n", b"<div>", b"</div>", b"charset=", b"base64", b"Content-Transfer-Encoding: ", b"=C3", b"=",
    b"message/rfc822", b"multipart/report", b"Final-Recipient: rfc822; ", b"Status: 5.1.1\n", b"500 pcs ", b"FOB ",
]), max_size=60).map(b"".join))  # fmt: skip
def test_the_pieces_of_letters_in_any_order_uphold_them(raw: bytes) -> None:
    upholds(raw)


def test_a_strangers_broken_bounce_writes_nothing_into_our_log(caplog: pytest.LogCaptureFixture) -> None:
    raw = b"From: \nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender\n\nSorry, no mailbox here by that name.\n"
    assert upholds(raw).kind is Kind.BOUNCE
    assert caplog.records == []
