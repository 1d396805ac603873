"""Orders: /order with 20,000 of them in the books, and the morning digest of 200 people over 20,000 open orders."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from app.migrate import upgrade
from bench.watching import at_share
from documents.speech import spoken_all
from handlers.digest import morning
from handlers.hearing import hear
from rules.event import Heard, Place
from rules.order import Order, to_plain
from rules.order_moves import LINE, Stage
from rules.outgoing import Say
from rules.quote import Quote, QuoteLine
from storage.blobs import Blobs
from storage.database import Database, opened
from storage.policy import policy_at, set_value
from storage.tables.base import Base
from storage.tables.colleagues import ChatAccountRow, ColleagueAddressRow, ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.orders import OrderRow, OrderStageRow
from storage.tables.payments import PaymentPartRow
from storage.work import Work

ORDERS = 20_000
PEOPLE = 200
ASKED = 400
"""Times that somebody asks for an order."""
NOW = datetime(2026, 6, 3, 2, 0, tzinfo=UTC)
"""A Wednesday, 10:00 in Shanghai."""
_AT_ONCE = 2_000
_WARM = 12
"""Questions that are not counted: the first of each kind puts its statements together."""
_TEN = Decimal(10)


def measured(folder: Path, orders: int = ORDERS, people: int = PEOPLE, asked: int = ASKED) -> dict[str, float]:
    """Milliseconds of /order from the word to its words in her language: median, 99th percentile; seconds of all digests."""
    place = folder / "orders"
    place.mkdir()
    Blobs(place).folder.mkdir(parents=True, exist_ok=True)
    database = opened(f"sqlite:///{place / 'infodesk.db'}")
    upgrade(database)
    _filled(database, orders, people)
    for each in range(_WARM):
        _one(database, orders, people, each)
    took = [_one(database, orders, people, each) for each in range(_WARM, _WARM + asked)]
    digests = _digests(database)
    database.close()
    return {
        "orders": float(orders),
        "people": float(people),
        "median": at_share(took, 0.5),
        "p99": at_share(took, 0.99),
        "longest": max(took),
        "digests": digests,
    }


def _one(database: Database, orders: int, people: int, turn: int) -> float:
    """Milliseconds of one question, in a transaction of its own: by number, by the customer's number, by his name."""
    number = turn * 37 % orders + 1
    owner = (number - 1) % people + 1
    said = (f"/order {number}", f"/order PO-{number:05}", f"/order Buyer {number:05} GmbH", f"/order {number}")[
        turn % 4
    ]
    began = time.perf_counter()
    with database.deciding() as session:
        work = _work(session)
        heard = Heard(f"bench:{turn}", Place("console", f"p{owner}"), f"p{owner}", NOW, text=said)
        answers = [each for each in hear(work, heard) if isinstance(each, Say)]
        words = [spoken_all(each.lines, "zh", "Asia/Shanghai") for each in answers]
        session.commit()
    took = 1000 * (time.perf_counter() - began)
    text = "\n".join(line for each in words for line, _ in each)
    if f"PO-{number:05}" not in text:
        raise RuntimeError(f"{said} was answered with {text[:200]!r}")
    return took


def _digests(database: Database) -> float:
    """Seconds for everybody's morning, each in a transaction of its own, with the words in her language."""
    with database.reading() as session:
        numbers = list(session.scalars(select(ColleagueRow.id)))
    began, said = time.perf_counter(), 0
    for number in numbers:
        with database.deciding() as session:
            work = _work(session)
            lines = morning(work, session.get_one(ColleagueRow, number))
            said += len(spoken_all(lines, "zh", "Asia/Shanghai"))
            session.commit()
    took = time.perf_counter() - began
    if said < 10 * len(numbers):
        raise RuntimeError(f"{len(numbers)} digests have {said} lines only")
    return took


def _work(session: Any) -> Work:
    return Work(session, NOW, policy_at(session, NOW), "bench", b"s" * 32)


def _filled(database: Database, orders: int, people: int) -> None:
    """People, customers, conversations, orders with all their stages and two parts of a payment; one in seven is late."""
    with database.deciding() as session:
        for key, value in {"company.name": "Firm", "company.front_door": "info@firm.example"}.items():
            set_value(_work(session), key, value, None)
        session.execute(insert(ColleagueRow), [_person(each, people) for each in range(1, people + 1)])
        session.execute(
            insert(ColleagueAddressRow),
            [{"address": f"p{each}@firm.example", "colleague_id": each, "since": NOW} for each in range(1, people + 1)],
        )
        session.execute(
            insert(ChatAccountRow),
            [
                {"front": "console", "account": f"p{each}", "place": f"p{each}", "colleague_id": each, "since": NOW}
                for each in range(1, people + 1)
            ],
        )
        session.commit()
    for start in range(1, orders + 1, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, orders + 1))
        with database.deciding() as session:
            for table, rows in _rows(numbers, people):
                session.execute(insert(table), rows)
            session.commit()
    with database.deciding() as session:
        session.connection().exec_driver_sql("ANALYZE")
        if session.scalar(select(func.count()).select_from(OrderRow)) != orders:
            raise RuntimeError("the books are not full")
        session.commit()


def _person(number: int, people: int) -> dict[str, Any]:
    role = "manager" if number == people else "salesperson"
    return {
        "id": number, "name": f"Person {number}", "roles": [role], "language": "zh", "zone": "Asia/Shanghai",
        "joined_at": NOW,
    }  # fmt: skip


def _rows(numbers: range, people: int) -> list[tuple[type[Base], list[dict[str, Any]]]]:
    customers, matters, orders, stages, parts = [], [], [], [], []
    for number in numbers:
        owner = (number - 1) % people + 1
        customers.append(_customer(number, owner))
        matters.append(_matter(number, owner))
        orders.append(_order(number, owner, (owner + 7) % people + 1))
        stages += _stages(number)
        parts += _parts(number)
    return [
        (CustomerRow, customers),
        (ConversationRow, matters),
        (OrderRow, orders),
        (OrderStageRow, stages),
        (PaymentPartRow, parts),
    ]


def _customer(number: int, owner: int) -> dict[str, Any]:
    return {
        "id": number, "name": f"Buyer {number:05} GmbH", "folded": f"buyer {number:05} gmbh",
        "owner_id": owner, "country": "DE", "first_contact_at": NOW,
        "entered_at": NOW,
    }  # fmt: skip


def _matter(number: int, owner: int) -> dict[str, Any]:
    return {
        "id": 1000 + number, "kind": "order", "channel": "mail", "state": "won", "owner_id": owner,
        "customer_id": number, "company": f"Buyer {number:05} GmbH", "subject": "Order", "opened_at": NOW,
        "touched_at": NOW, "closed_at": NOW, "entered_at": NOW,
    }  # fmt: skip


def _stage_at(number: int) -> int:
    return number % (len(LINE) - 1)


def _order(number: int, owner: int, tracker: int) -> dict[str, Any]:
    lines = tuple(
        QuoteLine(
            product=f"LED-{number % 900}-{each}", names=(("en", "Strip"), ("zh", "灯带")), price=_TEN, quantity=_TEN
        )
        for each in range(5)
    )
    plain = to_plain(Order(goods=Quote(lines=lines, currency="USD", company=f"Buyer {number:05} GmbH")))
    promised = NOW.date() + timedelta(days=number % 60 - 8)
    return {
        "id": number, "customer_id": number, "conversation_id": 1000 + number, "owner_id": owner,
        "tracker_id": tracker if number % 5 == 0 else owner, "customer_number": f"PO-{number:05}",
        "customer_key": f"po{number:05}", "content": plain, "content_hash": f"{number:064}", "currency": "USD",
        "total": "500.00", "stage": LINE[_stage_at(number)], "stage_since": NOW - timedelta(days=3),
        "supply_mode": "produce", "contract_on": promised, "expected_on": promised + timedelta(days=number % 3),
        "opened_by": owner, "opened_at": NOW - timedelta(days=40),
    }  # fmt: skip


def _stages(number: int) -> list[dict[str, Any]]:
    promised = NOW.date() + timedelta(days=number % 60 - 8)
    ship = LINE.index(Stage.SHIPPED)
    return [
        {
            "order_id": number, "stage": stage, "planned_on": promised + timedelta(days=5 * (at - ship)),
            "expected_on": promised + timedelta(days=5 * (at - ship)),
            "reached_at": NOW - timedelta(days=3) if at <= _stage_at(number) else None,
        }
        for at, stage in enumerate(LINE)
    ]  # fmt: skip


def _parts(number: int) -> list[dict[str, Any]]:
    return [
        {
            "order_id": number, "position": position, "name": name, "amount": amount, "currency": "USD",
            "trigger": trigger, "state": state, "state_since": NOW, "received": received, "due_on": NOW.date(),
            "closed_at": NOW if state == "received" else None,
        }
        for position, name, amount, trigger, state, received in (
            (1, "deposit", "150.00", "signing", "received", "150.00"),
            (2, "balance", "350.00", "before_shipment", "expected", "0"),
        )
    ]  # fmt: skip
