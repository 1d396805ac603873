"""Whether a letter in an old thread says a new need: who looks for our address answers the last mail he finds of us."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from rules.letter import Kind, Letter
from rules.subject import base_subject
from rules.words import Line, line

SILENT_FOR = timedelta(days=60)
"""After so long without a word of either side, wishes are hardly the old ones."""
_NEEDS = frozenset({Kind.INQUIRY, Kind.ORDER, Kind.SAMPLE, Kind.OTHER})
"""Kinds that can begin something; a payment or a complaint is about what was."""
_WISHES = frozenset({"product", "specification", "model", "material", "quantity", "target_price"})


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation as it stood when the letter came: whether it was closed, since when both sides were silent, what of."""

    closed: bool
    silent: timedelta
    subject: str
    products: tuple[str, ...] = ()


def new_need(letter: Letter, thread: Thread) -> Line | None:
    """Why the letter may be a matter of its own; None where it goes on with the old one.

    It stays in its thread in any case: a person says whether it is a new inquiry.
    """
    wishes = [name for name, _ in letter.wants if name in _WISHES]
    if letter.automatic or letter.kind not in _NEEDS:
        return None
    another = _is_another_subject(letter.subject, thread.subject)
    products = [want.value for name, want in letter.wants if name == "product"]
    other_product = bool(products and thread.products) and not _share_a_word(products, thread.products)
    if thread.closed and (wishes or another):
        return line("the matter was closed, and the letter wants something")
    if thread.silent >= SILENT_FOR and (wishes or another or other_product):
        return line("nothing was heard for {days} days", days=thread.silent.days)
    if another and other_product:
        return line("another subject and another product")
    return None


def _is_another_subject(subject: str, former: str) -> bool:
    one, other = base_subject(subject), base_subject(former)
    return bool(one and other) and one != other and one not in other and other not in one


def _share_a_word(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether both speak of the same: a word in common, plural or not, or one inside the other where words are not parted."""
    one, other = _words(some), _words(others)
    return any(a in b or b in a for a in one for b in other)


def _words(values: Iterable[str]) -> set[str]:
    return {word.rstrip("s") for each in values for word in each[:200].casefold().split() if len(word.rstrip("s")) > 1}
