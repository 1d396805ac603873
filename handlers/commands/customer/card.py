"""/card: a business card from a fair becomes a customer, with who talked with them (R37, R70)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.customer_card import card_lines, given_choices, stub_line
from handlers.customer_opening import card_opened, people_added, same_buyers, talker, typed
from handlers.telling import to_roles
from rules.business_card import Typed, needs_name
from rules.outgoing import Outgoing
from rules.permission import DISPATCHERS, SALES, Sight, sight
from rules.refusal import Refused
from rules.words import line, title, word
from storage.happenings import note
from storage.tables.colleagues import ColleagueRow
from storage.tables.customers import CustomerRow
from storage.work import Work

EXAMPLE = "/card Canton Fair 2026: Eva Lopez, Kunde GmbH, Spain, eva@kunde.example, talked with Ana"


def card(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`FAIR: PERSON, COMPANY, COUNTRY, ADDRESS, talked with ANA`. Who is known already gets the person added."""
    fair, person, company, found = _read(work, asked.rest)
    talked = talker(work, found, asked.me)
    known = next((each.card for each in same_buyers(work, company, found) if each.certain), None)
    if known is not None:
        return [_known(work, asked, known, person, found, talked)]
    row = card_opened(work, asked.me, found, company=company, person=person, source=fair, owner=None)
    row.talked_with = talked.id
    words = line("{person} talked with {customer} at {fair}.", person=talked.name, customer=row.name, fair=fair)
    note(work, "customer", words, actor=asked.me.id, customer=row.id, after={"talked_with": talked.id, "source": fair})
    choices = tuple(given_choices(work, row))
    asks = (title("A card from {fair}", fair=fair), stub_line(work, row), words, line("Whose customer shall it be?"))
    may_give = asked.viewer.has(DISPATCHERS)
    said: list[Outgoing] = [
        asked.say([line("Entered."), *card_lines(work, row, asked.viewer)], choices if may_give else ())
    ]
    return [*said, *to_roles(work, sorted(DISPATCHERS), asks, choices, but=[asked.me.id])]


def _read(work: Work, text: str) -> tuple[str, str, str, Typed]:
    fair, found_mark, rest = text.replace(":", ":").partition(":")
    if not found_mark or not fair.strip():
        raise Refused("From which fair, and who? Write it like: {example}", example=EXAMPLE)
    found = typed(work, rest)
    needs_name(found, 1, EXAMPLE)
    person, company = (found.words[0], found.words[1]) if len(found.words) > 1 else ("", found.words[0])
    return fair.strip()[:80], person, company, found


def _known(work: Work, asked: Asked, row: CustomerRow, person: str, found: Typed, talked: ColleagueRow) -> Outgoing:
    """The buyer has a card: the person is added and who talked with them is noted; the owner stays (R43)."""
    people_added(work, row, person, found)
    before = row.talked_with
    row.talked_with = row.talked_with or talked.id
    words = line("{person} met {customer} at a fair.", person=talked.name, customer=row.name)
    note(
        work,
        "customer",
        words,
        actor=asked.me.id,
        customer=row.id,
        before={"talked_with": before},
        after={"talked_with": row.talked_with, "addresses": list(found.addresses)},
    )
    if sight(asked.viewer, row.owner_id, work.policy) is Sight.FULL:
        return asked.say([line("They are our customer already."), *card_lines(work, row, asked.viewer)])
    return asked.say([line("They are our customer already: {customer}", customer=stub_line(work, row))])


COMMANDS = (
    Command(
        "/card",
        word("a business card from a fair"),
        card,
        roles=SALES,
        example=EXAMPLE,
        family="customer",
    ),
)
