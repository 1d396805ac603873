"""Named queries about colleagues: who they are, where they are reached, who stands in for whom (R7, R282)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from rules.address import normalised, without_subaddress
from rules.event import Place
from rules.permission import Role, Viewer
from storage.tables.colleagues import AbsenceRow, ChatAccountRow, ColleagueAddressRow, ColleagueRow, RoomRow

_EVERYBODY = select(ColleagueRow).where(ColleagueRow.dismissed_at.is_(None)).order_by(ColleagueRow.name)
_ADDRESSES = (
    select(ColleagueAddressRow.address)
    .where(ColleagueAddressRow.colleague_id == bindparam("number"))
    .order_by(ColleagueAddressRow.since, ColleagueAddressRow.address)
)
_PLACES = (
    select(ChatAccountRow)
    .where(ChatAccountRow.colleague_id == bindparam("number"), ChatAccountRow.gone_at.is_(None))
    .order_by(ChatAccountRow.since)
)


def everybody(session: Session) -> list[ColleagueRow]:
    """All who have not been dismissed, by name."""
    return list(session.scalars(_EVERYBODY))


def with_role(session: Session, *roles: Role) -> list[ColleagueRow]:
    """Those present in the department who have one of the roles."""
    return [each for each in everybody(session) if set(roles) & set(each.roles)]


def colleague(session: Session, number: int | None) -> ColleagueRow | None:
    return None if number is None else session.get(ColleagueRow, number)


def name_of(session: Session, number: int | None) -> str:
    row = colleague(session, number)
    return row.name if row else ""


def named(session: Session, text: str) -> ColleagueRow | None:
    """The colleague of that name, or of the only name that begins so. Case does not count; @ in front neither."""
    wanted = text.strip().lstrip("@").casefold()
    people = everybody(session)
    exact = [each for each in people if each.name.casefold() == wanted]
    begun = [each for each in people if wanted and each.name.casefold().startswith(wanted)]
    found = exact or begun
    return found[0] if len(found) == 1 else None


def by_address(session: Session, address: str) -> ColleagueRow | None:
    """Whose company address that is; of dismissed people, too, so that their letters stay internal."""
    known = {normalised(address), without_subaddress(address)} - {""}
    number = session.scalar(
        select(ColleagueAddressRow.colleague_id).where(ColleagueAddressRow.address.in_(known)).limit(1)
    )
    return colleague(session, number)


def by_account(session: Session, front: str, account: str) -> ColleagueRow | None:
    """Whose chat account that is; nobody's, once the person was dismissed (T24)."""
    return session.scalar(
        select(ColleagueRow)
        .join(ChatAccountRow, ChatAccountRow.colleague_id == ColleagueRow.id)
        .where(ChatAccountRow.front == front, ChatAccountRow.account == account, ColleagueRow.dismissed_at.is_(None))
    )


def addresses_of(session: Session, number: int) -> list[str]:
    """Company addresses; the first is the one that letters are forwarded to."""
    return list(session.scalars(_ADDRESSES, {"number": number}))


def all_addresses(session: Session) -> frozenset[str]:
    return frozenset(session.scalars(select(ColleagueAddressRow.address)))


def private_places(session: Session, number: int) -> list[Place]:
    """Where she is spoken to in private; places that the front gave up on are left out (F19)."""
    return [Place(each.front, each.place) for each in session.scalars(_PLACES, {"number": number})]


def came_back(session: Session, place: Place, account: str) -> bool:
    """Whether that account's place had been given up; it is no longer, for somebody has spoken there (F19)."""
    row = session.get(ChatAccountRow, (place.front, account))
    if row is None or row.gone_at is None:
        return False
    row.gone_at, row.place = None, place.address
    session.flush()
    return True


def rooms(session: Session) -> list[RoomRow]:
    """The rooms of the team that an administrator has confirmed."""
    return list(session.scalars(select(RoomRow).where(RoomRow.confirmed_at.is_not(None), RoomRow.left_at.is_(None))))


def absence_at(session: Session, number: int, at: datetime) -> AbsenceRow | None:
    """Her leave at that instant, if any."""
    return session.scalar(
        select(AbsenceRow)
        .where(
            AbsenceRow.colleague_id == number,
            AbsenceRow.since <= at,
            AbsenceRow.until > at,
            AbsenceRow.ended_at.is_(None),
        )
        .order_by(AbsenceRow.id.desc())
        .limit(1)
    )


def absences_from(session: Session, since: datetime) -> list[AbsenceRow]:
    """Every leave that lasts at that instant or comes later."""
    return list(session.scalars(select(AbsenceRow).where(AbsenceRow.until > since, AbsenceRow.ended_at.is_(None))))


def absences_between(session: Session, since: datetime, until: datetime) -> list[AbsenceRow]:
    return list(
        session.scalars(
            select(AbsenceRow).where(AbsenceRow.since < until, AbsenceRow.until > since, AbsenceRow.ended_at.is_(None))
        )
    )


def deputy_at(session: Session, number: int, at: datetime) -> ColleagueRow | None:
    """Who stands in for her at that instant: the deputy, or the deputy's deputy when that one is away, too."""
    seen = {number}
    current = number
    while (absence := absence_at(session, current, at)) is not None:
        if absence.deputy_id is None or absence.deputy_id in seen:
            return None
        current = absence.deputy_id
        seen.add(current)
    return None if current == number else colleague(session, current)


def viewer(session: Session, row: ColleagueRow, at: datetime, leave: Iterable[AbsenceRow] | None = None) -> Viewer:
    """She as somebody who asks: with those whose deputy she is now. `leave` is `absences_from(at)`, if it is known."""
    known = absences_from(session, at) if leave is None else leave
    absent = [each.colleague_id for each in known if each.since <= at]
    stood_in = {each for each in absent if (deputy := deputy_at(session, each, at)) is not None and deputy.id == row.id}
    return Viewer(row.id, frozenset(row.roles), frozenset(stood_in))


def is_known(session: Session, name: str) -> bool:
    return session.scalar(select(ColleagueRow.id).where(func.lower(ColleagueRow.name) == name.lower())) is not None
