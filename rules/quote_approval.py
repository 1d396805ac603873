"""Whose release a quotation needs: the department's review, its threshold, its table of approvals (R119, R122-R125; C4, C5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rules.approval import RANKS, Approver, Step, has_rank
from rules.approval_table import Facts, Needed, Table, needed
from rules.permission import Role
from rules.policy import Policy
from rules.quote import Earned, Quote, Rate, converted, earned, total
from rules.quote_moves import QuoteEvent

THING = "quote"
"""How the table of approvals calls a quotation."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """What decides on whose release a quotation needs. `total` is in the company's currency; None where no rate tells it."""

    earned: Earned
    total: Decimal | None
    currency: str = ""
    country: str = ""
    term: str = ""
    grade: str = ""
    """The customer's."""
    major: bool = False

    @property
    def facts(self) -> Facts:
        """As the conditions of the table name them; what is not known is left out, so that its rows hold."""
        known: dict[str, Decimal | str | bool | None] = {
            "margin": None if self.earned.margin is None else self.earned.margin * 100,
            "total": self.total,
            "currency": self.currency or None,
            "country": self.country or None,
            "term": self.term or None,
            "grade": self.grade or None,
            "major": self.major,
        }
        return {name: value for name, value in known.items() if value is not None}


def assessed(quote: Quote, policy: Policy, *, grade: str = "", major: bool = False) -> Assessed:
    """A quotation for the rule: what it earns by the department's reading, and its total in the company's currency."""
    value = converted(total(quote), quote.currency, policy.currency, quote.rates)
    return Assessed(
        earned(quote, policy.margin_base), value, quote.currency, quote.country, quote.term, grade,
        major or is_major(value, policy),
    )  # fmt: skip


def is_major(value: Decimal | None, policy: Policy) -> bool:
    """Whether its total in the company's currency makes it a large one (R137)."""
    return value is not None and value >= policy.quote_amount


def is_below(told: Earned, threshold: Decimal) -> bool:
    """Whether the profit is strictly below so many per cent, unrounded (R122, A.8); a profit that nobody knows is."""
    under = told.revenue if told.base == "revenue" else told.cost
    if told.profit is None or under <= 0:
        return True
    return (Fraction(told.revenue) - Fraction(told.cost)) * 100 < Fraction(threshold) * Fraction(under)


REVIEW: Mapping[str, Callable[[Policy, Assessed], bool]] = {
    "always": lambda policy, told: True,
    "by_margin": lambda policy, told: False,
    "by_amount": lambda policy, told: told.total is None or told.total >= policy.quote_amount,
    "none": lambda policy, told: False,
}
"""Whether the supervisor reviews it, by the setting `quote.approval` (C4)."""


def rows_for(policy: Policy, told: Assessed, roles: frozenset[str] = frozenset()) -> Table:
    """Who must release it: the supervisor's review, the consent below the threshold, and what the table adds to them.

    Empty where the salesperson may proceed at once (R123). With "none" only the table holds anything back. `roles` are
    those of who asks: a row of the table may need nobody of them.
    """
    rows: list[Needed] = []
    if REVIEW[policy.quote_approval](policy, told):
        rows.append(Needed(THING, roles=(Role.SUPERVISOR,)))
    if policy.quote_approval != "none" and is_below(told.earned, policy.margin_threshold):
        rows.append(Needed(THING, roles=(policy.margin_approver,)))
    return _merged((*rows, *needed(policy.approvals, THING, told.facts, roles)))


def _merged(rows: Iterable[Needed]) -> Table:
    """Rows of the same people are one, with the largest count; the supervisor's stand first (M2)."""
    found: dict[frozenset[str], Needed] = {}
    for row in rows:
        key = frozenset(row.roles)
        before = found.get(key)
        if before is None:
            found[key] = replace(row, condition="always", direct=())
        else:
            others = dict.fromkeys((*before.otherwise, *row.otherwise))
            found[key] = replace(before, count=max(before.count, row.count), otherwise=tuple(others))
    return tuple(sorted(found.values(), key=lambda each: Role.SUPERVISOR not in each.roles))


def folded(rows: Table, asker: frozenset[str], able: Sequence[frozenset[int]]) -> Table:
    """The rows as the people who are here can meet them. `able` may release each row, `asker` are the roles of who asks.

    The consent of a role that only who asks bears is given by asking, as long as somebody else releases another row. Where
    there are too few people for all rows, the review falls to who must consent anyway: one release of the manager is both.
    """
    met = [
        (row, people)
        for row, people in zip(rows, able, strict=True)
        if people or not has_rank(asker, row.roles) or not any(able)
    ]
    while all(people for _, people in met) and _people(met) < sum(row.count for row, _ in met):
        lower = next((each for each in met if any(_covers(other, each[0]) for other, _ in met)), None)
        if lower is None:
            break
        met.remove(lower)
    return tuple(row for row, _ in met)


def _people(met: Iterable[tuple[Needed, frozenset[int]]]) -> int:
    return len(frozenset[int]().union(*(people for _, people in met)))


def _covers(higher: Needed, lower: Needed) -> bool:
    """Whether all who release the one stand above those of the other."""
    above = frozenset[str]().union(*(RANKS.get(each, frozenset()) - {each} for each in lower.roles))
    return bool(higher.roles) and set(higher.roles) <= above


def able_to(row: Needed, staff: Iterable[Approver], own: frozenset[int]) -> frozenset[int]:
    """Who is here and may release such a row, by role, rank or for somebody who is away; nobody whose own it is."""
    people = {each.id: each for each in staff if each.id not in own}
    here = [each for each in people.values() if not each.away]
    fit = [
        each.id
        for each in here
        if any(
            has_rank(seat.roles, row.roles) for seat in (each, *(people[one] for one in each.covers if one in people))
        )
    ]
    return frozenset(fit) or frozenset(each.id for each in here if each.roles & set(row.otherwise))


def waits_for(open_steps: Iterable[Step]) -> QuoteEvent:
    """The event of M2 for the steps that are open: the supervisor's first, whatever else is the manager's."""
    supervisors = any(Role.SUPERVISOR in each.roles for each in open_steps)
    return QuoteEvent.TO_SUPERVISOR if supervisors else QuoteEvent.TO_MANAGER


def expired_rates(quote: Quote, today: date, days: int) -> tuple[Rate, ...]:
    """The rates in it that the department does not reckon with any more (R142); 0 days: any age will do."""
    return tuple(each for each in quote.rates if days and (today - each.on).days > days)
