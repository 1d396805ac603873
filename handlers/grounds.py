"""Why a letter is of its kind, in the listener's language: readers give English phrases, people hear sentences."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.vocabulary import FACTS, said_all
from rules.words import Line, line, verbatim, word

WHOLE: dict[str, Line] = {
    "nothing in it says what it is": word("nothing in it says what it is"),
    "a person asks something": word("a person asks something"),
    "a report by a mail program": word("a report by a mail program"),
    "a web form names its sender": word("a web form names its sender"),
    "a WhatsApp chat sent on": word("a WhatsApp chat sent on"),
    "forwarded as an attached letter": word("forwarded as an attached letter"),
    "forwarded within the text": word("forwarded within the text"),
}

NAMES = "names "
OURS = " is one of ours"
ONE_OF_OURS = line("{address} is one of ours", address="")
BEGINNINGS: tuple[tuple[str, Line], ...] = (
    ("in doubt: it may be advertising: ", line("in doubt, it may be advertising: {rest}", rest="")),
    ("in doubt: it may be an offer to us: ", line("in doubt, it may be an offer to us: {rest}", rest="")),
    ("in doubt: it may be bulk mail: ", line("in doubt, it may be bulk mail: {rest}", rest="")),
    ("in doubt: ", line("in doubt: {rest}", rest="")),
    ("says ", line("it says “{rest}”", rest="")),
    ("subject says ", line("the subject says “{rest}”", rest="")),
    (NAMES, line("it names {rest}", rest="")),
    ("asks for ", line("it asks for “{rest}”", rest="")),
    ("a file is called ", line("a file is called {rest}", rest="")),
    ("a mail system says ", line("a mail system says “{rest}”", rest="")),
    ("a machine asks to confirm: ", line("a machine asks to confirm: {rest}", rest="")),
    ("a machine writes about an account: ", line("a machine writes about an account: {rest}", rest="")),
    ("a machine writes about money: ", line("a machine writes about money: {rest}", rest="")),
    ("a payment with a file that is dangerous: ", line("a payment with a dangerous file: {rest}", rest="")),
    ("a receipt: ", line("a receipt: {rest}", rest="")),
    ("about goods that are to be shipped: ", line("about goods that are to be shipped: {rest}", rest="")),
    ("acknowledges: ", line("it acknowledges receipt: {rest}", rest="")),
    ("advertises: ", line("it advertises: {rest}", rest="")),
    ("bulk mail: ", line("bulk mail: {rest}", rest="")),
    ("calendar ", line("a calendar entry ({rest})", rest="")),
    ("delivery report: ", line("a delivery report: {rest}", rest="")),
    ("feedback report: ", line("a complaint report of a mail provider: {rest}", rest="")),
    ("header ", line("the field {rest}", rest="")),
    ("Auto-Submitted: ", line("a machine sent it: {rest}", rest="")),
    ("many buyers, none of whom wrote to us: ", line("many buyers, none of whom wrote to us: {rest}", rest="")),
    ("notice of ", line("a notice of {rest}", rest="")),
    ("offers to us: ", line("it offers something to us: {rest}", rest="")),
    ("the provider says ", line("the mail provider says: {rest}", rest="")),
    ("wants a confirmation: ", line("it wants a confirmation: {rest}", rest="")),
    ("wants a password: ", line("it wants a password: {rest}", rest="")),
)
"""How a reader's phrase begins, the longest first among those that begin alike, and the sentence for it."""


def grounds(reasons: Iterable[str]) -> tuple[Line, ...]:
    """The reasons as people hear them; what no sentence is known for stands as the reader wrote it."""
    return tuple(_ground(each) for each in reasons)


def _ground(reason: str) -> Line:
    whole = WHOLE.get(reason)
    if whole is not None:
        return whole
    for beginning, form in BEGINNINGS:
        if reason.startswith(beginning):
            return Line(form.sentence, (("rest", _rest(beginning, reason.removeprefix(beginning))),))
    if reason.endswith(OURS):
        return Line(ONE_OF_OURS.sentence, (("address", reason.removesuffix(OURS)),))
    return verbatim(reason)


def _rest(beginning: str, rest: str) -> Line | tuple[Line, ...]:
    if beginning == NAMES:
        return said_all(FACTS, rest.split(", "))
    inner = _ground(rest)
    return inner if inner.sentence != "{verbatim}" else verbatim(rest)
