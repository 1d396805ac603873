"""An order is cancelled before its goods have left: with a reason, by somebody else's release, told to its people (R172)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from handlers.approving import card_name, wanted
from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.order_consequences import CANCEL, ended, subject_of
from handlers.ordering import leading, noted, people_of, still_open
from handlers.telling import to_colleague, to_roles
from rules.money import shown
from rules.order_moves import BEFORE_SHIPMENT, STAGE_WORDS, Stage
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.refusal import Refused
from rules.words import Line, line, verbatim
from storage import approvals, orders
from storage.payments import receipts
from storage.tables.approvals import ApprovalRow
from storage.tables.orders import OrderRow
from storage.work import Work

REASONS: Mapping[str, Line] = {
    "customer": line("The customer withdraws"),
    "impossible": line("We cannot deliver"),
    "unpaid": line("He does not pay"),
    "mistake": line("Opened by mistake"),
}
"""Usual reasons, by the word that a button says."""
LONGEST = 300


def cancel(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`cancel reason`: asks for the cancellation; without a reason the usual ones are offered."""
    _may_be(work, asked, row)
    reason = " ".join(words.split())
    if not any(each.isalnum() for each in reason):
        command = f"/order {row.id} cancel"
        question = line(
            "Why is order {number} cancelled? Press, or answer this message with the reason.", number=orders.called(row)
        )
        buttons = in_rows([Choice(told, f"{command} {name}") for name, told in REASONS.items()])
        return [asked.say((question,), buttons, card=question_card(command), conversation=row.conversation_id)]
    if len(reason) > LONGEST:
        raise Refused("That reason is too long: at most {limit} characters.", limit=LONGEST)
    head = line("Cancel order {number}: {reason}", number=orders.called(row), reason=reason_of(reason))
    made = wanted(
        work,
        asked.me,
        CANCEL,
        subject_of(row),
        {"order": row.id, "reason": reason, "hash": row.content_hash},
        (head,),
        facts={"stage": row.stage},
        customer=row.customer_id,
        conversation=row.conversation_id,
        details=_details(work, row),
    )
    if made is None:
        return [*_cancelled(work, row, reason, asked.me.id), asked.say((_done(row),), _show(row))]
    approval, said = made
    noted(
        work,
        row,
        "order",
        line("{person} asks to cancel it", person=asked.me.name),
        asked.me.id,
        after={"approval": approval.id},
    )
    told = line(
        "The cancellation of order {number} waits for a release (approval {approval}). Until then it goes on.",
        number=orders.called(row),
        approval=approval.id,
    )
    back = ((Choice(line("Take it back"), f"/approvals withdraw {approval.id}"),),)
    return [asked.say((told,), back, card=card_name(approval.id, asked.me.id), conversation=row.conversation_id), *said]


def carry_cancel(work: Work, approval: ApprovalRow) -> list[Outgoing] | None:
    """It is released. None where the order has changed, has left or has ended meanwhile."""
    row = orders.order(work.session, approval.content["order"])
    if row is None or row.stage not in BEFORE_SHIPMENT or row.content_hash != approval.content["hash"]:
        return None
    return _cancelled(work, row, approval.content["reason"], approval.decided_by)


def reason_of(reason: str) -> Line:
    """A usual reason in words, or somebody's own."""
    return REASONS.get(reason) or verbatim(reason)


def _may_be(work: Work, asked: Asked, row: OrderRow) -> None:
    still_open(leading(work, asked.viewer, row))
    if row.stage not in BEFORE_SHIPMENT:
        raise Refused(
            "Order {number} is {stage}: an order is cancelled before its goods leave. Afterwards it is a complaint: {example}",
            number=orders.called(row),
            stage=STAGE_WORDS[Stage(row.stage)],
            example=f"/complaint {row.id} ...",
        )
    if (waits := approvals.pending(work.session, CANCEL, subject_of(row))) is not None:
        raise Refused("That waits for approval already. /approvals {number} shows it.", number=waits.id)


def _cancelled(work: Work, row: OrderRow, reason: str, by: int | None) -> list[Outgoing]:
    before = orders.moved(work, row, Stage.CANCELLED, by)
    row.reason = reason
    said = ended(work, row, by)
    words = line("order {number} is cancelled: {reason}", number=orders.called(row), reason=reason_of(reason))
    noted(work, row, "order", words, by, {"stage": before}, {"stage": Stage.CANCELLED})
    money = _received(work, row)
    for person in people_of(row):
        said += to_colleague(work, person, (words, *money), _show(row), conversation=row.conversation_id)
    bare = line(
        "Order {number} is cancelled. Whatever is being done for it stops: {goods}", number=row.id, goods=_goods(row)
    )
    people = people_of(row)
    said += to_roles(work, (Role.PRODUCTION, Role.PURCHASING), (bare,), _show(row), but=people)
    said += to_roles(work, (Role.ACCOUNTING,), (words, *money), _show(row), but=people)
    return said


def _received(work: Work, row: OrderRow) -> list[Line]:
    """Money that has come for it is not forgotten."""
    counts = {"receipt": 1, "refund": -1}
    told = [each for each in receipts(work.session, row.id) if each.state == "confirmed"]
    total = sum((Decimal(each.counted) * counts.get(each.kind, 0) for each in told), Decimal())
    if not total or not row.currency:
        return [line("No money has come for it.")]
    return [
        line(
            "{amount} has come for it. Is it paid back? {example}",
            amount=shown(total, row.currency),
            example=f"/payments {row.id}",
        )
    ]


def _details(work: Work, row: OrderRow) -> tuple[Line, ...]:
    goods = orders.content(row).goods
    stage = line("It is {stage}.", stage=STAGE_WORDS[Stage(row.stage)])
    amount = shown(Decimal(row.total), row.currency) if row.total and row.currency else "–"
    head = line("{customer} · {total}", customer=goods.company or goods.contact or "–", total=amount)
    return (head, stage, *_received(work, row))


def _goods(row: OrderRow) -> tuple[Line, ...]:
    return tuple(
        line(
            "{quantity} {unit} {product}",
            quantity=each.quantity or "?",
            unit=each.unit,
            product=each.product or each.name(),
        )
        for each in orders.content(row).goods.lines[:8]
    )


def _done(row: OrderRow) -> Line:
    return line("Order {number} is cancelled.", number=orders.called(row))


def _show(row: OrderRow) -> Choices:
    return ((Choice(line("Show"), f"/order {row.id}"),),)
