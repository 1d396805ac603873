"""Guessing: after how many wrong tokens, buttons and numbers an account is slowed, and administrators are told (T31)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """A row of the table: above `most` wrong ones `within` that time, one try is looked at `every` so often.

    None: nobody is slowed, the administrators are told all the same.
    """

    most: int
    within: timedelta
    every: timedelta | None


CHAT, MAIL = "chat", "mail"
LIMITS: Mapping[str, Limit] = {
    CHAT: Limit(most=20, within=timedelta(hours=1), every=timedelta(minutes=1)),
    MAIL: Limit(most=20, within=timedelta(hours=1), every=None),
}
"""By the way in. Who sends a mail may be forged: to slow it would let anybody shut a customer out; 100 bits must do."""

NOT_YOURS = frozenset(
    {
        "I know no {number} that you may see. /mine lists yours.",
        "I know no customer {number} of yours. /customer mine lists them.",
        "I know no such draft of yours. Begin one with /reply 1042 and your words.",
        "I know no approval {number} of yours. /approvals lists what waits for you.",
        "I know no mail {number} that waits for your word. /unknown lists them.",
    }
)
"""Refusals that say the same for what there is not and for what is not hers: each is a number guessed wrong."""


@dataclass(frozen=True, slots=True)
class Guesses:
    """Wrong ones since the first of them; `tried_at` is the last time that a try was looked at."""

    count: int
    since: datetime
    tried_at: datetime


def counted(former: Guesses | None, limit: Limit, now: datetime) -> Guesses:
    """One wrong one more; when the time is up the count begins anew."""
    if former is None or now - former.since >= limit.within:
        return Guesses(1, now, now)
    return Guesses(former.count + 1, former.since, now)


def too_many(former: Guesses | None, limit: Limit, now: datetime) -> bool:
    """Whether so many were wrong that it is no mistake any more."""
    return former is not None and former.count >= limit.most and now - former.since < limit.within


def is_slowed(former: Guesses | None, limit: Limit, now: datetime) -> bool:
    """Whether this try is not even looked at."""
    if former is None or limit.every is None or not too_many(former, limit, now):
        return False
    return now - former.tried_at < limit.every
