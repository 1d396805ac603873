"""Notices of platforms and letters of web forms: the person inside, and where he is to be answered."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

from mail.charset import one_line
from mail.countries import country_named, country_of_name
from mail.form_table import as_lines
from mail.kinds import is_no_reply
from mail.labelled import Labelled, labelled
from mail.read_heads import bare_addresses
from mail.relays import Relay, answer_link, is_alias, is_relay
from mail.senders import without_via
from rules.letter import Address, Buyer

_NOUN = (
    r"(?:inquiry|enquiry|messages?|rfq|request for quotation|quotation request|request|lead|buy lead|question|order|"
    r"trade assurance order|email|reply|business card)"
)
_PERSON = r"[^\n,;:<>()|\[\]]{2,60}?"
_PLACE = r"[^()\n]{2,40}"
_ASKED = re.compile(
    rf"\b{_NOUN}\s+(?:is\s+|was\s+|has been\s+)?(?:sent\s+|received\s+|submitted\s+)?(?:from|"
    rf"by)\s+(?:the\s+)?(?:buyer\s*:?\s*)?(?:mr\.?\s|ms\.?\s|"
    rf"mrs\.?\s)?(?P<a>{_PERSON})\s*(?:\((?P<ac>{_PLACE})\)|,\s*(?P<ad>[a-z ]{{3,30}})$|\s(?:from|"
    rf"in)\s(?P<ae>[a-z ]{{3,30}}?)(?=$|[.,!:\-–])|$|[|:;\[!.]|\s[-–—]\s|\son\s)"
    rf"|^\W{{0,3}}(?:\[[^\]]{{2,40}}\]\s*)?(?P<b>[^\n\[\]:()]{{2,60}}?)(?:\s\((?P<bc>{_PLACE})\)|"
    rf"\sfrom\s(?P<bd>[a-z ]{{3,30}}?))?\s+(?:has\s+|just\s+|have\s+)*(?:sent|left|asked|submitted|posted|"
    rf"placed|replied to|messaged|contacted|is asking|wants to|is interested in)\s+(?:you|your|an?\s|us|to\s|"
    rf"for\s)"
    rf"|来自\s*(?P<c>[^\n的（(]{{2,40}}?)\s*(?:[（(](?P<cc>[^）)\n]{{2,30}})[）)])?\s*的(?:新)?(?:询盘|留言|"
    rf"消息|询价|报价请求|回复|订单)"
    rf"|(?:买家|采购商|客户|"
    rf"买家用户)\s*[:：]?\s*(?P<d>[^\n（(：:，,。]{{2,40}}?)\s*(?:[（(](?P<dc>[^）)\n]{{2,30}})[）)])?\s*(?:给您|"
    rf"向您|对您|回复了|发来|发送了|给你|已)",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"(?i)\byou(?:'ve|\shave)?\s(?:\w+\s){0,3}(?:an?\s|\d+\s)?(?:new\s|unread\s)*(?:inquir|enquir|message|rfq|"
    r"quotation request|buy lead|lead\b)|\bnew\s(?:\w+\s)?(?:inquiry|enquiry|rfq|buy lead|buying request|"
    r"lead)\b|"
    r"(?:新的?|收到.{0,12})(?:询盘|留言|询价|消息)|\bbuying request\b|\brequest for quotation\b"
)
_NOBODY = re.compile(
    r"(?i)^(?:a\s|an\s|the\s|your\s|our\s|one\s|\d|you$|buyer$|someone|somebody|new\b|potential|global|all\b|"
    r"alibaba|made-in|hktdc|amazon|ebay|indiamart|this\b|we\b|us$|verified|overseas)"
)
_SUFFIX = re.compile(
    r"(?i)\s*(?:[-–—|]\s*)?(?:amazon marketplace|amazon(?:\.[a-z.]{2,6})?|via ebay|ebay member|ebay|"
    r"alibaba(?:\.com)?|made-in-china(?:\.com)?|indiamart|on linkedin|etsy)\s*$|^ebay\s*[-–:]\s*|\s*\((?:via|"
    r"by)\s[^()]{2,40}\)$"
)
_HELLO_FROM = re.compile(
    r"(?:from|von|de|от|来自|by)\s*[:：]?\s*\"?([^\n\"<>|:]{2,60}?)\"?\s*(?:[<(|]\s*\S+@\S+[>)]?|$|\s[-–—|]\s|"
    r"\s(?:via|on|through|over|auf|sur|en)\s)",
    re.IGNORECASE,
)


def of_platform(
    relay: Relay,
    sender: Address,
    reply_to: tuple[Address, ...],
    subject: str,
    text: str,
    html: str,
    is_ours: Callable[[str], bool],
) -> tuple[Buyer, Labelled] | None:
    """The buyer whom a market place's notice names; None where it names none: then it speaks for itself.

    The address is one that stands in the notice, never the platform's own; an alias that takes answers counts where the
    platform hides the real one. The link is one of the platform's own https pages.
    """
    told = _best_reading(text, html)
    asked = _asked(subject, text)
    alias = next(
        (
            each
            for each in (sender.address, *(each.address for each in reply_to))
            if is_alias(each, relay) and not is_no_reply(each)
        ),
        "",
    )
    address = _a_strangers(told.facts.get("email", ""), is_ours) or next(
        (
            each.address
            for each in reply_to
            if each.address and not is_ours(each.address) and not is_relay(each.address)
        ),
        "",
    )
    spoken = without_via(_SUFFIX.sub("", sender.name)) if alias or _via(sender) else ""
    asked = (spoken, asked[1]) if asked[0] and spoken.startswith(asked[0]) else asked
    name = _full_name(told) or asked[0] or spoken
    named = (
        bool(asked[0])
        or bool(alias)
        or (bool(told.personal & {"name", "first", "email"}) and (len(told.personal) > 1 or bool(told.message)))
    )
    if not (named or (_NEW.search(subject) and answer_link(relay, text, html))):
        return None
    facts = told.facts | ({"country": asked[1]} if asked[1] and "country" not in told.facts else {})
    where = f"notice of {relay.name}"
    buyer = labelled_buyer(facts, where)
    how = [
        f"address: {where}"
        if address
        else f"address: alias at {relay.name}; the real one is undisclosed"
        if alias
        else f"address: undisclosed, answer through {relay.name}"
    ]
    evidence = [each for each in buyer.evidence if not each.startswith(("address:", "name:"))]
    evidence += how + ([f"name: {where}"] if name else [])
    return replace(
        buyer,
        name=one_line(name)[:120],
        address=address or alias,
        platform=relay.name,
        link=answer_link(relay, text, html),
        evidence=tuple(evidence),
    ), told


def of_form(
    sender: Address | None,
    reply_to: tuple[Address, ...],
    subject: str,
    text: str,
    html: str,
    certain: bool,
    is_ours: Callable[[str], bool],
) -> tuple[Buyer, Labelled] | None:
    """The person whom a web form names. `certain`: it comes from what carries forms and nothing else."""
    told = _best_reading(text, html)
    stated = told.facts.get("email", "")
    address = _a_strangers(stated, is_ours)
    if certain and not stated and (named := _writer_named(subject, text, is_ours)):
        told.facts.setdefault("name", named.name)
        told.facts["email"] = stated = address = named.address
    if stated and not address and not certain:
        return None  # it speaks of an account of ours
    replies = next(
        (
            each
            for each in reply_to
            if each.address
            and not is_ours(each.address)
            and not is_no_reply(each.address)
            and not is_relay(each.address)
        ),
        None,
    )
    where = "web form"
    said = [f"address: {where}"] if address else []
    if not address and replies:
        address, said = replies.address, ["address: Reply-To"]
    known = told.personal
    if not (address or told.facts.get("phone")):
        return None
    if not (len(known) >= 2 or (certain and (known or replies)) or (known and told.message)):
        return None
    buyer = labelled_buyer(told.facts, where)
    name = (
        _full_name(told)
        or (without_via(replies.name) if replies else "")
        or (_named_in(subject, sender) if certain else "")
    )
    evidence = (
        [each for each in buyer.evidence if not each.startswith(("address:", "name:"))]
        + said
        + ([f"name: {where}"] if name else [])
    )
    return replace(buyer, name=name, address=address, evidence=tuple(evidence)), told


_WRITER = re.compile(
    r"(?i)(?:\b(?:from|von|de|da|от|by|par|por)\s{0,3}:?\s{0,3}|^\W{0,3})\"?([^\W\d_][^\n<>()@:\"]{1,60}?)\"?\s?"
    r"[(<\[]\s?(?:mailto:)?([^\s<>()\[\]@]{1,64}@[^\s<>()\[\]@]{3,200})\s?[)>\]]"
)


def _writer_named(subject: str, text: str, is_ours: Callable[[str], bool]) -> Address | None:
    """Who wrote, where a form says it in a sentence: a message from Eva Braun (eva@kunde.example)."""
    for each in (subject, *text.split("\n")[:8]):
        found = _WRITER.search(each[:300])
        if found and _a_strangers(found[2], is_ours):
            return Address(found[1].strip(), found[2])
    return None


def labelled_buyer(facts: dict[str, str], where: str) -> Buyer:
    """What labelled facts say of a buyer, each with where it stood; name and address are the caller's."""
    told = facts.get("country", "")
    country = country_of_name(told) or country_named(told)[0]
    evidence = [f"{slot}: {where}" for slot in ("name", "company", "phone", "website", "email") if facts.get(slot)]
    evidence += [f'country: {where} says "{told[:60]}"'] if country else []
    return Buyer(
        company=one_line(facts.get("company", ""))[:160],
        country=country,
        phone=one_line(facts.get("phone", ""))[:60],
        website=one_line(facts.get("website", ""))[:200],
        evidence=tuple(each.replace("email:", "address:") for each in evidence),
    )


def _best_reading(text: str, html: str) -> Labelled:
    """The labelled lines of the text, or of the tables of its HTML where these say more."""
    plain = labelled(_unpacked(text))
    _name_apart(plain)
    if html and (len(plain.personal) < 2 or not plain.message):
        marked = labelled(as_lines(html))
        _name_apart(marked)
        if len(marked.personal) + bool(marked.message) > len(plain.personal) + bool(plain.message):
            return marked
    return plain


def _unpacked(text: str) -> str:
    """The fields of a form that is sent as JSON, a line for each; any other text as it is."""
    bare = text.strip()
    if not (bare.startswith("{") and bare.endswith("}") and len(bare) < 20_000):
        return text
    try:
        told = json.loads(bare)
    except (ValueError, RecursionError):
        return text
    return "\n".join(f"{name}: {value}" for name, value in told.items() if isinstance(value, str | int | float))


def _name_apart(told: Labelled) -> None:
    """ "From: Eva Braun <eva@kunde.example>" is a name and an address."""
    name = told.facts.get("name", "")
    if "@" in name and (found := bare_addresses(name)):
        told.facts.setdefault("email", found[0])


def _asked(subject: str, text: str) -> tuple[str, str]:
    """Who asked, and from where, by the words of a notice; empty for nobody."""
    for each in (subject, *text.split("\n")[:40]):
        found = _ASKED.search(each[:300])
        if found is None:
            continue
        name = next((told for group in "abcd" if (told := found[group])), "").strip(" .'\"")
        if name and not _NOBODY.match(name) and len(name.split()) <= 8:
            place = next((told for group in ("ac", "ad", "ae", "bc", "bd", "cc", "dc") if (told := found[group])), "")
            return name, place if country_of_name(place) else ""
    return "", ""


def _full_name(told: Labelled) -> str:
    facts = told.facts
    name = re.sub(r"<[^>]*>|\([^)]*@[^)]*\)", "", facts.get("name", "") or facts.get("first", "")).strip()
    name = " ".join(each for each in name.split() if "@" not in each).strip(" ,;|-")
    surname = facts.get("surname", "")
    if surname and surname not in name:
        first = facts.get("first", name)
        name = f"{surname}{first}" if not surname.isascii() and _is_han(surname + first) else f"{first} {surname}"
    return one_line(name)[:120]


def _is_han(text: str) -> bool:
    return all("\u3400" <= each <= "\u9fff" or "\uac00" <= each <= "\ud7af" for each in text)


def _named_in(subject: str, sender: Address | None) -> str:
    """The name that a form puts into its subject or, as some do, into its sender's name."""
    found = _HELLO_FROM.search(subject[:200])
    if (
        found
        and not _NOBODY.match(found[1])
        and len(found[1].split()) <= 5
        and "." not in found[1]
        and not re.search(r"(?i)website|contact|form|site|page", found[1])
    ):
        return found[1].strip()
    name = sender.name if sender else ""
    return (
        name
        if re.fullmatch(r"[^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.-]*){1,2}", name)
        and not re.search(r"(?i)website|form|contact|team|shop|store|mail|notification|wordpress|web|info|press", name)
        else ""
    )


def _via(sender: Address) -> bool:
    return without_via(sender.name) != sender.name.strip("'\" ")


def _a_strangers(text: str, is_ours: Callable[[str], bool]) -> str:
    return next(
        (each for each in bare_addresses(text) if not is_ours(each) and not is_no_reply(each) and not is_relay(each)),
        "",
    )
