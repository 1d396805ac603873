"""/deal: proforma invoice and contract of an order, from the draft to the archive (M4, R157-R172)."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import divided
from handlers.deal_acts import act
from handlers.deal_card import archive, deal_of, open_deals
from handlers.deal_papers import DEALS, begun
from handlers.order_sight import OrderSight
from handlers.ordering import one
from handlers.paper_sight import named_first, paper_seen
from handlers.viewing import shown_all
from rules.outgoing import Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.trade_paper import Kind
from rules.words import word
from storage import trade_papers
from storage.conversations import conversation
from storage.tables.orders import OrderRow
from storage.work import Work

EXAMPLE = "/deal 88 pi"
KINDS = {
    "pi": Kind.PROFORMA, "proforma": Kind.PROFORMA, "p/i": Kind.PROFORMA, "形式发票": Kind.PROFORMA,
    "contract": Kind.CONTRACT, "sc": Kind.CONTRACT, "s/c": Kind.CONTRACT, "合同": Kind.CONTRACT, "销售合同": Kind.CONTRACT,
}  # fmt: skip
"""What is drafted, as people call it."""
_ARCHIVE = frozenset({"archive", "归档", "档案"})


def deal(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`88`: both papers. `88 pi`, `88 contract`: drafts it. `P12 submit`, `P12 breach …`: does it. `archive`: the index."""
    first, rest = named_first(asked.rest)
    if not first:
        return [open_deals(work, asked)]
    if first.casefold() in _ARCHIVE:
        return archive(work, asked, rest)
    if trade_papers.is_name(first):
        return _with_paper(work, asked, first, rest)
    meant = one(work, asked, "/deal", OrderSight.MONEY)
    if isinstance(meant, list):
        return meant
    order, words = meant
    _looked(work, asked, order)
    if not words:
        return deal_of(work, asked, order)
    kind = KINDS.get(divided(words)[0].casefold().strip(".,。，"))
    if kind is None:
        raise Refused(
            "I know pi and contract. Example: {example}",
            example=f"/deal {order.id} pi",
        )
    return begun(work, asked, order, kind)


def _with_paper(work: Work, asked: Asked, first: str, rest: str) -> list[Outgoing]:
    row = paper_seen(work, asked.viewer, first)
    if Kind(row.kind) not in DEALS and divided(rest)[0].casefold() not in {"received", "收到"}:
        raise Refused("{number} is no proforma invoice and no contract.", number=trade_papers.called(row))
    about = conversation(work.session, _conversation(work, row.order_id))
    if about is not None:
        shown_all(work, asked, about)
    version, words = divided(rest)  # PI-2026-0007 v2 is one name
    if version.casefold() == f"v{row.version}" or (version.casefold().startswith("v") and version[1:].isdigit()):
        row = paper_seen(work, asked.viewer, f"{first} {version}")
        rest = words
    verb, told = divided(rest)
    return act(work, asked, row, verb, told)


def _looked(work: Work, asked: Asked, order: OrderRow) -> None:
    about = conversation(work.session, order.conversation_id)
    if about is not None:
        shown_all(work, asked, about)


def _conversation(work: Work, order: int | None) -> int | None:
    row = work.session.get(OrderRow, order) if order is not None else None
    return row.conversation_id if row is not None else None


COMMANDS = (
    Command(
        "/deal",
        word("proforma invoice and contract of an order"),
        deal,
        roles=SALES | {Role.ACCOUNTING},
        example=EXAMPLE,
        family="order",
    ),
)
