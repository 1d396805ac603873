"""The table of approvals: for each thing and condition, who must release it, how many, and who else may (R271, R103, R329).

As people write it, rows between semicolons: "export: 2 of manager, supervisor else administrator; customer.grade: nobody".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rules.permission import Role

ALWAYS = "always"
CHANGED = "changed"
"""Only where there was a value before: filling a gap needs nobody."""
NOBODY = "nobody"
MOST = 5
"""Nobody has to find more people than that."""
THINGS = (
    "customer.owner",
    "customer.grade",
    "customer.credit",
    "customer.forget",
    "export",
    "quote",
    "quote.concession",
    "order.cancel",
    "order.cost",
    "order.waive",
    "paper",
    "sample.send",
)
"""What can be held back until somebody releases it."""

Facts = Mapping[str, Decimal | str | bool]

_ROW = re.compile(r"(?P<thing>[a-z._]+)(?:\s+(?P<condition>[^:]+?))?\s*[::]\s*(?P<rest>.+)\Z", re.IGNORECASE)
_REST = re.compile(
    r"(?:(?P<count>\d)\s+of\s+)?(?P<roles>.+?)(?:\s+else\s+(?P<otherwise>.+?))?(?:\s+direct\s+(?P<direct>.+))?\Z",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(?P<name>[a-z_]+)\s*(?:(?P<sign>[<>=])\s*(?P<value>\S.*))?\Z")


@dataclass(frozen=True, slots=True)
class Needed:
    """A row: `count` people of these roles release the thing; those of `otherwise` when none of them can.

    Whoever has a role of `direct` needs nobody for her own.
    """

    thing: str
    condition: str = ALWAYS
    roles: tuple[str, ...] = ()
    count: int = 1
    otherwise: tuple[str, ...] = ()
    direct: tuple[str, ...] = ()


Table = tuple[Needed, ...]

DEFAULT_TABLE: Table = (
    Needed("customer.owner", CHANGED, (Role.MANAGER,), direct=(Role.MANAGER,)),
    Needed("customer.grade", ALWAYS, (Role.MANAGER,), direct=(Role.MANAGER,)),
    Needed("customer.credit", CHANGED, (Role.MANAGER,), direct=(Role.MANAGER,)),
    Needed("customer.forget", ALWAYS, (Role.MANAGER,), otherwise=(Role.ADMINISTRATOR,)),
    Needed("export", ALWAYS, (Role.MANAGER,), otherwise=(Role.ADMINISTRATOR,)),
    Needed("quote.concession", ALWAYS, (Role.SUPERVISOR,), direct=(Role.SUPERVISOR, Role.MANAGER)),
    Needed("order.cancel", ALWAYS, (Role.MANAGER,)),
    Needed("order.cost", ALWAYS, (Role.MANAGER,)),
    Needed(
        "order.waive", ALWAYS, (Role.SUPERVISOR,), otherwise=(Role.MANAGER,), direct=(Role.SUPERVISOR, Role.MANAGER)
    ),
    Needed("paper", ALWAYS, (Role.SUPERVISOR,), otherwise=(Role.MANAGER,)),
    Needed("sample.send", ALWAYS, (Role.MANAGER,), direct=(Role.MANAGER,)),
)


def needed(table: Table, thing: str, facts: Facts, roles: frozenset[str]) -> Table:
    """The rows that hold for this, for somebody of these roles; none if it needs nobody. Every one of them must be met.

    A thing of which the table says nothing is held as by default: only the word "nobody" sets it free.
    """
    named = [each for each in table if each.thing == thing] or [each for each in DEFAULT_TABLE if each.thing == thing]
    rows = (each for each in named if each.roles and holds(each.condition, facts))
    return tuple(each for each in rows if not roles & set(each.direct))


def holds(condition: str, facts: Facts) -> bool:
    """Whether a condition is met. One that compares what is not known, or is no number, holds: rather one release too many."""
    if condition == ALWAYS:
        return True
    found = _CONDITION.match(condition)
    fact = facts.get(found["name"]) if found else None
    if found is None or fact is None:
        return True
    if found["sign"] is None:
        return bool(fact)
    if found["sign"] == "=":
        return str(fact).casefold() == found["value"].casefold()
    try:
        known, limit = Decimal(str(fact)), Decimal(found["value"])
        return known < limit if found["sign"] == "<" else known > limit
    except InvalidOperation:
        return True


def read_table(text: str) -> Table:
    """The table that the words mean. ValueError for what is none; two rows of one thing and condition are none."""
    rows = tuple(_row(each.strip()) for each in re.split(r"[;；]", text) if each.strip())
    if len({(each.thing, each.condition) for each in rows}) != len(rows):
        raise ValueError(text)
    return rows


def spelled_table(table: Table) -> str:
    return "; ".join(spelled_row(each) for each in table)


def spelled_row(row: Needed) -> str:
    """A row as `read_table` reads it back."""
    condition = "" if row.condition == ALWAYS else f" {row.condition}"
    if not row.roles:
        return f"{row.thing}{condition}: {NOBODY}"
    count = f"{row.count} of " if row.count > 1 else ""
    otherwise = f" else {', '.join(row.otherwise)}" if row.otherwise else ""
    direct = f" direct {', '.join(row.direct)}" if row.direct else ""
    return f"{row.thing}{condition}: {count}{', '.join(row.roles)}{otherwise}{direct}"


def with_row(table: Table, text: str) -> Table:
    """The table with that row in the place of the one of the same thing and condition, or behind the others."""
    (row,) = read_table(text)
    same = [(each.thing, each.condition) == (row.thing, row.condition) for each in table]
    if any(same):
        return tuple(row if is_it else each for each, is_it in zip(table, same, strict=True))
    return (*table, row)


def _row(text: str) -> Needed:
    found = _ROW.match(text)
    if found is None or found["thing"].casefold() not in THINGS:
        raise ValueError(text)
    thing, condition = found["thing"].casefold(), _condition(found["condition"] or ALWAYS)
    if found["rest"].strip().casefold() == NOBODY:
        return Needed(thing, condition)
    rest = _REST.match(found["rest"].strip())
    if rest is None or not 1 <= int(rest["count"] or 1) <= MOST:
        raise ValueError(text)
    return Needed(
        thing,
        condition,
        _roles(rest["roles"]),
        int(rest["count"] or 1),
        _roles(rest["otherwise"] or ""),
        _roles(rest["direct"] or ""),
    )


def _condition(text: str) -> str:
    found = _CONDITION.match(" ".join(text.casefold().split()))
    if found is None:
        raise ValueError(text)
    value = found["value"] or ""
    if found["sign"] in ("<", ">"):
        value = re.sub(r"(?<=\d),(?=\d{3})", "", value)
        try:
            Decimal(value)
        except InvalidOperation as fault:
            raise ValueError(text) from fault
    if found["name"] == "country" and not re.fullmatch(r"[a-z]{2}", value):
        raise ValueError(text)  # a name would never be met, and hold nothing back
    return found["name"] + (found["sign"] or "") + value


def _roles(text: str) -> tuple[str, ...]:
    words = [each.strip().casefold() for each in re.split(r"[,,、/]", text) if each.strip()]
    return tuple(dict.fromkeys(str(Role(each)) for each in words))
