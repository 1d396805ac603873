"""Who makes what somebody wishes of an order that is no paper of the catalogue: a row for each kind of file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from handlers import order_files, order_timeline, sample_label
from handlers.making import Making
from rules.policy import Policy
from storage.order_wishes import FILE, LABEL, TIMELINE, open_wishes
from storage.tables.trade_papers import OrderFileWishRow

Maker = Callable[[Session, Policy, OrderFileWishRow], Making]
"""Reads everything that the file needs in one reading transaction; what it returns needs no database to be made."""

MAKERS: Mapping[str, Maker] = {
    FILE: order_files.making,
    TIMELINE: order_timeline.making,
    LABEL: sample_label.making_label,
}
"""By `what` of the wish, a value of storage.order_wishes."""


def makings(session: Session, policy: Policy) -> list[Making]:
    """Everything that is waited for, the oldest wish first."""
    found = [(MAKERS.get(each.what), each) for each in open_wishes(session)]
    return [maker(session, policy, wish) for maker, wish in found if maker is not None]
