"""The papers of a quotation: what goes to the press, what comes of it, and who gets to see it (R118, R129, R139).

They are drawn by the roof, outside any decision, and kept by their hash: what was approved, previewed and sent is one file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from documents.catalogue import FORMS, LANGUAGES
from documents.company import company_of
from documents.quotation import Offer
from handlers.asked import Asked
from handlers.drawing import Drawing
from handlers.paper_files import as_files
from handlers.quote_sending import papers_drawn
from handlers.telling import to_colleague
from rules.outgoing import Outgoing
from rules.policy import Policy
from rules.quote_moves import INSIDE, QuoteState
from rules.refusal import Refused
from rules.words import Line, line, title
from storage import quotes
from storage.colleagues import addresses_of, name_of
from storage.happenings import note
from storage.papers import Filed, fulfilled, open_wishes, wish, wished, without_papers
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

DOCUMENT = "quotation"


@dataclass(frozen=True, slots=True)
class ToDraw:
    """One paper that somebody waits for. `wish` is empty for what was released and has no papers yet."""

    version: int
    key: str
    offer: Offer
    content_hash: str
    wish: int | None = None


def wanted(work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, language: str = "") -> list[Outgoing]:
    """She will see the paper as it stands; DRAFT stands across a draft's. Refuses a language that papers are not written in."""
    if language and language not in LANGUAGES:
        raise Refused(
            "Papers are written in {languages}: {example}", languages=", ".join(LANGUAGES), example="/paper D7 en+zh"
        )
    if not quotes.content(version).lines:
        raise Refused("Quotation {number} has no lines yet.", number=quotes.called(row, version.version))
    wished(work, version, asked.me.id, language)
    return [asked.tell("The paper of {number} comes in a moment.", number=quotes.called(row, version.version))]


def to_draw(session: Session, policy: Policy) -> list[ToDraw]:
    """Every paper that is to be drawn now: what is released first."""
    found = []
    for version in without_papers(session):
        at = version.approved_at or version.edited_at
        key = f"told:papers:{version.id}:{version.content_hash[:16]}:{at.isoformat()}"
        found.append(ToDraw(version.id, key, offer_of(session, version, policy), version.content_hash))
    for each in open_wishes(session):
        meant = quotes.version_row(session, each.version_id)
        if meant is not None:
            offer = offer_of(session, meant, policy, each.language)
            found.append(ToDraw(meant.id, f"told:paper:{each.id}", offer, meant.content_hash, each.id))
    return found


def drawings(session: Session, policy: Policy) -> list[Drawing]:
    """The same, as the press takes it."""
    return [
        Drawing(
            key=each.key,
            document=DOCUMENT,
            value=each.offer,
            language="+".join(each.offer.languages),
            is_wish=each.wish is not None,
            drawn=partial(_drawn, each),
            not_drawn=partial(_not_drawn, each),
            gaps=gaps(each.offer),
        )
        for each in to_draw(session, policy)
    ]


def _drawn(paper: ToDraw, work: Work, papers: Filed, remarks: Sequence[Line]) -> list[Outgoing]:
    return drawn(work, paper, papers, remarks)


def _not_drawn(paper: ToDraw, work: Work, reason: str) -> list[Outgoing]:
    return not_drawn(work, paper, reason)


def offer_of(session: Session, version: QuoteVersionRow, policy: Policy, language: str = "") -> Offer:
    """What the paper says, as the version, the company and her who quotes stand now."""
    row = session.get_one(QuoteRow, version.quote_id)
    is_draft = version.approved_at is None and version.state in INSIDE | {QuoteState.DROPPED}
    at = version.approved_at or version.edited_at
    return Offer(
        quote=quotes.content(version),
        number=quotes.called(row, version.version),
        on=at.astimezone(ZoneInfo(policy.zone)).date(),
        company=company_of(policy),
        contact=(name_of(session, row.owner_id), *addresses_of(session, row.owner_id)[:1]),
        is_draft=is_draft,
        language=language,
        version=version.version,
    )


def drawn(work: Work, paper: ToDraw, papers: Filed, remarks: Sequence[Line]) -> list[Outgoing]:
    """The files are in the store: they belong to the version from now on, or are shown to who asked for them."""
    if paper.wish is not None:
        return _shown(work, paper, papers, remarks)
    version = quotes.version_row(work.session, paper.version)
    if version is None or version.state != QuoteState.APPROVED or version.papers is not None:
        return []
    if version.content_hash != paper.content_hash:
        return []  # changed and released anew meanwhile: it is drawn anew under another key
    row = work.session.get_one(QuoteRow, version.quote_id)
    kept = [list(each) for each in papers if each[0] in FORMS]
    version.papers = kept
    work.session.flush()
    _noted(work, row, version, kept)
    said = papers_drawn(work, version)
    if remarks:
        words = (title("The paper of {number} is not as it should be.", number=paper.offer.number), *remarks)
        said += to_colleague(work, row.owner_id, words, conversation=row.conversation_id, at_once=True)
    return said


def not_drawn(work: Work, paper: ToDraw, reason: str) -> list[Outgoing]:
    """It could not be drawn: who waits for it hears why."""
    words = (
        line("The paper of {number} could not be drawn: {reason}", number=paper.offer.number, reason=reason),
        line("Administrators know of it; what you wrote is kept."),
    )
    row = wish(work.session, paper.wish) if paper.wish is not None else None
    if row is not None:
        fulfilled(work, row, ())
        return to_colleague(work, row.asked_by, words, at_once=True)
    version = quotes.version_row(work.session, paper.version)
    if version is None:
        return []
    owner = work.session.get_one(QuoteRow, version.quote_id).owner_id
    return to_colleague(work, owner, words, at_once=True)


def gaps(offer: Offer) -> tuple[Line, ...]:
    """What the company has not set up yet, and the paper therefore lacks."""
    currency = offer.quote.currency
    found = []
    if not offer.company.called("en"):
        found.append(line("The company's name is not set: {example}", example="/settings company.name Lumen Lighting"))
    if currency and not offer.company.bank(currency):
        example = f"/settings company.bank_{currency.casefold()} Bank: ...; Account: ...; SWIFT: ..."
        found.append(line("There are no bank details for {currency}: {example}", currency=currency, example=example))
    return tuple(found)


def _shown(work: Work, paper: ToDraw, papers: Filed, remarks: Sequence[Line]) -> list[Outgoing]:
    row = wish(work.session, paper.wish or 0)
    if row is None or row.done_at is not None:
        return []
    fulfilled(work, row, papers)
    words: list[Line] = [title("Quotation {number}", number=paper.offer.number)]
    if paper.offer.is_draft:
        words.append(line("A draft: it says so across each page until it is approved."))
    return to_colleague(work, row.asked_by, (*words, *remarks), files=as_files(papers), at_once=True)


def _noted(work: Work, row: QuoteRow, version: QuoteVersionRow, papers: Sequence[Sequence[object]]) -> None:
    note(
        work,
        "quote",
        line("The papers of {number} are drawn", number=quotes.called(row, version.version)),
        conversation=row.conversation_id,
        customer=row.customer_id,
        after={"quote": row.id, "version": version.version, "papers": {str(each[4]): each[2] for each in papers}},
    )
