"""What somebody typed about a quotation, read: positions, terms and changes; what cannot be read keeps its words and a reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from rules.money import CURRENCIES
from rules.quote_labels import LABELS, LINE_LABELS, narrow, place_named
from rules.quote_numbers import Figures, figures, has_figures, price_of, quantity_of, whole_of
from rules.quote_parts import Change, Part, Position, Unread, free_text
from rules.quote_pieces import LABELLED, LINE_LABELLED, pieces
from rules.quote_terms import NO_PLACE, TERM_AT_START, TERM_INSIDE, like_term, no_term, trade_term
from rules.quote_values import (
    EXAMPLES,
    FREE,
    SENTENCES,
    field_of,
    is_currency,
    line_change,
    of_currency,
    of_delivery,
    priced,
)
from rules.refusal import Refused

MOST_PIECES = 400
LONGEST_PIECE = 1_000
"""Characters of one line."""


def read(
    text: str, today: date, lines: int = 0, awaited: str = "", awaited_line: int | None = None
) -> tuple[Part, ...]:
    """Every part of the message, in its order. `lines`: how many positions there are; `awaited`: the field that was asked for,
    which takes the words of a message that says one thing, if nothing else explains them.
    """
    found: list[Part] = []
    told = list(pieces(text))
    if len(told) != 1:
        awaited, awaited_line = "", None
    for piece in told:
        if len(found) >= MOST_PIECES:
            found.append(
                Unread(piece[:80], Refused("That is too much for one message: send the rest in another.").words)
            )
            break
        try:
            if len(piece) > LONGEST_PIECE:
                raise Refused(
                    "That is too long: {count} characters, at most {limit}.", count=len(piece), limit=LONGEST_PIECE
                )
            found += _read_piece(piece, today, lines, awaited, awaited_line)
        except Refused as why:
            found.append(Unread(piece, why.words))
    return tuple(_joined(found))


_ENUMERATED = re.compile(r"^\s*(?:\(?\d{1,3}[.)、](?=\s|[^\d\s])|[•·*–—]|-(?=\s*[^\d\s]))\s*")
_REMOVED = re.compile(
    r"^(?:-|–|—|remove|delete|del|without|删除|删掉|删|去掉)\s*(?:line|item|第)?\s*(\d{1,3})\s*(?:行|项|个)?$",
    re.IGNORECASE,
)
_OF_LINE = re.compile(
    r"^(?:(?:line|item|pos|position|no\.?)\s*#?(?P<a>\d{1,3})|第?(?P<b>\d{1,3})\s*(?:行|项)|(?P<c>\d{1,3})(?=[\s:x×*@]))\s*[:.,]?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_PAYMENT = re.compile(
    r"^(?:\d{1,3}\s*%|T/T|TT\b|L/C|LC\b|D/P|D/A|O/A|open account|western union|paypal|cash|net \d+"
    r"|prepa|in advance|全款|预付|定金|电汇|信用证)",
    re.IGNORECASE,
)
_DELIVERY = re.compile(
    r"^(?:within\s+|in\s+|about\s+|ca\.?\s+)?\d{1,3}(?:\s*[-–~]\s*\d{1,3})?\s*(?:working |calendar |个?工作)?"
    r"(?:days?|weeks?|天|日|周|个?月|months?)\s*"
    r"(?:after|from|upon|since|ARO|收到|后|内|以内|之内)"
    r"|^\d{1,3}\s*(?:天|日|周|个?月)\s*(?:交货|发货|出货|交期)"
    r"|^(?:收到|定金后|付款后|确认后|下单后|订单后|现货|in stock|ex stock|prompt)",
    re.IGNORECASE,
)
_PAYING = re.compile(
    r"%|(?<![A-Za-z])(?:T\s*/?\s*T|L\s*/?\s*C|D\s*/?\s*[PA]|O\s*/?\s*A|B\s*/?\s*L)(?![A-Za-z])"
    r"|deposit|advance|pa(?:y|id)|cash|balance|credit|account"
    r"|invoice|transfer|wire|remit|against|before|prior|after|upon|net\b|days|western|alipay|wechat|usual|agreed|last time|sight"
    r"|付|款|定金|订金|押金|电汇|信用证|承兑|托收|月结|账期|现金|汇|支付|老样子|照旧|同上",
    re.IGNORECASE,
)
"""What terms of payment speak of."""
_ADDED = re.compile(r"\+|(?:(?:add|plus|also add)\s+|(?:再加|增加|加上|添加|加)\s*(?=[^\d%\s]))", re.IGNORECASE)
_CHARGE = re.compile(
    r"(?:ocean |sea |air )?(?:freight|insurance|inland|local charges?|customs|duty)\b[\s:]*[\d$€¥]"
    r"|(?:海运费|运费|保费|保险费|港杂费?|内陆运费)\s*[:：]?\s*\d",
    re.IGNORECASE,
)
_DISCOUNT = re.compile(r"^(?:\d[\d.,]*\s*%\s*(?:discount|off|rebate)|discount\b.*\d|打.{1,3}折$)", re.IGNORECASE)
_REMOVED_BY_NAME = re.compile(r"(?:remove|delete|删除|删掉|去掉)\s*[^\d\s第]", re.IGNORECASE)
_SPAN_ALONE = re.compile(r"^\d{1,4}(?:\s*-\s*\d{1,4})?\s*(?:days?|weeks?|months?|天|日|周|个月)$", re.IGNORECASE)
_ALTERNATIVE_LINE = re.compile(r"^(?:alternative|alt|备选)\s*(?:line)?\s*(\d{1,3})$", re.IGNORECASE)
_OF_THE_SHEET = re.compile(
    r"(?:raw material|production|labou?r|freight|insurance|tax(?:es)?|profit|margin|costs?|成本|毛利|利润|人工|原料|运费)"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
_DISCOUNT_BEHIND = re.compile(
    r"(?<![A-Za-z])(?:less|minus|discount|rebate)(?![A-Za-z])[\s:=]*[-+]?\d[\d.,]*\s*%?"
    r"|\d[\d.,]*\s*%\s*(?:off|discount|rebate)(?![A-Za-z])|(?:折扣|优惠|打)\s*\d[\d.]*\s*[折%]?|\d[\d.]*\s*折",
    re.IGNORECASE,
)
_NO_PRICE = re.compile(r"[@＠]\s*(\S+)")
_NO_QUANTITY = re.compile(r"\s[x×*]\s*([^\s\d][^\s@]*)\s*(?:@.*)?$")
_SPANS = frozenset({"delivery", "valid_until"})
_TEXTS_OF_LINE = frozenset({"specification", "names", "description", "packaging", "product"})
OF_LINES = frozenset({"lines", "names", "specification", "quantity", "price"})
"""What is asked for one position at a time."""
_ALTERNATIVE = re.compile(
    r"[\s,(（]*(?<![A-Za-z])(?:alternatively|alternative|alt|option|optional|备选|可选)(?![A-Za-z])[\s)）.:：]*",
    re.IGNORECASE,
)


def _read_piece(piece: str, today: date, lines: int, awaited: str, awaited_line: int | None) -> list[Part]:
    half = narrow(piece).strip().removeprefix("把")
    if half.startswith("/"):
        raise Refused("That looks like a command: send it in a message of its own.")
    if found := _REMOVED.match(half):
        return [_removal(int(found[1]), lines, piece)]
    if found := _ADDED.match(half):
        return [
            replace(each, is_new=True) if isinstance(each, Position) else each
            for each in _product(half[found.end() :].strip(), piece)
        ]
    _is_done_elsewhere(half)
    if change := _of_line(half, piece, lines):
        return change
    bare = _ENUMERATED.sub("", half, count=1) if not _is_number(half) else half
    if found := _ALTERNATIVE_LINE.match(bare):
        _known_line(int(found[1]), lines)
        return [Change("alternative", True, int(found[1]), piece)]
    if awaited_line is not None and (told := _awaited_of_line(bare, piece, awaited, awaited_line)):
        return told
    if (found := LABELLED.match(bare)) and not _is_product_all_the_same(bare, found):
        return _labelled(found, piece, half, today, lines)
    if awaited_line is None and awaited in _SPANS and _SPAN_ALONE.match(bare):
        return _valued(awaited, bare, piece, today)
    if told := _unlabelled(bare, piece, today):
        return told
    if awaited_line is not None and awaited in _TEXTS_OF_LINE and not has_figures(bare):
        return [line_change(awaited_line, awaited, piece.strip(), piece)]
    is_figure = awaited == "payment" and re.search(r"\d", bare) and not _PAYING.search(bare)
    if awaited and awaited_line is None and awaited not in OF_LINES and not has_figures(bare) and not is_figure:
        return _said_or_meant(awaited, bare, piece, today)
    return _product(bare, piece)


def _is_done_elsewhere(text: str) -> None:
    """Refuses what a quotation's lines do not do, with how it is done."""
    if _CHARGE.match(text):
        raise Refused("Freight and other charges go into the costs: {example}", example="/cost D7 freight 300")
    if _DISCOUNT.search(text) and not has_figures(text):
        raise Refused("I reckon no discount: write the new price, like {example}.", example="price 3.05")
    if _REMOVED_BY_NAME.match(text):
        raise Refused("Which position is to go? Write its number, like {example}.", example="- 2")


def _said_or_meant(awaited: str, text: str, piece: str, today: date) -> list[Part]:
    """The words of an answer. As terms of payment only what speaks of paying: they stand on the customer's paper (R139)."""
    if awaited == "payment" and not _PAYING.search(text):
        raise Refused("I cannot tell what that is to be. Do you mean {meant}?", meant=f"payment {piece.strip()}"[:80])
    return _valued(awaited, piece if awaited in FREE else text, piece, today)


def _awaited_of_line(text: str, piece: str, awaited: str, number: int) -> list[Part]:
    """Figures and nothing else are those of the line that was asked about; one that is not marked is what was asked for."""
    if awaited not in {"quantity", "price"} or not re.match(r"[-+@x×*$€£¥\d]|[A-Za-z]{3} ?\d", text):
        return []
    told = figures(text)
    if told.rest:
        return []
    if not has_figures(text) and (told.quantity is None or told.price is None):
        return [line_change(number, awaited, text, piece)]
    changes: list[Part] = []
    if told.quantity is not None:
        changes.append(Change("quantity", (whole_of(told.quantity, told.unit, piece), told.unit), number, piece))
    if told.price is not None:
        changes.append(Change("price", priced(told), number, piece))
    return changes


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?[\d.,' ]+", text) is not None


def _is_product_all_the_same(text: str, found: re.Match[str]) -> bool:
    """Package pump x 20 @ 300: a product whose name begins like a label; term FOB has none of these."""
    name = found.lastgroup and next(name for name in LABELS if found[name])
    return (
        name in {"packaging", "term", "place", "pictures", "remarks"}
        and "@" in text
        and figures(text).quantity is not None
    )


def _removal(number: int, lines: int, piece: str) -> Change:
    _known_line(number, lines)
    return Change("removed", True, number, piece)


def _known_line(number: int, lines: int) -> None:
    if not 1 <= number <= lines:
        raise Refused("There is no line {number}; there are {count}.", number=number, count=lines)


def _of_line(half: str, piece: str, lines: int) -> list[Part]:
    """line 2 price 3.10; 2 x 3000; 2 @ 3.10; 第2行 单价 3.1. A bare number in front is a line only if there is such a line."""
    found = _OF_LINE.match(half)
    if found is None:
        return []
    spoken = found["a"] or found["b"]
    number, rest = int(spoken or found["c"]), found["rest"].strip()
    if not spoken and not (1 <= number <= lines and (LINE_LABELLED.match(rest) or re.match(r"[x×*@-]", rest))):
        return []
    _known_line(number, lines)
    if re.fullmatch(r"(?:-|remove|delete|out|删除|删)", rest, re.IGNORECASE):
        return [_removal(number, lines, piece)]
    if _OF_THE_SHEET.match(rest):
        raise Refused(
            "Freight and other charges go into the costs: {example}", example=f"/cost D7 {number} purchase 2.80"
        )
    if labelled := LINE_LABELLED.match(rest):
        name = next(each for each in LINE_LABELS if labelled[each])
        if name not in {"quantity", "price"} or not has_figures(re.sub(r"^\S+", "", rest, count=1)):
            if name in {"quantity", "price"}:
                _refuse_discount(rest)
            return [line_change(number, name, labelled["value"].strip(), piece)]
    _refuse_discount(rest)
    told = figures(rest)
    changes: list[Part] = []
    if told.quantity is not None:
        changes.append(Change("quantity", (told.quantity, told.unit), number, piece))
    if told.price is not None:
        changes.append(Change("price", priced(told), number, piece))
    if not changes:
        raise Refused(
            "What shall become of line {number}? Write it like {example} or {other}.",
            number=number,
            example=f"line {number} price 3.10",
            other=f"{number} x 3000",
        )
    return changes


def _labelled(found: re.Match[str], piece: str, half: str, today: date, lines: int) -> list[Part]:
    name = next(each for each in LABELS if found[each])
    value = found["value"].strip()
    if name in FREE:
        start = half.rfind(value) if value else len(half)
        value = piece.strip()[start : start + len(value)] if value else ""
        value = value.rstrip(".。") if name in SENTENCES else value
    if not value:
        raise Refused("What is it to be? Write it like {example}.", example=EXAMPLES[name])
    return _valued(name, value, piece, today)


def _valued(name: str, value: str, piece: str, today: date) -> list[Part]:
    return _of_term(value, piece, today) if name == "term" else field_of(name, value, piece, today)


def _of_term(value: str, piece: str, today: date) -> list[Part]:
    code, place = trade_term(value)
    if place and (rest := _after_place(value, place)):
        return [Change("term", (code, place_named(rest[0])), words=piece), *_read_piece(rest[1], today, 0, "", None)]
    return [Change("term", (code, place), words=piece)]


def _after_place(value: str, place: str) -> tuple[str, str] | None:
    """FOB Ningbo USD, FOB Ningbo @ 3.20: the place ends where a currency or a price begins."""
    found = re.search(
        r"^(\D*?)[\s,]+((?:[A-Z]{3}|US\$|\$|€|@)(?:\s*[\d.,]+)?|(?:within |in )?\d+ ?(?:days|weeks|天|周).*)$", place
    )
    if found and (found[2] in CURRENCIES or re.search(r"\d", found[2])) and found[1]:
        return found[1], found[2]
    return None


def _unlabelled(text: str, piece: str, today: date) -> list[Part]:
    """What says by itself what it is: a trade term, a currency, a payment, a delivery time."""
    if text.upper() in CURRENCIES or (len(text) <= 3 and is_currency(text)):
        return of_currency(text, piece, today)
    if _PAYMENT.match(text) and not re.search(r"@|[x×*]\s*\d", text):
        return [Change("payment", free_text(piece), words=piece)]
    if _DELIVERY.match(text):
        return of_delivery(piece, piece, today)
    if _SPAN_ALONE.match(text):
        raise Refused(
            "Is that delivery or validity? Write {example} or {other}.",
            example=f"delivery {text}",
            other=f"valid {text}",
        )
    if (found := TERM_AT_START.match(text)) and not NO_PLACE.match(text, found.end()):
        return _term_first(text, piece, today)
    if (found := TERM_INSIDE.search(text)) and found.start() > 0:
        code, place = trade_term(found[0])
        return [Change("term", (code, place), words=piece), *_around_term(text, found, piece, today)]
    if (
        not has_figures(text)
        and re.fullmatch(r"[A-Za-z&]{3,5}(?:\s+[^\W\d_][^\d]*)?", text)
        and like_term(text.split()[0])
    ):
        raise no_term(text)
    return []


def _around_term(text: str, found: re.Match[str], piece: str, today: date) -> list[Part]:
    """What stands before and behind a term: behind a position with figures it is a part of its own, as "30 days" is."""
    before, behind = text[: found.start()].strip(" ,"), text[found.end() :].strip(" ,，;|")
    if not behind or not has_figures(before):
        return _product(f"{before} {behind}".strip(" ,"), piece)
    try:
        return [*_product(before, piece), *_read_piece(behind, today, 0, "", None)]
    except Refused as why:
        return [*_product(before, piece), Unread(behind, why.words)]


def _term_first(text: str, piece: str, today: date) -> list[Part]:
    """FOB Ningbo; but CIP pump x 20 @ 300 is a product, for figures follow its name."""
    told = figures(text, bare=False) if has_figures(text) else None
    if told is not None and told.quantity is not None and TERM_AT_START.match(text):
        return []
    return _of_term(text, piece, today)


def _product(text: str, piece: str) -> list[Part]:
    _refuse_discount(text)
    alternative = _ALTERNATIVE.search(text) is not None and has_figures(text)
    told = figures(_ALTERNATIVE.sub(" ", text).strip() if alternative else text)
    if told.quantity is not None:
        whole_of(told.quantity, told.unit, piece)
    _refuse_no_figures(told)
    return [
        Position(free_text(told.rest), told.quantity, told.unit, told.price, told.currency, alternative, words=piece)
    ]


def _refuse_discount(text: str) -> None:
    """A quotation has net prices: a discount that was dropped silently would be a wrong price."""
    if _DISCOUNT_BEHIND.search(text):
        raise Refused("I reckon no discount: write the new price, like {example}.", example="price 3.05")


def _refuse_no_figures(told: Figures) -> None:
    """x NaN, x 二千, @ abc: what stands where a figure belongs, and is none, is not a part of the product's name."""
    if told.price is None and (found := _NO_PRICE.search(told.rest)):
        price_of(found[1])
    if told.quantity is None and (found := _NO_QUANTITY.search(told.rest)):
        quantity_of(found[1])


def _joined(parts: list[Part]) -> list[Part]:
    """Figures without a product belong to the product before them, if that one lacks them."""
    joined: list[Part] = []
    for each in parts:
        before = joined[-1] if joined else None
        if (
            isinstance(each, Position)
            and isinstance(before, Position)
            and not each.product
            and not each.is_new
            and not (each.quantity is not None and before.quantity is not None)
            and not (each.price is not None and before.price is not None)
        ):
            joined[-1] = replace(
                before,
                quantity=before.quantity if each.quantity is None else each.quantity,
                unit=each.unit or before.unit,
                price=before.price if each.price is None else each.price,
                currency=each.currency or before.currency,
                words=f"{before.words}; {each.words}",
            )
        else:
            joined.append(each)
    return joined
