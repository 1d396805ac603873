"""Who a new buyer may be: the customer who certainly is the same, and those who only look alike, with reasons (R42-R45)."""

from __future__ import annotations

from dataclasses import dataclass

from rules.letter import Buyer
from rules.same_buyer import is_certain, keys_of, looked_for
from rules.words import Line, word
from storage.customers import sharing
from storage.tables.customers import CustomerRow
from storage.work import Work

REASONS = {
    "address": word("the same address"),
    "domain": word("the same mail domain"),
    "website": word("the same website"),
    "phone": word("the same telephone"),
    "name": word("the same name"),
    "sound": word("the same name in another script"),
}
OTHER_COUNTRY = word("but another country")
MOST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class Alike:
    """A customer who may be the same buyer, and why."""

    card: CustomerRow
    because: tuple[Line, ...]
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Recognised:
    """Whom an address or a company's mail domain proves, and who else looks alike, the likeliest first."""

    known: CustomerRow | None
    alike: tuple[Alike, ...]

    @property
    def likely(self) -> CustomerRow | None:
        """The likeliest of those whom nothing proves; nobody where somebody is proved."""
        return self.alike[0].card if self.alike and self.known is None else None


def recognised(work: Work, buyer: Buyer) -> Recognised:
    """Address or mail domain prove; website, telephone and name are told as likenesses, several of them before one."""
    told = candidates(work, buyer, [buyer.address])
    known = next((each.card for each in told if each.certain), None)
    others = [each for each in told if not each.certain]
    return Recognised(known, tuple(others[:MOST_ALIKE]))


def candidates(work: Work, buyer: Buyer, addresses: list[str]) -> list[Alike]:
    """All who share a key with a buyer of these addresses: the certain ones first, then by how much they share."""
    keys = keys_of(addresses, buyer.company, buyer.phone, website=buyer.website)
    told = [_alike(card, shared, keys, buyer.country) for shared, card in sharing(work.session, looked_for(keys))]
    return sorted(told, key=lambda each: (not each.certain, OTHER_COUNTRY in each.because, -len(each.because)))


def _alike(card: CustomerRow, shared: tuple[str, ...], keys: tuple[str, ...], country: str) -> Alike:
    certain = any(is_certain(each) and each in keys for each in shared)
    kinds = dict.fromkeys(_kind(each, keys) for each in shared)
    because = [REASONS[each] for each in kinds]
    if not certain and country and card.country and country != card.country:
        because.append(OTHER_COUNTRY)
    return Alike(card, tuple(because), certain)


def _kind(key: str, keys: tuple[str, ...]) -> str:
    """What two buyers share: one's website that is the other's mail domain is told as a website."""
    kind = key.partition(":")[0]
    if key in keys:
        return kind
    return {"domain": "website", "name": "sound"}.get(kind, kind)
