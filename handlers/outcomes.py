"""What became of a message that could not simply be carried: lost, or nobody knows; its people are told (F13-F19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, update

from handlers.alarms import alarm
from handlers.lost_mails import forward_too_large, mail_lost, to_its_people, which
from handlers.telling import by_mail, to_colleague, to_roles
from rules.outgoing import Choice, Outgoing
from rules.permission import Role
from rules.words import Line, from_plain, line, title
from storage import outbox
from storage.colleagues import colleague, name_of
from storage.tables.colleagues import ChatAccountRow, RoomRow
from storage.tables.outbox import MessageRow
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Lost:
    """A message was refused for good, or given up; with `recipients` by these only, the others have got it.

    `tried` tells this try from every other one of the message.
    """

    message: int
    tried: str
    reason: str
    recipients: tuple[str, ...] = ()
    place_gone: bool = False
    moved_to: str = ""
    too_large: bool = False
    given_up: bool = False

    @property
    def key(self) -> str:
        return f"lost:{self.message}:{self.tried}"


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody knows whether a mail has gone: to a customer, a named person decides; a colleague has had it twice, or never."""

    message: int
    tried: str
    reason: str

    @property
    def key(self) -> str:
        return f"unsure:{self.message}:{self.tried}"


def told_lost(work: Work, lost: Lost) -> Iterable[Outgoing]:
    """Dead, with the reason, and loudly. A chat that is gone is not spoken to any more; its words go by mail (F19)."""
    row = outbox.message_of(work.session, lost.message)
    if row is None:
        return ()
    if lost.moved_to:
        return _moved(work, row, lost)
    if row.kind == "mail" and lost.too_large:
        smaller = forward_too_large(work, row, lost.reason)
        if smaller is not None:
            return smaller
    if not lost.recipients:
        outbox.settle(work.session, row.id, state="dead", ended_at=work.now, fault=lost.reason[:300])
    if row.kind == "mail":
        return mail_lost(work, row, lost.reason, recipients=lost.recipients, given_up=lost.given_up)
    if lost.place_gone and row.kind in {"say", "edit"}:
        return _place_gone(work, row)
    person = colleague(work.session, row.listener)
    if row.kind == "edit" or (person is not None and person.dismissed_at is not None):
        return ()  # nobody misses it
    if lost.given_up:
        return _by_mail_instead(work, row)
    what = line("A message was refused for good: {reason}. It was not said.", reason=lost.reason[:200])
    return alarm(
        work, f"refused:{row.kind}", what, line("/health shows more; the log names message {number}.", number=row.id)
    )


def told_unsure(work: Work, unsure: Unsure) -> Iterable[Outgoing]:
    row = outbox.message_of(work.session, unsure.message)
    if row is None or row.state != "unknown":
        return ()
    outbox.settle(work.session, row.id, told_at=work.now)
    if row.audience == "colleague":
        return _perhaps_twice(work, row)
    lines = (
        title("Has this mail arrived? Nobody can know."),
        *which(row),
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
    return to_its_people(work, row, lines, choices)


def _perhaps_twice(work: Work, row: MessageRow) -> list[Outgoing]:
    """A mail to a colleague went out twice, and twice the line broke: it goes no third time (F14)."""
    if outbox.is_notice(row):
        return []
    lines = (
        title("A mail to you may not have arrived"),
        *which(row),
        line("I sent it twice, and both times the line broke before the server answered. I send it no third time."),
    )
    number = row.conversation_id
    return to_its_people(work, row, lines, ((Choice(line("Show"), f"/show {number}"),),) if number else ())


def _by_mail_instead(work: Work, row: MessageRow) -> list[Outgoing]:
    """The chat was out of reach for a day: everything that waits for her there goes in one mail (F17)."""
    if row.listener is None:
        return []  # a room hears of it by its next digest
    waiting = [row, *(each for each in outbox.waits_in(work.session, row.lane, work.now) if each.id != row.id)]
    lines: list[Line] = [line("For a day the chat could not be reached. This waited for you there:")]
    for each in waiting:
        lines += [line("{at}:", at=each.decided_at), *from_plain(each.body["lines"])]
    mail = by_mail(work, row.listener, lines, title("What the chat could not tell you"))
    if not mail:
        what = line(
            "{person} has neither a chat that works nor an address.", person=name_of(work.session, row.listener)
        )
        return alarm(work, f"refused:{row.lane}"[:200], what, line("/staff gives her an address, /invite a new link."))
    for each in waiting:
        outbox.settle(work.session, each.id, state="cancelled", ended_at=work.now, fault="it went by mail instead")
    return mail


def _place_gone(work: Work, row: MessageRow) -> list[Outgoing]:
    front, address, private = row.body["place"]
    if not private:
        left: int = work.session.execute(
            update(RoomRow)
            .where(RoomRow.front == front, RoomRow.address == address, RoomRow.left_at.is_(None))
            .values(left_at=work.now)
        ).rowcount  # type: ignore[attr-defined]
        words = line("I cannot speak in a room of the team any more. Add me again, and say /room there.")
        return to_roles(work, (Role.ADMINISTRATOR,), (words,)) if left else []
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
    old = select(RoomRow).where(RoomRow.front == front, RoomRow.address == address)
    new = select(RoomRow).where(RoomRow.front == front, RoomRow.address == lost.moved_to)
    room, known = work.session.scalar(old), work.session.scalar(new)
    if room is not None and known is None:
        room.address = lost.moved_to
    elif room is not None and room.left_at is None:
        room.left_at = work.now  # it was added anew before we heard of the move
    work.session.flush()
    body = {**row.body, "place": [front, lost.moved_to, private]}
    lane = f"{front}:{lost.moved_to}"
    outbox.settle(work.session, row.id, state="waiting", due_at=work.now, body=body, lane=lane)
    return []
