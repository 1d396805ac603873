"""The states of a conversation (annex C, M1) and who may take it."""

from __future__ import annotations

import pytest

from rules.inquiry import ENDED, MOVES, State, after_answer, after_letter, moved, taken
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
