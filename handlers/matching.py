"""Which products a customer means: model numbers exactly first, then names and synonyms, however they are spelled."""

from __future__ import annotations

import heapq
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process
from sqlalchemy import Engine

from rules.letter import Want, WantedItem
from rules.products import Matched, Product, folded_name, folded_number, numbers_in
from storage.products import all_products, name_keys, stamp
from storage.work import Work

SURE, LIKELY = 86.0, 74.0
"""Scores of 100 from which a name is taken as meant, and from which it is offered with a question mark."""
_APART = 6.0
"""A sure one is so much better than the next."""
_MOST = 3
_NEAR_NUMBER, _NEAR_NAME = 60.0, 65.0
"""Scores of 100 from which something is near enough to be offered where nothing is meant for sure."""
_LONGEST = 120
_SHORTEST_NAME = 2
_SHORTEST_MISSPELLED, _SHORTEST_ROOT = 4, 4
_MOST_WORDS = 12
_LOOKED_AT, _MOST_SPOTS = 60, 3_000


@dataclass(frozen=True, slots=True)
class Index:
    """The product table, made for being asked. `owners` tells for each of `names` whose it is, by its place in `products`."""

    products: tuple[Product, ...]
    by_number: dict[str, frozenset[int]]
    by_name: dict[str, frozenset[int]]
    names: tuple[str, ...]
    owners: tuple[int, ...]
    words: dict[str, tuple[int, ...]]
    """The names in which each word stands; Chinese counts by pairs of signs."""
    vocabulary: tuple[str, ...]
    """The words that may be misspelled."""


def indexed(products: Sequence[Product]) -> Index:
    """The index over these products; 4,800 take about 50 ms, and are asked in less than 10 ms."""
    by_number: dict[str, set[int]] = defaultdict(set)
    by_name: dict[str, set[int]] = defaultdict(set)
    for place, each in enumerate(products):
        for written in (each.number, *each.synonyms):
            folded = folded_number(written)
            if any(sign.isdigit() for sign in folded):
                by_number[folded].add(place)
        for name in name_keys(each):
            by_name[name].add(place)
    pairs = [(name, place) for name, places in by_name.items() for place in sorted(places) if not name.isnumeric()]
    words: dict[str, list[int]] = defaultdict(list)
    for spot, (name, _) in enumerate(pairs):
        for word in dict.fromkeys(_words(name)):
            words[word].append(spot)
    return Index(
        tuple(products),
        {key: frozenset(places) for key, places in by_number.items()},
        {key: frozenset(places) for key, places in by_name.items()},
        tuple(name for name, _ in pairs),
        tuple(place for _, place in pairs),
        {each: tuple(spots) for each, spots in words.items()},
        tuple(each for each in words if len(each) >= _SHORTEST_MISSPELLED and each.isalpha()),
    )


def matched(index: Index, words: str, language: str = "en") -> tuple[Matched, ...]:
    """Up to three products that these words may mean, best first; one that is sure stands alone."""
    words = words[:_LONGEST]
    numbers = numbers_in(words)
    exact = [place for each in numbers for place in sorted(index.by_number.get(each, ()))]
    if not exact:
        exact = sorted(index.by_name.get(folded_name(words), ()))
    if not exact and (rooted := _by_root(index, words)):
        return tuple(_match(index, each, LIKELY, False, language) for each in rooted)
    if exact:
        places = list(dict.fromkeys(exact))[:_MOST]
        return tuple(_match(index, each, 100.0, len(places) == 1, language) for each in places)
    return _alike(index, folded_name(words), numbers, language)


def closest(index: Index, words: str, most: int = _MOST, language: str = "en") -> tuple[Matched, ...]:
    """The products that are nearest to words under which there is none, to be offered by button; none if nothing is near.

    Numbers are compared with numbers, 6304-2RS is near 6204-2RS; none of them is ever sure.
    """
    words = words[:_LONGEST]
    best: dict[int, float] = {}
    for each in matched(index, words, language):
        best[next(place for place, own in enumerate(index.products) if own.number == each.number)] = 100 + each.score
    numbers = numbers_in(words)
    for said in numbers:
        near = process.extract(said, index.by_number.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR_NUMBER, limit=most)
        for number, score, _ in near:
            for place in index.by_number[number]:
                best[place] = max(best.get(place, 0.0), score)
    if not numbers:
        for _, score, spot in process.extract(
            folded_name(words), index.names, scorer=fuzz.token_set_ratio, score_cutoff=_NEAR_NAME, limit=4 * most
        ):
            owner = index.owners[spot]
            best[owner] = max(best.get(owner, 0.0), score)
    ranked = sorted(best, key=lambda place: (-best[place], place))[:most]
    return tuple(_match(index, place, min(100.0, best[place]), False, language) for place in ranked)


def matched_items(
    work: Work, items: Iterable[WantedItem], wants: Iterable[tuple[str, Want]], language: str = "en"
) -> list[tuple[str, tuple[Matched, ...]]]:
    """For each product that a letter wants, its words and what they may mean; empty while the table is empty."""
    index = of_work(work)
    if not index.products:
        return []
    said = [(each.product, f"{each.model} {each.product}".strip()) for each in items]
    if not said:
        facts = {slot: want.value for slot, want in wants}
        words = f"{facts.get('model', '')} {facts.get('product', '')}".strip()
        said = [(facts.get("product") or facts.get("model", ""), words)] if words else []
    return [(name, matched(index, words, language)) for name, words in said]


_KEPT: WeakKeyDictionary[Engine, tuple[tuple[object, ...], Index]] = WeakKeyDictionary()
"""The index of each database, until a product changes."""


def of_work(work: Work) -> Index:
    """The index of this department's products."""
    return work.once("products", lambda: _of_work(work))


def _of_work(work: Work) -> Index:
    engine = work.session.get_bind().engine
    now = stamp(work.session)
    kept = _KEPT.get(engine)
    if kept is None or kept[0] != now:
        kept = now, indexed(all_products(work.session) if now[0] else [])
        _KEPT[engine] = kept
    return kept[1]


def _alike(index: Index, name: str, numbers: Sequence[str], language: str) -> tuple[Matched, ...]:
    """By the likeness of names. Who says a number of ours that is not this product's does not mean this one for sure."""
    if len(name) < _SHORTEST_NAME or not index.names:
        return ()
    best: dict[int, float] = {}
    asked = _words(name)[:_MOST_WORDS]
    for place in _sharing(index, name):
        told = index.names[place]
        likeness = (
            0.45 * _covered(asked, told)
            + 0.25 * fuzz.token_set_ratio(name, told)
            + 0.3 * fuzz.token_sort_ratio(name, told)
        )
        owner = index.owners[place]
        best[owner] = max(best.get(owner, 0.0), likeness)
    ranked = sorted(
        ((score, owner) for owner, score in best.items() if score >= LIKELY), key=lambda each: (-each[0], each[1])
    )
    ranked = [each for each in ranked if not _other_number(index.products[each[1]], numbers)]
    if not ranked:
        return ()
    first = ranked[0][0]
    alone = len(ranked) == 1 or first - ranked[1][0] >= _APART
    if first >= SURE and alone and not numbers:
        return (_match(index, ranked[0][1], first, True, language),)
    return tuple(_match(index, owner, score, False, language) for score, owner in ranked[:_MOST])


def _words(name: str) -> list[str]:
    """The words of a folded name; of Chinese, Japanese and Korean each pair of neighbours."""
    told: list[str] = []
    for each in name.split():
        if "\u3040" <= each[-1] <= "\ud7af" or "\u3040" <= each[0] <= "\ud7af":
            told += [each[place : place + 2] for place in range(max(1, len(each) - 1))]
        else:
            told.append(each)
    return told


def _sharing(index: Index, name: str) -> list[int]:
    """The names that share most with this one, rare words before common ones, misspelled ones with what they are like."""
    shared: dict[int, float] = defaultdict(float)
    for word in dict.fromkeys(_words(name)[:_MOST_WORDS]):
        alike = [(word, 100.0)] if word in index.words else []
        if not alike and len(word) >= _SHORTEST_MISSPELLED and word.isalpha():
            alike = [
                (each, score)
                for each, score, _ in process.extract(
                    word, index.vocabulary, scorer=fuzz.ratio, score_cutoff=75, limit=4
                )
            ]
        for each, score in alike:
            spots = index.words[each]
            weight = score / 100 * math.log(1 + len(index.names) / len(spots))
            for spot in spots[:_MOST_SPOTS]:
                shared[spot] += weight
    return heapq.nlargest(_LOOKED_AT, shared, key=lambda each: (shared[each], -len(index.names[each]), -each))


def _covered(asked: Sequence[str], told: str) -> float:
    """How much of what was said stands in the name: the mean of each word's best likeness, 0 to 100."""
    words = _words(told)
    return sum(max((fuzz.ratio(each, word) for word in words), default=0.0) for each in asked) / len(asked)


def _by_root(index: Index, words: str) -> list[int]:
    """Products whose number is the beginning of a number that was said: 6204 for 6204-2RS. They are offered, never sure."""
    roots = [folded_number(re.split(r"[-/]", each, maxsplit=1)[0]) for each in words.split()]
    numbered = [each for each in roots if len(each) >= _SHORTEST_ROOT and any(sign.isdigit() for sign in each)]
    return [place for each in numbered for place in sorted(index.by_number.get(each, ()))][:_MOST]


def _other_number(product: Product, numbers: Sequence[str]) -> bool:
    """Whether the words name a number much like this product's, and it is another: 6004 is not 6204."""
    own = {folded_number(each) for each in (product.number, *product.synonyms) if any(sign.isdigit() for sign in each)}
    return any(said not in own and fuzz.ratio(said, each) >= 70.0 for said in numbers for each in own)


def _match(index: Index, place: int, score: float, sure: bool, language: str) -> Matched:
    product = index.products[place]
    return Matched(product.number, product.name(language), score, sure)
