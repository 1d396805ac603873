"""The questions of `infodesk init`: what a flag has not answered is asked, or has its default; each account is tried at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import typer

from app.finding import Finding, english
from app.init import (
    Account,
    Answers,
    Server,
    account_tried,
    chat_tried,
    checked_address,
    checked_begin,
    checked_country,
)
from app.questions import Asker, Question
from app.settings_file import secret_from
from mail.exchangers import exchangers
from mail.providers import BY_DOMAIN, HOSTED, Provider, guessed
from rules.address import domain_of
from rules.enrolment import company_address, named
from rules.policy import DEFAULT
from rules.refusal import Refused
from rules.settings import HOURS_EXAMPLE, applied

SECURITIES = ("tls", "starttls", "plain")
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
    asker.says(WELCOME)
    asker.says("\n--- 1 of 3: the shared mailbox ---")
    account = _account(given, asker, now)
    asker.says("\n--- 2 of 3: the chat ---")
    token = _chat_token(given, asker, now)
    asker.says("\n--- 3 of 3: the company, and you ---")
    return Answers(
        account=account,
        telegram_token=token,
        telegram_api=given.telegram_api,
        company=asker.answer(given.company, COMPANY),
        country=asker.answer(given.country, COUNTRY, DEFAULT.country),
        zone=asker.answer(given.zone, ZONE, DEFAULT.zone),
        hours=asker.answer(given.hours, HOURS, HOURS_EXAMPLE),
        begin=asker.answer(given.begin, BEGIN, "now"),
        administrator=asker.answer(given.administrator, NAME, "" if asks else "Admin"),
        administrator_address=asker.answer(given.administrator_address, _own_address(account)),
        language=given.language,
        database=given.database,
    )


WELCOME = """This sets up infodesk for the shared mailbox of your department. It asks about ten questions; each says what it
is for. Enter takes what stands in [brackets]. Nothing is written before the end; Ctrl+C leaves everything as it is."""

ADDRESS = Question(
    "Address", "To which address do customers write? Example: info@example.com", checked_address, needed=True
)
IMAP = Question(
    "IMAP server",
    "Where are its letters read? HOST:PORT:SECURITY; your provider's help pages name it under IMAP.",
    lambda text: server(text, 993),
    needed=True,
)
SMTP = Question(
    "SMTP server",
    "Through which server does mail leave? The same way, under SMTP. A - means: read only, send nothing.",
    lambda text: server(text, 465),
)
USERNAME = Question("Login name", "With which name does one log in? Mostly that is the address.", needed=True)
PASSWORD = Question("Password", "The password for programs. You do not see it while you type or paste it.", needed=True)
TOKEN_COMMAND = Question(
    "Token command",
    "Which command prints a fresh access token? Example: /usr/local/bin/token info@example.com",
    needed=True,
)
CHAT = Question(
    "Token",
    """Your people speak with infodesk in Telegram, through a bot of your own. To make one, write /newbot to @BotFather in
Telegram; it answers with a token like 123456789:AAH... You do not see it while you paste it. Enter: no chat for now.""",
)
COMPANY = Question(
    "Company", "What is the company called, as customers read it under your mails? Example: Lumen Lighting"
)
COUNTRY = Question(
    "Country",
    "Whose public holidays are free? Two letters, like CN, DE, ES. Deadlines stand still on them.",
    checked_country,
)
ZONE = Question(
    "Time zone",
    "In which time zone does the department work? Example: Asia/Shanghai or Europe/Berlin",
    lambda text: applied(DEFAULT, "calendar.zone", text),
)
HOURS = Question(
    "Hours",
    "When do you work on a normal day? Only this time counts toward the promise to answer within a business day.",
    lambda text: applied(DEFAULT, "calendar.hours", text),
)
BEGIN = Question(
    "Begin",
    """From which letters on shall it work? now: only those that come from now on. A number of days, like 30: also
those of the last 30 days. everything: all that is in the mailbox.""",
    checked_begin,
)
NAME = Question(
    "Your name",
    "Who are you? You become administrator and manager: you invite the others, and may change everything.",
    named,
    needed=True,
)


def _own_address(account: Account) -> Question:
    policy = replace(DEFAULT, front_door=account.address)
    why = """At which company address do you get mail yourself? Customers' letters that are yours are forwarded there.
Example: eva@example.com. Enter: none."""
    return Question("Your address", why, lambda text: company_address(text, policy))


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
    address = asker.answer(given.address, ADDRESS)
    if not asker.asks and "@" not in address:
        raise Refused("Which mailbox? Example: infodesk init --address info@example.com")
    provider = _provider(given, address, asker)
    imap = server(asker.answer(given.imap, IMAP, _spelled(provider.imap)), 993)
    smtp = server(asker.answer(given.smtp, SMTP, _spelled(provider.smtp)), 465)
    password, command = _secret_of(given.password_file), given.token_command or ""
    if not password and not command:
        asker.says(f"\nWhat {provider.name} wants from programs: {english(provider.wants)}")
        if provider.token:
            command = asker.answer(None, TOKEN_COMMAND)
        else:
            password = asker.secret(PASSWORD)
    return Account(address, imap, smtp, given.username or address, password, command)


def _account_again(former: Account, asker: Asker) -> Account:
    asker.says("\nEnter takes what you answered before.")
    address = asker.answer(None, ADDRESS, former.address)
    imap = server(asker.answer(None, IMAP, str(former.imap)), 993)
    smtp = server(asker.answer(None, SMTP, str(former.smtp)), 465)
    username = asker.answer(None, USERNAME, former.username if former.username != former.address else address)
    if former.token_command:
        return Account(address, imap, smtp, username, "", asker.answer(None, TOKEN_COMMAND, former.token_command))
    kept = replace(PASSWORD, why=f"{PASSWORD.why} Enter: the same as before.", needed=False)
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
    token = _secret_of(given.telegram_token_file) or asker.secret(CHAT)
    while asker.asks and token and not given.offline:
        if shown("Trying the chat ...", chat_tried(token, given.telegram_api, now)):
            break
        if not asker.agrees("\nDo you want to give another token? (no: go on with this one)", default=True):
            break
        token = asker.secret(CHAT)
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


def server(text: str, port: int) -> Server:
    """Reads HOST, HOST:PORT or HOST:PORT:SECURITY; - is no server."""
    if text in ("", "-"):
        return Server("", port, "tls")
    host, _, rest = text.partition(":")
    number, _, security = rest.partition(":")
    security = security or ("starttls" if number in ("587", "143") else "tls")
    is_port = not number or (number.isdecimal() and 1 <= int(number) <= 65535)
    if not is_port or security not in SECURITIES or not host or any(each.isspace() for each in host):
        raise Refused("{text} is no server. Example: imap.example.com:993:tls", text=text)
    return Server(host, int(number) if number else port, security)


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
