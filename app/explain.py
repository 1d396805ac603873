"""How each letter of a file or folder would be read, without any effect: `infodesk explain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.instant import now
from mail.reader import Unreadable, read_safely
from rules.letter import Ours
from rules.letter_plain import explained
from storage.colleagues import all_addresses
from storage.database import Database
from storage.policy import policy_at


def ours_of(database: Database | None) -> Ours:
    """What a reader knows of the company; nothing before it is set up."""
    if database is None:
        return Ours()
    with database.reading() as session:
        policy = policy_at(session, now())
        return Ours(
            front_doors=frozenset({policy.front_door, *policy.aliases} - {""}),
            domains=frozenset({policy.front_door.rpartition("@")[2], *policy.domains} - {""}),
            colleagues=all_addresses(session),
            form_senders=frozenset(policy.form_senders),
        )


def letters_in(places: Iterable[Path]) -> Iterator[Path]:
    """Each file as it is named; of a folder every file in it, in the order of their names."""
    for place in places:
        if place.is_dir():
            yield from sorted(each for each in place.rglob("*") if each.is_file() and not each.name.startswith("."))
        else:
            yield place


def explanation(file: Path, ours: Ours) -> dict[str, Any]:
    """One object for one letter; what cannot be read has `file` and `error` and nothing else."""
    try:
        return explained(str(file), read_safely(file.read_bytes(), ours))
    except (OSError, Unreadable) as fault:
        reason = fault.reason if isinstance(fault, Unreadable) else (fault.strerror or type(fault).__name__)
        return {"file": str(file), "error": reason}


def as_text(plain: Mapping[str, Any]) -> str:
    """The same for people: who, what, why, and what is missing."""
    lines = [f"{plain['file']}"]
    if plain.get("error"):
        lines.append(f"  error: {plain['error']}")
    if "kind" not in plain:
        return "\n".join(lines)
    sender = plain["from"] or {"name": "", "address": "(nobody)"}
    lines += [
        f"  from: {sender['name']} <{sender['address']}>",
        f"  subject: {plain['subject']}",
        f"  date: {plain['date'] or '-'}",
        f"  kind: {plain['kind']} ({'; '.join(plain['reasons'])})",
    ]
    buyer = plain["customer"]
    if buyer:
        known = ", ".join(buyer[key] for key in ("name", "address", "company", "country") if buyer[key])
        lines.append(f"  customer: {known}")
    lines.append(f"  language: {plain['language'] or '-'}")
    lines += [f"  wants {slot}: {want['value']} (from “{want['words']}”)" for slot, want in plain["wants"].items()]
    if plain["missing"]:
        lines.append(f"  missing: {', '.join(plain['missing'])}")
    lines += [
        f"  attachment: {each['name']} ({each['content_type']}, {each['size']} octets)" for each in plain["attachments"]
    ]
    fresh = plain["fresh_text"].strip().splitlines()
    lines += [f"  | {each}" for each in fresh[:12]] + (["  | ..."] if len(fresh) > 12 else [])
    return "\n".join(lines)
