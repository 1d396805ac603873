"""The versions of a quotation side by side: when each was made, what it comes to, how it ended, what differs (R134, R135)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from handlers.asked import Asked
from handlers.quote_approval import name
from handlers.quote_following import next_lines
from handlers.quote_sight import sees_costs
from handlers.viewing import shown_all
from rules.money import shown
from rules.outgoing import Choice, Outgoing
from rules.quote_difference import differences
from rules.quote_following import reason_word
from rules.quote_moves import STATE_WORDS, QuoteState
from rules.refusal import Refused
from rules.words import Line, line, title
from storage import quotes
from storage.colleagues import name_of
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

_NAMED = re.compile(r"[vV]?(\d{1,3})")
_SHOWN = 40
"""Differences of two versions."""


def versions_shown(work: Work, asked: Asked, row: QuoteRow, about: ConversationRow, words: str) -> list[Outgoing]:
    """All of them, and what the last one changed; or what differs between the two that are named."""
    shown_all(work, asked, about)
    found = quotes.versions(work.session, row.id)
    pair = _pair(row, found, words)
    lines = [title("{number}: {count} versions", number=quotes.called(row, 1), count=len(found))]
    lines += [_line(work, row, each) for each in found]
    if pair is not None:
        old, new = pair
        internal = sees_costs(asked.viewer, row, about)
        changes = differences(quotes.content(old), quotes.content(new), internal=internal)
        lines.append(title("v{old} → v{new}", old=old.version, new=new.version))
        lines += changes[:_SHOWN] or [line("They are the same.")]
        if len(changes) > _SHOWN:
            lines.append(line("and {count} more", count=len(changes) - _SHOWN))
    lines += next_lines(work, found[-1])
    show = Choice(line("Show"), f"/quote {name(row)}")
    others = [
        Choice(
            line("v{old} → v{new}", old=one.version, new=two.version),
            f"/quotes {name(row)} v{one.version} v{two.version}",
        )
        for one, two in pairwise(found)
        if pair != (one, two)
    ]
    return [asked.say(lines, ((show, *others[-2:]),), conversation=about.id)]


def _pair(
    row: QuoteRow, found: Sequence[QuoteVersionRow], words: str
) -> tuple[QuoteVersionRow, QuoteVersionRow] | None:
    """The two that are compared, the older one first: those that are named, the named one and the last, else the last two."""
    named = [int(each) for each in _NAMED.findall(words)][:2]
    by_number = {each.version: each for each in found}
    if strange := next((each for each in named if each not in by_number), None):
        raise Refused(
            "{number} has no version {version}; it has {count}.",
            number=quotes.called(row, 1),
            version=strange,
            count=len(found),
        )
    chosen = sorted({*named, *([row.version] if len(named) == 1 else [])})
    if not chosen and len(found) > 1:
        chosen = [each.version for each in found[-2:]]
    return (by_number[chosen[0]], by_number[chosen[1]]) if len(chosen) == 2 else None


def _line(work: Work, row: QuoteRow, version: QuoteVersionRow) -> Line:
    amount = shown(Decimal(version.total or "0"), version.currency) if version.currency else "–"
    facts = {
        "version": version.version,
        "amount": amount,
        "state": STATE_WORDS[QuoteState(version.state)],
        "person": name_of(work.session, version.made_by) or "?",
        "day": work.calendar.day_of(version.sent_at or version.made_at),
    }
    if version.reason and QuoteState(version.state) is QuoteState.DECLINED:
        return line(
            "v{version} · {amount} · {day} · {person} · {state}: {reason}", reason=reason_word(version.reason), **facts
        )
    return line("v{version} · {amount} · {day} · {person} · {state}", **facts)
