"""What machines write: automatic replies, returned mails, verification codes. None starts or stops a clock (RFC 3834)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.alarms import alarm
from handlers.card import card_refreshed
from handlers.letters.from_customer import sender_address
from handlers.telling import to_colleague, to_roles
from rules.address import normalised
from rules.letter import Kind, Letter
from rules.outgoing import Choice, Outgoing
from rules.permission import ADMINISTRATORS, DISPATCHERS
from rules.thread import takes_part, tokens_in
from rules.words import line, title
from storage.conversations import conversation, newest_open_with, participants, standing
from storage.happenings import note
from storage.letters import conversations_of_messages
from storage.outbox import by_message_id, is_notice, newest_mail_to
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.tables.outbox import MessageRow
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
    note(work, "noted", words, conversation=matter.id, letter=row.id)
    if letter.returns_on and matter.owner_id is not None:
        told = line(
            "{number}: the customer is away and will be back on {day}.", number=matter.id, day=letter.returns_on
        )
        return to_colleague(work, matter.owner_id, (told,), conversation=matter.id)
    return ()


def note_bounce(work: Work, row: LetterRow, letter: Letter) -> Iterable[Outgoing]:
    """The mail of ours that came back is found again, and its people are told (R16)."""
    message = by_message_id(work.session, letter.bounced_message_id)
    if message is None and not letter.bounced_message_id:
        message = newest_mail_to(work.session, normalised(letter.bounce_recipient))
    if message is None:
        note(work, "bounced", line("A mail came back that did not go out through us"), letter=row.id)
        return ()
    matter = conversation(work.session, message.conversation_id)
    row.conversation_id = matter.id if matter else None
    recipient = ", ".join(message.body["recipients"])  # where we sent it: what a returned mail names, anybody can write
    note(
        work,
        "bounced",
        line("The mail to {recipient} came back", recipient=recipient),
        conversation=row.conversation_id,
        letter=row.id,
    )
    if is_notice(message):  # what tells of it by mail could come back, too, and so on without end (T08)
        what = line(
            "A mail of mine to {recipient} was refused: {reason}", recipient=recipient, reason=line("it came back")
        )
        return alarm(work, f"refused:mail:{recipient}"[:200], what, line("/staff shows the addresses of everybody."))
    said = _told_of_bounce(work, letter, message, matter, recipient)
    return [*said, *(card_refreshed(work, matter) if matter else [])]


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


def _told_of_bounce(
    work: Work, letter: Letter, message: MessageRow, matter: ConversationRow | None, recipient: str
) -> list[Outgoing]:
    lines = [
        title("A mail came back: it did not arrive")
        if letter.bounce_final
        else title("A mail has not arrived yet, and perhaps it never will"),
        line("To {recipient}, subject {subject}", recipient=recipient, subject=message.body["subject"]),
    ]
    choices: tuple[tuple[Choice, ...], ...] = ()
    if matter is not None:
        lines.append(
            line("It belongs to {number}. Check the address, or reach the customer another way.", number=matter.id)
        )
        choices = ((Choice(line("Show"), f"/show {matter.id}"), Choice(line("Reply"), f"/reply {matter.id}")),)
    people = dict.fromkeys([*message.body["about"], *([matter.owner_id] if matter and matter.owner_id else [])])
    said: list[Outgoing] = []
    for person in people:
        number = matter.id if matter else None
        said += to_colleague(work, person, lines, choices, conversation=number, version=matter.version if matter else 0)
    return said or to_roles(work, DISPATCHERS, lines, choices)
