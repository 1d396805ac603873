"""T26: nobody reads another's customer; not found and not yours sound the same, and take the same time.

Suffered: Zammad CVE-2021-42094 and FreeScout GHSA-gh3r let a colleague without the right read tickets by their serial
number; Request Tracker told by its different errors which tickets there were.

The whole matrix of roles, commands and customers is made from COMMANDS and from what is stated in `permissions.py`: a
command of which nobody has said what it shows to whom fails.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from handlers.asked import Command
from handlers.contents import COMMANDS
from rules.event import Place
from rules.permission import EVERYBODY, SALES, Role
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import AGREED, has_order
from tests.dialogues.quotes import MADE, OFFER, begins
from tests.experiments import Seen
from tests.security.permissions import OVERSIGHT, STATED, Form, Sees
from tests.security.staff_desk import OTHERS, SECRETS, Effect, answer, department, effect

ROOM = Place("console", "team", private=False)
NONE = 98765
BY_NAME = {each.name: each for each in COMMANDS}
SELLERS = sorted(SALES)
ANAS = {"n": 1001, "c": 1, "d": 1, "l": 1, "m": 1, "a": 1, "q": 1, "s": 1, "r": 1, "t": 1, "k": 1, "p": 1, "w": 1}
"""What belongs to Ana: conversation, customer, draft, letter, message, approval, quotation, question about its supply, order,
sample, case, paper, warning."""
NOBODYS = dict.fromkeys("ncdlmaqsrtkpw", NONE)
QUOTED = replace(
    OFFER,
    lines=(replace(MADE, product="", names=(("en", "Titanium pumps"),)),),
    contact="Rosalind Vega",
    address="Plaza Secreta 1",
)
FACTS = (*SECRETS, "Titanium pumps")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Ana has a customer, a conversation, a draft; everybody who sells has something of the same, too."""
    desk = department(tmp_path_factory.mktemp("t26")).opens_room("team")
    begins(desk, QUOTED).says("Ana", "/supply D1").settle()
    has_order(desk, replace(AGREED, goods=replace(QUOTED, lines=AGREED.goods.lines)), customer=1)
    desk.says("Ana", "/complaint O1 Rosalind says that the titanium is bad").settle()
    desk.says("Ana", "/sample 1001 Titanium pumps 3 pcs; for Rosalind Vega; need in 30 days").settle()
    desk.says("Ana", "/reply 1001 They cost 3 USD.").says("Ana", "/customer 1 grade A")
    for role in SELLERS:
        who = OTHERS[role]
        desk.says(who, f"/customer add Own{role} GmbH, Spain, eva@own-{role}.example")
        desk.says("Ada", f"/staff {who} role {role},salesperson") if role != Role.SALESPERSON else None
        desk.receives("We need 3 boats.", subject=f"Boats {role}", sender=f"Eva <eva@own-{role}.example>")
        number = desk.numbers()[-1]
        if desk.owner_of(number) != who:
            desk.says(OTHERS[Role.MANAGER], f"/assign {number} {who} it is hers")
        desk.says(who, f"/reply {number} They cost 4 USD.")
        desk.says("Ada", f"/staff {who} role {role}")
    yield desk.settle().forget()
    desk.close()


def owned_by(desk: Desk, who: str) -> dict[str, int]:
    """Her own conversation, customer and draft."""
    number = next(each for each in desk.numbers() if desk.owner_of(each) == who)
    place = SELLERS.index(Role(who.removeprefix("Other").lower())) if who != "Ana" else -1
    return {"n": number, "c": place + 2, "d": place + 2, "l": number - 1000, **dict.fromkeys("maqsrtkpw", NONE)}


def said(desk: Desk, who: str, form: Form, whose: dict[str, int]) -> str:
    """The words, about what is theirs."""
    own = owned_by(desk, who)["n"] if "{o}" in form.text else NONE
    return form.text.format_map({**whose, "o": own})


def forms(*sees: Sees) -> list[tuple[Command, Form]]:
    known = [(BY_NAME[name], form) for name, row in STATED.items() if name in BY_NAME for form in row]
    return [each for each in known if not sees or each[1].others in sees]


def named(pairs: list[tuple[Command, Form]]) -> list[str]:
    return [form.text.replace("/", "") for _, form in pairs]


def leaked(heard: Effect, who: str, asked: str) -> list[str]:
    told = "\n".join(heard.shown_to(Place("console", who.lower()))).casefold()
    return [each for each in FACTS if each.casefold() in told and each.casefold() not in asked.casefold()]


def alike(heard: list[str]) -> list[str]:
    """The answer, whatever number was asked for."""
    return [re.sub(r"(?<![\w])[DSCPO]?(?:1001|1|98765)(?!\w)", "N", each) for each in heard]


@pytest.mark.experiment("T26", "each command says who may use it and what it shows", "0 commands without a statement")
def test_every_command_says_whose_it_is(seen: Seen) -> None:
    unstated = [each.name for each in COMMANDS if each.name not in STATED]
    assert not unstated, f"state in tests/security/permissions.py what these show, and to whom: {unstated}"
    assert len({each.name for each in COMMANDS}) == len(COMMANDS), "no two commands have one name"
    for command in COMMANDS:
        assert command.roles
        assert command.roles <= EVERYBODY
        assert command.words.sentence
        assert command.family
        if command.listed:
            assert command.example.startswith(command.name), "help shows an example that works"
        assert all(each.text.split()[0] == command.name for each in STATED[command.name])
    seen(f"{len(COMMANDS)} commands, {len(forms())} ways to say them, {len(unstated)} without a statement")


@pytest.mark.experiment("T26", "each command from each role that has not got it", "refused before anything happens")
def test_who_has_not_the_role_is_refused_before_anything_happens(desk: Desk, seen: Seen) -> None:
    tried = 0
    for command, form in forms():
        for role in sorted(set(Role) - command.roles):
            heard = effect(desk, OTHERS[role].lower(), said(desk, "Ana", form, ANAS))
            assert len(heard.texts) == 1, (role, form, heard)
            assert heard.texts[0].startswith(f"{command.name} is for:"), (role, heard)
            assert not heard.verbs
            assert heard.rows == 0, (role, form)
            tried += 1
    seen(f"{tried} tries: 0 effects, 0 leaks")


@pytest.mark.experiment("T26", "each command in each role about another's customer", "0 leaks")
def test_nobody_else_reads_the_customers_facts(desk: Desk, seen: Seen) -> None:
    tried = 0
    for command, form in forms():
        for role in sorted(command.roles - form.oversight - OVERSIGHT):
            asked = said(desk, OTHERS[role], form, ANAS)
            heard = effect(desk, OTHERS[role].lower(), asked)
            assert not leaked(heard, OTHERS[role], asked), (role, asked, heard.shown)
            tried += 1
    seen(f"{tried} tries: 0 leaks")


@pytest.mark.experiment("T26", "another's number and one that there is not", "the same words, 0 effects")
def test_not_found_sounds_like_not_yours(desk: Desk, seen: Seen) -> None:
    tried = 0
    for command, form in forms(Sees.UNKNOWN):
        for role in sorted(command.roles - form.oversight):
            who = OTHERS[role]
            forbidden, unknown = (effect(desk, who.lower(), said(desk, who, form, each)) for each in (ANAS, NOBODYS))
            assert alike(forbidden.shown) == alike(unknown.shown), (role, form.text)
            assert forbidden.verbs == unknown.verbs == (), (role, form.text)
            assert forbidden.rows == unknown.rows == 0, (role, form.text)
            tried += 1
    seen(f"{tried} pairs alike, 0 effects")


@pytest.mark.experiment("T26", "each command of who has the customer, and of oversight", "heard, not hidden from them")
def test_whose_it_is_and_who_oversees_are_not_refused(desk: Desk, seen: Seen) -> None:
    """The matrix would hold on a desk that says nothing at all."""
    tried = 0
    for command, form in forms(Sees.UNKNOWN):
        if not re.search(r"\{[ncd]\}", form.text) or "unmerge" in form.text:
            continue
        unknown = alike(_heard(desk, OTHERS[Role.MANAGER], form, NOBODYS))
        for who in [OTHERS[role] for role in SELLERS if role in command.roles]:
            own = owned_by(desk, who)
            heard = [re.sub(rf"\b(?:{own['n']}|{own['c']})\b", "N", each) for each in _heard(desk, who, form, own)]
            assert heard != unknown, (who, form.text, heard)
            tried += 1
        for role in sorted(command.roles & form.oversight & OVERSIGHT):
            assert alike(_heard(desk, OTHERS[role], form, ANAS)) != unknown, (role, form.text)
            tried += 1
    for who in ("Ana", OTHERS[Role.DISPATCHER], OTHERS[Role.MANAGER]):
        assert "rosalind@kunde-werke.example" in "\n".join(answer(desk, who, "/show 1001"))
        assert "Plaza Secreta" in "\n".join(answer(desk, who, "/customer 1"))
    seen(f"{tried} tries, all heard")


def _heard(desk: Desk, who: str, form: Form, whose: dict[str, int]) -> list[str]:
    return effect(desk, who.lower(), said(desk, who, form, whose)).texts


@pytest.mark.experiment("T26", "each command in the team's room, of who has the customer", "0 facts said in a room")
def test_private_facts_are_never_said_in_a_room(desk: Desk, seen: Seen) -> None:
    for command, form in forms():
        asked = said(desk, "Ana", form, ANAS)
        heard = "\n".join(effect(desk, "ana", asked, ROOM).shown)
        assert not [each for each in FACTS if each.casefold() in heard.casefold()], heard
        if not command.in_rooms:
            assert heard == "I say that only in private. Write to me in our own chat."
    seen(f"{len(forms())} ways, 0 facts")


def test_her_deputy_sees_what_she_sees_and_only_so_long(desk: Desk) -> None:
    """OtherSupervisor stands in for Ana while she is away."""
    assert "rosalind" not in "\n".join(answer(desk, "OtherSupervisor", "/show 1001"))
    desk.says("Ana", "/away 2026-03-02 2026-03-09 OtherSupervisor")
    assert "rosalind@kunde-werke.example" in "\n".join(answer(desk, "OtherSupervisor", "/show 1001"))
    desk.says("Ana", "/back").forget()
    assert "rosalind" not in "\n".join(answer(desk, "OtherSupervisor", "/show 1001"))


def medians(desk: Desk, form: Form, who: str, times: int) -> list[float]:
    """Seconds for another's number and for one that there is not, in turn."""
    spans: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for numbers, measured in zip((ANAS, NOBODYS), spans, strict=True):
            begun = time.perf_counter()
            answer(desk, who, said(desk, who, form, numbers))
            measured.append(time.perf_counter() - begun)
    return [statistics.median(each) for each in spans]


@pytest.mark.experiment(
    "T26", "time for not yours and for not found, short", "about the same; the figure is in the long one"
)
def test_not_found_takes_as_long_as_not_yours(desk: Desk, seen: Seen) -> None:
    forbidden, unknown = medians(desk, Form("/why {n}", Sees.UNKNOWN), OTHERS[Role.SALESPERSON], 25)
    seen(f"{abs(forbidden - unknown) * 1000:.2f} ms apart")
    assert 0.3 <= forbidden / unknown <= 3.0, "a ratio, for the machine may be busy"


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.experiment("T26", "time for not yours and for not found, each command", "medians at most 10 ms apart")
def test_no_command_tells_by_its_time_what_there_is(desk: Desk, seen: Seen) -> None:
    worst, at = 0.0, ""
    for command, form in forms(Sees.UNKNOWN):
        if Role.SALESPERSON not in command.roles - form.oversight:
            continue
        forbidden, unknown = medians(desk, form, OTHERS[Role.SALESPERSON], 41)
        if abs(forbidden - unknown) > worst:
            worst, at = abs(forbidden - unknown), form.text.split()[0]
    seen(f"at most {worst * 1000:.2f} ms, {at}")
    assert worst <= 0.010
