"""/signed: a signed copy is taken in by file or letter, found in order or not; its original is noted (R159, R166, C31)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from handlers.asked import Asked, Command
from handlers.asking import divided, question_card
from handlers.deal_card import offered
from handlers.drafts import stored
from handlers.order_sight import OrderSight
from handlers.ordering import one
from handlers.paper_sending import AWAITED, leads
from handlers.paper_sight import named_first, paper_seen
from handlers.signatures import checked_files, from_letter, original_came, refused, taken, ticked
from handlers.trade_papers import name
from rules.outgoing import Choice, Outgoing, StoredFile
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.trade_paper import Kind
from rules.trade_paper_moves import PaperState
from rules.words import line, word
from storage import trade_papers
from storage.saved import seen_by
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

EXAMPLE = "/signed PI-2026-0007"
VERBS: Mapping[str, str] = {
    "original": "original", "原件": "original", "正本": "original", "genuine": "genuine", "真实": "genuine", "属实": "genuine",
    "complete": "complete", "完整": "complete", "齐全": "complete", "wrong": "wrong", "不对": "wrong", "有误": "wrong",
    "退回": "wrong", "no": "no", "不是": "no", "letter": "letter", "file": "file",
}  # fmt: skip
_AWAITING = line("Which paper is signed?")


def signed(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`PI-2026-0007` with or answered by a file: the signed copy. `P12 genuine`, `complete`, `wrong …`, `original`."""
    first, rest = named_first(asked.rest)
    if not first:
        return [offered(work, asked, _AWAITING, {PaperState.SENT}, "/signed", EXAMPLE)]
    row = paper_seen(work, asked.viewer, first) if trade_papers.is_name(first) else None
    if row is None:
        found = _of_order(work, asked)
        if not isinstance(found, tuple):
            return found
        row, rest = found
    if Kind(row.kind) not in AWAITED:
        raise Refused("{number} is not signed by anybody.", number=trade_papers.called(row))
    version, more = divided(rest)
    if version[:1].casefold() == "v" and version[1:].isdigit():
        row, rest = paper_seen(work, asked.viewer, f"{first} {version}"), more
    verb, words = divided(rest)
    act = VERBS.get(verb.casefold().strip(":,，："))
    if act in {"genuine", "complete"}:
        return ticked(work, asked, row, act)
    if act == "wrong":
        return _wrong(work, asked, row, words)
    if not leads(work, asked, row):
        raise Refused("I know no paper {number} of yours.", number=trade_papers.called(row))
    return _ACTS.get(act or "", _files)(work, asked, row, words)


def _of_order(work: Work, asked: Asked) -> tuple[TradePaperRow, str] | list[Outgoing]:
    """The paper of the order that she names which awaits its signature; a question where there are two."""
    meant = one(work, asked, "/signed", OrderSight.MONEY)
    if isinstance(meant, list):
        return meant
    order, rest = meant
    rows = [each for each in trade_papers.of_order(work.session, order.id) if Kind(each.kind) in AWAITED]
    waiting = [each for each in rows if each.state == PaperState.SENT] or rows
    if not waiting:
        raise Refused(
            "Order {number} has no paper to be signed. Draft one: {example}",
            number=order.id,
            example=f"/deal {order.id} pi",
        )
    if len(waiting) == 1:
        return waiting[0], rest
    buttons = tuple(
        (Choice(line("{number}", number=trade_papers.called(each)), f"/signed {name(each)} {rest}".strip()),)
        for each in waiting
    )
    return [asked.say((_AWAITING,), buttons)]


def _files(work: Work, asked: Asked, row: TradePaperRow, words: str) -> list[Outgoing]:
    """The files that came with it; without one, a message to be answered with it."""
    if asked.files:
        danger = next((each.danger for each in asked.files if each.danger), "")
        return taken(work, asked, row, checked_files(stored(asked.files), danger))
    question = line(
        "Answer this message with the signed {number}: a scan or a photo, page by page.",
        number=trade_papers.called(row),
    )
    return [asked.say((question,), card=question_card(f"/signed {name(row)}"))]


def _letter(work: Work, asked: Asked, row: TradePaperRow, words: str) -> list[Outgoing]:
    """`55 3`: part 3 of letter 55."""
    number, part = divided(words)
    if not (number.isdecimal() and part.strip().isdecimal() and len(number) < 10 and len(part) < 6):
        raise Refused("I know no such file. Send me the signed copy: {example}", example=f"/signed {name(row)}")
    return taken(work, asked, row, [from_letter(work, row, int(number), int(part))], int(number))


def _file(work: Work, asked: Asked, row: TradePaperRow, words: str) -> list[Outgoing]:
    """A file that she sent before, by its key."""
    kept = seen_by(work.session, asked.me.id, words.strip())
    if kept is None or not kept["files"]:
        raise Refused("I know no such file. Send me the signed copy: {example}", example=f"/signed {name(row)}")
    files = [StoredFile(each[0], each[1], each[2], each[3]) for each in kept["files"]]
    return taken(work, asked, row, checked_files(files))


def _no(work: Work, asked: Asked, row: TradePaperRow, words: str) -> list[Outgoing]:
    """It is not: it goes on waiting."""
    told = line("All right: {number} goes on waiting for its signature.", number=trade_papers.called(row))
    return [asked.say((told,))]


def _original(work: Work, asked: Asked, row: TradePaperRow, words: str) -> list[Outgoing]:
    return original_came(work, asked, row)


def _wrong(work: Work, asked: Asked, row: TradePaperRow, words: str) -> list[Outgoing]:
    if not words.strip():
        question = line("What is not in order? Answer this message.")
        return [asked.say((question,), card=question_card(f"/signed {name(row)} wrong"))]
    return refused(work, asked, row, words)


_ACTS: Mapping[str, Callable[[Work, Asked, TradePaperRow, str], list[Outgoing]]] = {
    "letter": _letter,
    "file": _file,
    "no": _no,
    "original": _original,
}

COMMANDS = (
    Command(
        "/signed",
        word("the signed copy of a contract or proforma invoice is here"),
        signed,
        roles=SALES | {Role.PURCHASING, Role.MERCHANDISER},
        example=EXAMPLE,
        family="order",
    ),
)
