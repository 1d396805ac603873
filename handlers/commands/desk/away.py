"""/away and /back: leave with a deputy. Nothing changes hands; routing, reminders and digests look at it (R282)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.telling import to_colleague, to_roles
from rules.leave import FORMS, Leave, leave_in
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS, EVERYBODY, OVERSEERS, SALES
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage.absences import current_or_next, leave, overlapping, owns_key_customers, stood_in_for
from storage.colleagues import everybody, name_of, named
from storage.conversations import open_counts
from storage.deputies import name_deputy, named_deputy
from storage.happenings import note
from storage.tables.colleagues import AbsenceRow, ColleagueRow
from storage.work import Work

EXAMPLE = "/away 2026-08-03 2026-08-14 Bob"
NOBODY = ("nobody", "-", "无")


def away(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`/away FROM TO DEPUTY` for oneself; who hands out or oversees may put a name before it."""
    if not asked.rest:
        return [asked.say(_stands(work, asked.me), _offered(work, asked))]
    words = asked.rest
    first, _, rest = words.partition(" ")
    if first.casefold() == "deputy":
        return [_deputy_named(work, asked, rest)]
    person = asked.me
    other = named(work.session, first)
    if other is not None and rest.strip() and asked.viewer.has(OVERSEERS | DISPATCHERS):
        person, words = other, rest
    names = {each.name.casefold() for each in everybody(work.session)}
    wanted = leave_in(words, work.now, person.zone, names)
    deputy = _deputy(work, person, wanted)
    if deputy is None and wanted.deputy.casefold() not in NOBODY:
        return [_who_stands_in(work, asked, person, words)]
    if deputy is None and owns_key_customers(work.session, person.id):
        raise Refused(
            "{person} has key customers, so somebody must stand in. Name a deputy: {example}",
            person=person.name,
            example=EXAMPLE,
        )
    return _entered(work, asked, person, wanted, deputy)


def back(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Ends her leave, or takes back the next one."""
    row = current_or_next(work.session, asked.me.id, work.now)
    if row is None:
        raise Refused("You are not away. {example} enters a leave.", example=EXAMPLE)
    row.ended_at = work.now
    words = line("{person} is back", person=asked.me.name)
    note(
        work,
        "back",
        words,
        actor=asked.me.id,
        before={"until": row.until.isoformat()},
        after={"until": work.now.isoformat()},
    )
    said: list[Outgoing] = [asked.tell("Welcome back. Your letters and reminders come to you again.")]
    if row.since > work.now:
        said = [asked.tell("Your leave from {since} is taken back.", since=row.since)]
    if row.deputy_id is not None:
        told = line("{person} is back; you no longer stand in.", person=asked.me.name)
        said += to_colleague(work, row.deputy_id, (told,), at_once=True)
    return said


def _deputy(work: Work, person: ColleagueRow, wanted: Leave) -> ColleagueRow | None:
    """The colleague of that name, if she can stand in; None if nobody was named."""
    if not wanted.deputy or wanted.deputy.casefold() in NOBODY:
        return None
    deputy = named(work.session, wanted.deputy)
    if deputy is None or deputy.id == person.id:
        raise Refused(
            "I know no other colleague {name}. Here are: {people}.", name=wanted.deputy, people=_names(work, person)
        )
    absences = overlapping(work.session, deputy.id, wanted.since, wanted.until)
    if absences:
        raise Refused(
            "{person} is away from {since} to {until}. Name somebody else.",
            person=deputy.name,
            since=absences[0].since,
            until=absences[0].until,
        )
    return deputy


def _entered(
    work: Work, asked: Asked, person: ColleagueRow, wanted: Leave, deputy: ColleagueRow | None
) -> list[Outgoing]:
    row = leave(work, person.id, wanted.since, wanted.until, deputy.id if deputy else None)
    if deputy is not None and named_deputy(work.session, person.id) is None:
        name_deputy(work, person.id, deputy.id)
    words = _leave_line(work, person, row)
    after = {"since": row.since.isoformat(), "until": row.until.isoformat(), "deputy": row.deputy_id}
    note(work, "away", words, actor=asked.me.id, after={"colleague": person.id, **after})
    own = [words, line("Nothing changes hands: what is theirs stays theirs. /back ends it.")]
    stood_in = stood_in_for(work.session, person.id, wanted.since, wanted.until)
    own += [
        line(
            "In that time you stand in for {other}; they need somebody else.",
            other=name_of(work.session, each.colleague_id),
        )
        for each in stood_in
    ]
    said: list[Outgoing] = [
        asked.say(own, ((Choice(line("I am back"), "/back"),),) if person.id == asked.me.id else ())
    ]
    told = {asked.me.id}
    if person.id not in told:
        said += to_colleague(work, person.id, (words,))
        told.add(person.id)
    if deputy is not None:
        told.add(deputy.id)
        said += to_colleague(
            work, deputy.id, _to_deputy(work, person, row), ((Choice(line("All that is due"), "/due"),),)
        )
    return [*said, *to_roles(work, DISPATCHERS, (words,), but=told)]


def _to_deputy(work: Work, person: ColleagueRow, row: AbsenceRow) -> tuple[Line, ...]:
    count = open_counts(work.session).get(person.id, 0)
    return (
        title("You stand in for {person}", person=person.name),
        line(
            "From {since} to {until}. {person} has {count} open conversations.",
            since=row.since,
            until=row.until,
            person=person.name,
            count=count,
        ),
        line(
            "New letters and reminders of {person} come to you, too; you see everything of theirs.", person=person.name
        ),
    )


def _leave_line(work: Work, person: ColleagueRow, row: AbsenceRow) -> Line:
    deputy = name_of(work.session, row.deputy_id)
    if deputy:
        return line(
            "{person} is away from {since} to {until}; {deputy} stands in.",
            person=person.name,
            since=row.since,
            until=row.until,
            deputy=deputy,
        )
    return line(
        "{person} is away from {since} to {until}; nobody stands in.",
        person=person.name,
        since=row.since,
        until=row.until,
    )


def _deputy_named(work: Work, asked: Asked, text: str) -> Outgoing:
    """`/away deputy Bob`: who is told beside her at a deadline, also when she is here (R62)."""
    deputy = named(work.session, text)
    if deputy is None or deputy.id == asked.me.id:
        raise Refused(
            "I know no other colleague {name}. Here are: {people}.", name=text or "?", people=_names(work, asked.me)
        )
    before = named_deputy(work.session, asked.me.id)
    name_deputy(work, asked.me.id, deputy.id)
    words = line("{deputy} is the deputy of {person}", deputy=deputy.name, person=asked.me.name)
    note(
        work,
        "staff",
        words,
        actor=asked.me.id,
        before={"deputy": before.id if before else None},
        after={"deputy": deputy.id},
    )
    return asked.tell(
        "{deputy} is your deputy: told beside you at a deadline, and when you are away.", deputy=deputy.name
    )


def _who_stands_in(work: Work, asked: Asked, person: ColleagueRow, words: str) -> Outgoing:
    """The leave was understood, the deputy is missing: everybody who sells, as buttons."""
    begun = f"/away {person.name} {words}" if person.id != asked.me.id else f"/away {words}"
    people = [each for each in everybody(work.session) if each.id != person.id and set(each.roles) & set(SALES)][:8]
    rows = [
        tuple(Choice(verbatim(each.name), f"{begun} {each.name}") for each in people[at : at + 2])
        for at in range(0, len(people), 2)
    ]
    if not owns_key_customers(work.session, person.id):
        rows.append((Choice(line("Nobody"), f"{begun} {NOBODY[0]}"),))
    return asked.say([line("Who stands in for {person}?", person=person.name)], tuple(rows))


def _stands(work: Work, me: ColleagueRow) -> list[Line]:
    row = current_or_next(work.session, me.id, work.now)
    lines = [_leave_line(work, me, row)] if row else []
    deputy = named_deputy(work.session, me.id)
    if deputy is not None:
        lines.append(line("Your deputy is {deputy}.", deputy=deputy.name))
    return [*lines, line("When are you away, and who stands in? {example}", example=FORMS)]


def _offered(work: Work, asked: Asked) -> Choices:
    if current_or_next(work.session, asked.me.id, work.now) is not None:
        return ((Choice(line("I am back"), "/back"),),)
    return (
        (Choice(line("Today"), "/away today"), Choice(line("Tomorrow"), "/away tomorrow")),
        (Choice(line("Until Friday"), "/away until friday"),),
    )


def _names(work: Work, but: ColleagueRow) -> tuple[Line, ...]:
    return tuple(verbatim(each.name) for each in everybody(work.session) if each.id != but.id)


COMMANDS = (
    Command("/away", word("your leave, with a deputy"), away, roles=EVERYBODY, example=EXAMPLE, family="desk"),
    Command("/back", word("you are back from leave"), back, roles=EVERYBODY, example="/back", family="desk"),
)
