"""What the HTML of mail programs marks as quoted and as signature: their classes, ids and borders."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mail.attribution import attribution_ending
from mail.quoted_head import first_block

_QUOTED = re.compile(
    r"""(?i)ntes-mailmaster-quote|yahoo_quoted|type=["']?cite|isReplyContent|isForwardContent|protonmail_quote|tutanota_quote|blockquote_zmail"""
    r"""|zmail_extra(?!_hr)|data-marker=["']?__QUOTED_TEXT__|moz-forward-container|moz-email-headers-table|mail-editor-reference-message-container"""
    r"""|ms-outlook-mobile-reference-message|__aliyun_(?:previous|quote)|front-blockquote|forwardbody\d|hs_reply|freshdesk_quote|intercom-quote|gorgias-quoted"""
    r"""|airmail_(?:ext_)?on|airmail_quote|edison-quote|mailbird-quote|crisp-quote|reply_quote|quoted[-_]?text|sh-quoted-content|skiff_quote|hey-quote|zd-quote|x_?mail_quote|xmail[-_]quote"""
)
_HOLDS_QUOTES = re.compile(r"(?i)gmail_quote|gmail_extra|zmail_extra_hr")
_QUOTED_BLOCK = re.compile(
    r"""(?i)gmail_quote|border-left(?:-(?:width|style|color))?\s*:|border-left=|quote|webkit-nbsp-mode|itemprop=["']?text"""
)
_REST = re.compile(
    r"""(?i)divRplyFwdMsg|appendonsend|replySplit|stopSpelling|OLK_SRC_BODY_SECTION|OutlookMessageHeader|id=["']?zwchr|data-marker=["']?__DIVIDER__"""
    r"""|divtagdefaultwrapper_q|border-top:\s?solid\s#?(?:B5C4DF|E1E1E1)|border-top:\s?#?(?:B5C4DF|E1E1E1)\s1(?:\.0)?p[tx]\ssolid|border-(?:width|style):[^"'<>]{0,80}border-color:\s?(?:#E1E1E1|rgb\(225,\s?225,\s?225\))[^"'<>]{0,80}padding:\s?3(?:\.0)?pt"""
)
_SIGNED = re.compile(
    r"""(?i)(?:class|id|name|data-smartmail)=["']?(?:[\w-]{1,30}\s)?(?:x_)*(?:gmail_signature(?!_prefix)|moz-signature|(?:e?-?mail-?_?)?signature|ms-outlook-mobile-signature|AppleMailSignature|protonmail_(?:\w{0,20}_)?signature[\w-]{0,20}|"""
    r"""ydp[0-9a-f]{1,12}(?:yahoo-)?signature|yahoo_?signature|__aliyun_signature_wrap|Zm-_Id_-Sgn\d?|mailbird-?signature|ntes-mailmaster-signature|tutanota-signature|xmail-?sign(?:ature)?|mail_?sign|signature-container|_rp_signature)\b"""
    r"""|data-marker=["']?__SIG_|data-sigid="""
)
_SIGNS = (
    *(
        "quot",
        "sign",
        "border",
        "cite",
        "repl",
        "rply",
        "forward",
        "append",
        "olk_",
        "zwchr",
        "marker",
        "stopsp",
        "messageheader",
        "sigid",
    ),
    *(
        "reference-message",
        "aliyun",
        "zmail",
        "gmail_extra",
        "airmail",
        "sgn",
        "itemprop",
        "nbsp-mode",
        "defaultwrapper",
        "fmsig",
    ),
)
"""One of these is in every attribute that marks something; asked of every tag, so it is quick."""
_SEPARATOR = re.compile(r"(?i)FMSigSeperator")
_WATCHED = frozenset("div blockquote span table td p hr section font sign pre article center body u a".split())
_MOST_OPEN = 64
_MOST = 400
_SURE = ("quoted", "rest")
"""What lies inside these is quoted, whatever marks it bears."""
_LONGEST_SIGNATURE, _MOST_SIGNATURE_LINES = 2500, 40


@dataclass(slots=True)
class _Stretch:
    kind: str
    name: str
    depth: int
    start: int
    end: int = -1
    holds: bool = False


@dataclass(slots=True)
class Stretches:
    """Follows the tags of a document and says which stretches of its text are quoted and which are signature."""

    depths: dict[str, int] = field(default_factory=dict)
    open: list[_Stretch] = field(default_factory=list)
    told: list[_Stretch] = field(default_factory=list)

    def tag(self, name: str, closing: bool, attributes: str, position: int) -> None:
        """A tag of a watched element, at a position in the text."""
        if name not in _WATCHED or (closing and name == "hr"):
            return
        if closing:
            depth = self.depths[name] = self.depths.get(name, 0) - 1
            if self.open:
                self._close(name, depth, position)
            return
        depth = self.depths.get(name, 0)
        if name != "hr":
            self.depths[name] = depth + 1
        if len(self.open) >= _MOST_OPEN or len(self.told) >= _MOST or any(each.kind in _SURE for each in self.open):
            return
        kind = _kind(name, attributes) if attributes or name in ("blockquote", "sign") else ""
        if kind:
            if kind in ("quoted", "indented", "bare"):
                for each in self.open:
                    each.holds = True
            self.open.append(_Stretch(kind, name, depth, position))

    def ended(self, text: str) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
        """The quoted and the signed stretches of the whole text, in order and apart from one another."""
        for each in self.open:
            each.end = len(text)
            self.told.append(each)
        self.open = []
        self.told.sort(key=lambda each: (each.start, -each.end))
        quoted = _merged([each for each in self.told if _is_quoted(each, text)])
        signed = [each for each in self.told if each.kind in ("signed", "separated")]
        return quoted, _outside(_merged(_trusted(signed, self.told, text)), quoted)

    def _close(self, name: str, depth: int, position: int) -> None:
        for at, each in enumerate(self.open):
            if each.name == name and each.kind not in ("rest", "separated") and depth <= each.depth:
                for one in [one for one in self.open[at:] if one.kind not in ("rest", "separated")]:
                    one.end = position
                    self.told.append(one)
                self.open = [
                    one for number, one in enumerate(self.open) if number < at or one.kind in ("rest", "separated")
                ]
                return


def _kind(name: str, attributes: str) -> str:
    look = attributes[:600]
    lower = look.lower()
    if not any(each in lower for each in _SIGNS):
        return {"blockquote": "indented" if attributes.strip(" /") else "bare", "sign": "signed"}.get(name, "")
    if _REST.search(look):
        return "rest"
    if _SEPARATOR.search(look):
        return "separated"
    if name == "sign" or _SIGNED.search(look):
        return "signed"
    if _QUOTED.search(look):
        return "quoted"
    if name == "blockquote":
        return "quoted" if _QUOTED_BLOCK.search(look) else "indented"
    return "holder" if _HOLDS_QUOTES.search(look) else ""


def _is_quoted(each: _Stretch, text: str) -> bool:
    if each.kind in ("quoted", "rest"):
        return True
    if each.kind == "holder":
        return not each.holds
    if each.kind == "bare" and not text[each.end :].strip() and text[: each.start].strip():
        return True
    if each.kind not in ("indented", "bare"):
        return False
    lines = [one for one in text[max(0, each.start - 400) : each.start].split("\n") if one.strip()][-5:]
    if lines and attribution_ending(lines, len(lines) - 1)[1]:
        return True
    inner = [one for one in text[each.start : min(each.end, each.start + 800)].split("\n") if one.strip()]
    return bool(inner) and (
        first_block(inner[:8]) is not None
        or any(attribution_ending(inner, at)[1] == 2 for at in range(min(3, len(inner))))
    )


def _trusted(signed: list[_Stretch], told: list[_Stretch], text: str) -> list[_Stretch]:
    """Signatures that look like one: short, and nothing is asked in them. A separator's ends where a quotation begins."""
    kept: list[_Stretch] = []
    for each in signed[:_MOST_OPEN]:
        if each.kind == "separated":
            each.end = next(
                (
                    one.start
                    for one in told
                    if one.start > each.start and one.kind in ("quoted", "rest", "indented", "bare", "holder")
                ),
                each.end,
            )
        held = text[each.start : min(each.end, each.start + _LONGEST_SIGNATURE + 1)]
        if (
            len(held) <= _LONGEST_SIGNATURE
            and held.count("\n") <= _MOST_SIGNATURE_LINES
            and not re.search(r"[^/\w][\w ]{3,200}[?？](?:\s|$)", held)
        ):
            kept.append(each)
    return kept


def _merged(stretches: list[_Stretch]) -> tuple[tuple[int, int], ...]:
    told: list[tuple[int, int]] = []
    for each in stretches:
        if each.end <= each.start:
            continue
        if told and each.start <= told[-1][1]:
            told[-1] = (told[-1][0], max(told[-1][1], each.end))
        else:
            told.append((each.start, each.end))
    return tuple(told)


def _outside(inner: tuple[tuple[int, int], ...], outer: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Stretches without what lies in others; both in order."""
    told: list[tuple[int, int]] = []
    at = 0
    for start, end in inner:
        while at < len(outer) and outer[at][1] <= start:
            at += 1
        if at < len(outer) and outer[at][0] <= start:
            continue
        told.append((start, min(end, outer[at][0]) if at < len(outer) else end))
    return tuple(told)
