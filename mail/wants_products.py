"""What the product is called: behind "please quote", "we need", "interested in" ... in the languages we are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from mail.wants_numbers import NUMBER, containers_in, counts_in
from mail.wants_words import LABEL_OF, MULTIPLIERS, THINGS, UNIT_OF

_LEAD = re.compile(
    r"(?<![^\W\d_])(?:quot(?:e|ation|ing)(?: us)?(?: your)?(?: best)?(?: prices?)? (?:for|on|of)|price(?:s| ?lists?)"
    r"? (?:for|of|on)|(?:inquiry|inquire|enquiry|enquire|inquiring) (?:for|about|of|on)|"
    r"interested in(?: buying| purchasing| importing| your)?|looking (?:for|to (?:buy|purchase|source|import))|"
    r"in the market for|we need|we require|i need|we are in need of|(?:want|wish|like|plan|intend) to (?:buy|"
    r"purchase|order|import|source)|requirement (?:for|of)|(?:rfq|request for quotation|request for quote)(?: for)"
    r"?:?|rfq -|supply(?: us)?(?: with)?|offer(?: us)? (?:for|your best price for)|"
    r"quote (?:us )?(?:the following:? )?|purchase of|sourcing|"
    r"do you (?:make|sell|produce|manufacture|stock|carry)|can you (?:make|produce|manufacture)|how much (?:is|are|for)|"
    r"(?:was|wie ?viel) koste[nt]|cuánto cuestan?|combien coûte(?:nt)?|quanto custam?|quanto costa(?:no)?|сколько стоя?и?т|"
    r"прайс(?:-лист)? на|"
    r"cotización (?:de|para|por|sobre)|cotizar(?:me|nos)?|precios? (?:de|para)|presupuesto (?:de|para)|"
    r"interesad[oa]s? en(?: comprar| importar)?|necesit(?:amos|o)|requerimos|buscamos|estamos buscando|(?:comprar|"
    r"importar|adquirir)|"
    r"angebot (?:für|über)|anfrage (?:für|über|zu)|preis(?:e)? für|interessier(?:t|en uns) (?:an|für)|(?:wir|ich)"
    r" benötigen?|(?:wir|ich) brauchen?|benötigen|(?:wir )?suchen|bedarf an|anzubieten|"
    r"devis (?:pour|concernant)|(?:nous )?(?:cherchons|recherchons)|à la recherche de|(?:nous )"
    r"?avons besoin d['’]?e?|offre (?:de prix )?pour|prix (?:pour|de|des)|intéressée?s? par|(?:acheter|commander|"
    r"importer)(?= des | du | de | \d)|(?:nous )?coter|"
    r"cotação (?:de|para|do|da|dos|das)|orçamento (?:de|para)|preços? (?:de|para|do|da)|"
    r"interessad[oa]s? em(?: comprar| importar)?|precisamos de|gostaríamos de (?:comprar|importar|cotar)|procuramos|"
    r"procurando|"
    r"offerta (?:per|di)|preventivo (?:per|di)|quotazione (?:per|di)|interessat[ie] (?:a|ad|all['’])|"
    r"abbiamo bisogno di|cerchiamo|acquistare|prezzi? (?:per|di|del)|"
    r"цен[ауы] на|стоимость|(?:нас )?интересу(?:ет|ют)|(?:нам )?(?:нужн[ыао]|необходим[ыао]?|требу(?:ет|ют)ся)|"
    r"(?:закупить|купить|приобрести|заказать|приобретени[ея]|закупк[аеу]|поставк[аеу])|предложение на|запрос на|"
    r"ищем|"
    r"عرض سعر (?:ل|لـ|على|من)|أسعار|نحتاج(?: إلى)?|نرغب (?:في )?(?:شراء|استيراد)|شراء|استيراد|مهتمون ب|نبحث عن|تسعير|"
    r"fiyat teklifi|(?:satın )?almak istiyoruz|ihtiyacımız var)(?::?\s{1,3}|(?<=['’بل]))"
    r"((?:(?!\bfor\b|\bto\b|\bwith\b|\bpara\b|\bcif\b|\bfob\b|\bexw\b|\bcfr\b|\bplease\b|\bfrom your\b|\bwhich\b|"
    r"\bthat\b|\bas (?:below|follows)\b|\band (?:please|send|let|would|we)\b|\bdelivered\b|\bpacked\b"
    r"|\bmodel\b|\bmodelo\b|\bmodell\b|\bund (?:bitten|würden)\b|\by (?:nos|quisi|solic)|\bpour (?:le|la|notre|nos)"
    r"\b|\bet (?:nous|vous)\b|\bmit lieferung\b|\bdestin|\bпо цене\b)(?:[^\n.;:?!(,，。،؛؟]|(?<=\d)[.,](?=\d))"
    r"){3,80})"
)
_LEAD_ZH = re.compile(
    r"(?:采购|求购|购买|需要|想要|询价|咨询|订购|想买|報價|詢價|採購|报价(?!单|表|如|给)|感兴趣的是|了解|需求|进口|"
    r"有做|有没有|急需)(?:一批|一下|贵司的?|你们的?|您的|你司的?|一些|以下|贵公司的?|下|的是|：|:)*\s*"
    r"((?:[^\n。，,；;？?！!：:]|(?<=\d),(?=\d)){2,40})"
)
_LEAD_JAPANESE = re.compile(r"([^\n。、，\s]{2,30}?)(?:の(?:お)?見積|を(?:購入|輸入|探して|検討|希望)|を ?\d)")
_LEAD_KOREAN = re.compile(r"((?:[^\n.\s]{1,20} ){0,3}[^\n.\s]{2,20})(?:에 대한|의)? ?(?:견적|구매|수입|가격)")
_LEAD_TURKISH = re.compile(
    r"([^\n.,;:!?]{3,60}?) (?:için (?:fiyat|teklif|proforma)|satın almak|almak isti|fiyatı|fiyatlarını)"
)
_STEMS = tuple(
    (
        "quot price inquir enquir interest looking need require want like plan wish rfq supply offer sourcing "
        "purchas market cotiz precio presupuesto necesit requer busc compr import adquir "
        "angebot anfrage preis benötig brauch such bedarf anzubieten devis cherch besoin offre prix intéress achet "
        "command cotação orçamento preço precis gostar procur "
        "offerta preventivo quotazione bisogno cerch acquist prezz цен стоимость интерес нужн необход треб закуп "
        "make sell produc manufactur stock carry much koste cuest coûte custa costa стоит стоят прайс "
        "куп приоб заказ поставк предлож запрос ищем "
        "عرض أسعار نحتاج نرغب شراء استيراد مهتمون نبحث تسعير fiyat almak ihtiyac"
    ).split()
)
_SUBJECT = re.compile(
    r"^(?:(?:re|aw|fw|fwd|wg|tr|rv)\s?[:：]\s?){0,3}(?:\[[^\]\n]{1,30}\]\s?)?(?:new |urgent |purchase |price |"
    r"product )?(?:inquiry|enquiry|rfq|request for (?:quotation|quote|price)|quotation|quote request|"
    r"quotation request|price request|"
    r"anfrage|preisanfrage|angebotsanfrage|solicitud de (?:cotización|presupuesto)|cotización|consulta|"
    r"demande de (?:devis|prix)|devis|pedido de cotação|solicitação de (?:cotação|orçamento)|cotação|orçamento|"
    r"richiesta (?:di )?(?:offerta|preventivo|quotazione)|запрос(?: цены| кп| на кп| коммерческого предложения)?|"
    r"طلب (?:عرض سعر|تسعير|عرض أسعار)|fiyat (?:talebi|teklifi)|teklif talebi|"
    r"询价|询盘|采购|詢價|求购|報價請求|お?見積(?:り)?(?:依頼)?|견적(?: 요청| 문의)?|yêu cầu báo giá|báo giá|hỏi giá)"
    r"\s?(?:(?:#|no\.?|nr\.?|№)?\s?[\w/-]{0,14}\d[\w/-]{0,10})?\s?(?:[-–—:：|]|for|of|about|on|über|für|zu|de|del|"
    r"para|sobre|pour|per|di|на|لـ|عن|ل)\s?(?:de |d')?(\S[^\n]{2,70})$"
)
_FILLER = re.compile(
    r"(?i)^(?:your|the|one|some|this|these|those|following|below|our|a|an|any|information|more|best|products?|"
    r"high quality|good quality|about|approx\.?|approximately|around|"
    r"items?|(?:best )?(?:prices?|quotations?|offers?|цен[аыу]|precios?|preise?|prix|preços?|prezzi) (?:for|of|on|"
    r"на|de|para|für|pour|di|per)|(?:the )?(?:supply|purchase|import) of|n\.|من|su|sus|de|des|du|de la|los|las|el|"
    r"la|les|le|einige?|die|der|das|den|um|uns|eine[nr]?|ein|folgende\w?|"
    r"un|una|unos|os|as|umas?|uns|o|gli|i|il|lo|degli|delle|dei|alcuni|"
    r"следующ\w{2,3}|ваш\w{0,3}|bir|bazı|of|d['’])(?:\b|(?<=['’]))\s*"
)
_TAIL = re.compile(
    r"(?i)\s(?:in (?:the )?(?:following|your)|için|(?:com|con|mit|avec|with|с) (?:nossa|nosso|nuestr|unser|notre|"
    r"our |наш)|from (?:you|china)|as (?:per|below|follow)|at (?:your|the|best)|"
    r"if (?:you|possible)|our (?:project|customer|client)|urgently|asap|und bitten|y el|et un|"
    r"(?:in|aus|from|of) [^\n]{0,3}$|(?:et|and|und|y|e|и|o|or)$|on (?:your|alibaba|made)|the following|von ihnen|"
    r"lieferbar|anbieten|per (?:month|year)|including|incl\.?|"
    r"من شركتكم|الخاصة بكم)[^\n]{0,80}$"
)
_TAIL_ZH = re.compile(
    r"(?:的?价格|的?报价|一批|可以|请|，请|多少钱|什么价|发往|出口到|运到|、请|的產品|的产品$)[^\n]*$"
)
_EMPTY_COUNT = re.compile(
    rf"(?i)^(?:{NUMBER})\s?(?:x|pcs|pieces?|units?|sets?|unidades|uds|piezas|stück|stk|pièces|peças|pezzi|шт|nos)"
    rf"?\.?\s+(?:of |de |d'|di )?"
)
_OF = re.compile(r"(?i)^(?:of|de|von|di|的|من)\s|^d['’]")
_NO_PRODUCT = re.compile(
    r"(?i)^(?:(?:as|per|best|same|price|prices|quotation|quote|help|information|details?|samples?|catalog\w{0,6}|"
    r"price ?list|urgent\w{0,2}|know|it|them|you|us|supplier\w{0,3}|manufacturer|factory|company|"
    r"cooperat\w{0,8}|\d[\d.,]{0,8}|all|confirm\w{0,6}|bestätigen|delivery|shipping|freight|your|reply|answer|hear|"
    r"see|receive|send|have|get|make|be|more|following|these|this|discuss|work|business|"
    r"new|me|sure|better|lower|cheaper|moq|minimum|cost|costs|deposit|lead time|thousand|million|possible|möglich|возмож\w{0,3}|"
    r"preis\w{0,3}|angebot|precios?|información|cotización|prix|devis|informations?|preço|orçamento|offerta|"
    r"prezz\w|цен\w|стоимост\w|ваш\w{0,3}|السعر|الأسعار|أسعار|من فضلكم|"
    r"unterlagen|ihnen|sie|uns|nos|nous|vous|lieferung|working|long.?term|further|that|only|also|very|not|"
    r"an? (?:quote|offer|reply)|someone|partner\w{0,4})(?![^\W_])|报价|价格|了解|你们|您们|请|合作|样品|目录|資料|"
    r"资料|一下)"
)


def product_in(
    subject: str, text: str, lower: str, lines: Iterable[tuple[int, int]]
) -> tuple[str, str, int, int] | None:
    """The product's name, the text in which it stands (the letter's or the subject), and where; None where none is named."""
    for place, low, spans in ((text, lower, lines), (subject, _low(subject), [(0, len(subject))])):
        for found in _leads(place, low, spans):
            if value := named(place[found.start(1) : found.end(1)]):
                return value, place, found.start(), found.end()
        if place is subject and (told := _SUBJECT.search(low)) and (value := named(place[told.start(1) : told.end(1)])):
            return value, place, told.start(), told.end()
    return None


def _low(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(each.lower() if len(each.lower()) == 1 else each for each in text)


def stems() -> tuple[str, ...]:
    """A line without one of these names no product by a verb."""
    return _STEMS


def _leads(place: str, low: str, spans: Iterable[tuple[int, int]]) -> Iterator[re.Match[str]]:
    western = (each for start, end in spans for each in _LEAD.finditer(low, start, end))
    if place.isascii():
        return western
    return chain(
        western,
        *(each.finditer(place) for each in (_LEAD_ZH, _LEAD_JAPANESE, _LEAD_KOREAN)),
        _LEAD_TURKISH.finditer(low),
    )


def named(value: str) -> str:
    """The product's name without number, unit, article and filler; empty for what names none."""
    value = value.strip(" \t*_\"“”'«»")
    while value != (value := _FILLER.sub("", value, count=1)):
        pass
    value = _EMPTY_COUNT.sub("", _without_counts(value), count=1)
    value = _FILLER.sub("", value, count=1)
    value = _TAIL_ZH.sub("", _TAIL.sub("", value, count=1), count=1)
    value = value.strip(' -–—:：,.，、;*_/"“”|()（）')[:100]
    spoken = len(value) >= 2 and value.lower() not in UNIT_OF and value.lower() not in LABEL_OF
    return value if spoken and any(each.isalpha() for each in value) and not _NO_PRODUCT.match(value) else ""


def _between(counted: str) -> str:
    """Of "250 vanity sets" the vanity, with a blank; empty where nothing stands between number and unit."""
    words = counted.split()
    named_so = len(words) == 3 and words[1].isalpha() and words[1].lower() not in MULTIPLIERS
    return (
        f"{words[1]} "
        if named_so and UNIT_OF.get(words[2].lower()) and " ".join(words[1:]).lower() not in UNIT_OF
        else ""
    )


def _without_counts(value: str) -> str:
    """Without "500 pcs of"; of "40 pumps" the pumps stay."""
    low = _low(value)
    found = sorted([*containers_in(low, 0, len(low)), *counts_in(low, 0, len(low))], key=lambda each: each.start)
    for number, each in reversed(list(enumerate(found))):
        if number and each.start < found[number - 1].end:
            continue  # the same words, counted as containers, too
        last = value[each.start : each.end].rsplit(None, 1)[-1]
        thing = f"{last} " if last.lower() in THINGS else _between(value[each.start : each.end])
        behind = value[each.end :].lstrip()
        behind = behind if thing else _OF.sub("", behind, count=1)
        value = f"{value[: each.start].rstrip()} {thing}{behind}".strip()
    return value
