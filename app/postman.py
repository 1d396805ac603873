"""The way out by mail, watched: a login that is refused, or a server that is not there, is told, and its end, too (F38, F40)."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Sequence

from app.carry import Postman
from app.troubles import Troubles
from mail.smtp_answers import LoginNotTaken
from rules.outgoing import Carried, MaybeSent, NeverSent, NotSent
from rules.words import line

LOG = logging.getLogger("infodesk.postman")
LOGIN, SERVER = "login:smtp", "server:smtp"
TOLD_AFTER = 45.0
"""Seconds for which nobody was there: the first mail is tried again after about a minute."""


class WatchedPostman:
    """Hands every mail to a postman and tells the administrators when he can do nothing.

    What keeps a trouble from being noted never takes the place of what became of the mail: it would be sent again (F14).
    """

    def __init__(self, postman: Postman, troubles: Troubles) -> None:
        self._postman = postman
        self._troubles = troubles
        self._away_since: float | None = None

    async def send(self, sender: str, recipients: Sequence[str], raw: bytes) -> Carried:
        """As the postman does, and raises what he raises."""
        try:
            carried = await self._postman.send(sender, recipients, raw)
        except LoginNotTaken as fault:
            words = line("The mail server for sending refuses the login: {reason}. Check name and password in the settings.",
                         reason=fault.reason)  # fmt: skip
            await _noted(self._troubles.raised(LOGIN, words))
            raise
        except NotSent as fault:
            if fault.nobody_there:
                await self._nobody(fault.reason)
            raise
        except (MaybeSent, NeverSent):
            await self._is_there()
            raise
        await self._is_there()
        return carried

    async def close(self) -> None:
        await self._postman.close()

    async def _nobody(self, reason: str) -> None:
        now = time.monotonic()
        if self._away_since is None:
            self._away_since = now
        if now - self._away_since >= TOLD_AFTER:
            words = line("The mail server for sending cannot be reached: {reason}. I keep trying.", reason=reason)
            advice = line("infodesk check tries it and says what to do.")
            await _noted(self._troubles.raised(SERVER, words, advice))

    async def _is_there(self) -> None:
        self._away_since = None
        for name in (LOGIN, SERVER):
            await _noted(self._troubles.ended(name))


async def _noted(noting: Awaitable[None]) -> None:
    """It is noted with a later mail, if it cannot be now."""
    try:
        await noting
    except Exception:
        LOG.warning("a trouble of the mail server could not be noted", exc_info=True)
