"""/flood: very many letters from one source, put aside; a person says whether they are a customer's or spam (T32)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import divided
from handlers.letters.flood import flood_choices, flood_lines, flood_refreshed
from handlers.letters.listing import as_inquiry, letter_line
from rules.letter import Kind
from rules.outgoing import Choice, Outgoing
from rules.permission import DISPATCHERS
from rules.refusal import Refused
from rules.words import line, title, word
from storage import floods
from storage.conversations import number_in
from storage.happenings import note
from storage.quarantine import RETRIED
from storage.tables.floods import FloodRow
from storage.work import Work

EXAMPLE = "/flood 3 spam"
_SHOWN = 8


def flood(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Without words the floods that nobody has judged; `3` shows one, `3 normal` and `3 spam` judge it."""
    if not asked.rest:
        return [_list(work, asked)]
    number, what = divided(asked.rest)
    row = floods.flood(work.session, number_in(number))
    if row is None or what.casefold() not in {"", "normal", "spam"}:
        raise Refused("I know no such flood of letters. /flood lists them. Example: {example}", example=EXAMPLE)
    if not what:
        return [_shown(work, asked, row)]
    return _judged(work, asked, row, what.casefold())


def _list(work: Work, asked: Asked) -> Outgoing:
    rows = floods.unjudged(work.session)
    if not rows:
        return asked.tell("No letters lie aside for being too many.")
    lines = [line("{number}: {what}", number=each.id, what=flood_lines(work, each)[0]) for each in rows]
    choices = tuple((Choice(line("Show {number}", number=each.id), f"/flood {each.id}"),) for each in rows[:5])
    return asked.say((title("Put aside for being too many"), *lines), choices)


def _shown(work: Work, asked: Asked, row: FloodRow) -> Outgoing:
    letters = floods.newest_letters(work.session, row.id, _SHOWN)
    lines = [letter_line(each) for each in letters if each.kind != Kind.VERIFICATION]
    return asked.say((*flood_lines(work, row), *lines), (*flood_choices(row), *map(as_inquiry, letters[:3])))


def _judged(work: Work, asked: Asked, row: FloodRow, verdict: str) -> list[Outgoing]:
    if row.verdict == verdict:
        raise Refused("That was said already.")
    before = row.verdict
    row.verdict, row.decided_at, row.decided_by = verdict, work.now, asked.me.id
    letters = floods.all_letters(work.session, row.id)
    for each in letters:
        if verdict == "normal":
            each.state, each.attempts = "kept", each.attempts + 1
        elif each.kind != Kind.VERIFICATION:
            each.kind = str(Kind.SPAM)
    words = (
        line("The letters of {whose} are normal, says {person}", whose=row.whose or "-", person=asked.me.name)
        if verdict == "normal"
        else line("The letters of {whose} are spam, says {person}", whose=row.whose or "-", person=asked.me.name)
    )
    after = {"flood": row.id, "verdict": verdict, "letters": len(letters)}
    note(work, RETRIED, words, actor=asked.me.id, before={"verdict": before}, after=after)
    told = (
        line("They go their usual way now: {count}.", count=len(letters))
        if verdict == "normal"
        else line("Taken for spam: {count}. Nothing is deleted.", count=len(letters))
    )
    return [*flood_refreshed(work, row), asked.say((told,))]


COMMANDS = (
    Command(
        "/flood",
        word("very many letters from one source, put aside"),
        flood,
        roles=DISPATCHERS,
        example=EXAMPLE,
        family="desk",
    ),
)
