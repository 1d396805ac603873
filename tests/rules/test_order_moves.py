"""The stages of an order (annex C, M5), their gates (M13) and movers (C13): each written down a second time, and no other."""

from __future__ import annotations

import itertools

import pytest

from rules.order_moves import (
    ENDED,
    GATES,
    LINE,
    MOVERS,
    NEED_WORDS,
    STAGE_WORDS,
    Lack,
    Need,
    Stage,
    advanced,
    following,
    lacking,
    line_of,
    rank,
)
from rules.order_spoken import INSPECTION_PARTS, MEETING_PARTS, divided, stage_in, told_inline
from rules.permission import Role
from rules.refusal import Refused

N, S = Need, Stage
WAYS = {
    "produce": "confirmed cost_rechecked coordinated released material in_production inspected packed shipped arrived"
    " feedback closed",
    "buy": "confirmed cost_rechecked coordinated released material inspected packed shipped arrived feedback closed",
    "stock": "confirmed cost_rechecked coordinated released inspected packed shipped arrived feedback closed",
}
ASKS = {
    "confirmed": "",
    "cost_rechecked": "five_items cost_check",
    "coordinated": "meeting",
    "released": "signed production_form sample deposit",
    "material": "purchase_orders sample",
    "in_production": "parts_check",
    "rework": "",
    "inspected": "final_inspection",
    "packed": "packing_list",
    "shipped": "final_inspection booking balance",
    "arrived": "arrival",
    "feedback": "feedback",
    "closed": "paid feedback file handed_over",
    "cancelled": "",
}
SALES = "salesperson supervisor dispatcher manager merchandiser"
MOVED_BY = {
    "cost_rechecked": SALES,
    "coordinated": SALES,
    "released": SALES,
    "material": "production purchasing merchandiser",
    "in_production": "production purchasing merchandiser",
    "rework": "production purchasing merchandiser supervisor manager",
    "inspected": "merchandiser production purchasing supervisor manager",
    "packed": SALES,
    "shipped": SALES,
    "arrived": SALES,
    "feedback": SALES,
    "closed": SALES,
}


@pytest.mark.parametrize(("mode", "way"), WAYS.items())
def test_an_order_goes_its_way_stage_by_stage(mode: str, way: str) -> None:
    told = way.split()
    assert [str(each) for each in line_of(mode)] == told
    for here, after in itertools.pairwise(told):
        assert following(here, mode) == after
    assert following("closed", mode) is None


@pytest.mark.parametrize(("mode", "here", "to"), [
    (mode, here, to) for mode in WAYS for here, to in itertools.product(map(str, Stage), Stage)
])  # fmt: skip
def test_nothing_is_skipped_and_nothing_goes_back(mode: str, here: str, to: Stage) -> None:
    way = WAYS[mode].split()
    nexts = {way[way.index(here) + 1]} if here in way[:-1] else set()
    if here == "rework":
        nexts = {"in_production" if mode == "produce" else "material"}
    if here in {"in_production", "material", "inspected"}:
        nexts |= {"rework"}
    if to in nexts:
        assert advanced(here, to, mode) is to
    else:
        with pytest.raises(Refused):
            advanced(here, to, mode)


def test_the_gates_are_those_of_the_rule_book() -> None:
    assert {str(each): " ".join(GATES.get(each, ())) for each in Stage} == ASKS


def test_the_movers_are_those_of_the_rule_book() -> None:
    assert {str(each): set(roles) for each, roles in MOVERS.items()} == {
        stage: {Role(each) for each in roles.split()} for stage, roles in MOVED_BY.items()
    }


def test_sales_does_not_move_what_is_productions() -> None:
    assert not {Role.SALESPERSON, Role.DISPATCHER} & (
        MOVERS[S.MATERIAL] | MOVERS[S.IN_PRODUCTION] | MOVERS[S.INSPECTED]
    )


@pytest.mark.parametrize(("to", "there", "settings", "expected"), [
    (S.COST_RECHECKED, {N.NO_HOLD, N.FIVE_ITEMS, N.COST_CHECK}, {}, ()),
    (S.COST_RECHECKED, {N.NO_HOLD, N.FIVE_ITEMS}, {}, ((N.COST_CHECK, True),)),
    (S.COST_RECHECKED, {N.FIVE_ITEMS, N.COST_CHECK}, {}, ((N.NO_HOLD, True),)),
    (S.COORDINATED, {N.NO_HOLD}, {}, ((N.MEETING, True),)),
    (S.COORDINATED, {N.NO_HOLD}, {"meeting": "optional"}, ((N.MEETING, False),)),
    (S.RELEASED, {N.NO_HOLD, N.SIGNED, N.PRODUCTION_FORM, N.SAMPLE}, {}, ((N.DEPOSIT, False),)),
    (S.RELEASED, {N.NO_HOLD, N.SIGNED, N.PRODUCTION_FORM, N.SAMPLE}, {"deposit_named": True}, ((N.DEPOSIT, True),)),
    (S.RELEASED, {N.NO_HOLD, N.SIGNED, N.PRODUCTION_FORM, N.SAMPLE}, {"requires": ("deposit",)}, ((N.DEPOSIT, True),)),
    (S.RELEASED, {N.NO_HOLD, N.PRODUCTION_FORM, N.DEPOSIT}, {"requires": ("contract",)},
     ((N.SIGNED, True), (N.SAMPLE, False))),
    (S.RELEASED, {N.NO_HOLD, N.PRODUCTION_FORM, N.DEPOSIT}, {"requires": ("sample",)},
     ((N.SIGNED, False), (N.SAMPLE, True))),
    (S.MATERIAL, {N.NO_HOLD}, {"requires": ()}, ((N.PURCHASE_ORDERS, True), (N.SAMPLE, True))),
    (S.IN_PRODUCTION, {N.NO_HOLD}, {}, ((N.PARTS_CHECK, False),)),
    (S.INSPECTED, {N.NO_HOLD}, {}, ((N.FINAL_INSPECTION, True),)),
    (S.SHIPPED, {N.NO_HOLD, N.FINAL_INSPECTION, N.BOOKING}, {}, ((N.BALANCE, False),)),
    (S.SHIPPED, {N.NO_HOLD, N.FINAL_INSPECTION, N.BOOKING}, {"balance_named": True}, ((N.BALANCE, True),)),
    (S.CLOSED, {N.NO_HOLD}, {}, ((N.PAID, True), (N.FEEDBACK, True), (N.FILE, True), (N.HANDED_OVER, True))),
])  # fmt: skip
def test_what_lacks_is_hard_or_soft_by_setting_and_payment_term(
    to: Stage, there: set[Need], settings: dict[str, object], expected: tuple[tuple[Need, bool], ...]
) -> None:
    assert lacking(to, there, **settings) == tuple(Lack(*each) for each in expected)  # type: ignore[arg-type]


def test_every_stage_and_every_need_has_its_words() -> None:
    assert set(STAGE_WORDS) == set(Stage)
    assert set(NEED_WORDS) == set(Need)
    assert {each for gate in GATES.values() for each in gate} | {N.NO_HOLD} == set(Need)


def test_rework_stands_where_production_stands() -> None:
    assert [rank(each) for each in LINE] == sorted(rank(each) for each in LINE)
    assert rank(S.REWORK) == rank(S.IN_PRODUCTION) < rank(S.INSPECTED) < rank(S.CANCELLED)
    assert {S.CLOSED, S.CANCELLED} == ENDED


@pytest.mark.parametrize(("text", "stage"), [
    ("packed", S.PACKED), ("In Production", S.IN_PRODUCTION), ("in-production", S.IN_PRODUCTION), ("production", S.IN_PRODUCTION),
    ("料齐", S.MATERIAL), ("生产", S.IN_PRODUCTION), ("已发货", S.SHIPPED), ("验货。", S.INSPECTED), ("ＰＡＣＫＥＤ", S.PACKED),
    ("备料完成", S.MATERIAL), ("已验货了", S.INSPECTED), ("下达生产", S.RELEASED), ("packing done", S.PACKED),
    ("cost_rechecked", S.COST_RECHECKED), ("核价", S.COST_RECHECKED), ("flown", None), ("", None),
])  # fmt: skip
def test_a_stage_is_named_as_people_name_it(text: str, stage: Stage | None) -> None:
    assert stage_in(text) is stage


MINUTES = {
    "attendees": "Lee, Wang",
    "progress_plan": "material by 3 May",
    "agreed_date": "2026-05-10",
    "tech_confirmed": "Lee",
    "quality_confirmed": "Wang",
}


@pytest.mark.parametrize("text", [
    "Lee, Wang; plan material by 3 May; date 2026-05-10; tech Lee; quality Wang",
    "with Lee, Wang; plan: material by 3 May; delivery 2026-05-10; Tech: Lee; quality:Wang",
    "与会：Lee, Wang；进度 material by 3 May；交期2026-05-10；技术Lee；质量：Wang",
    "Lee, Wang\nplan material by 3 May\ndate 2026-05-10\ntech Lee\nquality Wang",
])  # fmt: skip
def test_minutes_are_told_in_one_line(text: str) -> None:
    assert divided(text, MEETING_PARTS, first="attendees") == MINUTES


@pytest.mark.parametrize(("text", "head", "parts"), [
    ("passed sample 50 findings none", "passed", {"sample_size": "50", "findings": "none"}),
    ("整改 抽检50 问题 两处划痕", "整改", {"sample_size": "50", "findings": "两处划痕"}),
    ("failed by Lee findings rework paint, by hand", "failed", {"inspector": "Lee", "findings": "rework paint, by hand"}),
    ("passed", "passed", {}),
])  # fmt: skip
def test_an_inspection_is_told_in_one_line(text: str, head: str, parts: dict[str, str]) -> None:
    assert told_inline(text, INSPECTION_PARTS) == (head, parts)
