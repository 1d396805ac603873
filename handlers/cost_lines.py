"""The lines of a cost sheet: positions, charges, result, rates; each with who told it and what is missing (form B6, R117)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from handlers.quote_figures import stale, today
from rules.charges import Reckoned, reckoned
from rules.cost_sheet import Source, estimated, estimated_charges, source_of, sources
from rules.incoterms import CHARGES, PAID
from rules.margin import below, is_loss, shown_margin
from rules.money import plain, rounded, shown
from rules.quote import Earned, Quote, QuoteLine, amount, converted, earned, earned_by, outside_range
from rules.words import Line, line, title, verbatim, word
from storage.work import Work

_ENTERED = "entered by "
COSTS: dict[str, Line] = {
    "raw_material": word("raw material"),
    "production": word("production"),
    "labour": word("labour"),
    "packaging_cost": word("packaging (cost)"),
    "transport": word("transport"),
    "insurance": word("insurance"),
    "tax": word("taxes"),
    "purchase_price": word("purchase price"),
    "other_cost": word("other costs"),
}
CHARGE_NAMES: dict[str, Line] = {
    "inland": word("inland carriage"),
    "local": word("local charges at the port"),
    "freight": word("main freight"),
    "insurance": word("transport insurance"),
    "destination": word("carriage at destination"),
    "unloading": word("unloading"),
    "duty": word("import duty"),
    "other_cost": word("other costs"),
}


def position_lines(number: int, each: QuoteLine, quote: Quote, work: Work, called: str) -> list[Line]:
    """A position: what it sells for, its costs per unit with who told them, what it earns."""
    currency, named = quote.currency, each.product or each.name()
    head = line(
        "{position}. {product}: {quantity} {unit} × {price} = {amount}",
        position=number,
        product=named,
        quantity=plain(each.quantity) if each.quantity else "?",
        unit=each.unit,
        price=shown(each.price, currency) if each.price else "?",
        amount=shown(amount(each, currency), currency),
    )
    if not each.costs:
        return [
            head,
            line("   Costs: nobody has told them. {example}", example=f"/cost {called} {number} raw_material 1.20 CNY"),
        ]
    earns = earned_by(each, quote, work.policy.margin_base)
    return [head, *_outside(each, quote), _unit_costs(each, quote), *_told_by(each), _earns(earns, work)]


def _outside(each: QuoteLine, quote: Quote) -> list[Line]:
    """A price that leaves the department's range (R126)."""
    side = outside_range(each, quote)
    if side == "floor" and each.floor is not None:
        return [line("   Below the floor of {amount}", amount=shown(each.floor, each.range_currency))]
    if side == "ceiling" and each.ceiling is not None:
        return [line("   Above the ceiling of {amount}", amount=shown(each.ceiling, each.range_currency))]
    return []


def charge_lines(quote: Quote, called: str) -> list[Line]:
    """Each charge of the whole, and how it was reckoned; those that the term holds and nobody has told."""
    charges, by_share = dict(quote.charges), {each.name: each for each in reckoned(quote)}
    told = {name: (words, by) for name, words, by in quote.charges_told}
    held = (*PAID.get(quote.term, ()), "other_cost")
    lines: list[Line] = []
    beyond: list[Line] = []
    for name in (*held, *(each for each in CHARGES if each not in held)):
        if name in by_share:
            said = _by_share(by_share[name], quote, told[name][1])
        elif name in charges:
            said = _charge(name, charges[name], quote, told.get(name))
        else:
            continue
        (lines if name in held else beyond).append(said)
    if beyond:
        lines += [line("Not part of {term}, for the ladder only:", term=quote.term or "–"), *beyond]
    if missing := missing_charges(quote):
        lines.append(
            line(
                "{term} holds {charges}: nobody has told them. {example}",
                term=quote.term,
                charges=tuple(CHARGE_NAMES[each] for each in missing),
                example=f"/cost {called} {missing[0]} 120",
            )
        )
    return lines


def missing_charges(quote: Quote) -> tuple[str, ...]:
    """The charges that the quotation's term holds and that nobody has told."""
    charges = dict(quote.charges)
    return tuple(each for each in PAID.get(quote.term, ()) if each not in charges)


def result_lines(work: Work, quote: Quote) -> list[Line]:
    """Revenue, costs, profit and margin in the quotation's and the company's currency; the threshold; loss as loss (A.8)."""
    earns = earned(quote, work.policy.margin_base)
    if not quote.currency:
        return [line("The quotation has no currency yet.")]
    lines = [
        line("Revenue: {amount}", amount=in_both(work, quote, earns.revenue)),
        line("Costs: {amount}", amount=in_both(work, quote, earns.cost))
        if not earns.unknown
        else line("Costs known so far: {amount}", amount=in_both(work, quote, earns.cost)),
    ]
    if earns.profit is None:
        return [*lines, line("Profit and margin cannot be told yet."), *unknown_lines(quote, earns)]
    return [*lines, *margin_lines(work, quote, earns), *_guesses(quote)]


def margin_lines(work: Work, quote: Quote, earns: Earned) -> list[Line]:
    """Profit and margin, and what follows from them (R122)."""
    profit, threshold = earns.profit or Decimal(), work.policy.margin_threshold
    share = shown_margin(earns.margin, threshold)
    on = word("of the revenue") if earns.base == "revenue" else word("of the costs")
    if is_loss(earns):
        lines = [title("LOSS: {amount}, {margin} % {on}", amount=in_both(work, quote, profit), margin=share, on=on)]
    else:
        lines = [
            title("Profit: {amount}, margin {margin} % {on}", amount=in_both(work, quote, profit), margin=share, on=on)
        ]
    if below(earns.margin, threshold):
        return [*lines, line("That is below {threshold} %: more consent is needed.", threshold=threshold.normalize())]
    return [*lines, line("The threshold in force is {threshold} %.", threshold=threshold.normalize())]


def unknown_lines(quote: Quote, earns: Earned) -> Iterator[Line]:
    """What keeps the profit from being known, and what to do about it."""
    for each in earns.unknown:
        kind, _, name = each.partition(":")
        if kind == "rate":
            yield line(
                "There is no rate between {source} and {target}: {example}",
                source=name,
                target=quote.currency,
                example=f"/rates 1 {name} = ... {quote.currency}",
            )
        elif kind == "cost":
            yield line("Nobody has told the costs of {product}.", product=name)


def rate_lines(work: Work, quote: Quote) -> list[Line]:
    """The rates that are reckoned with, their days, and which of them are too old."""
    lines = [
        line(
            "Rate: 1 {source} = {value} {target}, {on}, {by}",
            source=each.source,
            target=each.target,
            value=plain(each.value.quantize(Decimal("0.000001")).normalize()),
            on=each.on,
            by=rate_source(each.by),
        )
        for each in quote.rates
    ]
    for each in stale(work, quote):
        days = (today(work) - each.on).days
        lines.append(
            line(
                "The rate between {source} and {target} is {days} days old; at most {limit} are reckoned with.",
                source=each.source,
                target=each.target,
                days=days,
                limit=work.policy.quote_rate_days,
            )
        )
    return lines


def rate_source(by: str) -> Line:
    """Who told a rate, as a quotation keeps it: "ecb", "entered by Ana", with what it was crossed from behind a colon."""
    told, _, path = by.partition(": ")
    person = told.removeprefix(_ENTERED)
    who = line("entered by {person}", person=person) if person != told else verbatim(told.upper() or "?")
    return line("{by}: {rates}", by=who, rates=path) if path else who


def in_both(work: Work, quote: Quote, value: Decimal) -> str:
    """An amount in the quotation's currency, and in the company's where there is a rate."""
    told, own = shown(rounded(value, quote.currency), quote.currency), work.policy.currency
    if own == quote.currency:
        return told
    other = converted(value, quote.currency, own, quote.rates)
    return told if other is None else f"{told} ({shown(rounded(other, own), own)})"


def source_words(source: Source) -> Line:
    """Who told a cost, when, and whether by guess."""
    if source.on is None:
        return verbatim(source.by) if not source.estimate else line("estimate, {by}", by=source.by)
    if source.estimate:
        return line("estimate, {by}, {on}", by=source.by, on=source.on)
    return line("{by}, {on}", by=source.by, on=source.on)


def _unit_costs(each: QuoteLine, quote: Quote) -> Line:
    currency = each.cost_currency or quote.currency
    parts = tuple(
        line("{cost} {amount}", cost=COSTS[name], amount=plain(value)) for name, value in each.costs if name in COSTS
    )
    whole = sum((value for _, value in each.costs), Decimal())
    value = converted(whole, currency, quote.currency, quote.rates)
    if currency == quote.currency or value is None:
        return line("   Per unit: {costs} = {whole}", costs=parts, whole=shown(whole, currency))
    told = shown(value.quantize(Decimal("0.0001")).normalize(), quote.currency)
    return line("   Per unit: {costs} = {whole} = {told}", costs=parts, whole=shown(whole, currency), told=told)


def _told_by(each: QuoteLine) -> list[Line]:
    """Whoever told the costs; which of them, where they were told by several."""
    by_source: dict[Source, list[str]] = {}
    for name, source in sources(each).items():
        by_source.setdefault(source, []).append(name)
    if len(by_source) == 1:
        return [line("   Told by: {source}", source=source_words(next(iter(by_source))))]
    parts = tuple(_of_source(source, names) for source, names in by_source.items())
    return [line("   Told by: {sources}", sources=parts)] if parts else []


def _of_source(source: Source, names: Iterable[str]) -> Line:
    costs = tuple(COSTS[each] for each in names if each)
    if not costs:
        return source_words(source)
    return line("{source} ({costs})", source=source_words(source), costs=costs)


def _earns(earns: Earned, work: Work) -> Line:
    if earns.profit is None:
        return line("   There is no rate to reckon these costs with.")
    return line(
        "   Profit {amount}, margin {margin} %, before the charges of the whole",
        amount=shown(rounded(earns.profit, earns.currency), earns.currency),
        margin=shown_margin(earns.margin, work.policy.margin_threshold),
    )


def _charge(name: str, value: Decimal, quote: Quote, told: tuple[str, str] | None) -> Line:
    sum_of = shown(rounded(value, quote.currency), quote.currency)
    if told is None:
        return line("{charge}: {amount}", charge=CHARGE_NAMES[name], amount=sum_of)
    if told[0].lstrip("~").endswith(quote.currency):
        return line(
            "{charge}: {amount} ({by})", charge=CHARGE_NAMES[name], amount=sum_of, by=source_words(source_of(told[1]))
        )
    return line(
        "{charge}: {told} = {amount} ({by})",
        charge=CHARGE_NAMES[name],
        told=told[0],
        amount=sum_of,
        by=source_words(source_of(told[1])),
    )


def _by_share(each: Reckoned, quote: Quote, by: str) -> Line:
    name = CHARGE_NAMES[each.name]
    if each.amount is None or each.value is None:
        return line(
            "{charge}: {share} %, which cannot be reckoned yet: {missing} is missing",
            charge=name,
            share=each.share,
            missing=tuple(CHARGE_NAMES.get(name, word("the price")) for name in each.missing),
        )
    source = source_words(source_of(by))
    value, amount_of_it = (shown(rounded(told, quote.currency), quote.currency) for told in (each.value, each.amount))
    if each.name == "insurance":
        return line(
            "{charge}: {share} % of 110 % of the CIF value {value} = {amount} ({by})",
            charge=name,
            share=each.share,
            value=value,
            amount=amount_of_it,
            by=source,
        )
    if each.name == "duty":
        return line(
            "{charge}: {share} % of the CIF value {value} = {amount} ({by})",
            charge=name,
            share=each.share,
            value=value,
            amount=amount_of_it,
            by=source,
        )
    return line(
        "{charge}: {share} % of the total {value} = {amount} ({by})",
        charge=name,
        share=each.share,
        value=value,
        amount=amount_of_it,
        by=source,
    )


def _guesses(quote: Quote) -> Iterable[Line]:
    guessed = estimated(quote)
    if guessed:
        yield line("Estimated: costs of position {positions}", positions=", ".join(map(str, guessed)))
    if charges := estimated_charges(quote):
        yield line("Estimated: {charges}", charges=tuple(CHARGE_NAMES[each] for each in charges))
