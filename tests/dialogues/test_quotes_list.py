"""The list of quotations: hers first, by state, with sums; found by customer, product, date; in the digests (R128, R135)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.dialogues.desk import Desk
from tests.dialogues.quotations import drafts, lamp, offer, quote_of, state, version_of
from tests.dialogues.test_quote_following import offered


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana has Kunde's inquiry 1001, Bob has Acme's 1002; each has a draft."""
    desk.hires("Sol", "supervisor").set("quote.approval", "none").receives().says("Ana", "/take 1001")
    desk.receives("12 lamps", sender="Jo <jo@acme.example>", subject="Lamps")
    desk.says("Bob", "/take 1002").settle().forget()
    drafts(desk, "Ana")
    other = offer(lamp("PUMP-7", price="10"), company="Acme Ltd", contact="Jo", currency="EUR", rates=())
    drafts(desk, "Bob", told=other, number=1002)
    return desk.settle().forget()


def test_everybody_sees_her_own_and_who_reviews_all_by_person(firm: Desk) -> None:
    firm.says("Ana", "/quotes").hears(
        "Quotations, open: 1\nUSD 3,200.00\nD1 · Kunde GmbH · USD 3,200.00\na draft", who="Ana"
    )
    assert not [each for each in firm.chat("Ana") if "Acme" in each]
    firm.says("Max", "/quotes").hears(
        "Quotations, open: 2\nEUR 10,000.00; USD 3,200.00\nAna 1, Bob 1\nD1 · Kunde GmbH · USD 3,200.00 · Ana",
        "D2 · Acme Ltd · EUR 10,000.00 · Bob",
        who="Max",
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("acme", "D2"),
        ("PUMP-7", "D2"),
        ("pump", "D2"),
        ("jo@acme", "D2"),
        ("Bob", "D2"),
        ("Ana", "D1"),
        ("draft acme", "D2"),
        ("open LED-5050", "D1"),
        ("2026-03 acme", "D2"),
        ("2026-03-02 kunde", "D1"),
    ],
)
def test_it_is_found_by_customer_product_person_and_date(firm: Desk, words: str, found: str) -> None:
    firm.says("Max", f"/quotes {words}").hears(f"{found} · ", ": 1\n", who="Max")


@pytest.mark.parametrize("words", ["sent", "won", "expired", "2025-12", "nobody has that", "%%", "__", "'; drop table"])
def test_where_there_is_none_the_filters_are_offered(firm: Desk, words: str) -> None:
    firm.says("Max", f"/quotes {words}").hears("No quotations: ", who="Max")
    assert "won" in firm.buttons("Max") or "open" in firm.buttons("Max")


def test_a_month_that_there_is_not_is_refused(firm: Desk) -> None:
    firm.says("Ana", "/quotes 2026-13").hears("2026-13 is no day.", who="Ana")


def test_it_turns_its_pages(firm: Desk) -> None:
    for _ in range(8):
        drafts(firm, "Ana")
    firm.says("Ana", "/quotes").hears("Quotations, open: 9, page 1 of 2", who="Ana")
    firm.presses("Ana", "More").hears("page 2 of 2", "D1 · Kunde GmbH", who="Ana")
    firm.says("Ana", "/quotes 99").hears("page 2 of 2", who="Ana")


def test_what_the_customer_has_shows_since_when_and_what_is_next(firm: Desk) -> None:
    firm.says("Ana", "/confirm D1 all").says("Ana", "/submit D1").settle()
    firm.says("Ana", "/send D1").presses("Ana", "Send").forget()
    firm.says("Ana", "/quotes waiting").hears(
        "Q-2026-0001 · Kunde GmbH · USD 3,200.00\nsent, sent 0 days ago; 3 Mar 2026: ask whether it has arrived",
        who="Ana",
    )


def test_in_chinese(firm: Desk) -> None:
    firm.says("Ana", "/language zh").forget()
    firm.says("Ana", "/quotes 进行中").hears("报价单，进行中：1", "草稿", who="Ana")


def test_versions_are_shown_side_by_side(firm: Desk) -> None:
    firm.says("Ana", "/confirm D1 all").says("Ana", "/submit D1").settle()
    firm.says("Ana", "/send D1").presses("Ana", "Send").says("Ana", "/revise q1 line 1 price 3.10").forget()
    for words in ("/quotes q1", "/quotes q1 v1 v2", "/quote q1 v1 v2", "/quotes D1 1 2"):
        firm.says("Ana", words).hears("v1 → v2", "unit price: 3.2 → 3.1", who="Ana")
    firm.says("Ana", "/quotes q1 v1 v7").hears("Q-2026-0001 has no version 7; it has 2.", who="Ana")


def test_one_like_another_for_another_inquiry(firm: Desk) -> None:
    firm.receives("And lamps", subject="Second need").says("Ana", "/take 1003").forget()
    firm.says("Ana", "/quote 1003 like D1 line 1 price 3.00").hears("D3", "USD 3.00", who="Ana")
    told = version_of(firm, 3).content
    assert [each["product"] for each in told["lines"]] == ["LED-5050"]
    assert (quote_of(firm, 3).conversation_id, state(firm, 3)) == (1003, "draft")
    firm.says("Ana", "/quote 1003 new like D2").hears("I know no quotation D2 of yours.", who="Ana")


def test_the_morning_says_what_is_owed_to_be_sent_asked_and_ending(firm: Desk) -> None:
    firm.says("Ana", "/quote D1 drop yes")
    firm.jumps(days=1).forget().says("Ana", "/digest").hears(
        "Quotation owed\n1001 Kunde: quotation owed since", who="Ana"
    )
    firm.says("Max", "/digest").hears("Quotations: drafts 1, to be released 0", "owed 2", who="Max")


def test_the_morning_lists_follow_ups_and_the_manager_reads_how_many_were_won(desk: Desk) -> None:
    desk.set("quote.approval", "none").receives().says("Ana", "/take 1001")
    offered(desk, valid_until=date(2026, 3, 6))
    desk.jumps(days=1).says("Ana", "/digest").hears("Quotations to follow up\nQ-2026-0001 Kunde GmbH: ", who="Ana")
    desk.says("Ana", "/followup q1 never").forget()
    desk.says("Ana", "/digest").hears(
        "Quotations that end this week\nQ-2026-0001 Kunde GmbH, valid until 6 Mar", who="Ana"
    )
    desk.says("Ana", "/won q1").forget().says("Max", "/digest")
    desk.hears("Won 1, lost 0, expired 0", "Won of what ended in 90 days: 1 of 1, 100 %", who="Max")
