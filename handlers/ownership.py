"""Giving a conversation to its person: exactly one owner, a reason, a record, and word to the former one (R36, R38, R44)."""

from __future__ import annotations

from handlers.card import card_refreshed, card_shown, stub_lines
from handlers.mails import forwarded
from handlers.order_passing import passed_on
from handlers.telling import rooms_of, to_colleague, to_rooms
from rules.inquiry import State, moved
from rules.letter import Kind
from rules.outgoing import Outgoing
from rules.permission import DISPATCHERS
from rules.words import Line, line, to_plain
from storage.colleagues import deputy_at, with_role
from storage.customers import customer, note_ownership
from storage.deputies import leave
from storage.happenings import note
from storage.letters import letters_of, reading_of
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.work import Work

_NOBODY_WROTE = frozenset({str(Kind.AUTO_REPLY), str(Kind.BOUNCE)})


def given(
    work: Work,
    conversation: ConversationRow,
    to: ColleagueRow,
    *,
    by: int | None,
    because: Line,
    forward: bool = True,
    opened_by: LetterRow | None = None,
) -> list[Outgoing]:
    """Makes her the one owner. Who is on leave is stood in for by the deputy, visibly (R282).

    The letters that she has not got go to her company address, the card into her chat; the former owner gets word.
    `opened_by` is the letter with which it has just begun: there is no other, and nobody has a card of it yet.
    """
    owner, because = _deputised(work, to, because)
    former = conversation.owner_id
    if former == owner.id:
        return []
    conversation.owner_id = owner.id
    conversation.state = _owned(conversation.state)
    _note(work, conversation, former, owner, by, because)
    if former is not None:
        passed_on(work, former, owner, by, conversation=conversation.id)
    _fill_customer(work, conversation, owner, by, because)
    said: list[Outgoing] = []
    if forward:
        said += _letters_forwarded(work, conversation, owner, opened_by)
    if opened_by is None:
        said += card_refreshed(work, conversation, but=owner.id)  # first: the new card's buttons carry the new version
    work.session.flush()
    said += card_shown(work, conversation, owner)
    if forward:
        said += _rooms_told(work, conversation)
    if former is not None and former != by:
        words = line(
            "{number} has gone to {person}: {because}", number=conversation.id, person=owner.name, because=because
        )
        said += to_colleague(work, former, (words,), conversation=conversation.id)
    return said


def released(work: Work, conversation: ConversationRow, *, by: int | None, because: Line) -> list[Outgoing]:
    """Takes it from its owner: back into the dispatcher's queue, with the reason."""
    former = conversation.owner_id
    conversation.owner_id = None
    if conversation.state == State.ASSIGNED:
        conversation.state = moved(conversation.state, State.TRIAGED)
    note(
        work,
        "released",
        line("Given back to the dispatcher: {because}", because=because),
        actor=by,
        conversation=conversation.id,
        before={"owner": former},
        after={"owner": None},
    )
    note_ownership(work, "conversation", conversation.id, former=former, owner=None, by=by, reason=to_plain([because]))
    return [*card_refreshed(work, conversation), *queued(work, conversation, because)]


def queued(work: Work, conversation: ConversationRow, because: Line) -> list[Outgoing]:
    """Puts the card before the dispatchers: this needs a person (R2, R36)."""
    said: list[Outgoing] = []
    people = [each for each in _dispatchers(work) if each.id != conversation.owner_id]
    for person in people:
        said += card_shown(work, conversation, person, because)
    return [*said, *_rooms_told(work, conversation)]


def _rooms_told(work: Work, conversation: ConversationRow) -> list[Outgoing]:
    return to_rooms(work, stub_lines(work, conversation)) if rooms_of(work) else []


def letter_forwarded(work: Work, conversation: ConversationRow, row: LetterRow, owner: ColleagueRow) -> list[Outgoing]:
    """One letter, sent on to her company address."""
    letter = reading_of(work.session, row.id)
    mail = forwarded(work, conversation, row, letter, owner) if letter else None
    if mail is None:
        return []
    note(
        work,
        "forwarded",
        line("Sent on to {person}", person=owner.name),
        conversation=conversation.id,
        letter=row.id,
        after={"to": mail.to[0].address},
    )
    return [mail]


def _letters_forwarded(
    work: Work, conversation: ConversationRow, owner: ColleagueRow, opened_by: LetterRow | None
) -> list[Outgoing]:
    said: list[Outgoing] = []
    for row in [opened_by] if opened_by else letters_of(work.session, conversation.id)[-5:]:
        if row.role != "out" and row.written_by is None and not row.old and row.kind not in _NOBODY_WROTE:
            said += letter_forwarded(work, conversation, row, owner)
    return said


def _deputised(work: Work, to: ColleagueRow, because: Line) -> tuple[ColleagueRow, Line]:
    deputy = deputy_at(work.session, to.id, work.opening) if leave(work) else None
    if deputy is None or deputy.dismissed_at is not None:
        return to, because
    return deputy, line(
        "to {deputy}, who stands in for {person} ({because})", deputy=deputy.name, person=to.name, because=because
    )


def _owned(state: str) -> State:
    return moved(state, State.ASSIGNED) if state == State.TRIAGED else State(state)


def _note(
    work: Work, conversation: ConversationRow, former: int | None, owner: ColleagueRow, by: int | None, because: Line
) -> None:
    note(
        work,
        "assigned",
        because if by is None else line("To {person}: {because}", person=owner.name, because=because),
        actor=by,
        conversation=conversation.id,
        customer=conversation.customer_id,
        before={"owner": former},
        after={"owner": owner.id},
    )
    note_ownership(
        work, "conversation", conversation.id, former=former, owner=owner.id, by=by, reason=to_plain([because])
    )


def _fill_customer(
    work: Work, conversation: ConversationRow, owner: ColleagueRow, by: int | None, because: Line
) -> None:
    """A customer who had nobody belongs from now on to who has his first conversation (R36)."""
    row = customer(work.session, conversation.customer_id)
    if row is not None and row.owner_id is None:
        row.owner_id = owner.id
        note_ownership(work, "customer", row.id, former=None, owner=owner.id, by=by, reason=to_plain([because]))


def _dispatchers(work: Work) -> list[ColleagueRow]:
    return work.once("dispatchers", lambda: with_role(work.session, *DISPATCHERS))
