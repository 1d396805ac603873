"""Where a letter belongs, as customers really write: subjects changed, references lost, colleagues, telephones (T04)."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from storage.letters import letters_of
from storage.promises import earliest_due, open_promises
from storage.tables.letters import LetterRow
from tests.dialogues.desk import Desk

EVA, CARL, PRIVATE = (
    "Eva Lopez <eva@kunde.example>",
    "Carl Ruiz <carl@kunde.example>",
    "Eva Lopez <eva.lopez@gmail.com>",
)


def answered(desk: Desk, number: int = 1001, to: str = "eva@kunde.example") -> tuple[str, str]:
    """Our answer has gone: its Message-ID and the address and name to which it asks to be answered."""
    owner = desk.owner_of(number)
    desk.says(owner, f"/reply {number} Dear Eva, 310 USD.").presses(owner, "Send")
    mail = desk.mails_to(to)[-1]
    desk.forget()
    return str(mail["Message-ID"]), str(mail["Reply-To"])


def owes(desk: Desk, number: int) -> int:
    with desk.database.reading() as session:
        return len(open_promises(session, number))


def due(desk: Desk, number: int) -> datetime | None:
    with desk.database.reading() as session:
        return earliest_due(session, number)


def letters(desk: Desk, number: int) -> list[str]:
    with desk.database.reading() as session:
        return [each.subject for each in letters_of(session, number) if each.role == "inbox"]


def joins(desk: Desk) -> bool:
    return desk.numbers() == [1001] and len(letters(desk, 1001)) == 2


@pytest.mark.parametrize("sender", [EVA, CARL, "Eva <eva@mobile.kunde.example>", "Buying <purchase@kunde.example>"])
@pytest.mark.parametrize("subject", ["Re: Inquiry for pumps", "回复：Inquiry for pumps", "Something else", ""])
def test_her_company_joins_by_our_message_id_whatever_the_subject_says(desk: Desk, sender: str, subject: str) -> None:
    desk.receives()
    ours, _ = answered(desk)
    desk.receives("Too dear.", sender=sender, subject=subject, headers={"In-Reply-To": ours})
    assert joins(desk)
    assert owes(desk, 1001) == 1


LOST = [
    ("only our id is left, folded into text", {"In-Reply-To": "Your message of Monday OURS"}),
    ("several ids stand in In-Reply-To", {"In-Reply-To": "<x@unknown.example> OURS"}),
    ("References are cut to the newest", {"References": "OURS"}),
    ("References are cut to the oldest, her own first letter", {"References": "<1@mail.example>"}),
    ("there is junk between the ids", {"References": "junk, <broken OURS; <also@there>"}),
    ("the server gave our mail another id, as SES does", {"In-Reply-To": "<0100-0@email.amazonses.com>",
     "References": "<1@mail.example> <0100-0@email.amazonses.com>"}),
    ("ids stand without angle brackets", {"In-Reply-To": "BARE", "References": "1@mail.example BARE"}),
    ("the field is folded over lines", {"References": "<a@b.example>\r\n\t<c@d.example>\r\n OURS"}),
]  # fmt: skip


@pytest.mark.parametrize(("because", "headers"), LOST, ids=[row[0] for row in LOST])
def test_programs_that_lose_or_spoil_references_still_find_the_thread(
    desk: Desk, because: str, headers: dict[str, str]
) -> None:
    desk.receives()
    ours, _ = answered(desk)
    raw = desk.written("Too dear.", EVA, "Price", "info@firm.example", {})
    told = "".join(
        f"{name}: {value.replace('OURS', ours).replace('BARE', ours.strip('<>'))}\r\n"
        for name, value in headers.items()
    )
    desk.receives(raw=told.encode() + raw)
    assert joins(desk), because


def test_without_any_reference_the_address_it_was_sent_to_tells_the_thread(desk: Desk) -> None:
    desk.receives()
    _, reply_to = answered(desk)
    assert re.search(r"\[1001\.[a-z2-7]{20}\]", reply_to)
    desk.receives("Too dear.", subject="回复: Inquiry for pumps", to=reply_to)
    assert joins(desk)


def test_a_token_in_the_quoted_head_is_a_proof_for_her_and_none_for_a_stranger(desk: Desk) -> None:
    desk.receives()
    _, reply_to = answered(desk)
    quoted = f"Too dear.\n\n------------------ Original ------------------\nFrom: Eva\nTo: {reply_to}\n\n310 USD"
    desk.receives(quoted, subject="回复：价格")
    assert joins(desk)
    desk.receives(quoted, sender="Mallory <mallory@evil.example>", subject="回复：价格")
    assert desk.numbers() == [1001, 1002]
    assert desk.conversation(1002).possibly == 1001
    assert letters(desk, 1001) == ["Inquiry for pumps", "回复：价格"]


def test_same_subject_and_person_without_proof_is_a_new_inquiry_with_a_hint_and_one_press_merges(desk: Desk) -> None:
    desk.receives()
    answered(desk)
    desk.receives("Too dear.", subject="Re: Inquiry for pumps")
    assert desk.numbers() == [1001, 1002]
    desk.hears("Possibly belongs to 1001.", who="Ana").presses("Ana", "Part of 1001").hears("1002 is part of 1001 now.")
    assert letters(desk, 1001) == ["Inquiry for pumps", "Re: Inquiry for pumps"]
    assert owes(desk, 1001) == 1
    assert "It is part of 1001 now." in desk.chat("Ana")[-3] + desk.chat("Ana")[-2] + desk.chat("Ana")[-4]


def test_a_private_address_is_a_stranger_until_her_person_says_otherwise(desk: Desk) -> None:
    desk.receives()
    ours, _ = answered(desk)
    desk.receives(
        "It is me, from home.", sender=PRIVATE, subject="Re: Inquiry for pumps", headers={"In-Reply-To": ours}
    )
    assert desk.numbers() == [1001, 1002]
    assert desk.conversation(1002).possibly == 1001
    desk.says("Dora", "/merge 1002 1001").hears("1002 is part of 1001 now.")
    desk.receives("One more thing.", sender=PRIVATE, headers={"In-Reply-To": ours})
    assert desk.numbers() == [1001, 1002]
    assert len(letters(desk, 1001)) == 3


def test_google_leaves_out_dots_so_that_it_is_one_mailbox(desk: Desk) -> None:
    desk.receives(sender="Eva <eva.lopez@gmail.com>")
    desk.receives("More", sender="Eva <evalopez+work@googlemail.com>", headers={"In-Reply-To": "<1@mail.example>"})
    assert joins(desk)
    desk.receives("More", sender="Eva <eva.lopes@gmail.com>", headers={"In-Reply-To": "<1@mail.example>"})
    assert desk.numbers() == [1001, 1002]


def test_a_colleague_who_takes_over_is_answered_and_the_first_one_is_not_lost(desk: Desk) -> None:
    desk.receives(headers={"Cc": "carl@kunde.example"})
    ours, _ = answered(desk)
    desk.receives("I take over from Eva.", sender=CARL, headers={"In-Reply-To": ours})
    desk.hears("Carl Ruiz", who="Ana")
    answered(desk, to="carl@kunde.example")
    assert desk.conversation(1001).contact_address == "carl@kunde.example"
    desk.says("Ana", "/show 1001").hears(
        "carl@kunde.example writes now, and is answered; before it was eva@kunde.example"
    )


def test_of_two_open_inquiries_the_hint_names_the_one_of_that_subject(desk: Desk) -> None:
    desk.receives(subject="Pumps").receives("And valves.", subject="Valves").receives("And seals.", subject="Seals")
    desk.receives("Any news?", subject="RE: Pumps")
    assert desk.numbers() == [1001, 1002, 1003, 1004]
    assert desk.conversation(1004).possibly == 1001
    desk.receives("What about your number 1002?", subject="A question")
    assert desk.conversation(1005).possibly == 1002
    desk.says("Ana", "/merge 1005 no").hears("1005 stays a matter of its own.", who="Ana")
    assert desk.conversation(1005).possibly is None


def test_a_copy_in_a_thread_is_joined_once_whatever_way_it_comes(desk: Desk) -> None:
    desk.receives()
    ours, _ = answered(desk)
    raw = desk.written("Too dear.", EVA, "Re: pumps", "info@firm.example, sales@firm.example", {"In-Reply-To": ours})
    desk.receives(raw=raw).receives(raw=b"Received: from mx2.firm.example by imap (second copy)\r\n" + raw)
    desk.receives("Too dear.", subject="Re: pumps", headers={"In-Reply-To": ours})  # sent again within minutes
    assert desk.numbers() == [1001]
    assert owes(desk, 1001) == 1
    assert len(desk.mails_to("ana@firm.example")) == 1
    desk.jumps(hours=3).receives("Too dear.", subject="Re: pumps", headers={"In-Reply-To": ours})
    assert len(desk.mails_to("ana@firm.example")) == 2, "a reminder in the same words is shown"


def test_the_same_words_with_another_drawing_are_another_letter(desk: Desk) -> None:
    desk.receives("See attached.", files=[("a.pdf", b"%PDF-1")])
    desk.receives("See attached.", files=[("b.pdf", b"%PDF-2")])
    assert len(desk.mails_to("ana@firm.example")) == 2
    with desk.database.reading() as session:
        assert len({each.fingerprint for each in session.query(LetterRow).filter(LetterRow.role == "inbox")}) == 2


def test_who_answers_what_a_colleague_was_sent_is_no_guesser(desk: Desk) -> None:
    desk.receives()
    forward = str(desk.mails_to("ana@firm.example")[0]["Message-ID"])
    for number in range(12):
        desk.receives(f"Thanks {number}", headers={"References": f"<1@mail.example> {forward}"})
    assert desk.numbers() == [1001]
    desk.passes(hours=1)
    assert not any("guess" in each.lower() for each in desk.chat("Ada"))


@pytest.mark.parametrize("kind", ["spam", "supplier"])
def test_a_closed_thread_that_is_written_in_again_can_be_worked_on(desk: Desk, kind: str) -> None:
    desk.receives()
    ours, _ = answered(desk)
    desk.says("Ana", f"/not_inquiry 1001 {kind}").receives("But we need 20 more pumps.", headers={"In-Reply-To": ours})
    row = desk.conversation(1001)
    assert (row.state, row.closed_at, row.kind) == ("assigned", None, "inquiry")
    desk.says("Ana", "/answered 1001 phone yes")
    assert desk.conversation(1001).state == "answered"


def test_an_old_mail_answered_with_a_new_need_stays_and_one_press_makes_an_inquiry_of_it(desk: Desk) -> None:
    desk.receives()
    ours, _ = answered(desk)
    desk.jumps(days=120).receives(
        "We need 500 valves, FOB Shanghai.", subject="Re: pumps", headers={"In-Reply-To": ours}
    )
    assert desk.numbers() == [1001]
    was_due = due(desk, 1001)
    desk.hears("The last letter may be a new inquiry.", who="Ana").presses("Ana", "A new inquiry")
    desk.hears("The newest letter is 1002 now.", who="Ana")
    assert (owes(desk, 1001), owes(desk, 1002)) == (0, 1)
    assert due(desk, 1002) == was_due
    assert desk.conversation(1001).state == "answered"
    assert (letters(desk, 1001), letters(desk, 1002)) == (["Inquiry for pumps"], ["Re: pumps"])
    desk.presses("Ana", "Take it back").hears("Taken back in 1002", who="Ana")
    assert (due(desk, 1001), owes(desk, 1002), len(letters(desk, 1001))) == (was_due, 0, 2)
    assert desk.conversation(1001).perhaps_new is not None


def test_a_closed_matter_is_closed_again_when_the_new_need_is_taken_out_of_it(desk: Desk) -> None:
    desk.receives()
    ours, _ = answered(desk)
    desk.says("Ana", "/not_inquiry 1001 supplier")
    closed = desk.conversation(1001).closed_at
    desk.jumps(days=1).receives("We need 500 valves.", subject="Valves", headers={"In-Reply-To": ours})
    assert desk.conversation(1001).closed_at is None
    desk.presses("Ana", "A new inquiry")
    assert desk.conversation(1001).closed_at == closed
    assert desk.conversation(1002).state == "assigned"


def test_thanks_in_an_old_thread_is_no_new_need_and_no_is_an_answer(desk: Desk) -> None:
    desk.receives()
    ours, _ = answered(desk)
    desk.jumps(days=10).receives("Thank you, understood.", headers={"In-Reply-To": ours})
    assert desk.conversation(1001).perhaps_new is None
    desk.jumps(days=90).receives("We need 7 valves.", subject="Valves", headers={"In-Reply-To": ours})
    desk.presses("Ana", "No, it goes on").hears("It stays in 1001.", who="Ana")
    assert desk.conversation(1001).perhaps_new is None
    assert "A new inquiry" not in desk.buttons("Ana")[-8:]
