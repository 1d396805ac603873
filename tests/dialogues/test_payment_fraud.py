"""A letter with changed bank details or from a look-alike domain locks the customer's money matters until two clear it."""

from __future__ import annotations

import pytest

from tests.dialogues.desk import Desk
from tests.dialogues.ordered import has_order


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana has Kunde's order 1; Lin keeps the accounts, Mona leads."""
    desk.hires("Lin", "accounting").hires("Mona", "manager")
    desk.set("company.bank_usd", "Bank of China, Ningbo; Account No: 1234 5678 9012; SWIFT: BKCHCNBJ92A")
    desk.receives().says("Mona", "/assign 1001 Ana").settle()
    return has_order(desk).forget()


ANSWER = {"In-Reply-To": "<1@mail.example>", "References": "<1@mail.example>"}


def test_changed_bank_details_lock_invoices_until_two_different_people_have_made_sure(firm: Desk) -> None:
    firm.receives(
        "Dear Ana, we have changed our bank details. Please pay the refund to the new account.",
        subject="Re: Inquiry for pumps",
        headers=dict(ANSWER),
    )
    for person in ("Ana", "Lin", "Mona"):
        assert any("FRAUD WARNING 1" in each for each in firm.chat(person)), person
    firm.says("Lin", "/invoice 1").hears("Fraud warning 1 is open", who="Lin")
    firm.says("Lin", "/paid 1 refund 5 USD goodwill").hears("Fraud warning 1 is open", who="Lin")
    firm.says("Lin", "/fraud 1 clear").hears("How was it made sure?", who="Lin")
    firm.says("Lin", "/fraud 1 clear called Mrs. Lopez at the known number").hears(
        "One more person is needed", who="Lin"
    )
    firm.says("Lin", "/fraud 1 clear once more, I am sure").hears("A second person has to make sure", who="Lin")
    firm.says("Lin", "/invoice 1").hears("Fraud warning 1 is open", who="Lin")
    firm.says("Mona", "/fraud 1 clear she confirmed it to me by telephone").hears("cleared by two people", who="Ana")
    firm.says("Mona", "/fraud 1 clear again").hears("Warning 1 is cleared already", who="Mona")
    firm.says("Mona", "/fraud").hears("No fraud warning is open.", who="Mona")
    firm.says("Mona", "/fraud 7").hears("I know no fraud warning 7 of yours.", who="Mona")


def test_a_look_alike_that_writes_of_money_is_told_to_the_true_customers_people(firm: Desk) -> None:
    firm.receives(
        "Please send the invoice for the deposit to me.",
        sender="Eva Lopez <eva@kunde.com>",
        subject="Payment",
    )
    assert any("kunde.com looks like kunde.example" in each for each in firm.chat("Ana"))


def test_ordinary_letters_about_money_raise_nothing(firm: Desk) -> None:
    firm.receives(
        "We have paid the deposit today from our account IBAN DE89 3704 0044 0532 0130 00 to your account no. 1234 5678 9012.",
        subject="Re: Inquiry for pumps",
        headers=dict(ANSWER),
    )
    assert not any("FRAUD" in each for person in ("Ana", "Lin", "Mona") for each in firm.chat(person))
