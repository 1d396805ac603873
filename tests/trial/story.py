"""The story of the trial, from the first link to the last look at the books."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import Counter
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from app import instant
from tests.edges.dovecot import missing
from tests.trial.account import Account, Broken, comes, must
from tests.trial.desk import ANA, ANA_ADDRESS, DOOR, MAX, Desk

BUYER = "eva@kunde.example"
SUBJECT = "Pumps for Valencia"
SECOND = "Valves for Hamburg"


def told(account: Account) -> int:
    """Plays it; returns the exit code. Without Dovecot it says so, and only CI takes that for a failure."""
    reason = missing() and _installed(account)
    if reason is not None:
        account.ends(f"no trial: {reason}")
        return 1 if os.environ.get("CI") else 0
    with tempfile.TemporaryDirectory(prefix="infodesk-trial-") as folder, Desk(Path(folder)) as desk:
        try:
            for part in (_enrolled, _killed_after_arrival, _killed_while_sending, _answered, _looked_at):
                part(account, desk)
        except Broken:
            account.seen(f"the books: {desk.stands()}")
            account.seen("the log ends with:\n" + "\n".join(desk.log().splitlines()[-12:]))
            raise
    account.ends("trial: all is well")
    return 0


def _installed(account: Account) -> str | None:
    """Installs Dovecot from Debian where one may; returns why there is none, or None."""
    if os.getuid() == 0 and shutil.which("apt-get"):
        account.step("Dovecot is not here: it is installed from Debian")
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "dovecot-imapd"]):
            subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, check=False, timeout=600)
    return missing()


def _enrolled(account: Account, desk: Desk) -> None:
    account.step("infodesk init tries Dovecot, the SMTP server and the chat, and prints the first link")
    token = desk.founded()
    account.step("infodesk run; Max opens the link, the terminal asks, somebody types yes")
    desk.starts()
    desk.says(MAX, f"/start {token}")
    comes(lambda: "has used the first link" in desk.log() or None, "the terminal does not ask")
    desk.types("yes")
    desk.hears(MAX, "Welcome, Max.")
    desk.says(MAX, "/settings calendar.weekdays Mon-Sun")
    desk.hears(MAX, "Mon, Tue, Wed, Thu, Fri, Sat, Sun")
    account.step("Max invites Ana; she opens her link; Max confirms that it is she")
    desk.says(MAX, f"/invite Ana salesperson {ANA_ADDRESS}")
    desk.says(ANA, f"/start {desk.link_in(desk.hears(MAX, 'Give it to her alone'))}")
    desk.hears(MAX, "has used Ana's link")
    desk.presses(MAX, "Confirm")
    desk.hears(ANA, "Welcome, Ana.")
    account.seen(
        "infodesk check: "
        + desk.infodesk("check", "--no-probe", "--config", str(desk.settings), well=False).splitlines()[-1]
    )


def _killed_after_arrival(account: Account, desk: Desk) -> None:
    account.step("an inquiry arrives in Dovecot; the service is killed (-9) as soon as it has seen it")
    desk.customer_writes(
        _letter(SUBJECT, "Dear Sirs,\n\nwe need 40 pumps CP-200, CIF Valencia, delivery in May.\n\nEva Lopez")
    )
    comes(lambda: desk.has_listed(1) or None, "the letter was not even listed")
    desk.is_killed()
    account.step("it is started again: the card comes to Ana's chat, the letter to her own mailbox")
    desk.starts()
    card = desk.hears(ANA, SUBJECT)
    account.seen(f"card: {' | '.join(card.splitlines()[:4])}")
    forward = comes(lambda: desk.left(ANA_ADDRESS), "the letter was not forwarded")[0]
    account.seen(f"forward: {forward['Subject']}, Reply-To {forward['Reply-To']}")
    must(forward["Message-ID"], "the forward has no Message-ID")
    must(desk.conversation(SUBJECT) is not None, "there is no conversation")


def _killed_while_sending(account: Account, desk: Desk) -> None:
    account.step(
        "a second inquiry; the service is killed (-9) while the SMTP server has its forward and not yet answered"
    )
    desk.hold_answers(True)
    desk.customer_writes(_letter(SECOND, "Hello,\n\nplease quote 300 ball valves DN50, FOB Ningbo.\n\nEva Lopez"))
    comes(lambda: len(desk.left(ANA_ADDRESS)) >= 2 or None, "the forward did not come to the server")
    desk.is_killed()
    desk.hold_answers(False)
    account.step(
        "it is started again: nobody knows whether that mail went, so it goes once more with the same Message-ID"
    )
    desk.starts()
    desk.hears(ANA, SECOND)
    comes(lambda: len(desk.left(ANA_ADDRESS)) >= 3 or None, "the forward was not repeated", 90)
    ids = Counter(str(each["Message-ID"]) for each in desk.left(ANA_ADDRESS))
    account.seen(f"copies by Message-ID: {sorted(ids.values())}")
    must(sorted(ids.values()) == [1, 2], f"not one forward and one repeat of the other: {ids}")


def _answered(account: Account, desk: Desk) -> None:
    matter = desk.conversation(SUBJECT)
    assert matter is not None
    account.step(f"Ana answers {matter.id} by chat, reads what will leave, and presses Send")
    desk.says(ANA, f"/reply {matter.id} Dear Eva, thank you. Our offer follows tomorrow.")
    preview = desk.hears(ANA, "Our offer follows tomorrow.")
    account.seen(f"preview: {' | '.join(preview.splitlines()[:4])}")
    must(not desk.left(BUYER), "the mail left before she had pressed Send")
    desk.presses(ANA, "Send")
    mail = comes(lambda: desk.left(BUYER), "the answer has not left")[0]
    account.seen(f"to the customer: From {mail['From']}, Subject {mail['Subject']}")
    must(DOOR in str(mail["From"]), "the answer does not come from the front door")
    must(mail["In-Reply-To"], "the answer is not in the customer's thread")
    copy = comes(lambda: [raw for raw in desk.in_mailbox("Sent") if b"Our offer follows" in raw], "no copy in Sent")
    must(len(copy) == 1, f"{len(copy)} copies in Sent")
    promise = comes(lambda: [each for each in desk.promises(matter.id) if each.answered_at], "the promise is not kept")[
        0
    ]
    account.seen(f"promise: due {promise.due_at:%d %b %H:%M} UTC, kept {promise.answered_at:%d %b %H:%M} UTC by Ana")


def _looked_at(account: Account, desk: Desk) -> None:
    account.step("SIGTERM in quiet: it ends by itself, and the books are compared with both servers")
    comes(lambda: desk.is_quiet() or None, "it does not come to rest", 90)
    code = desk.ends()
    must(code == 0, f"it ended with {code}: {desk.log()[-800:]}")
    must(len(desk.left(BUYER)) == 1, f"the customer got {len(desk.left(BUYER))} mails")
    messages, rows = desk.is_whole()
    must(messages == rows, f"{messages} messages in the mailbox, {rows} rows in the log")
    account.seen(
        f"mailbox {messages}, log {rows}, every hash equal; kills {desk.kills}, lost 0, doubled to the customer 0"
    )


def _letter(subject: str, text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Eva Lopez <{BUYER}>", DOOR, subject
    mail["Date"] = format_datetime(instant.now())
    mail["Message-ID"] = f"<{subject.partition(' ')[0].lower()}@kunde.example>"
    mail.set_content(text)
    return mail
