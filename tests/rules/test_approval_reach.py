"""When the other role may step in, and which steps are open: the finer points of who releases what (R271, T27)."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from rules.approval import (
    Approver,
    Given,
    Request,
    Step,
    content_hash,
    has_rank,
    may_release,
    next_to_release,
    released,
)
from rules.refusal import Refused
from tests.rules.test_approval import ADA, BOB, DORA, MAX, NOW, REQUEST, STAFF, SUE

AWAY_WITH_DEPUTY = tuple(
    replace(each, away=True) if each.id == MAX else replace(each, covers=frozenset({MAX})) if each.id == BOB else each
    for each in STAFF
)
MIA = 7
TWO_MANAGERS_HERE = (*STAFF, Approver(MIA, frozenset({"manager"})))


def may(request: Request, person: int, people: tuple[Approver, ...] = STAFF) -> bool:
    return person in may_release(request, people, NOW)


def test_the_other_role_waits_while_a_deputy_of_the_manager_is_here() -> None:
    assert may(REQUEST, BOB, AWAY_WITH_DEPUTY)
    assert not may(REQUEST, ADA, AWAY_WITH_DEPUTY), "Bob sits in the manager's seat"
    deputy_gone = tuple(replace(each, away=True) if each.id == BOB else each for each in AWAY_WITH_DEPUTY)
    assert may(REQUEST, ADA, deputy_gone), "nobody is left who could"
    unknown = tuple(replace(each, covers=frozenset({99})) if each.id == BOB else each for each in AWAY_WITH_DEPUTY)
    assert may(REQUEST, ADA, unknown), "who stands in for somebody unknown sits in no seat"


def test_a_seat_whose_owner_asked_herself_is_nobodys() -> None:
    own = replace(REQUEST, asked_by=MAX, created_by=MAX, edited_by=MAX)
    assert may(own, ADA, AWAY_WITH_DEPUTY), "the manager's deputy may not release the manager's own"
    assert not may(own, BOB, AWAY_WITH_DEPUTY)


def test_who_has_given_cannot_fill_the_second_place_and_her_seat_neither() -> None:
    two = replace(REQUEST, steps=(Step(("manager",), 2, ("administrator",)),), given=(Given(MAX, MAX, 0),))
    assert may(two, ADA), "the only manager has given his: the other role gives the second"
    assert not may(two, ADA, TWO_MANAGERS_HERE), "another manager is here"
    by_deputy = replace(two, given=(Given(BOB, MAX, 0),))
    assert may(by_deputy, ADA, AWAY_WITH_DEPUTY)
    assert not may(by_deputy, MAX), "his seat has been used, by his deputy"


def test_only_open_steps_are_filled() -> None:
    steps = (Step(("supervisor",)), Step(("dispatcher",)))
    request = replace(REQUEST, steps=steps)
    assert released(request, STAFF[2], STAFF, NOW) == Given(DORA, DORA, 1)
    assert released(replace(request, given=(Given(SUE, SUE, 0),)), STAFF[2], STAFF, NOW) == Given(DORA, DORA, 1)
    second = Approver(8, frozenset({"dispatcher"}))
    with pytest.raises(Refused, match=r"That is released by: dispatcher, supervisor\."):
        released(
            replace(request, given=(Given(DORA, DORA, 1),)),
            second,
            STAFF,
            NOW,
        )
    assert not may(replace(REQUEST, given=(Given(MAX, MAX, 0),)), MIA, TWO_MANAGERS_HERE), "it is full"


def test_rank_goes_upwards_only() -> None:
    assert has_rank(frozenset({"supervisor"}), ["supervisor"])
    assert has_rank(frozenset({"manager"}), ["supervisor"])
    assert not has_rank(frozenset({"supervisor"}), ["manager"])
    assert not has_rank(frozenset({"salesperson"}), ["supervisor"])


def test_the_hash_is_that_of_the_canonical_text() -> None:
    """Stored with every release: another spelling would make all of them void."""
    assert content_hash({"b": [1, "中"], "a": None}) == hashlib.sha256('{"a":null,"b":[1,"中"]}'.encode()).hexdigest()
    with pytest.raises(ValueError, match="not JSON compliant"):
        content_hash(float("nan"))


SUPERVISOR_FIRST = (Step(("supervisor",)), Step(("manager",)))
ASKED_NEXT = [
    (SUPERVISOR_FIRST, (), STAFF, [SUE], "the supervisor before the manager"),
    (SUPERVISOR_FIRST, (Given(SUE, SUE, 0),), STAFF, [MAX], "then the manager"),
    (SUPERVISOR_FIRST[:1], (), STAFF, [SUE], "the manager has the rank, and is not troubled with it"),
    (SUPERVISOR_FIRST[:1], (), tuple(each for each in STAFF if each.id != SUE), [MAX], "unless no supervisor is here"),
    (SUPERVISOR_FIRST[:1], (), tuple(replace(each, away=each.id == SUE) for each in STAFF), [MAX], "or she is away"),
    (SUPERVISOR_FIRST, (), TWO_MANAGERS_HERE[1:], None, "each of those who are left"),
    (SUPERVISOR_FIRST, (Given(SUE, SUE, 0), Given(MAX, MAX, 1)), STAFF, [], "all is released"),
]


@pytest.mark.parametrize(
    ("steps", "given", "people", "expected", "because"), ASKED_NEXT, ids=[each[4] for each in ASKED_NEXT]
)
def test_who_is_asked_next(
    steps: tuple[Step, ...],
    given: tuple[Given, ...],
    people: tuple[Approver, ...],
    expected: list[int] | None,
    because: str,
) -> None:
    request = replace(REQUEST, steps=steps, given=given)
    found = next_to_release(request, people, NOW)
    assert set(found) <= set(may_release(request, people, NOW))
    if expected is not None:
        assert found == expected, because


def test_whoever_wrote_a_part_of_it_has_no_release_to_give() -> None:
    request = replace(REQUEST, authors=frozenset({MAX}))
    assert not may(request, MAX)
    assert not may(request, BOB, AWAY_WITH_DEPUTY), "nor does her deputy in her seat"
