"""Customers' cards: entered, found, completed, counted, moved, merged (R14, R36, R41-R48, R70-R77)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.dialogues.desk import Desk

KUNDE = "/customer add Kunde GmbH, Spain, eva@kunde.example, Eva Lopez, +34 612 345 678"


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One department, with a customer of Ana's, for all questions that change nothing."""
    desk = Desk(tmp_path_factory.mktemp("still"))
    for name, role in (("Ana", "salesperson"), ("Bob", "salesperson"), ("Dora", "dispatcher"), ("Max", "manager")):
        desk.hires(name, role)
    yield desk.hires("Pia", "production").says("Ana", KUNDE).settle().forget()
    desk.close()


def test_a_customer_is_entered_and_belongs_to_who_entered_him(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).hears(
        "1 · Kunde GmbH", "Spain", "Eva Lopez: eva@kunde.example", "With Ana", "entered at once"
    )
    quiet.says("Ana", "/customer 1").hears("telephone: +34 612 34 56 78", "Complete: 36 %", "Missing: website")


def test_the_first_letter_opens_the_card_with_its_delay(quiet: Desk) -> None:
    quiet.receives("We need 40 pumps.", sender="Eva Lopez <eva@kunde.example>").forget()
    quiet.says("Max", "/customer kunde.example").hears("First contact", "eva@kunde.example")


@pytest.mark.parametrize("wanted", ["kunde", "KÜNDE", "kunde.example", "eva@kunde.example", "1", "#1"])
def test_a_customer_is_found_by_name_domain_address_or_number(still: Desk, wanted: str) -> None:
    if wanted == "KÜNDE":
        still.says("Ana", f"/customer {wanted}").hears("Kunde GmbH")
    still.says("Ana", f"/customer {wanted}").hears("With Ana")


def test_colleagues_see_name_country_and_owner_only(still: Desk) -> None:
    still.says("Bob", "/customer kunde")
    assert still.chat("Bob")[-1] == "1 · Kunde GmbH, Spain, with Ana"
    assert "The whole file" not in still.buttons("Bob")


@pytest.mark.parametrize(
    "what", ["phone +34 612 345 679", "file", "contact Luis Gil, luis@kunde.example", "unmerge", "merge 2", "fixed yes"]
)
def test_what_is_not_hers_sounds_like_what_is_not_there(still: Desk, what: str) -> None:
    still.says("Bob", f"/customer 1 {what}")
    forbidden = still.chat("Bob")[-1]
    still.says("Bob", f"/customer 9 {what}")
    assert still.chat("Bob")[-1] == forbidden.replace("1", "9", 1)


def test_other_departments_do_not_see_customers(still: Desk) -> None:
    still.says("Pia", "/customer 1").hears("/customer is for")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/customer", "By name, domain or number."),
        ("/customer zzz", "I find no customer zzz"),
        ("/customer 1 phone 12", "12 is no telephone number"),
        ("/customer 1 phone", "What shall I write?"),
        ("/customer 1 shoe size", "What shall I write?"),
        ("/customer 1 country Narnia", "I know no country Narnia"),
        ("/customer 1 website not one", "is no website"),
        ("/customer 1 grade Z", "A grade is A, B or C."),
        ("/customer 1 nature alien", "Middleman or end user?"),
        ("/customer 1 language espanol", "two letters"),
        ("/customer 1 name -", "A customer needs a name."),
        ("/customer 1 email eva", "is no mail address"),
        ("/customer 1 email info@firm.example", "one of our own addresses"),
        ("/customer 1 contact bob@firm.example", "one of our own addresses"),
        ("/customer 1 contact", "Who?"),
        ("/customer 1 merge", "Which card shall become part of it?"),
        ("/customer 1 merge 1", "That is one card already."),
        ("/customer 1 merge 9", "I know no customer 9"),
        ("/customer 1 unmerge", "Card 1 is no part of another"),
        ("/customer 1 talked Zed", "I know nobody called Zed"),
        ("/customer 1 owner Bob because I like him", "Only a dispatcher or the manager"),
        ("/customer 1 fixed yes", "Only the manager fixes"),
        ("/customer add", "I need at least a name and a country or an address"),
        ("/customer add Nameless", "I need at least a name and a country or an address"),
        ("/customer add Ours, ana@firm.example", "one of our own addresses"),
        ("/card", "From which fair, and who?"),
        ("/card Canton Fair 2026:", "I need at least a name"),
        ("/card Canton Fair: Li, Co, China, talked with Zed", "I know nobody called Zed"),
    ],
)
def test_a_wrong_word_answers_what_is_wrong_with_an_example(still: Desk, said: str, answer: str) -> None:
    still.says("Ana", said).hears(answer)


def test_the_card_is_completed_field_by_field_and_every_change_is_recorded(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE)
    for change in ("website www.kunde.example", "address Calle Mayor 1", "business pumps", "needs 40 pumps"):
        quiet.says("Ana", f"/customer 1 {change}")
    quiet.says("Ana", "/customer 1 preferences e-mail").says("Ana", "/customer 1 nature middleman")
    quiet.says("Ana", "/customer 1 credit good").hears("Complete: 100 %")
    quiet.says("Ana", "/customer 1 credit -").hears("It waits for approval 1.").says("Max", "/approve 1")
    quiet.says("Ana", "/customer 1").hears("Missing: credit")
    quiet.says("Max", "/audit customer 1").hears("website was changed", "credit was changed")


def test_several_people_with_several_addresses_leave_nothing_out(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE)
    quiet.says("Ana", "/customer 1 contact Luis Gil, buyer, +34 611 111 111, luis@kunde.example, l.gil@kunde.example")
    quiet.says("Ana", "/customer 1 email luis.gil@gmail.com Luis Gil").hears(
        "Luis Gil (buyer, +34 611 11 11 11): l.gil@kunde.example, luis.gil@gmail.com, luis@kunde.example"
    )


def test_an_address_belongs_to_one_customer(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).says("Bob", "/customer add Rossi SpA, Italy, maria@rossi.example")
    quiet.says("Bob", "/customer 2 email eva@kunde.example").hears("eva@kunde.example belongs to 1 · Kunde GmbH")


def test_the_same_buyer_is_not_entered_twice(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).forget()
    quiet.says("Bob", "/customer add Kunde Iberia, Spain, luis@kunde.example").hears(
        "They are our customer already", who="Bob"
    )
    quiet.says("Bob", "/customer add Kunde, Portugal, luis@kunde-pt.example").hears("They may be our customer already")
    quiet.presses("Bob", "No, it is another one").hears("2 · Kunde", "With Bob")


def test_only_dispatcher_and_manager_move_a_customer_with_a_reason_and_word_to_the_former(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).forget()
    quiet.says("Dora", "/customer 1 owner Bob").hears("Why?")
    quiet.says("Dora", "/customer 1 owner Bob because she moved to Spain").hears("It waits for approval 1.")
    quiet.says("Max", "/approve 1").hears(
        "1 is approved.",
        "Your customer Kunde GmbH has gone to Bob: she moved to Spain",
        "is your customer now",
    )
    quiet.says("Dora", "/customer 1 owner Bob because again").hears("Bob has this customer already.")
    quiet.says("Ana", "/customer 1 file").hears("I know no customer 1 of yours")
    quiet.says("Bob", "/customer 1 file").hears("from Ana to Bob")


def test_the_owner_of_a_key_customer_is_fixed_by_the_manager(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).says("Max", "/customer 1 fixed yes").hears("the owner is fixed")
    quiet.says("Dora", "/customer 1 owner Bob because x").hears("Only the manager changes it")
    quiet.says("Max", "/customer 1 fixed no").says("Max", "/customer 1 owner Bob because x").hears("with Bob now")


def test_customers_are_counted_by_country_grade_source_and_owner(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).says("Bob", "/customer add Rossi SpA, Italy, maria@rossi.example")
    quiet.says("Bob", "/customer 2 grade a").says("Max", "/approve 1").says("Ana", "/customer counts").hears(
        "By country: Spain: 1, Italy: 1", "By grade: ", "A: 1", "By owner: Ana: 1, Bob: 1"
    )


def test_two_cards_of_one_customer_become_one_and_two_again(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).says("Bob", "/customer add Iberia Kunde SA, Spain, luis@other.example").forget()
    quiet.says("Ana", "/customer 1 merge 2").hears("I know no customer 2 of yours")
    quiet.says("Dora", "/customer 1 merge 2").hears("It waits for approval 1.").says("Max", "/approve 1")
    quiet.says("Dora", "/customer 1").hears("luis@other.example")
    quiet.says("Ana", "/customer luis@other.example").hears("1 · Kunde GmbH")
    quiet.says("Dora", "/customer 2 unmerge").hears("Separated.", "2 · Iberia Kunde SA", "With Bob")
    quiet.says("Ana", "/customer 1").hears("eva@kunde.example")
    assert "luis@other.example" not in quiet.chat("Ana")[-1]


def test_the_file_is_put_together_from_what_is_stored(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).receives("We need 40 pumps.").forget()
    quiet.says("Ana", "/customer 1 file").hears("File of 1 · Kunde GmbH", "Inquiry for pumps; letters in 1, out 0")


def test_whoever_looks_at_a_card_is_recorded(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).says("Dora", "/customer 1").says("Ana", "/customer 1").forget()
    quiet.says("Max", "/audit customer 1").hears("Dora: Dora read the card")
    assert quiet.chat("Max")[-1].count("Ana: Ana read the card") == 1, "the owner, too: who leaves was an owner"


def test_a_card_from_a_fair_becomes_a_customer_whom_the_dispatcher_gives_away(quiet: Desk) -> None:
    said = "/card Canton Fair 2026: Eva Lopez, Kunde GmbH, Spain, eva@kunde.example, talked with Bob"
    quiet.says("Ana", said).hears(
        "Entered.", "Bob talked with Kunde GmbH at Canton Fair 2026", "Whose customer shall it be?"
    )
    quiet.presses("Dora", "To Bob").hears("Kunde GmbH is with Bob now.")
    quiet.presses("Max", "To Ana").hears("Kunde GmbH is with Ana now.", "has gone to Ana")


def test_a_fair_customer_goes_to_who_talked_with_him(quiet: Desk) -> None:
    quiet.says("Dora", "/card Canton Fair 2026: Eva Lopez, Kunde GmbH, Spain, eva@kunde.example, talked with Bob")
    quiet.receives("We need 40 pumps.")
    assert quiet.owner_of(quiet.numbers()[-1]) == "Bob"


def test_a_card_of_a_known_customer_adds_the_person(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).forget()
    quiet.says("Bob", "/card Canton Fair 2026: Luis Gil, Kunde, Spain, luis@kunde.example").hears(
        "They are our customer already: 1 · Kunde GmbH, Spain, with Ana"
    )
    quiet.says("Ana", "/customer 1").hears("Luis Gil: luis@kunde.example", "Talked with Bob at the fair")


def test_a_strangers_name_holds_no_command(quiet: Desk) -> None:
    quiet.says("Ana", "/customer add /approve 12, Spain, x@y.example").hears("⁄approve 12")
