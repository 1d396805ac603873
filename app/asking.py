"""The questions of `infodesk init`: what a flag has not answered is asked, or has its default; each account is tried at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import typer

from app import questions
from app.answers import Account, Answers, Server, server
from app.asker import Asker
from app.finding import Finding, english
from app.init import account_tried, chat_tried
from app.settings_file import secret_from
from mail.exchangers import exchangers
from mail.providers import BY_DOMAIN, HOSTED, Provider, guessed
from rules.address import domain_of
from rules.policy import DEFAULT
from rules.refusal import Refused
from rules.settings import HOURS_EXAMPLE

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Given:
    """What the flags said; None is asked for. `offline`: nothing is looked up or tried."""

    address: str | None
    password_file: Path | None
    token_command: str | None
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
    administrator_address: str | None
    language: str
    database: str
    offline: bool


def answers_from(given: Given, asks: bool, now: Clock) -> Answers:
    """Flags first, then questions (if asked), then defaults. What is asked is tried at once, and asked again if wrong."""
    asker = Asker(asks)
    asker.says(questions.WELCOME)
    asker.says("\n--- 1 of 3: the shared mailbox ---")
    account = _account(given, asker, now)
    asker.says("\n--- 2 of 3: the chat ---")
    token = _chat_token(given, asker, now)
    asker.says("\n--- 3 of 3: the company, and you ---")
    return Answers(
        account=account,
        telegram_token=token,
        telegram_api=given.telegram_api,
        company=asker.answer(given.company, questions.COMPANY),
        country=asker.answer(given.country, questions.COUNTRY, DEFAULT.country),
        zone=asker.answer(given.zone, questions.ZONE, DEFAULT.zone),
        hours=asker.answer(given.hours, questions.HOURS, HOURS_EXAMPLE),
        begin=asker.answer(given.begin, questions.BEGIN, "now"),
        administrator=asker.answer(given.administrator, questions.NAME, "" if asks else "Admin"),
        administrator_address=asker.answer(given.administrator_address, questions.own_address(account)),
        language=given.language,
        database=given.database,
    )


def _account(given: Given, asker: Asker, now: Clock) -> Account:
    account = _first_account(given, asker)
    while asker.asks and not given.offline:
        if shown("Trying the mailbox ...", account_tried(account, now)):
            break
        if not asker.agrees("\nDo you want to change your answers? (no: go on with them as they are)", default=True):
            break
        account = _account_again(account, asker)
    return account


def _first_account(given: Given, asker: Asker) -> Account:
    address = asker.answer(given.address, questions.ADDRESS)
    if not asker.asks and "@" not in address:
        raise Refused("Which mailbox? Example: infodesk init --address info@example.com")
    provider = _provider(given, address, asker)
    imap = server(asker.answer(given.imap, questions.IMAP, _spelled(provider.imap)), 993)
    smtp = server(asker.answer(given.smtp, questions.SMTP, _spelled(provider.smtp)), 465)
    password, command = _secret_of(given.password_file), given.token_command or ""
    if not password and not command:
        asker.says(f"\nWhat {provider.name} wants from programs: {english(provider.wants)}")
        if provider.token:
            command = asker.answer(None, questions.TOKEN_COMMAND)
        else:
            password = asker.secret(questions.PASSWORD)
    return Account(address, imap, smtp, given.username or address, password, command)


def _account_again(former: Account, asker: Asker) -> Account:
    asker.says("\nEnter takes what you answered before.")
    address = asker.answer(None, questions.ADDRESS, former.address)
    imap = server(asker.answer(None, questions.IMAP, str(former.imap)), 993)
    smtp = server(asker.answer(None, questions.SMTP, str(former.smtp)), 465)
    username = asker.answer(None, questions.USERNAME, former.username if former.username != former.address else address)
    if former.token_command:
        return Account(
            address, imap, smtp, username, "", asker.answer(None, questions.TOKEN_COMMAND, former.token_command)
        )
    kept = replace(questions.PASSWORD, why=f"{questions.PASSWORD.why} Enter: the same as before.", needed=False)
    return Account(address, imap, smtp, username, asker.secret(kept) or former.password)


def _provider(given: Given, address: str, asker: Asker) -> Provider:
    if given.provider:
        if given.provider not in HOSTED:
            raise Refused("{provider} is none of: {names}.", provider=given.provider, names=", ".join(HOSTED))
        return HOSTED[given.provider]
    domain = domain_of(address)
    is_sought = domain not in BY_DOMAIN and given.imap is None and not given.offline
    hosts = exchangers(domain) if is_sought else ()
    provider = guessed(address, hosts)
    if provider.name != domain:
        asker.says(f"\nThat is a mailbox at {provider.name}; its servers are known.")
    elif given.imap is None:
        asker.says(f"\nI do not know who carries the mail of {domain}; what is proposed now is a guess.")
    return provider


def _chat_token(given: Given, asker: Asker, now: Clock) -> str:
    token = _secret_of(given.telegram_token_file) or asker.secret(questions.CHAT)
    while asker.asks and token and not given.offline:
        if shown("Trying the chat ...", chat_tried(token, given.telegram_api, now)):
            break
        if not asker.agrees("\nDo you want to give another token? (no: go on with this one)", default=True):
            break
        token = asker.secret(questions.CHAT)
    return token


def shown(title: str, findings: Iterable[Finding]) -> bool:
    """Shows each finding as it comes; true if all is well."""
    typer.echo(f"\n{title}")
    well = True
    for each in findings:
        well = well and each.well
        for line in each.lines():
            typer.echo(line)
    return well


def _spelled(known: tuple[str, int, str]) -> str:
    return str(Server(*known))


def _secret_of(file: Path | None) -> str:
    if file is None:
        return ""
    faults: list[str] = []
    secret = secret_from(file, str(file), faults)
    if faults:
        raise Refused("{fault}", fault=faults[0])
    return secret
