"""What Telegram's refusals and broken lines mean for a message: not sent, maybe sent, or never to be sent (F16-F19)."""

from __future__ import annotations

import warnings
from datetime import timedelta

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from rules.outgoing import MaybeSent, NeverSent, NotSent

_BEFORE_THE_REQUEST = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.InvalidURL)
_CHAT_GONE = (
    "chat not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "user is deactivated",
    "bot was kicked",
    "have no rights to send",
    "not enough rights to send",
    "chat_write_forbidden",
)
_TOO_LARGE = "request entity too large"
_UNKNOWN_TOKEN_PAUSE = timedelta(minutes=1)

NOT_MODIFIED = "message is not modified"
CANNOT_PARSE = "can't parse entities"


def fault_of(error: TelegramError) -> NotSent | MaybeSent | NeverSent:
    """What the error says about the message; the reason never holds an address of the API, in which the token stands."""
    match error:
        case RetryAfter():
            return NotSent("the chat asked for a pause", pause=pause_of(error))
        case ChatMigrated():
            return NeverSent("the group has moved", moved_to=str(error.new_chat_id))
        case Forbidden():
            return NeverSent(error.message, place_gone=True)
        case InvalidToken():
            return NotSent("the chat does not know this bot", pause=_UNKNOWN_TOKEN_PAUSE)
        case BadRequest():
            return NeverSent(error.message, place_gone=is_gone(error))
        case NetworkError():
            return _broken_line(error)
    return MaybeSent("the chat gave an answer that cannot be read")


def pause_of(error: RetryAfter) -> timedelta:
    """How long Telegram wants to be left alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of a change to timedelta, which both cases below know
        told = error.retry_after
    return told if isinstance(told, timedelta) else timedelta(seconds=told)


def is_gone(error: BadRequest) -> bool:
    """Whether the whole chat is out of reach, and not only this message."""
    return any(each in error.message.lower() for each in _CHAT_GONE)


def _broken_line(error: NetworkError) -> NotSent | MaybeSent | NeverSent:
    cause = error.__cause__
    if isinstance(cause, _BEFORE_THE_REQUEST):
        return NotSent(f"the chat cannot be reached ({type(cause).__name__})")
    if cause is not None and not isinstance(cause, TelegramError):
        return MaybeSent(f"the line to the chat broke after the request ({type(cause).__name__})")
    if _TOO_LARGE in error.message.lower():
        return NeverSent("the file is too large for the chat")
    return NotSent("the chat is out of order")
