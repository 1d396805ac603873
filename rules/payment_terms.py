"""What a payment term means: its parts, each with share, method, trigger and days; and what each part amounts to (R171, R235)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from rules.money import minor_digits
from rules.payment import Part, Trigger
from rules.words import Line, line

T = Trigger
WHOLE = Decimal(100)
LONGEST = 400
"""Characters of a term that are read."""
MOST_PARTS = 12
LONGEST_DAYS = 730
EXAMPLE = "30% T/T deposit, 70% before shipment"


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts of a term, which add up to 100%; or why there are none, as a sentence for a person."""

    parts: tuple[Part, ...] = ()
    fault: Line | None = None


def read(term: str) -> Reading:
    """Reads a payment term as people write it in English and Chinese; never guesses when money would be due.

    Only a first part without a word of its time, before others that have one, is the deposit: "30% T/T, balance before
    shipment".
    """
    text = _plain(term)
    if not text:
        return Reading(fault=line("No payment term is told."))
    clauses = _clauses(text)
    if len(clauses) > MOST_PARTS:
        return Reading(fault=line("I cannot read the payment term: {term}", term=term.strip()[:LONGEST]))
    shares = _shares(clauses)
    if shares is None:
        told = [each for each in (_share(clause) for clause in clauses) if each is not None]
        words = line("The parts of this payment term do not add up to 100%, but to {sum}%.", sum=f"{sum(told):f}")
        return Reading(fault=words)
    usual = _method(text.partition("%")[0] if len(clauses) > 1 else text)
    parts = [_part(clause, share, usual) for clause, share in zip(clauses, shares, strict=True)]
    if parts[0] is None and len(parts) > 1 and all(parts[1:]) and not _days(clauses[0]):
        parts[0] = Part("part", shares[0], _method(clauses[0]) or usual or "T/T", T.SIGNING)
    if any(each is None for each in parts) or _FRACTION.search(text):
        return Reading(fault=line("I cannot read when this is to be paid: {term}", term=term.strip()[:LONGEST]))
    return Reading(named([each for each in parts if each is not None]))


def trigger_in(words: str) -> tuple[Trigger, int] | None:
    """When something is due by these words, with the days after it: "before shipment", "60 days after B/L", 发货前."""
    return _when(_plain(words), _method(_plain(words)))


def method_in(words: str) -> str:
    """One of rules.payment.METHODS; empty where none is named."""
    return _method(_plain(words))


def percent_in(words: str) -> Decimal | None:
    """The share that is named: 30%, 三成, half; None for none, or one that is no share."""
    share = _share(_plain(words))
    return share if share is not None and 0 < share <= WHOLE else None


def shares(
    total: Decimal, percents: Sequence[Decimal], currency: str, kept: Mapping[int, Decimal] | None = None
) -> tuple[Decimal, ...]:
    """The amount of each part in the currency. `kept` holds amounts, by place, that stay as they are because money came.

    What the kept parts leave over goes to the others by their shares, in smallest units; the last of them bears what
    rounding leaves. Together they are the total, except where the kept ones are more than that: then the others are 0.
    """
    fixed = dict(kept or {})
    free = [place for place in range(len(percents)) if place not in fixed]
    rest = max(Decimal(), total - sum(fixed.values(), Decimal()))
    weight = sum((percents[place] for place in free), Decimal())
    unit = Decimal(1).scaleb(-minor_digits(currency))
    amounts = dict(fixed)
    left = rest
    for place in free[:-1]:
        part = (rest * percents[place] / weight).quantize(unit, rounding=ROUND_HALF_UP) if weight else Decimal()
        part = min(part, left)
        amounts[place] = part
        left -= part
    if free:
        amounts[free[-1]] = left
    return tuple(amounts[place] for place in range(len(percents)))


def _plain(term: str) -> str:
    """Small letters, plain digits and signs, one blank between words, Chinese numerals of shares as figures."""
    text = unicodedata.normalize("NFKC", term[:LONGEST]).casefold()
    text = text.translate(_SIGNS)
    text = re.sub(r"百分之([一二三四五六七八九十百]+)", lambda each: f"{_chinese(each[1])}%", text)
    text = re.sub(r"([一二三四五六七八九十])成", lambda each: f"{_chinese(each[1]) * 10}%", text)
    text = re.sub(r"全款|全额|一次性付清|full (?:payment|amount)|in full\b|payment in full", " 100% ", text)
    text = re.sub(r"\b(?:one )?half\b|一半", "50%", text)
    text = re.sub(r"\b(\d{1,3})\s*/\s*(\d{1,3})\b(?!\s*/)", _both, text)
    text = re.sub(r"(\d)\s*(?:per ?cent|pct|p\.c\.|percentage|prozent)\b\.?", r"\1%", text)
    text = re.sub(r"(\d)\s+%", r"\1%", text)
    return " ".join(text.split()).strip(" .")


_SIGNS = {ord("，"): ",", ord("、"): ",", ord("。"): ";", ord("；"): ";", ord("："): ":", ord("％"): "%", ord("–"): "-",
          ord("—"): "-", ord("－"): "-"}  # fmt: skip


def _chinese(numeral: str) -> int:
    digits = {each: number for number, each in enumerate("零一二三四五六七八九")}
    if numeral in {"百", "一百"}:
        return 100
    tens, _, ones = numeral.rpartition("十")
    if "十" not in numeral:
        return digits.get(numeral, 0)
    return (digits.get(tens, 1) if tens else 1) * 10 + (digits.get(ones, 0) if ones else 0)


def _both(found: re.Match[str]) -> str:
    """30/70 without a per cent sign means both, where it is the whole."""
    one, other = int(found[1]), int(found[2])
    return f"{one}%, {other}%" if one + other == 100 and one and other else found[0]


_AMOUNT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)%")
_FRACTION = re.compile(r"(?<![\d/.])\d{1,2}\s*/\s*\d{1,2}(?![\d/])")
"""A share written as 1/3: nobody knows how it is to be rounded, and it is asked for."""
_BALANCE = re.compile(
    r"\b(?:the )?(?:balance|rest|remaining|remainder|saldo|solde|restzahlung|final payment)\b|余款|尾款|余额|剩余|余下|尾数"
)
_SPLIT = re.compile(r"\s*(?:[,;+&|\n]|\band\b|\bthen\b|\bplus\b|\bfollowed by\b)\s*(?:\band\b\s*)?")


def _clauses(text: str) -> list[str]:
    """The term as one piece for each part: what names a share or a balance begins one, and what names none belongs to it."""
    pieces = [each for each in _SPLIT.split(text) if each.strip(" .:")]
    found: list[str] = []
    ahead: list[str] = []
    for piece in (each for whole in pieces for each in _cut(whole)):
        if _AMOUNT.search(piece) or _BALANCE.search(piece):
            found.append(" ".join([*ahead, piece]))
            ahead = []
        elif found:
            found[-1] = f"{found[-1]} {piece}"
        else:
            ahead.append(piece)
    return found or [text]


def _cut(piece: str) -> list[str]:
    """A piece with several shares, before each of them: 30% deposit 70% before shipment."""
    at = [each.start() for each in _AMOUNT.finditer(piece)]
    balances = [each for each in _BALANCE.finditer(piece)]
    if len(at) == 1 and balances and balances[0].start() > at[0] and not _of_balance(piece, at[0], balances[0].start()):
        return [piece[: balances[0].start()], piece[balances[0].start() :]]
    if len(at) < 2:
        return [piece]
    starts = [_with_balance(piece, each, balances) for each in at[1:]]
    edges = [0, *starts, len(piece)]
    return [piece[start:end] for start, end in pairwise(edges) if piece[start:end].strip()]


def _with_balance(piece: str, at: int, balances: Sequence[re.Match[str]]) -> int:
    """The share's own place, or that of the word "balance" straight before it."""
    for each in balances:
        if each.end() <= at and not piece[each.end() : at].strip(" :-"):
            return each.start()
    return at


def _of_balance(piece: str, amount: int, balance: int) -> bool:
    """70% balance: the share is the balance's own."""
    return not re.sub(r"^\d[\d.]*%", "", piece[amount:balance]).replace("as", "").strip(" :-t/")


def _share(clause: str) -> Decimal | None:
    found = _AMOUNT.search(clause)
    return Decimal(found[1]) if found else None


def _shares(clauses: Sequence[str]) -> list[Decimal] | None:
    """The share of each; of one that names none what the others leave. None where they do not make 100."""
    told = [_share(each) for each in clauses]
    known = sum((each for each in told if each is not None), Decimal())
    unknown = told.count(None)
    if unknown > 1 or (unknown == 0 and known != WHOLE) or (unknown and known >= WHOLE):
        return None
    found = [WHOLE - known if each is None else each for each in told]
    return found if all(each > 0 for each in found) else None


_METHODS: tuple[tuple[str, str], ...] = (
    (r"\bl\s*/\s*c\b|\blc\b|\bl\. ?c\.|letters? of credit|documentary credit|信用证", "L/C"),
    (r"\bd\s*/\s*p\b|\bdp\b|documents against payment|cash against documents|\bcad\b|付款交单", "D/P"),
    (r"\bd\s*/\s*a\b|documents against acceptance|承兑交单", "D/A"),
    (r"\bo\s*/\s*a\b|\boa\b|open account|赊销|放账|月结", "O/A"),
    (r"western union|\bw\s*/?\s*u\b|西联", "Western Union"),
    (r"pay ?pal|贝宝", "PayPal"),
    (r"\bt\s*/\s*t\b|\btt\b|\bt\. ?t\.|telegraphic|wire|bank transfer|电汇|überweisung|transferencia", "T/T"),
    (r"\bcash\b|现金", "cash"),
)


def _method(text: str) -> str:
    found = [
        (match.start(), name)
        for pattern, name in _METHODS
        if (match := re.search(pattern, text)) and not (name == "cash" and "cash with order" in text)
    ]
    return min(found)[1] if found else ""


_DAYS = re.compile(
    r"(?<![\d.%])(\d{1,3})\s*-?\s*(?:calendar |working |business |natural )?(?:days?\b|d\b|天|日|个?工作日|dias|tage)"
)
_MONTHS = re.compile(r"(?<![\d.%])(\d{1,2})\s*(?:months?\b|个月)")
_NET = re.compile(r"\bnet\s*(\d{1,3})\b|月结\s*(\d{1,3})|\boa\s*(\d{1,3})\b|\bo/a\s*(\d{1,3})\b")

_BL = r"(?:b\s*/\s*l|\bbl\b|bill of lading|提单)"
_WHEN: tuple[tuple[str, Trigger], ...] = (
    (rf"(?:copy|copies|copied|scan\w*|fax\w*|draft)\s*(?:of)?[^,;]{{0,20}}?(?:{_BL}|documents|docs)"
     rf"|{_BL}[^,;]{{0,12}}(?:copy|copies|scan|副本|复印件|扫描件|传真件)|提单(?:副本|复印件|扫描件)", T.DOCUMENTS),
    (r"after (?:the )?(?:arrival|receipt|receiving|delivery)|(?:up)?on (?:the )?(?:arrival|receipt of (?:the )?goods)"
     r"|(?:from|of) (?:the )?(?:date of )?arrival|on delivery|\bcod\b|到港后|货到|到货|收货后|收到货", T.ARRIVAL),
    (rf"(?:after|from|of|since|against)\s*(?:the )?(?:date of )?(?:the )?(?:{_BL}|shipment|shipping|shipped|on.?board"
     rf"|loading|dispatch|invoice|sight)(?! (?:copy|copies))[^,;]{{0,12}}?(?:date)?|{_BL}\s*(?:date|日)|提单日|装船后|发货后"
     r"|出货后|发运后|开船后|见票后|见单后|\d\s*days?\s*(?:at |after )?sight|after b/l|出运后", T.SHIPMENT),
    (rf"against (?:the )?(?:original |full set of |shipping |scanned )*(?:documents|docs|{_BL})|at sight|见提单|凭提单|凭单据"
     rf"|见单付款|即期|付款交单|cash against documents|\bcad\b|documents against payment|telex release|presentation"
     r"|before (?:releas\w+|the release of) [^,;]{0,20}(?:b/l|bl|documents|bill)", T.DOCUMENTS),
    (r"before (?:the )?(?:shipment|shipping|delivery|dispatch|despatch|loading|departure|leaving|ship)|prior to"
     r" (?:the )?(?:shipment|shipping|delivery|dispatch|loading)|\bready (?:for|to) ship|when (?:the )?goods (?:are )?ready"
     r"|after (?:final )?inspection|(?:on|upon|after|at) completion|(?:发货|出货|装船|发运|装柜|出厂|提货|交货|出运|装运|发车)前"
     r"|款到发货|验货后|完工后|生产完成后|before balance", T.BEFORE_SHIPMENT),
    (r"(?:before|prior to|to start|to begin|for starting) (?:the )?(?:mass |bulk )?(?:production|manufactur\w+)"
     r"|(?:生产|排产|开工|投产|备料)前|款到生产", T.BEFORE_PRODUCTION),
    (r"in advance|advance|deposit|down ?-?payment|pre-?pa(?:id|y\w*)|(?:with|upon|on|at|after) (?:the )?(?:purchase )?"
     r"(?:order|signing|signature|contract|confirm\w*)\b|order confirmation|\bcwo\b|cash with order|anticip\w+|anzahlung|acompte"
     r"|(?:up)?on (?:receipt of )?(?:the )?(?:pi|proforma)\b|against (?:the )?(?:pi|proforma)|定金|订金|预付|预收|签约"
     r"|签合同|签订合同|合同签订|下单|首付|contract sign\w*", T.SIGNING),
)  # fmt: skip
"""First match wins; what says the most stands first."""


def _when(clause: str, method: str) -> tuple[Trigger, int] | None:
    days = _days(clause)
    if days > LONGEST_DAYS:
        return None
    for pattern, trigger in _WHEN:
        if re.search(pattern, clause):
            return trigger, days
    if method in {"L/C", "D/P"}:
        return (T.SHIPMENT, days) if days else (T.DOCUMENTS, 0)
    if method in {"O/A", "D/A"} or _NET.search(clause):
        return (T.SHIPMENT, days) if days else None
    if _BALANCE.search(clause):
        return T.BEFORE_SHIPMENT, 0
    return None


def _days(clause: str) -> int:
    if found := _DAYS.search(clause):
        return int(found[1])
    if found := _NET.search(clause):
        return int(next(each for each in found.groups() if each))
    return 30 * int(found[1]) if (found := _MONTHS.search(clause)) else 0


def _part(clause: str, share: Decimal, usual: str) -> Part | None:
    method = _method(clause)
    when = _when(clause, method or usual)
    if when is None:
        return None
    default = usual if usual in {"T/T", "Western Union", "PayPal", "cash"} or share == WHOLE else "T/T"
    return Part("part", share, method or default or "T/T", when[0], when[1])


def named(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The first that is paid ahead is the deposit, the last one the balance; one alone is the whole."""
    if len(parts) == 1:
        return (Part("whole", parts[0].percent, parts[0].method, parts[0].trigger, parts[0].days),)
    named = []
    for place, each in enumerate(parts):
        ahead = place == 0 and each.trigger in {T.SIGNING, T.BEFORE_PRODUCTION}
        name = "deposit" if ahead else "balance" if place == len(parts) - 1 else "part"
        named.append(Part(name, each.percent, each.method, each.trigger, each.days))
    return tuple(named)
