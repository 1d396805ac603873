"""A sample is promised for a day by who makes it, or given up by who asked for it (R148)."""

from __future__ import annotations

from handlers.asked import Asked
from handlers.sample_buttons import name
from handlers.sample_paper import taken_back
from handlers.sample_sight import leading, making
from handlers.samples import noted, shown, told_owner, told_works
from rules.outgoing import Choice, Outgoing
from rules.quote_following import begins
from rules.refusal import Refused
from rules.sample_moves import SampleEvent, SampleState
from rules.sample_typed import day_of
from rules.words import line
from storage import samples, tasks
from storage.tables.samples import SampleRow
from storage.work import Work


def promised(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    """Production says by when it is ready (R148); the sales side is told where that is too late."""
    making(work, asked.viewer, row)
    day = day_of(words, work.now, work.policy.zone)
    if day is None or row.state not in {SampleState.FORM_CONFIRMED, SampleState.IN_MAKING}:
        raise Refused("By when is it ready? {example}", example=f"/sample S{row.id} promise 2026-03-18")
    tasks.planned(work, "sample", row.id, "ready", begins(work.calendar, day))
    told = line("{person} promises {number} for {day}", person=asked.me.name, number=samples.called(row), day=day)
    noted(work, row, told, asked.me.id, promised=day.isoformat())
    lines = [told]
    if row.need_by is not None and day > row.need_by:
        lines.append(line("It is needed by {day}. Talk to the customer, or to production.", day=row.need_by))
    return [shown(work, asked, row, lines[1:]), *told_owner(work, row, lines, but=asked.me.id)]


def dropped(work: Work, asked: Asked, row: SampleRow, reason: str) -> list[Outgoing]:
    """Given up, when she has said so twice or with a reason."""
    leading(work, asked.viewer, row)
    if not reason:
        command = f"/sample {name(row)} drop"
        buttons = (
            (Choice(line("Really"), f"{command} not needed any more"), Choice(line("Keep it"), f"/sample {name(row)}")),
        )
        return [asked.say((line("Give {number} up? It is kept in the log.", number=samples.called(row)),), buttons)]
    said = taken_back(work, asked, row, line("the sample was given up"))
    before = str(row.state)
    samples.moved(work, row, SampleEvent.DROPPED, reason[:500])
    tasks.done(work, "sample", row.id, outcome="cancelled")
    words = line(
        "{person} has given {number} up: {reason}",
        person=asked.me.name,
        number=samples.called(row),
        reason=reason[:500],
    )
    noted(work, row, words, asked.me.id, before)
    told = told_works(work, row, (words,), but=asked.me.id) if before not in {"requested", "pending"} else []
    return [*said, shown(work, asked, row), *told]
