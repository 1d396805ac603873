"""Who gets a letter: one table, first match wins, the last row always matches (R36-R38, R46-R48; C7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rules.policy import ROUTES
from rules.words import Line, line


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the manager's table: if this field has this value, it is theirs."""

    field: str
    value: str
    owner: int


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of an inquiry when it needs a person. People are ids; `names` says them.

    `values` holds country, product (words), language, alias and source; `present` are the salespeople who have at
    least one working minute before the deadline, with their number of open conversations.
    """

    open_owner: int | None = None
    open_number: int = 0
    customer_owner: int | None = None
    owner_is_fixed: bool = False
    talked_with: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    table: tuple[Choice, ...] = ()
    present: Mapping[int, int] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    """Everybody who can own something: present or away, but not dismissed."""


@dataclass(frozen=True, slots=True)
class Routed:
    """The owner (None: the dispatcher's queue), the step that decided, and why, in one line."""

    owner: int | None
    step: str
    because: Line


def route(case: Case, order: tuple[str, ...] = ROUTES) -> Routed:
    """The first step that names somebody who is still in the department; else the dispatcher decides."""
    for step in order:
        routed = STEPS[step](case)
        if routed is not None and routed.owner in case.names:
            return routed
    return Routed(None, "dispatcher", line("to the dispatcher, because no rule names anybody"))


def _open_inquiry(case: Case) -> Routed | None:
    if case.open_owner is None:
        return None
    because = line(
        "to {person}, who has the open {number} of the same buyer",
        person=_name(case, case.open_owner),
        number=case.open_number,
    )
    return Routed(case.open_owner, "open_inquiry", because)


def _existing_owner(case: Case) -> Routed | None:
    if case.customer_owner is None or case.owner_is_fixed:
        return None
    because = line("to {person}, because the customer is theirs", person=_name(case, case.customer_owner))
    return Routed(case.customer_owner, "existing_owner", because)


def _talked_with(case: Case) -> Routed | None:
    if case.talked_with is None:
        return None
    because = line("to {person}, who talked with them at the fair", person=_name(case, case.talked_with))
    return Routed(case.talked_with, "talked_with", because)


def _key_owner(case: Case) -> Routed | None:
    if case.customer_owner is None or not case.owner_is_fixed:
        return None
    because = line("to {person}, the fixed owner of this key customer", person=_name(case, case.customer_owner))
    return Routed(case.customer_owner, "key_owner", because)


def _table(case: Case) -> Routed | None:
    for row in case.table:
        if row.owner in case.names and fits(row, case.values.get(row.field, "")):
            because = line(
                "to {person}, because {field} {value} is theirs",
                person=_name(case, row.owner),
                field=FIELD_WORDS[row.field],
                value=row.value,
            )
            return Routed(row.owner, "table", because)
    return None


def _load(case: Case) -> Routed | None:
    if not case.present:
        return None
    owner = min(case.present, key=lambda each: (case.present[each], _name(case, each)))
    because = line(
        "to {person}, who has the lightest load of those present ({count} open)",
        person=_name(case, owner),
        count=case.present[owner],
    )
    return Routed(owner, "load", because)


STEPS: Mapping[str, Callable[[Case], Routed | None]] = {
    "open_inquiry": _open_inquiry,
    "existing_owner": _existing_owner,
    "talked_with": _talked_with,
    "key_owner": _key_owner,
    "table": _table,
    "load": _load,
}

FIELD_WORDS: Mapping[str, Line] = {
    "country": line("country"),
    "product": line("product"),
    "language": line("language"),
    "alias": line("address"),
    "source": line("source"),
}


def fits(row: Choice, said: str) -> bool:
    """Whether the value of the row is in what the letter says: whole value, for products any of its words."""
    wanted, there = row.value.casefold().strip(), said.casefold().strip()
    if not wanted or not there:
        return False
    return wanted in there if row.field == "product" else wanted == there


def _name(case: Case, person: int) -> str:
    return case.names.get(person, "")
