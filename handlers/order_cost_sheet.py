"""Both cost analyses of an order side by side: of the quotation, and of today (R121; form B6)."""

from __future__ import annotations

from decimal import Decimal

from handlers.cost_lines import CHARGE_NAMES, COSTS, in_both, rate_lines, unknown_lines
from handlers.quote_figures import figured, renewed
from rules.approval import content_hash
from rules.margin import is_loss, shown_margin
from rules.money import plain, rounded, shown
from rules.order_costs import Row, charges_beside, side_by_side, with_costs_from, with_costs_of
from rules.products import cost_told, in_force
from rules.quote import Earned, Quote, counted, earned
from rules.quote_approval import is_below
from rules.quote_plain import from_plain, to_plain
from rules.words import Line, line, title, verbatim, word
from storage import approvals, orders, quotes
from storage.colleagues import name_of
from storage.products import numbered
from storage.tables.orders import OrderRow
from storage.work import Work

_SEAL = 12


def first_of(work: Work, row: OrderRow) -> Quote:
    """The analysis of the quotation; of an order without one, the costs as they stood when it was opened."""
    version = quotes.version_row(work.session, row.version_id) if row.version_id is not None else None
    told = quotes.content(version) if version is not None else orders.opened_as(work.session, row.id).goods
    told = Quote(
        lines=counted(told), currency=told.currency, term=told.term, place=told.place, charges=told.charges,
        charges_told=told.charges_told, rates=told.rates,
    )  # fmt: skip
    return figured(work, told)


def second_of(work: Work, row: OrderRow) -> Quote:
    """The analysis of today: what was typed for it, else the table of products, else the first one's; with today's rates."""
    goods = orders.content(row).goods
    if row.recheck is not None:
        kept = from_plain(row.recheck)
        return kept if row.recheck_at is not None else figured(work, with_costs_of(goods, kept))
    return of_today(work, row, goods)


def of_today(work: Work, row: OrderRow, goods: Quote) -> Quote:
    """The goods as they are now, with the costs of the table of products where it has some, and with today's rates."""
    known = numbered(work.session, [each.product for each in goods.lines if each.product])
    table = {}
    for name, product in known.items():
        told = in_force(product, work.now.date())
        table[name] = (told.costs, told.cost_currency, cost_told(told) if told.costs else "")
    return renewed(work, figured(work, with_costs_from(with_costs_of(goods, first_of(work, row)), table)))


def sheet_lines(work: Work, row: OrderRow) -> list[Line]:
    """Both analyses side by side: each cost line, revenue, costs, profit, margin; the threshold; rates."""
    first, second = first_of(work, row), second_of(work, row)
    base, threshold = work.policy.margin_base, work.policy.margin_threshold
    before, now = earned(first, base), earned(second, base)
    head = title("Costs of order {number}: quotation → today", number=orders.called(row))
    if row.quote_id is None:
        head = title("Costs of order {number}: when it was opened → today", number=orders.called(row))
    lines = [head]
    lines += [_beside(COSTS[each.name], each, first.currency, second.currency) for each in side_by_side(first, second)]
    lines += [
        _beside(CHARGE_NAMES[each.name], each, first.currency, second.currency)
        for each in charges_beside(first, second)
        if each.name in CHARGE_NAMES
    ]
    lines += [
        _sums(word("revenue"), before.revenue, now.revenue, first, second),
        _sums(word("costs"), _known_cost(before), _known_cost(now), first, second),
    ]
    lines.append(_margins(before, now, threshold))
    lines += _verdict(work, second, now)
    return [*lines, *rate_lines(work, second)]


def _beside(name: Line, each: Row, first: str, second: str) -> Line:
    if first == second and not each.has_moved:
        return line("{cost}: {amount}, as before", cost=name, amount=shown(rounded(each.second, second), second))
    return line(
        "{cost}: {before} → {after}",
        cost=name,
        before=shown(rounded(each.first, first), first) if each.first else "–",
        after=shown(rounded(each.second, second), second) if each.second else "–",
    )


def _known_cost(told: Earned) -> Decimal | None:
    return None if told.unknown else told.cost


def _sums(name: Line, before: Decimal | None, now: Decimal | None, first: Quote, second: Quote) -> Line:
    return line("{cost}: {before} → {after}", cost=name, before=_told(before, first), after=_told(now, second))


def _told(value: Decimal | None, quote: Quote) -> str:
    return shown(rounded(value, quote.currency), quote.currency) if quote.currency and value is not None else "?"


def _margins(before: Earned, now: Earned, threshold: Decimal) -> Line:
    return line(
        "Margin: {before} % → {after} % (threshold {threshold} %)",
        before=shown_margin(before.margin, threshold),
        after=shown_margin(now.margin, threshold),
        threshold=plain(threshold),
    )


def _verdict(work: Work, quote: Quote, now: Earned) -> list[Line]:
    if now.profit is None:
        return [title("The margin is not known: it counts as below the threshold."), *unknown_lines(quote, now)]
    if is_loss(now):
        return [title("LOSS of {amount}", amount=in_both(work, quote, -now.profit))]
    if is_below(now, work.policy.margin_threshold):
        return [title("Below the threshold: it needs a release.")]
    return []


def standing(work: Work, row: OrderRow) -> list[Line]:
    """Who has checked it, and who has released it."""
    if row.recheck_at is None:
        return []
    person = name_of(work.session, row.recheck_by)
    lines = [line("Checked by {person}, {at}", person=person, at=row.recheck_at)]
    if row.recheck_ok and row.recheck_approval_id is not None:
        names = [
            name_of(work.session, each.given_by) for each in approvals.releases(work.session, row.recheck_approval_id)
        ]
        lines.append(line("Released by {people}", people=tuple(map(verbatim, names))))
    elif not row.recheck_ok:
        lines.append(line("It is not released yet."))
    return lines


def seal_of(quote: Quote) -> str:
    """Short for what she was shown; the button names it."""
    return content_hash(to_plain(quote))[:_SEAL]
