"""When letters are too many to call people for each: one table (T32). What it catches is kept and logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rules.address import PLATFORMS, domain_of, is_free_mail, normalised, registrable
from rules.policy import Policy

WITHIN = timedelta(hours=1)
"""The span in which letters are counted, by the instants at which they arrived."""
JUDGED_FOR = timedelta(hours=24)
"""So long what a person said of a flood holds for what comes next from there."""


class Breadth(StrEnum):
    """From how wide a source too much comes."""

    SENDER = "sender"
    DOMAIN = "domain"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Source:
    """Under which address and which domain a letter is counted; empty where it is not counted so."""

    address: str
    domain: str
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many letters came within the hour that ends with this one, this one among them."""

    sender: int = 1
    domain: int = 1
    everybody: int = 1
    is_known: bool = False
    """Whether the sender takes part in some conversation: the limit for everybody is one for strangers."""


@dataclass(frozen=True, slots=True)
class Flood:
    """What overflows, whose it is, and the limit in letters an hour."""

    breadth: Breadth
    whose: str
    limit: int


def source_of(sender: str, buyer: str, policy: Policy, colleagues: frozenset[str]) -> Source:
    """Who a letter is counted under. Market places and the own form write for many: there the buyer counts, if named.

    A domain where anybody has addresses is not counted (free mail), nor is our own.
    """
    address = normalised(sender)
    domain = registrable(address)
    ours = {domain_of(policy.front_door), *policy.domains} - {""}
    if address in colleagues or domain_of(address) in ours or domain in ours:
        return Source(address, "", is_ours=True)
    if domain in PLATFORMS or address in policy.form_senders:
        named = normalised(buyer)
        return Source(named if named != address else "", "")
    return Source(address, "" if is_free_mail(address) else domain)


def floods(source: Source, tally: Tally, policy: Policy) -> Iterator[Flood]:
    """What is too much about the letter, the narrowest first; nothing for most. A limit of 0 is none."""
    for breadth, whose, count, limit in LIMITS:
        whom, most = whose(source), limit(source, policy)
        if most and whom is not None and count(tally) > most:
            yield Flood(breadth, whom, most)


def _of_sender(source: Source, policy: Policy) -> int:
    """Colleagues who send a copy of each mail of theirs to info@ are no flood."""
    return policy.letters_of_domain if source.is_ours else policy.letters_of_sender


_Row = tuple[Breadth, Callable[[Source], str | None], Callable[[Tally], int], Callable[[Source, Policy], int]]
LIMITS: tuple[_Row, ...] = (
    (Breadth.SENDER, lambda source: source.address or None, lambda tally: tally.sender, _of_sender),
    (
        Breadth.DOMAIN,
        lambda source: source.domain or None,
        lambda tally: tally.domain,
        lambda _, policy: policy.letters_of_domain,
    ),
    (
        Breadth.EVERYBODY,
        lambda source: None if source.is_ours else "",
        lambda tally: 0 if tally.is_known else tally.everybody,
        lambda _, policy: policy.letters_of_everybody,
    ),
)
"""From the narrowest to the widest."""
