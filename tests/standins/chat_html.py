"""Reads a message's HTML as the Bot API does: few tags, few entities, and a refusal for everything that does not fit."""

from __future__ import annotations

import re

_TAGS = {
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "a",
    "code",
    "pre",
    "blockquote",
    "span",
    "tg-spoiler",
}
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ENTITY = re.compile(r"&(?:#(\d+)|#x([0-9a-fA-F]+)|([a-z]+));?")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)?([^<>]*)(>?)")


class Malformed(Exception):
    """Why the real API would say that it can't parse the entities."""


def parsed(html: str) -> tuple[str, list[str]]:
    """The text as people see it, and its bold parts. Raises Malformed."""
    if any("\ud800" <= each <= "\udfff" for each in html):
        raise Malformed("strings must be encoded in UTF-8")
    text: list[str] = []
    bold: list[str] = []
    open_tags: list[tuple[str, int]] = []
    at = 0
    while at < len(html):
        if html[at] == "<":
            at = _tag(html, at, text, bold, open_tags)
        elif html[at] == "&" and (found := _ENTITY.match(html, at)) and (character := _character(found)):
            text.append(character)
            at = found.end()
        else:
            text.append(html[at])
            at += 1
    if open_tags:
        raise Malformed(f'can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return "".join(text), bold


def _tag(html: str, at: int, text: list[str], bold: list[str], open_tags: list[tuple[str, int]]) -> int:
    found = _TAG.match(html, at)
    if found is None or not found[4]:
        raise Malformed(f"unclosed start tag at byte offset {at}")
    closing, name = found[1], (found[2] or "").lower()
    if not closing:
        if name not in _TAGS:
            raise Malformed(f'unsupported start tag "{name}" at byte offset {at}')
        open_tags.append((name, len(text)))
        return found.end()
    if not open_tags:
        raise Malformed(f"unexpected end tag at byte offset {at}")
    opened, began = open_tags.pop()
    if name not in ("", opened):
        raise Malformed(f'unmatched end tag at byte offset {at}, expected "</{opened}>", found "</{name}>"')
    if opened in ("b", "strong"):
        bold.append("".join(text[began:]))
    return found.end()


def _character(found: re.Match[str]) -> str | None:
    if found[3]:
        return _ENTITIES.get(found[3])
    code = int(found[1]) if found[1] else int(found[2], 16)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF else None
