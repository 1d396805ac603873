"""The same department on PostgreSQL: nothing of a conversation depends on the kind of database."""

from __future__ import annotations

from pathlib import Path

from tests.dialogues.desk import Desk


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
