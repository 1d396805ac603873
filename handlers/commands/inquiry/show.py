"""/show: everything about a conversation: the card, the milestones, the timeline, the letters, the files (R4, R41)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.archive import archive_lines
from handlers.asked import Asked, Command
from handlers.asking import divided, meant, named_in, offered
from handlers.card import card_choices, card_lines, card_name, danger_lines, stub_lines
from handlers.mails import attachment_of
from handlers.viewing import looked_at
from rules.letter import Kind, Letter
from rules.outgoing import Choice, Choices, Outgoing, StoredFile
from rules.permission import SALES, Sight, sight
from rules.refusal import Refused
from rules.words import Line, from_plain, line, title, verbatim, word
from storage.colleagues import name_of
from storage.drafts import sent_drafts
from storage.happenings import timeline
from storage.letters import letters_of, reading_of
from storage.tables.conversations import ConversationRow
from storage.tables.happenings import HappeningRow
from storage.tables.letters import LetterRow
from storage.work import Work

EXAMPLE = "/show 1042"
_LAST = 12
"""Entries of the timeline that are shown at first."""
_MOST = 80
_WORDS = 2500
"""Characters of a letter on one page."""
_FILES_AT_ONCE = 10
_QUIET = ("viewed", "promised", "routed")
"""Happenings that the timeline leaves to /why."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something written in a conversation: by whom, when, which words."""

    at: datetime
    who: str
    subject: str
    words: str
    letter: int | None = None
    """The number of the letter, where more stands in it than the fresh words: quoted history, signature."""


def show(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042`, and what of it: `letters [page]`, `whole letter [page]`, `files`, `all`."""
    if not named_in(asked)[0]:
        return offered(work, asked, line("Which one?"), EXAMPLE)
    conversation, words = meant(work, asked, EXAMPLE, Sight.STUB)
    if sight(asked.viewer, conversation.owner_id, work.policy) is not Sight.FULL:
        return [asked.say(stub_lines(work, conversation))]
    what, rest = divided(words)
    if what.casefold() not in PARTS:
        raise Refused(
            "I show {number}, or of it: letters, files, all. Example: {example}",
            number=conversation.id,
            example=f"/show {conversation.id} files",
        )
    looked_at(work, asked, [conversation])
    return PARTS[what.casefold()](work, asked, conversation, rest)


def _overview(work: Work, asked: Asked, conversation: ConversationRow, rest: str) -> list[Outgoing]:
    return _with_timeline(work, asked, conversation, _LAST)


def _everything(work: Work, asked: Asked, conversation: ConversationRow, rest: str) -> list[Outgoing]:
    return _with_timeline(work, asked, conversation, _MOST)


def _with_timeline(work: Work, asked: Asked, conversation: ConversationRow, limit: int) -> list[Outgoing]:
    happened = [each for each in timeline(work.session, conversation.id) if each.verb not in _QUIET]
    lines = [
        *card_lines(work, conversation, asked.viewer),
        *_milestones(work, conversation),
        title("What happened"),
        *(_entry(each) for each in happened[-limit:]),
    ]
    earlier = len(happened) - limit
    choices = _more(work, conversation, earlier if limit == _LAST else 0)
    return [
        asked.say(
            lines,
            (*choices, *card_choices(work, conversation, asked.viewer)),
            card=card_name(conversation.id, asked.me.id),
            conversation=conversation.id,
            version=conversation.version,
        )
    ]


def _milestones(work: Work, conversation: ConversationRow) -> list[Line]:
    """Received, assigned, first reply, last touch, silent days (R4)."""
    assigned = timeline(work.session, conversation.id, ("assigned",))
    lines = [line("Received {at}", at=conversation.opened_at)]
    if assigned:
        lines.append(line("Assigned {at}", at=assigned[-1].at))
    if conversation.first_answer_at:
        lines.append(line("First reply {at}", at=conversation.first_answer_at))
    else:
        lines.append(line("No reply yet"))
    lines.append(line("Last touch {at}", at=conversation.touched_at))
    lines += archive_lines(work, conversation)
    silent = (
        work.now - max(conversation.touched_at, conversation.customer_wrote_at or conversation.touched_at)
    ) // timedelta(days=1)
    if silent:
        lines.append(line("Silent for {days} days", days=silent))
    return lines


def _entry(happening: HappeningRow) -> Line:
    words = from_plain(happening.words)
    return line("{at}  {what}", at=happening.at, what=words[0] if words else verbatim(happening.verb))


def _more(work: Work, conversation: ConversationRow, earlier: int) -> Choices:
    row = []
    written = len(_told(work, conversation))
    if written:
        row.append(Choice(line("Letters ({count})", count=written), f"/show {conversation.id} letters"))
    files = len(_files(work, conversation))
    if files:
        row.append(Choice(line("Files ({count})", count=files), f"/show {conversation.id} files"))
    if earlier > 0:
        row.append(Choice(line("{count} earlier", count=earlier), f"/show {conversation.id} all"))
    return (tuple(row),) if row else ()


def _letters(work: Work, asked: Asked, conversation: ConversationRow, rest: str) -> list[Outgoing]:
    """A page of a letter, the newest letter first; the buttons turn the pages."""
    pages = [(page, each) for each in reversed(_told(work, conversation)) for page in _pages(each)]
    if not pages:
        raise Refused("Nothing has been written in {number} yet.", number=conversation.id)
    if rest and not (rest.isdecimal() and len(rest) < 6):
        raise Refused("Pages have numbers: {example}", example=f"/show {conversation.id} letters 2")
    number = min(max(int(rest or 1), 1), len(pages))
    page, told = pages[number - 1]
    rows = [_around(f"/show {conversation.id} letters", number, len(pages))]
    if told.letter is not None:
        rows.append((Choice(line("The whole letter"), f"/show {conversation.id} whole {told.letter}"),))
    return [asked.say(page, tuple(each for each in rows if each), conversation=conversation.id)]


def _whole(work: Work, asked: Asked, conversation: ConversationRow, rest: str) -> list[Outgoing]:
    """`whole 57 [page]`: everything that stands in a letter, with the history that it quotes and the signature."""
    which, _, page = rest.partition(" ")
    found = [(row, letter) for row, letter in _read_letters(work, conversation) if str(row.id) == which.lstrip("#")]
    if not found:
        raise Refused("{number} has no such letter. /show {number} letters lists them.", number=conversation.id)
    row, letter = found[0]
    pages = _pages(Told(row.arrived_at, row.sender_name or row.sender or "?", row.subject, letter.text))
    number = min(max(int(page) if page.isdecimal() and len(page) < 6 else 1, 1), len(pages))
    around = _around(f"/show {conversation.id} whole {row.id}", number, len(pages))
    head = (line("Page {number} of {count}", number=number, count=len(pages)),) if len(pages) > 1 else ()
    return [asked.say((*head, *pages[number - 1]), (around,) if around else (), conversation=conversation.id)]


def _around(command: str, number: int, last: int) -> tuple[Choice, ...]:
    """The buttons that turn pages."""
    back = (Choice(line("Back"), f"{command} {number - 1}"),) if number > 1 else ()
    return (*back, Choice(line("More"), f"{command} {number + 1}")) if number < last else back


def _pages(told: Told) -> list[list[Line]]:
    words = told.words.strip() or " "
    parts = [words[start : start + _WORDS] for start in range(0, len(words), _WORDS)]
    head = [title("{who}, {at}", who=told.who, at=told.at), line("Subject: {subject}", subject=told.subject)]
    return [[*head, *(verbatim(each) for each in part.split("\n"))] for part in parts]


def _told(work: Work, conversation: ConversationRow) -> list[Told]:
    """What both sides wrote, oldest first: letters as they were read, mails as they left from here."""
    written = [
        Told(
            row.arrived_at,
            row.sender_name or row.sender or "?",
            row.subject,
            letter.fresh_text or letter.text,
            row.id if letter.fresh_text and letter.fresh_text.strip() != letter.text.strip() else None,
        )
        for row, letter in _read_letters(work, conversation)
    ]
    written += [
        Told(each.ended_at or each.made_at, name_of(work.session, each.author_id), each.subject, each.text)
        for each in sent_drafts(work.session, conversation.id)
    ]
    return sorted(written, key=lambda each: each.at)


def _read_letters(work: Work, conversation: ConversationRow) -> list[tuple[LetterRow, Letter]]:
    """What was written in it. A returned mail is none: anybody can write one, and its words pass for nobody's (T07)."""
    found = letters_of(work.session, conversation.id)
    rows = [each for each in found if each.role != "out" and each.kind != Kind.BOUNCE]
    return [(row, letter) for row in rows if (letter := reading_of(work.session, row.id)) is not None]


def _all_files(work: Work, asked: Asked, conversation: ConversationRow, rest: str) -> list[Outgoing]:
    """The attachments, as files; on request only, for they are strangers' (T16)."""
    files = _files(work, conversation)
    if not files:
        raise Refused("{number} has no files.", number=conversation.id)
    start = int(rest) if rest.isdecimal() and len(rest) < 6 else 0
    shown = files[start : start + _FILES_AT_ONCE]
    following = start + _FILES_AT_ONCE
    choices: Choices = ()
    if following < len(files):
        choices = ((Choice(line("More"), f"/show {conversation.id} files {following}"),),)
    names = ", ".join(each.name for each in shown)
    words = line("Files of {number}: {names}", number=conversation.id, names=names or "-")
    attached = {each.sha256: each for _, letter in _read_letters(work, conversation) for each in letter.attachments}
    warned = danger_lines(attached[each.sha256] for each in shown if each.sha256 in attached)
    return [asked.say((words, *warned), choices, files=tuple(shown), conversation=conversation.id)]


def _files(work: Work, conversation: ConversationRow) -> list[StoredFile]:
    """Attachments of the letters, and what was filed by hand; each file once."""
    files: list[StoredFile] = []
    for row, letter in _read_letters(work, conversation):
        files += [attachment_of(row, each) for each in letter.attachments]
    for happening in timeline(work.session, conversation.id, ("noted", "saved")):
        files += [StoredFile(*each) for each in _filed(happening.after)]
    return list({each.sha256: each for each in files}.values())


def _filed(after: Any) -> Sequence[Any]:
    return after.get("files", ()) if isinstance(after, dict) else ()


PARTS = {
    "": _overview,
    "all": _everything,
    "letters": _letters,
    "letter": _letters,
    "more": _letters,
    "whole": _whole,
    "files": _all_files,
}

COMMANDS = (Command("/show", word("card, timeline, letters and files"), show, roles=SALES, example=EXAMPLE),)
