"""A letter that complains becomes a case at once: recorded, told to owner, supervisor and manager (R244, R247)."""

from __future__ import annotations

from handlers.complaints import opened
from rules.letter import Kind, Letter
from rules.outgoing import Outgoing
from storage import complaints, orders
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.work import Work


def complained(work: Work, row: LetterRow, letter: Letter, matter: ConversationRow, proved: bool) -> list[Outgoing]:
    """One case for a conversation as long as it is open: further letters belong to it."""
    if letter.kind != Kind.COMPLAINT or letter.automatic or row.old:
        return []
    if complaints.in_conversation(work.session, matter.id):
        return []
    ours = orders.in_conversation(work.session, matter.id) if proved else []
    order = ours[0] if len(ours) == 1 else None
    return opened(work, matter, _content(letter), order=order)[1]


def _content(letter: Letter) -> str:
    words = " ".join((letter.fresh_text or letter.text).split())
    return f"{letter.subject}\n{words}".strip()
