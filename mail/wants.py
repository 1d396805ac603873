"""What a customer wants, read from his words: labelled lines first, then free text, in the languages we are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from rules.letter import WANTED, Want

_LONGEST = 20_000
_LABELS = {
    "product": "product|products|product name|item|items|item name|description|producto|productos|artículo|"
    "produkt|artikel|produit|"
    "produto|prodotto|товар|продукт|品名|产品|产品名称|货物|商品|產品",
    "specification": "specification|specifications|spec|specs|size|dimension|dimensions|especificación|"
    "especificaciones|medidas|"
    "spezifikation|abmessungen|spécification|dimensions|especificação|medida|specifiche|размер|"
    "характеристики|规格|尺寸|規格|参数",
    "model": "model|model no|model number|part no|part number|p/n|item no|modelo|modell|typ|modèle|modello|"
    "модель|артикул|型号|型號|货号",
    "material": "material|materials|materiales|werkstoff|matériau|matière|materiale|материал|材质|材料|材質",
    "quantity": "quantity|qty|quantities|order quantity|annual quantity|cantidad|menge|anzahl|stückzahl|"
    "quantité|quantidade|quantità|"
    "количество|кол-во|数量|數量|订购数量|采购数量|order qty",
    "packaging": "packaging|packing|package|embalaje|verpackung|emballage|embalagem|imballaggio|упаковка|包装|包裝",
    "delivery_time": "delivery|delivery time|delivery date|lead time|required date|plazo de entrega|entrega|"
    "fecha de entrega|lieferzeit|"
    "liefertermin|délai de livraison|prazo de entrega|tempi di consegna|срок поставки|交货期|交期|交货时间|交貨期",
    "destination": "destination|destination port|port of destination|port of discharge|delivery address|"
    "ship to|destino|puerto de destino|"
    "puerto|zielhafen|bestimmungsort|port de destination|porto de destino|destinazione|порт назначения|"
    "目的港|目的地|港口",
    "trade_term": "incoterm|incoterms|trade term|trade terms|price term|price terms|delivery terms|"
    "terms of trade|shipping terms|"
    "lieferbedingungen|условия поставки|贸易术语|价格条款|贸易条款|成交方式",
    "payment": "payment|payment term|payment terms|terms of payment|payment method|pago|forma de pago|"
    "condiciones de pago|"
    "zahlungsbedingungen|zahlung|paiement|conditions de paiement|pagamento|оплата|условия оплаты|付款方式|"
    "付款|付款条件|支付方式",
    "target_price": "target price|target|budget|price target|precio objetivo|presupuesto|zielpreis|"
    "prix cible|preço alvo|目标价|目标价格|预算",
}
_LABEL_OF = {label: slot for slot, labels in _LABELS.items() for label in labels.split("|")}
_LINE = re.compile(r"^[\s\d.)*•·–-]{0,6}([^\s:：=\d*•·–-][^:：=\n]{0,28}?)\s*[:：=]\s*(\S[^\n]{0,300})$", re.MULTILINE)

_INLINE = re.compile(r"([一-鿿]{2,6})\s?[：:]\s?([^，。；,;：\n]{1,60})")
_NUMBER = r"\d{1,3}(?:[,. ’']\d{3})+(?:[.,]\d+)?|\d{1,9}(?:[.,]\d{1,3})?"
_UNITS = (
    r"pcs|pc|pieces?|units?|sets?|pairs?|cartons?|ctns?|boxes|rolls?|tons?|tonnes?|mt|kgs?|metric tons?|"
    r"met(?:er|re)s?|sqm|m2|m²|liters?|"
    r"litres?|dozens?|bags?|pallets?|containers?|fcl|unidades|uds?|piezas|pzas?|juegos|toneladas|cajas|stück|"
    r"stk|st\.|tonnen|pièces|pces|"
    r"unités|tonnes|peças|unid\.?|pezzi|pz|шт|штук|тонн\w*|комплект\w*|个|件|套|台|只|支|吨|公斤|千克|米|箱|"
    r"卷|对|双|條|条|片|块|把|瓶|袋|桶|batteries|"
    r"pumps?|lamps?|lights?|panels?|motors?|valves?|machines?|bearings?|bombas|lámparas|pumpen"
)

# Patterns up to _PRICE_CUE and _PRODUCT are written in lower case and look at lower-cased text: heeding both cases at once
# makes the engine try every branch at every place. _TERM, _TERM_SMALL, _MODEL and _DESTINATION see the text as it is.
_QUANTITY = re.compile(
    rf"(?<![A-Za-z0-9.,])(?:{_NUMBER})\s?k?\s?(?:x\s?)?(?:{_UNITS})(?![a-zéüа-я²0-9])|"
    rf"[一二两三四五六七八九十百千万]{{1,6}}(?:个|件|套|台|只|支|吨|公斤|箱|卷|双|条)"
)
_ANY_QUANTITY = re.compile(_QUANTITY.pattern, re.IGNORECASE)
_CONTAINER = re.compile(
    r"\b\d{0,3}\s?[x×*]?\s?(?:20|40)\s?(?:'|’|ft|feet|尺|英尺)?\s?(?:hq|hc|gp|dv|fcl|containers?|柜|高柜|"
    r"小柜|大柜)(?![a-z])"
)
_PLACE = r"(?:St\. )?[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]+(?:[ ][A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]+){0,2}"
_TERM = re.compile(
    rf"(?<![A-Za-z])(EXW|FCA|FAS|FOB|CFR|CNF|C&F|CIF|CPT|CIP|DAP|DPU|DDP|DAT|"
    rf"DDU)(?![A-Za-z])(?:[ \t,]{{0,2}}(?!Price|Please|Port\b)({_PLACE}|(?!价|报|"
    rf"单)[一-鿿]{{2,3}}港?(?=[^一-鿿]|价|的|$)))?"
)
_TERM_SMALL = re.compile(rf"(?<![A-Za-z])(exw|fob|cfr|cif|ddp|dap|fca)(?![A-Za-z])(?:[ \t]{{0,2}}({_PLACE}))?")
_PAYMENT = re.compile(
    r"\b(?:\d{1,3}\s?%\s?(?:deposit|advance|down ?payment|t/?t|in advance|anticipo|prepayment|before|"
    r"against|balance)[^\n.;]{0,60}|"
    r"(?:irrevocable )?l/c(?: at sight)?|letter of credit(?: at sight)?|carta de crédito|akkreditiv|"
    r"lettre de crédit|t/t|telegraphic transfer|"
    r"d/p at sight|d/p|d/a|western union|paypal|open account|net \d{2,3}(?: days)?|\d{2,3} days (?:after|from|"
    r"net|credit)[^\n.;]{0,30}|"
    r"trade assurance|cash against documents|vorkasse)(?![\w/])|(?:电汇|信用证|预付|定金|货到付款|月结|"
    r"账期)[^\n。；，,;]{0,20}"
)
_DELIVERY = re.compile(
    r"\b(?:within \d{1,3} (?:days?|weeks?|months?)|in \d{1,2} weeks?|by (?:the )?(?:end of |mid |"
    r"middle of )?(?:january|february|march|april|may|"
    r"june|july|august|september|october|november|december|next month|this month)(?: \d{1,2}(?:st|nd|rd|"
    r"th)?)?(?:,? \d{4})?|"
    r"(?:before|not later than) (?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december)\b[^\n.,;]{0,10}|"
    r"(?:deliver\w*|ship\w*|need \w+|arrive) (?:by|before|in|within) [^\n.,;]{3,30}|asap|as soon as possible|"
    r"(?:en|dentro de) \d{1,3} (?:días|semanas)|antes del? [^\n.,;]{3,25}|lo antes posible|"
    r"innerhalb (?:von )?\d{1,3} (?:tagen|wochen)|"
    r"sous \d{1,3} (?:jours|semaines))|\d{1,3}\s?(?:天|周|个月|日)(?:内|之内|以内)[^\n。，,]{0,6}|"
    r"(?:\d{1,2}月(?:\d{1,2}日|底|初|中旬)?)(?:前|之前|交货|到货)|尽快(?:发货|交货)"
)
_PACKAGING = re.compile(
    r"\b(?:packed in [^\n.,;]{3,60}|\d{1,4} ?(?:pcs|pieces|units) ?(?:/|per) ?(?:carton|ctn|box|bag|"
    r"polybag)|(?:wooden|plywood|export|"
    r"neutral|colou?r|gift|white|brown|customi[sz]ed|standard export) (?:case|box|boxes|carton|cartons|"
    r"packing|packaging|pallets?|crates?)|"
    r"(?:plastic|woven|jumbo|pp|paper) bags?|embalaje [^\n.,;]{3,40}|cajas? de (?:cartón|"
    r"madera)[^\n.,;]{0,20}|blister|shrink wrap\w*)|"
    r"(?:木箱|纸箱|彩盒|中性|编织袋|吨袋|托盘|出口标准|标准出口)(?:包装|装)?"
)
_MATERIAL = re.compile(
    r"\b(?:(?:ss|aisi|sus)\s?-?\s?(?:201|202|304l?|316l?|321|410|420|430)|stainless steel(?: \d{3}l?)?|"
    r"carbon steel|galvani[sz]ed(?: steel)?|cast iron|"
    r"alumini?um(?: alloy)?|brass|copper|bronze|titanium|pvc|hdpe|ldpe|ptfe|polyester|cotton|nylon|abs|"
    r"silicone?|rubber|leather|tempered glass|"
    r"polypropylene|acero inoxidable(?: \d{3}l?)?|acero al carbono|aluminio|latón|edelstahl|messing|"
    r"acier inoxydable|inox|aço inox|acciaio)\b|"
    r"不锈钢(?:\d{3}l?)?|碳钢|铸铁|铝合金|黄铜|涤纶|纯棉|塑料|硅胶|橡胶|\b[qa]\d{3}[a-d]?\b"
)
_MODEL = re.compile(
    r"(?<![\w@./-])(?=[A-Z0-9/-]{4,20}\b)(?:[A-Z]{1,6}-?\d{2,6}[A-Z0-9/-]{0,10}|"
    r"\d{3,5}-[A-Z0-9]{1,6}(?:-[A-Z0-9]{1,5})?)(?![\w@])"
)
_NO_MODEL = re.compile(
    r"(?:ISO|SUS|AISI|SS|DIN|ASTM|EN|CE|GB|USD|EUR|RMB|CNY|PO|IP|RFQ|INV|Q|TEL|FAX|CP|ZIP|UTF|HS|SA|AM|PM|IEC|"
    r"Q2|A3|DN|PN|M)-?/?\d",
    re.I,
)
_SPECIFICATION = re.compile(
    r"(?<![\w.])(?:\d+(?:[.,]\d+)?\s?(?:mm|cm|m|inch|\"|'')?\s?[x×*]\s?\d+(?:[.,]\d+)?(?!\d|\s?(?:hq|hc|"
    r"gp|dv|ft|fcl|'|feet|尺))(?:\s?[x×*]\s?\d+(?:[.,]\d+)?)?\s?(?:mm|cm|m|inch|inches|\")?|"
    r"\d+(?:[.,]\d+)?\s?(?:mm|cm|kw|hp|w|v|volts?|watts?|hz|bar|mpa|gsm|g/m2|micron|µm|inch(?:es)?|l/min|m3/h|"
    r"m³/h|rpm|lumens?|lm|ah|mah|kva|psi|awg|毫米|厘米|千瓦|瓦|伏)"
    r"(?![a-z0-9])|\bdn\s?\d{2,4}\b|\bip\d{2}\b|\bpn\s?\d{1,3}\b|\bm\d{1,2}\s?[x×]\s?\d{1,3}\b|\b(?:iso|din|"
    r"astm|ansi|jis|en)[ -]?\d{2,6}\b)"
)
_CURRENCY = r"us\$|usd|eur|gbp|rmb|cny|jpy|aed|inr|brl|mxn|rub|美元|美金|欧元|人民币|dollars?|euros?|[$€£¥]"
_PRICE = re.compile(
    rf"(?:(?:{_CURRENCY})\s?(?:{_NUMBER})|(?:{_NUMBER})\s?(?:{_CURRENCY}))(?:\s?(?:/|per |por |pro )\s?\w{{1,10}})?"
)
_PRICE_CUE = re.compile(
    r"target|budget|our price|aim|competitor|expect|not (?:more|higher) than|objetivo|presupuesto|máximo|"
    r"zielpreis|cible|目标|预算|心理价|不超过|最高"
)
_DESTINATION = re.compile(
    r"(?:\b(?:[Dd]eliver(?:y|ed)? to|[Ss]hip(?:ped|ping|ment)? to|[Pp]ort of(?: destination| discharge)?:?|"
    r"[Dd]estination:?|[Tt]o (?:the )?port of|"
    r"[Dd]estino:?|[Pp]uerto de|[Ee]ntrega en|[Ee]nv[ií]o a|[Ll]ieferung nach|[Ll]ivraison à|[Ee]ntrega em|"
    r"[Pp]orto de)\s+|"
    r"\bto (?=[A-Z][a-z]+ ?(?:port|"
    r"[Pp]ort)\b))((?:St\. )?[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]+(?:,? [A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]+){0,3}(?: port)?)"
)
_DESTINATION_ZH = re.compile(r"(?:运到|发到|运至|发往|送到|目的港是?|到)([一-鿿]{2,6}(?:港|市|国))")
_PRODUCT = re.compile(
    r"(?:\b(?:quot(?:e|ation|ing)(?: us)?(?: your)?(?: best)?(?: prices?)? (?:for|on|of)|price(?:s|"
    r"list)? (?:for|of|on)|inquiry (?:for|about|of)|enquiry (?:for|about)|"
    r"interested in(?: buying| purchasing| importing)?|looking for|we need|we require|i need|want to (?:buy|"
    r"purchase|order|import)|would like to (?:buy|purchase|order|import)|"
    r"rfq(?: for)?:?|rfq -|supply(?: us)?(?: with)?|cotización (?:de|para|por)|cotizar|precios? (?:de|para)|"
    r"interesados? en|necesitamos|"
    r"buscamos|angebot (?:für|über)|anfrage (?:für|über)|preis für|interessiert an|benötigen|wir suchen|"
    r"devis pour|nous cherchons|nous recherchons|nous avons besoin de|offre pour|prix (?:pour|de)|"
    r"intéressés? par|"
    r"cotação (?:de|para)|preço (?:de|para)|interessados? em|offerta per|preventivo per|interessati a|цену на|"
    r"интересует)\s+)"
    r"((?:(?!\bfor\b|\bto\b|\bwith\b|\bpara\b|\bcif\b|\bfob\b|\bplease\b|\band (?:please|send|"
    r"let)\b)[^\n.;:?!(,，。]){3,80})"
)
_PRODUCT_ZH = re.compile(
    r"(?:采购|求购|购买|需要|想要|询价|咨询|订购|想买|报价(?!单|表|如)|感兴趣的是|了解)(?:一批|一下|贵司的?|你们的?|您的|"
    r"你司的?|一些|以下)*\s*([^\n。，,；;？?！!：:]{2,40})"
)
_FILLER = re.compile(
    r"(?i)^(?:your|the|some|this|these|those|following|below|our|a|an|any|information|more|best|products?|"
    r"items?|su|sus|de|des|du|de la|los|las|el|la|les|le|einige?|die|der|das|um|uns)\b\s*"
)
_EMPTY_VALUE = re.compile(r"(?i)^(?:n/?a|none|no|-+|\.+|tbd|tba|无|待定|请选择|not specified)$")

_COUNT = re.compile(
    rf"(?i)^(?:{_NUMBER})\s?(?:x|pcs|pieces?|units?|sets?|unidades|uds|piezas|stück|stk|pièces|peças|pezzi|шт|"
    rf"nos)?\.?\s+(?:of |de |d')?"
)
_NO_PRODUCT = re.compile(
    r"(?i)^(?:(?:best|same|price|prices|quotation|quote|help|information|details?|samples?|catalog\w*|"
    r"urgent\w*|know|it|them|you|us|supplier\w*|"
    r"cooperat\w*|\d[\d.,]*|all|confirm\w*|bestätigen|it|delivery|shipping)\b|报价|价格|了解|你们|您们|请)"
)

_STEMS = {
    "material": "steel alumin brass copper bronze titanium pvc hdpe ldpe ptfe polyester cotton nylon abs "
    "silicon rubber leather iron glass"
    " polyprop acero latón edelstahl messing acier inox aço acciaio 201 202 304 316 321 410 420 430"
    " 钢 铁 铜 铝 涤 棉 塑 硅 胶 q2 q3",
    "payment": "% l/c letter carta akkreditiv lettre t/t telegraphic d/p d/a western paypal open account"
    " net days trade assurance cash against vorkasse 汇 证 预付 定金 付款 月结 账期",
    "delivery_time": "within week days month asap soon before later deliver ship need arrive dentro antes "
    "posible semana innerhalb sous by 天 周 月 日 尽快",
    "trade_term": "exw fca fas fob cfr cnf c&f cif cpt cip dap dpu ddp dat ddu",
    "packaging": "pack carton ctn box bag case pallet crate embalaje caja blister shrink 箱 盒 装 袋 托盘",
}
"""A line without one of these cannot match: looked for first, because that is twenty times cheaper."""
_GATES = {slot: tuple(stems.split()) for slot, stems in _STEMS.items()}
_PRODUCT_STEMS = tuple(
    (
        "quot price inquir enquir interest looking need require want like rfq supply cotiz precio necesit busc "
        "angebot anfrage preis benötig"
        " suchen busca nous devis offre prix intéress cotação preço offerta preventivo цену интерес"
    ).split()
)

_DESTINATION_STEMS = tuple(
    "deliver ship destin entrega envío envio lieferung livraison puerto porto".split() + ["port of", " port", "port\n"]
)
_CUES = tuple(
    "target budget aim competitor expect not objetivo presupuesto máximo zielpreis cible 目标 预算 心理价 不超过 最高".split()
)

_AS_WRITTEN = frozenset({_TERM, _TERM_SMALL, _MODEL})
"""Patterns that look at the text as it is."""
_FREE = (
    ("quantity", _QUANTITY),
    ("quantity", _CONTAINER),
    ("trade_term", _TERM),
    ("trade_term", _TERM_SMALL),
    ("payment", _PAYMENT),
    ("delivery_time", _DELIVERY),
    ("packaging", _PACKAGING),
    ("material", _MATERIAL),
    ("model", _MODEL),
    ("specification", _SPECIFICATION),
)
_Span = tuple[int, int]
_COLON = re.compile("[:：=]")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LONGEST_LABEL = 40
_DIGIT = re.compile(r"[\d一二两三四五六七八九十百千万]")


def wants_of(subject: str, text: str) -> tuple[tuple[str, Want], ...]:
    """The facts of R20 and R22 that the words hold, in the order of WANTED, each with the words it was read from."""
    text = text[:_LONGEST]
    found: dict[str, Want] = {}
    lower, counted = _lowered(text), _counted(text)
    _labelled(text, found)
    if _CHINESE.search(text):
        _labelled_inline(text, found)
    for slot, pattern in _FREE:
        if slot not in found:
            spans = _spans(text, lower, _GATES[slot]) if slot in _GATES else counted
            _first(slot, pattern, text, text if pattern in _AS_WRITTEN else lower, spans, found)
    _destination(text, lower, found)
    if counted:
        _target(text, lower, found)
    _product(subject, text, lower, counted, found)
    return tuple((slot, found[slot]) for slot in WANTED if slot in found)


def _lowered(text: str) -> str:
    """Lower case, place for place; the few letters that become two are left as they are."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(low if len(low := each.lower()) == 1 else each for each in text)
    )


def _counted(text: str) -> list[_Span]:
    """The lines with a digit or a Chinese numeral in them."""
    spans: list[_Span] = []
    at = 0
    while found := _DIGIT.search(text, at):
        start, end = _line(text, found.start())
        spans.append((start, end))
        at = end + 1
    return spans


def _spans(text: str, lower: str, stems: tuple[str, ...]) -> list[_Span]:
    """The lines that hold one of the stems, from the top."""
    spans: set[_Span] = set()
    for stem in [each for each in stems if each in lower]:
        at = lower.find(stem)
        while at >= 0:
            start, end = _line(text, at)
            spans.add((start, end))
            at = lower.find(stem, end)
    return sorted(spans)


def _line(text: str, at: int) -> _Span:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _matches(pattern: re.Pattern[str], text: str, spans: list[_Span]) -> Iterator[re.Match[str]]:
    for start, end in spans:
        yield from pattern.finditer(text, start, end)


def missing_of(wants: tuple[tuple[str, Want], ...]) -> tuple[str, ...]:
    """The facts of R20 and R22 that are still to be asked for; a model answers for the specification."""
    have = {slot for slot, _ in wants}
    if "model" in have:
        have.add("specification")
    return tuple(slot for slot in WANTED if slot not in have and slot not in ("model", "material", "target_price"))


def _labelled(text: str, found: dict[str, Want]) -> None:
    end = 0
    for colon in _COLON.finditer(text):
        begun = text.rfind("\n", 0, colon.start()) + 1
        if begun < end or colon.start() - begun > _LONGEST_LABEL or not (each := _LINE.match(text, begun)):
            continue
        end = each.end()
        slot = _LABEL_OF.get(each[1].strip(" *").lower())
        value = each[2].strip()
        if slot and slot not in found and not _EMPTY_VALUE.match(value):
            found[slot] = Want(value[:200], each[0].strip()[:300])


def _labelled_inline(text: str, found: dict[str, Want]) -> None:
    for each in _INLINE.finditer(text):
        slot = _LABEL_OF.get(each[1], "")
        if slot:
            found.setdefault(slot, Want(each[2].strip(), each[0]))


def _first(
    slot: str, pattern: re.Pattern[str], text: str, looked: str, spans: list[_Span], found: dict[str, Want]
) -> None:
    """The first match in `looked`, which is the text or its lower case, place for place."""
    for each in _matches(pattern, looked, spans):
        said = text[each.start() : each.end()]
        if slot == "model" and _NO_MODEL.match(said):
            continue
        value = " ".join(said.split()).strip(" ,;")
        found[slot] = Want(
            value.upper() if pattern is _TERM_SMALL and not each[2] else value,
            _sentence(text, each.start(), each.end()),
        )
        return


def _destination(text: str, lower: str, found: dict[str, Want]) -> None:
    if "destination" in found:
        return
    western = _matches(_DESTINATION, text, _spans(text, lower, _DESTINATION_STEMS))
    each = next(western, None) or (None if text.isascii() else _DESTINATION_ZH.search(text))
    if each:
        found["destination"] = Want(each[1].strip(" ,.")[:80], _sentence(text, each.start(), each.end()))
        return
    term = found.get("trade_term")
    named = _TERM.search(term.value) if term else None
    if (
        term
        and named
        and named[2]
        and named[1] in ("CFR", "CNF", "C&F", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP", "DAT", "DDU")
    ):
        found["destination"] = Want(named[2], term.words)


def _target(text: str, lower: str, found: dict[str, Want]) -> None:
    if "target_price" in found:
        return
    spans = [(start, min(len(text), end + 60)) for start, end in _spans(text, lower, _CUES)]
    for each in _matches(_PRICE, lower, spans):
        if _PRICE_CUE.search(lower, max(0, each.start() - 60), each.end()):
            said = text[each.start() : each.end()]
            found["target_price"] = Want(" ".join(said.split()), _sentence(text, each.start(), each.end()))
            return


def _product(subject: str, text: str, lower: str, counted: list[_Span], found: dict[str, Want]) -> None:
    if "product" in found:
        return
    for place, low in ((text, lower), (subject, _lowered(subject))):
        western = _matches(_PRODUCT, low, _spans(place, low, _PRODUCT_STEMS))
        for each in chain(western, () if place.isascii() else _PRODUCT_ZH.finditer(place)):
            value = _named(place[each.start(1) : each.end(1)])
            if value:
                found["product"] = Want(value, _sentence(place, each.start(), each.end()))
                return
    if "quantity" in found:
        _product_beside(text, counted, found)


def _named(value: str) -> str:
    """The product's name without number, article and filler; empty for what names none."""
    value = value.strip()
    while value != (value := _FILLER.sub("", value, count=1)):
        pass
    value = _FILLER.sub("", _COUNT.sub("", value, count=1), count=1)
    value = _ANY_QUANTITY.sub("", value).strip(" -:,.")[:100]
    spoken = len(value) >= 2 and not _UNIT.fullmatch(value) and any(each.isalpha() for each in value)
    return value if spoken and not _NO_PRODUCT.match(value) else ""


_UNIT = re.compile(_UNITS, re.IGNORECASE)
_BESIDE = re.compile(
    r"\b\d[\d.,]*\s?(?:(?:[Pp]cs|PCS|[Pp]ieces|[Uu]nits|[Ss]ets|unidades|piezas|pièces|peças)\s+(?:of |de )?|"
    r"(?:Stück|Stk\.?)\s+(?=[A-ZÄÖÜ]))"
    r"([^\W\d_][^\n.;:,?!()]{2,60})"
)


def _product_beside(text: str, counted: list[_Span], found: dict[str, Want]) -> None:
    """ "40 pcs of submersible pumps" names the product beside its number."""
    each = next(_matches(_BESIDE, text, counted), None)
    if each:
        value = _named(each[1])
        if value:
            found["product"] = Want(value, _sentence(text, each.start(), each.end()))


def _sentence(text: str, start: int, end: int) -> str:
    """The line around a find, at most 80 characters to each side."""
    first = max(text.rfind("\n", max(0, start - 80), start) + 1, start - 80, 0)
    last = text.find("\n", end, end + 80)
    return " ".join(text[first : last if last >= 0 else min(len(text), end + 80)].split())
