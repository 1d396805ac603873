"""The true customer of a letter: the one who wants something, not the machine or the colleague that carried it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from mail.chats import chat_in
from mail.forwards import Inner, forwarded, says_forward
from mail.fresh import Cut, cut
from mail.kinds import is_daemon, is_no_reply
from mail.labelled import Labelled
from mail.mime import Head
from mail.notices import of_form, of_platform
from mail.read_heads import addresses, authenticity
from mail.relays import IMPERSONATED, Relay, form_service_of, is_relay, market_of
from mail.senders import behind_a_group, says_via, true_address, without_via
from mail.signature_facts import known_better
from rules.address import company_domain, domain_of, normalised, registrable, same_company
from rules.letter import Address, Buyer, Ours

__all__ = ["Found", "Inner", "customer_of", "is_ours"]

_MACHINES = re.compile(
    r"(?i)^(?:wordpress|www-?data|apache|nginx|nobody|webmaster|web(?:site|form|mail|shop|store)?|forms?|"
    r"contact-?form|kontaktformular|formular|formulario|"
    r"contact|kontakt|contacto|contato|inquir(?:y|ies)|enquir(?:y|ies)|notifications?|mailer|shop|store|"
    r"system|server|root|admin|cgi|php|smtp|leads?)\b"
)
_SCRIPTS = ("x-php-originating-script", "x-php-script", "x-wpforms", "x-mailer-form", "x-form-id", "x-wix-form")
WEB_FORM = "web form"


@dataclass(frozen=True, slots=True)
class Found:
    """The customer, his own words and subject, and how he was found.

    how: "" (he wrote himself), "platform", "form", "forward", "relay". `because` is the reason for people. `notes` tell
    what is to be looked at, such as a platform's notice that does not come from the platform.
    """

    buyer: Buyer | None
    cut: Cut
    subject: str
    how: str = ""
    because: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A letter whose customer is looked for."""

    head: Head
    sender: Address | None
    reply_to: tuple[Address, ...]
    subject: str
    own: Cut
    text: str
    inner: tuple[Inner, ...]
    ours: Ours
    html: str

    @property
    def address(self) -> str:
        return self.sender.address if self.sender else ""

    def is_ours(self, address: str) -> bool:
        return is_ours(address, self.ours)


def customer_of(
    head: Head,
    sender: Address | None,
    reply_to: tuple[Address, ...],
    subject: str,
    own: Cut,
    text: str,
    inner: tuple[Inner, ...],
    ours: Ours,
    html: str = "",
) -> Found:
    """Who the customer is and which words are his. None where there is none: our own people among themselves."""
    if sender is not None and sender.address:
        sender = replace(sender, address=true_address(sender.address))
    ours = _or_assumed(ours, head, sender)
    found = _found(_Asked(head, sender, reply_to, subject, own, text, inner, ours, html))
    if found.buyer is None:
        return found
    return replace(found, buyer=known_better(found.buyer, found.cut, ours))


def is_ours(address: str, ours: Ours) -> bool:
    """Whether an address is one of ours: front door, colleague or own domain."""
    form = _form(address)
    if not form:
        return False
    return (
        form in ours.front_doors
        or form in ours.colleagues
        or domain_of(form) in ours.domains
        or registrable(form) in ours.domains
    )


_form = lru_cache(maxsize=4096)(normalised)
"""Addresses in normal form; the same few come up all day."""


def _or_assumed(ours: Ours, head: Head, sender: Address | None) -> Ours:
    """Before the company is known: a letter from a company to itself is that company's own."""
    if ours.domains or ours.front_doors or sender is None:
        return ours
    domain = company_domain(sender.address)
    to = [each.address for name in ("to", "delivered-to") for each in addresses(head.all(name)[:2])[0]]
    return (
        replace(ours, domains=frozenset({domain}))
        if domain and any(company_domain(each) == domain for each in to)
        else ours
    )


def _found(asked: _Asked) -> Found:
    sender, address = asked.sender, asked.address
    form_sender = _form(address) in asked.ours.form_senders
    relay = market_of(address)
    if relay is not None and sender is not None and not asked.is_ours(address):
        return _of_platform(asked, relay, sender)
    ourselves = asked.is_ours(address) and not form_sender
    if sender is not None and not form_sender and (relayed := _relayed(asked, sender, ourselves)):
        return relayed
    if ourselves and (sent_on := _sent_on(asked)):
        return sent_on
    if form := _of_form(asked, form_sender, ourselves):
        return form
    if ourselves or form_sender:
        return Found(None, asked.own, asked.subject)
    return _himself(asked)


def _of_platform(asked: _Asked, relay: Relay, sender: Address) -> Found:
    """What a market place tells of a buyer. Where our provider says that it is not the market place's, it only claims to be."""
    verdict = authenticity(asked.head, sender.address, asked.ours)
    told = of_platform(relay, sender, asked.reply_to, asked.subject, asked.text, asked.html, asked.is_ours)
    notes = () if verdict == "pass" else (f"nothing proves that this notice comes from {relay.name}",)
    if verdict == "fail":
        notes = (f"forged: our provider says that this notice does not come from {relay.name}",)
    if told is None:
        return Found(None, asked.own, asked.subject, notes=notes if verdict == "fail" else ())
    buyer, labels = told
    if verdict == "fail":
        claimed = tuple(f"{each} (claimed, not proven)" for each in buyer.evidence)
        buyer = replace(buyer, platform="", link="", evidence=claimed)
    return Found(buyer, _words(labels, asked.own), asked.subject, "platform", f"notice of {relay.name}", notes)


def _relayed(asked: _Asked, sender: Address, ourselves: bool) -> Found | None:
    """A person writing through a group or list that puts its own address into From."""
    if not (ourselves or says_via(sender.name) or is_relay(sender.address)):
        return None
    cc = addresses(asked.head.all("cc")[:1])[0]
    behind = behind_a_group(asked.head, sender, asked.reply_to, cc[:20], asked.is_ours)
    if behind is None:
        return None
    person, place = behind
    buyer = Buyer(person.name, person.address, evidence=(f"address: {place}",))
    return Found(buyer, asked.own, asked.subject, "relay", "written through a mailing group")


def _sent_on(asked: _Asked) -> Found | None:
    """The letter that a colleague forwards, attached or inline, or the chat that he pasted; never one of ours."""
    sent = forwarded(asked.own, asked.text, asked.inner, asked.subject, asked.is_ours)
    if sent is not None and (sent.sender.address or sent.sender.name):
        where = "attached" if sent.attached else "forwarded"
        why = (
            f"address: sender of the {where} letter"
            if not sent.guessed
            else "address: text of the forwarded letter (a guess)"
        )
        buyer = Buyer(
            sent.sender.name, true_address(sent.sender.address), evidence=(why,) if sent.sender.address else ()
        )
        how = "forwarded as an attached letter" if sent.attached else "forwarded within the text"
        return Found(buyer, sent.words, sent.subject, "forward", how)
    if asked.head.raw("in-reply-to") and not says_forward(asked.subject):
        return None
    person = asked.sender.name if asked.sender else ""
    ours = {person, asked.address.partition("@")[0], *(each.partition("@")[0] for each in asked.ours.colleagues)}
    chat = chat_in(asked.text, frozenset(each.lower() for each in ours if len(each) > 1))
    if chat is None:
        return None
    evidence = tuple(
        f"{slot}: {chat.platform} chat" for slot, told in (("name", chat.person), ("phone", chat.phone)) if told
    )
    buyer = Buyer(chat.person, "", phone=chat.phone, platform=chat.platform, evidence=evidence)
    return Found(buyer, Cut(chat.words), asked.subject, "forward", f"a {chat.platform} chat sent on")


def _of_form(asked: _Asked, form_sender: bool, ourselves: bool) -> Found | None:
    sender, address = asked.sender, asked.address
    service = form_service_of(address)
    machine = bool(_MACHINES.match(address)) or any(asked.head.raw(each) for each in _SCRIPTS)
    front_door = ourselves and (_form(address) in asked.ours.front_doors or is_no_reply(address))
    certain = form_sender or bool(service) or front_door or (machine and ourselves)
    his_own = not (
        certain or ourselves or machine or is_no_reply(address) or is_daemon(address) or _answers_elsewhere(asked)
    )
    if his_own and address not in asked.text:
        return None
    text, html = (asked.own.fresh, "") if ourselves and not certain else (asked.text, asked.html)
    told = of_form(sender, asked.reply_to, asked.subject, text, html, certain, asked.is_ours)
    if told is None:
        return None
    buyer, labels = told
    if his_own and not (labels.message and _form(buyer.address) == _form(address)):
        return None
    if not buyer.address:
        buyer = replace(buyer, platform=service or WEB_FORM)
    title = labels.facts.get("subject", "") or asked.subject
    if his_own:
        return Found(buyer, asked.own, asked.subject)
    return Found(buyer, _words(labels, asked.own), title, "form", "a web form names its sender")


def _answers_elsewhere(asked: _Asked) -> bool:
    sender, reply_to = asked.sender, asked.reply_to
    return bool(
        sender
        and reply_to
        and not same_company(sender.address, reply_to[0].address)
        and _form(sender.address) != _form(reply_to[0].address)
    )


def _himself(asked: _Asked) -> Found:
    """Nobody stands between: the sender is the customer; a machine's address is nobody's."""
    sender, own, subject = asked.sender, asked.own, asked.subject
    nobody = sender is None or not sender.address or is_no_reply(sender.address)
    told = (
        next((each for each in asked.reply_to if each.address and not asked.is_ours(each.address)), None)
        if nobody
        else None
    )
    if told is not None and not is_no_reply(told.address):
        name = told.name or (without_via(sender.name) if sender else "")
        return Found(Buyer(name, told.address, evidence=("address: Reply-To",)), own, subject)
    if sender is None:
        return Found(None, own, subject)
    address = "" if nobody else sender.address
    notes: tuple[str, ...] = ()
    if IMPERSONATED.search(sender.name) and not is_relay(sender.address):
        notes = (f"calls itself {sender.name[:60]}, but writes from {domain_of(sender.address) or 'nowhere'}",)
    name = without_via(sender.name) if says_via(sender.name) else sender.name
    return Found(Buyer(name, address, evidence=("address: sender",) if address else ()), own, subject, notes=notes)


def _words(labels: Labelled, own: Cut) -> Cut:
    return cut(labels.words) if labels.words else own
