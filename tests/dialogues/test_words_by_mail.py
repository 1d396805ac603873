"""Who has no chat is told by mail; two things said at once are two mails, which no mailbox takes for one."""

from __future__ import annotations

from collections.abc import Iterable
from email import message_from_bytes

from handlers.alarms import alarm
from rules.event import Tick
from rules.outgoing import Outgoing
from rules.words import verbatim
from storage.work import Work
from tests.dialogues.desk import Desk


def both(work: Work, tick: Tick) -> Iterable[Outgoing]:
    return [*alarm(work, "one", verbatim("The first.")), *alarm(work, "two", verbatim("The second."))]


def test_two_alarms_of_one_minute_are_two_mails_with_names_of_their_own(desk: Desk) -> None:
    desk.hires("Al", "administrator", address="al@firm.example", chat=False)
    desk._run(desk.house.performer.perform(Tick("heartbeat", "tick:heartbeat:now"), both))
    desk.settle()
    mails = [message_from_bytes(raw) for _, to, raw in desk.postman.sent if to == ("al@firm.example",)]
    assert len(mails) == 2
    assert len({each["Message-ID"] for each in mails}) == 2
