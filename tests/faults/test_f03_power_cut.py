"""F03: the power goes out in the middle of work, and the disk had not everything that it was given.

Of the two ways this is the first: the real service's own writes and syncs, of database, journal and raw letters, are
written down by a preloaded library (recorder.c) together with all that left through its sockets, and replayed up to a cut:
what was synced is there, of the rest a random half, torn at 512 octets. Acknowledged is what the world had seen by then:
a commit that had returned, an update that was confirmed, a mail and a chat message that had begun to leave.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from storage.blobs import Blobs
from storage.database import opened
from storage.handled import handled_among
from storage.tables.letters import LetterRow
from storage.tables.outbox import MessageRow
from storage.tables.updates import UpdateRow
from tests.experiments import SEED, Seen
from tests.faults import recorded
from tests.faults.power import Disk
from tests.faults.recorded import Record
from tests.faults.service import ANA, Service

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("services")]
_OFFSET = re.compile(rb"getUpdates\?\S*offset=(\d+)")
_OURS = re.compile(rb"(?im)^message-id:\s*(<[^>\r\n]+@firm\.example>)")
_SPOKEN = re.compile(rb"POST /bot\S+/(?:sendMessage|editMessageText)")


@dataclass
class Acknowledged:
    """What the world had seen of the service by an instant."""

    keys: set[str] = field(default_factory=set)
    below: int = 0
    """Updates of smaller numbers were confirmed: the chat will not tell them again."""
    mails: set[str] = field(default_factory=set)
    spoken: int = 0

    def sees(self, record: Record) -> None:
        if record.what == recorded.MARK:
            self.keys |= set(json.loads(record.text))
        elif record.what == recorded.SENT:
            self.below = max([self.below, *(int(each) for each in _OFFSET.findall(record.text))])
            self.mails |= {each.decode() for each in _OURS.findall(record.text)}
            self.spoken += len(_SPOKEN.findall(record.text))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    reason = recorded.missing()
    if reason:
        pytest.skip(reason)
    (tmp_path / "desk").mkdir()
    return tmp_path


def recording(work: Path, journal: str, letters: int) -> tuple[Disk, Disk, list[Record], list[int]]:
    """A disk as it was before, one that forgets, what the service did, and the updates that it was told."""
    with Service(work / "desk") as service:
        environment = recorded.preloaded(work)
        environment |= {"RECORDED_UNDER": str(work / "desk"), "RECORDED_INTO": str(work / "records")}
        before, forgetful = Disk(work / "desk"), Disk(work / "desk", forgetful=True)
        updates = []
        process = recorded.started(work / "desk" / "infodesk.toml", environment, work / "log", journal)
        try:
            for number in range(letters):
                service.customer_writes()
                updates.append(service.chat.type(ANA, ANA, f"/take {1001 + number // 2}" if number % 2 else "/inbox"))
            service.until(lambda: process.poll() is not None or service.settled(0.2), 60)
            assert process.poll() is None, (work / "log").read_text(errors="replace")[-3000:]
            assert service.settled(1), "it has not come to rest"
        finally:
            process.terminate()
            process.wait(30)
        shutil.copyfile(work / "log", work / "desk" / "log")
        service.invariants_hold()
    return before, forgetful, list(recorded.records(work / "records")), updates


def cuts(disk: Disk, records: list[Record], count: int, to: Path) -> Iterator[tuple[Path, Acknowledged]]:
    """The disk at so many instants, and what the world had seen by then."""
    chance = random.Random(SEED)
    first = next(place for place, each in enumerate(records) if each.what == recorded.MARK)
    places = sorted(chance.sample(range(first, len(records)), count))
    seen, done = Acknowledged(), 0
    for number, place in enumerate(places):
        for each in records[done:place]:
            disk.does(each)
            seen.sees(each)
        done = place
        folder = to / str(number)
        disk.cut(folder, chance)
        yield folder, seen
        shutil.rmtree(folder)


def lost(folder: Path, seen: Acknowledged, updates: list[int]) -> list[str]:
    """What the world had seen and is not there, and what is there and not whole."""
    database = opened(f"sqlite:///{folder / 'infodesk.db'}")
    blobs = Blobs(folder / "store")
    try:
        with database.reading() as session:
            found = [f"integrity: {said}" for said in session.scalars(text("PRAGMA integrity_check")) if said != "ok"]
            found += [f"event {key}" for key in seen.keys - handled_among(session, sorted(seen.keys))]
            stored = set(session.scalars(select(UpdateRow.key)))
            told = {f"telegram:{each}" for each in updates if each < seen.below}
            found += [f"update {key}" for key in told - stored]
            begun = set(session.scalars(select(MessageRow.message_id).where(MessageRow.attempts > 0)))
            found += [f"mail {each}" for each in seen.mails - begun]
            chats = select(func.sum(MessageRow.attempts)).where(MessageRow.kind.in_(("say", "edit")))
            if (session.scalar(chats) or 0) < seen.spoken:
                found.append("words in chat")
            named = set(session.scalars(select(LetterRow.sha256))) | set(session.scalars(select(MessageRow.sha256)))
            found += [f"file {name}" for name in named - {None} if not _is_whole(blobs, str(name))]
    except Exception as fault:
        return [f"{type(fault).__name__}: {fault}"[:300]]
    finally:
        database.close()
    return found


def _is_whole(blobs: Blobs, name: str) -> bool:
    return blobs.has(name) and hashlib.sha256(blobs.load(name)).hexdigest() == name


def power_is_cut(work: Path, seen: Seen, journal: str, letters: int, count: int) -> None:
    disk, forgetful, records, updates = recording(work, journal, letters)
    acknowledged = 0
    for folder, known in cuts(disk, records, count, work / "cut"):
        missing = lost(folder, known, updates)
        assert not missing, f"{len(missing)} lost or torn: {missing[:5]}"
        acknowledged += len(known.keys) + len(known.mails) + known.below
    control = [lost(folder, known, updates) for folder, known in cuts(forgetful, records, 10, work / "forgotten")]
    assert sum(map(bool, control)) >= 5, "a disk on which no sync counts must lose something, or we see nothing"
    syncs = sum(each.what in (recorded.SYNC, recorded.SYNC_FOLDER) for each in records)
    seen(f"{journal}: {count} cuts in {len(records)} records, {syncs} syncs, {letters} letters: lost 0, torn 0")
    seen(f"control without syncs: {sum(map(bool, control))} of 10 lose")


@pytest.mark.experiment("F03", "power cut in the middle of work, 10 cuts", "lost 0, corrupt 0")
def test_what_the_world_has_seen_is_there_after_a_power_cut(work: Path, seen: Seen) -> None:
    power_is_cut(work, seen, "WAL", letters=5, count=10)


@pytest.mark.slow
@pytest.mark.parametrize("journal", ["WAL", "TRUNCATE"])
@pytest.mark.experiment("F03", "power cut in the middle of work, 200 cuts for each journal", "lost 0, corrupt 0")
def test_two_hundred_power_cuts_lose_nothing(work: Path, seen: Seen, journal: str) -> None:
    power_is_cut(work, seen, journal, letters=30, count=200)
