"""Telling people: in their private chat, by mail to who has no chat, in the team's rooms; in working hours (R15, R58)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from documents.speech import spoken, spoken_all
from rules.event import Place
from rules.outgoing import Choices, Mailbox, Outgoing, Say, SendMail, StoredFile
from rules.permission import Role
from rules.token import plain_token
from rules.words import Line, line
from storage.colleagues import addresses_of, colleague, private_places, rooms, with_role
from storage.tables.colleagues import ColleagueRow, RoomRow
from storage.work import Work


def to_colleague(
    work: Work,
    number: int,
    lines: Iterable[Line],
    choices: Choices = (),
    *,
    card: str | None = None,
    conversation: int | None = None,
    version: int = 0,
    urgent: bool = False,
    at_once: bool = False,
    subject: Line | None = None,
    files: tuple[StoredFile, ...] = (),
) -> list[Outgoing]:
    """Words for one colleague: to each of her chats, or by mail where she has none. Not outside hours, unless at once."""
    person = colleague(work.session, number)
    if person is None or person.dismissed_at is not None:
        return []
    told = tuple(lines)
    not_before = None if at_once else may_be_told_at(work, person, urgent)
    places = work.once(f"places of {number}", lambda: private_places(work.session, number))
    if not places:
        return _mailed(work, person, told, subject, conversation, not_before, files)
    return [
        Say(
            place=place,
            lines=told,
            choices=choices,
            files=files,
            listener=number,
            card=card,
            version=version,
            not_before=not_before,
            conversation=conversation,
        )
        for place in places
    ]


def to_roles(
    work: Work,
    roles: Iterable[Role],
    lines: Iterable[Line],
    choices: Choices = (),
    *,
    conversation: int | None = None,
    version: int = 0,
    urgent: bool = False,
    at_once: bool = False,
    but: Iterable[int] = (),
) -> list[Outgoing]:
    """Words for everybody who has one of the roles, each person once; `but` are left out."""
    told = tuple(lines)
    said: list[Outgoing] = []
    for person in with_role(work.session, *roles):
        if person.id not in set(but):
            said += to_colleague(
                work,
                person.id,
                told,
                choices,
                conversation=conversation,
                version=version,
                urgent=urgent,
                at_once=at_once,
            )
    return said


def to_rooms(work: Work, lines: Iterable[Line]) -> list[Outgoing]:
    """Words for every confirmed room: counts and stubs, never private facts (R15, R41)."""
    told = tuple(lines)
    return [
        Say(place=Place(each.front, each.address, private=False), lines=told, not_before=work.opening)
        for each in rooms_of(work)
    ]


def rooms_of(work: Work) -> list[RoomRow]:
    """The rooms in which we speak."""
    return work.once("rooms", lambda: rooms(work.session))


def by_mail(work: Work, number: int, lines: Iterable[Line], subject: Line) -> list[Outgoing]:
    """Words for one colleague by mail, at once, though she has a chat; empty where she has no address."""
    person = colleague(work.session, number)
    if person is None or person.dismissed_at is not None:
        return []
    return _mailed(work, person, tuple(lines), subject, None, None)


def may_be_told_at(work: Work, person: ColleagueRow, urgent: bool) -> datetime | None:
    """The instant from which she may be told; None for now (R58, C2)."""
    allowed = work.policy.outside_hours
    if allowed == "all" or (allowed == "urgent" and urgent and person.urgent_ok):
        return None
    return work.opening if work.opening > work.now else None


def _mailed(
    work: Work,
    person: ColleagueRow,
    lines: tuple[Line, ...],
    subject: Line | None,
    conversation: int | None,
    not_before: datetime | None,
    files: tuple[StoredFile, ...] = (),
) -> list[Outgoing]:
    """A second mail, answerable only to info@, for who has no chat; nothing of it is meant for a customer's eyes."""
    addresses = work.once(f"addresses of {person.id}", lambda: addresses_of(work.session, person.id))
    if not addresses or not work.policy.front_door:
        return []
    title = subject or (lines[0] if lines else line("A word from infodesk"))
    text = "\n".join(words for words, _ in spoken_all(lines, person.language, person.zone))
    subject_line = f"[infodesk] {spoken(title, person.language, person.zone)}"
    front_door = Mailbox("infodesk", work.policy.front_door)
    return [
        SendMail(
            sender=front_door,
            to=(Mailbox(person.name, addresses[0]),),
            reply_to=(front_door,),
            subject=subject_line[:160],
            text=text,
            files=files,
            audience="colleague",
            token=plain_token(work.secret, f"{work.event}/{person.id}/{subject_line}/{text}"),
            auto_submitted="auto-generated",
            about=(),
            not_before=not_before,
            listener=person.id,
        )
    ]
