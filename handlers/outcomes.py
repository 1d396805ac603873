"""What became of a message that could not simply be carried: late, lost, or nobody knows; its people are told (F12-F19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import update

from handlers.alarms import alarm
from handlers.card import card_refreshed
from handlers.promise import owed_again
from handlers.telling import to_colleague, to_roles
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS, Role
from rules.words import Line, from_plain, line, title
from storage import outbox
from storage.colleagues import colleague, name_of
from storage.conversations import conversation
from storage.happenings import note
from storage.tables.colleagues import ChatAccountRow, RoomRow
from storage.tables.outbox import MessageRow
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Late:
    """A mail has been waiting for longer than people expect."""

    message: int
    reason: str

    @property
    def key(self) -> str:
        return f"late:{self.message}"


@dataclass(frozen=True, slots=True)
class Lost:
    """A message was refused for good; `partly` when other recipients have got it."""

    message: int
    attempts: int
    reason: str
    partly: bool = False
    place_gone: bool = False
    moved_to: str = ""

    @property
    def key(self) -> str:
        return f"lost:{self.message}:{self.attempts}"


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody knows whether a customer's mail has gone: a named person decides."""

    message: int
    attempts: int
    reason: str

    @property
    def key(self) -> str:
        return f"unsure:{self.message}:{self.attempts}"


def told_late(work: Work, late: Late) -> Iterable[Outgoing]:
    row = outbox.message_of(work.session, late.message)
    if row is None or row.told_at is not None:
        return ()
    outbox.settle(work.session, row.id, told_at=work.now)
    lines = (
        title("A mail is still waiting to leave"),
        *_which(row),
        line("The server says: {reason}", reason=late.reason),
        line("I keep trying, for five days. You need do nothing."),
    )
    return _to_its_people(work, row, lines)


def told_lost(work: Work, lost: Lost) -> Iterable[Outgoing]:
    """Dead, with the reason, and loudly. A chat that is gone is not spoken to any more; its words go by mail (F19)."""
    row = outbox.message_of(work.session, lost.message)
    if row is None:
        return ()
    if lost.moved_to:
        return _moved(work, row, lost)
    if not lost.partly:
        outbox.settle(work.session, row.id, state="dead", ended_at=work.now, fault=lost.reason[:300])
    if row.kind == "mail":
        return _mail_lost(work, row, lost)
    if lost.place_gone and row.kind in {"say", "edit"}:
        return _place_gone(work, row)
    person = colleague(work.session, row.listener)
    if row.kind == "edit" or (person is not None and person.dismissed_at is not None):
        return ()  # nobody misses it
    what = line("A message was refused for good: {reason}. It was not said.", reason=lost.reason[:200])
    return alarm(
        work, f"refused:{row.kind}", what, line("/health shows more; the log names message {number}.", number=row.id)
    )


def told_unsure(work: Work, unsure: Unsure) -> Iterable[Outgoing]:
    row = outbox.message_of(work.session, unsure.message)
    if row is None or row.state != "unknown":
        return ()
    outbox.settle(work.session, row.id, told_at=work.now)
    lines = (
        title("Has this mail arrived? Nobody can know."),
        *_which(row),
        line("The line broke after it was handed over: {reason}", reason=unsure.reason),
        line("I send nothing to a customer twice by myself. Look into Sent or ask the customer, then choose."),
    )
    choices = (
        (
            Choice(line("Send again"), f"/unknown again {row.id}"),
            Choice(line("It arrived"), f"/unknown arrived {row.id}"),
        ),
        (Choice(line("Drop it"), f"/unknown drop {row.id}"),),
    )
    return _to_its_people(work, row, lines, choices)


def _mail_lost(work: Work, row: MessageRow, lost: Lost) -> list[Outgoing]:
    note(
        work,
        "bounced",
        line("The mail was refused: {reason}", reason=lost.reason[:200]),
        conversation=row.conversation_id,
    )
    lines = [
        title("A mail was refused and will not be tried again"),
        *_which(row),
        line("The server says: {reason}", reason=lost.reason),
        line("Check the address, or reach them another way."),
    ]
    matter = conversation(work.session, row.conversation_id)
    choices: Choices = ((Choice(line("Show"), f"/show {matter.id}"),),) if matter else ()
    refreshed: list[Outgoing] = []
    never_left = matter is not None and row.audience == "customer" and not lost.partly
    if matter is not None and never_left and owed_again(work, matter, row.decided_at):
        lines.append(line("The clock of {number} runs again.", number=matter.id))
        refreshed = card_refreshed(work, matter)
    return [*_to_its_people(work, row, lines, choices), *refreshed]


def _place_gone(work: Work, row: MessageRow) -> list[Outgoing]:
    front, address, private = row.body["place"]
    if not private:
        work.session.execute(
            update(RoomRow).where(RoomRow.front == front, RoomRow.address == address).values(left_at=work.now)
        )
        words = line("I cannot speak in a room of the team any more. Add me again, and say /room there.")
        return to_roles(work, (Role.ADMINISTRATOR,), (words,))
    newly: int = work.session.execute(
        update(ChatAccountRow)
        .where(ChatAccountRow.front == front, ChatAccountRow.place == address, ChatAccountRow.gone_at.is_(None))
        .values(gone_at=work.now)
    ).rowcount  # type: ignore[attr-defined]
    said: list[Outgoing] = []
    if row.listener is not None and row.kind == "say":
        said += to_colleague(work, row.listener, from_plain(row.body["lines"]), conversation=row.conversation_id)
    if newly:
        person = name_of(work.session, row.listener)
        words = line(
            "{person} cannot be reached in chat any more; I write mails instead. /invite makes a new link.",
            person=person,
        )
        said += to_roles(work, (Role.ADMINISTRATOR,), (words,), but=[row.listener] if row.listener else [])
    return said


def _moved(work: Work, row: MessageRow, lost: Lost) -> list[Outgoing]:
    """A group became another chat: the room moves, and the message goes there."""
    front, address, private = row.body["place"]
    work.session.execute(
        update(RoomRow).where(RoomRow.front == front, RoomRow.address == address).values(address=lost.moved_to)
    )
    body = {**row.body, "place": [front, lost.moved_to, private]}
    lane = f"{front}:{lost.moved_to}"
    outbox.settle(work.session, row.id, state="waiting", due_at=work.now, body=body, lane=lane)
    return []


def _which(row: MessageRow) -> tuple[Line, ...]:
    recipients = ", ".join(row.body["recipients"])
    words = [line("To {recipient}, subject {subject}", recipient=recipients, subject=row.body["subject"])]
    if row.conversation_id is not None:
        words.append(line("It belongs to {number}.", number=row.conversation_id))
    return tuple(words)


def _to_its_people(work: Work, row: MessageRow, lines: Iterable[Line], choices: Choices = ()) -> list[Outgoing]:
    """The author and the owner; the dispatchers where there is neither."""
    told = tuple(lines)
    matter = conversation(work.session, row.conversation_id)
    people = dict.fromkeys([*row.body["about"], *([matter.owner_id] if matter and matter.owner_id else [])])
    said: list[Outgoing] = []
    for person in people:
        said += to_colleague(work, person, told, choices, conversation=row.conversation_id)
    return said or to_roles(work, DISPATCHERS, told, choices)
