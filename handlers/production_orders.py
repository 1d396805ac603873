"""The production order: drafted from the order, compared with what was signed, released, issued to the works (B13, R179-R182)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.meetings import ready_day
from handlers.order_card import refreshed
from handlers.order_gates import signed_papers
from handlers.ordering import leading, still_open, told
from handlers.quote_figures import today
from handlers.stage_movers import goods_lines, works_of
from handlers.telling import to_colleague
from handlers.trade_papers import changed, drafted, files_of_paper, lacking, name, noted, order_of, submitted
from rules.order_days_typed import typed_day
from rules.order_moves import ENDED, Stage, rank
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import Role
from rules.quote_following import begins
from rules.refusal import Refused
from rules.trade_paper import FIELD_WORDS, MANDATORY, Kind, TradePaper, value_of
from rules.trade_paper_moves import CHANGEABLE, RELEASED, STATE_WORDS, PaperState
from rules.words import Line, line, title, word
from rules.works_papers import LONGEST, PRODUCTION_FIELDS, departures, for_works
from storage import orders, tasks, trade_papers
from storage.colleagues import name_of, with_role
from storage.tables.aftersales import TaskRow
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

NOTICE = "production_notice"
"""The task that reminds the owner until the internal order exists (R179)."""
_TYPED: Mapping[str, str] = {
    "quality_standard": "quality",
    "delivery_date": "date",
    "drawings": "drawings",
    "remarks": "remarks",
    "packaging": "packaging",
    "shipping_marks": "marks",
    "customer_details": "details",
    "contract_ref": "contract",
    "difference_reason": "reason",
}
_OWN_WORDS: Mapping[str, Line] = {
    "drawings": word("drawings"),
    "remarks": word("remarks"),
    "difference_reason": word("reason of the difference"),
}


def current(work: Work, row: OrderRow) -> TradePaperRow | None:
    """The production order that stands, or is being written."""
    return next(iter(trade_papers.of_order(work.session, row.id, Kind.PRODUCTION)), None)


def shown(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """It, begun where there is none. The works see only what is released (R182)."""
    paper = current(work, row)
    if asked.viewer.has(frozenset({Role.PRODUCTION, Role.PURCHASING})) and not _leads(work, asked, row):
        return [_for_the_works(work, asked, row, paper)]
    leading(work, asked.viewer, row)
    if paper is None:
        still_open(row)
        paper = drafted(work, asked.me.id, paper_of(work, row), order=row, language="zh")
    return [card(work, asked, row, paper)]


def _leads(work: Work, asked: Asked, row: OrderRow) -> bool:
    try:
        leading(work, asked.viewer, row)
    except Refused:
        return False
    return True


def _for_the_works(work: Work, asked: Asked, row: OrderRow, paper: TradePaperRow | None) -> Outgoing:
    if paper is None or paper.state not in RELEASED:
        raise Refused("There is no released production order of order {number} yet.", number=row.id)
    words = title("Production order {number} of order {order}", number=trade_papers.called(paper), order=row.id)
    return asked.say((words, *goods_lines(row)), _received(row), files=files_of_paper(paper))


def paper_of(work: Work, row: OrderRow) -> TradePaper:
    """What the order says, without the customer and money; the contract that it follows, and the day by which it is ready."""
    ready = ready_day(work, row)
    signed = next(iter(signed_papers(work, row)), None)
    meeting = next(iter(orders.records(work.session, row.id, "meeting")), None)
    fields = {
        "contract_ref": trade_papers.called(signed) if signed else "",
        "delivery_date": ready.isoformat() if ready else "",
        "remarks": orders.content(row).remarks,
        "meeting_ref": str(meeting.content.get("meeting_at", "")) if meeting else "",
        "quality_standard": orders.content(row).clause("quality_standard") or work.policy.contract_quality,
        "issued_to": "生产部, 仓库",
    }
    found = tuple((key, value) for key, value in fields.items() if value)
    return TradePaper(Kind.PRODUCTION, for_works(orders.content(row)), found)


def card(work: Work, asked: Asked, row: OrderRow, paper: TradePaperRow, hints: Sequence[Line] = ()) -> Outgoing:
    """What it says, what is missing, in what it departs from what was signed, and what can be done."""
    content = trade_papers.content(paper)
    lines: list[Line] = [
        *hints,
        title("Production order {number} of order {order}", number=trade_papers.called(paper), order=row.id),
        line("It is {state}.", state=STATE_WORDS[PaperState(paper.state)]),
        *_told(row, content),
    ]
    lines += lacking(paper)
    if found := differing(work, row, content):
        lines += [line("It differs from what was signed:"), *found]
    return asked.say(lines, _choices(row, paper, content, bool(found)), conversation=row.conversation_id)


def _told(row: OrderRow, content: TradePaper) -> list[Line]:
    """What it tells the works to make: goods, quality, marks, day."""
    lines = list(goods_lines(row))
    for key in (*MANDATORY[Kind.PRODUCTION], "drawings", "remarks", "difference_reason"):
        value = value_of(content, key).strip()
        if key not in {"product_spec", "quantity"} and value:
            lines.append(line("{field}: {value}", field=_word(key), value=_short(value)))
    return lines


def _short(text: str) -> str:
    flat = " / ".join(text.split("\n"))
    return flat if len(flat) <= 200 else f"{flat[:199]}…"


def _word(key: str) -> Line:
    return _OWN_WORDS.get(key) or FIELD_WORDS[key]


def differing(work: Work, row: OrderRow, content: TradePaper) -> tuple[Line, ...]:
    """Where it departs from the signed contract or proforma invoice (R180); nothing where there is none yet."""
    signed = next(iter(signed_papers(work, row)), None)
    return () if signed is None else departures(content, trade_papers.content(signed).order)


def _choices(row: OrderRow, paper: TradePaperRow, content: TradePaper, differs: bool) -> Choices:
    name_ = f"/production {row.id}"
    buttons: list[Choice] = []
    if paper.state in CHANGEABLE:
        buttons.append(Choice(line("To the supervisor"), f"{name_} submit {paper.content_hash[:8]}"))
        if differs and not content.told("difference_reason"):
            buttons.append(Choice(line("Reason"), f"{name_} reason"))
        for key in MANDATORY[Kind.PRODUCTION]:
            if key in _TYPED and not value_of(content, key).strip():
                buttons.append(Choice(_word(key), f"{name_} {_TYPED[key]}"))
        buttons += [Choice(_word(key), f"{name_} {_TYPED[key]}") for key in ("drawings", "remarks")]
    if paper.state not in {PaperState.PENDING}:
        buttons.append(Choice(line("Take over the order"), f"{name_} renew"))
    buttons.append(Choice(line("Paper"), f"/paper {name(paper)}"))
    return in_rows(buttons)


def field_set(work: Work, asked: Asked, row: OrderRow, spoken: str, text: str) -> list[Outgoing]:
    """One field of it says something else now; one that is released has to be released again."""
    leading(work, asked.viewer, still_open(row))
    key, words = PRODUCTION_FIELDS[spoken], text.strip()
    if not words:
        question = line("{field}? Answer this message with your words.", field=_word(key))
        return [asked.say((question,), card=question_card(f"/production {row.id} {spoken}"))]
    if len(words) > LONGEST:
        raise Refused("{part} has at most {limit} characters.", part=_word(key), limit=LONGEST)
    if key == "delivery_date":
        day = typed_day(words, today(work))
        if day < today(work):
            raise Refused(
                "{day} is over. By which day is it ready? {example}",
                day=day,
                example=f"/production {row.id} date 2026-12-10",
            )
        words = day.isoformat()
    paper = current(work, row) or drafted(work, asked.me.id, paper_of(work, row), order=row, language="zh")
    before = trade_papers.content(paper)
    after = before.with_field(key, words)
    said = changed(work, asked, paper, after, (line("{field}: {value}", field=_word(key), value=_short(words)),))
    return [*said, card(work, asked, row, paper)]


def renewed(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """It says what the order says now; what was typed by hand stays."""
    leading(work, asked.viewer, still_open(row))
    paper = current(work, row)
    if paper is None:
        return shown(work, asked, row)
    before, fresh = trade_papers.content(paper), paper_of(work, row)
    for key in ("drawings", "remarks", "difference_reason"):
        if before.told(key):
            fresh = fresh.with_field(key, before.told(key))
    said = changed(work, asked, paper, fresh, (line("the order as it is now"),))
    return [*said, card(work, asked, row, paper)]


def put(work: Work, asked: Asked, row: OrderRow, seal: str) -> list[Outgoing]:
    """To the supervisor, with every departure from what was signed and its reason (R180, R182)."""
    leading(work, asked.viewer, still_open(row))
    paper = current(work, row) or drafted(work, asked.me.id, paper_of(work, row), order=row, language="zh")
    if seal and not paper.content_hash.startswith(seal):
        return [card(work, asked, row, paper, (line("It has changed since you saw it. Please look once more."),))]
    content = trade_papers.content(paper)
    found = differing(work, row, content)
    reason = content.told("difference_reason")
    if found and not reason:
        words = line("It differs from what was signed. Why? Answer this message with the reason.")
        return [asked.say((words, *found), card=question_card(f"/production {row.id} reason"))]
    details = [*_told(row, content), *found, *([line("Reason: {reason}", reason=reason)] if found else ())]
    said = submitted(work, asked, paper, details)
    return said if paper.state not in CHANGEABLE else [*said, card(work, asked, row, paper)]


def released(work: Work, paper: TradePaperRow) -> list[Outgoing]:
    """The hook: the internal order exists; nobody is reminded of it any more (R179)."""
    row = order_of(work.session, paper)
    if row is None:
        return []
    tasks.done(work, "order", row.id, (NOTICE,))
    paper.received_by = None
    work.session.flush()
    return refreshed(work, row)


def drawn(work: Work, paper: TradePaperRow) -> list[Outgoing]:
    """The hook: it is issued to production and warehouse as a file, and they say by a button that they have it (R182, R188)."""
    row = order_of(work.session, paper)
    if row is None:
        return []
    number = trade_papers.called(paper)
    people = with_role(work.session, *sorted(works_of(row, Stage.MATERIAL)))
    if not people:
        words = line(
            "{number} is there, but nobody here has a role of the works. Give it to them on paper.", number=number
        )
        return told(work, row, (words,), files=files_of_paper(paper))
    head = title("Production order {number} of order {order}", number=number, order=row.id)
    ready = trade_papers.content(paper).told("delivery_date")
    lines = [head, *goods_lines(row), *([line("Ready by {day}", day=ready)] if ready else ())]
    said = [
        each
        for person in people
        for each in to_colleague(work, person.id, lines, _received(row), files=files_of_paper(paper))
    ]
    names = ", ".join(each.name for each in people)
    words = line("{number} is issued to {people}", number=number, people=names)
    noted(work, paper, "paper", words, None, {"issued": [each.id for each in people]})
    return [*said, *told(work, row, (words,))]


def _received(row: OrderRow) -> Choices:
    got = Choice(line("I have it"), f"/production {row.id} got")
    return ((got, Choice(line("Progress"), f"/progress {row.id}"), Choice(line("Show"), f"/order {row.id}")),)


def received(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """She confirms that she has got it; the owner hears of it once."""
    paper = current(work, row)
    if paper is None or paper.state not in RELEASED:
        raise Refused("There is no released production order of order {number} yet.", number=row.id)
    known = [list(each) for each in paper.received_by or ()]
    number = trade_papers.called(paper)
    if asked.me.id in {each[0] for each in known}:
        return [asked.tell("You have confirmed {number} already.", number=number)]
    paper.received_by = [*known, [asked.me.id, work.now.isoformat()]]
    work.session.flush()
    words = line("{person} has received {number}", person=asked.me.name, number=number)
    noted(work, paper, "paper", words, asked.me.id, {"received_by": asked.me.id})
    return [
        asked.tell("Thank you. {owner} knows.", owner=name_of(work.session, row.owner_id)),
        *told(work, row, (words,), but=(asked.me.id,)),
    ]


def deal_signed(work: Work, paper: TradePaperRow) -> list[Outgoing]:
    """The hook of contract and proforma invoice: from the next morning on the owner is reminded of the internal order (R179)."""
    row = order_of(work.session, paper)
    if row is None or row.stage in ENDED or _exists(work, row):
        return []
    _remind_next(work, row)
    buttons = (
        (Choice(line("Production order"), f"/production {row.id}"), Choice(line("Purchase orders"), f"/po {row.id}")),
    )
    words = line("Order {number} is signed. Next: the production order.", number=orders.called(row))
    return to_colleague(work, row.owner_id, (words,), buttons, conversation=row.conversation_id)


def notice_due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """The owner is reminded each working morning until the production order or a purchase order exists."""
    row = orders.order(work.session, task.subject)
    if row is None or row.stage in ENDED or rank(row.stage) >= rank(Stage.MATERIAL) or _exists(work, row):
        return None
    _remind_next(work, row)
    buttons = (
        (Choice(line("Production order"), f"/production {row.id}"), Choice(line("Purchase orders"), f"/po {row.id}")),
    )
    words = line(
        "Order {number} is signed, and there is no production order or purchase order yet.", number=orders.called(row)
    )
    return to_colleague(work, row.owner_id, (words,), buttons, conversation=row.conversation_id)


def _remind_next(work: Work, row: OrderRow) -> None:
    day = work.calendar.working_day_after(work.calendar.day_of(work.now))
    tasks.planned(work, "order", row.id, NOTICE, begins(work.calendar, day))


def _exists(work: Work, row: OrderRow) -> bool:
    return any(
        each.state in RELEASED
        for kind in (Kind.PRODUCTION, Kind.PURCHASE)
        for each in trade_papers.of_order(work.session, row.id, kind)
    )
