"""/digest: the digest of now, without waiting for the morning."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from handlers.asked import Asked, Command
from handlers.digest import TO_DUE, closing, morning
from rules.outgoing import Outgoing
from rules.permission import SALES
from rules.words import word
from storage.work import Work


def digest(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Her morning digest, or from the closing time on the one before closing. An empty one says so in a line."""
    there = work.now.astimezone(ZoneInfo(asked.me.zone)).time()
    lines = (closing if there >= work.policy.closing_digest_at else morning)(work, asked.me)
    if not lines:
        return [asked.tell("Nothing is due today.")]
    return [asked.say(lines, TO_DUE)]


COMMANDS = (Command("/digest", word("your digest, now"), digest, roles=SALES, example="/digest", family="desk"),)
