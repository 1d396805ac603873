"""Which quotation is meant by D7, Q-2026-0031, q31, its inquiry or the card that is answered; else they are offered."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from handlers.asked import Asked
from handlers.asking import divided
from handlers.quote_approval import name
from handlers.quoting import found
from rules.outgoing import Choice, Outgoing
from rules.quote_moves import QuoteState
from rules.refusal import Refused
from rules.words import Line, line
from storage import quotes
from storage.conversations import number_in
from storage.quote_lists import Wanted, listed
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

_OFFERED = 8
_SHOWN_NAME = 24
_BEHIND_A_NAME = re.compile(r"\A(\s*[#＃]?(?:[dD]\d{1,9}|[qQ]-?(?:\d{4}-)?\d{1,6}))[：:，,。]")
"""A Chinese keyboard puts a colon or comma straight behind the name."""
_VERSION = re.compile(r"[vV](\d{1,3})\b\s*")


@dataclass(frozen=True, slots=True)
class Meant:
    row: QuoteRow
    version: QuoteVersionRow
    """The newest one."""
    about: ConversationRow
    words: str
    """What stands behind the name."""


def meant_or_offered(
    work: Work, asked: Asked, question: Line, states: Collection[QuoteState], example: str
) -> Meant | list[Outgoing]:
    """The one that is named; where none is, hers in these states as buttons. Refuses an unknown one (T26)."""
    first, rest = divided(_BEHIND_A_NAME.sub(r"\1 ", asked.rest, count=1))
    name_is_there = quotes.is_name(first) or number_in(first) is not None
    if not name_is_there and asked.about is not None:
        first, rest, name_is_there = str(asked.about), asked.rest, True
    if name_is_there:
        several = _in_conversation(work, asked, first, states)
        if len(several) > 1:
            return [_offer(asked, question, several, rest)]
        text = name(several[0][0]) if several else first
        row, version, about = found(work, asked.viewer, text)
        return Meant(row, version, about, _without_version(row, rest.strip()))
    if asked.rest:
        raise Refused("Say which quotation by its number: {example}", example=example)
    mine = frozenset({asked.me.id, *asked.viewer.stands_in_for})
    hers = listed(work.session, Wanted(states=frozenset(states), people=mine), _OFFERED)
    if not hers:
        return [asked.say((question, line("There is none now. Example: {example}", example=example)))]
    return [_offer(asked, question, hers, "")]


def short(row: QuoteRow, version: QuoteVersionRow) -> Line:
    """A quotation as a button says it."""
    told = quotes.content(version)
    who = (told.company or told.contact or "?")[:_SHOWN_NAME]
    return line("{number} · {who}", number=quotes.called(row), who=who)


def _without_version(row: QuoteRow, words: str) -> str:
    """The words without the version that is named in front of them. Refuses one that is not the newest."""
    found_one = _VERSION.match(words)
    if found_one is None:
        return words
    if int(found_one[1]) != row.version:
        raise Refused(
            "The newest version is {number}. Only that one can be acted on.", number=quotes.called(row, row.version)
        )
    return words[found_one.end() :]


def _in_conversation(
    work: Work, asked: Asked, text: str, states: Collection[QuoteState]
) -> list[tuple[QuoteRow, QuoteVersionRow]]:
    """Where an inquiry's number is said: its quotations in these states."""
    number = None if quotes.is_name(text) else number_in(text)
    if number is None:
        return []
    found(work, asked.viewer, text)
    return quotes.standing(work.session, states, conversation=number)


def _offer(asked: Asked, question: Line, rows: list[tuple[QuoteRow, QuoteVersionRow]], rest: str) -> Outgoing:
    buttons = tuple(
        (Choice(short(row, version), f"{asked.command} {name(row)} {rest}".rstrip()),)
        for row, version in rows[:_OFFERED]
    )
    return asked.say((question,), buttons)
