"""/quarantine: letters that could not be read or sorted, kept whole; tried again or set aside by a named person."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from rules.outgoing import Choice, Choices, Outgoing, StoredFile
from rules.permission import ADMINISTRATORS, DISPATCHERS
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage import quarantine as quarantined
from storage.happenings import note
from storage.tables.letters import LetterRow, SightingRow
from storage.work import Work

EXAMPLES = "/quarantine 17, /quarantine file 17, /quarantine retry 17, /quarantine dismiss 17 a machine's noise"
REASONS = (word("advertising"), word("answered from the mailbox"), word("a machine's noise"))
"""Offered as buttons to who gives none."""


def quarantine(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Without words the list; `N` shows one; `file N`, `retry N`, `retry all`, `dismiss N WHY`. S: a message not fetched."""
    words = asked.rest.split()
    if not words:
        return [asked.say(*_list(work))]
    match words[0].casefold(), words[1:]:
        case "retry", ["all"]:
            return [asked.tell("Going through again: {count}.", count=quarantined.all_retried(work, asked.me.id))]
        case "retry", [number]:
            return [_retried(work, asked, number)]
        case "dismiss", [number, *reason]:
            return [_dismissed(work, asked, number, " ".join(reason))]
        case "file", [number]:
            return [_original(work, asked, number)]
        case number, []:
            return [_shown(work, asked, number)]
    raise Refused("That I do not understand. Examples: {example}", example=EXAMPLES)


def _retried(work: Work, asked: Asked, number: str) -> Outgoing:
    row = _found(work, number)
    if isinstance(row, SightingRow):
        quarantined.fetched_again(work, row, asked.me.id)
        return asked.tell("It is fetched again at the next look into the mailbox.")
    quarantined.retried(work, row, asked.me.id)
    return asked.tell("Letter {number} goes through again now.", number=row.id)


def _dismissed(work: Work, asked: Asked, number: str, reason: str) -> Outgoing:
    row = _found(work, number)
    if isinstance(row, SightingRow):
        raise Refused("What was never fetched cannot be set aside: /quarantine retry {number}", number=number)
    if not reason:
        buttons = tuple((Choice(each, f"/quarantine dismiss {row.id} {each.sentence}"),) for each in REASONS)
        example = f"/quarantine dismiss {row.id} a machine's noise"
        return asked.say([line("Why is nobody to answer it? For example {example}", example=example)], buttons)
    quarantined.set_aside(work, row, asked.me.id, reason[:300])
    return asked.tell("Letter {number} is set aside. It stays in the log.", number=row.id)


def _original(work: Work, asked: Asked, number: str) -> Outgoing:
    """The letter as it came, byte for byte, to an administrator; that she has taken it is recorded (R336)."""
    row = _found(work, number)
    if not asked.viewer.has(ADMINISTRATORS):
        raise Refused("Originals go to administrators only: nobody knows what is in them.")
    if isinstance(row, SightingRow):
        raise Refused("The server has not given it: /quarantine retry {number}", number=number)
    words = line("{person} took the original of letter {number}.", person=asked.me.name, number=row.id)
    note(work, "viewed", words, actor=asked.me.id, letter=row.id, conversation=row.conversation_id)
    file = StoredFile(f"letter-{row.id}.eml", "message/rfc822", row.size, row.sha256)
    warning = line("Open it only with a program that shows bytes; it may be meant to do harm.")
    return asked.say([title("Letter {number} as it came", number=row.id), warning], files=(file,))


def _shown(work: Work, asked: Asked, number: str) -> Outgoing:
    row = _found(work, number)
    if isinstance(row, SightingRow):
        lines = [
            title("S{number} could not be fetched", number=row.id),
            line(
                "{account} {folder}, UID {uid}, seen {at}",
                account=row.account,
                folder=row.folder,
                uid=row.uid,
                at=row.seen_at,
            ),
            line("What went wrong: {fault}", fault=row.fault or "-"),
        ]
        return asked.say(lines, ((Choice(line("Try again"), f"/quarantine retry S{row.id}"),),))
    lines = [
        title("Letter {number} in quarantine", number=row.id),
        line("From {sender}, {at}, {size} bytes", sender=_sender(row), at=row.arrived_at, size=row.size),
        line("Subject: {subject}", subject=row.subject or "?"),
        line("What went wrong: {fault}", fault=row.reason or "-"),
        line("Its bytes: {sha256}", sha256=row.sha256),
    ]
    return asked.say(lines, _buttons(row))


def _list(work: Work) -> tuple[list[Line], Choices]:
    letters, messages = quarantined.counted(work.session)
    if not letters and not messages:
        return [line("Nothing is in quarantine.")], ()
    lines = [title("In quarantine: {count}", count=letters + messages)]
    buttons: list[tuple[Choice, ...]] = []
    for letter in quarantined.quarantined_letters(work.session, 10):
        lines.append(
            line(
                "{number}: {sender}, {at}: {fault}",
                number=letter.id,
                sender=_sender(letter),
                at=letter.arrived_at,
                fault=letter.reason,
            )
        )
        buttons += [(Choice(line("Show {number}", number=letter.id), f"/quarantine {letter.id}"), *_buttons(letter)[0])]
    for message in quarantined.unfetched(work.session, 10):
        lines.append(
            line(
                "S{number}: {folder}, UID {uid}: {fault}",
                number=message.id,
                folder=message.folder,
                uid=message.uid,
                fault=message.fault,
            )
        )
    lines.append(line("Examples: {example}", example=EXAMPLES))
    return lines, (*buttons[:5], (Choice(line("Try all again"), "/quarantine retry all"),))


def _buttons(row: LetterRow) -> Choices:
    return (
        (
            Choice(line("Try again"), f"/quarantine retry {row.id}"),
            Choice(line("Set aside"), f"/quarantine dismiss {row.id}"),
            Choice(line("Original"), f"/quarantine file {row.id}"),
        ),
    )


def _sender(row: LetterRow) -> str:
    return f"{row.sender_name} <{row.sender}>" if row.sender_name and row.sender else row.sender or "?"


def _found(work: Work, number: str) -> LetterRow | SightingRow:
    digits = number.lstrip("#")
    row: LetterRow | SightingRow | None = None
    if digits[:1] in ("S", "s") and digits[1:].isdecimal() and len(digits) < 11:
        row = quarantined.unfetched_message(work.session, int(digits[1:]))
    elif digits.isdecimal() and len(digits) < 10:
        row = quarantined.quarantined_letter(work.session, int(digits))
    if row is None:
        raise Refused("{number} is not in quarantine. /quarantine lists what is.", number=number[:20])
    return row


COMMANDS = (
    Command(
        "/quarantine",
        word("letters that could not be read, kept whole"),
        quarantine,
        roles=ADMINISTRATORS | DISPATCHERS,
        example="/quarantine retry 17",
        family="desk",
    ),
)
