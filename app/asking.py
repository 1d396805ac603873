"""The questions of `infodesk init`: what a flag has not answered is asked, or has its default; then it is set up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer

from app.init import Answers, checked_answers, founded, opened_for, settings_of, tried, written
from app.providers import Provider, guessed
from app.settings_file import secret_from
from rules.policy import DEFAULT
from rules.refusal import Refused

SECURITIES = ("tls", "starttls", "plain")
HOURS = "08:00-12:00, 13:30-18:00"


@dataclass(frozen=True, slots=True)
class Given:
    """What the flags said; None is asked for."""

    address: str | None
    password_file: Path | None
    provider: str
    imap: str | None
    smtp: str | None
    username: str | None
    telegram_token_file: Path | None
    telegram_api: str
    company: str | None
    country: str | None
    zone: str | None
    hours: str | None
    begin: str | None
    administrator: str | None
    administrator_address: str
    language: str
    database: str


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    security: str


def answers_from(given: Given, asks: bool) -> Answers:
    """Flags first, then questions (if asked), then defaults. Refuses what makes no sense."""

    def answer(flag: str | None, question: str, default: str = "") -> str:
        if flag is not None or not asks:
            return default if flag is None else flag
        return str(typer.prompt(question, default=default, show_default=bool(default)))

    address = answer(given.address, "The shared mailbox, like info@example.com")
    if "@" not in address:
        raise Refused("Which mailbox? Example: infodesk init --address info@example.com")
    provider = guessed(address, given.provider)
    if asks and provider.advice:
        typer.echo(provider.advice)
    imap = server(answer(given.imap, "IMAP server", f"{provider.imap}:993:tls"), 993)
    smtp = server(answer(given.smtp, "SMTP server, - for none", _smtp_of(provider)), 465)
    return Answers(
        address=address,
        password=_secret(given.password_file, "Its password (not shown)", asks),
        imap_host=imap.host,
        imap_port=imap.port,
        imap_security=imap.security,
        username=given.username or address,
        smtp_host=smtp.host,
        smtp_port=smtp.port,
        smtp_security=smtp.security,
        telegram_token=_secret(given.telegram_token_file, "The Telegram bot's token (not shown; empty: no chat)", asks),
        telegram_api=given.telegram_api,
        company=answer(given.company, "The company's name, as customers read it"),
        country=answer(given.country, "Whose public holidays count", DEFAULT.country),
        zone=answer(given.zone, "The company's time zone", DEFAULT.zone),
        hours=answer(given.hours, "Working hours", HOURS),
        begin=answer(given.begin, "Mail that is there already: now, a number of days, or everything", "now"),
        administrator=answer(given.administrator, "Who are you? You become administrator and manager", "Admin"),
        administrator_address=given.administrator_address,
        language=given.language,
        database=given.database,
    )


def set_up(answers: Answers, file: Path, now: Callable[[], datetime], *, offline: bool, asks: bool) -> int:
    """Tries, writes, makes the database, prints the first link. Exit 1, nothing written, where an account fails."""
    checked_answers(answers)
    settings_of(answers)
    if not offline and not _tried(answers, now, asks):
        typer.echo("Nothing was written. Mend it, or add --offline to write it all the same.", err=True)
        return 1
    settings = written(answers, file.absolute())
    database = opened_for(settings)
    try:
        link = founded(answers, database, now())
    finally:
        database.close()
    typer.echo(f"Written: {settings.path}")
    typer.echo(f"\nThe first link, for {answers.administrator}, administrator and manager:")
    for each in link:
        typer.echo(f"  {each}")
    typer.echo("It counts for 15 minutes from the first `infodesk run`, and is confirmed at the terminal.")
    typer.echo("\nNext: infodesk check, then infodesk run")
    return 0


def server(text: str, port: int) -> Server:
    """Reads HOST, HOST:PORT or HOST:PORT:SECURITY; - is no server."""
    if text in ("", "-"):
        return Server("", port, "tls")
    host, _, rest = text.partition(":")
    number, _, security = rest.partition(":")
    security = security or ("starttls" if number in ("587", "143") else "tls")
    if (number and not number.isdecimal()) or security not in SECURITIES:
        raise Refused("{text} is no server. Example: imap.example.com:993:tls", text=text)
    return Server(host, int(number) if number else port, security)


def _tried(answers: Answers, now: Callable[[], datetime], asks: bool) -> bool:
    wrong = False
    for each in tried(answers, now):
        typer.echo(f"{'ok   ' if each.well else 'WRONG'} {each.about}: {each.says}")
        if not each.well:
            wrong = True
            typer.echo(f"      -> {each.mend}")
    return not wrong or (asks and typer.confirm("Write it all the same?", default=False))


def _smtp_of(provider: Provider) -> str:
    return f"{provider.smtp}:{provider.smtp_port}:{provider.smtp_security}"


def _secret(file: Path | None, question: str, asks: bool) -> str:
    if file is not None:
        faults: list[str] = []
        secret = secret_from(file, str(file), faults)
        if faults:
            raise Refused("{fault}", fault=faults[0])
        return secret
    return str(typer.prompt(question, default="", show_default=False, hide_input=True)) if asks else ""
