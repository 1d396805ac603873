"""The works at hand: an order with what its stages ask for, so that each dialogue begins where it matters."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from handlers.order_gates import WAIVER, items_hash
from rules.order_moves import Need, Stage
from rules.trade_paper import Kind, TradePaper
from rules.trade_paper_moves import PaperEvent, PaperState
from rules.words import line
from storage import orders, payments, trade_papers
from storage.colleagues import named
from storage.tables.approvals import ApprovalRow, ReleaseRow
from storage.tables.trade_papers import TradePaperRow
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import has_order


def has_order_at(desk: Desk, stage: Stage, **values: Any) -> Desk:
    """Ana's order of the newest conversation, in that stage, its five items confirmed and its costs rechecked."""
    has_order(desk, stage=stage, **values)
    with desk.database.deciding() as session:
        row = orders.order(session, 1)
        assert row is not None
        row.confirmed_at, row.confirmed_hash, row.recheck_ok = desk.now, items_hash(row), True
        session.commit()
    return desk


def has_paper(desk: Desk, kind: Kind, state: PaperState = PaperState.SIGNED) -> int:
    """A released paper of that kind; signed, if nothing else is said."""
    with desk.database.deciding() as session:
        work = desk.work(session)
        row = orders.order(session, 1)
        ana = named(session, "Ana")
        assert row is not None
        assert ana is not None
        paper = trade_papers.begun(
            work, TradePaper(kind, orders.content(row)), ana.id, (line("drafted"),), order_id=row.id
        )
        _released(session, paper, desk, state)
        session.commit()
        return paper.id


def _released(session: Session, paper: TradePaperRow, desk: Desk, state: PaperState) -> None:
    """Sam has released it, as the database wants it; then it goes as far as was said."""
    work, sam = desk.work(session), named(session, "Sam")
    assert sam is not None
    bound: dict[str, Any] = {
        "asked_by": paper.made_by,
        "created_by": paper.made_by,
        "edited_by": paper.edited_by,
        "content_hash": paper.content_hash,
    }
    approval = ApprovalRow(
        thing="paper", subject=f"trade-paper:{paper.id}", content=paper.content, words=[], steps=[[["supervisor"], 1, []]],
        needs=1, state="asked", asked_at=desk.now, remind_at=desk.now, deputy_at=desk.now, expires_at=desk.now, **bound,
    )  # fmt: skip
    session.add(approval)
    session.flush()
    session.add(ReleaseRow(approval_id=approval.id, given_by=sam.id, seat=sam.id, step=0, given_at=desk.now, **bound))
    session.flush()
    approval.state, approval.decided_by, approval.decided_at = "approved", sam.id, desk.now
    session.flush()
    paper.approval_id, paper.approved_at, paper.approved_hash, paper.papers = (
        approval.id,
        desk.now,
        paper.content_hash,
        [],
    )
    trade_papers.moved(work, paper, PaperEvent.APPROVED)
    trade_papers.numbered(work, paper)
    if state in {PaperState.SENT, PaperState.SIGNED}:
        trade_papers.moved(work, paper, PaperEvent.SENT)
    if state is PaperState.SIGNED:
        trade_papers.moved(work, paper, PaperEvent.SIGNED)
        paper.signed_at = desk.now


def is_waived(desk: Desk, need: Need) -> Desk:
    with desk.database.deciding() as session:
        row, ana = orders.order(session, 1), named(session, "Ana")
        assert row is not None
        assert ana is not None
        orders.recorded(desk.work(session), row, WAIVER, {"reason": "repeat order"}, ana.id, sort=need)
        session.commit()
    return desk


def expects_money(desk: Desk, name: str, trigger: str, amount: str = "100", state: str = "expected") -> Desk:
    """A part of the order's payment."""
    with desk.database.deciding() as session:
        work = desk.work(session)
        position = len(payments.parts(session, 1)) + 1
        row = payments.begun(work, 1, position, name=name, percent="30", amount=amount, currency="USD", trigger=trigger)
        row.state = state
        session.commit()
    return desk
