"""What is looked at to say what a letter is, and the questions that several kinds ask of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from mail.machine_senders import is_daemon as is_daemon
from mail.machine_senders import is_no_reply as is_no_reply
from mail.mime import Head
from mail.phrases import Phrases, Said, phrases, said_of
from mail.words import buying, machines, selling

_FEW_SIGNS = 400
ASKS, SAMPLE, INTEREST = phrases(*buying.ASKS), phrases(*buying.SAMPLE), phrases(*buying.INTEREST)
SUPPLIER, FREIGHT, SERVICES = phrases(*selling.SUPPLIER), phrases(*selling.FREIGHT), phrases(*selling.SERVICES)
_MILD = frozenset(phrases(*selling.MILD).written)
ADVERTISING, UNSUBSCRIBE = phrases(*selling.ADVERTISING), phrases(*selling.UNSUBSCRIBE)
PAYMENT = phrases(*buying.PAYMENT)
MACHINE_PLACES = frozenset(machines.MACHINE_PLACES.split("|"))
CLEARLY = frozenset({"quantity", "target_price", "trade_term", "destination"})
"""Wants that hardly anybody but a buyer names."""
PAYMENT_FILES = re.compile(
    r"(?<![a-z])(?:swift|mt103|bank.?slip|payment.?(?:slip|advice|copy|proof|receipt|confirmation)|remittance|tt.?copy|"
    r"tt.?slip|comprobante|comprovante|justificante|zahlungsbeleg|zahlungsavis|virement|bonifico|contabile|dekont)|"
    r"платеж|水单|付款|回单|底单|转账|振込|送金|입금|송금"
)


@dataclass(frozen=True)
class Evidence:
    """What the table looks at. `words` and `subject` are lower case."""

    head: Head
    sender: str
    subject: str
    words: str
    said: Said
    """Subject and words as phrases are looked up in them; the words alone where it answers a letter."""
    types: frozenset[str] = frozenset()
    """Content types of all parts."""
    files: tuple[str, ...] = ()
    """Names of the attachments, lower case."""
    dangers: tuple[str, ...] = ()
    """What makes some of them dangerous, as rules.unsafe says it."""
    calendar_method: str = ""
    bounce: str = ""
    """Why it is a bounce, as mail.bounces found it; empty when it is none."""
    own: str = ""
    """Why the sender is one of ours; empty for strangers."""
    forwarded: bool = False
    """One of ours forwards somebody else's letter."""
    buyer_inside: str = ""
    """Why the true customer stands inside: platform notice, web form."""
    wants: frozenset[str] = field(default_factory=frozenset)
    reply: bool = False
    """It answers a letter: its subject says what that one was, not what this one is."""
    names_us: bool = False
    """The sender calls himself by our address or domain, or writes to it as to a person."""

    def has(self, wanted: Phrases) -> str:
        """The first of the phrases in subject and words."""
        return wanted.first_in(self.said)

    def titled(self, titles: tuple[str, ...]) -> str:
        return next((each for each in titles if each in self.subject), "")

    @cached_property
    def title(self) -> Said:
        """The subject alone as phrases are looked up in it."""
        return said_of(self.subject)

    @cached_property
    def sells(self) -> tuple[str, ...]:
        """What sellers say, as far as it stands here."""
        return tuple(SUPPLIER.written[place] for place in self._selling)

    @cached_property
    def clearly_sells(self) -> bool:
        """Whether more of that stands here than a buyer would say."""
        return len(self.sells) > 1 or bool(set(self.sells) - _MILD)

    @cached_property
    def asks(self) -> str:
        """The first words with which a buyer asks, outside of what sellers say; empty for none."""
        return ASKS.first_in(self._unsold)

    @cached_property
    def asks_besides_samples(self) -> str:
        return ASKS.first_in(self._unsold.without(SAMPLE.forms[place] for place in SAMPLE.places_in(self._unsold)))

    @cached_property
    def serves(self) -> str:
        """The first service that is offered to companies of any kind."""
        return self.has(SERVICES)

    @cached_property
    def short(self) -> bool:
        """So few words that a file says more."""
        return len(self.words) < _FEW_SIGNS

    @cached_property
    def _selling(self) -> list[int]:
        return SUPPLIER.places_in(self.said)

    @cached_property
    def _unsold(self) -> Said:
        return self.said.without(SUPPLIER.forms[place] for place in self._selling)


def is_listed(head: Head) -> bool:
    """Whether it has a field that mail to many has; buyers' mail through a group has some of them, too."""
    return any(
        head.raw(name)
        for name in (
            "list-unsubscribe",
            "list-id",
            "feedback-id",
            "list-unsubscribe-post",
            "precedence",
            "x-mailchimp-campaign",
        )
    )


def is_google_group(head: Head) -> bool:
    return (
        b"googlegroups" in head.raw("list-id").lower()
        or bool(head.raw("x-google-group-id"))
        or bool(head.raw("x-original-sender"))
    )
