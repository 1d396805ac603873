"""/inquiry: an inquiry by telephone, chat, at a fair or on a visit, in the same log, numbers and clock (R8, R11, R37)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from handlers.answering import CHANNELS
from handlers.asked import Asked, Command
from handlers.asking import divided, in_rows
from handlers.customer_fields import telephone
from handlers.customer_opening import typed
from handlers.drafts import written
from handlers.letters.routing import routed
from handlers.ownership import given, queued
from handlers.promise import begun
from handlers.same_buyer import candidates, recognised
from handlers.vocabulary import CHANNELS as CHANNEL_WORDS
from rules.business_card import Typed
from rules.inquiry import State
from rules.letter import WANTED, Buyer, Kind, Letter
from rules.letter_plain import wants_from_plain
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.routing import Routed
from rules.words import Line, line, verbatim, word
from storage.colleagues import colleague
from storage.conversations import join, open_with_customer, opened, with_customer
from storage.customers import learn
from storage.customers import opened as card_opened
from storage.happenings import note
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.work import Work

EXAMPLE = "/inquiry phone Kunde GmbH, Spain: 40 pumps, +34 612 345 678, eva@kunde.example"
OFFERED = ("phone", "chat", "fair", "visit")
SAME_WITHIN = timedelta(days=1)
_LONGEST = 2000
_QUANTITY = re.compile(
    r"(?<![\w.,+])(\d[\d.,]*\s?(?:pcs|pieces|sets|units|kg|t|m|tons?|个|台|套|件|吨)?)\b", re.IGNORECASE
)
_COLON = re.compile(r"[:：](?!//)")
_STEPS_OF_OTHERS = ("open_inquiry", "existing_owner", "talked_with", "key_owner")


def inquire(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`phone Company, Country: what they want, telephone, address`, in any order that makes sense."""
    if not asked.rest:
        return [asked.tell("Write it in one message: {example}", example=EXAMPLE)]
    if len(asked.rest) > _LONGEST:
        raise Refused("That is too long. The gist is enough: {example}", example=EXAMPLE)
    channel, words = _channel(written(asked.rest))
    if not channel:
        return [_which_channel(asked, words)]
    buyer, needs = _read(work, words)
    again = _entered_already(work, buyer, channel, needs)
    if again is not None:
        return [asked.tell("That is {number} already.", number=again.id)]
    return _entered(work, asked, channel, buyer, needs)


def _channel(words: str) -> tuple[str, str]:
    first, rest = divided(words)
    if first.casefold() == "by":
        first, rest = divided(rest)
    known = CHANNELS.get(first.casefold().rstrip(":,"), "")
    return (known, rest) if known in OFFERED else ("", words)


def _which_channel(asked: Asked, words: str) -> Outgoing:
    said = " ".join(words.split())
    buttons = [Choice(CHANNEL_WORDS[each], f"/inquiry {each} {said}") for each in OFFERED]
    return asked.say((line("How did it reach you?"),), in_rows(buttons))


def _read(work: Work, words: str) -> tuple[Buyer, str]:
    """Who asks and what for. Before the colon stands the customer; without one, the first piece does."""
    head, colon, tail = _divided(words)
    if not colon:
        head, tail = "", words
    found = typed(work, head)
    rest = typed(work, tail)
    if not colon:
        found, rest = Typed(words=rest.words[:1]), _without_first(rest)
    company = found.words[0] if found.words else ""
    person = found.words[1] if len(found.words) > 1 else ""
    addresses = (*found.addresses, *rest.addresses)
    needs = ", ".join(rest.words)
    if not company and not addresses:
        raise Refused("Who asks? Write it like: {example}", example=EXAMPLE)
    if not needs:
        raise Refused("What do they want? Write it behind a colon: {example}", example=EXAMPLE)
    where = found.country or rest.country
    phone = found.phone or rest.phone
    buyer = Buyer(
        name=person,
        address=addresses[0] if addresses else "",
        company=company,
        country=where,
        phone=telephone(phone, where) if phone else "",
        website=found.website or rest.website,
    )
    return buyer, needs


def _divided(words: str) -> tuple[str, str, str]:
    """At the first colon, Western or Chinese, that belongs to no web address."""
    found = _COLON.search(words)
    return (words, "", "") if found is None else (words[: found.start()], found.group(), words[found.end() :])


def _without_first(found: Typed) -> Typed:
    return Typed(found.words[1:], found.addresses, found.country, found.phone, found.website, found.talked_with)


def _entered_already(work: Work, buyer: Buyer, channel: str, needs: str) -> ConversationRow | None:
    """The same words of the same customer, typed twice, are one inquiry (I2)."""
    for like in candidates(work, buyer, [buyer.address]):
        for each in with_customer(work.session, like.card.id):
            is_same = (each.channel, each.subject) == (channel, needs[:500])
            if is_same and each.entered_at > work.now - SAME_WITHIN and each.closed_at is None:
                return each
    return None


def _entered(work: Work, asked: Asked, channel: str, buyer: Buyer, needs: str) -> list[Outgoing]:
    """Customer, conversation, clock, owner; the same buyer is recognised first (R43)."""
    found = recognised(work, buyer)
    known, likely = found.known, found.likely
    card = known or card_opened(work, buyer, source=channel)
    if known is not None:
        learn(work, known, buyer)
    siblings = open_with_customer(work.session, card.id)
    matter = _conversation(work, channel, buyer, needs, card, siblings[0].id if siblings else None)
    join(work, matter.id, [buyer.address])
    note(
        work,
        "received",
        line(
            "Inquiry {channel}, entered by {person}: {needs}",
            channel=CHANNEL_WORDS[channel],
            person=asked.me.name,
            needs=verbatim(needs),
        ),
        actor=asked.me.id,
        conversation=matter.id,
        customer=card.id,
    )
    outgoing = begun(work, matter, work.now)
    decision = _decided(work, asked, matter, card, siblings, likely)
    matter.routed_by = decision.step
    note(work, "routed", decision.because, conversation=matter.id, customer=card.id, after={"step": decision.step})
    owner = colleague(work.session, decision.owner)
    if owner is None:
        outgoing += queued(work, matter, decision.because)
    else:
        outgoing += given(work, matter, owner, by=asked.me.id, because=decision.because)
    return [*outgoing, asked.say(_told(matter, decision), conversation=matter.id)]


def _decided(
    work: Work,
    asked: Asked,
    matter: ConversationRow,
    card: CustomerRow,
    siblings: list[ConversationRow],
    likely: CustomerRow | None,
) -> Routed:
    """Whoever has the customer already gets it; else the salesperson who spoke with them (R37)."""
    wants = wants_from_plain(matter.wants or [])
    letter = Letter(sha256="", size=0, subject=matter.subject, wants=wants)
    decision = routed(work, matter, letter, card, siblings, likely)
    is_somebody_elses = likely is not None and likely.owner_id not in {None, asked.me.id}
    if decision.step in _STEPS_OF_OTHERS or is_somebody_elses or Role.SALESPERSON not in asked.me.roles:
        return decision
    return Routed(asked.me.id, "spoke_with", line("to {person}, who spoke with them", person=asked.me.name))


def _conversation(
    work: Work, channel: str, buyer: Buyer, needs: str, card: CustomerRow, possibly: int | None
) -> ConversationRow:
    wants = [["product", needs, needs]]
    if quantity := _QUANTITY.search(needs):
        wants.append(["quantity", quantity.group(1).strip(), needs])
    found = {each[0] for each in wants} | {"model", "target_price"}
    return opened(
        work,
        kind=str(Kind.INQUIRY),
        state=str(State.TRIAGED),
        channel=channel,
        subject=needs[:500],
        customer_id=card.id,
        contact_name=buyer.name,
        contact_address=buyer.address,
        company=buyer.company or card.name,
        country=buyer.country or card.country,
        phone=buyer.phone or card.phone,
        language=card.language,
        opened_at=work.now,
        customer_wrote_at=work.now,
        wants=wants,
        missing=[each for each in WANTED if each not in found],
        possibly=possibly,
    )


def _told(matter: ConversationRow, decision: Routed) -> tuple[Line, ...]:
    return (
        line("It is {number}.", number=matter.id),
        line("It went {because}.", because=decision.because),
        line("What was said besides: {example}", example=f"/note {matter.id} ..."),
    )


COMMANDS = (
    Command(
        "/inquiry",
        word("enter an inquiry by telephone, chat, at a fair, on a visit"),
        inquire,
        roles=SALES,
        example=EXAMPLE,
    ),
)
