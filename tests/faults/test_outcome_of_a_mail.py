"""What became of a mail is what the mail server said, also when the database cannot note a trouble of that server (F14)."""

from __future__ import annotations

import pytest

from rules.outgoing import MaybeSent
from tests.dialogues.desk import Desk


@pytest.fixture
def dumb(desk: Desk) -> Desk:
    """A desk whose database answers nothing about alarms."""
    with desk.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alarms")
    return desk


def send(desk: Desk) -> str:
    carried = desk._run(desk.house.carrier.sender.send("info@firm.example", ["eva@kunde.example"], b""))
    return str(carried.remote)


def test_a_mail_that_was_taken_counts_as_taken(dumb: Desk) -> None:
    assert send(dumb) == "250 ok"


def test_a_mail_of_which_nobody_knows_stays_one_of_which_nobody_knows(dumb: Desk) -> None:
    dumb.postman.fault = MaybeSent("the line broke after the dot")
    with pytest.raises(MaybeSent):
        send(dumb)
