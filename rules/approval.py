"""Approving: who may release what somebody else wants, bound to its content; nobody releases her own (R119, R271, T27)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from rules.permission import Role
from rules.refusal import Refused
from rules.words import Line, word


class ApprovalState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    RETURNED = "returned"
    VOID = "void"
    """The content has changed, or it was taken back."""
    EXPIRED = "expired"


MOVES: Mapping[ApprovalState, frozenset[ApprovalState]] = {
    ApprovalState.ASKED: frozenset(ApprovalState) - {ApprovalState.ASKED},
    ApprovalState.APPROVED: frozenset({ApprovalState.VOID}),
    ApprovalState.RETURNED: frozenset(),
    ApprovalState.VOID: frozenset(),
    ApprovalState.EXPIRED: frozenset(),
}
"""What may follow; an approval that has ended is asked for anew, never revived."""

RANKS: Mapping[str, frozenset[str]] = {Role.SUPERVISOR: frozenset({Role.SUPERVISOR, Role.MANAGER})}
"""Who has the rank of a role besides those who bear it."""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table as it was when the approval was asked for."""

    roles: tuple[str, ...]
    count: int = 1
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A release: by whom, in whose seat (her own, or that of whom she stands in for), for which step."""

    by: int
    seat: int
    step: int


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody has asked for. `deputy_at` is when the deputies may step in though nobody is away."""

    steps: tuple[Step, ...]
    asked_by: int
    created_by: int
    edited_by: int
    state: str
    deputy_at: datetime
    expires_at: datetime
    given: tuple[Given, ...] = ()
    authors: frozenset[int] = frozenset()
    """Everybody else who wrote a part of it."""

    @property
    def own(self) -> frozenset[int]:
        """Those whose own it is."""
        return self.authors | {self.asked_by, self.created_by, self.edited_by}


@dataclass(frozen=True, slots=True)
class Approver:
    """A colleague who is here. `covers` are those away whose deputy she is now, `deputy_of` those who named her at all."""

    id: int
    roles: frozenset[str]
    away: bool = False
    covers: frozenset[int] = frozenset()
    deputy_of: frozenset[int] = frozenset()


def content_hash(content: Any) -> str:
    """The SHA-256 of a canonical form: the same content, however its parts are ordered, has the same hash."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def followed(state: str, by: ApprovalState) -> ApprovalState:
    """The state after that. Refuses what may not follow."""
    if by not in MOVES[ApprovalState(state)]:
        raise _decided(state)
    return by


def undecided(state: str) -> None:
    """Refuses, for a release and for who takes back her own, whatever somebody has decided, or time has."""
    if state != ApprovalState.ASKED:
        raise _decided(state)


def released(request: Request, person: Approver, staff: Iterable[Approver], now: datetime) -> Given:
    """The release as it counts, for which step and in whose seat. Refuses, with the reason, whoever may not give it."""
    undecided(request.state)
    if now >= request.expires_at:
        raise Refused("That was asked too long ago and has expired. It must be asked for anew.")
    if (why := _unfit(request, person)) is not None:
        raise why
    found = _seat(request, person, tuple(staff), now)
    if found is None:
        roles = sorted({role for each in request.steps for role in each.roles})
        raise Refused("That is released by: {roles}.", roles=", ".join(roles))
    return found


def may_release(request: Request, staff: Iterable[Approver], now: datetime) -> list[int]:
    """Everybody who could release it at this instant: who is asked, and whom it waits for."""
    people = tuple(staff)
    if request.state != ApprovalState.ASKED or now >= request.expires_at:
        return []
    return [each.id for each in people if _unfit(request, each) is None and _seat(request, each, people, now)]


def next_to_release(request: Request, staff: Iterable[Approver], now: datetime) -> list[int]:
    """Who is asked next: of those who could release it now, those for the first step that any of them can fill.

    Those who stand above its role are asked where nobody is here who bears it.
    """
    people = tuple(staff)
    able, roles = set(may_release(request, people, now)), {each.id: each.roles for each in people}
    seats = [given for each in people if each.id in able and (given := _seat(request, each, people, now))]
    step = min((given.step for given in seats), default=0)
    fit = [given for given in seats if given.step == step]
    bearing = [given for given in fit if _bears(roles[given.seat], request.steps[step].roles)]
    return [given.by for given in bearing or fit]


def is_complete(request: Request, given: Iterable[Given]) -> bool:
    """Whether these releases fill every step."""
    filled = [each.step for each in given]
    return all(filled.count(number) >= step.count for number, step in enumerate(request.steps))


def _unfit(request: Request, person: Approver) -> Refused | None:
    if person.id in request.own:
        return Refused("You asked for it, or you wrote it: somebody else must release it.")
    if person.away:
        return Refused("You are away; your deputy decides meanwhile. /back ends your leave.")
    if person.id in {each.by for each in request.given}:
        return Refused("You have released it already; somebody else must do so, too.")
    return None


def _seat(request: Request, person: Approver, staff: tuple[Approver, ...], now: datetime) -> Given | None:
    """Her own seat first, where her role is named; then by rank; then the seats of others; then the other roles."""
    open_steps = [each for each in range(len(request.steps)) if not _is_full(request, each)]
    late = now >= request.deputy_at
    taken = {seat for each in request.given for seat in (each.by, each.seat)} | request.own
    seats = [person, *(each for each in staff if each.id in _stood_in(person, late) and each.id not in taken)]
    for has in (_bears, has_rank):
        for seat in seats:
            for number in open_steps:
                if person.id not in taken and has(seat.roles, request.steps[number].roles):
                    return Given(person.id, seat.id, number)
    for number in open_steps:
        step = request.steps[number]
        if _bears(person.roles, step.otherwise) and (late or not _is_reachable(request, step, staff)):
            return Given(person.id, person.id, number)
    return None


def _decided(state: str) -> Refused:
    return Refused("That is decided already: {state}.", state=STATE_WORDS[ApprovalState(state)])


def _is_full(request: Request, number: int) -> bool:
    return sum(each.step == number for each in request.given) >= request.steps[number].count


def _is_reachable(request: Request, step: Step, staff: tuple[Approver, ...]) -> bool:
    """Whether anybody is here who could release the step by role, rank or as a deputy."""
    taken = {seat for each in request.given for seat in (each.by, each.seat)} | request.own
    fit = [each for each in staff if each.id not in taken and not each.away]
    by_id = {each.id: each for each in staff}
    for person in fit:
        seats = [person, *(by_id[each] for each in person.covers if each in by_id and each not in taken)]
        if any(has_rank(seat.roles, step.roles) for seat in seats):
            return True
    return False


def _stood_in(person: Approver, late: bool) -> frozenset[int]:
    return person.covers | (person.deputy_of if late else frozenset())


def _bears(roles: frozenset[str], wanted: Iterable[str]) -> bool:
    return bool(roles & set(wanted))


def has_rank(roles: frozenset[str], wanted: Iterable[str]) -> bool:
    """Whether somebody of these roles bears one of the wanted ones, or stands above one."""
    return any(roles & RANKS.get(each, frozenset({each})) for each in wanted)


STATE_WORDS: Mapping[ApprovalState, Line] = {
    ApprovalState.ASKED: word("waiting for approval"),
    ApprovalState.APPROVED: word("approved"),
    ApprovalState.RETURNED: word("returned"),
    ApprovalState.VOID: word("void, because it has changed or was taken back"),
    ApprovalState.EXPIRED: word("expired"),
}
