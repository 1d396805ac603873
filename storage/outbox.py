"""The outbox: messages decided on, waiting, under way and gone. `put` is called with the decision, the rest by delivery."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from rules.event import Place
from rules.outgoing import Choices, EditCard, FileCopy, Outgoing, Say, SendMail
from storage.buttons import shown, withdraw
from storage.parcels import Rows, packed_mail, packed_words
from storage.swift import enter
from storage.tables.base import Instant
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.tables.machine import LeaseRow
from storage.tables.outbox import MessageRow, SpokenRow
from storage.work import Work

OPEN = ("waiting", "sending", "unknown")
_NEXT_DUE = select(func.min(MessageRow.due_at)).where(MessageRow.state == "waiting")


@dataclass(frozen=True, slots=True)
class WrittenMail:
    """The bytes of a mail, made with the decision: its Message-ID, the SHA-256 under which they lie, their size."""

    message_id: str
    sha256: str
    size: int


def put(work: Work, outgoing: Sequence[Outgoing], mails: dict[int, WrittenMail]) -> None:
    """Stores the messages of a decision. `mails` holds the written bytes of each SendMail by its position."""
    rows: list[dict[str, Any]] = []
    letters: list[dict[str, Any]] = []
    for position, each in enumerate(outgoing):
        key = f"{work.event}#{position}"
        match each:
            case Say():
                rows.append(_said(work, key, each))
            case EditCard():
                rows.extend(_edited(work, key, each))
            case SendMail():
                rows.append(_mailed(work, key, each, mails[position]))
                letters.append(_as_letter(work, each, mails[position]))
            case FileCopy():
                rows.append(_copied(work, key, each))
    if letters:
        enter(work.session, LetterRow, *letters)
    if rows:
        enter(work.session, MessageRow, *rows)


def due(
    session: Session,
    now: datetime,
    limit: int,
    kinds: Sequence[str] = (),
    only_answers_in: Sequence[str] | None = None,
    audience: str = "",
) -> list[MessageRow]:
    """What may go now, oldest first, one of each lane: a lane keeps its order, also while its first one is held up.

    With `only_answers_in` (held after a restore, F36) only what answers somebody's words of just now in one of these
    fronts, past all the rest.
    """
    fronts = None if only_answers_in is None else tuple(only_answers_in)
    return list(session.scalars(_may_go(tuple(kinds), fronts, audience), {"now": now, "limit": limit}))


@lru_cache
def _may_go(kinds: tuple[str, ...], only_answers_in: tuple[str, ...] | None, audience: str) -> Select[MessageRow]:
    now: BindParameter[datetime] = bindparam("now", type_=Instant())
    earlier = aliased(MessageRow)
    held = exists().where(
        earlier.lane == MessageRow.lane,
        earlier.id < MessageRow.id,
        or_(
            earlier.state == "sending",
            and_(earlier.state == "waiting", or_(earlier.attempts > 0, earlier.due_at <= now)),
        ),
    )
    is_due = (
        func.coalesce(MessageRow.due_at, now) <= now
    )  # so that the index of the desk is walked, and no further than need be
    chosen = select(MessageRow).where(MessageRow.state == "waiting", is_due)
    if only_answers_in is not None:
        held = held.where(_answers_somebody(earlier, only_answers_in))
        chosen = chosen.where(_answers_somebody(MessageRow, only_answers_in))
    if kinds:
        chosen = chosen.where(MessageRow.kind.in_(kinds))
    if audience:
        chosen = chosen.where(MessageRow.audience == audience)
    chosen = chosen.where(~held).order_by(MessageRow.id).limit(bindparam("limit", type_=Integer()))
    return chosen.with_for_update(skip_locked=True)


def _answers_somebody(row: type[MessageRow], fronts: Sequence[str]) -> ColumnElement[bool]:
    """Decided by a word or a press in a chat, and said in one: the key of what was heard begins with its front."""
    return and_(row.kind.in_(("say", "edit")), or_(false(), *(row.key.startswith(f"{each}:") for each in fronts)))


def next_due(session: Session) -> datetime | None:
    """The instant at which the next waiting message may go."""
    return session.scalar(_NEXT_DUE)


def begin_to_claim(session: Session) -> None:
    """To be called first in a transaction that claims: its rows are locked one by one, and what is locked is passed over.

    Serializable transactions of several processes would give each other back again and again (F05).
    """
    if session.get_bind().dialect.name != "sqlite":
        session.connection(execution_options={"isolation_level": "READ COMMITTED"})


def claim(session: Session, rows: Sequence[MessageRow], holder: str, now: datetime) -> None:
    session.execute(
        update(MessageRow)
        .where(MessageRow.id.in_([row.id for row in rows]))
        .values(state="sending", claimed_at=now, claimed_by=holder, attempts=MessageRow.attempts + 1)
        .execution_options(synchronize_session=False)
    )


def settle(session: Session, number: int, **values: Any) -> None:
    """Writes the outcome of a message: state and what belongs to it."""
    session.execute(
        update(MessageRow).where(MessageRow.id == number).values(**values).execution_options(synchronize_session=False)
    )


def is_still_of(session: Session, number: int, holder: str) -> bool:
    """Whether that process may still say how a message ended that it had claimed.

    No more once another has taken it over, because its holder was silent for longer than its lease (frozen, cut off).
    """
    row = session.get(MessageRow, number)
    return row is not None and row.claimed_by == holder and row.state in ("sending", "unknown")


def due_now(session: Session, numbers: Iterable[int], now: datetime) -> None:
    """What waits of these may go at once."""
    chosen = list(numbers)
    if not chosen:
        return
    session.execute(
        update(MessageRow)
        .where(MessageRow.id.in_(chosen), MessageRow.state == "waiting")
        .values(due_at=now)
        .execution_options(synchronize_session=False)
    )


def process_lease(holder: str) -> str:
    """The name of the lease by which a process shows that it lives."""
    return f"process:{holder}"


def in_flight(session: Session, now: datetime, several: bool) -> list[MessageRow]:
    """What was being sent when its process ended. With `several` processes, only what no living one holds."""
    chosen = select(MessageRow).where(MessageRow.state == "sending").order_by(MessageRow.id)
    if several:
        alive = exists().where(LeaseRow.name == "process:" + MessageRow.claimed_by, LeaseRow.until > now)
        chosen = chosen.where(~alive)
    return list(session.scalars(chosen))


def claimed_by(session: Session, holder: str) -> list[MessageRow]:
    """What that process has claimed and not settled."""
    chosen = select(MessageRow).where(MessageRow.state == "sending", MessageRow.claimed_by == holder)
    return list(session.scalars(chosen.order_by(MessageRow.id)))


def unknown_to_repeat(session: Session, before: datetime) -> list[MessageRow]:
    """Messages to colleagues of which nobody knows whether they arrived, not repeated yet (F14, F18)."""
    return list(
        session.scalars(
            select(MessageRow)
            .where(
                MessageRow.state == "unknown",
                MessageRow.audience == "colleague",
                MessageRow.repeats == 0,
                MessageRow.claimed_at <= before,
            )
            .order_by(MessageRow.id)
        )
    )


def late(session: Session, before: datetime) -> list[MessageRow]:
    """Mails that were to go before that instant, were tried, and wait still; nobody has been told of them yet (F12)."""
    chosen = select(MessageRow).where(
        MessageRow.state.in_(("waiting", "sending")),
        MessageRow.kind == "mail",
        MessageRow.attempts > 0,
        MessageRow.fault != "",
        MessageRow.told_at.is_(None),
        MessageRow.decided_at <= before,
    )
    return [each for each in session.scalars(chosen.order_by(MessageRow.id)) if not is_notice(each)]


def gone_after_all(session: Session) -> list[MessageRow]:
    """Mails of which people were told that they are late, and which have ended since."""
    chosen = select(MessageRow).where(MessageRow.told_at.is_not(None), MessageRow.state.in_(("sent", "cancelled")))
    return list(session.scalars(chosen.order_by(MessageRow.id)))


def is_notice(row: MessageRow) -> bool:
    """Whether it is a mail in place of a chat: of its fate nobody is told by another mail, which might share it."""
    return row.conversation_id is None and not row.body.get("about")


def waits_in(session: Session, lane: str, before: datetime) -> list[MessageRow]:
    """What was to be said there before that instant and waits still, in its order."""
    return list(
        session.scalars(
            select(MessageRow)
            .where(
                MessageRow.lane == lane,
                MessageRow.kind == "say",
                MessageRow.state == "waiting",
                MessageRow.decided_at <= before,
            )
            .order_by(MessageRow.id)
        )
    )


def counts(session: Session) -> dict[str, int]:
    """How many messages stand in each state."""
    found = session.execute(select(MessageRow.state, func.count()).group_by(MessageRow.state))
    return {state: count for state, count in found}


def is_our_message(session: Session, message_id: str) -> bool:
    """Whether a mail of that Message-ID went out, or is going out, through us."""
    return bool(message_id) and session.scalar(select(exists().where(MessageRow.message_id == message_id))) is True


def by_message_id(session: Session, message_id: str) -> MessageRow | None:
    """The mail of ours that bears that Message-ID."""
    if not message_id:
        return None
    return session.scalar(
        select(MessageRow).where(MessageRow.message_id == message_id, MessageRow.kind == "mail").limit(1)
    )


def newest_mail_to(session: Session, address: str) -> MessageRow | None:
    """The last mail of ours to a customer of that address: what a returned mail is about that names no Message-ID."""
    if not address:
        return None
    return session.scalar(
        select(MessageRow)
        .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
        .where(ConversationRow.contact_address == address, MessageRow.kind == "mail", MessageRow.audience == "customer")
        .order_by(MessageRow.id.desc())
        .limit(1)
    )


def message_of(session: Session, number: int) -> MessageRow | None:
    return session.get(MessageRow, number)


def copy_row(key: str, account: str, folder: str, sha256: str, now: datetime) -> dict[str, Any]:
    """The row of a copy to be filed, made by the roof when a mail has gone."""
    body = {"account": account, "folder": folder}
    return _row_at(now, key, "copy", f"copy:{account}", body=body, sha256=sha256)


def _row(work: Work, key: str, kind: str, lane: str, **values: Any) -> dict[str, Any]:
    return _row_at(work.now, key, kind, lane, **values)


def _row_at(now: datetime, key: str, kind: str, lane: str, **values: Any) -> dict[str, Any]:
    empty = {"listener": None, "conversation_id": None, "card": None, "message_id": None, "sha256": None}
    common = {
        "key": key,
        "kind": kind,
        "lane": lane,
        "state": "waiting",
        "decided_at": values.get("due_at", now),
        "due_at": now,
        "audience": "colleague",
        "attempts": 0,
        "repeats": 0,
        "claimed_by": "",
        "remote": "",
        "fault": "",
    }
    return {**empty, **common, **values}


def _lane(place: Place) -> str:
    return f"{place.front}:{place.address}"


def _buttons(work: Work, place: Place, choices: Choices, said: Say | EditCard) -> Rows:
    return shown(work, place, choices, listener=said.listener, card=said.card, version=said.version)


def _said(work: Work, key: str, said: Say) -> dict[str, Any]:
    buttons = _buttons(work, said.place, said.choices, said)
    return _row(
        work,
        key,
        "say",
        _lane(said.place),
        body=packed_words(said.place, said.lines, buttons, said.files, said.answers),
        due_at=max(work.now, said.not_before or work.now),
        listener=said.listener,
        conversation_id=said.conversation,
        card=said.card,
    )


def _edited(work: Work, key: str, edit: EditCard) -> list[dict[str, Any]]:
    withdraw(work, edit.card)
    rows = []
    for number, place in enumerate(_standing(work.session, edit.card)):
        _forget_older_edits(work.session, edit.card, place, work.now)
        buttons = _buttons(work, place, edit.choices, edit)
        rows.append(
            _row(
                work,
                f"{key}.{number}",
                "edit",
                _lane(place),
                body=packed_words(place, edit.lines, buttons),
                listener=edit.listener,
                card=edit.card,
            )
        )
    return rows


def _standing(session: Session, card: str) -> list[Place]:
    """The places where the card stands, or soon will."""
    stood = session.execute(select(SpokenRow.front, SpokenRow.place).where(SpokenRow.card == card))
    places = {(front, place): Place(front, place) for front, place in stood}
    coming = session.scalars(
        select(MessageRow).where(MessageRow.card == card, MessageRow.kind == "say", MessageRow.state.in_(OPEN))
    )
    for row in coming:
        front, address, private = row.body["place"]
        places[front, address] = Place(front, address, private)
    return list(places.values())


def _forget_older_edits(session: Session, card: str, place: Place, now: datetime) -> None:
    session.execute(
        update(MessageRow)
        .where(
            MessageRow.lane == _lane(place),
            MessageRow.state == "waiting",
            MessageRow.kind == "edit",
            MessageRow.card == card,
        )
        .values(state="cancelled", ended_at=now)
        .execution_options(synchronize_session=False)
    )


def _mailed(work: Work, key: str, mail: SendMail, written: WrittenMail) -> dict[str, Any]:
    lane = f"mail:{mail.conversation or 0}:{mail.to[0].address}"  # a colleague's full mailbox holds up no customer
    return _row(
        work,
        key,
        "mail",
        lane,
        body=packed_mail(mail),
        due_at=max(work.now, mail.not_before or work.now),
        listener=mail.listener,
        conversation_id=mail.conversation,
        audience=mail.audience,
        message_id=written.message_id,
        sha256=written.sha256,
    )


def _as_letter(work: Work, mail: SendMail, written: WrittenMail) -> dict[str, Any]:
    return {
        "sha256": written.sha256,
        "size": written.size,
        "role": "out" if mail.audience == "customer" else "to_colleague",
        "account": "",
        "arrived_at": work.now,
        "kept_at": work.now,
        "state": "sorted",
        "kind": "",
        "sender": mail.sender.address,
        "sender_name": mail.sender.name,
        "subject": mail.subject,
        "message_id": written.message_id,
        "conversation_id": mail.conversation,
        "sorted_at": work.now,
    }


def _copied(work: Work, key: str, copy: FileCopy) -> dict[str, Any]:
    return copy_row(key, copy.account, copy.folder, copy.sha256, work.now)
