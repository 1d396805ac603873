"""The same-buyer guard: the keys by which one buyer is recognised under several addresses and spellings (R42-R45)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rules.address import company_domain, normalised

_LEGAL_FORMS = frozenset(
    """
    gmbh mbh ag kg ohg ug se co ltd limited llc inc incorporated corp corporation company plc pty pte sa sas sarl
    srl spa sl slu sau bv nv oy ab as aps kft zrt doo dd sro spol sp zoo ooo zao oao ltda eireli me sapi cv sac eirl
    lda tic san as ve fze fzco fzc wll bsc est sdn bhd tbk pt kk gk cie et fils und and the y e i de c o
    """.split()
)
_CHINESE_FORMS = ("有限责任公司", "股份有限公司", "有限公司", "集团", "公司", "株式会社", "주식회사")
_DIGITS_OF_A_NUMBER = 8
"""The last digits by which two spellings of a telephone number are equal."""


def folded(name: str) -> str:
    """A company's name without accents, case, punctuation and legal form: "Künde & Söhne GmbH" -> "kunde sohne"."""
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("ß", "ss")
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    for form in _CHINESE_FORMS:
        plain = plain.replace(form, " ")
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain)
    words = re.findall(r"\w+", plain)
    kept = [each for each in words if each not in _LEGAL_FORMS]
    return " ".join(kept or words)


def phone_key(phone: str) -> str:
    """The last eight digits of a telephone number; empty for fewer."""
    digits = "".join(each for each in phone if each.isdecimal())
    return digits[-_DIGITS_OF_A_NUMBER:] if len(digits) >= _DIGITS_OF_A_NUMBER else ""


def keys_of(addresses: Iterable[str] = (), company: str = "", phone: str = "", country: str = "") -> tuple[str, ...]:
    """Keys that a buyer leaves, the strongest first: address, company domain, telephone, folded company name with country."""
    keys: list[str] = []
    known = [each for each in map(normalised, addresses) if each]
    keys += [f"address:{each}" for each in known]
    keys += [f"domain:{domain}" for each in known if (domain := company_domain(each))]
    if number := phone_key(phone):
        keys.append(f"phone:{number}")
    name = folded(company)
    if len(name) >= 3:
        keys.append(f"name:{name}")
    return tuple(dict.fromkeys(keys))


CERTAIN = ("address:", "domain:")
"""Keys that prove the same buyer; a name or a number alone is told as a likeness, and a person decides."""


def is_certain(key: str) -> bool:
    return key.startswith(CERTAIN)
