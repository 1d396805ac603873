"""A colleague's letter: if it answers a customer, the promise is kept; wherever it was sent from (R5, R7, R55)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.price_watch import reported_letter
from handlers.promise import kept
from handlers.quote_following import contacted
from handlers.quote_leaving import seen_leaving
from handlers.telling import to_colleague
from rules.address import normalised
from rules.letter import Letter
from rules.outgoing import Choice, Outgoing
from rules.thread import takes_part, tokens_in
from rules.words import line, title
from storage.colleagues import by_address, private_places
from storage.conversations import conversation, newest_open_with, participants, standing
from storage.happenings import note, timeline
from storage.letters import conversations_of_messages
from storage.promises import open_promises
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.work import Work

DOUBTED = "doubted"
"""The verb of a letter in a colleague's name without proof: she is asked once, until something happens in the matter."""


def note_answer(work: Work, row: LetterRow, letter: Letter) -> Iterable[Outgoing]:
    """Files it with its conversation. It stops the clock when it reaches the customer and is surely a colleague's."""
    sender = normalised(letter.sender.address) if letter.sender else ""
    person = by_address(work.session, sender)
    row.written_by = person.id if person else None
    matter = _conversation_of(work, letter, sender)
    if matter is None:
        note(work, "received", line("A colleague's letter that belongs to no customer"), letter=row.id)
        return ()
    row.conversation_id = matter.id
    if not _reaches_the_customer(work, letter, matter):
        note(
            work,
            "noted",
            line("A colleague's letter; it did not go to the customer"),
            conversation=matter.id,
            letter=row.id,
            actor=row.written_by,
        )
        return ()
    if not _is_proved(work, row, letter, sender, matter):
        return _asked_whether(work, row, matter, person)
    how = "mail" if row.role != "sent" else "sent folder"
    said = kept(work, matter, at=row.arrived_at, by=row.written_by, how=how)
    said += seen_leaving(work, matter, letter, row.arrived_at, row.written_by)
    said += contacted(work, matter.id, row.arrived_at, row.written_by)
    return [*said, *reported_letter(work, row, letter, matter)]


def _conversation_of(work: Work, letter: Letter, sender: str) -> ConversationRow | None:
    numbers = [
        *tokens_in(work.secret, letter, sender),
        *conversations_of_messages(work.session, (letter.in_reply_to, *reversed(letter.references))),
    ]
    for number in dict.fromkeys(numbers):
        row = conversation(work.session, number)
        if row is not None:
            return standing(work.session, row)
    recipients = [normalised(each.address) for each in (*letter.to, *letter.cc)]
    return newest_open_with(work.session, recipients)


def _reaches_the_customer(work: Work, letter: Letter, matter: ConversationRow) -> bool:
    side = participants(work.session, matter.id)
    return any(takes_part(each.address, side) for each in (*letter.to, *letter.cc) if each.address)


def _is_proved(work: Work, row: LetterRow, letter: Letter, sender: str, matter: ConversationRow) -> bool:
    """Our own Sent folder, a token made for this colleague, or the provider's DMARC pass (T01)."""
    if row.role == "sent" or letter.dmarc_pass:
        return True
    return matter.id in {
        standing(work.session, found).id
        for number in tokens_in(work.secret, letter, sender)
        if (found := conversation(work.session, number)) is not None
    }


def _asked_whether(
    work: Work, row: LetterRow, matter: ConversationRow, person: ColleagueRow | None
) -> Iterable[Outgoing]:
    asked = [each for each in timeline(work.session, matter.id, (DOUBTED,)) if each.at >= matter.touched_at]
    note(
        work,
        DOUBTED,
        line("A letter in a colleague's name without proof; the clock runs on until she says it was hers"),
        conversation=matter.id,
        letter=row.id,
        actor=None,
    )
    if (
        asked
        or person is None
        or not open_promises(work.session, matter.id)
        or not private_places(work.session, person.id)
    ):
        return ()
    lines = (
        title("Was this you?"),
        line(
            "A mail in your name has gone to the customer of {number}: {subject}", number=matter.id, subject=row.subject
        ),
        line("I cannot prove that it was yours, so the clock still runs."),
    )
    choices = ((Choice(line("Yes, that was me"), f"/answered {matter.id} mail"),),)
    return to_colleague(work, person.id, lines, choices, conversation=matter.id, version=matter.version)
