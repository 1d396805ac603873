"""Changing a product in chat: several fields in one message, by whom the table of fields allows, recorded, taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from handlers.asked import Asked
from handlers.product_card import card_name
from handlers.quote_figures import today
from rules.enrolment import role_words
from rules.event import HeardFile
from rules.money import shown
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.product_fields import BUYERS, PICKERS, field_of, is_cost
from rules.product_values import Written, changed
from rules.product_words import Change, apply, change_in, is_amount
from rules.products import Product, arranged
from rules.quote import COST_LINES
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage.happenings import note
from storage.products import from_plain, numbered, put, to_plain, withdraw
from storage.work import Work

LARGEST_PICTURE = 10_000_000
PICTURES = {"image/jpeg": "image/jpeg", "image/jpg": "image/jpeg", "image/png": "image/png", "image/webp": "image/webp"}
_ENDINGS = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
_MOST_CHANGES = 40


def edited(work: Work, asked: Asked, product: Product, lines: Sequence[str]) -> list[Outgoing]:
    """Every line a change. What can be read is done, what cannot is named; nothing is done where all of it cannot be."""
    written, wrong, done = Written(), list[Line](), list[Change]()
    for text in lines[:_MOST_CHANGES]:
        try:
            change = change_in(text)
            if change is None:
                raise Refused("I know no field {text}. Write it like: price 3.20 USD", text=text[:40])
            _must_be_hers(asked, change)
            apply(written, change, product)
            done.append(change)
        except Refused as no:
            wrong.append(line("{text}: {why}", text=text[:60], why=no.words))
    if done and (question := _which_currency(work, asked, product, written, done)):
        return question
    if not done:
        raise Refused("Nothing was changed. {why}", why=tuple(wrong))
    after = changed(product, written, asked.me.name, today(work))
    return _stands(work, asked, product, arranged(product, after, today(work)), wrong)


def pictured(work: Work, asked: Asked, product: Product, files: Sequence[HeardFile]) -> list[Outgoing]:
    """The photo that came is its picture from now on; without one, it is asked for."""
    _must_have(asked, PICKERS, word("picture"))
    if not files:
        words = line("Answer this message with the photo of {number}.", number=product.number)
        return [asked.say((words,), card=card_name(product.number))]
    file = files[0]
    ending = file.name.rpartition(".")[2].casefold()
    kind = PICTURES.get(file.content_type.casefold()) or _ENDINGS.get(ending)
    if kind is None:
        raise Refused(
            "{file} is no picture that I can show: send a photo, or a JPEG, PNG or WebP file.", file=file.name
        )
    if file.size > LARGEST_PICTURE:
        raise Refused(
            "{file} is too large for a picture: at most {limit} octets.", file=file.name, limit=LARGEST_PICTURE
        )
    after = replace(product, picture=file.sha256, picture_type=kind, picture_size=file.size)
    return _stands(work, asked, product, after, [])


def without_picture(work: Work, asked: Asked, product: Product) -> list[Outgoing]:
    _must_have(asked, PICKERS, word("picture"))
    return _stands(work, asked, product, replace(product, picture="", picture_type="", picture_size=0), [])


def added(work: Work, asked: Asked, number: str, name: str) -> list[Outgoing]:
    """A new product with its name; the rest is written afterwards."""
    _must_have(asked, BUYERS, word("product"))
    written = Written()
    written.add("number", number)
    language = "zh" if any("\u3400" <= each <= "\u9fff" for each in name) else "en"
    written.add(f"name_{language}", name)
    written.values.pop("number")
    product = changed(Product(number), written, asked.me.name, today(work))
    put(work, (product,), by=asked.me.id)
    _noted(work, asked, product.number, None, to_plain(product), line("new"))
    words = [
        title("{number} · {name}", number=product.number, name=product.name(asked.me.language)),
        line("It is in the table now. Answer this message with what is known: {example}", example="price 3.20 USD"),
    ]
    return [asked.say(words, _back(work), card=card_name(product.number))]


def withdrawn(work: Work, asked: Asked, product: Product) -> list[Outgoing]:
    """It is sold no more; what was quoted with it stays."""
    _must_have(asked, BUYERS, word("product"))
    withdraw(work, (product.number,))
    _noted(work, asked, product.number, to_plain(product), None, line("sold no more"))
    return [asked.say((line("{number} is sold no more.", number=product.number),), _back(work))]


def taken_back(work: Work, before: Any, after: Any, by: int) -> None:
    """As it was before that act. Refuses where somebody has changed the same since."""
    number = (after or before)["number"]
    now = numbered(work.session, (number,)).get(number)
    standing = to_plain(now) if now else None
    if after is None or standing is None:
        if after is not None or standing is not None:
            raise Refused("Meanwhile {number} was changed again.", number=number)
        put(work, (from_plain(before),), by=by)
        return
    if any(standing.get(name) != value for name, value in after.items()):
        raise Refused("Meanwhile {number} was changed again.", number=number)
    if before is None:
        withdraw(work, (number,))
    else:
        put(work, (from_plain(standing | before),), by=by)


def _stands(work: Work, asked: Asked, before: Product, after: Product, wrong: Sequence[Line]) -> list[Outgoing]:
    """Writes it, records before and after, and says what became of what."""
    old, new = to_plain(before), to_plain(after)
    moved = [name for name in new if old[name] != new[name]]
    if not moved:
        raise Refused("It stands so already.")
    put(work, (after,), by=asked.me.id)
    facts = tuple(_label(name) for name in moved if name not in _BESIDE or len(moved) == 1)
    kept = {"number": after.number}
    _noted(
        work,
        asked,
        after.number,
        kept | {name: old[name] for name in moved},
        kept | {name: new[name] for name in moved},
        facts or (word("costs"),),
    )
    lines = [
        title("{number} · {name}", number=after.number, name=after.name(asked.me.language)),
        *_changes(before, after, asked, moved),
        *([line("Not changed:"), *wrong] if wrong else []),
    ]
    return [asked.say(lines, _back(work), card=card_name(after.number))]


_BESIDE = frozenset(
    {"cost_source", "cost_on", "picture_type", "picture_size", "valid_from", "currency", "cost_currency"}
)
"""What changes together with something else and is not named beside it."""


def _changes(before: Product, after: Product, asked: Asked, moved: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    for name in moved:
        if name in _BESIDE and len(moved) > 1 and name not in {"currency", "cost_currency"}:
            continue
        label = _label(name)
        if not asked.viewer.has(field_of(_field(name)).sees):
            lines.append(line("{fact}: changed", fact=label))
            continue
        lines.append(
            line("{fact}: {before} → {after}", fact=label, before=_said(before, name), after=_said(after, name))
        )
    if after.price and before.price and after.price != before.price and "price" in moved:
        percent = (after.price / before.price - 1) * 100
        lines.append(line("That is {percent} % on the former price.", percent=f"{percent:+.1f}"))
    return lines


def _label(name: str) -> Line:
    return _LABELS.get(name) or field_of(_field(name)).label


_LABELS: dict[str, Line] = {
    "names": word("name"),
    "costs": word("costs"),
    "coming": word("price to come"),
    "picture": word("picture"),
}


def _field(name: str) -> str:
    """The field by which a column is judged: all costs are one column."""
    return {"costs": "raw_material", "coming": "price"}.get(name, name)


def _said(product: Product, name: str) -> Line:
    value = getattr(product, name)
    match name:
        case "names":
            return verbatim("; ".join(f"{language} {told}" for language, told in value) or "-")
        case "picture":
            return word("a picture") if value else verbatim("-")
        case "costs":
            parts = tuple(
                line("{fact} {value}", fact=field_of(each).label, value=shown(amount, product.cost_currency))
                for each, amount in value
            )
            return line("{parts}", parts=parts) if parts else verbatim("-")
        case "coming":
            if value is None or value.price is None or value.valid_from is None:
                return verbatim("-")
            return line("{price} from {day} on", price=shown(value.price, value.currency), day=value.valid_from)
        case "tiers":
            return verbatim("; ".join(f"{least:,f}+ {shown(price, product.currency)}" for least, price in value) or "-")
        case "price" | "floor" | "ceiling":
            return verbatim("-" if value is None else shown(value, product.currency))
        case "valid_from" | "cost_on":
            return line("{day}", day=value) if value else verbatim("-")
    if isinstance(value, tuple):
        return verbatim("; ".join(value) or "-")
    return verbatim(f"{value:f}" if isinstance(value, Decimal) else str(value or "-"))


def _must_be_hers(asked: Asked, change: Change) -> None:
    field = field_of(change.field if change.field != "tier_end" else "tiers")
    if change.field == "number":
        raise Refused("A number stays; add the other one as a synonym, or a new product.")
    _must_have(asked, field.edits, field.label)
    if change.valid_from:
        _must_have(asked, field_of("valid_from").edits, field_of("valid_from").label)


def _must_have(asked: Asked, roles: frozenset[Role], what: Line) -> None:
    if not asked.viewer.has(roles):
        raise Refused("{what} is changed by: {roles}.", what=what, roles=role_words(sorted(roles)))


def _which_currency(
    work: Work, asked: Asked, product: Product, written: Written, done: Sequence[Change]
) -> list[Outgoing]:
    """A question with buttons, where amounts came without a currency and none stands in the table; the rest waits."""
    has_cost = any(name in COST_LINES and value is not None for name, value in written.values.items())
    if has_cost and not (written.cost_currency or written.values.get("cost_currency") or product.cost_currency):
        if product.currency == work.policy.currency:
            written.cost_currency = product.currency
            return []
        return _asked_currency(asked, product, done, costs=True, offered=(work.policy.currency, product.currency))
    has_price = any(written.values.get(name) for name in ("price", "floor", "ceiling", "tiers"))
    if has_price and not (written.currency or written.values.get("currency") or product.currency):
        return _asked_currency(asked, product, done, costs=False, offered=("USD", "EUR", work.policy.currency))
    return []


def _asked_currency(
    asked: Asked, product: Product, done: Sequence[Change], *, costs: bool, offered: Iterable[str]
) -> list[Outgoing]:
    asked_for = [each for each in done if is_amount(each) and is_cost(each.field) == costs]
    if len(done) > 1:
        raise Refused(
            "In which currency? Write it with the amount, like {example}.", example=f"{asked_for[0].typed.strip()} USD"
        )
    amount = asked_for[0]
    choices = tuple(
        Choice(verbatim(each), f"/product {product.number} {amount.typed.strip()} {each}")
        for each in dict.fromkeys(filter(None, offered))
    )
    return [asked.say((line("In which currency is {amount}?", amount=amount.value),), (choices,))]


def _noted(work: Work, asked: Asked, number: str, before: Any, after: Any, what: Line | tuple[Line, ...]) -> None:
    """Values stand in before and after only: whoever reads the words need not see a floor."""
    words = line("{number} of the products: {what}", number=number, what=what)
    note(work, "product", words, actor=asked.me.id, before=before, after=after)


def _back(work: Work) -> Choices:
    return ((Choice(line("Take it back"), f"/undo {work.event}"),),)
