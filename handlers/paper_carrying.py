"""What becomes of trade papers of each kind when they are released, drawn, sent: a row for each kind that does more than that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from documents.catalogue import BY_NAME, FORMS
from handlers import (
    deal_papers,
    inspections,
    packing,
    payment_invoicing,
    payment_letters,
    production_orders,
    purchase_orders,
    sample_paper,
    shipping,
)
from handlers.asked import Asked
from handlers.drawing import Drawing
from handlers.paper_files import as_files
from handlers.paper_sending import has_left, sent_elsewhere
from handlers.payments import triggered
from handlers.return_reasons import reason_of
from handlers.telling import to_colleague
from handlers.trade_papers import content_matches, noted, order_of, paper_of, released, sheet_of
from rules.approval import ApprovalState
from rules.outgoing import Choice, Outgoing
from rules.payment import Trigger
from rules.policy import Policy
from rules.trade_paper import KIND_WORDS, SIGNED, Kind
from rules.trade_paper_moves import PaperEvent, PaperState
from rules.words import Line, line, title
from storage import trade_papers
from storage.colleagues import name_of
from storage.papers import Filed
from storage.tables.approvals import ApprovalRow
from storage.tables.conversations import ConversationRow, DraftRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

Hook = Callable[[Work, TradePaperRow], "list[Outgoing]"]


def _nothing(work: Work, row: TradePaperRow) -> list[Outgoing]:
    return []


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a kind does besides: once it is released, once its files are there, once it has left, is signed, or was returned."""

    released: Hook = _nothing
    drawn: Hook = _nothing
    sent: Hook = _nothing
    signed: Hook = _nothing
    returned: Hook = _nothing


def _deal_signed(work: Work, row: TradePaperRow) -> list[Outgoing]:
    """The customer has signed: the production order is owed, and what is to be paid at signing is due (R179, R235)."""
    order = order_of(work.session, row)
    due = triggered(work, order, Trigger.SIGNING) if order is not None else []
    return [*production_orders.deal_signed(work, row), *due]


HOOKS: Mapping[Kind, Hooks] = {
    Kind.PROFORMA: Hooks(drawn=deal_papers.drawn, signed=_deal_signed),
    Kind.CONTRACT: Hooks(drawn=deal_papers.drawn, signed=_deal_signed),
    Kind.PURCHASE: Hooks(
        released=purchase_orders.released,
        drawn=purchase_orders.drawn,
        sent=purchase_orders.has_gone,
        signed=purchase_orders.signed_back,
    ),
    Kind.INSPECTION: Hooks(drawn=inspections.drawn),
    Kind.PRODUCTION: Hooks(released=production_orders.released, drawn=production_orders.drawn),
    Kind.PACKING: Hooks(drawn=packing.drawn, sent=packing.has_left),
    Kind.SHIPMENT: Hooks(drawn=shipping.drawn, sent=shipping.has_left),
    Kind.INVOICE: Hooks(drawn=payment_invoicing.drawn),
    Kind.REMINDER: Hooks(drawn=payment_letters.drawn, sent=payment_letters.sent),
    Kind.SAMPLE: Hooks(released=sample_paper.confirmed, drawn=sample_paper.drawn, returned=sample_paper.returned),
}
"""By kind; a kind without a row does nothing besides."""


def paper_has_left(work: Work, asked: Asked, matter: ConversationRow, row: DraftRow) -> list[Outgoing]:
    """Its covering mail was released: it is sent, and what its kind does besides is done."""
    paper = trade_papers.of_draft(work.session, row.id)
    said = has_left(work, asked, matter, row)
    if paper is None:
        return said
    order = order_of(work.session, paper)
    if order is not None and paper.kind != Kind.PURCHASE:
        order.told_at = work.now
    return [*said, *_hooks(paper).sent(work, paper)]


def paper_sent_elsewhere(work: Work, asked: Asked, row: TradePaperRow, how: str) -> list[Outgoing]:
    """It went another way: it counts as sent, and what its kind does besides is done."""
    said = sent_elsewhere(work, asked, row, how)
    return [*said, *_hooks(row).sent(work, row)]


def carry_paper(work: Work, row: ApprovalRow) -> list[Outgoing] | None:
    """It is released by people. None where its content has changed meanwhile."""
    paper = paper_of(work, row)
    if paper is None or not content_matches(paper, row):
        return None
    said = released(work, paper, row)
    words = line("{number} is released.", number=trade_papers.called(paper))
    return [*said, *_told(work, paper, (words,)), *_hooks(paper).released(work, paper)]


def follow_paper(work: Work, row: ApprovalRow) -> list[Outgoing]:
    """It was returned, taken back, or nobody decided: it is a draft again, and its author hears why."""
    paper = paper_of(work, row)
    if paper is None or paper.state != PaperState.PENDING or row.state == ApprovalState.ASKED:
        return []
    number = trade_papers.called(paper)
    if row.state == ApprovalState.RETURNED:
        trade_papers.moved(work, paper, PaperEvent.RETURNED, row.reason)
        person = name_of(work.session, row.decided_by)
        words = line("{person} returns {number}: {reason}", person=person, number=number, reason=reason_of(row.reason))
    else:
        trade_papers.moved(work, paper, PaperEvent.VOIDED)
        words = line("{number} is a draft again: nobody has released it.", number=number)
    noted(work, paper, "paper", words, row.decided_by, {"state": paper.state})
    return [*_told(work, paper, (words,)), *_hooks(paper).returned(work, paper)]


def drawings(session: Session, policy: Policy) -> list[Drawing]:
    """Every trade paper that is to be drawn now: what is released first."""
    found = []
    for row in trade_papers.without_files(session):
        at = row.approved_at or row.edited_at
        key = f"told:trade-papers:{row.id}:{row.content_hash[:16]}:{at.isoformat()}"
        found.append(_drawing(session, row, policy, key, row.language, None))
    for each in trade_papers.open_wishes(session):
        meant = trade_papers.paper(session, each.paper_id)
        if meant is not None:
            language = each.language or meant.language
            found.append(_drawing(session, meant, policy, f"told:trade-paper:{each.id}", language, each.id))
    return [each for each in found if each.document in BY_NAME]


def _drawing(
    session: Session, row: TradePaperRow, policy: Policy, key: str, language: str, wish: int | None
) -> Drawing:
    return Drawing(
        key=key,
        document=row.kind,
        value=sheet_of(session, row, policy, language),
        language=language,
        is_wish=wish is not None,
        drawn=partial(_drawn, row.id, row.content_hash, wish),
        not_drawn=partial(_not_drawn, row.id, wish),
    )


def _drawn(
    number: int, content_hash: str, wish: int | None, work: Work, papers: Filed, remarks: Sequence[Line]
) -> list[Outgoing]:
    row = trade_papers.paper(work.session, number)
    if row is None:
        return []
    if wish is not None:
        return _shown(work, row, wish, papers, remarks)
    if row.state != PaperState.APPROVED or row.papers is not None or row.content_hash != content_hash:
        return []  # changed meanwhile: it is drawn anew under another key
    row.papers = [list(each) for each in papers if each[0] in FORMS]
    work.session.flush()
    words = line("{number} is drawn", number=trade_papers.called(row))
    noted(work, row, "paper", words, None, {"papers": {str(each[4]): each[2] for each in papers}})
    said = _hooks(row).drawn(work, row)
    if remarks:
        head = title("The paper of {number} is not as it should be.", number=trade_papers.called(row))
        said = [*said, *_told(work, row, (head, *remarks))]
    return said


def _shown(work: Work, row: TradePaperRow, wish: int, papers: Filed, remarks: Sequence[Line]) -> list[Outgoing]:
    wanted = trade_papers.wish(work.session, wish)
    if wanted is None or wanted.done_at is not None:
        return []
    trade_papers.fulfilled(work, wanted, papers)
    words = [title("{document} {number}", document=KIND_WORDS[Kind(row.kind)], number=trade_papers.called(row))]
    if row.approved_at is None:
        words.append(line("A draft: it says so across each page until it is released."))
    return to_colleague(work, wanted.asked_by, (*words, *remarks), files=as_files(papers), at_once=True)


def _not_drawn(number: int, wish: int | None, work: Work, reason: str) -> list[Outgoing]:
    row = trade_papers.paper(work.session, number)
    if row is None:
        return []
    words = (
        line("The paper of {number} could not be drawn: {reason}", number=trade_papers.called(row), reason=reason),
        line("Administrators know of it; what you wrote is kept."),
    )
    wanted = trade_papers.wish(work.session, wish) if wish is not None else None
    if wanted is not None:
        trade_papers.fulfilled(work, wanted, ())
        return to_colleague(work, wanted.asked_by, words, at_once=True)
    return _told(work, row, words)


def _told(work: Work, row: TradePaperRow, lines: Sequence[Line]) -> list[Outgoing]:
    """Its author and its order's owner, each once."""
    order = order_of(work.session, row)
    people = {row.made_by, *([order.owner_id] if order else [])}
    buttons = ((*_next(row), Choice(line("Show"), f"/order {order.id}")),) if order else ()
    conversation = order.conversation_id if order else None
    return [
        each
        for person in sorted(people)
        for each in to_colleague(work, person, lines, buttons, conversation=conversation)
    ]


def _next(row: TradePaperRow) -> tuple[Choice, ...]:
    """What comes next, once it is released."""
    is_ours = row.kind in SIGNED and row.state == PaperState.APPROVED
    return (Choice(line("Send"), f"/deal P{row.id} send"),) if is_ours else ()


def _hooks(row: TradePaperRow) -> Hooks:
    return HOOKS.get(Kind(row.kind), Hooks())
