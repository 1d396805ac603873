"""The trade term with its place, and where the goods are to go: Incoterms 2020 and older ones, ports in every spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mail.wants_ports import PORTS, Port, port_at, port_named
from rules.letter import Want

_TERM = re.compile(
    r"(?<![A-Za-z&@./-])(?:(EXW|FCA|FAS|FOB|CFR|CNF|C&F|C\+F|CIF|CPT|CIP|DAP|DPU|DDP|DAT|DDU)|(Exw|exw|Fca|fca|Fob|"
    r"fob|Cfr|cfr|Cnf|cnf|c&f|Cif|cif|"
    r"Ddp|ddp|Dap(?= [A-Z])|dap(?= [A-Z])|Ddu|ddu|Cpt(?= [A-Z])|Cip(?= [A-Z]))|(DAF|DES|DEQ)(?= [A-Z]))"
    r"(?![A-Za-z&@])|"
    r"(?<![A-Za-zа-я])((?i:ex[ -]works|ab werk|frei haus|franco f[áa]brica|en f[áa]brica|départ usine|"
    r"franco fabbrica|posto fábrica|free on board|"
    r"cost and freight|cost,? insurance and freight|delivered duty paid|франко-завод|самовывоз|тeslim))"
    r"(?![A-Za-zа-я])|"
    r"(出厂价|工厂交货|离岸价|離岸價|到岸价|到岸價|成本加运费|完税后交货|双清(?:包税)?)"
)
_TAX_NUMBER = re.compile(r"[:. /]{0,3}[A-Z]?-?\d{7,9}")
_SPOKEN = {
    "ex works": "EXW",
    "ab werk": "EXW",
    "frei haus": "DAP",
    "franco fabrica": "EXW",
    "en fabrica": "EXW",
    "départ usine": "EXW",
    "franco fábrica": "EXW",
    "en fábrica": "EXW",
    "franco fabbrica": "EXW",
    "posto fábrica": "EXW",
    "free on board": "FOB",
    "cost and freight": "CFR",
    "cost insurance and freight": "CIF",
    "delivered duty paid": "DDP",
    "франко-завод": "EXW",
    "самовывоз": "EXW",
    "出厂价": "EXW",
    "工厂交货": "EXW",
    "离岸价": "FOB",
    "離岸價": "FOB",
    "到岸价": "CIF",
    "到岸價": "CIF",
    "成本加运费": "CFR",
    "完税后交货": "DDP",
    "双清": "DDP",
    "双清包税": "DDP",
}
_TO_THE_BUYER = frozenset(
    {"CFR", "CNF", "C&F", "C+F", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP", "DAT", "DDU", "DAF", "DES", "DEQ"}
)
"""Terms that name the place where the goods arrive; the others name where they leave."""
_PLACE = re.compile(
    r"(?:St\. )?[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]{1,30}(?:[ ][A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]{1,30}){0,2}|"
    r"[А-ЯЁ][а-яё-]{2,30}(?:[ -][А-ЯЁ][а-яё]{2,30})?"
)
_NO_PLACE = re.compile(
    r"(?:Price|Please|Port|Incoterm|Term|Payment|Delivery|Quantity|Qty|And|Or|The|Basis|FBA|Amazon|Your|Our|China|"
    r"Preis|Prix|"
    r"Precio|Preço|Prezzo|"
    r"Thanks|Best|Regards|With|Kind|We|I|In|For|By|Including|Zahlung|Lieferzeit|Forma|Plazo|Condic)\w{0,12}\b"
)
_PLACE_ZH = re.compile(r"(?!价|报|单|条|或|和|到|的)[一-鿿]{2,3}港?(?=[^一-鿿]|价|的|$)")
_BETWEEN = re.compile(
    r"(?:[ \t]?\(?(?:Incoterms?®? ?)?(?:2010|2020)\)?)?[ \t,:：(–-]{0,3}(?:(?:port of|the port of|port|puerto de|"
    r"porto di|porto de|port de|Hafen|порт|порта|"
    r"ميناء|到|至|价到|to|in|at|named|nach|[Pp]rice to|цена до|до)[ :]{0,2}){0,2}"
)
_STEMS = (
    "exw",
    "fca",
    "fas",
    "fob",
    "cfr",
    "cnf",
    "c&f",
    "c+f",
    "cif",
    "cpt",
    "cip",
    "dap",
    "dpu",
    "ddp",
    "dat",
    "ddu",
    "daf",
    "des ",
    "deq",
    "ex works",
    "ex-works",
    "ab werk",
    "frei haus",
    "brica",
    "fabbrica",
    "usine",
    "free on",
    "cost",
    "duty paid",
    "франко",
    "самовывоз",
    "厂",
    "岸",
    "运费",
    "完税",
    "双清",
)
_MOST_TERMS = 3
_LONGEST_BEFORE = 8
_COUNTRY_BEFORE = 6
"""Signs of a country's name that may stand before the port: 尼日利亚拉各斯."""

_TO = re.compile(
    r"(?<![^\W_])(?:[Tt]o|[Nn]ach|[Aa]l?|à|au|[Pp]ara|até|per|в|до|إلى|الى|tới|đến|[Ff]or|[Vv]ia|destino|"
    r"destination)[ :]{1,2}(?:the |el |le |il |o )?"
    r"(?:[Pp]ort of |[Pp]ort |[Pp]uerto de |[Pp]orto (?:di|de|do) |[Pp]ort (?:de|du|d')\s?|[Hh]afen |порт[ау]? |"
    r"ميناء |cảng )?"
)
_TO_ZH = re.compile(
    r"(?:交货地点?[是为：:]?|交貨地點?[是為：:]?|"
    r"运到|运往|发到|运至|发往|送到|寄到|出口到?|海运到|目的港是?|目的港为|目的地是?|到|至|港：)"
)
_CUED = re.compile(
    r"(?:\b(?:[Dd]eliver(?:y|ed)? to|[Ss]hip(?:ped|ping|ment)? to|[Pp]ort of(?: destination| discharge)?:?|"
    r"[Dd]estination(?: port)?(?: is)?:?|"
    r"[Tt]o (?:the )?port of|[Dd]estination:?|[Ss]end (?:them|it|the goods) to|[Dd]estino:?|"
    r"[Pp]uerto(?: de(?: destino)?)?|"
    r"[Ee]ntrega en|[Pp]uest[oa]s? en|[Ee]ntregad[oa]s? en|[Ee]nv[ií]o a|"
    r"[Ll]ieferung (?:nach|an)|[Vv]ersand nach|geliefert nach|[Zz]ielhafen(?: ist)?:?|frei (?:Haus )?nach|"
    r"[Ll]ivraison (?:à|au)|[Rr]endue?s? (?:à|au)|[Pp]ort de|"
    r"[Ee]ntrega em|[Ee]nvio para|[Pp]orto(?: de)?|[Cc]onsegna a|[Pp]orto di|[Ss]pedizione a|[Dd]elivery in|"
    r"[Dd]elivered (?:in|at)|warehouse in|"
    r"[Дд]оставка (?:в|до)|[Пп]оставка (?:в|до)|[Пп]орт(?: назначения)?:?|до порта|"
    r"التسليم في|الشحن إلى|ميناء(?: الوصول)?:?)[ ]{1,2}(?:ميناء |порт[ау]? |(?:the )?port of |puerto de |porto di |"
    r"port de )?(?:(?:[A-Z]{1,2}-)?\d{4,5} )?|\bto (?=[A-Z][a-z]{2,20} ?(?:port|[Pp]ort)\b))"
)
_CUED_PLACE = re.compile(
    r"(?:our |nuestro |unser \w{0,3} ?|the )?((?:St\. )"
    r"?[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]{1,30}(?:,? [A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]{1,30}){0,3}(?: port)?|"
    r"[А-ЯЁ][а-яё-]{2,30}(?:[ -][А-ЯЁ][а-яё-]{2,30}){0,2}|[\u0621-\u064a]{3,16})"
)
_CUE_STEMS = (
    "deliver",
    "ship",
    "destin",
    "entrega",
    "envío",
    "envio",
    "lieferung",
    "versand",
    "geliefert",
    "zielhafen",
    "livraison",
    "puerto",
    "porto",
    "port of",
    "port de",
    " port",
    "port\n",
    "consegna",
    "spedizione",
    "warehouse",
    "arriv",
    "puest",
    "entregad",
    "rendu",
    "доставк",
    "поставк",
    "порт",
    "التسليم",
    "الشحن",
    "ميناء",
    "send",
    "frei",
)
_ZH_PLACE = re.compile(r"[一-鿿]{2,6}(?:港|市|国)")
_LOADING = re.compile(r"(?i)(?:from|ex|loading|pol|desde|von|aus|de chargement|da|из|من|启运|装运|起运)[^\n]{0,12}$")


def term_in(text: str, lower: str) -> tuple[str, str, int, int] | None:
    """The trade terms as written, as the department writes them ("CIF DEHAM Hamburg"), and where they stand."""
    if not any(map(lower.__contains__, _STEMS)):
        return None
    found = list(_terms(text, lower))
    if not found:
        return None
    first = next((each for each in found if each[1].count(" ")), found[0])
    others = [each for each in found if each[1].split(" ")[0] != first[1].split(" ")[0]]
    chosen = sorted([first, *others[: _MOST_TERMS - 1]], key=lambda each: each[2])
    return " / ".join(each[0] for each in chosen), " / ".join(each[1] for each in chosen), chosen[0][2], chosen[0][3]


def _terms(text: str, lower: str) -> Iterator[tuple[str, str, int, int]]:
    seen: set[str] = set()
    for found in _TERM.finditer(text):
        if found[1] == "CIF" and _TAX_NUMBER.match(text, found.end()):
            continue
        code = _code(found)
        end, named, port = _place_after(text, lower, found.end())
        begun = found.start()
        if not named and (before := _place_before(lower, begun)):
            begun, port = before
            named = port.name
        if not named and code in seen:
            continue
        seen.add(code)
        written = " ".join(text[begun:end].split())
        if found[2] and not named:
            written = written.upper()
        place = f"{port.code} {port.name}" if port else named
        yield written.strip(" ,;("), f"{code} {place}".strip(), begun, end
        if len(seen) > _MOST_TERMS:
            return


def _code(found: re.Match[str]) -> str:
    said = found[1] or found[2] or found[3]
    if said:
        return {"CNF": "CFR", "C&F": "CFR", "C+F": "CFR"}.get(said.upper(), said.upper())
    spoken = (found[4] or found[5] or "").lower().replace("-", " ").replace(",", "")
    return _SPOKEN.get(spoken, _SPOKEN.get((found[4] or found[5]).lower(), "EXW"))


def _place_before(lower: str, at: int) -> tuple[int, Port] | None:
    """Where the port that stands before a term begins, as Chinese and Korean say it: 宁波FOB, 인천항 CIF."""
    end = at
    while end > 0 and lower[end - 1] in " 港항":
        end -= 1
    if end == 0 or not "\u3040" <= lower[end - 1] <= "\ud7af":
        return None
    for size in range(min(_LONGEST_BEFORE, end), 1, -1):
        if found := PORTS.get(lower[end - size : end]):
            return end - size, found
    return None


def _place_after(text: str, lower: str, at: int) -> tuple[int, str, Port | None]:
    """Where the place behind a term ends, what it is called, and the port that it is."""
    between = _BETWEEN.match(text, at)
    start = between.end() if between else at
    if port := port_at(lower, start):
        end = port[0] + (1 if text[port[0] : port[0] + 1] == "港" else 0)
        return end, text[start:end], port[1]
    plain = _PLACE.match(text, start)
    if plain and not _NO_PLACE.match(text, start) and start > at:
        return plain.end(), plain[0], None
    chinese = _PLACE_ZH.match(text, start)
    return (chinese.end(), chinese[0], None) if chinese else (at, "", None)


def destination_in(
    text: str, lower: str, cued_lines: Iterable[tuple[int, int]], term: Want | None
) -> tuple[Want, int, int] | None:
    """Where the goods are to go: said with a cue, "to" a port that we know, or by the term; None where nothing says it.

    A port that merely stands in a line about shipping is a guess.
    """
    lines = list(cued_lines)
    for found in (each for start, end in lines for each in _CUED.finditer(text, start, end)):
        port = port_at(lower, found.end())
        place = None if port else _CUED_PLACE.match(text, found.end())
        if port or place:
            begun = found.end() if port else place.start(1)  # type: ignore[union-attr]
            end = port[0] if port else place.end(1)  # type: ignore[union-attr]
            value = text[begun:end].strip(" ,.")
            if not _NO_PLACE.match(value):
                return _want(value), found.start(), end
    return _to_a_port(text, lower) or _by_term(term) or _near(text, lower, lines)


def _want(value: str, sure: bool = True) -> Want:
    port = port_named(value)
    return Want(value[:80], "", sure, f"{port.code} {port.name}" if port else "")


def _to_a_port(text: str, lower: str) -> tuple[Want, int, int] | None:
    for found in _TO.finditer(text):
        at = found.end()
        if at < len(text) and (text[at].isupper() or text[at] > "\u0600") and (port := port_at(lower, at)):
            return _want(text[at : port[0]]), found.start(), port[0]
    if text.isascii():
        return None
    for found in _TO_ZH.finditer(text):
        spots = range(found.end(), min(len(text), found.end() + _COUNTRY_BEFORE + 1))
        named = next(((spot, last) for spot in spots if (last := _chinese_port(lower, spot))), None)
        place = None if named else _ZH_PLACE.match(text, found.end())
        if named:
            begun, end = named[0], named[1] + (text[named[1] : named[1] + 1] == "港")
            return _want(text[begun:end]), found.start(), end
        if place:
            return _want(place[0]), found.start(), place.end()
    return None


def _chinese_port(lower: str, at: int) -> int:
    """Where the port that begins at that sign ends; 0 where none does."""
    found = port_at(lower, at) if at < len(lower) and "\u3040" <= lower[at] <= "\u9fff" else None
    return found[0] if found else 0


def _by_term(term: Want | None) -> tuple[Want, int, int] | None:
    if term is None:
        return None
    for written, normal in zip(term.value.split(" / "), term.normal.split(" / "), strict=False):
        code, _, place = normal.partition(" ")
        if place and code in _TO_THE_BUYER:
            begun = _TERM.search(written)
            behind = written[begun.end() :] if begun else ""
            told = _BETWEEN.sub("", behind, count=1) if behind else _TERM.sub("", written).rstrip(" 港항")
            named = place if re.match(r"[A-Z]{5} ", place) else ""
            return Want(told.strip() or place, term.words, term.sure, named), -1, -1
    return None


def _near(text: str, lower: str, lines: list[tuple[int, int]]) -> tuple[Want, int, int] | None:
    for start, end in lines:
        for word in re.finditer(r"(?<![^\W\d_])[^\W\d_]{4,}", lower[start:end]):
            at = start + word.start()
            port = port_at(lower, at) if text[at].isupper() or text[at] > "\u0600" else None
            if (
                port
                and not _LOADING.search(text, max(start, at - 24), at)
                and not port[1].code.startswith(("CN", "HK", "TW"))
            ):
                return _want(text[at : port[0]], sure=False), at, port[0]
    return None


def cue_stems() -> tuple[str, ...]:
    return _CUE_STEMS
