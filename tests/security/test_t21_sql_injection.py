"""T21: words are values, never SQL; a command that only reads changes nothing, whatever stands behind it.

Suffered: osTicket CVE-2022-32132: a search field or an order parameter that was put
into the statement by hand gave everything away. A `%` or `_` that is left alive in LIKE reads more than was asked for.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.contents import COMMANDS
from rules.permission import Role
from tests.dialogues.desk import Desk
from tests.experiments import SEED, Seen
from tests.security.permissions import STATED
from tests.security.staff_desk import OTHERS, SECRETS, department, effect

ROOT = Path(__file__).resolve().parents[2]
READING = (
    "/inbox", "/mine", "/due", "/show", "/why", "/find", "/who", "/digest", "/report", "/board", "/log", "/health",
    "/audit", "/help", "/start", "/rooms", "/quarantine", "/approvals", "/flood",
)  # fmt: skip
"""Commands that only read: all they may write is who has looked, and how often a number was wrong."""
LEFT = frozenset({"happenings", "guesses"})
SEEDS = (
    "' OR 1=1 --", "'; DROP TABLE letters; --", '" OR ""="', "1; UPDATE colleagues SET roles='[\"manager\"]'", "%", "_%_",
    "\\", "\\%", "' UNION SELECT value FROM facts --", "1 OR 1=1", "1) OR (1=1", "x' AND sleep(5) --", "titanium' --",
    "$1", ":number", "%(x)s", "?", "{number}", "MATCH 'a NEAR b'", '"titanium*"', "NEAR(a b)", "a* OR b:*", "-", "--",
    "/*", "*/", ";", "0x31303031", "1e3", "１００１", "٣", "99999999999999999999", "-1", "0", "NULL", "NaN", "None", "''",
    "\u02bc OR 1=1", "\u2019; --", "a'||(SELECT seal FROM happenings)||'", "pg_sleep(5)", "'; ATTACH DATABASE 'x' AS y; --",
    "\n' OR 1=1", "\t", "a" * 300, "'" * 200, "(" * 200, "%" * 200, "🦊'", "\u202e' OR", "1001' AND '1'='1",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = department(tmp_path_factory.mktemp("t21"))
    yield made
    made.close()


def payloads(count: int) -> list[str]:
    """The seeds, and pieces of them put together by lot."""
    lot = random.Random(SEED)
    made = list(SEEDS)
    while len(made) < count:
        pieces = [lot.choice(SEEDS)[:40] for _ in range(lot.randint(2, 4))]
        made.append(lot.choice(("", " ", "'", "%", ";")).join(pieces))
    return made[:count]


def ways() -> list[tuple[str, str]]:
    """Every command alone with the payload, and every filter: each place of each stated form."""
    found = [(each.name, f"{each.name} @") for each in COMMANDS]
    for name, forms in STATED.items():
        for form in forms:
            words = form.text.split()
            found += [(name, " ".join([*words[:place], "@", *words[place + 1 :]])) for place in range(1, len(words))]
    numbered = {
        "n": 1001,
        "c": 1,
        "d": 1,
        "l": 1,
        "m": 1,
        "a": 1,
        "o": 1001,
        "q": 1,
        "s": 1,
        **dict.fromkeys("rtkpw", 1),
    }
    return sorted(
        {(name, text.format_map(numbered)) for name, text in found if name in {each.name for each in COMMANDS}}
    )


def speaker(name: str) -> str:
    """Who may use it: the manager, or whoever may."""
    roles = next(each.roles for each in COMMANDS if each.name == name)
    return OTHERS[Role.MANAGER if Role.MANAGER in roles else sorted(roles)[0]].lower()


def counts(desk: Desk) -> dict[str, int]:
    with desk.database.reading() as session:
        raw = session.connection()
        names = [row[0] for row in raw.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {each: raw.exec_driver_sql(f'SELECT count(*) FROM "{each}"').scalar_one() for each in names}


def tried(desk: Desk, chosen: list[tuple[str, str, str]]) -> None:
    """Says each; an error of the database or of ours rises. What only reads changes nothing but the trace of it."""
    for name, text, payload in chosen:
        said = text.replace("@", payload)
        found = effect(desk, speaker(name), said)
        if name in READING:
            noted = len(found.happenings)
            assert set(found.verbs) <= {"viewed"}, (said, found.verbs)
            assert found.rows <= noted + 1, (said, found.rows)
        stranger = effect(desk, OTHERS[Role.SALESPERSON].lower(), said)
        heard = "\n".join(stranger.shown)
        assert not [each for each in SECRETS if each in heard and each not in said], said


@pytest.mark.experiment("T21", "100 of all pairs of payload and filter, by lot", "0 errors, 0 rows changed by reading")
def test_no_words_are_sql(desk: Desk, seen: Seen) -> None:
    pairs = [(name, text, payload) for name, text in ways() for payload in SEEDS]
    chosen = random.Random(SEED).sample(pairs, 100)
    before = counts(desk)
    tried(desk, chosen)
    assert counts(desk) == before
    seen(f"{len(chosen)} of {len(pairs)}: 0 errors, 0 rows")


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.experiment(
    "T21", "500 payloads, each in every command, in filters by lot", "0 errors, 0 rows changed by reading"
)
def test_five_hundred_payloads_in_every_command_are_no_sql(desk: Desk, seen: Seen) -> None:
    every, lot, filters = payloads(500), random.Random(SEED), ways()
    alone = [(name, text, payload) for name, text in filters if text == f"{name} @" for payload in every]
    within = [(*lot.choice(filters), payload) for payload in every for _ in range(4)]
    before = counts(desk)
    tried(desk, alone + within)
    assert counts(desk) == before
    seen(f"{len(alone) + len(within)} tries with {len(every)} payloads: 0 errors, 0 rows")


def test_wildcards_are_letters(desk: Desk) -> None:
    """A percent sign finds what has one, not everything."""
    for words in ("%%", "__", "%i%", "T_tanium", "\\%\\%"):
        assert "Found" not in "\n".join(effect(desk, "ana", f"/find {words}").texts), words
        assert "Kunde" not in "\n".join(effect(desk, "ana", f"/who {words}").texts), words
    assert "Found: 1" in effect(desk, "ana", "/find titanium").texts[0]


def statements() -> Iterator[tuple[str, ast.Call]]:
    for folder in ("app", "bot", "mail", "handlers", "storage", "documents", "rules"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _name(node) in {
                    "text",
                    "exec_driver_sql",
                    "execute",
                    "executescript",
                }:
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_put_together(node: ast.expr) -> bool:
    """An f-string with something in it, `+`, `%`, `.format(...)` or `.join(...)`."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(each, ast.FormattedValue) for each in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod)
    return isinstance(node, ast.Call) and _name(node) in {"format", "join", "replace", "format_map"}


KNOWN = {
    "storage/database.py": "the journal mode is one of two constants",
    "storage/migrations/versions/0001_spine.py": "names of our own tables and functions, from constants of the file",
    "storage/migrations/versions/0002_quotes.py": "names of our own functions, from constants of the file",
    "storage/migrations/versions/0004_orders.py": "names of our own functions, from constants of the file",
    "storage/copies.py": "names of tables that the schema itself tells, quoted",
}
"""Where a statement is put together all the same, and why no stranger's word gets there."""


@pytest.mark.experiment("T21", "every statement in the code", "0 put together from words")
def test_no_statement_is_put_together_from_words(seen: Seen) -> None:
    found = list(statements())
    strange = [
        where
        for where, call in found
        if call.args and _is_put_together(call.args[0]) and where.partition(":")[0] not in KNOWN
    ]
    assert not strange, f"bind the values: {strange}"
    assert any(_is_put_together(call.args[0]) for _, call in found if call.args), "the gate sees the known ones"
    seen(f"{len(found)} statements, {len(strange)} put together; {len(KNOWN)} files with constants")
