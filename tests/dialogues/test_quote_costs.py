"""Costs of a quotation in chat: told by words and buttons, reckoned with dated rates, seen by whom it concerns (R116, R117)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from rules.products import Product
from rules.quote import Quote
from storage.products import put
from tests.dialogues.desk import Desk
from tests.dialogues.quotes import MADE, OFFER, PUMPS, begins, changes, content, rate, state

D = Decimal
FOB = replace(OFFER, lines=(MADE,), term="FOB", place="Ningbo")


@pytest.fixture
def quoted(quiet: Desk) -> Desk:
    """Ana quotes pumps in US dollars, whose costs nobody has told; a dollar is 7 yuan."""
    quiet.hires("Sue", "supervisor").receives("We need 100 pumps, CIF Valencia.")
    number = quiet.numbers()[-1]
    return begins(rate(quiet.says("Ana", f"/take {number}"))).forget()


def last(desk: Desk, who: str = "Ana") -> str:
    return desk.chat(who)[-1]


def test_costs_are_told_in_one_message_and_the_margin_is_known_at_once(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1").hears("nobody has told them", "Profit and margin cannot be told yet.")
    quoted.says("Ana", "/cost D1 1 raw_material 200 CNY\nlabour 80\nreason big order, old friend")
    quoted.hears(
        "1. raw material: – → CNY 200.00", "Profit: USD 1,000.00 (CNY 7,000.00), margin 20.00 % of the revenue"
    )
    told = content(quoted)
    assert dict(told.lines[0].costs) == {"raw_material": D(200), "labour": D(80)}
    assert told.reason == "big order, old friend"
    assert [(each.value, each.on) for each in told.rates] == [(D("7.00"), date(2026, 3, 2))]
    quoted.says("Ana", "/cost D1").hears("Told by: Ana, 2 Mar 2026", "Rate: 1 USD = 7 CNY, 2 Mar 2026")


def test_a_draft_whose_fields_and_costs_are_all_there_is_costed_and_a_change_makes_it_a_draft_again(
    quoted: Desk,
) -> None:
    assert state(quoted) == "draft"
    quoted.says("Ana", "/cost D1 1 purchase ~280")
    assert state(quoted) == "costed"
    changes(quoted, payment="")
    assert state(quoted) == "draft"
    quoted.says("Ana", "/cost D1 1 purchase 270")
    assert state(quoted) == "draft", "a field of R118 is empty"


def test_what_cannot_be_read_is_told_with_an_example_and_the_rest_is_kept(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 1 raw 200 CNY\nblah 3\nfreight 900 EUR\nlocal 120")
    quoted.hears("I cannot read blah 3", "no exchange rate between EUR and USD", "The rest is written.")
    assert dict(content(quoted).charges) == {"local": D(120)}
    quoted.says("Ana", "/cost D1 9 raw 3").hears("The quotation has 1 positions", "Nothing was changed.")
    quoted.says("Ana", "/cost D1 freight -5").hears("no negative amount")


def test_an_estimate_is_allowed_and_marked(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 1 purchase ~280").hears("Estimated: costs of position 1")
    quoted.says("Ana", "/cost D1").hears("Told by: estimate, Ana, 2 Mar 2026")
    quoted.says("Ana", "/cost D1 1 purchase 280")
    assert "Estimated" not in last(quoted)


def test_a_cost_by_buttons_is_asked_for_and_answered_with_an_amount(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1").presses("Ana", "Change a cost").hears("Which cost?")
    quoted.presses("Ana", "purchase price").hears("purchase price of position 1, per unit?")
    quoted.says("Ana", "280 CNY", answers="per unit?").hears("1. purchase price: – → CNY 280.00")
    quoted.says("Ana", "/cost D1").presses("Ana", "Change a cost").presses("Ana", "main freight")
    quoted.says("Ana", "900", answers="for the whole quotation?").hears("main freight: – → 900 USD")
    quoted.presses("Ana", "Change a cost").presses("Ana", "transport insurance").hears("like 0.3%")


def test_a_cost_in_chinese_is_understood_and_answered_in_chinese(quoted: Desk) -> None:
    quoted.says("Ana", "/language zh").forget()
    quoted.says("Ana", "/cost D1 1原材料200元 人工80\n运费900刀\n原因：老客户")
    told = content(quoted)
    assert dict(told.lines[0].costs) == {"raw_material": D(200), "labour": D(80)}
    assert (dict(told.charges), told.reason) == ({"freight": D(900)}, "老客户")
    assert "利润" in last(quoted)


def test_a_charge_in_per_cent_says_of_what_and_follows_the_price(quoted: Desk) -> None:
    changes(quoted, term="CIF", place="Valencia")
    quoted.says("Ana", "/cost D1 1 purchase 200\ninland 0\nlocal 0\nfreight 900\ninsurance 0.3%\nduty 5%")
    quoted.hears("0.3 % of 110 % of the CIF value USD 5,000.00 = USD 16.50", "5 % of the CIF value USD 5,000.00")
    changes(quoted, lines=(replace(content(quoted).lines[0], price=D(100)),))
    quoted.says("Ana", "/cost D1").hears("of the CIF value USD 10,000.00 = USD 33.00")


def test_charges_of_the_term_that_nobody_told_are_named_and_one_press_says_that_they_are_in_the_costs(
    quoted: Desk,
) -> None:
    changes(quoted, lines=FOB.lines, term="FOB", place="Ningbo")
    quoted.says("Ana", "/cost D1").hears("FOB holds inland carriage, local charges at the port", "cannot be told yet")
    quoted.presses("Ana", "They are in the costs").hears("in the costs of the positions already", "margin 20.00 %")


def test_a_loss_is_shown_as_a_loss_and_the_threshold_is_compared_unrounded(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 1 purchase 353.5").hears("LOSS: USD -50.00", "-1.00 %", "That is below 5 %")
    quoted.says("Ana", "/cost D1 1 purchase 47.5 USD").hears("margin 5.00 %", "The threshold in force is 5 %.")
    quoted.says("Ana", "/cost D1 1 purchase 47.50001 USD").hears("That is below 5 %")
    quoted.says("Max", "/settings margin.threshold 30").forget()
    quoted.says("Ana", "/cost D1").hears("That is below 30 %")


def test_a_price_outside_the_range_of_the_table_is_marked(quoted: Desk) -> None:
    changes(quoted, lines=(replace(MADE, floor=D("51"), ceiling=D("60"), range_currency="USD"),))
    quoted.says("Ana", "/cost D1").hears("Below the floor of USD 51.00")


def test_the_ladder_tells_each_rung_with_its_margin_and_what_is_missing(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 1 purchase 280\nlocal 120\ninland 100").forget()
    quoted.says("Ana", "/cost D1").presses("Ana", "Ladder")
    quoted.hears(
        "EXW, as it is now: USD 5,000.00, margin 20.00 %", "FOB: USD 5,220.00, margin 19.16 %", "1. QJ-200: USD 52.20"
    )
    assert "CFR: missing main freight" in last(quoted)


def test_another_rung_is_offered_by_button_with_before_and_after_and_the_paper_adds_up(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 1 purchase 280\ninland 100 local 120 freight 900 insurance 0.3%")
    quoted.presses("Ana", "Ladder").presses("Ana", "Offer CIF Valencia")
    quoted.hears("EXW Ningbo works → CIF Valencia", "QJ-200: USD 50.00 → USD 61.41", "margin 20.00 % → 16.30 %")
    told = content(quoted)
    assert (told.term, told.place, told.lines[0].price) == ("CIF", "Valencia", D("61.41"))
    quoted.presses("Ana", "Ladder").presses("Ana", "Offer EXW Ningbo works").hears("CIF Valencia → EXW Ningbo works")
    assert content(quoted).lines[0].price == D("50.01")


def test_a_rung_whose_place_nobody_knows_is_asked_for(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 1 purchase 280\ninland 100 local 120")
    quoted.presses("Ana", "Ladder").presses("Ana", "Offer FOB").hears("FOB which place?")
    quoted.says("Ana", "Shanghai", answers="which place?").hears("EXW Ningbo works → FOB Shanghai")
    quoted.says("Ana", "/cost D1 offer XYZ").hears("XYZ is no Incoterms rule")
    quoted.says("Ana", "/cost D1 offer DDP Madrid").hears("For DDP nobody has told: main freight")


def test_a_rate_that_is_too_old_is_told_and_renewed_by_button(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 1 purchase 280").jumps(days=9).forget()
    quoted.says("Ana", "/cost D1").hears("The rate between USD and CNY is 9 days old; at most 7 are reckoned with.")
    rate(quoted, "6.50", on=date(2026, 3, 11))
    quoted.says("Ana", "/cost D1").presses("Ana", "Renew the rates").hears("rate 1 USD = 7 → 6.5 CNY, 11 Mar 2026")
    assert [each.value for each in content(quoted).rates] == [D("6.50")]
    quoted.says("Ana", "/cost D1 renew").hears("There is no newer rate")


def test_a_rate_is_never_invented(quiet: Desk) -> None:
    quiet.receives("We need pumps.")
    quiet.says("Ana", f"/take {quiet.numbers()[-1]}")
    begins(quiet).says("Ana", "/cost D1 1 purchase 280 CNY")
    quiet.hears("There is no rate between CNY and USD: /rates 1 CNY = ... USD")
    assert content(quiet).rates == ()


def test_costs_come_from_the_table_of_products_by_button(quoted: Desk) -> None:
    with quoted.database.deciding() as session:
        number = Product(
            "QJ-200", names=(("en", "Pump"),), costs=(("raw_material", D(150)),), cost_currency="CNY",
            cost_source="pumps.xlsx", cost_on=date(2026, 2, 20),
        )  # fmt: skip
        put(quoted.work(session), [number])
        session.commit()
    quoted.says("Ana", "/cost D1").presses("Ana", "Costs from the table").hears("costs from the table, 150 CNY")
    quoted.says("Ana", "/cost D1").hears("Told by: pumps.xlsx, 20 Feb 2026")
    assert "Costs from the table" not in quoted.buttons("Ana")[-6:]


def test_the_second_of_two_is_told_what_the_first_has_changed(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1").says("Sue", "/cost D1 1 purchase 280 CNY").forget()
    quoted.says("Ana", "/cost D1 freight 900").hears("Sue has changed it since you looked: 1. purchase price")
    quoted.says("Ana", "/cost D1 freight 950")
    assert "Sue has changed it" not in last(quoted)


@pytest.mark.parametrize("who", ["Bob", "Dora"])
def test_costs_are_seen_by_owner_supervisor_and_manager_only(quoted: Desk, who: str) -> None:
    quoted.says("Ana", "/cost D1 1 purchase 280").forget()
    for seer in ("Sue", "Max"):
        quoted.says(seer, "/cost D1").hears("margin 20.00 %", who=seer)
    quoted.says(who, "/cost D1").hears("I know no quotation D1 of yours", who=who)
    quoted.says(who, "/cost D1 1 purchase 1").hears("I know no quotation D1 of yours", who=who)
    quoted.says(who, "/cost D99").hears("I know no quotation D99 of yours", who=who)
    assert dict(content(quoted).lines[0].costs) == {"purchase_price": D(280)}


def test_a_quotation_of_two_hundred_positions_is_shown_page_by_page(quoted: Desk) -> None:
    changes(quoted, lines=(PUMPS,) * 200)
    quoted.says("Ana", "/cost D1").hears("Positions 1 to 8 of 200.")
    assert len(last(quoted)) < 4000
    quoted.presses("Ana", "More").hears("Positions 9 to 16 of 200.")
    quoted.says("Ana", "/cost D1 17").hears("17. QJ-200")


def test_hostile_words_in_costs_are_shown_as_they_are(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 reason <b>{number}</b> =HYPERLINK(1) /approve 1")
    quoted.hears("<b>{number}<⁄b> =HYPERLINK(1) ⁄approve 1")


def test_without_a_number_her_drafts_are_offered_and_with_nothing_open_an_example(quoted: Desk) -> None:
    quoted.says("Ana", "/cost").presses("Ana", "D1 · Kunde GmbH").hears("Costs of D1")
    quoted.says("Bob", "/cost").hears("/quote 1042", who="Bob")


def test_other_costs_and_commission_count_under_every_term(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 1 purchase 280\nother 3%").hears(
        "3 % of the total USD 5,000.00 = USD 150.00", "margin 17.00 %"
    )


def test_rates_hold_for_the_day_on_which_they_were_taken(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 1 purchase 280")
    rate(quoted, "6.50", on=date(2026, 3, 2) + timedelta(days=1)).jumps(days=1)
    quoted.says("Ana", "/cost D1 reason again")
    assert [each.value for each in content(quoted).rates] == [D("7.00")], "kept until somebody renews it"


def test_an_offer_in_the_companys_own_currency_needs_no_rate(quiet: Desk) -> None:
    quiet.receives("We need pumps.").says("Ana", f"/take {quiet.numbers()[-1]}")
    own: Quote = replace(OFFER, currency="CNY", lines=(replace(PUMPS, price=D(350)),))
    begins(quiet, own).says("Ana", "/cost D1 1 purchase 280").hears("Profit: CNY 7,000.00, margin 20.00 %")


def test_a_change_of_costs_after_submitting_makes_the_request_void_and_says_so(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 1 purchase 280").says("Ana", "/submit D1").forget()
    assert state(quoted) == "pending_supervisor"
    quoted.says("Ana", "/cost D1 1 purchase 340").hears(
        "what was asked for or approved is void", "margin 2.86 %", who="Ana"
    )
    assert state(quoted) == "costed"
    quoted.says("Sue", "/approve 1").hears("decided already: void", who="Sue")


def test_a_rate_says_who_told_it_in_the_listeners_language(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 1 purchase 280").says("Ana", "/cost D1").hears("2 Mar 2026, entered by Ana")
    quoted.says("Ana", "/language zh").says("Ana", "/cost D1").hears("由Ana录入")


def test_charges_told_in_another_currency_follow_the_rate_and_the_currency_of_the_quotation(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 freight 6300 CNY").hears("6300 CNY = USD 900.00")
    rate(quoted, "7.20", "EUR")
    changes(quoted, currency="EUR")
    assert dict(content(quoted).charges) == {"freight": D(875)}


def test_a_cost_that_is_named_without_an_amount_is_asked_for(quoted: Desk) -> None:
    quoted.says("Ana", "/cost D1 freight").hears("main freight for the whole quotation?")
    quoted.says("Ana", "900", answers="for the whole quotation?").hears("main freight: – → 900 USD")
    quoted.says("Ana", "/cost D1 人工").hears("labour of position 1, per unit?")
    quoted.says("Ana", "/cost D1 7 labour").hears("The quotation has 1 positions")
    quoted.says("Ana", "/cost D1 offer").hears("Prices of D1 over the trade terms")
