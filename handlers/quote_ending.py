"""How a quotation ends and begins again: received, won, lost with a reason, expired, opened again; and taking that back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.asked import Asked
from handlers.card import card_refreshed
from handlers.order_opening import already, from_quote, unopened
from handlers.quote_acting import acting, matter_of
from handlers.quote_approval import major_told, name
from handlers.quote_card import refreshed
from handlers.quote_figures import today
from handlers.quote_following import begun_again, drafts_let_go, resumed, stopped
from handlers.telling import to_colleague
from rules.inquiry import State, after_decision, after_quote
from rules.outgoing import Choice, Outgoing
from rules.quote_following import reason_word
from rules.quote_moves import OUTSIDE, STATE_WORDS, QuoteEvent, QuoteState
from rules.refusal import Refused
from rules.words import Line, line, verbatim
from storage import quotes
from storage.happenings import note
from storage.promises import open_promises
from storage.quote_steps import steps_of
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

WON, LOST, RECEIVED, REOPENED = "quote_won", "quote_lost", "quote_received", "quote_reopened"
"""Verbs of the timeline; each can be taken back for a day."""


def received(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow
) -> list[Outgoing]:
    """The customer says that he has it (R131): its receipt is not asked after any more."""
    acting(work, asked.viewer, row, about)
    number = quotes.called(row)
    if version.state in OUTSIDE - {QuoteState.SENT}:
        raise Refused(
            "{number} has arrived: it is {state}.", number=number, state=STATE_WORDS[QuoteState(version.state)]
        )
    before = _before(version, about)
    quotes.moved(work, version, QuoteEvent.RECEIVED)
    version.received_at = work.now
    steps = [each for each in steps_of(work.session, version.id) if each.done_at is None and each.step == "receipt"]
    for each in steps:
        each.done_at, each.outcome = work.now, "answered"
    words = line("{person} notes that quotation {number} has arrived", person=asked.me.name, number=number)
    _noted(work, RECEIVED, words, asked.me.id, row, version, before, [each.id for each in steps])
    said = drafts_let_go(work, row.conversation_id, line("It has arrived. This mail is not needed any more."))
    told = line("{number} has arrived at the customer.", number=number)
    cards = refreshed(work, row, version)
    return [*said, *major_told(work, row, version, words), *cards, _answer(work, asked, row, (told,))]


def won(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, remark: str
) -> list[Outgoing]:
    """The customer has accepted, and it is an order now; `remark` is his order's number, or whatever is to be remembered."""
    acting(work, asked.viewer, row, about)
    if told := already(work, asked, row):
        return told
    words = line("{person} notes that {number} is won", person=asked.me.name, number=quotes.called(row))
    lines = (words, *([verbatim(remark)] if remark else []))
    said = _decided(work, asked, row, version, about, QuoteEvent.ACCEPTED, State.WON, (WON, lines, remark))
    return [*said, *from_quote(work, asked, row, version, remark)[1]]


def lost(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, reason: str
) -> list[Outgoing]:
    """The customer has declined, or nobody expects an answer any more; why is kept with it."""
    words = line(
        "{person} notes that {number} is lost: {reason}",
        person=asked.me.name,
        number=quotes.called(row),
        reason=reason_word(reason),
    )
    return _decided(work, asked, row, version, about, QuoteEvent.DECLINED, State.LOST, (LOST, (words,), reason))


def _decided(
    work: Work,
    asked: Asked,
    row: QuoteRow,
    version: QuoteVersionRow,
    about: ConversationRow,
    event: QuoteEvent,
    to: State,
    how: tuple[str, tuple[Line, ...], str],
) -> list[Outgoing]:
    acting(work, asked.viewer, row, about)
    _was_sent(row, version)
    if event is QuoteEvent.ACCEPTED and version.state == QuoteState.EXPIRED:
        raise Refused(
            "{number} has expired. Open it again first, if you stand by it: {example}",
            number=quotes.called(row),
            example=f"/reopen {name(row)}",
        )
    verb, lines, reason = how
    matter = matter_of(work, row)
    before = _before(version, matter)
    quotes.moved(work, version, event)
    version.reason = reason
    version.answered_at = version.answered_at or (work.now if event is QuoteEvent.ACCEPTED else None)
    stopped_ones = stopped(work, version, "cancelled", also_expiry=True)
    said = drafts_let_go(work, row.conversation_id, line("The quotation has ended. This mail is not needed any more."))
    open_ones = [each for each, _ in quotes.outside_in(work.session, matter.id) if each.id != row.id]
    if to is State.WON or not open_ones:
        matter.state = str(after_decision(matter.state, to))
        owed = open_promises(work.session, matter.id)
        matter.closed_at = matter.closed_at or (work.now if not owed and matter.state == to else None)
    _noted(work, verb, lines, asked.me.id, row, version, before, stopped_ones)
    said += major_told(work, row, version, lines[0])
    if row.owner_id != asked.me.id:
        said += to_colleague(work, row.owner_id, lines, conversation=row.conversation_id)
    told = (line("{number} is {state}.", number=quotes.called(row), state=STATE_WORDS[QuoteState(version.state)]),)
    more = (
        [line("{count} other quotations to this customer are still open.", count=len(open_ones))] if open_ones else []
    )
    if matter.closed_at is None and open_promises(work.session, matter.id):
        more.append(line("The customer still waits for an answer: /reply {number}", number=matter.id))
    cards = [*card_refreshed(work, matter), *refreshed(work, row, version)]
    return [*said, *cards, _answer(work, asked, row, (*told, *more))]


def expired(work: Work, row: QuoteRow, version: QuoteVersionRow) -> None:
    """Its validity is over (M2), and the conversation sleeps where nothing else of it is open (M1, R132)."""
    matter = matter_of(work, row)
    before = _before(version, matter)
    quotes.moved(work, version, QuoteEvent.EXPIRED)
    stopped(work, version, "cancelled", also_expiry=True)
    if matter.state == State.QUOTED and not quotes.outside_in(work.session, matter.id):
        matter.state = str(after_decision(matter.state, State.DORMANT))
    words = line(
        "Quotation {number} has expired: it was valid until {day}",
        number=quotes.called(row, version.version),
        day=version.valid_until or today(work),
    )
    _noted(work, "quote_expired", words, None, row, version, before, [])


def reopened(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, reason: str
) -> list[Outgoing]:
    """It goes on: the customer has it, and it is being negotiated again. An expired one needs a new version to hold again."""
    acting(work, asked.viewer, row, about)
    matter = matter_of(work, row)
    before = _before(version, matter)
    quotes.moved(work, version, QuoteEvent.REOPENED)
    version.reason = ""
    matter.state, matter.closed_at = str(after_quote(matter.state)), None
    over = version.valid_until is not None and version.valid_until < today(work)
    resumed(work, version)
    words = line("{person} opens quotation {number} again", person=asked.me.name, number=quotes.called(row))
    _noted(work, REOPENED, (words, *([verbatim(reason)] if reason else [])), asked.me.id, row, version, before, [])
    said = major_told(work, row, version, words)
    told = [line("{number} is open again.", number=quotes.called(row))]
    if over:
        told.append(
            line(
                "Its validity ended on {day}. A new version holds again: {example}",
                day=version.valid_until,
                example=f"/revise {name(row)}",
            )
        )
    cards = [*card_refreshed(work, matter), *refreshed(work, row, version)]
    return [*said, *cards, _answer(work, asked, row, told)]


def taken_back(work: Work, asked: Asked, matter: ConversationRow, before: Any, after: Any) -> Iterable[Outgoing]:
    """It stands as it stood before that act of hers, if nothing has become of it since."""
    version = quotes.version_row(work.session, after["version_id"])
    row = quotes.quote(work.session, after["quote"])
    if version is None or row is None or version.state != after["state"] or version.version != row.version:
        raise Refused("Meanwhile something else has become of {number}.", number=quotes.called(row) if row else "?")
    if after["state"] == QuoteState.ACCEPTED:
        unopened(work, asked, row)
    version.state, version.reason = before["state"], before["reason"]
    is_open = QuoteState(version.state) in OUTSIDE
    version.ended_at = None if is_open else work.now
    row.closed_at = None if is_open else work.now
    version.received_at = version.received_at if before["received"] else None
    about = matter_of(work, row)
    about.state = before["conversation"]
    about.closed_at = None if not before["closed"] else about.closed_at or work.now
    begun_again(work, after["steps"])
    return [*card_refreshed(work, about), *refreshed(work, row, version)]


def _was_sent(row: QuoteRow, version: QuoteVersionRow) -> None:
    if version.sent_at is None:
        raise Refused(
            "The customer has not seen {number} yet: it is {state}.",
            number=quotes.called(row),
            state=STATE_WORDS[QuoteState(version.state)],
        )


def _before(version: QuoteVersionRow, matter: ConversationRow) -> dict[str, Any]:
    return {
        "state": version.state,
        "reason": version.reason,
        "received": version.received_at is not None,
        "conversation": matter.state,
        "closed": matter.closed_at is not None,
    }


def _noted(
    work: Work,
    verb: str,
    words: Line | tuple[Line, ...],
    by: int | None,
    row: QuoteRow,
    version: QuoteVersionRow,
    before: dict[str, Any],
    steps: list[int],
) -> None:
    work.session.flush()
    note(
        work,
        verb,
        words,
        actor=by,
        conversation=row.conversation_id,
        customer=row.customer_id,
        before=before,
        after={
            "quote": row.id,
            "version": version.version,
            "version_id": version.id,
            "state": str(version.state),
            "reason": version.reason,
            "steps": steps,
        },
    )


def _answer(work: Work, asked: Asked, row: QuoteRow, lines: Iterable[Line]) -> Outgoing:
    back = (Choice(line("Take it back"), f"/undo {work.event}"), Choice(line("Show"), f"/quote {name(row)}"))
    return asked.say(lines, (back,), conversation=row.conversation_id)
