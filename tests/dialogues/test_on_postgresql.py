"""The same department on PostgreSQL: nothing of a conversation depends on the kind of database."""

from __future__ import annotations

from pathlib import Path

from tests.dialogues.desk import Desk
from tests.dialogues.test_one_buyer import customer_of
from tests.dialogues.test_one_buyer import state as customers
from tests.dialogues.test_splitting_and_merging import state as inquiries


def test_a_whole_conversation_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    desk = Desk(tmp_path, postgresql_url)
    try:
        desk.hires("Ana").hires("Bob").hires("Dora", "dispatcher").hires("Max", "manager").hires("Ada", "administrator")
        desk.receives().receives("A newsletter", subject="News", headers={"List-Unsubscribe": "<mailto:x@y.example>"})
        owner = desk.owner_of(1001)
        other = "Bob" if owner == "Ana" else "Ana"
        desk.says(other, "/take 1001").hears(f"It is already with {owner}.", who=other)
        desk.says(owner, "/reply 1001 Dear Eva, our offer follows.").presses(owner, "Send")
        (mail,) = desk.mails_to("eva@kunde.example")
        assert desk.conversation(1001).state == "answered"
        desk.receives("And 20 more?", headers={"In-Reply-To": mail["Message-ID"]})
        assert desk.conversation(1001).state == "assigned"
        desk.says(owner, "/why 1001").says("Max", "/board").says("Max", "/report").says("Dora", "/inbox")
        desk.says("Max", "/find pump").says("Max", "/customer counts").says("Ada", "/health").says("Max", "/audit")
        assert not any(
            "my fault" in each for person in ("Ana", "Bob", "Dora", "Max", "Ada") for each in desk.chat(person)
        )
        desk.passes(days=1, hours=2).hears("1001", who="Max")
    finally:
        desk.close()


def test_merges_and_splits_and_their_undoing_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    desk = Desk(tmp_path, postgresql_url)
    try:
        desk.hires("Ana").hires("Dora", "dispatcher").hires("Max", "manager").settle()
        desk.receives().jumps(hours=1)
        desk.receives("We need valves.", subject="Valves", sender="Carl <carl@kunde.example>")
        desk.says("Ana", "/reply 1001 Dear Eva.").jumps(minutes=1).says("Ana", "/reply 1002 Dear Carl.")
        before = inquiries(desk)
        desk.says("Ana", "/merge 1001 1002").receives("Pumps?", headers={"In-Reply-To": "<1@mail.example>"})
        desk.presses("Ana", "Take it back").hears("Taken back in 1001", who="Ana")
        assert inquiries(desk)["drafts"] == before["drafts"]
        before = inquiries(desk)
        desk.says("Ana", "/split 1001").presses("Ana", "Take it back").hears("Taken back in 1003", who="Ana")
        after = inquiries(desk)
        assert (after["letters"], after["promises"], after["rows"][:2]) == (
            before["letters"], before["promises"], before["rows"][:2]
        )  # fmt: skip

        desk.says("Dora", "/customer add Nova Bombas SA, Spain, eva@nova.example, +34 612 349 578")
        desk.says("Dora", "/customer add anyway Nova Bombas, Spain, luis@bombas.example, +34 612 349 578")
        cards = customers(desk)
        desk.says("Dora", "/customer same").presses("Dora", "One: 3 is part of 2").hears("Merged.", who="Dora")
        desk.jumps(minutes=1).receives("Seals?", sender="Pedro <pedro@bombas.example>", subject="Seals")
        assert customer_of(desk, 1004) == 2
        desk.says("Dora", "/customer 3 unmerge").hears("Separated.", who="Dora")
        assert customer_of(desk, 1004) == 3
        assert [each["merged_into"] for each in customers(desk)["cards"]] == [
            each["merged_into"] for each in cards["cards"]
        ]
        desk.says("Dora", "/customer 2 not 3").says("Dora", "/customer same").hears("No two cards", who="Dora")
        assert not any("my fault" in each for person in ("Ana", "Dora", "Max") for each in desk.chat(person))
    finally:
        desk.close()
