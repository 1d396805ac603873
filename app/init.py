"""`infodesk init`: what is asked becomes infodesk.toml, files with secrets, a database with the policy, and the first link."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from app.answers import Account, Answers, Server, chat_settings, mail_settings, seeds
from app.check import telegram_found
from app.check_mail import mailbox_found, smtp_found
from app.finding import Finding
from app.migrate import upgrade
from app.sealing import key_made
from app.settings import Settings, TelegramSettings, read
from handlers.enrolment import first_link
from rules.refusal import Refused
from rules.settings import SETTINGS, applied, shown
from storage import happenings
from storage.database import Database, opened
from storage.facts import department_secret, remember
from storage.policy import policy_at, set_value
from storage.work import Work

SECRETS = "secrets"
BACKUP_KEY = "backup-key"


def tried(answers: Answers, now: Callable[[], datetime]) -> Iterable[Finding]:
    """Tries each account at once; nothing is written yet, nothing is sent."""
    yield from account_tried(answers.account, now)
    yield from chat_tried(answers.telegram_token, answers.telegram_api, now)


def account_tried(account: Account, now: Callable[[], datetime]) -> Iterable[Finding]:
    settings = mail_settings(account)
    for box in settings.mailbox:
        yield from mailbox_found(box, now)
    if account.smtp.host:
        yield from smtp_found(settings, account.address)


def chat_tried(token: str, api: str, now: Callable[[], datetime]) -> Iterable[Finding]:
    return telegram_found(chat_settings(token, api), now)


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
    if not (folder / BACKUP_KEY).exists():
        key_made(folder / BACKUP_KEY)
    _write_privately(file, _toml(answers))
    return read(file, {})


def founded(answers: Answers, database: Database, now: datetime) -> str:
    """The database with its schema, policy, secret and first administrator. Returns the token of her link."""
    upgrade(database)
    with database.deciding() as session:
        secret = department_secret(session, now)
        work = Work(session, now, policy_at(session, now), f"init:{now.isoformat()}", secret)
        for key, value in seeds(answers).items():
            _seed(work, key, value)
        remember(session, "begin", _beginning(answers.begin, now), now)
        work = Work(session, now, policy_at(session, now), work.event, secret, work.happenings)
        address = answers.administrator_address
        token = first_link(work, answers.administrator, language=answers.language, address=address)
        happenings.write(work)
        session.commit()
    return token


def opened_for(settings: Settings) -> Database:
    """The database of the settings; the folder of a SQLite file is made."""
    url = settings.database.url
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    settings.store.folder.mkdir(parents=True, exist_ok=True)
    return opened(url)


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
    lines += ["", "[backup]", f'key_file = "{SECRETS}/{BACKUP_KEY}"']
    return "\n".join(lines) + "\n"


def _server_lines(server: Server) -> list[str]:
    return [f"host = {_quoted(server.host)}", f"port = {server.port}", f"security = {_quoted(server.security)}"]


def _quoted(text: str) -> str:
    """A JSON string is a TOML basic string, too."""
    return json.dumps(text, ensure_ascii=False)
