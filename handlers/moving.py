"""What goes along when one number becomes part of another, and what comes back: addresses, promises, drafts (R43)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from handlers.drafts import draft_card
from rules.address import normalised
from rules.outgoing import EditCard, Outgoing
from rules.words import line, title
from storage.drafts import draft, drafts_in, end, sent_drafts
from storage.letters import letters_of
from storage.promises import cancel_nudges, lift_reminders
from storage.tables.conversations import ConversationRow, PromiseRow
from storage.undoing import part, promises_numbered
from storage.work import Work


def owed_there(work: Work, promises: Iterable[PromiseRow], former: int, now: int) -> list[int]:
    """These promises are owed in the other conversation, with their deadlines and the steps that were told already."""
    moved = []
    for each in promises:
        each.conversation_id = now
        moved.append(each.id)
    work.session.flush()
    cancel_nudges(work.session, former, work.now)
    return moved


def owed_no_more(work: Work, promises: Iterable[int]) -> None:
    """Promises that a taken back act had begun, where nobody has answered them."""
    for each in promises_numbered(work.session, promises):
        if each.ended_at is None:
            each.ended_at = work.now
    lift_reminders(work.session, promises, work.now)
    work.session.flush()


def drafts_moved(work: Work, source: int, target: int) -> tuple[dict[str, list[int]], list[Outgoing]]:
    """What was written and what is being written goes along; who writes in both: the older draft is set aside (T25)."""
    sent = [each.id for each in sent_drafts(work.session, source)]
    for number in sent:
        left = draft(work.session, number)
        if left is not None:
            left.conversation_id = target
    here = {each.author_id: each for each in drafts_in(work.session, target)}
    moved: list[int] = []
    aside: list[int] = []
    said: list[Outgoing] = []
    for each in drafts_in(work.session, source):
        other = here.get(each.author_id)
        each.conversation_id = target
        moved.append(each.id)
        if other is not None:
            older = min(each, other, key=lambda row: (row.made_at, row.id))
            end(work, older, "cancelled")
            aside.append(older.id)
            words = line("Set aside: you were writing in {number}, too.", number=target)
            subject = title("{subject}", subject=older.subject)
            said.append(EditCard(card=draft_card(older), lines=(subject, words), listener=older.author_id))
    work.session.flush()
    return {"moved": moved, "aside": aside, "sent": sent}, said


def drafts_back(work: Work, told: dict[str, list[int]], former: int, back_to: int) -> None:
    """What was moved and has not left is written where it was; what was set aside goes on."""
    for number in (*told["sent"], *told["moved"]):
        row = draft(work.session, number)
        stays = row is None or row.conversation_id != former or (row.state == "sent" and number not in told["sent"])
        if row is not None and not stays:
            row.conversation_id = back_to
    work.session.flush()
    for number in told["aside"]:
        row = draft(work.session, number)
        others = drafts_in(work.session, row.conversation_id) if row else []
        if row is not None and row.state == "cancelled" and row.author_id not in {each.author_id for each in others}:
            row.state, row.ended_at = "open", None
            row.version += 1
            work.session.flush()


def parted(work: Work, conversation: int, addresses: Iterable[str]) -> None:
    """Addresses that came by a merge do not take part any more, but for those of which a letter is here."""
    wrote = {normalised(each.sender) for each in letters_of(work.session, conversation) if each.sender}
    gone = [each for each in addresses if each not in wrote]
    if gone:
        part(work.session, conversation, gone)


def standing_of(row: ConversationRow) -> dict[str, Any]:
    """How a conversation stands, as plain values: what a taken back act restores where nothing has changed since."""
    return {
        "state": row.state,
        "closed": row.closed_at.isoformat() if row.closed_at else None,
        "wrote": row.customer_wrote_at.isoformat() if row.customer_wrote_at else None,
        "wants": row.wants,
        "missing": row.missing,
        "possibly": row.possibly,
        "perhaps_new": row.perhaps_new,
    }


def restored(row: ConversationRow, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Every fact that stands as the act left it stands as it was before; what has changed since stays."""
    now = standing_of(row)
    for name, column in _COLUMNS.items():
        if name in before and name in after and now[name] == after[name]:
            setattr(row, column, _instant(before[name]) if name in _INSTANTS else before[name])


_COLUMNS = {
    "state": "state",
    "closed": "closed_at",
    "wrote": "customer_wrote_at",
    "wants": "wants",
    "missing": "missing",
    "possibly": "possibly",
    "perhaps_new": "perhaps_new",
}
_INSTANTS = frozenset({"closed", "wrote"})


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
