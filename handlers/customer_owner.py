"""Whose a customer is: moved by dispatcher or manager with a reason, fixed by the manager, word to the former (R44, R48)."""

from __future__ import annotations

from handlers.telling import to_colleague
from rules.outgoing import Outgoing
from rules.permission import DISPATCHERS, MANAGERS, Viewer
from rules.refusal import Refused
from rules.words import Line, line, to_plain
from storage.colleagues import named
from storage.conversations import owned
from storage.customers import note_ownership
from storage.happenings import note
from storage.tables.colleagues import ColleagueRow
from storage.tables.customers import CustomerRow
from storage.work import Work


def given(
    work: Work, row: CustomerRow, to: ColleagueRow, *, by: int | None, because: Line, tell_former: bool = True
) -> list[Outgoing]:
    """Makes her the customer's one owner (R36). Open conversations stay with whom they are."""
    former = row.owner_id
    if former == to.id:
        return []
    row.owner_id = to.id
    row.version += 1
    note(
        work,
        "customer",
        line("Customer {name} to {person}: {because}", name=row.name, person=to.name, because=because),
        actor=by,
        customer=row.id,
        before={"owner": former},
        after={"owner": to.id},
    )
    note_ownership(work, "customer", row.id, former=former, owner=to.id, by=by, reason=to_plain([because]))
    said: list[Outgoing] = []
    if tell_former and former is not None and former != by:
        words = line(
            "Your customer {name} has gone to {person}: {because}", name=row.name, person=to.name, because=because
        )
        said += to_colleague(work, former, (words,))
    if tell_former and to.id != by:
        words = line("{name} is your customer now: {because}", name=row.name, because=because)
        said += to_colleague(work, to.id, (words, line("/customer {number}", number=row.id)))
    return said


def owner_typed(work: Work, looking: Viewer, row: CustomerRow, text: str) -> tuple[ColleagueRow, str]:
    """Reads "Bob because she moved to Spain": to whom, and why. Refuses who may not move customers."""
    if not looking.has(DISPATCHERS):
        raise Refused("Only a dispatcher or the manager moves a customer to somebody else (R44).")
    if row.owner_fixed and not looking.has(MANAGERS):
        raise Refused("The owner of this key customer is fixed. Only the manager changes it.")
    name, reason = _divided(text)
    to = named(work.session, name)
    if to is None:
        raise Refused("I know nobody called {name}. /staff lists everybody.", name=name[:40])
    if not reason:
        raise Refused(
            "Why? Write it like: /customer {number} owner {name} because she speaks Spanish",
            number=row.id,
            name=to.name,
        )
    if row.owner_id == to.id:
        raise Refused("{name} has this customer already.", name=to.name)
    return to, reason


def staying(work: Work, looking: Viewer, row: CustomerRow, former: int | None) -> list[Outgoing]:
    """Who moves a customer is told which open conversations do not move along."""
    stay = [each.id for each in owned(work.session, former) if each.customer_id == row.id] if former else []
    if not stay:
        return []
    words = line(
        "Open conversations stay where they are: {numbers}. /assign moves them.", numbers=", ".join(map(str, stay))
    )
    return to_colleague(work, looking.id, (words,), at_once=True)


def fixed(work: Work, looking: Viewer, row: CustomerRow, text: str) -> Line:
    """The manager fixes the owner of a key customer, or lets go of it (R48)."""
    answers = {"yes": True, "no": False, "是": True, "否": False}
    if not looking.has(MANAGERS):
        raise Refused("Only the manager fixes the owner of a key customer.")
    if text.casefold() not in answers:
        raise Refused("Yes or no? Write it like: /customer {number} fixed yes", number=row.id)
    if row.owner_id is None:
        raise Refused("Nobody has this customer yet: /customer {number} owner Ana because …", number=row.id)
    before, row.owner_fixed = row.owner_fixed, answers[text.casefold()]
    row.version += 1
    words = (
        line("{name} is a key customer; the owner is fixed.", name=row.name)
        if row.owner_fixed
        else line("{name}: the owner is no longer fixed.", name=row.name)
    )
    note(
        work,
        "customer",
        words,
        actor=looking.id,
        customer=row.id,
        before={"fixed": before},
        after={"fixed": row.owner_fixed},
    )
    return words


def _divided(text: str) -> tuple[str, str]:
    """A name and a reason: "Bob because ...", "Bob, ...", or one word and the rest."""
    for mark in (" because ", ":", ",", ",", "因为"):
        name, found, reason = text.partition(mark)
        if found:
            return name.strip(), reason.strip()
    name, _, reason = text.partition(" ")
    return name.strip(), reason.strip()
