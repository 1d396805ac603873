"""The rows of HTML as lines: the cells of a row divided by tabs, so that what labels what is not lost."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LONGEST, _MOST_NODES = 200_000, 20_000
_BREAKS = frozenset(
    "p div tr li h1 h2 h3 h4 h5 h6 dl dt dd ul ol table section article header footer br hr blockquote pre label".split()
)
_HIDDEN = frozenset("style script head title noscript".split())


def as_lines(html: str) -> str:
    """The text of HTML with a line for each row and block, and a tab between the cells of a row; of 200,000 characters."""
    root = LexborHTMLParser(html[:_LONGEST]).body
    pieces: list[str] = []
    if root is not None:
        _written(root, pieces)
    lines = "".join(pieces).split("\n")
    return "\n".join("\t".join(" ".join(cell.split()) for cell in each.split("\t")).strip("\t ") for each in lines)


def _written(root: LexborNode, pieces: list[str]) -> None:
    """Walks without recursion: strangers nest as deep as they like."""
    waiting: list[LexborNode | str] = [root]
    seen = 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop()
        seen += 1
        if isinstance(node, str):
            pieces.append(node)
            continue
        tag = node.tag or ""
        if tag in _HIDDEN:
            continue
        if tag == "-text":
            pieces.append(" ".join((node.text_content or "").replace("\t", " ").split("\n")))
            continue
        around = _around(node, tag)
        if around:
            waiting.append(around)
        waiting += reversed(list(node.iter(include_text=True)))
        if around == "\n":
            waiting.append(around)


def _around(node: LexborNode, tag: str) -> str:
    if tag in ("td", "th"):
        return "\t"
    if tag in _BREAKS and not _in_one_line_cell(node, tag):
        return "\n"
    return ""


def _in_one_line_cell(node: LexborNode, tag: str) -> bool:
    """A paragraph that is all of a cell is no line of its own; the second one is."""
    parent = node.parent
    return tag in ("p", "div", "label") and parent is not None and parent.tag in ("td", "th") and node.prev is None
