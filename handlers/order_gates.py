"""What is there of what a stage asks for, as the rows of an order tell it, and what is lacking for the next one (M13)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import select

from handlers.order_closing import missing_documents
from handlers.quote_figures import figured
from rules.approval import content_hash
from rules.order import five_items
from rules.order_moves import GATES, Lack, Need, Stage, following, lacking
from rules.payment import PartState, Trigger
from rules.quote import converted, total
from rules.quote_approval import is_major
from rules.sample_moves import GOOD, SampleState
from rules.trade_paper import Kind
from rules.trade_paper_moves import HOLDS, RELEASED, PaperState
from storage import orders, payments, samples, trade_papers
from storage.tables.aftersales import RevisitRow, SurveyRow
from storage.tables.orders import OrderRecordRow, OrderRow
from storage.tables.payments import PaymentPartRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

PREPRODUCTION = "preproduction"
"""The kind of a sample that a supplier makes before bulk production."""
WAIVER = "waiver"
"""The kind of a record by which the manager does without something: its sort is the need."""
DOCUMENTS_OF_DEAL: Mapping[str, tuple[frozenset[Kind], ...]] = {
    "pi": (frozenset({Kind.PROFORMA}),),
    "contract": (frozenset({Kind.CONTRACT}),),
    "both": (frozenset({Kind.PROFORMA}), frozenset({Kind.CONTRACT})),
    "either": (frozenset({Kind.PROFORMA, Kind.CONTRACT}),),
}
"""Which papers have to be signed, one of each group, by the setting deal.document (C27)."""
_DEPOSIT = frozenset({Trigger.SIGNING, Trigger.BEFORE_PRODUCTION})
_PAID = frozenset({PartState.RECEIVED, PartState.INVOICED, PartState.RECONCILED})


def items_hash(row: OrderRow) -> str:
    """The hash of the five items as they stand now; they are confirmed while it is the one of the confirmation (R175)."""
    contract = row.contract_on.isoformat() if row.contract_on else ""
    return content_hash(five_items(orders.content(row), contract))


def there(work: Work, row: OrderRow) -> frozenset[Need]:
    """Everything that stages ask for and that this order has."""
    return frozenset(need for need, known in _KNOWN.items() if known(work, row))


def lacks(work: Work, row: OrderRow, to: Stage | None = None) -> tuple[Lack, ...]:
    """What keeps it from that stage, or from the one that comes next; by the department's settings and its payment terms."""
    wanted = to or following(row.stage, row.supply_mode)
    if wanted is None:
        return ()
    known = frozenset(need for need in (Need.NO_HOLD, *GATES.get(wanted, ())) if _KNOWN[need](work, row))
    if wanted is Stage.MATERIAL and not _open_samples(work, row):
        known |= {Need.SAMPLE}
    parts = living_parts(work, row)
    return lacking(
        wanted,
        known,
        meeting=_meeting(work, row),
        requires=work.policy.release_requires,
        deposit_named=any(each.trigger in _DEPOSIT for each in parts),
        balance_named=any(each.trigger == Trigger.BEFORE_SHIPMENT for each in parts),
    )


def living_parts(work: Work, row: OrderRow) -> list[PaymentPartRow]:
    """The parts of its payment that are not void."""
    return [each for each in payments.parts(work.session, row.id) if each.state != PartState.VOID]


def signed_papers(work: Work, row: OrderRow) -> list[TradePaperRow]:
    """The contracts and proforma invoices that bind, by what counts as signed (C31); the newest first."""
    return [
        each
        for kind in (Kind.CONTRACT, Kind.PROFORMA)
        for each in trade_papers.of_order(work.session, row.id, kind)
        if each.state in HOLDS and each.signed_at and (work.policy.signature_kind != "original" or each.original_at)
    ]


def inspection(work: Work, row: OrderRow, sort: str) -> OrderRecordRow | None:
    """The newest inspection of that sort."""
    return next(iter(orders.records(work.session, row.id, "inspection", sort)), None)


def waived(work: Work, row: OrderRow, need: Need) -> OrderRecordRow | None:
    """That the department does without it, as the supervisor or manager decided with a reason."""
    return next(iter(orders.records(work.session, row.id, WAIVER, need)), None)


def meeting_wanted(work: Work, row: OrderRow) -> bool:
    """Whether an order of this size needs a coordination meeting (C12)."""
    return _meeting(work, row) == "required"


def _meeting(work: Work, row: OrderRow) -> str:
    if work.policy.order_meeting != "by_amount":
        return work.policy.order_meeting
    goods = figured(work, orders.content(row).goods, (work.policy.currency,))
    value = converted(total(goods), goods.currency, work.policy.currency, goods.rates)
    return "required" if value is None or is_major(value, work.policy) else "optional"


def _five_items(work: Work, row: OrderRow) -> bool:
    return row.confirmed_at is not None and row.confirmed_hash == items_hash(row)


def _meeting_held(work: Work, row: OrderRow) -> bool:
    return bool(orders.records(work.session, row.id, "meeting")) or waived(work, row, Need.MEETING) is not None


def _signed(work: Work, row: OrderRow) -> bool:
    kinds = {each.kind for each in signed_papers(work, row)}
    return all(kinds & group for group in DOCUMENTS_OF_DEAL[work.policy.deal_document])


def _production_form(work: Work, row: OrderRow) -> bool:
    """What is sourced goes by its purchase orders (R179)."""
    kinds = (Kind.PRODUCTION, Kind.PURCHASE) if row.supply_mode == "buy" else (Kind.PRODUCTION,)
    return any(each.state in RELEASED for kind in kinds for each in trade_papers.of_order(work.session, row.id, kind))


def _purchase_orders(work: Work, row: OrderRow) -> bool:
    """All of them are signed back; what is sourced has at least one."""
    found = trade_papers.of_order(work.session, row.id, Kind.PURCHASE)
    return (bool(found) or row.supply_mode != "buy") and all(each.state in HOLDS for each in found)


def _sample(work: Work, row: OrderRow) -> bool:
    """A sample is confirmed, and no supplier's is open; or the department does without (R155)."""
    if row.supply_mode == "stock" or waived(work, row, Need.SAMPLE) is not None:
        return True
    if _open_samples(work, row):
        return False
    if not work.policy.sample_preproduction:
        return True
    return any(each.state in GOOD for each in samples.of_order(work.session, row.id))


def _open_samples(work: Work, row: OrderRow) -> bool:
    over = {*GOOD, SampleState.DROPPED}
    found = samples.of_order(work.session, row.id, PREPRODUCTION)
    return work.policy.sample_preproduction and any(each.state not in over for each in found)


def _deposit(work: Work, row: OrderRow) -> bool:
    """What is due before production has come. Where no part is, there is nothing to wait for, unless money is asked for."""
    parts = living_parts(work, row)
    wanted = [each for each in parts if each.trigger in _DEPOSIT]
    if wanted or not parts:
        return bool(wanted) and all(each.state in _PAID for each in wanted)
    return "deposit" not in work.policy.release_requires or any(each.state in _PAID for each in parts)


def _balance(work: Work, row: OrderRow) -> bool:
    """What is due before shipment has come; where no part is, everything has."""
    parts = living_parts(work, row)
    wanted = [each for each in parts if each.trigger == Trigger.BEFORE_SHIPMENT]
    return bool(parts) and all(each.state in _PAID for each in wanted or parts)


def _parts_check(work: Work, row: OrderRow) -> bool:
    found = inspection(work, row, "parts")
    return found is not None and found.result == "passed"


def _final_inspection(work: Work, row: OrderRow) -> bool:
    """The newest one has passed; one by a third party, where it is arranged, too, with its report (R201)."""
    final, third, mid = (inspection(work, row, each) for each in ("final", "third_party", "mid"))
    if final is None or final.result != "passed" or (mid is not None and mid.result != "passed" and mid.id > final.id):
        return False
    return third is None or (third.result == "passed" and bool(third.files))


def _packing_list(work: Work, row: OrderRow) -> bool:
    found = trade_papers.of_order(work.session, row.id, Kind.PACKING)
    return any(each.sent_at is not None or each.state in {PaperState.SENT, *HOLDS} for each in found)


def _booking(work: Work, row: OrderRow) -> bool:
    return bool(row.forwarder and row.etd and row.eta)


def _feedback(work: Work, row: OrderRow) -> bool:
    """He was asked: a call or visit about the order, a survey, or what he said of it (R238)."""
    if orders.records(work.session, row.id, "feedback"):
        return True
    asked = (select(table.id).where(table.order_id == row.id).limit(1) for table in (RevisitRow, SurveyRow))
    return any(work.session.scalar(each) is not None for each in asked)


def _paid(work: Work, row: OrderRow) -> bool:
    parts = living_parts(work, row)
    return bool(parts) and all(each.state == PartState.RECONCILED for each in parts)


_KNOWN: Mapping[Need, Callable[[Work, OrderRow], bool]] = {
    Need.FIVE_ITEMS: _five_items,
    Need.COST_CHECK: lambda work, row: row.recheck_ok,
    Need.MEETING: _meeting_held,
    Need.SIGNED: _signed,
    Need.PRODUCTION_FORM: _production_form,
    Need.PURCHASE_ORDERS: _purchase_orders,
    Need.SAMPLE: _sample,
    Need.DEPOSIT: _deposit,
    Need.PARTS_CHECK: _parts_check,
    Need.FINAL_INSPECTION: _final_inspection,
    Need.PACKING_LIST: _packing_list,
    Need.BALANCE: _balance,
    Need.BOOKING: _booking,
    Need.ARRIVAL: lambda work, row: row.arrived_on is not None,
    Need.FEEDBACK: _feedback,
    Need.PAID: _paid,
    Need.FILE: lambda work, row: not missing_documents(work, row),
    Need.HANDED_OVER: lambda work, row: row.handed_over_at is not None or not work.policy.paper_tick,
    Need.NO_HOLD: lambda work, row: row.hold_since is None,
}


def hard(found: Iterable[Lack]) -> tuple[Lack, ...]:
    """Those that keep the stage shut."""
    return tuple(each for each in found if each.is_hard)
