"""Price, delivery and payment: nobody quotes before somebody has answered for each with her name (R24, R23)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from handlers.quote_reviewing import ready
from storage import quotes
from storage.tables.quotes import QuoteRow
from tests.dialogues.desk import Desk
from tests.dialogues.quotes import MADE, OFFER, PUMPS, begins, changes, content, rate

D = Decimal


@pytest.fixture
def quoted(quiet: Desk) -> Desk:
    """A complete quotation of Ana's; Sue supervises, Paul produces, Lin keeps the accounts."""
    quiet.hires("Sue", "supervisor").hires("Paul", "production").hires("Lin", "accounting")
    quiet.receives("We need 100 pumps, CIF Valencia.")
    rate(quiet.says("Ana", f"/take {quiet.numbers()[-1]}"))
    return begins(quiet, replace(OFFER, lines=(MADE,))).forget()


def lacking(desk: Desk) -> list[str]:
    """What keeps D1 from leaving, in words."""
    with desk.database.reading() as session:
        row = session.get_one(QuoteRow, 1)
        told = ready(desk.work(session), row, quotes.current(session, row))
    return [
        each.sentence.format_map({name: getattr(fact, "sentence", fact) for name, fact in each.facts}) for each in told
    ]


def open_ones(desk: Desk) -> set[str]:
    return {matter for each in lacking(desk) for matter in ("price", "delivery", "payment") if f"D1 {matter}" in each}


def test_each_matter_is_open_until_somebody_confirms_it_with_her_name(quoted: Desk) -> None:
    assert open_ones(quoted) == {"price", "delivery", "payment"}
    quoted.says("Ana", "/confirm D1").hears("☐ the price: nobody has confirmed it", "USD 5,000.00 EXW Ningbo works")
    quoted.presses("Ana", "Price is right").hears("You confirm the price of D1.", "☑ the price: Ana, Mon 2 Mar 09:00")
    assert open_ones(quoted) == {"delivery", "payment"}
    quoted.presses("Ana", "Confirm all")
    assert lacking(quoted) == []


def test_one_press_confirms_all_three_in_a_small_department(quoted: Desk) -> None:
    quoted.says("Ana", "/confirm D1").presses("Ana", "Confirm all")
    assert lacking(quoted) == []


def test_a_change_opens_just_the_matter_that_it_is_about_and_says_why(quoted: Desk) -> None:
    quoted.says("Ana", "/confirm D1 all")
    changes(quoted, payment="L/C at sight")
    assert open_ones(quoted) == {"payment"}
    quoted.says("Ana", "/confirm D1").hears("☐ the payment: open again, for it has changed since it was confirmed")
    changes(quoted, payment=OFFER.payment)
    assert open_ones(quoted) == set(), "what was confirmed holds for exactly that"
    changes(quoted, lines=(replace(MADE, price=D("49")),))
    assert open_ones(quoted) == {"price"}


def test_a_button_confirms_only_what_was_shown_with_it(quoted: Desk) -> None:
    quoted.says("Ana", "/confirm D1")
    changes(quoted, lines=(replace(MADE, price=D("45")),))
    quoted.presses("Ana", "Price is right").hears("That has changed meanwhile.", "USD 4,500.00")
    assert "price" in open_ones(quoted)
    quoted.presses("Ana", "Price is right").hears("You confirm the price of D1.")
    assert "price" not in open_ones(quoted)


def test_the_answer_of_production_confirms_the_delivery_by_itself(quoted: Desk) -> None:
    quoted.says("Ana", "/supply D1").says("Paul", "40 days", answers="Can we have it?")
    assert open_ones(quoted) == {"price", "payment"}
    quoted.says("Ana", "/confirm D1").hears("☑ the delivery: Paul answered, Mon 2 Mar 09:00")
    changes(quoted, lines=(replace(MADE, quantity=D(1000)),))
    assert open_ones(quoted) == {"price", "delivery", "payment"}


def test_a_delivery_that_production_called_too_short_is_confirmed_by_a_supervisor_only(quoted: Desk) -> None:
    quoted.says("Ana", "/confirm D1 delivery").says("Ana", "/supply D1")
    quoted.says("Paul", "60 days", answers="Can we have it?")
    assert "delivery" in open_ones(quoted), "her word was given before production said otherwise"
    quoted.says("Ana", "/confirm D1 delivery").hears("Production said that it takes longer than you promise")
    quoted.says("Ana", "/confirm D1 all")
    assert open_ones(quoted) == {"delivery"}
    quoted.says("Sue", "/confirm D1 delivery").hears("Sue confirms the delivery of D1.", who="Ana")
    assert open_ones(quoted) == set()
    changes(quoted, delivery="60 days", delivery_days=60)
    assert open_ones(quoted) == set(), "production's answer covers it now"


def test_a_matter_is_put_to_accounting_who_sees_just_that(quoted: Desk) -> None:
    quoted.says("Max", "/settings review.payment accounting").forget()
    quoted.says("Ana", "/confirm D1 payment").hears("Only these may confirm the payment: accounting.")
    quoted.says("Lin", "/confirm D1 payment").hears("I know no quotation D1 of yours", who="Lin")
    quoted.says("Ana", "/confirm D1").presses("Ana", "Ask about the payment").hears("Asked: Lin")
    card = quoted.chat("Lin")[-1]
    assert "Payment: 30 % deposit" in card
    assert "Total USD 5,000.00" in card
    assert "margin" not in card
    quoted.presses("Lin", "Payment is right").hears("Lin confirms the payment of D1.", who="Ana")
    assert open_ones(quoted) == {"price", "delivery"}
    quoted.says("Lin", "/confirm D1").hears("I know no quotation D1 of yours", who="Lin")
    quoted.says("Lin", "/confirm D1 price").hears("I know no quotation D1 of yours", who="Lin")


def test_what_is_not_there_cannot_be_confirmed(quoted: Desk) -> None:
    changes(quoted, payment="", delivery="", lines=())
    for matter in ("price", "delivery", "payment"):
        quoted.says("Ana", f"/confirm D1 {matter}").hears(f"Nobody can confirm the {matter} yet")
    quoted.says("Ana", "/confirm D1 colour").hears("I know price, delivery and payment.")


def test_what_is_missing_is_told_with_what_to_do(quoted: Desk) -> None:
    changes(quoted, payment="", lines=(PUMPS,), currency="GBP", valid_until=None)
    told = "\n".join(lacking(quoted))
    assert "/quote D1 asks for them" in told
    assert "Nobody has told the costs of position 1" in told
    changes(quoted, lines=(MADE,))
    assert "There is no rate between CNY and GBP: /rates 1 CNY = ... GBP" in "\n".join(lacking(quoted))


def test_a_rate_that_is_too_old_keeps_it_from_leaving(quoted: Desk) -> None:
    quoted.says("Ana", "/confirm D1 all").jumps(days=9)
    assert lacking(quoted) == ["The exchange rate is too old: USD/CNY. /cost D1 renew"]
    rate(quoted, "6.90", on=date(2026, 3, 11)).says("Ana", "/cost D1 renew")
    assert lacking(quoted) == []


def test_strangers_to_the_quotation_confirm_nothing(quoted: Desk) -> None:
    for who in ("Bob", "Paul", "Lin"):
        quoted.says(who, "/confirm D1 all").hears("I know no quotation D1 of yours", who=who)
    assert open_ones(quoted) == {"price", "delivery", "payment"}


def test_a_new_version_keeps_what_has_not_changed(quoted: Desk) -> None:
    quoted.set("quote.approval", "none").says("Ana", "/confirm D1 all")
    with quoted.database.deciding() as session:
        work = quoted.work(session)
        row = session.get_one(QuoteRow, 1)
        version = quotes.current(session, row)
        version.approved_at, version.approved_hash, version.sent_at = quoted.now, version.content_hash, quoted.now
        version.state = "approved"
        session.flush()
        version.state = "sent"
        session.flush()
        quotes.revised(work, row, replace(content(quoted), lines=(replace(MADE, price=D("48")),)), version.made_by, ())
        session.commit()
    assert open_ones(quoted) == {"price"}
    quoted.says("Ana", "/confirm D1 price").hears("You confirm the price of D1 v2.")


def test_the_record_holds_who_confirmed_what(quoted: Desk) -> None:
    quoted.says("Ana", "/confirm D1 price")
    number = quoted.numbers()[-1]
    quoted.says("Max", f"/show {number} all").hears("Ana confirms the price of D1")


def test_where_production_takes_longer_its_days_are_promised_by_a_press(quoted: Desk) -> None:
    quoted.says("Ana", "/supply D1").says("Paul", "60 days", answers="Can we have it?")
    quoted.hears("The delivery promised is 45 days, but QJ-200 takes 60.", who="Ana")
    quoted.forget().says("Ana", "/confirm D1 all").hears("☐ the delivery: nobody has confirmed it", who="Ana")
    assert "Delivery is right" not in quoted.buttons("Ana")[-6:]
    quoted.presses("Ana", "Ask the supervisor").hears("Asked: Sue", who="Ana")
    quoted.presses("Ana", "Promise 60 days after deposit")
    assert (content(quoted).delivery, content(quoted).delivery_days) == ("60 days after deposit", 60)
    quoted.says("Ana", "/confirm D1").hears("☑ the delivery: Paul answered", who="Ana")
