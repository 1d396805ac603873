"""What follows when an order is opened, changes or ends: its payment, its second cost analysis, its papers and tasks."""

from __future__ import annotations

from handlers.approving import overtaken, voided
from handlers.order_dates import planned
from handlers.payments import plan_parts, redated
from handlers.payments import voided as parts_voided
from handlers.sample_basis import ended_with
from rules.approval import ApprovalState
from rules.order_moves import Stage
from rules.outgoing import Outgoing
from rules.trade_paper import SIGNED
from rules.trade_paper_moves import HOLDS, MOVES, UNSIGNED, PaperEvent, PaperState
from rules.words import Line, line, verbatim
from storage import approvals, orders, tasks, trade_papers
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

COST = "order.cost"
"""How the table of approvals calls the second cost analysis."""
CANCEL = "order.cancel"


def subject_of(row: OrderRow) -> str:
    """How approvals name an order."""
    return f"order:{row.id}"


def replanned(work: Work, row: OrderRow, by: int | None = None, *, money: bool = True) -> list[Outgoing]:
    """Days, supply, total or payment are others: the day of every stage and the parts of the payment follow.

    `money`: whether the parts are divided anew; a term that nobody can read is asked about again only then.
    """
    said = planned(work, row, by)
    if money:
        said = [*said, *plan_parts(work, row, by)]
    redated(work, row)
    return said


def recheck_open(work: Work, row: OrderRow, by: int) -> list[Outgoing]:
    """The goods or their costs are others: what was checked or released of the second cost analysis holds no more (R121)."""
    newest = approvals.newest(work.session, COST, subject_of(row))
    said: list[Outgoing] = []
    if newest is not None and newest.state == ApprovalState.ASKED:
        said = voided(work, newest, by, line("the order or its costs have changed"))
    row.recheck_by, row.recheck_at, row.recheck_margin = None, None, ""
    row.recheck_ok, row.recheck_approval_id = False, None
    work.session.flush()
    return said


def binding(work: Work, row: OrderRow) -> TradePaperRow | None:
    """The contract or proforma invoice that the other side has signed, the newest; None while nothing binds."""
    return next(
        (
            each
            for each in trade_papers.of_order(work.session, row.id)
            if each.kind in SIGNED and each.state in HOLDS and each.signed_at is not None
        ),
        None,
    )


def same_number(work: Work, row: OrderRow) -> list[Line]:
    """Another order of the customer has the same number of his: it may be the same one, entered twice."""
    if not row.customer_key or row.customer_id is None:
        return []
    twins = [
        each
        for each in orders.of_customer(work.session, row.customer_id)
        if each.customer_key == row.customer_key and each.id != row.id and each.stage != Stage.CANCELLED
    ]
    return [line("Order {number} has the same number. Is it one and the same?", number=each.id) for each in twins[:1]]


def outdated(work: Work, row: OrderRow) -> list[Line]:
    """Papers that are being made or signed and say it as it was before."""
    papers = [each for each in trade_papers.of_order(work.session, row.id) if each.state in UNSIGNED]
    if not papers:
        return []
    names = tuple(verbatim(trade_papers.called(each)) for each in papers[:6])
    return [line("These papers say it as it was before: {papers}. Make them anew where it matters.", papers=names)]


def ended(work: Work, row: OrderRow, by: int | None = None) -> list[Outgoing]:
    """It was cancelled: its papers, expected payments, tasks and whatever waits for a release end with it (R172)."""
    said = overtaken(work, COST, subject_of(row), by)
    for paper in trade_papers.of_order(work.session, row.id):
        said += _paper_ended(work, row, paper, by)
    parts_voided(work, row, by)
    tasks.done(work, "order", row.id, outcome="cancelled")
    ended_with(work, row, row.reason)
    work.session.flush()
    return said


def _paper_ended(work: Work, row: OrderRow, paper: TradePaperRow, by: int | None) -> list[Outgoing]:
    said = overtaken(work, "paper", f"trade-paper:{paper.id}", by)
    state = PaperState(paper.state)
    for event in (PaperEvent.CANCELLED, PaperEvent.DROPPED):
        if (state, event) in MOVES:
            trade_papers.moved(work, paper, event, row.reason)
            break
    tasks.done(work, "paper", paper.id, outcome="cancelled")
    return said
