"""Changes of the staff: joining, binding a chat account, being cut off (R7, R272, R334, T24)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from rules.address import normalised
from storage.colleagues import named
from storage.tables.colleagues import AbsenceRow, ChatAccountRow, ColleagueAddressRow, ColleagueRow
from storage.tables.conversations import ConversationRow, DraftRow, PersonalReminderRow
from storage.tables.customers import CustomerRow
from storage.tables.outbox import ButtonRow, MessageRow, SpokenRow
from storage.tables.policy import RoutingRow
from storage.work import Work


def anybody_named(session: Session, text: str) -> ColleagueRow | None:
    """The colleague of exactly that name, dismissed ones, too. Case does not count."""
    wanted = " ".join(text.split()).lstrip("@").casefold()
    everyone = session.scalars(select(ColleagueRow))
    return next((each for each in everyone if each.name.casefold() == wanted), None)


def joined(work: Work, name: str, roles: Sequence[str], language: str = "en") -> ColleagueRow:
    """A new colleague, in the company's zone until she says otherwise."""
    row = ColleagueRow(
        name=name, roles=[str(each) for each in roles], language=language, zone=work.policy.zone, joined_at=work.now
    )
    work.session.add(row)
    work.session.flush()
    return row


def owner_of_address(session: Session, address: str) -> int | None:
    return session.scalar(
        select(ColleagueAddressRow.colleague_id).where(ColleagueAddressRow.address == normalised(address))
    )


def has_address(work: Work, number: int, address: str) -> None:
    """Adds a company address; the first one added is the one that letters are forwarded to."""
    work.session.add(ColleagueAddressRow(address=normalised(address), colleague_id=number, since=work.now))
    work.session.flush()


def lost_address(work: Work, number: int, address: str) -> bool:
    row = work.session.get(ColleagueAddressRow, normalised(address))
    if row is None or row.colleague_id != number:
        return False
    work.session.delete(row)
    work.session.flush()
    return True


def accounts_of(session: Session, number: int) -> list[ChatAccountRow]:
    return list(session.scalars(select(ChatAccountRow).where(ChatAccountRow.colleague_id == number)))


def bound(work: Work, number: int, front: str, account: str, place: str) -> list[str]:
    """Binds an account to a colleague: one for each front and person (R334). Returns the accounts that it replaces.

    An account that was another's (who must be asked before) becomes hers.
    """
    replaced = [
        each.account for each in accounts_of(work.session, number) if each.front == front and each.account != account
    ]
    work.session.execute(
        delete(ChatAccountRow).where(
            ChatAccountRow.front == front,
            (ChatAccountRow.colleague_id == number) | (ChatAccountRow.account == account),
        )
    )
    work.session.add(ChatAccountRow(front=front, account=account, place=place, colleague_id=number, since=work.now))
    work.session.flush()
    return replaced


def cut_off(work: Work, number: int) -> None:
    """Nothing reaches that person any more, and nothing comes in (T24): accounts, buttons, cards, messages, drafts.

    What has gone already is not taken back. Leave of hers ends; she stands in for nobody.
    """
    session = work.session
    session.execute(delete(ChatAccountRow).where(ChatAccountRow.colleague_id == number))
    session.execute(
        update(ButtonRow).where(ButtonRow.listener == number, ButtonRow.used_at.is_(None)).values(expires_at=work.now)
    )
    session.execute(update(SpokenRow).where(SpokenRow.listener == number).values(card=None))
    _silence(work, number)
    session.execute(
        update(AbsenceRow)
        .where(AbsenceRow.colleague_id == number, AbsenceRow.until > work.now, AbsenceRow.ended_at.is_(None))
        .values(ended_at=work.now)
    )
    session.execute(
        update(AbsenceRow).where(AbsenceRow.deputy_id == number, AbsenceRow.until > work.now).values(deputy_id=None)
    )
    session.execute(
        update(PersonalReminderRow)
        .where(PersonalReminderRow.colleague_id == number, PersonalReminderRow.done_at.is_(None))
        .values(done_at=work.now)
    )
    session.execute(
        update(DraftRow)
        .where(DraftRow.author_id == number, DraftRow.state == "open")
        .values(state="cancelled", ended_at=work.now)
    )


def _silence(work: Work, number: int) -> None:
    """Messages to her that have not gone are cancelled: by listener in chat, by address in mail."""
    addresses = {
        *work.session.scalars(select(ColleagueAddressRow.address).where(ColleagueAddressRow.colleague_id == number))
    }
    open_ones = work.session.scalars(
        select(MessageRow).where(MessageRow.state.in_(("waiting", "unknown")), MessageRow.audience == "colleague")
    )
    for row in open_ones:
        recipients = {normalised(each) for each in row.body.get("recipients", ())}
        if row.listener == number or (recipients and recipients <= addresses):
            row.state, row.card, row.ended_at = "cancelled", None, work.now


def left_behind(session: Session, number: int) -> tuple[int, int, int]:
    """How many open conversations, customers and rows of the routing table name her."""
    conversations = select(func.count()).where(ConversationRow.owner_id == number, ConversationRow.closed_at.is_(None))
    customers = select(func.count()).where(CustomerRow.owner_id == number, CustomerRow.merged_into.is_(None))
    routes = select(func.count()).where(RoutingRow.owner_id == number, RoutingRow.ended_at.is_(None))
    return (session.scalar(conversations) or 0, session.scalar(customers) or 0, session.scalar(routes) or 0)


def person_leading(
    session: Session, words: Sequence[str], gone_too: bool = False
) -> tuple[ColleagueRow | None, list[str]]:
    """Whose name stands at the beginning of the words, and the words after it. The longest whole name wins.

    Of people who are here one word that only one name begins with is enough; of dismissed people (`gone_too`) it is not.
    """
    for length in range(len(words), 0, -1):
        person = anybody_named(session, " ".join(words[:length]))
        if person is not None and (gone_too or person.dismissed_at is None):
            return person, list(words[length:])
    begun = named(session, words[0]) if words else None
    return (begun, list(words[1:])) if begun is not None else (None, list(words))
