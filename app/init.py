"""`infodesk init`: what is asked becomes infodesk.toml, files with secrets, a database with the policy, and the first link."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.check import Finding, mailbox_found, smtp_found, telegram_found
from app.migrate import upgrade
from app.settings import MailboxSettings, Settings, SmtpSettings, TelegramSettings, read
from documents.speech import spoken_all
from handlers.enrolment import first_link, link_lines
from rules.enrolment import named
from rules.policy import DEFAULT
from rules.refusal import Refused
from rules.settings import SETTINGS, applied, shown
from storage import happenings
from storage.calendar import is_country_known
from storage.database import Database, opened
from storage.facts import department_secret, remember
from storage.policy import policy_at, set_value
from storage.work import Work

SECRETS = "secrets"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was asked, or given as flags. `begin` is now, a number of days, or everything."""

    address: str
    password: str = field(repr=False)
    imap_host: str
    imap_port: int
    imap_security: str
    username: str
    smtp_host: str
    smtp_port: int
    smtp_security: str
    telegram_token: str = field(repr=False)
    telegram_api: str
    company: str
    country: str
    zone: str
    hours: str
    begin: str
    administrator: str
    administrator_address: str
    language: str
    database: str


def tried(answers: Answers, now: Callable[[], datetime]) -> Iterable[Finding]:
    """Tries each account at once; nothing is written yet."""
    settings = settings_of(answers)
    for box in settings.mailbox:
        yield from mailbox_found(box, now)
    yield from smtp_found(settings)
    yield from telegram_found(settings.telegram, now)


def settings_of(answers: Answers) -> Settings:
    """The settings that these answers make."""
    box = {
        "name": "info",
        "host": answers.imap_host,
        "port": answers.imap_port,
        "security": answers.imap_security,
        "username": answers.username,
        "password": answers.password or None,
    }
    smtp = {"host": answers.smtp_host, "port": answers.smtp_port, "security": answers.smtp_security}
    chat = {"token": answers.telegram_token or None, "api_base": answers.telegram_api}
    return Settings(
        mailbox=(MailboxSettings.model_validate(box),),
        smtp=SmtpSettings.model_validate(smtp),
        telegram=TelegramSettings.model_validate(chat),
    )


def checked_answers(answers: Answers) -> None:
    """Refuses answers that make no policy, before anything is written."""
    if "@" not in answers.address:
        raise Refused("{address} is no address. Example: info@example.com", address=answers.address or "-")
    if answers.begin not in ("now", "everything") and not answers.begin.isdecimal():
        raise Refused(
            "Where to begin is: now, a number of days like 30, or everything. Not {begin}.", begin=answers.begin
        )
    policy = DEFAULT
    for key, value in _seeds(answers).items():
        policy = applied(policy, key, value)
    if policy.country and not is_country_known(policy.country):
        raise Refused("I know no public holidays of {country}. Example: --country CN", country=policy.country)
    named(answers.administrator)


def written(answers: Answers, file: Path) -> Settings:
    """Writes the settings and the secrets (mode 0600). Refuses to overwrite either."""
    if file.exists():
        raise Refused("{file} is there already. Move it away to begin anew.", file=str(file))
    folder = file.parent / SECRETS
    secrets = {"info": answers.password, "telegram": answers.telegram_token}
    for name, secret in secrets.items():
        if secret and (folder / name).exists():
            raise Refused("{file} is there already. Move it away to begin anew.", file=str(folder / name))
    file.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, secret in secrets.items():
        if secret:
            _write_privately(folder / name, secret + "\n")
    _write_privately(file, _toml(answers))
    return read(file, {})


def founded(answers: Answers, database: Database, now: datetime) -> tuple[str, ...]:
    """The database with its schema, policy, secret and first administrator. Returns what says how to use her link."""
    upgrade(database)
    with database.deciding() as session:
        secret = department_secret(session, now)
        work = Work(session, now, policy_at(session, now), f"init:{now.isoformat()}", secret)
        for key, value in _seeds(answers).items():
            _seed(work, key, value)
        remember(session, "begin", _beginning(answers.begin, now), now)
        work = Work(session, now, policy_at(session, now), work.event, secret, work.happenings)
        address = answers.administrator_address
        token = first_link(work, answers.administrator, language=answers.language, address=address)
        happenings.write(work)
        lines = spoken_all(link_lines(session, token), "en", answers.zone)
        session.commit()
    return tuple(text for text, _ in lines)


def opened_for(settings: Settings) -> Database:
    """The database of the settings; the folder of a SQLite file is made."""
    url = settings.database.url
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    settings.store.folder.mkdir(parents=True, exist_ok=True)
    return opened(url)


def _seeds(answers: Answers) -> dict[str, str]:
    given = {
        "company": answers.company,
        "zone": answers.zone,
        "country": answers.country,
        "hours": answers.hours,
        "front_door": answers.address,
    }
    return {each.key: given[each.field] for each in SETTINGS if given.get(each.field)}


def _seed(work: Work, key: str, value: str) -> None:
    """Sets what differs from the default."""
    setting = next(each for each in SETTINGS if each.key == key)
    policy = policy_at(work.session, work.now)
    if shown(setting, applied(policy, key, value)) != shown(setting, policy):
        set_value(work, key, value, None)


def _beginning(begin: str, now: datetime) -> dict[str, object]:
    if begin == "everything":
        return {"mode": "everything"}
    if begin == "now":
        return {"mode": "now", "at": now.isoformat()}
    return {"mode": "days", "days": int(begin), "at": now.isoformat()}


def _write_privately(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _toml(answers: Answers) -> str:
    """The file as a person would write it: only what differs from the defaults; infodesk settings shows all the rest."""
    lines = [
        "# Settings of the machine. `infodesk settings` shows every one with its meaning; the department's",
        "# own decisions (hours, promise, routing) are in the database: /settings and /rules in chat.",
        "",
        "[mailbox]",
        f"host = {_quoted(answers.imap_host)}",
        f"port = {answers.imap_port}",
        f"security = {_quoted(answers.imap_security)}",
        f"username = {_quoted(answers.username)}",
    ]
    lines += [f'password_file = "{SECRETS}/info"'] if answers.password else []
    if answers.smtp_host:
        lines += ["", "[smtp]", f"host = {_quoted(answers.smtp_host)}", f"port = {answers.smtp_port}"]
        lines += [f"security = {_quoted(answers.smtp_security)}"]
    if answers.telegram_token:
        lines += ["", "[telegram]", f'token_file = "{SECRETS}/telegram"']
        if answers.telegram_api != TelegramSettings().api_base:
            lines += [f"api_base = {_quoted(answers.telegram_api)}"]
    lines += ["", "[database]", f"url = {_quoted(answers.database)}", "", "[store]", 'folder = "store"']
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A JSON string is a TOML basic string, too."""
    return json.dumps(text, ensure_ascii=False)
