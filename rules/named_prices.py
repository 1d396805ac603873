"""The prices that a mail of ours names to a customer: what is offered, not what he asks for or has paid (R24, R119)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from rules.money import CURRENCIES
from rules.quote import Quote, amount, total

_LONGEST = 20_000
_MOST = 50
_LONGEST_CLAUSE = 400
_BEFORE, _BEHIND = 48, 24
"""So many characters around a price are looked at for what it is."""
_SIGNS = {
    "us$": "USD", "usd$": "USD", "$": "USD", "us dollars": "USD", "dollars": "USD", "dollar": "USD", "美元": "USD",
    "美金": "USD", "美刀": "USD", "刀": "USD", "€": "EUR", "euros": "EUR", "euro": "EUR", "欧元": "EUR", "£": "GBP",
    "英镑": "GBP", "rmb": "CNY", "¥": "CNY", "￥": "CNY", "元": "CNY", "块": "CNY", "人民币": "CNY", "yuan": "CNY",
    "日元": "JPY", "円": "JPY", "yen": "JPY", "hk$": "HKD", "港币": "HKD", "港元": "HKD", "₽": "RUB", "руб": "RUB",
    "卢布": "RUB", "₹": "INR", "a$": "AUD", "c$": "CAD", "s$": "SGD", "r$": "BRL", "₩": "KRW", "₺": "TRY",
}  # fmt: skip
_CODES = {each.lower(): each for each in CURRENCIES} | _SIGNS
_SIGN = "|".join(
    rf"(?<![a-z]){re.escape(each)}(?![a-z])" if each.isascii() and each.isalpha() else re.escape(each)
    for each in sorted(_CODES, key=len, reverse=True)
)
_NUMBER = r"\d{1,3}(?:[ ,.'’]\d{3}){1,3}(?:[.,]\d{1,4})?(?![\d])|\d{1,9}(?:[.,]\d{1,4})?(?!\d)"
_WITH_SIGN = re.compile(rf"(?:({_SIGN}) ?[:：]? ?({_NUMBER})|(?<![A-Za-z0-9_.,/-])({_NUMBER}) ?({_SIGN}))(?! ?%)")
_PER_PIECE = re.compile(
    rf"(?<![A-Za-z0-9_.,/-])({_NUMBER}) ?(?:/ ?|per |each\b|a |一|每)"
    r"(?:pcs?|pieces?|sets?|units?|kg|m|meters?|pairs?|rolls?|个|件|套|只|台|米|支|条|双|公斤|千克)?"
)
_AFTER_A_CUE = re.compile(
    r"(?:price|prices|quote|offer|单价|价格|报价|做到|给到|preis|precio|preço|prezzo|prix|цена|цену)\W{0,2}"
    r"(?:is |are |of |at |to |for |you |为|是|ist |es |est |é |è )?\W{0,2}"
    r"(?<![A-Za-z0-9_.,/-])(\d{1,6}[.,]\d{1,4})(?![\d%]|[.,/-]\d)"
)
_CLAUSE = re.compile(r"[.!?](?=\s|$)|[。！？；;\n，]|,(?=\s)")
_THEIRS = re.compile(
    r"your (?:target|budget|price|idea|offer|counter|request|expected|wish)|"
    r"you (?:asked|offered|mentioned|want|need|said|wrote|expect|require|propose|told)|competitor|other suppliers?|"
    r"(?:你|您|贵司|贵方|你们|客户)的?(?:目标|预算|要求|说|提|给|报|期望)|目标价|"
    r"ihr(?:e|en|em)? (?:zielpreis|preisvorstellung|budget|wunsch)|su (?:precio|objetivo|presupuesto)|"
    r"votre (?:prix|budget|objectif)|seu (?:preço|alvo|orçamento)|vostro (?:prezzo|budget)|"
    r"ваш\w{0,3} (?:цел\w+|цен\w+|бюджет)"
)
_AGREES = re.compile(
    r"accept|agree|confirm|can do|can offer|can give|meet|match|\bok\b|okay|接受|同意|可以做|能做|做到|给你|给您|确认|"
    r"akzeptier|bestätig|aceptamos|acept|confirmamos|acceptons|accettiamo|принима|соглас"
)
_NO_PRICE = re.compile(
    r"receiv|\bpaid\b|payment|deposit|balance|transfer|remit|bank charge|sample|courier|express|dhl|fedex|\bups\b|"
    r"\btnt\b|invoice|refund|credit note|debit|credit limit|capital|turnover|insured|"
    r"已收|收到|定金|订金|预付|尾款|余款|付款|汇款|水单|样品|快递|手续费|退款|发票|"
    r"anzahlung|zahlung|muster|rechnung|anticipo|pago|muestra|factura|acompte|paiement|échantillon|facture|"
    r"оплат|предоплат|образ|счет|счёт|sinal|pagamento|amostra|acconto|campion|fattura"
)
_DENIED = re.compile(
    r"cannot|can't|can not|unable|not able|not possible|impossible|couldn't|do not accept|don't accept|"
    r"不能|做不到|做不了|无法|没法|接受不了|nicht|no podemos|ne pouvons|não podemos|non possiamo|не можем|невозможно"
)
_DENIED_BEHIND = re.compile(r"做不到|做不了|做不|接受不了|不行|不可能")


@dataclass(frozen=True, slots=True)
class Named:
    """A price that a text names; `currency` is empty where it is left out."""

    value: Decimal
    currency: str
    words: str
    """As it is written."""


def named_prices(text: str) -> tuple[Named, ...]:
    """What a mail of ours offers in figures, each once, in its order; of at most 20,000 characters, quoted lines left out.

    A price that is his (your target, you asked) or refused, and sums that were paid, are none. Linear in its length (T22).
    """
    own = "\n".join(each for each in text[:_LONGEST].split("\n") if not each.lstrip().startswith((">", "|")))
    found: dict[tuple[str, Decimal], Named] = {}
    for clause in _clauses(own):
        for each in _in_clause(clause):
            found.setdefault((each.currency, each.value), each)
            if len(found) >= _MOST:
                return tuple(found.values())
    return tuple(found.values())


def unheld(prices: Iterable[Named], quotes: Iterable[Quote]) -> tuple[Named, ...]:
    """Those that none of these quotations offers: for a unit, for a line, or as the whole."""
    held = {(quote.currency, value) for quote in quotes for value in _offered(quote)}
    values = {value for _, value in held}
    return tuple(
        each
        for each in prices
        if (each.value not in values if not each.currency else (each.currency, each.value) not in held)
    )


def _offered(quote: Quote) -> Iterator[Decimal]:
    yield total(quote)
    for each in quote.lines:
        if each.price is not None:
            yield each.price
            yield amount(each, quote.currency)


def _clauses(text: str) -> Iterator[str]:
    start = 0
    for each in _CLAUSE.finditer(text):
        yield text[start : each.start()][:_LONGEST_CLAUSE]
        start = each.end()
    yield text[start:][:_LONGEST_CLAUSE]


def _in_clause(clause: str) -> Iterator[Named]:
    lower = clause.lower()
    if len(lower) != len(clause) or not any(map(str.isdigit, lower)):
        return
    taken: list[tuple[int, int]] = []
    for each in _WITH_SIGN.finditer(lower):
        taken.append(each.span())
        sign, number = (each[1], each[2]) if each[1] else (each[4], each[3])
        if _is_ours(lower, each.start(), each.end()):
            yield Named(_worth(number), _CODES[sign], clause[each.start() : each.end()].strip())
    for pattern in (_PER_PIECE, _AFTER_A_CUE):
        for each in pattern.finditer(lower):
            start, end = each.span(1)
            is_new = not any(start < stop and begin < end for begin, stop in taken)
            if is_new and "." in each[1].replace(",", ".") and _is_ours(lower, start, each.end()):
                taken.append((start, end))
                yield Named(_worth(each[1]), "", clause[start:end])


def _is_ours(lower: str, start: int, end: int) -> bool:
    before = lower[max(0, start - _BEFORE) : start]
    around = f"{before} {lower[end : end + _BEHIND]}"
    if _DENIED.search(before) or _DENIED_BEHIND.search(around) or _NO_PRICE.search(around):
        return False
    return not _THEIRS.search(around) or bool(_AGREES.search(around))


def _worth(written: str) -> Decimal:
    """1,250.00, 1.250,00, 3,20 and 3.200: of one point or comma before three digits, only the comma parts thousands."""
    text = re.sub(r"[ '’]", "", written)
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
    elif comma >= 0:
        decimal = "" if text.count(",") > 1 or len(text) - 1 - comma == 3 else ","
    else:
        decimal = "" if text.count(".") > 1 else "."
    for sign in {",", "."} - {decimal}:
        text = text.replace(sign, "")
    return Decimal(text.replace(decimal, ".") if decimal else text)
