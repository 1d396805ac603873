"""Looking at a trade paper as it will be read: it is drawn for who asks and may see it (R174, C8)."""

from __future__ import annotations

from documents.catalogue import BY_NAME, LANGUAGES
from handlers.asked import Asked
from handlers.asking import divided
from handlers.paper_sight import paper_seen
from handlers.trade_papers import name, order_of
from handlers.viewing import shown_all
from rules.outgoing import Outgoing
from rules.refusal import Refused
from storage import trade_papers
from storage.conversations import conversation
from storage.work import Work


def paper_wanted(work: Work, asked: Asked, text: str, words: str) -> list[Outgoing]:
    """`P12`, `PI-2026-0007 v2 en+zh`: it comes as a picture and as files; with DRAFT across it until it is released."""
    row = paper_seen(work, asked.viewer, text)
    version, rest = divided(words)
    if version[:1].casefold() == "v" and version[1:].isdigit():
        row, words = paper_seen(work, asked.viewer, f"{text} {version}"), rest
    language = words.casefold().replace(" ", "").strip(".,。，")
    if language and language not in LANGUAGES:
        raise Refused(
            "Papers are written in {languages}: {example}",
            languages=", ".join(LANGUAGES),
            example=f"/paper {name(row)} en+zh",
        )
    number = trade_papers.called(row)
    if row.kind not in BY_NAME:
        raise Refused("There is no layout for {number} yet.", number=number)
    trade_papers.wished(work, row, asked.me.id, language)
    order = order_of(work.session, row)
    about = conversation(work.session, order.conversation_id) if order is not None else None
    if about is not None:
        shown_all(work, asked, about)
    return [asked.tell("The paper of {number} comes in a moment.", number=number)]
