"""When letters are too many to call people for each (T32): given, expected, because."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.flood import Breadth, Source, Tally, floods, source_of
from rules.policy import DEFAULT

POLICY = replace(DEFAULT, front_door="info@firm.example", domains=("firm.cn",), form_senders=("form@site.example",))
COLLEAGUES = frozenset({"ana@firm.example"})
EVA = Source("eva@kunde.example", "kunde.example")

SOURCES = [
    ("a customer", "Eva@Kunde.example", "", EVA),
    ("a host below counts for the company", "eva@mail.kunde.co.uk", "", Source("eva@mail.kunde.co.uk", "kunde.co.uk")),
    ("free mail is nobody's domain", "eva@gmail.com", "", Source("eva@gmail.com", "")),
    ("a colleague is ours", "ana@firm.example", "", Source("ana@firm.example", "", is_ours=True)),
    ("so is every address of the company", "shop@sub.firm.cn", "", Source("shop@sub.firm.cn", "", is_ours=True)),
    (
        "of a market place the buyer counts",
        "no-reply@alibaba.com",
        "eva@kunde.example",
        Source("eva@kunde.example", ""),
    ),
    ("and nobody where it hides him", "no-reply@alibaba.com", "", Source("", "")),
    ("of the own form, too", "form@site.example", "eva@kunde.example", Source("eva@kunde.example", "")),
    ("no address at all", "nonsense", "", Source("", "")),
]


@pytest.mark.parametrize(("because", "sender", "buyer", "source"), SOURCES, ids=[row[0] for row in SOURCES])
def test_who_a_letter_is_counted_under(because: str, sender: str, buyer: str, source: Source) -> None:
    assert source_of(sender, buyer, POLICY, COLLEAGUES) == source


OVER = [
    ("nothing much", EVA, Tally(), []),
    ("the limit itself is allowed", EVA, Tally(sender=20, domain=200, everybody=12_000), []),
    ("one sender", EVA, Tally(sender=21), [Breadth.SENDER]),
    ("one company", EVA, Tally(domain=201), [Breadth.DOMAIN]),
    ("both, the narrower first", EVA, Tally(sender=21, domain=201), [Breadth.SENDER, Breadth.DOMAIN]),
    ("strangers in all", EVA, Tally(everybody=12_001), [Breadth.EVERYBODY]),
    ("but not those we know", EVA, Tally(everybody=12_001, is_known=True), []),
    (
        "a colleague may copy more to info@",
        Source("ana@firm.example", "", True),
        Tally(sender=200, everybody=12_001),
        [],
    ),
    ("yet not without end", Source("ana@firm.example", "", True), Tally(sender=201), [Breadth.SENDER]),
    ("who has no address is no sender", Source("", ""), Tally(sender=99, domain=999), []),
]


@pytest.mark.parametrize(("because", "source", "tally", "breadths"), OVER, ids=[row[0] for row in OVER])
def test_what_is_too_much(because: str, source: Source, tally: Tally, breadths: list[Breadth]) -> None:
    assert [each.breadth for each in floods(source, tally, POLICY)] == breadths


def test_a_limit_of_nought_is_none() -> None:
    free = replace(POLICY, letters_of_sender=0, letters_of_domain=0, letters_of_everybody=0)
    assert list(floods(EVA, Tally(10**6, 10**6, 10**6), free)) == []
