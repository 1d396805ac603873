"""A quotation's release: given, followed step by step, and void as soon as anything in it changes (R119, R122, R137, T27)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from handlers.approving import voided
from handlers.asked import Asked
from handlers.quote_figures import stale, today
from handlers.refusing import refused
from handlers.return_reasons import reason_of
from handlers.telling import to_colleague, to_roles
from rules.approval import ApprovalState, Step
from rules.money import shown
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.quote import Rate
from rules.quote_approval import THING, waits_for
from rules.quote_moves import PENDING, STATE_WORDS, QuoteEvent, QuoteState, after
from rules.refusal import Refused
from rules.words import Line, line, title
from storage import approvals, quotes
from storage.colleagues import name_of, with_role
from storage.happenings import note
from storage.tables.approvals import ApprovalRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

_SUBJECT = "quote-version:"


def subject_of(version: QuoteVersionRow) -> str:
    """How the table of approvals names this version."""
    return f"{_SUBJECT}{version.id}"


def version_of(work: Work, row: ApprovalRow) -> QuoteVersionRow | None:
    """The version that an approval is about."""
    number = row.subject.removeprefix(_SUBJECT)
    return quotes.version_row(work.session, int(number)) if row.thing == THING and number.isdigit() else None


def unapproved(work: Work, row: QuoteRow, version: QuoteVersionRow, by: int | None, because: Line) -> list[Outgoing]:
    """Whatever was asked for or released of this version is void, for that reason; who asked hears it unless she did it."""
    if version.state not in {*PENDING, QuoteState.APPROVED}:
        return []
    found = approvals.newest(work.session, THING, subject_of(version))
    if found is None or found.state not in {ApprovalState.ASKED, ApprovalState.APPROVED}:
        return []
    return voided(work, found, by, because)


def carry_quote(work: Work, row: ApprovalRow) -> list[Outgoing] | None:
    """It is released by people: the version becomes approved. None where its content has changed meanwhile."""
    version = version_of(work, row)
    if version is None or version.content_hash != row.content_hash or version.state not in PENDING:
        return None
    names = ", ".join(name_of(work.session, each.given_by) for each in approvals.releases(work.session, row.id))
    version.approval_id = row.id
    return _released(work, version, line("{people} released it.", people=names), {row.asked_by})


def released_by_rule(work: Work, version: QuoteVersionRow, because: Line) -> list[Outgoing]:
    """It needs nobody: the department's rule releases it at once (R123), and the record says so."""
    version.approval_id = None
    return _released(work, version, because, set(), by_rule=True)


def _released(
    work: Work, version: QuoteVersionRow, because: Line, also: Iterable[int], *, by_rule: bool = False
) -> list[Outgoing]:
    row = _quote(work, version)
    draft = quotes.called(row)
    version.approved_at, version.approved_hash, version.reason = work.now, version.content_hash, ""
    quotes.moved(work, version, QuoteEvent.APPROVED)
    number = quotes.numbered(work, row)
    words = (line("Quotation {draft} is approved as {number}.", draft=draft, number=number), because)
    facts = {"quote": row.id, "version": version.version, "hash": version.content_hash, "approval": version.approval_id}
    note(
        work,
        "quote_approved",
        words,
        conversation=row.conversation_id,
        customer=row.customer_id,
        after={**facts, "number": number, "by_rule": by_rule},
    )
    told = (title("{number} is approved.", number=quotes.called(row)), because, about(work, row, version))
    said = [each for person in sorted({row.owner_id, *also}) for each in _to(work, row, person, told, _sending(row))]
    return [*said, *major_told(work, row, version, words[0])]


def follow_quote(work: Work, row: ApprovalRow) -> list[Outgoing]:
    """A step is released and another waits; or it was returned, taken back, or nobody decided: it is a draft again."""
    version = version_of(work, row)
    if version is None or version.state not in PENDING or version.content_hash != row.content_hash:
        return []
    quote = _quote(work, version)
    if row.state == ApprovalState.ASKED:
        return _next_step(work, row, quote, version)
    number = quotes.called(quote)
    if row.state == ApprovalState.RETURNED:
        quotes.moved(work, version, QuoteEvent.RETURNED, row.reason)
        words = line(
            "{person} returns {number}: {reason}",
            person=name_of(work.session, row.decided_by),
            number=number,
            reason=reason_of(row.reason),
        )
    elif row.state == ApprovalState.EXPIRED:
        quotes.moved(work, version, QuoteEvent.VOIDED)
        words = line("Nobody has decided on {number} in time. Submit it again if you still want it.", number=number)
    else:
        quotes.moved(work, version, QuoteEvent.WITHDRAWN)
        words = line("{number} was taken back and is a draft again.", number=number)
    people = {quote.owner_id, row.asked_by} - ({row.asked_by} if row.state == ApprovalState.VOID else set())
    lines = (words, about(work, quote, version))
    said = [each for person in sorted(people) for each in _to(work, quote, person, lines, again(quote))]
    return [*said, *major_told(work, quote, version, words)]


def _next_step(work: Work, row: ApprovalRow, quote: QuoteRow, version: QuoteVersionRow) -> list[Outgoing]:
    """M2: from the supervisor to the manager."""
    request = approvals.request_of(work.session, row)
    filled = [each.step for each in request.given]
    is_open = [step for number, step in enumerate(request.steps) if filled.count(number) < step.count]
    advanced(work, version, is_open)
    last = name_of(work.session, request.given[-1].by)
    words = line(
        "{person} has released {number}; it is {state} now.",
        person=last,
        number=quotes.called(quote),
        state=STATE_WORDS[QuoteState(version.state)],
    )
    said = [each for person in sorted({quote.owner_id, row.asked_by}) for each in _to(work, quote, person, (words,))]
    return [*said, *major_told(work, quote, version, words)]


def advanced(work: Work, version: QuoteVersionRow, is_open: Iterable[Step]) -> None:
    """The version waits for those whose steps are open."""
    event = waits_for(is_open)
    wanted = {
        QuoteEvent.TO_SUPERVISOR: QuoteState.PENDING_SUPERVISOR,
        QuoteEvent.TO_MANAGER: QuoteState.PENDING_MANAGER,
    }[event]
    if version.state != wanted:
        quotes.moved(work, version, event)


def voided_by_rates(work: Work, row: QuoteRow, version: QuoteVersionRow, rates: Iterable[Rate]) -> list[Outgoing]:
    """What was approved with rates that are too old now is a draft again; the owner hears which (R142)."""
    pairs = ", ".join(f"{each.source}/{each.target} {each.on.isoformat()}" for each in rates)
    because = line("exchange rates are older than {days} days: {pairs}", days=work.policy.quote_rate_days, pairs=pairs)
    found = approvals.approval(work.session, version.approval_id)
    still = found is not None and found.state == ApprovalState.APPROVED
    said = voided(work, found, None, because, but=row.owner_id) if found is not None and still else []
    quotes.moved(work, version, QuoteEvent.VOIDED)
    words = line("{number} is not approved any more: {because}", number=quotes.called(row), because=because)
    after_it = {"quote": row.id, "version": version.version, "state": str(version.state)}
    note(work, "quote_void", words, conversation=row.conversation_id, customer=row.customer_id, after=after_it)
    told = (words, line("Submit it again: it takes today's rates then. {example}", example=_submit(row)))
    return [*said, *_to(work, row, row.owner_id, told, again(row)), *major_told(work, row, version, words)]


def unsendable(work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow) -> list[Outgoing]:
    """Empty if this version may go to the customer now; else the answer that says why not. The attempt is on record.

    Asked right before sending: the release must be of exactly this content, its rates and its validity must still hold.
    """
    number = quotes.called(row)
    if version.state == QuoteState.APPROVED and (old := stale(work, quotes.content(version))):
        no = Refused("{number} is not approved any more: its exchange rates are too old.", number=number)
        return [*_no(work, asked, row, no), *voided_by_rates(work, row, version, old)]
    if version.valid_until is not None and version.state == QuoteState.APPROVED and version.valid_until < today(work):
        no = Refused(
            "{number} is valid until {day} only, which is over. Change it first.",
            number=number,
            day=version.valid_until,
        )
        return _no(work, asked, row, no)
    try:
        after(version.state, QuoteEvent.SENT)
    except Refused:
        return _no(work, asked, row, _not_yet(row, version))
    found = approvals.approval(work.session, version.approval_id)
    if version.approved_hash != version.content_hash or (found is not None and found.state != ApprovalState.APPROVED):
        no = Refused(
            "What was approved of {number} is void. Submit it again: {example}", number=number, example=_submit(row)
        )
        return _no(work, asked, row, no)
    return []


def _not_yet(row: QuoteRow, version: QuoteVersionRow) -> Refused:
    number, state = quotes.called(row), STATE_WORDS[QuoteState(version.state)]
    if version.state in {QuoteState.DRAFT, QuoteState.COSTED}:
        return Refused(
            "{number} is {state}: nobody has approved it. Ask for it: {example}",
            number=number,
            state=state,
            example=_submit(row),
        )
    return Refused("{number} cannot be sent: it is {state}.", number=number, state=state)


def _no(work: Work, asked: Asked, row: QuoteRow, no: Refused) -> list[Outgoing]:
    return refused(
        work, asked, no, thing=f"quote:{row.id}", conversation=row.conversation_id, customer=row.customer_id,
        choices=again(row),
    )  # fmt: skip


def major_told(
    work: Work, row: QuoteRow, version: QuoteVersionRow, words: Line, but: Iterable[int] = ()
) -> list[Outgoing]:
    """A step of a large one, for the supervisors, or the managers where there are none (R137). Not for its owner, nor `but`."""
    if row.major_at is None:
        return []
    roles = (Role.SUPERVISOR,) if with_role(work.session, Role.SUPERVISOR) else (Role.MANAGER,)
    lines = (title("Large quotation {number}", number=quotes.called(row)), words, about(work, row, version))
    show = ((Choice(line("Show"), f"/quote {name(row)}"),),)
    return to_roles(work, roles, lines, show, conversation=row.conversation_id, but=(row.owner_id, *but))


def about(work: Work, row: QuoteRow, version: QuoteVersionRow) -> Line:
    """Whose it is, over how much, until when, in one line."""
    quote = quotes.content(version)
    total = shown(_decimal(version.total), version.currency) if version.currency else "–"
    if version.valid_until is None:
        return line("{customer} · {total}", customer=quote.company or quote.contact or "–", total=total)
    return line(
        "{customer} · {total} · valid until {day}",
        customer=quote.company or quote.contact or "–",
        total=total,
        day=version.valid_until,
    )


def again(row: QuoteRow) -> Choices:
    """Changing it and asking anew."""
    return ((Choice(line("Show"), f"/quote {name(row)}"), Choice(line("Submit again"), _submit(row))),)


def name(row: QuoteRow) -> str:
    """Its number as a command takes it."""
    return row.number or f"D{row.id}"


def _sending(row: QuoteRow) -> Choices:
    return ((Choice(line("Send"), f"/send {name(row)}"), Choice(line("Show"), f"/quote {name(row)}")),)


def _submit(row: QuoteRow) -> str:
    return f"/submit {name(row)}"


def _to(work: Work, row: QuoteRow, person: int, lines: Iterable[Line], choices: Choices = ()) -> list[Outgoing]:
    return to_colleague(work, person, lines, choices, conversation=row.conversation_id)


def _quote(work: Work, version: QuoteVersionRow) -> QuoteRow:
    return work.session.get_one(QuoteRow, version.quote_id)


def _decimal(text: str) -> Decimal:
    return Decimal(text or "0")
