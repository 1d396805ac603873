"""Who sees how much of whose business (R41, R42, R328; C8)."""

from __future__ import annotations

import pytest

from rules.permission import Role, Sight, Viewer, sight
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
