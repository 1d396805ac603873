"""What the filters of mail providers say of a letter, in the fields and the subjects in which each of them says it."""

from __future__ import annotations

import re

from mail.mime import Head, header_text

_SAYS: tuple[tuple[str, str], ...] = (
    ("x-spam-flag", r"yes"),
    ("x-spam-status", r"yes"),
    ("x-spam", r"yes|spam"),
    ("x-is-spam", r"yes|true|1"),
    ("x-spamd-result", r"default: true"),
    ("x-rspamd-action", r"reject|add header|rewrite subject"),
    ("x-spam-action", r"reject|add header|rewrite subject"),
    ("x-barracuda-spam-flag", r"yes"),
    ("x-barracuda-spam-status", r"yes"),
    ("x-proofpoint-spam-details", r"rule=(?:spam|phish|malware|definitespam|adult|outbound_spam)"),
    ("x-cmae-verdict", r"spam"),
    ("x-cmae-analysis", r"v=[\d.]+ cv=\S+ c=1 "),
    ("x-microsoft-antispam-verdict", r"spam"),
    ("x-yahoofilteredbulk", r"\S"),
    ("x-qq-spam", r"true|1"),
    ("x-alimail-antispam", r"ac=(?:quarantine|reject|spam|junk)"),
    ("x-amavis-alert", r"infected|banned"),
    ("x-eset-antispam", r"spam"),
    ("x-klms-antispam-status", r"spam|probable_spam|blacklisted|massmail"),
    ("x-ksmg-antispam-status", r"spam|probable_spam|blacklisted|massmail"),
    ("x-klms-antiphishing", r"dangerous|detected|phishing"),
    ("x-bogosity", r"spam|yes"),
    ("x-dspam-result", r"spam|blacklisted|blocklisted"),
    ("x-crm114-status", r"spam"),
    ("x-spambayes-classification", r"spam"),
    ("x-spamprobe", r"spam"),
    ("x-ovh-spam-status", r"spam"),
    ("x-vr-spamstate", r"spam"),
    ("x-proxad-sc", r"state=spam"),
    ("x-vade-status", r"spam|phishing|malware"),
    ("x-yandex-spam", r"4"),
    ("x-spamexperts-class", r"spam"),
    ("x-tm-as-result", r"yes"),
    ("x-me-spamlevel", r"high"),
    ("x-junkmail-status", r"score=(?:[5-9]|1\d)\d/"),
    ("x-ui-filterresults", r"junk:10"),
    ("x-antivirus-status", r"infected"),
    ("x-virus-status", r"infected|yes"),
)
_SAYING = tuple((name, re.compile(said)) for name, said in _SAYS)
_MAILSCANNER = re.compile(r"x-[a-z0-9._-]{0,60}mailscanner-spamcheck")
_LEVELS = (
    ("x-ms-exchange-organization-scl", re.compile(r"([5-9])"), 0),
    ("x-forefront-antispam-report", re.compile(r"(?:^|;)\s*scl:([5-9])(?!\d)"), 0),
    ("x-mimecast-spam-score", re.compile(r"(\d{1,3})(?!\d)"), 7),
    ("x-pmx-spam", re.compile(r"probability=(\d{1,3})%"), 50),
)
_REASONS = (
    ("x-forefront-antispam-report", re.compile(r"(?:^|;)\s*sfv:(spm|sks|skb)(?:;|$)")),
    (
        "x-forefront-antispam-report",
        re.compile(r"(?:^|;)\s*cat:(spm|hspm|phsh|hphsh|hphish|malw|spoof|uimp|dimp|bimp)(?:;|$)"),
    ),
)
_NAMES = frozenset(name for name, *_ in (*_SAYS, *_LEVELS, *_REASONS)) | {"x-spam-level"}
_STARS, _LONGEST = 8, 4_000
_TAG = re.compile(
    r"(?i)\s*(?:[*]{2,8}\s?(?:spam|phishing)\s?[*]{2,8}|[\[{【(<]\s?(?:likely |probable |possible |suspected |potential )?"
    r"(?:spam|junk|phishing|垃圾邮件|垃圾郵件|疑似垃圾邮件|可疑邮件)(?: mail)?\??\s?[\]}】)>]|"
    r"spam\s?[:：]|\[?垃圾邮件\]?\s?[:：])"
)


def spam_verdict(head: Head, subject: str = "") -> str:
    """The words in which a filter on the way says "spam"; empty when none does.

    The topmost field of a name counts, and only what speaks against the letter: who writes such a field himself harms
    nobody but himself, and a field that says "no spam" is never asked (T02).
    """
    told = _told(head)
    for name, said in _SAYING:
        found = said.match(told[name]) if name in told else None
        if found:
            return f"{name}: {found[0].strip()[:40]}"
    for name, level, least in _LEVELS:
        found = level.search(told[name]) if name in told else None
        if found and int(found[1]) >= least:
            return f"{name}: {found[1]}" if least else f"spam confidence level {found[1]}"
    for name, reason in _REASONS:
        found = reason.search(told[name]) if name in told else None
        if found:
            return f"{name}: {found[1].upper()}"
    return _starred(told) or _scanned(head) or _tagged(subject)


def _told(head: Head) -> dict[str, str]:
    """The first field of each name that a filter uses, in lower case."""
    told: dict[str, str] = {}
    for name, value in head.fields:
        if name in _NAMES and name not in told:
            told[name] = header_text(value[:_LONGEST]).lower().strip()
    return told


def _starred(told: dict[str, str]) -> str:
    """X-Spam-Level alone, without the status that says whether so many stars are too many."""
    level = told.get("x-spam-level", "")
    return (
        f"x-spam-level: {level[:20]}"
        if "x-spam-status" not in told and len(level) >= _STARS and not level.strip("*")
        else ""
    )


def _scanned(head: Head) -> str:
    """MailScanner puts its house's name into the field's."""
    for name, value in head.fields:
        if name.startswith("x-") and _MAILSCANNER.fullmatch(name) and value.strip().lower().startswith(b"spam"):
            return f"{name[:60]}: spam"
    return ""


def _tagged(subject: str) -> str:
    found = _TAG.match(subject[:80])
    return f"in the subject {found[0].strip()}" if found else ""
