"""Whose a quotation is: who sends it, follows it up and says how it ended; and in which conversation it stands (R136)."""

from __future__ import annotations

from rules.permission import DISPATCHERS, Role, Sight, Viewer, sight
from rules.refusal import Refused
from storage import quotes
from storage.colleagues import name_of
from storage.conversations import standing
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow
from storage.work import Work

_REVIEWERS = frozenset({Role.SUPERVISOR, *DISPATCHERS})


def may_act(viewer: Viewer, row: QuoteRow, about: ConversationRow) -> bool:
    """Who sends a quotation, follows it up and says how it ended: its owner, the customer's, who stands in, who reviews."""
    return bool({row.owner_id, about.owner_id} & {viewer.id, *viewer.stands_in_for}) or viewer.has(_REVIEWERS)


def acting(work: Work, viewer: Viewer, row: QuoteRow, about: ConversationRow) -> None:
    """Refuses who may only look."""
    if not may_act(viewer, row, about):
        person = name_of(work.session, row.owner_id)
        raise Refused("{number} is {person}'s. Only {person} does that.", number=quotes.called(row), person=person)


def writing(work: Work, viewer: Viewer, row: QuoteRow) -> None:
    """Refuses who may act but does not write to this customer: mails are released by who sees the conversation (R41)."""
    matter = matter_of(work, row)
    if sight(viewer, matter.owner_id, work.policy) is not Sight.FULL:
        raise Refused(
            "{number} goes to {person}'s customer; only {person} writes there.",
            number=quotes.called(row),
            person=name_of(work.session, matter.owner_id) or "?",
        )


def matter_of(work: Work, row: QuoteRow) -> ConversationRow:
    """Its conversation, or the one that this has become part of."""
    return standing(work.session, work.session.get_one(ConversationRow, row.conversation_id))
