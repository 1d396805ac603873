"""T12: who sends a guessed Message-ID first suppresses the real letter: FreeScout, Zammad and osTicket drop the second one.

Here a letter is known by where it lies and by its bytes. Two of one Message-ID are both kept, and people are told of it.
"""

from __future__ import annotations

import random

import pytest

from rules.words import from_plain
from storage.tables.happenings import HappeningRow
from storage.tables.letters import LetterRow
from tests.dialogues.desk import Desk
from tests.experiments import SEED, Seen

DOOR = "info@firm.example"


def squatted(desk: Desk, pairs: int) -> tuple[int, int]:
    """Pairs of one Message-ID, the squatter's first or second by lot: how many real ones are missing, how many flagged."""
    dice = random.Random(SEED)
    desk.set("mail.letters_of_domain", "0")
    for number in range(pairs):
        same = {"Message-ID": f"<order-{number}@kunde{number}.example>"}
        real = desk.written(
            f"The real order: {number + 1} pumps.", f"C <c@kunde{number}.example>", "Order", DOOR, dict(same)
        )
        fake = desk.written(f"Nothing {number}.", f"M <m{number}@evil{number}.example>", "Hello", DOOR, dict(same))
        for raw in dice.sample([real, fake], 2):
            desk.postbox.put(raw)
    desk.settle()
    with desk.database.reading() as session:
        real_ones = session.query(LetterRow).filter(
            LetterRow.sender.like("c@kunde%"), LetterRow.conversation_id.is_not(None)
        )
        flags = session.query(HappeningRow).filter(HappeningRow.verb == "flagged").count()
        return pairs - real_ones.count(), flags


@pytest.mark.experiment("T12", "10 pairs of letters with one Message-ID", "0 suppressed, 10 flagged")
def test_of_two_letters_with_one_message_id_none_is_lost(desk: Desk, seen: Seen) -> None:
    missing, flags = squatted(desk, 10)
    seen(f"suppressed {missing}, flagged {flags}")
    assert (missing, flags) == (0, 10)


@pytest.mark.slow
@pytest.mark.experiment("T12", "100 pairs of letters with one Message-ID", "0 suppressed, 100 flagged")
def test_of_a_hundred_pairs_none_is_lost(desk: Desk, seen: Seen) -> None:
    missing, flags = squatted(desk, 100)
    seen(f"suppressed {missing}, flagged {flags}")
    assert (missing, flags) == (0, 100)


def test_who_opens_the_second_one_reads_that_there_are_two(desk: Desk) -> None:
    same = "<order-2026@kunde.example>"
    desk.receives("Nothing.", sender="Mallory <m@evil.example>", headers={"Message-ID": same})
    desk.receives("The real order: 40 pumps.", headers={"Message-ID": same})
    assert desk.numbers() == [1001, 1002]
    desk.says(desk.owner_of(1002), "/show 1002").hears("bears the same Message-ID", who=desk.owner_of(1002))


def test_the_same_letter_by_two_ways_is_no_squatter(desk: Desk) -> None:
    raw = desk.written("40 pumps", "Eva <eva@kunde.example>", "Inquiry", DOOR, {})
    desk.receives(raw=raw).receives(raw=b"Received: from a by b; Mon, 2 Mar 2026 09:00:00 +0800\r\n" + raw)
    with desk.database.reading() as session:
        words = [from_plain(each.words) for each in session.query(HappeningRow).filter(HappeningRow.verb == "flagged")]
    assert words == []
    assert desk.numbers() == [1001]


def test_our_own_message_id_suppresses_no_customer(desk: Desk) -> None:
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    ours = str(desk.mails_to("eva@kunde.example")[0]["Message-ID"])
    desk.receives("A new inquiry for valves.", sender="Carl <carl@other.example>", headers={"Message-ID": ours})
    assert len(desk.numbers()) == 2
