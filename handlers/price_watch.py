"""A price that goes to a customer without an approved quotation that holds it: warned of, and reported (R24, R119)."""

from __future__ import annotations

from handlers.telling import to_colleague, to_roles
from rules.letter import Letter
from rules.named_prices import Named, named_prices, unheld
from rules.outgoing import Choice, Outgoing
from rules.permission import Role
from rules.words import Line, line, title, verbatim
from storage import quotes
from storage.colleagues import colleague, name_of, with_role
from storage.conversations import standing
from storage.happenings import note, timeline
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.work import Work

VERB = "price_watch"
_SHOWN = 6


def unapproved_prices(work: Work, matter: ConversationRow, text: str) -> tuple[Named, ...]:
    """The prices in the words that no quotation offers which was released for the conversation, in any version."""
    named = named_prices(text)
    if not named:
        return ()
    held = [
        quotes.content(version)
        for row in quotes.in_conversation(work.session, standing(work.session, matter).id)
        for version in quotes.versions(work.session, row.id)
        if version.approved_at is not None or version.sent_at is not None
    ]
    return unheld(named, held)


def price_warnings(work: Work, matter: ConversationRow, text: str) -> list[Line]:
    """What stands above a draft: nothing where a released quotation holds each price."""
    prices = unapproved_prices(work, matter, text)
    if not prices:
        return []
    return [
        line("Careful: it names a price. Price, delivery time and payment must each be confirmed first."),
        line("No approved quotation holds {prices}. If you send it, the supervisor hears of it.", prices=_told(prices)),
    ]


def reported_letter(work: Work, row: LetterRow, letter: Letter, matter: ConversationRow) -> list[Outgoing]:
    """A mail that a colleague has written to the customer elsewhere, seen in Sent or as a copy."""
    if row.old:
        return []
    return _reported(work, matter, letter.fresh_text, row.written_by, letter.message_id, row.id)


def reported_draft(work: Work, matter: ConversationRow, text: str, by: int) -> list[Outgoing]:
    """A mail that has just been released here."""
    return _reported(work, matter, text, by, "", None)


def _reported(
    work: Work, matter: ConversationRow, text: str, by: int | None, message: str, letter: int | None
) -> list[Outgoing]:
    """To the supervisors, or the managers where there are none, once for one person's same prices; who wrote it knows, too."""
    prices = unapproved_prices(work, matter, text)
    spelled = [[each.currency, f"{each.value:f}"] for each in prices]
    if not prices or _is_known(work, matter, by, message, spelled):
        return []
    person = name_of(work.session, by) or "?"
    facts = {"person": person, "number": matter.id, "prices": _told(prices)}
    words = line(
        "{person} names a price to the customer of {number} that no approved quotation holds: {prices}", **facts
    )
    note(
        work,
        VERB,
        words,
        actor=by,
        conversation=matter.id,
        customer=matter.customer_id,
        letter=letter,
        after={"by": by, "message": message, "prices": spelled},
    )
    roles = (Role.SUPERVISOR,) if with_role(work.session, Role.SUPERVISOR) else (Role.MANAGER,)
    lines = (title("A price without an approved quotation"), words)
    show = ((Choice(line("Show"), f"/show {matter.id}"),),)
    but = (by,) if by is not None else ()
    return [
        *to_roles(work, roles, lines, show, conversation=matter.id, but=but),
        *_to_the_writer(work, matter, by, prices),
    ]


def _to_the_writer(work: Work, matter: ConversationRow, by: int | None, prices: tuple[Named, ...]) -> list[Outgoing]:
    writer = colleague(work.session, by)
    if writer is None:
        return []
    words = line(
        "Your mail to the customer of {number} names {prices}, which no approved quotation holds. The supervisor knows.",
        number=matter.id,
        prices=_told(prices),
    )
    quote = ((Choice(line("Make a quotation"), f"/quote {matter.id}"),),)
    return to_colleague(work, writer.id, (words,), quote, conversation=matter.id)


def _is_known(work: Work, matter: ConversationRow, by: int | None, message: str, prices: list[list[str]]) -> bool:
    """The same mail by a second way, or the same prices of the same person again."""
    for each in timeline(work.session, matter.id, (VERB,)):
        told = each.after if isinstance(each.after, dict) else {}
        if message and told.get("message") == message:
            return True
        if told.get("by") == by and all(price in told.get("prices", ()) for price in prices):
            return True
    return False


def _told(prices: tuple[Named, ...]) -> tuple[Line, ...]:
    return tuple(verbatim(each.words[:40]) for each in prices[:_SHOWN])
