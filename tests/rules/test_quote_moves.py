"""The states of a quotation (annex C, M2): every move that there is, written down a second time, and no other."""

from __future__ import annotations

import itertools

import pytest

from rules.quote_moves import (
    ENDED,
    EVENT_WORDS,
    INSIDE,
    MOVES,
    OUTSIDE,
    PENDING,
    STATE_WORDS,
    QuoteEvent,
    QuoteState,
    after,
)
from rules.refusal import Refused

TABLE = """
draft: changed draft; costed costed; dropped dropped
costed: changed draft; to_supervisor pending_supervisor; to_manager pending_manager; approved approved; dropped dropped
pending_supervisor: changed draft; to_manager pending_manager; approved approved; returned draft; withdrawn draft
pending_supervisor: voided draft; dropped dropped
pending_manager: changed draft; to_supervisor pending_supervisor; approved approved; returned draft; withdrawn draft
pending_manager: voided draft; dropped dropped
approved: changed draft; voided draft; sent sent; dropped dropped
sent: received receipt_confirmed; objected negotiating; revised superseded; accepted accepted; declined declined
sent: expired expired
receipt_confirmed: objected negotiating; revised superseded; accepted accepted; declined declined; expired expired
negotiating: objected negotiating; revised superseded; accepted accepted; declined declined; expired expired
accepted: reopened negotiating
declined: reopened negotiating; revised superseded
expired: reopened negotiating; revised superseded; declined declined
superseded: reopened negotiating
"""
ALLOWED = {
    (state, move.split()[0]): move.split()[1]
    for state, _, moves in (row.partition(":") for row in TABLE.strip().splitlines())
    for move in moves.split(";")
    if move.strip()
}


@pytest.mark.parametrize(("state", "event"), list(itertools.product(QuoteState, QuoteEvent)))
def test_every_move_is_the_tables_or_is_refused(state: QuoteState, event: QuoteEvent) -> None:
    expected = ALLOWED.get((state, event))
    if expected is not None:
        assert after(state, event) == expected
    else:
        with pytest.raises(Refused, match=r"That cannot be done now|The quotation is \{?.* already"):
            after(state, event)


def test_the_refusal_says_how_it_stands_and_what_was_wanted() -> None:
    with pytest.raises(Refused) as no:
        after("draft", QuoteEvent.SENT)
    assert dict(no.value.words.facts) == {"state": STATE_WORDS[QuoteState.DRAFT], "event": EVENT_WORDS[QuoteEvent.SENT]}


def test_each_state_is_with_us_with_the_customer_or_over() -> None:
    assert set(QuoteState) == INSIDE | OUTSIDE | ENDED
    assert len(INSIDE) + len(OUTSIDE) + len(ENDED) == len(QuoteState)
    assert PENDING < INSIDE
    assert {state for state, event in MOVES if event is QuoteEvent.CHANGED} == INSIDE, "whatever nobody has may change"
    assert {state for state, event in MOVES if event is QuoteEvent.ACCEPTED} >= OUTSIDE


def test_nothing_is_sent_but_what_is_approved_and_nothing_approved_but_what_is_costed() -> None:
    assert {state for (state, _), to in MOVES.items() if to is QuoteState.SENT} == {QuoteState.APPROVED}
    assert {state for (state, _), to in MOVES.items() if to is QuoteState.APPROVED} == {QuoteState.COSTED, *PENDING}


def test_every_state_and_event_has_words() -> None:
    assert set(STATE_WORDS) == set(QuoteState)
    assert set(EVENT_WORDS) == set(QuoteEvent)
    for words in (STATE_WORDS, EVENT_WORDS):
        assert len({each.sentence for each in words.values()}) == len(words)


def test_what_is_won_already_is_said_plainly() -> None:
    with pytest.raises(Refused) as refused:
        after(QuoteState.ACCEPTED, QuoteEvent.ACCEPTED)
    assert refused.value.words.sentence == "The quotation is {state} already."
