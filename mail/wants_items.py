"""Several products in one letter: from tables, from lists, and from "500 pcs of A and 200 sets of B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mail.wants_numbers import NUMBER, Count, counts_in, quantity_normal
from mail.wants_patterns import MODEL, NO_MODEL
from mail.wants_products import named
from mail.wants_words import COLUMN_OF, THINGS
from rules.letter import WantedItem

_MOST_LINES, _MOST_ITEMS, _LONGEST_LINE = 400, 60, 300
_BULLET = re.compile(
    r"^\s{0,12}(?:[-*•·–—►▪✓●■○]\s{0,3}|\(?\d{1,2}[.)、．]\s{0,3}(?!\d)|[①-⑳]\s{0,3}|\(?[a-hA-H][.)]\s{1,3}|"
    r"№\s?\d{1,2}\s|第[一二三四五六七八九十][项种]：?)"
)
_NAME_X_NUMBER = re.compile(rf"^([^\n]{{2,60}}?)\s?(?:[:：=]|[-–—]|\s[x×*]|\t|\s)\s?({NUMBER})\s?\.?$")
_NUMBER_X_NAME = re.compile(rf"^({NUMBER})\s?(?:[x×*]\s?|\s)([^\W\d][^\n]{{1,60}})$")
_SENTENCE = re.compile(
    r"(?<!stk)(?<!Stk)(?<!nos)(?<!Nos)(?<!pcs)(?<!шт)(?<!No)(?<! ca)(?<!ctn)[.](?=\s+[^\sa-zа-я]|$)|"
    r"[;。；!?！？](?=\s|$)|\n[ \t]*\n"
)
_BREAK = re.compile(
    r"\s{0,3}(?:,|，|、|;|；|\band\b|\bund\b|\by\b|\be\b|\bet\b|\bи\b|و(?=\s?\d)|和|及|以及|还有|\+|&|/)\s{0,3}"
)
_CLOSES = re.compile(
    r"(?i)[,;，；。(（:：]|\s(?:and|und|y|e|et|и|with|for|to|in|cif|fob|cfr|exw|please|delivered|packed|needed|para|"
    r"con|für|mit|pour|avec|per|com|для|с|в|на)\s|和|及|以及|还有|，"
)
_NO_ITEM = re.compile(
    r"(?i)^\W{0,3}(?:total|sub ?total|sum|payment|price|delivery|lead time|moq|packing|packed|tel|phone|fax|mob|we |"
    r"please|thank|dear|best|kind|regards|could|can |our |your |this|the total|"
    r"quantity|qty|destination|port|term|date|note|if |all |each |per |order|from |to |合计|总计|共计|итого|gesamt|"
    r"suma|importe|incoterm|material|size|model|color|colour|weight|with |within |in |sample)"
)
_OF = re.compile(r"^[\s.]{0,2}(?:of|de|di|von|的)\s|^\s?d['’]")
_ANY_DIGIT = re.compile(r"\d")
_RUN_ON = re.compile(r"[^\n\s] {0,3}2[.)、．] ?[^\W\d_]")
_PARTS = re.compile(r"(?<=[\s：:;；,，])(?=\d{1,2}[.)、．] ?[^\W\d_])|[;；。]|:\s|：|\.\s(?=[A-ZÀ-ÞА-Я])")
_LONGEST_RUN = 4_000


def items_of(text: str, lower: str, rows: Sequence[str] = ()) -> tuple[WantedItem, ...]:
    """The products of a letter with what is said of each; empty where there are not several.

    `rows` are those of the tables of its HTML; only what stands in the text, too, is the customer's own.
    """
    lines = text.split("\n")[:_MOST_LINES]
    broken = _broken(text)
    for found in (
        _own(rows, text),
        _from_table(lines),
        _from_list(lines),
        _from_sentence(text, lower),
        _from_list(broken),
    ):
        several = _each_once(found)
        if len(several) > 1:
            return several
    return ()


def _broken(text: str) -> list[str]:
    """The lines of a text whose lists run on in one line ("1. A 500 pcs 2. B 300 sets", "A - 10 pcs; B - 20 pcs")."""
    if not (_RUN_ON.search(text) or ";" in text or "；" in text):
        return []
    return _PARTS.sub("\n", text[:_LONGEST_RUN]).split("\n")[:_MOST_LINES]


def _own(rows: Sequence[str], text: str) -> Iterator[WantedItem]:
    words = " ".join(text.split()) if rows else ""
    return (each for each in _from_table(rows) if each.product in words)


def _each_once(found: Iterator[WantedItem]) -> tuple[WantedItem, ...]:
    known: dict[tuple[str, str, str], WantedItem] = {}
    for each in found:
        known.setdefault((each.product.lower(), each.model, each.specification), each)
        if len(known) >= _MOST_ITEMS:
            break
    return tuple(known.values())


def _cells(line: str) -> list[str]:
    """The cells of a row that is parted by tabs, bars or several blanks; one cell where it is no row."""
    for parted in ("\t", "|", "｜"):
        if parted in line:
            return [each.strip() for each in line.strip().strip("|｜").split(parted)]
    return [each.strip() for each in re.split(r" {2,}|\u3000{1,4}", line.strip())]


def _column(cell: str) -> str:
    """What a head of a column means: "Qty (pcs)" is the quantity."""
    plain = re.sub(r"[(（\[][^)）\]]{0,30}[)）\]]", "", cell).strip(" *:：.").lower()
    return COLUMN_OF.get(cell.strip(" *:：").lower()) or COLUMN_OF.get(plain, "")


def _from_table(lines: Sequence[str]) -> Iterator[WantedItem]:
    for place, line in enumerate(lines):
        if len(line) > _LONGEST_LINE:
            continue
        heads = [_column(each) for each in _cells(line)]
        if "quantity" in heads and {"product", "model", "specification"} & set(heads):
            yield from _rows(lines[place + 1 :], heads)
            return


def _rows(lines: Sequence[str], heads: Sequence[str]) -> Iterator[WantedItem]:
    empty = 0
    for line in lines:
        if not line.strip() or not line.strip(" -+=|_"):
            empty += 1
            if empty > 2:
                return
            continue
        cells = _cells(line)
        if len(cells) < 2 or len(line) > _LONGEST_LINE:
            return
        empty = 0
        if each := _row(cells, heads, line):
            yield each


def _row(cells: list[str], heads: Sequence[str], line: str) -> WantedItem | None:
    if len(cells) < len(heads) and "number" in heads and heads[0] == "number" and not cells[0].strip(".").isdigit():
        heads = heads[1:]
    told: dict[str, str] = {}
    for head, cell in zip(heads, cells, strict=False):
        if head and cell:
            told.setdefault(head, cell)
    name = told.get("product") or told.get("model") or told.get("specification") or ""
    amount = told.get("quantity", "")
    if not name or not _ANY_DIGIT.search(amount) or _NO_ITEM.match(name):
        return None
    if (unit := told.get("unit")) and not any(each.isalpha() for each in amount):
        amount = f"{amount} {unit}"
    price = told.get("target_price") or told.get("price") or ""
    return WantedItem(
        product=name[:100],
        model=told.get("model", "") or _model(name),
        specification=told.get("specification", "") if told.get("product") or told.get("model") else "",
        quantity=amount[:60],
        normal=quantity_normal(amount.lower(), labelled=True),
        price=price[:40],
        words=" ".join(line.split())[:200],
    )


def _from_list(lines: Sequence[str]) -> Iterator[WantedItem]:
    """Lines that each name a thing and how many: with bullets, or two and more of them one below the other."""
    group: list[WantedItem] = []
    bulleted: list[WantedItem] = []
    for line in (*lines, "", "."):
        if not line.strip():
            continue
        bullet = _BULLET.match(line)
        found = (
            _listed(line[bullet.end() :] if bullet else line, bullet is not None)
            if len(line) <= _LONGEST_LINE
            else None
        )
        if found and bullet:
            bulleted.append(found)
        if found:
            group.append(found)
            continue
        if len(group) > 1:
            yield from group
        group = []
    yield from bulleted


def _listed(line: str, bulleted: bool) -> WantedItem | None:
    words = line.strip(" \t|.;,，。；*")
    if len(words) < 4 or not _ANY_DIGIT.search(words) or _NO_ITEM.match(words):
        return None
    lower = words.lower()
    if len(lower) != len(words):
        return None
    counts = [each for each in counts_in(f"qty {lower}", 0, len(lower) + 4) if each.sure]
    if not counts:
        return _without_unit(words)
    first = counts[0]
    start, end = first.start - 4, first.end - 4
    before, after = words[:start], words[end:]
    one_sided = len(before.strip(" -–—:：,，x×*()（")) < 2 or len(after.strip(" -–—:：,，.)）")) < 2
    if not bulleted and (not one_sided or len(words) > 90):
        return None
    name = _name(before, after, words[start:end])
    return _item(name, words[start:end], first.normal, words) if name else None


_BEFORE_A_COUNT = re.compile(
    r"(?i)[\s(（,，:：–—x×*-]{0,6}(?:qty|quantity|数量|數量|menge|cantidad|кол-во|количество|x)?"
    r"[\s.:：(（-]{0,4}(?:为|大?约为?|大概|approx\.?|approximately|about|around|circa|ca\.?|etwa|unos|unas|environ|"
    r"cerca de|около|примерно)?[\s.:：(（-]{0,4}$"
)
"""What stands between the name of a thing and how many of it: ", 数量约", " - qty approx. "."""


def _name(before: str, after: str, counted: str) -> str:
    """The longer side of the count names the thing; "40 pumps" names it in itself."""
    before = _BEFORE_A_COUNT.sub("", before)
    sides = sorted((named(before), named(re.split(r"[,;，；]", after, maxsplit=1)[0])), key=len, reverse=True)
    return sides[0] or named(counted)


def _without_unit(words: str) -> WantedItem | None:
    found = _NAME_X_NUMBER.match(words)
    name, number = (found[1], found[2]) if found else ("", "")
    if not found and (turned := _NUMBER_X_NAME.match(words)):
        name, number = turned[2], turned[1]
    name = named(name)
    if not name or not number or len(name.split()) > 8 or re.fullmatch(r"(?:19|20)\d\d", number):
        return None
    return _item(name, number, quantity_normal(number, labelled=True), words)


def _item(name: str, quantity: str, normal: str, words: str) -> WantedItem:
    return WantedItem(
        name, " ".join(words.split())[:200], model=_model(words), quantity=quantity.strip(), normal=normal
    )


def _model(words: str) -> str:
    return next((each[0] for each in MODEL.finditer(words) if not NO_MODEL.match(each[0])), "")


def _from_sentence(text: str, lower: str) -> Iterator[WantedItem]:
    start = 0
    for stop in (*_SENTENCE.finditer(text), None):
        end = stop.start() if stop else len(text)
        if end - start < 600 and _ANY_DIGIT.search(text, start, end):
            counts = [each for each in counts_in(lower, start, end) if each.sure]
            if len(counts) > 1:
                found = list(_in_a_row(text, counts, start, end))
                if len(found) > 1:
                    yield from found
                    return
        start = stop.end() if stop else end


def _in_a_row(text: str, counts: Sequence[Count], start: int, end: int) -> Iterator[WantedItem]:
    """Names behind their numbers, or before them where the first number is followed by a comma."""
    follows = _is_thing(text, counts[0]) or _names_follow(text, counts)
    for place, each in enumerate(counts):
        counted = text[each.start : each.end]
        if follows:
            behind = _closed(text[each.end : counts[place + 1].start if place + 1 < len(counts) else end])
            name = counted + behind if _is_thing(text, each) else _OF.sub("", behind)
            words = counted + text[each.end : each.end + 60]
        else:
            name = text[counts[place - 1].end if place else start : each.start]
            name = _BREAK.split(name.strip(" ,，、;；:："))[-1] if place else _last_clause(name)
            words = name + counted
        if value := named(name) or named(counted):
            yield _item(value, counted, each.normal, words)


def _is_thing(text: str, count: Count) -> bool:
    """Whether what is counted is named by the count itself: 40 pumps."""
    return text[count.start : count.end].rsplit(None, 1)[-1].lower() in THINGS


def _names_follow(text: str, counts: Sequence[Count]) -> bool:
    end = counts[0].end
    if text[end : end + 1] in {")", "）"} or _BREAK.match(text, end):
        return False
    return text[end : counts[1].start].strip(" ,，、;；") != ""


def _closed(name: str) -> str:
    found = _CLOSES.search(name)
    return name[: found.start()] if found else name


def _last_clause(name: str) -> str:
    """Of "we need to buy LED lamps" the lamps."""
    clause = re.split(r"[,，:：;；\n]", name.rstrip(" ,，:：-–"))[-1]
    found = re.search(
        r"(?i)(?:need|require|order|buy|purchase|quote|for|of|necesitamos|benötigen|suchen|besoin de|precisamos de|"
        r"нужны?|نحتاج|采购|需要|求购|订购|购买|报价|询价)\s{0,2}([^\n]{2,60})$",
        clause,
    )
    return found[1] if found else clause
