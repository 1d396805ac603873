"""F15: of several recipients the server takes some. Only the others are tried again, or told; nobody gets it twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.event import Tick
from rules.outgoing import Mailbox, SendMail
from tests.experiments import Seen
from tests.faults.wired import WiredDesk, wired

EVA, BO, CY = "eva@kunde.example", "bo@kunde.example", "cy@kunde.example"


def writes_to_three(desk: WiredDesk) -> None:
    """A mail to three people of the customer, as if a colleague had sent it."""
    desk.receives()
    mail = SendMail(
        sender=Mailbox("Ana", "info@firm.example"),
        to=(Mailbox("Eva", EVA),),
        cc=(Mailbox("Bo", BO), Mailbox("Cy", CY)),
        subject="Offer",
        text="Our offer follows.",
        audience="customer",
        token="t" * 32,
        conversation=1001,
        about=(1,),
        file_copy=True,
    )
    desk._run(desk.house.performer.perform(Tick("test", "test:three"), lambda work, _: [mail]))


def given_to(desk: WiredDesk, address: str) -> int:
    return sum(address in each for each in desk.server.recipients)


def copies(desk: WiredDesk) -> int:
    return len(desk.postbox.folders["Sent"])


@pytest.mark.experiment("F15", "3 recipients, 1 refused for good", "2 got it once; only the refused one is told")
def test_the_refused_one_is_told_and_nobody_gets_it_twice(tmp_path: Path, seen: Seen) -> None:
    with wired(tmp_path) as desk:
        desk.server.answers[f"RCPT {BO}"] = "550 5.1.1 no such user"
        writes_to_three(desk)
        desk.settle().hears(f"To {BO}, subject Offer", "no such user", who="Ana")
        desk.jumps(hours=3)
        assert (given_to(desk, EVA), given_to(desk, BO), given_to(desk, CY), copies(desk)) == (1, 0, 1, 1)
        assert [each.state for each in desk.to_customers()] == ["sent"]
        desk.holds()
        seen("2 copies for 2 recipients, author told of 1, one copy in Sent")


@pytest.mark.experiment("F15", "3 recipients, 1 later, 1 never", "later: it alone is tried again; the others once")
def test_the_later_one_alone_is_tried_again(tmp_path: Path, seen: Seen) -> None:
    with wired(tmp_path) as desk:
        desk.server.answers[f"RCPT {BO}"] = "550 5.1.1 no such user"
        desk.server.answers[f"RCPT {CY}"] = ["451 4.2.0 greylisted"] * 3
        writes_to_three(desk)
        desk.settle()
        assert [each.state for each in desk.to_customers()] == ["waiting"]
        assert desk.heard_by("Ana", f"To {BO}, subject Offer") == 1
        desk.lives_until(desk.now.replace(hour=desk.now.hour + 2))
        assert (given_to(desk, EVA), given_to(desk, BO), given_to(desk, CY), copies(desk)) == (1, 0, 1, 1)
        desk.holds()
        seen("eva 1, bo 0 and told, cy 1 at the fourth try; one copy in Sent")


@pytest.mark.experiment(
    "F15", "1 of 3 never taken for 5 days", "given up for it alone; the customer counts as answered"
)
def test_who_never_gets_it_is_told_and_the_answer_still_counts(tmp_path: Path, seen: Seen) -> None:
    with wired(tmp_path) as desk:
        desk.server.answers[f"RCPT {CY}"] = "451 4.2.0 greylisted"
        writes_to_three(desk)
        desk.settle()
        row = desk.to_customers()[0]
        desk.now = row.decided_at.replace(day=row.decided_at.day + 6)
        desk.settle()
        assert [each.state for each in desk.to_customers()] == ["dead"]
        desk.hears("I gave up on a mail", f"To {CY}, subject Offer", who="Ana")
        assert desk.heard_by("Ana", "runs again") == 0
        assert (given_to(desk, EVA), given_to(desk, CY), copies(desk)) == (1, 0, 1)
        seen("told of the one, no draft and no clock for the others")
