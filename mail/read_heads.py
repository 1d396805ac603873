"""The facts of a header: addresses, instants, Message-IDs, verdicts of the provider; each as strangers really write it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mail.charset import decoded, one_line
from mail.mime import Head, unfolded, words_decoded
from rules.address import domain_of, normalised, registrable
from rules.letter import Address, Ours

MOST_ADDRESSES, MOST_REFERENCES = 2_000, 200

_TOKEN = re.compile(
    r'=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=|"(?:[^"\\]+|\\.)*(?:"|\Z)|<(?:"[^"<>]{0,80}")?[^<>,;"]*>?|\\.|[(),;:]|[^"<(),;:=\\]+|.',
    re.DOTALL,
)
_BARE = re.compile(r"[^\s<>()\[\]\",;:@]+@(?:[^\s<>()\[\]\",;:@]+|\[[0-9A-Fa-f.:]{3,45}\])")
_SPACED_OUT = re.compile(r"\s{1,20}([@.])\s{0,20}|([@.])\s{1,20}")
_ROUTE = re.compile(r"@[^:@]{1,300}:(?=[^@:]+@)")
_INNER_COMMENT = re.compile(r"\([^()]{0,300}\)")
_EMPTY_BRACKETS = re.compile(r"[<\[(]\s*(?:mailto:)?\s*[>\])]|^[\s>]+|[\s<]+$")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}")
_ID = re.compile(r"<[^<>\s]{1,900}>")
_VERDICT = re.compile(r"(?i)\s*dmarc\s*=\s*([a-z]+)\b(.*)")
_HEADER_FROM = re.compile(r"(?i)header\.from\s*=\s*\"?(?:[^\s;\"@]*@)?([^\s;\"]+)")
_ALIGNED = (
    ("dkim", re.compile(r"(?i)header\.[di]\s*=\s*\"?(?:[^\s;\"@]*@)?([^\s;\"]+)")),
    ("spf", re.compile(r"(?i)smtp\.mailfrom\s*=\s*\"?(?:[^\s;\"@]*@)?([^\s;\"]+)")),
)
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
        found += _addresses(plain, MOST_ADDRESSES + 1 - len(found))
        if len(found) > MOST_ADDRESSES:
            return tuple(found[:MOST_ADDRESSES]), True
    return tuple(found), False


def bare_addresses(text: str) -> list[str]:
    """The mail addresses standing in running text."""
    return [each.rstrip(".") for each in _BARE.findall(text) if "." in each.rpartition("@")[2].rstrip(".")]


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


def references_of(head: Head) -> tuple[str, ...]:
    """The Message-IDs that a letter refers to, oldest first; with those of an In-Reply-To that names several."""
    named, answered = message_ids(b" ".join(head.all("references"))), message_ids(head.raw("in-reply-to"))
    return named if len(answered) < 2 else tuple(dict.fromkeys((*named, *answered)))


def doubled(head: Head) -> tuple[str, ...]:
    """The fields that may stand once and stand more often (T03)."""
    names = [name for name, _ in head.fields]
    return tuple(each for each in SINGLE if names.count(each) > 1)


_PART_ONLY = re.compile(r"(?:^|;)\s{0,20}l\s{0,20}=\s{0,20}\d")


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


def signed_in_part(head: Head) -> bool:
    """Whether a DKIM signature covers only the first octets of the body (l=, RFC 6376 8.2): anything may stand below (T03)."""
    return any(_PART_ONLY.search(each.decode("latin-1")) for each in head.all("dkim-signature"))


def authenticity(head: Head, sender: str, ours: Ours) -> str:
    """What our provider says of the domain of From (T02): "pass", "fail", or empty where it says nothing that is believed.

    A pass of DMARC, or of DKIM or SPF for that very domain: small platforms publish no DMARC policy.
    """
    results = _provider_verdict(head, ours) if ours.authserv_ids and domain_of(sender) else ""
    if not results:
        return ""
    if dmarc_passed(head, sender, ours):
        return "pass"
    for each in results.split(";"):
        for method, of_domain in _ALIGNED:
            passed = re.match(rf"(?i)\s*{method}\s*=\s*pass\b", each)
            domain = of_domain.search(each) if passed else None
            if domain and registrable(domain[1]) == registrable(sender):
                return "pass"
    return "fail"


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


def _addresses(text: str, most: int) -> list[Address]:
    found: list[Address] = []
    name: list[str] = []
    comment: list[str] = []
    aside = ""
    angle, depth, grouped, before, named_by_address = "", 0, False, "", False
    groups = text.rfind(";")
    at = pieces = 0

    def ended() -> None:
        """One address is whole; a piece without any is the beginning of the next one's name ("Klein, Eva <eva@...>")."""
        nonlocal angle, aside, named_by_address
        each = _address(aside + "".join(name), angle, "".join(comment))
        if each is not None and not angle and "@" not in each.address and not comment and len(aside) < 200:
            aside += "".join(name) + ", "
        elif each is not None:
            found.append(each)
            aside = ""
        name.clear()
        comment.clear()
        angle, named_by_address = "", False

    for token in _TOKEN.findall(text):
        first, at = token[0], at + len(token)
        if depth:
            depth += (token == "(") - (token == ")")
            if depth:
                comment.append(token[1:] if first == "\\" and len(token) > 1 else token)
        elif token == "(":
            depth = 1
        elif first == "<":
            angle = token if "@" in token or "@" not in angle else angle
        elif token == "," or token == ";":
            ended()
            grouped = grouped and token == ","
            pieces += 1
            if len(found) >= most or pieces > 3 * MOST_ADDRESSES:
                return found
        elif token == ":" and not grouped and at <= groups and not named_by_address:
            name.clear()
            grouped = True
        elif first == '"':
            name.append(_unquoted(token))
        elif first == "@" and before[:1] == '"' and not angle and name:
            name.pop()
            angle = f"<{before}{token.strip()}>"
        elif token != ":" or not named_by_address:
            name.append(token)
            named_by_address = named_by_address or "@" in token
        before = token
    ended()
    if aside and not found:
        found += [each for each in (_address(part, "", "") for part in aside.split(", ")) if each is not None]
    return found


def _address(name: str, angle: str, comment: str) -> Address | None:
    spoken = _spoken(name)
    if not angle and "@" in spoken:
        bare = _BARE.search(spoken)
        if bare is None:
            spoken = _SPACED_OUT.sub(lambda found: found[1] or found[2], spoken)
            bare = _BARE.search(spoken)
        if bare:
            angle, spoken = bare[0], (spoken[: bare.start()] + " " + spoken[bare.end() :]).strip()
    address = _as_address(angle)
    spoken = _EMPTY_BRACKETS.sub("", spoken).strip() or _spoken(comment)
    if len(spoken) > 2 and spoken[0] in "'\"" and spoken[-1] == spoken[0]:
        spoken = spoken[1:-1].strip()
    if "@" not in address:
        if not address and not angle and _LOCAL.fullmatch(spoken) and '"' not in name:
            return Address("", spoken)  # "root", "MAILER-DAEMON": on the machine that wrote it
        spoken = "" if spoken == address or spoken.endswith(":") else spoken
        return Address(spoken, address) if spoken or address else None
    same = bool(normalised(spoken)) and normalised(spoken) == normalised(address)
    return Address("" if same or spoken.lower() == "mailto:" else spoken, address)


def _as_address(angle: str) -> str:
    """What stands in angle brackets without what does not belong to an address: blanks, comments, a route, mailto:."""
    text = angle.strip("<> \t")
    address = one_line(text) if text.startswith('"') else one_line(text).replace(" ", "")
    if "=?" in address:
        address = one_line(words_decoded(address.encode("utf-8", "replace"), "utf-8")).replace(" ", "")
    if "(" in address:
        address = _INNER_COMMENT.sub("", address)
    if address.lower().startswith("mailto:"):
        address = address[7:]
    if address.startswith("@"):
        address = _ROUTE.sub("", address, count=1)
    return "" if address == "@" else address  # Courier's bounces come from <@>


def _spoken(text: str) -> str:
    if "=?" in text:
        text = words_decoded(text.encode("utf-8", "replace"), "utf-8")
    return one_line(text)[:300]


def _unquoted(token: str) -> str:
    text = token[1:-1] if len(token) > 1 and token.endswith('"') else token[1:]
    return re.sub(r"\\(.)", r"\1", text) if "\\" in text else text
