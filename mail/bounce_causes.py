"""Why a mail did not arrive, and whether for good: by status code (RFC 3463), by what the server said, by the notice."""

from __future__ import annotations

import re

from mail.words.bounces import DELAYED_SUBJECTS, GIVEN_UP, RETRIES
from mail.words.failures import BY_STATUS, BY_WORDS

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,2}\.\d{1,3})(?![\d.])")
_REPLY = re.compile(
    r"(?i)(?<![\d.:-])[45][0-5]\d[ -](?:[45]\.\d|#|<|\[|user|no |not |mail|recipient|address|account|unknown|invalid|relay|"
    r"message|sorry|requested|reject|delivery|service|host|error|spam|block|access|unable|quota|temporar|5)"
)
_PATTERNS = tuple((cause, re.compile(pattern, re.IGNORECASE)) for cause, pattern in BY_WORDS)
_LONGEST = 6_000


def cause_of(status: str, said: str, notice: str) -> str:
    """One of the causes of mail.words.failures: the words of the server tell more than its code; empty where none tells."""
    words = _by_words(said[:_LONGEST]) if said else ""
    code = _by_status(status or _status_in(said) or _status_in(notice[:_LONGEST]))
    if words and not (words in ("refused", "late") and code):
        return words
    return code or words or _by_words(notice[:_LONGEST])


def given_up(subject: str, notice: str) -> bool:
    """Whether the mail system that wrote the notice has stopped trying. What says neither is taken for the end."""
    titled = any(each in subject.lower() for each in DELAYED_SUBJECTS)
    words = " ".join(notice[:_LONGEST].lower().split())
    retries = any(each in words for each in RETRIES)
    ends = any(each in words for each in GIVEN_UP)
    if titled and (retries or not ends):
        return False
    if not retries:
        return not titled or ends
    return bool(_permanent(words)) and ends


def says_a_failure(notice: str) -> bool:
    """Whether a reply or status code of a mail server stands in the notice."""
    told = notice[:_LONGEST]
    return bool(_STATUS.search(told) or _REPLY.search(told))


def _permanent(words: str) -> bool:
    found = _STATUS.search(words)
    return found is not None and found[1] == "5"


def _by_status(status: str) -> str:
    found = _STATUS.search(status)
    detail = found[2] if found else ""
    return next(
        (cause for code, cause in BY_STATUS if detail == code or (code.endswith(".") and detail.startswith(code))), ""
    )


def _status_in(text: str) -> str:
    found = next((each for each in _STATUS.finditer(text) if each[1] != "2" and not each[2].endswith(".0")), None)
    return found[0] if found else ""


def _by_words(text: str) -> str:
    return next((cause for cause, pattern in _PATTERNS if pattern.search(text)), "")
