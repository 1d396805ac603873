"""Exchange rates from a file of the European Central Bank: its daily XML or its history as CSV; 1 EUR = so many (R142)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from handlers.importing import Importer, Planned, Rows, Source
from rules.exchange import ECB, Told, ecb_rates
from rules.words import Line, line
from storage.rates import LOOKED_BACK, enter_all, known_on, stamp, take_back_import
from storage.tables.products import ImportRow
from storage.work import Work


def planned(session: Session, rows: Rows, source: Source) -> Planned[Told]:
    """The rates that are not known yet, or were told otherwise; days before the last four hundred are left out."""
    since = source.today - LOOKED_BACK + timedelta(days=1)
    told = {_key(each): each for each in ecb_rates(rows)}
    wanted = {key: each for key, each in told.items() if since <= each.on <= source.today}
    known = known_on(session, ECB, since)
    added = tuple(each for key, each in wanted.items() if key not in known)
    changed = tuple(
        (_with(each, known[key]), each) for key, each in wanted.items() if known.get(key, each.value) != each.value
    )
    notes = _notes(told.values(), wanted.values(), source)
    return Planned(added, changed, len(wanted) - len(added) - len(changed), (), notes)


def _notes(told: Any, wanted: Any, source: Source) -> tuple[Line, ...]:
    days = {each.on for each in told} - {each.on for each in wanted}
    old, ahead = sum(each <= source.today for each in days), sum(each > source.today for each in days)
    notes = (
        [line("{count} days are older than {limit} days and left out", count=old, limit=LOOKED_BACK.days)]
        if old
        else []
    )
    return (*notes, *([line("{count} days are still to come and left out", count=ahead)] if ahead else []))


def new_lines(added: Sequence[Told]) -> list[Line]:
    """A line for each day: how many rates, and the first of them."""
    days = Counter(each.on for each in added)
    first = {each.on: each for each in reversed(added)}
    return [
        line("New: {day}, 1 {currency} = {value} {against} ...", day=day, currency=first[day].currency,
             value=f"{first[day].value:f}", against=first[day].against)
        for day in sorted(days, reverse=True)
    ]  # fmt: skip


def difference(before: Told, after: Told) -> Line:
    return line(
        "Changed: {day}, 1 {currency} = {before} -> {after} {against}",
        day=after.on,
        currency=after.currency,
        before=f"{before.value:f}",
        after=f"{after.value:f}",
        against=after.against,
    )


def plain(plan: Planned[Told]) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {_name(each): None for each in plan.added}
    before |= {_name(each): f"{each.value:f}" for each, _ in plan.changed}
    after = (*plan.added, *(each for _, each in plan.changed))
    return before, {_name(each): f"{each.value:f}" for each in after}


def carry_out(work: Work, plan: Planned[Told], row: ImportRow) -> None:
    enter_all(work, (*plan.added, *(each for _, each in plan.changed)), row.id)


def later(session: Session, row: ImportRow) -> list[str]:
    """Nothing stays: the rows of an import are its own."""
    return []


def take_back(work: Work, row: ImportRow, left: list[str]) -> None:
    take_back_import(work, row.id)


def _key(each: Told) -> tuple[str, str, Any]:
    return each.currency, each.against, each.on


def _name(each: Told) -> str:
    return f"{each.currency} {each.against} {each.on}"


def _with(each: Told, value: Decimal) -> Told:
    return Told(each.currency, each.against, value, each.on, each.origin)


RATES = Importer(
    what="rates",
    forms=("xml", "csv"),
    stamp=stamp,
    planned=planned,
    new=new_lines,
    difference=difference,
    plain=plain,
    carry_out=carry_out,
    later=later,
    take_back=take_back,
)
