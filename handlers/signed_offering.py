"""A file that may be a signed copy is never silently taken: whoever leads the order is asked, by letter and by chat (R159)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.mails import attachment_of
from handlers.paper_sending import AWAITED
from handlers.paper_sight import sees_paper
from handlers.signatures import conversations_of
from handlers.telling import to_colleague
from handlers.trade_papers import name, noted, order_of
from rules.event import Heard
from rules.letter import Attachment, Letter
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Viewer
from rules.signed_copy import Fault, fault_of, fault_words, names_number, speaks_of_signing
from rules.trade_paper_moves import PaperState
from rules.words import Line, line
from storage import trade_papers
from storage.conversations import parts_of
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

_MOST_FILES = 3
_MOST_PAPERS = 4
_LOGO = 40_000
"""Octets."""


def signed_copy_came(
    work: Work, row: LetterRow, letter: Letter, matter: ConversationRow, proved: bool
) -> list[Outgoing]:
    """A letter on the thread of a paper that awaits its signature brings a scan: its owner is asked whether it is that."""
    if letter.automatic or row.old or not proved:
        return []
    attached = [each for each in letter.attachments if not _is_decoration(each)]
    waiting = awaited_in(work, matter.id) if attached else []
    names = [each.name for each in attached]
    named = [
        each for each in waiting if names_number(trade_papers.called(each), [*names, letter.subject, letter.fresh_text])
    ]
    speaks = bool(waiting) and speaks_of_signing(letter.subject, letter.fresh_text, names)
    if not named and not speaks:
        return []
    scans = [each for each in attached if _fault(each) is None]
    ask = _asked if scans else _cannot_be
    return [
        each for paper in (named or waiting)[:_MOST_PAPERS] for each in ask(work, row, paper, scans or attached, matter)
    ]


def awaited_in(work: Work, number: int) -> list[TradePaperRow]:
    """The papers that await a signature and whose answer comes in this conversation."""
    numbers = [number, *parts_of(work.session, number)]
    return [
        each for each in trade_papers.sent_in(work.session, numbers, AWAITED) if number in conversations_of(work, each)
    ]


def caption_choices(work: Work, viewer: Viewer, heard: Heard) -> tuple[Line | None, Choices]:
    """A file was sent with words that name a paper which awaits its signature: the question, and the buttons for it."""
    words = heard.text.replace("/signed", " ").split()
    for each in words[:6]:
        row = (
            trade_papers.meant(work.session, each.strip(".,:，。："))
            if trade_papers.is_name(each.strip(".,:，。："))
            else None
        )
        if row is None or row.state != PaperState.SENT or not sees_paper(work, viewer, row):
            continue
        faults = [fault_of(one.name, one.content_type, one.size, one.danger) for one in heard.files]
        if faults[0] is not None and all(faults):
            return fault_words(faults[0], heard.files[0].name), ()
        question = line("Is this the signed {number}?", number=trade_papers.called(row))
        return question, ((Choice(line("Yes"), f"/signed {name(row)} file {heard.key}"),),)
    return None, ()


def _asked(
    work: Work, row: LetterRow, paper: TradePaperRow, scans: list[Attachment], matter: ConversationRow
) -> list[Outgoing]:
    number = trade_papers.called(paper)
    chosen = _likeliest(scans, number)[:_MOST_FILES]
    files = tuple(attachment_of(row, each) for each in chosen)
    lines = [
        line(
            "{customer} sends {files}.",
            customer=row.sender_name or row.sender,
            files=", ".join(each.name for each in chosen),
        ),
        line("Is this the signed {number}?", number=number),
    ]
    yes = [Choice(_yes(each, len(chosen)), f"/signed {name(paper)} letter {row.id} {each.part}") for each in chosen]
    no = Choice(line("No"), f"/signed {name(paper)} no {row.id}")
    noted(work, paper, "paper", line("A letter may bring the signed {number}", number=number), None, {"letter": row.id})
    return to_colleague(
        work, _who(work, paper), lines, (*((each,) for each in yes), (no,)), conversation=matter.id, files=files
    )


def _cannot_be(
    work: Work, row: LetterRow, paper: TradePaperRow, attached: list[Attachment], matter: ConversationRow
) -> list[Outgoing]:
    """The letter speaks of a signed copy, and nothing in it can be one."""
    faults = [(each, fault) for each in attached if (fault := _fault(each)) is not None]
    lines = [
        line("A letter speaks of the signed {number}.", number=trade_papers.called(paper)),
        *(fault_words(fault, each.name) for each, fault in faults[:_MOST_FILES]),
    ]
    return to_colleague(work, _who(work, paper), lines, conversation=matter.id)


def _who(work: Work, paper: TradePaperRow) -> int:
    """Who is asked: the owner of its order; of what went to a supplier, who sent it."""
    order = order_of(work.session, paper)
    if order is not None and not paper.partner_address:
        return order.owner_id
    return paper.sent_by or paper.made_by


def _yes(attachment: Attachment, count: int) -> Line:
    return line("Yes") if count == 1 else line("Yes: {file}", file=attachment.name[:30])


def _likeliest(scans: list[Attachment], number: str) -> list[Attachment]:
    """Those whose names speak of it, where some do."""
    fits = [each for each in scans if names_number(number, [each.name]) or speaks_of_signing("", "", [each.name])]
    return fits or _larger_first(scans)


def _larger_first(scans: Iterable[Attachment]) -> list[Attachment]:
    return sorted(scans, key=lambda each: -each.size)


def _is_decoration(attachment: Attachment) -> bool:
    """A small picture in the text is a logo."""
    return attachment.inline and attachment.size < _LOGO


def _fault(attachment: Attachment) -> Fault | None:
    return fault_of(attachment.name, attachment.content_type, attachment.size, attachment.danger)
