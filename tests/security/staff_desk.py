"""A department for the attacks, and an ear that tells what would be said and what would change, and then forgets it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.speech import spoken_all
from handlers.hearing import hear, refused
from rules.event import Heard, Place
from rules.outgoing import Outgoing, Say
from rules.permission import Role
from rules.refusal import Refused
from storage.tables.machine import StrangerRow
from tests.dialogues.desk import Desk

SECRETS = ("rosalind@kunde-werke.example", "Rosalind", "699123456", "699 12 34 56", "Plaza Secreta", "titanium")
OTHERS = {role: f"Other{role}" for role in Role}
"""A colleague for each role, none of whom has anything to do with Ana's customer."""


@dataclass(frozen=True)
class Effect:
    """What would go out, what would be recorded, and how many rows would change, but for the list of strangers (R334)."""

    outgoing: tuple[Outgoing, ...]
    verbs: tuple[str, ...]
    rows: int
    happenings: tuple[dict[str, Any], ...] = ()
    """What would stand in the record."""

    @property
    def is_silence(self) -> bool:
        return not self.outgoing and not self.verbs and not self.rows

    @property
    def texts(self) -> list[str]:
        said = [each for each in self.outgoing if isinstance(each, Say)]
        return ["\n".join(text for text, _ in spoken_all(each.lines, "en", "Asia/Shanghai")) for each in said]

    @property
    def shown(self) -> list[str]:
        """Everything that a reader sees: words, buttons, names of files."""
        said = [each for each in self.outgoing if isinstance(each, Say)]
        labels = [choice.label for each in said for row in each.choices for choice in row]
        words = [text for text, _ in spoken_all(labels, "en", "Asia/Shanghai")] if labels else []
        return [*self.texts, *words, *(file.name for each in said for file in each.files)]

    def shown_to(self, place: Place) -> list[str]:
        """The same, of what is said in one place only."""
        here = tuple(each for each in self.outgoing if isinstance(each, Say) and each.place == place)
        return Effect(here, (), 0).shown


def department(folder: Path) -> Desk:
    """Ana sells, Ada administers, and there is one more colleague for each role."""
    desk = Desk(folder)
    desk.hires("Ana").hires("Ada", "administrator")
    for role, name in OTHERS.items():
        desk.hires(name, str(role))
    desk.says("Ana", "/customer add Kunde GmbH, Spain, rosalind@kunde-werke.example, Rosalind Vega, +34 699 123 456")
    desk.says("Ana", "/customer 1 postal Plaza Secreta 1")
    sender = "Rosalind Vega <rosalind@kunde-werke.example>"
    desk.receives("We need 40 titanium pumps.", subject="Titanium pumps", sender=sender)
    return desk.settle().forget()


def effect(desk: Desk, account: str, text: str, place: Place | None = None, **more: Any) -> Effect:
    """What the words would do. The transaction is given back, so that nothing of it stays."""
    heard = Heard(
        key="console:test", place=place or Place("console", account), account=account, at=desk.now, text=text, **more
    )
    with desk.database.deciding() as session:
        raw: Any = session.connection().connection.driver_connection
        before = raw.total_changes
        work = desk.work(session)
        try:
            outgoing = tuple(hear(work, heard))
        except Refused as no:
            session.rollback()
            work = desk.work(session)
            return Effect(tuple(refused(work, heard, no.words)), (), 0)
        listed = sum(isinstance(each, StrangerRow) for each in (*session.new, *session.dirty))
        session.flush()
        happened = tuple(work.happenings)
        return Effect(outgoing, tuple(each["verb"] for each in happened), raw.total_changes - before - listed, happened)


def answer(desk: Desk, who: str, said: str, place: Place | None = None) -> list[str]:
    """What she would hear for it, and only she."""
    return effect(desk, who.lower(), said, place).texts
