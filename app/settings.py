"""Every setting of the machine: its meaning, unit, default and example; read once into one frozen value.

The file infodesk.toml comes first, each of its values is overridden by INFODESK_SECTION__KEY. Only this file asks for
environment variables.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from app.settings_file import Layers, fault_lines, layered, secret_from, toml_at

FILE = "infodesk.toml"
WHERE = "INFODESK_CONFIG"
PREFIX = "INFODESK_"

Security = Literal["tls", "starttls", "plain"]
Port = Annotated[int, Field(ge=1, le=65535)]
Seconds = Annotated[float, Field(gt=0, le=600)]


class WrongSettings(Exception):
    """What is wrong with the settings: one line per fault."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


def setting(default: Any, meaning: str, *, example: str, unit: str = "") -> Any:
    return Field(default, description=meaning, json_schema_extra={"unit": unit, "example": example})


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, hide_input_in_errors=True)


class WithSecret(Section):
    """A section that logs in: by a password or by a token that expires, given here, in a file, or by a command."""

    @model_validator(mode="after")
    def _one_way_in(self) -> WithSecret:
        ways = [each for each in ("password", "password_file", "token_command", "token_file") if getattr(self, each)]
        if len(ways) > 1:
            raise ValueError(f"give one of {' and '.join(ways)}, not both")
        return self


class MailboxSettings(WithSecret):
    name: str = setting("info", "what the mailbox is called in the log", example="info")
    role: Literal["front_door", "archive", "colleague"] = setting(
        "front_door",
        "front_door is info@, archive gets copies of everything, colleague is a person's own box",
        example="front_door",
    )
    host: str = setting("", "the IMAP server", example="imap.example.com")
    port: Port = setting(993, "its port", example="993")
    security: Security = setting("tls", "tls, starttls, or plain (on this machine only)", example="tls")
    username: str = setting("", "the name to log in with", example="info@example.com")
    password: SecretStr | None = setting(None, "the password; better in a file", example="app-password")
    password_file: Path | None = setting(None, "a file of mode 0600 that holds the password", example="secrets/info")
    token_command: str = setting(
        "", "a command that prints a fresh XOAUTH2 access token", example="/usr/bin/token info"
    )
    token_file: Path | None = setting(
        None, "a file of mode 0600 that holds a fresh XOAUTH2 token", example="secrets/token"
    )
    inbox: str = setting("INBOX", "the folder in which letters arrive", example="INBOX")
    sent: str | None = setting(None, "the folder of sent mail; found by itself if not given", example="Sent")
    junk: str | None = setting(None, "the folder of junk; found by itself if not given", example="Junk")
    archive: str | None = setting(None, "the folder of an archive box; found by itself if not given", example="Archive")
    watches: tuple[Literal["inbox", "sent", "junk", "archive"], ...] = setting(
        ("inbox", "sent", "junk"), "which folders are read", example='["inbox", "sent"]'
    )
    authserv_ids: tuple[str, ...] = setting(
        (),
        "names under which this provider writes Authentication-Results; trusted exactly",
        example='["mx.example.com"]',
    )
    ca_file: Path | None = setting(None, "certificates to trust besides the system's", example="ca.pem")
    timeout: Seconds = setting(60, "how long the server may take", unit="seconds", example="60")

    @field_validator("host")
    @classmethod
    def _host_is_there(cls, host: str) -> str:
        if not host:
            raise ValueError("the IMAP server is missing")
        return host


class SmtpSettings(WithSecret):
    host: str = setting(
        "", "the server through which mail leaves; empty: nothing can be sent", example="smtp.example.com"
    )
    port: Port = setting(465, "its port", example="465")
    security: Security = setting("tls", "tls, starttls, or plain (on this machine only)", example="tls")
    username: str = setting("", "the name to log in with; empty: that of the front door", example="info@example.com")
    password: SecretStr | None = setting(None, "the password; empty: that of the front door", example="app-password")
    password_file: Path | None = setting(None, "a file of mode 0600 that holds the password", example="secrets/smtp")
    token_command: str = setting(
        "", "a command that prints a fresh XOAUTH2 access token", example="/usr/bin/token info"
    )
    token_file: Path | None = setting(
        None, "a file of mode 0600 that holds a fresh XOAUTH2 token", example="secrets/token"
    )
    login: bool = setting(True, "whether the server wants a login", example="true")
    ca_file: Path | None = setting(None, "certificates to trust besides the system's", example="ca.pem")
    timeout: Seconds = setting(60, "how long the server may take", unit="seconds", example="60")


class TelegramSettings(Section):
    token: SecretStr | None = setting(None, "the bot's token; better in a file", example="123456:ABC-DEF")
    token_file: Path | None = setting(
        None, "a file of mode 0600 that holds the bot's token", example="secrets/telegram"
    )
    api_base: str = setting("https://api.telegram.org", "where the chat's API is", example="https://api.telegram.org")
    proxy: str = setting("", "an HTTP or SOCKS proxy on the way to it", example="socks5://127.0.0.1:1080")
    poll_seconds: Annotated[int, Field(ge=0, le=50)] = setting(
        25, "how long one question for news may hang", unit="seconds", example="25"
    )

    @field_validator("api_base")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("an address begins with https:// (http:// on this machine only)")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _one_token(self) -> TelegramSettings:
        if self.token and self.token_file:
            raise ValueError("give one of token and token_file, not both")
        return self


class DatabaseSettings(Section):
    url: str = setting(
        "sqlite:///infodesk.db", "SQLite file or PostgreSQL address", example="postgresql://infodesk@127.0.0.1/infodesk"
    )

    @field_validator("url")
    @classmethod
    def _is_known(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("an address begins with sqlite:/// or postgresql://")
        return value


class StoreSettings(Section):
    folder: Path = setting(Path("store"), "where letters and attachments are kept", example="/var/lib/infodesk/store")


class BackupSettings(Section):
    folder: Path = setting(
        Path("backups"), "where the service puts a backup each night; better on another disk", example="/mnt/backups"
    )
    nightly: bool = setting(True, "whether the service makes a backup each night", example="true")
    keep: Annotated[int, Field(ge=1, le=3650)] = setting(14, "how many of them are kept", unit="files", example="14")
    key_file: Path | None = setting(
        None,
        "the key that seals them, a file that only you may read; none: they are not sealed. Keep a copy elsewhere",
        example="secrets/backup-key",
    )


class DocumentsSettings(Section):
    folder: Path = setting(
        Path("templates/documents"),
        "the company's own stationery: logo.svg or .png, stamp.png, templates like quotation.typ, a folder of fonts",
        example="/etc/infodesk/documents",
    )


class RunSettings(Section):
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = setting("INFO", "what is logged", example="INFO")
    log_format: Literal["json", "text"] = setting("json", "json for machines, text for people", example="text")
    health_file: Path = setting(Path("health.json"), "what infodesk health reads", example="/run/infodesk/health.json")
    console: bool = setting(False, "whether the terminal is a chat, too", example="true")


class Settings(Section):
    """All settings. Relative paths have been made absolute, files with secrets have been read."""

    mailbox: tuple[MailboxSettings, ...] = ()
    smtp: SmtpSettings = SmtpSettings()
    telegram: TelegramSettings = TelegramSettings()
    database: DatabaseSettings = DatabaseSettings()
    store: StoreSettings = StoreSettings()
    backup: BackupSettings = BackupSettings()
    documents: DocumentsSettings = DocumentsSettings()
    run: RunSettings = RunSettings()
    path: Path = Field(default=Path(FILE), exclude=True)
    """Where the file is, or would be."""
    origins: tuple[tuple[str, str], ...] = Field(default=(), exclude=True, repr=False)
    """Which keys came from where: file or environment. All others have their default."""

    @model_validator(mode="after")
    def _names_differ(self) -> Settings:
        names = [each.name for each in self.mailbox]
        if len(set(names)) != len(names):
            raise ValueError('two mailboxes have one name; give each its own, like name = "archive"')
        return self

    @property
    def front_door(self) -> MailboxSettings | None:
        """The shared mailbox, info@; None before it is set up."""
        return next((each for each in self.mailbox if each.role == "front_door"), None)

    def secrets(self) -> tuple[str, ...]:
        """Every secret in the clear, so that the log can leave them out (T29)."""
        held = (*(each.password for each in self.mailbox), self.smtp.password, self.telegram.token)
        plain = [each.get_secret_value() for each in held if each is not None]
        plain += [_password_in(each) for each in (self.database.url, self.telegram.proxy)]
        return tuple(each for each in plain if each)


def read(path: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Reads file and environment. Raises WrongSettings with one line per fault; nothing else happens."""
    environment = os.environ if environment is None else environment
    named = path or (Path(environment[WHERE]) if environment.get(WHERE) else None)
    file = (named or Path(FILE)).absolute()
    faults: list[str] = []
    if named is not None and not file.exists():
        raise WrongSettings((f"--config: there is no file {file}. infodesk init writes one.",))
    book = toml_at(file, faults)
    layers = layered(book, environment, PREFIX, tuple(SECTIONS), faults)
    values = dict(layers.values)
    if not faults:
        _paths_made_absolute(values, file.parent)
        _secrets_read(values, faults)
    try:
        found = Settings(**values, path=file, origins=tuple(layers.origins.items()))
    except ValidationError as fault:
        faults += fault_lines(fault, example_of)
    if faults:
        raise WrongSettings(tuple(dict.fromkeys(faults)))
    _check_open_secrets(file, layers, faults)
    if faults:
        raise WrongSettings(tuple(faults))
    return found


SECTIONS: Mapping[str, type[Section]] = {
    "mailbox": MailboxSettings,
    "smtp": SmtpSettings,
    "telegram": TelegramSettings,
    "database": DatabaseSettings,
    "store": StoreSettings,
    "backup": BackupSettings,
    "documents": DocumentsSettings,
    "run": RunSettings,
}


def example_of(section: str, key: str) -> str:
    """How a value of that setting is written in the file; empty for an unknown one."""
    field = SECTIONS[section].model_fields.get(key) if section in SECTIONS else None
    if field is None:
        return ""
    example = str(_extra(field)["example"])
    plain = example.startswith("[") or example in ("true", "false") or example.isdecimal()
    return f"[{section}] {key} = {example}" if plain else f'[{section}] {key} = "{example}"'


def spelled(row: tuple[str, ...]) -> str:
    """A setting for people, in two lines."""
    key, value, origin, unit, default, meaning, example = row
    also = f"; unit {unit}" if unit else ""
    return f"{key} = {value}  ({origin})\n    {meaning}{also}; default {default}; example {example}"


def described(settings: Settings) -> Iterator[tuple[str, ...]]:
    """Key, value, origin, unit, default, meaning and example of every setting; secrets are hidden."""
    origins = dict(settings.origins)
    for section, model in SECTIONS.items():
        rows = settings.mailbox if section == "mailbox" else (getattr(settings, section),)
        for place, row in enumerate(rows or (None,)):
            for key, field in model.model_fields.items():
                name = f"{section}.{place}.{key}" if len(rows) > 1 else f"{section}.{key}"
                origin = origins.get(f"{section}.{place}.{key}" if section == "mailbox" else name, "default")
                value = field.default if row is None else getattr(row, key)
                extra = _extra(field)
                yield (
                    name,
                    _shown(value),
                    origin,
                    str(extra["unit"]),
                    _shown(field.default),
                    field.description or "",
                    str(extra["example"]),
                )


def _extra(field: Any) -> Mapping[str, Any]:
    extra = field.json_schema_extra
    return extra if isinstance(extra, Mapping) else {"unit": "", "example": ""}


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "-"
    if isinstance(value, SecretStr):
        return "(hidden)"
    if isinstance(value, tuple):
        return ", ".join(value) or "-"
    if isinstance(value, str) and "://" in value and "@" in value:
        return _without_password(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _without_password(address: str) -> str:
    scheme, _, rest = address.partition("://")
    login, _, host = rest.rpartition("@")
    return f"{scheme}://{login.partition(':')[0]}@{host}"


def _password_in(address: str) -> str:
    """The password within an address like postgresql://user:password@host; empty where there is none."""
    login, at, _ = address.partition("://")[2].rpartition("@")
    return unquote(login.partition(":")[2]) if at else ""


def _paths_made_absolute(values: dict[str, Any], folder: Path) -> None:
    """Relative paths count from the folder of the file, so that the program runs from any folder."""
    values.setdefault("database", {}).setdefault("url", "sqlite:///infodesk.db")
    values.setdefault("store", {}).setdefault("folder", "store")
    values.setdefault("backup", {}).setdefault("folder", "backups")
    values.setdefault("documents", {}).setdefault("folder", "templates/documents")
    values.setdefault("run", {}).setdefault("health_file", "health.json")
    url = values["database"]["url"]
    if isinstance(url, str) and url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
        values["database"]["url"] = f"sqlite:///{folder / url.removeprefix('sqlite:///')}"
    for section in _tables(values):
        for key in ("password_file", "token_file", "ca_file", "key_file", "folder", "health_file"):
            if isinstance(section.get(key), str):
                section[key] = str(folder / section[key])


def _tables(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in values.values():
        yield from (each for each in (section if isinstance(section, list) else [section]) if isinstance(each, dict))


def _secrets_read(values: dict[str, Any], faults: list[str]) -> None:
    """A password, and the bot's token, are read from their files; XOAUTH2 tokens are read when they are needed."""
    for section, key in (("mailbox", "password"), ("smtp", "password"), ("telegram", "token")):
        tables = values.get(section, {})
        for table in tables if isinstance(tables, list) else [tables]:
            path = table.get(f"{key}_file") if isinstance(table, dict) else None
            if isinstance(path, str) and key not in table:
                table[key] = secret_from(Path(path), f"{section}.{key}_file", faults)
                del table[f"{key}_file"]


def _check_open_secrets(file: Path, layers: Layers, faults: list[str]) -> None:
    """A secret in a file that others may read is no secret."""
    in_file = [
        key for key, origin in layers.origins.items() if origin == "file" and key.endswith((".password", ".token"))
    ]
    if in_file and sys.platform != "win32" and file.stat().st_mode & 0o077:
        faults.append(f"{in_file[0]}: others may read {file}, which holds a secret. Say: chmod 600 {file}")
