"""Who may release what: the table of approvals, and the rule that nobody releases her own (R103, R271, R329, T27)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from rules.approval import (
    MOVES,
    ApprovalState,
    Approver,
    Given,
    Request,
    Step,
    content_hash,
    followed,
    has_rank,
    is_complete,
    may_release,
    released,
)
from rules.approval_table import (
    DEFAULT_TABLE,
    Needed,
    holds,
    needed,
    read_table,
    spelled_table,
    with_row,
)
from rules.refusal import Refused

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ANA, BOB, DORA, MAX, SUE, ADA = range(1, 7)
STAFF = (
    Approver(ANA, frozenset({"salesperson"})),
    Approver(BOB, frozenset({"salesperson"})),
    Approver(DORA, frozenset({"dispatcher"})),
    Approver(MAX, frozenset({"manager"})),
    Approver(SUE, frozenset({"supervisor"})),
    Approver(ADA, frozenset({"administrator"})),
)
REQUEST = Request(
    steps=(Step(("manager",), 1, ("administrator",)),),
    asked_by=ANA,
    created_by=ANA,
    edited_by=ANA,
    state="asked",
    deputy_at=NOW + timedelta(hours=8),
    expires_at=NOW + timedelta(days=14),
)


def staff(**changes: Approver) -> tuple[Approver, ...]:
    names = {"ana": ANA, "bob": BOB, "dora": DORA, "max": MAX, "sue": SUE, "ada": ADA}
    by_id = {names[name]: each for name, each in changes.items()}
    return tuple(by_id.get(each.id, each) for each in STAFF)


AWAY = staff(max=Approver(MAX, frozenset({"manager"}), away=True), bob=replace(STAFF[1], covers=frozenset({MAX})))
NAMED = staff(bob=replace(STAFF[1], deputy_of=frozenset({MAX})))
NOBODY_ELSE = tuple(each for each in STAFF if each.id != MAX)
OWN = replace(REQUEST, asked_by=MAX, created_by=MAX, edited_by=MAX)
TWO = replace(REQUEST, steps=(Step(("supervisor",)), Step(("manager",))))
TWO_MANAGERS = replace(REQUEST, steps=(Step(("manager",), 2),))
LATER = NOW + timedelta(hours=9)
SAL = 7
MORE = (*STAFF, Approver(SAL, frozenset({"supervisor"})))
ASKED_BY_BOB = replace(REQUEST, asked_by=BOB)

GIVEN = [
    ("the manager", REQUEST, MAX, STAFF, NOW, Given(MAX, MAX, 0)),
    ("the deputy of a manager who is away", REQUEST, BOB, AWAY, NOW, Given(BOB, MAX, 0)),
    ("the deputy whom he has named, when he does not answer", REQUEST, BOB, NAMED, LATER, Given(BOB, MAX, 0)),
    ("the other role, when no manager is here", REQUEST, ADA, NOBODY_ELSE, NOW, Given(ADA, ADA, 0)),
    ("the other role, when the manager does not answer", REQUEST, ADA, STAFF, LATER, Given(ADA, ADA, 0)),
    ("the other role, when it is the only manager's own", OWN, ADA, STAFF, NOW, Given(ADA, ADA, 0)),
    ("a manager for a supervisor", replace(TWO, steps=TWO.steps[:1]), MAX, STAFF, NOW, Given(MAX, MAX, 0)),
    ("a manager first for the step that names him", TWO, MAX, STAFF, NOW, Given(MAX, MAX, 1)),
    ("the other role, when the deputy has asked for it", ASKED_BY_BOB, ADA, AWAY, NOW, Given(ADA, ADA, 0)),
    ("the supervisor for her step", TWO, SUE, STAFF, NOW, Given(SUE, SUE, 0)),
]


@pytest.mark.parametrize(
    ("who", "request_", "person", "people", "at", "expected"), GIVEN, ids=[each[0] for each in GIVEN]
)
def test_who_releases(
    who: str, request_: Request, person: int, people: tuple[Approver, ...], at: datetime, expected: Given
) -> None:
    approver = next(each for each in people if each.id == person)
    assert released(request_, approver, people, at) == expected
    assert person in may_release(request_, people, at)


def _given(request: Request, *given: Given) -> Request:
    return replace(request, given=given)


REFUSED = [
    ("who asked", replace(REQUEST, asked_by=MAX), MAX, STAFF, NOW, "you wrote it"),
    ("who created", replace(REQUEST, created_by=MAX), MAX, STAFF, NOW, "you wrote it"),
    ("who edited last", replace(REQUEST, edited_by=MAX), MAX, STAFF, NOW, "you wrote it"),
    ("who is away", REQUEST, MAX, AWAY, NOW, "You are away"),
    ("a salesperson", REQUEST, BOB, STAFF, NOW, "released by: manager"),
    ("a supervisor for a manager", REQUEST, SUE, STAFF, NOW, "released by: manager"),
    ("an administrator while a manager is here", REQUEST, ADA, STAFF, NOW, "released by: manager"),
    ("a named deputy before the time", REQUEST, BOB, NAMED, NOW, "released by: manager"),
    ("a deputy for the manager's own", OWN, BOB, AWAY, NOW, "released by: manager"),
    ("a named deputy for the manager's own", OWN, BOB, NAMED, LATER, "released by: manager"),
    ("the same person twice", _given(TWO_MANAGERS, Given(MAX, MAX, 0)), MAX, STAFF, NOW, "released it already"),
    ("a deputy in a seat that is taken", _given(TWO_MANAGERS, Given(MAX, MAX, 0)), BOB, NAMED, LATER, "released by"),
    ("the seat's owner after his deputy", _given(TWO_MANAGERS, Given(BOB, MAX, 0)), MAX, STAFF, NOW, "released by"),
    ("an administrator while the manager's deputy is here", REQUEST, ADA, AWAY, NOW, "released by: manager"),
    ("a second supervisor for the one that is needed", _given(TWO, Given(SUE, SUE, 0)), SAL, MORE, NOW, "released by"),
    ("after it was approved", replace(REQUEST, state="approved"), MAX, STAFF, NOW, " approved"),
    ("after it was returned", replace(REQUEST, state="returned"), MAX, STAFF, NOW, " returned"),
    ("after it was voided", replace(REQUEST, state="void"), MAX, STAFF, NOW, " void"),
    ("at the instant of its end", REQUEST, MAX, STAFF, REQUEST.expires_at, "has expired"),
]


@pytest.mark.parametrize(
    ("who", "request_", "person", "people", "at", "why"), REFUSED, ids=[each[0] for each in REFUSED]
)
def test_who_does_not(
    who: str, request_: Request, person: int, people: tuple[Approver, ...], at: datetime, why: str
) -> None:
    approver = next(each for each in people if each.id == person)
    with pytest.raises(Refused) as refused:
        released(request_, approver, people, at)
    assert why in _said(refused.value)
    assert person not in may_release(request_, people, at)


def _said(no: Refused) -> str:
    return str(no) + "".join(f" {getattr(value, 'sentence', value)}" for _, value in no.words.facts)


def test_the_end_of_the_wait_is_the_instant_itself() -> None:
    last = REQUEST.expires_at - timedelta(microseconds=1)
    assert may_release(REQUEST, STAFF, last) == [MAX, ADA]
    assert may_release(REQUEST, STAFF, REQUEST.deputy_at) == [MAX, ADA]
    assert may_release(REQUEST, STAFF, REQUEST.deputy_at - timedelta(microseconds=1)) == [MAX]
    assert may_release(REQUEST, STAFF, REQUEST.expires_at) == []


def test_every_step_must_be_full() -> None:
    assert not is_complete(TWO, [Given(SUE, SUE, 0)])
    assert not is_complete(TWO, [Given(SUE, SUE, 0), Given(MAX, MAX, 0)])
    assert is_complete(TWO, [Given(SUE, SUE, 0), Given(MAX, MAX, 1)])
    assert not is_complete(TWO_MANAGERS, [Given(MAX, MAX, 0)])


@pytest.mark.parametrize("state", list(ApprovalState))
@pytest.mark.parametrize("by", list(ApprovalState))
def test_a_state_is_followed_by_what_the_table_says_and_by_nothing_else(
    state: ApprovalState, by: ApprovalState
) -> None:
    if by in MOVES[state]:
        assert followed(state, by) is by
    else:
        with pytest.raises(Refused):
            followed(state, by)


def test_what_has_ended_is_not_revived() -> None:
    assert MOVES[ApprovalState.APPROVED] == {ApprovalState.VOID}
    assert [each for each in ApprovalState if not MOVES[each]] == ["returned", "void", "expired"]
    assert ApprovalState.ASKED not in set().union(*MOVES.values())


def test_the_order_of_its_parts_does_not_change_a_contents_hash_but_any_value_does() -> None:
    content = {"customer": 17, "before": "", "after": "A"}
    assert content_hash(content) == content_hash(dict(reversed(content.items())))
    changed = [{**content, "after": "B"}, {**content, "customer": 18}, {**content, "x": None}, {"customer": 17}]
    assert len({content_hash(each) for each in [content, *changed]}) == 5
    with pytest.raises(ValueError, match="JSON compliant"):
        content_hash({"price": float("nan")})


def test_a_manager_has_a_supervisors_rank_and_nobody_a_managers() -> None:
    assert has_rank(frozenset({"manager"}), ["supervisor"])
    assert not has_rank(frozenset({"supervisor"}), ["manager"])
    assert not has_rank(frozenset({"administrator"}), ["supervisor"])


HOLDS = [
    ("always", {}, True),
    ("changed", {"changed": True}, True),
    ("changed", {"changed": False}, False),
    ("changed", {}, True),
    ("margin<5", {"margin": Decimal("4.99")}, True),
    ("margin<5", {"margin": Decimal("5")}, False),
    ("value>50000", {"value": Decimal("50000.01")}, True),
    ("value>50000", {"value": Decimal("50000")}, False),
    ("country=ir", {"country": "IR"}, True),
    ("country=ir", {"country": "ES"}, False),
    ("margin<5", {}, True),
    ("changed<5", {"changed": False}, True),
    ("margin<nan", {"margin": Decimal("9")}, True),
]


@pytest.mark.parametrize(("condition", "facts", "expected"), HOLDS)
def test_a_condition_holds(condition: str, facts: dict[str, Decimal | str | bool], expected: bool) -> None:
    assert holds(condition, facts) is expected


READ = [
    ("export: manager", (Needed("export", roles=("manager",)),)),
    (
        "Export: 2 of manager、supervisor ELSE administrator",
        (Needed("export", "always", ("manager", "supervisor"), 2, ("administrator",)),),
    ),
    (
        "customer.grade changed: manager direct manager",
        (Needed("customer.grade", "changed", ("manager",), direct=("manager",)),),
    ),
    (
        "export what=letters: manager; export: nobody",
        (Needed("export", "what=letters", ("manager",)), Needed("export")),
    ),
    ("customer.credit value > 5: supervisor", (Needed("customer.credit", "value>5", ("supervisor",)),)),
]


@pytest.mark.parametrize(("text", "table"), READ)
def test_the_table_is_read_and_shown(text: str, table: tuple[Needed, ...]) -> None:
    assert read_table(text) == table
    assert read_table(spelled_table(table)) == table


@pytest.mark.parametrize(
    "text",
    ["export", "export:", "shoes: manager", "export: king", "export: 0 of manager", "export: 9 of manager", "export x<y: manager",
     "export: manager; export: supervisor", "export: manager else king", "export: manager direct king", "export a b: manager"],
)  # fmt: skip
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_table(text)


def test_one_row_is_changed_and_the_others_stay() -> None:
    changed = with_row(DEFAULT_TABLE, "export: nobody")
    assert [each for each in changed if each.thing != "export"] == [
        each for each in DEFAULT_TABLE if each.thing != "export"
    ]
    assert needed(changed, "export", {}, frozenset({"manager"})) == ()
    assert len(with_row(DEFAULT_TABLE, "export what=letters: supervisor")) == len(DEFAULT_TABLE) + 1


DEFAULTS = [
    ("customer.owner", {"changed": True}, "dispatcher", 1),
    ("customer.owner", {"changed": False}, "dispatcher", 0),
    ("customer.owner", {"changed": True}, "manager", 0),
    ("customer.grade", {"changed": False}, "salesperson", 1),
    ("customer.credit", {"changed": True}, "salesperson", 1),
    ("customer.credit", {"changed": False}, "salesperson", 0),
    ("export", {}, "manager", 1),
    ("export", {}, "administrator", 1),
]


@pytest.mark.parametrize(("thing", "facts", "role", "count"), DEFAULTS)
@pytest.mark.parametrize("table", [DEFAULT_TABLE, ()], ids=["default", "empty"])
def test_what_needs_whom_by_default_also_where_the_table_says_nothing(
    table: tuple[Needed, ...], thing: str, facts: dict[str, Decimal | str | bool], role: str, count: int
) -> None:
    assert len(needed(table, thing, facts, frozenset({role}))) == count


def test_every_row_that_holds_must_be_met() -> None:
    table = read_table("export: supervisor; export what=letters: manager")
    assert len(needed(table, "export", {"what": "letters"}, frozenset())) == 2
    assert len(needed(table, "export", {"what": "staff"}, frozenset())) == 1
