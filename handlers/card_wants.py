"""What the customer wants, as his card says it: what is guessed has a question mark, and each product its number of ours."""

from __future__ import annotations

from handlers.matching import matched_items
from handlers.vocabulary import FACTS, said
from rules.letter import Letter, WantedItem
from rules.letter_plain import wants_from_plain
from rules.products import Matched
from rules.words import Line, line
from storage.letters import newest_from_customer, reading_of
from storage.tables.conversations import ConversationRow
from storage.work import Work

_SHOWN_ITEMS = 8
_SHOWN_NAME = 60
_OF_ITEMS = frozenset({"product", "quantity", "model"})


def wanted_lines(work: Work, conversation: ConversationRow) -> list[Line]:
    """A line for each fact, for each of several products, and for the products of ours that they may be."""
    wants = wants_from_plain(conversation.wants or [])
    items = _items(work, conversation)
    lines: list[Line] = []
    for name, want in wants:
        if items and name in _OF_ITEMS:
            continue
        fact = said(FACTS, name)
        lines.append(
            line("{fact}: {value}", fact=fact, value=want.value)
            if want.sure
            else line("{fact}: {value} (guessed)", fact=fact, value=want.value)
        )
    lines = [*_item_lines(items), *lines]
    for words, found in matched_items(work, items, wants, conversation.language)[:_SHOWN_ITEMS]:
        lines += _product_lines(words, found)
    return lines


def _items(work: Work, conversation: ConversationRow) -> tuple[WantedItem, ...]:
    row = newest_from_customer(work.session, conversation.id)
    letter: Letter | None = reading_of(work.session, row.id) if row else None
    return letter.items if letter is not None else ()


def _item_lines(items: tuple[WantedItem, ...]) -> list[Line]:
    lines = [
        line(
            "{number}. {product}, {quantity}",
            number=number,
            product=each.product[:_SHOWN_NAME],
            quantity=each.quantity or "?",
        )
        for number, each in enumerate(items[:_SHOWN_ITEMS], 1)
    ]
    if len(items) > _SHOWN_ITEMS:
        lines.append(line("... and {count} products more", count=len(items) - _SHOWN_ITEMS))
    return lines


def _product_lines(words: str, found: tuple[Matched, ...]) -> list[Line]:
    if not found:
        return []
    if found[0].sure:
        return [line("Ours: {number}, {name}", number=found[0].number, name=found[0].name[:_SHOWN_NAME])]
    likely = "; ".join(f"{each.number} {each.name[:_SHOWN_NAME]}" for each in found)
    return [line("Ours? {words}: {products}", words=words[:_SHOWN_NAME], products=likely)]
