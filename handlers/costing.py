"""The cost sheet and the ladder of prices as owner, supervisor and manager see them (R116, R117, R120, R122; form B6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.asked import Asked
from handlers.asking import divided
from handlers.cost_lines import CHARGE_NAMES, COSTS, charge_lines, position_lines, rate_lines, result_lines
from handlers.quote_sight import sees_costs
from handlers.quoting import found
from rules.margin import shown_margin
from rules.money import plain, rounded, shown
from rules.outgoing import Choice, Outgoing
from rules.permission import Viewer
from rules.quote import COST_LINES, Quote, QuoteLine, cost_sheet
from rules.refusal import Refused
from rules.rungs import Offered, offers
from rules.words import Line, line, title
from storage import quotes
from storage.happenings import note
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

_NAMED = re.compile(r"[dq][-\d]+", re.IGNORECASE)
PAGE = 8
"""Positions that one message shows."""


def for_costs(work: Work, viewer: Viewer, text: str) -> tuple[QuoteRow, QuoteVersionRow, ConversationRow]:
    """The quotation that she names, if she may see its costs. Refuses alike for an unknown one and one that she may not see."""
    row, version, about = found(work, viewer, text)
    if not sees_costs(viewer, row, about):
        raise Refused("I know no quotation {number} of yours. /quotes lists them.", number=text[:20] or "?")
    return row, version, about


def looked_at(work: Work, asked: Asked, row: QuoteRow) -> None:
    """That she was shown it stands in the record, whoever's customer it is (R328, R336)."""
    words = line("{person} looked at quotation {number}", person=asked.me.name, number=quotes.called(row))
    note(work, "viewed", words, actor=asked.me.id, conversation=row.conversation_id, customer=row.customer_id)


def quotation_in(asked: Asked) -> tuple[str, str]:
    """The quotation that somebody names and the words behind it; the card that is answered stands for one left out."""
    first, rest = divided(asked.rest)
    if asked.about is not None and _NAMED.fullmatch(first) is None:
        return str(asked.about), asked.rest
    return first, rest


def quotations_offered(work: Work, asked: Asked, question: Line) -> Outgoing:
    """Her quotations that can still be changed, as buttons; an example where there is none."""
    owners = [asked.me.id, *sorted(asked.viewer.stands_in_for)]
    mine = [each for each in quotes.standing(work.session, owners=owners, limit=30) if quotes.is_inside(each[1])]
    if not mine:
        return asked.tell(
            "You have no quotation that can still be changed. Begin one: {example}", example="/quote 1042"
        )
    choices = [
        (Choice(_short(row, version), f"{asked.command} {quotes.called(row, 1)}"),) for row, version in mine[:PAGE]
    ]
    return asked.say((question,), tuple(choices))


def _short(row: QuoteRow, version: QuoteVersionRow) -> Line:
    company = quotes.content(version).company[:24]
    return line("{number} · {who}", number=quotes.called(row), who=company or "?")


def sheet(work: Work, row: QuoteRow, version: QuoteVersionRow, page: int = 1) -> list[Line]:
    """Form B6 in lines: each position, charges, cost lines as a whole, revenue, profit and margin, rates, what is missing."""
    quote = quotes.content(version)
    if not quote.lines:
        return [title("Costs of {number}", number=quotes.called(row)), line("It has no positions yet.")]
    first = (page - 1) * PAGE
    lines = [title("Costs of {number} · {currency}", number=quotes.called(row), currency=quote.currency or "?")]
    for number, each in list(enumerate(quote.lines, 1))[first : first + PAGE]:
        lines += position_lines(number, each, quote, work, quotes.called(row, 1))
    if len(quote.lines) > PAGE:
        lines.append(
            line(
                "Positions {first} to {last} of {count}.",
                first=first + 1,
                last=min(first + PAGE, len(quote.lines)),
                count=len(quote.lines),
            )
        )
    return [
        *lines,
        *charge_lines(quote, quotes.called(row, 1)),
        *_by_cost_line(quote),
        *result_lines(work, quote),
        *rate_lines(work, quote),
        *([line("Why this price: {reason}", reason=quote.reason)] if quote.reason else []),
    ]


def last_price_lines(work: Work, row: QuoteRow, each: QuoteLine) -> list[Line]:
    """What this customer was offered for this product before (R116)."""
    if row.customer_id is None or not each.product:
        return []
    return [
        line(
            "Offered before: {price}, {number}, {at}",
            price=shown(price, version.currency),
            number=quotes.called(other, version.version),
            at=version.sent_at or version.made_at,
        )
        for other, version, price in quotes.last_prices(work.session, row.customer_id, each.product, row.id)
    ]


def ladder_lines(work: Work, row: QuoteRow, version: QuoteVersionRow) -> tuple[list[Line], list[Offered]]:
    """The price under each rule, per unit and as a whole, with the margin; what is missing for a rung (R118)."""
    quote = quotes.content(version)
    found_rungs = offers(quote, work.policy.margin_base)
    if not found_rungs:
        raise Refused(
            "The ladder needs a trade term and prices first: {example}", example=f"/quote {quotes.called(row, 1)}"
        )
    lines = [
        title(
            "Prices of {number} over the trade terms · {currency}", number=quotes.called(row), currency=quote.currency
        )
    ]
    lines += [each for rung in found_rungs for each in _rung_lines(work, quote, rung)]
    if len(quote.lines) > 1:
        lines.append(line("Charges go over the positions by their value; unit prices are rounded up."))
    return lines, [each for each in found_rungs if each.quote is not None and each.rung.term != quote.term]


def _rung_lines(work: Work, quote: Quote, offered: Offered) -> Iterator[Line]:
    term, here = offered.rung.term, offered.rung.term == quote.term
    if offered.quote is None or offered.total is None:
        yield line(
            "{term}: missing {charges}", term=term, charges=tuple(CHARGE_NAMES[each] for each in offered.rung.missing)
        )
        return
    margin = offered.earned.margin if offered.earned is not None else None
    total, share = shown(offered.total, quote.currency), shown_margin(margin, work.policy.margin_threshold)
    if here:
        yield title("{term}, as it is now: {amount}, margin {margin} %", term=term, amount=total, margin=share)
    else:
        yield line("{term}: {amount}, margin {margin} %", term=term, amount=total, margin=share)
    for number, each in list(enumerate(offered.quote.lines, 1))[:5]:
        if each.price is not None:
            yield line(
                "   {position}. {product}: {price}",
                position=number,
                product=each.product or each.name(),
                price=shown(each.price, quote.currency),
            )


def _by_cost_line(quote: Quote) -> list[Line]:
    if not quote.currency or len(quote.lines) < 2:
        return []
    parts = tuple(
        line("{cost} {amount}", cost=COSTS[name], amount=plain(rounded(value, quote.currency), quote.currency))
        for name, value in cost_sheet(quote).items()
        if value and name in COST_LINES
    )
    return [line("All positions: {costs}", costs=parts)] if parts else []
