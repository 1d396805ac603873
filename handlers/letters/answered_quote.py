"""A customer's letter answers a quotation: it lands there, its follow-ups end, its owner hears what can be done (R131-R135)."""

from __future__ import annotations

from dataclasses import replace

from handlers import quote_following
from handlers.quote_answers import ANSWERABLE, DECIDES, answer_choices, mark_of, more_lines, plain_of
from handlers.quote_approval import major_told
from handlers.quote_following import drafts_let_go, stopped
from handlers.telling import to_colleague
from rules.letter import Answer, Answered, Letter
from rules.outgoing import Choice, Choices, Outgoing
from rules.quote_answers import RECEIPT, Marked, event_of, marked, said_of
from rules.quote_moves import OUTSIDE
from rules.words import Line, line, verbatim
from storage import quotes
from storage.colleagues import colleague
from storage.conversations import conversation, standing
from storage.customers import customer
from storage.happenings import note
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

Version = tuple[QuoteRow, QuoteVersionRow]


def answered_quote(
    work: Work, row: LetterRow, letter: Letter, matter: ConversationRow, proved: bool = True
) -> list[Outgoing]:
    """What the letter says of the quotations that its customer has.

    Every letter of his in their conversation ends their follow-ups. `proved`: it belongs to the conversation by proof; where
    it only names a quotation of the same customer, it moves nothing unless his provider vouches for it (T04).
    """
    if letter.automatic or row.old:
        return []
    meant = _meant(work, row, letter, matter, proved)
    if not meant:
        return []
    trusted = proved or letter.dmarc_pass
    said = _followed_no_more(work, row, letter, matter, meant) if trusted else []
    if letter.answer is None or letter.answer.kind is None:
        return said
    if len(meant) > 1 and letter.answer.kind is not Answered.RECEIVED:
        return [*said, *_which(work, matter, meant, letter.answer)]
    return [*said, *(told for each in meant for told in _landed(work, row, letter, matter, each, trusted))]


def _meant(work: Work, row: LetterRow, letter: Letter, matter: ConversationRow, proved: bool) -> list[Version]:
    """Those that he names and are his; else all of the conversation that he has, or the last that he had."""
    named = _named(work, letter.answer, matter)
    if named or not proved:
        return [each for each in named if _is_older(each[1], row)]
    if not quotes.in_conversation(work.session, matter.id):
        return []
    found = quotes.standing(work.session, ANSWERABLE, conversation=matter.id, limit=20)
    found = [each for each in found if _is_older(each[1], row)]
    outside = [each for each in found if each[1].state in OUTSIDE]
    return outside or found[:1] or _replaced(work, row, matter)


def _replaced(work: Work, row: LetterRow, matter: ConversationRow) -> list[Version]:
    """The version that he has, while the next one is in the making."""
    for quote in quotes.in_conversation(work.session, matter.id):
        if quotes.is_inside(quotes.current(work.session, quote)):
            older = [each for each in quotes.versions(work.session, quote.id)[:-1] if _is_older(each, row)]
            if older:
                return [(quote, older[-1])]
    return []


def _named(work: Work, answer: Answer | None, matter: ConversationRow) -> list[Version]:
    """The quotations whose numbers stand in the letter, of this customer only: numbers can be guessed (T26)."""
    told: list[Version] = []
    numbers = answer.quotes if answer is not None else ()
    own = customer(work.session, matter.customer_id) if numbers else None
    for number in numbers:
        row = quotes.meant(work.session, number)
        if row is None:
            continue
        other = customer(work.session, row.customer_id)
        its = conversation(work.session, row.conversation_id)
        here = its is not None and standing(work.session, its).id == matter.id
        version = quotes.current(work.session, row)
        if (here or (own is not None and other is not None and own.id == other.id)) and version.state in ANSWERABLE:
            told.append((row, version))
    return told


def _foreign(work: Work, answer: Answer | None, matter: ConversationRow) -> tuple[str, ...]:
    """Numbers in the letter that are no quotation of this customer that can be answered: a slip of the pen, or a trick."""
    own = {row.number for row, _ in _named(work, answer, matter)}
    return tuple(each for each in (answer.quotes if answer is not None else ()) if each not in own)


def _is_older(version: QuoteVersionRow, row: LetterRow) -> bool:
    return version.sent_at is not None and version.sent_at <= row.arrived_at


def _followed_no_more(
    work: Work, row: LetterRow, letter: Letter, matter: ConversationRow, meant: list[Version]
) -> list[Outgoing]:
    """Nobody asks any more; only its validity still ends. Who writes that it has not arrived has not received it."""
    missed = letter.answer is not None and RECEIPT in letter.answer.about
    words = line("The customer has answered. This mail is not needed any more.")
    said: list[Outgoing] = []
    for number in dict.fromkeys([matter.id, *(quote.conversation_id for quote, _ in meant)]):
        said += drafts_let_go(work, number, words) if missed else quote_following.answered(work, number, row.arrived_at)
    for _, version in meant:
        version.answered_at = max(row.arrived_at, version.answered_at or row.arrived_at)
        stopped(work, version, "answered")
    return said


def _landed(
    work: Work, row: LetterRow, letter: Letter, matter: ConversationRow, meant: Version, trusted: bool
) -> list[Outgoing]:
    quote, version = meant
    mark = marked(letter.answer, quotes.content(version)) if letter.answer is not None else None
    if mark is None:
        return []
    foreign = _foreign(work, letter.answer, matter)
    if foreign:
        mark = replace(mark, sure=False)
    before = version.state
    if trusted:
        _moved(work, version, mark, row)
        _kept(version, mark, row)
    words = said_of(mark, quotes.called(quote, version.version))
    note(
        work,
        "quote_answer",
        words,
        conversation=quote.conversation_id,
        customer=quote.customer_id,
        letter=row.id,
        before={"state": str(before)},
        after={"quote": quote.id, "version": version.version, "answer": mark.kind.value, "state": str(version.state)},
    )
    work.session.flush()
    if mark.kind not in DECIDES and RECEIPT not in mark.about:
        return []
    spoken = letter.answer.words if letter.answer is not None else ""
    others = (line("Please look: the letter names {numbers}.", numbers=", ".join(foreign)),) if foreign else ()
    return [*_told(work, matter, meant, mark, words, spoken, others), *major_told(work, quote, version, words)]


def _kept(version: QuoteVersionRow, mark: Marked, row: LetterRow) -> None:
    """As the last answer; a mere question does not hide what is still to be decided on."""
    before = mark_of(version)
    if mark.kind in DECIDES or before is None or before.kind not in DECIDES:
        version.answer = plain_of(mark, row.id)


def _moved(work: Work, version: QuoteVersionRow, mark: Marked, row: LetterRow) -> None:
    """What the answer proves by itself: its receipt, that it is negotiated. Won and lost are for a person."""
    if mark.kind is not Answered.QUESTION or RECEIPT not in mark.about:
        version.received_at = version.received_at or row.arrived_at
    event = event_of(mark, version.state)
    if event is not None:
        quotes.moved(work, version, event)


def _told(
    work: Work,
    matter: ConversationRow,
    meant: Version,
    mark: Marked,
    words: Line,
    spoken: str,
    others: tuple[Line, ...],
) -> list[Outgoing]:
    """To who quoted it, and to who has the matter; at once, as working hours allow."""
    quote, version = meant
    number = quotes.current(work.session, quote).version
    elsewhere = quote.conversation_id != matter.id
    lines = [words, *_of_the_letter(work, matter, meant, mark, spoken), *others]
    if elsewhere:
        lines.append(line("It came as {number}.", number=matter.id))
    if version.version != number:
        lines.append(line("A newer version is in the making: {number}", number=quotes.called(quote)))
    decide = answer_choices(quote, version, mark) if version.version == number else ()
    choices: Choices = tuple(each for each in (decide, (Choice(line("Reply"), f"/reply {matter.id}"),)) if each)
    return [
        said
        for person in _people(work, quote, matter)
        for said in to_colleague(work, person, lines, choices, conversation=quote.conversation_id, subject=words)
    ]


def _of_the_letter(work: Work, matter: ConversationRow, meant: Version, mark: Marked, spoken: str) -> list[Line]:
    """His words, those of this letter, are shown to who has the matter in which they came (R41)."""
    quote, version = meant
    own = quote.conversation_id == matter.id or matter.owner_id in {None, quote.owner_id}
    shown = [verbatim(f"“{spoken}”")] if own and spoken and mark.kind in DECIDES else []
    return [*shown, *more_lines(work, version, mark, words=False)]


def _people(work: Work, quote: QuoteRow, matter: ConversationRow) -> list[int]:
    people = [quote.owner_id]
    if matter.owner_id is not None and quote.conversation_id == matter.id:
        people.append(matter.owner_id)
    return [each for each in dict.fromkeys(people) if _is_here(work, each)]


def _is_here(work: Work, person: int) -> bool:
    row = colleague(work.session, person)
    return row is not None and row.dismissed_at is None


def _which(work: Work, matter: ConversationRow, meant: list[Version], answer: Answer) -> list[Outgoing]:
    """He has several and names none: whoever has the matter says which he means."""
    numbers = [quotes.called(each) for each, _ in meant]
    mark = Marked(answer.kind or Answered.QUESTION, answer.about, answer.price, answer.conditional, answer.sure)
    words = said_of(mark, " / ".join(numbers))
    note(work, "quote_answer", words, conversation=matter.id, customer=matter.customer_id)
    if mark.kind not in DECIDES:
        return []
    lines = [words, line("The letter does not say which of them is meant.")]
    choices: Choices = tuple((Choice(line("Show {number}", number=each), f"/quote {_name(row)}"),)
                             for each, (row, _) in zip(numbers, meant, strict=True))  # fmt: skip
    people = dict.fromkeys(person for row, _ in meant for person in _people(work, row, matter))
    return [
        said
        for each in people
        for said in to_colleague(work, each, lines, choices, conversation=matter.id, subject=words)
    ]


def _name(row: QuoteRow) -> str:
    return row.number or f"D{row.id}"
