"""/confirm: somebody answers with her name for price, delivery or payment of a quotation before it leaves (R24)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import divided
from handlers.costing import looked_at, quotation_in, quotations_offered
from handlers.quote_card import refreshed
from handlers.quote_confirming import ask_for, confirmed, named, review_lines, was_asked
from handlers.quote_reviewing import (
    MATTER_WORDS,
    confirming,
    matter_choices,
    matter_lines,
    may,
    open_matters,
    seal,
)
from handlers.quoting import found
from handlers.telling import to_colleague
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage import quotes
from storage.colleagues import name_of
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

EXAMPLE = "/confirm D7 price"


def confirm(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`D7`: the three matters. `D7 price`, `D7 all`: her word for them. `D7 payment ask`: puts it to who may confirm it."""
    number, words = quotation_in(asked)
    if not number:
        return [quotations_offered(work, asked, line("Which quotation do you confirm?"))]
    first, rest = divided(words)
    row, version, sees = _meant(work, asked, number, first)
    looked_at(work, asked, row)
    if not quotes.is_inside(version):
        raise Refused("The customer has {number} already: there is nothing to be confirmed.", number=quotes.called(row))
    if not first:
        return [_boxes(work, asked, row, version)]
    chosen = list(named(first))
    if not chosen:
        raise Refused(
            "I know price, delivery and payment. Example: {example}", example=f"/confirm {quotes.called(row, 1)} price"
        )
    if rest.strip().casefold() == "ask":
        return _put(work, asked, row, version, chosen)
    if rest and rest.strip() != seal(quotes.content(version), chosen):
        return [_again(work, asked, row, version, chosen, sees)]
    return _confirmed(work, asked, row, version, chosen, sees, everything=len(chosen) > 1)


def _meant(work: Work, asked: Asked, number: str, matter: str) -> tuple[QuoteRow, QuoteVersionRow, bool]:
    """The quotation, if she sees it, or if this matter of it was put to her. Refuses alike for all others (T26)."""
    row = quotes.meant(work.session, number)
    if row is not None and any(was_asked(work, row, each, asked.me.id) for each in named(matter)):
        return row, quotes.current(work.session, row), False
    row, version, _ = found(work, asked.viewer, number)
    return row, version, True


def _boxes(work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, *hints: Line) -> Outgoing:
    """The three check boxes with what each is about, and the open ones as buttons."""
    head = title("To be confirmed before {number} leaves", number=quotes.called(row))
    back = (Choice(line("The quotation"), f"/quote {quotes.called(row, 1)}"),)
    choices = (*matter_choices(work, asked.viewer, row, version), back)
    return asked.say([*hints, head, *matter_lines(work, row, version)], choices)


def _again(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, chosen: list[str], sees: bool
) -> Outgoing:
    """What she saw has changed since: nothing is confirmed, and she is shown how it stands now (T25)."""
    hint = line("That has changed meanwhile. Please look at it once more; nothing is confirmed yet.")
    if sees:
        return _boxes(work, asked, row, version, hint)
    lines = [hint, *(each for matter in chosen for each in review_lines(work, row, version, matter))]
    quote = quotes.content(version)
    return asked.say(lines, tuple((confirming(quotes.called(row, 1), quote, each),) for each in chosen))


def _confirmed(
    work: Work,
    asked: Asked,
    row: QuoteRow,
    version: QuoteVersionRow,
    chosen: list[str],
    sees: bool,
    *,
    everything: bool,
) -> list[Outgoing]:
    """Each of them; of "all" those that are open and that she may confirm."""
    said: list[Outgoing] = []
    if everything:
        open_ones = {each.matter for each in open_matters(work, row, version)}
        chosen = [each for each in chosen if each in open_ones and may(work, asked.viewer, row, each)]
    done: list[str] = []
    refusals: list[Line] = []
    for each in chosen:
        try:
            said += confirmed(work, asked.viewer, row, version, each)
            done.append(each)
        except Refused as refusal:
            if not everything:
                raise
            refusals.append(refusal.words)
    chosen = done
    words = [
        line("You confirm {matter} of {number}.", matter=MATTER_WORDS[each], number=quotes.called(row))
        for each in chosen
    ]
    if row.owner_id != asked.me.id and chosen:
        told = line(
            "{person} confirms {matters} of {number}.",
            person=name_of(work.session, asked.me.id),
            matters=tuple(MATTER_WORDS[each] for each in chosen),
            number=quotes.called(row),
        )
        said += to_colleague(work, row.owner_id, (told,), conversation=row.conversation_id)
    said += refreshed(work, row, version)
    if not sees:
        return [*said, asked.say(words)]
    lines = [*(words if len(words) == 1 else ()), *refusals, *matter_lines(work, row, version)]
    back = (Choice(line("The quotation"), f"/quote {quotes.called(row, 1)}"),)
    return [*said, asked.say(lines, (*matter_choices(work, asked.viewer, row, version), back))]


def _put(work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, chosen: list[str]) -> list[Outgoing]:
    said: list[Outgoing] = []
    names: list[str] = []
    for each in chosen:
        told, people = ask_for(work, row, version, each, asked.me.id)
        said += told
        names += [name_of(work.session, person) for person in people]
    if not names:
        raise Refused(
            "Nobody else here may confirm it. The manager changes who may: {example}",
            example=f"/settings review.{chosen[0]}",
        )
    return [*said, asked.tell("Asked: {people}", people=", ".join(dict.fromkeys(names)))]


COMMANDS = (
    Command(
        "/confirm",
        word("confirm price, delivery or payment of a quotation before it leaves"),
        confirm,
        roles=SALES | {Role.ACCOUNTING, Role.PRODUCTION, Role.PURCHASING},
        example=EXAMPLE,
        family="quote",
    ),
)
