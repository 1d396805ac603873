"""Who stands behind a rewritten sender: mailing groups (Eva via Info), SRS, bounces' addresses of mailers, "on behalf of"."""

from __future__ import annotations

import re
from collections.abc import Callable

from mail.mime import Head
from mail.read_heads import addresses
from mail.relays import is_relay
from rules.letter import Address

_VIA = re.compile(
    r"(?i)\s+(?:via|über|par|tramite|przez|через|por|通过|経由|透過|aracılığıyla|via:)\s+[^<>]{1,100}$|"
    r"\s*[（(]\s?(?:via|通过|代发|由)\s?[^()（）]{1,100}[)）]$|\s由\s[^<>]{1,80}\s?代发$"
)
_BEHALF = re.compile(r"(?i)^\s*(?:per conto di|on behalf of|im auftrag von|au nom de|en nombre de|em nome de)\s*:?\s")
"""How certified mail of Italy and others name the writer before their own address."""
_LONGEST_NAME = 300
_ORIGINAL = (
    "x-original-from",
    "x-original-sender",
    "x-google-original-from",
    "x-mailfrom",
    "x-list-from",
    "x-from",
    "original-from",
)
_SRS = re.compile(
    r"(?i)^srs0[=+-][^=@]{1,20}=[^=@]{1,4}=([^=@]{1,100})=([^@]{1,200})@|"
    r"^srs1[=+-][^=@]{1,20}=[^=@]{1,100}==[^=@]{1,20}=[^=@]{1,4}=([^=@]{1,100})=([^@]{1,200})@"
)
_TAGGED = re.compile(r"(?i)^(?:prvs=[^=@]{1,20}=|btv1==[^=@]{1,30}==|msprvs1=[^=@]{1,60}=)([^@=]{1,200}@[^@]{1,200})$")
_EXTERNAL = re.compile(r"(?i)^([^@]{1,200})_([^@_]{1,150}\.[a-z]{2,20})#ext#@")


def without_via(name: str) -> str:
    """A name as the writer has it: 'Eva Braun' via Info -> Eva Braun."""
    return _BEHALF.sub("", _VIA.sub("", name[:_LONGEST_NAME])).strip("'\"“”‘’ ")


def says_via(name: str) -> bool:
    return bool(_VIA.search(name[:_LONGEST_NAME]) or _BEHALF.match(name[:_LONGEST_NAME]))


def true_address(address: str) -> str:
    """The address behind one that a forwarder has rewritten (SRS, BATV, guests of Microsoft 365); else the same."""
    if found := _SRS.match(address):
        domain, local = (found[1], found[2]) if found[1] else (found[3], found[4])
        return f"{local}@{domain}"
    if found := _TAGGED.match(address):
        return found[1]
    if found := _EXTERNAL.match(address):
        return f"{found[1]}@{found[2]}"
    return address


def behind_a_group(
    head: Head, sender: Address, reply_to: tuple[Address, ...], cc: tuple[Address, ...], is_ours: Callable[[str], bool]
) -> tuple[Address, str] | None:
    """The person who wrote through a group or list that put its own address into From, and the field that names him."""

    def a_persons(address: str) -> bool:
        return (
            bool(address)
            and address.lower() != sender.address.lower()
            and not is_ours(address)
            and not is_relay(address)
        )

    spoken = without_via(sender.name) if says_via(sender.name) else ""
    for name in _ORIGINAL:
        for each in addresses(head.all(name)[:1])[0]:
            if a_persons(each.address):
                return Address(without_via(each.name) or spoken, true_address(each.address)), name
    if not spoken:
        return None
    for each in reply_to:
        if a_persons(each.address):
            return Address(without_via(each.name) or spoken, true_address(each.address)), "Reply-To"
    for each in cc:
        if a_persons(each.address) and each.name.lower() == spoken.lower():
            return Address(each.name, true_address(each.address)), "Cc"
    return None
