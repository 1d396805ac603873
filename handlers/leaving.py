"""What a mail's purpose asks for before it may leave, and once it was released: a row for each purpose that asks anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers import aftersales, complaint_steps, deal_acts, order_mails, paper_sending
from handlers.asked import Asked
from handlers.paper_carrying import paper_has_left
from handlers.quote_following import ASKING, has_gone
from handlers.quote_sending import PURPOSE, has_left, may_leave
from rules.outgoing import Outgoing
from storage.tables.conversations import ConversationRow, DraftRow
from storage.work import Work

Step = Callable[[Work, Asked, ConversationRow, DraftRow], list[Outgoing]]


@dataclass(frozen=True, slots=True)
class Leaving:
    """`may` is asked in the transaction that releases the draft: its answer, if there is any, keeps the mail here."""

    may: Step
    done: Step


def _nothing(work: Work, asked: Asked, matter: ConversationRow, row: DraftRow) -> list[Outgoing]:
    return []


LEAVING: Mapping[str, Leaving] = {
    PURPOSE: Leaving(may_leave, has_left),
    **{purpose: Leaving(_nothing, has_gone) for purpose in ASKING},
    paper_sending.PURPOSE: Leaving(paper_sending.may_leave, paper_has_left),
    deal_acts.COPY: Leaving(deal_acts.copy_may_leave, deal_acts.copy_has_left),
    **{purpose: Leaving(order_mails.may_leave, order_mails.has_gone) for purpose in order_mails.ASKING},
    complaint_steps.PURPOSE: Leaving(_nothing, complaint_steps.has_told),
    aftersales.SURVEY: Leaving(_nothing, aftersales.survey_left),
}
"""By the purpose of the draft."""
NOTHING = Leaving(_nothing, _nothing)
