"""The facts of a header: addresses, instants, Message-IDs, verdicts of the provider; each as strangers really write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from mail.charset import decoded, one_line
from mail.mime import Head, unfolded, words_decoded
from rules.address import domain_of, normalised, registrable
from rules.letter import Address, Ours

MOST_ADDRESSES, MOST_REFERENCES = 2_000, 200

_TOKEN = re.compile(
    r'=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=|"(?:[^"\\]+|\\.)*(?:"|\Z)|<[^<>,;"]*>?|[(),;:]|[^"<(),;:=]+|.', re.DOTALL
)
_BARE = re.compile(r"[^\s<>()\[\]\",;:@]+@[^\s<>()\[\]\",;:@]+")
_ID = re.compile(r"<[^<>\s]{1,900}>")
_ISO = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s]*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_VERDICT = re.compile(r"(?i)\s*dmarc\s*=\s*([a-z]+)\b(.*)")
_HEADER_FROM = re.compile(r"(?i)header\.from\s*=\s*\"?(?:[^\s;\"@]*@)?([^\s;\"]+)")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\([^()]*\)")

SINGLE = (
    "from",
    "sender",
    "date",
    "subject",
    "message-id",
    "to",
    "cc",
    "reply-to",
    "content-type",
    "in-reply-to",
    "references",
)


def addresses(values: Iterable[bytes], hint: str = "") -> tuple[tuple[Address, ...], bool]:
    """The addresses of header fields, at most 2,000, and whether there were more. Group names are left out.

    The address is the one in angle brackets, never a name that looks like one (T01).
    """
    found: list[Address] = []
    for each in values:
        text = unfolded(each)
        plain = text.decode("ascii") if text.isascii() else decoded(text, hint)[0]
        found += _addresses(plain, MOST_ADDRESSES + 1 - len(found), hint)
        if len(found) > MOST_ADDRESSES:
            return tuple(found[:MOST_ADDRESSES]), True
    return tuple(found), False


def bare_addresses(text: str) -> list[str]:
    """The mail addresses standing in running text."""
    return [each.rstrip(".") for each in _BARE.findall(text) if "." in each.rpartition("@")[2].rstrip(".")]


def instant(value: bytes) -> datetime | None:
    """The instant of a Date field, aware; one without a zone counts as UTC. None for what is no date."""
    text = one_line(unfolded(value).decode("latin-1"))[:200]
    try:
        parsed = parsedate_tz(text)
        if parsed is None:
            return _iso(text)
        year, month, day, hour, minute, second = parsed[:6]
        zone = timedelta(seconds=parsed[9] or 0)
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=timezone(zone) if zone else UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def message_id(value: bytes) -> str:
    """A Message-ID with its angle brackets; empty without one."""
    text = one_line(unfolded(value)[:2000].decode("latin-1"))
    found = _ID.search(text)
    if found:
        return found[0]
    bare = text.strip("<> ").replace(" ", "")
    return f"<{bare}>" if bare else ""


def message_ids(value: bytes) -> tuple[str, ...]:
    """The Message-IDs of a References field, oldest first; of very many the first and the newest."""
    found = list(dict.fromkeys(_ID.findall(one_line(unfolded(value).decode("latin-1")))))
    return tuple(found if len(found) <= MOST_REFERENCES else found[:1] + found[1 - MOST_REFERENCES :])


def doubled(head: Head) -> tuple[str, ...]:
    """The fields that may stand once and stand more often (T03)."""
    names = [name for name, _ in head.fields]
    return tuple(each for each in SINGLE if names.count(each) > 1)


def dmarc_passed(head: Head, sender: str, ours: Ours) -> bool:
    """Whether our provider vouches for the domain of From (T02).

    Believed is only the topmost Authentication-Results, above the first Received that another machine wrote, and only
    under a name that is set as our provider's: whatever stands below it may be the sender's own.
    """
    if not ours.authserv_ids or not domain_of(sender):
        return False
    told = [found for each in _provider_verdict(head, ours).split(";") if (found := _VERDICT.match(each))]
    if len(told) != 1 or told[0][1].lower() != "pass":
        return False
    domain = _HEADER_FROM.search(told[0][2])
    return domain is None or registrable(domain[1]) == registrable(sender)


def _provider_verdict(head: Head, ours: Ours) -> str:
    """The results in the topmost Authentication-Results, without comments and quoted text; empty when it is not ours.

    Hops within the provider, which name no host that the letter came from, stand on top of all (Gmail): they are passed.
    """
    on_top = True
    for name, value in head.fields:
        text = one_line(unfolded(value)[:4000].decode("latin-1"))
        if name == "received":
            on_top = on_top and text.lower().startswith("by ")
            if not on_top and not _written_by_us(text, ours):
                return ""
        if name == "authentication-results":
            authority, _, results = _uncommented(text).partition(";")
            return results if (authority.split() or [""])[0].lower() in ours.authserv_ids else ""
    return ""


def _uncommented(text: str) -> str:
    text = _QUOTED.sub(" ", text)
    for _ in range(20):
        shorter = _COMMENT.sub(" ", text)
        if shorter == text:
            return text if "(" not in text else ""
        text = shorter
    return ""


def _written_by_us(received: str, ours: Ours) -> bool:
    by = re.search(r"(?i)\bby\s+([^\s;()]+)", received)
    host = by[1].lower().rstrip(".") if by else ""
    return any(host == each or host.endswith("." + each) for each in ours.authserv_ids)


def _addresses(text: str, most: int, hint: str) -> list[Address]:
    found: list[Address] = []
    name: list[str] = []
    comment: list[str] = []
    angle, depth, grouped = "", 0, False

    def ended() -> None:
        nonlocal angle
        each = _address("".join(name), angle, "".join(comment), hint)
        if each is not None:
            found.append(each)
        name.clear()
        comment.clear()
        angle = ""

    for token in _TOKEN.findall(text):
        first = token[0]
        if depth:
            depth += (first == "(" and token == "(") - (token == ")")
            if depth:
                comment.append(token)
        elif token == "(":
            depth = 1
        elif first == "<":
            angle = token
        elif token == "," or token == ";":
            ended()
            grouped = grouped and token == ","
            if len(found) >= most:
                return found
        elif token == ":":
            if not grouped and "@" not in "".join(name):
                name.clear()
                grouped = True
        elif first == '"':
            name.append(_unquoted(token))
        else:
            name.append(token)
    ended()
    return found


def _address(name: str, angle: str, comment: str, hint: str) -> Address | None:
    spoken = _spoken(name, hint)
    if not angle and "@" in spoken:
        bare = _BARE.search(spoken)
        if bare:
            angle, spoken = bare[0], (spoken[: bare.start()] + " " + spoken[bare.end() :]).strip()
    address = one_line(angle.strip("<>")).replace(" ", "")
    if address.lower().startswith("mailto:"):
        address = address[7:]
    if "=?" in address:
        address = one_line(words_decoded(address.encode("utf-8", "replace"), "utf-8")).replace(" ", "")
    spoken = spoken or _spoken(comment, hint)
    if len(spoken) > 2 and spoken[0] in "'\"" and spoken[-1] == spoken[0]:
        spoken = spoken[1:-1].strip()
    if not address or "@" not in address:
        rest = spoken or address
        return Address(rest, "") if rest else None
    return Address("" if normalised(spoken) == normalised(address) else spoken, address)


def _spoken(text: str, hint: str) -> str:
    if "=?" in text:
        text = words_decoded(text.encode("utf-8", "replace"), "utf-8")
    return one_line(text)[:300]


def _unquoted(token: str) -> str:
    text = token[1:-1] if len(token) > 1 and token.endswith('"') else token[1:]
    return re.sub(r"\\(.)", r"\1", text) if "\\" in text else text


def _iso(text: str) -> datetime | None:
    found = _ISO.search(text)
    if found is None:
        return None
    year, month, day, hour, minute = (int(each) for each in found.group(1, 2, 3, 4, 5))
    zone = found[7] or "Z"
    offset = timedelta(0)
    if zone != "Z":
        digits = zone[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)
    return datetime(year, month, day, hour, minute, int(found[6] or 0), tzinfo=timezone(offset) if offset else UTC)
