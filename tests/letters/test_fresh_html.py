"""What HTML marks as quoted and as signature is cut off, and nothing else."""

from __future__ import annotations

import pytest

from mail.fresh import cut
from mail.html import shown
from mail.read import read_letter
from tests.letters.company import OURS
from tests.letters.quotation_html import ANSWERS, OWN


def written(source: str) -> bytes:
    return b"From: Eva Klein <eva@kunde.example>\nContent-Type: text/html; charset=utf-8\n\n" + source.encode()


@pytest.mark.parametrize("name", ANSWERS)
def test_the_writers_words_are_found_in_the_html_of_his_program(name: str) -> None:
    fresh = read_letter(written(ANSWERS[name]), OURS).fresh_text
    assert [each.replace("\xa0", " ") for each in fresh.split("\n") if each.strip()] == OWN


@pytest.mark.parametrize("name", ANSWERS)
def test_stretches_lie_apart_and_within_the_text(name: str) -> None:
    seen = shown(ANSWERS[name])
    at = 0
    for start, end in sorted(seen.quoted + seen.signed):
        assert at <= start < end <= len(seen.text)
        at = end


def test_the_html_tells_what_the_plain_text_does_not() -> None:
    plain = "Hello\n\nOn 3/3/26 17:00, Ana wrote:\n\nour price is 3.\n\nToo high.\n"
    html = "<p>Hello</p><p>On 3/3/26 17:00, Ana wrote:</p><blockquote type=cite>our price is 3.</blockquote><p>Too high.</p>"
    raw = (
        "From: eva@kunde.example\nContent-Type: multipart/alternative; boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n"
    )
    letter = read_letter(raw.encode(), OURS)
    assert letter.fresh_text.split() == ["Hello", "Too", "high."]
    assert "our price is 3." in letter.quoted_text


def test_a_signature_with_a_question_in_it_is_read() -> None:
    source = '<p>Hello</p><div id="Signature"><p>Eva</p><p>By the way: when will it be shipped?</p></div>'
    seen = shown(source)
    assert "when will it be shipped?" in cut(seen.text, seen.quoted, seen.signed).fresh
