"""Our own threads: unguessable tokens in Message-IDs and subaddresses, bound to conversation, purpose and holder (T04)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterator
from itertools import islice

from rules.address import company_domain, normalised

TO_CUSTOMER, TO_COLLEAGUE, ANSWER_HERE = "c", "k", "a"
"""Purposes: a mail to the customer, a letter forwarded to a colleague, the subaddress of the front door."""

_LENGTH = 20
"""Characters of base32: 100 bits."""
_MESSAGE_ID = re.compile(r"<?(\d{1,12})\.([ck])\.([a-z2-7]{8,32})\.([a-z2-7]{20})@[^<>\s]+>?\Z")
_SUBADDRESS = re.compile(r"[^+@\s]+\+(\d{1,12})\.([a-z2-7]{20})@[^@\s]+\Z")
_IN_NAME = re.compile(r"\[(\d{1,12})\.([a-z2-7]{20})\]")
_IN_TEXT = re.compile(r"(?<![\w.])(\d{1,12})\.(?:([ck])\.([a-z2-7]{8,32})\.)?([a-z2-7]{20})(?=[@\]])")
_LONGEST_TEXT = 200_000


def thread_token(secret: bytes, conversation: int, purpose: str, holder: str, happening: str) -> str:
    """The local part of a Message-ID that only `holder` (an address, or its company) can answer. `happening` makes it unique."""
    unique = _base32(hashlib.sha256(happening.encode()).digest())[:16]
    return f"{conversation}.{purpose}.{unique}.{_mac(secret, conversation, purpose, holder, unique)}"


def conversation_in(secret: bytes, message_id: str, holder: str) -> int | None:
    """The conversation that a Message-ID of ours belongs to, if it was made for that holder; None for all others."""
    found = _MESSAGE_ID.match(message_id.strip().lower())
    if not found:
        return None
    number, purpose, unique, mac = int(found[1]), found[2], found[3], found[4]
    good = hmac.compare_digest(mac, _mac(secret, number, purpose, holder, unique))
    return number if good else None


def subaddressed(secret: bytes, front_door: str, conversation: int) -> str:
    """info@firm.example -> info+1042.k3j...@firm.example."""
    local, _, domain = front_door.rpartition("@")
    return f"{local}+{conversation}.{_mac(secret, conversation, ANSWER_HERE, '', '')}@{domain}"


def conversation_at(secret: bytes, address: str) -> int | None:
    """The conversation of a subaddress of the front door; None if its token is not ours."""
    found = _SUBADDRESS.match(address.strip().lower())
    if not found:
        return None
    number = int(found[1])
    good = hmac.compare_digest(found[2], _mac(secret, number, ANSWER_HERE, "", ""))
    return number if good else None


def is_shaped_like_ours(text: str) -> bool:
    """Whether a Message-ID or an address looks as if it carried a token of ours, good or not (T31)."""
    told = text.strip().lower()
    return _MESSAGE_ID.match(told) is not None or _SUBADDRESS.match(told) is not None


def tagged_name(secret: bytes, name: str, conversation: int) -> str:
    """A display name that carries the token where the server takes no subaddress: "Firm [1042.k3j...]"."""
    return f"{name} [{conversation}.{_mac(secret, conversation, ANSWER_HERE, '', '')}]".strip()


def conversation_named(secret: bytes, name: str) -> int | None:
    """The conversation of a display name made by `tagged_name`."""
    found = _IN_NAME.search(name[:1000].lower())
    if not found:
        return None
    number = int(found[1])
    return number if hmac.compare_digest(found[2], _mac(secret, number, ANSWER_HERE, "", "")) else None


def conversations_in_text(secret: bytes, text: str, holder: str, most: int) -> Iterator[int]:
    """The conversations of the tokens that stand in a text, as quoted heads show them ("To: Firm <info+1042.k3j...@...>").

    A mail program that loses References still quotes; at most `most` of what is shaped like a token is looked at.
    """
    for found in islice(_IN_TEXT.finditer(text[:_LONGEST_TEXT].lower()), most):
        number, purpose, unique, mac = int(found[1]), found[2] or ANSWER_HERE, found[3] or "", found[4]
        bound = holder if found[2] else ""
        if hmac.compare_digest(mac, _mac(secret, number, purpose, bound, unique)):
            yield number


def holder_of(address: str) -> str:
    """What a token is bound to: the company's domain, or the whole address where the domain proves no company."""
    return company_domain(address) or normalised(address)


def _mac(secret: bytes, conversation: int, purpose: str, holder: str, unique: str) -> str:
    bound = holder_of(holder) if purpose == TO_CUSTOMER else normalised(holder)
    told = "\n".join((str(conversation), purpose, bound, unique))
    return _base32(hmac.new(secret, told.encode(), hashlib.sha256).digest())[:_LENGTH]


def _base32(raw: bytes) -> str:
    return base64.b32encode(raw).decode().lower().rstrip("=")


def plain_token(secret: bytes, happening: str) -> str:
    """The local part of a Message-ID that belongs to no thread; the same happening gives the same one."""
    return f"n.{_base32(hmac.new(secret, happening.encode(), hashlib.sha256).digest())[:26]}"
