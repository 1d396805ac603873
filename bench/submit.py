"""Releasing: from /submit to the approver's card at the chat's API, with 2,000 quotations of twelve lines in the database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from app import instant
from bench.department import SELLERS, chat_of, founded
from bench.servers import USERS, MailServer, waited
from bench.service import asked, running
from bench.watching import at_share
from rules.letter import Buyer
from rules.quote import Quote, QuoteLine, Rate
from rules.quote_moves import QuoteEvent
from rules.words import line
from storage import customers, quotes
from storage.database import Database, opened
from storage.policy import policy_at, set_value
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

QUOTES = 2_000
SUBMITTED = 120
EVERY = 1.3
"""Seconds between two words, each of the next of twenty people: a chat takes one message a second, and all go to the manager."""
LINES = 12
MANAGER = chat_of(SELLERS)


def measured(server: MailServer, folder: Path) -> dict[str, float]:
    """Milliseconds from the word to the card in the manager's chat: median, 99th percentile, longest."""
    place = folder / "submit"
    place.mkdir()
    database = opened(f"sqlite:///{place / 'infodesk.db'}")
    founded(database)
    drafts = _filled(database)
    database.close()
    server.fill(USERS[3], [])
    typed: dict[str, float] = {}
    with running(server, USERS[3], place) as service:
        time.sleep(20)  # the digests of a new department
        for number, seller in drafts:
            began = typed[f"D{number} "] = time.monotonic()
            service.chat.order("type", chat=chat_of(seller), user=chat_of(seller), text=f"/submit D{number}")
            time.sleep(max(0.0, began + EVERY - time.monotonic()))
        waited(lambda: len(_cards(asked(service.chat, "sendMessage"))) >= len(drafts), 60, "not every card came", 0.5)
        cards = _cards(asked(service.chat, "sendMessage"))
    took = [1000 * (at - typed[name]) for name, at in cards.items() if name in typed]
    return {"median": at_share(took, 0.5), "p99": at_share(took, 0.99), "longest": max(took), "cards": float(len(took))}


def _cards(said: list[dict[str, object]]) -> dict[str, float]:
    """When the card of each draft came to the manager, by "D7 "."""
    found: dict[str, float] = {}
    for each in said:
        given = each["given"]
        assert isinstance(given, dict)
        text = str(given.get("text", ""))
        if str(given["chat_id"]) == str(MANAGER) and "Quotation D" in text:
            name = text.partition("Quotation ")[2].split()[0] + " "
            found.setdefault(name, float(str(each["at"])))
    return found


def _filled(database: Database) -> list[tuple[int, int]]:
    """Most have been sent; the last ones are drafts, whose numbers and sellers are returned."""
    drafts: list[tuple[int, int]] = []
    with database.deciding() as session:
        now = instant.now()
        set_value(Work(session, now, policy_at(session, now), "bench", b""), "quote.approval", "none", None)
        set_value(
            Work(session, now + timedelta(seconds=1), policy_at(session, now), "bench", b""),
            "quote.approval",
            "always",
            None,
        )
        work = Work(session, now, policy_at(session, now), "bench", b"")
        matters = list(_matters(session, work))
        for number in range(QUOTES):
            seller = number % SELLERS
            customer, conversation = matters[seller]
            words = (line("made"),)
            row, version = quotes.begun(
                work, _offer(number, work), conversation=conversation, customer=customer, owner=seller + 1,
                by=seller + 1, words=words,
            )  # fmt: skip
            if number < QUOTES - SUBMITTED:
                _sent(work, row, version)
            else:
                drafts.append((row.id, seller))
        session.commit()
    return drafts


def _sent(work: Work, row: QuoteRow, version: QuoteVersionRow) -> None:
    """As the department's rule released it while nobody reviewed."""
    version.approved_at, version.approved_hash, version.sent_at = work.now, version.content_hash, work.now
    for event in (QuoteEvent.COSTED, QuoteEvent.APPROVED, QuoteEvent.SENT):
        quotes.moved(work, version, event)
    quotes.numbered(work, row)


def _matters(session: Session, work: Work) -> Iterator[tuple[int, int]]:
    """A customer and an inquiry for each seller."""
    for number in range(SELLERS):
        buyer = Buyer(company=f"Kunde {number} GmbH", country="DE")
        customer = customers.opened(work, buyer, owner_id=number + 1)
        matter = ConversationRow(
            kind="inquiry", state="assigned", channel="mail", customer_id=customer.id, owner_id=number + 1,
            opened_at=work.now, entered_at=work.now, touched_at=work.now,
        )  # fmt: skip
        session.add(matter)
        session.flush()
        yield customer.id, matter.id


def _offer(number: int, work: Work) -> Quote:
    """Twelve lamps with their costs, in dollars."""
    lines = tuple(
        QuoteLine(
            f"LED-{number % SELLERS}-{each}", (("en", f"Lamp {each}"), ("zh", f"灯{each}")), specification="12 V, IP65",
            quantity=Decimal(1000 + each),
            price=Decimal("3.20") + Decimal(number % 7) / 100, packaging="carton", costs=(("purchase_price", Decimal("19.60")),),
            cost_currency="CNY", cost_source="Max", floor=Decimal("2.90"), ceiling=Decimal("4.10"), range_currency="USD",
        )
        for each in range(LINES)
    )  # fmt: skip
    today = work.now.date()
    return Quote(
        lines, "USD", "EXW", "Ningbo", "30 % T/T", "30 days after deposit", 30, "cartons", today + timedelta(days=30),
        "Eva", f"Kunde {number % SELLERS} GmbH", country="DE", rates=(Rate("USD", "CNY", Decimal("7.10"), today, "ecb"),),
    )  # fmt: skip
