"""T05: whoever was put into Cc of a mail to the help desk got the whole thread (Zendesk 2024; GitLab, H1 498964).

There a spoofed reply added an address to the ticket, and the next answer carried the history to it. Here a copy adds nobody,
and what leaves holds its own words: no history, no letter of anybody else.
"""

from __future__ import annotations

import pytest

from tests.dialogues.desk import Desk
from tests.experiments import Seen

SECRET = "our secret price is 310 USD"
OUTSIDERS = [f"eve{number}@evil{number}.example" for number in range(10)]


def letters(desk: Desk) -> list[bytes]:
    """Thirty letters that put outsiders into Cc, To, Reply-To, Bcc, lists and forwarding headers, as Eva and as strangers."""
    fields = ("Cc", "Reply-To", "Bcc", "Resent-To", "X-Forwarded-To", "Mail-Followup-To", "Disposition-Notification-To",
              "Return-Receipt-To", "List-Post", "Errors-To")  # fmt: skip
    made = []
    for number in range(30):
        sender = ("Eva <eva@kunde.example>", "Eva <eva@evil.example>", "Bob <bob@kunde.example>")[number % 3]
        headers = {fields[number % 10]: f"{OUTSIDERS[number % 10]}, noreply@google.example"}
        headers |= {"In-Reply-To": "<1@mail.example>", "References": "<1@mail.example>"}
        made.append(
            desk.written(f"Please keep all in copy. {number}", sender, "Re: pumps", "info@firm.example", headers)
        )
    return made


@pytest.mark.experiment("T05", "30 letters with strangers in ten kinds of copy fields", "0 of them get anything")
def test_nobody_gets_anything_for_standing_in_a_copy(desk: Desk, seen: Seen) -> None:
    desk.set("mail.letters_of_sender", "0").receives(f"We heard that {SECRET}.")
    owner = desk.owner_of(1001)
    for raw in letters(desk):
        desk.postbox.put(raw)
    desk.settle()
    for number in desk.numbers():
        desk.says(desk.owner_of(number), f"/reply {number} Dear Eva, we quote tomorrow.")
        desk.presses(desk.owner_of(number), "Send")
    recipients = {each for _, some, _ in desk.postman.sent for each in some}
    outside = {each for each in recipients if not each.endswith("@firm.example")}
    written_to = {desk.conversation(number).contact_address for number in desk.numbers()}
    seen(f"recipients outside {len(outside)}, all of them the writers themselves: {outside <= written_to}")
    assert not outside & set(OUTSIDERS)
    assert outside <= {"eva@kunde.example", "eva@evil.example", "bob@kunde.example", *written_to} - set(OUTSIDERS)
    assert desk.owner_of(1001) == owner


def test_an_answer_holds_its_own_words_and_no_history(desk: Desk) -> None:
    desk.receives(f"We heard that {SECRET}.", headers={"Cc": OUTSIDERS[0]})
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, we quote tomorrow.").presses(owner, "Send")
    (mail,) = desk.mails_to("eva@kunde.example")
    assert SECRET not in mail.as_string()
    assert [each.get_content_type() for each in mail.walk()] == ["text/plain"]
    assert mail["Cc"] is None
    assert mail["Bcc"] is None


def test_what_is_sent_on_to_a_colleague_names_only_the_customer_to_reply_to(desk: Desk) -> None:
    """Her plain Reply goes to whom Reply-To names: the customer and us, never a third one of the letter."""
    desk.receives(headers={"Cc": OUTSIDERS[0], "Reply-To": "eva@kunde.example"})
    (mail,) = desk.mails_to(f"{desk.owner_of(1001).lower()}@firm.example")
    told = [each.addr_spec for each in mail["Reply-To"].addresses]
    assert told == ["eva@kunde.example", "info@firm.example"]
    assert mail["Cc"] is None
