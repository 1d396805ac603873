"""What a customer's answer means for a quotation: given answer and state, expected move, mark and reason (M2, R131, R134)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules.letter import Answer, Answered
from rules.quote import Quote, QuoteLine
from rules.quote_answers import event_of, is_offered, marked, said_of
from rules.quote_moves import OUTSIDE, QuoteEvent, QuoteState

QUOTE = Quote(
    lines=(
        QuoteLine("LED-5050", (("en", "Lamp"),), quantity=Decimal(2000), price=Decimal("3.20")),
        QuoteLine("LED-2835", (("en", "Lamp"),), quantity=Decimal(100), price=Decimal("1.55")),
    ),
    currency="USD",
    valid_until=date(2026, 4, 30),
)
A, S, E = Answered, QuoteState, QuoteEvent


@pytest.mark.parametrize(
    ("kind", "sure", "about", "state", "event"),
    [
        (A.ACCEPTED, True, (), S.SENT, E.RECEIVED),
        (A.ACCEPTED, True, (), S.NEGOTIATING, None),
        (A.REFUSED, True, (), S.SENT, E.RECEIVED),
        (A.RECEIVED, True, (), S.SENT, E.RECEIVED),
        (A.RECEIVED, True, (), S.RECEIPT_CONFIRMED, None),
        (A.QUESTION, True, ("price",), S.SENT, E.RECEIVED),
        (A.QUESTION, True, ("receipt",), S.SENT, None),
        (A.OBJECTED, True, ("price",), S.SENT, E.OBJECTED),
        (A.OBJECTED, True, ("price",), S.RECEIPT_CONFIRMED, E.OBJECTED),
        (A.OBJECTED, True, ("price",), S.NEGOTIATING, None),
        (A.OBJECTED, False, ("price",), S.SENT, E.RECEIVED),
        (A.OBJECTED, True, ("price",), S.EXPIRED, None),
        (A.ACCEPTED, True, (), S.SUPERSEDED, None),
    ],
)
def test_an_answer_proves_receipt_or_negotiation_and_never_more(
    kind: Answered, sure: bool, about: tuple[str, ...], state: QuoteState, event: QuoteEvent | None
) -> None:
    mark = marked(Answer(kind, "words", about, sure=sure), QUOTE)
    assert mark is not None
    assert event_of(mark, state) == event


@pytest.mark.parametrize("state", sorted(OUTSIDE))
@pytest.mark.parametrize("kind", list(Answered))
def test_no_answer_wins_or_loses_by_itself(kind: Answered, state: QuoteState) -> None:
    mark = marked(Answer(kind, "words"), QUOTE)
    assert mark is not None
    assert event_of(mark, state) not in {E.ACCEPTED, E.DECLINED}


@pytest.mark.parametrize(
    ("price", "offered"),
    [
        ("USD 3.2", True),
        ("USD 3.20", True),
        ("3.2", True),
        ("USD 1.55", True),
        ("USD 6400", True),
        ("USD 6555", True),
        ("USD 3.1", False),
        ("EUR 3.2", False),
        ("3.1", False),
    ],
)
def test_a_price_is_offered_if_a_line_its_amount_or_the_total_is_as_large(price: str, offered: bool) -> None:
    assert is_offered(price, QUOTE) is offered


def test_an_agreement_with_another_price_is_an_objection() -> None:
    mark = marked(Answer(A.ACCEPTED, "We accept at USD 3.10", price="USD 3.1"), QUOTE)
    assert mark is not None
    assert (mark.kind, mark.about, mark.conditional, mark.other_price) == (A.OBJECTED, ("price",), True, True)


def test_a_letter_that_only_names_it_is_no_answer() -> None:
    assert marked(Answer(None, "", quotes=("Q-2026-0031",)), QUOTE) is None


@pytest.mark.parametrize(
    ("words", "about", "reason"),
    [
        ("Sorry, we went with another supplier.", (), "competitor"),
        ("我们选了别家", (), "competitor"),
        ("Wir haben uns für einen anderen Lieferanten entschieden.", (), "competitor"),
        ("The project has been cancelled.", (), "no project"),
        ("项目取消了", (), "no project"),
        ("We decline because of the price.", ("price",), "price"),
        ("We decline.", (), ""),
    ],
)
def test_a_refusal_says_why_it_is_lost_where_its_words_do(words: str, about: tuple[str, ...], reason: str) -> None:
    mark = marked(Answer(A.REFUSED, words, about), QUOTE)
    assert mark is not None
    assert mark.reason == reason


def test_what_is_said_names_the_matters() -> None:
    mark = marked(Answer(A.OBJECTED, "x", ("price", "delivery")), QUOTE)
    assert mark is not None
    said = said_of(mark, "Q-2026-0031")
    assert said.sentence == "The customer objects to {number}: {matters}"
    assert len(dict(said.facts)["matters"]) == 2
