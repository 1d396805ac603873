"""T26: nobody reads another's customer; not found and not yours sound the same. Every command against every role."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator

import pytest

from handlers.asked import Command
from handlers.contents import COMMANDS
from rules.event import Place
from rules.permission import DISPATCHERS, EVERYBODY, SALES, Role
from tests.dialogues.desk import Desk
from tests.security.staff_desk import OTHERS, SECRETS, answer, department

NUMBERED = [each for each in COMMANDS if re.search(r"\b\d{2,}\b", each.example) or each.name == "/customer"]
SEES_ALL = frozenset(DISPATCHERS)
ROOM = Place("console", "team", private=False)
MORE = {
    "/customer": [
        "/customer 1",
        "/customer 1 file",
        "/customer kunde",
        "/customer rosalind@kunde-werke.example",
        "/customer 1 phone 5",
    ],
    "/inquiry": ["/inquiry phone Kunde GmbH, Spain: 40 pumps, +34 612 345 678"],
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = department(tmp_path_factory.mktemp("t26")).opens_room("team")
    yield made
    made.close()


def named(commands: list[Command]) -> list[str]:
    return [each.name for each in commands]


@pytest.mark.parametrize("command", COMMANDS, ids=named(list(COMMANDS)))
def test_every_command_says_whose_it_is(command: Command) -> None:
    assert command.roles
    assert command.roles <= EVERYBODY
    assert command.words.sentence
    assert command.family
    if command.listed:
        assert command.example.startswith(command.name), "help shows an example that works"


def test_no_two_commands_have_one_name() -> None:
    assert len({each.name for each in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.roles != EVERYBODY], ids=lambda each: each.name)
def test_who_has_not_the_role_is_refused_before_anything_happens(desk: Desk, command: Command) -> None:
    for role in sorted(set(Role) - command.roles):
        heard = answer(desk, OTHERS[role], command.example or command.name)
        assert len(heard) == 1, (role, heard)
        assert heard[0].startswith(f"{command.name} is for:"), (role, heard)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
def test_private_facts_are_never_said_in_a_room(desk: Desk, command: Command) -> None:
    own = desk.numbers()[0]
    for text in (command.name, f"{command.name} {own}", f"{command.name} kunde"):
        heard = "\n".join(answer(desk, "Ana", text, ROOM))
        assert not any(secret in heard for secret in SECRETS), heard
        if not command.in_rooms:
            assert heard == "I say that only in private. Write to me in our own chat."


def _asked(command: Command, number: int) -> str:
    return re.sub(r"\b\d{2,}\b", str(number), command.example, count=1)


@pytest.mark.parametrize("command", NUMBERED, ids=lambda each: each.name)
def test_nobody_else_reads_the_customers_secrets(desk: Desk, command: Command) -> None:
    own = desk.numbers()[0]
    for role in sorted(command.roles - SEES_ALL):
        for text in (_asked(command, own), f"{command.name} {own}", *MORE.get(command.name, ())):
            heard = "\n".join(answer(desk, OTHERS[role], text))
            leaked = [each for each in SECRETS if each in heard and each not in text]
            assert not leaked, (role, text, heard)


@pytest.mark.parametrize(
    "name",
    [
        "/reply",
        "/ask",
        "/answered",
        "/note",
        "/merge",
        "/split",
        "/not_inquiry",
        "/spam",
        "/urgent",
        "/why",
        "/unknown",
    ],
)
def test_not_found_sounds_like_not_yours(desk: Desk, name: str) -> None:
    command = next(each for each in COMMANDS if each.name == name)
    own, none = desk.numbers()[0], 98765
    other = OTHERS[Role.SALESPERSON]
    forbidden, unknown = answer(desk, other, _asked(command, own)), answer(desk, other, _asked(command, none))
    assert len(forbidden) == 1
    assert [each.replace(str(own), "N") for each in forbidden] == [each.replace(str(none), "N") for each in unknown]


def test_not_found_takes_as_long_as_not_yours(desk: Desk) -> None:
    own, other = desk.numbers()[0], OTHERS[Role.SALESPERSON]
    spans: dict[int, list[float]] = {own: [], 98765: []}
    for _ in range(25):
        for number, measured in spans.items():
            begun = time.perf_counter()
            answer(desk, other, f"/why {number}")
            measured.append(time.perf_counter() - begun)
    own_median, none_median = (statistics.median(each) for each in spans.values())
    assert 0.4 <= own_median / none_median <= 2.5, (
        "a ratio, for the machine may be busy; 10 ms apart is the figure of T26"
    )


def test_the_owner_herself_and_the_dispatcher_do_see_them(desk: Desk) -> None:
    """The matrix would pass on a desk that says nothing at all."""
    own = desk.numbers()[0]
    for who in ("Ana", OTHERS[Role.DISPATCHER], OTHERS[Role.MANAGER]):
        assert "rosalind@kunde-werke.example" in "\n".join(answer(desk, who, f"/show {own}"))
        assert "Plaza Secreta" in "\n".join(answer(desk, who, "/customer 1"))
    assert Role.SALESPERSON in SALES
