"""Sales and accounting reconcile what orders owe and what came, once a month or at once (R227, R233)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from handlers.asked import Asked
from handlers.order_card import refreshed
from handlers.order_sight import acts_for
from handlers.ordering import noted
from handlers.payments import open_amount, show
from handlers.telling import to_colleague, to_roles
from rules.money import shown
from rules.outgoing import Choice, Choices, Outgoing
from rules.payment import PartEvent, PartState
from rules.permission import Role
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim
from storage import orders, payments, reconciliations
from storage.tables.orders import OrderRow
from storage.tables.payments import ReconciliationRow
from storage.work import Work

ACCOUNTING = frozenset({Role.ACCOUNTING})
_SHOWN = 12
_LONGEST = 500


def today(work: Work) -> date:
    return work.now.astimezone(ZoneInfo(work.policy.zone)).date()


def period_of(day: date) -> str:
    """2026-11."""
    return f"{day:%Y-%m}"


def agreed(work: Work, asked: Asked, row: OrderRow, difference: str = "") -> list[Outgoing]:
    """Her word for her side: it is right, or it differs and why. When both sides agree, what was invoiced is reconciled."""
    if difference and sum(each.isalnum() for each in difference) < 3:
        raise Refused("What differs? {example}", example=f"/accounts {row.id} differs 25 USD of bank fees are missing")
    kept = reconciliations.of(work, row.id, period_of(today(work)))
    side = _side(asked, row)
    if side == "accounting":
        kept.accounting_by, kept.accounting_at = asked.me.id, work.now
    else:
        kept.sales_by, kept.sales_at = asked.me.id, work.now
    kept.difference = difference[:_LONGEST]
    if difference:
        return _differs(work, asked, row, kept)
    words = line("{person} agrees with the accounts of order {number}", person=asked.me.name, number=orders.called(row))
    noted(work, row, "reconciled", words, asked.me.id, None, {"period": kept.period})
    if kept.sales_by is None or kept.accounting_by is None:
        other = line("Noted. The other side has still to agree.")
        return [asked.say((other,), ((show(row),),)), *_asked_of_other(work, asked, row, side)]
    count = _reconciled(work, asked, row)
    done = line("Order {number} is reconciled by both sides.", number=orders.called(row))
    more = [line("{count} payments are reconciled now.", count=count)] if count else []
    said = to_colleague(work, row.owner_id, (done, *more)) if row.owner_id != asked.me.id else []
    return [asked.say((done, *more), ((show(row),),)), *said, *refreshed(work, row)]


def _side(asked: Asked, row: OrderRow) -> str:
    """Whose word it is. Refuses who is neither; nobody speaks for both sides of an order (four eyes, R207)."""
    if asked.viewer.has(ACCOUNTING):
        if row.owner_id == asked.me.id:
            raise Refused("You have this order yourself: somebody else of accounting agrees with its accounts.")
        return "accounting"
    if acts_for(asked.viewer, row):
        return "sales"
    raise Refused("The accounts of order {number} are for its owner and for accounting.", number=row.id)


def _differs(work: Work, asked: Asked, row: OrderRow, kept: ReconciliationRow) -> list[Outgoing]:
    words = (
        line("{person}: the accounts of order {number} differ", person=asked.me.name, number=orders.called(row)),
        verbatim(kept.difference),
    )
    noted(work, row, "reconciled", words, asked.me.id, None, {"period": kept.period, "differs": True})
    people = {row.owner_id} - {asked.me.id}
    said = [each for person in sorted(people) for each in to_colleague(work, person, words, ((show(row),),))]
    said += to_roles(work, (Role.ACCOUNTING, Role.MANAGER), words, ((show(row),),), but=(asked.me.id, row.owner_id))
    return [asked.say((line("Noted; the others concerned are told."),), ((show(row),),)), *said]


def _asked_of_other(work: Work, asked: Asked, row: OrderRow, side: str) -> list[Outgoing]:
    lines = (title("Is it right? Order {number}", number=orders.called(row)), *order_lines(work, row))
    if side == "sales":
        return to_roles(work, (Role.ACCOUNTING,), lines, ways(row), but=(asked.me.id,))
    return to_colleague(work, row.owner_id, lines, ways(row))


def _reconciled(work: Work, asked: Asked, row: OrderRow) -> int:
    count = 0
    for part in payments.parts(work.session, row.id):
        if part.state == PartState.INVOICED:
            payments.moved(work, part, PartEvent.RECONCILED)
            part.reconciled_at, part.reconciled_by = work.now, asked.me.id
            count += 1
    work.session.flush()
    return count


def order_lines(work: Work, row: OrderRow) -> list[Line]:
    """What one order comes to, what came, what is open."""
    parts = payments.parts(work.session, row.id)
    received = sum((Decimal(each.received) for each in parts), Decimal())
    left = sum((open_amount(each) for each in parts if each.state != PartState.VOID), Decimal())
    total = shown(Decimal(row.total or 0), row.currency) if row.currency else "–"
    return [
        line(
            "{number}: {total}, received {received}, open {rest}",
            number=orders.called(row),
            total=total,
            received=shown(received, row.currency) if row.currency else "–",
            rest=shown(left, row.currency) if row.currency else "–",
        )
    ]


def ways(row: OrderRow) -> Choices:
    return (
        (
            Choice(line("Agree"), f"/accounts {row.id} agree"),
            Choice(line("Differs"), f"/accounts {row.id} differs"),
            show(row),
        ),
    )


def listed(work: Work, asked: Asked) -> list[Outgoing]:
    """The list of this month: her orders with money open or reconciled by one side only; everybody's for accounting."""
    everybody = asked.viewer.has(ACCOUNTING | {Role.MANAGER, Role.SUPERVISOR})
    rows = to_reconcile(work, None if everybody else [asked.me.id, *asked.viewer.stands_in_for])
    if not rows:
        return [asked.say((line("There is nothing to reconcile."),))]
    return [asked.say(*_list(work, rows))]


def to_reconcile(work: Work, owners: Sequence[int] | None) -> list[OrderRow]:
    """Orders in which money came or is owed and that both sides have not agreed on this month."""
    return reconciliations.open_orders(work.session, period_of(today(work)), owners)


def _list(work: Work, rows: Sequence[OrderRow]) -> tuple[list[Line], Choices]:
    lines = [title("Reconciliation {period}: {count} orders", period=period_of(today(work)), count=len(rows))]
    for each in rows[:_SHOWN]:
        lines += order_lines(work, each)
    buttons = tuple(
        (
            Choice(line("{number} agree", number=each.id), f"/accounts {each.id} agree"),
            Choice(line("{number} differs", number=each.id), f"/accounts {each.id} differs"),
        )
        for each in rows[:_SHOWN]
    )
    return lines, buttons


def monthly(work: Work) -> list[Outgoing]:
    """On the department's day: each owner gets her list, accounting the list of all (R233)."""
    said: list[Outgoing] = []
    rows = to_reconcile(work, None)
    for owner in sorted({each.owner_id for each in rows}):
        lines, buttons = _list(work, [each for each in rows if each.owner_id == owner])
        said += to_colleague(work, owner, lines, buttons)
    if rows:
        lines, buttons = _list(work, rows)
        said += to_roles(work, (Role.ACCOUNTING,), lines, buttons)
    return said
