"""The named queries about links, staff, doubts, quarantine, files and handovers, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from rules.event import Heard, Place
from rules.policy import Policy
from storage import audit, customer_files, doubts, handovers, happenings, invites, pulse, quarantine, rooms, staff
from storage.database import Database
from storage.facts import remember
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.letters import LetterRow
from storage.tables.outbox import MessageRow
from storage.work import Work

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def work(database: Database) -> Iterator[Work]:
    with database.deciding() as session:
        yield Work(session, NOW, Policy(front_door="info@firm.example"), "test", b"s" * 32)


def heard(account: str = "evita") -> Heard:
    return Heard(key="console:1", place=Place("console", account), account=account, at=NOW, speaker_name="Eva")


def message(number: int, **values: object) -> MessageRow:
    common = {"key": f"k{number}", "kind": "mail", "lane": "l", "state": "waiting", "decided_at": NOW, "due_at": NOW}
    return MessageRow(**{**common, "body": {"recipients": ["eva@kunde.example"]}, "audience": "customer", **values})


def customer(work: Work, name: str, owner: int | None = None) -> CustomerRow:
    row = CustomerRow(name=name, folded=name.lower(), first_contact_at=NOW, entered_at=NOW, owner_id=owner)
    work.session.add(row)
    work.session.flush()
    return row


def test_a_link_is_used_once_and_settled_once(work: Work) -> None:
    ana = staff.joined(work, "Ana", ["salesperson"])
    token = invites.invited(work, ana.id, ana.id, NOW + timedelta(minutes=15))
    assert invites.open_count(work.session, NOW) == 1
    used = invites.used(work, token, heard())
    assert used is not None
    assert (used.state, used.account, used.speaker_name) == ("used", "evita", "Eva")
    assert invites.used(work, token, heard("mallory")) is None
    assert [each.id for each in invites.waiting(work.session)] == [used.id]
    assert invites.settled(work, used.id, "confirmed", ana.id)
    assert not invites.settled(work, used.id, "refused", ana.id)


def test_an_account_is_bound_to_one_person(work: Work) -> None:
    ana, bob = staff.joined(work, "Ana", []), staff.joined(work, "Bob", [])
    assert staff.bound(work, ana.id, "console", "a1", "a1") == []
    assert staff.bound(work, ana.id, "console", "a2", "a2") == ["a1"]
    staff.bound(work, bob.id, "console", "a2", "a2")
    assert staff.accounts_of(work.session, ana.id) == []
    assert [each.account for each in staff.accounts_of(work.session, bob.id)] == ["a2"]


def test_who_is_cut_off_gets_nothing_that_waits(work: Work) -> None:
    ana = staff.joined(work, "Ana", [])
    staff.has_address(work, ana.id, "Ana@Firm.example")
    chat = message(1, kind="say", audience="colleague", listener=ana.id, card="inquiry:1:1", body={})
    mail = message(2, audience="colleague", body={"recipients": ["ana@firm.example"]})
    other = message(3, audience="colleague", body={"recipients": ["bob@firm.example"]})
    work.session.add_all([chat, mail, other])
    work.session.flush()
    staff.cut_off(work, ana.id)
    assert [each.state for each in (chat, mail, other)] == ["cancelled", "cancelled", "waiting"]


def test_names_are_read_from_the_beginning(work: Work) -> None:
    eva, ana = staff.joined(work, "Eva Lopez", []), staff.joined(work, "Ana", [])
    assert staff.person_leading(work.session, ["eva", "lopez", "Ana", "why"]) == (eva, ["Ana", "why"])
    assert staff.person_leading(work.session, ["Ev", "x"]) == (eva, ["x"])
    ana.dismissed_at = NOW
    work.session.flush()
    assert staff.person_leading(work.session, ["Ana"])[0] is None
    assert staff.person_leading(work.session, ["Ana"], gone_too=True)[0] is ana


def test_doubts_are_decided_once(work: Work) -> None:
    row = message(1, state="unknown")
    work.session.add_all([row, message(2, state="unknown", audience="colleague")])
    work.session.flush()
    assert doubts.unsure_mails(work.session) == [row]
    assert doubts.decided(work, row, "waiting")
    assert (row.state, row.repeats) == ("waiting", 1)
    assert not doubts.decided(work, row, "cancelled")


def test_resuming_leaves_every_mail_to_a_customer_to_a_person(work: Work) -> None:
    old, say = message(1), message(2, kind="say", audience="colleague")
    new = message(3, decided_at=NOW + timedelta(hours=1))
    work.session.add_all([old, say, new])
    remember(work.session, doubts.HELD, True, NOW)
    work.session.flush()
    assert doubts.held_since(work.session) == NOW
    assert doubts.waiting_before(work.session, NOW) == {"mail": 1, "say": 1}
    doubts.resumed(work, NOW, drop=True)
    work.session.expire_all()
    assert [each.state for each in (old, say, new)] == ["unknown", "cancelled", "waiting"]
    assert doubts.held_since(work.session) is None


def test_the_queue_is_old_when_a_message_keeps_failing(work: Work) -> None:
    later = NOW + timedelta(hours=5)
    mail, say = message(1, attempts=3, due_at=later), message(2, kind="say", attempts=8, due_at=later)
    work.session.add_all([mail, say])
    work.session.flush()
    after = {each: NOW + timedelta(minutes=each) for each in (14, 16, 241)}
    assert doubts.oldest_overdue(work.session, after[14]) is None
    assert doubts.oldest_overdue(work.session, after[16], doubts.MAIL) is None, "a mail may fail for four hours"
    assert doubts.oldest_overdue(work.session, after[16], doubts.CHAT) is say
    assert doubts.oldest_overdue(work.session, after[241], doubts.MAIL) is mail


def test_a_quarantined_letter_goes_through_again_under_a_new_key(work: Work) -> None:
    ana = staff.joined(work, "Ana", [])
    row = LetterRow(
        sha256="a" * 64, size=1, role="inbox", account="i", arrived_at=NOW, kept_at=NOW, state="quarantined", attempts=2
    )
    work.session.add(row)
    work.session.flush()
    assert quarantine.counted(work.session) == (1, 0)
    assert quarantine.lies_since(work.session, NOW)
    assert quarantine.all_retried(work, ana.id) == 1
    assert (row.state, row.attempts) == ("kept", 3)
    assert not quarantine.lies_since(work.session, NOW)
    assert pulse.arrived_between(work.session, NOW, NOW + timedelta(hours=1)) == 1
    assert pulse.usual_arrivals(work.session, NOW, timedelta(hours=2), 8) == []
    assert pulse.usual_arrivals(work.session, NOW + timedelta(days=8), timedelta(hours=2), 8) == [0]


def test_a_merged_customer_keeps_his_people_and_conversations(work: Work) -> None:
    one, other = customer(work, "Kunde"), customer(work, "Kunde SA")
    customer_files.address_added(work, customer_files.contact_added(work, other, "Luis"), "luis@kunde.example")
    matter = ConversationRow(
        kind="inquiry",
        state="assigned",
        channel="mail",
        opened_at=NOW,
        entered_at=NOW,
        touched_at=NOW,
        customer_id=other.id,
    )
    work.session.add(matter)
    other.merged_into = one.id
    work.session.flush()
    assert customer_files.members(work.session, one.id) == [one.id, other.id]
    assert [(each.name, found) for each, found in customer_files.people(work.session, one.id)] == [
        ("Luis", ["luis@kunde.example"])
    ]
    assert customer_files.conversations(work.session, one.id) == [matter]
    assert customer_files.letter_counts(work.session, [matter.id]) == {}


def test_a_handover_is_remembered_and_marked(work: Work) -> None:
    ana, bob = staff.joined(work, "Ana", []), staff.joined(work, "Bob", [])
    row = customer(work, "Kunde", ana.id)
    assert handovers.customers_of(work.session, ana.id) == [row]
    assert staff.left_behind(work.session, ana.id) == (0, 1, 0)
    made = handovers.remembered(work, ana.id, bob.id, bob.id, [row.id], [])
    assert handovers.handover(work.session, made.id) == made
    handovers.marked_undone(work, made)
    undone = handovers.handover(work.session, made.id)
    assert undone is not None
    assert undone.undone
    assert handovers.handover(work.session, 99) is None


def test_a_room_is_asked_for_once(work: Work) -> None:
    ana = staff.joined(work, "Ana", [])
    place = Place("console", "team", private=False)
    first = rooms.asked_for(work, place, "Team", ana.id)
    assert rooms.asked_for(work, place, "", ana.id) is first
    assert first.name == "Team"
    assert rooms.rooms_known(work.session) == [first]


def test_the_record_is_read_by_customer_conversation_and_person(work: Work) -> None:
    from rules.words import line

    happenings.note(work, "customer", line("x"), actor=7, customer=3)
    happenings.note(work, "viewed", line("y"), actor=8, conversation=1001)
    happenings.write(work)
    assert [each.verb for each in audit.about_customer(work.session, 3)] == ["customer"]
    assert [each.verb for each in audit.about_conversation(work.session, 1001)] == ["viewed"]
    assert [each.verb for each in audit.by_colleague(work.session, 8)] == ["viewed"]
    assert audit.sealed(work.session) == audit.Sealed(2, ())
