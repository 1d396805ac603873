"""Keeping a letter: its bytes lie in the store already; here it enters the log and the ledger (R5, I1, I2)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from rules.event import Arrived
from rules.outgoing import Outgoing
from storage.ledger import folder, settle_sighting
from storage.letters import new_letter, number_of
from storage.work import Work


def keep(work: Work, arrived: Arrived) -> Iterable[Outgoing]:
    """Logs the letter once, however often a server shows it: the same bytes are the same letter.

    Own mails come back byte for byte (a copy in Sent): their sighting is tied to the letter that went out.
    """
    seen = arrived.sighting
    sha256 = hashlib.sha256(arrived.raw).hexdigest()
    number = number_of(work.session, sha256)
    if number is None:
        number = new_letter(
            work,
            sha256=sha256,
            size=len(arrived.raw),
            role=arrived.role,
            account=seen.account,
            arrived_at=arrived.arrived_at,
            old=_is_old(work, arrived),
        )
    settle_sighting(work.session, seen, work.now, state="kept", letter_id=number)
    return ()


def _is_old(work: Work, arrived: Arrived) -> bool:
    seen = arrived.sighting
    row = work.once(f"{seen.account}/{seen.folder}", lambda: folder(work.session, seen.account, seen.folder))
    since = row.acts_since if row else None
    return since is not None and arrived.arrived_at < since
