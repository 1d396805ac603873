"""/po 88 Acme: housing 2000 pcs 1.20 CNY …: a purchase order to a supplier of parts, its release, its sending (R190, R191)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers import purchase_orders
from handlers.asked import Asked, Command
from handlers.asking import divided, question_card
from handlers.ordering import one
from handlers.paper_carrying import paper_sent_elsewhere
from handlers.paper_sight import paper_seen
from handlers.trade_papers import order_of
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.trade_paper import Kind
from rules.words import line, word
from rules.works_papers import PO_EXAMPLE
from storage import trade_papers
from storage.work import Work

_SUBMIT = frozenset({"submit", "提交", "送审"})
_SEND = frozenset({"send", "发送"})
_SENT = frozenset({"sent", "已发"})
_AGAIN = frozenset({"again", "重发", "再发"})
_DROP = frozenset({"drop", "放弃"})
_MAIL = frozenset({"mail", "email", "邮箱"})


def po(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`: its purchase orders. `88 Acme: housing 2000 pcs …`: a new one. `P12 submit`, `P12 send`: does it."""
    first, rest = divided(asked.rest)
    if first and trade_papers.is_name(first):
        return _with_paper(work, asked, first, rest)
    meant = one(work, asked, "/po")
    if isinstance(meant, list):
        return meant
    row, words = meant
    return purchase_orders.typed(work, asked, row, words) if words else purchase_orders.listed(work, asked, row)


def _with_paper(work: Work, asked: Asked, first: str, rest: str) -> list[Outgoing]:
    paper = paper_seen(work, asked.viewer, first)
    row = order_of(work.session, paper)
    if row is None or paper.kind != Kind.PURCHASE:
        raise Refused("{number} is no purchase order.", number=trade_papers.called(paper))
    purchase_orders.buying(asked.viewer, row)
    verb, words = divided(rest)
    verb = verb.casefold().rstrip(":")
    if not verb:
        return [purchase_orders.card(asked, row, paper)]
    if verb in purchase_orders.FIELDS:
        return purchase_orders.field_set(work, asked, row, paper, verb, words)
    if verb in _SUBMIT:
        return purchase_orders.put(work, asked, row, paper, words.strip())
    if verb in _SEND:
        return purchase_orders.sent(work, asked, paper, words.strip().casefold() in _AGAIN)
    if verb in _MAIL:
        return purchase_orders.mail_set(work, asked, row, paper, words)
    if verb in _DROP:
        return purchase_orders.dropped(work, asked, row, paper)
    if verb in _SENT:
        if not words.strip():
            question = line("How did it go? Answer this message: by WeChat, by courier.")
            return [asked.say((question,), card=question_card(f"/po {first} sent"))]
        return paper_sent_elsewhere(work, asked, paper, words.strip()[:60])
    raise Refused("I do not know {words}. What can be said: {example}", words=verb[:30], example=f"/po {first} send")


COMMANDS = (
    Command(
        "/po",
        word("a purchase order to a supplier"),
        po,
        roles=SALES | {Role.PURCHASING, Role.MERCHANDISER},
        example=f"/po 88 {PO_EXAMPLE}",
        family="order",
    ),
)
