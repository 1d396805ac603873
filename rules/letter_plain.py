"""A letter as JSON can hold it, the way back, and what `infodesk explain` says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rules.letter import Address, Answer, Answered, Attachment, Buyer, Kind, Letter, Want, WantedItem

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
    "bounce_cause",
    "bounced_message_id",
    "bounced_reply_to",
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
_ITEM = ("product", "model", "specification", "quantity", "normal", "price", "words")
_ANSWER = ("words", "price", "conditional", "sure", "proforma")
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
    plain["wants"] = wants_to_plain(letter.wants)
    plain["items"] = items_to_plain(letter.items)
    plain["answer"] = answer_to_plain(letter.answer) if letter.answer else None
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
    facts["wants"] = wants_from_plain(plain.get("wants", ()))
    facts["items"] = tuple(
        WantedItem(**{name: each[name] for name in _ITEM if name in each}) for each in plain.get("items", ())
    )
    if plain.get("answer"):
        facts["answer"] = answer_from_plain(plain["answer"])
    return Letter(**facts)


def answer_to_plain(answer: Answer) -> dict[str, Any]:
    """The answer as strings, lists and truths; `kind` is empty where the letter only names a quotation."""
    plain = {name: getattr(answer, name) for name in _ANSWER}
    return {"kind": answer.kind.value if answer.kind else "", **plain, **_lists(answer)}


def answer_from_plain(plain: Mapping[str, Any]) -> Answer:
    facts: dict[str, Any] = {name: plain[name] for name in _ANSWER if name in plain}
    facts |= {name: tuple(plain[name]) for name in ("about", "quotes") if name in plain}
    return Answer(kind=Answered(plain["kind"]) if plain.get("kind") else None, **facts)


def _lists(answer: Answer) -> dict[str, list[str]]:
    return {"about": list(answer.about), "quotes": list(answer.quotes)}


def wants_to_plain(wants: Iterable[tuple[str, Want]]) -> list[list[Any]]:
    """The wants as lists of slot, value, words, whether it is sure, and the department's spelling."""
    return [[slot, want.value, want.words, want.sure, want.normal] for slot, want in wants]


def wants_from_plain(plain: Iterable[Sequence[Any]]) -> tuple[tuple[str, Want], ...]:
    """The way back; what was stored without them is sure and has no other spelling."""
    return tuple((slot, Want(value, words, *more[:2])) for slot, value, words, *more in plain)


def items_to_plain(items: Iterable[WantedItem]) -> list[dict[str, str]]:
    """The products as mappings, without what is empty."""
    return [{name: value for name in _ITEM if (value := getattr(each, name))} for each in items]


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
        "wants": _explained_wants(letter),
        "missing": list(letter.missing),
        "answer": answer_to_plain(letter.answer) if letter.answer else None,
        "error": letter.error,
    }


def _explained_wants(letter: Letter) -> dict[str, Any]:
    """A mapping of each fact; "items" lists the products where there are several."""
    wants: dict[str, Any] = {
        slot: {"value": want.value, "words": want.words, "sure": want.sure, "normal": want.normal}
        for slot, want in letter.wants
    }
    return wants | ({"items": items_to_plain(letter.items)} if letter.items else {})


def _shown(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}


def _buyer_to_plain(buyer: Buyer) -> dict[str, Any]:
    return {name: getattr(buyer, name) for name in _BUYER} | {"evidence": list(buyer.evidence)}


def _buyer_from_plain(plain: Mapping[str, Any]) -> Buyer:
    return Buyer(**{name: plain[name] for name in _BUYER if name in plain}, evidence=tuple(plain.get("evidence", ())))
