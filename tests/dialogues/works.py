"""The works at hand: an order with what its stages ask for, so that each dialogue begins where it matters."""

from __future__ import annotations

from typing import Any

from handlers.order_gates import WAIVER, items_hash
from rules.order_moves import Need, Stage
from rules.trade_paper import Kind, TradePaper
from rules.trade_paper_moves import PaperState
from rules.words import line
from storage import orders, payments, trade_papers
from storage.colleagues import named
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
        assert row is not None and ana is not None
        paper = trade_papers.begun(
            work, TradePaper(kind, orders.content(row)), ana.id, (line("drafted"),), order_id=row.id
        )
        _released(paper, desk, state)
        trade_papers.numbered(work, paper)
        session.commit()
        return paper.id


def _released(paper: TradePaperRow, desk: Desk, state: PaperState) -> None:
    paper.approved_at, paper.approved_hash = desk.now, paper.content_hash
    paper.state = state
    paper.papers = []
    paper.signed_at = desk.now if state is PaperState.SIGNED else None


def is_waived(desk: Desk, need: Need) -> Desk:
    with desk.database.deciding() as session:
        row, ana = orders.order(session, 1), named(session, "Ana")
        assert row is not None and ana is not None
        orders.recorded(desk.work(session), row, WAIVER, {"reason": "repeat order"}, ana.id, sort=need)
        session.commit()
    return desk


def expects_money(desk: Desk, name: str, trigger: str, amount: str = "100", state: str = "expected") -> Desk:
    """A part of the order's payment."""
    with desk.database.deciding() as session:
        work = desk.work(session)
        position = len(payments.parts(session, 1)) + 1
        row = payments.begun(
            work, 1, position, name=name, percent="30", amount=amount, currency="USD", trigger=trigger
        )
        row.state = state
        session.commit()
    return desk
