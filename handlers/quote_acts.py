"""What else is done with a quotation's draft: questions by button, the step back, giving it up, every position."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.quote_approval import unapproved
from handlers.quote_asking import QUESTIONS, choices, question
from handlers.quote_card import labels, refreshed
from handlers.quote_drafting import shown_to
from handlers.quote_following import resumed
from handlers.quote_usual import Asking
from handlers.quoting import changed, still_ours
from handlers.viewing import shown_all
from rules.outgoing import Choice, Choices, Outgoing
from rules.quote import Quote
from rules.quote_difference import differences
from rules.quote_moves import QuoteEvent
from rules.quote_plain import from_plain
from rules.quote_words import FIELD_WORDS
from rules.refusal import Refused
from rules.words import Line, line
from storage import quotes
from storage.colleagues import name_of
from storage.happenings import note
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

UNDONE = line("The last change is taken back.")
VERBS: Mapping[str, str] = {
    "undo": "undo", "撤销": "undo", "撤回": "undo", "drop": "drop", "放弃": "drop", "change": "change", "edit": "change",
    "修改": "change", "ask": "ask", "all": "all", "全部": "all", "show": "show",
}  # fmt: skip
"""Words that stand first behind the number."""
_YES = frozenset({"yes", "y", "really", "是"})
_TYPED = {
    "currency": "currency",
    "term": "term",
    "place": "place",
    "payment": "payment",
    "delivery": "delivery",
    "valid_until": "valid",
    "packaging": "packing",
    "contact": "contact",
    "company": "company",
    "language": "language",
    "remarks": "remark",
    "reason": "reason",
    "quantity": "qty",
    "price": "price",
    "product": "product",
    "alternative": "alternative",
    "names": "name",
    "specification": "spec",
}
"""How a field is typed, by its name."""
_OFFERED = (
    "term",
    "payment",
    "delivery",
    "valid_until",
    "packaging",
    "currency",
    "contact",
    "language",
    "remarks",
    "reason",
)
_OFFERED_OF_LINE = ("quantity", "price", "product", "specification", "alternative")


def act(
    work: Work,
    asked: Asked,
    row: QuoteRow,
    version: QuoteVersionRow,
    about: ConversationRow,
    verb: str,
    rest: str,
) -> list[Outgoing]:
    """Does what the verb says. Whatever changes something is refused where the customer has the quotation already."""
    if verb not in {"all", "show"}:
        still_ours(row, version)
    return _ACTS[verb](work, asked, row, version, about, rest)


def _undo(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, rest: str
) -> list[Outgoing]:
    """The content before the last change that has not been taken back; that, too, is a change and kept (R135).

    Somebody else's change is taken back only when she has said so knowing whose it is.
    """
    before = _before(work, version)
    if before is None:
        raise Refused("There is nothing to take back: this is how it began.")
    now = quotes.content(version)
    if version.edited_by != asked.me.id and rest.casefold() not in _YES:
        return [_undone_of_another(work, asked, row, version, differences(before, now))]
    words = (UNDONE, *differences(now, before))
    said = changed(work, asked, row, version, before, words, but=asked.me.id)
    return [*said, *shown_to(work, asked, row, version, about, words)]


def _undone_of_another(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, words: Sequence[Line]
) -> Outgoing:
    name = f"/quote D{row.id}"
    buttons = ((Choice(line("Take it back"), f"{name} undo yes"), Choice(line("Keep"), name)),)
    person = name_of(work.session, version.edited_by) or "?"
    return asked.say((line("The last change is {person}'s:", person=person), *words), buttons)


def _before(work: Work, version: QuoteVersionRow) -> Quote | None:
    stack: list[Quote] = []
    for each in quotes.revisions(work.session, version.id):
        sentences = [one[0] for one in each.words or []]
        if sentences[:1] == [UNDONE.sentence] and len(stack) > 1:
            stack.pop()
        else:
            stack.append(from_plain(each.content))
    return stack[-2] if len(stack) > 1 else None


def _drop(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, rest: str
) -> list[Outgoing]:
    """Given up, when she has said so twice. What was asked for is void."""
    if rest.casefold() not in _YES:
        buttons = ((Choice(line("Really"), f"/quote D{row.id} drop yes"), Choice(line("Keep"), f"/quote D{row.id}")),)
        return [asked.say((line("Give {number} up? It is kept in the log.", number=quotes.called(row)),), buttons)]
    said = unapproved(work, row, version, asked.me.id, line("the quotation was given up"))
    before = version.state
    quotes.moved(work, version, QuoteEvent.DROPPED)
    note(
        work,
        "quote",
        line("{person} has given quotation {number} up", person=asked.me.name, number=quotes.called(row)),
        actor=asked.me.id,
        conversation=row.conversation_id,
        customer=row.customer_id,
        before={"quote": row.id, "version": version.version, "state": before},
        after={"quote": row.id, "version": version.version, "state": version.state},
    )
    number, before_it = quotes.called(row), quotes.restored(work, row)
    if before_it is not None:
        resumed(work, before_it)
        stands = line("{number} is given up; {other} stands again.", number=number, other=quotes.called(row))
        return [*said, *refreshed(work, row, before_it), asked.say((stands,))]
    words = line("{number} is given up. A new one: {example}", number=number, example=f"/quote {about.id}")
    return [*said, *refreshed(work, row, version), asked.say((words,))]


def _change(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, rest: str
) -> list[Outgoing]:
    """What can be changed, as buttons; `2`: what of position 2."""
    shown_all(work, asked, about)
    quote, name = quotes.content(version), f"/quote D{row.id}"
    if rest.isdecimal() and 1 <= int(rest) <= len(quote.lines):
        return [_of_line(asked, quote, name, int(rest))]
    buttons = [
        Choice(line("{position}. {product}", position=number, product=told), f"{name} change {number}")
        for number, told in labels(quote)
    ]
    buttons.append(Choice(line("Another product"), f"{name} ask lines"))
    buttons += [Choice(FIELD_WORDS[each], f"{name} ask {each}") for each in _OFFERED]
    buttons += [Choice(line("Undo"), f"{name} undo"), Choice(line("Give up"), f"{name} drop")]
    question = line(
        "What shall change in {number}? Or type it: {example}",
        number=quotes.called(row),
        example=f"{name} line 2 price 3.10",
    )
    return [asked.say((question,), in_rows(buttons), card=question_card(name), conversation=about.id)]


def _of_line(asked: Asked, quote: Quote, name: str, number: int) -> Outgoing:
    buttons = [Choice(FIELD_WORDS[each], f"{name} ask {number} {each}") for each in _OFFERED_OF_LINE]
    buttons.append(Choice(line("Take out"), f"{name} line {number} remove"))
    told = (quote.lines[number - 1].product or quote.lines[number - 1].name())[:60]
    question = line("{position}. {product}: what shall change?", position=number, product=told)
    return asked.say((question,), in_rows(buttons), card=question_card(f"{name} line {number}"))


def _ask(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, rest: str
) -> list[Outgoing]:
    """`payment`, `2 price`: the question with what is usual as buttons; words that answer it are the value."""
    first, _, second = rest.partition(" ")
    number, field = (int(first), second.strip()) if first.isdecimal() else (None, first)
    quote = quotes.content(version)
    if field not in QUESTIONS or (number is not None and not 1 <= number <= len(quote.lines)):
        raise Refused("I cannot ask for that. /quote {number} change offers what can change.", number=f"D{row.id}")
    this = Asking(work, row, version, about, quote, asked.me.language)
    buttons: Choices = choices(this, field, number)
    typed = "" if field == "lines" else _TYPED.get(field, field)
    command = f"/quote D{row.id}" + (f" line {number}" if number is not None else "") + (f" {typed}" if typed else "")
    lines: list[Line] = [question(this, field, number), line("Press, or answer this message with your words.")]
    return [asked.say(lines, buttons, card=question_card(command), conversation=about.id)]


def _all(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, _: str
) -> list[Outgoing]:
    return shown_to(work, asked, row, version, about, whole=True)


def _show(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, _: str
) -> list[Outgoing]:
    return shown_to(work, asked, row, version, about)


_ACTS: Mapping[str, Callable[[Work, Asked, QuoteRow, QuoteVersionRow, ConversationRow, str], list[Outgoing]]] = {
    "undo": _undo,
    "drop": _drop,
    "change": _change,
    "ask": _ask,
    "all": _all,
    "show": _show,
}
