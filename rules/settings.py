"""The table of the department's settings: how each is spelled, read and shown (R124, R259; annex E)."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from rules.company_settings import COMPANY_SETTINGS
from rules.order_settings import ORDER_SETTINGS
from rules.policy import ROUTES, Policy, Setting
from rules.quote_settings import QUOTE_SETTINGS
from rules.refusal import Refused
from rules.spelling import read, spelled
from rules.words import Line, word

MINUTES = word("working minutes")
OCTETS = word("octets")
DAYS = word("days")
YEARS = word("years")
AN_HOUR = word("letters an hour")

GROUPS: dict[str, Line] = {
    "company": word("Company"),
    "calendar": word("Calendar"),
    "response": word("The promise"),
    "reminders": word("Reminders"),
    "routing": word("Routing"),
    "digest": word("Digests"),
    "mail": word("Mail"),
    "approval": word("Approvals"),
    "archive": word("Archive"),
    "quote": word("Quotations"),
    "order": word("Orders"),
    "payment": word("Payments"),
    "sample": word("Samples"),
    "aftersales": word("After the sale"),
}

HOURS_EXAMPLE = "08:00-12:00, 13:30-18:00"

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "company.name",
        "company",
        "company",
        "text",
        word("the company's name as customers read it"),
        example="Lumen Lighting",
    ),
    Setting("calendar.zone", "zone", "calendar", "zone", word("the company's time zone"), example="Asia/Shanghai"),
    Setting(
        "calendar.country",
        "country",
        "calendar",
        "country",
        word("whose public holidays and make-up workdays count (two letters)"),
        example="CN",
    ),
    Setting(
        "calendar.hours", "hours", "calendar", "hours", word("working hours of a normal day"), example=HOURS_EXAMPLE
    ),
    Setting(
        "calendar.weekdays", "weekdays", "calendar", "weekdays", word("working days of the week"), example="Mon-Fri"
    ),
    Setting(
        "calendar.closures",
        "closures",
        "calendar",
        "dates",
        word("days on which the company is closed besides public holidays"),
        example="2026-12-24..2026-12-26, 2026-12-31",
    ),
    Setting(
        "calendar.extra_workdays",
        "extra_workdays",
        "calendar",
        "dates",
        word("days on which the company works although the calendar says no"),
        example="2026-02-28",
    ),
    Setting(
        "response.reading",
        "reading",
        "response",
        "choice",
        word("how one business day is counted; the limit in minutes holds for working_minutes only"),
        choices=("working_minutes", "end_of_next_day"),
        example="working_minutes",
    ),
    Setting(
        "response.limit_minutes",
        "limit_minutes",
        "response",
        "int",
        word("within how many working minutes a customer is answered"),
        MINUTES,
        example="510",
        lowest=1,
        highest=50_000,
    ),
    Setting(
        "response.same_day",
        "same_day",
        "response",
        "choice",
        word("whether today's closing time is a target beside the limit, the limit itself, or nothing"),
        choices=("soft", "hard", "off"),
        example="soft",
    ),
    Setting(
        "response.same_day_min_minutes",
        "same_day_min_minutes",
        "response",
        "int",
        word("how much of the day must be left for the same-day target"),
        MINUTES,
        example="60",
        lowest=0,
        highest=1440,
    ),
    Setting(
        "reminders.steps",
        "reminder_steps",
        "reminders",
        "percent_steps",
        word("per cent of the time after which the owner is reminded"),
        example="50, 80",
    ),
    Setting(
        "reminders.outside_hours",
        "outside_hours",
        "reminders",
        "choice",
        word("what may be said outside working hours"),
        choices=("none", "urgent", "all"),
        example="none",
    ),
    Setting(
        "routing.order",
        "routing",
        "routing",
        "routes",
        word("the steps of routing in their order"),
        example=", ".join(ROUTES),
    ),
    Setting(
        "visibility.customer",
        "visibility",
        "routing",
        "choice",
        word("who sees a customer's full data besides dispatcher and manager"),
        choices=("owner", "department", "company"),
        example="owner",
    ),
    Setting(
        "digest.at",
        "digest_at",
        "digest",
        "time",
        word("when the morning digest comes, in the person's zone"),
        example="08:30",
    ),
    Setting(
        "digest.closing_at",
        "closing_digest_at",
        "digest",
        "time",
        word("when the digest before closing comes, in the person's zone"),
        example="17:30",
    ),
    Setting(
        "digest.empty",
        "empty_digests",
        "digest",
        "choice",
        word("whether an empty digest is one line or none"),
        choices=("line", "none"),
        example="line",
    ),
    Setting(
        "digest.silent_days",
        "silent_days",
        "digest",
        "int",
        word("after how many days without a word a customer is called silent"),
        DAYS,
        example="7",
        lowest=1,
        highest=3650,
    ),
    Setting(
        "company.front_door",
        "front_door",
        "company",
        "address",
        word("the address of the shared mailbox"),
        example="info@example.com",
    ),
    Setting(
        "company.aliases",
        "aliases",
        "company",
        "addresses",
        word("other addresses that end in the shared mailbox"),
        example="sales@example.com",
    ),
    Setting(
        "company.domains",
        "domains",
        "company",
        "domains",
        word("the company's own mail domains besides that of the front door"),
        example="example.com, example.cn",
    ),
    Setting(
        "company.form_senders",
        "form_senders",
        "company",
        "addresses",
        word("addresses from which the own website's form writes"),
        example="form@example.com",
    ),
    Setting(
        "mail.subaddress",
        "subaddress",
        "mail",
        "yes_no",
        word("whether the mail server takes info+token@"),
        example="no",
    ),
    Setting(
        "mail.sent_copies",
        "sent_copies",
        "mail",
        "yes_no",
        word("whether a copy of what is sent is filed in Sent"),
        example="yes",
    ),
    Setting(
        "mail.size_limit",
        "size_limit",
        "mail",
        "int",
        word("the largest mail that is forwarded with its attachments"),
        OCTETS,
        example="20000000",
        lowest=100_000,
        highest=200_000_000,
    ),
    Setting(
        "mail.letters_of_sender",
        "letters_of_sender",
        "mail",
        "int",
        word("how many letters of one sender are told one by one; 0 for any number"),
        AN_HOUR,
        example="20",
        highest=100_000,
    ),
    Setting(
        "mail.letters_of_domain",
        "letters_of_domain",
        "mail",
        "int",
        word("how many letters of one company are told one by one; 0 for any number"),
        AN_HOUR,
        example="200",
        highest=100_000,
    ),
    Setting(
        "mail.letters_of_everybody",
        "letters_of_everybody",
        "mail",
        "int",
        word("how many letters of strangers are told one by one; 0 for any number"),
        AN_HOUR,
        example="12000",
        highest=1_000_000,
    ),
    Setting(
        "mail.learns_spam",
        "learns_spam",
        "mail",
        "yes_no",
        word("whether letters are marked that look like what was called spam here before"),
        example="yes",
    ),
    Setting("mail.sign_off", "sign_off", "mail", "text", word("how a mail to a customer ends"), example="Best regards"),
    Setting(
        "approval.table",
        "approvals",
        "approval",
        "approvals",
        word("what waits for whose approval; rows between semicolons"),
        example="export: 2 of manager else administrator; customer.grade: nobody",
    ),
    Setting(
        "approval.remind_minutes",
        "approval_remind_minutes",
        "approval",
        "int",
        word("after how long who is to approve is reminded"),
        MINUTES,
        example="240",
        lowest=1,
        highest=50_000,
    ),
    Setting(
        "approval.deputy_minutes",
        "approval_deputy_minutes",
        "approval",
        "int",
        word("after how long the deputies are asked, and may approve"),
        MINUTES,
        example="510",
        lowest=1,
        highest=50_000,
    ),
    Setting(
        "approval.expires_days",
        "approval_expires_days",
        "approval",
        "int",
        word("after how many days what nobody approved must be asked for anew"),
        DAYS,
        example="14",
        lowest=1,
        highest=365,
    ),
    Setting(
        "archive.retention_years",
        "retention_years",
        "archive",
        "int",
        word("for how long the letters of a closed matter are kept that came to an offer or an order; 0 for no duty"),
        YEARS,
        example="10",
        highest=100,
    ),
    *QUOTE_SETTINGS,
    *ORDER_SETTINGS,
    *COMPANY_SETTINGS,
)

BY_KEY: dict[str, Setting] = {each.key: each for each in SETTINGS}


def setting_of(key: str) -> Setting:
    """The setting of that key. Refuses an unknown one with the nearest that there is."""
    wanted = key.strip().casefold()
    if wanted in BY_KEY:
        return BY_KEY[wanted]
    near = get_close_matches(wanted, BY_KEY, n=1, cutoff=0.5) or ["response.limit_minutes"]
    raise Refused("I know no setting {key}. Did you mean {near}? /settings lists all.", key=key[:60], near=near[0])


def parsed(setting: Setting, text: str) -> Any:
    """The value that the words mean. Refuses with an example what it cannot read."""
    try:
        return read(setting, text)
    except (ValueError, KeyError) as fault:
        raise _unreadable(setting, text) from fault


def shown(setting: Setting, policy: Policy) -> str:
    """The value as people write it; `parsed` reads it back."""
    return spelled(setting, getattr(policy, setting.field))


def applied(policy: Policy, key: str, text: str) -> Policy:
    """The policy with that setting changed. Refuses what is no value, or none together with the others."""
    changed = with_value(policy, key, text)
    both = set(changed.closures) & set(changed.extra_workdays)
    if both:
        raise Refused("{day} cannot be a closure and an extra workday at once.", day=min(both))
    return changed


def with_value(policy: Policy, key: str, text: str) -> Policy:
    """The policy with that setting changed, without a look at the others: for values that were accepted once."""
    setting = setting_of(key)
    return replace(policy, **{setting.field: parsed(setting, text)})


def _unreadable(setting: Setting, text: str) -> Refused:
    example = f"/settings {setting.key} {setting.example}"
    if setting.kind == "set":
        return Refused(
            "{key} is a list out of {choices}, or none: {example}.",
            key=setting.key,
            choices=", ".join(setting.choices),
            example=example,
        )
    if setting.choices:
        return Refused(
            "{key} is one of {choices}, not {text}.",
            key=setting.key,
            choices=", ".join(setting.choices),
            text=text[:60],
        )
    if setting.kind == "decimal":
        return Refused(
            "{key} is a number from {lowest} to {highest}, like {example}.",
            key=setting.key,
            lowest=setting.lowest,
            highest=setting.highest,
            example=example,
        )
    if setting.kind == "int":
        return Refused(
            "{key} is a whole number from {lowest} to {highest}, like {example}.",
            key=setting.key,
            lowest=setting.lowest,
            highest=setting.highest,
            example=example,
        )
    return Refused(
        "I cannot read {text} as {key}. Write it like {example}.", text=text[:60], key=setting.key, example=example
    )
