"""Shipment and arrival: forwarder, vessel, days; the notice to the customer; the arrival that starts what is due (R215-R219)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers import trade_papers as papers
from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.drafts import checked, stored
from handlers.order_dates import ARRIVED as ARRIVED
from handlers.order_dates import arrival_planned, credit_lines, shipment_moved, slip_lines
from handlers.order_mails import ARRIVAL, shown_or_offered
from handlers.order_stages import moved_on
from handlers.ordering import leading, noted, still_open
from handlers.paper_sending import Cover, covered, papers_drawn
from handlers.quote_figures import today
from rules.order_days_typed import OLDEST, day_first, sailing_checked, shipment_in
from rules.order_moves import BEFORE_SHIPMENT, STAGE_WORDS, Stage, rank
from rules.outgoing import Choice, Outgoing
from rules.refusal import Refused
from rules.trade_paper import FIELD_WORDS, Kind, TradePaper
from rules.trade_paper_moves import CHANGEABLE
from rules.words import Line, line, title, word
from storage import orders, tasks, trade_papers
from storage.tables.aftersales import TaskRow
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderFileRow, OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

ASKED_FOR = ("forwarder", "vessel", "booking", "bill_of_lading", "etd", "eta")
_OPTIONAL = frozenset({"vessel", "booking", "bill_of_lading", "container"})
SHIPMENT_WORDS: Mapping[str, Line] = {
    "forwarder": FIELD_WORDS["forwarder"],
    "vessel": word("vessel and voyage"),
    "booking": word("booking"),
    "bill_of_lading": word("bill of lading"),
    "container": word("container"),
    "etd": FIELD_WORDS["etd"],
    "eta": FIELD_WORDS["eta"],
}
_KINDS = ("booking", "bill_of_lading")
"""What is told of a shipment and kept as a document of the order with its number."""


def facts_of(work: Work, row: OrderRow) -> dict[str, str | date]:
    """What is known of the shipment, by the names of form B20."""
    numbers = {each.kind: each.number for each in orders.files(work.session, row.id) if each.number}
    container = next(
        (each.number for each in orders.files(work.session, row.id, "other") if each.name == "container"), ""
    )
    known: dict[str, str | date | None] = {
        "forwarder": row.forwarder, "vessel": row.vessel, "booking": numbers.get("booking", ""),
        "bill_of_lading": numbers.get("bill_of_lading", ""), "container": container, "etd": row.etd, "eta": row.eta,
    }  # fmt: skip
    return {name: value for name, value in known.items() if value}


def told(work: Work, asked: Asked, row: OrderRow, text: str) -> list[Outgoing]:
    """`forwarder COSCO; vessel EVER ACE 012W; ETD 2026-05-14; ETA 2026-06-20`: kept, with what is still missing as buttons."""
    leading(work, asked.viewer, still_open(row))
    found = shipment_in(text, today(work))
    etd, eta = found.get("etd", row.etd), found.get("eta", row.eta)
    assert not isinstance(etd, str)
    assert not isinstance(eta, str)
    sailing_checked(
        etd if "etd" in found or "eta" in found else None,
        eta if "etd" in found or "eta" in found else None,
        today(work),
        may_have_left=rank(row.stage) >= rank(Stage.INSPECTED) or "etd" not in found,
    )
    lines = _kept(work, asked, row, found)
    return [card(work, asked, row, lines)]


def _kept(work: Work, asked: Asked, row: OrderRow, found: Mapping[str, str | date]) -> list[Line]:
    lines: list[Line] = []
    for name, value in found.items():
        if isinstance(value, date):
            lines += _dated(work, asked, row, name, value)
        elif name in {"forwarder", "vessel"}:
            setattr(row, name, value)
        elif name in _KINDS:
            _numbered(work, asked, row, name, value, "")
        else:
            _numbered(work, asked, row, "other", value, "container")
    work.session.flush()
    words = line("{person} has told the shipment of order {number}", person=asked.me.name, number=row.id)
    noted(work, row, "shipment", words, asked.me.id, after={name: str(value) for name, value in found.items()})
    return lines


def _numbered(work: Work, asked: Asked, row: OrderRow, kind: str, number: str, name: str) -> OrderFileRow:
    """The document's number; one that has none yet takes it."""
    for each in orders.files(work.session, row.id, kind):
        if each.name == name or (not name and each.sha256):
            each.number = number
            return each
    return orders.filed(work, row, kind, number=number, name=name, by=asked.me.id)


def _dated(work: Work, asked: Asked, row: OrderRow, name: str, day: date) -> list[Line]:
    before = getattr(row, name)
    if before == day:
        return []
    setattr(row, name, day)
    orders.dated(work, row, name, before, day, asked.me.id)
    if name == "eta":
        if row.stage == Stage.SHIPPED:
            arrival_planned(work, row)
        return []
    if row.stage in BEFORE_SHIPMENT and row.expected_on != day:
        shipment_moved(work, row, day, asked.me.id, "ETD")
        return [*slip_lines(row)]
    if row.stage == Stage.SHIPPED:
        row.shipped_on = day
    return [*credit_lines(row, day)]


def card(work: Work, asked: Asked, row: OrderRow, hints: list[Line] | None = None) -> Outgoing:
    """What is known of the shipment, and a button for each thing that is not."""
    known = facts_of(work, row)
    lines = [title("Shipment of order {number}", number=orders.called(row))]
    lines += [line("{field}: {value}", field=SHIPMENT_WORDS[name], value=value) for name, value in known.items()]
    lines += hints or []
    missing = [name for name in ASKED_FOR if name not in known]
    if missing:
        lines.append(line("Missing: {fields}", fields=tuple(SHIPMENT_WORDS[name] for name in missing)))
    buttons = [Choice(SHIPMENT_WORDS[name], f"/ship {row.id} ask {name}") for name in missing]
    if not set(missing) - _OPTIONAL:
        buttons.append(Choice(line("Shipment notice"), f"/ship {row.id} notice"))
        if row.stage == Stage.PACKED:
            buttons.append(Choice(STAGE_WORDS[Stage.SHIPPED], f"/done {row.id} {Stage.SHIPPED}"))
    buttons.append(Choice(line("Documents"), f"/docs {row.id}"))
    return asked.say(lines, in_rows(buttons), conversation=row.conversation_id)


def asks(work: Work, asked: Asked, row: OrderRow, name: str) -> list[Outgoing]:
    """One thing that is missing; the arrival with a day that the usual transit gives."""
    if name not in SHIPMENT_WORDS:
        return [card(work, asked, row)]
    buttons = []
    if name == "eta" and row.etd is not None:
        day = row.etd + timedelta(days=row.transit_days or work.policy.transit_days)
        buttons.append(Choice(line("{day}", day=day), f"/ship {row.id} eta {day.isoformat()}"))
    words = line("{field} of order {number}? Answer this message.", field=SHIPMENT_WORDS[name], number=row.id)
    typed = "b/l" if name == "bill_of_lading" else name
    return [asked.say((words,), in_rows(buttons), card=question_card(f"/ship {row.id} {typed}"))]


def notice(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """The shipment notice as a paper and its mail; drawn anew where what it says has changed (R216)."""
    leading(work, asked.viewer, row)
    known = facts_of(work, row)
    missing = [name for name in ("forwarder", "etd", "eta") if name not in known]
    if missing:
        return [card(work, asked, row)]
    fields = tuple((name, str(value)) for name, value in known.items())
    told_paper = TradePaper(kind=Kind.SHIPMENT, order=orders.content(row), fields=fields)
    newest = next(iter(trade_papers.of_order(work.session, row.id, Kind.SHIPMENT)), None)
    said: list[Outgoing] = []
    if newest is None or trade_papers.content(newest) != told_paper:
        newest = papers.drafted(work, asked.me.id, told_paper, order=row)
    if newest.state in CHANGEABLE:
        said = papers.submitted(work, asked, newest)
        if newest.state in CHANGEABLE:
            return said
    return [*said, *covered(work, asked, newest, COVER, again=newest.sent_at is not None)]


def drawn(work: Work, row: TradePaperRow) -> list[Outgoing]:
    """The hook: whoever wanted to send it sees the mail."""
    return papers_drawn(work, row, COVER)


def has_left(work: Work, row: TradePaperRow) -> list[Outgoing]:
    """The hook: the customer knows when it leaves and arrives (R218)."""
    about = papers.order_of(work.session, row)
    if about is not None:
        about.told_at = work.now
        work.session.flush()
    return []


def _cover_facts(work: Work, row: TradePaperRow, matter: ConversationRow) -> Mapping[str, Any]:
    about = papers.order_of(work.session, row)
    known = facts_of(work, about) if about is not None else {}
    told_facts = {name: known.get(name, "") for name in ("forwarder", "vessel", "booking", "container", "etd", "eta")}
    number = (about.customer_number or str(about.id)) if about is not None else ""
    return {**told_facts, "bl": known.get("bill_of_lading", ""), "order": number}


COVER = Cover("order_shipment", _cover_facts)


def arrival_due(work: Work, row: TaskRow) -> list[Outgoing] | None:
    """The goods should be there: a mail that asks the customer is drafted; asked again every third day."""
    about = orders.order(work.session, row.subject)
    if about is None or about.stage != Stage.SHIPPED or about.arrived_on is not None:
        return None
    row.due_at = work.calendar.opening_after(work.now + timedelta(days=3))
    head = title("Order {number} should have arrived: ETA {day}.", number=orders.called(about), day=about.eta or "-")
    how = line("Confirm it with the customer, then: {example}", example=f"/arrived {about.id}")
    return shown_or_offered(
        work, about, ARRIVAL, (head, how), None, Choice(line("Arrived"), f"/arrived {about.id}"), eta=about.eta or ""
    )


def arrived(work: Work, asked: Asked, row: OrderRow, text: str) -> list[Outgoing]:
    """The customer has confirmed the arrival: what is due after it is due, and he is asked for feedback later (R219, R238)."""
    leading(work, asked.viewer, still_open(row))
    day, rest = day_first(text, today(work), past=True)
    if day is None and rest:
        raise Refused(
            "{words} is no day. Write it like {example}.", words=rest[:40], example=f"/arrived {row.id} 2026-06-20"
        )
    if row.stage != Stage.SHIPPED:
        raise Refused(
            "Order {number} is {stage}; what arrives was shipped before.",
            number=row.id,
            stage=STAGE_WORDS[Stage(row.stage)],
        )
    on = day or today(work)
    _arrival_checked(row, on, today(work))
    orders.dated(work, row, "arrived", row.eta, on, asked.me.id)
    row.arrived_on = on
    work.session.flush()
    said = moved_on(work, asked, row, Stage.ARRIVED)
    tasks.done(work, "order", row.id, (ARRIVED,))
    at = datetime.combine(
        on + timedelta(days=work.policy.aftersales_days), datetime.min.time(), ZoneInfo(work.policy.zone)
    )
    tasks.planned(work, "order", row.id, "feedback", work.calendar.opening_after(max(at, work.now)))
    return said


def _arrival_checked(row: OrderRow, on: date, today_: date) -> None:
    left = row.shipped_on or row.etd
    if on > today_:
        raise Refused(
            "{day} is still to come. A new ETA: {example}", day=on, example=f"/ship {row.id} ETA {on.isoformat()}"
        )
    if left is not None and on < left:
        raise Refused("{day} lies before the departure, {left}. On which day did it arrive?", day=on, left=left)
    if (today_ - on).days > 3 * OLDEST:
        raise Refused("{day} is long ago. On which day did it arrive? {example}", day=on, example=f"/arrived {row.id}")


DOCUMENTS: Mapping[str, tuple[Line, tuple[str, ...]]] = {
    "booking": (word("booking"), ("booking", "订舱单", "订舱")),
    "customs": (word("customs declaration"), ("customs", "报关单", "报关")),
    "inspection": (word("commodity inspection"), ("inspection", "商检单", "商检")),
    "origin": (word("certificate of origin"), ("origin", "c/o", "co", "产地证", "原产地证")),
    "bill_of_lading": (word("bill of lading"), ("bill of lading", "b/l", "bl", "提单")),
}
"""The documents of a shipment (R215) and how they are typed."""


def documents(work: Work, asked: Asked, row: OrderRow, text: str) -> list[Outgoing]:
    """The checklist; `customs 1234 2026-05-10`, with a photo or PDF, keeps number, day and file (R215)."""
    hints: list[Line] = []
    if text or asked.files:
        leading(work, asked.viewer, row)
        hints = [_document_kept(work, asked, row, text)]
    lines = [title("Documents of order {number}", number=orders.called(row))]
    kept = orders.files(work.session, row.id)
    for kind, (words, _) in DOCUMENTS.items():
        ours = [each for each in kept if each.kind == kind]
        lines += [_document_line(words, each) for each in ours] or [line("○ {document}", document=words)]
    lacks = [kind for kind in DOCUMENTS if kind not in {each.kind for each in kept}]
    buttons = [Choice(DOCUMENTS[kind][0], f"/docs {row.id} ask {DOCUMENTS[kind][1][0]}") for kind in lacks]
    buttons.append(Choice(line("Order file"), f"/file {row.id}"))
    return [asked.say((*hints, *lines), in_rows(buttons), conversation=row.conversation_id)]


def document_asked(work: Work, asked: Asked, row: OrderRow, kind: str) -> list[Outgoing]:
    words = line("Number and day of it, or send its photo or PDF as an answer: {example}", example="1234 2026-05-10")
    return [asked.say((words,), card=question_card(f"/docs {row.id} {kind}"))]


def _document_line(words: Line, each: OrderFileRow) -> Line:
    parts = [each.number, each.dated_on.isoformat() if each.dated_on else "", each.name if each.sha256 else ""]
    return line("✓ {document} {told}", document=words, told=" · ".join(part for part in parts if part) or "-")


def _document_kept(work: Work, asked: Asked, row: OrderRow, text: str) -> Line:
    plain = text.strip()
    kinds = [
        (typed, kind) for kind, (_, names) in DOCUMENTS.items() for typed in names if plain.casefold().startswith(typed)
    ]
    if not kinds:
        raise Refused("Which document is it? {example}", example=f"/docs {row.id} customs 1234 2026-05-10")
    typed, kind = max(kinds, key=lambda each: len(each[0]))
    number, _, behind = plain[len(typed) :].strip(" :：,，").partition(" ")
    day, rest = day_first(behind, today(work), past=True) if behind else (None, "")
    if day is not None and day > today(work):
        raise Refused("{day} is still to come. Which day stands on the document?", day=day)
    files = checked(work, stored(asked.files))
    if not files and not number:
        raise Refused("Number, day or file of it? {example}", example=f"/docs {row.id} {typed} 1234 2026-05-10")
    values: dict[str, Any] = {"number": f"{number} {rest}".strip()[:100], "dated_on": day, "by": asked.me.id}
    if not files:
        orders.filed(work, row, kind, **values)
    for each in files:
        orders.filed(
            work, row, kind, name=each.name, media_type=each.content_type, size=each.size, sha256=each.sha256, **values
        )
    words = line("{document} is kept.", document=DOCUMENTS[kind][0])
    noted(work, row, "document", words, asked.me.id, after={"kind": kind, "number": number, "files": len(files)})
    return words
