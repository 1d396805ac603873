"""The questions of `infodesk init`: what each is for, with an example."""

from __future__ import annotations

from dataclasses import replace

from app.answers import Account, checked_address, checked_begin, checked_country, server
from app.asker import Question
from rules.enrolment import company_address, named
from rules.policy import DEFAULT
from rules.refusal import Refused
from rules.settings import HOURS_EXAMPLE, applied

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
    lambda text: _zone(text),
)
HOURS = Question(
    "Hours",
    "When do you work on a normal day? Only this time counts toward the promise to answer within a business day.",
    lambda text: _hours(text),
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


def _zone(text: str) -> None:
    try:
        applied(DEFAULT, "calendar.zone", text)
    except Refused as no:
        raise Refused("I know no time zone {zone}. Example: {example}", zone=text, example="Europe/Berlin") from no


def _hours(text: str) -> None:
    try:
        applied(DEFAULT, "calendar.hours", text)
    except Refused as no:
        raise Refused(
            "{hours} are no working hours that I can read. Example: {example}", hours=text, example=HOURS_EXAMPLE
        ) from no


def own_address(account: Account) -> Question:
    """Her own address, which is not the shared mailbox."""
    policy = replace(DEFAULT, front_door=account.address)
    why = """At which company address do you get mail yourself? Customers' letters that are yours are forwarded there.
Example: eva@example.com. Enter: none."""
    return Question("Your address", why, lambda text: company_address(text, policy))
