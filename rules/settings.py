"""The table of the department's settings: how each is spelled, read and shown (R124, R259; annex E)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from difflib import get_close_matches
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from rules.address import normalised
from rules.calendar import MIDNIGHT, Windows
from rules.policy import ROUTES, Policy, Setting
from rules.refusal import Refused
from rules.words import Line, word

MINUTES = word("working minutes")
OCTETS = word("octets")
DAYS = word("days")

GROUPS: dict[str, Line] = {
    "company": word("Company"),
    "calendar": word("Calendar"),
    "response": word("The promise"),
    "reminders": word("Reminders"),
    "routing": word("Routing"),
    "digest": word("Digests"),
    "mail": word("Mail"),
}

HOURS_EXAMPLE = "08:00-12:00, 13:30-18:00"

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "company.name",
        "company",
        "company",
        "text",
        word("the company's name as customers read it"),
        example="Lumen Lighting",
    ),
    Setting("calendar.zone", "zone", "calendar", "zone", word("the company's time zone"), example="Asia/Shanghai"),
    Setting(
        "calendar.country",
        "country",
        "calendar",
        "country",
        word("whose public holidays and make-up workdays count (two letters)"),
        example="CN",
    ),
    Setting(
        "calendar.hours", "hours", "calendar", "hours", word("working hours of a normal day"), example=HOURS_EXAMPLE
    ),
    Setting(
        "calendar.weekdays", "weekdays", "calendar", "weekdays", word("working days of the week"), example="Mon-Fri"
    ),
    Setting(
        "calendar.closures",
        "closures",
        "calendar",
        "dates",
        word("days on which the company is closed besides public holidays"),
        example="2026-12-24..2026-12-26, 2026-12-31",
    ),
    Setting(
        "calendar.extra_workdays",
        "extra_workdays",
        "calendar",
        "dates",
        word("days on which the company works although the calendar says no"),
        example="2026-02-28",
    ),
    Setting(
        "response.reading",
        "reading",
        "response",
        "choice",
        word("how one business day is counted; the limit in minutes holds for working_minutes only"),
        choices=("working_minutes", "end_of_next_day"),
        example="working_minutes",
    ),
    Setting(
        "response.limit_minutes",
        "limit_minutes",
        "response",
        "int",
        word("within how many working minutes a customer is answered"),
        MINUTES,
        example="510",
        lowest=1,
        highest=50_000,
    ),
    Setting(
        "response.same_day",
        "same_day",
        "response",
        "choice",
        word("whether today's closing time is a target beside the limit, the limit itself, or nothing"),
        choices=("soft", "hard", "off"),
        example="soft",
    ),
    Setting(
        "response.same_day_min_minutes",
        "same_day_min_minutes",
        "response",
        "int",
        word("how much of the day must be left for the same-day target"),
        MINUTES,
        example="60",
        lowest=0,
        highest=1440,
    ),
    Setting(
        "reminders.steps",
        "reminder_steps",
        "reminders",
        "percent_steps",
        word("per cent of the time after which the owner is reminded"),
        example="50, 80",
    ),
    Setting(
        "reminders.outside_hours",
        "outside_hours",
        "reminders",
        "choice",
        word("what may be said outside working hours"),
        choices=("none", "urgent", "all"),
        example="none",
    ),
    Setting(
        "routing.order",
        "routing",
        "routing",
        "routes",
        word("the steps of routing in their order"),
        example=", ".join(ROUTES),
    ),
    Setting(
        "visibility.customer",
        "visibility",
        "routing",
        "choice",
        word("who sees a customer's full data besides dispatcher and manager"),
        choices=("owner", "department", "company"),
        example="owner",
    ),
    Setting(
        "digest.at",
        "digest_at",
        "digest",
        "time",
        word("when the morning digest comes, in the person's zone"),
        example="08:30",
    ),
    Setting(
        "digest.closing_at",
        "closing_digest_at",
        "digest",
        "time",
        word("when the digest before closing comes, in the person's zone"),
        example="17:30",
    ),
    Setting(
        "digest.empty",
        "empty_digests",
        "digest",
        "choice",
        word("whether an empty digest is one line or none"),
        choices=("line", "none"),
        example="line",
    ),
    Setting(
        "digest.silent_days",
        "silent_days",
        "digest",
        "int",
        word("after how many days without a word a customer is called silent"),
        DAYS,
        example="7",
        lowest=1,
        highest=3650,
    ),
    Setting(
        "company.front_door",
        "front_door",
        "company",
        "address",
        word("the address of the shared mailbox"),
        example="info@example.com",
    ),
    Setting(
        "company.aliases",
        "aliases",
        "company",
        "addresses",
        word("other addresses that end in the shared mailbox"),
        example="sales@example.com",
    ),
    Setting(
        "company.domains",
        "domains",
        "company",
        "domains",
        word("the company's own mail domains besides that of the front door"),
        example="example.com, example.cn",
    ),
    Setting(
        "company.form_senders",
        "form_senders",
        "company",
        "addresses",
        word("addresses from which the own website's form writes"),
        example="form@example.com",
    ),
    Setting(
        "mail.subaddress",
        "subaddress",
        "mail",
        "yes_no",
        word("whether the mail server takes info+token@"),
        example="no",
    ),
    Setting(
        "mail.sent_copies",
        "sent_copies",
        "mail",
        "yes_no",
        word("whether a copy of what is sent is filed in Sent"),
        example="yes",
    ),
    Setting(
        "mail.size_limit",
        "size_limit",
        "mail",
        "int",
        word("the largest mail that is forwarded with its attachments"),
        OCTETS,
        example="20000000",
        lowest=100_000,
        highest=200_000_000,
    ),
    Setting("mail.sign_off", "sign_off", "mail", "text", word("how a mail to a customer ends"), example="Best regards"),
)

BY_KEY: dict[str, Setting] = {each.key: each for each in SETTINGS}


def setting_of(key: str) -> Setting:
    """The setting of that key. Refuses an unknown one with the nearest that there is."""
    wanted = key.strip().casefold()
    if wanted in BY_KEY:
        return BY_KEY[wanted]
    near = get_close_matches(wanted, BY_KEY, n=1, cutoff=0.5) or ["response.limit_minutes"]
    raise Refused("I know no setting {key}. Did you mean {near}? /settings lists all.", key=key[:60], near=near[0])


def parsed(setting: Setting, text: str) -> Any:
    """The value that the words mean. Refuses with an example what it cannot read."""
    try:
        return KINDS[setting.kind][0](setting, " ".join(text.split()))
    except (ValueError, KeyError) as fault:
        raise _unreadable(setting, text) from fault


def shown(setting: Setting, policy: Policy) -> str:
    """The value as people write it; `parsed` reads it back."""
    return KINDS[setting.kind][1](getattr(policy, setting.field))


def applied(policy: Policy, key: str, text: str) -> Policy:
    """The policy with that setting changed. Refuses what is no value, or none together with the others."""
    changed = with_value(policy, key, text)
    both = set(changed.closures) & set(changed.extra_workdays)
    if both:
        raise Refused("{day} cannot be a closure and an extra workday at once.", day=min(both))
    return changed


def with_value(policy: Policy, key: str, text: str) -> Policy:
    """The policy with that setting changed, without a look at the others: for values that were accepted once."""
    setting = setting_of(key)
    return replace(policy, **{setting.field: parsed(setting, text)})


def _unreadable(setting: Setting, text: str) -> Refused:
    example = f"/settings {setting.key} {setting.example}"
    if setting.choices:
        return Refused(
            "{key} is one of {choices}, not {text}.",
            key=setting.key,
            choices=", ".join(setting.choices),
            text=text[:60],
        )
    if setting.kind == "int":
        return Refused(
            "{key} is a whole number from {lowest} to {highest}, like {example}.",
            key=setting.key,
            lowest=setting.lowest,
            highest=setting.highest,
            example=example,
        )
    return Refused(
        "I cannot read {text} as {key}. Write it like {example}.", text=text[:60], key=setting.key, example=example
    )


def _text(setting: Setting, text: str) -> str:
    if len(text) > 200:
        raise ValueError(text)
    return "" if _is_none(text) else text


def _int(setting: Setting, text: str) -> int:
    value = int(text.replace("_", "").replace(" ", ""))
    if not setting.lowest <= value <= setting.highest:
        raise ValueError(text)
    return value


def _choice(setting: Setting, text: str) -> str:
    if text.casefold() not in setting.choices:
        raise ValueError(text)
    return text.casefold()


def _yes_no(setting: Setting, text: str) -> bool:
    return {"yes": True, "on": True, "true": True, "是": True, "no": False, "off": False, "false": False, "否": False}[
        text.casefold()
    ]


def _time(setting: Setting, text: str) -> time:
    hour, _, minute = text.replace("：", ":").partition(":")
    if not (hour.isascii() and hour.isdigit() and (minute or "00").isascii() and (minute or "00").isdigit()):
        raise ValueError(text)
    return time(int(hour), int(minute or 0))


def _zone(setting: Setting, text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (OSError, LookupError) as fault:
        raise ValueError(text) from fault


def _country(setting: Setting, text: str) -> str:
    if _is_none(text):
        return ""
    if not (len(text) == 2 and text.isascii() and text.isalpha()):
        raise ValueError(text)
    return text.upper()


def _hours(setting: Setting, text: str) -> Windows:
    windows = tuple(sorted(_window(setting, each) for each in _items(text)))
    if not windows:
        raise ValueError(text)
    for (_, closes), (opens, _) in pairwise(windows):
        if closes == MIDNIGHT or opens < closes:
            raise ValueError(text)
    return windows


def _window(setting: Setting, text: str) -> tuple[time, time]:
    start, _, end = text.replace("–", "-").replace("—", "-").partition("-")
    opens = _time(setting, start.strip())
    closes = MIDNIGHT if end.strip() == "24:00" else _time(setting, end.strip())
    if closes != MIDNIGHT and closes <= opens:
        raise ValueError(text)
    return opens, closes


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _weekdays(setting: Setting, text: str) -> tuple[int, ...]:
    days: set[int] = set()
    for each in _items(text):
        first, dash, last = each.casefold().replace("–", "-").partition("-")
        start = WEEKDAYS.index(first.strip()[:3])
        end = WEEKDAYS.index(last.strip()[:3]) if dash else start
        days |= set(range(start, end + 1)) if start <= end else {*range(start, 7), *range(end + 1)}
    if not days:
        raise ValueError(text)
    return tuple(sorted(days))


def _dates(setting: Setting, text: str) -> tuple[date, ...]:
    days: set[date] = set()
    for each in _items(text):
        first, dots, last = each.partition("..")
        start = date.fromisoformat(first.strip())
        end = date.fromisoformat(last.strip()) if dots else start
        if not start <= end <= start + timedelta(days=366):
            raise ValueError(text)
        days |= {start + timedelta(days=number) for number in range((end - start).days + 1)}
    return tuple(sorted(days))


def _percent_steps(setting: Setting, text: str) -> tuple[int, ...]:
    steps = sorted({int(each.rstrip("% ")) for each in _items(text)})
    if any(not 0 < each < 100 for each in steps):
        raise ValueError(text)
    return tuple(steps)


def _routes(setting: Setting, text: str) -> tuple[str, ...]:
    steps = tuple(each.casefold() for each in _items(text))
    if not steps or len(set(steps)) != len(steps) or not set(steps) <= set(ROUTES):
        raise ValueError(text)
    return steps


def _no_address_or_one(setting: Setting, text: str) -> str:
    return "" if _is_none(text) else _address(setting, text)


def _address(setting: Setting, text: str) -> str:
    address = normalised(text)
    local, _, domain = address.rpartition("@")
    if not local or "." not in domain or " " in address:
        raise ValueError(text)
    return address


def _addresses(setting: Setting, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_address(setting, each) for each in _items(text)))


def _domains(setting: Setting, text: str) -> tuple[str, ...]:
    domains = tuple(dict.fromkeys(each.casefold().lstrip("@").rstrip(".") for each in _items(text)))
    if any("." not in each or "@" in each or " " in each for each in domains):
        raise ValueError(text)
    return domains


def _is_none(text: str) -> bool:
    return text.casefold() in {"", "none", "-", "无"}


def _items(text: str) -> list[str]:
    if _is_none(text):
        return []
    return [
        each.strip() for each in text.replace("，", ",").replace("、", ",").replace(";", ",").split(",") if each.strip()
    ]


def _text_shown(text: str) -> str:
    return text or "none"


def _list_shown(values: tuple[Any, ...]) -> str:
    return ", ".join(str(each) for each in values) or "none"


def _hours_shown(hours: Windows) -> str:
    return ", ".join(f"{opens:%H:%M}-{'24:00' if closes == MIDNIGHT else f'{closes:%H:%M}'}" for opens, closes in hours)


def _dates_shown(days: tuple[date, ...]) -> str:
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{run[0]}..{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs) or "none"


def _weekdays_shown(days: tuple[int, ...]) -> str:
    return ", ".join(WEEKDAYS[day].capitalize() for day in days)


def _time_shown(moment: time) -> str:
    return f"{moment:%H:%M}"


def _yes_no_shown(value: bool) -> str:
    return "yes" if value else "no"


KINDS: dict[str, tuple[Callable[[Setting, str], Any], Callable[[Any], str]]] = {
    "text": (_text, _text_shown),
    "int": (_int, str),
    "choice": (_choice, str),
    "yes_no": (_yes_no, _yes_no_shown),
    "time": (_time, _time_shown),
    "zone": (_zone, str),
    "country": (_country, _text_shown),
    "hours": (_hours, _hours_shown),
    "weekdays": (_weekdays, _weekdays_shown),
    "dates": (_dates, _dates_shown),
    "percent_steps": (_percent_steps, _list_shown),
    "routes": (_routes, _list_shown),
    "address": (_no_address_or_one, _text_shown),
    "addresses": (_addresses, _list_shown),
    "domains": (_domains, _list_shown),
}
"""How a kind of value is read and shown."""
