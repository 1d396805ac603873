"""What is usual on a sample's form, offered as buttons: products of the inquiry, counts, days, labels (R144, R151)."""

from __future__ import annotations

from datetime import date

from handlers.quote_figures import today
from handlers.salutation import product_of
from rules.permission import Role
from rules.quote_following import business_day
from rules.words import Line, line
from storage import orders, quotes
from storage.colleagues import with_role
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.tables.samples import SampleRow
from storage.work import Work

_OFFERED = 6
_DAYS = (5, 10, 15)
"""Working days that are offered."""
_LABELS = ("our label and instructions", "neutral label, instructions", "the customer's label, instructions")
_LABEL_WORDS = {
    _LABELS[0]: line("Our label and instructions"),
    _LABELS[1]: line("Neutral label, instructions"),
    _LABELS[2]: line("The customer's label, instructions"),
}


def customer_of(about: ConversationRow) -> str:
    return about.company or about.contact_name or about.contact_address or about.subject or f"{about.id}"


def products_of(work: Work, about: ConversationRow, order: OrderRow | None) -> list[str]:
    """What the order, the quotations and the inquiry are about."""
    told: list[str] = []
    if order is not None and (goods := orders.content(order).goods.lines):
        return list(dict.fromkeys(each.product or each.name() for each in goods))[:_OFFERED]
    for quote in quotes.in_conversation(work.session, about.id)[:3]:
        told += [each.product or each.name() for each in quotes.content(quotes.current(work.session, quote)).lines]
    told.append(product_of(about))
    return list(dict.fromkeys(each for each in told if each))[:_OFFERED]


def usual(work: Work, row: SampleRow, field: str) -> list[tuple[Line, str]]:
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
        return [(line("{product}", product=each[:40]), each) for each in products_of(work, about, order)]
    return [(line("As in the catalogue, unchanged"), "as in the catalogue, unchanged")]


def _offered_days(work: Work) -> list[date]:
    return [business_day(work.calendar, today(work), count) for count in _DAYS]
