"""Exchange rates that move against offers that stand: owner and supervisor hear it once for each rate, with figures (R142)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.asked import Timer
from handlers.quote_approval import name
from handlers.quote_figures import RatesInForce, renewed
from handlers.quote_following import follower
from handlers.quote_naming import short
from handlers.telling import to_colleague
from rules.event import Tick
from rules.margin import shown_margin
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.policy import Policy
from rules.quote_drift import Drift, Moved, drifted
from rules.quote_moves import OUTSIDE, PENDING, QuoteState
from rules.words import Line, line, title
from storage import quotes
from storage.colleagues import with_role
from storage.facts import fact, remember
from storage.happenings import note
from storage.rates import newest_rate
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

LOOKED = "quote_drift"
STANDING = PENDING | {QuoteState.APPROVED} | OUTSIDE
_MOST = 2000
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Case:
    row: QuoteRow
    version: QuoteVersionRow
    drift: Drift


def due(session: Session, now: datetime, policy: Policy) -> Iterable[str]:
    """A key when a rate was entered since the last look, and once a day for those that were entered beforehand."""
    looked = f"{newest_rate(session)}:{now.astimezone(ZoneInfo(policy.zone)):%Y-%m-%d}"
    if fact(session, LOOKED) != looked:
        yield f"tick:quote_drift:{looked}"


def watched(work: Work, tick: Tick) -> list[Outgoing]:
    """One message to each person concerned, whatever the number of quotations; supervisors hear of all of them."""
    remember(work.session, LOOKED, tick.key.removeprefix("tick:quote_drift:"), work.now)
    by_person: dict[int, list[Case]] = defaultdict(list)
    reviewers = with_role(work.session, Role.SUPERVISOR) or with_role(work.session, Role.MANAGER)
    in_force: RatesInForce = {}
    for row, version in quotes.standing(work.session, STANDING, limit=_MOST):
        case = _case(work, row, version, in_force)
        if case is None:
            continue
        owner = follower(work, row)
        for person in dict.fromkeys((*([owner.id] if owner else []), *(each.id for each in reviewers))):
            by_person[person].append(case)
    said: list[Outgoing] = []
    for person, cases in by_person.items():
        said += to_colleague(
            work,
            person,
            _lines(cases, work.policy.margin_threshold),
            _choices(cases),
            subject=line("An exchange rate has moved"),
        )
    return said


def _case(work: Work, row: QuoteRow, version: QuoteVersionRow, in_force: RatesInForce) -> Case | None:
    """What is to be told of it, if that was not told already for this rate."""
    before = quotes.content(version)
    if not before.rates:
        return None
    policy = work.policy
    drift = drifted(
        before,
        renewed(work, before, in_force),
        percent=policy.quote_drift,
        threshold=policy.margin_threshold,
        base=policy.margin_base,
    )
    if not drift.is_told:
        return None
    told = [[each.new.source, each.new.target, each.new.on.isoformat(), f"{each.new.value:f}"] for each in drift.moved]
    mark = [told, list(drift.below_floor), drift.is_below]
    if fact(work.session, _mark(version)) == mark:
        return None
    remember(work.session, _mark(version), mark, work.now)
    note(
        work,
        "quote",
        (
            line("The exchange rate of {number} has moved", number=quotes.called(row, version.version)),
            *_figures(drift, policy.margin_threshold),
        ),
        conversation=row.conversation_id,
        customer=row.customer_id,
        after={"quote": row.id, "version": version.version, "drift": mark},
    )
    return Case(row, version, drift)


def _lines(cases: Sequence[Case], threshold: Decimal) -> tuple[Line, ...]:
    lines: list[Line] = [title("Exchange rates have moved. Quotations concerned: {count}", count=len(cases))]
    for each in cases[:_SHOWN]:
        quote = quotes.content(each.version)
        lines.append(
            title(
                "{number} · {who}",
                number=quotes.called(each.row, each.version.version),
                who=quote.company or quote.contact or "?",
            )
        )
        lines += [*_figures(each.drift, threshold), _advice(each)]
    if len(cases) > _SHOWN:
        lines.append(line("and {count} more: {example}", count=len(cases) - _SHOWN, example="/quotes open"))
    return tuple(lines)


def _figures(drift: Drift, threshold: Decimal) -> list[Line]:
    lines = [_moved(each) for each in drift.moved]
    if drift.margin_now is not None and drift.margin is not None and drift.margin_now != drift.margin:
        before, now = (shown_margin(each, threshold) for each in (drift.margin, drift.margin_now))
        lines.append(line("Margin {before} % → {now} %", before=before, now=now))
    if drift.is_below:
        lines.append(line("That is below the department's threshold."))
    if drift.below_floor:
        lines.append(line("Below the floor now: {products}", products=", ".join(drift.below_floor[:8])))
    return lines


def _moved(each: Moved) -> Line:
    percent = each.percent.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return line(
        "{source}/{target}: {old} ({on}) → {new} ({since}), {percent} %",
        source=each.old.source,
        target=each.old.target,
        old=f"{each.old.value:f}",
        on=each.old.on,
        new=_short(each.new.value),
        since=each.new.on,
        percent=f"{percent:+f}",
    )


def _short(value: Decimal) -> str:
    """Six significant places are enough to read."""
    return f"{Decimal(f'{value:.6g}'):f}"


def _advice(case: Case) -> Line:
    number = name(case.row)
    if case.version.state in OUTSIDE:
        return line("The customer has it. Leave it, or offer anew: {example}", example=f"/revise {number}")
    return line("Take today's rates, then submit it again: {example}", example=f"/cost {number} renew")


def _choices(cases: Sequence[Case]) -> Choices:
    return tuple((Choice(short(each.row, each.version), f"/quote {name(each.row)}"),) for each in cases[:_SHOWN])


def _mark(version: QuoteVersionRow) -> str:
    return f"{LOOKED}:{version.id}"


TIMERS = (Timer("quote_drift", due, watched, every=timedelta(minutes=5)),)
