"""Two colleagues at one buyer, undercut quotations, and prices in mails that nobody has approved (R45, R119)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.quote import QuoteLine
from storage.customers import customer
from storage.happenings import timeline
from storage.same_buyers import tell_apart
from storage.tables.quotes import QuoteRow
from tests.dialogues.desk import Desk
from tests.dialogues.quotations import drafts, lamp, offer
from tests.dialogues.test_quote_answers import out

ROB = "Rob Roe <rob@rival.example>"
TWO, UNDERCUT = "Two colleagues quote one customer", "A quotation undercuts a colleague's for the same product"


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Ana has submitted for Kunde, 1001; Bob has a new inquiry of Rival, 1002."""
    desk.hires("Sol", "supervisor").receives().says("Ana", "/take 1001")
    desk.receives("We need 500 lamps, FOB Ningbo.", sender=ROB, subject="Lamps").says("Dora", "/assign 1002 Bob")
    drafts(desk)
    return desk.says("Ana", "/submit D1").settle().forget()


def bobs(desk: Desk, *lines: QuoteLine, **more: object) -> Desk:
    """Bob submits, too."""
    told = offer(*lines, **{"company": "Rival Ltd", **more})
    return desk.forget().says("Bob", f"/submit {drafts(desk, 'Bob', told, number=1002)}")


def alarms(desk: Desk) -> list[str]:
    return [each for each in desk.chat("Max") if each.startswith((TWO, UNDERCUT))]


def of_one_customer(desk: Desk) -> None:
    with desk.database.deciding() as session:
        session.get_one(QuoteRow, 2).customer_id = session.get_one(QuoteRow, 1).customer_id
        session.commit()


def test_two_colleagues_at_one_company_are_told_to_the_manager(two: Desk) -> None:
    bobs(two, lamp("OTHER-1"), company="KUNDE gmbh").hears(
        f"{TWO}\nBob: D2 for KUNDE gmbh, USD 3,200.00\nAna: D1 for Kunde GmbH, USD 3,200.00\nWhy: the same company",
        who="Max",
    )
    assert {"Show D1", "Show D2"} <= set(two.buttons("Max"))
    assert not any(TWO in each for each in two.chat("Bob") + two.chat("Ana"))


def test_the_same_card_is_the_same_customer_whatever_the_paper_says(two: Desk) -> None:
    draft = drafts(two, "Bob", offer(lamp("OTHER-1"), company="Something else"), number=1002)
    of_one_customer(two)
    two.says("Bob", f"/submit {draft}").hears(TWO, "Why: the same customer", who="Max")


def test_a_lower_price_for_the_same_product_is_told_with_both(two: Desk) -> None:
    bobs(two, lamp(price="3.05")).hears(
        f"{UNDERCUT}\nBob: D2 for Rival Ltd, USD 3,050.00\nAna: D1 for Kunde GmbH, USD 3,200.00\n"
        "LED-5050: Bob offers USD 3.05, Ana USD 3.20.",
        who="Max",
    )


@pytest.mark.parametrize(
    "line",
    [lamp("OTHER-1", price="1.00"), lamp(price="3.20"), lamp(price="3.40"), lamp(price="3.05", quantity=Decimal(9000))],
)
def test_another_product_a_like_price_and_a_larger_quantity_are_nobodys_business(two: Desk, line: QuoteLine) -> None:
    bobs(two, line)
    assert alarms(two) == []


def test_a_pair_is_told_once_and_again_only_when_it_is_undercut(two: Desk) -> None:
    bobs(two, lamp("OTHER-1"), company="Kunde GmbH")
    assert len(alarms(two)) == 1
    bobs(two, lamp("OTHER-1"), company="Kunde GmbH")
    assert len(alarms(two)) == 2, "a quotation of its own is another pair"
    with two.database.reading() as session:
        pairs = [each.after["pair"] for each in timeline(session, 1002, ("quote_watch",)) if each.after]
    assert pairs == [[1, 2], [1, 3]]


def test_two_buyers_of_one_name_that_were_told_apart_are_two(two: Desk) -> None:
    with two.database.deciding() as session:
        work = two.work(session)
        one, other = (session.get_one(QuoteRow, 1).customer_id, two.conversation(1002).customer_id)
        assert customer(session, one)
        assert one is not None
        assert other is not None
        tell_apart(work, one, other, 1)
        session.commit()
    bobs(two, lamp("OTHER-1"), company="Kunde GmbH")
    assert alarms(two) == []


def test_ones_own_second_quotation_is_nobodys_business(two: Desk) -> None:
    draft = drafts(two, "Ana", offer(lamp(price="2.95")))
    two.says("Ana", f"/submit {draft}")
    assert alarms(two) == []


def test_a_draft_that_was_not_submitted_counts_for_nothing(desk: Desk) -> None:
    desk.hires("Sol", "supervisor").receives().says("Ana", "/take 1001")
    drafts(desk)
    desk.receives("We need lamps.", sender=ROB).says("Dora", "/assign 1002 Bob")
    bobs(desk, lamp(price="2.95"), company="Kunde GmbH")
    assert alarms(desk) == []


@pytest.fixture
def priced(desk: Desk) -> Desk:
    """Eva has Ana's quotation at USD 3.20; Sol is supervisor."""
    desk.hires("Sol", "supervisor").receives().says("Ana", "/take 1001").set("quote.approval", "none").jumps(minutes=1)
    out(desk, drafts(desk))
    return desk.jumps(minutes=5).forget()


def writes(desk: Desk, text: str, *, folder: str = "Sent", message: str = "<x1@firm.example>") -> Desk:
    """Ana writes to Eva from her own program."""
    headers = {"Message-ID": message}
    to = "Eva <eva@kunde.example>"
    return desk.receives(
        text, sender="Ana <ana@firm.example>", to=to, subject="Re: Inquiry for pumps", headers=headers, folder=folder
    )


def test_a_price_in_a_mail_of_ones_own_that_nobody_approved_is_reported(priced: Desk) -> None:
    writes(priced, "Dear Eva, our best price is USD 3.05/pc.").hears(
        "A price without an approved quotation\n"
        "Ana names a price to the customer of 1001 that no approved quotation holds: USD 3.05",
        who="Sol",
    )
    assert any("names USD 3.05, which no approved quotation holds" in each for each in priced.chat("Ana"))


@pytest.mark.parametrize(
    "text",
    [
        "Dear Eva, as quoted: USD 3.20 per piece, USD 3,200.00 in all.",
        "Dear Eva, we have received your deposit of USD 960.00.",
        "Dear Eva, your target price of USD 2.90 is too low for us.",
        "Dear Eva, 500 pcs leave on 3.10., 12 cartons.\n\n> our price was USD 9.99",
        "Dear Eva, the sample costs USD 30.",
    ],
)
def test_what_is_approved_paid_or_hers_is_not_reported(priced: Desk, text: str) -> None:
    writes(priced, text)
    assert not any("without an approved" in each for each in priced.chat("Sol"))


def test_one_mail_seen_twice_and_the_same_price_again_are_reported_once(priced: Desk) -> None:
    writes(priced, "Our best price is USD 3.05.")
    writes(priced, "Our best price is USD 3.05.", message="<x2@firm.example>")
    assert len([each for each in priced.chat("Sol") if "without an approved" in each]) == 1
    writes(priced, "Our best price is USD 3.00 now.", message="<x3@firm.example>")
    assert len([each for each in priced.chat("Sol") if "without an approved" in each]) == 2


def test_a_letter_in_her_name_without_proof_reports_nobody(priced: Desk) -> None:
    writes(priced, "Our best price is USD 3.05.", folder="INBOX")
    assert not any("without an approved" in each for each in priced.chat("Sol"))


def test_a_draft_with_such_a_price_warns_and_is_reported_when_it_leaves(priced: Desk) -> None:
    priced.says("Ana", "/reply 1001 We can do USD 3.05 for you.").hears(
        "No approved quotation holds USD 3.05. If you send it, the supervisor hears of it.", who="Ana"
    )
    assert not any("without an approved" in each for each in priced.chat("Sol"))
    priced.presses("Ana", "Send").hears("A price without an approved quotation", who="Sol")


def test_a_draft_with_the_approved_price_needs_no_warning(priced: Desk) -> None:
    priced.says("Ana", "/reply 1001 The price is USD 3.20, as quoted.")
    assert "Careful" not in priced.chat("Ana")[-1]


def test_where_nobody_supervises_the_manager_hears_it(desk: Desk) -> None:
    desk.receives().says("Ana", "/take 1001").says("Ana", "/reply 1001 Our price is USD 3.05.").presses("Ana", "Send")
    desk.hears("A price without an approved quotation", who="Max")
