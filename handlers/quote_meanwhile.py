"""Two people at one draft: what the second types is taken unless the first has changed just that; then she is asked (T27)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from handlers.quote_positions import position_of
from handlers.quote_products import meant
from rules.money import plain, shown
from rules.quote import Quote, QuoteLine
from rules.quote_parts import Change, Part, Position
from rules.quote_plain import from_plain
from rules.quote_words import FIELD_WORDS
from rules.words import Line, line
from storage import quotes
from storage.colleagues import name_of
from storage.tables.quotes import QuoteRevisionRow, QuoteVersionRow
from storage.work import Work

_PAIRS = {"term": ("term", "place"), "delivery": ("delivery", "delivery_days")}
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Clash:
    """A part that somebody else's change has met: `mine` is what she typed, as a part for the draft as it stands now."""

    mine: Part
    field: str
    position: str
    by: str
    before: str
    after: str
    is_gone: bool = False
    """The position itself was taken out."""


Key = tuple[str, int, str]
"""(name of the position or "" for the whole, which of several of that name, field)."""


def reconciled(
    work: Work, version: QuoteVersionRow, known: int, parts: Sequence[Part], language: str
) -> tuple[list[Part], list[Clash]]:
    """The parts as they are meant in the draft as it stands, and those that clash with what others did since revision `known`."""
    since = [each for each in quotes.revisions(work.session, version.id) if each.revision >= known]
    if known == 0 or len(since) < 2:
        return list(parts), []
    base, now = from_plain(since[0].content), quotes.content(version)
    taken: list[Part] = []
    clashes: list[Clash] = []
    for each in parts:
        moved = _moved(each, base, now)
        clash = _clash(work, each, moved, base, now, since, language)
        if clash is None and moved is not None:
            taken.append(moved)
        elif clash is not None:
            clashes.append(clash)
    return taken, clashes


def clash_lines(each: Clash) -> list[Line]:
    """What somebody else did, in a sentence."""
    what = FIELD_WORDS.get(each.field, FIELD_WORDS["lines"])
    if each.is_gone:
        return [line("{person} has taken {position} out since you looked.", person=each.by, position=each.position)]
    if each.position:
        return [
            line(
                "{person} has changed {position}, {field}, since you looked: {before} → {after}. Which holds?",
                person=each.by, position=each.position, field=what, before=each.before, after=each.after,
            )
        ]  # fmt: skip
    return [
        line(
            "{person} has changed {field} since you looked: {before} → {after}. Which holds?",
            person=each.by, field=what, before=each.before, after=each.after,
        )
    ]  # fmt: skip


def _moved(said: Part, base: Quote, now: Quote) -> Part | None:
    """The same part with the number that its position has now; None where the position is gone."""
    if not isinstance(said, Change) or said.line is None or not 1 <= said.line <= len(base.lines):
        return said
    place = _place(now, *_named(base)[said.line - 1])
    return None if place is None else replace(said, line=place + 1)


def _clash(
    work: Work,
    said: Part,
    moved: Part | None,
    base: Quote,
    now: Quote,
    since: Sequence[QuoteRevisionRow],
    language: str,
) -> Clash | None:
    for key in _keys(work, said, base, language):
        if moved is None:
            name, _, field = key
            return Clash(said, field, name, _who(work, since, (name, key[1], "")), "", "", is_gone=True)
        before, after = _at(base, key), _at(now, key)
        if before != after and not _is_same(said, key[2], after):
            told = [_shown(value, quote.currency, key[2]) for value, quote in ((before, base), (after, now))]
            return Clash(moved, key[2], key[0], _who(work, since, key), told[0], told[1])
    return None


def _keys(work: Work, said: Part, base: Quote, language: str) -> list[Key]:
    if isinstance(said, Change) and said.line is not None:
        if not 1 <= said.line <= len(base.lines):
            return []
        name, which = _named(base)[said.line - 1]
        fields = ("quantity", "price") if said.field == "removed" else (said.field,)
        return [(name, which, each) for each in fields]
    if isinstance(said, Change):
        return [("", 0, each) for each in _PAIRS.get(said.field, (said.field,)) if each != "assumptions"]
    if isinstance(said, Position) and said.product:
        found = meant(work, said.product, language).product
        number = found.number if found is not None else ""
        place = position_of(base.lines, said, number)
        name, which = _named(base)[place] if place is not None else (number or said.product, 0)
        told = [("quantity", said.quantity), ("price", said.price)]
        return [(name, which, field) for field, value in told if value is not None]
    return []


def _named(quote: Quote) -> list[tuple[str, int]]:
    """Each position by its product or name, and which of several such it is."""
    seen: Counter[str] = Counter()
    told: list[tuple[str, int]] = []
    for each in quote.lines:
        name = _name(each)
        told.append((name, seen[name.casefold()]))
        seen[name.casefold()] += 1
    return told


def _name(each: QuoteLine) -> str:
    return each.product or each.name()


def _place(quote: Quote, name: str, which: int) -> int | None:
    places = [place for place, (each, _) in enumerate(_named(quote)) if each.casefold() == name.casefold()]
    return places[which] if which < len(places) else None


def _at(quote: Quote, key: Key) -> Any:
    name, which, field = key
    if not name:
        return getattr(quote, field)
    place = _place(quote, name, which)
    if place is None:
        return None
    return True if not field else getattr(quote.lines[place], field)


def _is_same(said: Part, field: str, value: Any) -> bool:
    """Whether both have typed the same."""
    if isinstance(said, Position):
        return bool(value == getattr(said, field))
    if isinstance(said, Change) and isinstance(said.value, tuple):
        pair = _PAIRS.get(said.field, (said.field, "unit"))
        return bool(value == said.value[pair.index(field) if field in pair else 0])
    return isinstance(said, Change) and bool(value == said.value)


def _who(work: Work, since: Iterable[QuoteRevisionRow], key: Key) -> str:
    """Who changed it last."""
    by: int | None = None
    last: Any = None
    for number, each in enumerate(since):
        value = _at(from_plain(each.content), key)
        if number and value != last:
            by = each.by
        last = value
    return name_of(work.session, by) or "?"


def _shown(value: Any, currency: str, field: str) -> str:
    if value in (None, "", ()):
        return NOTHING
    if isinstance(value, Decimal):
        return shown(value, currency) if field == "price" and currency else plain(value)
    return str(value)
