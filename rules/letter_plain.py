"""A letter as JSON can hold it, the way back, and what `infodesk explain` says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rules.letter import Address, Attachment, Buyer, Kind, Letter, Want

_AS_THEY_ARE = (
    "sha256",
    "size",
    "message_id",
    "subject",
    "in_reply_to",
    "text",
    "fresh_text",
    "quoted_text",
    "html",
    "bounce_recipient",
    "bounce_final",
    "bounced_message_id",
    "language",
    "automatic",
    "returns_on",
    "dmarc_pass",
    "spam_verdict",
    "error",
)
_LISTS = ("references", "reasons", "missing", "delivered_to", "notes")
_ADDRESSES = ("to", "cc", "reply_to")
_ATTACHMENT = ("name", "content_type", "size", "sha256", "part", "inline", "content_id", "danger")
_BUYER = ("name", "address", "company", "country", "phone", "website", "platform", "link")


def to_plain(letter: Letter) -> dict[str, Any]:
    """The letter as strings, numbers, lists and mappings; `from_plain` is the way back, without loss."""
    plain: dict[str, Any] = {name: getattr(letter, name) for name in _AS_THEY_ARE}
    plain |= {name: list(getattr(letter, name)) for name in _LISTS}
    plain |= {name: [[each.name, each.address] for each in getattr(letter, name)] for name in _ADDRESSES}
    plain["sender"] = [letter.sender.name, letter.sender.address] if letter.sender else None
    plain["date"] = letter.date.isoformat() if letter.date else None
    plain["kind"] = letter.kind.value
    plain["attachments"] = [{name: getattr(each, name) for name in _ATTACHMENT} for each in letter.attachments]
    plain["customer"] = _buyer_to_plain(letter.customer) if letter.customer else None
    plain["wants"] = [[slot, want.value, want.words] for slot, want in letter.wants]
    return plain


def from_plain(plain: Mapping[str, Any]) -> Letter:
    """The letter that `to_plain` made plain. What an older version did not store has its default; never more is taken."""
    facts: dict[str, Any] = {name: plain[name] for name in _AS_THEY_ARE if name in plain}
    facts |= {name: tuple(plain[name]) for name in _LISTS if name in plain}
    facts |= {name: tuple(Address(*each) for each in plain[name]) for name in _ADDRESSES if name in plain}
    if plain.get("sender"):
        facts["sender"] = Address(*plain["sender"])
    if plain.get("date"):
        facts["date"] = datetime.fromisoformat(plain["date"])
    if "kind" in plain:
        facts["kind"] = Kind(plain["kind"])
    facts["attachments"] = tuple(
        Attachment(**{name: each[name] for name in _ATTACHMENT if name in each})
        for each in plain.get("attachments", ())
    )
    if plain.get("customer"):
        facts["customer"] = _buyer_from_plain(plain["customer"])
    facts["wants"] = tuple((slot, Want(value, words)) for slot, value, words in plain.get("wants", ()))
    return Letter(**facts)


def explained(file: str, letter: Letter) -> dict[str, Any]:
    """What `infodesk explain` says of a letter: one JSON object, with the fields of its description and no others."""
    buyer = letter.customer
    return {
        "file": file,
        "message_id": letter.message_id,
        "from": _shown(letter.sender) if letter.sender else None,
        "to": [_shown(each) for each in letter.to],
        "cc": [_shown(each) for each in letter.cc],
        "reply_to": [_shown(each) for each in letter.reply_to],
        "subject": letter.subject,
        "date": letter.date.isoformat() if letter.date else None,
        "in_reply_to": letter.in_reply_to,
        "references": list(letter.references),
        "kind": letter.kind.value,
        "reasons": list(letter.reasons),
        "text": letter.text,
        "fresh_text": letter.fresh_text,
        "html": letter.html,
        "attachments": [
            {"name": each.name, "content_type": each.content_type, "size": each.size, "sha256": each.sha256}
            for each in letter.attachments
        ],
        "bounce_recipient": letter.bounce_recipient,
        "customer": {"name": buyer.name, "address": buyer.address, "company": buyer.company, "country": buyer.country}
        if buyer
        else None,
        "language": letter.language,
        "wants": {slot: {"value": want.value, "words": want.words} for slot, want in letter.wants},
        "missing": list(letter.missing),
        "error": letter.error,
    }


def _shown(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}


def _buyer_to_plain(buyer: Buyer) -> dict[str, Any]:
    return {name: getattr(buyer, name) for name in _BUYER} | {"evidence": list(buyer.evidence)}


def _buyer_from_plain(plain: Mapping[str, Any]) -> Buyer:
    return Buyer(**{name: plain[name] for name in _BUYER if name in plain}, evidence=tuple(plain.get("evidence", ())))
