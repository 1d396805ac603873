"""What a colleague hears of her quotations when a step is due: one message, with the mail to be released where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.draft_warnings import warnings
from handlers.drafts import draft_card, draft_choices, mail_of
from handlers.mails import preview_lines
from handlers.quote_acting import matter_of
from handlers.quote_approval import name
from handlers.quote_arrival import mail_lines
from handlers.quote_following import ASKING, attempts, drafts_let_go, mail_begun
from handlers.quote_naming import short
from handlers.telling import to_colleague, to_roles
from rules.money import shown
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import MANAGERS
from rules.quote import total
from rules.quote_following import EXPIRY, LATER_DAYS, RECEIPT, step_word
from rules.refusal import Refused
from rules.words import Line, line, title
from storage import quotes
from storage.drafts import open_draft
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import DraftRow
from storage.tables.quotes import QuoteRow, QuoteStepRow, QuoteVersionRow
from storage.work import Work

_SHOWN = 10
"""Quotations that one message names."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A quotation of which something is due, and the highest step that is."""

    row: QuoteRow
    version: QuoteVersionRow
    step: QuoteStepRow


def told(work: Work, person: ColleagueRow | None, things: Sequence[Thing]) -> list[Outgoing]:
    """One message for everything; for a single question with its mail. Managers hear it where nobody is left to."""
    if person is None:
        return to_roles(work, MANAGERS, _list(work, things), _list_choices(things))
    if len(things) > 1:
        return to_colleague(
            work,
            person.id,
            _list(work, things),
            _list_choices(things),
            subject=line("{count} quotations to look after", count=len(things)),
        )
    return _one(work, person, things[0])


def _one(work: Work, person: ColleagueRow, thing: Thing) -> list[Outgoing]:
    lines, subject = _head(work, thing), line("Quotation {number}", number=quotes.called(thing.row))
    number = thing.row.conversation_id
    if thing.step.step == EXPIRY:
        return to_colleague(work, person.id, lines, _ended(thing), conversation=number, subject=subject)
    drafted, gone = _drafted(work, person, thing)
    if drafted is None:
        ways: Choices = ((Choice(line("The mail"), f"/followup {name(thing.row)}"),), _other_ways(thing))
        return [*gone, *to_colleague(work, person.id, lines, ways, conversation=number, subject=subject)]
    matter = matter_of(work, thing.row)
    mail = mail_of(work, drafted, matter, person)
    lines = (*lines, *warnings(work, matter, mail), *preview_lines(mail))
    choices = (*draft_choices(drafted, mail), _other_ways(thing))
    card = draft_card(drafted)
    return [*gone, *to_colleague(work, person.id, lines, choices, card=card, conversation=number, subject=subject)]


def _drafted(work: Work, person: ColleagueRow, thing: Thing) -> tuple[DraftRow | None, list[Outgoing]]:
    """The mail; an earlier one that nobody has released makes way. None while she writes another one, or without an address."""
    matter = matter_of(work, thing.row)
    known = open_draft(work.session, matter.id, person.id)
    if matter.closed_at is not None or (known is not None and known.purpose not in ASKING):
        return None, []
    gone = drafts_let_go(work, matter.id, line("A newer mail has taken its place."))
    try:
        return mail_begun(work, thing.row, thing.version, thing.step, person)[0], gone
    except Refused:
        return None, gone


def _head(work: Work, thing: Thing) -> tuple[Line, ...]:
    row, version = thing.row, thing.version
    told_quote = quotes.content(version)
    who = told_quote.company or told_quote.contact or "?"
    head = title(
        "{number} · {who}: {what}",
        number=quotes.called(row, version.version),
        who=who,
        what=step_word(thing.step.step),
    )
    amount = shown(total(told_quote), version.currency)
    sent, until = version.sent_at or work.now, version.valid_until or work.calendar.day_of(work.now)
    facts = {"at": sent, "amount": amount, "day": until}
    if thing.step.step == EXPIRY:
        return (head, line("Sent {at}, {amount}. Its validity ended on {day}.", **facts))
    lines = [head, line("Sent {at}, {amount}, valid until {day}.", **facts), *mail_lines(work, row, version)]
    if thing.step.step != RECEIPT:
        lines.append(line("No answer yet. Asked so far: {count}.", count=attempts(work, version)))
    return tuple(lines)


def _other_ways(thing: Thing) -> tuple[Choice, ...]:
    number = name(thing.row)
    arrived = (Choice(line("It has arrived"), f"/received {number}"),) if thing.step.step == RECEIPT else ()
    return (
        *arrived,
        Choice(line("Later ({count} days)", count=LATER_DAYS), f"/followup {number} in {LATER_DAYS} days"),
        Choice(line("Not needed"), f"/followup {number} never"),
    )


def _ended(thing: Thing) -> Choices:
    number = name(thing.row)
    return (
        (Choice(line("New version"), f"/revise {number}"), Choice(line("Lost"), f"/lost {number}")),
        (Choice(line("Show"), f"/quote {number}"),),
    )


def _list(work: Work, things: Sequence[Thing]) -> tuple[Line, ...]:
    lines = [title("{count} quotations to look after", count=len(things))]
    for each in things[:_SHOWN]:
        quote = quotes.content(each.version)
        lines.append(
            line(
                "{number} · {who} · {amount}: {what}",
                number=quotes.called(each.row, each.version.version),
                who=quote.company or quote.contact or "?",
                amount=shown(total(quote), each.version.currency),
                what=step_word(each.step.step),
            )
        )
    more = len(things) - _SHOWN
    return (*lines, *([line("and {count} more: {example}", count=more, example="/quotes waiting")] if more > 0 else []))


def _list_choices(things: Sequence[Thing]) -> Choices:
    return tuple(
        (
            Choice(
                short(each.row, each.version),
                f"/quote {name(each.row)}" if each.step.step == EXPIRY else f"/followup {name(each.row)}",
            ),
        )
        for each in things[:_SHOWN]
    )
