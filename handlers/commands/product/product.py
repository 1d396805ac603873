"""/product: finds what we sell by number, name or synonym, however it is spelled, and changes it; each by whom it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from handlers.asked import Asked, Command
from handlers.matching import Index, closest, matched, of_work
from handlers.product_card import card_lines, card_name, history_lines, picture_of
from handlers.product_editing import added, edited, pictured, withdrawn, without_picture
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import EVERYBODY
from rules.product_fields import EDITORS, INSIDERS
from rules.product_words import Change, change_in
from rules.products import Matched, Product, folded_name
from rules.refusal import Refused
from rules.words import line, verbatim, word
from storage.products import product as product_of
from storage.work import Work

EXAMPLE = "/product 6204-2RS"
EDIT_EXAMPLE = "/product 6204-2RS price 3.20 USD"
ADD_EXAMPLE = "/product add 6204-2RS, Deep groove ball bearing"
_OFFERED = 8
_LONGEST = 120
_MOST_WORDS = 8


def product(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`NUMBER or WORDS`: the product. `NUMBER FIELD VALUE`, also on several lines: changes it. `add NUMBER, NAME`."""
    first, _, rest = asked.rest.partition(" ")
    if first.casefold() in {"add", "new", "新增", "添加"} and rest.strip():
        return _added(work, asked, rest)
    known, lines = _divided(work, asked.rest) if not asked.heard.borrowed else (_begun_with(work, asked.rest), [])
    if known is not None and (lines or asked.files):
        return _done(work, asked, known, lines)
    return _found(work, asked)


def _done(work: Work, asked: Asked, known: Product, lines: list[str]) -> Iterable[Outgoing]:
    """What is to be done with the product: a picture, its history, that it is sold no more, or changes of fields."""
    change = change_in(lines[0]) if lines else Change("picture", "")
    if change is not None and change.field in OTHERS and len(lines) < 2:
        return OTHERS[change.field](work, asked, known, change)
    if change is not None and not change.value and len(lines) == 1 and not _empties(lines[0]):
        return _field_shown(work, asked, known)
    return edited(work, asked, known, lines)


def _pictured(work: Work, asked: Asked, known: Product, change: Change) -> list[Outgoing]:
    if change.value in {"-", "none"} and not asked.files:
        return without_picture(work, asked, known)
    return pictured(work, asked, known, asked.files)


def _history(work: Work, asked: Asked, known: Product, _: Change) -> list[Outgoing]:
    if not asked.viewer.has(INSIDERS):
        raise Refused("The history of prices is for who sells, buys and counts.")
    return [asked.say(history_lines(work, known))]


OTHERS: Mapping[str, Callable[[Work, Asked, Product, Change], list[Outgoing]]] = {
    "picture": _pictured,
    "history": _history,
    "withdraw": lambda work, asked, known, _: withdrawn(work, asked, known),
}


def _added(work: Work, asked: Asked, text: str) -> list[Outgoing]:
    head, *more = text.splitlines()
    number, sign, name = (each.strip() for each in head.replace("，", ",").partition(","))
    if not sign:
        number, _, name = (each.strip() for each in head.partition(" "))
    if not number or not name:
        raise Refused("Write the number and the name, like {example}.", example=ADD_EXAMPLE)
    if product_of(work.session, number) is not None:
        raise Refused(
            "{number} is in the table already. {example} shows it.", number=number, example=f"/product {number}"
        )
    said = added(work, asked, number, name)
    known = product_of(work.session, number)
    lines = [each for each in more if each.strip()]
    return edited(work, asked, known, lines) if lines and known else said


def _divided(work: Work, text: str) -> tuple[Product | None, list[str]]:
    """The product that the words begin with, and the changes behind it, one to a line."""
    head, *more = text.splitlines() or [""]
    words = head.split()
    lines = [each.strip() for each in more if each.strip()]
    whole = product_of(work.session, head) if head.strip() else None
    if whole is not None:
        return whole, lines
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        rest = " ".join(words[count:])
        if change_in(rest) is not None and (known := product_of(work.session, " ".join(words[:count]))) is not None:
            return known, [rest, *lines]
    return None, []


def _begun_with(work: Work, text: str) -> Product | None:
    """The product that the words begin with; what stands behind it is a picture's caption, and no command (T28)."""
    words = text.split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        if (known := product_of(work.session, " ".join(words[:count]))) is not None:
            return known
    return None


def _found(work: Work, asked: Asked) -> list[Outgoing]:
    words = " ".join(asked.rest.split())[:_LONGEST]
    index = of_work(work)
    if not index.products:
        raise Refused(
            "There are no products yet: {example} at the machine brings them in.",
            example="infodesk import products products.xlsx",
        )
    if not words:
        return [_told_how(asked, len(index.products))]
    language = asked.me.language
    if (meant := _to_be_changed(index, asked.rest, language)) is not None:
        likely, rest = meant
        words_ = line("I know no product {words}. Which one is it?", words=words[: len(words) - len(rest)].strip()[:60])
        return [asked.say([words_], _matches(likely, rest))]
    found = product_of(work.session, words) or _only(index, words, language)
    if found is not None:
        return [_card(work, asked, found)]
    likely_ones = _likely(index, words, language)
    if likely_ones:
        choices = tuple((Choice(verbatim(_button(each, language)), f"/product {each.number}"),) for each in likely_ones)
        return [asked.say([line("Which one is it?")], choices)]
    near = closest(index, words, 3, language)
    if not near:
        raise Refused("I know no product like {words}.", words=words[:60])
    return [asked.say([line("I know no product {words}. Perhaps one of these?", words=words[:60])], _matches(near))]


def _told_how(asked: Asked, count: int) -> Outgoing:
    lines = [line("{count} products. Say a number or words: {example}", count=count, example=EXAMPLE)]
    if asked.viewer.has(EDITORS):
        lines.append(line("To change one: {example}", example=EDIT_EXAMPLE))
    return asked.say(lines)


def _to_be_changed(index: Index, text: str, language: str) -> tuple[tuple[Matched, ...], str] | None:
    """What somebody means by an unknown number with a change behind it: the closest ones, and the change."""
    words = text.split("\n")[0].split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        said, rest = " ".join(words[:count]), " ".join(words[count:])
        change = change_in(rest)
        if change is not None and change.value and any(each.isdigit() for each in said):
            near = closest(index, said, 3, language)
            return (near, "\n".join((rest, *text.split("\n")[1:]))) if near else None
    return None


def _matches(likely: Iterable[Matched], rest: str = "") -> Choices:
    return tuple(
        (Choice(verbatim(f"{each.number} · {each.name}"[:60]), f"/product {each.number} {rest}".strip()),)
        for each in likely
    )


def _card(work: Work, asked: Asked, known: Product) -> Outgoing:
    choices: Choices = ()
    if asked.viewer.has(INSIDERS) and known.price is not None:
        choices = ((Choice(line("Price history"), f"/product {known.number} history"),),)
    lines = card_lines(work, known, asked.viewer, asked.me.language)
    return asked.say(lines, choices, files=picture_of(known), card=card_name(known.number))


def _field_shown(work: Work, asked: Asked, known: Product) -> list[Outgoing]:
    """A field without a value: the product as it stands, and how it is changed."""
    card = _card(work, asked, known)
    return [
        card,
        asked.tell("Write the value behind it, like {example}.", example=f"/product {known.number} price 3.20 USD"),
    ]


def _empties(text: str) -> bool:
    return text.split()[-1] in {"-", "none", "无", "空"}


def _only(index: Index, words: str, language: str) -> Product | None:
    told = matched(index, words, language)
    if not told or not told[0].sure:
        return None
    return next((each for each in index.products if each.number == told[0].number), None)


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


COMMANDS = (
    Command(
        "/product",
        word("find a product by number, name or other words, and change it"),
        product,
        roles=EVERYBODY,
        example=EXAMPLE,
        family="quote",
    ),
)
