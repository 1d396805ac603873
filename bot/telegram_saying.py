"""A saying as the steps that Telegram takes: an edit, or messages of which the last holds the buttons, then files."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.front import Button, Saying, ShownFile
from bot.telegram_faults import CANNOT_PARSE, NOT_MODIFIED
from bot.telegram_text import first_message, messages, plain
from rules.event import Place
from rules.visible import on_one_line

LARGEST_SENT = 50_000_000
"""Bytes of a file that a bot may send."""
LARGEST_PICTURE = 10_000_000
"""Bytes of a photo that a bot may send."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Buttons = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One request: words, an edit of the message `edits`, or a file. Its id is the saying's if it `counts`."""

    html: str = ""
    buttons: Buttons = ()
    edits: str | None = None
    file: ShownFile | None = None
    counts: bool = True


def steps_of(saying: Saying) -> tuple[Step, ...]:
    """What has to be asked of Telegram, in this order; empty where there is nothing to be read."""
    sendable = [each for each in saying.files if 0 < each.size <= LARGEST_SENT]
    paragraphs = (*saying.paragraphs, *(_named(each) for each in saying.files if each not in sendable))
    files = tuple(Step(file=file, counts=False) for file in sendable)
    if saying.edits is not None:
        return (Step(first_message(paragraphs), saying.buttons, edits=saying.edits), *files)
    said = messages(paragraphs)
    if not said:
        return tuple(Step(file=file) for file in sendable)
    return (*(Step(html) for html in said[:-1]), Step(said[-1], saying.buttons), *files)


def _named(file: ShownFile) -> tuple[str, bool]:
    """A file that Telegram does not take (empty, or too large) is named instead."""
    return f"\U0001f4ce {on_one_line(file.name)} ({file.size / 1_000_000:.1f} MB)", False


async def sent(bot: Bot, step: Step, place: Place) -> str:
    """Carries a step out and returns the id of the message. Raises TelegramError."""
    if step.file is not None:
        return await _sent_file(bot, step.file, place)
    try:
        return await _sent_words(bot, step, place, step.html, ParseMode.HTML)
    except BadRequest as error:
        if CANNOT_PARSE not in error.message.lower():
            raise
    logging.getLogger(__name__).warning("a message could not be formatted and goes without")
    return await _sent_words(bot, step, place, plain(step.html), None)


async def _sent_words(bot: Bot, step: Step, place: Place, text: str, mode: str | None) -> str:
    keyboard = _keyboard(step.buttons)
    if step.edits is None:
        message = await bot.send_message(
            place.address, text, parse_mode=mode, reply_markup=keyboard, link_preview_options=_NO_PREVIEW
        )
        return str(message.message_id)
    try:
        await bot.edit_message_text(
            text,
            place.address,
            int(step.edits),
            parse_mode=mode,
            reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as error:
        if NOT_MODIFIED not in error.message.lower():
            raise
    return step.edits


async def _sent_file(bot: Bot, file: ShownFile, place: Place) -> str:
    name = on_one_line(file.name)
    with file.path.open("rb") as content:
        if file.is_picture and file.size <= LARGEST_PICTURE:
            message = await bot.send_photo(place.address, content, filename=name, read_timeout=60)
        else:
            message = await bot.send_document(
                place.address, content, filename=name, read_timeout=60, disable_content_type_detection=True
            )  # a stranger's file is a file: nothing of it plays or shows by itself (T35)
    return str(message.message_id)


def _keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(each.label, callback_data=each.nonce) for each in row] for row in buttons if row]
    return InlineKeyboardMarkup(rows) if rows else None
