"""What machines write: automatic replies, verification codes. None starts or stops a clock (RFC 3834)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.letters.from_customer import sender_address
from handlers.telling import to_colleague, to_roles
from rules.address import normalised
from rules.letter import Kind, Letter
from rules.outgoing import Choice, Outgoing
from rules.permission import ADMINISTRATORS
from rules.thread import takes_part, tokens_in
from rules.words import line, title
from storage.conversations import conversation, newest_open_with, participants, standing
from storage.happenings import note
from storage.letters import conversations_of_messages
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.work import Work


def note_automatic(work: Work, row: LetterRow, letter: Letter) -> Iterable[Outgoing]:
    """Filed with its conversation where it has one; a date of return is told to the owner."""
    matter = _matter(work, letter)
    if matter is None:
        note(work, "received", line("An automatic reply that belongs to no conversation"), letter=row.id)
        return ()
    row.conversation_id = matter.id
    words = line("An automatic reply came; it changes nothing about the promise")
    if letter.returns_on:
        words = line("An automatic reply came: back on {day}", day=letter.returns_on)
    challenged = any(each.startswith("wants a confirmation") for each in letter.reasons)
    if challenged:
        words = line("The customer's mail filter wants a confirmation before it delivers")
    note(work, "noted", words, conversation=matter.id, letter=row.id)
    if challenged and matter.owner_id is not None:
        told = line(
            "{number}: the customer's mail filter holds our mail until a person follows the link in its letter.",
            number=matter.id,
        )
        return to_colleague(work, matter.owner_id, (told,), conversation=matter.id)
    if letter.returns_on and matter.owner_id is not None:
        told = line(
            "{number}: the customer is away and will be back on {day}.", number=matter.id, day=letter.returns_on
        )
        return to_colleague(work, matter.owner_id, (told,), conversation=matter.id)
    return ()


def note_verification(work: Work, row: LetterRow, letter: Letter) -> Iterable[Outgoing]:
    """A code or a confirmation link: never sent on, never joined to a thread; administrators see that it is there (T06)."""
    row.kind = str(Kind.VERIFICATION)
    note(work, "received", line("A verification mail, kept from everybody but the administrators"), letter=row.id)
    lines = (
        title("A verification mail has come to the shared mailbox"),
        line("From {sender}: {subject}", sender=row.sender or row.sender_name, subject=row.subject),
        line("Nobody else is told, and it is not sent on. If nobody of you asked for it, do not use it."),
    )
    return to_roles(work, ADMINISTRATORS, lines, ((Choice(line("It is an inquiry"), f"/inquire {row.id}"),),))


def is_ticket_trick(work: Work, row: LetterRow, letter: Letter) -> bool:
    """A machine writes into a thread that it does not take part in, or, unknown to us, about nothing we understand (T06).

    Who has got our address with a thread's token signs up with it somewhere; what that place sends is worth an account.
    """
    sender = normalised(letter.sender.address) if letter.sender else ""
    if not letter.automatic or (
        letter.customer is not None and normalised(letter.customer.address) not in {"", sender}
    ):
        return False
    numbers = set(tokens_in(work.secret, letter, sender))
    if numbers:
        return not any(takes_part(sender, _side(work, each)) for each in numbers)
    return letter.kind == Kind.OTHER and newest_open_with(work.session, [sender]) is None


def _side(work: Work, number: int) -> Iterable[str]:
    row = conversation(work.session, number)
    return participants(work.session, standing(work.session, row).id) if row else ()


def _matter(work: Work, letter: Letter) -> ConversationRow | None:
    sender = sender_address(letter)
    numbers = [
        *tokens_in(work.secret, letter, sender),
        *conversations_of_messages(work.session, (letter.in_reply_to, *reversed(letter.references))),
    ]
    for number in dict.fromkeys(numbers):
        row = conversation(work.session, number)
        if row is not None and sender in participants(work.session, standing(work.session, row).id):
            return standing(work.session, row)
    return None
