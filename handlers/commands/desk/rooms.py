"""/room and /rooms: the group chats in which the desk may speak, each confirmed by an administrator in private (R15, R333)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handlers.asked import Asked, Command
from handlers.telling import to_colleague, to_roles
from rules.event import Place
from rules.outgoing import Choice, Choices, Outgoing, Say
from rules.permission import ADMINISTRATORS, EVERYBODY, Role
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage.colleagues import name_of
from storage.happenings import note
from storage.rooms import asked_for, room, room_at, rooms_known
from storage.tables.colleagues import RoomRow
from storage.work import Work


def room_wanted(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Said in a group: administrators are asked in private. The group hears nothing until one has confirmed."""
    place = asked.place
    if place.private:
        raise Refused("Say /room in the group that you mean. An administrator then confirms it in private.")
    known = room_at(work.session, place)
    if known is not None and known.confirmed_at is not None and known.left_at is None:
        return [asked.tell("This room is confirmed. I say numbers, countries and counts here.")]
    row = asked_for(work, place, asked.rest[:80], asked.me.id)
    words = line("{person} asks for the room {room}.", person=asked.me.name, room=_named(row))
    note(work, "room", words, actor=asked.me.id, after={"front": row.front, "address": row.address})
    everybody_there = line(
        "Everybody in it reads what I say there: numbers, countries, owners, counts, never a customer's name."
    )
    return [
        *to_roles(work, [Role.ADMINISTRATOR], (words, everybody_there), _question(row), at_once=True),
        *to_colleague(work, asked.me.id, (line("An administrator is asked to confirm the room."),), at_once=True),
    ]


def rooms(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Lists the rooms; `confirm N`, `refuse N`, `leave N`, `language N zh` change one. In private only."""
    words = asked.rest.split()
    if not words:
        return [asked.say(*_list(work))]
    what, number = words[0].casefold(), words[1] if len(words) > 1 else ""
    row = room(work.session, int(number)) if number.isdecimal() and len(number) < 10 else None
    if what not in CHANGES or row is None:
        raise Refused("I know no such room. /rooms lists them; for example: /rooms leave 2")
    return CHANGES[what](work, asked, row, words[2:])


def _confirmed(work: Work, asked: Asked, row: RoomRow, _: list[str]) -> list[Outgoing]:
    if row.confirmed_at is not None and row.left_at is None:
        raise Refused("That room is confirmed already.")
    row.confirmed_at, row.left_at = work.now, None
    words = line("The room {room} is confirmed.", room=_named(row))
    note(work, "room", words, actor=asked.me.id, after={"confirmed": row.address})
    hello = (
        title("Hello. This room is confirmed."),
        line("I say numbers, countries, owners and counts here. What is a customer's I say in private only."),
    )
    return [asked.say([words]), Say(place=_place(row), lines=hello)]


def _refused(work: Work, asked: Asked, row: RoomRow, _: list[str]) -> list[Outgoing]:
    if row.confirmed_at is not None and row.left_at is None:
        raise Refused("That room is confirmed already. /rooms leave {number} ends it.", number=row.id)
    row.left_at = work.now
    words = line("The room {room} is refused.", room=_named(row))
    note(work, "room", words, actor=asked.me.id, after={"refused": row.address})
    return [asked.say([words])]


def _left(work: Work, asked: Asked, row: RoomRow, _: list[str]) -> list[Outgoing]:
    if row.left_at is not None:
        raise Refused("I say nothing in that room any more already.")
    before, row.left_at = row.confirmed_at, work.now
    words = line("I say nothing in the room {room} any more.", room=_named(row))
    note(work, "room", words, actor=asked.me.id, before={"confirmed": before is not None}, after={"left": row.address})
    return [asked.say([words])]


def _language(work: Work, asked: Asked, row: RoomRow, words: list[str]) -> list[Outgoing]:
    wanted = words[0].casefold() if words else ""
    if wanted not in ("en", "zh"):
        raise Refused("I speak English and Chinese: /rooms language {number} zh", number=row.id)
    before, row.language = row.language, wanted
    said = line("The room {room} reads {language} now.", room=_named(row), language=wanted)
    note(work, "room", said, actor=asked.me.id, before={"language": before}, after={"language": wanted})
    return [asked.say([said])]


CHANGES: dict[str, Callable[[Work, Asked, RoomRow, list[str]], list[Outgoing]]] = {
    "confirm": _confirmed,
    "refuse": _refused,
    "leave": _left,
    "language": _language,
}


def _list(work: Work) -> tuple[list[Line], Choices]:
    known = [each for each in rooms_known(work.session) if each.left_at is None]
    if not known:
        return [line("There is no room. Somebody says /room in a group, and you confirm it here.")], ()
    lines, buttons = [title("Rooms")], []
    for row in known:
        asked_by = name_of(work.session, row.asked_by) or "-"
        if row.confirmed_at is None:
            lines.append(
                line(
                    "{number}: {room}, asked for by {person}, not confirmed",
                    number=row.id,
                    room=_named(row),
                    person=asked_by,
                )
            )
            buttons += list(_question(row))
        else:
            lines.append(line("{number}: {room}, confirmed {at}", number=row.id, room=_named(row), at=row.confirmed_at))
            buttons.append((Choice(line("Leave {number}", number=row.id), f"/rooms leave {row.id}"),))
    return lines, tuple(buttons)


def _question(row: RoomRow) -> Choices:
    return ((Choice(line("Confirm"), f"/rooms confirm {row.id}"), Choice(line("Refuse"), f"/rooms refuse {row.id}")),)


def _named(row: RoomRow) -> str:
    return f"{row.name} ({row.front} {row.address})" if row.name else f"{row.front} {row.address}"


def _place(row: RoomRow) -> Place:
    return Place(row.front, row.address, private=False)


COMMANDS = (
    Command(
        "/room",
        word("ask that I may speak in this group"),
        room_wanted,
        roles=EVERYBODY,
        example="/room Sales team",
        family="desk",
        in_rooms=True,
    ),
    Command(
        "/rooms",
        word("the rooms in which I speak"),
        rooms,
        roles=ADMINISTRATORS,
        example="/rooms leave 2",
        family="desk",
    ),
)
