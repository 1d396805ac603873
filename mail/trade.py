"""The kinds of letters that people write about goods: customers' own, and those of who wants to sell us something (R25)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mail.evidence import (
    ADVERTISING,
    CLEARLY,
    FREIGHT,
    INTEREST,
    MACHINE_PLACES,
    PAYMENT,
    PAYMENT_FILES,
    SAMPLE,
    UNSUBSCRIBE,
    Evidence,
    is_listed,
    is_no_reply,
)
from mail.phrases import folded, phrases
from mail.words import buying
from rules.address import registrable

_ORDER, _CARGO, _RECEIVED = phrases(*buying.ORDER), phrases(*buying.CARGO), phrases(*buying.RECEIVED)
_SAMPLE_TITLES = phrases(*buying.SAMPLE_TITLES)
_COMPLAINT, _NO_COMPLAINT = phrases(*buying.COMPLAINT), phrases(*buying.NO_COMPLAINT)
_ANOTHERS = phrases(*buying.ANOTHERS)
_PRICED = phrases(
    """price|prices|pricing|quote|quotation|cost|rates|precio|precios|cotizacion|presupuesto|preco|precos|cotacao|
    orcamento|prix|devis|tarif|preis|preise|angebot|prezzo|prezzi|preventivo|цена|цены|цену|стоимост*|прайс*|
    价格|报价|单价|多少钱|価格|見積|가격|견적|سعر|أسعار|fiyat*|giá"""
)
_ORDER_TITLES = re.compile(
    r"\b(?:purchase order|p\.?o\.?\s?(?:no\.?|#|nr\.?|number)?\s?[:#-]?\s?[a-z-]{0,8}\d{3,}|new order\b|"
    r"(?:order no\.?|order number|order #|our order)\s?\w{0,10}\d{2,}|orden de compra|ordem de compra|"
    r"(?:bestellung|auftrag)(?: nr\.?)? ?[a-z-]{0,6}\d{2,}|bon de commande|commande n[°o.]{0,2} ?[a-z-]{0,6}\d{2,}|"
    r"pedido (?:n[ºo°.]{1,3} ?|num\.? ?|de compra)[a-z-]{0,6}\d{0,12}|ordine (?:n[°r.]{0,2} ?|di acquisto)[a-z-]{0,6}\d{0,12}|"
    r"заказ (?:№|n) ?\d{2,}|siparis (?:no|formu)\b|satin alma siparisi|đon đat hang)|"
    r"采购订单|采购单|订单号|订单po|下单|発注書|注文書|발주서|주문서"
)
_ORDER_FILES = re.compile(
    r"(?<![a-z])(?:p\.?o\.?(?![a-z])|purchase.?order|order(?![a-z])|bestellung|commande|pedido|orden|ordine|siparis)|"
    r"заказ|采购单|采购订单|订单|采购合同|発注|注文|발주|주문"
)
_INQUIRY_FILES = re.compile(
    r"(?<![a-z])(?:rfq|inquiry|enquiry|anfrage|quote.?request|request.?for|cotizacion|tender|boq|demande)|询价|询盘|求购|見積|견적"
)


def complains(evidence: Evidence) -> str:
    """Goods are broken, wrong or missing."""
    found = _COMPLAINT.places_in(evidence.said)
    if not found or evidence.has(_NO_COMPLAINT) or is_no_reply(evidence.sender):
        return ""
    if len(evidence.sells) > 1 or evidence.has(ADVERTISING):
        return ""
    if evidence.has(_ANOTHERS) and (evidence.asks or evidence.wants & CLEARLY):
        return ""
    if len(found) == 1 and evidence.asks and not evidence.has(_RECEIVED):
        return ""
    return f"says {_COMPLAINT.written[found[0]]}"


def pays(evidence: Evidence) -> str:
    """Money is on its way: a bank's slip, or words that say so."""
    if len(evidence.sells) > 1 or registrable(evidence.sender) in MACHINE_PLACES:
        return ""
    if said := evidence.has(PAYMENT):
        return f"says {said}"
    named = _named(evidence.files, PAYMENT_FILES) if evidence.short and not evidence.asks else ""
    return f"a file is called {named}" if named else ""


def orders(evidence: Evidence) -> str:
    """An order, or the words that make one of an offer."""
    if evidence.sells or (is_no_reply(evidence.sender) and "your order" in evidence.said.spaced):
        return ""
    titled = _ORDER_TITLES.search(folded(evidence.subject))
    if titled:
        return f"subject says {titled[0]}"
    if said := evidence.has(_ORDER):
        return f"says {said}"
    named = _named(evidence.files, _ORDER_FILES) if evidence.short and not evidence.asks else ""
    return f"a file is called {named}" if named else ""


def _named(files: Iterable[str], pattern: re.Pattern[str]) -> str:
    return next((each[:60] for each in files if pattern.search(each)), "")


def wants_cargo(evidence: Evidence) -> str:
    """The forwarder of a customer asks for the goods: he wants an answer, and sells nothing."""
    said = evidence.has(_CARGO) if evidence.has(FREIGHT) or not evidence.asks else ""
    return f"about goods that are to be shipped: says {said}" if said and not is_listed(evidence.head) else ""


def offers(evidence: Evidence) -> str:
    """Goods or freight are offered to us, and nothing is asked. One word of freight is any customer's who ships."""
    if _buys(evidence):
        return ""
    if evidence.clearly_sells and not evidence.head.raw("in-reply-to"):
        return f"offers to us: {evidence.sells[0]}"
    freight = [FREIGHT.written[place] for place in FREIGHT.places_in(evidence.said)]
    carries = len(freight) > 1 or (bool(freight) and bool(evidence.sells))
    return f"offers to us: {freight[0]}" if carries and not evidence.reply else ""


def _buys(evidence: Evidence) -> bool:
    """He asks; or he says how much and where to, although one phrase of a seller stands in his letter."""
    clearly = "quantity" in evidence.wants and evidence.wants & {"trade_term", "destination"}
    carries = bool(evidence.sells) and len(FREIGHT.places_in(evidence.said)) > 1
    return bool(evidence.asks) or (len(evidence.sells) <= 1 and bool(clearly) and not carries)


def offers_services(evidence: Evidence) -> str:
    """Services are offered that every company is offered."""
    said = evidence.serves
    return f"advertises: {said}" if said and not _buys(evidence) and not evidence.head.raw("in-reply-to") else ""


def advertises(evidence: Evidence) -> str:
    """Words of mass mail, where nobody asks for anything."""
    if _buys(evidence) or evidence.reply:
        return ""
    found = ADVERTISING.places_in(evidence.said)
    alone = evidence.has(UNSUBSCRIBE) and not evidence.has(INTEREST) and not evidence.wants & CLEARLY
    return f"advertises: {ADVERTISING.written[found[0]]}" if len(found) > (0 if alone else 1) else ""


def wants_samples(evidence: Evidence) -> str:
    """Samples are wanted, and no prices."""
    said = evidence.has(SAMPLE)
    titled = _SAMPLE_TITLES.first_in(evidence.title)
    if titled and not evidence.reply and not evidence.has(_PRICED):
        return f"subject says {titled}"
    return f"asks for {said}" if said and not evidence.asks_besides_samples else ""


def inquires(evidence: Evidence) -> str:
    """A buyer asks, or says what he wants."""
    if evidence.asks:
        return f"says {evidence.asks}"
    if is_no_reply(evidence.sender) and not evidence.wants & CLEARLY:
        return ""
    if said := evidence.has(INTEREST):
        return f"says {said}"
    named = evidence.wants & (CLEARLY | {"product", "model"})
    if named:
        return f"names {', '.join(sorted(named))}"
    file = _named(evidence.files, _INQUIRY_FILES) if evidence.short else ""
    return f"a file is called {file}" if file else ""


def asks_something(evidence: Evidence) -> str:
    """A person's question."""
    asking = "?" in evidence.words or "？" in evidence.words or "؟" in evidence.words
    return (
        "a person asks something"
        if asking and not is_listed(evidence.head) and not is_no_reply(evidence.sender)
        else ""
    )
