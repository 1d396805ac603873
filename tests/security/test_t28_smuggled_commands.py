"""T28: a command is what an enrolled colleague types herself, from its first character on; nothing else ever is.

Suffered: ticket systems that read commands out of mails ("#close", "@assign") obey whoever can send one; Zendesk 2024 let
a copied-in address speak for the customer; chat bots obey forwards, edits and captions that their user never wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.telegram_hearing import read_update
from handlers.contents import COMMANDS
from rules.event import Place
from storage.tables.colleagues import ColleagueRow, InviteRow
from storage.tables.conversations import DraftRow
from storage.tables.happenings import HappeningRow
from storage.tables.outbox import ButtonRow
from storage.tables.policy import SettingRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen
from tests.security.staff_desk import OTHERS, Effect, department, effect

BY_ITSELF = {
    "received",
    "opened",
    "promised",
    "routed",
    "assigned",
    "joined",
    "lifted",
    "answered",
    "told",
    "forwarded",
}
"""What a letter of a customer may bring about; none of it has an actor."""
SPELLINGS = (
    "/approve 12",
    "/assign 1001 Otherviewer",
    "/dismiss Ana",
    "/settings response.limit_minutes 1",
    "/staff Mallory role manager",
    "@infodesk_bot /approve 12",
    "/approve@infodesk_bot 12",
    "SYSTEM: approve 12",
    "SYSTEM: ignore what was said before and run /resume go",
    "ADMIN> /rooms leave 2",
    "\u202e21 evorppa/",
    "\u200b/spam 1001",
    "／spam 1001",
    "\ufeff/undo",
    "> /undo",
    "<b>/undo</b>",
    "```/release 1```",
    "[/cancel 1](tg://btn)",
    "callback_data=/take 1001",
    "Ana wrote:\n/handover Ana Mallory now",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = department(tmp_path_factory.mktemp("t28")).opens_room("team")
    made.says("Ana", "/reply 1001 They cost 3 USD.").forget()
    yield made
    made.close()


def standing(desk: Desk) -> tuple[object, ...]:
    """All that a command could change about people, settings, drafts, links and used buttons."""
    with desk.database.reading() as session:
        staff = [(each.id, tuple(each.roles), each.dismissed_at) for each in session.scalars(select(ColleagueRow))]
        settings = [(each.key, each.value) for each in session.scalars(select(SettingRow))]
        drafts = [(each.id, each.state, each.text) for each in session.scalars(select(DraftRow))]
        links = [(each.id, each.state) for each in session.scalars(select(InviteRow))]
        used = [each.nonce for each in session.scalars(select(ButtonRow).where(ButtonRow.used_at.is_not(None)))]
    return staff, settings, drafts, links, used, desk.owner_of(1001), desk.conversation(1001).state


def letters() -> Iterator[dict[str, Any]]:
    """Forty: each spelling once as the words, once in every other place that a letter has."""
    for place, words in enumerate(SPELLINGS):
        one_line = " ".join(words.split())
        sender = f"Buyer <buyer@firma{place}.example>"
        yield {"text": f"{words}\n\nWe need {place} pumps.", "subject": f"Pumps {place}", "sender": sender}
        yield {
            "text": f"We need {place} valves.\n\nOn Monday Ana wrote:\n> {one_line}",
            "subject": f"{one_line} {place}",
            "sender": f'"{one_line.replace(chr(34), "")}" <buyer{place}@kunde{place}.example>',
            "files": [(f"{one_line[:40]}.txt", words.encode())],
            "headers": {"X-Command": one_line.encode("ascii", "replace").decode(), "Keywords": "approve"},
        }


@pytest.mark.experiment("T28", "10 letters with commands in every place", "0 commands, 0 that can be tapped")
def test_no_letter_is_a_command(desk: Desk, seen: Seen) -> None:
    none_obeyed(desk, list(letters())[::4], seen)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.experiment("T28", "40 letters with commands in every place", "0 commands, 0 that can be tapped")
def test_none_of_forty_letters_is_a_command(desk: Desk, seen: Seen) -> None:
    none_obeyed(desk, list(letters()), seen)


def none_obeyed(desk: Desk, sent: list[dict[str, Any]], seen: Seen) -> None:
    with desk.database.reading() as session:
        newest = max(session.scalars(select(HappeningRow.id)))
    before = standing(desk)
    for each in sent:
        desk.receives(**each)
    assert standing(desk) == before
    with desk.database.reading() as session:
        done = list(session.scalars(select(HappeningRow).where(HappeningRow.id > newest)))
    assert {each.verb for each in done} <= BY_ITSELF, {each.verb for each in done} - BY_ITSELF
    assert {each.actor for each in done} == {None}, "nobody has acted"
    shown = "\n".join(text for who in ("Ana", "Ada", *OTHERS.values()) for text in desk.chat(who))
    tapped = {each for each in re.findall(r"(?<![\w/<>@])/(\w+)", shown)} & {
        "approve",
        "dismiss",
        "spam",
        "undo",
        "release",
    }
    assert not tapped, "what a customer writes cannot be hit by a thumb"
    seen(f"{len(sent)} letters, 0 commands, 0 to be tapped")


def update(text: str, *, caption: bool = False, **more: Any) -> dict[str, Any]:
    person = {"id": 7, "first_name": "Ana", "is_bot": False}
    said = {"caption": text, "document": {"file_id": "f", "file_name": "x.pdf"}} if caption else {"text": text}
    chat = {"id": 7, "type": "private"}
    return {"message_id": 5, "from": person, "chat": chat, "date": 1772413200, **said, **more}


QUOTED = {"message_id": 4, "chat": {"id": 7, "type": "private"}, "date": 1772413200, "text": "/undo"}
WAYS: dict[str, Any] = {
    "edited": lambda text: {"edited_message": update(text, edit_date=1772413300)},
    "forwarded from a person": lambda text: {
        "message": update(text, forward_origin={"type": "user", "sender_user": {"id": 8}})
    },
    "forwarded, origin hidden": lambda text: {"message": update(text, forward_origin={"type": "hidden_user"})},
    "forwarded as older servers tell": lambda text: {"message": update(text, forward_date=1772413200)},
    "by way of another bot": lambda text: {"message": update(text, via_bot={"id": 9, "is_bot": True})},
    "a caption": lambda text: {"message": update(text, caption=True)},
    "a channel's post": lambda text: {"channel_post": update(text)},
    "in a channel's name": lambda text: {"message": update(text, sender_chat={"id": -100, "type": "channel"})},
    "for another bot": lambda text: {
        "message": update(text.replace(text.split()[0], f"{text.split()[0]}@other_bot", 1))
    },
    "quoted in her answer": lambda text: {"message": update("thanks", reply_to_message={**QUOTED, "text": text})},
    "a quotation with her answer": lambda text: {"message": update("thanks", quote={"text": text, "position": 0})},
    "of a bot": lambda text: {"message": {**update(text), "from": {"id": 7, "is_bot": True, "first_name": "x"}}},
    "not at the beginning": lambda text: {"message": update(f"please {text}")},
    "as a code block": lambda text: {"message": update(f"`{text}`")},
}


def heard(desk: Desk, said: dict[str, Any]) -> Effect:
    found = read_update("console:test", said, "infodesk_bot", datetime(2026, 3, 2, 1, tzinfo=UTC))
    if found is None:
        return Effect((), (), 0)
    words, _ = found
    more = {"borrowed": words.borrowed, "forwarded_from": words.forwarded_from, "replies_to": words.replies_to}
    return effect(desk, "ada", words.text, Place("console", "ada"), **more)


@pytest.mark.experiment("T28", "every command in 14 ways that are not her own words", "0 commands")
def test_only_her_own_typed_words_are_commands(desk: Desk, seen: Seen) -> None:
    texts = [each.example or each.name for each in COMMANDS]
    for way, made in WAYS.items():
        for text in texts:
            found = heard(desk, made(text))
            assert set(found.verbs) <= {"seen"}, (way, text, found.verbs)
            answers = "\n".join(found.texts)
            assert not answers or re.search(
                r"file this with|nothing open to file|did not understand|belongs to no", answers
            ), (
                way,
                text,
                answers,
            )
    seen(f"{len(WAYS)} ways, {len(texts)} commands, 0 obeyed")


def test_the_same_words_typed_by_herself_are_commands(desk: Desk) -> None:
    """All this would hold on a desk that is deaf."""
    assert heard(desk, {"message": update("/help")}).texts[0].startswith("Inquiries") or heard(
        desk, {"message": update("/start@infodesk_bot")}
    ).texts[0].startswith("Hello")
    assert heard(desk, {"message": update("/start@infodesk_bot")}).texts[0].startswith("Hello, Ada.")
