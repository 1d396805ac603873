"""The card of a quotation in a person's chat: what it says, the next step first among its buttons, edited in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.quote_asking import choices, next_missing, question
from handlers.quote_card_lines import MOST_SHOWN, card_lines
from handlers.quote_sight import may_see, sees_costs
from handlers.quote_standing import standing_rows
from handlers.quote_usual import Asking
from rules.outgoing import Choice, Choices, EditCard, Outgoing
from rules.permission import Viewer
from rules.quote import Quote
from rules.quote_moves import QuoteState
from rules.words import Line, line, title
from storage import quotes
from storage.colleagues import everybody, viewer
from storage.conversations import conversation
from storage.spoken import cards_standing
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work


def card_name(number: int, person: int) -> str:
    return f"quote:{number}:{person}"


def asked_next(
    work: Work, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, language: str
) -> list[Line]:
    """The question that comes next, if anything is missing."""
    quote = quotes.content(version)
    field, number = next_missing(quote)
    if not field or not quotes.is_inside(version):
        return []
    return [title("{question}", question=question(Asking(work, row, version, about, quote, language), field, number))]


def card_choices(
    work: Work, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, looking: Viewer, language: str
) -> Choices:
    """The next step first, then what can be looked at and changed."""
    name, quote = f"D{row.id}", quotes.content(version)
    rows: list[tuple[Choice, ...]] = standing_rows(row, version)
    if quotes.is_inside(version):
        field, number = next_missing(quote)
        if field:
            rows += choices(Asking(work, row, version, about, quote, language), field, number)
        elif version.state in {QuoteState.DRAFT, QuoteState.COSTED}:
            rows.append((Choice(line("Submit"), f"/submit {name}"),))
    look = [Choice(line("Paper"), f"/paper {name}")] if quote.lines else []
    if quote.lines and sees_costs(looking, row, about):
        look.insert(0, Choice(line("Cost"), f"/cost {name}"))
    rows.append(tuple(look))
    if quotes.is_inside(version):
        confirm = (Choice(line("Confirm"), f"/confirm {name}"),) if quote.lines else ()
        rows.append((*confirm, Choice(line("Change"), f"/quote {name} change")))
    if len(quote.lines) > MOST_SHOWN:
        rows.append((Choice(line("All {count} positions", count=len(quote.lines)), f"/quote {name} all"),))
    return tuple(each for each in rows if each)


def refreshed(work: Work, row: QuoteRow, version: QuoteVersionRow, but: int | None = None) -> list[Outgoing]:
    """New words for everybody who holds a card of it, and may still see it."""
    about = conversation(work.session, row.conversation_id)
    people = {card_name(row.id, each.id): each for each in everybody(work.session) if each.id != but}
    standing = cards_standing(work.session, people.keys())
    if about is None:
        return []
    edits: list[Outgoing] = []
    for card in standing:
        looking = viewer(work.session, people[card], work.now)
        if may_see(work, looking, row, about):
            edits.append(edited(work, row, version, about, people[card], looking))
    return edits


def edited(
    work: Work,
    row: QuoteRow,
    version: QuoteVersionRow,
    about: ConversationRow,
    person: ColleagueRow,
    looking: Viewer,
    hints: Sequence[Line] = (),
    first: Choices = (),
    *,
    whole: bool = False,
) -> EditCard:
    """Her card, in place."""
    return EditCard(
        card=card_name(row.id, person.id),
        lines=shown_lines(work, row, version, about, person, looking, hints, whole=whole),
        choices=(*first, *card_choices(work, row, version, about, looking, person.language)),
        listener=person.id,
    )


def shown_lines(
    work: Work,
    row: QuoteRow,
    version: QuoteVersionRow,
    about: ConversationRow,
    person: ColleagueRow,
    looking: Viewer,
    hints: Sequence[Line] = (),
    *,
    whole: bool = False,
) -> tuple[Line, ...]:
    """What is to be said first, the card, the next question."""
    card = card_lines(work, row, version, about, looking, whole=whole)
    return (*hints, *card, *asked_next(work, row, version, about, person.language))


def labels(quote: Quote) -> Iterable[tuple[int, str]]:
    """The first positions, for buttons."""
    return [(number, (each.product or each.name())[:20] or "?") for number, each in enumerate(quote.lines[:6], 1)]
