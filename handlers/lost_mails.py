"""A mail that will not arrive: its people hear why and what they can do; its text is a draft again, a forward goes smaller."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.alarms import alarm
from handlers.card import card_refreshed
from handlers.mails import forwarded
from handlers.paper_sending import not_arrived as paper_not_arrived
from handlers.promise import owed_again
from handlers.quote_arrival import not_arrived
from handlers.telling import to_colleague, to_roles
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS
from rules.words import Line, line, title
from storage import outbox
from storage.colleagues import colleague
from storage.conversations import conversation, standing
from storage.drafts import draft_sent_at, files_of, new_draft, open_draft
from storage.happenings import note
from storage.letters import letter, number_of, reading_of
from storage.tables.conversations import ConversationRow, DraftRow
from storage.tables.outbox import MessageRow
from storage.work import Work

GIVEN_UP = line("It could not be sent for five days, and I have stopped trying.")


def mail_lost(
    work: Work, row: MessageRow, reason: str, *, recipients: Iterable[str] = (), given_up: bool = False
) -> list[Outgoing]:
    """Tells its people. With `recipients`, only those did not get it and the others did."""
    if outbox.is_notice(row):
        what = line("A mail of mine to {recipient} was refused: {reason}", recipient=_names(row), reason=reason[:200])
        return alarm(work, f"refused:mail:{_names(row)}"[:200], what, line("/staff shows the addresses of everybody."))
    only = tuple(recipients)
    note(work, "bounced", line("The mail was refused: {reason}", reason=reason[:200]), conversation=row.conversation_id)
    head = title("I gave up on a mail") if given_up else title("A mail was refused and will not be tried again")
    lines = [
        head,
        *which(row, only),
        line("The server says: {reason}", reason=reason),
        GIVEN_UP if given_up else line("Check the address, or reach them another way."),
    ]
    matter = conversation(work.session, row.conversation_id)
    matter = standing(work.session, matter) if matter is not None else None
    refreshed: list[Outgoing] = []
    draft = None
    sent = draft_sent_at(work.session, matter.id, row.decided_at) if matter is not None else None
    never_left = row.audience == "customer" and not only and not row.body.get("taken")
    if matter is not None and never_left:
        draft = _draft_again(work, sent, matter)
        lines += not_arrived(work, sent, draft) if sent is not None else ()
        lines += paper_not_arrived(work, sent, draft) if sent is not None else ()
        if draft is not None:
            lines.append(line("Its text is a draft again: look at it, change it, send it."))
        owed = owed_again(work, row.conversation_id, row.decided_at)
        lines += [line("The clock of {number} runs again.", number=each.id) for each in owed]
        refreshed = [edit for each in owed for edit in card_refreshed(work, each)]
    return [*to_its_people(work, row, lines, _choices(matter, draft)), *refreshed]


def forward_too_large(work: Work, row: MessageRow, reason: str) -> list[Outgoing] | None:
    """The same letter without its files, and a word in chat where they are. None where it is no forward with files."""
    original = letter(work.session, number_of(work.session, row.body.get("original") or ""))
    matter = conversation(work.session, row.conversation_id)
    person = colleague(work.session, next(iter(row.body["about"]), None))
    read = reading_of(work.session, original.id) if original else None
    if original is None or matter is None or person is None or read is None:
        return None
    smaller = forwarded(work, matter, original, read, person, small=False)
    if smaller is None:
        return None
    outbox.settle(work.session, row.id, state="cancelled", ended_at=work.now, fault=reason[:300])
    lines = (
        title("A letter came to you without its files"),
        *which(row),
        line("With them it is too large for the mail server: {reason}", reason=reason[:200]),
        line("The whole letter lies in the shared mailbox; its files are here in the chat."),
    )
    files = ((Choice(line("Files"), f"/show {matter.id} files"), Choice(line("Show"), f"/show {matter.id}")),)
    return [smaller, *to_colleague(work, person.id, lines, files, conversation=matter.id)]


def which(row: MessageRow, recipients: tuple[str, ...] = ()) -> tuple[Line, ...]:
    """Which mail it is: to whom, about what, of which conversation."""
    names = ", ".join(recipients) or _names(row)
    words = [line("To {recipient}, subject {subject}", recipient=names, subject=row.body["subject"])]
    if row.conversation_id is not None:
        words.append(line("It belongs to {number}.", number=row.conversation_id))
    return tuple(words)


def its_people(work: Work, row: MessageRow) -> list[int]:
    """The author and the owner of the conversation; empty where there is neither."""
    matter = conversation(work.session, row.conversation_id)
    owner = [matter.owner_id] if matter and matter.owner_id else []
    return list(dict.fromkeys([*row.body["about"], *owner]))


def to_its_people(work: Work, row: MessageRow, lines: Iterable[Line], choices: Choices = ()) -> list[Outgoing]:
    """The author and the owner; the dispatchers where there is neither."""
    told = tuple(lines)
    said: list[Outgoing] = []
    for person in its_people(work, row):
        said += to_colleague(work, person, told, choices, conversation=row.conversation_id)
    return said or to_roles(work, DISPATCHERS, told, choices)


def _draft_again(work: Work, sent: DraftRow | None, matter: ConversationRow) -> DraftRow | None:
    """The text as its author wrote it, to be looked at, changed and sent anew; None while she is writing another."""
    if sent is None or matter.closed_at is not None or open_draft(work.session, matter.id, sent.author_id) is not None:
        return None
    return new_draft(
        work,
        files=files_of(sent),
        conversation_id=matter.id,
        author_id=sent.author_id,
        purpose=sent.purpose,
        to_name=sent.to_name,
        to_address=sent.to_address,
        subject=sent.subject,
        text=sent.text,
    )


def _choices(matter: ConversationRow | None, draft: DraftRow | None) -> Choices:
    if matter is None:
        return ()
    again = (Choice(line("The draft"), f"/reply {matter.id}"),) if draft is not None else ()
    return ((*again, Choice(line("Show"), f"/show {matter.id}")),)


def _names(row: MessageRow) -> str:
    return ", ".join(row.body["recipients"])
