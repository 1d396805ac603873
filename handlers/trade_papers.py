"""Trade papers: begun, changed, put to the supervisor, released and drawn; the machinery that every kind of them shares.

What is done besides when one of a kind is released, leaves or is signed stands in `handlers.paper_carrying`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from documents.company import company_of
from documents.trade_sheet import Sheet
from handlers.approving import voided, wanted
from handlers.asked import Asked
from handlers.paper_files import as_files
from handlers.sample_record import recorded
from rules.approval import ApprovalState
from rules.approval_table import Table
from rules.outgoing import Outgoing, StoredFile
from rules.permission import Viewer
from rules.policy import Policy
from rules.refusal import Refused
from rules.trade_paper import FIELD_WORDS, KIND_WORDS, REVIEWED, Kind, TradePaper, missing, to_plain
from rules.trade_paper_moves import CHANGEABLE, STATE_WORDS, PaperEvent, PaperState
from rules.words import Line, line, title, verbatim
from storage import approvals, orders, trade_papers
from storage.colleagues import addresses_of, name_of
from storage.happenings import note
from storage.tables.approvals import ApprovalRow
from storage.tables.orders import OrderRow
from storage.tables.samples import SampleRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

THING = "paper"
"""How the table of approvals calls it."""
_SUBJECT = "trade-paper:"


def subject_of(row: TradePaperRow) -> str:
    return f"{_SUBJECT}{row.id}"


def paper_of(work: Work, row: ApprovalRow) -> TradePaperRow | None:
    """The paper that an approval is about."""
    number = row.subject.removeprefix(_SUBJECT)
    return trade_papers.paper(work.session, int(number)) if row.thing == THING and number.isdigit() else None


def order_of(session: Session, row: TradePaperRow) -> OrderRow | None:
    return orders.order(session, row.order_id)


def name(row: TradePaperRow) -> str:
    """As buttons name it: P12."""
    return f"P{row.id}"


def found(work: Work, viewer: Viewer, text: str, sees: Iterable[TradePaperRow] | None = None) -> TradePaperRow:
    """The paper that she names. Whether she may see it is asked by the caller, who knows its order or sample."""
    row = trade_papers.meant(work.session, text)
    if row is None or (sees is not None and row.id not in {each.id for each in sees}):
        raise Refused("I know no paper {number} of yours.", number=text[:20] or "?")
    return row


def drafted(
    work: Work,
    by: int,
    told: TradePaper,
    words: Iterable[Line] = (),
    *,
    order: OrderRow | None = None,
    sample: SampleRow | None = None,
    partner: str = "",
    partner_address: str = "",
    language: str = "",
    replaces: TradePaperRow | None = None,
) -> TradePaperRow:
    """A new paper as a draft."""
    lines = tuple(words) or (line("{document} is drafted", document=KIND_WORDS[told.kind]),)
    row = trade_papers.begun(
        work,
        told,
        by,
        lines,
        order_id=order.id if order else None,
        sample_id=sample.id if sample else None,
        partner=partner,
        partner_address=partner_address,
        language=language or told.order.goods.language or "en",
        replaces_id=replaces.id if replaces else None,
        version=replaces.version + 1 if replaces else 1,
    )
    noted(work, row, "paper", lines, by, {"revision": 1})
    return row


def changed(work: Work, asked: Asked, row: TradePaperRow, told: TradePaper, words: Iterable[Line]) -> list[Outgoing]:
    """The draft says this now. What was asked for or released is void, and those concerned hear why (R165)."""
    if row.state not in {*CHANGEABLE, PaperState.PENDING, PaperState.APPROVED}:
        raise Refused(
            "{number} is {state}: it is not changed any more. An amendment: {example}",
            number=trade_papers.called(row),
            state=STATE_WORDS[PaperState(row.state)],
            example=f"/deal {name(row)} amend",
        )
    lines = tuple(words)
    said = unreleased(work, row, asked.me.id, line("the paper has changed"))
    if trade_papers.rewritten(work, row, told, asked.me.id, lines):
        noted(work, row, "paper", lines, asked.me.id, {"revision": row.revision})
    return said


def unreleased(work: Work, row: TradePaperRow, by: int | None, because: Line) -> list[Outgoing]:
    """Whatever was asked for or released of it is void; who asked hears it unless she did it herself."""
    newest = approvals.newest(work.session, THING, subject_of(row))
    if newest is None or newest.state not in {ApprovalState.ASKED, ApprovalState.APPROVED}:
        return []
    return voided(work, newest, by, because)


def lacking(row: TradePaperRow) -> tuple[Line, ...]:
    """What mandatory fields of its form are empty, in a sentence; nothing where it is complete."""
    fields = missing(trade_papers.content(row))
    if not fields:
        return ()
    words = tuple(FIELD_WORDS.get(each) or verbatim(each) for each in fields)
    return (line("{number} is not complete. Missing: {fields}", number=trade_papers.called(row), fields=words),)


def submitted(
    work: Work, asked: Asked, row: TradePaperRow, details: Iterable[Line] = (), rows: Table | None = None
) -> list[Outgoing]:
    """Puts it to whoever releases it; a kind that nobody releases is released at once. Says what is missing, if anything is.

    The returned words go to her who asked and to those who are to release it; `rows` are those that hold, where the kind has
    a rule of its own.
    """
    if empty := lacking(row):
        return [asked.say(empty)]
    if row.kind not in REVIEWED:
        return released(work, row, None)
    if row.state not in CHANGEABLE:
        raise Refused(
            "{number} is {state} already.", number=trade_papers.called(row), state=STATE_WORDS[PaperState(row.state)]
        )
    authors = {row.made_by, row.edited_by, *(each.by for each in trade_papers.revisions(work.session, row.id))}
    order = order_of(work.session, row)
    words = (title("{document} {number}", document=KIND_WORDS[Kind(row.kind)], number=trade_papers.called(row)),)
    trade_papers.moved(work, row, PaperEvent.SUBMITTED)
    asked_for = wanted(
        work,
        asked.me,
        THING,
        subject_of(row),
        row.content,
        words,
        facts={"kind": row.kind},
        customer=order.customer_id if order else None,
        conversation=order.conversation_id if order else None,
        details=details,
        authors=authors,
        rows=rows,
    )
    if asked_for is None:
        raise Refused(
            "The table of approvals sets papers free, and this one needs a second person. The manager changes it: {example}",
            example="/approvals table paper: supervisor",
        )
    approval, said = asked_for
    told = line(
        "{number} waits for its release (approval {approval}).", number=trade_papers.called(row), approval=approval.id
    )
    return [asked.say((told,)), *said]


def released(work: Work, row: TradePaperRow, approval: ApprovalRow | None) -> list[Outgoing]:
    """It is released as it is now, gets its number, and is drawn next. `approval` is None for a kind that needs none."""
    draft = trade_papers.called(row)
    row.approval_id = approval.id if approval else None
    row.approved_at, row.approved_hash, row.reason = work.now, row.content_hash, ""
    trade_papers.moved(work, row, PaperEvent.APPROVED)
    number = trade_papers.numbered(work, row)
    words = line("{draft} is released as {number}.", draft=draft, number=number)
    noted(work, row, "paper_released", words, None, {"number": number, "hash": row.content_hash})
    return []


def content_matches(row: TradePaperRow, approval: ApprovalRow) -> bool:
    """Whether what waits is exactly what was asked for."""
    return row.state == PaperState.PENDING and row.content_hash == approval.content_hash


def files_of_paper(row: TradePaperRow) -> tuple[StoredFile, ...]:
    """The files of the released paper, the PDF first; none before they are drawn."""
    return as_files(row.papers or ())


def noted(
    work: Work,
    row: TradePaperRow,
    verb: str,
    words: Line | tuple[Line, ...],
    actor: int | None,
    after: dict[str, object],
) -> None:
    """On the timeline of its order's or sample's conversation."""
    order = order_of(work.session, row)
    sample = work.session.get(SampleRow, row.sample_id) if row.sample_id else None
    about = order or sample
    note(
        work,
        verb,
        words,
        actor=actor,
        conversation=about.conversation_id if about else None,
        customer=about.customer_id if about else None,
        after={"paper": row.id, "kind": row.kind, "order": row.order_id, **after},
    )


def sheet_of(session: Session, row: TradePaperRow, policy: Policy, language: str = "") -> Sheet:
    """What is drawn: the paper as it, its order and the company stand now."""
    order = order_of(session, row)
    sample = session.get(SampleRow, row.sample_id) if row.sample_id else None
    owner = order.owner_id if order else sample.owner_id if sample else row.made_by
    zone = ZoneInfo(policy.zone)
    at = row.approved_at or row.edited_at
    ticked = _ticked(session, row, zone)
    if sample is not None:
        ticked = {"confirmed_by": ticked.get("confirmed_by", ""), **recorded(session, sample, row, zone)}
    return Sheet(
        paper=trade_papers.content(row),
        number=trade_papers.called(row),
        on=at.astimezone(zone).date(),
        company=company_of(policy),
        contact=(name_of(session, owner), *addresses_of(session, owner)[:1]),
        partner=tuple(each for each in (row.partner, row.partner_address) if each),
        order_number=str(order.id) if order else "",
        customer_number=order.customer_number if order else "",
        is_draft=row.approved_at is None,
        language=language or row.language,
        ticked=ticked,
        version=row.version,
    )


def _ticked(session: Session, row: TradePaperRow, zone: ZoneInfo) -> dict[str, str]:
    """What its way has filled in, by the names of annex B."""
    releases = approvals.releases(session, row.approval_id) if row.approval_id else []
    names = ", ".join(name_of(session, each.given_by) for each in releases)
    days: dict[str, date | None] = {
        key: at.astimezone(zone).date() if at else None
        for key, at in (
            ("signed_returned_at", row.signed_at),
            ("signed_back_at", row.signed_at),
            ("company_signed_at", row.company_signed_at),
            ("copy_to_customer_at", row.copy_delivered_at),
            ("sent_to_customer_at", row.sent_at),
        )
    }
    told = {key: day.isoformat() for key, day in days.items() if day}
    told |= {key: names for key in ("confirmed_by", "reviewed_by") if names}
    told |= {"archive_ref": row.archive_ref} if row.archive_ref else {}
    told |= {"rechecked_by": name_of(session, row.rechecked_by)} if row.rechecked_by else {}
    return told


def content_plain(told: TradePaper) -> dict[str, object]:
    """As an approval keeps it."""
    return to_plain(told)
