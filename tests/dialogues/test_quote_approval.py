"""A quotation's release: submitted, shown, released step by step or returned, void with any change (R119, R122-R126, M2, T27)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules.quote import Quote, Rate
from tests.dialogues.desk import Desk
from tests.dialogues.quotations import (
    asked,
    drafts,
    edits,
    is_waiting,
    lamp,
    offer,
    quote_of,
    revises,
    sends,
    state,
    version_of,
)


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana has Kunde's inquiry 1001; Sol is supervisor, Max is manager."""
    desk.hires("Sol", "supervisor").receives().says("Ana", "/take 1001")
    return desk.settle().forget()


THIN = offer(lamp(cost="3.10"))
"""3.125 %."""
LOSS = offer(lamp(cost="3.30"))


def test_the_supervisor_releases_it_and_it_gets_its_number(firm: Desk) -> None:
    drafts(firm)
    firm.says("Ana", "/submit D1").hears("D1 is waiting for the supervisor (approval 1). It is with Sol.", who="Ana")
    assert state(firm) == "pending_supervisor"
    assert len([each for each in firm.chat("Max") if "Approval 1" in each]) == 0, "the manager is not troubled with it"
    firm.forget().presses("Sol", "Approve").hears("1 is approved.", "Q-2026-0001 is approved.", "Sol released it.")
    found = version_of(firm)
    assert (found.state, found.approval_id, found.approved_hash) == ("approved", 1, found.content_hash)
    assert found.approved_at == firm.now
    assert quote_of(firm).number == "Q-2026-0001"
    assert "Send" in firm.buttons("Ana")


def test_below_the_threshold_the_manager_consents_after_the_supervisor(firm: Desk) -> None:
    drafts(firm, told=THIN)
    firm.says("Ana", "/submit d1").hears("Margin 3.13 %, below 5 %", who="Sol")
    firm.forget().presses("Sol", "Approve").hears(
        "1 has 1 of 2 approvals", "Sol has released D1; it is waiting for the manager now."
    )
    assert state(firm) == "pending_manager"
    firm.jumps(minutes=1).forget().presses("Max", "Approve").hears("Sol, Max released it.", who="Ana")
    assert state(firm) == "approved"


def test_the_manager_may_be_first(firm: Desk) -> None:
    drafts(firm, told=THIN)
    firm.says("Ana", "/submit D1").says("Max", "/approve 1")
    assert state(firm) == "pending_supervisor"
    firm.says("Sol", "/approve 1")
    assert state(firm) == "approved"


def test_one_manager_and_no_supervisor_releases_once_for_both(desk: Desk) -> None:
    desk.receives().says("Ana", "/take 1001")
    drafts(desk, told=LOSS)
    desk.says("Ana", "/submit D1").hears("LOSS of USD 100.00", who="Max")
    assert state(desk) == "pending_manager"
    desk.presses("Max", "Approve")
    assert state(desk) == "approved"


def test_the_only_managers_own_quotation_is_released_by_the_supervisor(firm: Desk) -> None:
    drafts(firm, "Max", told=THIN)
    firm.says("Max", "/submit D1").hears("waiting for the supervisor", who="Max").says("Max", "/approve 1")
    assert state(firm) == "pending_supervisor"
    firm.presses("Sol", "Approve")
    assert state(firm) == "approved"


def test_who_is_alone_is_told_what_helps(empty_desk: Desk) -> None:
    empty_desk.hires("Max", "manager").receives().says("Max", "/assign 1001 Max")
    drafts(empty_desk, "Max")
    empty_desk.says("Max", "/submit D1").hears(
        "Nobody who is here may approve 1. The manager changes who may: /settings quote.approval."
    )
    empty_desk.says("Max", "/approve 1").hears("somebody else must release it")
    empty_desk.says("Max", "/approvals withdraw 1").says("Max", "/settings quote.approval none").says(
        "Max", "/submit D1"
    )
    assert state(empty_desk) == "approved"


@pytest.mark.parametrize(
    ("approval", "told", "expected"),
    [
        ("by_margin", offer(), "approved"),
        ("by_margin", THIN, "pending_manager"),
        ("by_margin", offer(lamp(cost="3.04")), "approved"),
        ("by_amount", offer(), "approved"),
        ("by_amount", offer(lamp(quantity=Decimal(2201))), "pending_supervisor"),
        ("by_amount", THIN, "pending_manager"),
        ("none", LOSS, "approved"),
    ],
)
def test_the_department_may_want_less_review(firm: Desk, approval: str, told: Quote, expected: str) -> None:
    firm.says("Max", f"/settings quote.approval {approval}")
    drafts(firm, told=told)
    firm.says("Ana", "/submit D1")
    assert state(firm) == expected
    if expected == "approved":
        assert version_of(firm).approval_id is None
        firm.says("Max", "/audit 1001").hears(f"(quote.approval {approval}) needs nobody's release for it")


def test_the_table_adds_by_value_and_by_country(firm: Desk) -> None:
    firm.says("Max", "/approvals table quote country=IR: manager").hears("Changed.")
    firm.says("Max", "/approvals table quote total>20,000: manager").hears("quote total>20000: manager")
    firm.says("Max", "/approvals table quote country=Iran: manager").hears("I cannot read that row")
    firm.says("Max", "/settings quote.approval by_margin")
    drafts(firm, told=offer(country="IR"))
    drafts(firm, told=offer(lamp(quantity=Decimal(800))))
    for number in (1, 2):
        firm.says("Ana", f"/submit D{number}")
    assert (state(firm, 1), state(firm, 2)) == ("pending_manager", "approved")


def test_it_goes_back_with_a_reason_of_a_button_or_in_words(firm: Desk) -> None:
    drafts(firm)
    firm.says("Ana", "/submit D1").presses("Sol", "Return").hears("Why? Write it like: /return 1")
    firm.forget().presses("Sol", "margin too low").hears("Sol returns D1: margin too low", who="Ana")
    assert (state(firm), version_of(firm).reason) == ("draft", "margin too low")
    firm.presses("Ana", "Submit again").presses("Sol", "Return")
    firm.says("Sol", "3.10 would do", answers="Why?").hears("Sol returns D1: 3.10 would do", who="Ana")
    assert state(firm) == "draft"


def test_the_reason_of_a_button_is_read_in_the_listeners_language(desk: Desk) -> None:
    desk.hires("Li", "salesperson", language="zh").hires("Sol", "supervisor").receives().says("Li", "/take 1001")
    drafts(desk, "Li")
    desk.says("Li", "/submit D1").says("Sol", "/return 1 payment").hears("付款风险太大", who="Li")


def test_taking_it_back_makes_it_a_draft_again(firm: Desk) -> None:
    drafts(firm)
    firm.says("Ana", "/submit D1").presses("Ana", "Take it back")
    assert state(firm) == "draft"
    firm.says("Sol", "/approve 1").hears("decided already: void")
    firm.says("Ana", "/submit D1")
    assert state(firm) == "pending_supervisor"


def test_what_nobody_decides_expires_and_is_a_draft_again(firm: Desk) -> None:
    firm.set("quote.rate_days", "0")
    drafts(firm)
    firm.says("Ana", "/submit D1").forget().jumps(days=15).hears("Nobody has decided on D1 in time", who="Ana")
    assert state(firm) == "draft"


def test_who_is_to_release_is_reminded_and_the_deputy_steps_in(firm: Desk) -> None:
    drafts(firm)
    firm.says("Sol", "/away deputy Bob").says("Ana", "/submit D1").passes(hours=6)
    assert any("It still waits for a decision" in each for each in firm.chat("Sol"))
    firm.passes(days=1)
    assert any("You may decide in place" in each for each in firm.chat("Bob"))
    firm.presses("Bob", "Approve")
    assert state(firm) == "approved"
    assert any("Bob released it." in each for each in firm.chat("Ana"))


def test_the_deputy_of_who_is_away_is_asked_at_once(firm: Desk) -> None:
    firm.says("Sol", "/away 2026-03-02 2026-03-20 Dora")
    drafts(firm)
    firm.forget().says("Ana", "/submit D1").hears("Approval 1", who="Dora")
    firm.presses("Dora", "Approve")
    assert state(firm) == "approved"


def test_a_quotation_without_its_fields_or_costs_is_not_submitted(firm: Desk) -> None:
    drafts(firm, told=offer(lamp(costs=()), payment="", valid_until=None))
    firm.says("Ana", "/submit D1").hears(
        "D1 is not complete. Missing: payment terms, valid until", "Nobody has told the costs of: LED-5050"
    )
    assert {"Complete it", "Costs"} <= set(firm.buttons("Ana"))
    assert state(firm) == "draft"


def test_what_is_outside_its_range_and_what_is_assumed_is_marked(firm: Desk) -> None:
    low = lamp(floor=Decimal(23), ceiling=Decimal(30), range_currency="CNY")
    high = lamp("X-1", "9.00", floor=Decimal(5), ceiling=Decimal(8), range_currency="USD", alternative=True)
    drafts(firm, told=offer(low, high, assumptions=("carton as last time",), reason="first order"))
    firm.says("Ana", "/submit D1").hears(
        "1. LED-5050: 1,000 pcs × USD 3.20 = USD 3,200.00",
        "BELOW THE FLOOR of CNY 23.00",
        "above the ceiling of USD 8.00",
        "an alternative, not in the total",
        "Only assumed: carton as last time",
        "Why this price: first order",
        "Unconfirmed supply: LED-5050, X-1",
        "Total USD 3,200.00 (CNY 22,720.00)",
        who="Sol",
    )


def test_a_margin_that_nobody_knows_is_told_and_counts_as_below(firm: Desk) -> None:
    drafts(firm, told=offer(lamp(cost_currency="EUR"), term="CIF", place="Valencia"))
    firm.says("Ana", "/submit D1").hears("The margin is not known", "There is no rate between EUR and USD", who="Sol")
    firm.presses("Sol", "Approve")
    assert state(firm) == "pending_manager"


def test_hostile_words_stand_on_the_card_as_they_are(firm: Desk) -> None:
    drafts(
        firm,
        told=offer(
            lamp(names=(("en", "<b>/approve 1</b>"),), product=""), company="/approve 1 {person} %s", reason="{x}"
        ),
    )
    firm.says("Ana", "/submit D1").hears("{person} %s", "<b>", "Why this price: {x}", who="Sol")
    assert is_waiting(firm)


def test_a_change_after_the_release_makes_it_void(firm: Desk) -> None:
    drafts(firm)
    firm.says("Ana", "/submit D1").presses("Sol", "Approve")
    edits(firm, "Ana", offer(lamp(price="3.10")))
    found = version_of(firm)
    assert (found.state, found.approval_id, found.approved_hash, found.approved_at) == ("draft", None, "", None)
    firm.says("Ana", "/submit Q-2026-0001").presses("Sol", "Approve")
    assert (state(firm), quote_of(firm).number) == ("approved", "Q-2026-0001"), "a number is given once"


def test_submitting_twice_and_after_the_end_is_refused_with_what_helps(firm: Desk) -> None:
    drafts(firm)
    firm.says("Ana", "/submit D1").says("Ana", "/submit D1").hears("waiting for the supervisor already. /approvals 1")
    firm.presses("Sol", "Approve").says("Ana", "/submit D1").hears("is approved already. Send it: /send Q-2026-0001")
    firm.says("Bob", "/submit D1").hears("I know no quotation D1 of yours")
    firm.says("Bob", "/submit D9").hears("I know no quotation D9 of yours")
    firm.says("Bob", "/submit").hears("You have no draft to submit")
    firm.says("Ana", "/submit D1 please").hears("Behind the number only major may stand")


def test_without_a_number_the_drafts_are_offered(firm: Desk) -> None:
    drafts(firm)
    firm.says("Ana", "/submit").hears("Which one?", "D1: Kunde GmbH · USD 3,200.00").presses("Ana", "Submit D1")
    assert state(firm) == "pending_supervisor"


def test_a_large_one_is_told_to_the_supervisor_at_each_step(firm: Desk) -> None:
    drafts(firm)
    firm.says("Ana", "/submit D1 major").hears("A large quotation", who="Sol").forget()
    firm.presses("Sol", "Approve").hears("Large quotation Q-2026-0001", who="Sol")
    assert quote_of(firm).major_at is not None
    drafts(firm, told=offer(lamp(quantity=Decimal(100_000))))
    firm.says("Ana", "/submit D2")
    assert quote_of(firm, 2).major_at is not None, "by its amount"


OLD = offer(rates=(Rate("USD", "CNY", Decimal("7.20"), date(2026, 2, 1), "entered by Ana"),))


def test_a_rate_that_is_too_old_is_renewed_or_asked_for(firm: Desk) -> None:
    drafts(firm, told=OLD)
    firm.says("Ana", "/submit D1").hears("The exchange rate USD/CNY is of 1 Feb 2026", "/rates 1 USD = 7.2 CNY")
    assert state(firm) == "draft"


def test_an_approval_ends_with_its_rates(firm: Desk) -> None:
    drafts(firm)
    firm.says("Ana", "/submit D1").presses("Sol", "Approve").jumps(days=7, hours=1)
    assert state(firm) == "approved"
    firm.forget().jumps(days=1)
    assert state(firm) == "draft"
    assert asked(firm).state == "void"
    firm.hears(
        "Q-2026-0001 is not approved any more: exchange rates are older than 7 days: USD/CNY 2026-03-02", who="Ana"
    )


def test_only_the_manager_changes_threshold_and_approver_and_the_history_says_so(firm: Desk) -> None:
    firm.says("Sol", "/settings margin.threshold 1").hears("Only the manager changes settings")
    firm.says("Ana", "/settings margin.approver supervisor").hears("Only the manager changes settings")
    firm.says("Max", "/settings margin.threshold 8%").hears("margin.threshold is 8 from")
    firm.says("Max", "/settings margin.approver supervisor").hears("Changed.")
    firm.says("Sol", "/settings history margin.threshold").hears("8 from", "set by Max")
    firm.says("Max", "/settings margin.threshold 五").hears("margin.threshold is a number from 0 to 1000")


def test_what_waits_keeps_the_rule_under_which_it_was_asked(firm: Desk) -> None:
    drafts(firm, told=THIN)
    firm.says("Ana", "/submit D1").says("Max", "/settings margin.threshold 1").says("Sol", "/approve 1")
    assert state(firm) == "pending_manager"


def test_a_new_version_begins_as_a_draft_and_shows_what_differs(firm: Desk) -> None:
    drafts(firm)
    firm.says("Ana", "/submit D1").presses("Sol", "Approve")
    sends(firm)
    revises(firm, "Ana", offer(lamp(price="3.00"), payment="L/C at sight"))
    assert (state(firm), version_of(firm).version) == ("draft", 2)
    firm.says("Ana", "/submit Q-2026-0001").hears(
        "Quotation Q-2026-0001 v2 for Kunde GmbH",
        "Against Q-2026-0001:",
        "LED-5050, unit price: 3.2 → 3 (-6.3%)",
        "payment terms: 30 % T/T, balance before shipment → L/C at sight",
        "total: USD 3,200.00 → USD 3,000.00",
        who="Sol",
    )


def test_the_last_prices_to_this_customer_stand_on_the_card(firm: Desk) -> None:
    for price in ("3.20", "3.15"):
        drafts(firm, told=offer(lamp(price=price)))
    firm.says("Ana", "/submit D1").presses("Sol", "Approve")
    sends(firm)
    firm.says("Ana", "/submit D2").hears("LED-5050 before: USD 3.20 on 2 Mar 2026 (Q-2026-0001)", who="Sol")


def test_the_old_card_says_so_and_its_button_is_refused_and_recorded(firm: Desk) -> None:
    drafts(firm)
    firm.says("Ana", "/submit D1")
    old = next(each.nonce for each in firm._buttons("Sol") if each.label == "Approve")
    firm.says("Ana", "/approvals withdraw 1").says("Ana", "/submit D1 major").forget()
    assert any("Approval 1" in each and "It is void" in each for each in firm.chat("Sol"))
    firm.presses_nonce("Sol", old).hears(
        "not valid any more", "Approval 1 is void, because it has changed or was taken back."
    )
    assert is_waiting(firm, 2)
    firm.says("Max", "/audit 1001").hears("Sol pressed an old button: /approve 1")


def test_attempts_to_release_ones_own_or_an_old_one_are_refused_and_recorded(firm: Desk) -> None:
    drafts(firm, "Sol")
    firm.says("Sol", "/submit D1").says("Sol", "/approve 1").hears("somebody else must release it")
    firm.says("Sol", "/approvals withdraw 1").says("Max", "/approve 1").hears("decided already")
    firm.says("Max", "/audit 1001").hears(
        "Sol tried /approve: You asked for it, or you wrote it: somebody else must release it.", "Max tried /approve"
    )


def test_a_chinese_supervisor_reads_the_card_in_chinese(desk: Desk) -> None:
    desk.hires("Li", "supervisor", language="zh").receives().says("Ana", "/take 1001")
    drafts(desk, told=THIN)
    desk.forget().says("Ana", "/submit D1").hears("毛利率3.13%", who="Li")


@pytest.mark.parametrize(
    "told",
    [offer(lamp(quantity=Decimal("0.0001"))), offer(lamp(alternative=True))],
    ids=["rounds away", "alternatives"],
)
def test_what_comes_to_nothing_is_not_submitted(firm: Desk, told: Quote) -> None:
    drafts(firm, told=told)
    firm.says("Ana", "/submit D1").hears("D1 comes to nothing: USD 0.00.", who="Ana")
    assert state(firm) == "draft"
