"""`infodesk init` as somebody meets it at a terminal: asked, tried at once, asked again, written at the end."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from app.embedded import EmbeddedMail
from app.instant import now
from app.settings import read
from storage.database import opened
from storage.policy import policy_at

INFO = "info@firm.example"


def talked(folder: Path, answers: Sequence[str], *flags: str, seconds: float = 30) -> tuple[int, str]:
    """Runs the command in a terminal of its own and answers each prompt in turn. Exit code, and all that was shown."""
    ours, its = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "app.cli", "init", *flags]
    running = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=its, stdout=its, stderr=its, start_new_session=True
    )
    os.close(its)
    left, shown, until = list(answers), b"", time.monotonic() + seconds
    answered = 0
    try:
        while time.monotonic() < until and running.poll() is None:
            if select.select([ours], [], [], 0.1)[0]:
                shown += _read(ours)
            if left and len(shown) > answered and shown.endswith(b": "):
                answered = len(shown)
                os.write(ours, f"{left.pop(0)}\n".encode())
        while select.select([ours], [], [], 0)[0] and (rest := _read(ours)):
            shown += rest
    finally:
        running.kill()
        code = running.wait()
        os.close(ours)
    return code, shown.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_a_founder_is_led_through_and_may_mend_a_wrong_password(tmp_path: Path) -> None:
    with EmbeddedMail({INFO: "hunter-two"}, now) as mail:
        imap, smtp = f"127.0.0.1:{mail.imap_port}:plain", f"127.0.0.1:{mail.smtp_port}:plain"
        first = ["nonsense", INFO, imap, smtp, "wrong"]
        again = ["y", "", "", "", "", "hunter-two"]
        company = ["", "Lumen", "XX", "DE", "Europe/Berlin", "9-5", "09:00-17:00", "", "Eva", INFO, "eva@firm.example"]
        code, shown = talked(tmp_path, [*first, *again, *company], "--provider", "tencent")
    assert code == 0, shown
    for part in (
        "nonsense is no address. Example: info@example.com",
        "What Tencent Exmail wants from programs: If the administrator demands it",
        "WRONG mailbox info: 127.0.0.1 refuses info@firm.example",
        "Do you want to change your answers?",
        f"IMAP server [{imap}]",
        "ok    mailbox info: 127.0.0.1 lets info@firm.example in.",
        "I know no public holidays of XX",
        "9-5 are no working hours that I can read",
        "A colleague needs an address of her own",
        "1. infodesk check",
        "3. infodesk run",
        "4. your first link, Eva",
        "/start ",
    ):
        assert part in shown
    assert "hunter-two" not in shown
    settings = read(tmp_path / "infodesk.toml", {})
    assert settings.secrets() == ("hunter-two",)
    database = opened(f"sqlite:///{tmp_path}/infodesk.db")
    with database.reading() as session:
        policy = policy_at(session, now())
        assert (policy.company, policy.country, policy.zone) == ("Lumen", "DE", "Europe/Berlin")
    database.close()


def test_who_leaves_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    code, shown = talked(tmp_path, [INFO, "\x04"])
    assert code == 130
    assert "nothing more was done" in shown
    assert list(tmp_path.iterdir()) == []
