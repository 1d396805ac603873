"""Who we are on paper: names, addresses, bank details out of the settings; logo and stamp out of the company's folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rules.company_settings import BANKS
from rules.policy import Policy

LOGO = ("logo.svg", "logo.png", "logo.jpg", "logo.jpeg")
STAMP = ("stamp.svg", "stamp.png", "stamp.jpg", "stamp.jpeg")


@dataclass(frozen=True, slots=True)
class Company:
    """What the head and the foot of a paper say of us. `banks` by currency, "" for all others, lines between semicolons."""

    name: str = ""
    name_zh: str = ""
    address: str = ""
    address_zh: str = ""
    telephone: str = ""
    mail: str = ""
    web: str = ""
    banks: Mapping[str, str] = field(default_factory=dict)

    def called(self, language: str) -> str:
        """Its name in that language, else in the other."""
        names = (self.name_zh, self.name) if language == "zh" else (self.name, self.name_zh)
        return names[0] or names[1]

    def resides(self, language: str) -> str:
        """Its address in that language, else in the other."""
        places = (self.address_zh, self.address) if language == "zh" else (self.address, self.address_zh)
        return places[0] or places[1]

    def bank(self, currency: str) -> tuple[tuple[str, str], ...]:
        """The lines (what, value) of its account for that currency; a line without a colon has no "what"."""
        return bank_named(self.banks.get(currency) or self.banks.get("") or "")


def company_of(policy: Policy) -> Company:
    """Who we are by the department's settings."""
    banks = {each: str(getattr(policy, f"bank_{each.casefold()}")) for each in BANKS}
    return Company(
        name=policy.company,
        name_zh=policy.company_zh,
        address=policy.address,
        address_zh=policy.address_zh,
        telephone=policy.telephone,
        mail=policy.front_door,
        web=policy.web,
        banks={each: text for each, text in (banks | {"": policy.bank}).items() if text},
    )


def file_among(folder: Path | None, names: tuple[str, ...]) -> Path | None:
    """The first of those files that the folder holds."""
    return next((folder / each for each in names if (folder / each).is_file()), None) if folder is not None else None


def bank_named(text: str) -> tuple[tuple[str, str], ...]:
    """The lines (what, value) of bank details, between semicolons or one below the other."""
    lines = (each.strip().replace("：", ":", 1) for each in text.replace("；", ";").replace("\n", ";").split(";"))
    return tuple(_named(each) for each in lines if each)


def _named(line: str) -> tuple[str, str]:
    what, colon, value = line.partition(":")
    return (what.strip(), value.strip()) if colon and len(what) <= 40 else ("", line)
