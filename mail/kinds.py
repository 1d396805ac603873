"""What a letter is (R25): a table, first match wins, every row says why; in doubt between advertising and inquiry: inquiry."""

from __future__ import annotations

import re
from collections.abc import Callable

from mail.automatic import auto_reply, says_automatic
from mail.evidence import (
    ADVERTISING,
    CLEARLY,
    FREIGHT,
    INTEREST,
    PAYMENT,
    PAYMENT_FILES,
    UNSUBSCRIBE,
    Evidence,
    is_google_group,
    is_listed,
)
from mail.evidence import is_daemon as is_daemon
from mail.evidence import is_no_reply as is_no_reply
from mail.mime import Head
from mail.phrases import phrases
from mail.spam import spam_verdict
from mail.trade import (
    advertises,
    asks_something,
    complains,
    inquires,
    offers,
    offers_services,
    orders,
    pays,
    wants_cargo,
    wants_samples,
)
from mail.words import machines, selling
from rules.letter import DOUBT, Kind

_DIGESTS = phrases(*selling.DIGESTS)
_VERIFICATION, _ACCOUNT = phrases(*machines.VERIFICATION), phrases(*machines.ACCOUNT)
_PHISHING, _SCAMS = phrases(*machines.MAILBOX_PHISHING), phrases(*machines.SCAMS)
_BILLS = phrases(
    """your invoice|invoice for|payment due|amount due|your receipt|your bill|billing statement|ihre rechnung|
    votre facture|su factura|sua fatura|vostra fattura|ваш счет|账单|发票|续费|請求書|청구서|faturanız"""
)
_BULK_LOCAL = re.compile(
    r"(?i)^(?:news|newsletter|marketing|mailing|promo|promotions?|info-?mail|updates?|offers?|digest|campaigns?|edm)\b"
)
_FEW_SCAMS = 2
_VAGUE = frozenset({"we need", "i need", "we require", "interested in your", "we are looking for", "i am looking for"})
"""Asking that swindlers do, too."""
_HARMFUL = frozenset({"program", "script", "shortcut", "page", "disk_image", "disguised"})


def kind_of(evidence: Evidence) -> tuple[Kind, tuple[str, ...]]:
    """The kind of a letter and the reasons for it; for an inquiry that may be none, what speaks against it, after DOUBT."""
    for kind, why in TABLE:
        reason = why(evidence)
        if reason:
            against = _doubt(evidence) if kind is Kind.INQUIRY else ""
            return kind, (reason, f"{DOUBT}{against}") if against else (reason,)
    return Kind.OTHER, ("nothing in it says what it is",)


def _doubt(evidence: Evidence) -> str:
    """Why an inquiry may be none."""
    if evidence.buyer_inside or evidence.forwarded or evidence.own:
        return ""
    if verdict := spam_verdict(evidence.head, evidence.subject):
        return f"the provider says {verdict}"
    if evidence.sells or evidence.has(FREIGHT):
        return f"it may be an offer to us: says {(evidence.sells or (evidence.has(FREIGHT),))[0]}"
    if evidence.serves:
        return f"it may be advertising: says {evidence.serves}"
    if _bulk_signs(evidence):
        return f"it may be bulk mail: {', '.join(_bulk_signs(evidence))}"
    if (scam := evidence.has(_SCAMS)) and not evidence.asks:
        return f"it may be spam: says {scam}"
    if said := evidence.has(ADVERTISING):
        return f"it may be advertising: says {said}"
    harmful = sorted(_HARMFUL & set(evidence.dangers))
    return f"a file with it is dangerous: {harmful[0]}" if harmful else ""


def is_automatic(head: Head, sender: str, kind: Kind, buyer_inside: bool) -> bool:
    """Whether a machine sent it (RFC 3834). A notice or form that names a buyer is the buyer's letter, not the machine's."""
    if kind in (Kind.BOUNCE, Kind.AUTO_REPLY, Kind.VERIFICATION, Kind.NEWSLETTER):
        return True
    if buyer_inside:
        return False
    return says_automatic(head, sender, is_google_group(head))


def _bounce(evidence: Evidence) -> str:
    return evidence.bounce


def _calendar(evidence: Evidence) -> str:
    if evidence.calendar_method and evidence.calendar_method != "publish":
        return f"calendar {evidence.calendar_method}"
    if "calendarmessage" in evidence.head.text("content-class").lower():
        return "calendar message"
    return "calendar part" if "text/calendar" in evidence.types and not evidence.asks else ""


def _verification(evidence: Evidence) -> str:
    if evidence.buyer_inside or evidence.own or (evidence.wants & CLEARLY and evidence.asks):
        return ""
    machine = is_no_reply(evidence.sender) or bool(evidence.head.raw("auto-submitted")) or is_listed(evidence.head)
    said = evidence.has(_VERIFICATION)
    if said and machine:
        return f"a machine asks to confirm: {said}"
    titled = _VERIFICATION.first_in(evidence.title)
    if titled and not evidence.asks:
        return f"subject says {titled}"
    buys = evidence.wants & (CLEARLY | {"product"})  # a code looks like a model
    account = evidence.has(_ACCOUNT) if is_no_reply(evidence.sender) and not buys else ""
    return f"a machine writes about an account: {account}" if account else ""


def _spam(evidence: Evidence) -> str:
    said = spam_verdict(evidence.head, evidence.subject)
    buys = evidence.asks or evidence.buyer_inside or evidence.own or evidence.reply
    return f"the provider says {said}" if said and not buys else ""


def _fraud(evidence: Evidence) -> str:
    """Letters that want a password or money, or bring a program as a bank slip. Who asks for goods is never one of them."""
    if evidence.own or evidence.reply or evidence.buyer_inside:
        return ""
    return _swindle(evidence) or ("" if evidence.asks else _phishing(evidence))


def _phishing(evidence: Evidence) -> str:
    fishing = _PHISHING.places_in(evidence.said)
    if len(fishing) > 1 or (fishing and evidence.names_us):
        return f"wants a password: says {_PHISHING.written[fishing[0]]}"
    harmful = sorted(_HARMFUL & set(evidence.dangers))
    pays = harmful and (evidence.has(PAYMENT) or any(PAYMENT_FILES.search(each) for each in evidence.files))
    return f"a payment with a file that is dangerous: {harmful[0]}" if pays else ""


def _swindle(evidence: Evidence) -> str:
    """Two phrases of swindlers where nobody asks, three where there are words of trade, four beside "I need"."""
    scams = [_SCAMS.written[place] for place in _SCAMS.places_in(evidence.said)]
    if len(scams) < _FEW_SCAMS or evidence.wants & CLEARLY or (evidence.asks and evidence.asks not in _VAGUE):
        return ""
    needed = _FEW_SCAMS + (bool(evidence.has(INTEREST)) or bool(evidence.asks)) + bool(evidence.asks)
    return f"says {scams[0]} and {scams[1]}" if len(scams) >= needed else ""


def _digest(evidence: Evidence) -> str:
    if evidence.own or not (is_no_reply(evidence.sender) or is_listed(evidence.head)):
        return ""
    titled = _DIGESTS.first_in(evidence.title)
    return f"many buyers, none of whom wrote to us: {titled}" if titled else ""


def _order_inside(evidence: Evidence) -> str:
    """A machine of the buyer's or a shop of ours that says in its title: an order."""
    return orders(evidence) if evidence.buyer_inside and orders(evidence).startswith("subject") else ""


def _buyer_inside(evidence: Evidence) -> str:
    return "" if evidence.serves and not evidence.wants and not evidence.asks else evidence.buyer_inside


def _internal(evidence: Evidence) -> str:
    return evidence.own if not evidence.forwarded else ""


def _newsletter(evidence: Evidence) -> str:
    """Mail to many. A buyer who writes through a list, or whose program puts such fields into each mail, asks for something."""
    head = evidence.head
    if not is_listed(head) or is_google_group(head) or head.raw("in-reply-to"):
        return ""
    signs = _bulk_signs(evidence)
    bulk_sender = "sender" in signs
    if evidence.asks and not bulk_sender and (evidence.wants & CLEARLY or _discussed(head)):
        return ""
    needed = 3 if evidence.wants & {"quantity", "destination"} else 2
    return f"bulk mail: {', '.join(signs)}" if len(signs) >= needed else ""


def _bulk_signs(evidence: Evidence) -> list[str]:
    head = evidence.head
    if not is_listed(head) or is_google_group(head):
        return []
    campaign = ("feedback-id", "x-campaign-id", "x-campaignid", "x-mailchimp-campaign", "x-mc-user", "x-csa-complaints")
    return [
        name
        for name, there in (
            ("List-Unsubscribe", bool(head.raw("list-unsubscribe"))),
            ("List-Id", bool(head.raw("list-id"))),
            ("Precedence", head.text("precedence").lower() in ("bulk", "list", "junk")),
            ("Feedback-ID", any(head.raw(each) for each in campaign)),
            ("one-click unsubscribe", bool(head.raw("list-unsubscribe-post"))),
            ("sender", bool(_BULK_LOCAL.match(evidence.sender)) or is_no_reply(evidence.sender)),
            ("a link to unsubscribe", bool(evidence.has(UNSUBSCRIBE))),
        )
        if there
    ]


def _discussed(head: Head) -> bool:
    """A list to which people write (RFC 2369), not one from which a company does."""
    return any(head.raw(each) for each in ("list-post", "x-mailman-version", "list-archive", "x-beenthere"))


def _forwarded(evidence: Evidence) -> str:
    return "a colleague forwards a customer's letter" if evidence.forwarded else ""


def _billed(evidence: Evidence) -> str:
    """A machine wants money for something: no reply to anything, and somebody has to see it."""
    said = evidence.has(_BILLS) if evidence.head.raw("auto-submitted") or is_no_reply(evidence.sender) else ""
    return f"a machine writes about money: {said}" if said else ""


def _generated(evidence: Evidence) -> str:
    """Auto-Submitted by some machine that is none of the above."""
    submitted = evidence.head.text("auto-submitted").lower()
    return f"Auto-Submitted: {submitted[:40]}" if submitted and not submitted.startswith("no") else ""


TABLE: tuple[tuple[Kind, Callable[[Evidence], str]], ...] = (
    (Kind.BOUNCE, _bounce),
    (Kind.AUTO_REPLY, auto_reply),
    (Kind.CALENDAR, _calendar),
    (Kind.VERIFICATION, _verification),
    (Kind.SPAM, _spam),
    (Kind.SPAM, _fraud),
    (Kind.NEWSLETTER, _digest),
    (Kind.ORDER, _order_inside),
    (Kind.INQUIRY, _buyer_inside),
    (Kind.INTERNAL, _internal),
    (Kind.NEWSLETTER, _newsletter),
    (Kind.COMPLAINT, complains),
    (Kind.PAYMENT, pays),
    (Kind.ORDER, orders),
    (Kind.OTHER, wants_cargo),
    (Kind.ADVERTISING, offers_services),
    (Kind.SUPPLIER, offers),
    (Kind.ADVERTISING, advertises),
    (Kind.SAMPLE, wants_samples),
    (Kind.INQUIRY, inquires),
    (Kind.INQUIRY, _forwarded),
    (Kind.OTHER, _billed),
    (Kind.AUTO_REPLY, _generated),
    (Kind.INQUIRY, asks_something),
)
"""Kind and question; the first question that has an answer decides, and the answer is the reason."""
