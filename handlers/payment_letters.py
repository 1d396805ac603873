"""The dunning letter of a part: its paper is made and drawn, its mail shown to the owner, who sends it or not (R230, R231)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from handlers.asked import Asked
from handlers.deal_papers import with_bank
from handlers.ordering import leading, noted
from handlers.paper_sending import Cover, awaited_by, covered, papers_drawn
from handlers.payment_locks import suspended, unlocked
from handlers.payments import THING, open_amount, show
from handlers.quote_figures import today
from handlers.trade_papers import drafted, order_of, released
from rules.money import shown
from rules.outgoing import Outgoing
from rules.payment import LATE, PartEvent, PartState
from rules.refusal import Refused
from rules.trade_paper import FIELD_WORDS, Kind, TradePaper, missing
from rules.trade_paper_moves import PaperState
from rules.words import Line, line, verbatim
from storage import orders, payments, tasks, trade_papers
from storage.facts import fact, remember
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentPartRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

_COULD_BE_ASKED = LATE | {PartState.DUE}


def by_hand(work: Work, asked: Asked, row: OrderRow, part: PaymentPartRow) -> list[Outgoing]:
    """She wants the letter now; the one that waits already is shown again."""
    leading(work, asked.viewer, row)
    unlocked(work, row)
    if part.state not in _COULD_BE_ASKED:
        raise Refused(
            "Nothing of that part is due: there is nothing to remind of. {example}", example=f"/payments {row.id}"
        )
    if waits := suspended(work, row):
        return [asked.say(waits, ((show(row),),))]
    if empty := _lacks(work, row, part):
        return [asked.say(empty)]
    paper = _waiting(work, row, part) or _made(work, row, part, asked.me.id)
    return covered(work, asked, paper, COVER)


def prepared(work: Work, row: OrderRow, part: PaymentPartRow) -> tuple[Line, ...]:
    """The letter is made for the owner because its day has come; her mail follows as soon as it is drawn. Words for her."""
    paper = _waiting(work, row, part)
    if paper is not None and paper.papers:
        return (line("The reminder letter {number} is ready and has not left.", number=trade_papers.called(paper)),)
    if empty := _lacks(work, row, part):
        return empty
    paper = paper or _made(work, row, part, row.owner_id)
    awaited_by(work, paper, row.owner_id)
    return (line("The reminder letter is being drawn; I show you the mail. Nothing leaves by itself."),)


def drawn(work: Work, row: TradePaperRow) -> list[Outgoing]:
    """The hook: whoever wanted it sees the mail."""
    return papers_drawn(work, row, COVER)


def sent(work: Work, row: TradePaperRow) -> list[Outgoing]:
    """The hook: the letter has left, the part is a step further (M6)."""
    part, order = _part(work, row), order_of(work.session, row)
    if part is not None and order is not None and part.state == PartState.OVERDUE:
        payments.moved(work, part, PartEvent.WRITTEN)
        tasks.done(work, THING, part.id, ("letter",))
        words = line("Reminder {number} has gone to the customer", number=trade_papers.called(row))
        noted(work, order, "payment", words, row.sent_by, after={"part": part.id, "state": part.state})
    return []


def _paper(work: Work, row: OrderRow, part: PaymentPartRow) -> TradePaper:
    """What a payment reminder of that part says now."""
    paper = TradePaper(kind=Kind.REMINDER, order=orders.content(row))
    told = {
        "order": orders.called(row),
        "amount_due": shown(open_amount(part), part.currency),
        "due_on": (part.due_on or today(work)).isoformat(),
        "received": shown(Decimal(part.received), part.currency) if Decimal(part.received) else "",
        "payment_method": part.method,
    }
    for name, text in told.items():
        paper = paper.with_field(name, text)
    return with_bank(work, paper)


def _lacks(work: Work, row: OrderRow, part: PaymentPartRow) -> tuple[Line, ...]:
    """What the reminder would lack, and where it is told; nothing where it is whole."""
    fields = missing(_paper(work, row, part))
    if not fields:
        return ()
    told = tuple(FIELD_WORDS.get(each) or verbatim(each) for each in fields)
    hint = line(
        "The bank details come from the settings: {example}", example=f"/settings company.bank_{row.currency.lower()}"
    )
    return line("The payment reminder is not complete. Missing: {fields}", fields=told), hint


def _made(work: Work, row: OrderRow, part: PaymentPartRow, by: int) -> TradePaperRow:
    """A new payment reminder with its number; it needs nobody's release before the mail is looked at."""
    words = (line("A payment reminder for {number} is drafted", number=orders.called(row)),)
    made = drafted(work, by, _paper(work, row, part), words, order=row)
    remember(work.session, f"reminder_of:{made.id}", part.id, work.now)
    released(work, made, None)
    work.session.flush()
    return made


def _waiting(work: Work, row: OrderRow, part: PaymentPartRow) -> TradePaperRow | None:
    """The reminder of that part that is made and has not left, if it still says what is open."""
    for each in trade_papers.of_order(work.session, row.id, Kind.REMINDER):
        is_mine = fact(work.session, f"reminder_of:{each.id}") == part.id
        amount = trade_papers.content(each).told("amount_due")
        if is_mine and each.state == PaperState.APPROVED and amount == shown(open_amount(part), part.currency):
            return each
    return None


def _part(work: Work, row: TradePaperRow) -> PaymentPartRow | None:
    return payments.part(work.session, fact(work.session, f"reminder_of:{row.id}"))


def _facts(work: Work, row: TradePaperRow, matter: ConversationRow) -> Mapping[str, Any]:
    part, order = _part(work, row), order_of(work.session, row)
    due = (part.due_on if part else None) or today(work)
    return {
        "order": order.customer_number or str(order.id) if order else "",
        "amount": shown(open_amount(part), part.currency) if part else "",
        "due_on": due,
        "is_late": due < today(work),
    }


COVER = Cover("payment_reminder", _facts)
