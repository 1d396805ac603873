"""A trade paper goes to the customer or the supplier: its mail is drafted, looked at and released, or it went another way.

Each kind brings the words of its mail as a `Cover`; all the rest is one machine (R24, R159, R165, T27).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from documents.letters import paper_subject, quote_letter
from handlers.asked import Asked
from handlers.asking import open_one
from handlers.drafts import begun, shown, shown_to
from handlers.mails import reply_subject
from handlers.order_sight import acts_for
from handlers.ordering import matter_of_order
from handlers.paper_partner import matter_of_partner
from handlers.payment_locks import unlocked
from handlers.promise import HOW, kept
from handlers.salutation import language_of, person_of, signed_by
from handlers.telling import to_colleague
from handlers.trade_papers import files_of_paper, name, noted, order_of
from rules.outgoing import Choice, Outgoing, Say, StoredFile
from rules.permission import DISPATCHERS, Role, Sight, sight
from rules.refusal import Refused
from rules.trade_paper import INSIDE, Kind
from rules.trade_paper_moves import CHANGEABLE, HOLDS, STATE_WORDS, PaperEvent, PaperState
from rules.words import line, verbatim
from storage import tasks, trade_papers
from storage.colleagues import colleague, name_of
from storage.drafts import draft, files_of
from storage.facts import fact, remember
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow, DraftRow
from storage.tables.samples import SampleRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

PURPOSE = "trade_paper"
"""Of the draft that is a covering mail."""
_LONGEST_SUBJECT = 120
"""Characters of the customer's own subject that are kept."""
_HEADS = frozenset({Role.SUPERVISOR, *DISPATCHERS})


def _no_more(work: Work, row: TradePaperRow, matter: ConversationRow) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Cover:
    """The words of a covering mail: a template of templates/letters in every language, and what it is told besides.

    Each gets person, number, document (the kind's name) and amended; days may be dates: they are written as there.
    """

    template: str
    facts: Callable[[Work, TradePaperRow, ConversationRow], Mapping[str, Any]] = _no_more


def covered(work: Work, asked: Asked, row: TradePaperRow, cover: Cover, again: bool = False) -> list[Outgoing]:
    """The covering mail with the paper's files, shown as it will leave. Says what is missing where it may not leave yet."""
    _acting(work, asked, row)
    if no := _not_now(work, asked, row, again):
        return no
    files = files_of_paper(row)
    if not files:
        remember(work.session, _waits(row), asked.me.id, work.now)
        words = line(
            "{number} is being drawn. I show you the mail as soon as it is there.", number=trade_papers.called(row)
        )
        return [asked.say((words,))]
    matter = writing_in(work, asked, row)
    known = draft(work.session, row.draft_id)
    if known is not None and known.state == "open" and known.author_id == asked.me.id and files_of(known) == files:
        return [shown(work, asked, known, matter)]
    made, set_aside = _begun(work, asked.me, row, matter, cover, files)
    hints = (line("Your earlier draft is set aside."),) if set_aside else ()
    return [shown(work, asked, made, matter, hints)]


def papers_drawn(work: Work, row: TradePaperRow, cover: Cover) -> list[Outgoing]:
    """Its files are there now: who wanted to send it sees the mail. For the `drawn` hook of its kind."""
    person = colleague(work.session, fact(work.session, _waits(row)))
    files = files_of_paper(row)
    if person is None or not files or row.state != PaperState.APPROVED:
        return []
    remember(work.session, _waits(row), 0, work.now)
    matter = matter_of(work, row, person.id)
    if not matter.contact_address:
        return []
    made, set_aside = _begun(work, person, row, matter, cover, files)
    hints = (line("Your earlier draft is set aside."),) if set_aside else ()
    return shown_to(work, person, made, matter, hints)


def awaited_by(work: Work, row: TradePaperRow, person: int) -> None:
    """Somebody is to see the covering mail as soon as the files are there."""
    remember(work.session, _waits(row), person, work.now)


def matter_of(work: Work, row: TradePaperRow, by: int) -> ConversationRow:
    """The conversation in which it goes: the partner's, where it has an address of its own, else the order's or sample's."""
    if row.partner_address:
        return matter_of_partner(work, row, by)
    order = order_of(work.session, row)
    if order is not None:
        return matter_of_order(work, order)
    sample = work.session.get(SampleRow, row.sample_id) if row.sample_id else None
    about = work.session.get(ConversationRow, sample.conversation_id) if sample and sample.conversation_id else None
    if about is None:
        raise Refused("{number} belongs to no customer to whom it could be sent.", number=trade_papers.called(row))
    return about


def writing_in(work: Work, asked: Asked, row: TradePaperRow) -> ConversationRow:
    """The conversation in which it goes. Refuses who may act but does not write there: who sees it releases mails (R41)."""
    matter = open_one(matter_of(work, row, asked.me.id))
    if sight(asked.viewer, matter.owner_id, work.policy) is not Sight.FULL:
        raise Refused(
            "{number} goes to {person}'s customer; only {person} writes there.",
            number=trade_papers.called(row),
            person=name_of(work.session, matter.owner_id) or "?",
        )
    return matter


def may_leave(work: Work, asked: Asked, matter: ConversationRow, row: DraftRow) -> list[Outgoing]:
    """Asked in the very transaction in which a covering mail is released: the answer that keeps it here, or nothing (T27)."""
    paper = trade_papers.of_draft(work.session, row.id)
    if paper is None:
        raise Refused("This mail belongs to no paper any more. Begin it anew: {example}", example="/deal 88")
    _acting(work, asked, paper)
    if no := _not_now(work, asked, paper, again=True):
        return no
    wanted = {each.sha256 for each in files_of_paper(paper) if each.name.endswith(".pdf")}
    if not wanted or not wanted <= {each.sha256 for each in files_of(row)}:
        raise Refused(
            "The file of {number} as it was released is not with this mail. Begin it anew: {example}",
            number=trade_papers.called(paper),
            example=f"/deal {name(paper)} send",
        )
    return []


def has_left(work: Work, asked: Asked, matter: ConversationRow, row: DraftRow) -> list[Outgoing]:
    """The covering mail was released: the paper is sent, and what follows is planned."""
    paper = trade_papers.of_draft(work.session, row.id)
    if paper is None:
        return []
    words = line(
        "{person} sends {number} to {address}",
        person=asked.me.name,
        number=trade_papers.called(paper),
        address=row.to_address,
    )
    left(work, asked.me.id, paper, words)
    order = order_of(work.session, paper)
    if order is None or order.owner_id == asked.me.id:
        return []
    return to_colleague(work, order.owner_id, (words,), conversation=order.conversation_id)


def left(work: Work, by: int, row: TradePaperRow, words: Any) -> None:
    """It was sent by that person now; one that they had got already, again."""
    if row.state == PaperState.APPROVED:
        trade_papers.moved(work, row, PaperEvent.SENT)
    row.sent_at, row.sent_by = work.now, by
    work.session.flush()
    if row.state == PaperState.SENT:
        signature_awaited(work, row)
    noted(work, row, "paper_sent", words, by, {"state": row.state, "hash": row.content_hash})


def signature_awaited(work: Work, row: TradePaperRow) -> None:
    """Whether the signed copy has come is asked after signature.remind_days business days (R159)."""
    days = work.policy.signature_days
    if days and Kind(row.kind) in AWAITED:
        day = work.calendar.day_of(work.now)
        for _ in range(days):
            day = work.calendar.working_day_after(day)
        tasks.planned(work, "paper", row.id, "signature", work.calendar.opening_of(day) or work.now)


AWAITED = frozenset({Kind.PROFORMA, Kind.CONTRACT, Kind.PURCHASE})
"""Kinds that come back signed."""


MONEY = frozenset({Kind.PROFORMA, Kind.INVOICE, Kind.REMINDER})
"""Kinds that ask for money: they stay here while a warning of fraud is open."""


def sent_elsewhere(work: Work, asked: Asked, row: TradePaperRow, how: str) -> list[Outgoing]:
    """It went by chat, by courier, from her own mailbox: it counts as sent, on the same conditions."""
    _acting(work, asked, row)
    number = trade_papers.called(row)
    if row.sent_at is not None:
        raise Refused("{number} has gone already, {at}.", number=number, at=row.sent_at)
    if no := _not_now(work, asked, row, again=False):
        return no
    way = HOW.get(how) or verbatim(how)
    words = line("{person} has sent {number} another way, {how}", person=asked.me.name, number=number, how=way)
    said: list[Outgoing] = []
    if not row.partner_address:
        matter = matter_of(work, row, asked.me.id)
        told = kept(work, matter, at=work.now, by=asked.me.id, how=how, words=words)
        said = [each for each in told if isinstance(each, Say)]
    left(work, asked.me.id, row, words)
    return [*said, asked.say((line("{number} counts as sent, {how}.", number=number, how=way),))]


def not_arrived(work: Work, sent: DraftRow, again: DraftRow | None) -> tuple[Any, ...]:
    """A covering mail that did not arrive: the paper goes with the new draft, and nobody asks for the signature meanwhile."""
    paper = trade_papers.of_draft(work.session, sent.id)
    if paper is None:
        return ()
    if again is not None:
        paper.draft_id = again.id
    tasks.done(work, "paper", paper.id, ("signature",), "cancelled")
    words = line("With it {number} has not arrived.", number=trade_papers.called(paper))
    noted(work, paper, "paper", words, None, {"arrived": False})
    return (words,)


def leads(work: Work, asked: Asked, row: TradePaperRow) -> bool:
    """Who sends it: whoever leads its order or sample; to a supplier, purchasing and who wrote it, too."""
    order = order_of(work.session, row)
    if row.partner_address and (row.made_by == asked.me.id or asked.viewer.has(frozenset({Role.PURCHASING}))):
        return True
    if order is not None:
        return acts_for(asked.viewer, order)
    sample = work.session.get(SampleRow, row.sample_id) if row.sample_id else None
    owner = sample.owner_id if sample else row.made_by
    return owner in {asked.me.id, *asked.viewer.stands_in_for} or asked.viewer.has(_HEADS)


def _acting(work: Work, asked: Asked, row: TradePaperRow) -> None:
    if not leads(work, asked, row):
        raise Refused("I know no paper {number} of yours.", number=trade_papers.called(row))


def _not_now(work: Work, asked: Asked, row: TradePaperRow, again: bool) -> list[Outgoing]:
    """The answer that says why it may not leave now; empty if it may."""
    number = trade_papers.called(row)
    order = order_of(work.session, row)
    if order is not None and Kind(row.kind) in MONEY:
        unlocked(work, order)
    if Kind(row.kind) in INSIDE and not row.partner_address:
        raise Refused("{number} stays in the house: it is not for customers.", number=number)
    if row.state in CHANGEABLE or row.state == PaperState.PENDING:
        words = line("{number} is {state}: it leaves once it is released.", number=number, state=_state(row))
        ask = (
            ((Choice(line("Submit"), f"{'/po' if row.kind == Kind.PURCHASE else '/deal'} {name(row)} submit"),),)
            if row.state in CHANGEABLE
            else ()
        )
        noted(work, row, "refused", line("{number} was to leave before its release", number=number), asked.me.id, {})
        return [asked.say((words,), ask)]
    if row.state not in {PaperState.APPROVED, PaperState.SENT, *HOLDS} or row.approved_hash != row.content_hash:
        raise Refused("{number} cannot be sent: it is {state}.", number=number, state=_state(row))
    if newer := _newer(work, row):
        raise Refused("There is a newer version: {number}. Send that one.", number=trade_papers.called(newer))
    if row.sent_at is not None and not again:
        words = line("{number} has gone already, {at}.", number=number, at=row.sent_at)
        return [asked.say((words,), ((Choice(line("Send again"), f"/deal {name(row)} send again"),),))]
    return []


def _newer(work: Work, row: TradePaperRow) -> TradePaperRow | None:
    """The amended version, once it is released."""
    if row.order_id is None:
        return None
    released = {PaperState.APPROVED, PaperState.SENT, *HOLDS}
    found = trade_papers.of_order(work.session, row.order_id, Kind(row.kind))
    return next((each for each in found if each.replaces_id == row.id and each.state in released), None)


def _begun(
    work: Work,
    author: ColleagueRow,
    row: TradePaperRow,
    matter: ConversationRow,
    cover: Cover,
    files: tuple[StoredFile, ...],
) -> tuple[DraftRow, bool]:
    made, set_aside = mail_begun(work, author, row, matter, cover, PURPOSE, files)
    row.draft_id = made.id
    work.session.flush()
    return made, set_aside


def mail_begun(
    work: Work,
    author: ColleagueRow,
    row: TradePaperRow,
    matter: ConversationRow,
    cover: Cover,
    purpose: str,
    files: tuple[StoredFile, ...] = (),
) -> tuple[DraftRow, bool]:
    """A mail about a paper as a draft; whether an earlier one of hers was set aside for it."""
    language, number = language_of(work, matter), trade_papers.called(row)
    facts = {"person": person_of(matter), "number": number, "document": row.kind, "amended": row.version > 1}
    text = quote_letter(cover.template, language, **(facts | dict(cover.facts(work, row, matter))))
    told = paper_subject(language, row.kind, number)
    subject = f"{reply_subject(matter)[:_LONGEST_SUBJECT].rstrip()} - {told}" if matter.subject.strip() else told
    return begun(work, author, matter, purpose, signed_by(work, text, author, language), files, subject)


def _state(row: TradePaperRow) -> Any:
    return STATE_WORDS[PaperState(row.state)]


def _waits(row: TradePaperRow) -> str:
    return f"paper_send:{row.id}"
