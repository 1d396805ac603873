"""Telegram as a front: updates are stored before they are confirmed, and every outcome of a message is told honestly."""

from __future__ import annotations

import json
import logging
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from httpx import create_ssl_context
from telegram import Bot, BotCommand, User
from telegram.error import RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.front import Abilities, KeepFile, MenuEntry, Pulse, Saying, Store, Update
from bot.pacing import Pace
from bot.telegram_faults import fault_of, pause_of
from bot.telegram_hearing import SentFile, addressed_to, as_heard, read_update
from bot.telegram_polling import Polling
from bot.telegram_saying import Step, sent, steps_of
from rules.event import Heard, HeardFile
from rules.outgoing import MaybeSent, NeverSent, NotSent
from rules.unsafe import danger_of

API = "https://api.telegram.org"
LARGEST_FILE = 20 * 1024 * 1024
"""Bytes; what is larger, Telegram gives to no bot."""

_LOGGERS_THAT_TELL_TOO_MUCH = ("httpx", "httpcore", "telegram", "telegram.request.BaseRequest")
_UNDERWAY = 256
_ACKNOWLEDGED_WITHIN = 5.0

T = TypeVar("T")


class TelegramFront:
    """A bot of that token. `offset` is the first update that is not stored yet; None begins with what Telegram holds.

    `api` is the base address of the API, `proxy` the URL of an HTTP or SOCKS proxy. `now` dates presses. The longest
    silence of one poll is `poll_seconds`; a newcomer gives way to another poller after `patience` seconds, and takes no
    update before it was alone for `newcomer` (F20).
    """

    name = "telegram"
    abilities = Abilities()

    def __init__(
        self,
        token: str,
        now: Callable[[], datetime],
        *,
        api: str = API,
        proxy: str | None = None,
        offset: int | None = None,
        poll_seconds: int = 30,
        patience: float = 4,
        answer_within: float = 15,
        newcomer: float | None = None,
    ) -> None:
        _keep_the_token_out_of_logs()
        self.pulse = Pulse()
        self._now = now
        self._pace = Pace()
        self._me: User | None = None
        self._underway: dict[Saying, list[str]] = {}
        base = api.rstrip("/")
        calls, polls = _line(16, answer_within, proxy), _line(2, answer_within, proxy)
        self._bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=calls,
            get_updates_request=polls,
        )
        self._requests = (calls, polls)
        address = f"{base}/bot{token}"
        self._polling = Polling(self._bot, polls, address, self.pulse, offset, poll_seconds, patience, newcomer)

    async def listen(self, store: Store) -> None:
        """Receives updates until cancelled; each is stored before it is confirmed (F21). Can be called again.

        Raises FrontTaken when somebody else polls this bot, FrontRefused when the token is not known. What `store`
        fails to store stays unconfirmed and is asked for again.
        """
        await self._polling.listen(store)

    async def heard(self, update: Update, keep: KeepFile, last: bool = False) -> Heard | None:
        """What the update says; a file is fetched and kept. Raises NotSent when Telegram cannot be asked now.

        The `last` time a file that cannot be fetched is heard without its bytes, rather than not at all.
        """
        raw = json.loads(update.body)
        username = await self.username() if addressed_to(raw) else ""
        read = read_update(update.key, raw, username, self._now())
        if read is None:
            return None
        heard, file = read
        return replace(heard, files=(await self._fetched(file, keep, last),)) if file else heard

    async def say(self, saying: Saying) -> str:
        """Says or edits it and returns the id of the message that holds the buttons.

        A saying of which a part has gone goes on where it stopped when it is said again. Raises NotSent, MaybeSent or
        NeverSent.
        """
        if saying.answers:
            await self._acknowledge(saying.answers)
        steps = steps_of(saying)
        if not steps:
            return saying.edits or ""
        gone = self._underway.setdefault(saying, [])
        try:
            while len(gone) < len(steps):
                gone.append(await self._taken(steps[len(gone)], saying))
        except NotSent:
            self._forget_oldest()
            raise
        except BaseException:
            self._underway.pop(saying, None)
            raise
        self._underway.pop(saying, None)
        return gone[max(number for number, step in enumerate(steps) if step.counts)]

    async def show_menu(self, menu: Sequence[MenuEntry], language: str) -> None:
        """Shows the commands in the menu of the chats of that language; English is everybody's else."""
        commands = [BotCommand(entry.name.lstrip("/"), entry.words[:256]) for entry in menu][:100]
        await self._asked(
            lambda: self._bot.set_my_commands(commands, language_code=None if language == "en" else language)
        )

    async def username(self) -> str:
        """The bot's own name, as it stands in links (t.me/NAME). Raises NotSent when Telegram cannot be asked now."""
        if self._me is None:
            self._me = await self._asked(self._bot.get_me)
        return self._me.username or ""

    async def close(self) -> None:
        for request in self._requests:
            await request.shutdown()

    async def _taken(self, step: Step, saying: Saying) -> str:
        place = saying.place
        await self._pace.turn(place.address, private=place.private)
        try:
            return await sent(self._bot, step, place)
        except RetryAfter as error:
            self._pace.pause(place.address, pause_of(error).total_seconds())
            raise fault_of(error) from None
        except TelegramError as error:
            raise fault_of(error) from None
        except OSError as error:
            raise NeverSent(f"the file cannot be read ({type(error).__name__})") from error

    def _forget_oldest(self) -> None:
        """A saying that was given up by everybody must not be remembered for ever."""
        while len(self._underway) > _UNDERWAY:
            del self._underway[next(iter(self._underway))]

    async def _acknowledge(self, press: str) -> None:
        """Takes the waiting sign off the button. That this fails (it is too late, mostly) harms nobody."""
        try:
            await self._bot.answer_callback_query(press, read_timeout=_ACKNOWLEDGED_WITHIN)
        except TelegramError as error:
            logging.getLogger(__name__).info("a press was not acknowledged: %s", type(error).__name__)

    async def _fetched(self, file: SentFile, keep: KeepFile, last: bool) -> HeardFile:
        """The file with its bytes kept; without a SHA-256 when Telegram does not give it away, or not to the last."""
        if file.size > LARGEST_FILE:
            return as_heard(file, file.size, "")
        try:
            found = await self._asked(lambda: self._bot.get_file(file.file_id))
            content = bytes(await self._asked(found.download_as_bytearray))
        except NeverSent:
            return as_heard(file, file.size, "")
        except NotSent:
            if not last:
                raise
            return as_heard(file, file.size, "")
        return as_heard(file, len(content), await keep(content), danger_of(file.name, content) or "")

    async def _asked(self, call: Callable[[], Awaitable[T]]) -> T:
        """The answer to a question, which may be asked again any time: raises NotSent or NeverSent, never MaybeSent."""
        try:
            return await call()
        except TelegramError as error:
            fault = fault_of(error)
            raise (NotSent(fault.reason) if isinstance(fault, MaybeSent) else fault) from None


def _line(connections: int, answer_within: float, proxy: str | None) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        read_timeout=answer_within,
        write_timeout=answer_within,
        connect_timeout=10,
        pool_timeout=10,
        proxy=proxy,
        httpx_kwargs={"verify": _trusting()},
    )


@lru_cache(maxsize=1)
def _trusting() -> ssl.SSLContext:
    """One for all lines: reading the list of authorities takes time at each start, and megabytes."""
    return create_ssl_context()


def _keep_the_token_out_of_logs() -> None:
    """The token stands in every address that is asked (T29); answers that cannot be parsed hold customers' words."""
    for name in _LOGGERS_THAT_TELL_TOO_MUCH:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
