"""Strangers' characters made harmless: what cannot be seen or turns the reading order is taken out (T14)."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LINE_END = re.compile("\r\n|\r|\u2028|\u2029|\x85")
_BLANKS = re.compile(r"[ \t]*\n\s*")
_COMMAND = re.compile(r"(?<![\w/])/(?=[A-Za-z])")
"""Where a chat sees a command: behind a quotation mark or a bracket, too; not within a word or an address."""


def visible(text: str) -> str:
    """The text without control, zero-width and bidi characters and lone surrogates; every line ends with a line feed."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text))


def storable(text: str) -> str:
    """The text without NUL and lone surrogates, which no database takes."""
    return _UNSTORABLE.sub("", text)


def on_one_line(text: str) -> str:
    """The visible text with its line ends as spaces: nothing in it can pass for a line of ours."""
    return _BLANKS.sub(" ", visible(text)).replace("\t", " ")


def without_commands(text: str) -> str:
    """The text in which no word can be tapped as a command: "/approve 7" reads the same with another slash (T28)."""
    return _COMMAND.sub("\u2044", text)
