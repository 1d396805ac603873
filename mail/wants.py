"""What a customer wants, read from his words: labelled lines first, then free text, in the languages we are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from mail.wants_items import items_of
from mail.wants_numbers import (
    PRICE,
    Count,
    containers_in,
    counts_in,
    price_normal,
    quantity_normal,
    says_a_number,
    speaks_of_money,
    spoken_in,
)
from mail.wants_patterns import (
    APPLICATION,
    APPLICATION_STEMS,
    AS_WRITTEN,
    CERTIFICATE,
    CERTIFICATE_CUE,
    FREE,
    GATES,
    NO_MODEL,
    NO_SAMPLE,
    SAMPLE,
    SAMPLE_STEMS,
    SIZE_STEMS,
    UNCERTAIN_CERTIFICATES,
)
from mail.wants_ports import port_named
from mail.wants_products import named, product_in
from mail.wants_products import stems as product_stems
from mail.wants_tables import rows_of
from mail.wants_terms import cue_stems, destination_in, term_in
from mail.wants_words import LABEL_OF
from rules.letter import BESIDES, WANTED, Want, WantedItem

_LONGEST = 20_000
_LONGEST_LABEL = 44
_LINE = re.compile(
    r"[\s\d.)*•·●■►–-]{0,8}([^\s:：=\d*•·–-][^:：=\n]{0,34}?)\s{0,8}[*_]{0,2}[:：=][*_]{0,2}\s{0,8}(\S[^\n]{0,300})"
)
_STOPS = (". ", "。", "; ", "；", "، ", "! ")
_VALUE_ENDS = re.compile(
    r"(?<=[^\W\d_]{2})\.(?=\s+[^\W_a-z])|(?<=[^\W_])\.$|[。；;]|[!?！？؟](?=\s|$)|,\s(?=[^\W\d_]{4,16}\s?[:：]\s)",
    re.MULTILINE,
)
_ONE_CLAUSE = frozenset(
    {"quantity", "delivery_time", "destination", "trade_term", "payment", "target_price", "packaging", "material"}
    | set(BESIDES)
)
"""Facts that end with their sentence; a specification may go on."""
_INLINE = re.compile(r"([一-鿿]{2,6})\s?[：:]\s?([^，。；,;：\n]{1,60})")
_EMPTY_VALUE = re.compile(
    r"(?i)^(?:n/?a|none|no|nil|-+|\.+|_+|tbd|tba|tbc|\?+|to be (?:advised|confirmed|discussed)|无|待定|暂无|请选择|"
    r"not specified|please (?:advise|select)|choose|нет|keine|ninguno|aucun)\W*$"
)
_CUE = re.compile(
    r"target|budget|our price|aim|competitor|expect|not (?:more|higher) than|less than|below|maximum|match|"
    r"can you (?:do|offer|make|reach)|objetivo|presupuesto|máximo|meta|"
    r"zielpreis|preisvorstellung|cible|objectif|budget|alvo|obiettivo|целев|бюджет|не (?:более|дороже|выше)|hedef|"
    r"مستهدف|ميزانية|目标|目標|预算|預算|心理价|不超过|最高|以内|希望価格|목표|mục tiêu"
)
_WEAK_CUE = re.compile(
    r"price|pay|buy at|purchas\w{0,5} at|last|offer\w{0,2} (?:at|us)|precio|preis|prix|preço|prezz|цен|سعر|价|價|"
    r"単価|가격|giá|fiyat"
)
_DIGIT = re.compile(r"[\d一二两兩三四五六七八九十百千万萬]")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_COLON = re.compile("[:：=]")
_WORDS = re.compile(r"[^\W\d_]+")
_NEXT_MATTER = re.compile(
    r"(?i)(?<!before)(?<!after)(?<!against)(?<!prior to)(?<!upon)(?<!contra)(?<!of)[,;]? (?:and |und |y |et |e |и )"
    r"?(?:please|kindly|deliver\w*|shipment|shipping|packing|packaging|price|prix |preis|precio|preço|prezzo|"
    r"we |your |what|can |could |let |"
    r"lead time|best regards|lieferung|lieferzeit|"
    r"bitte|entrega|plazo|livraison|merci|consegna|срок|поставка|fob|cif|exw|cfr|ddp)(?![^\W\d_])[^\n]*$"
)
_VERB = re.compile(r"(?i)^(?:deliver\w{0,4}|ship\w{0,5}|need (?:it|them|the goods)|arrive) (?=by|before|within)")
_CLIPPED = frozenset({"payment", "delivery_time", "packaging"})
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_OTHER_DIGITS = {zero + digit: 0x30 + digit for zero in (0x0660, 0x06F0, 0x0966) for digit in range(10)}
_PLAIN_SIGNS = dict(
    zip(
        map(ord, "\uff05\u066a\u066b\u066c\xa0\u202f\u2009\u3000\uff0d\u2011\uff0a\uff04\uff0f\uff0b"),
        "%%.,    --*$/+",
        strict=True,
    )
)
_EVEN = _FULL_WIDTH | _OTHER_DIGITS | _PLAIN_SIGNS
_MOST_CERTIFICATES = 8
_SAME_LINE = 80
_Span = tuple[int, int]
_Found = dict[str, Want]


def wants_of(subject: str, text: str) -> tuple[tuple[str, Want], ...]:
    """The facts of R20 and R22 that the words hold, in the order of WANTED, each with the words it was read from."""
    return wanted_in(subject, text)[0]


def wanted_in(subject: str, text: str, html: str = "") -> tuple[tuple[tuple[str, Want], ...], tuple[WantedItem, ...]]:
    """The facts of R20 and R22 and the other possible terms of form B2; and the products, where there are several.

    The text is the customer's own: no quoted history, no signature. `html` is the whole letter's: its tables tell which
    cells of the text belong together. Linear in its length (T22).
    """
    reading = _Reading(subject, text[:_LONGEST])
    found: _Found = {}
    _labelled(reading, found)
    _quantity(reading, found)
    _terms(reading, found)
    _free(reading, found)
    _besides(reading, found)
    _destination(reading, found)
    _target(reading, found)
    items = items_of(reading.even, reading.lower, rows_of(html)) if reading.counted else ()
    _product(reading, found, items)
    return tuple((slot, found[slot]) for slot in (*WANTED, *BESIDES) if slot in found), items


def missing_of(wants: tuple[tuple[str, Want], ...]) -> tuple[str, ...]:
    """The facts of R20 and R22 that are still to be asked for; a model answers for the specification."""
    have = {slot for slot, _ in wants}
    if "model" in have:
        have.add("specification")
    return tuple(slot for slot in WANTED if slot not in have and slot not in ("model", "material", "target_price"))


class _Reading:
    """The text as written, with its digits made even, and in lower case: place for place the same."""

    def __init__(self, subject: str, text: str) -> None:
        self.subject = subject
        self.text = text
        self.is_ascii = text.isascii()
        self.even = text if self.is_ascii else text.translate(_EVEN)
        self.lower = _lowered(self.even)
        self.counted = _counted(self.even)

    def words(self, start: int, end: int) -> str:
        return _sentence(self.text, start, end)

    def spans(self, stems: tuple[str, ...]) -> list[_Span]:
        """The lines that hold one of the stems, from the top."""
        lower, spans = self.lower, set[_Span]()
        for stem in filter(lower.__contains__, _in_ascii(stems) if self.is_ascii else stems):
            at = lower.find(stem)
            while at >= 0:
                start, end = _line(lower, at)
                spans.add((start, end))
                at = lower.find(stem, end)
        return sorted(spans)


@lru_cache(maxsize=64)
def _in_ascii(stems: tuple[str, ...]) -> tuple[str, ...]:
    """Those that can stand in a text of plain Latin letters."""
    return tuple(each for each in stems if each.isascii())


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


def _line(text: str, at: int) -> _Span:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _labelled(reading: _Reading, found: _Found) -> None:
    text, end = reading.even, 0
    for colon in _COLON.finditer(text):
        begun = max(end, _begun(text, colon.start()))
        if (
            colon.start() - begun > _LONGEST_LABEL
            or not (each := _LINE.match(text, begun))
            or each.start(2) <= colon.start()
        ):
            continue
        slot = _slot(each[1])
        stop = _VALUE_ENDS.search(text, each.start(2), each.end(2)) if slot in _ONE_CLAUSE else None
        end = (stop.start() if stop else each.end(2)) if slot else end
        _take(reading, found, slot, each.start(2), end, begun)
    if _CHINESE.search(text):
        for each in _INLINE.finditer(text):
            _take(reading, found, LABEL_OF.get(each[1], ""), each.start(2), each.end(2), each.start())


def _begun(text: str, colon: int) -> int:
    """Where a label's line or sentence begins: looked for no further back than a label is long."""
    lowest = max(0, colon - _LONGEST_LABEL - 3)
    line = text.rfind("\n", lowest, colon) + 1 or lowest
    return max((line, *(at + len(stop) for stop in _STOPS if (at := text.rfind(stop, line, colon)) >= 0)))


def _slot(label: str) -> str:
    """The fact that a label names; what stands in brackets behind it does not count."""
    plain = label.strip(" *_\t").lower()
    if told := LABEL_OF.get(plain):
        return told
    bare = re.sub(r"[(（\[][^)）\]]{0,30}[)）\]]?", "", plain).strip(" *.")
    for opening in ("", "your ", "our ", "the ", "required ", "estimated ", "expected ", "preferred ", "requested "):
        if bare.startswith(opening) and (told := LABEL_OF.get(bare[len(opening) :])):
            return told
    return ""


def _take(reading: _Reading, found: _Found, slot: str, start: int, end: int, begun: int) -> None:
    """What stands behind a label is what he said: sure, unless it does not look like such a fact at all."""
    value = reading.text[start:end].strip(" *_\t,;")
    if not slot or slot in found or not value or _EMPTY_VALUE.match(value):
        return
    even = reading.even[start:end].strip(" *_\t")
    normal = _normal(slot, even)
    if slot == "trade_term" and not normal and not re.search(r"[A-Za-z]{3}|价", even):
        return
    sure = slot not in ("quantity", "target_price") or bool(_DIGIT.search(even)) or bool(normal)
    words = reading.text[begun:end].strip()
    found[slot] = Want(value[:200], words[:300], sure, normal)


def _normal(slot: str, value: str) -> str:
    lower = _lowered(value)
    if slot == "quantity":
        return quantity_normal(lower, labelled=True) or next(
            (each.normal for each in spoken_in(lower, 0, len(lower))), ""
        )
    if slot == "target_price":
        return price_normal(lower)
    if slot == "destination":
        port = port_named(value)
        return f"{port.code} {port.name}" if port else ""
    if slot == "trade_term":
        told = term_in(value, lower)
        return told[1] if told else ""
    return ""


def _quantity(reading: _Reading, found: _Found) -> None:
    """The first quantity that is sure; else the first that may be one (a minimum order, "FCL")."""
    if "quantity" in found:
        return
    best: Count | None = None
    for each in _counts(reading):
        if best is None or (each.sure and not best.sure):
            best = each
        if best.sure:
            break
    if best is not None:
        value = " ".join(reading.text[best.start : best.end].split()).strip(" ,;-")
        found["quantity"] = Want(value, reading.words(best.start, best.end), best.sure, best.normal)


def _counts(reading: _Reading) -> Iterator[Count]:
    lower = reading.lower
    boxed = "20" in lower or "40" in lower or "45" in lower or "fcl" in lower or "lcl" in lower
    for start, end in reading.counted:
        taken = list(containers_in(lower, start, end)) if boxed else []
        counts = [
            each for each in counts_in(lower, start, end) if not any(one.start <= each.start < one.end for one in taken)
        ]
        yield from sorted((*taken, *counts), key=lambda each: each.start)
    words = frozenset(_WORDS.findall(lower))
    if says_a_number(words):
        yield from spoken_in(lower, 0, len(lower))
    if boxed and ("fcl" in words or "lcl" in words):
        yield from containers_in(lower, 0, len(lower))


def _terms(reading: _Reading, found: _Found) -> None:
    if "trade_term" in found:
        return
    told = term_in(reading.even, reading.lower)
    if told:
        value, normal, start, end = told
        found["trade_term"] = Want(value[:80], reading.words(start, end), True, normal)


def _free(reading: _Reading, found: _Found) -> None:
    for slot, pattern in FREE:
        if slot in found:
            continue
        looked = reading.even if pattern in AS_WRITTEN else reading.lower
        spans = reading.spans(GATES[slot]) if slot in GATES else reading.counted
        if slot == "specification":
            spans = sorted({*spans, *reading.spans(SIZE_STEMS)})
        each = next(
            (each for each in _matches(pattern, looked, spans) if slot != "model" or not NO_MODEL.match(each[0])), None
        )
        if each:
            value = _clipped(slot, " ".join(reading.text[each.start() : each.end()].split()))
            found[slot] = Want(value, reading.words(each.start(), each.end()))


def _clipped(slot: str, value: str) -> str:
    """Without the next matter that the same sentence turns to."""
    value = value.strip(" ,;:-(、，")
    if slot == "delivery_time":
        value = _VERB.sub("", value, count=1)
    if slot in _CLIPPED and (found := _NEXT_MATTER.search(value, 6)):
        value = value[: found.start()].rstrip(" ,;")
    return value


def _matches(pattern: re.Pattern[str], text: str, spans: list[_Span]) -> Iterator[re.Match[str]]:
    for start, end in spans:
        yield from pattern.finditer(text, start, end)


def _besides(reading: _Reading, found: _Found) -> None:
    """Samples, certificates, application: other possible terms (form B2)."""
    if "certificates" not in found:
        _certificates(reading, found)
    for slot, pattern, stems in (("samples", SAMPLE, SAMPLE_STEMS), ("application", APPLICATION, APPLICATION_STEMS)):
        if slot in found:
            continue
        for start, end in reading.spans(stems):
            each = pattern.search(reading.lower, start, end)
            if each and not (slot == "samples" and NO_SAMPLE.search(reading.lower, start, end)):
                value = " ".join(reading.text[each.start() : each.end()].split()).strip(" ,")
                found[slot] = Want(value, reading.words(each.start(), each.end()))
                break


def _certificates(reading: _Reading, found: _Found) -> None:
    named_ones: dict[str, _Span] = {}
    for each in CERTIFICATE.finditer(reading.even):
        start, end = _line(reading.lower, each.start())
        near = max(start, each.start() - _SAME_LINE), min(end, each.end() + _SAME_LINE)
        uncertain = each[0] in UNCERTAIN_CERTIFICATES or each[0].startswith(("EN", "ISO", "ASTM"))
        if uncertain and not CERTIFICATE_CUE.search(reading.lower, *near):
            continue
        named_ones.setdefault(each[0], (each.start(), each.end()))
    if named_ones:
        first, last = next(iter(named_ones.values())), list(named_ones.values())[-1]
        words = reading.words(first[0], last[1] if last[1] - first[0] < 200 else first[1])
        found["certificates"] = Want(", ".join(list(named_ones)[:_MOST_CERTIFICATES]), words)


def _destination(reading: _Reading, found: _Found) -> None:
    if "destination" in found:
        return
    told = destination_in(reading.even, reading.lower, reading.spans(cue_stems()), found.get("trade_term"))
    if told:
        want, start, end = told
        found["destination"] = want if start < 0 else replace(want, words=reading.words(start, end))


def _target(reading: _Reading, found: _Found) -> None:
    """A price beside the word target, budget, not more than ...: his target; beside "price" alone it is a guess."""
    if "target_price" in found or not reading.counted or not speaks_of_money(reading.lower):
        return
    guess: Want | None = None
    for each in _matches(PRICE, reading.lower, reading.counted):
        start, _ = _line(reading.lower, each.start())
        before = max(start - 1 if start else 0, each.start() - 60)
        value = " ".join(reading.text[each.start() : each.end()].split()).rstrip(" ./")
        want = Want(
            value, reading.words(each.start(), each.end()), True, price_normal(reading.lower[each.start() : each.end()])
        )
        if _CUE.search(reading.lower, before, each.end() + 8):
            found["target_price"] = want
            return
        if guess is None and _WEAK_CUE.search(reading.lower, before, each.end()):
            guess = replace(want, sure=False)
    if guess is not None:
        found["target_price"] = guess


def _product(reading: _Reading, found: _Found, items: tuple[WantedItem, ...]) -> None:
    if items:
        _of_items(found, items)
        return
    if "product" in found:
        return
    told = product_in(reading.subject, reading.text, reading.lower, reading.spans(product_stems()))
    if told:
        value, place, start, end = told
        found["product"] = Want(value, _sentence(place, start, end), place is not reading.subject)
    else:
        _product_beside(reading, found)


def _of_items(found: _Found, items: tuple[WantedItem, ...]) -> None:
    """Of several products the facts say the first three; the list says them all."""
    words = "; ".join(each.words for each in items)[:300]
    more = " …" if len(items) > 3 else ""
    found["product"] = Want(", ".join(each.product for each in items[:3])[:200] + more, words)
    counts = [each for each in items if each.quantity]
    if counts:
        found["quantity"] = Want(
            ", ".join(each.quantity for each in counts[:3])[:200] + more,
            words,
            True,
            ", ".join(each.normal for each in counts[:3] if each.normal),
        )
    for slot in ("model", "specification"):
        told = [value for each in items if (value := getattr(each, slot))]
        if told and (slot not in found or len(told) > 1):
            found[slot] = Want(", ".join(told[:3])[:200], words)


_BEHIND = re.compile(
    r"(?:[ \t]?\([^()\n]{1,30}\))?([ \t]?(?:of |de |d'|d’|von |di |的)?[^\W\d_]"
    r"(?:[^\n.;:,?!(，。；、)（]|(?<=\d)[.,](?=\d)){1,60})"
)


def _product_beside(reading: _Reading, found: _Found) -> None:
    """ "40 pcs of submersible pumps" names the product beside its number."""
    for count in _counts(reading):
        behind = _BEHIND.match(reading.text, count.end)
        counted = reading.text[count.start : count.end]
        value = named(counted + behind[1]) if behind else named(counted)
        if value:
            end = behind.end() if behind else count.end
            found["product"] = Want(value, reading.words(count.start, end), count.sure)
            return


def _sentence(text: str, start: int, end: int) -> str:
    """The line around a find, at most 80 characters to each side."""
    first = max(text.rfind("\n", max(0, start - 80), start) + 1, start - 80, 0)
    last = text.find("\n", end, end + 80)
    return " ".join(text[first : last if last >= 0 else min(len(text), end + 80)].split())
