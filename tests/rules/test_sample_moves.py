"""What may follow what with samples, and what may not be gone past (M3, M3b, M13; R145-R155)."""

from __future__ import annotations

import itertools

import pytest

from rules.refusal import Refused
from rules.sample_moves import ENDED, GOOD, MOVES, STATE_WORDS, SampleEvent, SampleState, after

S, E = SampleState, SampleEvent
WAY = (
    (S.REQUESTED, E.SUBMITTED),
    (S.PENDING, E.CONFIRMED),
    (S.FORM_CONFIRMED, E.BEGUN),
    (S.IN_MAKING, E.REVIEWED),
    (S.REVIEWED, E.RETAINED),
    (S.RETAINED, E.SENT),
    (S.SENT, E.DELIVERED),
    (S.DELIVERED, E.ANSWERED),
    (S.FEEDBACK, E.APPROVED),
)


def test_the_way_of_a_sample_leads_from_wish_to_approval() -> None:
    for (state, event), (following, _) in itertools.pairwise(WAY):
        assert after(state, event) is following
    assert after(*WAY[-1]) is S.APPROVED


@pytest.mark.parametrize("state", [S.REQUESTED, S.PENDING, S.FORM_CONFIRMED, S.IN_MAKING, S.REVIEWED])
def test_nothing_is_sent_before_review_and_kept_piece(state: SampleState) -> None:
    with pytest.raises(Refused, match="cannot be done now"):
        after(state, E.SENT)


@pytest.mark.parametrize(
    ("state", "event", "then"),
    [
        (S.PENDING, E.RETURNED, S.REQUESTED),
        (S.IN_MAKING, E.RETURNED, S.FORM_CONFIRMED),
        (S.SENT, E.ANSWERED, S.FEEDBACK),
        (S.FEEDBACK, E.CHANGE, S.REQUESTED),
        (S.FEEDBACK, E.REJECTED, S.REJECTED),
        (S.FROM_SUPPLIER, E.ARRIVED, S.RECEIVED),
        (S.RECEIVED, E.NOT_RIGHT, S.FROM_SUPPLIER),
        (S.RECEIVED, E.CHECKED, S.CONFIRMED),
        (S.CONFIRMED, E.RELEASED, S.BULK_RELEASED),
        (S.FROM_SUPPLIER, E.WAIVED, S.WAIVED),
        (S.RECEIVED, E.WAIVED, S.WAIVED),
    ],
)
def test_the_ways_aside(state: SampleState, event: SampleEvent, then: SampleState) -> None:
    assert after(state, event) is then


@pytest.mark.parametrize("state", [S.FROM_SUPPLIER, S.RECEIVED])
def test_bulk_is_not_released_before_the_check(state: SampleState) -> None:
    with pytest.raises(Refused):
        after(state, E.RELEASED)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_nothing_moves_what_has_ended(state: SampleState) -> None:
    assert not [event for event in E if (state, event) in MOVES]


def test_production_goes_only_by_what_somebody_has_found_good() -> None:
    assert {S.APPROVED, S.CONFIRMED, S.BULK_RELEASED, S.WAIVED} == GOOD


def test_every_state_is_reached_and_has_its_word() -> None:
    begins = {S.REQUESTED, S.FROM_SUPPLIER}
    assert set(MOVES.values()) | begins == set(S) == set(STATE_WORDS)
