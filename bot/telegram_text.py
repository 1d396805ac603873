"""Finished paragraphs as Telegram's HTML, cut into messages of the length that it takes (T14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape, unescape

from rules.visible import visible

LONGEST = 4096
"""Characters of one message; counted after escaping and in UTF-16 units, which is never too few."""

_BOLD = ("<b>", "</b>")
_MORE = " \u2026"
_ROOM = LONGEST - len("".join(_BOLD))

Paragraph = tuple[str, bool]


def messages(paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
    """The paragraphs as HTML messages of at most 4096 characters each; none where there is nothing to read."""
    packed: list[str] = []
    for piece in _pieces(readable(paragraphs)):
        joined = f"{packed[-1]}\n{piece}" if packed else piece
        if packed and _units(joined) <= LONGEST:
            packed[-1] = joined
        else:
            packed.append(piece)
    return tuple(each for each in packed if each.strip())


def first_message(paragraphs: Iterable[Paragraph]) -> str:
    """The paragraphs as one HTML message; what does not fit is left out and marked by an ellipsis."""
    shown = readable(paragraphs)
    said = messages(shown)
    return "".join(said) if len(said) < 2 else _shortened(shown)


def readable(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs without unseen characters."""
    return tuple((visible(text).rstrip(), bold) for text, bold in paragraphs)


def _shortened(paragraphs: Iterable[Paragraph]) -> str:
    pieces: list[str] = []
    room = LONGEST - len(_MORE)
    for text, bold in paragraphs:
        part = text[: _fitting(text, room - len("".join(_BOLD)) - 1)]
        pieces.append(_marked(part, bold))
        room -= _units(pieces[-1]) + 1
        if part != text:
            break
    return "\n".join(pieces).rstrip() + _MORE


def _pieces(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    for text, bold in paragraphs:
        for part in _cut(text):
            yield _marked(part, bold)


def _marked(text: str, bold: bool) -> str:
    return escape(text).join(_BOLD) if bold and text.strip() else escape(text)


def _cut(text: str) -> Iterator[str]:
    """The text in parts that fit into a message when escaped, cut at a line end or a blank where there is one."""
    while len(text) > _ROOM or _units(escape(text)) > _ROOM:
        end = _fitting(text, _ROOM)
        end = _last_of("\n", text, end) or _last_of(" ", text, end) or end
        yield text[:end].rstrip()
        text = text[end:].lstrip(" \n")
    yield text


def _last_of(sign: str, text: str, end: int) -> int:
    """Where the sign stands last in the second half of what fits; 0 if nowhere."""
    return max(0, text.rfind(sign, end // 2, end))


def _fitting(text: str, room: int) -> int:
    """How many characters of the text fit when they are escaped."""
    used = 0
    for position, character in enumerate(text):
        used += _units(escape(character))
        if used > room:
            return position
    return len(text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(html: str) -> str:
    """The message without its marks, for the case that Telegram does not take them."""
    return unescape(html.replace(_BOLD[0], "").replace(_BOLD[1], ""))
