"""What `infodesk init` is told, checked before anything is tried or written."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.settings import MailboxSettings, Settings, SmtpSettings, TelegramSettings
from mail.providers import at_host
from rules.address import envelope, normalised
from rules.enrolment import company_address, named
from rules.policy import DEFAULT
from rules.refusal import Refused
from rules.settings import SETTINGS, applied
from storage.calendar import is_country_known

SECURITIES = ("tls", "starttls", "plain")


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
    def has_secret(self) -> bool:
        return bool(self.password or self.token_command)

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


def mail_settings(account: Account) -> Settings:
    """The settings of an account that is not written yet, so that it can be tried."""
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


def chat_settings(token: str, api: str) -> TelegramSettings:
    """The same for the chat."""
    return TelegramSettings.model_validate({"token": token or None, "api_base": api})


def checked_answers(answers: Answers) -> None:
    """Refuses answers that make no settings or no policy, before anything is tried or written."""
    checked_address(answers.account.address)
    if not answers.account.imap.host:
        raise Refused("Without an IMAP server no letter can be read. Example: --imap imap.example.com")
    checked_begin(answers.begin)
    policy = DEFAULT
    for key, value in seeds(answers).items():
        policy = applied(policy, key, value)
    checked_country(policy.country)
    named(answers.administrator)
    if answers.administrator_address:
        company_address(answers.administrator_address, policy)
    mail_settings(answers.account)
    chat_settings(answers.telegram_token, answers.telegram_api)


def checked_address(address: str) -> None:
    if not normalised(address):
        raise Refused("{address} is no address. Example: info@example.com", address=address or "-")
    envelope(address)


def checked_begin(begin: str) -> None:
    if begin not in ("now", "everything") and not begin.isdecimal():
        raise Refused("Where to begin is: now, a number of days like 30, or everything. Not {begin}.", begin=begin)


def checked_country(country: str) -> None:
    if country and not is_country_known(country):
        raise Refused(
            "I know no public holidays of {country}. Give a country code like {example}.", country=country, example="CN"
        )


def seeds(answers: Answers) -> dict[str, str]:
    """What the answers decide for the department: each setting's key and value."""
    given = {
        "company": answers.company,
        "zone": answers.zone,
        "country": answers.country,
        "hours": answers.hours,
        "front_door": answers.account.address,
        "sent_copies": "no" if answers.account.files_sent_itself else "",
    }
    return {each.key: given[each.field] for each in SETTINGS if given.get(each.field)}
