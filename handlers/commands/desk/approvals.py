"""/approvals, /approve, /return: what waits for whose release, and the decision (R271)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers import approving
from handlers.approved import CARRY, FOLLOW
from handlers.asked import Asked, Command
from handlers.asking import question_card
from handlers.refusing import refused
from handlers.return_reasons import reason_choices, reason_kept
from rules.approval import ApprovalState
from rules.approval_table import spelled_row, spelled_table, with_row
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import EVERYBODY, MANAGERS
from rules.refusal import Refused
from rules.words import Line, from_plain, line, title, verbatim, word
from storage import approvals
from storage.colleagues import name_of
from storage.conversations import number_in
from storage.policy import set_value
from storage.tables.approvals import ApprovalRow
from storage.work import Work

ROW = "/approvals table customer.grade: supervisor direct manager"
SHOWN = 8


def listed(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """What waits for me and what I asked for; `N` shows one, `withdraw N` takes mine back, `table` shows who approves what."""
    first, _, rest = asked.rest.partition(" ")
    if not first:
        return [asked.say(*_inbox(work, asked))]
    if first.casefold() == "withdraw":
        return _withdrawn(work, asked, _found(work, asked, rest))
    if first.casefold() == "table":
        return [asked.say(_table(work, asked, rest.strip()))]
    row = _found(work, asked, first)
    card = approving.card_name(row.id, asked.me.id)
    lines = approving.card_lines(work, row)
    return [asked.say(lines, approving.card_choices(work, row, asked.me.id), card=card)]


def approve(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`N`: my release. Without a number the list."""
    if not asked.rest:
        return [asked.say(*_inbox(work, asked))]
    row = _found(work, asked, asked.rest)
    try:
        said = approving.approved(work, row, asked.me, CARRY, FOLLOW)
    except Refused as no:
        return _on_record(work, asked, row, no)
    return [asked.say(_outcome(work, row)), *said]


def give_back(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`N why`: it goes back to who asked, with the reason."""
    number, _, reason = asked.rest.partition(" ")
    row = _found(work, asked, number)
    reason = reason_kept(reason.strip().removeprefix("because "))
    if not reason:
        return [_why(asked, row)]
    try:
        said = approving.returned(work, row, asked.me, reason, FOLLOW)
    except Refused as no:
        return _on_record(work, asked, row, no)
    return [
        asked.tell("{number} goes back to {person}.", number=row.id, person=name_of(work.session, row.asked_by)),
        *said,
    ]


def _why(asked: Asked, row: ApprovalRow) -> Outgoing:
    """Asks for the reason; words that answer it are the reason."""
    words = line("Why? Write it like: /return {number} the price is not right", number=row.id)
    return asked.say(
        (words,), reason_choices(row.id) if row.thing == "quote" else (), card=question_card(f"/return {row.id}")
    )


def _on_record(work: Work, asked: Asked, row: ApprovalRow, no: Refused) -> list[Outgoing]:
    """A release that nobody may give, or not any more: refused before anything was changed, and noted (T27)."""
    return refused(
        work, asked, no, thing=f"approval:{row.id}", conversation=row.conversation_id, customer=row.customer_id
    )


def _outcome(work: Work, row: ApprovalRow) -> list[Line]:
    if row.state == ApprovalState.APPROVED:
        return [line("{number} is approved.", number=row.id), *from_plain(row.words)]
    if row.state == ApprovalState.ASKED:
        given = len(approvals.releases(work.session, row.id))
        return [line("Noted. {number} has {count} of {needs} approvals.", number=row.id, count=given, needs=row.needs)]
    return [line("{number} is void: what it was asked for has changed meanwhile. Nothing was done.", number=row.id)]


def _inbox(work: Work, asked: Asked) -> tuple[list[Line], Choices]:
    mine, own = approving.waiting_for(work, asked.me.id), approvals.asked_by(work.session, asked.me.id, SHOWN)
    if not mine and not own:
        return [line("Nothing waits for your approval, and you wait for none.")], ()
    lines: list[Line] = [title("Waiting for your approval: {count}", count=len(mine))] if mine else []
    lines += [short_line(work, each) for each in mine[:SHOWN]]
    if own:
        lines += [title("You have asked for"), *(short_line(work, each) for each in own)]
    buttons = tuple((Choice(line("Show {number}", number=each.id), f"/approvals {each.id}"),) for each in mine[:SHOWN])
    return lines, buttons


def short_line(work: Work, row: ApprovalRow) -> Line:
    return line(
        "{number}: {what}; {person}, {at}",
        number=row.id,
        what=from_plain(row.words)[:2],
        person=name_of(work.session, row.asked_by),
        at=row.asked_at,
    )


def _found(work: Work, asked: Asked, text: str) -> ApprovalRow:
    """One that she may see: her own, one she may release or has released, or, for the manager, any."""
    row = approvals.approval(work.session, number_in(text))
    if row is not None and _may_see(work, asked, row):
        return row
    if not text:
        raise Refused("Say which one by its number: {example}", example=f"{asked.command} 12")
    raise Refused("I know no approval {number} of yours. /approvals lists what waits for you.", number=text[:20])


def _may_see(work: Work, asked: Asked, row: ApprovalRow) -> bool:
    me = asked.me.id
    return (
        asked.viewer.has(MANAGERS)
        or me in {row.asked_by, row.created_by, row.edited_by, row.decided_by}
        or me in approving.approvals_shown(work, row)
        or me in approving.approvers(work, row)
    )


def _withdrawn(work: Work, asked: Asked, row: ApprovalRow) -> Iterable[Outgoing]:
    said = approving.withdrawn(work, row, asked.me, FOLLOW)
    return [asked.tell("Approval {number} is taken back.", number=row.id), *said]


def _table(work: Work, asked: Asked, text: str) -> list[Line]:
    """Who approves what; behind it a row, the manager changes that row. The history is that of the setting."""
    if not text:
        rows = [verbatim(spelled_row(each)) for each in work.policy.approvals]
        change = line("The manager changes a row: {example}", example=ROW)
        return [
            title("Who approves what"),
            *rows,
            change,
            line("History: {example}", example="/settings history approval.table"),
        ]
    if not asked.viewer.has(MANAGERS):
        raise Refused("Only the manager changes the table of approvals.")
    try:
        table = with_row(work.policy.approvals, text)
    except ValueError as fault:
        raise Refused("I cannot read that row. Write it like {example}.", example=ROW) from fault
    if set_value(work, "approval.table", spelled_table(table), asked.me.id) is None:
        raise Refused("The table says that already.")
    return [
        title("Changed."),
        *(verbatim(spelled_row(each)) for each in table),
        line("What waits already keeps the rule it was asked under."),
    ]


COMMANDS = (
    Command(
        "/approvals", word("what waits for your approval"), listed, roles=EVERYBODY, example="/approvals", family="desk"
    ),
    Command("/approve", word("approve it"), approve, roles=EVERYBODY, example="/approve 12", family="desk"),
    Command(
        "/return",
        word("give it back, with a reason"),
        give_back,
        roles=EVERYBODY,
        example="/return 12 the grade is too high",
        family="desk",
    ),
)
