"""/send: an approved quotation goes to the customer with its covering mail, looked at before it leaves (R24, R119, R129)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.answering import CHANNELS
from handlers.asked import Asked, Command
from handlers.asking import divided
from handlers.quote_naming import meant_or_offered
from handlers.quote_sending import covered, sent_elsewhere
from rules.outgoing import Outgoing
from rules.permission import SALES
from rules.quote_moves import QuoteState
from rules.refusal import Refused
from rules.words import line, word
from storage.tables.conversations import ConversationRow
from storage.work import Work

EXAMPLE = "/send Q-2026-0031"
_ELSEWHERE = "/send Q-2026-0031 by whatsapp"
_AGAIN = frozenset({"again", "once more", "再发", "重发", "再发一次"})
_BY = frozenset({"by", "via", "over", "through", "at", "用", "通过"})


def send(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`Q-2026-0031`: shows the covering mail. `… by whatsapp`: it went another way. `… again`: the customer has it already."""
    question = line("Which quotation is to be sent?")
    meant = meant_or_offered(work, asked, question, {QuoteState.APPROVED}, EXAMPLE)
    if isinstance(meant, list):
        return meant
    words = meant.words.casefold().strip(" .。!！")
    if not words or words in _AGAIN:
        return covered(work, asked, meant.row, meant.version, meant.about, again=bool(words))
    return sent_elsewhere(work, asked, meant.row, meant.version, meant.about, _channel(words, meant.about))


def _channel(words: str, about: ConversationRow) -> str:
    """How it went instead. Refuses what is no way."""
    first, rest = divided(words)
    way = (rest if first in _BY else words).split()
    name = way[0].strip(":,，。") if way else ""
    if name in {"hand", "courier"}:
        return "visit"
    if name and name in {"platform", about.channel.casefold()}:
        return about.channel
    if name not in CHANNELS:
        raise Refused(
            "I do not know what {words} is to mean. Sent another way? {example}", words=words[:40], example=_ELSEWHERE
        )
    return CHANNELS[name]


COMMANDS = (
    Command(
        "/send",
        word("send an approved quotation; you see the mail first"),
        send,
        roles=SALES,
        example=EXAMPLE,
        family="quote",
    ),
)
