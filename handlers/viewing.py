"""Who looks at a customer's own facts leaves a trace in the record: the owner, too, for who leaves was an owner (R328, R336)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked
from rules.permission import Sight, sight
from rules.words import line
from storage.happenings import note
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.work import Work


def looked_at(work: Work, asked: Asked, matters: Iterable[ConversationRow]) -> None:
    """Each of these conversations was shown to her; of what she sees only as a stub nothing is noted (R42)."""
    words = line("{person} looked at it", person=asked.me.name)
    for each in matters:
        if sight(asked.viewer, each.owner_id, work.policy) is Sight.FULL:
            note(work, "viewed", words, actor=asked.me.id, conversation=each.id, customer=each.customer_id)


def shown_all(work: Work, asked: Asked, matter: ConversationRow) -> None:
    """She was shown a quotation of it, as those who review are, too, whatever else of the customer they see (R136, R336)."""
    words = line("{person} looked at it", person=asked.me.name)
    note(work, "viewed", words, actor=asked.me.id, conversation=matter.id, customer=matter.customer_id)


def card_read(work: Work, asked: Asked, row: CustomerRow) -> None:
    """The customer's card was shown to her in full."""
    if sight(asked.viewer, row.owner_id, work.policy) is Sight.FULL:
        note(work, "viewed", line("{person} read the card.", person=asked.me.name), actor=asked.me.id, customer=row.id)
