"""Where the mail servers of well-known providers are, so that `infodesk init` need not ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """IMAP is over TLS on 993 everywhere here. `advice` is what most people stumble over."""

    imap: str
    smtp: str
    smtp_port: int = 465
    smtp_security: str = "tls"
    advice: str = ""


GOOGLE = Provider(
    "imap.gmail.com", "smtp.gmail.com", advice="Gmail wants an app password (two-step login on), or XOAUTH2."
)
MICROSOFT = Provider(
    "outlook.office365.com",
    "smtp.office365.com",
    587,
    "starttls",
    "Microsoft 365 takes XOAUTH2 only: set token_command.",
)
NETEASE = "Switch IMAP on in the web mail and use its authorisation code as password."
TENCENT = Provider("imap.qq.com", "smtp.qq.com", advice=NETEASE)

BY_DOMAIN: Mapping[str, Provider] = {
    "gmail.com": GOOGLE,
    "googlemail.com": GOOGLE,
    "outlook.com": MICROSOFT,
    "hotmail.com": MICROSOFT,
    "live.com": MICROSOFT,
    "163.com": Provider("imap.163.com", "smtp.163.com", advice=NETEASE),
    "126.com": Provider("imap.126.com", "smtp.126.com", advice=NETEASE),
    "yeah.net": Provider("imap.yeah.net", "smtp.yeah.net", advice=NETEASE),
    "qq.com": TENCENT,
    "foxmail.com": TENCENT,
    "aliyun.com": Provider("imap.aliyun.com", "smtp.aliyun.com"),
    "sina.com": Provider("imap.sina.com", "smtp.sina.com", advice=NETEASE),
    "yahoo.com": Provider("imap.mail.yahoo.com", "smtp.mail.yahoo.com", advice="Yahoo wants an app password."),
    "icloud.com": Provider("imap.mail.me.com", "smtp.mail.me.com", 587, "starttls", "iCloud wants an app password."),
    "zoho.com": Provider("imap.zoho.com", "smtp.zoho.com"),
    "gmx.de": Provider("imap.gmx.net", "mail.gmx.net", advice="Switch IMAP on in the web mail first."),
    "gmx.net": Provider("imap.gmx.net", "mail.gmx.net", advice="Switch IMAP on in the web mail first."),
    "fastmail.com": Provider("imap.fastmail.com", "smtp.fastmail.com", advice="Fastmail wants an app password."),
    "yandex.com": Provider("imap.yandex.com", "smtp.yandex.com", advice="Yandex wants an app password."),
}

HOSTED: Mapping[str, Provider] = {
    "google": GOOGLE,
    "microsoft": MICROSOFT,
    "netease": Provider("imap.qiye.163.com", "smtp.qiye.163.com", 994, advice=NETEASE),
    "tencent": Provider("imap.exmail.qq.com", "smtp.exmail.qq.com", advice=NETEASE),
    "aliyun": Provider("imap.qiye.aliyun.com", "smtp.qiye.aliyun.com"),
    "zoho": Provider("imappro.zoho.com", "smtppro.zoho.com"),
}
"""Providers that carry a company's own domain; named by --provider."""


def guessed(address: str, provider: str = "") -> Provider:
    """The servers of an address: of the named provider, of its domain, else the names that most hosts give them."""
    if provider in HOSTED:
        return HOSTED[provider]
    domain = address.rpartition("@")[2].lower()
    return BY_DOMAIN.get(domain) or Provider(f"imap.{domain}", f"smtp.{domain}")
