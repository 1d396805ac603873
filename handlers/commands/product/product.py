"""/product: finds what we sell by number, name or synonym, in any language and however it is spelled."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.matching import Index, matched, of_work
from rules.outgoing import Choice, Outgoing
from rules.permission import EVERYBODY
from rules.products import Product, folded_name
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage.products import product as product_of
from storage.work import Work

EXAMPLE = "/product 6204-2RS"
_OFFERED = 8
_LONGEST = 120


def product(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`WORDS`: the product of that number, or those whose names are like it, as buttons."""
    words = " ".join(asked.rest.split())[:_LONGEST]
    index = of_work(work)
    if not index.products:
        raise Refused(
            "There are no products yet: {example} at the machine brings them in.",
            example="infodesk import products products.xlsx",
        )
    if not words:
        return [
            asked.tell("{count} products. Say a number or words: {example}", count=len(index.products), example=EXAMPLE)
        ]
    found = product_of(work.session, words) or _only(index, words, asked.me.language)
    if found is not None:
        return [asked.say(_card(found, asked.me.language))]
    likely = _likely(index, words, asked.me.language)
    if not likely:
        raise Refused("I know no product like {words}.", words=words[:60])
    choices = tuple((Choice(verbatim(_button(each, asked.me.language)), f"/product {each.number}"),) for each in likely)
    return [asked.say([line("Which one is it?")], choices)]


def _only(index: Index, words: str, language: str) -> Product | None:
    told = matched(index, words, language)
    return (
        next((each for each in index.products if each.number == told[0].number), None)
        if told and told[0].sure
        else None
    )


def _likely(index: Index, words: str, language: str) -> list[Product]:
    """Those that contain the words, then those that are like them."""
    folded = folded_name(words)
    within = [each for each in index.products if folded and folded in _everything(each)]
    by_number = {each.number: each for each in index.products}
    alike = [by_number[each.number] for each in matched(index, words, language)]
    return list(dict.fromkeys((*alike, *within)))[:_OFFERED]


def _everything(each: Product) -> str:
    return folded_name(" ".join((each.number, *(name for _, name in each.names), *each.synonyms, each.specification)))


def _button(each: Product, language: str) -> str:
    return f"{each.number} · {each.name(language)}"[:60]


def _card(each: Product, language: str) -> list[Line]:
    lines = [title("{number} · {name}", number=each.number, name=each.name(language))]
    others = [name for _, name in each.names if name != each.name(language)]
    facts: tuple[tuple[Line, str], ...] = (
        (word("also called"), "; ".join((*others, *each.synonyms))),
        (word("description"), each.description),
        (word("specification"), each.specification),
        (word("material"), each.material),
        (word("unit"), each.unit),
        (word("packing"), each.packing),
        (word("HS code"), each.hs_code),
        (word("smallest order"), "" if each.moq is None else f"{each.moq:f}"),
        (word("lead time in days"), "" if each.lead_days is None else str(each.lead_days)),
    )
    return [*lines, *(line("{fact}: {value}", fact=fact, value=value) for fact, value in facts if value)]


COMMANDS = (
    Command(
        "/product",
        word("find a product by number, name or other words for it"),
        product,
        roles=EVERYBODY,
        example=EXAMPLE,
        family="quote",
    ),
)
