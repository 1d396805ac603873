"""What must hold after every experiment: nothing lost, nothing doubled, nothing half done (reliability, section 2)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from rules.inquiry import State
from storage.blobs import Blobs
from storage.database import Database
from storage.happenings import broken_seals
from storage.tables.conversations import ConversationRow, PromiseRow
from storage.tables.happenings import HappeningRow
from storage.tables.letters import LetterRow, SightingRow
from storage.tables.outbox import MessageRow
from tests.faults.ground_truth import counters_are_true

ENDED = {"sent", "dead", "cancelled"}


def hold(
    database: Database,
    blobs: Blobs,
    *,
    on_server: Iterable[bytes],
    accepted: Sequence[bytes] = (),
    kills: int = 0,
    secrets: Sequence[str] = (),
    connects: Path | None = None,
    hosts: Collection[str] = (),
    now: datetime | None = None,
) -> None:
    """Asserts I1 to I10. `on_server` is what the mail server holds, `accepted` what SMTP took, in its order.

    `connects` is a file of addresses that the service called, of which each must stand in `hosts` ("127.0.0.1 993");
    `now` the instant at which the monitor is asked for its figures. What is not given is not looked at.
    """
    with database.reading() as session:
        _nothing_lost(session, blobs, list(on_server))
        _nothing_taken_in_twice(session)
        _everything_has_gone(session, kills)
        _states_are_legal(session)
        _everything_has_its_entry(session)
        assert list(broken_seals(session)) == [], "the audit's seals do not fit"
        if database.is_sqlite:
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        _no_secret_is_stored(session, secrets)
    _copies_bear_one_message_id(accepted, kills)
    if connects is not None:
        nobody_else_was_called(connects, hosts)
    if now is not None:
        counters_are_true(database, now)


def _nothing_lost(session: Any, blobs: Blobs, on_server: list[bytes]) -> None:
    known = Counter(session.scalars(select(LetterRow.sha256)))
    assert all(count == 1 for count in known.values())
    lost = [raw[:200] for raw in on_server if known[hashlib.sha256(raw).hexdigest()] != 1]
    assert not lost, f"{len(lost)} of {len(on_server)} letters are not in the log: {lost[:3]}"
    for raw in on_server:
        assert blobs.load(hashlib.sha256(raw).hexdigest()) == raw
    unsorted = session.scalars(select(LetterRow.id).where(LetterRow.state == "kept")).all()
    assert not unsorted, f"kept and never sorted: {unsorted}"
    waiting = session.scalars(select(SightingRow.uid).where(SightingRow.state == "to_fetch")).all()
    assert not waiting, f"listed and never fetched: {waiting}"


def _nothing_taken_in_twice(session: Any) -> None:
    doubled = session.execute(
        select(LetterRow.fingerprint, func.count(func.distinct(LetterRow.conversation_id)))
        .where(LetterRow.fingerprint != "", LetterRow.conversation_id.is_not(None), LetterRow.role == "inbox")
        .group_by(LetterRow.fingerprint)
        .having(func.count(func.distinct(LetterRow.conversation_id)) > 1)
    ).all()
    assert not doubled, f"the same words opened several conversations: {doubled}"


def _everything_has_gone(session: Any, kills: int) -> None:
    states = Counter(session.scalars(select(MessageRow.state)))
    unknown = states.pop("unknown", 0)
    assert unknown <= kills, f"{unknown} messages of which nobody knows, after {kills} kills"
    assert set(states) <= ENDED, f"the outbox has not drained: {dict(states)}"


def _states_are_legal(session: Any) -> None:
    assert set(session.scalars(select(ConversationRow.state))) <= {str(each) for each in State}


def _everything_has_its_entry(session: Any) -> None:
    """I5: one entry for each beginning, one at least for each answer, and the last one of an owner names who it is now."""
    entries = session.execute(
        select(HappeningRow.conversation_id, HappeningRow.verb, HappeningRow.event, HappeningRow.after)
        .where(HappeningRow.conversation_id.is_not(None))
        .order_by(HappeningRow.id)
    ).all()
    verbs = Counter((number, verb) for number, verb, _, _ in entries)
    owners = {
        number: after["owner"]
        for number, _, _, after in entries
        if isinstance(after, dict) and isinstance(after.get("owner"), int | None) and "owner" in after
    }
    for row in session.scalars(select(ConversationRow)):
        assert verbs[row.id, "opened"] <= 1, f"{row.id} has begun {verbs[row.id, 'opened']} times"
        assert owners.get(row.id, row.owner_id) == row.owner_id, f"the entries of {row.id} name another owner"
    for number in session.scalars(select(PromiseRow.conversation_id).where(PromiseRow.answered_at.is_not(None))):
        assert verbs[number, "answered"] >= 1, f"{number} was answered, and no entry says so"
    begun = Counter((event, verb) for _, verb, event, _ in entries if verb == "opened")
    assert all(count == 1 for count in begun.values()), f"one event has begun several: {begun.most_common(2)}"


def _no_secret_is_stored(session: Any, secrets: Sequence[str]) -> None:
    for secret in secrets:
        for row in session.scalars(select(MessageRow)):
            assert secret not in str(row.body) + row.fault


def _copies_bear_one_message_id(accepted: Sequence[bytes], kills: int) -> None:
    """I4: a mail that left twice is recognisable as the same, and there are no more copies than kills."""
    ids = Counter(message_from_bytes(raw)["Message-ID"] for raw in accepted)
    extra = sum(count - 1 for count in ids.values())
    assert extra <= kills, f"{extra} copies more than one, after {kills} kills"
    contents = {(message_from_bytes(raw)["Message-ID"], hashlib.sha256(raw).hexdigest()) for raw in accepted}
    assert len(contents) == len(ids), "two mails of one Message-ID differ"


def nobody_else_was_called(connects: Path, hosts: Collection[str]) -> None:
    """I8: every socket was connected to a host and port that stand in the settings, or to nobody outside this machine."""
    called = set(connects.read_text(encoding="utf-8").splitlines()) if connects.exists() else set()
    assert called <= set(hosts), f"somebody was called who stands in no setting: {sorted(called - set(hosts))}"
