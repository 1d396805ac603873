"""Purchase orders to suppliers of parts: typed in one line, released, sent, signed back, a sample before bulk (M10, R190)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.order_card import refreshed
from handlers.order_sight import acts_for
from handlers.ordering import still_open, told
from handlers.paper_sending import Cover, covered, papers_drawn
from handlers.production_orders import NOTICE
from handlers.quote_figures import today
from handlers.sample_suppliers import opened_for_purchase
from handlers.trade_papers import changed, drafted, lacking, name, noted, order_of, submitted
from rules.address import envelope
from rules.money import shown as money_shown
from rules.order import Order
from rules.order_days_typed import typed_day
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role, Viewer
from rules.quote import Quote, QuoteLine, total
from rules.refusal import Refused
from rules.trade_paper import FIELD_WORDS, Kind, TradePaper
from rules.trade_paper_moves import CHANGEABLE, STATE_WORDS, PaperEvent, PaperState
from rules.words import Line, line, title
from rules.works_papers import LONGEST, PO_EXAMPLE, Part, Purchase, purchase_in
from storage import tasks, trade_papers
from storage.colleagues import colleague
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

COVER = Cover("purchase_cover")
BUYERS = frozenset({Role.PURCHASING, Role.MERCHANDISER})
_TYPED: Mapping[str, str] = {"quality": "quality", "delivery_date": "by", "part_requirements": "details"}
"""How the fields that may be missing are typed."""
FIELDS: Mapping[str, str] = {
    "quality": "quality", "质量": "quality", "by": "delivery_date", "date": "delivery_date", "交期": "delivery_date",
    "details": "part_requirements", "要求": "part_requirements",
}  # fmt: skip


def buying(viewer: Viewer, row: OrderRow) -> OrderRow:
    """Refuses who neither buys nor leads the order."""
    if not (viewer.has(BUYERS) or acts_for(viewer, row)):
        raise Refused("Purchase orders are written by purchasing and by who leads the order.")
    return row


def listed(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """The purchase orders of an order, and how a new one is typed."""
    buying(asked.viewer, row)
    found = trade_papers.of_order(work.session, row.id, Kind.PURCHASE)
    lines: list[Line] = [title("Purchase orders of order {number}", number=row.id)]
    for each in found:
        lines.append(
            line(
                "{number} to {supplier}: {state}",
                number=trade_papers.called(each),
                supplier=each.partner,
                state=STATE_WORDS[PaperState(each.state)],
            )
        )
    lines.append(line("A new one: {example}", example=f"/po {row.id} {PO_EXAMPLE}"))
    buttons = [
        Choice(
            line("{number} {supplier}", number=trade_papers.called(each), supplier=each.partner[:20]),
            f"/po {name(each)}",
        )
        for each in found
    ]
    return [asked.say(lines, in_rows(buttons, 1))]


def typed(work: Work, asked: Asked, row: OrderRow, text: str) -> list[Outgoing]:
    """A new one out of one line; what is still missing is asked for on its card."""
    buying(asked.viewer, still_open(row))
    told_ = purchase_in(text)
    fields = {"supplier": told_.supplier, "quality": told_.quality, "part_requirements": _requirements(told_)}
    if told_.by:
        fields["delivery_date"] = _day(work, told_.by, row).isoformat()
    paper = TradePaper(
        Kind.PURCHASE, _goods(told_, work), tuple((key, value) for key, value in fields.items() if value)
    )
    address = envelope(told_.mail) if told_.mail else ""
    made = drafted(work, asked.me.id, paper, order=row, partner=told_.supplier, partner_address=address, language="zh")
    return [card(asked, row, made)]


def _requirements(told_: Purchase) -> str:
    return "; ".join(f"{each.name} {each.quantity:f} {each.unit}" for each in told_.parts)


def _goods(told_: Purchase, work: Work) -> Order:
    lines = tuple(_line(each) for each in told_.parts)
    currency = told_.currency or (work.policy.currency if all(each.price for each in told_.parts) else "")
    return Order(Quote(lines=lines, currency=currency, language="zh"))


def _line(part: Part) -> QuoteLine:
    return QuoteLine(
        names=(("zh", part.name), ("en", part.name)), quantity=part.quantity, unit=part.unit, price=part.price
    )


def _day(work: Work, text: str, row: OrderRow) -> date:
    day = typed_day(text, today(work))
    if day < today(work):
        raise Refused("{day} is over. By when are the parts needed? {example}", day=day, example="by 2026-12-10")
    if row.contract_on is not None and day > row.contract_on:
        raise Refused(
            "{day} is later than the day on which the whole order has to leave, {contract}.",
            day=day,
            contract=row.contract_on,
        )
    return day


def card(asked: Asked, row: OrderRow, paper: TradePaperRow, hints: Sequence[Line] = ()) -> Outgoing:
    """What it says, how it stands, what is missing, what can be done."""
    content = trade_papers.content(paper)
    lines: list[Line] = [
        *hints,
        title("Purchase order {number} of order {order}", number=trade_papers.called(paper), order=row.id),
        line("It is {state}.", state=STATE_WORDS[PaperState(paper.state)]),
        *_told(paper, content),
    ]
    return asked.say((*lines, *lacking(paper)), _choices(paper, content))


def _told(paper: TradePaperRow, content: TradePaper) -> list[Line]:
    """What is bought, from whom, for how much, until when."""
    goods = content.order.goods
    lines = [line("Supplier: {supplier} {address}", supplier=paper.partner, address=paper.partner_address)]
    for each in goods.lines:
        price = "" if each.price is None else f"@ {_money(each.price, goods.currency)}"
        lines.append(
            line(
                "{part}: {quantity} {unit} {price}",
                part=each.name(),
                quantity=each.quantity,
                unit=each.unit,
                price=price,
            )
        )
    if goods.currency:
        lines.append(line("Total: {amount}", amount=_money(total(goods), goods.currency)))
    for key in ("quality", "delivery_date"):
        if content.told(key):
            lines.append(line("{field}: {value}", field=FIELD_WORDS[key], value=content.told(key)))
    return lines


def _money(amount: Decimal, currency: str) -> str:
    return money_shown(amount, currency) if currency else f"{amount:f}"


def _choices(paper: TradePaperRow, content: TradePaper) -> Choices:
    name_ = f"/po {name(paper)}"
    buttons: list[Choice] = []
    if paper.state in CHANGEABLE:
        missing = [key for key in _TYPED if not content.told(key)]
        buttons += [Choice(FIELD_WORDS[key], f"{name_} {_TYPED[key]}") for key in missing]
        buttons.append(Choice(line("To the supervisor"), f"{name_} submit {paper.content_hash[:8]}"))
        buttons.append(Choice(line("Give up"), f"{name_} drop"))
    if paper.state == PaperState.APPROVED:
        if paper.partner_address:
            buttons.append(Choice(line("Send"), f"{name_} send"))
        buttons.append(Choice(line("Sent another way"), f"{name_} sent"))
    if not paper.partner_address and paper.state in {*CHANGEABLE, PaperState.APPROVED}:
        buttons.append(Choice(line("Mail address"), f"{name_} mail"))
    if paper.state == PaperState.SENT:
        buttons.append(Choice(line("Signed back"), f"/signed {name(paper)}"))
    buttons.append(Choice(line("Paper"), f"/paper {name(paper)}"))
    return in_rows(buttons)


def field_set(work: Work, asked: Asked, row: OrderRow, paper: TradePaperRow, spoken: str, text: str) -> list[Outgoing]:
    """One of its fields says something else; one that was released has to be released again."""
    buying(asked.viewer, still_open(row))
    key, words = FIELDS[spoken], text.strip()
    if not words:
        question = line("{field}? Answer this message with your words.", field=FIELD_WORDS[key])
        return [asked.say((question,), card=question_card(f"/po {name(paper)} {spoken}"))]
    if len(words) > LONGEST:
        raise Refused("{part} has at most {limit} characters.", part=FIELD_WORDS[key], limit=LONGEST)
    if key == "delivery_date":
        words = _day(work, words, row).isoformat()
    after = trade_papers.content(paper).with_field(key, words)
    said = changed(work, asked, paper, after, (line("{field}: {value}", field=FIELD_WORDS[key], value=words),))
    return [*said, card(asked, row, paper)]


def mail_set(work: Work, asked: Asked, row: OrderRow, paper: TradePaperRow, text: str) -> list[Outgoing]:
    """Where it is sent."""
    buying(asked.viewer, still_open(row))
    if not text.strip():
        question = line("What is the supplier's mail address? Answer this message.")
        return [asked.say((question,), card=question_card(f"/po {name(paper)} mail"))]
    if paper.sent_at is not None:
        raise Refused("{number} has gone already, {at}.", number=trade_papers.called(paper), at=paper.sent_at)
    paper.partner_address = envelope(text.strip())
    work.session.flush()
    words = line("{number} goes to {address}", number=trade_papers.called(paper), address=paper.partner_address)
    noted(work, paper, "paper", words, asked.me.id, {"address": paper.partner_address})
    return [card(asked, row, paper, (words,))]


def put(work: Work, asked: Asked, row: OrderRow, paper: TradePaperRow, seal: str) -> list[Outgoing]:
    """To the supervisor (R191)."""
    buying(asked.viewer, still_open(row))
    if seal and not paper.content_hash.startswith(seal):
        return [card(asked, row, paper, (line("It has changed since you saw it. Please look once more."),))]
    said = submitted(work, asked, paper, _told(paper, trade_papers.content(paper)))
    return said if paper.state not in CHANGEABLE else [*said, card(asked, row, paper)]


def sent(work: Work, asked: Asked, paper: TradePaperRow, again: bool = False) -> list[Outgoing]:
    """Its covering mail, shown as it will leave to the supplier."""
    if not paper.partner_address:
        raise Refused(
            "Where does it go? Tell the supplier's address: {example}", example=f"/po {name(paper)} mail a@supplier.com"
        )
    return covered(work, asked, paper, COVER, again)


def dropped(work: Work, asked: Asked, row: OrderRow, paper: TradePaperRow) -> list[Outgoing]:
    """Given up before anybody has it."""
    buying(asked.viewer, row)
    trade_papers.moved(work, paper, PaperEvent.DROPPED)
    words = line("{person} has given up {number}", person=asked.me.name, number=trade_papers.called(paper))
    noted(work, paper, "paper", words, asked.me.id, {"state": paper.state})
    return [asked.say((words,)), *refreshed(work, row)]


def released(work: Work, paper: TradePaperRow) -> list[Outgoing]:
    """The hook: the internal order exists (R179)."""
    row = order_of(work.session, paper)
    if row is None:
        return []
    tasks.done(work, "order", row.id, (NOTICE,))
    return refreshed(work, row)


def drawn(work: Work, paper: TradePaperRow) -> list[Outgoing]:
    """The hook: whoever wanted to send it sees the mail."""
    return papers_drawn(work, paper, COVER)


def has_gone(work: Work, paper: TradePaperRow) -> list[Outgoing]:
    """The hook: the supplier has it, and a pre-production sample is asked for (R154)."""
    row, person = order_of(work.session, paper), colleague(work.session, paper.sent_by or paper.made_by)
    if row is None or person is None:
        return []
    sample = opened_for_purchase(work, person, paper)
    if sample is None:
        return refreshed(work, row)
    words = line(
        "{number} is with {supplier}. Their pre-production sample is S{sample}; bulk production waits for it.",
        number=trade_papers.called(paper),
        supplier=paper.partner,
        sample=sample.id,
    )
    return [*told(work, row, (words,)), *refreshed(work, row)]


def signed_back(work: Work, paper: TradePaperRow) -> list[Outgoing]:
    """The hook: the supplier has signed it back."""
    row = order_of(work.session, paper)
    if row is None:
        return []
    words = line("{supplier} has signed back {number}.", supplier=paper.partner, number=trade_papers.called(paper))
    return [*told(work, row, (words,)), *refreshed(work, row)]
