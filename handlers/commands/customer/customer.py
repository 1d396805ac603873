"""/customer: find a customer, read the card or the file, complete it, move it, merge it, count them all (R70-R77)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handlers.asked import Asked, Command
from handlers.asking import kept_by_owner
from handlers.customer_alike import alike_pairs, left_with_others, told_apart
from handlers.customer_card import card_choices, card_lines, file_lines, looked_up, seen, stub_line
from handlers.customer_fields import field_of
from handlers.customer_forgetting import forgotten, locked
from handlers.customer_holding import cards_merged, field_changed, owner_changed, waits
from handlers.customer_merging import separated, taken_over, to_merge
from handlers.customer_opening import card_opened, same_buyers, typed
from handlers.customer_owner import fixed, owner_typed, staying
from handlers.customer_people import addressed, completed, renamed
from handlers.telling import to_colleague
from handlers.viewing import card_read
from rules.business_card import needs_name
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import Line, country, line, title, verbatim, word
from storage.colleagues import name_of, named
from storage.conversations import number_in
from storage.conversations import seen as seen_conversation
from storage.customer_files import owned_by
from storage.customers import completeness, counts_by, customer
from storage.happenings import note
from storage.tables.customers import CustomerRow
from storage.work import Work

ADD = "/customer add Kunde GmbH, Spain, eva@kunde.example"
EXAMPLES = ("/customer kunde", "/customer 17", "/customer 17 phone +34 612 345 678", ADD, "/customer counts")
Part = Callable[[Work, Asked, CustomerRow, str], Iterable[Outgoing]]
COLUMNS = {
    "country": word("By country"),
    "grade": word("By grade"),
    "source": word("By source"),
    "owner_id": word("By owner"),
}


def customers(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`add ...`, `counts`, `mine`, a name, domain or number; behind a number: file, merge, owner, contact, a field."""
    first, _, rest = asked.rest.partition(" ")
    if not asked.rest:
        return _offered(asked)
    if first.casefold() in GENERAL:
        return GENERAL[first.casefold()](work, asked, rest.strip())
    number = number_in(first)
    if number is None or not rest.strip():
        return _found(work, asked)
    what, _, value = rest.strip().partition(" ")
    return _about(work, asked, number, what, value.strip())


def _offered(asked: Asked) -> Iterable[Outgoing]:
    choices = ((Choice(line("Mine"), "/customer mine"), Choice(line("Counts"), "/customer counts")),)
    lines = [
        line("Which one? By name, domain or number."),
        line("Examples: {example}", example=", ".join(EXAMPLES)),
    ]
    return [asked.say(lines, choices)]


def _found(work: Work, asked: Asked) -> Iterable[Outgoing]:
    rows = looked_up(work, asked.viewer, asked.rest)
    if not rows:
        raise Refused("I find no customer {text} that you may see. /customer mine lists yours.", text=asked.rest[:60])
    if len(rows) > 1:
        buttons = tuple(
            (Choice(verbatim(f"{each.id} · {each.name}"[:40]), f"/customer {each.id}"),) for each in rows[:6]
        )
        return [asked.say([title("Customers found"), *(stub_line(work, each) for each in rows)], buttons)]
    return [_card(work, asked, rows[0])]


def _card(work: Work, asked: Asked, row: CustomerRow, *before: Line) -> Outgoing:
    """The card; that she has read it is noted, unless what she did with it is (R336)."""
    if not before:
        card_read(work, asked, row)
    return asked.say([*before, *card_lines(work, row, asked.viewer)], card_choices(work, row, asked.viewer))


def _added(work: Work, asked: Asked, text: str) -> Iterable[Outgoing]:
    """A new card, the asker's own if she sells. The same buyer is never opened twice unknowingly."""
    anyway = text.startswith("anyway ")
    found = typed(work, text.removeprefix("anyway "))
    needs_name(found, 1, ADD)
    company, person = found.words[0], found.words[1] if len(found.words) > 1 else ""
    alike = same_buyers(work, company, found)
    certain = next((each.card for each in alike if each.certain), None)
    if certain is not None:
        raise Refused("They are our customer already: {customer}", customer=stub_line(work, certain))
    if alike and not anyway:
        lines = [title("They may be our customer already.")]
        lines += [
            line("{customer}: {reasons}", customer=stub_line(work, each.card), reasons=each.because)
            for each in alike[:5]
        ]
        another = Choice(line("No, it is another one"), f"/customer add anyway {text}")
        return [asked.say(lines, ((another,),))]
    owner = asked.me if Role.SALESPERSON in asked.me.roles else None
    row = card_opened(work, asked.me, found, company=company, person=person, source="", owner=owner)
    return [_card(work, asked, row, line("Entered."))]


def _mine(work: Work, asked: Asked, _: str) -> Iterable[Outgoing]:
    rows = owned_by(work.session, asked.me.id)
    if not rows:
        return [asked.say([line("You have no customer yet."), line("Example: {example}", example=ADD)])]
    lines = [title("Your customers: {count}", count=len(rows))]
    lines += [
        line(
            "{number} · {name}: card complete to {percent} %",
            number=each.id,
            name=each.name,
            percent=completeness(work.session, each),
        )
        for each in rows[:20]
    ]
    return [asked.say(lines)]


def _counts(work: Work, asked: Asked, _: str) -> Iterable[Outgoing]:
    lines: list[Line] = [title("Customers, counted")]
    for column, words in COLUMNS.items():
        counted = sorted(counts_by(work.session, column), key=lambda each: (-each[1], str(each[0])))
        pieces = tuple(
            line("{what}: {count}", what=_counted(work, column, value), count=count) for value, count in counted[:12]
        )
        lines.append(line("{by}: {counts}", by=words, counts=pieces) if pieces else line("{by}: none", by=words))
    return [asked.say(lines)]


def _counted(work: Work, column: str, value: object) -> Line:
    if not value:
        return word("nobody's") if column == "owner_id" else word("not known")
    if column == "owner_id":
        return verbatim(name_of(work.session, int(str(value))))
    return country(str(value)) if column == "country" else verbatim(str(value))


def _about(work: Work, asked: Asked, number: int, what: str, value: str) -> Iterable[Outgoing]:
    if what == "unmerge":
        return _separated(work, asked, number)
    row = seen(work, asked.viewer, number)
    if what in PARTS:
        return PARTS[what](work, asked, row, value)
    field = field_of(what)
    if field is None or not value:
        known = tuple(
            map(verbatim, ("country", "phone", "postal", "website", "business", "needs", "contact", "email", "grade"))
        )
        raise Refused(
            "What shall I write? /customer {number} and one of {fields}, then its value.", number=row.id, fields=known
        )
    held, said = field_changed(work, row, field, value, asked.me)
    return [_card(work, asked, row, waits(held) if held else line("Written.")), *said]


def _file(work: Work, asked: Asked, row: CustomerRow, _: str) -> Iterable[Outgoing]:
    note(work, "viewed", line("{person} read the file.", person=asked.me.name), actor=asked.me.id, customer=row.id)
    return [asked.say(file_lines(work, row, asked.viewer))]


def _merged(work: Work, asked: Asked, row: CustomerRow, value: str) -> Iterable[Outgoing]:
    other = to_merge(work, asked.viewer, row, value)
    held, said = cards_merged(work, row, other, asked.me)
    if held is not None:
        return [asked.say([waits(held)]), *said]
    undo = line("/customer {number} unmerge takes it back.", number=other.id)
    return [_card(work, asked, row, line("Merged."), undo, *left_with_others(work, row)), *said]


def _separated(work: Work, asked: Asked, number: int) -> Iterable[Outgoing]:
    """Both as they were; what came since and could be either's stays, and is offered by buttons."""
    whole = customer(work.session, number)
    row, unclear = separated(work, asked.viewer, number)
    words = line("Card {number} ({name}) stands alone again.", number=row.id, name=row.name)
    owners = {row.owner_id, whole.owner_id if whole else None} - {None, asked.me.id}
    told = [each for owner in sorted(owners, key=str) for each in to_colleague(work, owner or 0, (words,))]
    card = _card(work, asked, row, line("Separated."))
    if not unclear or whole is None:
        return [card, *told]
    question = line("These came since and name neither; they stay with {number}. Whose are they?", number=whole.id)
    buttons = tuple(
        (
            Choice(
                line("{number} to {customer}", number=each.id, customer=row.name[:24]),
                f"/customer {row.id} takes {each.id}",
            ),
        )
        for each in unclear[:8]
    )
    return [card, asked.say((question,), buttons), *told]


def _takes(work: Work, asked: Asked, row: CustomerRow, value: str) -> Iterable[Outgoing]:
    """`takes 1042`: the conversation is this customer's."""
    matter = kept_by_owner(asked.viewer, seen_conversation(work, asked.viewer, value))
    taken_over(work, asked.viewer, row, matter)
    return [_card(work, asked, row, line("{number} is with them now.", number=matter.id))]


def _alike(work: Work, asked: Asked, _: str) -> Iterable[Outgoing]:
    """`same`: pairs of cards that may be one buyer, of those that she sees."""
    pairs = alike_pairs(work, asked.viewer)
    if not pairs:
        return [asked.say((line("No two cards look like one buyer."),))]
    return [asked.say(each.lines, each.choices) for each in pairs]


def _same(work: Work, asked: Asked, row: CustomerRow, _: str) -> Iterable[Outgoing]:
    pairs = alike_pairs(work, asked.viewer, row.id)
    if not pairs:
        return [asked.say((line("No other card looks like {customer}.", customer=row.name),))]
    return [asked.say(each.lines, each.choices) for each in pairs]


def _not_same(work: Work, asked: Asked, row: CustomerRow, value: str) -> Iterable[Outgoing]:
    """`not 18`: two buyers, however alike; they are not proposed again."""
    other = told_apart(work, asked.viewer, row, value)
    words = line("{one} and {other} are two customers; I shall not propose them again.", one=row.id, other=other.id)
    return [asked.say((words,))]


def _owner(work: Work, asked: Asked, row: CustomerRow, value: str) -> Iterable[Outgoing]:
    to, reason = owner_typed(work, asked.viewer, row, value)
    former = row.owner_id
    held, said = owner_changed(work, row, to, reason, asked.me)
    if held is not None:
        return [asked.say([waits(held)]), *said]
    told = staying(work, asked.viewer, row, former)
    return [asked.tell("{customer} is with {person} now.", customer=row.name, person=to.name), *said, *told]


def _fixed(work: Work, asked: Asked, row: CustomerRow, value: str) -> Iterable[Outgoing]:
    return [asked.say([fixed(work, asked.viewer, row, value)])]


def _person(change: Callable[[Work, Asked, CustomerRow, str], None]) -> Part:
    """A change of the people on the card, and the card as it stands then."""

    def changed(work: Work, asked: Asked, row: CustomerRow, value: str) -> Iterable[Outgoing]:
        change(work, asked, row, value)
        return [_card(work, asked, row, line("Written."))]

    return changed


def _talked(work: Work, asked: Asked, row: CustomerRow, value: str) -> Iterable[Outgoing]:
    person = named(work.session, value)
    if person is None:
        raise Refused("I know nobody called {name}. /staff lists everybody.", name=value[:40])
    before, row.talked_with = row.talked_with, person.id
    words = line("{person} talked with {customer} at the fair.", person=person.name, customer=row.name)
    note(
        work,
        "customer",
        words,
        actor=asked.me.id,
        customer=row.id,
        before={"talked_with": before},
        after={"talked_with": person.id},
    )
    return [_card(work, asked, row, line("Written."))]


GENERAL: dict[str, Callable[[Work, Asked, str], Iterable[Outgoing]]] = {
    "add": _added,
    "mine": _mine,
    "counts": _counts,
    "same": _alike,
}
PARTS: dict[str, Part] = {
    "file": _file,
    "merge": _merged,
    "same": _same,
    "not": _not_same,
    "takes": _takes,
    "owner": _owner,
    "fixed": _fixed,
    "contact": _person(completed),
    "email": _person(addressed),
    "rename": _person(renamed),
    "talked": _talked,
    "forget": forgotten,
    "locked": locked,
}

COMMANDS = (
    Command(
        "/customer",
        word("find a customer, complete the card, count"),
        customers,
        roles=SALES,
        example=ADD,
        family="customer",
    ),
)
