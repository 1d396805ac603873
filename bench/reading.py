"""Reading: how much of the corpus each job gets right, and letters a second, beside libraries and with the same checks."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.baselines import Told, bounced, bounded, cutters, parsers
from mail.read import read_letter
from rules.letter import Kind, Letter
from tests.letters.company import OURS
from tests.letters.expected import Specimen, letters, readable, specimen

OURSELVES = "infodesk"
ROUNDS = 3
JOBS = ("from", "name", "subject", "text", "attachments", "charset")
_USUAL = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252"})
_LABEL = re.compile(rb"(?i)charset\s*=\s*[\"']?([\w.:-]{2,40})|=\?([\w.:-]{2,40})[?*]")


@dataclass
class Score:
    """Of how many letters a job was right, and of how many it was asked."""

    right: int = 0
    asked: int = 0

    def add(self, held: bool) -> None:
        self.asked += 1
        self.right += held

    def __str__(self) -> str:
        return f"{100 * self.right / self.asked:.1f}" if self.asked else "-"


@dataclass
class Found:
    """What was measured of one reader."""

    scores: dict[str, Score] = field(default_factory=dict)
    crashes: int = 0
    a_second: float = 0.0

    def score(self, job: str) -> Score:
        return self.scores.setdefault(job, Score())


def corpus() -> list[Specimen]:
    return [specimen(each) for each in letters()]


def parsed(specimens: list[Specimen]) -> dict[str, Found]:
    """Ours first, then every installed library: the jobs that all of them have."""
    readers = {OURSELVES: lambda raw: _told(read_letter(raw, OURS))} | parsers()
    return {name: _measured(reader, specimens) for name, reader in readers.items()}


def cut(specimens: list[Specimen]) -> dict[str, Score]:
    """Fresh text: no word of the writer lost, nothing else left. The libraries cut the text that we have read."""
    texts = {each.path: read_letter(each.raw, OURS) for each in specimens}
    scores = {OURSELVES: Score()} | {name: Score() for name in cutters()}
    for each in specimens:
        if not any(key.startswith("fresh_text") for key in each.expected):
            continue
        letter = texts[each.path]
        scores[OURSELVES].add(_text_held(each.expected, "fresh_text", letter.fresh_text))
        for name, cutter in cutters().items():
            left = bounded(lambda cutter=cutter, text=letter.text: cutter(text))  # type: ignore[misc]
            scores[name].add(left is not None and _text_held(each.expected, "fresh_text", left))
    return scores


def returned(specimens: list[Specimen]) -> dict[str, Found]:
    """Bounces: found, taken for one without being one, the recipient who did not get it."""
    found = {OURSELVES: Found(), "flufl.bounce": Found()}
    for each in specimens:
        if "kind" not in each.expected:
            continue
        letter = read_letter(each.raw, OURS)
        lost = bounded(lambda raw=each.raw: bounced(raw))  # type: ignore[misc]
        found["flufl.bounce"].crashes += lost is None
        _count_bounce(found[OURSELVES], each, letter.kind is Kind.BOUNCE, (letter.bounce_recipient,))
        _count_bounce(found["flufl.bounce"], each, bool(lost), lost or ())
    return found


def meant(specimens: list[Specimen]) -> dict[str, Score]:
    """What no library does: kinds, the true customer, wants; a letter is right when all that is asked of it is."""
    scores: dict[str, Score] = {}
    for each in specimens:
        plain = readable(read_letter(each.raw, OURS))
        for job, key in (("kind", "kind"), ("automatic", "automatic"), ("language", "language")):
            if key in each.expected:
                scores.setdefault(job, Score()).add(plain[key] == each.expected[key])
        buyer = each.expected.get("customer")
        for name in ("name", "address", "company", "country"):
            if isinstance(buyer, dict) and name in buyer:
                held = plain["customer"] is not None and plain["customer"][name] == buyer[name]
                scores.setdefault(f"customer's {name}", Score()).add(held)
        wanted = each.expected.get("wants")
        for slot, value in wanted.items() if isinstance(wanted, dict) else ():
            if isinstance(value, str):
                values = [want["value"] for want in plain["wants"].get(slot, [])]
                scores.setdefault("wants, each fact", Score()).add(value in values if value else not values)
    return scores


def _measured(reader: Callable[[bytes], Told], specimens: list[Specimen]) -> Found:
    found = Found()
    for each in specimens:
        told = bounded(lambda raw=each.raw: reader(raw))  # type: ignore[misc]
        found.crashes += told is None
        for job, held in _held(each, told or Told()).items():
            found.score(job).add(held and told is not None)
    raws = [each.raw for each in specimens]
    found.a_second = max(_speed(reader, raws) for _ in range(ROUNDS))
    return found


def _speed(reader: Callable[[bytes], Told], raws: list[bytes]) -> float:
    """Letters per second of CPU."""
    began = time.process_time()
    for raw in raws:
        bounded(lambda raw=raw: reader(raw))  # type: ignore[misc]
    return len(raws) / (time.process_time() - began)


def _held(each: Specimen, told: Told) -> dict[str, bool]:
    """Which jobs this letter asks for, and whether they are right."""
    wanted, held = each.expected, dict[str, bool]()
    sender = wanted.get("from")
    if isinstance(sender, dict):
        held["from"] = sender.get("address", told.address if sender else "").lower() == told.address.lower()
        if "name" in sender:
            held["name"] = sender["name"] == told.name
    if isinstance(wanted.get("subject"), str):
        held["subject"] = _squeezed(wanted["subject"]) == _squeezed(told.subject)
    if any(key in wanted for key in ("text", "text_has", "text_lacks")):
        held["text"] = _text_held(wanted, "text", told.text)
    if isinstance(wanted.get("attachments"), list):
        held["attachments"] = _files_held(wanted["attachments"], told.files)
    if _is_odd(each.raw):
        held["charset"] = all(held.get(job, True) for job in ("name", "subject", "text"))
    return held


def _files_held(wanted: list[Mapping[str, Any]], files: tuple[tuple[str, int], ...]) -> bool:
    return len(wanted) == len(files) and all(
        one.get("name", name) == name and abs(one.get("size", size) - size) <= 2
        for one, (name, size) in zip(wanted, files, strict=True)
    )


def _text_held(wanted: Mapping[str, Any], key: str, text: str) -> bool:
    """Blanks and line ends do not count for what has to be there: every way of showing HTML sets them otherwise."""
    squeezed = _squeezed(text)
    return (
        (key not in wanted or _squeezed(wanted[key]) == squeezed)
        and all(_squeezed(each) in squeezed for each in wanted.get(f"{key}_has", ()))
        and not any(each in text for each in wanted.get(f"{key}_lacks", ()))
    )


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _is_odd(raw: bytes) -> bool:
    """Whether a letter names a charset that not every program knows, or none for its 8-bit bytes."""
    labels = {(one or other).decode("ascii", "replace").lower() for one, other in _LABEL.findall(raw)}
    return bool(labels - _USUAL) or (not labels and not raw.isascii())


def _count_bounce(found: Found, each: Specimen, is_bounce: bool, lost: Iterable[str]) -> None:
    if each.expected["kind"] != "bounce":
        found.score("false alarm").add(is_bounce)
        return
    found.score("found").add(is_bounce)
    if each.expected.get("bounce_recipient"):
        found.score("recipient").add(each.expected["bounce_recipient"].lower() in [one.lower() for one in lost])


def _told(letter: Letter) -> Told:
    sender = letter.sender
    return Told(
        sender.address if sender else "",
        sender.name if sender else "",
        letter.subject,
        letter.text,
        tuple((each.name, each.size) for each in letter.attachments),
    )
