"""What people type of parts: the term, one part, the day that the customer promised, why it is late (R227, R230, R235)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.ordering import noted
from handlers.payment_card import shown_payments
from handlers.payments import alive, dated, divided, open_amount, reminders_planned, short, show, typed_by_hand
from handlers.quote_figures import today
from rules.money import amount_of, shown
from rules.order_days_typed import typed_day
from rules.outgoing import Choice, Outgoing
from rules.payment import PAID, UNPAID, Part, PartState, Trigger
from rules.payment_reasons import REASONS, told_reason
from rules.payment_terms import EXAMPLE, WHOLE, method_in, named, percent_in, read, trigger_in
from rules.refusal import Refused
from rules.words import line
from storage import orders
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentPartRow
from storage.work import Work

_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?")
_MONEY = re.compile(r"(?:[A-Z]{3}|[$€¥£])?\s*(?P<amount>\d[\d,]*(?:\.\d+)?)\s*(?:[A-Z]{3}|[$€¥£])?", re.IGNORECASE)
FARTHEST = 730
"""Days ahead that a payment may be promised or dated."""


def term_typed(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """The parts by these words; what was paid stays as it is."""
    if not row.total:
        raise Refused(
            "Order {number} has no total yet: its prices come first. {example}",
            number=row.id,
            example=f"/order {row.id}",
        )
    found = read(words)
    if found.fault is not None:
        lines = (found.fault, line("Write it like this: {example}", example=f"/payments {row.id} term {EXAMPLE}"))
        return [asked.say(lines, ((show(row),),))]
    divided(work, row, alive(work, row), found.parts, asked.me.id)
    typed_by_hand(work, row)
    return shown_payments(work, asked, row)


def part_typed(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`1 30% deposit T/T before production`, `2 USD 70,000 2026-06-01`: that part, and the others share the rest."""
    number, _, rest = words.strip().partition(" ")
    example = f"/payments {row.id} part 1 30% deposit T/T before production"
    known = alive(work, row)
    if not number.isdecimal() or not 1 <= int(number) <= min(len(known) + 1, 12) or not rest.strip():
        raise Refused("Which part, and how much of it when? {example}", example=example)
    if not row.total:
        raise Refused(
            "Order {number} has no total yet: its prices come first. {example}",
            number=row.id,
            example=f"/order {row.id}",
        )
    place = int(number) - 1
    if place < len(known) and known[place].state in PAID:
        raise Refused("Part {number} is paid; it stays as it is.", number=int(number))
    day = _day_in(work, rest)
    part = _part_in(row, known, place, rest, day)
    wanted = _with_rest(row, known, place, part)
    rows = divided(work, row, known, wanted, asked.me.id)
    if day is not None and place < len(rows):
        rows[place].due_on = day
        dated(work, row, [rows[place]])
    typed_by_hand(work, row)
    return shown_payments(work, asked, row)


def promised(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`[1] 2026-05-20`: the day on which the customer says he pays; both days are reminded of (R227)."""
    part, rest = part_and_rest(work, row, words, UNPAID)
    example = f"/payments {row.id} promised {today(work)}"
    if not rest:
        command = f"/payments {row.id} promised {part.position}"
        question = line(
            "On which day does the customer pay {part}? Answer with the day: {example}",
            part=short(part),
            example=str(today(work)),
        )
        buttons = in_rows([Choice(line("in {count} days", count=days), f"{command} +{days}") for days in (3, 7, 14)], 3)
        return [asked.say((question,), buttons, card=question_card(command), conversation=row.conversation_id)]
    day = _promised_day(work, rest)
    if day < today(work):
        raise Refused("{day} is over. On which day does he pay? {example}", day=day, example=example)
    if (day - today(work)).days > FARTHEST:
        raise Refused(
            "{day} is more than two years away. On which day does he pay? {example}", day=day, example=example
        )
    part.promised_on = day
    reminders_planned(work, part)
    words_told = line("The customer promises {part} for {day}", part=short(part), day=day)
    noted(work, row, "payment", words_told, asked.me.id, after={"part": part.id, "promised": day.isoformat()})
    return [
        asked.say((line("Noted: {part} on {day}. I remind you that day.", part=short(part), day=day),), ((show(row),),))
    ]


def late_because(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`[1] reason`: why it is late; without one the usual ones are offered (R230)."""
    part, rest = part_and_rest(work, row, words, UNPAID)
    if not rest:
        command = f"/payments {row.id} late {part.position}"
        buttons = in_rows([Choice(told, f"{command} {key}") for key, told in REASONS.items()])
        question = line("Why is {part} late? Press, or answer with the reason.", part=short(part))
        return [asked.say((question,), buttons, card=question_card(command), conversation=row.conversation_id)]
    part.reason = rest[:300]
    work.session.flush()
    told = line("{part} is late because: {reason}", part=short(part), reason=told_reason(part.reason))
    noted(work, row, "payment", told, asked.me.id, after={"part": part.id, "reason": part.reason})
    letter = Choice(line("Reminder letter"), f"/payments {row.id} letter {part.position}")
    promise = Choice(line("Promised a day"), f"/payments {row.id} promised {part.position}")
    return [asked.say((told, line("What comes next?")), ((promise, letter), (show(row),)))]


def part_and_rest(work: Work, row: OrderRow, words: str, states: frozenset[PartState]) -> tuple[PaymentPartRow, str]:
    """The part whose number stands first, else the first one in those states; and the words behind it."""
    parts = alive(work, row)
    first, _, rest = words.strip().partition(" ")
    if first.isdecimal() and len(first) < 3:
        chosen = next((each for each in parts if each.position == int(first)), None)
        if chosen is None:
            raise Refused(
                "Order {number} has no part {part}; it has {count}. {example}",
                number=row.id,
                part=first,
                count=len(parts),
                example=f"/payments {row.id}",
            )
        if chosen.state not in states:
            raise Refused("Nothing of {part} is open.", part=short(chosen))
        return chosen, rest.strip()
    chosen = next((each for each in parts if each.state in states and open_amount(each)), None)
    if chosen is None:
        raise Refused("Nothing of order {number} is open.", number=orders.called(row))
    return chosen, words.strip()


def _promised_day(work: Work, words: str) -> date:
    if found := re.fullmatch(r"\+(\d{1,3})", words):
        return date.fromordinal(today(work).toordinal() + int(found[1]))
    return typed_day(words, today(work))


def _day_in(work: Work, words: str) -> date | None:
    found = _DAY.search(words)
    if found is None:
        return None
    day = typed_day(found[0], today(work))
    if day < today(work) or (day - today(work)).days > FARTHEST:
        raise Refused("{day} is over, or more than two years away. When is it due?", day=day)
    return day


def _part_in(row: OrderRow, known: list[PaymentPartRow], place: int, words: str, day: date | None) -> Part:
    """What the words say of a part; what they leave open stays as it was."""
    before = known[place] if place < len(known) else None
    when = (Trigger.DATE, 0) if day is not None else trigger_in(words)
    if when is None and before is not None and before.trigger != Trigger.DATE:
        when = Trigger(before.trigger), before.days
    if when is None:
        raise Refused(
            "When is that part due? {example}", example=f"/payments {row.id} part {place + 1} 30% before shipment"
        )
    plain = _DAY.sub(" ", words)
    percent = percent_in(plain)
    if percent is None:
        percent = _percent_of_amount(row, plain) or (
            Decimal(before.amount) * WHOLE / Decimal(row.total) if before else None
        )
    if percent is None or not 0 < percent <= WHOLE:
        raise Refused(
            "How much is that part? {example}", example=f"/payments {row.id} part {place + 1} 30% before shipment"
        )
    name = "deposit" if re.search(r"deposit|定金|订金", words, re.IGNORECASE) else "part"
    return Part(name, percent, method_in(words) or (before.method if before else "T/T"), when[0], when[1])


def _percent_of_amount(row: OrderRow, words: str) -> Decimal | None:
    """The share that an amount of money in the order's currency is."""
    for found in _MONEY.finditer(words):
        has_currency = found[0].strip() != found["amount"]
        amount = amount_of(found["amount"])
        if not has_currency and amount < 100:
            continue  # days of a trigger
        if amount > Decimal(row.total):
            raise Refused(
                "{amount} is more than the order's total, {total}.",
                amount=shown(amount, row.currency),
                total=shown(Decimal(row.total), row.currency),
            )
        return amount * WHOLE / Decimal(row.total)
    return None


def _with_rest(row: OrderRow, known: list[PaymentPartRow], place: int, part: Part) -> tuple[Part, ...]:
    """The part among the others: those that are paid keep their share, the others divide the rest, or it is a balance."""
    total = Decimal(row.total)
    others = [
        Part(each.name, Decimal(each.amount) * WHOLE / total, each.method, Trigger(each.trigger), each.days)
        for each in known
    ]
    told = [*others[:place], part, *others[place + 1 :]]
    free = [number for number in range(len(told)) if number != place and known[number].state not in PAID]
    fixed = sum((each.percent for number, each in enumerate(told) if number not in free), Decimal())
    rest = WHOLE - fixed
    if rest < 0:
        raise Refused("That leaves less than nothing for the other parts: what is paid already counts, too.")
    weight = sum((told[number].percent for number in free), Decimal())
    for number in free:
        share = rest * told[number].percent / weight if weight else Decimal()
        told[number] = replace(told[number], percent=share)
    if rest > 0 and not free:
        told.append(Part("balance", rest, part.method, Trigger.BEFORE_SHIPMENT))
    return named([each for each in told if each.percent > 0])
