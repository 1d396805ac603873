"""What follows the sending of a quotation, and when: receipt, questions, the end of its validity (R131-R133)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.calendar import Calendar
from rules.moments import moment_in
from rules.policy import Policy
from rules.refusal import Refused
from rules.words import Line, verbatim, word

RECEIPT, AGREED, BEFORE_EXPIRY, EXPIRY = "receipt", "agreed", "before_expiry", "expiry"
QUESTIONS = ("first", "second", "third", "fourth", "fifth", "sixth")
"""The questions of `quote.followups`, in their order; those behind the sixth are "question 7" and so on."""
FURTHEST = 366
"""Days: nobody plans to ask later."""
LATER_DAYS = 3
"""What the button Later means."""


@dataclass(frozen=True, slots=True)
class Planned:
    step: str
    due_at: datetime


def planned(sent_at: datetime, valid_until: date, policy: Policy, calendar: Calendar) -> tuple[Planned, ...]:
    """The steps of a quotation that left at that instant, in the order of time; business days of the company's calendar.

    Each is due when that day's work begins, the expiry at the end of the last day of validity in the company's zone. What
    would fall behind the warning before the expiry is left out, and of two on one day the later one stays.
    """
    sent = calendar.day_of(sent_at)
    days: dict[date, str] = {}
    if policy.quote_receipt_days:
        days[business_day(calendar, sent, policy.quote_receipt_days)] = RECEIPT
    for count, after in enumerate(policy.quote_followups):
        days[business_day(calendar, sent, after)] = question(count)
    last = valid_until
    if policy.quote_before_expiry_days:
        warned = business_day_before(calendar, valid_until, policy.quote_before_expiry_days)
        if warned > sent:
            last = warned
            days[warned] = BEFORE_EXPIRY
    steps = [Planned(step, begins(calendar, day)) for day, step in sorted(days.items()) if day <= last]
    return (*steps, Planned(EXPIRY, ends(calendar, valid_until)))


def question(count: int) -> str:
    """The name of the question after so many others."""
    return QUESTIONS[count] if count < len(QUESTIONS) else f"question {count + 1}"


def is_question(step: str) -> bool:
    """Whether it asks the customer what he thinks."""
    return step in QUESTIONS or step.startswith("question ") or step == AGREED


def business_day(calendar: Calendar, day: date, count: int) -> date:
    """The working day that is so many working days later."""
    for _ in range(count):
        day = calendar.working_day_after(day)
    return day


def business_day_before(calendar: Calendar, day: date, count: int) -> date:
    """The working day that is so many working days earlier."""
    for _ in range(366 * 2):
        if count <= 0:
            break
        day -= timedelta(days=1)
        count -= calendar.is_working_day(day)
    return day


def begins(calendar: Calendar, day: date) -> datetime:
    """When that day's work begins; of a day off, when work begins next."""
    return calendar.opening_of(day) or calendar.opening_after(datetime.combine(day, time(0), ZoneInfo(calendar.zone)))


def ends(calendar: Calendar, day: date) -> datetime:
    """The instant at which that day is over in the company's zone."""
    return datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(calendar.zone))


def rank(step: str) -> int:
    """Of several steps that are due at once only the highest is told."""
    order = {RECEIPT: 0, AGREED: 50, BEFORE_EXPIRY: 90, EXPIRY: 99}
    if step in order:
        return order[step]
    return 1 + (QUESTIONS.index(step) if step in QUESTIONS else len(QUESTIONS))


def highest(steps: Iterable[str]) -> str:
    return max(steps, key=rank)


STEP_WORDS: Mapping[str, Line] = {
    RECEIPT: word("ask whether it has arrived"),
    AGREED: word("ask again, as you wanted"),
    BEFORE_EXPIRY: word("say that it ends soon"),
    EXPIRY: word("its validity ends"),
}


def step_word(step: str) -> Line:
    """What is to be done, for people."""
    return STEP_WORDS.get(step) or word("ask what the customer thinks")


_BARE = re.compile(
    r"(?:in\s+|after\s+)?(\d{1,4})\s*(?:calendar\s+|working\s+|business\s+)?(?:days?|d|天|日)?\s*(?:later|[后後])?",
    re.I,
)
_WEEKS = re.compile(r"(?:in\s+|after\s+)?(\d{1,3})\s*(?:weeks?|w|周|个?星期)\s*(?:later|[后後])?", re.I)
_NEVER = frozenset(
    {"never", "no", "not needed", "none", "stop", "cancel", "不用", "不需要", "不要", "取消", "从不", "无需"}
)


def is_never(text: str) -> bool:
    """Whether somebody says that nobody is to be asked."""
    return " ".join(text.casefold().split()).strip(" .。") in _NEVER


def asked_on(text: str, now: datetime, calendar: Calendar) -> datetime:
    """When somebody wants to ask the customer: "in 5 days", 5, "friday", 2026-04-02, 下周三, 5天后; as that day's work begins.

    Refuses no day, a day that is over, and one that is more than a year away.
    """
    today = calendar.day_of(now)
    day = _day(text.strip(" .。"), now, today, calendar.zone)
    if day is None:
        raise Refused(
            "{words} is no day. Write it like {example}.",
            words=text[:40] or "?",
            example="/followup D7 in 5 days",
        )
    if day < today or (day - today).days > FURTHEST:
        raise Refused("{day} is over, or too far away. Within a year, please: {example}", day=day, example="in 5 days")
    return max(begins(calendar, day), calendar.opening_after(now))


def _day(text: str, now: datetime, today: date, zone: str) -> date | None:
    for pattern, length in ((_BARE, 1), (_WEEKS, 7)):
        if found := pattern.fullmatch(text):
            return today + timedelta(days=min(int(found[1]) * length, FURTHEST + 1))
    try:
        moment = moment_in(text, now, zone)
    except ValueError:
        return None
    return moment.day if moment is not None and not moment.rest else None


REASONS: Mapping[str, Line] = {
    "price": word("price"),
    "delivery": word("delivery time"),
    "competitor": word("bought from a competitor"),
    "no project": word("no project any more"),
    "no answer": word("no answer"),
}
"""Why a quotation is lost, as it usually is; anything else is kept as it was written."""
_SAID = {
    "price": "price|too expensive|price too high|expensive|价格|价格太高|太贵|价格高",
    "delivery": "delivery|delivery time|delivery too long|lead time|交期|交货期|交期太长|交期长",
    "competitor": "competitor|bought from a competitor|bought elsewhere|竞争对手|同行|从别处购买|对手",
    "no project": "no project|no project any more|project cancelled|project canceled|没有项目|项目取消|项目取消了|不需要了",
    "no answer": "no answer|no reply|silent|没有回复|无回复|没回复|不回复",
}
_USUAL = {written: reason for reason, names in _SAID.items() for written in names.split("|")}
LONGEST_REASON = 500


def reason_of(text: str) -> str:
    """The usual reason that somebody means, else her own words on one line. Refuses more than a reason may have."""
    words = " ".join(text.split())
    if len(words) > LONGEST_REASON:
        raise Refused("A reason has at most {limit} characters.", limit=LONGEST_REASON)
    return _USUAL.get(words.casefold().strip(" .!。！"), words)


def reason_word(reason: str) -> Line:
    """A reason as people read it."""
    return REASONS.get(reason) or verbatim(reason)
