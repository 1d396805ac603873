"""A mail of ours came back: it is found again, and its people hear why and what they can do (R16). No clock changes (T07)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from handlers.alarms import alarm
from handlers.card import card_refreshed
from handlers.quote_arrival import not_arrived
from handlers.telling import to_colleague, to_roles
from rules.address import normalised
from rules.letter import Letter
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS
from rules.token import conversation_at, conversation_named
from rules.words import Line, line, title
from storage.conversations import conversation, participants, standing
from storage.drafts import draft_sent_at
from storage.happenings import note
from storage.letters import conversations_of_messages
from storage.outbox import by_message_id, is_notice, newest_mail_to
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.tables.outbox import MessageRow
from storage.work import Work

_NAMELESS = timedelta(days=10)
"""How old a mail may be for which a returned one is taken that names no Message-ID: servers try for five days."""

_ADVICE: Mapping[str, Line] = {
    "unknown": line("There is no such mailbox: look for a spelling mistake, or ask the customer by telephone."),
    "disabled": line("The mailbox is closed: perhaps the person has left. Ask the company for another contact."),
    "full": line("The mailbox is full: send it again in some days, or reach the customer another way."),
    "host": line("No server takes mail for that domain: look for a spelling mistake in it."),
    "late": line("The customer's server could not be reached: send it again, or reach the customer another way."),
    "refused": line("The customer's server refused it, perhaps as spam: write plainly, without links and large files."),
    "too large": line("It was too large for the customer's server: send it with smaller files or without."),
    "content": line("The customer's server does not take such files: send another kind, or without files."),
    "complaint": line("Do not write there again unless the customer asks for it."),
}
"""By the causes of mail.words.failures. Words of the returned mail are never shown: anybody can write one (T07)."""


def note_bounce(work: Work, row: LetterRow, letter: Letter) -> Iterable[Outgoing]:
    """The mail of ours that came back is found again, and its people are told (R16)."""
    message = _message(work, letter)
    if message is None:
        return _not_through_us(work, row, letter)
    matter = conversation(work.session, message.conversation_id)
    row.conversation_id = matter.id if matter else None
    recipient = _recipient(message, letter)
    _noted(work, row, letter, recipient)
    if is_notice(message):  # what tells of it by mail could come back, too, and so on without end (T08)
        what = line(
            "A mail of mine to {recipient} was refused: {reason}", recipient=recipient, reason=line("it came back")
        )
        return alarm(work, f"refused:mail:{recipient}"[:200], what, line("/staff shows the addresses of everybody."))
    people = dict.fromkeys([*message.body["about"], *([matter.owner_id] if matter and matter.owner_id else [])])
    lines = _lines(letter, recipient, message.body["subject"], matter)
    lines += _of_a_quotation(work, message, letter)
    said = _told(work, people, lines, matter)
    return [*said, *(card_refreshed(work, matter) if matter else [])]


def _message(work: Work, letter: Letter) -> MessageRow | None:
    """By Message-ID, in the mail or in what refers to it; else by our token or the recipient, the newest of these days."""
    for each in (letter.bounced_message_id, letter.in_reply_to, *reversed(letter.references[-20:])):
        if (found := by_message_id(work.session, each)) is not None:
            return found
    recipient = normalised(letter.bounce_recipient)
    number = _token_in(work, letter.bounced_reply_to)
    if letter.bounced_message_id and number is None:
        return None
    newest = newest_mail_to(work.session, recipient)
    if newest is None or newest.decided_at < work.now - _NAMELESS:
        return None
    return newest if number in (None, newest.conversation_id) else None


def _token_in(work: Work, reply_to: str) -> int | None:
    """Our token stands in the address or, where the server takes no subaddress, in the name."""
    address = reply_to.rpartition("<")[2].rstrip("> ")
    return conversation_at(work.secret, address) or conversation_named(work.secret, reply_to)


def _of_a_quotation(work: Work, message: MessageRow, letter: Letter) -> tuple[Line, ...]:
    """The quotation that was in it has not arrived; told, and followed up no more, only where the very mail is named (T07)."""
    named = letter.bounce_final and letter.bounce_cause != "complaint"
    if not named or message.conversation_id is None or letter.bounced_message_id != message.message_id:
        return ()
    sent = draft_sent_at(work.session, message.conversation_id, message.decided_at)
    return not_arrived(work, sent, None) if sent is not None else ()


def _not_through_us(work: Work, row: LetterRow, letter: Letter) -> list[Outgoing]:
    """A mail that somebody wrote in her own mailbox: its conversation is known if it was seen in Sent or as a copy."""
    numbers = conversations_of_messages(work.session, (letter.bounced_message_id, letter.in_reply_to))
    matter = next((found for each in numbers if (found := conversation(work.session, each)) is not None), None)
    if matter is None:
        note(work, "bounced", line("A mail came back that did not go out through us"), letter=row.id)
        return []
    matter = standing(work.session, matter)
    row.conversation_id = matter.id
    named = normalised(letter.bounce_recipient)
    recipient = named if named in participants(work.session, matter.id) else matter.contact_address
    _noted(work, row, letter, recipient)
    lines = _lines(letter, recipient, matter.subject, matter)
    return _told(work, [matter.owner_id] if matter.owner_id else [], lines, matter)


def _recipient(message: MessageRow, letter: Letter) -> str:
    """Where we sent it, that one of several who did not get it: a returned mail can name anybody."""
    named = normalised(letter.bounce_recipient)
    sent_to = list(message.body["recipients"])
    return next((each for each in sent_to if normalised(each) == named), ", ".join(sent_to))


def _noted(work: Work, row: LetterRow, letter: Letter, recipient: str) -> None:
    words = line("The mail to {recipient} came back", recipient=recipient)
    if letter.bounce_cause == "complaint":
        words = line("The mail to {recipient} was called spam there", recipient=recipient)
    elif not letter.bounce_final:
        words = line("The mail to {recipient} is late; the server goes on trying", recipient=recipient)
    note(work, "bounced", words, conversation=row.conversation_id, letter=row.id)


def _lines(letter: Letter, recipient: str, subject: str, matter: ConversationRow | None) -> list[Line]:
    lines = [_head(letter), line("To {recipient}, subject {subject}", recipient=recipient, subject=subject)]
    if letter.bounce_cause in _ADVICE:
        lines.append(_ADVICE[letter.bounce_cause])
    if matter is not None and letter.bounce_cause != "complaint":
        lines.append(
            line("It belongs to {number}. Check the address, or reach the customer another way.", number=matter.id)
        )
    return lines


def _head(letter: Letter) -> Line:
    if letter.bounce_cause == "complaint":
        return title("Somebody has called a mail of ours spam")
    if letter.bounce_final:
        return title("A mail came back: it did not arrive")
    return title("A mail has not arrived yet, and perhaps it never will")


def _told(work: Work, people: Iterable[int], lines: list[Line], matter: ConversationRow | None) -> list[Outgoing]:
    choices: Choices = ()
    if matter is not None:
        choices = ((Choice(line("Show"), f"/show {matter.id}"), Choice(line("Reply"), f"/reply {matter.id}")),)
    number, version = (matter.id, matter.version) if matter else (None, 0)
    said: list[Outgoing] = []
    for person in people:
        said += to_colleague(work, person, lines, choices, conversation=number, version=version)
    return said or to_roles(work, DISPATCHERS, lines, choices)
