"""/undo: takes back her own last act of today, as far as acts can be taken back (R12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.asked import Asked, Command
from handlers.asking import is_hers
from handlers.card import card_refreshed
from handlers.closing import opened_again
from handlers.merging import separated
from handlers.order_stages import VERB as STAGE
from handlers.order_stages import taken_back as stage_taken_back
from handlers.ownership import given, released
from handlers.product_editing import taken_back as product_taken_back
from handlers.quote_ending import LOST, RECEIVED, REOPENED, WON, taken_back
from handlers.rates import ENTERERS
from handlers.rates import taken_back as rate_taken_back
from handlers.splitting import rejoined
from handlers.stage_movers import WORKS
from rules.outgoing import EditCard, Outgoing
from rules.permission import SALES
from rules.product_fields import EDITORS
from rules.refusal import Refused
from rules.words import from_plain, line, to_plain, word
from storage.colleagues import colleague
from storage.conversations import conversation as conversation_of
from storage.conversations import standing
from storage.customers import customer, note_ownership, ownerships
from storage.happenings import note
from storage.tables.conversations import ConversationRow
from storage.tables.happenings import HappeningRow
from storage.undoing import last_act, run_again
from storage.work import Work

A_DAY = timedelta(days=1)
TAKEN_BACK = line("taken back")


@dataclass(frozen=True, slots=True)
class Act:
    """What she did: when, and the plain facts before and after it."""

    at: datetime
    before: Any
    after: Any


Back = Callable[[Work, Asked, ConversationRow, Act], Iterable[Outgoing]]


def undo(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Her newest act that can be taken back; of a button, the act under which it stood. Mails that have left stay."""
    act = last_act(work.session, asked.me.id, (*BACK, *WITHOUT_CUSTOMER), work.now - A_DAY, asked.rest[:200])
    if asked.rest and act is None:
        raise Refused("That is taken back already, or older than a day. /undo alone takes back your last act.")
    if act is not None and act.verb in WITHOUT_CUSTOMER:
        return _undone_without_customer(work, asked, act)
    matter = conversation_of(work.session, act.conversation_id) if act else None
    if act is None or matter is None:
        raise Refused("There is nothing of yours from the last day that can be taken back.")
    outgoing = list(BACK[act.verb](work, asked, matter, Act(act.at, act.before or {}, act.after or {})))
    what = from_plain(act.words)[0]
    note(
        work,
        "undone",
        line("{person} took back: {what}", person=asked.me.name, what=what),
        actor=asked.me.id,
        conversation=matter.id,
        before=act.after,
        after={"undoes": act.event},
    )
    return [*outgoing, asked.tell("Taken back in {number}: {what}", number=matter.id, what=what)]


def _undone_without_customer(work: Work, asked: Asked, act: HappeningRow) -> Iterable[Outgoing]:
    WITHOUT_CUSTOMER[act.verb](work, act.before, act.after, asked.me.id)
    what = from_plain(act.words)[0]
    words = line("{person} took back: {what}", person=asked.me.name, what=what)
    note(work, "undone", words, actor=asked.me.id, before=act.after, after={"undoes": act.event})
    return [asked.tell("Taken back: {what}", what=what)]


def _owner_again(work: Work, asked: Asked, matter: ConversationRow, act: Act) -> Iterable[Outgoing]:
    if matter.owner_id != act.after["owner"]:
        raise Refused("Meanwhile {number} has gone to somebody else.", number=matter.id)
    former = colleague(work.session, act.before["owner"])
    _customer_again(work, asked, matter, act)
    if former is None or former.dismissed_at is not None:
        return released(work, matter, by=asked.me.id, because=TAKEN_BACK)
    return given(work, matter, former, by=asked.me.id, because=TAKEN_BACK, forward=False)


def _customer_again(work: Work, asked: Asked, matter: ConversationRow, act: Act) -> None:
    """A customer who got an owner by this act alone has none again."""
    card = customer(work.session, matter.customer_id)
    changes = ownerships(work.session, "customer", card.id) if card else []
    if card is None or not changes or changes[-1].at != act.at or changes[-1].former is not None:
        return
    note_ownership(
        work, "customer", card.id, former=card.owner_id, owner=None, by=asked.me.id, reason=to_plain([TAKEN_BACK])
    )
    card.owner_id = None


def _stands_alone_again(work: Work, asked: Asked, matter: ConversationRow, act: Act) -> Iterable[Outgoing]:
    _still_hers(asked, standing(work.session, matter))
    return separated(work, matter, act.before, act.after, by=asked.me.id)


def _joined_again(work: Work, asked: Asked, matter: ConversationRow, act: Act) -> Iterable[Outgoing]:
    source = conversation_of(work.session, act.after["source"])
    for each in (matter, source):
        if each is not None:
            _still_hers(asked, standing(work.session, each))
    return rejoined(work, matter, act.before, act.after, by=asked.me.id)


def _still_hers(asked: Asked, matter: ConversationRow) -> None:
    """Refuses where a colleague has it by now: no letters are taken from her or put with her by an old button (R44)."""
    if not is_hers(asked.viewer, matter):
        raise Refused("Meanwhile {number} has gone to somebody else.", number=matter.id)


def _open_again(work: Work, asked: Asked, matter: ConversationRow, act: Act) -> Iterable[Outgoing]:
    outgoing = opened_again(work, matter, by=asked.me.id, because=TAKEN_BACK, kind=act.before["kind"])
    if matter.state == act.before["state"]:
        return outgoing
    matter.state = act.before["state"]
    return [*(each for each in outgoing if not isinstance(each, EditCard)), *card_refreshed(work, matter)]


def _owed_again(work: Work, asked: Asked, matter: ConversationRow, act: Act) -> Iterable[Outgoing]:
    """It was not answered after all: the promise runs on with its old deadline."""
    run_again(work.session, act.after["promises"])
    if matter.state == act.after["state"]:
        matter.state = act.before["state"]
    if act.before["first"]:
        matter.first_answer_at = None
    return card_refreshed(work, matter)


def _unmarked(work: Work, asked: Asked, matter: ConversationRow, act: Act) -> Iterable[Outgoing]:
    matter.urgent = act.before.get("urgent", matter.urgent)
    matter.kind = act.before.get("kind", matter.kind)
    return card_refreshed(work, matter)


def _suspected_again(work: Work, asked: Asked, matter: ConversationRow, act: Act) -> Iterable[Outgoing]:
    matter.not_spam_by = act.before["not_spam_by"]
    return card_refreshed(work, matter)


def _quotation_again(work: Work, asked: Asked, matter: ConversationRow, act: Act) -> Iterable[Outgoing]:
    return taken_back(work, asked, matter, act.before, act.after)


def _stage_again(work: Work, asked: Asked, matter: ConversationRow, act: Act) -> Iterable[Outgoing]:
    return stage_taken_back(work, asked, act.after["order"], act.before["stage"], act.after["stage"])


BACK: Mapping[str, Back] = {
    "assigned": _owner_again,
    "merged": _stands_alone_again,
    "split": _joined_again,
    "closed": _open_again,
    "claimed": _owed_again,
    "marked": _unmarked,
    "cleared": _suspected_again,
    STAGE: _stage_again,
    **dict.fromkeys((WON, LOST, RECEIVED, REOPENED), _quotation_again),
}
"""How each kind of act is taken back; what is not here cannot be."""
WITHOUT_CUSTOMER: Mapping[str, Callable[[Work, Any, Any, int], None]] = {
    "product": product_taken_back,
    "rate": rate_taken_back,
}
"""The same for acts that belong to no conversation."""

COMMANDS = (
    Command("/undo", word("take back your last act"), undo, roles=SALES | EDITORS | ENTERERS | WORKS, example="/undo"),
)
