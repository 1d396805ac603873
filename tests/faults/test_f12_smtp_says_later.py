"""F12: the mail server says "later" at any step. Tried by the ladder for five days, told once, and told when it is over."""

from __future__ import annotations

import random
import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.experiments import SEED, Seen
from tests.faults.wired import WiredDesk, wired

STEPS = ("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "DOT")
ANSWERS = ("421 4.3.2 closing", "450 4.2.1 busy", "451 4.3.0 local error", "452 4.3.1 full")
DAYS = timedelta(days=5)


def tries(desk: WiredDesk, step: str) -> int:
    """How often the server was asked: connections where it said no to these, else sender addresses."""
    if step in ("CONNECT", "EHLO"):
        return desk.server.connections
    return sum(each.startswith("MAIL") for each in desk.server.commands)


def five_days(desk: WiredDesk, step: str, answer: str) -> tuple[int, str]:
    """A customer's mail meets that answer for five days; returns how often it was tried and whose it is."""
    desk.receives()
    desk.server.answers[step] = answer
    before = tries(desk, step)
    owner = desk.reaches(desk.server.port).answers_customer()
    desk.lives_until(desk.now + DAYS + timedelta(hours=3), timedelta(hours=8))
    return tries(desk, step) - before, owner


@pytest.mark.experiment(
    "F12", "451 at RCPT for 5 days, simulated", "tries by the ladder, about 124; told; a draft again"
)
def test_after_five_days_it_is_dead_its_author_knows_and_has_the_text_as_a_draft(tmp_path: Path, seen: Seen) -> None:
    random.seed(SEED)
    with wired(tmp_path) as desk:
        count, owner = five_days(desk, "RCPT", ANSWERS[2])
        assert [each.state for each in desk.to_customers()] == ["dead"]
        assert 115 <= count <= 135
        late, given_up = desk.heard_by(owner, "still waiting to leave"), desk.heard_by(owner, "I gave up on a mail")
        assert (late, given_up, desk.heard_by("Ada", "Mails wait to be sent")) == (1, 1, 2)
        desk.server.answers.clear()
        desk.presses(owner, "The draft").presses(owner, "Send")
        assert [each.state for each in desk.to_customers()] == ["dead", "sent"]
        desk.lives_until(desk.now + timedelta(hours=1))
        desk.holds()
        seen(
            f"{count} tries; author told late {late}, dead {given_up}; administrator begin and end; sent from the draft"
        )


@pytest.mark.experiment("F12", "the ladder of one mail, simulated", "1, 5, 15, 30, 60 min, then hourly, +-20 %")
def test_the_pauses_are_those_of_the_ladder(tmp_path: Path, seen: Seen) -> None:
    with wired(tmp_path) as desk:
        desk.receives()
        desk.server.answers["DATA"] = "450 4.7.1 greylisted"
        desk.answers_customer()
        pauses: list[float] = []
        while len(pauses) < 9:
            row = desk.to_customers()[0]
            pauses.append((row.due_at - desk.now) / timedelta(minutes=1))
            desk.now = row.due_at
            desk.settle()
        for pause, rung in zip(pauses, (1, 5, 15, 30, 60, 60, 60, 60, 60), strict=True):
            assert 0.79 * rung <= pause <= 1.21 * rung, pauses
        seen(", ".join(f"{each:.1f}" for each in pauses) + " min")


@pytest.mark.experiment(
    "F12", "a server away for 5 h, simulated", "author 15 min, administrator 4 h, each once; over: told"
)
def test_who_is_told_when_and_once_more_when_it_is_over(tmp_path: Path, seen: Seen) -> None:
    with wired(tmp_path) as desk:
        desk.receives()
        desk.server.answers["CONNECT"] = "421 4.3.2 down for repair"
        owner = desk.reaches(desk.server.port).answers_customer()
        began = desk.now
        told: dict[str, timedelta] = {}
        for _ in range(17):
            desk.lives_until(desk.now + timedelta(minutes=1), timedelta(minutes=1))
            told |= {owner: desk.now - began} if owner not in told and desk.heard_by(owner, "still waiting") else {}
        desk.lives_until(began + timedelta(hours=3, minutes=58), timedelta(minutes=20))
        assert desk.heard_by("Ada", "Mails wait to be sent") == 0
        for _ in range(4):
            desk.lives_until(desk.now + timedelta(minutes=1), timedelta(minutes=1))
            told |= {"Ada": desk.now - began} if "Ada" not in told and desk.heard_by("Ada", "Mails wait to be") else {}
        assert timedelta(minutes=15) <= told[owner] <= timedelta(minutes=17)
        assert timedelta(hours=4) <= told["Ada"] <= timedelta(hours=4, minutes=2)
        desk.server.answers.clear()
        desk.lives_until(desk.now + timedelta(hours=2))
        assert len(desk.server.taken) == 2, "the forward of before, and the answer"
        assert desk.heard_by(owner, "still waiting to leave") == desk.heard_by(owner, "It has gone now") == 1
        assert desk.heard_by("Ada", "Mails wait to be sent") == 2, "that it begins, and that it is over"
        desk.holds()
        seen(f"author after {told[owner]}, administrator after {told['Ada']}, each once; both told that it is over")


@pytest.mark.experiment(
    "F12", "40 mails wait for a server that is away", "one call in 30 s at most; when one goes, all go"
)
def test_a_server_that_is_away_is_not_called_for_each_mail_and_all_go_when_it_is_back(
    tmp_path: Path, seen: Seen
) -> None:
    with wired(tmp_path) as desk:
        desk.server.answers["CONNECT"] = "421 4.3.2 down for repair"
        desk.reaches(desk.server.port, away=30.0)
        for number in range(40):
            desk.postbox.put(desk.written("40 pumps", f"c{number}@c{number}.example", "Pumps", "info@firm.example", {}))
        desk.settle()
        assert len(desk.mails()) == 40
        calls = desk.server.connections
        assert calls <= 2
        desk.jumps(hours=2)
        desk.server.answers.clear()
        desk.reaches(desk.server.port)  # the half minute is over
        desk.jumps(minutes=70)
        assert [each.state for each in desk.mails()] == ["sent"] * 40
        told = [desk.heard_by(each, "mails are still waiting to leave") for each in ("Ana", "Bob")]
        assert told == [1, 1], "one message to each, not one for each mail"
        desk.holds()
        seen(f"40 mails, {calls} calls; each colleague told once of all hers; lost 0")


@pytest.mark.experiment("F12", "two mails to one customer, the first held up", "the second never passes the first")
def test_the_order_to_one_customer_is_kept(tmp_path: Path, seen: Seen) -> None:
    with wired(tmp_path) as desk:
        desk.receives()
        desk.server.answers["RCPT eva@kunde.example"] = ["451 4.3.0 later"] * 3
        desk.answers_customer(words="The first.")
        desk.answers_customer(words="The second.")
        desk.lives_until(desk.now + timedelta(hours=2))
        bodies = [body for body in desk.server.taken if b"The first." in body or b"The second." in body]
        order = [re.search(rb"The (first|second)\.", body)[1] for body in bodies]  # type: ignore[index]
        assert order == [b"first", b"second"]
        desk.holds()
        seen("first, second")


@pytest.mark.slow
@pytest.mark.experiment(
    "F12", "421, 450, 451, 452 at each verb for 5 days", "about 124 tries each; dead, told, a draft again"
)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("answer", ANSWERS, ids=lambda each: str(each)[:3])
def test_every_answer_at_every_step_for_five_days(tmp_path: Path, step: str, answer: str, seen: Seen) -> None:
    random.seed(SEED)
    with wired(tmp_path) as desk:
        count, owner = five_days(desk, step, answer)
        assert [each.state for each in desk.to_customers()] == ["dead"]
        assert 115 <= count <= 135
        assert desk.heard_by(owner, "I gave up on a mail") == 1
        desk.holds()
        seen(f"{count} tries")
