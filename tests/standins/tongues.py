"""How three protocols cut their talk into steps: what a client asks, and where the answer to it ends."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

_LITERAL = re.compile(rb"\{(\d+)\+?\}\r?\n$")
_LENGTH = re.compile(rb"(?im)^content-length:\s*(\d+)")
_RETRY = re.compile(r"retry after (\d+)")


@dataclass(frozen=True)
class Step:
    """What a client asks at once. `verb` is "" for what only goes on with the step before (a literal, a password)."""

    verb: str
    raw: bytes = field(default=b"", repr=False)
    tag: bytes = b""


class Tongue(Protocol):
    """One connection's grammar; it remembers what the next bytes are part of."""

    farewell: bytes
    after_garbage: bytes
    """What a reader needs besides a line end to see that it is garbage."""

    def asked(self, client: BinaryIO) -> Step | None:
        """The next step of the client; None at the end."""

    def told(self, server: BinaryIO, step: Step) -> bytes:
        """The next whole part of an answer; b"" at the end."""

    def ends(self, part: bytes, step: Step) -> bool:
        """Whether this part is the last of the answer to the step."""

    def goes_on(self, part: bytes) -> bool:
        """Whether this part only tells the client to go on with its step."""

    def no(self, step: Step, words: str) -> bytes:
        """A refusal of the step, in words of the protocol."""


class Imap:
    """Steps are verbs without UID (FETCH, SEARCH, EXAMINE, IDLE ...) and DONE; literals belong to their step."""

    farewell = b"* BYE going down\r\n"
    after_garbage = b""

    def __init__(self) -> None:
        self._literal = 0

    def asked(self, client: BinaryIO) -> Step | None:
        raw, literal = b"", self._literal
        if literal:
            raw = client.read(literal)
        line = client.readline()
        raw += line
        if not raw:
            return None
        found = _LITERAL.search(line)
        self._literal = int(found[1]) if found else 0
        words = line.split()
        if literal or not words or (len(words) == 1 and words[0].upper() != b"DONE"):
            return Step("", raw)
        if len(words) == 1:
            return Step("DONE", raw)
        verb = words[2] if words[1].upper() == b"UID" and len(words) > 2 else words[1]
        return Step(verb.decode("ascii", "replace").upper(), raw, words[0])

    def told(self, server: BinaryIO, step: Step) -> bytes:
        part = line = server.readline()
        while found := _LITERAL.search(line):
            line = server.read(int(found[1])) + server.readline()
            part += line
        return part

    def ends(self, part: bytes, step: Step) -> bool:
        return step.verb == "CONNECT" or (bool(step.tag) and part.startswith(step.tag + b" "))

    def goes_on(self, part: bytes) -> bool:
        return part.startswith(b"+")

    def no(self, step: Step, words: str) -> bytes:
        words = words or "NO [UNAVAILABLE] not now"
        return f"* BYE {words}\r\n".encode() if step.verb == "CONNECT" else step.tag + f" {words}\r\n".encode()


class Smtp:
    """Steps are verbs; what comes after 354, with its final dot, is DOT."""

    farewell = b"421 4.3.2 going down\r\n"
    after_garbage = b""

    def __init__(self) -> None:
        self._next = ""

    def asked(self, client: BinaryIO) -> Step | None:
        line = client.readline()
        awaited, self._next = self._next, ""  # only the answer before this line has said what it is
        if not line:
            return None
        if awaited == "DOT":
            return Step("DOT", line if line == b".\r\n" else line + _to_the_dot(client))
        return Step("" if awaited else line.split(b" ")[0].strip().decode("ascii", "replace").upper(), line)

    def told(self, server: BinaryIO, step: Step) -> bytes:
        part = b""
        while line := server.readline():
            part += line
            if line[3:4] != b"-":
                break
        self._next = {b"354": "DOT", b"334": "more"}.get(part[:3], "")
        return part

    def ends(self, part: bytes, step: Step) -> bool:
        return True

    def goes_on(self, part: bytes) -> bool:
        return False

    def no(self, step: Step, words: str) -> bytes:
        return f"{words or '451 4.3.0 not now'}\r\n".encode()


class Chat:
    """Steps are the methods of the chat's API (getUpdates, sendMessage ...) over HTTP/1.1."""

    farewell = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    after_garbage = b"\r\n"

    def asked(self, client: BinaryIO) -> Step | None:
        raw = _http(client)
        if not raw:
            return None
        path = raw.split(b" ", 2)[1].partition(b"?")[0]
        return Step(path.rsplit(b"/", 1)[-1].decode("ascii", "replace"), raw)

    def told(self, server: BinaryIO, step: Step) -> bytes:
        return _http(server)

    def ends(self, part: bytes, step: Step) -> bool:
        return True

    def goes_on(self, part: bytes) -> bool:
        return False

    def no(self, step: Step, words: str) -> bytes:
        code, _, description = (words or "500 Internal Server Error").partition(" ")
        answer: dict[str, object] = {"ok": False, "error_code": int(code), "description": description}
        if found := _RETRY.search(description):
            answer["parameters"] = {"retry_after": int(found[1])}
        return http_answer(int(code), json.dumps(answer).encode())


def _to_the_dot(client: BinaryIO) -> bytes:
    lines = []
    while line := client.readline():
        lines.append(line)
        if line == b".\r\n":
            break
    return b"".join(lines)


def http_answer(code: int, body: bytes) -> bytes:
    """An answer in HTTP/1.1."""
    head = f"HTTP/1.1 {code} -\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _http(stream: BinaryIO) -> bytes:
    head = b""
    while line := stream.readline():
        head += line
        if line == b"\r\n":
            break
    found = _LENGTH.search(head)
    return head + (stream.read(int(found[1])) if found else b"")


TONGUES: dict[str, type[Tongue]] = {"imap": Imap, "smtp": Smtp, "chat": Chat}
