"""What machines write for machines about a mail that came back: delivery reports (RFC 3464) and complaints (RFC 5965)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mail.charset import decoded, one_line
from mail.mime import Part

DELIVERY = frozenset({"message/delivery-status", "message/global-delivery-status", "message/deliverystatus"})
COMPLAINTS = frozenset({"message/feedback-report", "message/feedback"})
_SUCCESSES = frozenset({"delivered", "relayed", "expanded", "deliverable", "success", "ok"})
_LONGEST = 40_000
_LARGEST = 500_000
_MISPLACED = (
    "text/plain",
    "text/rfc822",
    "application/octet",
    "message/delivery",
    "message/disposition",
    "message/report",
)
_MOST_LINES, _MOST_RECIPIENTS = 1_000, 100
_FIELD = re.compile(r"[ \t]{0,8}([A-Za-z][A-Za-z-]{2,60})[ \t]*:[ \t]*(.*)")
_RECIPIENT_FIELDS = ("original-recipient", "final-recipient", "x-actual-recipient", "x-original-recipient")
_KNOWN = frozenset(
    {*_RECIPIENT_FIELDS, "action", "status", "diagnostic-code", "remote-mta", "reporting-mta", "x-notes-item",
     "will-retry-until", "original-envelope-id", "arrival-date", "last-attempt-date", "received-from-mta"}
)  # fmt: skip
_MARKED = re.compile(rb"(?im)^[ \t]{0,8}(?:final|original)-recipient[ \t]*:")
_XTEXT = re.compile(r"\+([0-9A-F]{2})")
_UTF8_ESCAPE = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")
_COMMENT = re.compile(r"\([^()]*\)")
_ADDRESS = re.compile(r"[^\s<>()\[\]\",;:@]+@[^\s<>()\[\]\",;:@]+")
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")


@dataclass(frozen=True, slots=True)
class Failed:
    """One recipient of a report. `address` is what was written to, or only its local part; `action` in lower case."""

    address: str
    action: str
    status: str
    diagnostic: str


@dataclass(frozen=True, slots=True)
class Report:
    """`failed` holds who did not get the mail, those given up before those who are only late; empty for a success."""

    failed: tuple[Failed, ...]
    host: str
    """Who reports; empty where it is not said."""


def delivery_report(leaves: list[Part]) -> Report | None:
    """The delivery report of a letter in a part that says that it is one; None where there is none."""
    for part in leaves:
        if part.content_type in DELIVERY and (report := _read(_text(part))) is not None:
            return report
    return None


def misplaced_report(leaves: list[Part]) -> Report | None:
    """The fields of a delivery report in a part that says it were something else. Only a machine's letter is worth it."""
    for part in leaves[:40]:
        if part.content_type.startswith(_MISPLACED) and part.end - part.start <= _LARGEST:
            content = part.content()[:_LONGEST]
            if _MARKED.search(content):
                report = _read(decoded(content, part.parameters.get("charset", ""))[0])
                if report is not None:
                    return report
    return None


def complaint(leaves: list[Part]) -> tuple[str, str] | None:
    """Feedback type and recipient of a complaint; None where there is none, or where it complains of nobody's dislike."""
    for part in leaves:
        if part.content_type in COMPLAINTS:
            fields = {name: value for group in _groups(_text(part)) for name, value in group.items()}
            kind = fields.get("feedback-type", "abuse").lower()
            named = fields.get("original-rcpt-to") or fields.get("removal-recipient") or ""
            refused = fields.get("delivery-result", "").lower().startswith("reject")
            welcome = kind in ("not-spam", "dmarc") or (kind == "auth-failure" and not refused)
            return None if welcome else (kind, plain_address(named))
    return None


def plain_address(told: str) -> str:
    """The address behind "rfc822; <eva@kunde.example>" and its many misspellings; a bare local part where no more is said.

    Empty for what is no mail address (X.400).
    """
    kind, semicolon, rest = told.partition(";")
    if semicolon and kind.strip().lower().startswith(("x400", "x500", "x-x400", "fax")):
        return ""
    value = _UTF8_ESCAPE.sub(_character, rest if semicolon and "@" not in kind else told)
    without = _COMMENT.sub(" ", value)
    found = _ADDRESS.search(without) or _ADDRESS.search(value)
    if found:
        return unencapsulated(found[0].strip("'`.").removeprefix("mailto:"))
    value = without.strip().strip("<>'\" ")
    spelt = _XTEXT.sub(_octet, value)
    if "@" in spelt and _ADDRESS.fullmatch(spelt):
        return spelt
    return value if value and " " not in value and len(value) <= 64 and "/" not in value and "=" not in value else ""


def unencapsulated(address: str) -> str:
    """IMCEASMTP-eva+40kunde+2Eexample@exchange.example -> eva@kunde.example; all others as they are."""
    local, _, _ = address.rpartition("@")
    if not local.upper().startswith("IMCEA"):
        return address
    inner = _XTEXT.sub(_octet, local.partition("-")[2])
    return inner if _ADDRESS.fullmatch(inner) else address


def _read(text: str) -> Report | None:
    """None where the text holds no recipient and no action."""
    host, failed, told = "", [], False
    for group in _groups(text):
        host = host or plain_host(group.get("reporting-mta", ""))
        named = next((group[each] for each in _RECIPIENT_FIELDS if plain_address(group.get(each, ""))), "")
        if not (named or "action" in group or "final-recipient" in group):
            continue
        told = True
        action = (group.get("action", "").lower().split() or [""])[0].strip(";,.")
        status = group.get("status", "")
        found = _STATUS.search(status) or _STATUS.search(group.get("diagnostic-code", ""))
        status = found[0] if found else status[:10].strip()
        if action in _SUCCESSES or (not action and status.startswith("2")):
            continue
        known = "delayed" if action.startswith("delay") else "failed"
        diagnostic = group.get("diagnostic-code", "")[:500]
        address = _best(group)
        failed.append(Failed(address, known, status, diagnostic))
        if len(failed) >= _MOST_RECIPIENTS:
            break
    failed.sort(key=lambda each: (each.action != "failed", "@" not in each.address))
    return Report(tuple(failed), host) if told else None


def _best(group: dict[str, str]) -> str:
    """The whole address of a recipient before a bare local part; what was written to before what became of it."""
    told = [plain_address(group.get(each, "")) for each in _RECIPIENT_FIELDS]
    whole = [each for each in told if "@" in each and not each.upper().startswith("IMCEA")]
    return next(iter(whole), "") or next((each for each in told if each), "")


def plain_host(told: str) -> str:
    """mx.kunde.example of "dns; mx.kunde.example (1.2.3.4)"; empty for what is no host name."""
    host = (told.partition(";")[2] or told).split("(")[0].strip().strip(".").lower()
    return host if "." in host and " " not in host and len(host) < 200 else ""


def _groups(text: str) -> list[dict[str, str]]:
    """The fields between blank lines; a field that comes again begins a new group, as where the blank line is forgotten."""
    groups: list[dict[str, str]] = [{}]
    name = ""
    for each in text.splitlines()[:_MOST_LINES]:
        if not each.strip():
            name = ""
            if groups[-1]:
                groups.append({})
            continue
        found = _FIELD.match(each)
        if found and (found[1].lower() in _KNOWN or not each[:1].isspace()):
            name = found[1].lower()
            if name in groups[-1] and name in _RECIPIENT_FIELDS:
                groups.append({})
            groups[-1].setdefault(name, one_line(found[2])[:2_000])
        elif name and each[:1].isspace() and len(groups[-1][name]) < 2_000:
            groups[-1][name] += f" {one_line(each)[:500]}"
    return groups


def _text(part: Part) -> str:
    return decoded(part.content()[:_LONGEST], part.parameters.get("charset", ""))[0]


def _octet(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if 32 < code < 0xD800 or 0xE000 <= code < 0x110000 else ""
