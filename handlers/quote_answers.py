"""How a customer's last answer to a quotation is shown, on the inquiry's card and to its owner, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.quote_figures import today
from rules.letter import Answered
from rules.outgoing import Choice
from rules.quote_answers import RECEIPT, Marked, said_of
from rules.quote_moves import OUTSIDE, QuoteState
from rules.words import Line, line, verbatim
from storage import quotes
from storage.letters import newest_from_customer, reading_of
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

ANSWERABLE = OUTSIDE | {QuoteState.EXPIRED, QuoteState.DECLINED}
"""States of a quotation on which an answer can still land."""
DECIDES = frozenset({Answered.ACCEPTED, Answered.OBJECTED, Answered.REFUSED})
"""Answers upon which a person has something to decide."""
_PLAIN = ("price", "conditional", "sure", "proforma", "other_price", "reason")

Standing = tuple[QuoteRow, QuoteVersionRow, Marked]


def answer_lines(work: Work, matter: ConversationRow) -> list[Line]:
    """What the customer said of each quotation, for the card: his words only if they are not the letter that it shows."""
    standing = answered_in(work, matter)
    newest = newest_from_customer(work.session, matter.id) if standing else None
    told: list[Line] = []
    for row, version, mark in standing:
        words = newest is None or newest.id != _letter(version)
        told += [said_of(mark, quotes.called(row)), *more_lines(work, version, mark, words=words)]
    return told


def answer_rows(work: Work, matter: ConversationRow) -> list[tuple[Choice, ...]]:
    """The buttons that go with these lines."""
    return [each for row, version, mark in answered_in(work, matter) if (each := answer_choices(row, version, mark))]


def answered_in(work: Work, matter: ConversationRow) -> list[Standing]:
    """The quotations of a conversation that the customer has answered, and nobody has decided on since."""
    if matter.first_answer_at is None and matter.customer_wrote_at in {None, matter.opened_at}:
        return []
    return [
        (row, version, mark)
        for row, version in quotes.standing(work.session, ANSWERABLE, conversation=matter.id, limit=20)
        if (mark := mark_of(version)) is not None and _is_open(version)
    ]


def version_lines(work: Work, row: QuoteRow, version: QuoteVersionRow) -> list[Line]:
    """The customer's last answer, for the quotation's own card; nothing once it was decided on."""
    mark = mark_of(version)
    if mark is None or version.state not in ANSWERABLE or not _is_open(version):
        return []
    return [said_of(mark, quotes.called(row, version.version)), *more_lines(work, version, mark)]


def mark_of(version: QuoteVersionRow) -> Marked | None:
    """The customer's last answer, as it was marked."""
    plain = version.answer
    if not isinstance(plain, Mapping) or not plain.get("kind"):
        return None
    return Marked(
        Answered(plain["kind"]),
        tuple(plain.get("about", ())),
        **{name: plain[name] for name in _PLAIN if name in plain},
    )


def plain_of(mark: Marked, letter: int) -> dict[str, Any]:
    """The mark as a version keeps it, with the letter that it was read from."""
    plain: dict[str, Any] = {name: getattr(mark, name) for name in _PLAIN}
    return {"kind": mark.kind.value, "about": list(mark.about), **plain, "letter": letter}


def more_lines(work: Work, version: QuoteVersionRow, mark: Marked, *, words: bool = True) -> list[Line]:
    """The words that it was read from, his price, his wish for a proforma invoice, and what stands against it."""
    lines = [verbatim(f"“{told}”")] if words and mark.kind in DECIDES and (told := _words(work, version)) else []
    if mark.other_price:
        lines.append(line("The letter names {price}, which the quotation does not offer.", price=mark.price))
    elif mark.price:
        lines.append(line("The customer's price: {price}", price=mark.price))
    if mark.proforma:
        lines.append(line("The customer asks for the proforma invoice."))
    if version.valid_until is not None and version.valid_until < today(work) and mark.kind in DECIDES:
        lines.append(line("Its validity ended on {day}.", day=version.valid_until))
    return lines


def answer_choices(row: QuoteRow, version: QuoteVersionRow, mark: Marked) -> tuple[Choice, ...]:
    """What a person can do about it: it marks, and she decides."""
    number = row.number or f"D{row.id}"
    show = Choice(line("Show {number}", number=quotes.called(row)), f"/quote {number}")
    anew = Choice(line("New version"), f"/revise {number}")
    if version.state in {QuoteState.EXPIRED, QuoteState.DECLINED}:
        again = Choice(line("Open again"), f"/reopen {number}")
        return (again, anew, show) if mark.kind in DECIDES - {Answered.REFUSED} else (show,)
    if mark.kind is Answered.ACCEPTED:
        return (Choice(line("Won"), f"/won {number}"), show)
    if mark.kind is Answered.OBJECTED:
        return (anew, Choice(line("Lost"), f"/lost {number}"), show)
    if mark.kind is Answered.REFUSED:
        return (Choice(line("Lost"), f"/lost {number} {mark.reason}".strip()), show)
    return (show,) if mark.kind is Answered.QUESTION and RECEIPT not in mark.about else ()


def _words(work: Work, version: QuoteVersionRow) -> str:
    number = _letter(version)
    letter = reading_of(work.session, number) if number is not None else None
    return letter.answer.words if letter is not None and letter.answer is not None else ""


def _letter(version: QuoteVersionRow) -> int | None:
    """The letter that the answer was read from."""
    return version.answer.get("letter") if isinstance(version.answer, Mapping) else None


def _is_open(version: QuoteVersionRow) -> bool:
    """Whether nothing was decided since: what was lost after the answer needs it no more."""
    return version.ended_at is None or (version.answered_at is not None and version.answered_at > version.ended_at)
