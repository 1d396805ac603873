"""/followup: asks the customer what he thinks of a quotation, now or on a day, or not at all (R131-R133)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.drafts import shown
from handlers.quote_acting import acting, matter_of, writing
from handlers.quote_following import (
    asked_by_hand,
    attempts,
    drafts_let_go,
    is_pending,
    mail_begun,
    next_lines,
    stopped,
)
from handlers.quote_naming import Meant, meant_or_offered
from rules.outgoing import Outgoing
from rules.permission import SALES
from rules.quote_following import asked_on, is_never
from rules.quote_moves import OUTSIDE, STATE_WORDS, QuoteState
from rules.refusal import Refused
from rules.words import Line, line, word
from storage import quotes
from storage.happenings import note
from storage.quote_steps import steps_of
from storage.tables.quotes import QuoteStepRow
from storage.work import Work

EXAMPLE = "/followup Q-2026-0031 in 5 days"
_NOW = frozenset({"", "now", "today", "at once", "现在", "马上", "立即"})


def followup(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`Q-2026-0031`: the mail now, as a draft. `… in 5 days`, `… friday`: on that day. `… never`: nobody is asked any more."""
    meant = meant_or_offered(work, asked, line("Which quotation is to be followed up?"), OUTSIDE, EXAMPLE)
    if isinstance(meant, list):
        return meant
    acting(work, asked.viewer, meant.row, meant.about)
    if meant.version.state not in OUTSIDE:
        raise Refused(
            "There is nothing to ask about {number}: it is {state}.",
            number=quotes.called(meant.row),
            state=STATE_WORDS[QuoteState(meant.version.state)],
        )
    words = meant.words.casefold().strip(" .。!！")
    if words in _NOW:
        return _now(work, asked, meant)
    return _never(work, asked, meant) if is_never(words) else _on(work, asked, meant)


def _now(work: Work, asked: Asked, meant: Meant) -> list[Outgoing]:
    """The mail of the step that comes next, or one more question; it goes when she releases it."""
    writing(work, asked.viewer, meant.row)
    step = _step(work, meant)
    drafted, set_aside = mail_begun(work, meant.row, meant.version, step, asked.me)
    step.done_at, step.outcome = work.now, "told"
    count = attempts(work, meant.version)
    hints = [line("{number}: asked so far: {count}.", number=quotes.called(meant.row), count=count)]
    hints += [line("Your earlier draft is set aside.")] if set_aside else []
    return [shown(work, asked, drafted, matter_of(work, meant.row), hints)]


def _step(work: Work, meant: Meant) -> QuoteStepRow:
    open_ones = [each for each in steps_of(work.session, meant.version.id) if is_pending(work, each)]
    return open_ones[0] if open_ones else asked_by_hand(work, meant.version, work.now)


def _on(work: Work, asked: Asked, meant: Meant) -> list[Outgoing]:
    due_at = asked_on(meant.words, work.now, work.calendar)
    valid = meant.version.valid_until
    asked_by_hand(work, meant.version, due_at)
    said = drafts_let_go(work, meant.row.conversation_id, line("You ask later. This mail is dropped."))
    day = work.calendar.day_of(due_at)
    number = quotes.called(meant.row)
    words = line("{person} wants to ask about {number} on {day}", person=asked.me.name, number=number, day=day)
    _noted(work, asked, meant, words)
    lines = [line("I remind you of {number} on {day}.", number=number, day=day)]
    if valid is not None and day > valid:
        lines.append(line("By then its validity is over: it ends on {day}.", day=valid))
    return [*said, asked.say(lines, conversation=meant.row.conversation_id)]


def _never(work: Work, asked: Asked, meant: Meant) -> list[Outgoing]:
    steps = stopped(work, meant.version, "cancelled")
    said = drafts_let_go(work, meant.row.conversation_id, line("Nobody is asked. This mail is dropped."))
    number = quotes.called(meant.row)
    _noted(
        work,
        asked,
        meant,
        line("{person} wants nobody to be asked about {number}", person=asked.me.name, number=number),
        steps,
    )
    lines = [line("Nobody asks about {number} any more.", number=number), *next_lines(work, meant.version)]
    return [*said, asked.say(lines, conversation=meant.row.conversation_id)]


def _noted(work: Work, asked: Asked, meant: Meant, words: Line, steps: list[int] | None = None) -> None:
    note(
        work,
        "quote_followup",
        words,
        actor=asked.me.id,
        conversation=meant.row.conversation_id,
        customer=meant.row.customer_id,
        after={"quote": meant.row.id, "version": meant.version.version, "steps": steps or []},
    )


COMMANDS = (
    Command(
        "/followup",
        word("ask the customer about a quotation, now or later"),
        followup,
        roles=SALES,
        example=EXAMPLE,
        family="quote",
    ),
)
