"""The department's decisions over time: the value of every setting at an instant, and the manager's routing table (R259)."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.policy import DEFAULT, Policy
from rules.refusal import Refused
from rules.settings import BY_KEY, SETTINGS, applied, setting_of, shown, with_value
from rules.words import line
from storage.calendar import is_country_known
from storage.colleagues import name_of, named
from storage.happenings import note
from storage.tables.policy import RoutingRow, SettingRow
from storage.work import Work

COMPANY = "company."
"""Settings that say who we are rather than what was decided."""
ROUTING_FIELDS = ("country", "product", "language", "alias", "source")


@dataclass(frozen=True, slots=True)
class History:
    """All policies that there were and will be: the instants from which each holds. `newest` names the last change."""

    newest: tuple[Any, ...] | None
    since: tuple[datetime, ...]
    policies: tuple[Policy, ...]
    before: Policy
    """Before the first change: the default, but of the same company. A clock that was set back forgets no name (F26)."""

    def at(self, instant: datetime) -> Policy:
        index = bisect_right(self.since, instant)
        return self.policies[index - 1] if index else self.before


_histories: WeakKeyDictionary[Any, History] = WeakKeyDictionary()


def policy_at(session: Session, at: datetime) -> Policy:
    """What held at that instant. Costs one look at the newest row; the rest is remembered per database."""
    newest = _newest(session)
    if newest is None:
        return DEFAULT
    pool = session.get_bind().engine.pool
    known = _histories.get(pool)
    if known is None or known.newest != newest:
        known = _histories[pool] = _read(session, newest)
    return known.at(at)


def set_value(work: Work, key: str, text: str, by: int | None, valid_from: datetime | None = None) -> SettingRow | None:
    """Sets a value from an instant on (now, if none is given); None if it is so already. Refuses nonsense and the past."""
    since = valid_from or work.now
    if since < work.now:
        raise Refused("A setting cannot hold from the past; the earliest is now.")
    setting = setting_of(key)
    former = policy_at(work.session, since)
    changed = applied(former, setting.key, text)
    _check_calendar(changed)
    value, before = shown(setting, changed), shown(setting, former)
    if value == before:
        return None
    row = SettingRow(key=setting.key, value=value, valid_from=since, set_by=by, set_at=work.now)
    work.session.add(row)
    work.session.flush()
    note(
        work,
        "setting",
        line(
            "{key}: {before} became {value}, valid from {since}",
            key=setting.key,
            before=before,
            value=value,
            since=since,
        ),
        actor=by,
        before={setting.key: before},
        after={setting.key: value, "valid_from": since.isoformat()},
    )
    return row


def history(session: Session, key: str) -> list[SettingRow]:
    """Every value that a setting had, has and will have, oldest first; the default before them is no row."""
    return list(
        session.scalars(
            select(SettingRow)
            .where(SettingRow.key == setting_of(key).key)
            .order_by(SettingRow.valid_from, SettingRow.id)
        )
    )


def coming(session: Session, now: datetime) -> list[SettingRow]:
    """Values that are set and do not hold yet."""
    return list(
        session.scalars(
            select(SettingRow).where(SettingRow.valid_from > now).order_by(SettingRow.valid_from, SettingRow.id)
        )
    )


def routing_rows(session: Session) -> list[RoutingRow]:
    """The manager's table as it stands, in its order."""
    return list(session.scalars(select(RoutingRow).where(RoutingRow.ended_at.is_(None)).order_by(RoutingRow.id)))


def add_route(work: Work, field: str, value: str, owner: int, by: int | None) -> RoutingRow:
    """A new row of the manager's table. Refuses a field that there is not and a row that stands already."""
    if field not in ROUTING_FIELDS:
        raise Refused(
            "A rule goes by {fields}, like {example}.",
            fields=", ".join(ROUTING_FIELDS),
            example="/rules add country ES Ana",
        )
    for row in routing_rows(work.session):
        if row.field == field and row.value.casefold() == value.casefold():
            raise Refused(
                "Rule {number} says already that {field} {value} goes to {person}.",
                number=row.id,
                field=field,
                value=row.value,
                person=name_of(work.session, row.owner_id),
            )
    row = RoutingRow(field=field, value=value, owner_id=owner, set_by=by, set_at=work.now)
    work.session.add(row)
    work.session.flush()
    note(
        work,
        "setting",
        line(
            "Routing: {field} {value} goes to {person}", field=field, value=value, person=name_of(work.session, owner)
        ),
        actor=by,
        after={"routing": row.id, "field": field, "value": value, "owner": owner},
    )
    return row


def end_route(work: Work, number: int, by: int | None) -> RoutingRow:
    """Takes a row out of the manager's table; it is kept with its end."""
    row = work.session.get(RoutingRow, number)
    if row is None or row.ended_at is not None:
        raise Refused("There is no rule {number}. /rules lists them.", number=number)
    row.ended_at = work.now
    note(
        work,
        "setting",
        line(
            "Routing: {field} {value} no longer goes to {person}",
            field=row.field,
            value=row.value,
            person=name_of(work.session, row.owner_id),
        ),
        actor=by,
        before={"routing": row.id, "field": row.field, "value": row.value, "owner": row.owner_id},
    )
    return row


def exported(session: Session, now: datetime) -> str:
    """The whole policy as one TOML file: settings, those that come later, the routing table. `imported` reads it back."""
    policy = policy_at(session, now)
    parts = ["# The department's policy. A running deadline keeps the policy it began with.", "", "[settings]"]
    parts += [f"{_quoted(each.key)} = {_quoted(shown(each, policy))}" for each in SETTINGS]
    for row in coming(session, now):
        parts += ["", "[[later]]", f"key = {_quoted(row.key)}", f"value = {_quoted(row.value)}"]
        parts += [f"valid_from = {row.valid_from.isoformat()}"]
    for route in routing_rows(session):
        parts += ["", "[[routing]]", f"field = {_quoted(route.field)}", f"value = {_quoted(route.value)}"]
        parts += [f"owner = {_quoted(name_of(session, route.owner_id))}"]
    return "\n".join(parts) + "\n"


def imported(work: Work, text: str, by: int | None) -> int:
    """Makes the policy what the file says; returns how many things changed. All of it or, with a reason, nothing."""
    book = _parsed(text)
    settings, later, routing = book.get("settings", {}), book.get("later", []), book.get("routing")
    before = policy_at(work.session, work.now)
    policy = before
    for key, value in settings.items():
        policy = applied(policy, key, str(value))
    _check_calendar(policy)
    changed = 0
    for setting in SETTINGS:
        if set_value(work, setting.key, shown(setting, policy), by) is not None:
            changed += 1
    for each in later:
        changed += _set_later(work, each, by)
    return changed + (_routed_as(work, routing, by) if routing is not None else 0)


def _newest(session: Session) -> tuple[Any, ...] | None:
    row = session.execute(
        select(SettingRow.id, SettingRow.key, SettingRow.value, SettingRow.valid_from, SettingRow.set_at)
        .order_by(SettingRow.id.desc())
        .limit(1)
    ).first()
    return None if row is None else tuple(row)


def _read(session: Session, newest: tuple[Any, ...]) -> History:
    """The policies from each change on. Of two values from the same instant, the one set later holds."""
    rows = session.execute(
        select(SettingRow.key, SettingRow.value, SettingRow.valid_from).order_by(SettingRow.valid_from, SettingRow.id)
    )
    policies: dict[datetime, Policy] = {}
    policy = before = DEFAULT
    named = set[str]()
    for key, value, since in rows:
        if key in BY_KEY:
            policy = with_value(policy, key, value)
            policies[since] = policy
            if key.startswith(COMPANY) and key not in named:
                before = with_value(before, key, value)
                named.add(key)
    return History(newest, tuple(policies), tuple(policies.values()), before)


def _check_calendar(policy: Policy) -> None:
    if policy.country and not is_country_known(policy.country):
        raise Refused(
            "I know no public holidays of {country}. Give a country code like {example}.",
            country=policy.country,
            example="/settings calendar.country CN",
        )


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        book = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Refused("That is no policy file: {fault}. /rules export shows one.", fault=str(fault)) from fault
    shapes = (("settings", dict), ("later", list), ("routing", list))
    unknown = sorted(set(book) - {name for name, _ in shapes})
    if unknown or any(not isinstance(book[name], shape) for name, shape in shapes if name in book):
        raise Refused(
            "A policy file has the parts {parts}. /rules export shows one.", parts="[settings], [[later]], [[routing]]"
        )
    return book


def _set_later(work: Work, entry: Any, by: int | None) -> int:
    valid_from = entry.get("valid_from") if isinstance(entry, dict) else None
    if not isinstance(valid_from, datetime) or valid_from.tzinfo is None or not {"key", "value"} <= set(entry):
        raise Refused("Each part {part} has a key, a value and valid_from with a time zone.", part="[[later]]")
    key, value = str(entry["key"]), str(entry["value"])
    known = any(row.valid_from == valid_from and row.value == value for row in history(work.session, key))
    if known:
        return 0
    return 0 if set_value(work, key, value, by, valid_from) is None else 1


def _routed_as(work: Work, routing: list[Any], by: int | None) -> int:
    """The manager's table becomes that of the file: what is not in it ends, what is new is added."""
    wanted: dict[tuple[str, str], int] = {}
    for entry in routing:
        if not isinstance(entry, dict) or not {"field", "value", "owner"} <= set(entry):
            raise Refused("Each part {part} has a field, a value and an owner.", part="[[routing]]")
        owner = named(work.session, str(entry["owner"]))
        if owner is None:
            raise Refused("I know no colleague {name}. /staff lists them.", name=str(entry["owner"])[:60])
        wanted[str(entry["field"]), str(entry["value"])] = owner.id
    standing = {(row.field, row.value): row for row in routing_rows(work.session)}
    ended = [row for key, row in standing.items() if wanted.get(key) != row.owner_id]
    for row in ended:
        end_route(work, row.id, by)
    work.session.flush()
    new = [(k, who) for k, who in wanted.items() if k not in standing or standing[k].owner_id != who]
    for (field, value), number in new:
        add_route(work, field, value, number, by)
    return len(ended) + len(new)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
