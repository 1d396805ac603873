"""The fields of a customer's card as they may be typed: each with its check and an example (R72, R76)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import phonenumbers

from documents.countries import country_code
from rules.refusal import Refused
from rules.same_buyer import folded, keys_of
from rules.words import line
from storage.customers import add_keys
from storage.happenings import note
from storage.tables.customers import CustomerRow
from storage.work import Work

LONGEST = 500
_WEBSITE = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?\Z", re.IGNORECASE)
_NATURES = {
    "middleman": "middleman",
    "trader": "middleman",
    "end user": "end user",
    "user": "end user",
    "中间商": "middleman",
    "终端用户": "end user",
}


def telephone(text: str, country: str = "") -> str:
    """The number as it is dialled from abroad. Refuses what no telephone has; without + the customer's country counts."""
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        raise Refused(
            "{number} is no telephone number. Write it with the country, like +34 612 345 678.", number=text[:40]
        )
    if not phonenumbers.is_possible_number(number):
        raise Refused(
            "{number} is no telephone number. Write it with the country, like +34 612 345 678.", number=text[:40]
        )
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _text(text: str, _: CustomerRow) -> str:
    if len(text) > LONGEST:
        raise Refused("That is too long for a card: at most {count} characters.", count=LONGEST)
    return " ".join(text.split())


def _country(text: str, _: CustomerRow) -> str:
    code = country_code(text)
    if not code:
        raise Refused("I know no country {country}. Write it like Spain, 西班牙 or ES.", country=text[:40])
    return code


def _phone(text: str, row: CustomerRow) -> str:
    return telephone(text, row.country)


def _website(text: str, _: CustomerRow) -> str:
    if not _WEBSITE.match(text):
        raise Refused("{website} is no website. Write it like www.kunde.example.", website=text[:60])
    return text


def _language(text: str, _: CustomerRow) -> str:
    if not re.fullmatch(r"[a-z]{2}", text.casefold()):
        raise Refused("Write the language with two letters: en, es, zh.")
    return text.casefold()


def _grade(text: str, _: CustomerRow) -> str:
    if text.upper() not in ("A", "B", "C"):
        raise Refused("A grade is A, B or C.")
    return text.upper()


def _nature(text: str, _: CustomerRow) -> str:
    if text.casefold() not in _NATURES:
        raise Refused("Middleman or end user? Write it like: /customer 17 nature end user")
    return _NATURES[text.casefold()]


CHECKS: Mapping[str, Callable[[str, CustomerRow], str]] = {
    "name": _text,
    "country": _country,
    "language": _language,
    "postal": _text,
    "phone": _phone,
    "fax": _phone,
    "website": _website,
    "business": _text,
    "needs": _text,
    "preferences": _text,
    "credit": _text,
    "nature": _nature,
    "grade": _grade,
    "source": _text,
}
OTHER_NAMES: Mapping[str, str] = {
    "address": "postal",
    "telephone": "phone",
    "tel": "phone",
    "web": "website",
    "company": "name",
    "国家": "country",
    "电话": "phone",
    "地址": "postal",
    "传真": "fax",
    "网站": "website",
}


def field_of(text: str) -> str | None:
    """The field that somebody means by a word; None for what is no field."""
    wanted = text.casefold().rstrip(":")
    wanted = OTHER_NAMES.get(wanted, wanted)
    return wanted if wanted in CHECKS else None


def checked(row: CustomerRow, field: str, text: str) -> str:
    """The value as it is written ("-" empties it). Refuses what the field does not take."""
    value = "" if text == "-" else CHECKS[field](text, row)
    if field == "name" and not value:
        raise Refused("A customer needs a name.")
    return value


def changed(work: Work, row: CustomerRow, field: str, text: str, by: int) -> None:
    """Writes a checked value and notes who changed what; keys of the same buyer are added."""
    before, value = getattr(row, field), checked(row, field, text)
    setattr(row, field, value)
    if field == "name":
        row.folded = folded(value)
    row.version += 1
    work.session.flush()
    add_keys(work, row, keys_of((), row.name if field == "name" else "", row.phone if field == "phone" else ""))
    note(
        work,
        "customer",
        line("Customer {number}: {field} was changed.", number=row.id, field=field),
        actor=by,
        customer=row.id,
        before={field: before},
        after={field: value},
    )
