"""HTML bodies: as text with its quoted stretches marked, and as HTML that does nothing but show."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass

import nh3

LONGEST, DEEPEST = 256 * 1024, 200

_SILENT = re.compile(r"<!--|<(?:style|script|head|title|xml)\b")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)>|<[!?][^<>]*>")
_BLANKS = re.compile(r"[ \t\r\n]+")
_MANY_LINES = re.compile(r"\n[ \t]*\n[ \t]*(?:\n[ \t]*)+")
_CHARSET = re.compile(rb"""(?i)<meta[^<>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""")

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol table tr blockquote pre section article header footer dl dt dd".split()
)
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6".split())
_VOID = frozenset("br hr img input meta link area base col wbr".split())

_QUOTES = re.compile(
    r"""(?i)gmail_quote(?!_attribution)|ntes-mailmaster-quote|yahoo_quoted|type=["']?cite|isReplyContent"""
    r"""|protonmail_quote|tutanota_quote|zmail_extra|x_gmail_quote|data-marker=["']?__QUOTED_TEXT__"""
)
_REST_IS_QUOTED = re.compile(
    r"""(?i)divRplyFwdMsg|id=["']?(?:appendonsend|replySplit|isReplyContent|divtagdefaultwrapper_q)"""
)

_TAGS = frozenset(
    "a abbr b big blockquote br center cite code dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre q s"
    " small span strike strong sub sup table tbody td tfoot th thead tr tt u ul".split()
)
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer nofollow",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of an HTML body, and where in it quoted stretches lie (start, end)."""

    text: str
    quoted: tuple[tuple[int, int], ...] = ()


def charset_within(raw: bytes) -> str:
    """The charset that an HTML document claims for itself; empty without one."""
    found = _CHARSET.search(raw, 0, 2048)
    return found[1].decode("ascii", "replace") if found else ""


def sanitised(source: str) -> tuple[str, str]:
    """HTML that may be shown (T17, T18): own tags only, no style, no picture. Second: why it was cut or left out."""
    note = ""
    source = _spoken(source[: 4 * LONGEST])
    if len(source) > LONGEST:
        source, note = source[:LONGEST], "the HTML is longer than 256 kB and was cut"
    if _depth(source) > DEEPEST:
        return "", f"the HTML is nested deeper than {DEEPEST} elements and is shown as text only"
    return _CLEANER.clean(source), note


def shown(source: str) -> Shown:
    """What a reader sees of an HTML body. Linear in its length, whatever is nested in it."""
    return _Reader().read(_spoken(source[: 4 * LONGEST])[:LONGEST])


class _Reader:
    def __init__(self) -> None:
        self.told: list[str] = []
        self.length = 0
        self.depth = 0
        self.quotes: list[tuple[int, int]] = []
        self.quote_from = -1
        self.quote_depth = -1
        self.preformatted = 0

    def read(self, source: str) -> Shown:
        at = 0
        for found in _TAG.finditer(source):
            if found.start() > at:
                self._say(source[at : found.start()])
            at = found.end()
            if found[2]:
                self._tag(found[2].lower(), bool(found[1]), found[3])
        self._say(source[at:])
        if self.quote_from >= 0:
            self.quotes.append((self.quote_from, self.length))
        return Shown("".join(self.told), tuple(self.quotes))

    def _say(self, text: str) -> None:
        if "&" in text:
            text = entities.unescape(text)
        if not self.preformatted:
            text = _BLANKS.sub(" ", text)
            if text[:1] == " " and (not self.told or self.told[-1][-1:] in "\n "):
                text = text[1:]
        if text:
            self.told.append(text)
            self.length += len(text)

    def _break(self, lines: int = 1) -> None:
        """At least so many line ends stand before what comes; none at the very beginning."""
        if not self.told:
            return
        have = 2 if self.told[-1] == "\n\n" else 1 if self.told[-1][-1:] == "\n" else 0
        if have == 1 and len(self.told) > 1 and self.told[-1] == "\n" and self.told[-2][-1:] == "\n":
            have = 2
        for _ in range(lines - have):
            self.told.append("\n")
            self.length += 1

    def _tag(self, name: str, closing: bool, attributes: str) -> None:
        if name == "br":
            self.told.append("\n")
            self.length += 1
            return
        if name in _BLOCKS:
            self._break(2 if name in _PARAGRAPHS else 1)
        elif name == "li" and not closing:
            self._break()
            self._say("- ")
        elif name in ("td", "th") and closing:
            self._say(" ")
        elif name == "hr":
            self._break()
        if name == "pre":
            self.preformatted = max(0, self.preformatted + (-1 if closing else 1))
        if name == "div" or name == "blockquote":
            self._nest(closing, attributes)
        elif not closing and attributes and self.quote_from < 0 and _REST_IS_QUOTED.search(attributes):
            self.quote_from, self.quote_depth = self.length, -1

    def _nest(self, closing: bool, attributes: str) -> None:
        """Follows div and blockquote only: enough to know where a quoted stretch ends."""
        if closing:
            self.depth -= 1
            if self.quote_from >= 0 and self.depth <= self.quote_depth:
                self.quotes.append((self.quote_from, self.length))
                self.quote_from, self.quote_depth = -1, -1
            return
        if self.quote_from < 0 and attributes:
            if _REST_IS_QUOTED.search(attributes):
                self.quote_from, self.quote_depth = self.length, -(10**9)
            elif _QUOTES.search(attributes):
                self.quote_from, self.quote_depth = self.length, self.depth
        self.depth += 1


def tidied(text: str) -> str:
    """Text without runs of empty lines and blanks at line ends."""
    text = "\n".join([each.rstrip() for each in text.split("\n")])
    return _MANY_LINES.sub("\n\n", text).strip("\n")


def _spoken(source: str) -> str:
    """The source without comments, styles and scripts. Each kind of end is looked for in vain once at most: linear."""
    lower = source.lower()
    if len(lower) != len(source):
        lower = source
    told: list[str] = []
    at, missing = 0, set()
    while found := _SILENT.search(lower, at):
        opening = found[0]
        ending = "-->" if opening == "<!--" else f"</{opening[1:]}"
        close = -1 if ending in missing else lower.find(ending, found.end())
        if close < 0:
            missing.add(ending)
            told.append(source[at : found.start()])
            at = found.end()
            continue
        told.append(source[at : found.start()])
        close = lower.find(">", close)
        at = len(source) if close < 0 else close + 1
    told.append(source[at:])
    return "".join(told)


def _depth(source: str) -> int:
    depth = deepest = 0
    for found in _TAG.finditer(source):
        name = (found[2] or "").lower()
        if not name or name in _VOID or found[3].endswith("/"):
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
