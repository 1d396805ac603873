"""What digests say of quotations: to be followed up, to be sent, ending, owed; by state for the department (R128, R294)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from rules.letter import Kind
from rules.money import shown
from rules.quote_following import ends, rank, step_word
from rules.quote_moves import INSIDE, OUTSIDE, PENDING, QuoteState
from rules.words import Line, line, title
from storage import quotes
from storage.quote_lists import Wanted, ended_between, expiring_within, listed, owed_quotes, sums
from storage.quote_steps import open_between
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

Part = tuple[Line, list[Line]]
A_WEEK = 7
_LOOKED_BACK = timedelta(days=90)
_MOST = 200
ASKED_FOR = (str(Kind.INQUIRY),)
"""Kinds of conversations to which a quotation is owed."""


def morning_parts(work: Work, owners: Collection[int]) -> list[Part]:
    """Her day: what is to be followed up today, what waits to be sent, what ends this week, what is owed."""
    followed = _followed(work, owners)
    known = {number for number, _ in followed}
    return [
        (title("Quotations to follow up"), [words for _, words in followed]),
        (title("Approved, not sent yet"), [_short(row, version) for row, version in _approved(work, owners)]),
        (title("Quotations that end this week"), _ending(work, owners, known)),
        (title("Quotation owed"), [_owed(each) for each in owed_quotes(work.session, owners, ASKED_FOR)]),
    ]


def closing_parts(work: Work, owners: Collection[int]) -> list[Part]:
    """Before closing: what was to be asked today and was not, and what is approved and has not left."""
    return [
        (title("Quotations to follow up"), [words for _, words in _followed(work, owners)]),
        (title("Approved, not sent yet"), [_short(row, version) for row, version in _approved(work, owners)]),
    ]


def department_lines(work: Work, since: datetime) -> list[Line]:
    """By state, what has ended since then, and of what ended in ninety days how much was won; nothing where there is nothing."""
    counts: Counter[QuoteState] = Counter()
    for _, state, _, count, _ in sums(work.session, Wanted(states=INSIDE | OUTSIDE)):
        counts[state] += count
    owed = len(owed_quotes(work.session, None, ASKED_FOR))
    ended = Counter(version.state for _, version in ended_between(work.session, since, work.now))
    lines: list[Line] = []
    if counts or owed:
        lines.append(
            line(
                "Quotations: drafts {drafts}, to be released {pending}, to be sent {approved}, outside {sent}, owed {owed}",
                drafts=counts[QuoteState.DRAFT] + counts[QuoteState.COSTED],
                pending=sum(counts[each] for each in PENDING),
                approved=counts[QuoteState.APPROVED],
                sent=sum(counts[each] for each in OUTSIDE),
                owed=owed,
            )
        )
    if ended:
        lines.append(
            line(
                "Won {won}, lost {lost}, expired {expired}",
                won=ended[QuoteState.ACCEPTED],
                lost=ended[QuoteState.DECLINED],
                expired=ended[QuoteState.EXPIRED],
            )
        )
    return [*lines, *_win_rate(work)]


def _win_rate(work: Work) -> list[Line]:
    ended = Counter(version.state for _, version in ended_between(work.session, work.now - _LOOKED_BACK, work.now))
    if not ended.total():
        return []
    won = ended[QuoteState.ACCEPTED]
    percent = (Decimal(100 * won) / ended.total()).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return [
        line(
            "Won of what ended in {days} days: {won} of {count}, {percent} %",
            days=_LOOKED_BACK.days,
            won=won,
            count=ended.total(),
            percent=int(percent),
        )
    ]


def _followed(work: Work, owners: Collection[int]) -> list[tuple[int, Line]]:
    """Each quotation once, with the highest of its steps."""
    until = ends(work.calendar, work.calendar.day_of(work.now))
    highest: dict[int, tuple[QuoteRow, QuoteVersionRow, str]] = {}
    for step, version, row in open_between(work.session, owners, until):
        known = highest.get(version.id)
        if known is None or rank(step.step) > rank(known[2]):
            highest[version.id] = (row, version, step.step)
    return [
        (
            number,
            line(
                "{number} {who}: {what}",
                number=quotes.called(row, version.version),
                who=_who(version),
                what=step_word(step),
            ),
        )
        for number, (row, version, step) in highest.items()
    ]


def _approved(work: Work, owners: Collection[int]) -> list[tuple[QuoteRow, QuoteVersionRow]]:
    wanted = Wanted(states=frozenset({QuoteState.APPROVED}), people=frozenset(owners))
    return listed(work.session, wanted, _MOST)


def _ending(work: Work, owners: Collection[int], but: set[int]) -> list[Line]:
    today = work.calendar.day_of(work.now)
    found = expiring_within(work.session, owners, today, today + timedelta(days=A_WEEK - 1))
    return [
        line(
            "{number} {who}, valid until {day}",
            number=quotes.called(row, version.version),
            who=_who(version),
            day=version.valid_until or today,
        )
        for row, version in found
        if version.id not in but
    ]


def _short(row: QuoteRow, version: QuoteVersionRow) -> Line:
    amount = shown(Decimal(version.total or "0"), version.currency) if version.currency else "–"
    return line(
        "{number} {who}: {amount}", number=quotes.called(row, version.version), who=_who(version), amount=amount
    )


def _owed(about: ConversationRow) -> Line:
    who = about.company or about.contact_name or about.contact_address or about.subject or "?"
    return line("{number} {who}: quotation owed since {since}", number=about.id, who=who, since=about.opened_at)


def _who(version: QuoteVersionRow) -> str:
    quote = quotes.content(version)
    return quote.company or quote.contact or "?"
