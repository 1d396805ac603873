"""`infodesk init`: what is asked becomes infodesk.toml, files with secrets, a database with the policy, and the first link."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.check import telegram_found
from app.check_mail import mailbox_found, smtp_found
from app.finding import Finding
from app.migrate import upgrade
from app.settings import MailboxSettings, Settings, SmtpSettings, TelegramSettings, read
from documents.speech import spoken_all
from handlers.enrolment import first_link, link_lines
from mail.providers import at_host
from rules.address import envelope, normalised
from rules.enrolment import company_address, named
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
class Server:
    """Where one logs in; without a host there is none."""

    host: str
    port: int
    security: str

    def __str__(self) -> str:
        return f"{self.host}:{self.port}:{self.security}" if self.host else "-"


@dataclass(frozen=True, slots=True)
class Account:
    """The shared mailbox, and how one gets into it. `token_command` takes the place of the password."""

    address: str
    imap: Server
    smtp: Server
    username: str
    password: str = field(repr=False)
    token_command: str = ""

    @property
    def files_sent_itself(self) -> bool:
        """Whether the provider files what is sent into Sent by itself; then we must not do it, too."""
        provider = at_host(self.smtp.host)
        return provider is not None and provider.keeps_sent

    @property
    def authserv_ids(self) -> tuple[str, ...]:
        """The name under which the provider writes who a letter is proved to come from, where it is known."""
        provider = at_host(self.imap.host)
        return (provider.authserv_id,) if provider is not None and provider.authserv_id else ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What was asked, or given as flags. `begin` is now, a number of days, or everything."""

    account: Account
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
    """Tries each account at once; nothing is written yet, nothing is sent."""
    yield from account_tried(answers.account, now)
    yield from chat_tried(answers.telegram_token, answers.telegram_api, now)


def account_tried(account: Account, now: Callable[[], datetime]) -> Iterable[Finding]:
    settings = _mail_settings(account)
    for box in settings.mailbox:
        yield from mailbox_found(box, now)
    if account.smtp.host:
        yield from smtp_found(settings, account.address)


def chat_tried(token: str, api: str, now: Callable[[], datetime]) -> Iterable[Finding]:
    return telegram_found(_chat_settings(token, api), now)


def _mail_settings(account: Account) -> Settings:
    imap, smtp = account.imap, account.smtp
    box = {
        "name": "info",
        "host": imap.host,
        "port": imap.port,
        "security": imap.security,
        "username": account.username,
        "password": account.password or None,
        "token_command": account.token_command,
    }
    sending = {"host": smtp.host, "port": smtp.port, "security": smtp.security}
    return Settings(
        mailbox=(MailboxSettings.model_validate(box),),
        smtp=SmtpSettings.model_validate(sending),
    )


def _chat_settings(token: str, api: str) -> TelegramSettings:
    return TelegramSettings.model_validate({"token": token or None, "api_base": api})


def checked_answers(answers: Answers) -> None:
    """Refuses answers that make no settings or no policy, before anything is tried or written."""
    checked_address(answers.account.address)
    if not answers.account.imap.host:
        raise Refused("Without an IMAP server no letter can be read. Example: --imap imap.example.com")
    checked_begin(answers.begin)
    policy = DEFAULT
    for key, value in _seeds(answers).items():
        policy = applied(policy, key, value)
    checked_country(policy.country)
    named(answers.administrator)
    if answers.administrator_address:
        company_address(answers.administrator_address, policy)
    _mail_settings(answers.account)
    _chat_settings(answers.telegram_token, answers.telegram_api)


def checked_address(address: str) -> None:
    if not normalised(address):
        raise Refused("{address} is no address. Example: info@example.com", address=address or "-")
    envelope(address)


def checked_begin(begin: str) -> None:
    if begin not in ("now", "everything") and not begin.isdecimal():
        raise Refused("Where to begin is: now, a number of days like 30, or everything. Not {begin}.", begin=begin)


def checked_country(country: str) -> None:
    if country and not is_country_known(country):
        raise Refused("I know no public holidays of {country}. Example: --country CN", country=country)


def checked_new(file: Path) -> None:
    """Refuses to overwrite settings that are there."""
    if file.exists():
        raise Refused("{file} is there already. Move it away to begin anew.", file=str(file))


def written(answers: Answers, file: Path) -> Settings:
    """Writes the settings and the secrets (mode 0600). Refuses to overwrite either."""
    checked_new(file)
    folder = file.parent / SECRETS
    secrets = {"info": answers.account.password, "telegram": answers.telegram_token}
    for name, secret in secrets.items():
        if secret:
            checked_new(folder / name)
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
        "front_door": answers.account.address,
        "sent_copies": "no" if answers.account.files_sent_itself else "",
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
    account = answers.account
    lines = [
        "# Settings of the machine. `infodesk settings` shows every one with its meaning; the department's",
        "# own decisions (hours, promise, routing) are in the database: /settings and /rules in chat.",
        "",
        "[[mailbox]]",
        *_server_lines(account.imap),
        f"username = {_quoted(account.username)}",
    ]
    lines += [f'password_file = "{SECRETS}/info"'] if account.password else []
    lines += [f"token_command = {_quoted(account.token_command)}"] if account.token_command else []
    lines += [f"authserv_ids = {json.dumps(account.authserv_ids)}"] if account.authserv_ids else []
    if account.smtp.host:
        lines += ["", "[smtp]", *_server_lines(account.smtp)]
    if answers.telegram_token:
        lines += ["", "[telegram]", f'token_file = "{SECRETS}/telegram"']
        if answers.telegram_api != TelegramSettings().api_base:
            lines += [f"api_base = {_quoted(answers.telegram_api)}"]
    lines += ["", "[database]", f"url = {_quoted(answers.database)}", "", "[store]", 'folder = "store"']
    return "\n".join(lines) + "\n"


def _server_lines(server: Server) -> list[str]:
    return [f"host = {_quoted(server.host)}", f"port = {server.port}", f"security = {_quoted(server.security)}"]


def _quoted(text: str) -> str:
    """A JSON string is a TOML basic string, too."""
    return json.dumps(text, ensure_ascii=False)
