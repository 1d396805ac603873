"""Named queries about products: finding them by number and words, and what an import changes and takes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.products import Product, folded_name
from storage.tables.products import ImportRow, ProductRow
from storage.work import Work

_AT_ONCE = 400
_TEXTS = ("description", "specification", "material", "unit", "packing", "hs_code")


def product(session: Session, number: str) -> Product | None:
    """The product of that number, in any case; None where there is none or it is sold no more."""
    row = session.scalar(
        select(ProductRow).where(
            func.lower(ProductRow.number) == number.strip().lower(), ProductRow.withdrawn_at.is_(None)
        )
    )
    return _told(row) if row else None


def stamp(session: Session) -> tuple[object, ...]:
    """Changes whenever a product does: how many there are, which are first and last, and when one was changed last."""
    told = session.execute(
        select(
            func.count(ProductRow.id),
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
    """Those of these numbers that there are, sold or not."""
    found: dict[str, Product] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        rows = session.scalars(select(ProductRow).where(ProductRow.number.in_(numbers[start : start + _AT_ONCE])))
        found |= {each.number: _told(each) for each in rows if each.withdrawn_at is None}
    return found


def put(work: Work, products: Iterable[Product]) -> None:
    """Each product stands in the table as it is told, whether it was there before or not."""
    told = list(products)
    known = _rows(work.session, [each.number for each in told])
    for each in told:
        row = known.get(each.number)
        if row is None:
            work.session.add(ProductRow(number=each.number, changed_at=work.now, withdrawn_at=None, **_columns(each)))
            continue
        for name, value in _columns(each).items():
            setattr(row, name, value)
        row.changed_at, row.withdrawn_at = work.now, None
    work.session.flush()


def withdraw(work: Work, numbers: Sequence[str]) -> None:
    """These are sold no more; what was quoted with them stays."""
    for row in _rows(work.session, numbers).values():
        row.changed_at = row.withdrawn_at = work.now
    work.session.flush()


def newest_import(session: Session, what: str) -> ImportRow | None:
    """The last import of that kind that was not taken back."""
    return session.scalar(
        select(ImportRow)
        .where(ImportRow.what == what, ImportRow.undone_at.is_(None))
        .order_by(ImportRow.id.desc())
        .limit(1)
    )


def noted_import(work: Work, **values: Any) -> ImportRow:
    row = ImportRow(at=work.now, undone_at=None, **values)
    work.session.add(row)
    work.session.flush()
    return row


def to_plain(each: Product) -> dict[str, Any]:
    """A product as JSON can hold it; `from_plain` is the way back."""
    plain = {name: getattr(each, name) for name in ("number", *_TEXTS)}
    plain |= {"names": dict(each.names), "synonyms": list(each.synonyms), "lead_days": each.lead_days}
    return plain | {"moq": str(each.moq) if each.moq is not None else None}


def from_plain(plain: Mapping[str, Any]) -> Product:
    return Product(
        number=plain["number"],
        names=tuple(plain["names"].items()),
        synonyms=tuple(plain["synonyms"]),
        moq=Decimal(plain["moq"]) if plain["moq"] is not None else None,
        lead_days=plain["lead_days"],
        **{name: plain[name] for name in _TEXTS},
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
    return {name: getattr(each, name) for name in _TEXTS} | {
        "names": dict(each.names),
        "synonyms": list(each.synonyms),
        "moq": "" if each.moq is None else str(each.moq),
        "lead_days": each.lead_days,
    }


def _told(row: ProductRow) -> Product:
    return Product(
        number=row.number,
        names=tuple((row.names or {}).items()),
        synonyms=tuple(row.synonyms or ()),
        moq=Decimal(row.moq) if row.moq else None,
        lead_days=row.lead_days,
        **{name: getattr(row, name) for name in _TEXTS},
    )
