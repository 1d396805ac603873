"""How many and for how much: quantities with their unit and prices with their currency, wherever a line says them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from mail.wants_words import (
    AMBIGUOUS,
    CURRENCIES,
    CURRENCY_OF,
    MULTIPLIERS,
    NEEDS_A_CUE,
    NUMBER_WORDS,
    ONE,
    THINGS,
    UNIT_OF,
)

NUMBER = (
    r"\d{1,2}(?:,\d{2}){1,3},\d{3}|\d{1,3}(?:[ ,.'’]\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,4})?(?!\d)"
)
_CHINESE_NUMBER = "一二两兩三四五六七八九十百千万萬半"
_TIMES = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?<![a-zà-ɏа-яё0-9.,/@#№_+])(?<![a-z0-9]-)(?<!第)(?:({NUMBER})(?: ?(?:-|–|—|~|～|to|bis|a|à|up to|até|до|至|"
    rf"到|or|oder|o|ou|или) ?({NUMBER}))?"
    rf"|([{_CHINESE_NUMBER}]{{1,6}}))"
    rf"(?: ?\.?({_TIMES})(?![a-zа-я])\.?)?\+?"
    r"(?: ?[x×*] (?=[^\d\W]))? ?[-–]?((?:[^\W\d_]{1,14}['’.]?[²³]?[23]?)(?:[ ./][^\W\d_]{1,14})?|㎡|㎥)"
)
"""number, end of the range, Chinese number, multiplier, one or two words behind it; looks at lower case."""
_BOX = r"(?:gp|hq|hc|dv|dc|rf|ot|fr|st|fcl|reefer|high cube|standard|std|dry)"
_FEET = r"(?:['’′]{1,2}|-?ft\.?|-?feet|-?foot|pies|pieds|fuß|pés|尺|英尺|呎|футов\w{2})"
_BOXES = (
    r"(?:containers?|fcl|contenedor(?:es)?|conteneurs?|contêiner(?:es)?|контейнер\w{0,2}|konteyner|柜|货柜|"
    r"高柜|小柜|大柜|平柜)"
)
_CONTAINER = re.compile(
    rf"(?<![\w.])(?:(\d{{1,3}}) ?[x×*] ?)?(?:20|40|45) ?(?:{_FEET}[ -]?{_BOX}?|{_BOX})(?: ?{_BOXES})?(?![a-z])|"
    rf"(?<![\w.])(\d{{1,3}}|one|two|three|a|an|un|una|ein|einen|une|um|один|одно) ?(?:x )?(?:20|40|45)"
    rf" ?{_FEET}[ -]?{_BOX}? ?{_BOXES}|"
    rf"(?<!\w)(full container(?: load)?|fcl|lcl)(?!\w)|(\d{{1,3}}) ?个? ?(?:20|40|45) ?(?:尺|英尺|呎)?(?:高柜|小柜|"
    rf"大柜|平柜|柜|hq|gp)|"
    rf"(?<![\w.])(\d{{1,3}}) (?:20|40) ?{_BOX}"
)
_CUE = re.compile(
    r"(?:need|require|requirement|order|stock|quote|quotation|offer|price|buy|purchase|import|want|looking for|"
    r"quantity|"
    r"qty|supply|kosten |cuestan |coûtent |custam |costano |стоят |"
    r"necesit|requer|compr|cotiz|pedido|brauch|benötig|bestell|anfrag|angebot|menge|besoin|command|devis|achet|"
    r"precis|"
    r"bisogno|richied|ordin|нужн|требу|закуп|куп|заказ|интерес|нам необходим|مطلوب|نحتاج|نريد|كمية|شراء|ihtiya|"
    r"sipariş|"
    r"采购|需要|求购|订购|数量|購|訂|想要|cần|mua|必要|필요)"
)
_AFTER_OF = re.compile(r" ?(?:of |de |d'|d’|von |di |do |da |(?:[а-яё]{4,})|من )")
_PER_PIECE = re.compile(
    r" ?(?:/|per|a|al|por|pro|par|je|each|every|в|на|每|一) ?(?:inner|master|export)? ?(?:carton|ctn|box|bag|"
    r"polybag|pack|drum|roll|case|"
    r"pallet|bottle|container|caja|bolsa|saco|karton|beutel|sack|palette|boîte|sac|caixa|scatola|sacco|короб|мешо|"
    r"箱|袋|盒|桶|卷|包|20|40)"
)
_PERIOD = re.compile(
    r" ?(?:/|per |a |an |each |every |p\.|al |por |pro |im |par |à l'|l'|ao |all'|в |ежемесячно|ежегодно)? ?"
    r"(?:monthly|annually|yearly|weekly|month|year|annum|week|quarter|day|mes|año|semana|trimestre|monat|jahr|woche|"
    r"mois|an(?![a-z])|année|"
    r"mês|ano|semaine|mese|anno|месяц|год|квартал|неделю|شهريا|سنويا|شهرياً|سنوياً|في الشهر|في السنة|ay(?![a-z])|yıl|"
    r"月|年|tháng|năm)"
)
_MONTHLY = re.compile(
    r"(?:每月|每年|月需|年需|一年|一个月|每个月|月产|年用量|月用量)[^\d]{0,4}$|(?:per month|monthly|annual(?:ly)?)"
    r"[^\d]{0,12}$"
)
_NOT_WANTED = re.compile(
    r"(?:moq|minimum order|min\.? order|mínimo|mindestbestell|minimale|minimum|起订量|最小|最低|miń|capacity|"
    r"capacidad|kapazität|产能|"
    r"employees|staff of|mitarbeiter|stores|founded|since|per|/|discount|weight|length|width|height|thickness|größe|"
    r"peso|gewicht|poids|"
    r"\bвес|длин|высот|ширин|толщин|重量|长度|宽度|高度|厚度|moq is|moq of|box|sample[s]? of)[^\d]{0,10}$"
)
_SAMPLE_AHEAD = re.compile(r"(?:free )?(?:sampl|muestr|muster|échantill|amostr|campion|образ|عين|numune|样)")
_TELEPHONE = re.compile(
    r"^\W{0,4}(?:tel|phone|ph|telephone|mob|mobile|cell|fax|whatsapp|wechat|skype|qq|zip|postal|cp|c\.p|plz|vat|"
    r"p\.?o\.? ?box|тел|факс|"
    r"моб|инн|هاتف|جوال|فاكس|telefon|telefono|teléfono|móvil|téléphone|电话|手机|传真|微信|邮编|地址|address|date|"
    r"sent|from|to|subject|"
    r"发件|收件|日期|时间|t|m|f|p|电話)\b ?[.:：+(]"
)
_NO_THINGS = frozenset(
    (
        "days weeks months years hours minutes percent watt watts volt volts inch inches mesh working business "
        "items models products types kinds sizes colours colors people employees stores countries "
        "samples sample times degrees días semanas meses años horas pulgadas muestras artículos tage tagen wochen "
        "monate monaten jahre stunden zoll prozent muster jours semaines mois heures échantillons pouces "
        "dias anos horas polegadas amostras giorni settimane mesi anni campioni дней дня недель месяцев года часов "
        "образца образцов january february march april june july august september october november december "
        "with from this that will and your euro euros dollars dollar bags drums high"
    ).split()
)
_ENDS_UNIT = re.compile(r"(?![a-zà-ɏа-яё0-9²³])")
_PACKS = frozenset({"bags", "drums", "cartons", "boxes", "bottles", "cans", "packs"})

_SIGNS = "|".join(sorted(map(re.escape, CURRENCY_OF), key=len, reverse=True))
PRICE = re.compile(
    rf"(?<![a-zа-я0-9])(?:(?:{_SIGNS}) ?[:：]? ?({NUMBER})|({NUMBER}) ?(?:{_SIGNS}))(?![\d%])"
    r"(?: ?(?:/|per |por |pro |par |al |each|ea(?!\w)|за |per\w{0,3} |每|一) ?[^\W\d_]{0,12}[23²³]?)?"
)
_SIGN = re.compile(_SIGNS)
_MONEY_STEMS = tuple(each for names in CURRENCIES.values() for each in names.split("|"))
_LATIN_MONEY = tuple(each for each in _MONEY_STEMS if each.isascii())


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its unit, where it stands. `unit` is a key of mail.wants_words.UNITS; `sure` where nothing is guessed."""

    start: int
    end: int
    number: Decimal
    unit: str
    sure: bool
    least: Decimal = Decimal()
    """The beginning of a range that ends with `number`."""

    @property
    def normal(self) -> str:
        """As the department writes it: 1200 pcs, 500-1000 pcs."""
        least = f"{plainly(self.least)}-" if self.least else ""
        return f"{least}{plainly(self.number)} {self.unit}"


def number_of(written: str, money: bool = False) -> Decimal:
    """What a written number is worth: 1,250.00, 1.250,00, 1 250, 1'250. One point before three digits parts thousands,
    but in prices (`money`) decimals."""
    text = written.replace(" ", "").replace("'", "").replace("’", "")
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
    else:
        sign = "," if comma >= 0 else "."
        behind = len(text) - 1 - max(comma, point)
        thousands = text.count(sign) > 1 or (behind == 3 and not (money and sign == ".") and not text.startswith("0"))
        decimal = "" if thousands else sign
    for sign in {",", "."} - {decimal}:
        text = text.replace(sign, "")
    return Decimal(text.replace(decimal, ".") if decimal else text or "0")


def plainly(number: Decimal) -> str:
    """Without an exponent and without noughts at its end."""
    return f"{number.normalize():f}"


def chinese_number(text: str) -> int:
    """一百二十 is 120; two kinds of two, no fractions."""
    whole = part = digit = 0
    for each in text:
        if each in "百千万萬十":
            size = {"十": 10, "百": 100, "千": 1000}.get(each, 10_000)
            if size == 10_000:
                whole += (part + digit or 1) * size
                part = 0
            else:
                part += (digit or 1) * size
            digit = 0
        else:
            digit = {
                "一": 1,
                "二": 2,
                "两": 2,
                "兩": 2,
                "三": 3,
                "四": 4,
                "五": 5,
                "六": 6,
                "七": 7,
                "八": 8,
                "九": 9,
            }.get(each, 0)
    return whole + part + digit


_MOST = 300
"""Numbers of one line that are looked at; more only a hostile text has (T22)."""


def counts_in(lower: str, start: int, end: int) -> Iterator[Count]:
    """Every quantity of a line of lower-case text, from the left, of _MOST at most; what only looks like one is left out."""
    if _TELEPHONE.match(lower[start : min(end, start + 40)]):
        return
    for found in islice(_QUANTITY.finditer(lower, start, end), _MOST):
        if each := _counted(lower, start, end, found):
            yield each


def _counted(lower: str, start: int, end: int, found: re.Match[str]) -> Count | None:
    apart = lower[found.start(5) - 1] in " x×*"
    unit, size, spelled = _unit(found[5], apart)
    if not unit:
        return _things(lower, start, found)
    at = found.start(5) + size
    if found[3] and (spelled in ("方", "面", "部", "本", "把", "条", "块", "个月") or not _is_cjk(spelled)):
        return None
    before, after = lower[max(start, found.start() - 40) : found.start()], lower[at : min(end, at + 24)]
    if not _ENDS_UNIT.match(after) and not _is_cjk(spelled):
        return None
    if _PER_PIECE.match(after) or _SAMPLE_AHEAD.match(after.lstrip()) or after.startswith(("/t", "月内")):
        return None
    if any(after.lstrip().startswith(each) for each in _PACKS) and unit in ("kg", "g", "l", "lb", "gal"):
        return None
    number = _worth(found)
    if number == 0:
        return None
    cue = bool(_CUE.search(before)) or bool(_AFTER_OF.match(after))
    if (unit in NEEDS_A_CUE or spelled in AMBIGUOUS) and not cue:
        return None
    sure = not _NOT_WANTED.search(before[-24:])
    if not sure and unit in NEEDS_A_CUE:
        return None
    first = found.start() - (len(again[0]) if (again := _MONTHLY.search(before)) and _is_cjk(again[0][:1]) else 0)
    period = _PERIOD.match(after)
    least = _worth(found, 1) if found[2] else Decimal()
    return Count(first, at + (period.end() if period else 0), number, unit, sure, least)


def _things(lower: str, start: int, found: re.Match[str]) -> Count | None:
    """ "We need 300 brake pads": a number behind a verb of buying counts what follows; a guess."""
    word = found[5].split(" ")[0]
    if not found[1] or len(word) < 4 or word in _NO_THINGS or _is_cjk(word) or found[4]:
        return None
    if not _CUE.search(lower, max(start, found.start() - 16), found.start()):
        return None
    end = found.start(5) + len(word)
    return Count(found.start(), end, _worth(found), "pcs", False, _worth(found, 1) if found[2] else Decimal())


def _is_cjk(text: str) -> bool:
    return bool(text) and "\u3040" <= text[0] <= "\ud7af"


def _worth(found: re.Match[str], end: int = 2) -> Decimal:
    number = number_of(found[end] or found[1]) if found[1] else Decimal(chinese_number(found[3]))
    return number * MULTIPLIERS.get(found[4] or "", 1)


def _unit(words: str, apart: bool = True) -> tuple[str, int, str]:
    """The unit that the words begin with, how many characters it is, and how it is spelled; "" where there is none."""
    if _is_cjk(words):
        for size in (4, 3, 2, 1):
            if unit := UNIT_OF.get(words[:size]):
                return unit, len(words[:size]), words[:size]
        return "", 0, ""
    for spelled in (words, words.rstrip("."), *_first(words)):
        if unit := UNIT_OF.get(spelled):
            return unit, len(spelled), spelled
    first = words.split(" ")[0]
    for each in (words, first) if apart else ():
        if each.split(" ")[-1] in THINGS:
            return "pcs", len(each), each
    kind, _, counted = words.partition(" ")
    if apart and len(kind) > 3 and kind not in _NO_THINGS and UNIT_OF.get(counted) in ("pcs", "sets", "pairs"):
        return UNIT_OF[counted], len(words), counted
    return "", 0, ""


def _first(words: str) -> Iterator[str]:
    """The first of two words, with and without the dot behind it; Chinese that hangs on Latin letters is cut off."""
    for sign in (" ", "/", "."):
        first, parted, _ = words.partition(sign)
        if parted:
            yield first
            yield first.rstrip(".'’")
    latin = next((place for place, each in enumerate(words) if _is_cjk(each)), 0)
    if latin:
        yield words[:latin].strip()


def containers_in(lower: str, start: int, end: int) -> Iterator[Count]:
    """1x20GP, 2*40'HQ, one 20ft container, 1个40尺高柜, FCL."""
    for found in _CONTAINER.finditer(lower, start, end):
        told = next((each for each in (found[1], found[2], found[4], found[5]) if each), "1")
        number = int(told) if told.isdecimal() else NUMBER_WORDS.get(told, 1)
        yield Count(found.start(), found.end(), Decimal(number), "containers", found[3] is None)


def spoken_in(lower: str, start: int, end: int) -> Iterator[Count]:
    """Numbers in words with a unit behind: two hundred sets, a dozen chairs, zehn Stück, пятьдесят штук."""
    words = [(each.start(), each.end(), each[0]) for each in _WORD.finditer(lower, start, end)]
    after = 0
    for place, (at, _, word) in enumerate(words):
        if place < after or (word not in NUMBER_WORDS and word not in ONE):
            continue
        number, behind = _spoken_number(words, place)
        after = behind if number is not None else place + 1
        if behind < len(words) and number is not None:
            unit, _, spelled = _unit(words[behind][2])
            if unit and spelled not in AMBIGUOUS and unit not in NEEDS_A_CUE and spelled == words[behind][2]:
                yield Count(at, words[behind][1], number, unit, True)


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


def _spoken_number(words: list[tuple[int, int, str]], place: int) -> tuple[Decimal | None, int]:
    """The number that begins at that word and the place behind it; a lone "a" is none, but for dozens and containers."""
    word = words[place][2]
    number = 1 if word in ONE else NUMBER_WORDS[word]
    behind = place + 1
    while behind < min(len(words), place + 4) and (more := NUMBER_WORDS.get(words[behind][2])):
        number = number * more if more >= 100 and number < more else number + more
        behind += 1
    article = word in ONE and behind == place + 1
    following = UNIT_OF.get(words[behind][2], "") if behind < len(words) else ""
    if article and following not in ("dozen", "gross", "containers"):
        return None, behind
    return Decimal(number), behind


def says_a_number(words: frozenset[str]) -> bool:
    """Whether a number word, or an article before a dozen or container, is among the words of a text."""
    return not words.isdisjoint(NUMBER_WORDS) or not words.isdisjoint(_COLLECTIVE)


_COLLECTIVE = frozenset(each for each, unit in UNIT_OF.items() if unit in ("dozen", "gross", "containers"))


def speaks_of_money(lower: str) -> bool:
    """Whether any currency is named; looked for first, because that is cheap."""
    return any(map(lower.__contains__, _LATIN_MONEY if lower.isascii() else _MONEY_STEMS))


def price_normal(lower: str) -> str:
    """USD 3.20 for "us$ 3,20/pc"; empty where currency or number cannot be told."""
    found = PRICE.search(lower)
    sign = _SIGN.search(lower)
    if not found or not sign:
        return ""
    code = CURRENCY_OF[sign[0]]
    return f"{code} {plainly(number_of(found[1] or found[2], money=True))}"


def quantity_normal(lower: str, labelled: bool = False) -> str:
    """1200 pcs for what stands behind a label; a bare number is pieces. Empty where there is no number."""
    for each in (*containers_in(lower, 0, len(lower)), *counts_in(f"qty {lower}", 0, len(lower) + 4)):
        return each.normal
    bare = re.match(rf"\W{{0,3}}({NUMBER})\W{{0,3}}$", lower)
    return f"{plainly(number_of(bare[1]))} pcs" if bare and labelled else ""
