"""Too many letters from one source: kept, logged, and put aside; people are told once, and say what it is (T32)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handlers.telling import to_colleague
from rules.flood import Breadth, Flood, Source, floods, source_of
from rules.letter import Kind, Letter
from rules.outgoing import Choice, Choices, EditCard, Outgoing
from rules.permission import DISPATCHERS
from rules.words import Line, line, title
from storage.colleagues import all_addresses, everybody, with_role
from storage.conversations import newest_open_with
from storage.floods import begun, standing, tallied
from storage.happenings import note
from storage.spoken import cards_standing
from storage.tables.floods import FloodRow
from storage.tables.letters import LetterRow
from storage.unshown import forget_those_of
from storage.work import Work

_EDITED_AT = frozenset({10, 50, *(10**power for power in range(2, 7))})
"""Numbers of letters at which the card says the new number, without a sound."""


def counted(work: Work, row: LetterRow, read: Letter) -> None:
    """Writes under whose name the letter counts."""
    source = _source(work, row, read)
    row.counted_as, row.counted_domain = source.address, source.domain


def is_too_many(work: Work, row: LetterRow, read: Letter) -> bool:
    """Whether it overflows a limit, and nobody has said that this source is in order."""
    return _flood_of(work, row, read) is not None


def put_aside(work: Work, row: LetterRow, read: Letter) -> Iterable[Outgoing]:
    """Stored and logged; the first of a flood brings one card, the others change its number now and then."""
    flood = _flood_of(work, row, read)
    if flood is None:
        return ()
    at = row.arrived_at
    known = standing(work.session, flood, at)
    matter = known or begun(work, flood, at)
    matter.aside, matter.last_at, matter.ended_at = matter.aside + 1, max(matter.last_at, at), None
    row.flood_id = matter.id
    if matter.verdict == "spam":
        row.kind = row.kind if row.kind == Kind.VERIFICATION else str(Kind.SPAM)
        return ()
    if known is None:
        note(work, "flooded", line("Letters of {whose} are put aside: too many", whose=_named(matter)), letter=row.id)
        if matter.breadth == Breadth.SENDER:
            forget_those_of(work.session, matter.whose)
        return _told(work, matter)
    return flood_refreshed(work, matter) if matter.aside in _EDITED_AT else ()


def flood_lines(work: Work, matter: FloodRow) -> tuple[Line, ...]:
    """What comes from where, how much of it lies aside, and what can be done."""
    lines = [
        _TITLES[matter.breadth](matter),
        line("More than {most} letters within one hour. I put the rest aside: {count}.", most=matter.most, count=matter.aside),
        line("They are kept and logged; nobody is called for each of them, and no clock runs."),
    ]  # fmt: skip
    if matter.ended_at is not None:
        lines.append(line("It has stopped; the last one came {at}.", at=matter.last_at))
    return (*lines, *_judged(matter))


def flood_choices(matter: FloodRow) -> Choices:
    look = Choice(line("Look at them"), f"/flood {matter.id}")
    if matter.verdict:
        return ((look,),)
    normal = _NORMAL[matter.breadth]
    return ((Choice(normal, f"/flood {matter.id} normal"),), (Choice(line("Spam"), f"/flood {matter.id} spam"), look))


def flood_refreshed(work: Work, matter: FloodRow) -> list[Outgoing]:
    """New words on the card of everybody who has it."""
    work.session.flush()
    people = {_card(matter, each.id): each.id for each in everybody(work.session)}
    lines, choices = flood_lines(work, matter), flood_choices(matter)
    return [
        EditCard(card=card, lines=lines, choices=choices, listener=people[card])
        for card in cards_standing(work.session, people.keys())
    ]


def _flood_of(work: Work, row: LetterRow, read: Letter) -> Flood | None:
    """Looked for once a letter; what was put aside and is sorted again was looked at by a person."""
    if row.role == "sent" or row.flood_id is not None:
        return None
    return work.once(f"flood {row.id} {row.attempts}", lambda: _looked(work, row, read))


def _looked(work: Work, row: LetterRow, read: Letter) -> Flood | None:
    with work.session.no_autoflush:
        source = _source(work, row, read)
        for flood in floods(source, tallied(work, row, source), work.policy):
            known = standing(work.session, flood, row.arrived_at)
            if known is None or known.verdict != "normal":
                return flood
    return None


def _source(work: Work, row: LetterRow, read: Letter) -> Source:
    buyer = read.customer.address if read.customer else ""
    colleagues = work.once("addresses", lambda: all_addresses(work.session))
    return source_of(row.sender, buyer, work.policy, colleagues)


def _told(work: Work, matter: FloodRow) -> list[Outgoing]:
    """The dispatchers, and who answers that sender already."""
    people = [each.id for each in with_role(work.session, *DISPATCHERS)]
    open_one = newest_open_with(work.session, [matter.whose]) if matter.breadth == Breadth.SENDER else None
    if open_one is not None and open_one.owner_id is not None:
        people.append(open_one.owner_id)
    said: list[Outgoing] = []
    for person in dict.fromkeys(people):
        said += to_colleague(
            work, person, flood_lines(work, matter), flood_choices(matter), card=_card(matter, person), urgent=True
        )
    return said


def _card(matter: FloodRow, person: int) -> str:
    return f"flood:{matter.id}:{person}"


def _named(matter: FloodRow) -> Line | str:
    return matter.whose or line("everybody")


def _judged(matter: FloodRow) -> list[Line]:
    if matter.verdict == "normal":
        return [line("Treated as normal: they go their usual way.")]
    if matter.verdict == "spam":
        return [line("Taken for spam; what comes from there in the next day is logged without a word.")]
    return [line("What is it?")]


_TITLES: dict[str, Callable[[FloodRow], Line]] = {
    Breadth.SENDER: lambda matter: title("Very many letters from {whose}", whose=matter.whose),
    Breadth.DOMAIN: lambda matter: title("Very many letters from {whose}", whose=f"@{matter.whose}"),
    Breadth.EVERYBODY: lambda matter: title("Very many letters from strangers"),
}
_NORMAL: dict[str, Line] = {
    Breadth.SENDER: line("It is one customer: treat as normal"),
    Breadth.DOMAIN: line("It is one customer: treat as normal"),
    Breadth.EVERYBODY: line("They are customers: treat as normal"),
}
