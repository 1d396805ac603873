"""The first administrator: her link counts from the first run, and she is confirmed at the terminal (T23)."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

from sqlalchemy.orm import Session

from app.instant import now
from app.perform import Performer
from documents.speech import spoken
from handlers.enrolment import confirm, first_run, pending_first, question_at_the_terminal, refuse
from rules.event import Tick
from rules.outgoing import Outgoing
from storage.blobs import Blobs
from storage.database import Database
from storage.work import Work

LOG = logging.getLogger("infodesk.first_link")
_LOOKS_EVERY = 3.0
_ANSWERS = {"y": True, "yes": True, "是": True, "n": False, "no": False, "否": False}


async def asked_at_the_terminal(performer: Performer) -> None:
    """Asks yes or no when somebody has used the first link; without a terminal it says how to confirm."""
    await performer.perform(Tick("first run", "told:first run"), _began)
    told: int | None = None
    while True:
        question = await performer.look(lambda session, now: _question(session))
        if question is not None and question[0] != told:
            told = question[0]
            print(f"\n{question[1]}", flush=True)
            if sys.stdin is not None and sys.stdin.isatty():
                answer = await asyncio.to_thread(_typed)
                await performer.in_thread(lambda number=told, yes=answer: settled(performer, number, yes))  # type: ignore[misc]
            else:
                print("Confirm it with: infodesk confirm", flush=True)
        await asyncio.sleep(_LOOKS_EVERY)


def waiting(database: Database) -> tuple[int, str] | None:
    """Who waits to be the first administrator: the invitation's number and the question; None for nobody."""
    with database.reading() as session:
        return _question(session)


def confirmed_here(database: Database, store: Path, yes: bool | None) -> int:
    """`infodesk confirm`: asks, or takes the answer given; exit code 1 when nobody waits."""
    found = waiting(database)
    if found is None:
        print("Nobody has used the first link yet, or it is settled already.")
        return 1
    print(found[1])
    performer = Performer(database, Blobs(store), now)
    try:
        settled(performer, found[0], _typed() if yes is None else yes)
    finally:
        performer.close()
    print("It is done; the running service tells her.")
    return 0


def settled(performer: Performer, number: int, yes: bool) -> None:
    """Binds the account, or refuses it; in the thread that decides."""

    def decide(work: Work, tick: Tick) -> list[Outgoing]:
        invite = pending_first(work.session)
        if invite is None or invite.id != number:
            return []
        return confirm(work, invite) if yes else refuse(work, invite)

    performer.decide(Tick("first link", f"first link:{number}:{yes}"), decide)


def _began(work: Work, tick: Tick) -> list[Outgoing]:
    first_run(work)
    return []


def _question(session: Session) -> tuple[int, str] | None:
    invite = pending_first(session)
    if invite is None:
        return None
    return invite.id, spoken(question_at_the_terminal(session, invite), "en", "UTC")


def _typed() -> bool:
    while True:
        answer = _ANSWERS.get(input("yes or no: ").strip().lower())
        if answer is not None:
            return answer
