"""The whole file of an order as one zip with an index: what belongs to it, who may have it, and what becomes of it (R174)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from documents.order_file import Document, OrderFile, archived
from documents.speech import spoken
from handlers.asked import Asked
from handlers.making import Bench, MadeFile, Making
from handlers.order_closing import missing_documents
from handlers.order_sight import OrderSight, order_sight
from handlers.ordering import noted
from handlers.paper_sight import KINDS_SEEN
from handlers.telling import to_colleague
from rules.outgoing import Outgoing, StoredFile
from rules.policy import Policy
from rules.trade_paper import KIND_WORDS, Kind
from rules.words import Line, line, title, word
from storage import order_wishes, orders, quotes, trade_papers
from storage.colleagues import colleague, viewer
from storage.letters import letters_of
from storage.tables.orders import OrderRow
from storage.tables.quotes import QuoteVersionRow
from storage.tables.trade_papers import OrderFileWishRow
from storage.work import Work

_ZIP = "application/zip"
_QUOTATION, _DEAL, _WORKS, _INSPECTION = "1-quotation", "2-contract", "3-production", "4-inspection"
_SHIPMENT, _PAYMENT, _LETTERS, _OTHER = "5-shipment", "6-payment", "7-letters", "8-other"
FOLDERS: Mapping[Kind, str] = {
    Kind.PROFORMA: _DEAL,
    Kind.CONTRACT: _DEAL,
    Kind.PRODUCTION: _WORKS,
    Kind.PURCHASE: _WORKS,
    Kind.SAMPLE: _WORKS,
    Kind.INSPECTION: _INSPECTION,
    Kind.PACKING: _SHIPMENT,
    Kind.INVOICE: _PAYMENT,
    Kind.SHIPMENT: _SHIPMENT,
    Kind.REMINDER: _PAYMENT,
}
"""The folder of each kind of paper, in the order in which an order makes them."""
_FILES: Mapping[str, tuple[str, Line]] = {
    "signed": (_DEAL, word("signed copy")),
    "booking": (_SHIPMENT, word("booking")),
    "customs": (_SHIPMENT, word("customs declaration")),
    "origin": (_SHIPMENT, word("certificate of origin")),
    "inspection": (_INSPECTION, word("commodity inspection")),
    "bill_of_lading": (_SHIPMENT, word("bill of lading")),
    "report": (_INSPECTION, word("report")),
    "photo": (_INSPECTION, word("photo")),
    "payment": (_PAYMENT, word("proof of payment")),
}
_COLUMNS = (word("No."), word("document"), word("number"), word("date"), word("file"))


def wanted(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """She wants it; it comes in a moment, in private."""
    order_wishes.wished(work, row.id, order_wishes.FILE, asked.me.id)
    return [asked.tell("The file of order {number} comes in a moment.", number=orders.called(row))]


def making(session: Session, policy: Policy, wish: OrderFileWishRow) -> Making:
    """Everything that the archive needs, by what she who asked may see now."""
    row = orders.order(session, wish.order_id)
    work = Work(session, wish.asked_at, policy, f"order-file:{wish.id}", b"")
    told = None if row is None else _told(work, row, wish)
    return Making(
        key=f"told:order-file:{wish.id}",
        make=partial(_made_of, told),
        made=partial(_made, wish.id),
        not_made=partial(_not_made, wish.id),
    )


def _told(work: Work, row: OrderRow, wish: OrderFileWishRow) -> OrderFile:
    person = colleague(work.session, wish.asked_by)
    language, zone = (person.language, person.zone) if person else ("en", work.policy.zone)
    sees = OrderSight.NONE if person is None else order_sight(work, viewer(work.session, person, work.now), row)
    say = partial(spoken, language=language, zone=zone)
    head = line("File of order {number}", number=orders.called(row))
    return OrderFile(
        name=f"order-{row.id}",
        documents=tuple(_documents(work, row, sees, language)) if sees >= OrderSight.MONEY else (),
        above=(say(head),),
        columns=tuple(say(each) for each in _COLUMNS),
        missing_head=say(line("Missing:")),
        missing=tuple(say(each) for each in missing_documents(work, row)),
        not_there=say(line("(no file)")),
    )


def _documents(work: Work, row: OrderRow, sees: OrderSight, language: str) -> Iterator[Document]:
    """Folder after folder, in each the oldest first; letters and what was inspected only for who sees the order whole."""
    zone = ZoneInfo(work.policy.zone)
    found = [
        *_quotation(work, row, zone, language),
        *_papers(work, row, KINDS_SEEN.get(sees, frozenset()), zone, language),
        *_files(work, row, zone, language),
    ]
    if sees >= OrderSight.FULL:
        there = {each.sha256 for each in found}
        found += [each for each in _records(work, row, zone, language) if each.sha256 not in there]
        found += _letters(work, row, zone, language)
    return iter(sorted(found, key=lambda each: each.folder))


def _quotation(work: Work, row: OrderRow, zone: ZoneInfo, language: str) -> Iterator[Document]:
    version = work.session.get(QuoteVersionRow, row.version_id) if row.version_id else None
    quote = quotes.quote(work.session, version.quote_id) if version is not None else None
    if version is None or quote is None:
        return
    kind = spoken(line("quotation"), language, zone.key)
    number = quotes.called(quote, version.version)
    for _, _, sha256, size, name in version.papers or ():
        yield Document(_QUOTATION, kind, number, None, str(name), str(sha256), int(size))


def _papers(work: Work, row: OrderRow, kinds: frozenset[Kind], zone: ZoneInfo, language: str) -> Iterator[Document]:
    """The released papers of every version, those that were replaced, too."""
    for each in reversed(trade_papers.of_order(work.session, row.id, alive=False)):
        kind = Kind(each.kind)
        if kind not in kinds or each.number is None:
            continue
        words = spoken(KIND_WORDS[kind], language, zone.key)
        on = each.approved_at.astimezone(zone).date() if each.approved_at else None
        for _, _, sha256, size, name in each.papers or ():
            yield Document(FOLDERS[kind], words, each.number, on, str(name), str(sha256), int(size))
        if not each.papers:
            yield Document(FOLDERS[kind], words, each.number, on)


def _files(work: Work, row: OrderRow, zone: ZoneInfo, language: str) -> Iterator[Document]:
    """What others have sent: signed copies, transport documents; also those of which only number and date are known."""
    for each in orders.files(work.session, row.id):
        folder, words = _FILES.get(each.kind, (_OTHER, word("other document")))
        on = each.dated_on or each.at.astimezone(zone).date()
        kind = spoken(words, language, zone.key)
        paper = trade_papers.paper(work.session, each.paper_id)
        number = each.number or (paper.number if paper is not None else "") or ""
        yield Document(folder, kind, number, on, each.name or each.kind, each.sha256, each.size)


def _records(work: Work, row: OrderRow, zone: ZoneInfo, language: str) -> Iterator[Document]:
    """Photographs and reports that came with an inspection or another form."""
    for each in reversed(orders.records(work.session, row.id)):
        kind = spoken(word("photo or report"), language, zone.key)
        for name, _, size, sha256 in each.files or ():
            on = each.at.astimezone(zone).date()
            yield Document(_INSPECTION, kind, each.sort or each.kind, on, str(name), str(sha256), int(size))


def _letters(work: Work, row: OrderRow, zone: ZoneInfo, language: str) -> Iterator[Document]:
    """The letters of the conversation as they came, whole."""
    for each in letters_of(work.session, row.conversation_id):
        if each.forgotten_at is not None:
            continue
        on = each.arrived_at.astimezone(zone).date()
        name = f"{on.isoformat()} {each.subject[:60]}.eml"
        yield Document(_LETTERS, spoken(word("letter"), language, zone.key), "", on, name, each.sha256, each.size)


def _made_of(told: OrderFile | None, bench: Bench) -> Sequence[MadeFile]:
    if told is None:
        return ()
    return [MadeFile(path.name, _ZIP, path) for path in archived(told, bench.load, bench.folder)]


def _made(number: int, work: Work, files: tuple[StoredFile, ...]) -> list[Outgoing]:
    """It is there: recorded, and sent to who asked, if she may still have it."""
    wish = order_wishes.wish(work.session, number)
    row = orders.order(work.session, wish.order_id) if wish is not None else None
    if wish is None or wish.done_at is not None or row is None:
        return []
    order_wishes.fulfilled(work, wish)
    person = colleague(work.session, wish.asked_by)
    if person is None or order_sight(work, viewer(work.session, person, work.now), row) < OrderSight.MONEY:
        return []
    words = line("{person} takes the file of order {number}", person=person.name, number=orders.called(row))
    noted(work, row, "order_file", words, person.id, after={"files": {each.name: each.sha256 for each in files}})
    told: list[Line] = [title("File of order {number}", number=orders.called(row))]
    if len(files) > 1:
        told.append(line("It is large, so it comes in {count} parts; the index is in the first one.", count=len(files)))
    if lacking := missing_documents(work, row):
        told.append(line("Missing: {documents}", documents=lacking))
    return to_colleague(work, person.id, told, conversation=row.conversation_id, files=files, at_once=True)


def _not_made(number: int, work: Work, reason: str) -> list[Outgoing]:
    wish = order_wishes.wish(work.session, number)
    if wish is None or wish.done_at is not None:
        return []
    order_wishes.fulfilled(work, wish)
    words = line("The file of order {number} could not be made: {reason}", number=wish.order_id, reason=reason)
    return to_colleague(work, wish.asked_by, (words,), at_once=True)
