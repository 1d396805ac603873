"""Signatures: the signed copy is taken in, checked by a second person, signed by us, delivered, archived (M4, R159-R168)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers.asked import Asked
from handlers.mails import attachment_of
from handlers.order_consequences import recheck_open, replanned
from handlers.order_sight import acts_for
from handlers.ordering import changed, people_of
from handlers.paper_carrying import HOOKS, Hooks
from handlers.telling import to_colleague
from handlers.trade_papers import files_of_paper, name, noted, order_of
from rules.deal import archived_at
from rules.outgoing import Choice, Choices, Outgoing, StoredFile
from rules.permission import Role, Viewer
from rules.quote_difference import differences
from rules.refusal import Refused
from rules.signed_copy import fault_of, fault_words
from rules.trade_paper import KIND_WORDS, Kind
from rules.trade_paper_moves import HOLDS, STATE_WORDS, PaperEvent, PaperState
from rules.words import Line, line, title, verbatim
from storage import orders, tasks, trade_papers
from storage.colleagues import with_role
from storage.conversations import conversation, standing
from storage.customers import customer
from storage.drafts import draft
from storage.facts import fact, remember
from storage.letters import letter as letter_row
from storage.letters import reading_of
from storage.tables.orders import OrderFileRow, OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

RECHECKERS = frozenset({Role.SUPERVISOR, Role.MANAGER})
TICKS = ("genuine", "complete")
"""What the second pair of eyes says of a signed copy (R166)."""
_MORE_PAGES = frozenset({PaperState.SIGNED, PaperState.RECHECKED})


def taken(
    work: Work, asked: Asked, row: TradePaperRow, files: Iterable[StoredFile], letter_id: int | None = None
) -> list[Outgoing]:
    """These files are the signed copy, as somebody says who looked at them. Refuses what cannot be one; nothing is changed then.

    Further files are further pages, as long as nobody has archived it.
    """
    order, chosen = _order(work, row), list(files)
    _may_be_signed(work, row)
    known = {each.sha256 for each in copies(work, row)}
    fresh = [each for each in chosen if each.sha256 not in known]
    if not fresh:
        raise Refused("I have this file already as the signed copy of {number}.", number=trade_papers.called(row))
    for each in fresh:
        orders.filed(
            work,
            order,
            "signed",
            number=trade_papers.called(row),
            dated_on=work.calendar.day_of(work.now),
            name=each.name,
            media_type=each.content_type,
            size=each.size,
            sha256=each.sha256,
            paper_id=row.id,
            letter_id=letter_id,
            by=asked.me.id,
        )
    if row.signed_at is not None:
        _forget_ticks(work, row)
        words = line("{count} more pages of {number} are kept.", count=len(fresh), number=trade_papers.called(row))
        return [asked.say((words,)), *(_to_be_checked(work, row, order) if row.state == PaperState.SIGNED else [])]
    if work.policy.signature_kind == "original" and row.original_at is None:
        example = f"/signed {name(row)} original"
        kept = (
            line("The copy of {number} is kept.", number=trade_papers.called(row)),
            line("Here the original counts. When it is in the house: {example}", example=example),
        )
        return [asked.say(kept, ((Choice(line("Original is here"), f"/signed {name(row)} original"),),))]
    return [*_signed(work, asked, row, order)]


def checked_files(files: Iterable[StoredFile], danger: str = "") -> list[StoredFile]:
    """The files, if each can be a signed copy. Refuses the first that cannot, with what would be one."""
    found = list(files)
    for each in found:
        if fault := fault_of(each.name, each.content_type, each.size, danger):
            raise Refused("{words}", words=fault_words(fault, each.name))
    return found


def from_letter(work: Work, row: TradePaperRow, number: int, part: int) -> StoredFile:
    """That attachment of a letter in a conversation of its order or partner. Refuses every other (T26)."""
    found, read = letter_row(work.session, number), reading_of(work.session, number)
    theirs = found is not None and found.conversation_id in conversations_of(work, row)
    attachment = next((each for each in read.attachments if each.part == part), None) if read and theirs else None
    if found is None or attachment is None:
        raise Refused("I know no such file. Send me the signed copy: {example}", example=f"/signed {name(row)}")
    if fault := fault_of(attachment.name, attachment.content_type, attachment.size, attachment.danger):
        raise Refused("{words}", words=fault_words(fault, attachment.name))
    return attachment_of(found, attachment)


def conversations_of(work: Work, row: TradePaperRow) -> frozenset[int]:
    """Where its signed copy may come in: the order's conversation, and the one in which it went."""
    order, mail = order_of(work.session, row), draft(work.session, row.draft_id)
    numbers = {order.conversation_id} if order and not row.partner_address else set()
    numbers |= {mail.conversation_id} if mail else set()
    found = [conversation(work.session, each) for each in numbers]
    return frozenset(numbers | {standing(work.session, each).id for each in found if each is not None})


def copies(work: Work, row: TradePaperRow) -> list[OrderFileRow]:
    """The files of its signed copy, the oldest first."""
    if row.order_id is None:
        return []
    return [each for each in orders.files(work.session, row.order_id, "signed") if each.paper_id == row.id]


def stored_copies(work: Work, row: TradePaperRow, only_ours: bool = False) -> tuple[StoredFile, ...]:
    """The same as files that can be shown and attached; those that bear both signatures, if they are wanted and there."""
    found = copies(work, row)
    both = [each for each in found if row.company_signed_at is not None and each.at >= row.company_signed_at]
    return tuple(_as_file(work, each) for each in (both if only_ours and both else found))


def original_came(work: Work, asked: Asked, row: TradePaperRow) -> list[Outgoing]:
    """The original on paper is in the house (C31); where only originals count, it is signed by that."""
    order, number = _order(work, row), trade_papers.called(row)
    if row.original_at is not None:
        raise Refused("The original of {number} is noted already, {at}.", number=number, at=row.original_at)
    if row.state not in {PaperState.SENT, *HOLDS}:
        raise Refused("{number} is {state}: there is nothing to be signed yet.", number=number, state=_state(row))
    row.original_at = work.now
    words = line("{person}: the original of {number} is here.", person=asked.me.name, number=number)
    noted(work, row, "paper_signed", words, asked.me.id, {"original": True})
    if row.signed_at is None:
        return _signed(work, asked, row, order)
    return [asked.say((line("Noted: the original of {number} is here.", number=number),))]


def ticked(work: Work, asked: Asked, row: TradePaperRow, tick: str) -> list[Outgoing]:
    """Genuine, complete: with both it is rechecked. Nobody checks what she wrote or took in (R166, four eyes)."""
    order = _order(work, row)
    _may_recheck(work, asked.viewer, row, order)
    ticks = dict(fact(work.session, _ticks(row)) or {}) | {tick: asked.me.id}
    remember(work.session, _ticks(row), ticks, work.now)
    work.session.flush()
    number = trade_papers.called(row)
    if set(ticks) != set(TICKS):
        open_one = next(each for each in TICKS if each not in ticks)
        words = line("Noted. Is it {what}, too?", what=_TICK_WORDS[open_one])
        return [asked.say((words,), _tick_choices(row, (open_one,)))]
    row.rechecked_at, row.rechecked_by = work.now, asked.me.id
    trade_papers.moved(work, row, PaperEvent.RECHECKED)
    words = line("{person} finds the signatures of {number} genuine and complete.", person=asked.me.name, number=number)
    noted(work, row, "paper_signed", words, asked.me.id, {"state": row.state})
    next_one = ((Choice(line("We have signed"), f"/deal {name(row)} company"),),)
    said = to_colleague(work, order.owner_id, (words,), next_one, conversation=order.conversation_id)
    return [asked.say((words,), next_one), *said]


def refused(work: Work, asked: Asked, row: TradePaperRow, reason: str) -> list[Outgoing]:
    """The signature is not in order: it waits for another one, and the owner hears why."""
    order = _order(work, row)
    mistaken = row.state == PaperState.ARCHIVED and row.rechecked_at is None and acts_for(asked.viewer, order)
    if not mistaken:
        _may_recheck(work, asked.viewer, row, order)
    if not reason.strip():
        raise Refused("Why not? {example}", example=f"/signed {name(row)} wrong page 2 is missing")
    trade_papers.moved(work, row, PaperEvent.UNSIGNED, reason.strip()[:500])
    row.signed_at, row.archived_at, row.archive_ref = None, None, ""
    _forget_ticks(work, row)
    words = line(
        "{person} does not take the signature of {number}: {reason}",
        person=asked.me.name,
        number=trade_papers.called(row),
        reason=verbatim(reason.strip()[:300]),
    )
    noted(work, row, "paper_signed", words, asked.me.id, {"state": row.state})
    again = (
        (Choice(line("Remind"), f"/deal {name(row)} remind"), Choice(line("Signed copy"), f"/signed {name(row)}")),
    )
    people = [each for each in people_of(order) if each != asked.me.id]
    said = [
        each for one in people for each in to_colleague(work, one, (words,), again, conversation=order.conversation_id)
    ]
    return [asked.say((words,), again if asked.me.id == order.owner_id else ()), *said]


def company_signed(work: Work, asked: Asked, row: TradePaperRow, files: Iterable[StoredFile]) -> list[Outgoing]:
    """We have signed, too; with the scan of it, if it is at hand."""
    order, number = _order(work, row), trade_papers.called(row)
    _waits_for(row, PaperState.COMPANY_SIGNED, _before_company(work, row))
    row.company_signed_at, row.company_signed_by = work.now, asked.me.id
    trade_papers.moved(work, row, PaperEvent.COMPANY_SIGNED)
    for each in files:
        orders.filed(
            work, order, "signed", number=number, dated_on=work.calendar.day_of(work.now), name=each.name,
            media_type=each.content_type, size=each.size, sha256=each.sha256, paper_id=row.id, by=asked.me.id,
        )  # fmt: skip
    words = line("{number} is signed by both sides.", number=number)
    noted(work, row, "paper_signed", words, asked.me.id, {"state": row.state})
    choices = (
        (
            Choice(line("Send the copy"), f"/deal {name(row)} copy"),
            Choice(line("Copy delivered"), f"/deal {name(row)} delivered"),
        ),
    )
    return [asked.say((words, line("The customer gets a copy of it.")), choices)]


def copy_delivered(work: Work, asked: Asked, row: TradePaperRow) -> list[Outgoing]:
    """The customer has his copy: it is archived (R167, R168)."""
    allowed = {PaperState.COMPANY_SIGNED} | (set() if _is_rechecked(work, row) else {PaperState.SIGNED})
    _waits_for(row, PaperState.COPY_DELIVERED, frozenset(allowed))
    row.copy_delivered_at = work.now
    trade_papers.moved(work, row, PaperEvent.COPY_DELIVERED)
    said = archived(work, row, asked.me.id)
    words = line("{number} is archived: {place}", number=trade_papers.called(row), place=row.archive_ref)
    return [asked.say((words,)), *said]


def archived(work: Work, row: TradePaperRow, by: int) -> list[Outgoing]:
    """It gets its place in the archive, and accounting its copy (R160, R168)."""
    order = _order(work, row)
    buyer = customer(work.session, order.customer_id)
    told = trade_papers.content(row).order.goods
    signed_on = work.calendar.day_of(row.signed_at or work.now)
    row.archived_at = work.now
    row.archive_ref = archived_at(
        work.policy.archive_order,
        trade_papers.called(row),
        signed_on.isoformat(),
        (buyer.grade or "") if buyer else "",
        (buyer.name if buyer else "") or told.company or told.contact,
    )
    trade_papers.moved(work, row, PaperEvent.ARCHIVED)
    words = line("{number} is archived: {place}", number=trade_papers.called(row), place=row.archive_ref)
    noted(work, row, "paper_signed", words, by, {"state": row.state, "place": row.archive_ref})
    return _copy_for_accounting(work, row, order)


def received(work: Work, asked: Asked, row: TradePaperRow) -> list[Outgoing]:
    """She has got her copy (R146, R160)."""
    known = list(row.received_by or [])
    if asked.me.id not in {each[0] for each in known}:
        row.received_by = [*known, [asked.me.id, work.now.isoformat()]]
        work.session.flush()
        words = line("{person} has a copy of {number}", person=asked.me.name, number=trade_papers.called(row))
        noted(work, row, "paper_signed", words, asked.me.id, {})
    return [asked.say((line("Noted: you have your copy of {number}.", number=trade_papers.called(row)),))]


def _signed(work: Work, asked: Asked, row: TradePaperRow, order: OrderRow) -> list[Outgoing]:
    number = trade_papers.called(row)
    row.signed_at = work.now
    trade_papers.moved(work, row, PaperEvent.SIGNED)
    tasks.done(work, "paper", row.id, ("signature",))
    words = line("{number} is signed by the other side, says {person}.", number=number, person=asked.me.name)
    files = {each.name: each.sha256 for each in copies(work, row)}
    noted(work, row, "paper_signed", words, asked.me.id, {"state": row.state, "files": files})
    said = _replaces(work, row, order, asked.me.id)
    said += [
        each
        for person in people_of(order)
        if person != asked.me.id
        for each in to_colleague(work, person, (words,), conversation=order.conversation_id)
    ]
    said += HOOKS.get(Kind(row.kind), Hooks()).signed(work, row)
    lines = [line("{number} is signed. The copy is in the file of order {order}.", number=number, order=order.id)]
    if work.policy.signature_kind == "both" and row.original_at is None:
        lines.append(line("When the original comes: {example}", example=f"/signed {name(row)} original"))
    wrong = Choice(line("It is not the right file"), f"/signed {name(row)} wrong the wrong file was taken")
    if _is_rechecked(work, row):
        lines.append(line("A supervisor now looks whether signatures and stamps are genuine and complete."))
        return [asked.say(lines), *said, *_to_be_checked(work, row, order)]
    if Kind(row.kind) in {Kind.PROFORMA, Kind.CONTRACT}:
        said += archived(work, row, asked.me.id)
        lines.append(line("It is archived, and accounting has a copy: {place}", place=row.archive_ref))
        return [asked.say(lines, ((wrong, Choice(line("Show"), f"/order {order.id}")),)), *said]
    return [asked.say(lines), *said]


def _replaces(work: Work, row: TradePaperRow, order: OrderRow, by: int) -> list[Outgoing]:
    """The version before it is out of force, and the order says what is agreed now."""
    before = trade_papers.paper(work.session, row.replaces_id)
    if before is None or before.state != PaperState.AMENDING:
        return []
    trade_papers.moved(work, before, PaperEvent.REPLACED)
    words = line("{old} is replaced by {new}", old=trade_papers.called(before), new=trade_papers.called(row))
    noted(work, before, "paper", words, None, {"state": before.state})
    told, now = orders.content(order), trade_papers.content(row).order
    if before.signed_at is None or told.goods == now.goods:
        return []
    words = line("as agreed in {number}", number=trade_papers.called(row))
    changed(work, order, replace(told, goods=now.goods), by, (words, *differences(told.goods, now.goods)))
    return [*recheck_open(work, order, by), *replanned(work, order, by)]


def _is_rechecked(work: Work, row: TradePaperRow) -> bool:
    """Whether a second pair of eyes looks at it: a contract always, a proforma invoice by deal.pi_recheck (R166)."""
    return row.kind == Kind.CONTRACT or (row.kind == Kind.PROFORMA and work.policy.pi_recheck)


def _before_company(work: Work, row: TradePaperRow) -> frozenset[PaperState]:
    return frozenset({PaperState.RECHECKED} if _is_rechecked(work, row) else {PaperState.SIGNED, PaperState.RECHECKED})


def _may_be_signed(work: Work, row: TradePaperRow) -> None:
    number = trade_papers.called(row)
    if row.state == PaperState.SENT or row.state in _MORE_PAGES:
        return
    if row.state == PaperState.APPROVED:
        raise Refused(
            "{number} has not been sent yet. Has it gone another way? {example}",
            number=number,
            example=f"/deal {name(row)} sent by whatsapp",
        )
    if row.state in HOLDS:
        raise Refused("{number} is {state} already; what is signed stays as it is.", number=number, state=_state(row))
    raise Refused("{number} is {state}: nobody can have signed it.", number=number, state=_state(row))


def _may_recheck(work: Work, viewer: Viewer, row: TradePaperRow, order: OrderRow) -> None:
    number = trade_papers.called(row)
    if not viewer.has(RECHECKERS):
        raise Refused("Whether signatures are in order is for supervisor and manager to say.")
    if viewer.id in _involved(work, row, order):
        raise Refused("You had a hand in {number}. Somebody else looks at its signatures.", number=number)
    if row.state != PaperState.SIGNED or not _is_rechecked(work, row):
        raise Refused("{number} is {state}: there is nothing to check now.", number=number, state=_state(row))


def _involved(work: Work, row: TradePaperRow, order: OrderRow) -> frozenset[int]:
    """Who wrote it, leads the order, or took the signed copy in."""
    people = {row.made_by, row.edited_by, order.owner_id, *(each.by for each in copies(work, row))}
    return frozenset(each for each in people if each is not None)


def _to_be_checked(work: Work, row: TradePaperRow, order: OrderRow) -> list[Outgoing]:
    involved = _involved(work, row, order)
    for role in (Role.SUPERVISOR, Role.MANAGER):
        people = [each.id for each in with_role(work.session, role) if each.id not in involved]
        if people:
            lines = (
                title("The signed copy of {number} is here", number=trade_papers.called(row)),
                line("Order {number}, {document}", number=orders.called(order), document=KIND_WORDS[Kind(row.kind)]),
                line("Are signatures and stamps genuine? Are they complete?"),
            )
            files = stored_copies(work, row)
            return [
                each
                for person in people
                for each in to_colleague(
                    work, person, lines, _tick_choices(row), conversation=order.conversation_id, files=files
                )
            ]
    words = line("Nobody who is here may check the signatures of {number}.", number=trade_papers.called(row))
    return to_colleague(work, order.owner_id, (words,), conversation=order.conversation_id)


_TICK_WORDS = {"genuine": line("genuine"), "complete": line("complete")}
_TICK_LABELS = {"genuine": line("Genuine"), "complete": line("Complete")}


def _tick_choices(row: TradePaperRow, ticks: Iterable[str] = TICKS) -> Choices:
    buttons = tuple(Choice(_TICK_LABELS[each], f"/signed {name(row)} {each}") for each in ticks)
    return (buttons, (Choice(line("Not in order"), f"/signed {name(row)} wrong"),))


def _copy_for_accounting(work: Work, row: TradePaperRow, order: OrderRow) -> list[Outgoing]:
    """Accounting checks the books by it (R160)."""
    lines = (
        line("{number} is signed: your copy for the books.", number=trade_papers.called(row)),
        line("Order {number}, {document}", number=orders.called(order), document=KIND_WORDS[Kind(row.kind)]),
    )
    files = (*files_of_paper(row)[:1], *stored_copies(work, row))
    got_it = ((Choice(line("Received"), f"/deal {name(row)} received"),),)
    said: list[Outgoing] = []
    for person in with_role(work.session, Role.ACCOUNTING):
        said += to_colleague(work, person.id, lines, got_it, files=files)
    return said


def _waits_for(row: TradePaperRow, to: PaperState, allowed: frozenset[PaperState]) -> None:
    number = trade_papers.called(row)
    if row.state == to:
        raise Refused("{number} is {state} already.", number=number, state=_state(row))
    if row.state not in allowed:
        raise Refused("{number} is {state}: that comes later.", number=number, state=_state(row))


def _order(work: Work, row: TradePaperRow) -> OrderRow:
    found = order_of(work.session, row)
    if found is None:
        raise Refused("{number} belongs to no order.", number=trade_papers.called(row))
    return found


def _as_file(work: Work, each: OrderFileRow) -> StoredFile:
    found, read = letter_row(work.session, each.letter_id), reading_of(work.session, each.letter_id or 0)
    part = next((one for one in read.attachments if one.sha256 == each.sha256), None) if read else None
    if found is not None and part is not None:
        return attachment_of(found, part)
    return StoredFile(each.name, each.media_type, each.size, each.sha256)


def _forget_ticks(work: Work, row: TradePaperRow) -> None:
    remember(work.session, _ticks(row), {}, work.now)


def _ticks(row: TradePaperRow) -> str:
    return f"paper_ticks:{row.id}"


def _state(row: TradePaperRow) -> Line:
    return STATE_WORDS[PaperState(row.state)]
