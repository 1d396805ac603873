"""F13: the mail server says "never". No second try; the people concerned hear it at once, with what they can do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.experiments import Seen
from tests.faults.wired import wired

REFUSALS = (
    ("MAIL", "550 5.7.1 sender rejected"),
    ("RCPT", "550 5.1.1 no such user"),
    ("RCPT", "552 5.2.2 mailbox full"),
    ("RCPT", "554 5.7.1 relay access denied"),
    ("DATA", "554 5.5.1 no valid recipients"),
    ("DOT", "554 5.7.1 content rejected"),
    ("DOT", "552 5.3.4 message too big"),
)
FILE = ("drawing.pdf", b"%PDF-1.4 " + b"x" * 400_000)


@pytest.mark.experiment(
    "F13", "550, 552, 554 at each verb to a customer", "no retry; dead; author told at once; a draft again"
)
def test_a_refused_mail_is_tried_once_and_its_author_can_send_it_again(tmp_path: Path, seen: Seen) -> None:
    with wired(tmp_path) as desk:
        desk.receives()
        owner = desk.owner()
        for number, (step, answer) in enumerate(REFUSALS, 1):
            desk.forget().says(owner, f"/reply 1001 Dear Eva, offer number {number}.")
            desk.server.answers = {step: answer}
            desk.presses(owner, "Send").hears("was refused", answer, "Its text is a draft again", who=owner)
            tried = sum(each.startswith("MAIL") for each in desk.server.commands)
            desk.jumps(hours=1)
            assert sum(each.startswith("MAIL") for each in desk.server.commands) == tried, "no second try"
            desk.server.answers = {}
            desk.presses(owner, "The draft").presses(owner, "Send")
            assert [each.state for each in desk.to_customers()] == ["dead", "sent"] * number
            desk.jumps(minutes=1)
        assert desk.heard_by(owner, "The clock of 1001 runs again.") == 1, "later ones were no first answers"
        desk.holds()
        seen(f"{len(REFUSALS)} refusals, 0 retries, told in the same minute, each sent again from the draft")


@pytest.mark.experiment("F13", "a mail of the desk's own is refused", "no mail about the mail; administrator told once")
def test_a_refused_notice_makes_no_second_notice(tmp_path: Path, seen: Seen) -> None:
    """Somebody without a chat, whose address is refused: a word about it by mail would be refused, too, for ever."""
    with wired(tmp_path) as desk:
        desk.hires("Carl", "dispatcher", chat=False)
        desk.server.answers["RCPT carl@firm.example"] = "550 5.1.1 no such user"
        for number in range(3):
            desk.receives(sender=f"c{number}@c{number}.example", headers={"Auto-Submitted": "auto-generated"})
            desk.says("Ada", "/assign 1001 Ana")
        desk.jumps(minutes=1)
        tried = sum(each == "RCPT TO:<carl@firm.example>" for each in desk.server.commands)
        assert tried < 10
        seen(f"{tried} mails tried, no loop; administrator told {desk.heard_by('Ada', 'carl@firm.example')} times")


@pytest.mark.experiment(
    "F13", "a letter larger than the server's SIZE", "forwarded without its files; where they are, in chat"
)
def test_a_forward_that_is_too_large_goes_as_a_notice(tmp_path: Path, seen: Seen) -> None:
    with wired(tmp_path, EHLO="250-standin\r\n250-SIZE 300000\r\n250 8BITMIME") as desk:
        desk.receives(files=[FILE])
        owner = desk.owner()
        assert [(each.state, each.audience) for each in desk.mails()] == [
            ("cancelled", "colleague"),
            ("sent", "colleague"),
        ]
        notice = desk.server.taken[0].decode()
        assert "We need 40 pumps" in notice
        assert "drawing.pdf (400 kB)" in notice
        assert "The whole letter lies in the shared mailbox" in notice
        assert "1001" not in notice.partition("\r\n\r\n")[2], "an answer quotes everything, and numbers are ours"
        desk.hears("came to you without its files", "takes 300000", who=owner)
        desk.presses(owner, "Files")
        assert any(each.files for _, each in desk.ears.said), "the files come in chat"
        desk.holds()
        seen("notice sent, files by button, 0 lost")


@pytest.mark.experiment("F13", "552 too big only after the text", "the same: notice instead, nothing lost")
def test_a_server_that_says_so_only_after_the_text(tmp_path: Path, seen: Seen) -> None:
    with wired(tmp_path, EHLO="250-standin\r\n250 8BITMIME", DOT=["552 5.3.4 message exceeds fixed limit"]) as desk:
        desk.receives(files=[FILE])
        assert [each.state for each in desk.mails()] == ["cancelled", "sent"]
        assert len(desk.server.taken[1]) < 10_000
        desk.holds()
        seen("notice sent")


@pytest.mark.experiment(
    "F13", "an answer with files too large for the server", "never sent; its author told; draft kept"
)
def test_an_answer_that_is_too_large_is_a_draft_again(tmp_path: Path, seen: Seen) -> None:
    with wired(tmp_path, EHLO="250-standin\r\n250-SIZE 300000\r\n250 8BITMIME") as desk:
        desk.receives()
        owner = desk.owner()
        desk.says(owner, "/reply 1001 Dear Eva, the drawing is attached.")
        desk.sends_file(owner, *FILE, answers="This will leave")
        desk.presses(owner, "Send").hears("was refused", "takes 300000", who=owner)
        desk.presses(owner, "The draft").presses(owner, "Without the files").presses(owner, "Send")
        assert [each.state for each in desk.to_customers()] == ["dead", "sent"]
        desk.holds()
        seen("refused, told, sent without the files")
