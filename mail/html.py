"""HTML bodies: as text with its quoted stretches marked, and as HTML that does nothing but show."""

from __future__ import annotations

import re

import nh3

from mail.html_text import LONGEST, TAG, VOID, Shown, shown, spoken, tidied

__all__ = ("DEEPEST", "LONGEST", "Shown", "charset_within", "sanitised", "shown", "tidied")

DEEPEST = 200

_CHARSET = re.compile(rb"""(?i)<meta[^<>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""")
_INLINE_IMAGE = re.compile(r"cid:[\w.@$+%~-]{1,200}", re.ASCII)
_EMPTY_IMAGE = "<img>"

_TAGS = frozenset(
    "a abbr b big blockquote br center cite code dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre"
    " q s small span strike strong sub sup table tbody td tfoot th thead tr tt u ul".split()
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}


def _allowed(element: str, attribute: str, value: str) -> str | None:
    """Pictures that lie in the letter itself, and links that lead out of it; whatever else names an address is dropped."""
    inline = bool(_INLINE_IMAGE.fullmatch(value))
    if element == "img":
        return value if inline else None
    return None if attribute == "href" and value.strip().lower().startswith("cid:") else value


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    attribute_filter=_allowed,
    url_schemes={"http", "https", "mailto", "tel", "cid"},
    link_rel="noopener noreferrer nofollow",
)


def charset_within(raw: bytes) -> str:
    """The charset that an HTML document claims for itself; empty without one."""
    found = _CHARSET.search(raw, 0, 2048)
    return found[1].decode("ascii", "replace") if found else ""


def sanitised(source: str) -> tuple[str, str]:
    """HTML that may be shown (T17, T18): own tags only, no style, of the pictures those that came with the letter (cid:).

    Second: why it was cut or left out.
    """
    note = ""
    source = spoken(source[: 4 * LONGEST])
    if len(source) > LONGEST:
        source, note = source[:LONGEST], "the HTML is longer than 256 kB and was cut"
    if _depth(source) > DEEPEST:
        return "", f"the HTML is nested deeper than {DEEPEST} elements and is shown as text only"
    return _CLEANER.clean(source).replace(_EMPTY_IMAGE, ""), note


def _depth(source: str) -> int:
    depth = deepest = 0
    for found in TAG.finditer(source):
        name = (found[2] or "").lower()
        if not name or name in VOID or found[3].endswith("/"):
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
