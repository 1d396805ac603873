"""What programs answer by themselves: absence notes, receipts, acknowledgements, challenges (RFC 3834, RFC 8098)."""

from __future__ import annotations

import re
from typing import Protocol

from mail.machine_senders import is_daemon, is_no_reply
from mail.mime import Head
from mail.words.automatic import (
    ACKNOWLEDGED_TITLES,
    AWAY_TITLES,
    CHALLENGES,
    LOOSE_TITLES,
    READ_TITLES,
    ROBOT_WORDS,
)
from rules.letter import Kind

REPORTS = frozenset(
    {"message/disposition-notification", "message/delivery-status", "message/global-delivery-status",
     "message/global-disposition-notification", "message/tracking-status"}
)  # fmt: skip
_BY_HEADER = (
    "x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-autoreply-from", "x-auto-reply-from",
    "x-mail-autoreply", "x-mail-autorespond", "x-autoresponse", "x-vacation", "x-fc-machinegenerated",
    "x-automatically-generated", "x-autoreplied", "x-is-autoreply", "x-mailer-autoresponder",
)  # fmt: skip
_NO = frozenset({"no", "false", "0", "none"})
_MAILERS = re.compile(r"(?i)vacation|auto-?respon|auto-?repl|out-?of-?office")
_ANSWERS = re.compile(
    r"(?i)\s*(?:re|aw|sv|vs|antw|res|ref|rif|fw|fwd|wg|tr|rv|r|答复|回复|回覆|答覆|返信|转发)\s*[:：]"
)
_BEGINS = re.compile(r"^[\s\[(<【*\"'“-]*")
_TICKET = re.compile(
    r"(?:ticket|case|request|incident|anfrage|vorgang|caso|demande|заявка|обращение|工单|案件)\s?(?:id|no\.?|nr\.?|number)?\s?"
    r"[:#№-]{0,3}\s?[a-z]{0,6}-?\d{3,}|\[[a-z .-]{0,30}#\s?[a-z-]{0,8}\d{2,}\]|\(#\d{3,}\)|##\s?\d{3,}"
)
_RECEIPT = re.compile(
    r"was (?:read|displayed|opened|deleted|delivered)|has been (?:read|displayed|opened|deleted|delivered)|"
    r"read receipt|return receipt|successfully (?:delivered|relayed)|deleted without being read|"
    r"已被阅读|已阅读|已读|已于|被阅读|已讀|開封|既読|읽었|읽음|wurde (?:am|gelesen|angezeigt|geöffnet|zugestellt)|gelesen|"
    r"fue leído|ha sido leído|se leyó|a été (?:lu|affiché|ouvert|remis)|foi (?:lida|lido|exibida)|è stato (?:letto|visualizzato)|"
    r"прочитан|прочтен|было открыто|gelezen|przeczytan|přečten|okundu|läst|læst|lest|luettu"
)
_AWAY = re.compile(
    r"(?:i am|i'm|i will be|we are|is)\s(?:currently |presently |now )?(?:out of (?:the )?office|away|on (?:annual )?leave|"
    r"on vacation|on holiday|travell?ing)|out of (?:the )?office|closed for|"
    r"ich bin (?:bis|vom|ab|derzeit|zur zeit|momentan|im urlaub)|nicht im (?:büro|haus)|je suis (?:absent|en congé)|"
    r"estoy (?:fuera|de vacaciones|ausente)|estaré (?:fuera|ausente)|estou (?:fora|de férias|ausente)|"
    r"sono (?:assente|in ferie|fuori)|я в отпуске|нахожусь в отпуске|休假|出差|不在办公室|外出|不在|休暇|부재"
)
_RECEIVED = re.compile(
    r"(?:we|i) have received your|we've received your|we received your|your (?:request|message|e-?mail|ticket|inquiry|enquiry)"
    r"[^.\n]{0,30} has been (?:received|created|registered|logged)|"
    r"thank you for (?:contacting|your (?:e-?mail|message|inquiry|enquiry))|"
    r"已收到您的|收到您的来信|您的邮件已收到|(?:anfrage|nachricht|e-?mail) (?:ist|wurde|haben wir)|hemos recibido (?:su|tu)|"
    r"avons bien reçu|recebemos (?:seu|sua)|abbiamo ricevuto|(?:ваше|ваша) (?:обращение|заявка|письмо)|受け付け|접수"
)
_RUNS_ON = re.compile(
    r"\s(?!re\b|aw\b|auto|reply|response|answer|message|notif|assistant|until|from|to\b|for\b|till|bis\b|vom\b|hasta|"
    r"au\b|jusqu|email|e-mail|mail|antwort)[^\W\d_]{2,}"
)
"""Behind the title of an absence note: a person's sentence goes on ("Out of office next week", "automatic reply device")."""
_LONGEST, _SHORT = 3_000, 1_200


_RECEIPTS = ("a report", "a receipt", "acknowledges", "wants a confirmation")
"""How the reasons of those begin that say nothing of an absence."""


def is_absence(kind: Kind, reasons: tuple[str, ...]) -> bool:
    """Whether it is an automatic reply that may say when its sender is back."""
    return kind is Kind.AUTO_REPLY and not any(each.startswith(_RECEIPTS) for each in reasons)


class Seen(Protocol):
    """What is looked at: all words and the subject in lower case, the words without what they quote."""

    @property
    def head(self) -> Head: ...
    @property
    def sender(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def types(self) -> frozenset[str]: ...
    @property
    def buyer_inside(self) -> str: ...
    @property
    def asks(self) -> str: ...


def auto_reply(seen: Seen) -> str:
    """Why a program wrote it as an answer; empty where a person may have. Headers prove it; words need a second sign."""
    return _by_type(seen) or _by_header(seen.head) or ("" if seen.buyer_inside else _by_words(seen))


def says_automatic(head: Head, sender: str, google_group: bool) -> bool:
    """Whether header or sender say that a machine wrote it, whatever it is about (RFC 3834)."""
    submitted = head.text("auto-submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if head.text("precedence").lower() in ("bulk", "junk", "auto_reply") and not google_group:
        return True
    return bool(_by_header(head)) or is_no_reply(sender) or is_daemon(sender)


def _by_type(seen: Seen) -> str:
    report = seen.head.text("content-type").lower().startswith("multipart/report")
    if (report and seen.types & REPORTS) or "message/disposition-notification" in seen.types:
        return "a report by a mail program"
    return ""


def _by_header(head: Head) -> str:
    submitted = head.text("auto-submitted").lower()
    if (
        submitted.startswith(("auto-replied", "auto-notified", "auto-reply", "auto-response"))
        or "vacation" in submitted
    ):
        return f"Auto-Submitted: {submitted[:40]}"
    for name in _BY_HEADER:
        if head.raw(name) and head.text(name).lower() not in _NO:
            return f"header {name}"
    if "reply" in head.text("x-autogenerated").lower():
        return "header x-autogenerated"
    if head.text("precedence").lower() in ("auto_reply", "auto-reply", "autoreply"):
        return "Precedence: auto_reply"
    if head.text("x-post-messageclass").strip().startswith("9"):
        return "X-POST-MessageClass: 9"
    if any(each.strip().lower().startswith(b"autoresponder") for each in head.all("delivered-to")):
        return "Delivered-To: Autoresponder"
    mailer = head.text("x-mailer") or head.text("user-agent")
    return f"written by {mailer[:60]}" if _MAILERS.search(mailer) else ""


def _by_words(seen: Seen) -> str:
    title = seen.subject[_end_of_signs(seen.subject) :]
    words = seen.words[:_LONGEST]
    answers = bool(_ANSWERS.match(seen.subject))
    return (
        ("" if answers else _titled(seen, title))
        or ("" if answers else _read(title, words))
        or _away(seen, words)
        or _acknowledged(seen, words)
        or _challenged(seen, words)
    )


def _end_of_signs(subject: str) -> int:
    found = _BEGINS.match(subject)
    return found.end() if found else 0


_REQUEST = re.compile(
    r"(?i)\b(?:please|kindly|pls)\s(?:send|ship|quote|confirm|deliver|prepare|issue)\s(?:us\s|me\s)?(?:the\s|your\s|\d)"
    r"(?!\s?(?:urgent\s)?(?:e-?mail|mail|message|request|enquir|inquir|quer|letter))|"
    r"\bbitte\s(?:senden|schicken|liefern|bestätigen)\s(?:sie\s)?(?:uns\s|mir\s|\d)|"
    r"请(?:尽快)?(?:发货|报价|确认订单|寄样|安排)"
)
"""A person's request: who leaves for a week and asks for something before is no machine."""


def _titled(seen: Seen, title: str) -> str:
    """The title of an absence note: at the beginning of the subject, or anywhere in it where nobody asks for anything."""
    if _REQUEST.search(seen.words[:_LONGEST]):
        return ""
    said = next((each for each in AWAY_TITLES if title.startswith(each.lstrip("[("))), "")
    if said and seen.asks and _RUNS_ON.match(title[len(said.lstrip("[(")) :]):
        return ""
    if said and (said not in LOOSE_TITLES or _AWAY.search(seen.words[:_SHORT]) or not seen.asks):
        return f"subject says {said}"
    said = next((each for each in AWAY_TITLES if each not in LOOSE_TITLES and each in seen.subject), "")
    return f"subject says {said}" if said and not seen.asks else ""


def _read(title: str, words: str) -> str:
    """A receipt without its machine part: the title that mail programs put there, and their few words."""
    said = next((each for each in READ_TITLES if title.startswith(each)), "")
    few = words[:_SHORT]
    return f"a receipt: {said}" if said and len(words) <= _SHORT and (_RECEIPT.search(few) or not few.strip()) else ""


def _away(seen: Seen, words: str) -> str:
    """An absence note under our own subject: its words, and a header that only programs write."""
    head = seen.head
    generated = head.text("auto-submitted").lower().startswith("auto")
    titled = next((each for each in AWAY_TITLES if each in seen.subject), "") if generated else ""
    if titled:
        return f"subject says {titled}"
    path = generated or head.raw("return-path").strip() == b"<>"
    machine = path or bool(head.raw("x-auto-response-suppress")) or head.text("precedence").lower() in ("bulk", "junk")
    found = _AWAY.search(words[:600]) if machine or _robot(words) else None
    return f"says {found[0]}" if found and not seen.asks else ""


def _acknowledged(seen: Seen, words: str) -> str:
    """A ticket system says that it has got our mail: such a sentence, and the sign of a robot beside it."""
    titled = next((each for each in ACKNOWLEDGED_TITLES if each in seen.subject), "")
    said = _RECEIVED.search(words[:_SHORT])
    if not (titled or said) or seen.asks:
        return ""
    robot = _robot(words) or is_no_reply(seen.sender) or bool(seen.head.raw("auto-submitted"))
    ticket = bool(_TICKET.search(seen.subject) or (said and _TICKET.search(words[:_SHORT])))
    sure = robot and (said or (ticket and titled))
    return f"acknowledges: {said[0] if said else titled}" if sure else ""


def _challenged(seen: Seen, words: str) -> str:
    """A filter wants us to confirm that we are people; nobody has read our mail yet."""
    said = next((each for each in CHALLENGES if each in words), "")
    machine = (
        bool(seen.head.raw("auto-submitted") or seen.head.raw("precedence"))
        or is_no_reply(seen.sender)
        or _robot(words)
    )
    return f"wants a confirmation: {said}" if said and machine and not seen.asks and "http" in words else ""


def _robot(words: str) -> bool:
    return any(each in words for each in ROBOT_WORDS)
