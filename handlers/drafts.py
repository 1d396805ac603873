"""Drafts: what somebody writes to a customer, checked, signed, and shown exactly as it will leave (T25, R327)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from documents.letters import signature
from handlers.asked import Asked
from handlers.draft_warnings import warnings
from handlers.mails import preview_lines, reply_subject, to_customer
from handlers.telling import to_colleague
from rules.address import envelope
from rules.event import HeardFile
from rules.outgoing import Choice, Choices, Outgoing, Say, SendMail, StoredFile
from rules.refusal import Refused
from rules.visible import visible
from rules.words import Line, line
from storage.colleagues import name_of
from storage.drafts import draft, end, files_of, new_draft, open_draft, readdress, rewrite
from storage.happenings import note
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow, DraftRow
from storage.work import Work

LONGEST = 20_000
"""Characters that a mail written in chat may have."""
MOST_FILES = 20
WITH_PAPERS = frozenset({"quote", "trade_paper", "paper_copy"})
"""Purposes of which the files are the matter itself: they are not taken off by a button."""

_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Control characters, and those that turn the direction of what is read."""


def written(text: str) -> str:
    """The words as they may leave: LF line ends, nothing unseen, as a preview shows them.

    Refuses an empty text, one that is too long, and one that a preview could not show truly.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(plain) > LONGEST:
        raise Refused(
            "That is too long: {count} characters. A mail from here has at most {limit}.",
            count=len(plain),
            limit=LONGEST,
        )
    if _STRANGE.search(plain) or any("\ud800" <= each <= "\udfff" for each in plain):
        raise Refused("There are control characters in the text. Type it anew, please.")
    plain = "\n".join(each.rstrip() for each in visible(plain).split("\n")).strip("\n")
    if not any(each.isprintable() and not each.isspace() for each in plain):
        raise Refused("There are no words in it. Write what the customer is to read.")
    return plain


def signed(work: Work, text: str, author: str) -> str:
    """The words with her name and the company under them, unless her name stands there already."""
    if author.casefold() in "\n".join(text.split("\n")[-5:]).casefold():
        return text
    return f"{text}\n\n{signature(text, work.policy.sign_off, author, work.policy.company)}"


def drafted(
    work: Work,
    asked: Asked,
    conversation: ConversationRow,
    purpose: str,
    text: str,
    files: Iterable[StoredFile] = (),
    subject: str = "",
) -> list[Outgoing]:
    """A new draft, shown. An earlier one of hers in this conversation is set aside, so that only one can leave."""
    row, set_aside = begun(work, asked.me, conversation, purpose, text, files, subject)
    hints = (line("Your earlier draft is set aside."),) if set_aside else ()
    return [shown(work, asked, row, conversation, hints)]


def begun(
    work: Work,
    author: ColleagueRow,
    conversation: ConversationRow,
    purpose: str,
    text: str,
    files: Iterable[StoredFile] = (),
    subject: str = "",
) -> tuple[DraftRow, bool]:
    """A new draft, and whether an earlier one of hers in this conversation was set aside for it. `subject`: its own, if any."""
    address = address_of(conversation)
    earlier = open_draft(work.session, conversation.id, author.id)
    row = new_draft(
        work,
        files=checked(work, files),
        conversation_id=conversation.id,
        author_id=author.id,
        purpose=purpose,
        to_name=conversation.contact_name,
        to_address=address,
        subject=subject or reply_subject(conversation),
        text=signed(work, written(text), author.name),
    )
    set_aside = earlier is not None and end(work, earlier, "cancelled")
    note(
        work,
        "draft",
        line("{person} writes to the customer", person=author.name),
        actor=author.id,
        conversation=conversation.id,
        before={"draft": earlier.id} if earlier else None,
        after={"draft": row.id, "purpose": purpose},
    )
    return row, set_aside


def address_of(conversation: ConversationRow) -> str:
    """Where a mail to the customer goes. Refuses with the way that there is, where nobody has told the address."""
    if conversation.contact_address:
        return envelope(conversation.contact_address)
    if conversation.contact_link:
        raise Refused(
            "The platform hides this customer's address. Answer there: {link} Then tell me: /answered {number} platform",
            link=conversation.contact_link,
            number=conversation.id,
        )
    raise Refused(
        "I have no mail address of this customer. Reached another way? /answered {number} phone", number=conversation.id
    )


def mail_of(work: Work, row: DraftRow, conversation: ConversationRow, author: ColleagueRow) -> SendMail:
    """The mail that a draft becomes. Preview and sending both call this, so what is shown is what leaves."""
    if (row.to_name, row.to_address) != (conversation.contact_name, conversation.contact_address):
        readdress(work, row, conversation.contact_name, address_of(conversation))
    return to_customer(work, conversation, author, subject=row.subject, text=row.text, files=files_of(row))


def seal_of(mail: SendMail) -> str:
    """Short for everything that a preview shows; the Send button names it, so that nothing unseen can leave (T25)."""
    told = [repr(mail.sender), repr(mail.to), repr(mail.cc), mail.subject, mail.text]
    told += [f"{each.name} {each.sha256}" for each in mail.files]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]


def shown(work: Work, asked: Asked, row: DraftRow, conversation: ConversationRow, hints: Sequence[Line] = ()) -> Say:
    """The preview with its buttons. `hints` stand above it."""
    mail = mail_of(work, row, conversation, asked.me)
    lines = [*hints, *_whose(work, asked, conversation), *warnings(work, conversation, mail), *preview_lines(mail)]
    return asked.say(lines, draft_choices(row, mail), card=draft_card(row), conversation=conversation.id)


def shown_to(
    work: Work, person: ColleagueRow, row: DraftRow, conversation: ConversationRow, hints: Sequence[Line] = ()
) -> list[Outgoing]:
    """The preview of a draft of hers for which she has not asked just now, in her chats; `hints` stand above it."""
    mail = mail_of(work, row, conversation, person)
    lines = (*hints, *warnings(work, conversation, mail), *preview_lines(mail))
    choices = draft_choices(row, mail)
    return to_colleague(work, person.id, lines, choices, card=draft_card(row), conversation=conversation.id)


def draft_card(row: DraftRow) -> str:
    """The name of the card that shows a draft; words that answer it change the draft."""
    return f"draft:{row.id}"


def draft_choices(row: DraftRow, mail: SendMail) -> Choices:
    """Send, Edit, Cancel; and a way to take the files off again."""
    send = Choice(line("Send"), f"/release {row.id} {seal_of(mail)}")
    rows: list[tuple[Choice, ...]] = [
        (send, Choice(line("Edit"), f"/edit {row.id}"), Choice(line("Cancel"), f"/cancel {row.id}"))
    ]
    if mail.files and row.purpose not in WITH_PAPERS:
        rows.append((Choice(line("Without the files"), f"/edit {row.id} -"),))
    return tuple(rows)


def stored(files: Iterable[HeardFile]) -> tuple[StoredFile, ...]:
    """What was sent to the bot, as it can be attached."""
    return tuple(StoredFile(each.name, each.content_type, each.size, each.sha256) for each in files)


def checked(work: Work, files: Iterable[StoredFile]) -> tuple[StoredFile, ...]:
    """The files, each once. Refuses more than a mail server takes."""
    chosen = tuple({each.sha256: each for each in files}.values())
    total = sum(each.size for each in chosen)
    if total > work.policy.size_limit or len(chosen) > MOST_FILES:
        raise Refused(
            "These files are too large for a mail: {size} MB in {count} files, at most {limit} MB.",
            size=-(-total // 1_000_000),
            count=len(chosen),
            limit=work.policy.size_limit // 1_000_000,
        )
    return chosen


def hers(work: Work, asked: Asked, text: str) -> DraftRow:
    """Her own draft of that number. Refuses alike for unknown, somebody else's, and ended ones of others (T26)."""
    number = text.strip().lstrip("#")
    row = draft(work.session, int(number)) if number.isdecimal() and len(number) < 10 else None
    if row is None or row.author_id != asked.me.id:
        raise Refused("I know no such draft of yours. Begin one with /reply 1042 and your words.")
    return row


def still_open(row: DraftRow) -> DraftRow:
    """The draft, if nothing has become of it yet."""
    if row.state == "sent":
        raise Refused("It has gone already, at {at}.", at=row.ended_at)
    if row.state != "open":
        raise Refused(
            "This draft was cancelled. Begin a new one: /reply {number} and your words.", number=row.conversation_id
        )
    return row


def revised(work: Work, row: DraftRow, text: str | None, files: Iterable[StoredFile], author: str) -> None:
    """New words (None: as they were) and these files."""
    words = row.text if text is None else signed(work, written(text), author)
    rewrite(work, row, words, checked(work, files))


def _whose(work: Work, asked: Asked, conversation: ConversationRow) -> list[Line]:
    """Two colleagues never answer one buyer unknowingly (R42-R45)."""
    if conversation.owner_id in {None, asked.me.id}:
        return []
    return [
        line("This is {person}'s customer; {person} will be told.", person=name_of(work.session, conversation.owner_id))
    ]
