"""/rates: the exchange rates in force with their days; enters one, which is asked after where it jumps (R142)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from handlers.asked import Asked, Command
from handlers.quote_figures import today
from handlers.rates import ENTERERS, rate_line
from rules.enrolment import role_words
from rules.exchange import ECB, Between, Told, found_between, jumped, rate_between, too_old
from rules.outgoing import Choice, Outgoing
from rules.permission import EVERYBODY
from rules.rate_words import EXAMPLE, rate_typed
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage.happenings import note
from storage.products import used_currencies
from storage.rates import enter_rate, entered_rates, newest_day, told_rates
from storage.work import Work

MAJOR = ("USD", "EUR", "GBP", "JPY")


def rates(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """The rates in force; `EUR` that of one currency; `USD 7.12`, `1 USD = 7.12 CNY`, also with a day: enters one."""
    if not asked.rest:
        return [asked.say(_in_force(work, asked))]
    words, sure = _sure(asked.rest)
    typed = rate_typed(words, work.policy.currency, today(work))
    if isinstance(typed, str):
        return [asked.say(_one(work, typed))]
    if not asked.viewer.has(ENTERERS):
        raise Refused("{what} is changed by: {roles}.", what=word("exchange rate"), roles=role_words(sorted(ENTERERS)))
    told = replace(typed, by=asked.me.name)
    former = found_between(told_rates(work.session, told.on, (told.currency, told.against)), *_pair(told), told.on)
    if former is not None and not sure and jumped(told.value, former.value):
        return [_asked_after(asked, told, former)]
    return _entered(work, asked, told, former)


def _sure(text: str) -> tuple[str, bool]:
    words = text.split()
    return (" ".join(words[:-1]), True) if words[-1].casefold() in {"yes", "是"} else (text, False)


def _pair(told: Told) -> tuple[str, str]:
    return told.currency, told.against


def _asked_after(asked: Asked, told: Told, former: Between) -> Outgoing:
    """Nothing counts yet: the button says it once more, and the other way round where that would fit."""
    percent = (told.value / former.value - 1) * 100
    lines = [
        title("Is that right? {rate}", rate=rate_line(told.currency, told.value, told.against)),
        line("The last one is {rate} of {day}; yours is {percent} % off. It does not count yet.",
             rate=rate_line(told.currency, former.value, told.against), day=former.on, percent=f"{percent:+.1f}"),
    ]  # fmt: skip
    choices = [(Choice(line("Yes, enter it"), _command(told)),)]
    turned = replace(told, currency=told.against, against=told.currency)
    if not jumped(turned.value, 1 / former.value):
        words = rate_line(turned.currency, turned.value, turned.against)
        choices.append((Choice(line("I meant {rate}", rate=words), _command(turned)),))
    return asked.say(lines, tuple(choices))


def _command(told: Told) -> str:
    return f"/rates 1 {told.currency} = {told.value:f} {told.against} {told.on} yes"


def _entered(work: Work, asked: Asked, told: Told, former: Between | None) -> list[Outgoing]:
    if former is not None and former.on == told.on and former.value == told.value and former.origin == told.origin:
        raise Refused("It stands so already.")
    row = enter_rate(work, told, asked.me.id)
    words = line(
        "Exchange rate: {rate}, of {day}", rate=rate_line(told.currency, told.value, told.against), day=told.on
    )
    before = {"rate": f"{former.value:f}", "on": former.on.isoformat(), "origin": former.origin} if former else None
    note(work, "rate", words, actor=asked.me.id, before=before, after={"rate": row.id, "value": row.value})
    lines = [
        title("{rate}, of {day}", rate=rate_line(told.currency, told.value, told.against), day=told.on),
        line("The other way round: {rate}", rate=rate_line(told.against, 1 / told.value, told.currency)),
    ]
    if former is not None:
        lines.append(line("Before: {rate}", rate=_line(former)))
    return [asked.say(lines, ((Choice(line("Take it back"), f"/undo {work.event}"),),))]


def _in_force(work: Work, asked: Asked) -> list[Line]:
    own, on = work.policy.currency, today(work)
    told = told_rates(work.session, on)
    lines = [title("Exchange rates, {day}", day=on)]
    shown = {frozenset({own})}
    wanted = [*((each, own) for each in (*MAJOR, *used_currencies(work.session)))]
    wanted += [(each.currency, each.against) for each in entered_rates(work.session, on)]
    for currency, against in wanted:
        pair = frozenset({currency, against})
        found = None if pair in shown else found_between(told, currency, against, on)
        if found is not None:
            shown.add(pair)
            lines.append(_aged(work, found, on))
    if len(lines) == 1:
        lines.append(line("None is known yet."))
    lines += _of_the_bank(work)
    if asked.viewer.has(ENTERERS):
        lines.append(line("Enter one: {example}", example=EXAMPLE))
    return lines


def _of_the_bank(work: Work) -> list[Line]:
    day = newest_day(work.session, ECB)
    return (
        [line("The European Central Bank's are of {day}. One of them: {example}", day=day, example="/rates SEK")]
        if day
        else []
    )


def _one(work: Work, currency: str) -> list[Line]:
    """The rate of one currency, and what it follows from."""
    own, on = work.policy.currency, today(work)
    other = own if currency != own else "USD"
    found = rate_between(told_rates(work.session, on, (currency, other)), currency, other, on)
    lines = [_aged(work, found, on)]
    if len(found.path) > 1:
        legs = tuple(rate_line(each.currency, each.value, each.against) for each in found.path)
        lines.append(line("It follows from: {rates}", rates=legs))
    return lines


def _aged(work: Work, found: Between, on: date) -> Line:
    words = _line(found)
    if too_old(found, on, work.policy.quote_rate_days):
        return line("{rate} - older than {days} days, not used any more", rate=words, days=work.policy.quote_rate_days)
    return words


def _line(found: Between) -> Line:
    rate = rate_line(found.source, found.value, found.target)
    by = found.path[0].by if found.path else ""
    if found.origin == ECB:
        return line("{rate} · {day}, European Central Bank", rate=rate, day=found.on)
    return line("{rate} · {day}, {person}", rate=rate, day=found.on, person=by or "-")


COMMANDS = (
    Command(
        "/rates",
        word("the exchange rates with their days; enter one"),
        rates,
        roles=EVERYBODY,
        example=EXAMPLE,
        family="quote",
    ),
)
