"""A sample is asked for: out of an inquiry or an order, in one message or question by question (R144, R147, R148)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from handlers.asked import Asked
from handlers.asking import in_rows, open_one, question_card
from handlers.ordering import leading as leading_order
from handlers.ordering import matter_of_order
from handlers.quote_figures import today
from handlers.quote_products import meant as product_meant
from handlers.salutation import product_of
from handlers.sample_buttons import name
from handlers.sample_paper import taken_back
from handlers.sample_sight import leading
from handlers.samples import form_of, noted, rewritten, shown, told_works
from handlers.telling import to_colleague
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.products import Product
from rules.quote_following import begins, business_day
from rules.refusal import Refused
from rules.sample_form import FORM_WORDS, QUESTIONS, SampleForm, counted, made, missing, to_plain
from rules.sample_moves import STATE_WORDS, SampleEvent, SampleState
from rules.sample_typed import LONGEST, day_of, merged, names_no_product, read
from rules.words import Line, line, title
from storage import orders, quotes, samples, tasks
from storage.colleagues import named, with_role
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.tables.samples import SampleRow
from storage.work import Work

EXAMPLE = "/sample 1042 LED-5050 3 pcs; 4000K, white frame; need 2026-03-20"
_DAYS = (5, 10, 15)
"""Working days that are offered."""
_LABELS = ("our label and instructions", "neutral label, instructions", "the customer's label, instructions")
_OFFERED = 6


def begun(
    work: Work, asked: Asked, about: ConversationRow, words: str, order: OrderRow | None = None
) -> list[Outgoing]:
    """A new request with everything that was typed; what is missing is asked for at once."""
    if order is not None:
        leading_order(work, asked.viewer, order)
        about = matter_of_order(work, order)
    else:
        open_one(about)
    if about.owner_id is None and order is None:
        take = Choice(line("Take"), f"/take {about.id}")
        told = line("Nobody has {number} yet. Take it first, then ask for the sample.", number=about.id)
        return [asked.say((told,), ((take,),), conversation=about.id, version=about.version)]
    blank, offered = SampleForm(customer=_customer(about)), _products(work, about, order)
    if len(offered) == 1 and names_no_product(words):
        blank = _named(work, asked, replace(blank, product=offered[0]))
    form = _read(work, asked, blank, words)
    owner = order.owner_id if order is not None else about.owner_id
    row = samples.begun(
        work,
        to_plain(form),
        state=SampleState.REQUESTED,
        by=asked.me.id,
        conversation_id=about.id,
        customer_id=about.customer_id,
        owner_id=owner or asked.me.id,
        order_id=order.id if order is not None else None,
        need_by=form.need_by,
    )
    _contact(work, row, form)
    noted(
        work,
        row,
        line("{person} asks for sample {number}", person=asked.me.name, number=samples.called(row)),
        asked.me.id,
    )
    return next_step(work, asked, row)


def next_step(work: Work, asked: Asked, row: SampleRow, hints: Iterable[Line] = ()) -> list[Outgoing]:
    """The card, and behind it the question of the first thing that is missing."""
    lacks = missing(form_of(row)) if row.state == SampleState.REQUESTED else ()
    said: list[Outgoing] = [shown(work, asked, row, hints)]
    return [*said, *question(work, asked, row, lacks[0])] if lacks else said


def question(work: Work, asked: Asked, row: SampleRow, field: str) -> list[Outgoing]:
    """One question with what is usual as buttons; words that answer it are the value."""
    leading(work, asked.viewer, row)
    if field not in QUESTIONS:
        raise Refused("I cannot ask for that. {example} shows what can change.", example=f"/sample S{row.id} change")
    command = f"/sample {name(row)} set {field}"
    buttons = [Choice(label, f"{command} {words}") for label, words in _usual(work, row, field)]
    lines = (
        line("{number}: {question}", number=samples.called(row), question=QUESTIONS[field]),
        line("Press, or answer this message with your words."),
    )
    wide = 3 if field in {"quantity", "need_by"} else 1
    return [asked.say(lines, in_rows(buttons, wide), card=question_card(command), conversation=row.conversation_id)]


def answered(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    """`need_by 2026-03-20`: the answer to a question; the next one follows."""
    field, _, value = words.partition(" ")
    if field not in QUESTIONS or not value.strip():
        raise Refused("I cannot ask for that. {example} shows what can change.", example=f"/sample S{row.id} change")
    return _changed(work, asked, row, value.strip(), field)


def typed(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    """`5 pcs; need 2026-03-25; blue cable`: changes what was asked for."""
    return _changed(work, asked, row, words, "")


def offered_changes(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    """What can be changed, as buttons."""
    leading(work, asked.viewer, row)
    buttons = [Choice(words, f"/sample {name(row)} ask {field}") for field, words in FORM_WORDS.items()]
    words = line(
        "What shall change in {number}? Or type it: {example}",
        number=samples.called(row),
        example=f"/sample S{row.id} 5 pcs; need 2026-03-25",
    )
    return [
        asked.say(
            (words,), in_rows(buttons), card=question_card(f"/sample {name(row)}"), conversation=row.conversation_id
        )
    ]


def promised(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    """Production says by when it is ready (R148); the sales side is told where that is too late."""
    day = day_of(words, work.now, work.policy.zone)
    if day is None or row.state not in {SampleState.FORM_CONFIRMED, SampleState.IN_MAKING}:
        raise Refused("By when is it ready? {example}", example=f"/sample S{row.id} promise 2026-03-18")
    tasks.planned(work, "sample", row.id, "ready", begins(work.calendar, day))
    told = line("{person} promises {number} for {day}", person=asked.me.name, number=samples.called(row), day=day)
    noted(work, row, told, asked.me.id, promised=day.isoformat())
    lines = [told]
    if row.need_by is not None and day > row.need_by:
        lines.append(line("It is needed by {day}. Talk to the customer, or to production.", day=row.need_by))
    return [shown(work, asked, row, lines[1:]), *_told_owner(work, asked, row, lines)]


def dropped(work: Work, asked: Asked, row: SampleRow, reason: str) -> list[Outgoing]:
    """Given up, when she has said so twice or with a reason."""
    leading(work, asked.viewer, row)
    if not reason:
        command = f"/sample {name(row)} drop"
        buttons = (
            (Choice(line("Really"), f"{command} not needed any more"), Choice(line("Keep it"), f"/sample {name(row)}")),
        )
        return [asked.say((line("Give {number} up? It is kept in the log.", number=samples.called(row)),), buttons)]
    said = taken_back(work, asked, row, line("the sample was given up"))
    before = str(row.state)
    samples.moved(work, row, SampleEvent.DROPPED, reason[:500])
    tasks.done(work, "sample", row.id, outcome="cancelled")
    words = line(
        "{person} has given {number} up: {reason}",
        person=asked.me.name,
        number=samples.called(row),
        reason=reason[:500],
    )
    noted(work, row, words, asked.me.id, before)
    told = told_works(work, row, (words,), but=asked.me.id) if before not in {"requested", "pending"} else []
    return [*said, shown(work, asked, row), *told]


def _changed(work: Work, asked: Asked, row: SampleRow, words: str, awaited: str) -> list[Outgoing]:
    leading(work, asked.viewer, row)
    is_open = row.kind == "sample" and row.state in {SampleState.REQUESTED, SampleState.PENDING}
    if not is_open and awaited != "contact":
        raise Refused(
            "I did not understand that. {number} is {state}: its form is not changed any more. What can be done: {example}",
            number=samples.called(row),
            state=STATE_WORDS[SampleState(row.state)],
            example=f"/sample S{row.id}",
        )
    before = form_of(row)
    form = _read(work, asked, before, words, awaited)
    if form == before:
        return next_step(work, asked, row, (line("That stands there already."),))
    said: list[Outgoing] = []
    if awaited != "contact":
        said = taken_back(work, asked, row, line("the sample's form has changed"))
    rewritten(work, row, form)
    _contact(work, row, form)
    noted(
        work,
        row,
        line("{person} changes sample {number}", person=asked.me.name, number=samples.called(row)),
        asked.me.id,
    )
    said += _told_contact(work, asked, row) if form.contact != before.contact else []
    return [*said, *next_step(work, asked, row)]


def _read(work: Work, asked: Asked, form: SampleForm, words: str, awaited: str = "") -> SampleForm:
    told = merged(form, read(words, work.now, work.policy.zone, has_product=bool(form.product), awaited=awaited))
    if len(told.requirements) > LONGEST:
        raise Refused(
            "That is too long: {count} characters, at most {limit}.", count=len(told.requirements), limit=LONGEST
        )
    if told.contact and told.contact != form.contact:
        person = named(work.session, told.contact)
        if person is None:
            raise Refused("I know no colleague {name}. /staff lists everybody.", name=told.contact[:40])
        told = replace(told, contact=person.name)
    return _named(work, asked, told) if told.product != form.product else told


def _named(work: Work, asked: Asked, form: SampleForm) -> SampleForm:
    """With number, name and specification of the table of products, where it knows the product."""
    found = product_meant(work, form.product, asked.me.language).product
    return form if found is None else replace(form, product=found.number, name=_full_name(found))


def _full_name(product: Product) -> str:
    return ", ".join(filter(None, (product.name("en"), product.specification)))[:200]


def _contact(work: Work, row: SampleRow, form: SampleForm) -> None:
    person = named(work.session, form.contact) if form.contact else None
    row.contact_id = person.id if person is not None else None
    work.session.flush()


def _told_contact(work: Work, asked: Asked, row: SampleRow) -> list[Outgoing]:
    if row.contact_id in {None, asked.me.id}:
        return []
    form = form_of(row)
    lines = (
        title("You are the technical contact of sample {number}", number=samples.called(row)),
        line(
            "{product}, {made}: {requirements}",
            product=form.product or "?",
            made=counted(made(form, work.policy.sample_extra), form.unit) or "?",
            requirements=form.requirements[:300] or "?",
        ),
    )
    buttons = ((Choice(line("Show"), f"/sample {name(row)}"),),)
    return to_colleague(work, row.contact_id or 0, lines, buttons)


def _told_owner(work: Work, asked: Asked, row: SampleRow, lines: list[Line]) -> list[Outgoing]:
    if row.owner_id == asked.me.id:
        return []
    buttons: Choices = ((Choice(line("Show"), f"/sample {name(row)}"),),)
    return to_colleague(work, row.owner_id, lines, buttons, conversation=row.conversation_id)


def _customer(about: ConversationRow) -> str:
    return about.company or about.contact_name or about.contact_address or about.subject or f"{about.id}"


def _products(work: Work, about: ConversationRow, order: OrderRow | None) -> list[str]:
    """What the order, the quotations and the inquiry are about."""
    told: list[str] = []
    if order is not None:
        told += [each.product or each.name() for each in orders.content(order).goods.lines]
    for quote in quotes.in_conversation(work.session, about.id)[:3]:
        told += [each.product or each.name() for each in quotes.content(quotes.current(work.session, quote)).lines]
    told.append(product_of(about))
    return list(dict.fromkeys(each for each in told if each))[:_OFFERED]


def _usual(work: Work, row: SampleRow, field: str) -> list[tuple[Line, str]]:
    """(what the button says, what it stands for)."""
    if field == "quantity":
        return [(line("{count} pcs", count=count), f"{count} pcs") for count in (1, 2, 3, 5, 10)]
    if field == "need_by":
        return [(line("{day}", day=day), day.isoformat()) for day in _offered_days(work)]
    if field == "label":
        return [(_LABEL_WORDS[each], each) for each in _LABELS]
    if field == "contact":
        people = with_role(work.session, Role.PRODUCTION)[:_OFFERED]
        return [(line("{person}", person=each.name), each.name) for each in people]
    about = work.session.get_one(ConversationRow, row.conversation_id)
    if field == "product":
        order = orders.order(work.session, row.order_id)
        return [(line("{product}", product=each[:40]), each) for each in _products(work, about, order)]
    return [(line("As in the catalogue, unchanged"), "as in the catalogue, unchanged")]


_LABEL_WORDS = {
    _LABELS[0]: line("Our label and instructions"),
    _LABELS[1]: line("Neutral label, instructions"),
    _LABELS[2]: line("The customer's label, instructions"),
}


def _offered_days(work: Work) -> list[date]:
    return [business_day(work.calendar, today(work), count) for count in _DAYS]
