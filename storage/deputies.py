"""Who stands in for whom, also without leave: the deputy that a person has named (R62, R282)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.colleagues import absences_between, absences_from, colleague, deputy_at
from storage.facts import fact, remember
from storage.tables.colleagues import AbsenceRow, ColleagueRow
from storage.tables.machine import FactRow
from storage.work import Work


def named_deputy(session: Session, number: int) -> ColleagueRow | None:
    """The deputy that she named; None when there is none, or that one has left."""
    row = colleague(session, fact(session, _name(number)))
    return row if row is not None and row.dismissed_at is None else None


def name_deputy(work: Work, number: int, deputy: int) -> None:
    remember(work.session, _name(number), deputy, work.now)


def named_deputies(session: Session) -> dict[int, int]:
    """Everybody who has named a deputy, with that one."""
    rows = session.execute(select(FactRow.name, FactRow.value).where(FactRow.name.like("deputy:%")))
    return {int(name.rpartition(":")[2]): value for name, value in rows}


def leave(work: Work) -> list[AbsenceRow]:
    """Every leave of now and later."""
    return work.once("leave", lambda: absences_from(work.session, work.now))


def standing_in(work: Work) -> dict[int, ColleagueRow]:
    """Everybody who is away now, with who stands in; who has nobody is left out."""
    away = {
        each.colleague_id for each in absences_between(work.session, work.now, work.now + timedelta(microseconds=1))
    }
    found = {number: deputy_at(work.session, number, work.now) for number in away}
    return {number: row for number, row in found.items() if row is not None and row.dismissed_at is None}


def _name(number: int) -> str:
    return f"deputy:{number}"
