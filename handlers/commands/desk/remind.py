"""/remind: a reminder for oneself, about a conversation or anything, at a time within working hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from handlers.asked import Asked, Command
from handlers.digest import who
from rules.moments import Moment, instant_of, moment_in
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import EVERYBODY
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage.conversations import conversation, number_in, owned, seen
from storage.happenings import note
from storage.promises import personal_of
from storage.tables.conversations import ConversationRow, PersonalReminderRow
from storage.work import Work

EXAMPLE = "/remind 1042 tomorrow 10:00 call about the samples"
MORNING = time(9)
"""When nothing is said about the time of day."""
_LONGEST = 500
_SOON = ("tomorrow 09:00", "in 3 days", "monday 09:00")


def remind(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Without words the list; with a number alone the usual times as buttons."""
    if not asked.rest:
        return [asked.say(_list(work, asked), _own_choices(work, asked))]
    about, rest = _about(work, asked)
    if not rest and about is not None:
        head = line("When shall I remind you of {number} {who}?", number=about.id, who=who(about))
        return [asked.say([head, line("Or write: {example}", example=EXAMPLE)], _when_choices(about.id))]
    moment = _moment(work, asked, rest)
    at, moved = _within_hours(work, instant_of(moment, asked.me.zone, MORNING))
    return [asked.say(_kept(work, asked, about, moment, at, moved))]


def _about(work: Work, asked: Asked) -> tuple[ConversationRow | None, str]:
    """The conversation, if the words begin with its number or answer its card, and the words behind it."""
    first, _, rest = asked.rest.partition(" ")
    if number_in(first) is not None:
        return seen(work, asked.viewer, first), rest.strip()
    if asked.about is not None:
        return seen(work, asked.viewer, str(asked.about)), asked.rest
    return None, asked.rest


def _moment(work: Work, asked: Asked, text: str) -> Moment:
    try:
        moment = moment_in(text, work.now, asked.me.zone)
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise Refused("When? Write it like {example}.", example=EXAMPLE)
    if instant_of(moment, asked.me.zone, time(23, 59)) <= work.now:
        raise Refused("That is over already. Write it like {example}.", example=EXAMPLE)
    return moment


def _within_hours(work: Work, at: datetime) -> tuple[datetime, bool]:
    """The instant, or the next opening after it: I speak in working hours only (R58)."""
    at = max(at, work.now)
    if work.policy.outside_hours == "all" or work.calendar.is_open(at):
        return at, False
    return work.calendar.opening_after(at), True


def _kept(
    work: Work, asked: Asked, about: ConversationRow | None, moment: Moment, at: datetime, moved: bool
) -> list[Line]:
    words = moment.rest[:_LONGEST] or (about.subject if about else "") or "…"
    row = PersonalReminderRow(
        colleague_id=asked.me.id, conversation_id=about.id if about else None, words=words, due_at=at
    )
    work.session.add(row)
    work.session.flush()
    if about is not None:
        told = line("{person} wants to be reminded on {at}", person=asked.me.name, at=at)
        note(work, "reminder", told, actor=asked.me.id, conversation=about.id, after={"reminder": row.id})
    lines = [line("I remind you on {at}: {words}", at=at, words=verbatim(words))]
    return [*lines, line("That is the next working time; I am silent outside hours.")] if moved else lines


def _list(work: Work, asked: Asked) -> list[Line]:
    rows = personal_of(work.session, asked.me.id)
    if not rows:
        return [line("You have no reminders. Write {example}.", example=EXAMPLE)]
    return [
        title("Your reminders"),
        *(_row(work, each) for each in rows),
        line("A new one: {example}", example=EXAMPLE),
    ]


def _row(work: Work, row: PersonalReminderRow) -> Line:
    about = conversation(work.session, row.conversation_id)
    words = verbatim(row.words)
    if about is None:
        return line("{at}: {words}", at=row.due_at, words=words)
    return line("{at}: {number} {who}, {words}", at=row.due_at, number=about.id, who=who(about), words=words)


def _own_choices(work: Work, asked: Asked) -> Choices:
    return tuple(
        (Choice(line("About {number} {who}", number=each.id, who=who(each)), f"/remind {each.id}"),)
        for each in owned(work.session, asked.me.id, limit=4)
    )


def _when_choices(number: int) -> Choices:
    labels = (line("Tomorrow"), line("In three days"), line("On Monday"))
    return (tuple(Choice(label, f"/remind {number} {when}") for label, when in zip(labels, _SOON, strict=True)),)


COMMANDS = (
    Command("/remind", word("a reminder for yourself"), remind, roles=EVERYBODY, example=EXAMPLE, family="desk"),
)
