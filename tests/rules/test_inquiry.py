"""The states of a conversation (annex C, M1) and who may take it."""

from __future__ import annotations

import pytest

from rules.inquiry import (
    ENDED,
    MOVES,
    OPENS_NOTHING,
    STARTS_A_CLOCK,
    State,
    after_answer,
    after_decision,
    after_letter,
    after_quote,
    moved,
    taken,
)
from rules.refusal import Refused

GOOD = [
    (State.LOGGED, State.TRIAGED),
    (State.TRIAGED, State.ASSIGNED),
    (State.ASSIGNED, State.WAITING),
    (State.WAITING, State.ASSIGNED),
    (State.ASSIGNED, State.ANSWERED),
    (State.ANSWERED, State.IN_REVIEW),
    (State.IN_REVIEW, State.QUOTED),
    (State.QUOTED, State.WON),
    (State.DORMANT, State.ASSIGNED),
    (State.TRIAGED, State.NOT_INQUIRY),
    (State.ANSWERED, State.DECLINED),
]


@pytest.mark.parametrize(("before", "after"), GOOD)
def test_moves_of_annex_c_are_allowed(before: State, after: State) -> None:
    assert moved(before, after) is after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.TRIAGED, State.WON),
        (State.MERGED, State.ASSIGNED),
        (State.TRIAGED, State.ANSWERED),
        (State.LOST, State.QUOTED),
        (State.ASSIGNED, State.QUOTED),
    ],
)
def test_other_moves_are_refused_with_a_sentence(before: State, after: State) -> None:
    with pytest.raises(Refused, match=str(after)):
        moved(before, after)


def test_every_open_state_can_end_as_declined_merged_or_not_an_inquiry() -> None:
    for state in set(State) - ENDED:
        assert {(state, State.DECLINED), (state, State.MERGED), (state, State.NOT_INQUIRY)} <= MOVES


ANSWERS = [
    (State.ASSIGNED, State.ANSWERED),
    (State.WAITING, State.ANSWERED),
    (State.TRIAGED, State.TRIAGED),
    (State.QUOTED, State.QUOTED),
]


@pytest.mark.parametrize(("before", "after"), ANSWERS)
def test_a_persons_answer_moves_it(before: State, after: State) -> None:
    assert after_answer(before) is after


LETTERS = [
    (State.ANSWERED, True, State.ASSIGNED),
    (State.WAITING, True, State.ASSIGNED),
    (State.LOST, True, State.ASSIGNED),
    (State.IN_REVIEW, True, State.IN_REVIEW),
    (State.TRIAGED, False, State.TRIAGED),
    (State.NOT_INQUIRY, False, State.TRIAGED),
    (State.NOT_INQUIRY, True, State.ASSIGNED),
    (State.LOST, False, State.TRIAGED),
]


@pytest.mark.parametrize(("before", "owned", "after"), LETTERS)
def test_a_new_letter_of_the_customer_moves_it(before: State, owned: bool, after: State) -> None:
    assert after_letter(before, owned) is after


def test_only_what_nobody_has_can_be_taken() -> None:
    assert taken("Ana", None) == "Ana"
    with pytest.raises(Refused, match="already with Bob"):
        taken("Ana", "Bob")
    with pytest.raises(Refused, match="yours already"):
        taken("Ana", "Ana")


WAYS_ON = {
    State.RECEIVED: "logged",
    State.LOGGED: "triaged",
    State.TRIAGED: "assigned",
    State.ASSIGNED: "triaged waiting_customer in_review answered",
    State.WAITING: "assigned answered",
    State.IN_REVIEW: "quoted answered",
    State.ANSWERED: "assigned waiting_customer in_review",
    State.QUOTED: "won lost dormant assigned",
    State.WON: "assigned",
    State.LOST: "assigned",
    State.DORMANT: "assigned",
    State.MERGED: "",
    State.DECLINED: "assigned",
    State.NOT_INQUIRY: "triaged",
}
"""Annex C, M1, once more and by hand: where each state may go, besides the three ends that every open one may take."""
OPEN_ONES = set(State) - {State.WON, State.LOST, State.MERGED, State.DECLINED, State.NOT_INQUIRY}
THREE_ENDS = {State.DECLINED, State.MERGED, State.NOT_INQUIRY}


@pytest.mark.parametrize("before", list(State))
def test_every_move_and_no_other_is_allowed(before: State) -> None:
    allowed = (
        {State(each) for each in WAYS_ON[before].split()} | (THREE_ENDS if before in OPEN_ONES else set()) | {before}
    )
    for after in State:
        if after in allowed:
            assert moved(before, after) is after
        else:
            with pytest.raises(Refused, match=f"It is {before} and cannot become {after}"):
                moved(before, after)


def test_the_ends_and_the_words_of_the_states_stand_in_stored_rows() -> None:
    assert {"won", "lost", "merged", "declined", "not_inquiry"} == ENDED
    words = (
        "received logged triaged assigned waiting_customer in_review answered quoted won lost dormant merged declined"
    )
    assert [str(each) for each in State] == [*words.split(), "not_inquiry"]


@pytest.mark.parametrize("before", list(State))
def test_what_an_answer_and_a_letter_do_in_every_state(before: State) -> None:
    answered = {State.ASSIGNED, State.WAITING, State.IN_REVIEW, State.ANSWERED}
    assert after_answer(before) is (State.ANSWERED if before in answered else before)
    reopens = {
        State.TRIAGED,
        State.WAITING,
        State.ANSWERED,
        State.QUOTED,
        State.WON,
        State.LOST,
        State.DORMANT,
        State.DECLINED,
        State.NOT_INQUIRY,
    }
    assert after_letter(before, owned=True) is (State.ASSIGNED if before in reopens else before)
    queued = {State.TRIAGED, State.LOGGED, State.DORMANT, *(ENDED - {State.MERGED})}
    assert after_letter(before, owned=False) is (State.TRIAGED if before in queued else before)


def test_what_needs_an_answer_and_what_opens_nothing() -> None:
    assert {"inquiry", "order", "sample", "payment", "complaint", "other"} == STARTS_A_CLOCK
    assert {"newsletter", "advertising", "supplier", "spam", "calendar"} == OPENS_NOTHING


@pytest.mark.parametrize("before", list(State))
def test_an_approved_quotation_that_leaves_makes_it_quoted_wherever_it_stood(before: State) -> None:
    gone = {State.MERGED, State.DECLINED, State.NOT_INQUIRY}
    assert after_quote(before) is (before if before in gone else State.QUOTED)


@pytest.mark.parametrize("to", [State.WON, State.LOST, State.DORMANT])
@pytest.mark.parametrize("before", list(State))
def test_what_the_customer_decides_goes_by_the_way_of_quoted(before: State, to: State) -> None:
    gone = {State.MERGED, State.DECLINED, State.NOT_INQUIRY}
    assert after_decision(before, to) is (before if before in gone else to)
