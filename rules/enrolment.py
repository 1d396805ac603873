"""Who may join and as what: one-time links, roles as they are typed, and what an administrator cannot undo (T23, R334)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from rules.address import envelope, normalised, without_subaddress
from rules.permission import Role
from rules.policy import Policy
from rules.refusal import Refused
from rules.words import Line, word

LINK_LIVES = timedelta(minutes=15)
"""How long a link may be used once it counts (T23)."""

ROLE_WORDS: Mapping[Role, Line] = {
    Role.ADMINISTRATOR: word("administrator"),
    Role.MANAGER: word("manager"),
    Role.SUPERVISOR: word("supervisor"),
    Role.DISPATCHER: word("dispatcher"),
    Role.SALESPERSON: word("salesperson"),
    Role.MERCHANDISER: word("merchandiser"),
    Role.PRODUCTION: word("production"),
    Role.PURCHASING: word("purchasing"),
    Role.ACCOUNTING: word("accounting"),
    Role.VIEWER: word("viewer"),
}

_NAME = re.compile(r"[^\W\d_][\w.'’ -]{0,39}\Z")


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody who is to join: name, roles and company address as an administrator typed them; either may be missing."""

    name: str
    roles: tuple[Role, ...] = ()
    address: str = ""


def hash_of(token: str) -> str:
    """What is kept of a link's token: its SHA-256 (hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


def joining(text: str) -> Joining:
    """Reads "Ana salesperson,dispatcher ana@firm.example": first the name, then roles and address in any order.

    The name may have several words; roles and address are known by their form. Refuses a name that could be a command,
    a number or an address, and an address that no mail can go to.
    """
    names: list[str] = []
    roles: list[Role] = []
    address = ""
    for piece in text.split():
        if "@" in piece.lstrip("@"):
            address = envelope(piece.strip("<>,"))
        elif names and _are_roles(piece):
            roles += roles_in(piece)
        else:
            names.append(piece)
    return Joining(named(" ".join(names)), tuple(dict.fromkeys(roles)), address)


def named(text: str) -> str:
    """A colleague's name as it may be kept: letters first, at most 40 characters, not the name of a role."""
    name = " ".join(text.split()).lstrip("@").rstrip(",")
    if not _NAME.match(name) or name.casefold() in set(Role):
        raise Refused("That is no name I can use. Write it like: /invite Ana salesperson ana@firm.example")
    return name


def roles_in(text: str) -> tuple[Role, ...]:
    """Reads "salesperson,dispatcher". Refuses what is no role, naming those that there are."""
    found: list[Role] = []
    for piece in re.split(r"[,;+\s]+", text.strip().casefold()):
        if not piece:
            continue
        role = _role(piece)
        if role is None:
            raise Refused("{word} is no role. Roles: {roles}.", word=piece[:40], roles=role_words(Role))
        found.append(role)
    return tuple(dict.fromkeys(found))


def role_words(roles: Sequence[str] | type[Role]) -> tuple[Line, ...]:
    """The roles as words for people, in the order of the rule book."""
    wanted = {str(each) for each in roles}
    return tuple(words for role, words in ROLE_WORDS.items() if str(role) in wanted)


def company_address(text: str, policy: Policy) -> str:
    """The normal form of a colleague's address. Refuses the shared mailbox itself: its letters would go round in circles."""
    address = normalised(envelope(text.strip()))
    if without_subaddress(address) in {normalised(each) for each in (policy.front_door, *policy.aliases) if each}:
        raise Refused("{address} is the shared mailbox. A colleague needs an address of her own.", address=address)
    return address


def still_administered(administrators: Sequence[int], leaving: int) -> None:
    """Refuses to lose the last administrator: nobody could invite anybody any more."""
    if set(administrators) <= {leaving}:
        raise Refused(
            "That is the last administrator. Make somebody else administrator first: /staff Bob role administrator"
        )


def _are_roles(piece: str) -> bool:
    return all(_role(each) is not None for each in piece.casefold().split(",") if each)


def _role(piece: str) -> Role | None:
    try:
        return Role(piece)
    except ValueError:
        return None
