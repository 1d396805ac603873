"""Lists of quotations as a telephone shows them: hers first, by state, with what they come to and what is next (R135)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from handlers.asked import Asked
from handlers.asking import in_rows
from handlers.quote_approval import name
from handlers.quote_arrival import mail_lines
from handlers.quote_naming import short
from rules.money import shown
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import SALES, Role, Sight, Viewer, sight
from rules.quote_following import reason_word, step_word
from rules.quote_moves import INSIDE, OUTSIDE, PENDING, STATE_WORDS, QuoteState
from rules.refusal import Refused
from rules.words import Line, line, title, verbatim, word
from storage import quotes
from storage.colleagues import name_of, named
from storage.quote_lists import Listed, Wanted, listed, next_steps, sums
from storage.tables.quotes import QuoteRow, QuoteStepRow, QuoteVersionRow
from storage.work import Work

PAGE = 6
_SHOWN_WHO = 28
_MOST = 100_000
S = QuoteState
OPEN = INSIDE | OUTSIDE
FILTERS: Mapping[str, frozenset[QuoteState]] = {
    "open": OPEN,
    "all": frozenset(QuoteState),
    "draft": frozenset({S.DRAFT, S.COSTED}),
    "pending": PENDING,
    "approved": frozenset({S.APPROVED}),
    "sent": OUTSIDE,
    "waiting": OUTSIDE,
    "negotiating": frozenset({S.NEGOTIATING}),
    "expired": frozenset({S.EXPIRED}),
    "won": frozenset({S.ACCEPTED}),
    "lost": frozenset({S.DECLINED}),
}
"""What stands behind /quotes; waiting: the customer has not said anything yet."""
_SAID = {
    "open": "open|进行中|未结", "all": "all|全部|所有", "draft": "draft|drafts|草稿", "pending": "pending|approval|待审批|审批中",
    "approved": "approved|已批准|待发送", "sent": "sent|已发|已发送", "waiting": "waiting|silent|等待|未回复|待回复",
    "negotiating": "negotiating|谈判|洽谈", "expired": "expired|过期|已过期", "won": "won|成交|赢单", "lost": "lost|丢单|未成交",
}  # fmt: skip
_FILTER_OF = {written: filter_ for filter_, names in _SAID.items() for written in names.split("|")}
FILTER_WORDS: Mapping[str, Line] = {
    "open": word("open"),
    "all": word("all"),
    "draft": word("drafts"),
    "pending": word("waiting for release"),
    "approved": word("approved, not sent yet"),
    "sent": word("sent"),
    "waiting": word("waiting for the customer"),
    "negotiating": word("being negotiated"),
    "expired": word("expired"),
    "won": word("won"),
    "lost": word("lost"),
}
_DAY = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
EXAMPLES = "/quotes sent, /quotes acme, /quotes LED-5050, /quotes 2026-03"


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked for: the words of it are repeated in the buttons to other pages."""

    filter: str
    page: int
    wanted: Wanted
    words: str


def list_of(work: Work, asked: Asked) -> list[Outgoing]:
    """Hers, or for who reviews everybody's by person; a page of it, with the sums of all."""
    search = _searched(work, asked)
    totals = sums(work.session, search.wanted)
    count = sum(each[3] for each in totals)
    if not count:
        return [asked.say((_nothing(search), line("Filters: {example}", example=EXAMPLES)), _filters(search))]
    last = max(1, -(-count // PAGE))
    page = min(search.page, last)
    rows = _page(work, asked, search, totals, page)
    steps = next_steps(work.session, [version.id for _, version in rows])
    lines = [_head(search, count, page, last), *_sums(work, asked, totals)]
    for row, version in rows:
        lines += _entry(work, asked, row, version, steps.get(version.id))
    buttons = in_rows([Choice(short(row, version), f"/quote {name(row)}") for row, version in rows])
    return [asked.say(lines, (*buttons, *_turn(search, page, last), *_filters(search)))]


def sees_everything(work: Work, viewer: Viewer) -> bool:
    """Who reviews, who hands out, and all who sell where customers are open to the department (C8)."""
    if viewer.has(frozenset({Role.SUPERVISOR, Role.MANAGER})):
        return True
    return viewer.has(SALES) and sight(viewer, None, work.policy) is Sight.FULL


def _searched(work: Work, asked: Asked) -> Search:
    words = asked.rest.split()
    page = 1
    if words and words[-1].isdecimal() and len(words[-1]) < 4:
        page, words = max(1, int(words[-1])), words[:-1]
    chosen, wanted = "", Wanted(zone=work.policy.zone)
    if not sees_everything(work, asked.viewer):
        wanted = replace(wanted, people=frozenset({asked.me.id, *asked.viewer.stands_in_for}))
    rest: list[str] = []
    for each in words:
        if not chosen and each.casefold() in _FILTER_OF:
            chosen = _FILTER_OF[each.casefold()]
        elif (span := _span(each)) is not None:
            wanted = replace(wanted, since=span[0], until=span[1])
        else:
            rest.append(each)
    text = " ".join(rest)
    if text.casefold() in {"mine", "me", "我的"}:
        wanted, text = replace(wanted, owner=asked.me.id), ""
    elif text and (person := named(work.session, text)) is not None and sees_everything(work, asked.viewer):
        wanted, text = replace(wanted, owner=person.id), ""
    narrow = chosen or ("all" if text or wanted.since else "open")
    wanted = replace(wanted, text=text, states=FILTERS[narrow], unanswered=narrow == "waiting")
    return Search(narrow, page, wanted, " ".join(words))


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
        raise Refused("{words} is no day. Write it like {example}.", words=text, example="/quotes 2026-03") from None


def _page(
    work: Work, asked: Asked, search: Search, totals: Sequence[tuple[int, S, str, int, Decimal]], page: int
) -> list[Listed]:
    """Her own first, then the others' by person; of each the newest first."""
    owners = sorted({each[0] for each in totals}, key=lambda one: (one != asked.me.id, name_of(work.session, one)))
    skip, found = (page - 1) * PAGE, list[Listed]()
    for owner in owners:
        count = sum(each[3] for each in totals if each[0] == owner)
        if skip >= count:
            skip -= count
            continue
        found += listed(work.session, replace(search.wanted, owner=owner), PAGE - len(found), skip)
        skip = 0
        if len(found) >= PAGE:
            break
    return found


def _head(search: Search, count: int, page: int, last: int) -> Line:
    facts = {"filter": FILTER_WORDS[search.filter], "count": count}
    if last == 1:
        return title("Quotations, {filter}: {count}", **facts)
    return title("Quotations, {filter}: {count}, page {page} of {last}", page=page, last=last, **facts)


def _sums(work: Work, asked: Asked, totals: Iterable[tuple[int, S, str, int, Decimal]]) -> list[Line]:
    """Together by currency; where they are several people's, each person's number."""
    by_currency: dict[str, Decimal] = defaultdict(Decimal)
    by_person: dict[int, int] = defaultdict(int)
    for owner, _, currency, count, amount in totals:
        by_person[owner] += count
        if currency:
            by_currency[currency] += amount
    lines = [verbatim("; ".join(shown(by_currency[each], each) for each in sorted(by_currency)))] if by_currency else []
    if set(by_person) - {asked.me.id}:
        counts = sorted(by_person.items(), key=lambda each: (-each[1], each[0]))[:12]
        lines.append(verbatim(", ".join(f"{name_of(work.session, one) or '?'} {count}" for one, count in counts)))
    return lines


def _entry(work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, step: QuoteStepRow | None) -> list[Line]:
    """Two lines: which, whose, how much; how it stands and what is next."""
    quote = quotes.content(version)
    who = (quote.company or quote.contact or "?")[:_SHOWN_WHO]
    amount = shown(Decimal(version.total or "0"), version.currency) if version.currency else "–"
    number = quotes.called(row, version.version)
    if row.owner_id == asked.me.id:
        lines = [title("{number} · {who} · {amount}", number=number, who=who, amount=amount)]
    else:
        person = name_of(work.session, row.owner_id) or "?"
        lines = [title("{number} · {who} · {amount} · {person}", number=number, who=who, amount=amount, person=person)]
    return [*lines, _standing(work, version, step), *mail_lines(work, row, version)]


def _standing(work: Work, version: QuoteVersionRow, step: QuoteStepRow | None) -> Line:
    state = QuoteState(version.state)
    told = STATE_WORDS[state]
    if state is QuoteState.DECLINED and version.reason:
        return line("{state}: {reason}", state=told, reason=reason_word(version.reason))
    if version.sent_at is None or state not in OUTSIDE:
        return line("{state}", state=told)
    today = work.calendar.day_of(work.now)
    days = (today - work.calendar.day_of(version.sent_at)).days
    if step is None:
        return line("{state}, sent {days} days ago", state=told, days=days)
    return line(
        "{state}, sent {days} days ago; {day}: {what}",
        state=told,
        days=days,
        day=work.calendar.day_of(step.due_at),
        what=step_word(step.step),
    )


def _nothing(search: Search) -> Line:
    words = search.words or "-"
    return line("No quotations: {filter} ({words}).", filter=FILTER_WORDS[search.filter], words=words)


def _turn(search: Search, page: int, last: int) -> Choices:
    around = []
    if page > 1:
        around.append(Choice(line("Back"), f"/quotes {search.words} {page - 1}".replace("  ", " ")))
    if page < last:
        around.append(Choice(line("More"), f"/quotes {search.words} {page + 1}".replace("  ", " ")))
    return (tuple(around),) if around else ()


def _filters(search: Search) -> Choices:
    """The other states, of the same search."""
    offered = [each for each in ("open", "waiting", "expired", "won", "lost") if each != search.filter]
    rest = " ".join(each for each in search.words.split() if each.casefold() not in _FILTER_OF)
    return in_rows([Choice(FILTER_WORDS[each], f"/quotes {each} {rest}".rstrip()) for each in offered], 4)
