"""T22: texts made to keep a quotation cutter busy, 10 kB to 1 MB each; none costs more than 200 ms of processor time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from mail.fresh import LONGEST, cut
from mail.html import shown

MOST = 0.2
"""Seconds of processor time."""

TEXTS = {
    "On, 10 kB": "On " * 3333,
    "On, 240 kB": "On " * 80_000,
    "empty lines": "\n" * 1_000_000,
    "marks": ">" * 1_000_000,
    "marked lines": ">\n" * 500_000,
    "blanks": " " * 1_000_000,
    "dashes": "-" * 1_000_000,
    "digits": "1" * 1_000_000,
    "one letter": "x" * 1_000_000,
    "one Chinese character": "在" * 300_000,
    "senders": "From: x\n" * 30_000,
    "senders and dates": "From: a\nDate: b\n" * 15_000,
    "labels above nothing": "From: \n\n" * 30_000,
    "heads without sender": "Subject: x\nTo: a@b.example\n" * 9_000,
    "heads on one line": ("From: a@b.example Sent: 3 To: x Subject: y " * 20 + "\n") * 300,
    "heads of Notes": "a@b.example\n03/03/2026 05:00 PM\nTo\nSubject\n" * 5_000,
    "colons": "a:" * 100_000,
    "verbs": "wrote:\n" * 30_000,
    "Chinese verbs": "写道\n" * 60_000,
    "a far verb": "On 3 Mar 2026 " + "x" * 240_000 + " wrote:",
    "attributions without end": "On 3 Mar 2026 at 17:00 Ana <a@b.example> \n" * 6_000,
    "attributions in two lines": "On 3 Mar 2026 17:00\n<a@b.example>:\n" * 6_000,
    "long attributions": ("On 3 Mar 2026 at 17:00 " + "Ana " * 25 + "<a@b.example> wrote:\n> x\n") * 1_900,
    "dividers": "-----Original Message-----\n> x\n" * 8_000,
    "ends of originals": "-----Original Message-----\nx\n--- End of original message ---\n" * 4_000,
    "half a divider": "----- " * 40_000,
    "rules": "=====\n" * 40_000,
    "lines above": "reply above\n" * 20_000,
    "delimiters": "--\n" * 80_000,
    "closings": "Best regards\n" * 20_000,
    "a long closing": "Veuillez agréer " * 16_000,
    "footers of telephones": "Sent from my iPhone\n" * 12_000,
    "one long footer": "Sent from my " + "iPhone " * 30_000,
    "telephones": "Tel: +49 30 1234567\n" * 12_000,
    "one long telephone": "+4930 " * 40_000,
    "disclaimers": "This e-mail is confidential. If you are not the intended recipient, delete it.\n" * 3_000,
    "half a disclaimer": "this message " * 20_000,
    "names": "Eva Klein\n" * 25_000,
    "tables": "| a | b |\n" * 25_000,
    "bars": "| a\n" * 60_000,
    "initials": "AL> x\nb\n" * 30_000,
    "guillemets": "» x\n" * 60_000,
    "marks and answers": "> a\nb\n" * 40_000,
    "questions": "a?\n" * 80_000,
    "postscripts": "PS\n\n" * 60_000,
    "addresses": "a@" * 120_000,
}

SOURCES = {
    "nested": "<div>" * 50_000,
    "quotations": "<blockquote type=cite>a</blockquote>b" * 7_000,
    "indents": "<blockquote>a</blockquote>b\n" * 9_000,
    "open signatures": "<div class=gmail_signature>a" * 9_000,
    "closed signatures": "<div class=signature>x</div>" * 9_000,
    "open containers": "<div class=gmail_quote>a" * 9_000,
    "crossed elements": "<div class=gmail_quote><span class=signature></div></span>" * 4_000,
    "ends without beginnings": "</div>" * 40_000,
    "a long style": "<div style='" + "border-top:" * 20_000 + "'>",
    "a long class": "<div class='" + "signature " * 20_000 + "'>x",
    "separators": "<hr id=FMSigSeperator>x<blockquote>y</blockquote>" * 5_000,
    "attributed indents": "On 3/3/26 17:00, Ana wrote:<blockquote>a</blockquote>" * 4_000,
}


def least_time(work: Callable[[], object]) -> float:
    """The best of three: what else the machine does is not measured."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
        if spent[-1] < MOST:
            break
    return min(spent)


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_cut_in_time(name: str) -> None:
    assert least_time(lambda: cut(TEXTS[name], writer="Eva Klein")) < MOST


@pytest.mark.parametrize("name", SOURCES)
def test_the_marks_of_hostile_html_are_found_and_cut_in_time(name: str) -> None:
    def work() -> None:
        seen = shown(SOURCES[name])
        cut(seen.text, seen.quoted, seen.signed, "Eva Klein")

    assert least_time(work) < 2 * MOST


@pytest.mark.parametrize("name", TEXTS)
def test_no_line_of_a_hostile_text_is_lost(name: str) -> None:
    found = cut(TEXTS[name])
    parts = f"{found.fresh}\n{found.signature}\n{found.quoted}"
    words = set(TEXTS[name][:LONGEST].split("\n")[:50])
    assert [each for each in words if each.strip() and each.strip() not in parts] == []


def test_the_time_grows_with_the_text_and_no_faster() -> None:
    text = "On 3 Mar 2026 at 17:00\nAna <a@b.example> wrote:\n> a\nyes\n\nFrom: x\nwe go on\n"
    small = least_time(lambda: cut(text * 100))
    large = least_time(lambda: cut(text * 1_000))
    assert large < 30 * small + 0.02
