"""The body of a letter: which of its parts are read as text, which are attachments, and what the text is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mail import html
from mail.charset import clean, decoded
from mail.mime import Part
from mail.wordings import calendar_words, pgp_note, without_enrichment

LONGEST = 256 * 1024
_STUB = re.compile(r"(?i)\b(?:html|does not support|cannot display|view this (?:message|email) in)\b|不支持|请使用支持")
_MARKS = re.compile(
    r"(?i)quote|<blockquote|signature|RplyFwd|appendonsend|isReplyContent|<sign|OLK_SRC|zwchr|border-top"
)
_ENRICHED = frozenset({"text/enriched", "text/richtext"})
_TEXTS = frozenset({"text/plain", "text/html", "text/x-plain"}) | _ENRICHED
_OTHER_FORMS = frozenset({"text/x-amp-html", "text/watch-html", "text/x-watch-html"})
_CALENDARS = frozenset({"text/calendar", "application/ics"})
_WRAPPED = {
    "multipart/encrypted": "encrypted with PGP, and cannot be read here",
    "multipart/signed": "signed; the signature is not checked",
}


@dataclass(frozen=True, slots=True)
class Body:
    """text: as a person reads it; html: sanitised; quoted, signed: stretches of text that HTML marks as quoted and as signature.

    used: part numbers. twin: what the HTML says where the text is the plain one: how far its writer's own words go.
    """

    text: str
    html: str
    quoted: tuple[tuple[int, int], ...]
    used: frozenset[int]
    notes: tuple[str, ...] = ()
    signed: tuple[tuple[int, int], ...] = ()
    twin: Twin | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """The HTML of a letter with both: its text, and what it marks as quoted and as signature."""

    text: str
    quoted: tuple[tuple[int, int], ...]
    signed: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Piece:
    """One stretch of the body: in plain text, in HTML, or in both."""

    plain: Part | None = None
    marked: Part | None = None


def body_of(tree: Part) -> Body:
    """The text of a letter, its HTML, and which parts they came from."""
    notes: list[str] = _wrappings(tree)
    pieces, unseen = _pieces_of(tree)
    texts: list[str] = []
    quoted: list[tuple[int, int]] = []
    signed: list[tuple[int, int]] = []
    sources: list[str] = []
    length = 0
    for each in pieces:
        plain = _plain_text(each.plain, notes) if each.plain else ""
        source = _source(each.marked, notes) if each.marked else ""
        text = plain
        spans = signs = ()  # type: tuple[tuple[int, int], ...]
        if source and (not plain.strip() or (len(plain) < 300 and _STUB.search(plain))):
            text, spans, signs = _shown(source)
        if not text.strip():
            text, spans, signs = "", (), ()
        if text:
            start = length + (2 if texts else 0)
            quoted += [(start + first, start + last) for first, last in spans]
            signed += [(start + first, start + last) for first, last in signs]
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
    if not whole.strip():
        whole = "\n".join(
            calendar_words(each.content()) for each in tree.leaves() if each.content_type in _CALENDARS
        ).strip()
    if said := pgp_note(whole):
        notes.append(said)
    used = unseen | {part.number for each in pieces for part in (each.plain, each.marked) if part is not None}
    twin = _twin(pieces, sources)
    signed = [(a, min(b, LONGEST)) for a, b in signed if a < LONGEST]
    return Body(whole, _tidy_html(sanitised), tuple(quoted), used, tuple(notes), tuple(signed), twin)


def _pieces_of(tree: Part) -> tuple[list[_Piece], frozenset[int]]:
    """The stretches of the body, and the numbers of parts that are neither body nor attachment: a second form of either."""
    pieces: list[_Piece] = []
    spare: list[_Piece] = []
    hidden: list[Part] = []
    _collect(tree, pieces, spare, hidden, False)
    unseen = frozenset(each.number for each in hidden) | _numbers(spare)
    if not any(_has_words(each) for each in pieces):
        pieces = pieces + spare
    if not pieces:
        first = next((each for each in tree.leaves() if each.content_type in ("text/plain", "text/html")), None)
        if first is not None and first.number == 0 and first.disposition != "attachment":
            pieces = [_Piece(marked=first) if first.content_type == "text/html" else _Piece(plain=first)]
    return pieces, unseen


def _numbers(pieces: list[_Piece]) -> frozenset[int]:
    return frozenset(part.number for each in pieces for part in (each.plain, each.marked) if part is not None)


def _has_words(piece: _Piece) -> bool:
    return any(part is not None and part.content()[:100_000].strip() for part in (piece.plain, piece.marked))


def _wrappings(tree: Part) -> list[str]:
    """What of the letter is encrypted or signed, as its type says; nothing of it is checked here."""
    return [_WRAPPED[tree.content_type]] if tree.content_type in _WRAPPED else []


def _collect(part: Part, pieces: list[_Piece], spare: list[_Piece], hidden: list[Part], alternative: bool) -> None:
    if not part.children:
        if _is_text(part, alternative):
            marked = part.content_type == "text/html" or (part.content_type == "text/plain" and _is_html(part))
            pieces.append(_Piece(marked=part) if marked else _Piece(plain=part))
        elif alternative and part.content_type in _OTHER_FORMS:
            hidden.append(part)
    elif part.content_type == "multipart/alternative":
        _collect_alternative(part, pieces, spare, hidden)
    elif part.content_type == "multipart/related":
        _collect(_root(part), pieces, spare, hidden, alternative)
    elif part.content_type == "multipart/x-tnef":
        _collect_alternative(part, spare, spare, hidden)
    else:
        for each in part.children:
            _collect(each, pieces, spare, hidden, alternative)


def _collect_alternative(part: Part, pieces: list[_Piece], spare: list[_Piece], hidden: list[Part]) -> None:
    """Plain text and HTML of one piece; a mixed alternative (Apple Mail: HTML, file, HTML) gives further pieces."""
    whole = _Piece()
    for each in part.children:
        inner: list[_Piece] = []
        _collect(each, inner, spare, hidden, True)
        for piece in inner:
            if piece.plain and whole.plain is None:
                whole.plain = piece.plain
            if piece.marked and whole.marked is None:
                whole.marked = piece.marked
            elif piece.marked or (piece.plain and piece.plain is not whole.plain):
                pieces.append(piece)
    if whole.plain or whole.marked:
        pieces.insert(0, whole) if pieces and not pieces[0].plain else pieces.append(whole)


def _is_html(part: Part) -> bool:
    """Whether what calls itself plain text is a whole page all the same."""
    start = part.content()[:300].lstrip().lower() if b"<" in part.raw[part.start : part.start + 300] else b""
    return start.startswith((b"<!doctype html", b"<html")) and not part.name


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
    if part.content_type not in _TEXTS:
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
    text = clean(text).replace("&nbsp;", " ")  # Tencent's programs leave it in their plain text
    if part.content_type in _ENRICHED:
        text = without_enrichment(text)
    if part.parameters.get("format", "").lower() == "flowed":
        text = _unflowed(text, part.parameters.get("delsp", "").lower() == "yes")
    return html.tidied(text[:LONGEST])


def _source(part: Part, notes: list[str]) -> str:
    raw = part.content()[: 4 * LONGEST]
    text, remark = decoded(raw, part.parameters.get("charset", "") or html.charset_within(raw))
    if remark:
        notes.append(remark)
    return clean(text)


def _twin(pieces: list[_Piece], sources: list[str]) -> Twin | None:
    """What the HTML of a letter with one piece in both forms marks; None where it marks nothing."""
    if len(pieces) != 1 or not (pieces[0].plain and sources and _MARKS.search(sources[0])):
        return None
    text, quoted, signed = _shown(sources[0])
    return Twin(text, quoted, signed) if quoted or signed else None


def _shown(source: str) -> tuple[str, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """The text of HTML; entities may have brought control characters, so it is cleaned after its stretches are marked."""
    seen = html.shown(source)
    marked = sorted([(*each, 0) for each in seen.quoted] + [(*each, 1) for each in seen.signed])
    if not marked:
        return html.tidied(clean(seen.text)), (), ()
    pieces: list[str] = []
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    at = length = 0
    for start, end, kind in (*marked, (len(seen.text), len(seen.text), 0)):
        for first, last, held in ((at, start, False), (start, end, True)):
            piece = html.tidied(clean(seen.text[first:last]))
            if piece.strip():
                piece = ("\n" if pieces else "") + piece
                if held:
                    spans[kind].append((length, length + len(piece)))
                pieces.append(piece)
                length += len(piece)
        at = end
    return "".join(pieces), tuple(spans[0]), tuple(spans[1])


def _unflowed(text: str, delete: bool) -> str:
    """format=flowed (RFC 3676): a line that ends with a blank goes on in the next one of the same quoting depth."""
    told: list[str] = []
    going_on, depth_before = False, 0
    for each in text.split("\n"):
        content = each.lstrip(">")
        depth = len(each) - len(content)
        content = content[1:] if content.startswith(" ") else content
        flows = content.endswith(" ") and content != "-- "
        if not (going_on and depth == depth_before and content != "-- "):
            told.append(("\n" if told else "") + (">" * depth + " " if depth else ""))
        told.append(content[:-1] if flows and delete else content)
        going_on, depth_before = flows, depth
    return "".join(told)


def _tidy_html(source: str) -> str:
    return source.strip()[: 2 * LONGEST]
