"""What changes the costs of a quotation: words, the table of products, an answer, newer rates; shown with what it earns then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from handlers.asked import Asked
from handlers.cost_lines import CHARGE_NAMES, COSTS, charge_lines, missing_charges, result_lines
from handlers.costing import PAGE, for_costs, looked_at, sheet
from handlers.quote_figures import figured, renewed, today
from handlers.quote_reviewing import costed
from handlers.quoting import changed
from rules.cost_sheet import Source, with_answer, with_change
from rules.cost_words import REASON, CostChange, read_costs
from rules.money import shown
from rules.outgoing import Choice, Choices, Outgoing
from rules.quote import Quote, QuoteLine, Rate
from rules.quote_moves import PENDING, QuoteState
from rules.refusal import Refused
from rules.supply import is_bought
from rules.supply import name_of as product_in
from rules.words import Line, from_plain, line
from storage import quotes
from storage.colleagues import colleague, name_of
from storage.products import numbered
from storage.supplies import CONCESSION, question
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

_MOST_FAULTS = 5


@dataclass(frozen=True, slots=True)
class Costed:
    """The quotation that a command is about, as it stands."""

    row: QuoteRow
    version: QuoteVersionRow
    about: ConversationRow
    quote: Quote

    @property
    def named(self) -> str:
        """As a command names it, without its version."""
        return quotes.called(self.row, 1)


def costs_of(work: Work, asked: Asked, text: str) -> Costed:
    """The quotation that she names, if she may see its costs."""
    row, version, about = for_costs(work, asked.viewer, text)
    looked_at(work, asked, row)
    return Costed(row, version, about, quotes.content(version))


def sheet_shown(work: Work, asked: Asked, this: Costed, *hints: Line, page: int = 1) -> Outgoing:
    quotes.seen(work, this.version, asked.me.id)
    lines = [*hints, *sheet(work, this.row, this.version, page)]
    return asked.say(lines, _choices(work, this, page))


def _choices(work: Work, this: Costed, page: int = 1) -> Choices:
    rows: list[tuple[Choice, ...]] = []
    name, quote = this.named, this.quote
    if quotes.is_inside(this.version):
        rows.append(
            (Choice(line("Change a cost"), f"/cost {name} change"), Choice(line("Ladder"), f"/cost {name} ladder"))
        )
        rows.append((Choice(line("Ask production"), f"/supply {name}"),))
        if missing_charges(quote):
            rows.append((Choice(line("They are in the costs"), f"/cost {name} included"),))
        if renewed(work, quote).rates != quote.rates:
            rows.append((Choice(line("Renew the rates"), f"/cost {name} renew"),))
        if _from_table(work, quote) is not None:
            rows.append((Choice(line("Costs from the table"), f"/cost {name} table"),))
    else:
        rows.append((Choice(line("Ladder"), f"/cost {name} ladder"),))
    if len(quote.lines) > page * PAGE:
        rows.append((Choice(line("More"), f"/cost {name} page {page + 1}"),))
    return (*rows, (Choice(line("The quotation"), f"/quote {name}"),))


def page(work: Work, asked: Asked, this: Costed, rest: str) -> list[Outgoing]:
    most = max(1, -(-len(this.quote.lines) // PAGE))
    page = min(int(rest), most) if rest.isdecimal() and len(rest) < 4 and rest != "0" else 1
    return [sheet_shown(work, asked, this, page=page)]


def changes(work: Work, asked: Asked, this: Costed, words: str) -> list[Outgoing]:
    """Every cost that the words hold; what cannot be read is told, and the rest is kept."""
    read, faults = read_costs(words, [each.product for each in this.quote.lines])
    quote, said = this.quote, []
    for each in read:
        try:
            after = _with(work, asked, quote, each)
        except Refused as refusal:
            faults.append(refusal)
            continue
        said += _said(each, quote, after)
        quote = after
    wrong = [each.words for each in faults[:_MOST_FAULTS]]
    if not said and wrong:
        return [asked.say([*wrong, line("Nothing was changed.")])]
    if wrong:
        wrong.append(line("The rest is written."))
    return written(work, asked, this, quote, said, *wrong)


def included(work: Work, asked: Asked, this: Costed, rest: str) -> list[Outgoing]:
    """The charges of the term that nobody has told are in the cost lines already: nothing comes on top."""
    missing = missing_charges(this.quote)
    if not missing:
        return [sheet_shown(work, asked, this)]
    quote = this.quote
    for each in missing:
        quote = with_change(quote, CostChange(each, amount=Decimal()), work.policy.currency, asked.me.name, today(work))
    said = [
        line("{charges}: in the costs of the positions already", charges=tuple(CHARGE_NAMES[each] for each in missing))
    ]
    return written(work, asked, this, quote, said)


def renew(work: Work, asked: Asked, this: Costed, rest: str) -> list[Outgoing]:
    """Today's rates in the place of those on the quotation: a change, so that a release is void (R142)."""
    quote = renewed(work, this.quote)
    if quote.rates == this.quote.rates:
        raise Refused("There is no newer rate. Enter today's first: {example}", example="/rates 1 USD = 7.12 CNY")
    old = {frozenset((each.source, each.target)): each for each in this.quote.rates}
    said = []
    for each in quote.rates:
        before = old.get(frozenset((each.source, each.target)))
        if before != each:
            said.append(
                line(
                    "rate 1 {source} = {before} → {after} {target}, {on}",
                    source=each.source,
                    before=_rate_shown(before, each.source) if before else "–",
                    after=f"{each.value.normalize():f}",
                    target=each.target,
                    on=each.on,
                )
            )
    return written(work, asked, this, quote, said)


def table(work: Work, asked: Asked, this: Costed, rest: str) -> list[Outgoing]:
    """The costs of the table of products, in the place of what stands there."""
    lines = _from_table(work, this.quote)
    if lines is None:
        raise Refused("The table of products has no other costs for these positions.")
    said = [
        line(
            "{position}. {product}: costs from the table, {amount} {currency}",
            position=number,
            product=product_in(new),
            amount=sum((value for _, value in new.costs), Decimal()),
            currency=new.cost_currency,
        )
        for number, (old, new) in enumerate(zip(this.quote.lines, lines, strict=True), 1)
        if old != new
    ]
    return written(work, asked, this, replace(this.quote, lines=lines), said)


def take(work: Work, asked: Asked, this: Costed, rest: str) -> list[Outgoing]:
    """The cost that production or purchasing answered goes into the sheet (R115)."""
    row = question(work.session, int(rest)) if rest.isdecimal() and len(rest) < 10 else None
    if row is None or row.quote_id != this.row.id or not row.cost or row.answered_at is None:
        raise Refused("There is no such answer with a cost for {number}.", number=quotes.called(this.row))
    source = Source(name_of(work.session, row.answered_by), today(work))
    roles = _roles_of(work, row.answered_by)
    quote = figured(work, this.quote, more=(row.currency,))
    lines, said = [], []
    for number, each in enumerate(quote.lines, 1):
        new = each
        if product_in(each).casefold() == row.product.casefold():
            bought = row.kind == CONCESSION or is_bought(each, roles)
            new = with_answer(each, quote, Decimal(row.cost), row.currency, bought, source)
            said.append(
                line(
                    "{position}. {product}: the cost that {person} told, {amount}",
                    position=number,
                    product=row.product,
                    person=source.by,
                    amount=shown(Decimal(row.cost), row.currency),
                )
            )
        lines.append(new)
    if not said:
        raise Refused("{product} is not in {number} any more.", product=row.product, number=quotes.called(this.row))
    return written(work, asked, this, replace(quote, lines=tuple(lines)), said)


def _with(work: Work, asked: Asked, quote: Quote, change: CostChange) -> Quote:
    with_rates = figured(work, quote, more=(change.currency,)) if change.currency else quote
    return with_change(with_rates, change, work.policy.currency, asked.me.name, today(work))


def written(work: Work, asked: Asked, this: Costed, quote: Quote, said: list[Line], *hints: Line) -> list[Outgoing]:
    """The changed draft and what it earns now; what was released is void (R119). What others did since she looked is told."""
    meanwhile = _meanwhile(work, asked, this)
    was_released = this.version.state in {*PENDING, QuoteState.APPROVED}
    told = changed(work, asked, this.row, this.version, quote, said)
    if was_released and this.version.state == QuoteState.DRAFT:
        hints = (*hints, line("It has changed: what was asked for or approved is void. Submit it again."))
    costed(work, this.row, this.version)
    now = replace(this, quote=quotes.content(this.version))
    is_told = (now.quote.charges, now.quote.term) != (this.quote.charges, this.quote.term) or missing_charges(now.quote)
    charges = charge_lines(now.quote, now.named) if is_told else []
    lines = [*hints, *meanwhile, *said, *charges, *result_lines(work, now.quote)]
    sheet_button = (Choice(line("The whole sheet"), f"/cost {now.named}"),)
    return [*told, asked.say(lines, (sheet_button, *_choices(work, now)))]


def _meanwhile(work: Work, asked: Asked, this: Costed) -> list[Line]:
    known = quotes.seen(work, this.version, asked.me.id)
    others = [
        each
        for each in quotes.revisions(work.session, this.version.id)
        if 0 < known < each.revision and each.by != asked.me.id
    ]
    return [
        line(
            "{person} has changed it since you looked: {words}",
            person=name_of(work.session, each.by),
            words=from_plain(each.words),
        )
        for each in others[-3:]
    ]


def _said(change: CostChange, before: Quote, after: Quote) -> list[Line]:
    """What a change did, in words, with what stood there before."""
    if change.name == REASON:
        return [line("why this price: {reason}", reason=change.text or "–")]
    if change.is_charge:
        name = CHARGE_NAMES[change.name]
        return [
            line(
                "{charge}: {before} → {after}",
                charge=name,
                before=_charge_told(change.name, before),
                after=_charge_told(change.name, after),
            )
        ]
    pairs = zip(before.lines, after.lines, strict=True)
    return [
        line(
            "{position}. {cost}: {before} → {after}",
            position=number,
            cost=COSTS[change.name],
            before=_cost_told(change.name, old),
            after=_cost_told(change.name, new),
        )
        for number, (old, new) in enumerate(pairs, 1)
        if old != new
    ]


def _charge_told(name: str, quote: Quote) -> str:
    words = next((words for each, words, _ in quote.charges_told if each == name), None)
    amount = dict(quote.charges).get(name)
    if words is None:
        return "–" if amount is None else shown(amount, quote.currency)
    return words if amount is None or words.endswith(quote.currency) else f"{words} = {shown(amount, quote.currency)}"


def _cost_told(name: str, each: QuoteLine) -> str:
    amount = dict(each.costs).get(name)
    return "–" if amount is None else shown(amount, each.cost_currency)


def _rate_shown(rate: Rate, source: str) -> str:
    value = rate.value if rate.source == source else 1 / rate.value
    return f"{value.quantize(Decimal('0.000001')).normalize():f}"


def _from_table(work: Work, quote: Quote) -> tuple[QuoteLine, ...] | None:
    """The positions with the costs of the table of products; None where that changes nothing."""
    known = numbered(work.session, [each.product for each in quote.lines if each.product])
    lines = []
    for each in quote.lines:
        found = known.get(each.product)
        if found is not None and found.costs and (found.costs, found.cost_currency) != (each.costs, each.cost_currency):
            source = " ".join(filter(None, (found.cost_source, found.cost_on.isoformat() if found.cost_on else "")))
            each = replace(each, costs=found.costs, cost_currency=found.cost_currency, cost_source=source)
        lines.append(each)
    return tuple(lines) if tuple(lines) != quote.lines else None


def _roles_of(work: Work, person: int | None) -> frozenset[str]:
    row = colleague(work.session, person)
    return frozenset(row.roles) if row is not None else frozenset()
