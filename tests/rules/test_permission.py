"""Who sees how much of whose business (R41, R42, R328; C8)."""

from __future__ import annotations

import pytest

from rules.permission import (
    ADMINISTRATORS,
    DISPATCHERS,
    EVERYBODY,
    MANAGERS,
    OVERSEERS,
    SALES,
    Role,
    Sight,
    Viewer,
    sight,
)
from rules.policy import Policy

ANA, BOB = 1, 2


def person(role: Role | None, number: int = ANA, stands_in_for: frozenset[int] = frozenset()) -> Viewer:
    return Viewer(number, frozenset({role} if role else ()), stands_in_for)


TABLE = [
    ("the owner", person(Role.SALESPERSON), ANA, "owner", Sight.FULL),
    ("a colleague", person(Role.SALESPERSON), BOB, "owner", Sight.STUB),
    ("the deputy", person(Role.SALESPERSON, stands_in_for=frozenset({BOB})), BOB, "owner", Sight.FULL),
    ("what nobody has yet", person(Role.SALESPERSON), None, "owner", Sight.STUB),
    ("the dispatcher", person(Role.DISPATCHER), BOB, "owner", Sight.FULL),
    ("the manager", person(Role.MANAGER), BOB, "owner", Sight.FULL),
    ("the supervisor", person(Role.SUPERVISOR), BOB, "owner", Sight.STUB),
    ("an administrator is no salesperson", person(Role.ADMINISTRATOR), BOB, "owner", Sight.NONE),
    ("production", person(Role.PRODUCTION), BOB, "owner", Sight.NONE),
    ("no role at all", person(None), BOB, "company", Sight.NONE),
    ("a colleague in an open department", person(Role.SALESPERSON), BOB, "department", Sight.FULL),
    ("production in an open department", person(Role.PRODUCTION), BOB, "department", Sight.NONE),
    ("production in an open company", person(Role.PRODUCTION), BOB, "company", Sight.FULL),
]


@pytest.mark.parametrize(("who", "viewer", "owner", "visibility", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_how_much_somebody_sees(who: str, viewer: Viewer, owner: int | None, visibility: str, expected: Sight) -> None:
    assert sight(viewer, owner, Policy(visibility=visibility)) is expected


def test_the_groups_of_roles_are_what_the_department_has_decided() -> None:
    words = (
        "administrator manager supervisor dispatcher salesperson merchandiser production purchasing accounting viewer"
    )
    assert [str(each) for each in Role] == words.split()
    assert set(words.split()) == EVERYBODY
    assert {"salesperson", "supervisor", "dispatcher", "manager"} == SALES
    assert {"dispatcher", "manager"} == DISPATCHERS
    assert {"manager"} == MANAGERS
    assert {"administrator"} == ADMINISTRATORS
    assert {"administrator", "manager"} == OVERSEERS
    assert [str(each) for each in Sight] == ["full", "stub", "none"]


@pytest.mark.parametrize("visibility", ["owner", "department", "company"])
@pytest.mark.parametrize("owner", [None, ANA, BOB])
@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_its_depth_in_every_case(role: Role, owner: int | None, visibility: str) -> None:
    """Written anew, not read from the rule: who sees all, whose it is, who sells, and what the policy opens."""
    sells = role in {"salesperson", "supervisor", "dispatcher", "manager"}
    opened = visibility == "company" or (visibility == "department" and sells)
    full = role in {"dispatcher", "manager"} or owner == ANA or opened
    expected = Sight.FULL if full else Sight.STUB if sells else Sight.NONE
    assert sight(person(role), owner, Policy(visibility=visibility)) is expected
    assert sight(person(role, stands_in_for=frozenset({BOB})), BOB, Policy(visibility=visibility)) is Sight.FULL


def test_one_of_the_wanted_roles_is_enough() -> None:
    both = Viewer(ANA, frozenset({"viewer", "manager"}))
    assert both.has(MANAGERS)
    assert not both.has(ADMINISTRATORS)
    assert not person(None).has(EVERYBODY)
    assert both.stands_in_for == frozenset()
