"""The conversation with a supplier to whom a paper goes: apart from the customer's, so that neither reads of the other (R327)."""

from __future__ import annotations

from rules.address import envelope, normalised
from rules.inquiry import State
from rules.letter import Kind as LetterKind
from storage.conversations import conversation, join, opened, standing
from storage.drafts import draft
from storage.tables.conversations import ConversationRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work


def matter_of_partner(work: Work, row: TradePaperRow, by: int) -> ConversationRow:
    """The conversation in which this paper went before, else a new one of whoever sends it; it starts no clock."""
    address = normalised(envelope(row.partner_address))
    mail = draft(work.session, row.draft_id)
    known = conversation(work.session, mail.conversation_id) if mail is not None else None
    if known is not None:
        known = standing(work.session, known)
        if normalised(known.contact_address) == address:
            return known
    made = opened(
        work,
        kind=str(LetterKind.SUPPLIER),
        state=str(State.ANSWERED),
        channel="mail",
        subject="",
        contact_name=row.partner,
        contact_address=address,
        company=row.partner,
        language="zh" if any("\u4e00" <= each <= "\u9fff" for each in row.partner) else "en",
        owner_id=by,
        opened_at=work.now,
        first_answer_at=work.now,
    )
    join(work, made.id, [address])
    return made
