"""Mail of ours that came back: who did not get it, whether for good, and which mail it was."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mail.kinds import is_daemon
from mail.mime import Head, Part, head_of
from mail.read_heads import bare_addresses, message_id
from rules.address import normalised
from rules.letter import Ours

_SUBJECT = re.compile(
    r"(?i)undeliver|delivery status notification|delivery (?:has )?fail|failure notice|returned mail|"
    r"mail delivery (?:failed|failure|system)|delivery notification|"
    r"mail system error|message not delivered|could not be delivered|non-?deliver|not delivered|"
    r"delivery incomplete|delayed mail|returned to sender|"
    r"退信|投递失败|无法投递|未送达|无法送达|退件|無法傳遞|寄送失敗|unzustellbar|zustellung fehlgeschlagen|"
    r"no se (?:puede|ha podido) entregar|no entregad|devuelto|"
    r"non remis|échec de (?:la )?remise|non distribu|não entregue|falha na entrega|mancato recapito|"
    r"impossibile recapitare|не доставлено|недоставлен"
)
_DAEMON_NAME = re.compile(
    r"(?i)mail delivery|delivery subsystem|mailer-daemon|postmaster|mail administrator|系统管理员|邮件系统"
)
_FINAL = re.compile(
    r"(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])|(?<!\d)55[0-4][ -]|(?i:user unknown|no such user|does not exist|"
    r"unknown user|mailbox unavailable|用户不存在|邮箱不存在|no existe)"
)
_DELAYED = re.compile(r"(?i)delayed|warning: message|will (?:be retried|keep trying|retry)|temporar|延迟|稍后重试")
_FIELD = re.compile(rb"(?im)^(final-recipient|original-recipient|action|status)[ \t]*:[ \t]*([^\r\n]{1,400})")
_ID_LINE = re.compile(r"(?im)^[ >]*message-id:[ \t]*(<[^<>\s]{1,900}>)")
_AFTER = re.compile(
    r"(?is)(?:recipients?|address(?:es)?|following|delivered to|delivery to|收件人|地址|destinatario|"
    r"empfänger)[^@]{0,200}?<?([^\s<>()\[\]\",;:@：]+@[^\s<>()\[\]\",;:@]+\.[a-z]{2,})"
)
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Bounce:
    reason: str
    recipient: str = ""
    final: bool = False
    message_id: str = ""


def bounce_of(
    head: Head, sender: str, name: str, subject: str, text: str, leaves: list[Part], ours: Ours
) -> Bounce | None:
    """What came back, by its report, its headers, or the words in which mail systems say so; None for any other letter."""
    told = _report(leaves)
    failed = head.text("x-failed-recipients")
    gate = is_daemon(sender) or bool(_DAEMON_NAME.search(name)) or head.raw("return-path").strip() == b"<>"
    titled = _SUBJECT.search(subject)
    if told:
        reason, recipient, final = told
    elif failed:
        reason, recipient, final = (
            "header X-Failed-Recipients",
            failed.partition(",")[0].strip(),
            not _DELAYED.search(subject),
        )
    elif gate and (titled or (is_daemon(sender) and _FINAL.search(text[:_LONGEST]))):
        reason, recipient = f"a mail system says {titled[0] if titled else 'that a mail failed'}", ""
        final = bool(_FINAL.search(text[:_LONGEST])) and not _DELAYED.search(subject)
    else:
        return None
    recipient = recipient if "@" in recipient else _recipient(head, text[:_LONGEST], sender, ours)
    return Bounce(reason, recipient, final, _returned(leaves, text))


def _report(leaves: list[Part]) -> tuple[str, str, bool] | None:
    """Action, recipient and finality of a delivery status notification (RFC 3464)."""
    for part in leaves:
        if part.content_type not in ("message/delivery-status", "message/global-delivery-status"):
            continue
        fields: dict[str, str] = {}
        for name, value in _FIELD.findall(part.content()[:_LONGEST]):
            fields.setdefault(name.decode().lower(), value.decode("utf-8", "replace").strip())
        action = fields.get("action", "failed").split()[0:1]
        if action and action[0].lower() in ("delivered", "relayed", "expanded"):
            return None
        recipient = fields.get("original-recipient") or fields.get("final-recipient") or ""
        delayed = bool(action) and action[0].lower() == "delayed"
        final = not delayed and not fields.get("status", "5").startswith("4")
        return f"delivery report: {action[0].lower() if action else 'failed'}", _plain(recipient), final
    return None


def _plain(recipient: str) -> str:
    address = recipient.partition(";")[2] or recipient
    return address.strip().strip("<>").strip()


def _recipient(head: Head, text: str, sender: str, ours: Ours) -> str:
    """The first address that stands where recipients stand and is neither ours nor the mail system's."""
    known = ours.front_doors | ours.colleagues | {normalised(sender)}
    found = [each[1] for each in _AFTER.finditer(text[:4000])]
    found += _by_flufl(head, text) if not found else []
    for each in found + bare_addresses(text[:4000]):
        address = each.rstrip(".")
        if normalised(address) not in known and not is_daemon(address):
            return address
    return ""


def _by_flufl(head: Head, text: str) -> list[str]:
    """The patterns of flufl.bounce, behind our gate: it raises on ordinary letters."""
    from email.message import Message

    from flufl.bounce import scan_message

    message = Message()
    for name, value in head.fields[:60]:
        message[name] = value.decode("latin-1").replace("\n", " ")
    message.set_payload(text)
    try:
        return sorted(each.decode("ascii", "replace") for each in scan_message(message))
    except Exception:  # whatever it stumbles over: the address is then looked for in the text
        return []


def _returned(leaves: list[Part], text: str) -> str:
    for part in leaves:
        if part.content_type in ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"):
            found = message_id(head_of(part.content())[0].raw("message-id"))
            if found:
                return found
    told = _ID_LINE.search(text)
    return told[1] if told else ""
