"""A sample is made, reviewed by the manager before it leaves, and one piece of it is kept and labelled (R147-R151)."""

from __future__ import annotations

from handlers.approving import wanted
from handlers.asked import Asked
from handlers.asking import question_card
from handlers.quote_figures import today
from handlers.sample_buttons import SENDING, is_reviewed_now, name, subject_of
from handlers.sample_label import label_wished
from handlers.sample_lines import wanted_lines
from handlers.sample_paper import rows_of
from handlers.sample_sight import leading, making
from handlers.samples import noted, shown, told_owner, told_works
from handlers.telling import to_colleague
from rules.approval import ApprovalState, has_rank
from rules.approval_table import DEFAULT_TABLE, Table, needed
from rules.outgoing import Choice, Outgoing
from rules.quote_following import begins, business_day
from rules.refusal import Refused
from rules.review import OWNER
from rules.sample_moves import SampleEvent, SampleState, after
from rules.words import line, title
from storage import samples, series, tasks
from storage.colleagues import name_of
from storage.tables.approvals import ApprovalRow
from storage.tables.samples import SampleRow
from storage.work import Work

SERIES = "RS"
"""Of the labels of retained samples: RS-2026-0004."""
_LONGEST_PLACE = 100
CHECKLIST = (
    line("☐ It equals the quality of bulk production."),
    line("☐ It follows the specification that was agreed with the customer."),
    line("☐ Label and instructions are with it."),
)
"""What whoever reviews a sample answers for (R151)."""


def begun(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """Production begins."""
    making(work, asked.viewer, row)
    before = str(row.state)
    samples.moved(work, row, SampleEvent.BEGUN)
    words = line("{person} has begun to make {number}", person=asked.me.name, number=samples.called(row))
    noted(work, row, words, asked.me.id, before)
    return [shown(work, asked, row), *told_owner(work, row, (words,), but=asked.me.id)]


def ready(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """It is made: whoever reviews it before it leaves is asked, with the checklist (R149, R151)."""
    making(work, asked.viewer, row)
    if row.state == SampleState.FORM_CONFIRMED:
        samples.moved(work, row, SampleEvent.BEGUN)
    if row.state != SampleState.IN_MAKING:
        after(row.state, SampleEvent.REVIEWED)
    if is_reviewed_now(work, row):
        raise Refused("{number} is ready already, and waits for its review.", number=samples.called(row))
    tasks.done(work, "sample", row.id, ("ready",))
    words = line("{person}: {number} is ready", person=asked.me.name, number=samples.called(row))
    noted(work, row, words, asked.me.id)
    told = told_owner(work, row, (words,), but=asked.me.id)
    if _reviews_herself(work, asked, row):
        buttons = ((Choice(line("All three hold"), f"/sample {name(row)} reviewed"),),)
        lines = (title("Review of {number} before it is sent", number=samples.called(row)), *CHECKLIST)
        return [asked.say(lines, buttons, conversation=row.conversation_id), *told]
    found = wanted(
        work,
        asked.me,
        SENDING,
        subject_of(row),
        {"sample": row.id, "version": row.version},
        (title("Sample {number} is sent to the customer", number=samples.called(row)),),
        facts={},
        customer=row.customer_id,
        conversation=row.conversation_id,
        rows=_rows(work, asked),
        details=(*wanted_lines(work, row), line("Whoever approves says of it:"), *CHECKLIST),
    )
    if found is None:
        return [*_reviewed(work, row, asked.me.id), shown(work, asked, row), *told]
    row.approval_id = found[0].id
    waits = line(
        "{number} waits for its review (approval {approval}).", number=samples.called(row), approval=found[0].id
    )
    return [asked.say((waits,)), *told, *found[1]]


def reviewed(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """The manager reviews it herself, with the checklist before her eyes."""
    if not _reviews_herself(work, asked, row):
        raise Refused(
            "{number} is reviewed by who may send samples: {example}",
            number=samples.called(row),
            example="/settings sample.send_approver",
        )
    said = _reviewed(work, row, asked.me.id)
    return [shown(work, asked, row), *(said if row.owner_id != asked.me.id else [])]


def carry_review(work: Work, approval: ApprovalRow) -> list[Outgoing] | None:
    """It was reviewed by who may; None where the sample is another version now."""
    row = _of(work, approval)
    if row is None or row.state != SampleState.IN_MAKING or approval.content.get("version") != row.version:
        return None
    return _reviewed(work, row, approval.decided_by)


def follow_review(work: Work, approval: ApprovalRow) -> list[Outgoing]:
    """It was not found right: production makes it anew and hears why."""
    row = _of(work, approval)
    if row is None or row.state != SampleState.IN_MAKING or approval.state == ApprovalState.ASKED:
        return []
    if approval.state == ApprovalState.APPROVED:
        return []
    number, buttons = samples.called(row), ((Choice(line("Show"), f"/sample {name(row)}"),),)
    if approval.state != ApprovalState.RETURNED:
        words = line("Nobody has reviewed {number}. Say again that it is ready.", number=number)
        return told_works(work, row, (words,), buttons)
    samples.moved(work, row, SampleEvent.RETURNED)
    tasks.planned(work, "sample", row.id, "ready", begins(work.calendar, business_day(work.calendar, today(work), 1)))
    person = name_of(work.session, approval.decided_by)
    words = line("{person} does not let {number} go: {reason}", person=person, number=number, reason=approval.reason)
    noted(work, row, words, approval.decided_by, str(SampleState.IN_MAKING))
    return [*told_works(work, row, (words,), buttons), *told_owner(work, row, (words,))]


def kept(work: Work, asked: Asked, row: SampleRow, place: str) -> list[Outgoing]:
    """The extra piece is stored and labelled: it is the basis of bulk production (R150)."""
    leading(work, asked.viewer, row)
    after(row.state, SampleEvent.RETAINED)
    if not place:
        command = f"/sample {name(row)} keep"
        words = line(
            "Where is the piece of {number} kept that stays here? For example: {example}",
            number=samples.called(row),
            example="shelf B3",
        )
        return [asked.say((words,), card=question_card(command), conversation=row.conversation_id)]
    samples.moved(work, row, SampleEvent.RETAINED)
    row.place, row.label = " ".join(place.split())[:_LONGEST_PLACE], row.label or series.numbered(work, SERIES)
    words = line(
        "One piece of {number} is kept as {label}, {place}",
        number=samples.called(row),
        label=row.label,
        place=row.place,
    )
    noted(work, row, words, asked.me.id, str(SampleState.REVIEWED), label=row.label)
    label_wished(work, row, asked.me.id)
    return [shown(work, asked, row, (line("The label is being drawn; I send it to you."),))]


def _reviewed(work: Work, row: SampleRow, by: int | None) -> list[Outgoing]:
    before = str(row.state)
    samples.moved(work, row, SampleEvent.REVIEWED)
    row.reviewed_by, row.reviewed_at = by, work.now
    words = line("{person} has reviewed {number}", person=name_of(work.session, by), number=samples.called(row))
    noted(work, row, words, by, before, checklist=len(CHECKLIST))
    if not work.policy.sample_extra:
        samples.moved(work, row, SampleEvent.RETAINED)
        return told_owner(work, row, (words, line("It may be sent.")))
    command = f"/sample {name(row)} keep"
    ask = line(
        "Where is the piece of {number} kept that stays here? For example: {example}",
        number=samples.called(row),
        example="shelf B3",
    )
    return to_colleague(work, row.owner_id, (words, ask), card=question_card(command), conversation=row.conversation_id)


def _rows(work: Work, asked: Asked) -> Table:
    """Those of the table of approvals where the company has written its own row, else those of the setting (C24)."""
    own = [each for each in work.policy.approvals if each.thing == SENDING]
    if own and own != [each for each in DEFAULT_TABLE if each.thing == SENDING]:
        return needed(work.policy.approvals, SENDING, {}, frozenset(asked.me.roles))
    return rows_of(SENDING, work.policy.sample_send_approver)


def _reviews_herself(work: Work, asked: Asked, row: SampleRow) -> bool:
    """Whether whoever says that it is ready may review it, too: the manager, or the owner where the setting names her."""
    told = work.policy.sample_send_approver
    if OWNER in told and row.owner_id == asked.me.id:
        return True
    return has_rank(frozenset(asked.me.roles), set(told) - {OWNER})


def _of(work: Work, approval: ApprovalRow) -> SampleRow | None:
    number = approval.subject.removeprefix("sample:")
    return samples.sample(work.session, int(number)) if number.isdecimal() else None
