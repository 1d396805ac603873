"""Submitting a quotation: complete, costed, with rates that hold, it goes to whoever must release it (R118-R120, R122, R137)."""

from __future__ import annotations

from handlers.approving import asked_next, card_name, wanted
from handlers.asked import Asked
from handlers.quote_approval import advanced, major_told, name, released_by_rule, subject_of
from handlers.quote_approval_card import brief, details
from handlers.quote_figures import renewed, stale
from handlers.quote_reviewing import matter_choices
from handlers.quote_watch import watched
from handlers.quoting import changed
from rules.approval import Step
from rules.approval_table import Table
from rules.money import plain, shown
from rules.outgoing import Choice, Choices, Outgoing
from rules.quote import Quote, counted, missing, total
from rules.quote_approval import THING, Assessed, able_to, assessed, folded, rows_for
from rules.quote_moves import ENDED, PENDING, STATE_WORDS, QuoteEvent, QuoteState
from rules.quote_plain import to_plain
from rules.quote_words import FIELD_WORDS
from rules.refusal import Refused
from rules.words import Line, line, verbatim
from storage import approvals, quotes
from storage.colleagues import name_of
from storage.customers import customer
from storage.happenings import note
from storage.tables.approvals import ApprovalRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

MAJOR = frozenset({"major", "large", "big", "重大", "大单"})


def submitted(work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, major: bool) -> list[Outgoing]:
    """Asks for the releases that it needs; approves it at once where it needs none. Says what is missing, if anything is."""
    _may_be_submitted(work, row, version)
    quote: Quote = quotes.content(version)
    said: list[Outgoing] = []
    if lacking := _lacking(row, quote):
        return [asked.say(*lacking, conversation=row.conversation_id)]
    if stale(work, quote):
        quote, said = _with_new_rates(work, asked, row, version, quote)
    grade = customer(work.session, row.customer_id)
    told = assessed(quote, work.policy, grade=grade.grade if grade else "", major=major or row.major_at is not None)
    if told.major and row.major_at is None:
        row.major_at = work.now
    if version.state == QuoteState.DRAFT:
        quotes.moved(work, version, QuoteEvent.COSTED)
    authors = frozenset(
        {version.made_by, version.edited_by, *(each.by for each in quotes.revisions(work.session, version.id))}
    )
    rows = _rows(work, asked, told, authors)
    if not rows:
        return [*said, *_at_once(work, asked, row, version, told), *watched(work, row, version)]
    return [*said, *_asked_for(work, asked, row, version, quote, rows, told, authors), *watched(work, row, version)]


def _may_be_submitted(work: Work, row: QuoteRow, version: QuoteVersionRow) -> None:
    """Refuses what waits, is approved, or is out of our hands."""
    number, state = quotes.called(row), QuoteState(version.state)
    if state in PENDING:
        found = approvals.pending(work.session, THING, subject_of(version))
        raise Refused(
            "{number} is {state} already. {example} shows it.",
            number=number,
            state=STATE_WORDS[state],
            example=f"/approvals {found.id}" if found is not None else f"/quote {name(row)}",
        )
    if state is QuoteState.APPROVED:
        raise Refused("{number} is approved already. Send it: {example}", number=number, example=f"/send {name(row)}")
    if state not in {QuoteState.DRAFT, QuoteState.COSTED}:
        if state in ENDED - {QuoteState.EXPIRED, QuoteState.DECLINED}:
            raise Refused("{number} is {state}.", number=number, state=STATE_WORDS[state])
        raise Refused(
            "The customer has {number} already. A new version of it: {example}",
            number=number,
            example=f"/revise {name(row)}",
        )


def _lacking(row: QuoteRow, quote: Quote) -> tuple[tuple[Line, ...], Choices] | None:
    """What keeps it from being complete: the fields of R118, and a cost sheet, even of estimates (R120)."""
    lines: list[Line] = []
    if fields := missing(quote):
        lines.append(
            line(
                "{number} is not complete. Missing: {fields}",
                number=quotes.called(row),
                fields=tuple(map(_field, fields)),
            )
        )
    if bare := [each for each in counted(quote) if not each.costs]:
        lines.append(
            line(
                "Nobody has told the costs of: {products}. Estimates are enough: {example}",
                products=tuple(verbatim(each.product or each.name()) for each in bare[:8]),
                example=f"/cost {name(row)} {quote.lines.index(bare[0]) + 1} purchase_price 1.20",
            )
        )
    if not missing(quote) and total(quote) <= 0:
        lines.append(
            line(
                "{number} comes to nothing: {total}. Alternatives do not count; a price and a quantity must.",
                number=quotes.called(row),
                total=shown(total(quote), quote.currency),
            )
        )
    if not lines:
        return None
    buttons = [Choice(line("Complete it"), f"/quote {name(row)}")] if missing(quote) else []
    if len(lines) > 1 or not buttons:
        buttons.append(Choice(line("Costs"), f"/cost {name(row)}"))
    return tuple(lines), (tuple(buttons),)


def _field(field: str) -> Line:
    return FIELD_WORDS.get(field) or verbatim(field)


def _with_new_rates(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, quote: Quote
) -> tuple[Quote, list[Outgoing]]:
    """Today's rates in the place of old ones, as a change of the draft. Refuses where there is none that is new enough (R142)."""
    fresh = renewed(work, quote)
    if old := stale(work, fresh):
        raise Refused(
            "The exchange rate {source}/{target} is of {day}; at most {days} days old is allowed. Enter one: {example}",
            source=old[0].source,
            target=old[0].target,
            day=old[0].on,
            days=work.policy.quote_rate_days,
            example=f"/rates 1 {old[0].source} = {plain(old[0].value)} {old[0].target}",
        )
    words = tuple(
        line(
            "Rate: 1 {source} = {value} {target}, {on}, {by}",
            source=each.source,
            value=plain(each.value),
            target=each.target,
            on=each.on,
            by=each.by or "?",
        )
        for each in fresh.rates
        if each not in quote.rates
    )
    said = changed(work, asked, row, version, fresh, (line("exchange rates renewed"), *words))
    return quotes.content(version), [
        *said,
        asked.say((line("The exchange rates were too old; these hold now."), *words)),
    ]


def _rows(work: Work, asked: Asked, told: Assessed, authors: frozenset[int]) -> Table:
    """The rows that hold, as the people who are here can meet them."""
    roles = frozenset(asked.me.roles)
    rows, staff = rows_for(work.policy, told, roles), approvals.staff(work)
    return folded(rows, roles, [able_to(each, staff, authors | {asked.me.id}) for each in rows])


def _at_once(work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, told: Assessed) -> list[Outgoing]:
    because = line(
        "The department's rule ({rule}) needs nobody's release for it.",
        rule=f"quote.approval {work.policy.quote_approval}",
    )
    said = released_by_rule(work, version, because)
    if asked.me.id != row.owner_id:
        said.append(asked.tell("{number} is approved.", number=quotes.called(row)))
    return said


def _asked_for(
    work: Work,
    asked: Asked,
    row: QuoteRow,
    version: QuoteVersionRow,
    quote: Quote,
    rows: Table,
    told: Assessed,
    authors: frozenset[int],
) -> list[Outgoing]:
    advanced(work, version, [Step(each.roles, each.count, each.otherwise) for each in rows])
    made = wanted(
        work,
        asked.me,
        THING,
        subject_of(version),
        to_plain(quote),
        brief(work, row, quote),
        facts=told.facts,
        rows=rows,
        customer=row.customer_id,
        conversation=row.conversation_id,
        details=details(work, row, version, quote),
        created_by=version.made_by,
        authors=authors,
    )
    assert made is not None
    held, said = made
    words = line("{person} submits {number}.", person=asked.me.name, number=quotes.called(row))
    note(
        work,
        "quote",
        words,
        actor=asked.me.id,
        conversation=row.conversation_id,
        customer=row.customer_id,
        after={"quote": row.id, "version": version.version, "approval": held.id, "state": str(version.state)},
    )
    return [
        asked.say(
            _waits(work, row, version, held),
            (*_taking_back(held.id), *matter_choices(work, asked.viewer, row, version)),
            card=card_name(held.id, asked.me.id),
            conversation=row.conversation_id,
        ),
        *said,
        *major_told(work, row, version, words, asked_next(work, held)),
    ]


def _waits(work: Work, row: QuoteRow, version: QuoteVersionRow, held: ApprovalRow) -> tuple[Line, ...]:
    """What it waits for, and who can release it."""
    people = asked_next(work, held)
    if not people:
        return (
            line("{number} waits for a release: approval {approval}.", number=quotes.called(row), approval=held.id),
        )
    names = tuple(verbatim(name_of(work.session, each)) for each in people[:4])
    return (
        line(
            "{number} is {state} (approval {approval}). It is with {people}.",
            number=quotes.called(row),
            state=STATE_WORDS[QuoteState(version.state)],
            approval=held.id,
            people=names,
        ),
    )


def _taking_back(number: int) -> Choices:
    return ((Choice(line("Take it back"), f"/approvals withdraw {number}"),),)
