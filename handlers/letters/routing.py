"""Gathering what the routing table asks for, and asking it (R36-R38, R46-R48)."""

from __future__ import annotations

from collections.abc import Sequence

from rules.letter import Letter
from rules.permission import SALES, Role
from rules.routing import Case, Choice, Routed, route
from rules.words import line
from storage.colleagues import deputy_at, everybody, name_of
from storage.conversations import open_counts
from storage.deputies import leave
from storage.policy import routing_rows
from storage.promises import earliest_due
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.policy import RoutingRow
from storage.work import Work


def routed(
    work: Work,
    matter: ConversationRow,
    letter: Letter,
    card: CustomerRow,
    siblings: Sequence[ConversationRow],
    likely: CustomerRow | None,
) -> Routed:
    """Who gets it and why. A likeness that nothing proves goes to a person: two must never answer one buyer (R43)."""
    people = [each for each in work.once("people", lambda: everybody(work.session)) if set(each.roles) & SALES]
    away = _away(work, matter)
    open_one = next((each for each in siblings if each.owner_id is not None), None)
    case = Case(
        open_owner=open_one.owner_id if open_one else None,
        open_number=open_one.id if open_one else 0,
        customer_owner=card.owner_id,
        owner_is_fixed=card.owner_fixed,
        talked_with=card.talked_with,
        values=_values(work, matter, letter),
        table=tuple(Choice(each.field, each.value, each.owner_id) for each in _rows(work)),
        present=_present(work, people, away),
        names={each.id: each.name for each in people},
    )
    decision = route(case, work.policy.routing)
    if likely is not None and decision.step in {"table", "load"} and likely.owner_id is not None:
        return Routed(
            None,
            "dispatcher",
            line(
                "to the dispatcher, because it looks like {customer}, who is {person}'s",
                customer=likely.name,
                person=name_of(work.session, likely.owner_id),
            ),
        )
    decision = _reachable(work, decision, away)
    _count(work, decision.owner)
    return decision


def _rows(work: Work) -> Sequence[RoutingRow]:
    return work.once("routing", lambda: routing_rows(work.session))


def _open_counts(work: Work) -> dict[int | None, int]:
    return work.once("open", lambda: open_counts(work.session))


def _count(work: Work, owner: int | None) -> None:
    """The next letter of the same transaction finds this one in the load of its owner."""
    counts = _open_counts(work)
    counts[owner] = counts.get(owner, 0) + 1


def _values(work: Work, matter: ConversationRow, letter: Letter) -> dict[str, str]:
    products = [want.value for name, want in letter.wants if name in {"product", "model", "specification"}]
    alias = next((each for each in letter.delivered_to if each != work.policy.front_door), "")
    return {
        "country": matter.country,
        "product": " ".join([letter.subject, *products]),
        "language": matter.language,
        "alias": alias.partition("+")[0] + alias[alias.find("@") :] if "+" in alias else alias,
        "source": matter.channel,
    }


def _present(work: Work, people: Sequence[ColleagueRow], away: set[int]) -> dict[int, int]:
    """Salespeople with a working minute before the deadline, with their load."""
    counts = _open_counts(work)
    sellers = [each for each in people if Role.SALESPERSON in each.roles]
    return {each.id: counts.get(each.id, 0) for each in sellers if each.id not in away}


def _away(work: Work, matter: ConversationRow) -> set[int]:
    """Who is on leave when the clock starts, or for every working minute before the deadline."""
    starts = work.opening
    due = max(earliest_due(work.session, matter.id) or starts, starts)
    theirs = [each for each in leave(work) if each.since <= due and each.until > starts]
    away = {each.colleague_id for each in theirs if each.since <= starts}
    whole = work.calendar.minutes_between(starts, due) if theirs else 0
    for person in {each.colleague_id for each in theirs} - away:
        hers = [each for each in theirs if each.colleague_id == person]
        gone = sum(work.calendar.minutes_between(max(each.since, starts), min(each.until, due)) for each in hers)
        if due > starts and gone >= whole:
            away.add(person)
    return away


def _reachable(work: Work, decision: Routed, away: set[int]) -> Routed:
    """Somebody who is away and has no deputy cannot keep the promise: a person decides."""
    if decision.owner is None or decision.owner not in away:
        return decision
    starts = work.opening
    if deputy_at(work.session, decision.owner, starts) is not None:
        return decision
    absent = name_of(work.session, decision.owner)
    return Routed(
        None,
        "dispatcher",
        line(
            "to the dispatcher, because {person} is away without a deputy ({because})",
            person=absent,
            because=decision.because,
        ),
    )
