"""The department's words for kinds, states, wanted facts and channels, as people read them (annex D)."""

from __future__ import annotations

from collections.abc import Iterable

from rules.inquiry import State
from rules.letter import Kind
from rules.unsafe import Danger
from rules.words import Line, verbatim, word

KINDS: dict[str, Line] = {
    Kind.INQUIRY: word("inquiry"),
    Kind.ORDER: word("order"),
    Kind.SAMPLE: word("sample"),
    Kind.PAYMENT: word("payment"),
    Kind.COMPLAINT: word("complaint"),
    Kind.SUPPLIER: word("supplier"),
    Kind.ADVERTISING: word("advertising"),
    Kind.NEWSLETTER: word("newsletter"),
    Kind.AUTO_REPLY: word("automatic reply"),
    Kind.BOUNCE: word("returned mail"),
    Kind.CALENDAR: word("calendar"),
    Kind.VERIFICATION: word("verification mail"),
    Kind.INTERNAL: word("internal"),
    Kind.SPAM: word("spam"),
    Kind.OTHER: word("letter"),
}

DANGERS: dict[str, Line] = {
    Danger.PROGRAM: word("a program"),
    Danger.SCRIPT: word("a script that runs when it is opened"),
    Danger.SHORTCUT: word("a shortcut that opens something else"),
    Danger.MACROS: word("a document with macros"),
    Danger.PAGE: word("a web page: it can look like a login"),
    Danger.IMAGE: word("a disk image that may hide a program"),
    Danger.LOCKED: word("locked with a password, so that no filter can look inside"),
    Danger.DISGUISED: word("not what its name says"),
}
"""What is said of attachments that can do harm (T35)."""

STATES: dict[str, Line] = {
    State.RECEIVED: word("received"),
    State.LOGGED: word("logged"),
    State.TRIAGED: word("without an owner"),
    State.ASSIGNED: word("to be answered"),
    State.WAITING: word("waiting for the customer"),
    State.IN_REVIEW: word("in review"),
    State.ANSWERED: word("answered"),
    State.QUOTED: word("quoted"),
    State.WON: word("won"),
    State.LOST: word("lost"),
    State.DORMANT: word("dormant"),
    State.MERGED: word("merged"),
    State.DECLINED: word("declined"),
    State.NOT_INQUIRY: word("not an inquiry"),
}

FACTS: dict[str, Line] = {
    "product": word("product"),
    "specification": word("specification"),
    "model": word("model"),
    "material": word("material"),
    "quantity": word("quantity"),
    "packaging": word("packaging"),
    "delivery_time": word("delivery time"),
    "destination": word("destination"),
    "trade_term": word("trade term"),
    "payment": word("payment terms"),
    "target_price": word("target price"),
    "samples": word("samples"),
    "certificates": word("certificates"),
    "branding": word("logo and brand"),
    "application": word("application"),
    "name": word("name"),
    "country": word("country"),
    "phone": word("telephone"),
    "fax": word("fax"),
    "website": word("website"),
    "postal": word("postal address"),
    "business": word("business"),
    "needs": word("needs"),
    "preferences": word("preferences"),
    "credit": word("credit"),
    "nature": word("middleman or end user"),
    "grade": word("grade"),
    "email": word("e-mail"),
}

CHANNELS: dict[str, Line] = {
    "mail": word("by e-mail"),
    "phone": word("by telephone"),
    "chat": word("by chat"),
    "fair": word("at a fair"),
    "visit": word("on a visit"),
    "website": word("through the website"),
}


def said(words: dict[str, Line], key: str) -> Line:
    """The word for a key; the key itself where there is none (a platform's name)."""
    return words.get(key) or verbatim(key)


def said_all(words: dict[str, Line], keys: Iterable[str]) -> tuple[Line, ...]:
    return tuple(said(words, each) for each in keys)
