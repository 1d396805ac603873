"""A chat that somebody pasted or exported into a letter: WhatsApp, WeChat; who spoke in it, and what the stranger said."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WHATSAPP = re.compile(
    r"^\W{0,2}(?:\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?\s?m\.?)?\]?)\s*(?:[-–]\s*)?([^:\n]{2,60}?):\s(.*)$",
    re.IGNORECASE,
)
_WECHAT = re.compile(
    r"^([^\n:：]{1,40}?)[\s:：]+(?:\d{4}[./年-]\d{1,2}[./月-]\d{1,2}日?\s+)?\d{1,2}:\d{2}(?::\d{2})?\s*$"
)
_NUMBER = re.compile(r"^\+?[\d\s().-]{8,22}$")
_MOST_LINES = 1500


@dataclass(frozen=True, slots=True)
class Chat:
    """platform: WhatsApp or WeChat; person and phone as the chat names the stranger; words: what he said."""

    platform: str
    person: str
    phone: str
    words: str


def chat_in(text: str, ours: frozenset[str]) -> Chat | None:
    """The chat of a letter with a stranger; None for no chat. `ours` are the names of our people, lower case."""
    lines = text.split("\n")[:_MOST_LINES]
    spoken = _whatsapp(lines)
    platform = "WhatsApp"
    if len(spoken) < 2:
        spoken, platform = _wechat(lines), "WeChat"
    if len(spoken) < 2:
        return None
    strangers = [speaker for speaker, _ in spoken if not _is_one_of(speaker, ours)]
    if not strangers or len({*strangers}) > 3:
        return None
    person = strangers[0]
    words = "\n".join(said for speaker, said in spoken if speaker == person)
    is_number = bool(_NUMBER.match(person))
    return Chat(platform, "" if is_number else person, person if is_number else "", words)


def _is_one_of(speaker: str, ours: frozenset[str]) -> bool:
    bare = speaker.lower().strip("~ ")
    return any(bare == each or bare in each.split() or each in bare for each in ours if each)


def _whatsapp(lines: list[str]) -> list[tuple[str, str]]:
    spoken: list[tuple[str, str]] = []
    for each in lines:
        found = _WHATSAPP.match(each.replace("\u202f", " ").replace("\u200e", "")[:1000])
        if found:
            spoken.append((found[1].strip(" ~"), found[2]))
        elif spoken and each.strip():
            spoken[-1] = (spoken[-1][0], f"{spoken[-1][1]}\n{each}")
    return spoken


def _wechat(lines: list[str]) -> list[tuple[str, str]]:
    spoken: list[tuple[str, str]] = []
    for each in lines:
        found = _WECHAT.match(each[:120])
        if found:
            spoken.append((found[1].strip(), ""))
        elif spoken and each.strip():
            spoken[-1] = (spoken[-1][0], f"{spoken[-1][1]}\n{each}".strip())
    return [each for each in spoken if each[1]]
