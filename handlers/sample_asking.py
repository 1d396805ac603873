"""A sample is asked for: out of an inquiry or an order, in one message or question by question (R144, R147, R148)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.asked import Asked
from handlers.asking import in_rows, open_one, question_card
from handlers.ordering import leading as leading_order
from handlers.ordering import matter_of_order
from handlers.quote_products import meant as product_meant
from handlers.sample_buttons import name
from handlers.sample_paper import taken_back
from handlers.sample_sight import leading
from handlers.sample_usual import customer_of, products_of, usual
from handlers.samples import form_of, noted, rewritten, shown
from handlers.telling import to_colleague
from rules.outgoing import Choice, Outgoing
from rules.products import Product
from rules.refusal import Refused
from rules.sample_form import FORM_WORDS, QUESTIONS, SampleForm, counted, made, missing, to_plain
from rules.sample_moves import STATE_WORDS, SampleState
from rules.sample_typed import LONGEST, merged, names_no_product, read
from rules.words import Line, line, title
from storage import samples
from storage.colleagues import named
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.tables.samples import SampleRow
from storage.work import Work

EXAMPLE = "/sample 1042 LED-5050 3 pcs; 4000K, white frame; need 2026-03-20"
_OFFERED = 6
_ANEW = frozenset({"new", "another", "新", "再打样"})


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
    if not words and (known := _known(work, about, order)):
        return [_which(asked, known, about, order)]
    words = "" if words.strip().casefold() in _ANEW else words
    blank, offered = SampleForm(customer=customer_of(about)), products_of(work, about, order)
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


def _known(work: Work, about: ConversationRow, order: OrderRow | None) -> list[SampleRow]:
    """Samples that are on their way already: nobody begins a second one by asking for the first."""
    rows = (
        samples.of_order(work.session, order.id)
        if order is not None
        else samples.in_conversation(work.session, about.id)
    )
    return [each for each in rows if each.closed_at is None]


def _which(asked: Asked, known: Sequence[SampleRow], about: ConversationRow, order: OrderRow | None) -> Outgoing:
    whose = f"order {order.id}" if order is not None else f"{about.id}"
    buttons = [
        Choice(line("{number}", number=samples.called(each)), f"/sample {name(each)}") for each in known[:_OFFERED]
    ]
    buttons.append(Choice(line("Another sample"), f"/sample {whose} new"))
    return asked.say((line("There are samples already:"),), in_rows(buttons), conversation=about.id)


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
    buttons = [Choice(label, f"{command} {words}") for label, words in usual(work, row, field)]
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
