"""Sorting a kept letter: whose it is, what it starts, who gets it. One table says which way each kind goes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from handlers.grounds import grounds
from handlers.letters.automatic import is_ticket_trick, note_automatic, note_verification
from handlers.letters.bounced import note_bounce
from handlers.letters.flood import counted, is_too_many, put_aside
from handlers.letters.from_colleague import note_answer
from handlers.letters.from_customer import note_customer, sender_address
from handlers.telling import to_roles
from rules.address import normalised, without_subaddress
from rules.event import Sort
from rules.inquiry import OPENS_NOTHING, STARTS_A_CLOCK
from rules.letter import Kind, Letter
from rules.outgoing import Choice, Outgoing
from rules.permission import DISPATCHERS
from rules.words import line, title, verbatim
from storage.colleagues import all_addresses
from storage.conversations import is_answered
from storage.happenings import note
from storage.letters import bearing, conversations_of_messages, keep_reading, letter
from storage.outbox import is_our_message
from storage.tables.letters import LetterRow
from storage.work import Work

Way = Callable[[Work, LetterRow, Letter], Iterable[Outgoing]]


def sort(work: Work, event: Sort) -> Iterable[Outgoing]:
    """Stores what was read and goes the first way that fits. A letter that is sorted already stays as it is."""
    row = letter(work.session, event.letter_id)
    if row is None or row.state == "sorted":
        return ()
    read = event.letter
    _remember(work, row, read)
    for fits, way in WAYS:
        if fits(work, row, read):
            said = list(way(work, row, read))
            _flag_a_second_one(work, row)
            return said
    return ()


def _flag_a_second_one(work: Work, row: LetterRow) -> None:
    """Two letters of one Message-ID are both kept; who looks at the second is told, for one of the two lies (T12)."""
    with work.session.no_autoflush:
        other = bearing(work.session, row)
    if other is not None:
        words = line("Letter {number} bears the same Message-ID; both are kept", number=other)
        note(work, "flagged", words, letter=row.id, conversation=row.conversation_id)


def _remember(work: Work, row: LetterRow, read: Letter) -> None:
    keep_reading(work.session, row.id, read)
    row.state, row.sorted_at, row.reason = "sorted", work.now, ""
    row.kind = read.kind
    row.sender = normalised(read.sender.address) if read.sender else ""
    row.sender_name = read.sender.name if read.sender else ""
    row.subject = read.subject[:500]
    row.message_id = read.message_id
    row.fingerprint = fingerprint(read)
    counted(work, row, read)


def fingerprint(read: Letter) -> str:
    """Equal for the same words and files from the same sender, whatever way they came; empty where there are neither.

    "See attached" with another drawing is another letter.
    """
    words = " ".join((read.fresh_text or read.text).split()).casefold()
    files = sorted(each.sha256 for each in read.attachments if not each.inline)
    if not words and not files:
        return ""
    told = "\n".join((sender_address(read), " ".join(read.subject.split()).casefold(), words, *files))
    return hashlib.sha256(told.encode()).hexdigest()


def _is_old(work: Work, row: LetterRow, read: Letter) -> bool:
    return row.old


def _is_own_copy(work: Work, row: LetterRow, read: Letter) -> bool:
    """A copy of a mail that went out through us, as a provider files it into Sent by itself."""
    return row.role == "sent" and is_our_message(work.session, read.message_id)


def _is_ours(work: Work, row: LetterRow, read: Letter) -> bool:
    """Written by a colleague or in info@ itself, and not a customer's letter sent on by one."""
    if row.role == "sent":
        return True
    return _wrote_it(work, read) and not (read.customer and read.customer.address and read.kind != Kind.INTERNAL)


def _wrote_it(work: Work, read: Letter) -> bool:
    address = normalised(read.sender.address) if read.sender else ""
    ours = work.once("addresses", lambda: all_addresses(work.session)) | {work.policy.front_door, *work.policy.aliases}
    return bool(address) and (address in ours or without_subaddress(address) in ours)


def _is_in_junk(work: Work, row: LetterRow, read: Letter) -> bool:
    return row.role == "junk"


def _is_a_customers(work: Work, row: LetterRow, read: Letter) -> bool:
    """Looks like nothing that is answered, but comes from somebody with whom we write, or answers us: it is shown (R25)."""
    if read.kind not in OPENS_NOTHING or read.automatic or "calendar reply" in read.reasons:
        return False
    answers = conversations_of_messages(work.session, (read.in_reply_to, *read.references[-5:]))
    return bool(answers) or is_answered(work.session, sender_address(read))


def _kind(*kinds: Kind) -> Callable[[Work, LetterRow, Letter], bool]:
    return lambda work, row, read: read.kind in kinds


def _always(work: Work, row: LetterRow, read: Letter) -> bool:
    return True


def _reported(work: Work, row: LetterRow, read: Letter) -> Iterable[Outgoing]:
    """The server took it for junk. What may be a customer's is shown to the dispatchers; it starts nothing by itself."""
    unasked = read.kind not in STARTS_A_CLOCK or read.spam_verdict or read.automatic
    if unasked and not _is_a_customers(work, row, read):
        return _logged_only(work, row, read)
    note(work, "received", line("Found in Junk; it may be an inquiry"), letter=row.id)
    lines = (
        title("This may be an inquiry, and it lies in Junk"),
        line("From {sender}: {subject}", sender=row.sender_name or row.sender, subject=row.subject),
        verbatim(" ".join((read.fresh_text or read.text).split())[:300]),
    )
    choices = ((Choice(line("It is an inquiry"), f"/inquire {row.id}"),),)
    return to_roles(work, DISPATCHERS, lines, choices)


def _logged_only(work: Work, row: LetterRow, read: Letter) -> Iterable[Outgoing]:
    """Kept and listed; nobody is chased for it."""
    reasons = grounds(read.reasons[:3])
    words = line("Logged: {reasons}", reasons=reasons) if reasons else line("Logged.")
    note(work, "received", words, letter=row.id)
    return ()


WAYS: tuple[tuple[Callable[[Work, LetterRow, Letter], bool], Way], ...] = (
    (_is_old, _logged_only),
    (_is_own_copy, _logged_only),
    (is_too_many, put_aside),
    (_kind(Kind.BOUNCE), note_bounce),
    (_kind(Kind.AUTO_REPLY), note_automatic),
    (_kind(Kind.VERIFICATION), note_verification),
    (_is_ours, note_answer),
    (_is_in_junk, _reported),
    (_is_a_customers, note_customer),
    (_kind(Kind.NEWSLETTER, Kind.ADVERTISING, Kind.SUPPLIER, Kind.SPAM, Kind.CALENDAR, Kind.INTERNAL), _logged_only),
    (is_ticket_trick, note_verification),
    (_always, note_customer),
)
"""First match wins."""
