"""The card of a product: short and in order; costs, floor and ceiling only for whom they concern (R116, R126)."""

from __future__ import annotations

from decimal import Decimal

from handlers.asking import question_card
from handlers.quote_figures import today
from rules.exchange import found_between
from rules.margin import shown_margin
from rules.money import shown
from rules.outgoing import StoredFile
from rules.permission import Viewer
from rules.product_fields import COSTERS, INSIDERS, field_of
from rules.products import Prices, Product, carton_volume, cost_per_unit, cost_told
from rules.words import Line, line, title, word
from storage.products import price_history
from storage.rates import told_rates
from storage.work import Work

_LONGEST = 300
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}


def card_name(number: str) -> str:
    """The name of its card: words that answer it change the product, a photo becomes its picture."""
    return question_card(f"/product {number}")


def card_lines(work: Work, each: Product, viewer: Viewer, language: str) -> list[Line]:
    """Prices first, then what is needed for a quotation, then the rest."""
    return [
        title("{number} · {name}", number=each.number, name=each.name(language)),
        *_prices(each, viewer),
        *_costs(work, each, viewer),
        *_facts(each, language),
    ]


def picture_of(each: Product) -> tuple[StoredFile, ...]:
    if not each.picture:
        return ()
    ending = _ENDINGS.get(each.picture_type, "jpg")
    return (StoredFile(f"picture.{ending}", each.picture_type, each.picture_size, each.picture, is_picture=True),)


def sees(viewer: Viewer, name: str) -> bool:
    """Whether she sees that field of products."""
    return viewer.has(field_of(name).sees)


def history_lines(work: Work, each: Product) -> list[Line]:
    """What base price, floor and ceiling became, newest first (R126)."""
    rows = price_history(work.session, each.number)
    lines = [title("Prices of {number}", number=each.number)]
    if not rows:
        return [*lines, line("Nothing is recorded.")]
    for row in rows:
        amounts = Prices(_amount(row.price), _amount(row.floor), _amount(row.ceiling))
        lines.append(line("{at}: {prices}", at=row.at, prices=_list_price(amounts, row.currency)))
    return lines


def _amount(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _list_price(prices: Prices, currency: str) -> tuple[Line, ...]:
    told = (
        (word("price"), prices.price),
        (word("floor"), prices.floor),
        (word("ceiling"), prices.ceiling),
    )
    parts = tuple(
        line("{fact} {value}", fact=fact, value=shown(amount, currency)) for fact, amount in told if amount is not None
    )
    return parts or (word("none"),)


def _prices(each: Product, viewer: Viewer) -> list[Line]:
    lines: list[Line] = []
    if each.price is not None:
        lines.append(line("price: {value}", value=_per_unit(each.price, each.currency, each.unit)))
    if viewer.has(INSIDERS) and (each.floor is not None or each.ceiling is not None):
        lines.append(line("range: {prices}", prices=_range(each)))
    if each.tiers:
        tiers = "; ".join(f"{least:,f}+ {shown(price, each.currency)}" for least, price in each.tiers)
        lines.append(line("tiers: {tiers}", tiers=tiers))
    if each.valid_from is not None and each.price is not None:
        lines.append(line("valid from: {day}", day=each.valid_from))
    if each.coming is not None and each.coming.valid_from is not None and each.coming.price is not None:
        lines.append(
            line(
                "from {day} on: {price}",
                day=each.coming.valid_from,
                price=shown(each.coming.price, each.coming.currency),
            )
        )
    return lines


def _range(each: Product) -> tuple[Line, ...]:
    told: list[Line] = []
    for fact, amount, percent, sign in (
        (word("floor"), each.floor, each.float_down, "-"),
        (word("ceiling"), each.ceiling, each.float_up, "+"),
    ):
        if amount is not None:
            value = shown(amount, each.currency) + (f" ({sign}{percent:f} %)" if percent is not None else "")
            told.append(line("{fact} {value}", fact=fact, value=value))
    return tuple(told)


def _costs(work: Work, each: Product, viewer: Viewer) -> list[Line]:
    cost = cost_per_unit(each)
    if cost is None or not viewer.has(COSTERS):
        return []
    parts = tuple(line("{fact} {value}", fact=field_of(name).label, value=f"{amount:f}") for name, amount in each.costs)
    lines = [
        line("costs: {value} ({parts})", value=_per_unit(cost, each.cost_currency, each.unit), parts=parts),
    ]
    if told := cost_told(each):
        lines.append(line("costs told: {told}", told=told))
    margin = _margin(work, each, cost) if viewer.has(INSIDERS) else None
    if margin is not None:
        lines.append(
            line("margin at that price: {percent} %", percent=shown_margin(margin, work.policy.margin_threshold))
        )
    return lines


def _margin(work: Work, each: Product, cost: Decimal) -> Decimal | None:
    """A part of one, at today's rate; None where there is no price or no rate."""
    if not each.price:
        return None
    on = today(work)
    rates = told_rates(work.session, on, (each.cost_currency, each.currency))
    found = found_between(rates, each.cost_currency, each.currency, on)
    if found is None:
        return None
    told = cost * found.value
    under = each.price if work.policy.margin_base == "revenue" else told
    return (each.price - told) / under if under else None


def _facts(each: Product, language: str) -> list[Line]:
    others = [name for _, name in each.names if name != each.name(language)]
    facts: tuple[tuple[Line, str], ...] = (
        (word("smallest order"), f"{each.moq:,f} {each.unit}".strip() if each.moq is not None else ""),
        (word("lead time in days"), "" if each.lead_days is None else str(each.lead_days)),
        (word("carton"), _carton(each)),
        (word("specification"), each.specification),
        (word("material"), each.material),
        (word("unit"), "" if each.price is not None else each.unit),
        (word("packing"), each.packing),
        (word("HS code"), each.hs_code),
        (word("also called"), "; ".join((*others, *each.synonyms))),
        (word("description"), each.description),
    )
    return [line("{fact}: {value}", fact=fact, value=value[:_LONGEST]) for fact, value in facts if value]


def _carton(each: Product) -> str:
    """100 pcs, 50 x 40 x 30 cm, 0.06 m³, 18.5 / 17.2 kg"""
    sides = (each.carton_length, each.carton_width, each.carton_height)
    parts = [f"{each.per_carton:f} {each.unit}".strip() if each.per_carton is not None else ""]
    if all(side is not None for side in sides):
        parts += [" x ".join(f"{side:f}" for side in sides if side) + " cm", f"{carton_volume(each).normalize():f} m³"]
    weights = [f"{weight:f}" for weight in (each.carton_gross, each.carton_net) if weight is not None]
    parts.append(f"{' / '.join(weights)} kg" if weights else "")
    return ", ".join(filter(None, parts))


def _per_unit(amount: Decimal, currency: str, unit: str) -> str:
    return f"{shown(amount, currency)} / {unit}" if unit else shown(amount, currency)
