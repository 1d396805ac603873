"""A company's name in lines: by its legal form, in any script, by a display name, or by what somebody says he is from."""

from __future__ import annotations

import re

_LONGEST_LINE, _LONGEST_NAME = 200, 100

_CLEAR = (
    r"g?GmbH(?:\s?&\s?Co\.?\s?(?:KG(?:aA)?|OHG))?|G\.?m\.?b\.?H\.?(?:\s?&\s?Co\.?\s?KG)?|mbH|"
    r"UG\s\(haftungsbeschränkt\)|OHG|GbR|KGaA|"
    r"e\.\s?K\.|e\.\s?U\.|AG\s&\sCo\.?\sKG|Co\.?\s?KG|Aktiengesellschaft|"
    r"Ltd\.?|Ltda\.?|Lda\.?|Limited|Ltée|L\.L\.C\.?|LLC|LLP|L\.L\.P\.?|PLC|plc|Inc\.?|Incorporated|Corp\.?|"
    r"Corporation|P\.?C\.?L\.?|"
    r"Pty\.?(?:\sLtd\.?)?|Pte\.?(?:\sLtd\.?)?|Pvt\.?(?:\sLtd\.?)?|Sdn\.?\s?Bhd\.?|Berhad|Bhd\.?|Tbk\.?|"
    r"S\.?A\.?P?\.?I?\.?\sde\sC\.?\s?V\.?|S\.?\sde\sR\.?\s?L\.?(?:\sde\sC\.?\s?V\.?)?|S\.A\.(?:S|C|U|B)?\.?|"
    r"S\.\sA\.|S\.L\.(?:U|L)?\.?|S\.\sL\.|SLU|"
    r"S\.?A\.?R\.?L\.?(?:\sAU)?|SARLAU|SASU?|EURL|S\.?N\.?C\.?|s\.n\.c\.|s\.p\.a\.|s\.a\.|s\.l\.|S\.?p\.?A\.?|"
    r"S\.?r\.?l\.?s?\.?|S\.?a\.?s\.?|"
    r"EIRELI|E\.?I\.?R\.?L\.?|Cía\.?|C\.A\.|Sociedad Anónima|"
    r"B\.\s?V\.?|BV|N\.\s?V\.?|NV|V\.O\.F\.|BVBA|SPRL|BVP|A/S|ApS|I/S|P/S|ASA|Oyj?|Aktiebolag|ehf\.?|hf\.?|"
    r"s\.\s?r\.\s?o\.?|spol\.\ss\sr\.\s?o\.?|a\.\s?s\.|k\.\s?s\.|v\.\s?o\.\s?s\.|d\.\s?o\.\s?o\.?|d\.\s?d\.|"
    r"j\.\s?d\.\s?o\.\s?o\.|o\.\s?o\.\s?d\.|"
    r"[Ss]p\.?\s?z\.?\s?o\.?\s?o\.?|[Ss]p\.?\s?[jk]\.|S\.K\.A\.|spółka\sz\so\.o\.|Kft\.?|Zrt\.?|Nyrt\.?|Bt\.|"
    r"S\.?R\.?L\.?|UAB|SIA|OÜ|"
    r"E?OOD|EAD|A\.?\s?Ş\.?|Ltd\.?\s?Şti\.?|Şti\.?|San\.?\s?(?:ve|&)\s?Tic\.?.{0,25}|"
    r"FZ-?LLC|FZE|FZCO|FZC|DMCC|W\.?L\.?L\.?|K\.?S\.?C\.?C?\.?|S\.A\.E\.?|SAE|S\.A\.L\.?|SAL|QSC|JSC|"
    r"J\.S\.C\.?|CJSC|OJSC|PJSC|LLP|"
    r"Co\.?,?\s?Ltd\.?|Company\sLimited|& Co\.?|& Sons|& Söhne|& Cie\.?|et Fils|e Hijos|& Hijos|Hnos\.?|"
    r"Bros\.?|GK|K\.K\.|KK|Y\.K\."
)
_SHOUTED = r"AG|KG|SA|SL|AB|AS|SE|CV|SAS|SPA|HB|KB|UG|OY"
_GENERIC = (
    r"Trading|Group|Industries|Enterprises?|Import(?:s|ers)?|Exports?|Solutions|Holdings?|International|"
    r"Company|Co\.|Trading Est\.?|Establishment|"
    r"Imports? (?:&|and) Exports?|Import[- ]Export|Import/Export|Distributors?|Wholesale|Supplies|Supply|"
    r"Manufacturing|Factory|Works|Est\.|Contracting|Corporation|Importadora|Comercial|"
    r"Distribuidora|Technologies|Engineering|Systems|Traders|Agencies|Stores|Handels|Großhandel|Vertrieb|Commerce"
)
_ENDS = re.compile(rf"(?:^|[\s,])(?:{_CLEAR})\s*$|[a-zà-þA-ZÀ-Þ.)\"»]\s(?:{_SHOUTED})\s*$", re.UNICODE)
_ENDS_IN_CAPITALS = re.compile(rf"[^\s\d][\s,]\s?(?:{_CLEAR})\s*$", re.IGNORECASE)
_ENDS_GENERIC = re.compile(rf"^[A-ZÀ-Þ0-9].*\s(?:{_GENERIC})\s*$")
_BEGINS = re.compile(
    r"^(?:ООО|ОАО|ЗАО|ПАО|АО|НАО|ИП|ТОО|ОсОО|ЧП|ТОВ|ФОП|ПП|ЧУП|УП|ОДО|ЕООД|ГК|ТД|PT\.?|CV\.?|UD\.?|OOO|ZAO|"
    r"OAO|Firma|Fa\.|Cty|CTY|Công ty|CÔNG TY|"
    r"Importadora|Comercial|Distribuidora|Grupo|Groupe|Gruppo|Établissements|Ets\.?|M/s\.?|Messrs\.?)[\s:«\"“]+\S"
)
_OTHER_SCRIPTS = re.compile(
    r"(?:公司|集团|集團|工厂|工廠|商行|经营部|商贸|厂)$|株式会社|有限会社|合同会社|[(（][株有주유][)）]|㈱|㈜|"
    r"주식회사|유한회사|(?:상사|산업|무역|전자|테크)$|"
    r"^(?:شركة|مؤسسة|مصنع|شرکت)\s|(?:ش\.\s?م\.\s?م|ذ\.\s?م\.\s?م|ش\.\s?ذ\.\s?م\.\s?م|ش\.\s?م\.\s?ل|"
    r"المحدودة)\.?$|בע[\"״']?מ$|^บริษัท|จำกัด|หจก\.|"
    r"(?:ООО|ОАО|ЗАО|ПАО|АО|ООД|ЕООД|АД|ДОО|д\.о\.о\.?)$|(?:Α\.?Ε\.?|Ε\.?Π\.?Ε\.?|Ο\.?Ε\.?|Ι\.?Κ\.?Ε\.?)$"
)
_SPLIT = re.compile(r"\s*[|•·‖┃]\s*|\s[-–—]\s|\s//\s|\s{3,}|\t")
_SPEAKS = re.compile(
    r"(?i)\b(?:we|you|your|our|please|need|needs|would|thank|thanks|dear|regards|hello|looking|want|order|"
    r"price|quote|is|are|have|has|with|from|this|(?-i:I)|"
    r"wir|sie|bitte|danke|somos|necesitamos|gracias|nous|merci|vous|noi|grazie|obrigado)\b|我们|您|请|贵公司|"
    r"我司|是一家|希望|需要|采购"
)
_FROM = re.compile(
    r"(?:\b(?:[Ff]rom|[Aa]t|[Oo]f|[Rr]epresent(?:ing)?|[Bb]ehalf of|[Cc]ompany|[Ww]e are|[Ii]n the name of|"
    r"[Vv]on der|[Vv]on|[Bb]ei der|[Bb]ei|[Ff]irma|[Dd]e la empresa|[Dd]e|[Ee]mpresa|[Ss]ociété|[Dd]a)\s+)"
    r"((?:[A-ZÀ-Þ0-9][\w&.'’-]{0,40}\s(?:&\s|und\s|and\s|y\s|et\s|de\s)?){1,5}(?:GmbH(?:\s&\sCo\.?\sKG)?|AG|"
    r"Ltd\.?|Limited|LLC|Inc\.?|S\.\s?L\.?|S\.\s?A\.?|SA|SL|BV|B\.V\.|NV|Corp\.?|SpA|S\.p\.A\.|S\.?r\.?l\.?|"
    r"SARL|"
    r"SAS|Ltda\.?|Lda\.?|AB|ApS|A/S|AS|Oy|s\.r\.o\.|a\.s\.|Sp\.\sz\so\.o\.|d\.o\.o\.|Kft\.?|A\.Ş\.|FZE|"
    r"W\.?L\.?L\.?|Pty\.?\sLtd\.?|Pvt\.?\sLtd\.?|Co\.,?\s?Ltd\.?|Sdn\.?\sBhd\.?))(?![\w])"
)
_FROM_HAN = re.compile(
    r"(?:我(?:们)?是|我们?来自|来自|这里是|这边是)\s?([^\s,，。;；、:：]{3,28}?(?:有限公司|公司|集团|厂))"
)


def company_in(lines: list[str], person: str = "") -> str:
    """The first line, or part of a line, that is a company's name by its legal form; then by a general word. Empty for none."""
    pieces = [piece for each in lines for piece in _pieces(each)]
    fitting = [each for each in pieces if 2 < len(each) <= _LONGEST_NAME and "@" not in each and each != person]
    for each in fitting:
        if has_legal_form(each) and not _speaks(each):
            return each
    return next(
        (each for each in fitting if _ENDS_GENERIC.match(each) and not _speaks(each) and len(each.split()) <= 7), ""
    )


def company_said(text: str) -> str:
    """The company that the writer says he is from, in running text; only with its legal form."""
    found = _FROM.search(text[:4000])
    if found:
        return found[1].strip()
    han = _FROM_HAN.search(text[:4000])
    return han[1] if han else ""


def has_legal_form(name: str) -> bool:
    """Whether a name carries a legal form of any country."""
    bare = name.strip(" ,;:\"'”“«»")[:_LONGEST_LINE]
    if not bare.isascii() and _OTHER_SCRIPTS.search(bare):
        return True
    ends = _ENDS.search(bare) or (bare.isupper() and _ENDS_IN_CAPITALS.search(bare))
    return bool(ends or _BEGINS.match(bare)) and len(bare.split()) > 1


_JOB = re.compile(
    r"(?i)\b(?:manager|director|engineer|buyer|purchas\w{2,4}|sales|procurement|officer|owner|president|"
    r"assistant|ceo|cto|coo|head|leiter\w{0,2}|"
    r"geschäftsführer\w{0,2}|einkauf\w{0,2}|gerente|jefe|compras|directeur|responsable|acheteur|direttore|"
    r"diretor\w?|менеджер|директор)\b|经理|总监|采购"
)
"""Words of a position, which no company's name begins with."""

_IN_BRACKETS = re.compile(r"^([^()（）\[\]|]{2,60}?)\s*[(（\[]\s*([^()（）\[\]]{2,80})\s*[)）\]]$")
_PARTED = re.compile(r"\s*[|/•·／｜]\s*|\s[-–—@]\s|\s(?:at|from|bei|von der)\s|,\s")
_COMMA = re.compile(r"^([^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.-]*)?),\s([^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.-]*){0,2})$")


def person_and_company(spoken: str) -> tuple[str, str]:
    """A display name in two: "Eva Braun | Kunde GmbH", "Braun, Eva (Kunde GmbH)", "Kunde GmbH". What is not there is empty."""
    name = " ".join(spoken.split()).strip("'\"“”‘’ ")
    if bracketed := _IN_BRACKETS.match(name):
        outer, inside = bracketed[1].strip(), bracketed[2].strip()
        if has_legal_form(outer) and not has_legal_form(inside):
            return _turned(inside), outer
        if has_legal_form(inside) or _ENDS_GENERIC.match(inside):
            return _turned(outer), inside
        return _turned(outer), ""
    if has_legal_form(name) and not _PARTED.search(_joined_form(name)):
        return "", name
    pieces = [each for each in _PARTED.split(_joined_form(name)) if each]
    if len(pieces) == 2:
        one, other = (each.replace("\x00", ", ") for each in pieces)
        if has_legal_form(other) or (_ENDS_GENERIC.match(other) and not has_legal_form(one)):
            return _turned(one), other
        if has_legal_form(one):
            return _turned(other), one
    return _turned(name), ""


def _joined_form(name: str) -> str:
    """A comma before a legal form is part of the name: "Acme Co., Ltd"."""
    return re.sub(r",\s?(?=(?:Ltd|Inc|LLC|S\.?\s?[AL]|S\.?r\.?l|S\.?p\.?A|Lda|Corp|GmbH|Limited)\b)", "\x00", name)


def _turned(name: str) -> str:
    """Surname, Given -> Given Surname."""
    found = _COMMA.match(name)
    return f"{found[2]} {found[1]}" if found and not has_legal_form(name) else name


def _pieces(line: str) -> list[str]:
    whole = line.strip(' \t*|>,;:-–_"“”')[:_LONGEST_LINE]
    first, comma, rest = whole.partition(", ")
    if comma and _JOB.search(first) and has_legal_form(rest):
        return [rest]
    if has_legal_form(whole) and not _SPLIT.search(whole):
        cut = re.split(r",\s(?=[A-ZÀ-Þ][a-zà-þ]+$)", whole)
        return [re.sub(r"(?i)^(?:company|firma|empresa|société|azienda|公司|компания|会社名)\s*[:：]\s*", "", cut[0])]
    told = [each.strip(' \t*|>,;:-–_"“”') for each in _SPLIT.split(whole)]
    more = [part for each in told for part in re.split(r",\s(?!(?:Ltd|LTD|Inc|INC|LLC|S\.|Lda|Corp|L\.))", each)]
    return [*told, *(each.strip(' *,;"') for each in more if each not in told)]


def _speaks(piece: str) -> bool:
    return piece.endswith(("?", "!", "？", "！", "。")) or bool(_SPEAKS.search(piece))
