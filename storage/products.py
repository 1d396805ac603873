"""Named queries about products: finding them by number and words, writing them, and what their prices were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from rules.products import PRICES, Prices, Product, folded_name
from storage.swift import enter
from storage.tables.products import PriceRow, ProductRow
from storage.work import Work

_AT_ONCE = 400
_TEXTS = (
    "description",
    "specification",
    "material",
    "unit",
    "packing",
    "hs_code",
    "picture",
    "picture_type",
    "currency",
    "cost_currency",
    "cost_source",
)
_DECIMALS = (
    "moq",
    "per_carton",
    "carton_length",
    "carton_width",
    "carton_height",
    "carton_gross",
    "carton_net",
    "price",
    "floor",
    "ceiling",
    "float_down",
    "float_up",
)
_PAIRS = ("tiers", "costs")
_AS_THEY_ARE = ("lead_days", "picture_size")
_DAYS = ("valid_from", "cost_on")
_LISTED = ("price", "floor", "ceiling", "currency", "valid_from")
"""What of the prices has a history (R126)."""


def product(session: Session, number: str) -> Product | None:
    """The product of that number, in any case; None where there is none or it is sold no more."""
    said = number.strip()
    rows = session.scalars(
        select(ProductRow)
        .where(
            or_(ProductRow.number == said, func.lower(ProductRow.number) == said.lower()),
            ProductRow.withdrawn_at.is_(None),
        )
        .order_by(ProductRow.number != said, ProductRow.id)
        .limit(1)
    )
    row = rows.first()
    return _told(row) if row else None


def stamp(session: Session) -> tuple[object, ...]:
    """Changes whenever a product does: how many there are and were, first and last, and when one was changed last."""
    told = session.execute(
        select(
            func.count(ProductRow.id),
            func.count(ProductRow.withdrawn_at),
            func.max(ProductRow.changed_at),
            func.min(ProductRow.number),
            func.max(ProductRow.number),
        )
    ).one()
    return tuple(told)


def all_products(session: Session) -> list[Product]:
    """Everything that is sold, in the order of the numbers."""
    rows = session.scalars(select(ProductRow).where(ProductRow.withdrawn_at.is_(None)).order_by(ProductRow.number))
    return [_told(each) for each in rows]


def numbered(session: Session, numbers: Sequence[str]) -> dict[str, Product]:
    """Those of these numbers that there are, sold."""
    return {number: _told(row) for number, row in _rows(session, numbers).items() if row.withdrawn_at is None}


def spelled(session: Session, numbers: Iterable[str]) -> dict[str, str]:
    """How the numbers that we know, withdrawn ones too, are spelled, by what they are in small letters."""
    wanted = {each.casefold() for each in numbers}
    known = session.scalars(select(ProductRow.number).order_by(ProductRow.id.desc()))
    return {each.casefold(): each for each in known if each.casefold() in wanted}


def put(work: Work, products: Iterable[Product], by: int | None = None, source: str = "") -> None:
    """Each product stands in the table as it is told, whether it was there before or not; a price that moves is noted."""
    told = list(products)
    known = _rows(work.session, [each.number for each in told])
    new: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    for each in told:
        row, columns = known.get(each.number), _columns(each)
        was = {name: getattr(row, name) for name in _LISTED} if row else dict.fromkeys(_LISTED, "")
        if any(columns[name] != was[name] for name in _LISTED[:4]):
            moved.append(
                {name: columns[name] for name in _LISTED}
                | {"number": each.number, "at": work.now, "by": by, "source": source[:200]}
            )
        if row is None:
            new.append(columns | {"number": each.number, "changed_at": work.now, "withdrawn_at": None})
            continue
        for name, value in columns.items():
            setattr(row, name, value)
        row.changed_at, row.withdrawn_at = work.now, None
    enter(work.session, ProductRow, *new)
    enter(work.session, PriceRow, *moved)
    work.session.flush()


def withdraw(work: Work, numbers: Sequence[str]) -> None:
    """These are sold no more; what was quoted with them stays."""
    for row in _rows(work.session, numbers).values():
        row.changed_at = row.withdrawn_at = work.now
    work.session.flush()


def price_history(session: Session, number: str, limit: int = 10) -> list[PriceRow]:
    """What its base price, floor and ceiling became, newest first."""
    return list(
        session.scalars(select(PriceRow).where(PriceRow.number == number).order_by(PriceRow.id.desc()).limit(limit))
    )


def with_coming_prices(session: Session, today: date) -> list[Product]:
    """Those whose new prices hold from today or an earlier day on and do not stand yet."""
    rows = session.scalars(select(ProductRow).where(ProductRow.coming_on <= today).order_by(ProductRow.id))
    return [_told(each) for each in rows if each.withdrawn_at is None]


def are_prices_due(session: Session, today: date) -> bool:
    due = select(ProductRow.id).where(ProductRow.coming_on <= today, ProductRow.withdrawn_at.is_(None)).limit(1)
    return session.scalar(due) is not None


def used_currencies(session: Session) -> list[str]:
    """The currencies in which anything is priced or costed."""
    priced = select(ProductRow.currency).where(ProductRow.currency != "").distinct()
    costed = select(ProductRow.cost_currency).where(ProductRow.cost_currency != "").distinct()
    return sorted({*session.scalars(priced), *session.scalars(costed)})


def to_plain(each: Product) -> dict[str, Any]:
    """A product as JSON can hold it; `from_plain` is the way back."""
    plain: dict[str, Any] = {name: getattr(each, name) for name in ("number", *_TEXTS, *_AS_THEY_ARE)}
    plain |= {name: _text_or_none(getattr(each, name)) for name in _DECIMALS}
    plain |= {name: _plain_pairs(getattr(each, name)) for name in _PAIRS}
    plain |= {name: _day_or_none(getattr(each, name)) for name in _DAYS}
    return plain | {
        "names": dict(each.names),
        "synonyms": list(each.synonyms),
        "coming": _plain_prices(each.coming),
    }


def from_plain(plain: Mapping[str, Any]) -> Product:
    """What `to_plain` wrote; fields that an older program did not know keep their defaults."""
    known = {each.name for each in fields(Product)} & set(plain)
    told: dict[str, Any] = {name: plain[name] for name in known}
    told |= {name: _decimal_or_none(told[name]) for name in known & set(_DECIMALS)}
    told |= {name: _pairs(name, told[name]) for name in known & set(_PAIRS)}
    told |= {name: _day_of(told[name]) for name in known & set(_DAYS)}
    return Product(
        **told
        | {
            "names": tuple(plain["names"].items()),
            "synonyms": tuple(plain["synonyms"]),
            "coming": _prices_of(plain.get("coming")),
        }
    )


def name_keys(each: Product) -> tuple[str, ...]:
    """Every name under which it is asked for, folded, without doubles."""
    return tuple(dict.fromkeys(filter(None, map(folded_name, (*(name for _, name in each.names), *each.synonyms)))))


def _rows(session: Session, numbers: Sequence[str]) -> dict[str, ProductRow]:
    found: dict[str, ProductRow] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        rows = session.scalars(select(ProductRow).where(ProductRow.number.in_(numbers[start : start + _AT_ONCE])))
        found |= {each.number: each for each in rows}
    return found


def _columns(each: Product) -> dict[str, Any]:
    columns: dict[str, Any] = {name: getattr(each, name) for name in (*_TEXTS, *_AS_THEY_ARE, *_DAYS)}
    columns |= {name: _text_or_none(getattr(each, name)) or "" for name in _DECIMALS}
    columns |= {name: _plain_pairs(getattr(each, name)) for name in _PAIRS}
    return columns | {
        "names": dict(each.names),
        "synonyms": list(each.synonyms),
        "coming": _plain_prices(each.coming),
        "coming_on": each.coming.valid_from if each.coming else None,
    }


def _told(row: ProductRow) -> Product:
    told: dict[str, Any] = {name: getattr(row, name) for name in ("number", *_TEXTS, *_AS_THEY_ARE, *_DAYS)}
    told |= {name: _decimal_or_none(getattr(row, name)) for name in _DECIMALS}
    told |= {name: _pairs(name, getattr(row, name)) for name in _PAIRS}
    return Product(
        **told
        | {
            "names": tuple((row.names or {}).items()),
            "synonyms": tuple(row.synonyms or ()),
            "coming": _prices_of(row.coming),
        }
    )


def _plain_prices(prices: Prices | None) -> dict[str, Any] | None:
    if prices is None:
        return None
    plain: dict[str, Any] = {name: _text_or_none(getattr(prices, name)) for name in PRICES if name in _DECIMALS}
    return plain | {
        "currency": prices.currency,
        "valid_from": _day_or_none(prices.valid_from),
        "tiers": _plain_pairs(prices.tiers),
    }


def _prices_of(plain: Mapping[str, Any] | None) -> Prices | None:
    if not plain:
        return None
    decimals = {name: _decimal_or_none(plain[name]) for name in PRICES if name in _DECIMALS}
    tiers = tuple((Decimal(least), Decimal(price)) for least, price in plain["tiers"])
    return Prices(**decimals, currency=plain["currency"], valid_from=_day_of(plain["valid_from"]), tiers=tiers)


def _plain_pairs(pairs: Iterable[tuple[Any, Decimal]]) -> list[list[str]]:
    return [[_text_or_none(first) or "", f"{second:f}"] for first, second in pairs]


def _pairs(name: str, plain: Iterable[Sequence[str]] | None) -> tuple[tuple[Any, Decimal], ...]:
    first = Decimal if name == "tiers" else str
    return tuple((first(each[0]), Decimal(each[1])) for each in plain or ())


def _text_or_none(value: Decimal | str | None) -> str | None:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _decimal_or_none(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _day_or_none(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
