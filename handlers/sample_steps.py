"""What is due of samples on a day: copies, the promised day, the day of sending, arrival, the customer's opinion (R146-R153)."""

from __future__ import annotations

from handlers.quote_figures import today
from handlers.sample_buttons import is_reviewed_now, name
from handlers.sample_mails import author_of, question_mail
from handlers.sample_paper import copies_lacking
from handlers.samples import form_of, told_owner, told_works
from handlers.telling import to_roles
from rules.enrolment import ROLE_WORDS
from rules.outgoing import Choice, Outgoing
from rules.quote_following import begins, business_day
from rules.sample_moves import SampleState as S
from rules.words import line, title
from storage import samples, tasks
from storage.tables.aftersales import TaskRow
from storage.tables.samples import SampleRow
from storage.work import Work

_MAKING = frozenset({S.FORM_CONFIRMED, S.IN_MAKING})
_UNSENT = _MAKING | {S.REVIEWED, S.RETAINED}
_AGAIN = 3
"""How often is asked after the same thing; then it stands in the digest only."""


def copies_due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """Who has not confirmed a copy of the form is asked once more (R146)."""
    row = samples.sample(work.session, task.subject)
    lacks = copies_lacking(work, row) if row is not None and row.state in _UNSENT else ()
    if row is None or not lacks:
        return None
    words = line("Do you have your copy of the form of sample {number}?", number=samples.called(row))
    buttons = ((Choice(line("Received the form"), f"/sample {name(row)} got"),),)
    roles = tuple(ROLE_WORDS[each] for each in lacks)
    told = line("Nobody has confirmed a copy of the form of {number}: {roles}", number=samples.called(row), roles=roles)
    return [*to_roles(work, lacks, (words,), buttons), *told_owner(work, row, (told,))]


def ready_due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """It was to be ready today: production is asked, the owner hears it (R148)."""
    row = samples.sample(work.session, task.subject)
    if row is None or row.state not in _MAKING or is_reviewed_now(work, row):
        return None
    number = samples.called(row)
    buttons = ((Choice(line("Ready"), f"/sample {name(row)} ready"), Choice(line("Show"), f"/sample {name(row)}")),)
    asks = (
        line("Sample {number} ({product}) was to be ready today. Is it?", number=number, product=form_of(row).product),
        line("Else say by when: {example}", example=f"/sample S{row.id} promise 2026-03-18"),
    )
    said = told_works(work, row, asks, buttons)
    said += told_owner(
        work, row, (line("{number} was to be ready today and is not yet. Production is asked.", number=number),)
    )
    _again(work, task, 1)
    return said


def due_soon(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """Tomorrow is the day by which the customer needs it, and it is still here."""
    row = samples.sample(work.session, task.subject)
    if row is None or row.state not in _UNSENT or row.need_by is None:
        return None
    words = line("{number} is needed by {day} and has not been sent.", number=samples.called(row), day=row.need_by)
    return told_owner(work, row, (words,))


def delivery_due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """Has it arrived? (R152)"""
    row = samples.sample(work.session, task.subject)
    if row is None or row.state != S.SENT:
        return None
    words = line(
        "Has sample {number} arrived? {how}, sent on {day}.",
        number=samples.called(row),
        how=f"{row.courier} {row.tracking}".strip(),
        day=work.calendar.day_of(row.sent_at or work.now),
    )
    command = f"/sample {name(row)}"
    buttons = ((Choice(line("Delivered"), f"{command} delivered"), Choice(line("Not yet"), f"{command} notyet")),)
    _again(work, task, 3)
    return told_owner(work, row, (words,), buttons)


def feedback_due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """What does the customer think of it? As a draft that she releases (R153)."""
    row = samples.sample(work.session, task.subject)
    author = author_of(work, row) if row is not None else None
    if row is None or row.state != S.DELIVERED:
        return None
    if author is None:
        return told_owner(work, row, (line("What does the customer think of {number}?", number=samples.called(row)),))
    head = title("What does the customer think of {number}?", number=samples.called(row))
    return [*_decide(work, row), *question_mail(work, author, row, (head,))]


def supplier_due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """The supplier's sample is asked after (R154)."""
    row = samples.sample(work.session, task.subject)
    if row is None or row.state != S.FROM_SUPPLIER:
        return None
    words = line(
        "Has the supplier's sample {number} come in? Bulk production waits for it.", number=samples.called(row)
    )
    command = f"/sample {name(row)}"
    buttons = ((Choice(line("Received"), f"{command} received"), Choice(line("Show"), command)),)
    _again(work, task, 3)
    return told_works(work, row, (words,), buttons)


def _decide(work: Work, row: SampleRow) -> list[Outgoing]:
    command = f"/sample {name(row)}"
    buttons = (
        (
            Choice(line("He approves it"), f"{command} approved"),
            Choice(line("Change"), f"{command} change"),
            Choice(line("Rejected"), f"{command} rejected"),
        ),
    )
    words = line("{number}: if you know already what he thinks, say it here.", number=samples.called(row))
    return told_owner(work, row, (words,), buttons)


def _again(work: Work, task: TaskRow, days: int) -> None:
    """The same question some working days later, a few times."""
    if task.told + 1 < _AGAIN:
        told = task.told
        day = business_day(work.calendar, today(work), days)
        tasks.planned(work, task.thing, task.subject, task.step, begins(work.calendar, day)).told = told
