"""A real SMTP server in a process of its own that writes down what it takes: `python -m tests.trial.witness FOLDER`.

FOLDER/port holds its port, FOLDER/taken.jsonl one line a mail, FOLDER/mails/N.eml its bytes. While FOLDER/hold is there,
a mail is taken and written down, and the answer to its final dot is kept back.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
import warnings
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

HELD_AT_MOST = 60.0


class Door:
    """What aiosmtpd asks when a mail comes in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        at = time.monotonic()
        raw = bytes(envelope.original_content or b"")
        self._write_down(at, envelope, raw)
        until = at + HELD_AT_MOST
        while (self.folder / "hold").exists() and time.monotonic() < until:
            await asyncio.sleep(0.02)
        return "250 2.0.0 taken"

    def _write_down(self, at: float, envelope: Envelope, raw: bytes) -> None:
        self.count += 1
        (self.folder / "mails" / f"{self.count}.eml").write_bytes(raw)
        head = BytesHeaderParser().parsebytes(raw)
        fact = {
            "number": self.count,
            "at": at,
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "message_id": str(head["Message-ID"] or ""),
            "subject": str(head["Subject"] or ""),
            "from": str(head["From"] or ""),
        }
        with (self.folder / "taken.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(fact) + "\n")


def _anybody(*_: object) -> AuthResult:
    return AuthResult(success=True)


async def serve(folder: Path) -> None:
    """Until it is ended."""
    (folder / "mails").mkdir(parents=True, exist_ok=True)
    door = Door(folder)
    options: dict[str, Any] = {
        "authenticator": _anybody,
        "auth_require_tls": False,
        "hostname": "witness",
        "data_size_limit": 100_000_000,
    }

    def made() -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a login without TLS: on loopback it may be
            return SMTP(door, **options)

    server = await asyncio.get_running_loop().create_server(made, "127.0.0.1", 0)
    draft = folder / ".port"
    draft.write_text(str(server.sockets[0].getsockname()[1]))
    os.replace(draft, folder / "port")
    async with server:
        await server.serve_forever()


def taken(folder: Path) -> list[dict[str, Any]]:
    """Everything that the witness of that folder has taken."""
    file = folder / "taken.jsonl"
    if not file.exists():
        return []
    return [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines() if row.endswith("}")]


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
