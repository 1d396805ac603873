"""How the value of a setting is spelled: read from what people write, and shown so that it can be read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from rules.address import normalised
from rules.approval_table import Table, read_table, spelled_table
from rules.calendar import MIDNIGHT, Windows
from rules.money import amount_of, currency_of
from rules.policy import ROUTES, Setting
from rules.quote_terms import trade_term
from rules.refusal import Refused
from rules.review import read_confirmers


def read(setting: Setting, text: str) -> Any:
    """The value that the words mean. ValueError or KeyError for what is none."""
    return KINDS[setting.kind][0](setting, " ".join(text.split()))


def spelled(setting: Setting, value: Any) -> str:
    """The value as people write it; `read` reads it back."""
    return KINDS[setting.kind][1](value)


def _text(setting: Setting, text: str) -> str:
    if len(text) > 200:
        raise ValueError(text)
    return "" if _is_none(text) else text


def _paragraph(setting: Setting, text: str) -> str:
    if len(text) > 800:
        raise ValueError(text)
    return "" if _is_none(text) else text


def _int(setting: Setting, text: str) -> int:
    value = int(text.replace("_", "").replace(" ", ""))
    if not setting.lowest <= value <= setting.highest:
        raise ValueError(text)
    return value


def _decimal(setting: Setting, text: str) -> Decimal:
    """Also with a sign of per cent behind it, and with commas between thousands."""
    try:
        value = amount_of(text.rstrip("%％ "))
    except Refused as fault:
        raise ValueError(text) from fault
    if not text.strip("%％ ") or not setting.lowest <= value <= setting.highest:
        raise ValueError(text)
    return value


def _currency(setting: Setting, text: str) -> str:
    try:
        return currency_of(text)
    except Refused as fault:
        raise ValueError(text) from fault


def _term(setting: Setting, text: str) -> str:
    """A trade term with its place: fob ningbo becomes FOB Ningbo."""
    if _is_none(text):
        return ""
    try:
        code, place = trade_term(text)
    except Refused as fault:
        raise ValueError(text) from fault
    if not place:
        raise ValueError(text)
    return f"{code} {place}"


def _day_steps(setting: Setting, text: str) -> tuple[int, ...]:
    return tuple(sorted({_int(setting, each) for each in _items(text)}))


def _choice(setting: Setting, text: str) -> str:
    if text.casefold() not in setting.choices:
        raise ValueError(text)
    return text.casefold()


def _set(setting: Setting, text: str) -> tuple[str, ...]:
    """Some of the choices, in their order; none of them is possible."""
    wanted = set() if _is_none(text) else {each.casefold() for each in _items(text)}
    if not wanted <= set(setting.choices):
        raise ValueError(text)
    return tuple(each for each in setting.choices if each in wanted)


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


def _approvals(setting: Setting, text: str) -> Table:
    return () if _is_none(text) else read_table(text)


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


def _decimal_shown(value: Decimal) -> str:
    return f"{value.normalize():f}"


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


def _approvals_shown(table: Table) -> str:
    return spelled_table(table) or "none"


KINDS: dict[str, tuple[Callable[[Setting, str], Any], Callable[[Any], str]]] = {
    "text": (_text, _text_shown),
    "paragraph": (_paragraph, _text_shown),
    "int": (_int, str),
    "decimal": (_decimal, _decimal_shown),
    "currency": (_currency, str),
    "term": (_term, _text_shown),
    "day_steps": (_day_steps, _list_shown),
    "set": (_set, _list_shown),
    "confirmers": (lambda _, text: read_confirmers(text), _list_shown),
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
    "approvals": (_approvals, _approvals_shown),
}
"""How a kind of value is read and shown."""
