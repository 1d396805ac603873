"""The letter that `infodesk check` sends from the front door to itself stays in the mailbox and concerns nobody."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mail.probe_subaddress import probe_letter
from storage.tables.letters import LetterRow
from tests.dialogues.desk import Desk

STAMP = b"Return-Path: <info@firm.example>\r\nDelivered-To: info+probe-k3j9@firm.example\r\n"


@pytest.mark.parametrize("folder", ["INBOX", "Junk", "Sent"])
def test_the_probe_letter_starts_no_inquiry_and_nobody_hears_of_it(desk: Desk, folder: str) -> None:
    desk.opens_room().forget()
    desk.receives(raw=STAMP + probe_letter("info@firm.example", "k3j9", desk.now), folder=folder).hears()
    assert desk.numbers() == []
    assert desk.postman.sent == []
    with desk.database.reading() as session:
        letter = session.scalars(select(LetterRow)).one()
        assert (letter.state, letter.conversation_id, letter.reason) == ("sorted", None, "")
        assert letter.message_id == "<probe.k3j9@firm.example>"
