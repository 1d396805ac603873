"""Which letter in an old thread says a new need, and what subjects are about without their marks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rules.letter import Address, Kind, Letter, Want
from rules.new_need import Thread, new_need
from rules.subject import base_subject, is_answer
from rules.thread import Sibling, likeliest, takes_part

VALVES = (("product", Want("valves", "valves")), ("quantity", Want("500", "500 valves")))


def letter(subject: str = "Re: Pumps", kind: Kind = Kind.INQUIRY, wants: tuple[tuple[str, Want], ...] = ()) -> Letter:
    return Letter(sha256="", size=0, subject=subject, kind=kind, wants=wants)


def thread(closed: bool = False, days: int = 0, product: str = "pump") -> Thread:
    return Thread(closed, timedelta(days=days), "Pumps", (product,) if product else ())


TABLE = [
    ("thanks in a running thread", letter(kind=Kind.OTHER), thread(), False),
    ("wishes in a running thread", letter(wants=VALVES), thread(), False),
    ("another subject, the same product", letter("Delivery", wants=VALVES), thread(product="valve"), False),
    ("another subject and another product", letter("Valves", wants=VALVES), thread(), True),
    ("wishes after months", letter(wants=VALVES), thread(days=90), True),
    ("thanks after months", letter(kind=Kind.OTHER), thread(days=90), False),
    ("wishes in a closed matter", letter(wants=VALVES), thread(closed=True), True),
    ("thanks in a closed matter", letter(kind=Kind.OTHER), thread(closed=True), False),
    ("a complaint is about what was", letter("Broken", Kind.COMPLAINT, VALVES), thread(closed=True), False),
    ("a payment is about what was", letter("Paid", Kind.PAYMENT), thread(closed=True, days=90), False),
]


@pytest.mark.parametrize(("because", "read", "stood", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_a_new_need_is_told_from_an_old_one(because: str, read: Letter, stood: Thread, expected: bool) -> None:
    assert (new_need(read, stood) is not None) is expected


SUBJECTS = [
    ("Re: RE: AW: WG: Pumps", "pumps"),
    ("回复：回复: Pumps", "pumps"),
    ("Re[2]: Pumps", "pumps"),
    ("[EXTERNAL] RE: Pumps", "pumps"),
    ("【外部】答复：Pumps", "pumps"),
    ("Trả lời: Pumps", "pumps"),
    ("SV:  Pumps  and   valves", "pumps and valves"),
    ("Order: pumps", "order: pumps"),
    ("[1001]", "[1001]"),
    ("Re:", ""),
    ("", ""),
]


@pytest.mark.parametrize(("written", "expected"), SUBJECTS)
def test_marks_of_answering_are_no_part_of_a_subject(written: str, expected: str) -> None:
    assert base_subject(written) == expected


def test_a_long_row_of_marks_is_read_to_an_end() -> None:
    assert base_subject("Re: " * 100_000).startswith("re:")


def test_numbers_and_subjects_only_choose_among_her_own_conversations() -> None:
    hers = [Sibling(1003, "Seals"), Sibling(1002, "Valves"), Sibling(1001, "Pumps")]
    assert likeliest(letter("Re: Valves"), "eva@kunde.example", hers) == 1002
    assert likeliest(letter("About 1001"), "eva@kunde.example", hers) == 1001
    assert likeliest(letter("About 11001"), "eva@kunde.example", hers) == 1003
    assert likeliest(letter("Hello"), "eva@kunde.example", []) is None


PARTS = [
    ("eva.lopez@gmail.com", "evalopez+x@googlemail.com", True),
    ("eva.lopez@gmail.com", "eva.lopes@gmail.com", False),
    ("eva+x@outlook.com", "eva@outlook.com", True),
    ("eva.lopez@outlook.com", "evalopez@outlook.com", False),
    ("10001+x@qq.com", "10001@qq.com", False),
    ("eva@kunde.example", "carl@mail.kunde.example", True),
]


@pytest.mark.parametrize(("sender", "known", "expected"), PARTS)
def test_one_mailbox_in_two_spellings_is_one_person(sender: str, known: str, expected: bool) -> None:
    assert takes_part(sender, [known]) is expected


def test_addresses_of_free_mail_are_never_a_company() -> None:
    assert not takes_part(Address("", "other@gmail.com").address, ["eva@gmail.com"])


@pytest.mark.parametrize(
    "subject", ["Re: x", "RE：x", "AW: x", "Antw: x", "SV: x", "回覆: x", "回复：x", "Re[2]: x", "Odp: x"]
)
def test_a_sign_of_answering_is_known_in_every_language(subject: str) -> None:
    assert is_answer(subject)


@pytest.mark.parametrize("subject", ["", "Fwd: x", "Report: x", "Order 12: price", "转发：x", "Re"])
def test_what_is_no_answer_has_no_sign_of_one(subject: str) -> None:
    assert not is_answer(subject)
