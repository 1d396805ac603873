"""Who carries other people's words to us: market places, form services, chats; a table, and how a letter is matched to a row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.address import FORM_SERVICES, PLATFORMS, domain_of, registrable


@dataclass(frozen=True, slots=True)
class Relay:
    """One that carries letters. `name` is what people call it.

    `domains` are the registered domains it writes from and links to; `aliases` hosts at which each buyer has an address
    of his own that takes an answer; `hides` whether it keeps the buyer's real address to itself.
    """

    name: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    hides: bool = True


def _under_every_country(beginning: str) -> tuple[str, ...]:
    return tuple(sorted(each for each in PLATFORMS if each.startswith(beginning)))


MARKETS = (
    Relay(
        "alibaba.com",
        ("alibaba.com", "alibaba-inc.com", "alibaba-mail.com"),
        ("inquiry.alibaba.com", "reply.alibaba.com", "trademessage.alibaba.com"),
    ),
    Relay("aliexpress.com", ("aliexpress.com",)),
    Relay("1688.com", ("1688.com",)),
    Relay("made-in-china.com", ("made-in-china.com", "mic.com.cn", "focuschina.com")),
    Relay("globalsources.com", ("globalsources.com", "globalsources.com.hk")),
    Relay("hktdc.com", ("hktdc.com", "hktdc.org")),
    Relay("indiamart.com", ("indiamart.com", "indiamart.in"), ("reply.indiamart.com", "msg.indiamart.com")),
    Relay("tradekey.com", ("tradekey.com", "tradekey.com.pk")),
    Relay("dhgate.com", ("dhgate.com", "dhgate.cn", "dh.com.cn")),
    Relay("ecplaza.net", ("ecplaza.net", "ecplaza.com")),
    Relay("ec21.com", ("ec21.com",)),
    Relay("tradeindia.com", ("tradeindia.com",)),
    Relay("exportersindia.com", ("exportersindia.com", "exportersindia.in")),
    Relay(
        "europages.com",
        (
            "europages.com",
            "europages.co.uk",
            "europages.de",
            "europages.fr",
            "europages.es",
            "europages.it",
            "visable.com",
        ),
    ),
    Relay("wlw.de", ("wlw.de", "visable.com")),
    Relay("kompass.com", ("kompass.com", "kompass.de", "kompass.fr")),
    Relay("thomasnet.com", ("thomasnet.com", "thomasnet.net", "thomaspublishing.com")),
    Relay("go4worldbusiness.com", ("go4worldbusiness.com", "go4worldbusiness.net")),
    Relay(
        "amazon.com",
        _under_every_country("amazon."),
        tuple(f"marketplace.{each}" for each in _under_every_country("amazon.")),
    ),
    Relay(
        "ebay.com",
        _under_every_country("ebay."),
        tuple(f"{host}.{each}" for each in _under_every_country("ebay.") for host in ("members", "reply")),
    ),
    Relay("etsy.com", ("etsy.com",), ("members.etsy.com", "reply.etsy.com")),
    Relay("linkedin.com", ("linkedin.com",)),
    Relay("facebook.com", ("facebook.com", "facebookmail.com")),
)
_OF_DOMAIN = {domain: each for each in reversed(MARKETS) for domain in each.domains}

IMPERSONATED = re.compile(
    r"(?i)\b(?:alibaba(?:\.com)?|made[- ]in[- ]china(?:\.com)?|global ?sources|indiamart|tradekey|dhgate|"
    r"hktdc|tradeindia|"
    r"ec21|ecplaza|exportersindia|go4worldbusiness)\b|阿里巴巴|中国制造网|环球资源"
)
"""Names of market places: whoever calls himself so and writes from elsewhere is to be looked at."""


def market_of(address: str) -> Relay | None:
    """The market place that writes from such an address."""
    domain = registrable(address)
    return _OF_DOMAIN.get(domain) or (Relay(domain, (domain,)) if domain in PLATFORMS else None)


def form_service_of(address: str) -> str:
    """The service that carries forms or chats from such an address; empty for none."""
    domain = registrable(address)
    return domain if domain in FORM_SERVICES else ""


def is_relay(address: str) -> bool:
    """Whether an address is a carrier's, not a person's."""
    domain = registrable(address)
    return domain in PLATFORMS or domain in FORM_SERVICES or domain_of(address).endswith(_CARRIERS)


_CARRIERS = (
    "googlegroups.com",
    "amazonses.com",
    "sendgrid.net",
    "mailgun.org",
    "docs.google.com",
    "forms-receipts-noreply.google.com",
)


def is_alias(address: str, relay: Relay) -> bool:
    """Whether it is the address that the platform has given one buyer: it takes answers, and hides his own."""
    return domain_of(address).endswith(relay.aliases) if relay.aliases else False


_HREF = re.compile(r"""href\s*=\s*["']?(https?://[^\s"'<>]{4,2000})""", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"'()\[\]，。）】]{4,2000}")
_ANSWERS = re.compile(
    r"(?i)repl(?:y|ies)|respond|answer|message|inquir|enquir|feedback|onetalk|rfq|talk|chat|quote|contact|"
    r"conversation|lead|mail|msg"
)
_NO_ANSWER = re.compile(
    r"(?i)unsubscri|privacy|policy|terms|help|preferences|settings|logo|\.(?:png|gif|jpe?g|css|svg)\b|pixel|"
    r"/track|click\.|facebook|twitter|app\.?store|play\.google"
)
_MOST_LINKS, _LONGEST_LINK = 300, 1000


def answer_link(relay: Relay, text: str, html: str = "") -> str:
    """Where a platform wants to be answered: an https link to its own domain; empty where none stands in the letter."""
    links = [*_URL.findall(text[:60_000])[:_MOST_LINKS], *_HREF.findall(html[:200_000])[:_MOST_LINKS]]
    own = [link for each in links if (link := each.replace("&amp;", "&").rstrip(".,;")) and _is_own(link, relay)]
    likely = [each for each in own if _ANSWERS.search(_path(each)) and not _NO_ANSWER.search(each)]
    likely.sort(key=lambda each: -len({word.lower() for word in _ANSWERS.findall(_path(each))}))
    some = [each for each in own if not _NO_ANSWER.search(each) and _path(each)]
    return next((each[:_LONGEST_LINK] for each in (*likely, *some)), "")


def _is_own(link: str, relay: Relay) -> bool:
    """https, the platform's own host, and nothing before an @ that only looks like it."""
    host = re.match(r"https://([a-z0-9.-]{3,253})(?::\d{1,5})?(?=[/?#]|\Z)", link, re.IGNORECASE)
    return host is not None and registrable(host[1]) in relay.domains


def _path(link: str) -> str:
    return link.split("/", 3)[3] if link.count("/") >= 3 else ""
