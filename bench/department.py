"""A department for the measurements: its people and settings, and a log that is years old already."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from app import instant
from app.migrate import upgrade
from app.people import Person, hired
from rules.letter import Address, Buyer, Letter
from rules.letter_plain import to_plain
from rules.words import line
from rules.words import to_plain as words_plain
from storage.database import Database
from storage.facts import department_secret, remember
from storage.policy import policy_at, set_value
from storage.tables.base import Base
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow, ParticipantRow, PromiseRow
from storage.tables.customers import BuyerKeyRow, ContactAddressRow, ContactRow, CustomerRow
from storage.tables.happenings import HappeningRow
from storage.tables.letters import LetterRow
from storage.tables.outbox import MessageRow
from storage.work import Work

SELLERS = 20
FIRST_CHAT = 5000
OPEN_EACH = 10
"""So many open conversations has each seller in a log that is years old."""
SETTINGS = {
    "company.name": "Firm Export",
    "company.front_door": "info@firm.example",
    "calendar.hours": "00:00-24:00",
    "calendar.weekdays": "Mon-Sun",
    "calendar.country": "none",
}
"""Every hour is a working hour, so that the measurement does not depend on when it is made."""


Rows = tuple[type[Base], list[dict[str, Any]]]


def people() -> list[Person]:
    sellers = [
        Person(f"Seller {number}", ("salesperson",), f"seller{number}@firm.example") for number in range(SELLERS)
    ]
    return [*sellers, Person("Max", ("manager", "administrator"), "max@firm.example")]


def chat_of(number: int) -> int:
    """The chat of the seller of that number."""
    return FIRST_CHAT + number


def founded(database: Database, begin: str = "everything") -> None:
    """Schema, people and settings, unless they are there."""
    upgrade(database)
    now = instant.now()
    with database.deciding() as session:
        if session.scalar(select(func.count()).select_from(ColleagueRow)):
            return
        remember(session, "begin", {"mode": begin}, now)
        department_secret(session, now)
        hired(session, people(), "UTC", now)
        session.execute(
            text(
                "UPDATE chat_accounts SET front = 'telegram', account = :first + colleague_id - 1,"
                " place = :first + colleague_id - 1"
            ),
            {"first": FIRST_CHAT},
        )
        for key, value in SETTINGS.items():
            set_value(Work(session, now, policy_at(session, now), "bench", b""), key, value, None)
        session.commit()


def aged(database: Database, letters: int, inquiries: int) -> None:
    """Puts a long past into the log by direct inserts: letters with readings, sightings, keys; inquiries with all they have."""
    now = instant.now()
    with database.deciding() as session:
        secret_people = list(session.scalars(select(ColleagueRow.id).order_by(ColleagueRow.id)))[:SELLERS]
        for start in range(0, inquiries, 2000):
            numbers = range(start + 1, min(start + 2000, inquiries) + 1)
            _put(session, _inquiries(numbers, inquiries, secret_people, now))
        for start in range(0, letters, 2000):
            _put(session, _letters(range(start + 1, min(start + 2000, letters) + 1), inquiries, now))
        for statement in _OF_EACH_LETTER:
            session.execute(
                text(statement), {"reading": json.dumps(to_plain(_READ))} if ":reading" in statement else {}
            )
        for number, person in enumerate(secret_people):
            load = sum(
                1 for each in range(inquiries - SELLERS * OPEN_EACH + 1, inquiries + 1) if each % SELLERS == number
            )
            session.execute(text("UPDATE colleagues SET load = :load WHERE id = :id"), {"load": load, "id": person})
        session.execute(text("UPDATE promises SET ended_at = answered_at WHERE answered_at IS NOT NULL"))
        session.commit()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _put(session: Session, rows: Iterable[Rows]) -> None:
    for table, values in rows:
        if values:
            session.execute(insert(table), values)


def _inquiries(numbers: range, last: int, sellers: list[int], now: datetime) -> Iterator[Rows]:
    """One customer, contact and conversation each, with its promise, participants and timeline. Only the newest are open."""
    facts = [_Inquiry(number, last, sellers[number % len(sellers)], now) for number in numbers]
    yield CustomerRow, [each.customer() for each in facts]
    yield (
        ContactRow,
        [{"id": each.number, "customer_id": each.number, "name": "Eva Lopez", "since": each.at} for each in facts],
    )
    yield (
        ContactAddressRow,
        [
            {"address": each.address, "contact_id": each.number, "customer_id": each.number, "since": each.at}
            for each in facts
        ],
    )
    yield (
        BuyerKeyRow,
        [
            {"key": key, "customer_id": each.number}
            for each in facts
            for key in (f"address:{each.address}", f"domain:{each.domain}", f"name:company {each.number}")
        ],
    )
    yield ConversationRow, [each.conversation() for each in facts]
    yield (
        ParticipantRow,
        [{"conversation_id": each.number, "address": each.address, "since": each.at} for each in facts],
    )
    yield PromiseRow, [each.promise() for each in facts]
    yield HappeningRow, [row for each in facts for row in each.timeline()]
    yield MessageRow, [row for each in facts for row in each.messages()]


class _Inquiry:
    """The made-up facts of one inquiry of the past."""

    def __init__(self, number: int, last: int, owner: int, now: datetime) -> None:
        self.number, self.owner = number, owner
        self.is_open = number > last - SELLERS * OPEN_EACH
        self.at = now - timedelta(minutes=30 + (last - number) * (1 if self.is_open else 40) % 1_000_000)
        self.domain = f"old{number}.example"
        self.address = f"eva@{self.domain}"
        self.ended = None if self.is_open else self.at + timedelta(hours=3)

    def customer(self) -> dict[str, Any]:
        return {
            "id": self.number, "name": f"Company {self.number}", "folded": f"company {self.number}", "country": "ES",
            "owner_id": self.owner, "first_contact_at": self.at, "entered_at": self.at, "source": "mail",
        }  # fmt: skip

    def conversation(self) -> dict[str, Any]:
        return {
            "id": self.number, "kind": "inquiry", "state": "assigned" if self.is_open else "closed", "channel": "mail",
            "subject": f"pumps, matter {self.number}", "customer_id": self.number, "contact_name": "Eva Lopez",
            "contact_address": self.address, "company": f"Company {self.number}", "country": "ES", "owner_id": self.owner,
            "routed_by": "load", "opened_at": self.at, "entered_at": self.at, "touched_at": self.at,
            "customer_wrote_at": self.at, "first_answer_at": self.ended, "closed_at": self.ended,
            "wants": [["product", "pumps", "40 pumps"]], "missing": ["trade_term"], "first_letter_id": None,
        }  # fmt: skip

    def promise(self) -> dict[str, Any]:
        return {
            "conversation_id": self.number, "received_at": self.at, "starts_at": self.at, "due_at": self.at + timedelta(hours=20),
            "because": [], "answered_at": self.ended, "ended_at": self.ended, "answered_by": self.owner if self.ended else None,
        }  # fmt: skip

    def timeline(self) -> list[dict[str, Any]]:
        words = words_plain((line("Logged."),))
        return [
            {
                "at": self.at, "event": f"past:{self.number}:{verb}", "actor": None, "verb": verb, "conversation_id": self.number,
                "customer_id": self.number, "letter_id": None, "words": words, "before": None, "after": None, "seal": "",
            }
            for verb in ("received", "routed", "assigned", "promised", "answered")
        ]  # fmt: skip

    def messages(self) -> list[dict[str, Any]]:
        return [
            {
                "key": f"past:{self.number}:{kind}", "kind": kind, "lane": f"{kind}:{self.owner}", "state": "sent",
                "decided_at": self.at, "due_at": self.at, "body": {}, "listener": self.owner, "conversation_id": self.number,
                "ended_at": self.at,
            }
            for kind in ("say", "mail")
        ]  # fmt: skip


def _letters(numbers: range, inquiries: int, now: datetime) -> Iterator[Rows]:
    names = [hashlib.sha256(f"past {number}".encode()).hexdigest() for number in numbers]
    places = [1 + number % inquiries for number in numbers]
    stamps = [now - timedelta(minutes=60 + (100_000_000 - number) % 1_000_000) for number in numbers]
    yield LetterRow, [
        {
            "id": number, "sha256": name, "size": 3000, "role": "inbox", "account": "past", "arrived_at": at, "kept_at": at,
            "state": "sorted", "kind": "inquiry", "sender": f"eva@old{place}.example", "sender_name": "Eva Lopez",
            "subject": f"pumps, matter {place}", "message_id": f"<{number}@old.example>", "fingerprint": name,
            "conversation_id": place, "sorted_at": at,
        }
        for number, name, place, at in zip(numbers, names, places, stamps, strict=True)
    ]  # fmt: skip


_OF_EACH_LETTER = (
    "INSERT INTO readings (letter_id, reading) SELECT id, :reading FROM letters",
    "INSERT INTO sightings (account, folder, uidvalidity, uid, state, letter_id, seen_at, attempts, fault)"
    " SELECT 'past', 'INBOX', 1, id, 'kept', id, arrived_at, 0, '' FROM letters",
    "INSERT INTO handled (key, at) SELECT 'keep:past:INBOX:1:' || id, arrived_at FROM letters",
    "INSERT INTO handled (key, at) SELECT 'sort:' || sha256, arrived_at FROM letters",
)
"""What belongs to each letter of the past, put in by the database itself."""

_READ = Letter(
    sha256="0" * 64,
    size=3000,
    sender=Address("Eva Lopez", "eva@old.example"),
    subject="pumps",
    text="We need 40 pumps. " * 60,
    fresh_text="We need 40 pumps. " * 60,
    customer=Buyer(name="Eva Lopez", address="eva@old.example"),
)
