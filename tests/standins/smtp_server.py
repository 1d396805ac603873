"""An SMTP server that misbehaves as it is told: for each step an answer, a cut, or silence."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from dataclasses import dataclass, field

CUT = "cut"
SILENT = "silent"
RESET_AFTER = "250 2.0.0 taken, then the line breaks"

_GOOD = {
    "CONNECT": "220 standin", "EHLO": "250-standin\r\n250-SIZE 1000000\r\n250-8BITMIME\r\n250 AUTH PLAIN XOAUTH2",
    "AUTH": "235 welcome", "MAIL": "250 sender ok", "RCPT": "250 recipient ok", "DATA": "354 go on",
    "DOT": "250 2.0.0 taken", "RSET": "250 ok", "NOOP": "250 ok", "QUIT": "221 bye", "": "535 no",
}  # fmt: skip


@dataclass
class SmtpStandin:
    """`answers` replaces the good answer of a step (CONNECT, EHLO, AUTH, MAIL, RCPT, DATA, DOT, RSET) by text, CUT or SILENT.

    A list of answers is used up one by one, then all is good again. `RCPT <address>` answers for one recipient.
    """

    answers: dict[str, str | list[str]] = field(default_factory=dict)
    taken: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    async def __aenter__(self) -> SmtpStandin:
        self._writers: list[asyncio.StreamWriter] = []
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=2**26)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for each in self._writers:
            each.close()
        await asyncio.sleep(0)

    def _answer(self, step: str, default: str = "") -> str:
        answer = self.answers.get(step, default or _GOOD.get(step, "500 what?"))
        if isinstance(answer, list):
            return answer.pop(0) if answer else _GOOD[step.partition(" ")[0]]
        return answer

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.append(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            if await self._say(writer, self._answer("CONNECT")):
                while line := await reader.readline():
                    if not await self._hear(reader, writer, line.decode("latin-1").rstrip("\r\n")):
                        break
        writer.close()

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: str) -> bool:
        self.commands.append(line)
        verb = line.partition(" ")[0].upper()
        answer = self._answer(verb)
        if verb == "MAIL":
            self.recipients.append([])
        elif verb == "RCPT":
            address = line.partition("<")[2].partition(">")[0]
            answer = self._answer(f"RCPT {address}", answer)
            if answer.startswith("2"):
                self.recipients[-1].append(address)
        going_on = await self._say(writer, answer)
        if verb == "DATA" and answer.startswith("354") and going_on:
            return await self._take(reader, writer)
        return going_on and verb != "QUIT" and not answer.startswith("421")

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if self.answers.get("BODY") == CUT:
            await reader.read(1)
            _break(writer)
            return False
        body = await reader.readuntil(b"\r\n.\r\n")
        self.taken.append(body)
        answer = self._answer("DOT")
        going_on = await self._say(writer, answer)
        if answer == RESET_AFTER:
            _break(writer)
            return False
        return going_on and not answer.startswith("421")

    async def _say(self, writer: asyncio.StreamWriter, answer: str) -> bool:
        if answer == SILENT:
            await asyncio.sleep(3600)
        if answer == CUT:
            _break(writer)
            return False
        writer.write(answer.encode() + b"\r\n")
        await writer.drain()
        return True


def _break(writer: asyncio.StreamWriter) -> None:
    """Ends the connection without good-bye: a reset, as from a machine that fell over."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.close()
