"""Who sees which paper of an order: sales all of hers, accounting what is about money, the works what is about goods (C8)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handlers.asking import divided
from handlers.order_sight import OrderSight, order_sight
from rules.permission import SALES, Role, Sight, Viewer, sight
from rules.refusal import Refused
from rules.trade_paper import Kind
from storage import orders, trade_papers
from storage.tables.samples import SampleRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

_WORKS = frozenset({Kind.PRODUCTION, Kind.PURCHASE, Kind.INSPECTION, Kind.SAMPLE})
_MONEY = frozenset(
    {Kind.PROFORMA, Kind.CONTRACT, Kind.PURCHASE, Kind.INVOICE, Kind.PACKING, Kind.REMINDER, Kind.SHIPMENT}
)
KINDS_SEEN: Mapping[OrderSight, frozenset[Kind]] = {
    OrderSight.FULL: frozenset(Kind),
    OrderSight.MONEY: _MONEY,
    OrderSight.WORKS: _WORKS,
}
"""By how much of the order somebody sees; less than that sees no paper."""
_SAMPLES = frozenset(
    {Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER, Role.SUPERVISOR, Role.DISPATCHER, Role.MANAGER}
)


_BEHIND_A_NAME = re.compile(r"\A(\s*[#＃]?[A-Za-z]{1,2}-?(?:\d{4}-)?\d{1,9})[：:，,。]")
"""A Chinese keyboard puts a colon or comma straight behind the name."""


def named_first(text: str) -> tuple[str, str]:
    """The paper's name or order's number that stands first, and the words behind it."""
    return divided(_BEHIND_A_NAME.sub(r"\1 ", text, count=1))


def sees_paper(work: Work, viewer: Viewer, row: TradePaperRow) -> bool:
    """Whether she may see what it says. Deny by default."""
    order = orders.order(work.session, row.order_id)
    if order is not None:
        return Kind(row.kind) in KINDS_SEEN.get(order_sight(work, viewer, order), frozenset())
    sample = work.session.get(SampleRow, row.sample_id) if row.sample_id else None
    if sample is None:
        return row.made_by == viewer.id
    if viewer.has(_SAMPLES) or sample.owner_id in {viewer.id, *viewer.stands_in_for}:
        return True
    return viewer.has(SALES) and sight(viewer, sample.owner_id, work.policy) is Sight.FULL


def paper_seen(work: Work, viewer: Viewer, text: str) -> TradePaperRow:
    """The paper that she names (P12, PI-2026-0007, pi7), if she may see it. Refuses alike for unknown and not hers (T26)."""
    row = trade_papers.meant(work.session, text)
    if row is None or not sees_paper(work, viewer, row):
        raise Refused("I know no paper {number} of yours.", number=text[:20] or "?")
    return row
