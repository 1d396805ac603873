"""A letter as it was read: everything that can be known from its bytes, and nothing that has been decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a letter is (R25)."""

    INQUIRY = "inquiry"
    ORDER = "order"
    SAMPLE = "sample"
    PAYMENT = "payment"
    COMPLAINT = "complaint"
    SUPPLIER = "supplier"
    ADVERTISING = "advertising"
    NEWSLETTER = "newsletter"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    CALENDAR = "calendar"
    VERIFICATION = "verification"
    INTERNAL = "internal"
    SPAM = "spam"
    OTHER = "other"


DOUBT = "in doubt: "
"""How the reason begins that says why an inquiry may be none (R25)."""


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """`part` is the number by which its bytes are found in the raw letter again; `size` in bytes."""

    name: str
    content_type: str
    size: int
    sha256: str
    part: int
    inline: bool = False
    content_id: str = ""
    danger: str = ""
    """A value of rules.unsafe.Danger; empty for what may be opened (T35)."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """The true customer of a letter: the person who wants something, not the machine that carried it.

    `address` is empty where a platform hides it; `link` is then where it is to be answered. `evidence` says for each
    fact where it was read ("country: telephone prefix +34").
    """

    name: str = ""
    address: str = ""
    company: str = ""
    country: str = ""
    """ISO 3166 alpha-2."""
    phone: str = ""
    website: str = ""
    platform: str = ""
    link: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Want:
    """One thing that the customer said he wants, and the words it was read from.

    `sure` is false where it is guessed and has to be asked (R23). `normal` is how the department writes it, where that
    can be told: "1200 pcs", "USD 3.2", a port by UN/LOCODE and name ("DEHAM Hamburg").
    """

    value: str
    words: str
    sure: bool = True
    normal: str = ""


@dataclass(frozen=True, slots=True)
class WantedItem:
    """One of several products of a letter, with the words that name it; what was not said of it is empty."""

    product: str
    words: str
    model: str = ""
    specification: str = ""
    quantity: str = ""
    normal: str = ""
    """The quantity as the department writes it."""
    price: str = ""


class Answered(StrEnum):
    """What a customer says to a quotation of ours."""

    ACCEPTED = "accepted"
    OBJECTED = "objected"
    REFUSED = "refused"
    QUESTION = "question"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Answer:
    """How a letter answers a quotation, and the words it was read from. It marks; a person decides.

    `kind` is None where the letter only names a quotation. `about` names what an objection or a question is about: price,
    delivery, payment, quantity, validity, receipt. `price` is the one that he names: "USD 3.1", or "3.1" where he left the
    currency out. `conditional`: he accepts if something is changed. `quotes`: the quotations that he names, Q-2026-0031.
    """

    kind: Answered | None
    words: str
    about: tuple[str, ...] = ()
    price: str = ""
    conditional: bool = False
    sure: bool = True
    proforma: bool = False
    """He asks for the proforma invoice."""
    quotes: tuple[str, ...] = ()


WANTED = (
    "product",
    "specification",
    "model",
    "material",
    "quantity",
    "packaging",
    "delivery_time",
    "destination",
    "trade_term",
    "payment",
    "target_price",
)
"""The facts of R20 and R22, in the order in which they are asked for; specification covers model."""

IN_TRADITIONAL = "Chinese in its traditional script"
"""The note of a letter that is to be answered in the traditional script."""

BESIDES = ("samples", "certificates", "branding", "application")
"""Other possible terms (form B2): shown where they are said, never missing."""


@dataclass(frozen=True, slots=True)
class Ours:
    """What a reader must know of the company to tell its own people from customers. Addresses and domains in normal form.

    `front_doors` are info@ and its aliases, `domains` the company's own mail domains, `colleagues` the addresses of
    colleagues, `authserv_ids` the names under which our provider writes Authentication-Results (T02), `form_senders`
    the addresses from which the own website's form writes.
    """

    front_doors: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    colleagues: frozenset[str] = frozenset()
    authserv_ids: frozenset[str] = frozenset()
    form_senders: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, read. Texts are Unicode with LF line ends and without control characters; instants are aware."""

    sha256: str
    size: int
    message_id: str = ""
    sender: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    kind: Kind = Kind.OTHER
    reasons: tuple[str, ...] = ()
    text: str = ""
    fresh_text: str = ""
    quoted_text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    bounce_recipient: str = ""
    bounce_final: bool = False
    bounce_cause: str = ""
    """Why it came back, one of mail.words.failures; empty where nothing tells."""
    bounced_message_id: str = ""
    """The Message-ID of the mail of ours that came back."""
    bounced_reply_to: str = ""
    """Its Reply-To: our token stands there, too, where a relay has given it another Message-ID."""
    customer: Buyer | None = None
    language: str = ""
    """ISO 639-1, "zh" for Chinese of either script."""
    wants: tuple[tuple[str, Want], ...] = ()
    items: tuple[WantedItem, ...] = ()
    """Its products, where it wants more than one."""
    missing: tuple[str, ...] = ()
    answer: Answer | None = None
    """How it answers a quotation of ours; None where it answers none."""
    automatic: bool = False
    """Whether a machine sent it (RFC 3834); such a letter starts no clock and stops none."""
    returns_on: str = ""
    """ISO date of return read from an out-of-office note."""
    delivered_to: tuple[str, ...] = ()
    """Own addresses by which it came, also from Delivered-To and X-Original-To."""
    dmarc_pass: bool = False
    """The provider's own Authentication-Results says dmarc=pass for the domain of From."""
    spam_verdict: bool = False
    notes: tuple[str, ...] = ()
    """What is odd about it: two From lines, a lying charset, a nested forward."""
    error: str = ""
    """Why it could not be read; everything else is then best effort."""

    @property
    def doubt(self) -> str:
        """Why this inquiry may be none; empty where nothing speaks against it."""
        return next((each[len(DOUBT) :] for each in self.reasons if each.startswith(DOUBT)), "")
