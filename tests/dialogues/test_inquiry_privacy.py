"""Every command of the inquiry family against everybody whose business it is not (T24, T26, R41)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from handlers.contents import COMMANDS
from storage.tables.conversations import ConversationRow, DraftRow
from tests.dialogues.desk import Desk

FAMILY = [each for each in COMMANDS if each.family == "inquiry"]
SECRETS = ("zelda", "wundertal", "turbines")


def rows(desk: Desk) -> list[tuple[object, ...]]:
    with desk.database.reading() as session:
        conversations = session.scalars(select(ConversationRow).order_by(ConversationRow.id))
        drafts = session.scalars(select(DraftRow).order_by(DraftRow.id))
        found: list[tuple[object, ...]] = [
            (each.id, each.state, each.owner_id, each.closed_at, each.kind, each.urgent) for each in conversations
        ]
        return found + [(each.id, each.state, each.text) for each in drafts]


def told_to(desk: Desk, person: str, since: int) -> str:
    said = [saying for _, saying in desk.ears.said[since:] if saying.place.address == person.lower()]
    words = [text for each in said for text, _ in each.paragraphs]
    labels = [button.label for each in said for row in each.buttons for button in row]
    return "\n".join([*words, *labels])


def test_no_command_shows_or_changes_a_colleagues_customer(desk: Desk) -> None:
    desk.receives("We need 40 turbines", sender="Zelda <zelda@wundertal.example>", subject="Turbines")
    desk.says("Ana", "/reply 1001 Dear customer, tomorrow.").forget()
    before = rows(desk)
    for command in FAMILY:
        if command.name == "/who":
            continue  # the stub that every seller may see; it has a test of its own
        desk.now += timedelta(hours=1)  # who guesses wrong numbers faster is not listened to (T31)
        for words in ("1001", "1001 Bob because", "1 a word"):
            since = len(desk.ears.said)
            desk.says("Bob", f"{command.name} {words}".strip())
            heard = told_to(desk, "Bob", since)
            assert heard, command.name
            assert not [each for each in SECRETS if each in heard.lower()], (command.name, words, heard)
    assert rows(desk) == before
    assert not desk.mails_to("zelda@wundertal.example")


def test_who_does_not_sell_is_told_who_may(desk: Desk) -> None:
    desk.receives().forget()
    before = rows(desk)
    for command in FAMILY:
        if "administrator" not in command.roles:
            desk.forget().says("Ada", f"{command.name} 1001 a word").hears(f"{command.name} is for:", who="Ada")
    assert rows(desk) == before


def test_unknown_and_forbidden_sound_the_same(desk: Desk) -> None:
    desk.receives().forget()
    for command in ("/reply", "/note", "/answered", "/ask", "/why", "/spam", "/merge", "/split", "/urgent", "/save"):
        desk.says("Bob", f"{command} 1001 word")
        forbidden = desk.chat("Bob")[-1]
        desk.says("Bob", f"{command} 7777 word")
        assert desk.chat("Bob")[-1] == forbidden.replace("1001", "7777")


def test_a_room_hears_nothing_of_the_family(desk: Desk) -> None:
    desk.opens_room().receives().forget()
    for command in FAMILY:
        if not command.in_rooms:
            desk.forget().says("Ana", f"{command.name} 1001 a word", room="team").hears("only in private", who="team")
