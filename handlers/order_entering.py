"""/order new: what a customer has ordered without a quotation takes the same line from its five items on (R175, R39)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handlers.asked import Asked
from handlers.asking import divided, hers_by_deadline, in_rows, kept_by_owner, question_card, short
from handlers.card import card_refreshed
from handlers.customer_card import looked_up
from handlers.order_confirming import card
from handlers.order_consequences import replanned
from handlers.order_opening import of_accepted, opened
from handlers.ownership import given
from handlers.quote_drafting import composed
from handlers.quote_figures import today
from handlers.quote_naming import short as quote_short
from handlers.quote_products import TABLE
from handlers.quote_spoken import unread_lines
from handlers.quoting import found as quote_found
from rules.inquiry import State, after_decision
from rules.letter import Kind
from rules.order import Order
from rules.order_moves import Stage
from rules.order_typed import Typed, read_order
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES, Sight, sight
from rules.quote import Quote
from rules.quote_words import FIELD_WORDS
from rules.refusal import Refused
from rules.words import Line, line
from storage import orders, quotes
from storage.colleagues import colleague
from storage.conversations import number_in, open_with_customer, seen, with_customer
from storage.conversations import opened as conversation_opened
from storage.promises import open_promises
from storage.tables.conversations import ConversationRow
from storage.tables.customers import CustomerRow
from storage.tables.orders import OrderRow
from storage.work import Work

NEW = frozenset({"new", "open", "enter", "新", "新建", "新单", "下单"})
EXAMPLE = "/order new 1042 LED-5050 x 2000 @ 3.30; FOB Ningbo; 30% T/T; ship 2026-05-15; PO 4711"
_WITHOUT = frozenset({"without", "无报价"})
_SAME = frozenset({"same", "known", "照此"})
_OFFERED = 6
_LONGEST_NAME = 4
"""Words of a customer's name that stand in front."""
_LONGEST = 20_000
_TWICE = timedelta(minutes=10)


def entered(work: Work, asked: Asked, words: str) -> list[Outgoing]:
    """`1042 ...`, `acme ...`, `Q-2026-0031`: whose order it is, and what he has ordered."""
    if not asked.viewer.has(SALES):
        raise Refused("Only sales open orders.")
    if len(words) > _LONGEST:
        raise Refused("That is too much for one message: send the rest in another.")
    first, rest = divided(words)
    name = first.strip(":,.：，。")
    if not name:
        return [_offered(work, asked)]
    if quotes.is_name(name):
        row, version, _ = quote_found(work, asked.viewer, name)
        return of_accepted(work, asked, row, version, rest)
    if number_in(name) is not None:
        return _of(work, asked, seen(work, asked.viewer, name), rest)
    if asked.about is not None:
        return _of(work, asked, seen(work, asked.viewer, str(asked.about)), words)
    return _of_customer(work, asked, words)


def _offered(work: Work, asked: Asked) -> Outgoing:
    rows = hers_by_deadline(work, asked.viewer)[:_OFFERED]
    question = line("Who has ordered what? Everything fits in one message: {example}", example=EXAMPLE)
    buttons = [Choice(short(each), f"/order new {each.id}") for each in rows]
    return asked.say((question,), in_rows(buttons, 1), card=question_card("/order new"))


def _of_customer(work: Work, asked: Asked, words: str) -> list[Outgoing]:
    """The customer whose name stands in front; the conversation is his newest open one, else a new one."""
    cards, rest = _customers(work, asked, words)
    if not cards:
        raise Refused(
            "I know no customer of yours in “{words}”. Write the inquiry's number in front, or enter him first: {example}",
            words=" ".join(words.split()[:3])[:60],
            example="/inquiry chat Kunde GmbH, Spain: he orders 40 pumps",
        )
    if len(cards) > 1:
        buttons = [
            Choice(
                line("{number} · {name}", number=each.id, name=each.name[:30]),
                f"/order new {_named(work, asked, each)} {rest}".strip(),
            )
            for each in cards[:_OFFERED]
            if _named(work, asked, each)
        ]
        return [asked.say((line("Which customer?"),), in_rows(buttons, 1))]
    return _of(work, asked, _conversation(work, asked, cards[0]), rest)


def _customers(work: Work, asked: Asked, words: str) -> tuple[list[CustomerRow], str]:
    head, colon, tail = words.partition(":") if ":" in words.split("\n")[0] else words.partition("：")
    if colon and head.strip() and len(head) < 80 and (found := _hers(work, asked, head.strip())):
        return found, tail.strip()
    told = words.split()
    for count in range(min(_LONGEST_NAME, len(told)), 0, -1):
        name = " ".join(told[:count]).strip(",;，；")
        if found := _hers(work, asked, name):
            return found, words.strip()[_end_of(words.strip(), count) :].strip(" ,;，；")
    return [], ""


def _end_of(words: str, count: int) -> int:
    """Where so many words end."""
    place = 0
    for each in words.split()[:count]:
        place = words.index(each, place) + len(each)
    return place


def _hers(work: Work, asked: Asked, name: str) -> list[CustomerRow]:
    if len(name) < 2:
        return []
    rows = looked_up(work, asked.viewer, name)
    full = [each for each in rows if sight(asked.viewer, each.owner_id, work.policy) is Sight.FULL]
    same = [each for each in full if each.name.casefold() == name.casefold()]
    return same if len(same) == 1 else full


def _named(work: Work, asked: Asked, row: CustomerRow) -> str:
    """How a button names that customer: by the conversation that it would be, else by his whole name."""
    about = _known_conversation(work, asked, row)
    return str(about.id) if about is not None else row.name


def _known_conversation(work: Work, asked: Asked, row: CustomerRow) -> ConversationRow | None:
    rows = [*open_with_customer(work.session, row.id), *with_customer(work.session, row.id)]
    return next(
        (
            each
            for each in rows
            if each.merged_into is None and sight(asked.viewer, each.owner_id, work.policy) is Sight.FULL
        ),
        None,
    )


def _conversation(work: Work, asked: Asked, row: CustomerRow) -> ConversationRow:
    """His newest open conversation, else his newest; a customer who never wrote gets one."""
    known = _known_conversation(work, asked, row)
    if known is not None:
        return known
    made = conversation_opened(
        work,
        kind=str(Kind.ORDER),
        state=str(State.TRIAGED),
        channel="chat",
        subject="order",
        customer_id=row.id,
        company=row.name,
        country=row.country,
        phone=row.phone,
        language=row.language,
        opened_at=work.now,
        wants=[],
        missing=[],
    )
    owner = colleague(work.session, row.owner_id) or asked.me
    because = line("entered by {person}", person=asked.me.name)
    given(work, made, owner, by=asked.me.id, because=because, forward=False)
    return made


def _of(work: Work, asked: Asked, about: ConversationRow, words: str) -> list[Outgoing]:
    if about.owner_id is None:
        take = Choice(line("Take"), f"/take {about.id}")
        told = line("Nobody has {number} yet. Take it, then open the order.", number=about.id)
        return [asked.say((told,), ((take,),), conversation=about.id, version=about.version)]
    kept_by_owner(asked.viewer, about)
    first, rest = divided(words)
    if first.casefold() in _WITHOUT:
        words = rest
    elif offered := quotes.outside_in(work.session, about.id):
        return [_quoted(asked, about, offered, words)]
    is_same = words.strip().casefold() in _SAME
    typed = read_order("" if is_same else words, today(work))
    draft = composed(work, asked, about, typed.rest)
    hints = [*unread_lines(draft.unread), *_faults(typed), *draft.hints]
    if not words.strip() or not draft.quote.lines:
        return [_asked_for(asked, about, draft.quote, hints, words)]
    order = Order(goods=draft.quote, marks=typed.marks, requirements=typed.requirements)
    if twin := _twin(work, about, order, typed):
        button = (
            (Choice(line("Show"), f"/order {twin.id}"), Choice(line("The five items"), f"/order {twin.id} items")),
        )
        return [asked.say((line("That is order {number} already.", number=orders.called(twin)),), button)]
    return _opened(work, asked, about, order, typed, hints)


def _quoted(asked: Asked, about: ConversationRow, rows: Sequence[tuple[object, object]], words: str) -> Outgoing:
    """He has a quotation: most likely that is what he orders."""
    buttons = [
        Choice(line("Won: {quotation}", quotation=quote_short(row, version)), f"/won {quotes.called(row, 1)}")  # type: ignore[arg-type]
        for row, version in rows[:_OFFERED]
    ]
    buttons.append(Choice(line("Another order"), f"/order new {about.id} without {words}".strip()))
    question = line("He has a quotation. Does he order what was quoted?")
    return asked.say((question,), in_rows(buttons, 1), conversation=about.id)


def _asked_for(asked: Asked, about: ConversationRow, known: Quote, hints: Sequence[Line], words: str) -> Outgoing:
    """What is known already, and the question for the rest; nothing is opened yet."""
    question = line(
        "What has he ordered? Answer this message: {example}",
        example="LED-5050 x 2000 @ 3.30; ship 2026-05-15; PO 4711",
    )
    lines: list[Line] = [*hints]
    buttons: list[Choice] = []
    if known.lines and not words.strip():
        lines.append(line("Known from the inquiry:"))
        lines += [
            line(
                "{position}. {product} × {quantity} {unit}",
                position=place,
                product=each.product or each.name()[:60],
                quantity=each.quantity or "?",
                unit=each.unit,
            )
            for place, each in enumerate(known.lines[:_OFFERED], 1)
        ]
        buttons.append(Choice(line("Open it like this"), f"/order new {about.id} same"))
    command = question_card(f"/order new {about.id}")
    return asked.say((*lines, question), in_rows(buttons), card=command, conversation=about.id)


def _faults(typed: Typed) -> list[Line]:
    return [line("Not taken: “{words}”. {why}", words=words[:120], why=why) for words, why in typed.faults]


def _twin(work: Work, about: ConversationRow, told: Order, typed: Typed) -> OrderRow | None:
    """The same order, entered twice: by the customer's number, or by the same words just now."""
    alive = [each for each in orders.in_conversation(work.session, about.id) if each.stage != Stage.CANCELLED]
    if about.customer_id is not None:
        alive += [each for each in orders.of_customer(work.session, about.customer_id) if each.stage != Stage.CANCELLED]
    key = orders.key_of(typed.customer_number)
    lines = [(each.product, each.name(), each.quantity, each.price) for each in told.goods.lines]
    for each in alive:
        if key and each.customer_key == key:
            return each
        same = [(one.product, one.name(), one.quantity, one.price) for one in orders.content(each).goods.lines]
        if same == lines and each.opened_at > work.now - _TWICE and not key:
            return each
    return None


def _opened(
    work: Work, asked: Asked, about: ConversationRow, told: Order, typed: Typed, hints: Sequence[Line]
) -> list[Outgoing]:
    row = opened(
        work,
        asked,
        about,
        told,
        owner=about.owner_id or asked.me.id,
        words=(line("order without a quotation"),),
        customer_number=typed.customer_number,
        ship_on=typed.ship_on,
        latest_on=typed.latest_on,
        mode=typed.mode,
    )
    about.state = str(after_decision(about.state, State.WON))
    if about.state == State.WON and not open_promises(work.session, about.id):
        about.closed_at = about.closed_at or work.now
    head = line("It is order {number} now.", number=orders.called(row))
    said = replanned(work, row, asked.me.id)
    known = (*hints, *_taken_over(told.goods))
    return [*card_refreshed(work, about), *said, card(work, asked, row, (head, *known))]


def _taken_over(goods: Quote) -> list[Line]:
    """What nobody typed, but inquiry, last quotation or the table of products told: it is to be looked at."""
    names = dict.fromkeys("price" if each.startswith(TABLE) else each for each, _ in goods.origins)
    words = tuple(FIELD_WORDS[each] for each in names if each in FIELD_WORDS and each != "currency")
    return [line("Not typed, but taken over from before: {fields}. Look at it.", fields=words)] if words else []
