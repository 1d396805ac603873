"""The body of a letter: which of its parts are read as text, which are attachments, and what the text is."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass

from mail import html
from mail.charset import clean, decoded, file_name
from mail.mime import Part, head_of
from rules.letter import Attachment
from rules.unsafe import danger_of

LONGEST = 256 * 1024
_STUB = re.compile(r"(?i)\b(?:html|does not support|cannot display|view this (?:message|email) in)\b|不支持|请使用支持")
_REPORTS = frozenset(
    {
        "message/delivery-status",
        "message/disposition-notification",
        "text/rfc822-headers",
        "message/global-delivery-status",
    }
)


@dataclass(frozen=True, slots=True)
class Body:
    """text: as a person reads it; html: sanitised; quoted: stretches of text that HTML marks as quoted; used: part numbers."""

    text: str
    html: str
    quoted: tuple[tuple[int, int], ...]
    used: frozenset[int]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Piece:
    """One stretch of the body: in plain text, in HTML, or in both."""

    plain: Part | None = None
    marked: Part | None = None


def body_of(tree: Part) -> Body:
    """The text of a letter, its HTML, and which parts they came from."""
    pieces: list[_Piece] = []
    _collect(tree, pieces, False)
    notes: list[str] = []
    texts: list[str] = []
    quoted: list[tuple[int, int]] = []
    sources: list[str] = []
    length = 0
    for each in pieces:
        plain = _plain_text(each.plain, notes) if each.plain else ""
        source = _source(each.marked, notes) if each.marked else ""
        text = plain
        spans: tuple[tuple[int, int], ...] = ()
        if source and (not plain.strip() or (len(plain) < 300 and _STUB.search(plain))):
            text, spans = _shown(source)
        if not text.strip():
            text, spans = "", ()
        if text:
            start = length + (2 if texts else 0)
            quoted += [(start + first, start + last) for first, last in spans]
            texts.append(text)
            length = start + len(text)
        if source:
            sources.append(source)
    sanitised, why = html.sanitised("\n".join(sources)) if sources else ("", "")
    if why:
        notes.append(why)
    whole = "\n\n".join(texts)
    if len(whole) > LONGEST:
        notes.append("the text is longer than 256 kB; only its beginning was looked at")
        whole, quoted = whole[:LONGEST], [(a, min(b, LONGEST)) for a, b in quoted if a < LONGEST]
    used = frozenset(part.number for each in pieces for part in (each.plain, each.marked) if part is not None)
    return Body(whole, _tidy_html(sanitised), tuple(quoted), used, tuple(notes))


def attachments_of(tree: Part, used: frozenset[int]) -> tuple[Attachment, ...]:
    """Every part that is not the body, with the hash of its decoded bytes; a nested letter is one attachment."""
    told: list[Attachment] = []
    for leaf in tree.leaves():
        if leaf.number in used or (leaf.content_type in _REPORTS and not leaf.name):
            continue
        content = leaf.content()
        if not content.strip() and not leaf.name:
            continue
        cid = leaf.head.text("content-id").strip("<> ")
        name = leaf.name or _made_up_name(leaf, content)
        inline = leaf.disposition != "attachment" and bool(cid) and leaf.content_type.startswith("image/")
        told.append(
            Attachment(
                name,
                leaf.content_type,
                len(content),
                hashlib.sha256(content).hexdigest(),
                leaf.number,
                inline,
                cid[:200],
                danger_of(name, content) or "",
            )
        )
    return tuple(told)


def _collect(part: Part, pieces: list[_Piece], alternative: bool) -> None:
    if not part.children:
        if _is_text(part, alternative):
            pieces.append(_Piece(marked=part) if part.content_type == "text/html" else _Piece(plain=part))
    elif part.content_type == "multipart/alternative":
        _collect_alternative(part, pieces)
    elif part.content_type == "multipart/related":
        _collect(_root(part), pieces, alternative)
    else:
        for each in part.children:
            _collect(each, pieces, alternative)


def _collect_alternative(part: Part, pieces: list[_Piece]) -> None:
    """Plain text and HTML of one piece; a mixed alternative (Apple Mail: HTML, file, HTML) gives further pieces."""
    whole = _Piece()
    for each in part.children:
        inner: list[_Piece] = []
        _collect(each, inner, True)
        for piece in inner:
            if piece.plain and whole.plain is None:
                whole.plain = piece.plain
            if piece.marked and whole.marked is None:
                whole.marked = piece.marked
            elif piece.marked or (piece.plain and piece.plain is not whole.plain):
                pieces.append(piece)
    if whole.plain or whole.marked:
        pieces.insert(0, whole) if pieces and not pieces[0].plain else pieces.append(whole)


def _root(part: Part) -> Part:
    wanted = part.parameters.get("start", "").strip("<> ")
    if wanted:
        for each in part.children:
            if each.head.text("content-id").strip("<> ") == wanted:
                return each
    return next(
        (each for each in part.children if each.children or each.content_type.startswith("text/")), part.children[0]
    )


def _is_text(part: Part, alternative: bool) -> bool:
    if part.content_type not in ("text/plain", "text/html", "text/enriched", "text/x-plain"):
        return part.content_type == "text/markdown" and alternative
    if part.disposition == "attachment":
        return False
    return (
        alternative
        or not part.name
        or (part.disposition == "" and part.name.lower().endswith((".txt", ".html", ".htm")) is False)
    )


def _plain_text(part: Part, notes: list[str]) -> str:
    text, remark = decoded(part.content()[: 4 * LONGEST], part.parameters.get("charset", ""))
    if remark:
        notes.append(remark)
    text = clean(text)
    if part.parameters.get("format", "").lower() == "flowed":
        text = _unflowed(text, part.parameters.get("delsp", "").lower() == "yes")
    return html.tidied(text[:LONGEST])


def _source(part: Part, notes: list[str]) -> str:
    raw = part.content()[: 4 * LONGEST]
    text, remark = decoded(raw, part.parameters.get("charset", "") or html.charset_within(raw))
    if remark:
        notes.append(remark)
    return clean(text)


def _shown(source: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of HTML; entities may have brought control characters, so it is cleaned after the quotes are marked."""
    seen = html.shown(source)
    if not seen.quoted:
        return html.tidied(clean(seen.text)), ()
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    at = length = 0
    for start, end in (*seen.quoted, (len(seen.text), len(seen.text))):
        for first, last, held in ((at, start, False), (start, end, True)):
            piece = html.tidied(clean(seen.text[first:last]))
            if piece.strip():
                piece = ("\n" if pieces else "") + piece
                if held:
                    spans.append((length, length + len(piece)))
                pieces.append(piece)
                length += len(piece)
        at = end
    return "".join(pieces), tuple(spans)


def _unflowed(text: str, delete: bool) -> str:
    """format=flowed (RFC 3676): a line that ends with a blank goes on in the next one of the same quoting depth."""
    told: list[str] = []
    going_on, depth_before = False, 0
    for each in text.split("\n"):
        content = each.lstrip(">")
        depth = len(each) - len(content)
        content = content[1:] if content.startswith(" ") else content
        flows = content.endswith(" ") and content != "-- "
        if going_on and depth == depth_before and content != "-- ":
            told[-1] += content[:-1] if flows and delete else content
        else:
            told.append((">" * depth + " " if depth else "") + (content[:-1] if flows and delete else content))
        going_on, depth_before = flows, depth
    return "\n".join(told)


def _made_up_name(leaf: Part, content: bytes) -> str:
    """A name for what came without one; a nested letter is called by its subject."""
    if leaf.content_type == "message/rfc822":
        return file_name(f"{head_of(content)[0].text('subject')[:80] or 'message'}.eml")
    ending = mimetypes.guess_extension(leaf.content_type, strict=False) or ""
    return f"part-{leaf.number}{'.ics' if leaf.content_type == 'text/calendar' else ending}"


def _tidy_html(source: str) -> str:
    return source.strip()[: 2 * LONGEST]
