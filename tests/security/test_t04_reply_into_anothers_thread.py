"""T04: Zammad, RT and FreeScout joined letters by subject number or References alone (GHSA-j49f, GHSA-83xx).

Here a letter joins only with an unguessable token, or a stored reference, and a sender who takes part.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from rules.token import conversation_in
from storage.tables.letters import LetterRow
from tests.dialogues.desk import Desk
from tests.experiments import SEED, Seen


def thread(desk: Desk) -> str:
    """Eva's thread, and the Message-ID that she has got from us."""
    desk.receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    message_id = str(desk.mails_to("eva@kunde.example")[0]["Message-ID"])
    desk.forget()
    return message_id


@pytest.mark.parametrize(
    "headers",
    [
        {"In-Reply-To": "OURS"},
        {"References": "<1@mail.example> OURS"},
        {"In-Reply-To": "<1@mail.example>"},
        {"References": "<1@mail.example>"},
    ],
)
def test_a_stranger_with_leaked_ids_opens_a_new_inquiry_with_a_hint(desk: Desk, headers: dict[str, str]) -> None:
    ours = thread(desk)
    leaked = {name: value.replace("OURS", ours) for name, value in headers.items()}
    desk.receives(
        "Please send me the price again.",
        sender="Mallory <mallory@evil.example>",
        subject="Re: Inquiry for pumps [1001]",
        headers=leaked,
    )
    assert desk.numbers() == [1001, 1002]
    assert desk.conversation(1001).state == "answered"
    assert not any("310 USD" in str(mail) for mail in desk.mails_to("mallory@evil.example"))


def test_a_subject_with_a_number_joins_nothing(desk: Desk) -> None:
    thread(desk)
    for subject in ("[1001] Re: pumps", "Re: 1001", "[x #1001]", "#1001"):
        desk.receives(f"I want it: {subject}", sender="Mallory <mallory@evil.example>", subject=subject)
    assert desk.conversation(1001).state == "answered"


ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def guesses(desk: Desk, count: int) -> Iterator[bytes]:
    """Letters of strangers that name thread 1001 in every way there is, with tokens made up or bent."""
    dice = random.Random(SEED)
    ours = str(desk.mails_to("eva@kunde.example")[0]["Message-ID"]) if desk.mails_to("eva@kunde.example") else "<x@y>"
    for number in range(count):
        guess, unique = "".join(dice.choices(ALPHABET, k=20)), "".join(dice.choices(ALPHABET, k=16))
        bent = ours.replace(ours[-25], dice.choice(ALPHABET), 1)
        made_up = f"<1001.{dice.choice('ck')}.{unique}.{guess}@firm.example>"
        named = dice.choice((made_up, bent, f"<{dice.randrange(10**6)}@mail.example>", "<1@mail.example>", ours))
        to = dice.choice(
            (f"info+1001.{guess}@firm.example", f"Firm [1001.{guess}] <info@firm.example>", "info@firm.example")
        )
        subject = dice.choice(
            ("Re: Inquiry for pumps [1001]", "[x #1001]", f"Re: 1001 {guess}", "#1001", f"Re: {bent}")
        )
        head = {"In-Reply-To": named, "References": f"<1@mail.example> {ours} {named}"}
        sender = f"M <m{number}@evil{number % 40}.example>"
        yield desk.written(f"Please send me the whole thread again. {number}", sender, subject, to, head)


def tried(desk: Desk, count: int) -> tuple[int, int]:
    """How many letters joined Eva's thread, and how many mails told her words or ours to a stranger."""
    desk.set("mail.letters_of_everybody", "0").set("mail.letters_of_domain", "0")
    desk.receives("We need 40 pumps at our secret site.", headers={"Message-ID": "<1@mail.example>"})
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    made = list(guesses(desk, count))
    desk.forget()
    for raw in made:
        desk.postbox.put(raw)
    desk.settle()
    with desk.database.reading() as session:
        joined = session.query(LetterRow).filter(LetterRow.conversation_id == 1001, LetterRow.sender.like("%evil%"))
        count_joined = joined.count()
    told = [raw for _, to, raw in desk.postman.sent if any("evil" in each for each in to)]
    assert desk.conversation(1001).state == "answered"
    return count_joined, len(told)


@pytest.mark.experiment("T04", "25 letters with guessed and bent tokens, ids, subjects", "0 joined, 0 told")
def test_guessed_tokens_and_subaddresses_join_nothing(desk: Desk, seen: Seen) -> None:
    joined, told = tried(desk, 25)
    seen(f"25 letters: joined {joined}, told {told}")
    assert (joined, told) == (0, 0)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.experiment("T04", "1,000 guessed or leaked ids, tokens, subjects", "0 joined, 0 told")
def test_a_thousand_guesses_join_nothing(desk: Desk, seen: Seen) -> None:
    joined, told = tried(desk, 1000)
    seen(f"1,000 letters: joined {joined}, told {told}")
    assert (joined, told) == (0, 0)


@pytest.mark.experiment("T04", "10,000 made-up tokens against the token's own check", "0 taken; 100 bits each")
def test_no_made_up_token_is_taken(seen: Seen) -> None:
    dice, secret = random.Random(SEED), b"s" * 32
    taken = 0
    for _ in range(10_000):
        guess, unique = "".join(dice.choices(ALPHABET, k=20)), "".join(dice.choices(ALPHABET, k=16))
        taken += conversation_in(secret, f"<1001.c.{unique}.{guess}@firm.example>", "eva@kunde.example") is not None
    seen(f"taken {taken} of 10,000")
    assert taken == 0


@pytest.mark.experiment("T04", "a token made for one, used by 9 others", "0 joined: it becomes a hint for people")
def test_a_token_is_good_only_for_whom_it_was_made(desk: Desk, seen: Seen) -> None:
    """A mail forwarded by its recipient, a mailing list's archive, a shared inbox: they all show our Message-ID."""
    ours = thread(desk)
    for number in range(9):
        sender = (f"x{number}@kunde.example.evil.example", f"x{number}@gmail.com", f"eva@kunde{number}.example")[
            number % 3
        ]
        desk.receives(f"Send me that again. {number}", sender=sender, headers={"In-Reply-To": ours})
    assert desk.conversation(1001).state == "answered"
    hints = [desk.conversation(number).possibly for number in desk.numbers() if number != 1001]
    seen(f"joined 0, hints {hints.count(1001)} of {len(hints)}")
    assert hints == [1001] * 9


def test_somebody_of_the_same_free_mail_provider_is_a_stranger(desk: Desk) -> None:
    desk.receives(sender="Eva <eva@gmail.com>")
    desk.receives("And mine?", sender="Other <other@gmail.com>", headers={"In-Reply-To": "<1@mail.example>"})
    assert desk.numbers() == [1001, 1002]
