"""How each letter of a file or folder would be read, without any effect: `infodesk explain`."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from app.instant import now
from app.letter_files import Found, letters_in
from mail.reader import Reader, Unreadable
from rules.letter import Ours
from rules.letter_plain import explained
from storage.colleagues import all_addresses
from storage.database import Database
from storage.policy import policy_at

_AT_A_TIME, _WAITING = 2, 32


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


def explanations(places: Iterable[Path], ours: Ours) -> Iterator[dict[str, Any]]:
    """One object for each letter, in the order of `letters_in`; what cannot be read has `file` and `error` and no more.

    Two are read at a time, each in a child that may be killed; a few wait, so that the size of a folder costs nothing.
    """
    reader = Reader(children=_AT_A_TIME)
    waiting: deque[Future[dict[str, Any]]] = deque()
    try:
        with ThreadPoolExecutor(_AT_A_TIME) as threads:
            for each in letters_in(places):
                waiting.append(threads.submit(_explanation, each, ours, reader))
                if len(waiting) > _WAITING:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
    finally:
        reader.close_now()


def _explanation(found: Found, ours: Ours, reader: Reader) -> dict[str, Any]:
    if found.error:
        return {"file": found.name, "error": found.error}
    try:
        return explained(found.name, reader.read_now(found.path if found.whole else found.content(), ours))
    except (OSError, Unreadable) as fault:
        reason = fault.reason if isinstance(fault, Unreadable) else (fault.strerror or type(fault).__name__)
        return {"file": found.name, "error": reason}


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
    lines += _wanted(plain["wants"])
    lines += _answered(plain["answer"])
    if plain["missing"]:
        lines.append(f"  missing: {', '.join(plain['missing'])}")
    lines += [
        f"  attachment: {each['name']} ({each['content_type']}, {each['size']} octets)" for each in plain["attachments"]
    ]
    fresh = plain["fresh_text"].strip().splitlines()
    lines += [f"  | {each}" for each in fresh[:12]] + (["  | ..."] if len(fresh) > 12 else [])
    return "\n".join(lines)


def _wanted(wants: Mapping[str, Any]) -> list[str]:
    """Each fact with the words it was read from, a question mark where it is guessed; then the products one by one."""
    lines = []
    for slot, want in wants.items():
        if slot != "items":
            normal = f" = {want['normal']}" if want["normal"] not in {"", want["value"]} else ""
            guessed = "" if want["sure"] else " ? guessed"
            lines.append(f"  wants {slot}: {want['value']}{normal}{guessed} (from “{want['words']}”)")
    for number, each in enumerate(wants.get("items", ()), 1):
        told = ", ".join(
            each[name] for name in ("product", "model", "specification", "quantity", "price") if name in each
        )
        lines.append(f"  item {number}: {told}")
    return lines


def _answered(answer: Mapping[str, Any] | None) -> list[str]:
    """How it answers a quotation, with the words that say so; a question mark where it only seems to."""
    if not answer:
        return []
    told = [f"  answers {', '.join(answer['quotes'])}".rstrip() if answer["quotes"] else "  answers a quotation"]
    if answer["kind"]:
        about = f" about {', '.join(answer['about'])}" if answer["about"] else ""
        told[0] += f": {answer['kind']}{about}{'' if answer['sure'] else ' ? guessed'}"
    more = [("price", answer["price"]), ("conditional", answer["conditional"]), ("proforma", answer["proforma"])]
    told[0] += "".join(f", {name}{' ' + value if isinstance(value, str) else ''}" for name, value in more if value)
    return [f"{told[0]} (from “{answer['words']}”)" if answer["words"] else told[0]]
