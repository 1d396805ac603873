"""One buyer or two: proposed with the reason, merged by who may, taken apart again as they were (R42-R44)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from storage.tables.conversations import ConversationRow
from storage.tables.customers import BuyerKeyRow, ContactAddressRow, ContactRow, CustomerRow
from tests.dialogues.desk import Desk


@pytest.fixture
def cards(desk: Desk) -> Desk:
    """Customer 1 of Ana and customer 2 of Bob, alike by name and telephone."""
    desk.says("Ana", "/customer add Nova Bombas SA, Spain, eva@nova.example, +34 612 349 578")
    desk.says("Bob", "/customer add anyway Nova Bombas, Spain, luis@nova-bombas.example, +34 612 349 578")
    desk.says("Bob", "/customer 2 business pumps").says("Bob", "/customer 2 needs seals")
    return desk.forget()


def state(desk: Desk) -> dict[str, Any]:
    with desk.database.reading() as session:
        columns = [each.name for each in CustomerRow.__table__.columns if each.name not in {"version", "asked_at"}]
        return {
            "cards": [
                {name: getattr(each, name) for name in columns}
                for each in session.scalars(select(CustomerRow).order_by(CustomerRow.id))
            ],
            "keys": sorted((each.key, each.customer_id) for each in session.scalars(select(BuyerKeyRow))),
            "addresses": sorted(
                (each.address, each.customer_id) for each in session.scalars(select(ContactAddressRow))
            ),
            "people": sorted((each.name, each.customer_id) for each in session.scalars(select(ContactRow))),
        }


def customer_of(desk: Desk, number: int) -> int | None:
    with desk.database.reading() as session:
        return session.get_one(ConversationRow, number).customer_id


def merge(desk: Desk) -> Desk:
    desk.says("Dora", "/customer 1 merge 2").hears("It waits for approval")
    return desk.says("Max", "/approve 1").jumps(minutes=1).forget()


def test_alike_cards_are_proposed_with_the_reason_and_only_to_who_sees_both(cards: Desk) -> None:
    cards.says("Dora", "/customer same").hears(
        "Is this one buyer?", "Both have the telephone number …12349578", who="Dora"
    )
    cards.forget().says("Ana", "/customer same").hears("No two cards look like one buyer.", who="Ana")
    cards.says("Dora", "/customer 1 same").hears("Is this one buyer?", who="Dora")


def test_who_was_told_apart_is_not_proposed_again(cards: Desk) -> None:
    cards.says("Dora", "/customer same").presses("Dora", "Two customers")
    cards.hears("1 and 2 are two customers; I shall not propose them again.", who="Dora")
    cards.says("Dora", "/customer same").hears("No two cards look like one buyer.", who="Dora")
    cards.says("Dora", "/customer 2 same").hears("No other card looks like Nova Bombas.", who="Dora")


def test_a_pair_of_two_owners_is_merged_by_a_dispatcher_with_approval_never_silently(cards: Desk) -> None:
    cards.says("Dora", "/customer same").presses("Dora", "One: 2 is part of 1").hears(
        "It waits for approval 1.", who="Dora"
    )
    cards.says("Max", "/approve 1").hears("Card 2 (Nova Bombas) is part of 1 now.", who="Bob")


def test_the_standing_card_takes_over_what_it_lacks_and_gives_it_back(cards: Desk) -> None:
    before = state(cards)
    merge(cards).says("Ana", "/customer 1").hears("seals", who="Ana")
    cards.says("Dora", "/customer 2 unmerge").hears("Separated.", who="Dora")
    assert state(cards) == before


def test_what_somebody_wrote_since_stays_with_the_card_on_which_it_was_written(cards: Desk) -> None:
    merge(cards).says("Ana", "/customer 1 needs gaskets").says("Dora", "/customer 2 unmerge")
    rows = state(cards)["cards"]
    assert [each["needs"] for each in rows] == ["gaskets", "seals"]
    assert [each["business"] for each in rows] == ["", "pumps"]


def test_letters_since_the_merge_go_to_whom_their_address_belongs(cards: Desk) -> None:
    merge(cards)
    cards.receives("Pumps please", sender="Eva <eva@nova.example>", subject="Pumps")
    cards.receives("Seals please", sender="Pedro <pedro@nova-bombas.example>", subject="Seals")
    assert [customer_of(cards, number) for number in (1001, 1002)] == [1, 1]
    cards.says("Dora", "/customer 2 unmerge")
    assert [customer_of(cards, number) for number in (1001, 1002)] == [1, 2]
    assert ("pedro@nova-bombas.example", 2) in state(cards)["addresses"]
    cards.receives("Valves please", sender="Pedro <pedro@nova-bombas.example>", subject="Valves")
    assert customer_of(cards, 1003) == 2


def test_what_could_be_eithers_stays_and_is_offered(cards: Desk) -> None:
    merge(cards).says("Dora", "/customer 1 email eva.lopez@gmail.com Eva")
    cards.receives("Pumps please", sender="Eva <eva.lopez@gmail.com>", subject="Pumps").forget()
    cards.says("Dora", "/customer 2 unmerge").hears("These came since and name neither; they stay with 1.", who="Dora")
    cards.presses("Dora", "1001 to Nova Bombas").hears("1001 is with them now.", who="Dora")
    assert customer_of(cards, 1001) == 2


@pytest.mark.parametrize("order", [(3, 2), (2, 3)])
def test_a_chain_of_merged_cards_is_taken_apart_in_any_order(cards: Desk, order: tuple[int, int]) -> None:
    cards.says("Ana", "/customer add Third Co, Spain, max@third.example")
    before = state(cards)
    cards.says("Dora", "/customer 2 merge 3").says("Max", "/approve 1")
    cards.says("Dora", "/customer 1 merge 2").says("Max", "/approve 2")
    assert [each["merged_into"] for each in state(cards)["cards"]] == [None, 1, 2]
    for number in order:
        cards.says("Dora", f"/customer {number} unmerge").hears("Separated.", who="Dora")
    after = state(cards)
    assert after["keys"] == before["keys"]
    assert after["addresses"] == before["addresses"]
    assert [(each["merged_into"], each["owner_id"], each["needs"]) for each in after["cards"]] == [
        (each["merged_into"], each["owner_id"], each["needs"]) for each in before["cards"]
    ]


def test_a_card_without_owner_is_with_the_others_owner_after_a_merge(desk: Desk) -> None:
    desk.says("Dora", "/customer add Nova Bombas SA, Spain, eva@nova.example")
    desk.says("Bob", "/customer add Nova Pumps, Spain, luis@nova-pumps.example").forget()
    desk.says("Dora", "/customer 1 merge 2").says("Max", "/approve 1")
    assert [each["owner_id"] for each in state(desk)["cards"]] == [2, 2]
    desk.says("Dora", "/customer 2 unmerge")
    assert [each["owner_id"] for each in state(desk)["cards"]] == [None, 2]


def test_open_matters_of_the_other_owner_are_named_and_stay(desk: Desk) -> None:
    desk.receives(sender="Eva <eva@nova.example>")
    desk.receives("We need seals.", sender="Luis <luis@bombas.example>", subject="Seals")
    assert [desk.owner_of(number) for number in (1001, 1002)] == ["Ana", "Bob"]
    desk.says("Dora", "/customer 1 merge 2").says("Max", "/approve 1").hears("1002 stays with Bob.", who="Dora")
    assert (desk.owner_of(1002), customer_of(desk, 1002)) == ("Bob", 2)
    desk.forget().says("Ana", "/show 1002").says("Ana", "/customer 1 file")
    assert not any("seals" in each.casefold() for each in desk.chat("Ana")[-2:]), "the letter stays Bob's"
    desk.says("Bob", "/customer 1").hears("1 · ", who="Bob")
    assert "eva@nova.example" not in desk.chat("Bob")[-1]


def test_both_owners_hear_that_the_cards_stand_alone_again(cards: Desk) -> None:
    merge(cards).says("Dora", "/customer 2 unmerge")
    cards.hears("Card 2 (Nova Bombas) stands alone again.", who="Bob")
    assert "Card 2 (Nova Bombas) stands alone again." in cards.chat("Ana")[-1]


def test_who_lost_the_card_by_a_merge_takes_it_not_back_alone(cards: Desk) -> None:
    merge(cards).says("Bob", "/customer 2 unmerge").hears("I know no customer 1 of yours.", who="Bob")
    cards.says("Ana", "/customer 2 unmerge")
    assert "luis@nova-bombas.example" not in cards.chat("Ana")[-1], "it is Bob's again, and she sees the stub"


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/customer 1 not", "Which other card? Write it like: /customer 1 not 18"),
        ("/customer 1 not 1", "That is one card already."),
        ("/customer 1 not 2", "I know no customer 2 of yours."),
        ("/customer 1 takes 1001", "I know no 1001 that you may see."),
        ("/customer 2 same", "I know no customer 2 of yours."),
    ],
)
def test_what_is_not_hers_is_not_said(cards: Desk, typed: str, heard: str) -> None:
    cards.says("Ana", typed).hears(heard, who="Ana")
