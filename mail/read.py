"""Bytes -> Letter: everything that can be known from a letter, for whatever a sender's program has made of the standards."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace

from mail.acceptance import answer_of
from mail.attachments import attachments_of
from mail.automatic import is_absence
from mail.body import Body, body_of
from mail.bounces import bounce_of
from mail.buyer import Found, Inner, customer_of, is_ours
from mail.charset import clean
from mail.dates import instant
from mail.evidence import Evidence
from mail.fresh import Cut, cut
from mail.kinds import is_automatic, kind_of
from mail.languages import chinese_script, language_of
from mail.mime import Head, Part, parts
from mail.phrases import said_of
from mail.read_heads import addresses, dmarc_passed, doubled, message_id, references_of, signed_in_part
from mail.returning import returns_on
from mail.spam import spam_verdict
from mail.wants import missing_of, wanted_in
from mail.wordings import without_pgp
from rules.address import normalised, without_subaddress
from rules.letter import IN_TRADITIONAL, WANTED, Address, Answer, Kind, Letter, Ours

LONGEST_SUBJECT = 2_000
_ASKED_FOR = frozenset({Kind.INQUIRY, Kind.SAMPLE})
_NO_CUSTOMER = frozenset({Kind.BOUNCE, Kind.NEWSLETTER, Kind.VERIFICATION})
_LONGEST_ANALYSED, _LONGEST_GREETING = 20_000, 400
_SEVERAL = "more than one sender"
_REPLY = re.compile(r"(?:re|aw|sv|antw|res|ref|rif|r|答复|回复|回覆|答覆|返信)\s*[:：]")
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "to", "cc")


def read_letter(raw: bytes, ours: Ours) -> Letter:
    """A letter, read as far as it goes. Never raises for what a sender sent; `error` then says what could not be read.

    Only want of memory rises: the caller reads in a child that may die of it.
    """
    reading = _Reading(raw, ours)
    for step in (_read_head, _read_body, _read_meaning):
        try:
            reading.letter = step(reading)
        except MemoryError:
            raise
        except Exception as fault:  # one stranger's letter must never stop the others
            reading.faults.append(f"{step.__name__[6:]}: {type(fault).__name__}: {clean(str(fault))[:200]}")
    return replace(
        reading.letter, notes=tuple(dict.fromkeys(reading.notes)), error="; ".join(dict.fromkeys(reading.faults))
    )


def part_bytes(raw: bytes, part: int) -> bytes:
    """The bytes of the attachment with that number (`Attachment.part`). KeyError where the letter has no such part."""
    tree, _, _ = parts(raw)
    for leaf in tree.leaves():
        if leaf.number == part:
            return leaf.content()
    raise KeyError(part)


@dataclass(slots=True)
class _Reading:
    """A letter on its way to being read."""

    raw: bytes
    ours: Ours
    letter: Letter = field(default_factory=lambda: Letter("", 0))
    tree: Part | None = None
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    own: Cut = field(default_factory=lambda: Cut(""))

    def __post_init__(self) -> None:
        self.letter = Letter(hashlib.sha256(self.raw).hexdigest(), len(self.raw))

    @property
    def head(self) -> Head:
        return self.tree.head if self.tree else Head()

    def leaves(self) -> list[Part]:
        return list(self.tree.leaves()) if self.tree else []


def _read_head(reading: _Reading) -> Letter:
    raw, ours = reading.raw, reading.ours
    if not raw.strip():
        reading.faults.append("the letter is empty")
    reading.tree, faults, notes = parts(raw)
    reading.faults += faults
    reading.notes += notes
    head, hint = reading.head, _charset_of(reading.tree)
    subject = head.text("subject", hint)
    senders = _addresses(reading, "from", hint) or _addresses(reading, "sender", hint)
    twice = doubled(head)
    reading.notes += [f"the field {each} stands twice" for each in twice]
    if len(senders) > 1:
        reading.notes.append(_SEVERAL)
    sender = senders[0] if senders else None
    if sender is None or "@" not in sender.address:
        reading.notes.append("no sender address")
    sent = instant(head.raw("date"))
    if sent is None:
        reading.notes.append("no date" if not head.raw("date") else "a date that cannot be read")
    partly = signed_in_part(head)
    reading.notes += ["the signature covers a part of the text only (l=)"] if partly else []
    vouched = (
        not twice
        and not partly
        and len(senders) == 1
        and sender is not None
        and dmarc_passed(head, sender.address, ours)
    )
    return replace(
        reading.letter,
        message_id=message_id(head.raw("message-id")),
        sender=sender,
        to=_addresses(reading, "to", hint),
        cc=_addresses(reading, "cc", hint),
        reply_to=_addresses(reading, "reply-to", hint),
        subject=subject[:LONGEST_SUBJECT],
        date=sent,
        in_reply_to=message_id(head.raw("in-reply-to")),
        references=references_of(head),
        delivered_to=_delivered_to(head, ours),
        dmarc_pass=vouched,
        spam_verdict=bool(spam_verdict(head, subject[:200])),
    )


def _read_body(reading: _Reading) -> Letter:
    assert reading.tree is not None
    body: Body = body_of(reading.tree)
    reading.notes += body.notes
    reading.own = own = _own_words(body, reading.letter.sender)
    return replace(
        reading.letter,
        text=body.text,
        html=body.html,
        fresh_text=own.fresh,
        quoted_text=own.quoted,
        attachments=attachments_of(reading.tree, body.used),
    )


def _own_words(body: Body, sender: Address | None) -> Cut:
    """The cut of the text; of the HTML where only that tells which lines are quoted."""
    name = sender.name if sender else ""
    bare = without_pgp(body.text)
    own = cut(bare) if bare != body.text else cut(body.text, body.quoted, body.signed, name)
    if body.twin is None:
        return own
    marked = cut(body.twin.text, body.twin.quoted, body.twin.signed, name)
    if not marked.fresh.strip() and own.fresh.strip():
        return own
    unseen = bool(body.twin.quoted) and (not own.quoted or not own.sure)
    return marked if unseen or (marked.signature and not own.signature) else own


def _read_meaning(reading: _Reading) -> Letter:
    letter, head, ours = reading.letter, reading.head, reading.ours
    sender = letter.sender
    address = sender.address if sender else ""
    leaves = reading.leaves()
    own = reading.own
    bounce = bounce_of(head, address, sender.name if sender else "", letter.subject, letter.text, leaves, ours)
    inside = _inner_letters(leaves, ours) if is_ours(address, ours) and not bounce else ()
    found = customer_of(head, sender, letter.reply_to, letter.subject, own, letter.text, inside, ours, letter.html)
    reading.notes += (*found.notes, *(bounce.notes if bounce else ()))
    words = _analysed(found, own)
    wants, items = wanted_in(found.subject, _wanting(letter, found, own, words), letter.html)
    named = frozenset(slot for slot, _ in wants if slot in WANTED)
    kind, reasons = kind_of(_evidence(reading, leaves, found, words, named, bounce.reason if bounce else ""))
    language = language_of(words) or language_of(found.subject)
    if language == "zh" and chinese_script(words or found.subject) == "Hant":
        reading.notes.append(IN_TRADITIONAL)
    asked, asking = kind in _ASKED_FOR, kind not in _NO_CUSTOMER and kind is not Kind.AUTO_REPLY
    if found.how == "forward":
        reasons += (found.because,)
    return replace(
        letter,
        kind=kind,
        reasons=reasons,
        bounce_recipient=bounce.recipient if bounce else "",
        bounce_final=bounce.final if bounce else False,
        bounce_cause=bounce.cause if bounce else "",
        bounced_message_id=bounce.message_id if bounce else "",
        bounced_reply_to=bounce.reply_to if bounce else "",
        customer=None if kind in _NO_CUSTOMER else found.buyer,
        language=language,
        wants=wants if asking else (),
        items=items if asking else (),
        missing=missing_of(wants) if asked else (),
        answer=_answer(reading, found, own) if asking else None,
        automatic=is_automatic(head, address, kind, found.how in ("platform", "form")),
        returns_on=returns_on(f"{letter.subject}\n{own.fresh}", letter.date, language)
        if is_absence(kind, reasons)
        else "",
    )


def _analysed(found: Found, own: Cut) -> str:
    """The customer's own words; those of the older letter where he only forwards one."""
    return (found.cut.fresh or found.cut.quoted or own.fresh or own.quoted)[:_LONGEST_ANALYSED]


def _answer(reading: _Reading, found: Found, own: Cut) -> Answer | None:
    """How the customer's own words answer a quotation of ours; what he only quotes or forwards is none."""
    letter = reading.letter
    reply = bool(letter.in_reply_to or letter.references or own.quoted.strip() or _REPLY.match(found.subject.lower()))
    files = [each.name for each in letter.attachments if not each.inline]
    return answer_of(found.subject, own.fresh if not found.how else found.cut.fresh, files, reply=reply)


def _wanting(letter: Letter, found: Found, own: Cut, words: str) -> str:
    """The words from which wants are read: an answer without words of its own quotes what we wrote, and that is no want."""
    answered = letter.in_reply_to and not found.how and not found.cut.fresh.strip() and not own.fresh.strip()
    return "" if answered else words


def _evidence(
    reading: _Reading, leaves: list[Part], found: Found, words: str, wants: frozenset[str], bounce: str
) -> Evidence:
    letter, ours = reading.letter, reading.ours
    address = letter.sender.address if letter.sender else ""
    form = normalised(address) in ours.form_senders
    lower, subject = words.lower(), found.subject.lower()
    reply = bool(words.strip()) and found.how == "" and bool(letter.in_reply_to or _REPLY.match(subject))
    ourselves = is_ours(address, ours) and not form and found.how != "relay" and _SEVERAL not in reading.notes
    us = (*ours.front_doors, *ours.domains)
    called = f"{letter.sender.name if letter.sender else ''} {subject} {lower[:_LONGEST_GREETING]}".lower()
    calendar = next((each for each in leaves if each.content_type in ("text/calendar", "application/ics")), None)
    return Evidence(
        head=reading.head,
        sender=address,
        subject=subject,
        words=lower,
        said=said_of(lower) if reply else said_of(subject, lower),
        types=frozenset(each.content_type for each in leaves),
        files=tuple(each.name.lower() for each in letter.attachments),
        dangers=tuple(each.danger for each in letter.attachments if each.danger),
        calendar_method=_calendar_method(calendar),
        bounce=bounce,
        own=f"{address} is one of ours" if ourselves else "",
        forwarded=found.how == "forward",
        buyer_inside=found.because if found.how in ("platform", "form") else "",
        wants=wants,
        reply=reply,
        names_us=any(each in called for each in us),
    )


def _calendar_method(part: Part | None) -> str:
    if part is None:
        return ""
    told = part.parameters.get("method") or ""
    found = re.search(rb"(?im)^METHOD:([A-Z-]{1,20})", part.content()[:2000]) if not told else None
    return (told or (found[1].decode() if found else "")).lower()


def _inner_letters(leaves: list[Part], ours: Ours, deep: int = 4) -> tuple[Inner, ...]:
    """The letters attached to this one, outermost first, read as far as the customer needs: three a letter, four deep."""
    inner: list[Inner] = []
    for leaf in [each for each in leaves if _is_letter(each)][:3]:
        tree, _, _ = parts(leaf.content())
        hint = _charset_of(tree)
        senders, _ = addresses(tree.head.all("from"), hint)
        subject = tree.head.text("subject", hint)[:LONGEST_SUBJECT]
        inner.append(Inner(senders[0] if senders else None, subject, body_of(tree).text))
        if deep and senders and is_ours(senders[0].address, ours):
            inner += _inner_letters(list(tree.leaves()), ours, deep - 1)
    return tuple(inner)


def _is_letter(part: Part) -> bool:
    return part.content_type == "message/rfc822" or part.name.lower().endswith(".eml")


def _addresses(reading: _Reading, name: str, hint: str) -> tuple[Address, ...]:
    found, more = addresses(reading.head.all(name), hint)
    if more:
        reading.faults.append(f"more than {len(found)} addresses in {name}")
    return found


def _charset_of(tree: Part) -> str:
    """The charset of the letter's first text: what its raw 8-bit header bytes probably are, too."""
    return next((each.parameters["charset"] for each in tree.leaves() if each.parameters.get("charset")), "")


def _delivered_to(head: Head, ours: Ours) -> tuple[str, ...]:
    """Our own addresses by which the letter came, without subaddress, each once."""
    came: dict[str, None] = {}
    for name in _DELIVERED:
        for each in addresses(head.all(name))[0]:
            if is_ours(each.address, ours):
                came[without_subaddress(each.address)] = None
    return tuple(came)
