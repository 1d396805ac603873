"""The letter inside a letter that somebody sends on: attached or inline, in any language, from innermost to outermost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mail.fresh import Cut, cut
from mail.kinds import is_daemon, is_no_reply
from mail.quoted_head import Block, block_at, field_of
from mail.read_heads import addresses, bare_addresses
from rules.letter import Address

_MOST_LINES, _MOST_HEADS = 3000, 50
_SAYS_FORWARD = re.compile(
    r"(?i)\s*(?:(?:re|aw|sv|回复|答复)\s*[:：]\s*)?(?:fwd?|fw|wg|rv|tr|enc|i|vs|vb|doorst|vl|ilt|πρθ|pd|rv|"
    r"forward|转发|轉寄|轉發|转寄|转|転送|전달|chuyển tiếp|iletilen|إعادة توجيه|"
    r"fwd?\s?\d|переслать|пересл)\s*[:：]|\s*\[(?:fwd?|转发|전달)"
)
_BEHALF = re.compile(
    r"(?i)\s(?:on behalf of|im auftrag von|namens|im namen von|en nombre de|de la part de|au nom de|"
    r"em nome de|per conto di|a nome di|"
    r"от имени|代表|代理|のために)\s+"
)
_MAILTO = re.compile(r"\[mailto:([^\]\s]{3,250})\]", re.IGNORECASE)
_DOUBLED = re.compile(r"<?mailto:[^>\s]{1,300}>|<https?://[^>\s]{1,300}>", re.IGNORECASE)
_ATTRIBUTION = re.compile(
    r"(?:^|\s|,|:)([^\s,:<>\d][^,:<>\d]{0,80}?)?\s?[<(]([^\s<>()@]{1,64}@[^\s<>()@]{3,200})[>)][^<>@]{0,30}[:：]$"
)
_SEPARATOR_LINE = re.compile(r"^\s*-{4,}[^-]{3,80}-{4,}\s*$")
_MARK = re.compile(r"^[\s>|]+")
_SEPARATOR = re.compile(
    r"(?i)forward|weitergeleitet|reenviad|encaminhad|inoltrat|transf[ée]r|пересыла|пересла|转发|轉寄|転送|전달|iletilen"
)


@dataclass(frozen=True, slots=True)
class Inner:
    """A letter inside the letter, as far as the true customer needs it."""

    sender: Address | None
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The letter that was sent on: whose it is, what it says, and where it stood."""

    sender: Address
    subject: str
    words: Cut
    attached: bool
    guessed: bool = False
    """Its head names nobody's address; the one given stands in its text."""


def says_forward(subject: str) -> bool:
    return bool(_SAYS_FORWARD.match(subject[:80]))


def forwarded(
    own: Cut, text: str, inner: tuple[Inner, ...], subject: str, is_ours: Callable[[str], bool]
) -> Forwarded | None:
    """The stranger's letter that was sent on; of several within each other the innermost that was itself only sent on."""
    for each in inner:
        if each.sender and _a_person(each.sender.address, is_ours):
            words = cut(each.text)
            deeper = _inline(words, each.text, each.subject, is_ours) if _only_sent_on(words, each.subject) else None
            return deeper or Forwarded(each.sender, each.subject, words, attached=True)
        words = cut(each.text) if each.sender else Cut("")
        further = words.forward or (each.sender is not None and says_forward(each.subject))
        if further and (deeper := _inline(words, each.text, each.subject, is_ours)):
            return deeper
    if own.forward or says_forward(subject):
        return _inline(own, text, subject, is_ours)
    return None


def _inline(own: Cut, text: str, subject: str, is_ours: Callable[[str], bool], deep: int = 8) -> Forwarded | None:
    lines = [_MARK.sub("", each) for each in (own.quoted or text).split("\n")[:_MOST_LINES]]
    nameless: Forwarded | None = None
    heads = 0
    for at, line in enumerate(lines):
        if not field_of(line)[0]:
            continue
        heads += 1
        if heads > _MOST_HEADS:
            break
        block = block_at(lines, at)
        told = sender_in(block) if block else None
        if block is None or told is None:
            continue
        if told.address and not _a_person(told.address, is_ours):
            continue
        words = cut("\n".join(lines[block.after :]))
        title = block.fields.get("subject", "") or subject
        if told.address:
            further = deep and words.quoted and _only_sent_on(words, title)
            deeper = _inline(words, words.quoted, title, is_ours, deep - 1) if further else None
            return deeper or Forwarded(told, title, words, attached=False)
        if nameless is None:
            found = _address_below(lines[block.after :], is_ours)
            nameless = Forwarded(Address(told.name, found), title, words, attached=False, guessed=True)
    return nameless or _attributed(lines, subject, is_ours)


def _attributed(lines: list[str], subject: str, is_ours: Callable[[str], bool]) -> Forwarded | None:
    """A forward whose head is one sentence: 02.03.2026, 16:11, "Eva" <eva@kunde.example>: (Yandex, phones)."""
    for at, each in enumerate(lines[:14]):
        found = _ATTRIBUTION.search(each[-300:].rstrip())
        if found and _a_person(found[2], is_ours):
            words = cut("\n".join(each for each in lines[at + 1 :] if not _SEPARATOR_LINE.match(each)))
            return Forwarded(Address((found[1] or "").strip("\"'“”«» ,"), found[2]), subject, words, attached=False)
    return None


def sender_in(block: Block) -> Address | None:
    """Who wrote a quoted letter: the one on whose behalf it was sent, in whatever way the program wrote the address."""
    value = _BEHALF.split(block.fields.get("from", "")[:600])[-1]
    value = _MAILTO.sub(r"<\1>", value)
    value = _DOUBLED.sub(lambda found: f"<{found[0].strip('<>')[7:]}>" if "mailto:" in found[0].lower() else "", value)
    value = re.sub(r"(<[^<>]{3,250}>)\s*(?:<[^<>]{0,250}>\s*)+", r"\1", value).strip(" *;；,|\t")
    value = re.sub(r"(?i)\s(?:via|通过)\s[^<]{1,80}(?=<)", " ", value)
    if "@" not in value:
        return Address(value[:200].strip("<> "), "") if value else None
    found, _ = addresses([value.encode("utf-8", "replace")])
    told = next((each for each in found if each.address), None)
    return Address(told.name.strip("\"'“”* "), told.address) if told else None


def _only_sent_on(words: Cut, subject: str) -> bool:
    """Whether a letter is nothing but an older one that goes on: no word of its own, and a forward by head or subject."""
    return not words.fresh.strip() and (
        words.forward or says_forward(subject) or bool(_SEPARATOR.search(words.quoted[:300]))
    )


def _address_below(lines: list[str], is_ours: Callable[[str], bool]) -> str:
    """The only stranger's address in the text of a letter whose head has none; empty where there are several or none."""
    told = {each for each in bare_addresses("\n".join(lines[:200])) if _a_person(each, is_ours)}
    return told.pop() if len(told) == 1 else ""


def _a_person(address: str, is_ours: Callable[[str], bool]) -> bool:
    return bool(address) and not is_ours(address) and not is_daemon(address) and not is_no_reply(address)
