"""T32: whoever can write a thousand letters could ring a thousand times, and bury the customers among them.

Zendesk's customers were mail-bombed through their own help desks for weeks (October 2025, January 2026). Here what is too
many is kept, logged and put aside; people hear of it once and say what it is; everybody else's letters go on.
"""

from __future__ import annotations

import statistics
import time

import pytest
from sqlalchemy import func, select

from rules.letter import Kind
from storage.tables.floods import FloodRow
from storage.tables.letters import LetterRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen

DOOR = "info@firm.example"
MALLORY = "Mallory <mallory@evil.example>"


def bombed(desk: Desk, count: int, sender: str = MALLORY, first: int = 0) -> None:
    for number in range(first, first + count):
        raw = desk.written(f"Price for {number} pumps please.", sender.format(n=number), f"Inquiry {number}", DOOR, {})
        desk.postbox.put(raw)
    desk.settle()


def aside(desk: Desk) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(LetterRow).where(LetterRow.flood_id.is_not(None))) or 0


def kept(desk: Desk, sender: str) -> int:
    with desk.database.reading() as session:
        chosen = select(func.count()).select_from(LetterRow).where(LetterRow.counted_as == sender)
        return session.scalar(chosen) or 0


def cards(desk: Desk, person: str, since: int = 0) -> list[str]:
    """What rang with that person: messages, not the edits of a message that stands there already."""
    numbers: set[str] = set()
    rang = []
    for number, saying in desk.ears.said[since:]:
        if saying.place.address == person.lower() and number not in numbers and not saying.edits:
            rang.append("\n".join(text for text, _ in saying.paragraphs))
        numbers.add(number)
    return rang


@pytest.mark.experiment(
    "T32", "30 letters of one sender within an hour", "20 told, 10 put aside, 1 card, others as ever"
)
def test_what_is_above_the_limit_is_kept_and_brings_one_card(desk: Desk, seen: Seen) -> None:
    bombed(desk, 30)
    assert (len(desk.numbers()), aside(desk), kept(desk, "mallory@evil.example")) == (20, 10, 30)
    told = [each for each in cards(desk, "Dora") if "Very many letters" in each]
    assert len(told) == 1
    assert "mallory@evil.example" in told[0]
    desk.receives("40 pumps, please.")
    assert len(desk.numbers()) == 21
    seen(f"told 20, aside 10, cards {len(told)}, a customer's letter meanwhile told")


def test_one_word_makes_a_customer_of_them(desk: Desk) -> None:
    bombed(desk, 25)
    desk.presses("Dora", "It is one customer: treat as normal")
    assert len(desk.numbers()) == 25, "what lay aside goes its usual way"
    bombed(desk, 10, first=25)
    assert len(desk.numbers()) == 35, "and so does what comes after"
    assert "Treated as normal" in [each for each in desk.chat("Dora") if "Very many" in each][-1]


def test_one_word_makes_spam_of_them(desk: Desk) -> None:
    bombed(desk, 25)
    desk.presses("Dora", "Spam")
    desk.forget()
    bombed(desk, 10, first=25)
    desk.hears()
    assert len(desk.numbers()) == 20
    with desk.database.reading() as session:
        spam = session.scalar(select(func.count()).select_from(LetterRow).where(LetterRow.kind == str(Kind.SPAM)))
    assert spam == 15


def test_one_of_them_can_be_an_inquiry_all_the_same(desk: Desk) -> None:
    bombed(desk, 22)
    desk.says("Dora", "/flood").says("Dora", "/flood 1")
    button = next(each for each in desk.buttons("Dora") if each.endswith("is an inquiry"))
    desk.presses("Dora", button)
    assert len(desk.numbers()) == 21


def test_the_card_says_when_it_has_stopped_and_makes_no_sound(desk: Desk) -> None:
    bombed(desk, 22)
    before = len(desk.ears.said)
    desk.passes(minutes=75)
    assert any("It has stopped" in each for each in desk.chat("Dora"))
    assert not [each for each in cards(desk, "Dora", before) if "Very many letters" in each]


def test_a_customer_who_writes_too_much_is_shown_to_her_owner_too(desk: Desk) -> None:
    bombed(desk, 21, "Eva <eva@kunde.example>")
    owner = desk.owner_of(1020)
    assert any("Very many letters from eva@kunde.example" in each for each in cards(desk, owner))


def test_many_senders_of_one_domain_are_one_flood(desk: Desk) -> None:
    desk.set("mail.letters_of_domain", "12")
    bombed(desk, 15, "M <m{n}@evil.example>")
    assert (len(desk.numbers()), aside(desk)) == (12, 3)
    assert any("@evil.example" in each for each in cards(desk, "Dora") if "Very many" in each)


def test_free_mail_is_nobodys_domain(desk: Desk) -> None:
    desk.set("mail.letters_of_domain", "12")
    bombed(desk, 15, "M <m{n}@gmail.com>")
    assert (len(desk.numbers()), aside(desk)) == (15, 0)


def test_when_strangers_are_too_many_those_we_know_are_still_heard(desk: Desk) -> None:
    desk.receives("We need 40 pumps.")
    desk.set("mail.letters_of_everybody", "12")
    bombed(desk, 20, "M <m{n}@evil{n}.example>")
    assert aside(desk) == 9, "the twelfth letter of the hour was the last"
    desk.receives("And 12 valves.", headers={"In-Reply-To": "<1@mail.example>"})
    assert aside(desk) == 9
    assert any("from strangers" in each for each in cards(desk, "Dora"))


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@evil.example", "ana@firm.example", "no-reply@evil.example"])
def test_no_kind_of_letter_is_a_way_around(desk: Desk, sender: str) -> None:
    """Returned mails, colleagues' names, verification codes: each would ring with somebody by itself."""
    desk.set("mail.letters_of_domain", "20")
    for number in range(30):
        subject = "Undelivered Mail Returned to Sender" if "DAEMON" in sender else f"Verification code {number}"
        desk.postbox.put(desk.written(f"Your code is {number}", sender, subject, DOOR, {}))
    desk.settle()
    assert aside(desk) == 10
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(FloodRow)) == 1


def test_the_limits_are_settings_with_a_history(desk: Desk) -> None:
    desk.says("Max", "/settings mail.letters_of_sender 5")
    bombed(desk, 8)
    assert (len(desk.numbers()), aside(desk)) == (5, 3)
    desk.says("Max", "/settings mail.letters_of_sender")
    assert "5" in desk.chat("Max")[-1]


@pytest.mark.experiment("T32", "60 letters of one sender, one by one", "<= 3 told to each person")
def test_a_burst_rings_three_times_at_most(desk: Desk, seen: Seen) -> None:
    since = len(desk.ears.said)
    bombed(desk, 60)
    desk.passes(minutes=4)
    most = max(rang(desk, since).values())
    seen(f"told at most {most}")
    assert most <= 3


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.experiment("T32", "5,000 letters of one sender within an hour", "<= 3 told; other customers' p95 <= 2x")
def test_five_thousand_letters_of_one_sender(desk: Desk, seen: Seen) -> None:
    """The hour is simulated, the milliseconds are real: 250 letters in three minutes, and two customers among them.

    At 1.4 letters a second a customer meets at most one that is being handled, so each is measured behind one.
    """
    calm = [latency(desk, f"calm{number}") for number in range(40)]
    since = len(desk.passes(minutes=5).ears.said)
    meanwhile = []
    for start in range(0, 5000, 250):
        for number in (start, start + 1):
            desk.postbox.put(of_mallory(desk, number))
            meanwhile.append(latency(desk, f"flood{number}"))
        for number in range(start + 2, start + 250):
            desk.postbox.put(of_mallory(desk, number))
        desk.settle()
        desk.jumps(minutes=1).jumps(minutes=2)
    most = max(rang(desk, since).values())
    before, after = (statistics.quantiles(each, n=20)[-1] for each in (calm, meanwhile))
    seen(f"aside {aside(desk)}, told at most {most}, others' p95 {after / before:.2f}x of {before * 1000:.0f} ms")
    assert kept(desk, "mallory@evil.example") == 5000
    assert aside(desk) >= 4900
    assert most <= 3
    assert len(desk.numbers()) == 5000 - aside(desk) + 80, "each customer's letter has its number"


def of_mallory(desk: Desk, number: int) -> bytes:
    return desk.written(f"Price for {number} pumps please.", MALLORY, f"Inquiry {number}", DOOR, {})


def latency(desk: Desk, word: str) -> float:
    """Seconds from a customer's letter to the end of everything that follows from it."""
    raw = desk.written(f"We need pumps, {word}.", f"C <c@{word}.example>", f"Inquiry {word}", DOOR, {})
    start = time.perf_counter()
    desk.receives(raw=raw)
    return time.perf_counter() - start


def rang(desk: Desk, since: int) -> dict[str, int]:
    """How often it rang with each person for the flood: its cards, the sums, the card of the flood itself."""
    signs = ("mallory@evil.example", "More came than I show")
    people = ("Ana", "Bob", "Dora", "Max", "Ada")
    return {each: sum(any(sign in told for sign in signs) for told in cards(desk, each, since)) for each in people}
