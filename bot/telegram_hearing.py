"""What an update of Telegram says: who spoke where, which words or button, and whether the words are her own (T28)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rules.event import Heard, HeardFile, Place
from rules.visible import on_one_line

ALLOWED_UPDATES = ("message", "edited_message", "callback_query")

_ADDRESSED = re.compile(r"(/\w+)@(\w+)")

_FILES: tuple[tuple[str, str, str], ...] = (
    ("document", "application/octet-stream", "document"),
    ("video", "video/mp4", "video.mp4"),
    ("audio", "audio/mpeg", "audio.mp3"),
    ("voice", "audio/ogg", "voice.ogg"),
    ("video_note", "video/mp4", "video.mp4"),
)
"""Where a message holds a file: the key, the content type and the name where it tells none."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that lies on Telegram's servers and has to be fetched."""

    file_id: str
    name: str
    content_type: str
    size: int


def read_update(key: str, update: dict[str, Any], username: str, now: datetime) -> tuple[Heard, SentFile | None] | None:
    """What the update says, and the file that came with it; None where no person speaks to this bot.

    `username` is the bot's own name; `now` dates a press, of which Telegram does not tell the instant.
    """
    if "callback_query" in update:
        return _pressed(key, update["callback_query"], now)
    if "message" in update:
        return _said(key, update["message"], username, edited=False)
    if "edited_message" in update:
        return _said(key, update["edited_message"], username, edited=True)
    return None


def addressed_to(update: dict[str, Any]) -> str | None:
    """The name of the bot that a command is meant for ("/due@other_bot"), if it names one."""
    message = update.get("message") or update.get("edited_message") or {}
    found = _ADDRESSED.match(message.get("text") or "")
    return found[2] if found else None


def _pressed(key: str, query: dict[str, Any], now: datetime) -> tuple[Heard, None] | None:
    message = query.get("message")
    if not message or not query.get("data"):
        return None
    heard = Heard(
        key=key,
        place=_place(message["chat"]),
        account=str(query["from"]["id"]),
        at=now,
        pressed=query["data"],
        pressed_message=str(message["message_id"]),
        speaker_name=_name(query["from"]),
        answer_id=str(query["id"]),
    )
    return heard, None


def _said(key: str, message: dict[str, Any], username: str, *, edited: bool) -> tuple[Heard, SentFile | None] | None:
    if not _is_a_person(message):
        return None
    file = _file_of(message)
    text = _own_command(message.get("text") or message.get("caption") or "", username)
    if text is None or not (text or file):
        return None
    forwarded_from = _forwarded_from(message)
    heard = Heard(
        key=key,
        place=_place(message["chat"]),
        account=str(message["from"]["id"]),
        at=datetime.fromtimestamp(message.get("edit_date") or message["date"], UTC),
        text=text,
        message=str(message["message_id"]),
        replies_to=_replies_to(message),
        borrowed=edited or forwarded_from is not None or "via_bot" in message or "caption" in message,
        forwarded_from=forwarded_from,
        speaker_name=_name(message["from"]),
    )
    return heard, file


def _is_a_person(message: dict[str, Any]) -> bool:
    """Neither a channel nor an anonymous administrator nor another bot: nobody could be held to their words."""
    speaker = message.get("from") or {}
    return "id" in speaker and not speaker.get("is_bot") and "sender_chat" not in message


def _own_command(text: str, username: str) -> str | None:
    """The text without "@our_name" behind its command; None where the command is for another bot."""
    found = _ADDRESSED.match(text)
    if not found:
        return text
    return found[1] + text[found.end() :] if found[2].lower() == username.lower() else None


def _place(chat: dict[str, Any]) -> Place:
    return Place("telegram", str(chat["id"]), private=chat.get("type") == "private")


def _name(person: dict[str, Any]) -> str:
    return on_one_line(f"{person.get('first_name', '')} {person.get('last_name', '')}").strip()


def _replies_to(message: dict[str, Any]) -> str | None:
    answered = message.get("reply_to_message")
    return str(answered["message_id"]) if answered else None


def _forwarded_from(message: dict[str, Any]) -> str | None:
    origin = message.get("forward_origin")
    if origin is None:
        return "" if any(each.startswith("forward_") for each in message) else None
    person = origin.get("sender_user")
    chat = origin.get("sender_chat") or origin.get("chat") or {}
    return _name(person) if person else on_one_line(origin.get("sender_user_name") or chat.get("title") or "")


def _file_of(message: dict[str, Any]) -> SentFile | None:
    if message.get("photo"):
        photo = max(message["photo"], key=lambda each: int(each.get("file_size") or each["width"] * each["height"]))
        name = f"photo-{message['message_id']}.jpg"
        return SentFile(photo["file_id"], name, "image/jpeg", int(photo.get("file_size") or 0))
    for where, content_type, name in _FILES:
        if where in message:
            return _told(message[where], content_type, name)
    return None


def _told(file: dict[str, Any], content_type: str, name: str) -> SentFile:
    told = re.split(r"[\\/]", on_one_line(file.get("file_name") or ""))[-1].strip(" .")
    return SentFile(
        file["file_id"], told or name, file.get("mime_type") or content_type, int(file.get("file_size") or 0)
    )


def as_heard(file: SentFile, size: int, sha256: str, danger: str = "") -> HeardFile:
    """The file as it is heard; an empty SHA-256 says that it could not be fetched."""
    return HeardFile(file.name, file.content_type, size, sha256, danger)
