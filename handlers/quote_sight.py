"""Who sees a quotation, and who sees what it costs and earns (R41, R136, R328)."""

from __future__ import annotations

from rules.permission import SALES, Role, Sight, Viewer, sight
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow
from storage.work import Work

_REVIEWERS = frozenset({Role.SUPERVISOR, Role.MANAGER})


def may_see(work: Work, viewer: Viewer, row: QuoteRow, about: ConversationRow) -> bool:
    """Who quotes, who has the customer, who stands in for one of them, and who reviews (R136, R41)."""
    if row.owner_id in {viewer.id, *viewer.stands_in_for} or viewer.has(_REVIEWERS):
        return True
    return sight(viewer, about.owner_id, work.policy) is Sight.FULL and viewer.has(SALES)


def sees_costs(viewer: Viewer, row: QuoteRow, about: ConversationRow) -> bool:
    """Who quotes, whose customer it is, who stands in for one of them, supervisor and manager; nobody else (R328)."""
    return bool({row.owner_id, about.owner_id} & {viewer.id, *viewer.stands_in_for}) or viewer.has(_REVIEWERS)
