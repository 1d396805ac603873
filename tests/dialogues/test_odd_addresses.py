"""A letter from an address to which no mail can go went into quarantine: no number, no clock, nobody's. Docomo gave out such."""

from __future__ import annotations

import pytest

from tests.dialogues.desk import Desk

LETTER = "From: Eva <{sender}>\nTo: info@firm.example\nSubject: Pumps\nMessage-ID: <odd@x>\n\nWe need 40 pumps, CIF Valencia.\n"


@pytest.mark.parametrize("sender", ["eva..l@docomo.ne.jp", "eva.@docomo.ne.jp", "eva@intern", "客户@kunde.example"])
def test_a_customer_who_cannot_be_answered_by_mail_gets_a_number_a_clock_and_a_person(desk: Desk, sender: str) -> None:
    desk.receives(raw=LETTER.format(sender=sender).replace("\n", "\r\n").encode())
    assert desk.numbers() == [1001]
    owner = desk.owner_of(1001)
    desk.hears("To be answered by", who=owner)
    mail = desk.mails_to(f"{owner.lower()}@firm.example")[0]
    assert "info@firm.example" in mail["Reply-To"]
    assert sender not in mail["Reply-To"]


def test_an_answer_to_it_is_refused_with_the_other_way(desk: Desk) -> None:
    desk.receives(raw=LETTER.format(sender="eva@intern").replace("\n", "\r\n").encode())
    owner = desk.owner_of(1001)
    desk.forget().says(owner, "/reply 1001 Dear Eva").hears("is no mail address", who=owner)
