"""Lists of orders as a telephone shows them: by person, stage, risk; overdue first, with sums by currency (C8)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from handlers.asked import Asked
from handlers.asking import in_rows
from handlers.order_card_lines import late_lines
from handlers.order_sight import OrderSight, order_sight
from handlers.ordering import short
from rules.money import shown
from rules.order_moves import BEFORE_SHIPMENT, ENDED, STAGE_WORDS, Stage
from rules.order_spoken import stage_in
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS, SALES, Role, Sight, Viewer, sight
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage import orders
from storage.colleagues import name_of, named
from storage.order_lists import Entry, Wanted, listed, sums
from storage.tables.orders import OrderRow
from storage.work import Work

PAGE = 6
_SHOWN_WHO = 28
_SAID = {
    "open": "open|进行中|未结|在手", "all": "all|全部|所有", "ended": "ended|done|已结|历史",
    "late": "late|overdue|delayed|延期|逾期|延误|迟|晚",
    "danger": "danger|risk|red|at-risk|风险|危险|预警", "hold": "hold|onhold|on-hold|paused|暂停|搁置",
    "unpaid": "unpaid|owing|money|欠款|未付|未收款", "uninspected": "uninspected|未验货|没验货",
    "cancelled": "cancelled|canceled|取消|已取消",
}  # fmt: skip
_FILTER_OF = {written: name for name, names in _SAID.items() for written in names.split("|")}
FILTER_WORDS: Mapping[str, Line] = {
    "open": word("open"),
    "all": word("all"),
    "ended": word("ended"),
    "late": word("late"),
    "danger": word("in danger"),
    "hold": word("on hold"),
    "unpaid": word("with money overdue"),
    "uninspected": word("without any inspection"),
    "cancelled": word("cancelled"),
}
_MINE = frozenset({"mine", "me", "my", "我的"})
_WORKS = frozenset({Role.PRODUCTION, Role.PURCHASING, Role.MERCHANDISER, Role.ACCOUNTING})
_KNOWS_CUSTOMERS = SALES | {Role.ACCOUNTING}
_DAY = re.compile(r"(\d{4})[-/年](\d{1,2})月?(?:[-/](\d{1,2}))?")
EXAMPLES = "/orders late, /orders production, /orders acme, /orders 2026-05"


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked for: its words are repeated in the buttons to other pages."""

    filter: Line
    page: int
    wanted: Wanted
    words: str


def list_of(work: Work, asked: Asked) -> list[Outgoing]:
    """Hers, or for who looks after all everybody's; a page of it, with the sums of all."""
    search = searched(work, asked)
    totals = sums(work.session, search.wanted)
    count = sum(each[3] for each in totals)
    if not count:
        words = line("No orders: {filter} ({words}).", filter=search.filter, words=search.words or "-")
        return [asked.say((words, line("Filters: {example}", example=EXAMPLES)), _filters(search))]
    last = max(1, -(-count // PAGE))
    page = min(search.page, last)
    entries = listed(work.session, search.wanted, PAGE, (page - 1) * PAGE)
    lines = [_head(search, count, page, last), *_sums(work, asked, totals)]
    for each in entries:
        lines += entry_lines(work, asked.viewer, each)
    buttons = in_rows([Choice(short(each.row), f"/order {each.row.id}") for each in entries])
    return [asked.say(lines, (*buttons, *_turn(search, page, last), *_filters(search)))]


def sees_everything(work: Work, viewer: Viewer) -> bool:
    """Who leads or hands out, the works and accounting (each as much as is theirs), all who sell where customers are open."""
    if viewer.has(frozenset({Role.SUPERVISOR, *DISPATCHERS}) | _WORKS):
        return True
    return viewer.has(SALES) and sight(viewer, None, work.policy) is Sight.FULL


def searched(work: Work, asked: Asked) -> Search:
    """A filter or a stage, a person, a month, words; what is left over is the customer's number or name."""
    words = asked.rest.split()
    page = 1
    if len(words) > 1 and words[-1].isdecimal() and len(words[-1]) < 4:
        page, words = max(1, int(words[-1])), words[:-1]
    wanted = Wanted(work.calendar.day_of(work.now), by_name=asked.viewer.has(_KNOWS_CUSTOMERS))
    if not sees_everything(work, asked.viewer):
        wanted = replace(wanted, people=frozenset({asked.me.id, *asked.viewer.stands_in_for}))
    chosen: Line | None = None
    rest: list[str] = []
    for each in words:
        name = _FILTER_OF.get(each.casefold())
        if chosen is None and name is not None:
            wanted, chosen = filtered(wanted, name), FILTER_WORDS[name]
        elif chosen is None and (stage := stage_in(each)) is not None:
            wanted, chosen = replace(wanted, stages=_stages(stage), ended=_ended(stage)), STAGE_WORDS[stage]
        elif (span := _span(each)) is not None:
            wanted = replace(wanted, since=span[0], until=span[1])
        else:
            rest.append(each)
    return Search(chosen or FILTER_WORDS["open"], page, _whose(work, asked, wanted, " ".join(rest)), " ".join(words))


def filtered(wanted: Wanted, name: str) -> Wanted:
    """Only those of that filter, a key of FILTER_WORDS."""
    match name:
        case "all":
            return replace(wanted, ended=None)
        case "ended":
            return replace(wanted, ended=True)
        case "cancelled":
            return replace(wanted, ended=True, stages=frozenset({Stage.CANCELLED}))
        case "late":
            return replace(wanted, late=True)
        case "danger":
            return replace(wanted, in_danger=True)
        case "hold":
            return replace(wanted, on_hold=True)
        case "unpaid":
            return replace(wanted, unpaid=True, ended=None)
        case "uninspected":
            return replace(wanted, uninspected=True)
    return wanted


def _whose(work: Work, asked: Asked, wanted: Wanted, text: str) -> Wanted:
    if text.casefold() in _MINE:
        return replace(wanted, owner=asked.me.id)
    person = named(work.session, text) if text else None
    if person is not None and (wanted.people is None or person.id in wanted.people):
        return replace(wanted, owner=person.id)
    return replace(wanted, text=text)


def _stages(stage: Stage) -> frozenset[Stage]:
    """Rework stands where production stands."""
    return frozenset({stage, Stage.REWORK}) if stage is Stage.IN_PRODUCTION else frozenset({stage})


def _ended(stage: Stage) -> bool:
    return stage in ENDED


def _span(text: str) -> tuple[date, date] | None:
    """A day or a month. Refuses one that there is not."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    try:
        first = date(year, month, int(found[3] or 1))
        return first, first if found[3] else first.replace(day=monthrange(year, month)[1])
    except ValueError:
        raise Refused("{words} is no day. Write it like {example}.", words=text, example="/orders 2026-05") from None


def _head(search: Search, count: int, page: int, last: int) -> Line:
    facts = {"filter": search.filter, "count": count}
    if last == 1:
        return title("Orders, {filter}: {count}", **facts)
    return title("Orders, {filter}: {count}, page {page} of {last}", page=page, last=last, **facts)


def _sums(work: Work, asked: Asked, totals: Iterable[tuple[int, Stage, str, int, Decimal]]) -> list[Line]:
    """Money by currency for who may know it; by stage; where they are several people's, each person's number."""
    by_currency: dict[str, Decimal] = defaultdict(Decimal)
    by_person: dict[int, int] = defaultdict(int)
    by_stage: dict[Stage, int] = defaultdict(int)
    for owner, stage, currency, count, amount in totals:
        by_person[owner] += count
        by_stage[stage] += count
        if currency:
            by_currency[currency] += amount
    lines: list[Line] = []
    if by_currency and asked.viewer.has(_KNOWS_CUSTOMERS):
        lines.append(verbatim("; ".join(shown(by_currency[each], each) for each in sorted(by_currency))))
    if len(by_stage) > 1:
        told = [
            line("{stage} {count}", stage=STAGE_WORDS[each], count=by_stage[each]) for each in Stage if by_stage[each]
        ]
        lines.append(line("{stages}", stages=tuple(told)))
    if set(by_person) - {asked.me.id}:
        counts = sorted(by_person.items(), key=lambda each: (-each[1], each[0]))[:12]
        lines.append(verbatim(", ".join(f"{name_of(work.session, one) or '?'} {count}" for one, count in counts)))
    return lines


def entry_lines(work: Work, viewer: Viewer, entry: Entry) -> list[Line]:
    """Two lines: which, whose, how much, as she may know it; how it stands and what is wrong."""
    row = entry.row
    sees = order_sight(work, viewer, row)
    facts = [verbatim(orders.called(row))]
    if sees >= OrderSight.MONEY:
        facts.append(verbatim((entry.who or "?")[:_SHOWN_WHO]))
        facts += [verbatim(shown(Decimal(row.total or "0"), row.currency))] if row.currency else []
    if viewer.id != row.owner_id:
        facts.append(verbatim(name_of(work.session, row.owner_id) or "?"))
    return [_joined(facts), _standing(work, row)]


def _joined(facts: list[Line]) -> Line:
    head = facts[0]
    for each in facts[1:]:
        head = line("{one} · {more}", one=head, more=each)
    return Line(head.sentence, head.facts, bold=True)


def _standing(work: Work, row: OrderRow) -> Line:
    """The stage; the day of shipment; late, delayed, on hold."""
    told: list[Line] = [STAGE_WORDS[Stage(row.stage)]]
    if row.stage in BEFORE_SHIPMENT and row.contract_on is not None:
        told.append(line("to be shipped {day}", day=row.contract_on))
    elif row.shipped_on is not None:
        told.append(line("shipped {day}", day=row.shipped_on))
    if row.stage not in ENDED:
        late = late_lines(row, work.calendar.day_of(work.now))[:1]
        told += [Line(each.sentence, each.facts) for each in late]
        told += [line("▲ {reason}", reason=row.delay_reason[:60] or "?")] if row.delay_since and not late else []
        told += [line("■ on hold: {reason}", reason=row.hold_reason[:60] or "?")] if row.hold_since else []
    return line("{facts}", facts=tuple(told))


def _turn(search: Search, page: int, last: int) -> Choices:
    around = []
    if page > 1:
        around.append(Choice(line("Back"), f"/orders {search.words or 'open'} {page - 1}"))
    if page < last:
        around.append(Choice(line("More"), f"/orders {search.words or 'open'} {page + 1}"))
    return (tuple(around),) if around else ()


def _filters(search: Search) -> Choices:
    """The usual ones, of the same search."""
    rest = " ".join(
        each for each in search.words.split() if each.casefold() not in _FILTER_OF and stage_in(each) is None
    )
    offered = [each for each in ("open", "late", "danger", "unpaid", "ended") if FILTER_WORDS[each] != search.filter]
    return in_rows([Choice(FILTER_WORDS[each], f"/orders {each} {rest}".rstrip()) for each in offered], 4)
