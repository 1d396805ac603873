"""HTML bodies as text: what a reader sees of them, with tables and lists kept legible and quoted stretches marked."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass

from mail.html_quotes import Stretches

LONGEST = 256 * 1024
_LONGEST_LINK, _LONGEST_POINTER = 120, 60

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)>|<[!?][^<>]*>")
_SILENT = re.compile(r"<!--|<(style|script|head|title|xml)\b")
_ENDS = {name: re.compile(rf"</{name}\s*>") for name in ("style", "script", "head", "title", "xml")}
_VISIBLE_AGAIN = re.compile(r"<(?:body|div|p|table)\b")
_BLANKS = re.compile(r"[ \t\r\n]+")
_MANY_LINES = re.compile(r"\n[ \t]*\n[ \t]*(?:\n[ \t]*)+")
_HREF = re.compile(r"""(?i)\bhref\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'>]{1,2000}))""")
_NO_MARGIN = re.compile(r"""(?i)class=["']?Mso|margin(?:-top|-bottom)?\s*:\s*0""")
_HIDDEN = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0(?:px)?\s*(?:!important)?\s*(?:;|[\"']|$)"
)
_ATTRIBUTE_VALUE = re.compile(r""""[^"]*"|'[^']*'""")
_HIDDEN_ATTRIBUTE = re.compile(r"(?i)(?:^|\s)hidden(?=[\s=/]|$)")
_POINTS = re.compile(
    r"(?i)\b(?:here|link|catalog(?:ue)?s?|website|web\s?page|drawings?|photos?|pictures?|video|files?|folder|download|hier|ici|lien|"
    r"aqu[ií]|enlace|catálogo|qui|link|burada|buraya|tıklayın|đây|здесь|тут|ссылк\w*)\b|هنا|点击|點擊|此处|此處|这里|這裡|链接|連結|下载|下載|こちら|여기"
)
"""Words that say nothing without the address behind them."""
_START = re.compile(r"(?i)\bstart\s*=\s*[\"']?(\d{1,5})")
_NOT_OF_A_LINK = re.compile(r"(?i)^(?:https?|mailto|tel):(?://)?(?:www\.)?|[/\s]+$")

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol table tr blockquote pre section article header footer aside main nav address center"
    " dl dt dd form fieldset caption hr figure body".split()
)
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6".split())
VOID = frozenset("br hr img input meta link area base col wbr source embed".split())


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of an HTML body, and where in it quoted stretches and signatures lie (start, end)."""

    text: str
    quoted: tuple[tuple[int, int], ...] = ()
    signed: tuple[tuple[int, int], ...] = ()


def shown(source: str) -> Shown:
    """What a reader sees of an HTML body. Linear in its length, whatever is nested in it.

    Cells of a table are separated by tabulators, items of lists marked, a link's address stands behind words that
    say nothing without it ("here"). What a style hides is left out, unless all that follows would be.
    """
    source = spoken(source[: 4 * LONGEST])[:LONGEST]
    reader = _Reader(True)
    seen = reader.read(source)
    return seen if not reader.hidden else _Reader(False).read(source)


def tidied(text: str) -> str:
    """Text without runs of empty lines and blanks at line ends."""
    text = "\n".join([each.rstrip() for each in text.split("\n")])
    return _MANY_LINES.sub("\n\n", text).strip("\n")


def spoken(source: str) -> str:
    """The source without comments, styles and scripts. Each kind of end is looked for in vain once at most: linear."""
    lower = source.lower()
    if len(lower) != len(source):
        lower = source
    told: list[str] = []
    at, missing = 0, set()
    while found := _SILENT.search(lower, at):
        told.append(source[at : found.start()])
        name = found[1] or "!--"
        end = -1 if name in missing else _silent_until(lower, found, name)
        if end < 0:
            missing.add(name)
            end = found.end() if name == "!--" else lower.find(">", found.end()) + 1 or len(source)
            if name in ("style", "script"):  # nothing is seen of it, as far as it may go
                again = _VISIBLE_AGAIN.search(lower, end)
                end = again.start() if again else len(source)
        at = end
    told.append(source[at:])
    return "".join(told)


def _silent_until(lower: str, found: re.Match[str], name: str) -> int:
    if name == "!--":
        if lower.startswith((">", "->"), found.end()):
            return lower.index(">", found.end()) + 1
        end = lower.find("-->", found.end())
        return end + 3 if end >= 0 else -1
    closing = _ENDS[name].search(lower, found.end())
    return closing.end() if closing else -1


@dataclass(slots=True)
class _Cell:
    """A cell of a table while it is read: whether anything has been said in it, and whether on several lines."""

    open: bool = False
    spoken: bool = False
    lines: bool = False


class _Reader:
    """Says the text of one source. Line ends wait until words follow, so that nothing stands between two of them twice."""

    def __init__(self, hiding: bool) -> None:
        self.hiding = hiding
        self.told: list[str] = []
        self.length = 0
        self.lines = 0
        self.tab = False
        self.mark = ""
        self.stretches = Stretches()
        self.preformatted = 0
        self.lists: list[int] = []
        self.tables: list[_Cell] = []
        self.link, self.link_from = "", 0
        self.hidden, self.hidden_depth = "", 0

    def read(self, source: str) -> Shown:
        at = 0
        while found := TAG.search(source, at):
            if found.start() > at:
                self._say(source[at : found.start()])
            at = found.end()
            name, attributes = found[2], found[3]
            if not name:
                continue
            if attributes.count('"') % 2 and (longer := self._quoted_end(source, at)):
                attributes += source[at - 1 : longer - 1]
                at = longer
            if attributes.startswith("@") or (name[-1] == ":" and attributes.startswith("//")):
                self._say(found[0])  # an address in brackets that should have been written as entities
            else:
                self._tag(name.lower(), bool(found[1]), attributes)
        self._say(source[at:])
        text = "".join(self.told)
        return Shown(text, *self.stretches.ended(text))

    @staticmethod
    def _quoted_end(source: str, at: int) -> int:
        """Where a tag really ends that has ">" within quotation marks; 0 where none is near."""
        quote = source.find('"', at, at + 300)
        end = source.find(">", quote, quote + 300) if quote >= 0 else -1
        return end + 1 if end >= 0 and "<" not in source[at:quote] else 0

    def _say(self, text: str) -> None:
        if self.hidden:
            return
        if "&" in text:
            text = entities.unescape(text)
        if not self.preformatted:
            text = _BLANKS.sub(" ", text)
            if text[:1] == " " and (self.lines or self.tab or self.mark or not self.told or self.told[-1][-1:] == " "):
                text = text[1:]
        if text:
            self._put(text)

    def _put(self, text: str) -> None:
        before = ("\n" * self.lines or ("\t" if self.tab else "")) if self.told else ""
        if self.tables:
            cell = self.tables[-1]
            cell.lines = cell.lines or (cell.spoken and "\n" in before)
            cell.spoken = True
        text = before + self.mark + text
        self.lines, self.tab, self.mark = 0, False, ""
        self.told.append(text)
        self.length += len(text)

    def _break(self, lines: int = 1) -> None:
        """At least so many line ends stand before the next words; none between a mark or the edge of a cell and them."""
        if self.mark or (self.tables and self.tables[-1].open and not self.tables[-1].spoken):
            return
        self.lines, self.tab = max(self.lines, lines), False

    def _tag(self, name: str, closing: bool, attributes: str) -> None:
        self.stretches.tag(name, closing, attributes, self.length)
        if self.hidden:
            self._still_hidden(name, closing)
            return
        if self.hiding and not closing and attributes and name not in VOID and _hides(attributes):
            self.hidden, self.hidden_depth = name, 1
            return
        if name == "br":
            self.lines, self.tab = self.lines + 1, False
        elif name in ("table", "tr", "td", "th"):
            self._table(name, closing)
        elif name in _BLOCKS:
            self._break(2 if name in _PARAGRAPHS and not (attributes and _NO_MARGIN.search(attributes)) else 1)
        if name in ("ul", "ol", "li"):
            self._list(name, closing, attributes)
        elif name == "pre":
            self.preformatted = max(0, self.preformatted + (-1 if closing else 1))
        elif name == "a":
            self._link(closing, attributes)

    def _still_hidden(self, name: str, closing: bool) -> None:
        if name == self.hidden:
            self.hidden_depth += -1 if closing else 1
            if self.hidden_depth <= 0 or (name == "p" and not closing):
                self.hidden = ""

    def _table(self, name: str, closing: bool) -> None:
        if name in ("td", "th"):
            if not self.tables:
                self.tables.append(_Cell())
            cell = self.tables[-1]
            if closing and cell.spoken and not cell.lines:
                self.lines, self.tab = 0, True
            elif closing or cell.lines:
                self.lines = self.lines or int(cell.spoken)
            self.tables[-1] = _Cell(open=not closing)
            return
        if self.tables:
            self.tables[-1].open = False
        self._break()
        if name == "table" and not closing and len(self.tables) < 1000:
            self.tables.append(_Cell())
        elif name == "table" and closing and self.tables:
            self.tables.pop()
            if self.tables:
                self.tables[-1] = _Cell(True, True, True)

    def _list(self, name: str, closing: bool, attributes: str) -> None:
        if name != "li":
            self.mark = ""
            if not closing:
                start = _START.search(attributes)
                self.lists.append(-1 if name == "ul" else int(start[1]) if start else 1)
            elif self.lists:
                self.lists.pop()
            return
        self.mark = ""
        self._break()
        if closing:
            return
        number = self.lists[-1] if self.lists else -1
        self.mark = "- " if number < 0 else f"{number}. "
        if number >= 0:
            self.lists[-1] += 1

    def _link(self, closing: bool, attributes: str) -> None:
        if self.link:
            words = "".join(self.told[self.link_from :]).strip()
            if words and _says_more(self.link, words):
                address = self.link.removeprefix("mailto:").removeprefix("tel:")
                self.told.append(f" <{address}>")
                self.length += len(address) + 3
        self.link = ""
        if not closing and (found := _HREF.search(attributes)):
            address = entities.unescape(found[1] or found[2] or found[3]).strip().partition("?subject=")[0]
            self.link_from = len(self.told)
            self.link = address if len(address) <= _LONGEST_LINK else ""


def _hides(attributes: str) -> bool:
    lower = attributes.lower()
    if "none" not in lower and "hidden" not in lower and "max-height" not in lower:
        return False
    if _HIDDEN.search(attributes):
        return "max-height" not in lower or "hidden" in lower or "none" in lower
    return bool(_HIDDEN_ATTRIBUTE.search(_ATTRIBUTE_VALUE.sub("", attributes)))


def _says_more(address: str, words: str) -> bool:
    """Whether a link leads where its words do not say: no address themselves, and not the same."""
    if not address.lower().startswith(("http://", "https://", "mailto:", "tel:")) or any(c in address for c in " \n<>"):
        return False
    bare, said = _NOT_OF_A_LINK.sub("", address).lower(), _NOT_OF_A_LINK.sub("", words).lower()
    if not bare or bare in said or said in bare:
        return False
    if address.lower().startswith("tel:"):
        return not any(each.isdigit() for each in words)
    return len(words) <= _LONGEST_POINTER and "@" not in words and bool(_POINTS.search(words))
