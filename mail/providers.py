"""Where the mail of the well-known providers lives, and what each of them wants before it lets a program in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mail.login import STARTTLS, TLS
from rules.address import domain_of
from rules.words import Line, line


@dataclass(frozen=True, slots=True)
class Provider:
    """Settings to begin with. `keeps_sent`: it files what is sent by SMTP into Sent by itself, so we must not.

    `token`: it wants an XOAUTH2 token in place of a password. `authserv_id` is the name under which it writes
    Authentication-Results, where it is known.
    """

    name: str
    imap: tuple[str, int, str]
    smtp: tuple[str, int, str]
    wants: Line
    token: bool = False
    keeps_sent: bool = False
    authserv_id: str = ""


_APP_PASSWORD = line("Turn on two-step verification, then make an app password and use it here.")
_CODE = line(
    "Turn on IMAP and SMTP in the webmail's settings; it shows an authorisation code, which is the password here."
)
_TOKEN = line("Passwords are not taken any more: register an application and log in by XOAUTH2.")
_CLIENT_PASSWORD = line("If the administrator demands it, make a client password in the webmail and use it here.")
_IMAP_ON = line("Turn on IMAP in the webmail's settings; the password is that of the mailbox.")
_PASSWORD = line("The password of the mailbox; ask your host whether programs need one of their own.")

GMAIL = Provider(
    "Gmail", ("imap.gmail.com", 993, TLS), ("smtp.gmail.com", 465, TLS), _APP_PASSWORD,
    keeps_sent=True, authserv_id="mx.google.com",
)  # fmt: skip
OUTLOOK = Provider(
    "Outlook.com", ("outlook.office365.com", 993, TLS), ("smtp-mail.outlook.com", 587, STARTTLS), _TOKEN,
    token=True, keeps_sent=True,
)  # fmt: skip
MICROSOFT_365 = Provider(
    "Microsoft 365", ("outlook.office365.com", 993, TLS), ("smtp.office365.com", 587, STARTTLS), _TOKEN,
    token=True, keeps_sent=True,
)  # fmt: skip
NETEASE_163 = Provider("163", ("imap.163.com", 993, TLS), ("smtp.163.com", 465, TLS), _CODE)
NETEASE_126 = Provider("126", ("imap.126.com", 993, TLS), ("smtp.126.com", 465, TLS), _CODE)
YEAH = Provider("yeah.net", ("imap.yeah.net", 993, TLS), ("smtp.yeah.net", 465, TLS), _CODE)
NETEASE_COMPANY = Provider(
    "NetEase Qiye", ("imap.qiye.163.com", 993, TLS), ("smtp.qiye.163.com", 994, TLS), _CLIENT_PASSWORD
)
QQ = Provider("QQ", ("imap.qq.com", 993, TLS), ("smtp.qq.com", 465, TLS), _CODE)
TENCENT_COMPANY = Provider(
    "Tencent Exmail", ("imap.exmail.qq.com", 993, TLS), ("smtp.exmail.qq.com", 465, TLS), _CLIENT_PASSWORD
)
ALIYUN = Provider("Aliyun", ("imap.aliyun.com", 993, TLS), ("smtp.aliyun.com", 465, TLS), _CLIENT_PASSWORD)
ALIYUN_COMPANY = Provider(
    "Aliyun Qiye", ("imap.qiye.aliyun.com", 993, TLS), ("smtp.qiye.aliyun.com", 465, TLS), _CLIENT_PASSWORD
)
YAHOO = Provider("Yahoo", ("imap.mail.yahoo.com", 993, TLS), ("smtp.mail.yahoo.com", 465, TLS), _APP_PASSWORD)
ZOHO = Provider(
    "Zoho", ("imap.zoho.com", 993, TLS), ("smtp.zoho.com", 465, TLS), _APP_PASSWORD,
    keeps_sent=True, authserv_id="mx.zohomail.com",
)  # fmt: skip
ZOHO_COMPANY = replace(ZOHO, imap=("imappro.zoho.com", 993, TLS), smtp=("smtppro.zoho.com", 465, TLS))
SINA = Provider("Sina", ("imap.sina.com", 993, TLS), ("smtp.sina.com", 465, TLS), _CODE)
ICLOUD = Provider("iCloud", ("imap.mail.me.com", 993, TLS), ("smtp.mail.me.com", 587, STARTTLS), _APP_PASSWORD)
GMX = Provider("GMX", ("imap.gmx.net", 993, TLS), ("mail.gmx.net", 465, TLS), _IMAP_ON)
GMX_COM = Provider("GMX", ("imap.gmx.com", 993, TLS), ("mail.gmx.com", 465, TLS), _IMAP_ON)
FASTMAIL = Provider("Fastmail", ("imap.fastmail.com", 993, TLS), ("smtp.fastmail.com", 465, TLS), _APP_PASSWORD)
YANDEX = Provider("Yandex", ("imap.yandex.com", 993, TLS), ("smtp.yandex.com", 465, TLS), _APP_PASSWORD)

BY_DOMAIN: dict[str, Provider] = {
    domain: provider
    for provider, domains in (
        (GMAIL, "gmail.com googlemail.com"),
        (OUTLOOK, "outlook.com hotmail.com live.com msn.com outlook.de hotmail.co.uk"),
        (MICROSOFT_365, "onmicrosoft.com office365.com"),
        (NETEASE_163, "163.com vip.163.com"),
        (NETEASE_126, "126.com vip.126.com"),
        (YEAH, "yeah.net"),
        (QQ, "qq.com vip.qq.com foxmail.com"),
        (TENCENT_COMPANY, "exmail.qq.com"),
        (ALIYUN, "aliyun.com"),
        (YAHOO, "yahoo.com ymail.com rocketmail.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es"),
        (ZOHO, "zoho.com zohomail.com zoho.eu"),
        (SINA, "sina.com vip.sina.com"),
        (ICLOUD, "icloud.com me.com mac.com"),
        (GMX, "gmx.de gmx.net gmx.at gmx.ch"),
        (GMX_COM, "gmx.com"),
        (FASTMAIL, "fastmail.com fastmail.fm"),
        (YANDEX, "yandex.com yandex.ru"),
    )
    for domain in domains.split()
}
BY_MX: tuple[tuple[str, Provider], ...] = (
    ("google.com", GMAIL),
    ("googlemail.com", GMAIL),
    ("mail.protection.outlook.com", MICROSOFT_365),
    ("mx.microsoft", MICROSOFT_365),
    ("mxbiz1.qq.com", TENCENT_COMPANY),
    ("mxbiz2.qq.com", TENCENT_COMPANY),
    ("exmail.qq.com", TENCENT_COMPANY),
    ("mxhichina.com", ALIYUN_COMPANY),
    ("qiye.aliyun.com", ALIYUN_COMPANY),
    ("mxmail.netease.com", NETEASE_COMPANY),
    ("qiye.163.com", NETEASE_COMPANY),
    ("zoho.com", ZOHO_COMPANY),
    ("zoho.eu", ZOHO_COMPANY),
    ("messagingengine.com", FASTMAIL),
)
"""Who serves a company's own domain, by the end of its mail exchanger's name."""

HOSTED: dict[str, Provider] = {
    "google": GMAIL,
    "microsoft": MICROSOFT_365,
    "tencent": TENCENT_COMPANY,
    "netease": NETEASE_COMPANY,
    "aliyun": ALIYUN_COMPANY,
    "zoho": ZOHO_COMPANY,
}
"""Who serves a company's own domain, by the name that a person gives."""

_BY_HOST: dict[str, Provider] = {
    host: provider
    for provider in (*BY_DOMAIN.values(), *HOSTED.values())
    for host in (provider.imap[0], provider.smtp[0])
}


def guessed(address: str, exchangers: Sequence[str] = ()) -> Provider:
    """The settings to try first for an address. `exchangers` are the host names of its domain's MX records, if known.

    For a domain that nobody knows: imap. and smtp. in front of it, as most hosts have it.
    """
    domain = domain_of(address)
    if domain in BY_DOMAIN:
        return BY_DOMAIN[domain]
    if domain.endswith(".onmicrosoft.com"):
        return MICROSOFT_365
    for host in exchangers:
        name = host.lower().rstrip(".")
        for end, provider in BY_MX:
            if name == end or name.endswith(f".{end}"):
                return provider
    return Provider(domain, (f"imap.{domain}", 993, TLS), (f"smtp.{domain}", 465, TLS), _PASSWORD)


def at_host(host: str) -> Provider | None:
    """The provider that this IMAP or SMTP server belongs to; None where nobody known does."""
    return _BY_HOST.get(host.lower().rstrip("."))
