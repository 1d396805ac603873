"""What customers owe: by age, by customer, by salesperson; and what a quotation or an order should know of it (R232, R234)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.asked import Asked
from handlers.payments import open_amount
from handlers.quote_figures import today
from rules.money import shown
from rules.outgoing import Choice, Choices, Outgoing
from rules.payment import PartState
from rules.permission import DISPATCHERS, Role, Viewer
from rules.receivables import AGE_WORDS, Age, Owed, age, by_age, limit_in, summed
from rules.words import Line, line, title
from storage import orders, payments
from storage.colleagues import name_of
from storage.customers import customer
from storage.happenings import note
from storage.tables.orders import OrderRow
from storage.tables.payments import PaymentPartRow
from storage.work import Work

_EVERYBODYS = frozenset({Role.ACCOUNTING, Role.SUPERVISOR, *DISPATCHERS})
_SHOWN = 10
"""Customers, or people, of one list."""
_BUTTONS = 6
Pair = tuple[PaymentPartRow, OrderRow]


@dataclass(frozen=True, slots=True)
class Group:
    """What is open of one customer or one person."""

    name: str
    owed: tuple[Owed, ...]
    oldest: OrderRow
    customer: int | None = None


def listed(work: Work, asked: Asked, words: str) -> list[Outgoing]:
    """Her own, or everybody's for accounting and those who lead; by customer, by person (`owner`), or of one of either."""
    pairs = _seen(work, asked.viewer)
    by_owner = words.casefold() in {"owner", "owners", "people", "业务员", "人员", "按人"}
    if words and not by_owner and words.casefold() not in {"all", "全部", "mine", "我的"}:
        pairs = _named(work, pairs, words)
    if words.casefold() in {"mine", "我的"}:
        pairs = [each for each in pairs if each[1].owner_id == asked.me.id]
    _looked(work, asked, pairs)
    if not pairs:
        return [asked.say((line("Nothing is owed there."),))]
    groups = _groups(work, pairs, by_owner)
    lines: list[Line] = [title("Receivables: {amount}", amount=_money(summed(_owed(pairs))))]
    for each, sums in by_age(_owed(pairs), today(work)).items():
        lines.append(line("{age}: {amount}", age=AGE_WORDS[each], amount=_money(sums)))
    lines.append(line("By person:") if by_owner else line("By customer:"))
    lines += [_of_group(work, each) for each in groups[:_SHOWN]]
    if len(groups) > _SHOWN:
        lines.append(line("and {count} more.", count=len(groups) - _SHOWN))
    return [asked.say(lines, _choices(groups, by_owner, asked.viewer))]


def credit_lines(work: Work, customer_id: int | None) -> tuple[Line, ...]:
    """Open and overdue receivables, what the card says of his credit, and an alarm above its limit; nothing where nothing is."""
    found = customer(work.session, customer_id)
    if found is None:
        return ()
    pairs = payments.outstanding(work.session, customer=found.id)
    owed = _owed(pairs)
    late = [each for each in owed if age(each, today(work)) is not Age.NOT_DUE]
    lines: list[Line] = []
    if owed:
        lines.append(
            line(
                "Open receivables: {amount}, overdue {late}",
                amount=_money(summed(owed)),
                late=_money(summed(late)) or "0",
            )
        )
    if late:
        oldest = max((today(work) - each.due_on).days for each in late if each.due_on)
        lines.append(title("This customer is {count} days late with a payment.", count=oldest))
    if over := above_limit(owed, found.credit):
        lines.append(over)
    return tuple(lines)


def above_limit(owed: Sequence[Owed], credit: str) -> Line | None:
    """The alarm where more is open, in the limit's currency, than the card's limit of credit."""
    limit = limit_in(credit)
    if limit is None:
        return None
    have = summed(owed).get(limit[1], Decimal())
    if have <= limit[0]:
        return None
    return title("Above the limit of credit: {amount} of {limit}", amount=shown(have, limit[1]), limit=shown(*limit))


def credit_warnings(work: Work, customer_id: int | None) -> tuple[Line, ...]:
    """For the opening of an order: what speaks against credit; nothing where all is well."""
    return tuple(each for each in credit_lines(work, customer_id) if each.bold)


def _seen(work: Work, viewer: Viewer) -> list[Pair]:
    owners = None if viewer.has(_EVERYBODYS) else sorted({viewer.id, *viewer.stands_in_for})
    return [each for each in payments.outstanding(work.session, owners) if open_amount(each[0])]


def _named(work: Work, pairs: Iterable[Pair], words: str) -> list[Pair]:
    """Those of a customer or a colleague of that name, or of one order."""
    wanted, number = words.casefold(), orders.number_in(words)
    return [
        (part, row)
        for part, row in pairs
        if wanted in _customer(work, row).casefold()
        or wanted == name_of(work.session, row.owner_id).casefold()
        or row.id == number
    ]


def _owed(pairs: Iterable[Pair]) -> list[Owed]:
    return [
        Owed(open_amount(part), part.currency, part.due_on, part.state != PartState.EXPECTED)
        for part, _ in pairs
        if open_amount(part)
    ]


def _groups(work: Work, pairs: Sequence[Pair], by_owner: bool) -> list[Group]:
    """What is late first, the oldest before the others."""
    found: dict[object, list[Pair]] = {}
    for each in pairs:
        key = each[1].owner_id if by_owner else each[1].customer_id or -each[1].id
        found.setdefault(key, []).append(each)
    groups = [
        Group(
            name_of(work.session, each[0][1].owner_id) if by_owner else _customer(work, each[0][1]),
            tuple(_owed(each)),
            each[0][1],
            None if by_owner else each[0][1].customer_id,
        )
        for each in found.values()
    ]
    return sorted(groups, key=lambda each: (-_days_late(work, each), each.name))


def _days_late(work: Work, group: Group) -> int:
    day = today(work)
    return max((day - each.due_on).days for each in group.owed if each.due_on) if _late(work, group) else 0


def _late(work: Work, group: Group) -> list[Owed]:
    return [each for each in group.owed if age(each, today(work)) is not Age.NOT_DUE]


def _of_group(work: Work, group: Group) -> Line:
    late, amount = _late(work, group), _money(summed(group.owed))
    found = customer(work.session, group.customer) if group.customer else None
    alarm = above_limit(group.owed, found.credit) if found is not None else None
    more = (alarm,) if alarm is not None else ()
    if not late:
        told = line("{who}: {amount}", who=group.name, amount=amount)
    else:
        days = _days_late(work, group)
        told = line(
            "{who}: {amount}, late {late}, {count} days",
            who=group.name,
            amount=amount,
            late=_money(summed(late)),
            count=days,
        )
    return line("{words} {alarm}", words=told, alarm=more[0]) if more else told


def _choices(groups: Sequence[Group], by_owner: bool, viewer: Viewer) -> Choices:
    buttons: list[tuple[Choice, ...]] = []
    if not by_owner:
        buttons += [
            (
                Choice(
                    line("{number} · {who}", number=str(each.oldest.id), who=each.name[:24]),
                    f"/payments {each.oldest.id}",
                ),
            )
            for each in groups[:_BUTTONS]
        ]
    if viewer.has(_EVERYBODYS):
        other = (line("By customer"), "/receivables") if by_owner else (line("By person"), "/receivables owner")
        buttons.append((Choice(*other),))
    return tuple(buttons)


def _customer(work: Work, row: OrderRow) -> str:
    found = customer(work.session, row.customer_id)
    goods = orders.content(row).goods
    return found.name if found is not None else goods.company or goods.contact or f"{row.id}"


def _money(sums: Mapping[str, Decimal]) -> str:
    return ", ".join(shown(amount, currency) for currency, amount in sorted(sums.items()))


def _looked(work: Work, asked: Asked, pairs: Sequence[Pair]) -> None:
    """Who looks at what customers owe is in the record (R336)."""
    for number in sorted({row.conversation_id for _, row in pairs})[:50]:
        words = line("{person} looks at the receivables", person=asked.me.name)
        note(work, "viewed", words, actor=asked.me.id, conversation=number)
