"""Days, delays and shipments as people type them in a hurry, in English and Chinese (R193, R216, R218)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from rules.calendar import Calendar
from rules.order_dates import working_days_after
from rules.quote_days import EXAMPLE_DAY, day_named
from rules.refusal import Refused

LONGEST_DELAY = 365
"""Days."""
OLDEST = 60
"""Days back that a departure or an arrival may lie when it is told."""
LONGEST_VOYAGE = 180
"""Days between departure and arrival."""
FARTHEST = 730
"""Days ahead that a day of an order may lie."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    r"(?<![\d.])(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?|\d{1,2}\.\d{1,2}\.(?:\d{4})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -]?{_MONTH}(?:[ ,-]+\d{{4}})?|{_MONTH} ?\d{{1,2}}(?:st|nd|rd|th)?(?:[ ,]+\d{{4}})?"
    r"|\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?)(?![\d\w])|(?<![\d.])(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]|\d{4}-\d{2}-\d{2}",
    re.IGNORECASE,
)
_RELATIVE = {
    "today": 0, "now": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "昨日": -1, "tomorrow": 1, "明天": 1,
    "the day before yesterday": -2, "前天": -2, "the day after tomorrow": 2, "后天": 2,
}  # fmt: skip
_SOON = re.compile(r"(?<![A-Za-z])(?:the day after tomorrow|tomorrow|today|明天|后天|今天)(?![A-Za-z])", re.IGNORECASE)
_ONES = {
    "one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "十五": 15, "二十": 20, "三十": 30,
}  # fmt: skip
_NUMBERS = "|".join(sorted(_ONES, key=len, reverse=True))
_SPAN = re.compile(
    rf"(?<![\w.,])(?P<sign>[-−])?(?P<number>\d{{1,9}}(?:[.,]\d+)?|(?:{_NUMBERS})(?![a-z]))\s*-?\s*"
    r"(?P<kind>calendar|working|business|work|个?工作|个?自然)?\s*"
    r"(?P<unit>days?|d|weeks?|wks?|w|months?|天|日|周|个?星期|个?礼拜|个?月)(?![a-z])",
    re.IGNORECASE,
)
_CHINESE_SPAN = re.compile(
    r"(?P<sign>[-−])?(?P<number>\d{1,9}|十五|二十|三十|[一二两三四五六七八九十])\s*(?P<kind>个?工作|个?自然)?\s*"
    r"(?P<unit>天|日|周|个?星期|个?礼拜|个?月)(?![\d])"
)
_BARE = re.compile(r"\A(?P<sign>[-−+])?(?P<number>\d{1,9})(?=\s|\Z)")
_UNIT = {"d": 1, "w": 7, "m": 30, "天": 1, "日": 1, "周": 7, "星": 7, "礼": 7, "月": 30}
_LEADING = re.compile(
    r"\A(?:(?:推迟|延期|延迟|延误|晚|迟|拖|delayed|delay|late|later|by|of|about|约|大约|了)(?:\s+|(?=[\d\u4e00-\u9fff一-十-])|\Z))+",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:推迟到|延期到|延至|推迟至|改到|改为|直到|until|till|new date|到|至|to|by)\s*$", re.IGNORECASE)
_EDGES = " \t\n,，;；:：.。-–—、"
_BECAUSE = re.compile(r"\A(?:because of|because|due to|since|for|as|因为|由于|原因是|原因)\s*[:：]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Delay:
    """How late, and why: so many days more, or until a day. Neither is there where nobody has said."""

    days: int = 0
    in_working_days: bool = False
    until: date | None = None
    reason: str = ""

    def new_day(self, before: date, calendar: Calendar) -> date | None:
        """The new day of shipment; None where nobody has said how late."""
        if self.until is not None:
            return self.until
        if not self.days:
            return None
        if self.in_working_days:
            return working_days_after(calendar, before, self.days)
        return before + timedelta(days=self.days)


def delay_in(text: str, today: date) -> Delay:
    """`5 days mould broken`, `until 2026-05-20 no steel`, `推迟5天 模具坏了`. Refuses no delay, the past, more than a year."""
    words = _LEADING.sub("", text.strip()).strip()
    if found := _date_of_delay(words):
        day = typed_day(found[0], today)
        if day < today:
            raise Refused(
                "{day} is over. Until when is it late? {example}",
                day=day,
                example="/delay 88 until 2026-12-31 no steel",
            )
        if (day - today).days > FARTHEST:
            raise Refused("{day} is more than two years away. Is that day right?", day=day)
        return Delay(until=day, reason=_reason(_UNTIL.sub("", words[: found.start()]), words[found.end() :]))
    span = _SPAN.search(words) or _CHINESE_SPAN.search(words) or _BARE.search(words)
    if span is None:
        return Delay(reason=_reason("", words))
    days, in_working_days = _days(span)
    return Delay(days, in_working_days, reason=_reason(words[: span.start()], words[span.end() :]))


def _date_of_delay(words: str) -> re.Match[str] | None:
    """A day that stands behind "until", or first of all; one inside the reason is none."""
    for found in (*_DATE.finditer(words), *_SOON.finditer(words)):
        before = words[: found.start()]
        if not before.strip() or _UNTIL.search(before):
            return found
    return None


def _days(span: re.Match[str]) -> tuple[int, bool]:
    told = span.groupdict()
    text = told["number"].casefold()
    number = Decimal(_ONES[text]) if text in _ONES else Decimal(text.replace(",", "."))
    unit = (told.get("unit") or "d").removeprefix("个")[0].casefold()
    days = int((number * _UNIT[unit]).to_integral_value(ROUND_CEILING))
    if told["sign"] in {"-", "−"} or days < 1:
        raise Refused("A delay is one day or more. How late is it? {example}", example="/delay 88 5 days mould broken")
    if days > LONGEST_DELAY:
        raise Refused(
            "{count} days are more than a year. Is that right? {example}", count=days, example="/delay 88 5 days"
        )
    kind = (told.get("kind") or "").removeprefix("个").casefold()
    return days, kind in {"working", "business", "work", "工作"}


def _reason(*parts: str) -> str:
    kept = [_BECAUSE.sub("", each.strip(_EDGES)).strip(_EDGES) for each in parts]
    return " ".join(
        each for each in kept if each and each.casefold() not in {"of", "late", "later", "by", "delay", "了"}
    )


def typed_day(words: str, today: date, *, past: bool = False) -> date:
    """One day: 2026-05-14, 14 May, 5月14日, today. Without a year the next one; with `past`, the nearest. Refuses no day."""
    plain = words.strip(_EDGES[:-4] + "-–").casefold()
    if plain in _RELATIVE:
        return today + timedelta(days=_RELATIVE[plain])
    try:
        day = day_named(plain, today)
    except Refused as refused:
        if "two days" in refused.words.sentence:
            raise
        raise Refused(
            "{words} is no day. Write it like {example}.", words=words[:40] or "?", example=EXAMPLE_DAY
        ) from None
    has_year = re.search(r"\d{4}", plain) is not None
    if past and not has_year and (day - today).days > FARTHEST // 4 and (day.month, day.day) != (2, 29):
        return day.replace(year=day.year - 1)
    return day


def day_first(text: str, today: date, *, past: bool = False) -> tuple[date | None, str]:
    """The day that stands first, if one does, and the words behind it."""
    words = text.strip()
    for told in sorted(_RELATIVE, key=len, reverse=True):
        if words.casefold().startswith(told):
            return typed_day(told, today, past=past), words[len(told) :].strip(_EDGES)
    found = _DATE.match(words)
    if found is None:
        return None, words
    return typed_day(found[0], today, past=past), words[found.end() :].strip(_EDGES)


SHIPPING: Mapping[str, tuple[str, ...]] = {
    "forwarder": ("freight forwarder", "forwarder", "fwd", "agent", "货运代理", "货代", "船公司", "承运人", "carrier"),
    "vessel": ("vessel/voyage", "vessel", "voyage", "ship", "vsl", "flight", "船名航次", "船名/航次", "船名", "航次", "航班"),
    "booking": ("booking number", "booking no", "booking", "bkg", "so", "订舱号", "订舱单", "订舱", "预订号"),
    "bill_of_lading": (
        "bill of lading", "b/l number", "b/l no", "b/l", "bl no", "bl", "mbl", "hbl", "awb", "提单号", "提单", "运单号",
        "运单",
    ),
    "container": ("container number", "container no", "container", "cntr", "柜号", "箱号", "集装箱号", "集装箱"),
    "etd": ("etd", "departure", "departs", "sailing", "sails", "开船日", "开船", "开航", "离港", "预计离港", "起运", "发货日期"),
    "eta": ("eta", "arrival", "arrives", "预计到港", "到港", "抵港", "预计到达", "到达", "大概到达时间"),
}  # fmt: skip
"""What a shipment is told with, by the words that people use; the first one that fits, the longest first."""
_FIELD_OF = {word: name for name, words in SHIPPING.items() for word in words}
_WORDS = "|".join(re.escape(each) for each in sorted(_FIELD_OF, key=len, reverse=True))
_FIELD = re.compile(rf"(?<![A-Za-z/])({_WORDS})(?![A-Za-z/])\s*(?:number|no\.?|date|#)?\s*[.:：=＝]?\s*", re.IGNORECASE)
_LONGEST_VALUE = 100


def shipment_in(text: str, today: date) -> dict[str, str | date]:
    """What is told of a shipment, by the names of SHIPPING; ETD and ETA are days. Refuses words that belong to nothing."""
    told: dict[str, str | date] = {}
    for piece in re.split(r"[;；\n]+", text):
        for name, value in _fields(piece.strip(" ,，.。")):
            if not value:
                raise Refused("{field} has no value. Write it like {example}", field=name, example=EXAMPLE_SHIPMENT)
            told[name] = typed_day(value, today, past=True) if name in {"etd", "eta"} else value[:_LONGEST_VALUE]
    return told


EXAMPLE_SHIPMENT = "/ship 88 forwarder COSCO; vessel EVER ACE 012W; ETD 2026-12-14; ETA 2027-01-20"


def _fields(piece: str) -> list[tuple[str, str]]:
    found = list(_FIELD.finditer(piece))
    if not piece:
        return []
    if not found or found[0].start() > 0:
        raise Refused(
            "I do not know what {words} belongs to. Write it like {example}",
            words=(piece[: found[0].start()] if found else piece).strip()[:40],
            example=EXAMPLE_SHIPMENT,
        )
    ends = [*(each.start() for each in found[1:]), len(piece)]
    return [
        (_FIELD_OF[each[1].casefold()], piece[each.end() : end].strip(_EDGES))
        for each, end in zip(found, ends, strict=True)
    ]


def sailing_checked(etd: date | None, eta: date | None, today: date, *, may_have_left: bool) -> None:
    """Refuses an arrival before the departure, a voyage of half a year, and days that cannot be.

    `may_have_left`: whether the goods are packed; else a departure in the past is refused.
    """
    if etd is not None and etd < today and not (may_have_left and (today - etd).days <= OLDEST):
        raise Refused(
            "ETD {day} is over. On which day do the goods leave? {example}", day=etd, example="ETD 2026-12-14"
        )
    if eta is not None and (today - eta).days > OLDEST:
        raise Refused("ETA {day} is over. On which day do they arrive? {example}", day=eta, example="ETA 2027-01-20")
    for name, day in (("ETD", etd), ("ETA", eta)):
        if day is not None and (day - today).days > FARTHEST:
            raise Refused("{field} {day} is more than two years away. Is that day right?", field=name, day=day)
    if etd is None or eta is None:
        return
    if eta < etd:
        raise Refused("ETA {eta} lies before ETD {etd}. The goods arrive after they leave.", eta=eta, etd=etd)
    if (eta - etd).days > LONGEST_VOYAGE:
        raise Refused("From {etd} to {eta} are {count} days. Is that right?", etd=etd, eta=eta, count=(eta - etd).days)
