"""A quotation is begun and shown: with the first message everything that is known is in it, and what was typed (R118)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.asked import Asked
from handlers.quote_card import card_choices, card_name, edited, shown_lines
from handlers.quote_changing import applied
from handlers.quote_copying import filled, like
from handlers.quote_draft import Draft
from handlers.quote_figures import today
from handlers.quote_filling import taken_over
from handlers.quote_products import TABLE, repriced
from handlers.quote_spoken import unread_lines
from handlers.viewing import shown_all
from rules.outgoing import Choice, Choices, Outgoing
from rules.quote import Quote, QuoteLine
from rules.quote_difference import differences
from rules.quote_parts import Part, Position
from rules.quote_typed import read
from rules.words import Line, line, verbatim
from storage import quotes
from storage.happenings import note
from storage.spoken import spoken_message
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work


def begun(work: Work, asked: Asked, about: ConversationRow, words: str) -> list[Outgoing]:
    """A new draft of that inquiry, hers; nothing that she typed is lost."""
    draft = composed(work, asked, about, words)
    told = draft.quote
    row, version = quotes.begun(
        work,
        told,
        conversation=about.id,
        customer=about.customer_id,
        owner=asked.me.id,
        by=asked.me.id,
        words=differences(Quote(), told),
    )
    note(
        work,
        "quote",
        line("{person} drafts quotation {number}", person=asked.me.name, number=quotes.called(row)),
        actor=asked.me.id,
        conversation=about.id,
        customer=about.customer_id,
        after={"quote": row.id, "version": 1, "revision": 1},
    )
    hints = (*unread_lines(draft.unread), *draft.hints)
    return shown_to(work, asked, row, version, about, hints, meant_instead(row, draft))


def composed(work: Work, asked: Asked, about: ConversationRow, words: str) -> Draft:
    """What is known of that inquiry already, with everything in it that was typed."""
    known = taken_over(work, about, asked.me.language)
    if (copied := like(words)) is not None:
        known, words = filled(work, asked.viewer, copied[0], known), copied[1]
    parts = read(words, today(work), len(known.lines))
    draft = applied(work, known if copied else _without_wanted(known, parts), parts, asked.me.language)
    draft.quote = repriced(work, _with_wanted_quantities(draft.quote, known.lines))
    return draft


def shown_to(
    work: Work,
    asked: Asked,
    row: QuoteRow,
    version: QuoteVersionRow,
    about: ConversationRow,
    hints: Sequence[Line] = (),
    first: Choices = (),
    *,
    whole: bool = False,
) -> list[Outgoing]:
    """Its card: a press on the card changes it in place, typed words are answered below them."""
    shown_all(work, asked, about)
    quotes.seen(work, version, asked.me.id)
    if _is_on_card(work, asked, row):
        return [edited(work, row, version, about, asked.me, asked.viewer, hints, first, whole=whole)]
    lines = shown_lines(work, row, version, about, asked.me, asked.viewer, hints, whole=whole)
    buttons = (*first, *card_choices(work, row, version, about, asked.viewer, asked.me.language))
    return [asked.say(lines, buttons, card=card_name(row.id, asked.me.id), conversation=about.id)]


def meant_instead(row: QuoteRow, draft: Draft) -> Choices:
    """What may be meant by words that could not be taken, one press away."""
    told = dict.fromkeys(each.instead for each in draft.unread if each.instead)
    return tuple((Choice(verbatim(each[:40]), f"/quote D{row.id} {each}"),) for each in list(told)[:4])


def _is_on_card(work: Work, asked: Asked, row: QuoteRow) -> bool:
    """Whether she has pressed a button of the newest card itself."""
    heard = asked.heard
    if heard.pressed is None or heard.pressed_message is None:
        return False
    spoken = spoken_message(work.session, heard.place, heard.pressed_message)
    return spoken is not None and spoken.card == card_name(row.id, asked.me.id)


def _without_wanted(known: Quote, parts: Sequence[Part]) -> Quote:
    """Who types products has said which ones they are; those of the inquiry then only help out."""
    if not any(isinstance(each, Position) and each.product and not each.is_new for each in parts):
        return known
    return replace(known, lines=(), origins=tuple(each for each in known.origins if not each[0].startswith(TABLE)))


def _with_wanted_quantities(quote: Quote, wanted: Sequence[QuoteLine]) -> Quote:
    """A quantity that was not typed is the one that the inquiry names for that product, or for its only product."""
    lines = []
    for each in quote.lines:
        same = [one for one in wanted if one.product and one.product == each.product]
        if len(quote.lines) == len(wanted) == 1:
            same = list(wanted)
        if each.quantity is None and same and same[0].quantity is not None:
            each = replace(each, quantity=same[0].quantity, unit=each.unit if each.product else same[0].unit)
        lines.append(each)
    return replace(quote, lines=tuple(lines))
