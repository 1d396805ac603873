"""The signature below a text: closing and name, telephone block, footers of programs, disclaimers. Never the writer's words."""

from __future__ import annotations

import re

from mail import signature_words as words
from mail.signature_lines import (
    CJK,
    KEPT,
    LISTED,
    NOISE,
    RULE,
    closes,
    closing_within,
    footer,
    goods_in,
    is_named,
    kind_of,
    name_like,
    sent_from,
    speaks,
    words_of,
)

_HONOURED = re.compile(r"^[\u3400-\u9fff]{2,4}\s*(?:敬上|谨上|謹上|敬启|敬啟|拜上|谨启|謹啟)$")
_WINDOW = 120
"""Lines from the end that are looked at."""
_LONGEST_SIGNATURE = 24
_DELIMITER = re.compile(r"^\s?-{2}\s?$|^[—–]\s?$|^\s?--\s?<br>$")
_DELIMITED_NAME = re.compile(r"^\s?(?:--|—|–)\s?([^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3})\s*$")
_DASHED_NAME = re.compile(r"^\s?-\s?([^\W\d_][\w.'’]*(?:\s[^\W\d_][\w.'’-]*){0,2})\s*$")
_LINK_ONLY = re.compile(r"^\W{0,3}https?://\S{3,220}\W{0,3}$")
_THANKS = re.compile(rf"^\W*(?:{words.THANKS})[\s,，،.!！。~]*$", re.IGNORECASE)
_POSTSCRIPT = re.compile(
    r"(?i)^\W{0,3}(?:p\.?\s?p?\.?\s?s\.?\b|n\.?\s?b\.?[:\s]|附[:：]|又及|追伸|ps[:：]|post\s?scriptum)"
)
_UNFINISHED = re.compile(
    r"(?i)\b(?:is|are|to|at|with|contact|via|is\s+as|ist|sind|an|zu|bei|lautet|es|está|son|est|sont|à|em|no|na|это|является)\s*$|[为是：]\s*$"
)
_BANNER = re.compile(rf"^\W{{0,4}}(?:{words.BANNERS})\s*$", re.IGNORECASE)


def unsigned(lines: list[str], writer: str = "", alone: bool = True) -> tuple[list[str], list[str], bool]:
    """The writer's words, his signature, and whether the signature is sure to be one (a footer, a "-- " line).

    writer: the sender's name as his program writes it, where it is known. alone: there are no other words of his.
    """
    start = max(0, len(lines) - _WINDOW)
    head, own = lines[:start], lines[start:]
    signature: list[str] = []
    sure = False
    for _ in range(8):
        before = len(own)
        own, footers = _without_footers(own, bool(head) or not alone)
        signature = footers + signature
        sure = sure or bool(footers)
        for step in (_delimited, _closed, _contacts, _honoured):
            own, off, certain = step(own, writer, bool(head) or not alone)
            signature = off + signature
            sure = sure or (certain and bool(off))
        if len(own) == before:
            break
    return head + own, signature, sure


def without_banner(lines: list[str]) -> tuple[list[str], list[str]]:
    """The text without what gateways put above it ("CAUTION: this email originated from outside"), and that."""
    off: list[str] = []
    at = told = 0
    while at < len(lines) and told < 4:
        if lines[at].strip():
            if not _BANNER.match(lines[at][:500]):
                break
            told += 1
            off = lines[: at + 1]
        at += 1
    rest = lines[len(off) :]
    return (rest, off) if any(each.strip() for each in rest) else (lines, [])


def _without_footers(own: list[str], more: bool) -> tuple[list[str], list[str]]:
    """Footers of programs where they stand, and disclaimers, rules and links off the end."""
    off: list[str] = []
    kept = own
    for _ in range(12):
        end = _end(kept)
        start = _paragraph(kept, end)
        if start == end:
            break
        last = kept[end - 1]
        if (
            footer(kept[start:end])
            and not _mixed(kept[start:end])
            and (more or any(each.strip() for each in kept[:start]))
        ):
            cut = start
        elif (
            sent_from(last)
            or NOISE.match(last[:160])
            or (RULE.match(last) and off)
            or (_LINK_ONLY.match(last) and end - start > 1 and sent_from(kept[end - 2]))
        ):
            cut = end - 1
        else:
            break
        off, kept = kept[cut:] + off, kept[:cut]
    return _sent_lines_off(kept, off)


def _sent_lines_off(kept: list[str], off: list[str]) -> tuple[list[str], list[str]]:
    """A footer with words below it: the writer went on underneath."""
    left: list[str] = []
    told: list[str] = []
    for at, each in enumerate(kept):
        footing = len(each) < 400 and sent_from(each)
        (told if footing or (told and at and kept[at - 1] == told[-1] and _LINK_ONLY.match(each)) else left).append(
            each
        )
    return left, told + off


def _mixed(paragraph: list[str]) -> bool:
    """A disclaimer that begins in the middle of a paragraph of words."""
    return len(paragraph) > 1 and speaks(paragraph[:1]) and not footer(paragraph[:3])


def _delimited(own: list[str], writer: str, more: bool) -> tuple[list[str], list[str], bool]:
    """The line "-- " (RFC 3676) and what is below it, but for words the writer has put there."""
    for at, each in enumerate(own):
        named = _DELIMITED_NAME.match(each[:80])
        if _DELIMITER.match(each[:12]) or (named and at and named[1][0].isupper() and len(own) - at <= 8):
            below = own[at + 1 :]
            if len([one for one in below if one.strip()]) > _LONGEST_SIGNATURE or goods_in(below):
                continue
            signature, kept = _parted(below, bool(named))
            return [*own[:at], *kept], [each, *signature], True
    return _ruled(own, writer)


def _ruled(own: list[str], writer: str) -> tuple[list[str], list[str], bool]:
    """A name below a rule, or behind a dash, on the last lines."""
    end = _end(own)
    start = _paragraph(own, end)
    last = own[end - 1] if end else ""
    found = _DASHED_NAME.match(last[:60])
    if (
        found
        and end - start == 1
        and start
        and name_like(found[1])
        and not any(LISTED.match(each) for each in own[:start])
    ):
        return own[:start], own[start:], False
    for at in range(end - 2, max(0, end - 8), -1):
        if len(own[at].strip()) > 1 and not own[at].strip(" \t_-=*"):
            below = [each for each in own[at + 1 : end] if each.strip()]
            kinds = [kind_of(each) for each in below]
            told = "strong" in kinds or "weak" in kinds or (len(below) == 1 and len(below[0].split()) > 1)
            told = told or (len(below) <= 3 and all(CJK.search(each) for each in below) and len(below[0].strip()) <= 4)
            if (
                any(each.strip() for each in own[:at])
                and "other" not in kinds
                and kinds[0] in ("name", "weak")
                and told
            ):
                return own[:at], own[at:], False
            break
    return own, [], False


def _closed(own: list[str], writer: str, more: bool) -> tuple[list[str], list[str], bool]:
    """The closing formula with name and address below it."""
    told = 0
    for at in range(len(own) - 1, -1, -1):
        if not own[at].strip():
            continue
        told += 1
        if told > _LONGEST_SIGNATURE:
            break
        if told == 1 and (words := closing_within(own[at])) > 0:
            return [*own[:at], own[at][:words]], [own[at][words:].strip(), *own[at + 1 :]], False
        if len(own[at]) < 200 and closes(own[at]) and not _runs_on(own, at):
            signature, kept = _parted(own[at + 1 :], True)
            if not any(each.strip() for each in own[:at]) and not more and not any(each.strip() for each in kept):
                return own, [], False
            return [*own[:at], *([""] if kept else []), *kept], [own[at], *signature], False
    return own, [], False


def _runs_on(own: list[str], at: int) -> bool:
    """Whether a sentence goes on below: "Best" and on the next line "price that you can give for 500?"."""
    below = own[at + 1].strip() if at + 1 < len(own) else ""
    return own[at].rstrip()[-1].isalpha() and below[:1].islower() and len(below.split()) > 2 and speaks([below])


def _honoured(own: list[str], writer: str, more: bool) -> tuple[list[str], list[str], bool]:
    """A Chinese name with 敬上 on the last line. A bare name without any closing stays: it is his word."""
    end = _end(own)
    last = own[end - 1].strip() if end > 1 else ""
    return (own[: end - 1], own[end - 1 :], False) if len(last) < 12 and _HONOURED.match(last) else (own, [], False)


def _contacts(own: list[str], writer: str, more: bool) -> tuple[list[str], list[str], bool]:
    """A block of name, firm and telephone at the end without any closing."""
    end = _end(own)
    name = words_of(writer)
    start, strong, weak = _block(own, end, name)
    while start and own[start - 1].strip() and not own[start - 1].strip(" |*_\t"):
        start -= 1
    if strong and start > 1 and kind_of(own[start - 1]) == "weak" and not own[start - 2].strip():
        start -= 1
    above = next((each for each in reversed(own[:start]) if each.strip()), "")
    if not above and not more:
        return own, [], False
    thanked = bool(_THANKS.match(above[:120]))
    signed = start < end and is_named(own[start], name) and end - start > 1
    named = start < end and kind_of(own[start]) == "name" and not own[start - 1].strip() if start else False
    enough = strong and (strong + weak >= 2 or ((thanked or named) and end - start > 1))
    if not (enough or (thanked and weak and end - start > 1) or (signed and strong + weak)) or KEPT.search(above[:200]):
        return own, [], False
    if not signed and _UNFINISHED.search(above[-60:]):
        return own, [], False
    return own[:start], own[start:], False


def _block(own: list[str], end: int, name: frozenset[str]) -> tuple[int, int, int]:
    """Where the block of contact lines at the end begins, and how many of its lines are strong and weak evidence."""
    start, strong, weak = end, 0, 0
    for at in range(end - 1, max(-1, end - 18), -1):
        kind = kind_of(own[at])
        if kind == "other" or (kind == "" and (start == end or at == 0 or not _goes_on_above(own[at - 1], name))):
            break
        strong, weak = strong + (kind == "strong"), weak + (kind == "weak")
        if kind:
            start = at
        if is_named(own[at], name):
            break
    return start, strong, weak


def _goes_on_above(each: str, name: frozenset[str]) -> bool:
    return kind_of(each) in ("strong", "weak") or is_named(each, name)


def _parted(below: list[str], closed: bool) -> tuple[list[str], list[str]]:
    """What is below a closing, in two: signature, and words from the first paragraph on that speaks."""
    at = 0
    first = True
    while at < len(below):
        if not below[at].strip():
            at += 1
            continue
        end = at
        while end < len(below) and below[end].strip():
            end += 1
        paragraph = below[at:end]
        if _POSTSCRIPT.match(paragraph[0]) or ((not first or (closed and speaks(paragraph[:1]))) and speaks(paragraph)):
            return below[:at], below[at:]
        told = next((number for number in range(at + 1, end) if _POSTSCRIPT.match(below[number])), -1)
        if told > 0:
            return below[:told], below[told:]
        at, first = end, False
    return below, []


def _end(lines: list[str]) -> int:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _paragraph(lines: list[str], end: int) -> int:
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    return start
