"""The libraries beside which our reading is measured, each called as its documentation tells. None is needed to run infodesk."""

from __future__ import annotations

import email
import importlib
import logging
import signal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email import policy
from email.utils import parseaddr
from types import FrameType, ModuleType
from typing import Any, TypeVar

import lxml.html
from flufl.bounce import all_failures

SECONDS = 5.0
"""What one letter may take: the limit of our own reader."""
PACKAGES = {
    "mailparser": "mail-parser",
    "imap_tools": "imap-tools",
    "fast_mail_parser": "fast-mail-parser",
    "email_reply_parser": "email-reply-parser",
    "mailparser_reply": "mail-parser-reply",
    "talon": "talon",
}
"""Where each is not installed, it is told so; talon 1.4.4 needs cchardet, which no longer builds."""

T = TypeVar("T")


@dataclass(frozen=True)
class Told:
    """What a reader makes of a letter."""

    address: str = ""
    name: str = ""
    subject: str = ""
    text: str = ""
    files: tuple[tuple[str, int], ...] = ()
    """Name and octets of each attachment."""


Parser = Callable[[bytes], Told]
Cutter = Callable[[str], str]


def parsers() -> dict[str, Parser]:
    """Those that are installed, by the name under which they are known."""
    found: dict[str, Parser] = {"stdlib policy.default": _stdlib}
    for module, parser in (
        ("mailparser", _mail_parser),
        ("imap_tools", _imap_tools),
        ("fast_mail_parser", _fast_mail_parser),
    ):
        if library := _installed(module):
            found[PACKAGES[module]] = _with(library, parser)
    return found


def cutters() -> dict[str, Cutter]:
    """Those that take quoted history away and are installed; and nothing at all, for comparison."""
    found: dict[str, Cutter] = {"nothing removed": lambda text: text}
    if zapier := _installed("email_reply_parser"):
        found["email-reply-parser"] = zapier.EmailReplyParser.parse_reply
    if rausys := _installed("mailparser_reply"):
        languages = list(rausys.constants.MAIL_LANGUAGES)
        found["mail-parser-reply"] = lambda text: rausys.EmailReplyParser(languages=languages).parse_reply(text) or ""
    if talon := _installed("talon.quotations"):
        found["talon"] = talon.extract_from_plain
    return found


def missing() -> list[str]:
    """The packages that could be compared and are not installed."""
    return [package for module, package in PACKAGES.items() if _installed(module) is None]


def bounced(raw: bytes) -> tuple[str, ...]:
    """Who did not get it, by flufl.bounce alone; empty for no bounce."""
    temporary, final = all_failures(email.message_from_bytes(raw))
    return tuple(sorted(each.decode("ascii", "replace").lower() for each in temporary | final))


class _TooLong(BaseException):
    """Not an Exception: libraries catch those."""


def bounded(call: Callable[[], T]) -> T | None:
    """What the call returns; None if it raises or takes longer than five seconds. In the main thread only."""

    def over(_number: int, _frame: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    logging.disable(logging.CRITICAL)  # two of them write whole letters into the log
    try:
        return call()
    except (Exception, _TooLong):
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        logging.disable(logging.NOTSET)
        signal.signal(signal.SIGALRM, before)


def _installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _with(library: ModuleType, parser: Callable[[Any, bytes], Told]) -> Parser:
    return lambda raw: parser(library, raw)


def _stdlib(raw: bytes) -> Told:
    letter = email.message_from_bytes(raw, policy=policy.default)
    senders = letter["from"].addresses if letter["from"] is not None else ()
    body = letter.get_body(preferencelist=("plain", "html"))
    text = str(body.get_content()) if body is not None else ""
    files = []
    for part in letter.walk():
        if part is not body and not part.is_multipart() and (part.get_filename() or part.is_attachment()):
            content = part.get_content()
            files.append((part.get_filename() or "", len(content if isinstance(content, bytes) else content.encode())))
    return Told(
        senders[0].addr_spec if senders else "",
        senders[0].display_name if senders else "",
        str(letter["subject"] or ""),
        _plain(text) if body is not None and body.get_content_subtype() == "html" else text,
        tuple(files),
    )


def _mail_parser(library: Any, raw: bytes) -> Told:
    letter = library.parse_from_bytes(raw)
    name, address = letter.from_[0] if letter.from_ else ("", "")
    files = tuple((each["filename"] or "", _octets(each)) for each in letter.attachments)
    return Told(address, name, letter.subject or "", _text(letter.text_plain, letter.text_html), files)


def _imap_tools(library: Any, raw: bytes) -> Told:
    letter = library.MailMessage.from_bytes(raw)
    sender = letter.from_values
    return Told(
        sender.email if sender else "",
        sender.name if sender else "",
        letter.subject,
        _text([letter.text], [letter.html]),
        tuple((each.filename, each.size) for each in letter.attachments),
    )


def _fast_mail_parser(library: Any, raw: bytes) -> Told:
    letter = library.parse_email(raw)
    headers: Mapping[str, Any] = letter.headers
    told = next((value for key, value in headers.items() if key.lower() == "from"), "")
    name, address = parseaddr(told[0] if isinstance(told, list) and told else str(told))
    files = tuple((each.filename or "", len(each.content)) for each in letter.attachments)
    return Told(address, name, letter.subject or "", _text(letter.text_plain, letter.text_html), files)


def _octets(attachment: Mapping[str, Any]) -> int:
    """mail-parser gives a payload as text; what was base64 stays base64."""
    payload = str(attachment["payload"])
    if attachment.get("binary"):
        return len("".join(payload.split()).rstrip("=")) * 3 // 4
    return len(payload.encode())


def _text(plain: Iterable[str], html: Iterable[str]) -> str:
    """The plain text; where there is none, that of the HTML, which these libraries leave to their caller."""
    told = "\n".join(plain)
    return told if told.strip() else "\n".join(_plain(each) for each in html if each.strip())


def _plain(html: str) -> str:
    tree: Any = lxml.html.fromstring(html.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    for each in tree.xpath("//style|//script|//head"):
        each.drop_tree()
    return str(tree.text_content())
