"""Haste: sales asks the works for it through the supervisor, and does not touch their dates by itself (R196, C13)."""

from __future__ import annotations

from handlers.asked import Asked
from handlers.asking import question_card
from handlers.meetings import LONGEST
from handlers.order_card import refreshed
from handlers.ordering import leading, noted, still_open, told
from handlers.stage_movers import URGENT, to_the_works
from handlers.telling import to_colleague
from rules.outgoing import Choice, Outgoing
from rules.permission import Role
from rules.refusal import Refused
from rules.words import line, title
from storage import orders
from storage.colleagues import with_role
from storage.tables.orders import OrderRow
from storage.work import Work

DECIDING = frozenset({Role.SUPERVISOR, Role.MANAGER})


def wished(work: Work, asked: Asked, row: OrderRow, reason: str) -> list[Outgoing]:
    """The supervisor is asked; the works hear of it once there is a yes."""
    leading(work, asked.viewer, still_open(row))
    if not any(each.isalnum() for each in reason):
        question = line("Why is order {number} urgent? Answer this message with the reason.", number=row.id)
        return [asked.say((question,), card=question_card(f"/production {row.id} urgent"))]
    if len(reason) > LONGEST:
        raise Refused("A reason has at most {limit} characters.", limit=LONGEST)
    deciding = [each.id for each in with_role(work.session, *sorted(DECIDING)) if each.id != asked.me.id]
    if not deciding:
        raise Refused("Nobody else is here who may decide that.")
    record = orders.recorded(work, row, URGENT, {"reason": reason}, asked.me.id)
    words = line("{person} asks for haste: {reason}", person=asked.me.name, reason=reason)
    noted(work, row, "urgent", words, asked.me.id, None, {"record": record.id})
    lines = (title("Order {number}: urgent", number=orders.called(row)), words)
    name = f"/production {row.id} urgent"
    buttons = ((Choice(line("Agree"), f"{name} yes {record.id}"), Choice(line("Refuse"), f"{name} no {record.id}")),)
    said = [
        each
        for person in deciding
        for each in to_colleague(work, person, lines, buttons, conversation=row.conversation_id, urgent=True)
    ]
    return [asked.say((line("Asked. I tell you when it is decided."),)), *said]


def decided(work: Work, asked: Asked, row: OrderRow, number: str, agreed: bool) -> list[Outgoing]:
    """Yes: the works are told with the reason. No: who asked hears it. Decided once, never by who has asked."""
    record = orders.record(work.session, int(number)) if number.isdecimal() and len(number) < 10 else None
    if record is None or record.order_id != row.id or record.kind != URGENT:
        raise Refused("I know no such request of order {number}.", number=row.id)
    if not asked.viewer.has(DECIDING) or record.by == asked.me.id:
        raise Refused("The supervisor or the manager decides that, and nobody her own.")
    if record.result:
        raise Refused("That is decided already.")
    record.result = "agreed" if agreed else "refused"
    work.session.flush()
    reason = str(record.content.get("reason", ""))
    said_yes = line("{person}: order {number} is urgent: {reason}", person=asked.me.name, number=row.id, reason=reason)
    said_no = line("{person} does not agree that order {number} is urgent.", person=asked.me.name, number=row.id)
    words = said_yes if agreed else said_no
    noted(work, row, "urgent", words, asked.me.id, None, {"record": record.id, "result": record.result})
    said = told(work, row, (words,), but=(asked.me.id,))
    said += to_the_works(work, row, (title("Urgent"), said_yes), but=(asked.me.id,)) if agreed else []
    return [asked.say((words,)), *said, *refreshed(work, row)]
