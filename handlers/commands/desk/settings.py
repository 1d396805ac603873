"""/settings: the department's decisions, who set each and from when; the manager changes them (R124, R259)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time

from handlers.asked import Asked, Command
from rules.moments import instant_of, moment_in
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import EVERYBODY, MANAGERS
from rules.policy import Setting
from rules.refusal import Refused
from rules.settings import GROUPS, SETTINGS, setting_of, shown
from rules.words import Line, line, title, verbatim, word
from storage.colleagues import name_of
from storage.policy import coming, history, set_value
from storage.work import Work

EXAMPLE = "/settings response.limit_minutes 480"
_FROM = re.compile(r"\s+(?:valid\s+)?(?:from|自|从)\s+(\S.*)\Z", re.IGNORECASE)


def settings(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """The groups; with a group its settings; with a key its value and history; with a value, from when it holds."""
    first, _, rest = asked.rest.partition(" ")
    if not first:
        return [asked.say(_groups(work), _group_choices())]
    if first.casefold() in GROUPS and not rest:
        return [asked.say(_group(work, first.casefold()), _key_choices(first.casefold()))]
    if first.casefold() == "history":
        return [asked.say(_history(work, setting_of(rest or "response.limit_minutes")))]
    setting = setting_of(first)
    if not rest.strip():
        return [asked.say(_one(work, asked, setting), _value_choices(asked, setting))]
    return _changed(work, asked, setting, rest.strip())


def _changed(work: Work, asked: Asked, setting: Setting, text: str) -> list[Outgoing]:
    if not asked.viewer.has(MANAGERS):
        raise Refused(
            "Only the manager changes settings. {example} shows this one.", example=f"/settings {setting.key}"
        )
    found = _FROM.search(text)
    since = _since(work, asked, found.group(1)) if found else None
    value = text[: found.start()] if found else text
    row = set_value(work, setting.key, value, asked.me.id, since)
    if row is None:
        raise Refused("{key} is {value} already.", key=setting.key, value=" ".join(value.split()))
    words = [
        title("Changed."),
        line("{key} is {value} from {since} on.", key=setting.key, value=row.value, since=row.valid_from),
    ]
    if setting.group in {"calendar", "response", "reminders"}:
        words.append(line("Deadlines that run already stay as they are."))
    return [asked.say(words, ((Choice(line("History"), f"/settings history {setting.key}"),),))]


def _since(work: Work, asked: Asked, text: str) -> datetime:
    """The instant from which it is to hold: a day means its beginning in the company's zone."""
    example = f"{EXAMPLE} from 2027-01-01"
    try:
        moment = moment_in(text, work.now, work.policy.zone)
    except ValueError:
        moment = None
    if moment is None or moment.rest:
        raise Refused("From when? Write it like {example}.", example=example)
    since = instant_of(moment, work.policy.zone, time(0))
    return max(since, work.now) if moment.day == work.calendar.day_of(work.now) else since


def _groups(work: Work) -> list[Line]:
    later = len(coming(work.session, work.now))
    lines = [title("Settings of the department"), line("Choose a part, or change one: {example}", example=EXAMPLE)]
    return [*lines, line("{count} changes are set for later.", count=later)] if later else lines


def _group_choices() -> Choices:
    buttons = [Choice(words, f"/settings {group}") for group, words in GROUPS.items()]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def _group(work: Work, group: str) -> list[Line]:
    rows = [each for each in SETTINGS if each.group == group]
    return [title("{group}", group=GROUPS[group]), *(_line(work, each) for each in rows)]


def _key_choices(group: str) -> Choices:
    buttons = [Choice(verbatim(each.key), f"/settings {each.key}") for each in SETTINGS if each.group == group]
    return (*((each,) for each in buttons), (Choice(line("All parts"), "/settings"),))


def _line(work: Work, setting: Setting) -> Line:
    value = shown(setting, work.policy)
    if setting.unit is not None:
        return line(
            "{key} = {value} {unit}: {meaning}",
            key=setting.key,
            value=value,
            unit=setting.unit,
            meaning=setting.meaning,
        )
    return line("{key} = {value}: {meaning}", key=setting.key, value=value, meaning=setting.meaning)


def _one(work: Work, asked: Asked, setting: Setting) -> list[Line]:
    lines = [_line(work, setting)]
    if setting.choices:
        lines.append(line("It can be: {choices}", choices=", ".join(setting.choices)))
    if asked.viewer.has(MANAGERS):
        lines.append(line("To change it: {example}", example=f"/settings {setting.key} {setting.example}"))
        lines.append(line("To change it later, add: {example}", example="from 2027-01-01"))
    return [*lines, *_history(work, setting)[1:]]


def _value_choices(asked: Asked, setting: Setting) -> Choices:
    back = (Choice(line("Back"), f"/settings {setting.group}"),)
    values = setting.choices or (("yes", "no") if setting.kind == "yes_no" else ())
    if not values or not asked.viewer.has(MANAGERS):
        return (back,)
    return (tuple(Choice(verbatim(each), f"/settings {setting.key} {each}") for each in values), back)


def _history(work: Work, setting: Setting) -> list[Line]:
    rows = history(work.session, setting.key)
    lines = [title("History of {key}", key=setting.key)]
    if not rows:
        return [*lines, line("It has its default and was never changed.")]
    return lines + [
        line(
            "{value} from {since} on, set by {person} on {at}",
            value=row.value,
            since=row.valid_from,
            person=verbatim(name_of(work.session, row.set_by)) if row.set_by else word("the set-up"),
            at=row.set_at,
        )
        for row in rows[-12:]
    ]


COMMANDS = (
    Command(
        "/settings",
        word("the department's settings, with their history"),
        settings,
        roles=EVERYBODY,
        example=EXAMPLE,
        family="desk",
    ),
)
