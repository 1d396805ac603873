"""The company whose letters are read in these tests, and where its letters lie."""

from __future__ import annotations

from pathlib import Path

from mail.read import read_letter
from rules.letter import Letter, Ours

FOLDER = Path(__file__).parent

OURS = Ours(
    front_doors=frozenset({"info@ours.example"}),
    domains=frozenset({"ours.example"}),
    colleagues=frozenset({"ana@ours.example", "bob@ours.example", "ana.li@private.example"}),
    authserv_ids=frozenset({"mx.ours.example"}),
    form_senders=frozenset({"form@ours.example", "wordpress@ours.example"}),
)


def raw(name: str) -> bytes:
    return (FOLDER / f"{name}.eml").read_bytes()


def read(name: str) -> Letter:
    return read_letter(raw(name), OURS)
