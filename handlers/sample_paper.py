"""The sample form goes to who confirms it, then as copies to production, sales and accounting (R145, R146)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked
from handlers.order_sight import OrderSight
from handlers.quote_figures import today
from handlers.sample_buttons import name
from handlers.sample_lines import form_paper, wanted_lines
from handlers.sample_sight import WORKS, leading, sample_sight
from handlers.samples import form_of, noted, shown, told_owner, told_works
from handlers.telling import to_roles
from handlers.trade_papers import changed, drafted, files_of_paper, released, submitted
from rules.approval_table import ALWAYS, Needed, Table
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.quote_following import begins, business_day, business_day_before
from rules.refusal import Refused
from rules.review import OWNER
from rules.sample_form import FORM_WORDS, as_paper, missing
from rules.sample_moves import SampleEvent, SampleState
from rules.trade_paper_moves import CHANGEABLE
from rules.words import Line, line, title
from storage import samples, tasks, trade_papers
from storage.colleagues import colleague, name_of
from storage.tables.samples import SampleRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

_COPY_ROLES = (Role.PRODUCTION, Role.ACCOUNTING)


def rows_of(thing: str, confirmers: Iterable[str]) -> Table:
    """The rows of approval that a setting of confirmers makes: one of them, else the manager; none where the owner does it."""
    told = tuple(confirmers)
    if OWNER in told:
        return ()
    return (Needed(thing, ALWAYS, told, otherwise=(str(Role.MANAGER),)),)


def put_forward(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """Its form is put to the supervisor; says what is missing where it is not complete. Nobody confirms her own (R271)."""
    leading(work, asked.viewer, row)
    form = form_of(row)
    if row.state == SampleState.REQUESTED and (lacks := missing(form)):
        words = line("{number} is not complete. Missing: {fields}", number=samples.called(row), fields=_words(lacks))
        return [shown(work, asked, row, (words,))]
    if form.need_by is not None and form.need_by < today(work) and row.state == SampleState.REQUESTED:
        raise Refused(
            "The day by which {number} is needed is over: {day}. Write another: {example}",
            number=samples.called(row),
            day=form.need_by,
            example=f"/sample S{row.id} need in 10 days",
        )
    rows = rows_of("paper", work.policy.sample_form_approver)
    before = str(row.state)
    samples.moved(work, row, SampleEvent.SUBMITTED)
    paper, said = _paper(work, asked, row)
    noted(
        work,
        row,
        line("{person} submits the form of {number}", person=asked.me.name, number=samples.called(row)),
        asked.me.id,
        before,
    )
    if not rows:
        return [*said, *released(work, paper, None), *confirmed(work, paper), shown(work, asked, row)]
    return [*said, *submitted(work, asked, paper, _details(work, row), rows)]


def taken_back(work: Work, asked: Asked, row: SampleRow, because: Line) -> list[Outgoing]:
    """The form is changed while it waits: what was asked for is void, and it is a request again."""
    paper = form_paper(work, row)
    said: list[Outgoing] = []
    if row.state == SampleState.PENDING:
        samples.moved(work, row, SampleEvent.RETURNED)
        if paper is not None:
            told = as_paper(form_of(row), work.policy.sample_extra, samples.called(row), paper.language)
            said = changed(work, asked, paper, told, (because,))
    return said


def confirmed(work: Work, paper: TradePaperRow) -> list[Outgoing]:
    """The form is released: production reads what is to be made, and everybody who gets a copy is told (R146, R148)."""
    row = samples.sample(work.session, paper.sample_id)
    if row is None or row.state != SampleState.PENDING:
        return []
    samples.moved(work, row, SampleEvent.CONFIRMED)
    row.approval_id = paper.approval_id
    words = line("The form of {number} is confirmed", number=samples.called(row))
    samples.kept(work, row, row.owner_id, (words,))
    noted(work, row, words, None, str(SampleState.PENDING), paper=paper.id)
    if row.need_by is not None and not _is_promised(work, row):
        tasks.planned(work, "sample", row.id, "ready", begins(work.calendar, row.need_by))
    if row.need_by is not None:
        day = max(business_day_before(work.calendar, row.need_by, 1), today(work))
        tasks.planned(work, "sample", row.id, "due", begins(work.calendar, day))
    tasks.planned(work, "sample", row.id, "copies", begins(work.calendar, business_day(work.calendar, today(work), 1)))
    head = title("Sample {number} is to be made", number=samples.called(row))
    buttons = (
        (
            Choice(line("Received the form"), f"/sample {name(row)} got"),
            Choice(line("Begun"), f"/sample {name(row)} begun"),
        ),
    )
    return [
        *told_works(work, row, (head, *wanted_lines(work, row)), buttons),
        *told_owner(work, row, (words, line("Production has it."))),
    ]


def _is_promised(work: Work, row: SampleRow) -> bool:
    """Whether production has named a day for this version already."""
    return any(each.step == "ready" for each in tasks.open_of(work.session, "sample", row.id))


def drawn(work: Work, paper: TradePaperRow) -> list[Outgoing]:
    """The paper of the form is there: sales and accounting get it as a file; production has the words, without the customer."""
    row = samples.sample(work.session, paper.sample_id)
    if row is None:
        return []
    words = (
        title("Sample form {number}", number=trade_papers.called(paper)),
        line("Your copy. Confirm that you have it."),
    )
    buttons: Choices = ((Choice(line("Received the form"), f"/sample {name(row)} got"),),)
    files = files_of_paper(paper)
    said = told_owner(work, row, words, buttons, files=files)
    told = to_roles(work, (Role.ACCOUNTING,), words, buttons, but=(row.owner_id,))
    return [*said, *told]


def returned(work: Work, paper: TradePaperRow) -> list[Outgoing]:
    """Its form was returned, taken back, or nobody decided: it is a request again; its author has heard why."""
    row = samples.sample(work.session, paper.sample_id)
    if row is not None and row.state == SampleState.PENDING:
        samples.moved(work, row, SampleEvent.RETURNED)
        told = told_owner(
            work, row, (line("Change the form of {number}, or submit it again.", number=samples.called(row)),)
        )
        noted(
            work,
            row,
            line("The form of {number} was returned", number=samples.called(row)),
            None,
            str(SampleState.PENDING),
        )
        return told
    return []


def received(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """She has her copy of the form (R146)."""
    paper = form_paper(work, row)
    if paper is None or paper.approved_at is None:
        raise Refused("The form of {number} is not confirmed yet.", number=samples.called(row))
    known = [list(each) for each in paper.received_by or []]
    if asked.me.id in {number for number, _ in known}:
        raise Refused("You have said so already: you have your copy.")
    paper.received_by = [*known, [asked.me.id, work.now.isoformat()]]
    work.session.flush()
    number = trade_papers.called(paper)
    noted(work, row, line("{person} has a copy of {number}", person=asked.me.name, number=number), asked.me.id)
    files = files_of_paper(paper) if sample_sight(work, asked.viewer, row) >= OrderSight.MONEY else ()
    return [asked.say((line("Noted: you have your copy of {number}.", number=number),), files=files)]


def form_wished(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """She wants the form as a file, with everything that its way has filled in; production reads the card, without customer."""
    paper = form_paper(work, row)
    if paper is None or sample_sight(work, asked.viewer, row) < OrderSight.MONEY:
        raise Refused("There is no form of {number} that I can show you.", number=samples.called(row))
    trade_papers.wished(work, paper, asked.me.id)
    return [asked.say((line("The form {number} is being drawn.", number=trade_papers.called(paper)),))]


def copies_lacking(work: Work, row: SampleRow) -> tuple[Role, ...]:
    """Of production and accounting, those of whom nobody has confirmed a copy."""
    paper = form_paper(work, row)
    people = {int(number) for number, _ in (paper.received_by or [])} if paper is not None else set()
    known = {role for each in people for role in _roles(work, each)}
    wanted = {Role.PRODUCTION: WORKS, Role.ACCOUNTING: frozenset({Role.ACCOUNTING})}
    return tuple(role for role in _COPY_ROLES if not known & wanted[role])


def _roles(work: Work, number: int) -> frozenset[str]:
    person = colleague(work.session, number)
    return frozenset(person.roles) if person is not None else frozenset()


def _paper(work: Work, asked: Asked, row: SampleRow) -> tuple[TradePaperRow, list[Outgoing]]:
    """The draft of this version as it is now; a new one where the last was released already."""
    last = form_paper(work, row)
    told = as_paper(form_of(row), work.policy.sample_extra, samples.called(row), "en+zh")
    if last is not None and last.state in CHANGEABLE:
        return last, changed(work, asked, last, told, (line("as it stands now"),))
    words = (line("The form of {number} is drafted", number=samples.called(row)),)
    replaces = last if last is not None and last.approved_at is not None else None
    return drafted(work, row.made_by, told, words, sample=row, language="en+zh", replaces=replaces), []


def _details(work: Work, row: SampleRow) -> list[Line]:
    form = form_of(row)
    who = [line("{customer}, inquiry {number}", customer=form.customer, number=row.conversation_id)]
    contact = (
        [line("Technical contact: {person}", person=name_of(work.session, row.contact_id))] if row.contact_id else []
    )
    return [*who, *wanted_lines(work, row), *contact]


def _words(fields: Iterable[str]) -> tuple[Line, ...]:
    return tuple(FORM_WORDS[each] for each in fields)
