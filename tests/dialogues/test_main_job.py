"""The main job: a letter finds its person, one person takes it, the customer is answered, the promise is kept."""

from __future__ import annotations

from tests.dialogues.desk import Desk


def test_a_letter_finds_its_person_by_the_managers_table(desk: Desk) -> None:
    desk.says("Max", "/rules add country ES Ana")
    desk.forget().receives(sender="Eva Lopez <eva@bombas.example.es>", text="Precio de 40 bombas, CIF Valencia.\n+34 600 123 456")
    desk.hears("To be answered by", "With Ana", who="Ana")
    assert desk.owner_of(1001) == "Ana"
    (forward,) = desk.mails_to("ana@firm.example")
    assert "eva@bombas.example.es" in forward["Reply-To"]
    assert "40 bombas" in forward.get_body(("plain",)).get_content()


def test_one_person_takes_what_nobody_has(desk: Desk) -> None:
    desk.set("routing.order", "open_inquiry, existing_owner")
    desk.receives().hears("Nobody has it yet.", who="Dora")
    desk.says("Ana", "/take 1001").hears("1001 is yours, Ana.", who="Ana")
    desk.forget().says("Bob", "/take 1001").hears("It is already with Ana.", who="Bob")


def test_an_answer_by_chat_reaches_the_customer_and_keeps_the_promise(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.forget().says(owner, "/reply 1001 Dear Eva, 310 USD each.").hears("This will leave", "Dear Eva", who=owner)
    desk.presses(owner, "Send")
    (mail,) = desk.mails_to("eva@kunde.example")
    assert mail["From"].addresses[0].addr_spec == "info@firm.example"
    assert mail["From"].addresses[0].display_name == f"{owner}, Firm"
    assert mail["In-Reply-To"] == "<1@mail.example>"
    assert "310 USD" in mail.get_content()
    assert desk.conversation(1001).state == "answered"
    assert desk.conversation(1001).first_answer_at == desk.now
    desk.presses_again = None  # type: ignore[attr-defined]


def test_her_answer_from_her_own_mailbox_stops_the_clock(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    (forward,) = desk.mails_to(f"{owner.lower()}@firm.example")
    desk.receives(
        "Dear Eva, our offer follows.",
        sender=f"{owner} <{owner.lower()}@firm.example>",
        to=forward["Reply-To"],
        subject="Re: Inquiry for pumps",
        headers={"In-Reply-To": forward["Message-ID"], "References": forward["Message-ID"]},
    )
    assert desk.conversation(1001).state == "answered"
    assert desk.numbers() == [1001]


def test_the_customers_next_letter_joins_and_the_clock_runs_again(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD each.").presses(owner, "Send")
    (mail,) = desk.mails_to("eva@kunde.example")
    desk.forget().receives(
        "Can you do 290?", subject="Re: Inquiry for pumps", headers={"In-Reply-To": mail["Message-ID"]}
    )
    desk.hears("Can you do 290?", "To be answered by", who=owner)
    assert desk.numbers() == [1001]
    assert desk.conversation(1001).state == "assigned"


def test_the_same_letter_twice_is_one_inquiry(desk: Desk) -> None:
    desk.receives().forget().receives().hears()
    assert desk.numbers() == [1001]


def test_a_stranger_hears_nothing(desk: Desk) -> None:
    desk.receives().forget().says("Mallory", "/show 1001").says("Mallory", "hello").says("Mallory", "/start guess").hears()


def test_a_promise_breaks_and_the_manager_hears(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.forget().passes(days=1).hears("1001", who=owner)
    desk.passes(hours=1).hears("1001", who="Max")
