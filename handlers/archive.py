"""The archive: what was closed is read and found, changed only by opening it again, and never deleted by itself (R339)."""

from __future__ import annotations

from rules.forgetting import is_business, kept_until
from rules.words import Line, line
from storage.forgetting import quoted
from storage.tables.conversations import ConversationRow
from storage.work import Work


def archive_lines(work: Work, conversation: ConversationRow) -> list[Line]:
    """When it was closed, and until when its letters have to be kept; nothing for what is open."""
    closed, years = conversation.closed_at, work.policy.retention_years
    if closed is None:
        return []
    offered = conversation.id in quoted(work.session, [conversation.id])
    until = kept_until(closed, years) if years and is_business(conversation.kind, conversation.state, offered) else None
    if until is None:
        return [line("In the archive since {at}, to be read only; no duty to keep it", at=closed)]
    return [line("In the archive since {at}, to be read only; to be kept until {until}", at=closed, until=until)]
