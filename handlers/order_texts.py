"""Marks, requirements, remarks and clauses of an order, by whoever leads it (R161, R163, R181, R188)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.asked import Asked
from handlers.asking import question_card
from handlers.order_rewriting import EMPTIED, change_of, changeable, rewritten, said_of
from handlers.ordering import leading, still_open
from rules.order import Order
from rules.order_typed import (
    clause_told,
    long_text,
    marks_told,
)
from rules.outgoing import Outgoing
from rules.refusal import Refused
from rules.trade_paper import FIELD_WORDS
from rules.words import Line, line, word
from storage import orders
from storage.tables.orders import OrderRow
from storage.work import Work


def marks(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`marks KUNDE / HAMBURG / C/NO. 1-UP`: the shipping marks."""
    return _text(work, asked, row, "marks", "" if words in EMPTIED else marks_told(words), words)


def requirements(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`requirements blue paint, spare seals in each case`: every detail that the customer wants (R181)."""
    return _text(work, asked, row, "requirements", "" if words in EMPTIED else long_text(words), words)


def remarks(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`remarks handle with care`: for production and warehouse (R188)."""
    return _text(work, asked, row, "remarks", "" if words in EMPTIED else long_text(words), words)


def clause(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`clause breach 0.5% a week`: a clause of the contract; alone: all of them (R161)."""
    told = orders.content(row)
    if not words:
        leading(work, asked.viewer, row)
        lines = [line("{field}: {words}", field=FIELD_WORDS[name], words=text[:200]) for name, text in told.clauses]
        example = line("Change one: {example}", example=f"/order {row.id} clause breach 0.5% a week, 5% at most")
        return [said_of(asked, row, [*lines, example] if lines else [line("No clause is written yet."), example])]
    name, text = clause_told(words)
    changeable(work, asked, row)
    if not text:
        question = line("{field}: answer this message with the clause.", field=FIELD_WORDS[name])
        return [asked.say((question,), card=question_card(f"/order {row.id} clause {name}"))]
    after = "" if text in EMPTIED else text
    change = change_of(FIELD_WORDS[name], told.clause(name), after)
    return rewritten(work, asked, row, told.with_clause(name, after), (change,), [])


def quality(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`quality as per the confirmed sample`: the quality standard of the contract."""
    return clause(work, asked, row, f"quality_standard {words}")


def form(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """`form customer`, `form own`: whose contract form is used; the customer's is read by a lawyer (R163)."""
    known = {
        "customer": True,
        "customers": True,
        "客户": True,
        "own": False,
        "ours": False,
        "公司": False,
        "我方": False,
    }
    told = known.get(words.strip().casefold())
    if told is None:
        raise Refused(
            "Whose contract form is it? {example} or {other}",
            example=f"/order {row.id} form customer",
            other=f"/order {row.id} form own",
        )
    changeable(work, asked, row)
    content = orders.content(row)
    words_of = {True: word("the customer's"), False: word("our own")}
    change = line("contract form: {before} → {after}", before=words_of[content.customer_form], after=words_of[told])
    return rewritten(work, asked, row, replace(content, customer_form=told), (change,), [])


def _text(work: Work, asked: Asked, row: OrderRow, field: str, told: str, words: str) -> list[Outgoing]:
    still_open(leading(work, asked.viewer, row))
    name = _TEXTS[field]
    if not words:
        question = line("{field}: answer this message with your words.", field=name)
        return [asked.say((question,), card=question_card(f"/order {row.id} {field}"))]
    content = orders.content(row)
    change = change_of(name, getattr(content, field), told)
    after: Order = replace(content, **{field: told})  # type: ignore[arg-type]
    return rewritten(work, asked, row, after, (change,), [])


_TEXTS: Mapping[str, Line] = {
    "marks": word("shipping marks"),
    "requirements": word("the customer's requirements"),
    "remarks": word("remarks for production and warehouse"),
}
