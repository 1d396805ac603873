"""Money that came: typed by accounting it is confirmed at once, told by sales it is asked of accounting (R224, R229)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from handlers.asked import Asked
from handlers.asking import question_card
from handlers.ordering import noted
from handlers.payment_settling import Settled, came_in_all, settled
from handlers.payments import alive, open_amount, show
from handlers.payments import short as part_short
from handlers.quote_figures import today
from handlers.telling import to_colleague, to_roles
from rules.exchange import found_between
from rules.money import plain, rounded, shown
from rules.outgoing import Choice, Choices, Outgoing
from rules.payment import NAME_WORDS
from rules.permission import Role
from rules.receipt_typed import EXAMPLE, RATE_EXAMPLE, Typed, counted
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim
from storage import orders, payments
from storage.colleagues import name_of
from storage.rates import told_rates
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentPartRow, ReceiptRow
from storage.work import Work

CONFIRMERS = frozenset({Role.ACCOUNTING})
_SAME_WITHIN = timedelta(days=3)


def came(work: Work, asked: Asked, row: OrderRow, told: Typed) -> list[Outgoing]:
    """Money that somebody types. What looks like a slip is asked before anything is kept."""
    if told.amount is None:
        return _which_amount(work, asked, row, told)
    if not row.currency or not row.total:
        raise Refused(
            "Order {number} has no total yet: its prices come first. {example}",
            number=row.id,
            example=f"/order {row.id}",
        )
    told = replace(told, currency=told.currency or row.currency, on=told.on or today(work))
    found = _counted(work, asked, row, told)
    if isinstance(found, list):
        return found
    value, rate = found
    part = _part(work, row, told)
    if slip := _slip(work, asked, row, told, value):
        return slip
    is_confirmed = asked.viewer.has(CONFIRMERS)
    kept = _note_of(work, row, told) if is_confirmed else None
    if kept is None:
        kept = _kept(work, asked, row, told, value, rate, part)
    else:
        kept.counted, kept.rate, kept.fees, kept.received_on = (
            f"{value:f}",
            rate,
            f"{told.fees:f}",
            told.on or today(work),
        )
        kept.part_id = part.id if part else kept.part_id
    if is_confirmed:
        return confirmed(work, asked, row, kept)
    return _asked_of_accounting(work, asked, row, kept)


def confirmed(work: Work, asked: Asked, row: OrderRow, kept: ReceiptRow) -> list[Outgoing]:
    """Accounting has it on the account: the parts follow, the owner hears, the invoice is asked for."""
    kept.state, kept.confirmed_by, kept.confirmed_at = "confirmed", asked.me.id, work.now
    work.session.flush()
    result = settled(work, row)
    words = line("{person} confirms {receipt}", person=asked.me.name, receipt=told_receipt(row, kept))
    noted(work, row, "receipt", words, asked.me.id, after={"receipt": kept.id, "counted": kept.counted})
    lines = [
        title(
            "Order {number}: {amount} has come",
            number=orders.called(row),
            amount=shown(Decimal(kept.amount), kept.currency),
        ),
        *_reckoned(row, kept),
        *standing(work, row, result),
    ]
    said: list[Outgoing] = [asked.say(lines, _after(row, result), conversation=row.conversation_id)]
    for person in dict.fromkeys((row.owner_id, kept.noted_by)):
        if person != asked.me.id:
            said += to_colleague(work, person, lines, ((show(row),),), conversation=row.conversation_id)
    return said


def not_yet(work: Work, asked: Asked, row: OrderRow, kept: ReceiptRow) -> list[Outgoing]:
    """Accounting does not have it: who noted it hears so."""
    if kept.state != "noted":
        return [asked.say((_is_already(work, row, kept),), ((show(row),),))]
    kept.state, kept.confirmed_by, kept.confirmed_at = "rejected", asked.me.id, work.now
    work.session.flush()
    words = line(
        "{person} does not find {receipt} on the account", person=asked.me.name, receipt=told_receipt(row, kept)
    )
    noted(work, row, "receipt", words, asked.me.id, after={"receipt": kept.id, "state": kept.state})
    told = (
        words,
        line("Ask the customer for the bank's slip, and say it again with it: {example}", example=f"/paid {row.id}"),
    )
    said = to_colleague(work, kept.noted_by, told, ((show(row),),), conversation=row.conversation_id)
    return [
        asked.say((line("{person} hears that it has not come.", person=name_of(work.session, kept.noted_by)),)),
        *said,
    ]


def answered(work: Work, asked: Asked, row: OrderRow, number: str, *, it_came: bool) -> list[Outgoing]:
    """The buttons of accounting about a note."""
    kept = found(work, row, number)
    if not it_came:
        return not_yet(work, asked, row, kept)
    if kept.state != "noted":
        return [asked.say((_is_already(work, row, kept),), ((show(row),),))]
    return confirmed(work, asked, row, kept)


def refunded(work: Work, asked: Asked, row: OrderRow, told: Typed) -> list[Outgoing]:
    """Money went back; the manager hears of it."""
    example = f"/paid {row.id} refund 500 USD returned goods"
    if told.amount is None or not told.note:
        raise Refused("How much went back, and why? {example}", example=example)
    told = replace(told, currency=told.currency or row.currency, on=told.on or today(work))
    reckoned = _counted(work, asked, row, told)
    if isinstance(reckoned, list):
        return reckoned
    value, rate = reckoned
    have = came_in_all(payments.receipts(work.session, row.id))
    if value > have:
        raise Refused(
            "Only {amount} has come for order {number}; more than that cannot go back.",
            amount=shown(have, row.currency),
            number=row.id,
        )
    kept = _kept(work, asked, row, told, value, rate, None, kind="refund")
    kept.state, kept.confirmed_by, kept.confirmed_at = "confirmed", asked.me.id, work.now
    work.session.flush()
    result = settled(work, row)
    return _gone_back(work, asked, row, kept, result, told_receipt(row, kept), told.note)


def reversed_one(work: Work, asked: Asked, row: OrderRow, rest: str) -> list[Outgoing]:
    """A receipt that was none: it stays in the books as reversed, with the reason."""
    number, _, reason = rest.strip().partition(" ")
    if not reason.strip():
        raise Refused("Which receipt was none, and why? {example}", example=f"/paid {row.id} reverse 3 typed twice")
    kept = found(work, row, number)
    if kept.state != "confirmed":
        return [asked.say((_is_already(work, row, kept),), ((show(row),),))]
    kept.state, kept.note = "reversed", f"{kept.note} {reason.strip()}".strip()[:300]
    work.session.flush()
    result = settled(work, row)
    what = line("{receipt} is reversed", receipt=told_receipt(row, kept))
    return _gone_back(work, asked, row, kept, result, what, reason.strip())


def _gone_back(
    work: Work, asked: Asked, row: OrderRow, kept: ReceiptRow, result: Settled, what: Line, reason: str
) -> list[Outgoing]:
    noted(work, row, "receipt", what, asked.me.id, after={"receipt": kept.id, "state": kept.state, "reason": reason})
    lines = [
        title("Order {number}: {what}", number=orders.called(row), what=what),
        line("{person}: {reason}", person=asked.me.name, reason=reason),
        *(line("{part} is open again.", part=part_short(each)) for each in result.reopened),
        *standing(work, row, result),
    ]
    said: list[Outgoing] = [asked.say(lines, ((show(row),),), conversation=row.conversation_id)]
    said += to_roles(work, {Role.MANAGER}, lines, ((show(row),),), conversation=row.conversation_id, but={asked.me.id})
    if row.owner_id != asked.me.id:
        said += to_colleague(work, row.owner_id, lines, ((show(row),),), conversation=row.conversation_id)
    return said


def found(work: Work, row: OrderRow, number: str) -> ReceiptRow:
    """The receipt of that number, if it is this order's."""
    plain_number = number.strip().lstrip("#Rr")
    kept = (
        payments.receipt(work.session, int(plain_number))
        if plain_number.isdecimal() and len(plain_number) < 10
        else None
    )
    if kept is None or kept.order_id != row.id:
        raise Refused(
            "Order {number} has no receipt {receipt}. {example}",
            number=row.id,
            receipt=number[:12] or "?",
            example=f"/payments {row.id}",
        )
    return kept


def told_receipt(row: OrderRow, kept: ReceiptRow) -> Line:
    """receipt 3: USD 30,000.00 of 18 May."""
    amount = shown(Decimal(kept.amount), kept.currency)
    if kept.kind == "refund":
        return line("refund {number}: {amount} of {day}", number=kept.id, amount=amount, day=kept.received_on)
    return line("receipt {number}: {amount} of {day}", number=kept.id, amount=amount, day=kept.received_on)


def standing(work: Work, row: OrderRow, result: Settled) -> tuple[Line, ...]:
    """What is paid now, what is still open, what is over."""
    lines = [line("{part} is paid.", part=part_short(each)) for each in result.paid]
    parts = alive(work, row)
    left = sum((open_amount(each) for each in parts), Decimal())
    if left:
        upcoming = next(each for each in parts if open_amount(each))
        amount = shown(open_amount(upcoming), upcoming.currency)
        lines.append(
            line(
                "Still open: {amount}; next {part}: {rest}.",
                amount=shown(left, row.currency),
                part=NAME_WORDS[upcoming.name],
                rest=amount,
            )
        )
    elif parts:
        lines.append(line("Everything is paid."))
    if result.credit:
        lines.append(line("To the customer's credit: {amount}.", amount=shown(result.credit, row.currency)))
    return tuple(lines)


def _after(row: OrderRow, result: Settled) -> Choices:
    """When a part is paid, the invoice is the next thing (R229)."""
    invoice = (Choice(line("Issue the invoice"), f"/invoice {row.id}"),) if result.paid else ()
    return ((*invoice, show(row)),)


def _which_amount(work: Work, asked: Asked, row: OrderRow, told: Typed) -> list[Outgoing]:
    open_ones = [each for each in alive(work, row) if open_amount(each)]
    buttons: list[tuple[Choice, ...]] = [
        (
            Choice(
                line("{part} {amount}", part=NAME_WORDS[each.name], amount=shown(open_amount(each), each.currency)),
                f"/paid {row.id} {open_amount(each):f} {each.currency} part {each.position}",
            ),
        )
        for each in open_ones[:6]
    ]
    words = line(
        "How much has come for order {number}? Press, or answer with the amount: {example}",
        number=row.id,
        example="30000 USD",
    )
    return [
        asked.say((words,), tuple(buttons), card=question_card(f"/paid {row.id}"), conversation=row.conversation_id)
    ]


def _counted(work: Work, asked: Asked, row: OrderRow, told: Typed) -> tuple[Decimal, str] | list[Outgoing]:
    """What it counts for in the order's currency, fees of banks included, and the rate; a question where a rate is needed."""
    amount = (told.amount or Decimal()) + told.fees
    if told.currency == row.currency:
        return rounded(amount, row.currency), ""
    day = told.on or today(work)
    known = found_between(
        told_rates(work.session, day, (told.currency, row.currency)), told.currency, row.currency, day
    )
    if told.rate is not None:
        value, per_one = counted(amount, told.rate, known.value if known else None, told.currency, row.currency)
        return value, f"{per_one.quantize(Decimal('0.0000000001')).normalize():f}"
    lines = [
        line(
            "Order {number} is in {currency}, and this is {other}. By which rate? {example}",
            number=row.id,
            currency=row.currency,
            other=told.currency,
            example=RATE_EXAMPLE.replace("88", str(row.id)),
        )
    ]
    buttons: Choices = ()
    if known is not None:
        usual = known.value if known.value >= 1 else (1 / known.value)
        short_rate = usual.quantize(Decimal("0.000001")).normalize()
        value, _ = counted(amount, short_rate, known.value, told.currency, row.currency)
        label = line("{rate}: {amount}", rate=f"{short_rate:f}", amount=shown(value, row.currency))
        lines.append(line("The rate of {day} would make it {amount}.", day=known.on, amount=shown(value, row.currency)))
        buttons = ((Choice(label, told.command(row.id, f"rate {short_rate:f}")),),)
    card = question_card(f"{told.command(row.id)} rate")
    return [asked.say(lines, buttons, card=card, conversation=row.conversation_id)]


def _part(work: Work, row: OrderRow, told: Typed) -> PaymentPartRow | None:
    parts = alive(work, row)
    if told.part is not None:
        chosen = next((each for each in parts if each.position == told.part), None)
        if chosen is None:
            raise Refused(
                "Order {number} has no part {part}; it has {count}. {example}",
                number=row.id,
                part=told.part,
                count=len(parts),
                example=f"/payments {row.id}",
            )
        return chosen
    return next((each for each in parts if told.part_name and each.name == told.part_name), None)


def _slip(work: Work, asked: Asked, row: OrderRow, told: Typed, value: Decimal) -> list[Outgoing]:
    """The same once more, or more than the order's total: asked before it counts."""
    states = frozenset({"confirmed"} if asked.viewer.has(CONFIRMERS) else {"confirmed", "noted"})
    if "again" not in told.flags and (same := _same(work, row, told, states)) is not None:
        words = line("{receipt} is in the books already. Did it come once more?", receipt=told_receipt(row, same))
        return [asked.say((words,), ((Choice(line("Yes, again"), told.command(row.id, "again")), show(row)),))]
    have, total = came_in_all(payments.receipts(work.session, row.id)), Decimal(row.total)
    if "more" not in told.flags and have + value > total:
        words = line(
            "That is {over} more than order {number} comes to: {total}, of which {have} has come. Is it right?",
            over=shown(have + value - total, row.currency),
            number=orders.called(row),
            total=shown(total, row.currency),
            have=shown(have, row.currency),
        )
        hint = line(
            "The rest would stand to the customer's credit. Another amount: {example}",
            example=EXAMPLE.replace("88", str(row.id)),
        )
        return [
            asked.say((words, hint), ((Choice(line("Yes, it is right"), told.command(row.id, "more")), show(row)),))
        ]
    return []


def _same(work: Work, row: OrderRow, told: Typed, states: frozenset[str]) -> ReceiptRow | None:
    """Accounting confirms a note by typing it; from sales the same note is one too many."""
    for each in reversed(payments.receipts(work.session, row.id)):
        if each.kind != "receipt" or each.state not in states:
            continue
        is_same = (Decimal(each.amount), each.currency) == (told.amount, told.currency)
        if is_same and (each.received_on == told.on or work.now - each.noted_at < _SAME_WITHIN):
            return each
    return None


def _note_of(work: Work, row: OrderRow, told: Typed) -> ReceiptRow | None:
    """What sales has noted, and accounting types now: the same money."""
    for each in payments.receipts(work.session, row.id):
        if each.state == "noted" and (Decimal(each.amount), each.currency) == (told.amount, told.currency):
            return each
    return None


def _kept(
    work: Work,
    asked: Asked,
    row: OrderRow,
    told: Typed,
    value: Decimal,
    rate: str,
    part: PaymentPartRow | None,
    kind: str = "receipt",
) -> ReceiptRow:
    kept = ReceiptRow(
        order_id=row.id, part_id=part.id if part else None, kind=kind, amount=f"{told.amount:f}", currency=told.currency,
        rate=rate, counted=f"{value:f}", fees=f"{told.fees:f}", received_on=told.on or today(work), state="noted",
        note=told.note, noted_by=asked.me.id, noted_at=work.now, file_id=_slip_file(work, asked, row),
    )  # fmt: skip
    work.session.add(kept)
    work.session.flush()
    return kept


def _slip_file(work: Work, asked: Asked, row: OrderRow) -> int | None:
    """The bank's slip that was sent with the words belongs to the order's file."""
    made = [
        orders.filed(
            work, row, "payment", name=each.name, media_type=each.content_type, size=each.size, sha256=each.sha256,
            by=asked.me.id,
        )
        for each in asked.files
    ]  # fmt: skip
    return made[0].id if made else None


def _asked_of_accounting(work: Work, asked: Asked, row: OrderRow, kept: ReceiptRow) -> list[Outgoing]:
    words = line("{person} notes {receipt}", person=asked.me.name, receipt=told_receipt(row, kept))
    noted(work, row, "receipt", words, asked.me.id, after={"receipt": kept.id, "state": kept.state})
    lines = (
        title(
            "Has it come? {amount} for order {number}",
            amount=shown(Decimal(kept.amount), kept.currency),
            number=orders.called(row),
        ),
        line("{person}: the customer says he has paid on {day}.", person=asked.me.name, day=kept.received_on),
        *([verbatim(kept.note)] if kept.note else []),
    )
    buttons = (
        (
            Choice(line("Came"), f"/paid {row.id} came {kept.id}"),
            Choice(line("Not yet"), f"/paid {row.id} notyet {kept.id}"),
        ),
    )
    said = to_roles(work, CONFIRMERS, lines, buttons, conversation=row.conversation_id)
    if not said:
        raise Refused(
            "Nobody here has the role accounting, and only accounting confirms money. {example}",
            example="/staff Lin role accounting",
        )
    told = line(
        "Noted. Accounting is asked whether {amount} has come.", amount=shown(Decimal(kept.amount), kept.currency)
    )
    return [asked.say((told,), ((show(row),),), conversation=row.conversation_id), *said]


def _reckoned(row: OrderRow, kept: ReceiptRow) -> list[Line]:
    lines = []
    if kept.rate:
        rate = Decimal(kept.rate)
        told = rate if rate >= 1 else 1 / rate
        lines.append(
            line(
                "It counts as {amount}, at {rate}.",
                amount=shown(Decimal(kept.counted), row.currency),
                rate=f"{told.quantize(Decimal('0.000001')).normalize():f}",
            )
        )
    if Decimal(kept.fees):
        lines.append(
            line(
                "Fees of banks on top: {amount}.", amount=f"{kept.currency} {plain(Decimal(kept.fees), kept.currency)}"
            )
        )
    return lines


def _is_already(work: Work, row: OrderRow, kept: ReceiptRow) -> Line:
    person, receipt = name_of(work.session, kept.confirmed_by or kept.noted_by), told_receipt(row, kept)
    sentences: dict[str, Line] = {
        "noted": line("{receipt} waits for accounting.", receipt=receipt),
        "confirmed": line("{person} has confirmed {receipt} already.", person=person, receipt=receipt),
        "rejected": line("{person} has said that {receipt} did not come.", person=person, receipt=receipt),
        "reversed": line("{receipt} is reversed already.", receipt=receipt),
    }
    return sentences[kept.state]
