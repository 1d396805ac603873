"""An IMAP server that misbehaves as it is told, in a thread of its own; `wire` keeps every line it was sent."""

from __future__ import annotations

import base64
import contextlib
import re
import socket
import threading
import time
from dataclasses import dataclass, field

CUT_WITHIN_FETCH = "cuts the line within a letter"
OK_WITHOUT_DATA = "says OK and gives nothing"
FLAGS_ONLY = "answers a fetch with flags that nobody asked for"
SERVER_BUG = "says NO [SERVERBUG]"
GARBAGE = "sends what is no IMAP"
HUGE = "announces three gigabytes"
DRIP = "sends a letter byte by byte"
NEVER_ENDS = "sends a line without an end"
SILENT_IDLE = "goes silent within IDLE and never answers DONE"
CHATTY_IDLE = "says 'still here' within IDLE"
EOF_IDLE = "closes within IDLE"
BYE_IDLE = "says BYE within IDLE"


@dataclass
class ImapStandin:
    """Letters by UID in one INBOX. `mood` is a fault from above; `only` names the UID that it befalls (None: all)."""

    letters: dict[int, bytes] = field(default_factory=dict)
    mood: str = ""
    only: int | None = None
    capabilities: str = "IMAP4rev1 IDLE ID UIDPLUS AUTH=XOAUTH2"
    uidvalidity: int = 7
    password: str = "secret"
    refusal: str = "NO [AUTHENTICATIONFAILED] wrong"
    folders: tuple[str, ...] = ('(\\HasNoChildren) "/" "INBOX"',)
    sizes: dict[int, int] = field(default_factory=dict)
    wire: list[bytes] = field(default_factory=list)
    appended: list[bytes] = field(default_factory=list)
    logins: int = 0
    refused_folder: str = ""
    uidnext: int = 0
    port: int = 0

    def __enter__(self) -> ImapStandin:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._sockets: list[socket.socket] = []
        self._ended = threading.Event()
        self.news = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for each in (self._listener, *self._sockets):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._sockets.append(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), sock, sock.makefile("rb") as lines:
            sock.sendall(f"* OK [CAPABILITY {self.capabilities}] standin\r\n".encode())
            for line in lines:
                self.wire.append(line)
                tag, _, rest = line.decode("latin-1").rstrip("\r\n").partition(" ")
                if not self._answer(sock, lines, tag, rest):
                    return

    def _answer(self, sock, lines, tag: str, rest: str) -> bool:  # type: ignore[no-untyped-def]
        said = rest.upper()
        if said.startswith("CAPABILITY"):
            sock.sendall(f"* CAPABILITY {self.capabilities}\r\n".encode())
        elif said.startswith("LOGIN"):
            self.logins += 1
            if f'"{self.password}"' not in rest:
                sock.sendall(f"{tag} {self.refusal}\r\n".encode())
                return True
        elif said.startswith("AUTHENTICATE"):
            return self._by_token(sock, lines, tag)
        elif said.startswith("LIST"):
            sock.sendall("".join(f"* LIST {each}\r\n" for each in self.folders).encode())
        elif said.startswith(("EXAMINE", "SELECT")) and self.refused_folder and self.refused_folder in rest:
            sock.sendall(f"{tag} NO no such folder\r\n".encode())
            return True
        elif said.startswith(("EXAMINE", "SELECT")):
            top = self.uidnext or max(self.letters, default=0) + 1
            sock.sendall(f"* {len(self.letters)} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen)\r\n".encode())
            sock.sendall(f"* OK [UIDVALIDITY {self.uidvalidity}] ok\r\n* OK [UIDNEXT {top}] ok\r\n".encode())
            sock.sendall(f"{tag} OK [READ-ONLY] done\r\n".encode())
            return True
        elif said.startswith("UID SEARCH"):
            sock.sendall(f"* SEARCH {' '.join(map(str, self._found(said)))}\r\n".encode())
        elif said.startswith("UID FETCH"):
            return self._fetch(sock, tag, said)
        elif said.startswith("APPEND"):
            sock.sendall(b"+ go on\r\n")
            self.appended.append(lines.read(int(said.rpartition("{")[2].rstrip("}"))))
            lines.readline()
        elif said == "IDLE":
            return self._idle(sock, lines, tag)
        elif said == "LOGOUT":
            sock.sendall(f"* BYE\r\n{tag} OK bye\r\n".encode())
            return False
        sock.sendall(f"{tag} OK done\r\n".encode())
        return True

    def _by_token(self, sock, lines, tag: str) -> bool:  # type: ignore[no-untyped-def]
        sock.sendall(b"+ \r\n")
        given = base64.b64decode(lines.readline())
        if given.endswith(b"Bearer good\1\1"):
            sock.sendall(f"{tag} OK welcome\r\n".encode())
            return True
        reason = base64.b64encode(b'{"status":"400","schemes":"Bearer","scope":"https://mail.example/"}').decode()
        sock.sendall(f"+ {reason}\r\n".encode())
        lines.readline()
        sock.sendall(f"{tag} NO [AUTHENTICATIONFAILED] Invalid credentials\r\n".encode())
        return True

    def _found(self, said: str) -> list[int]:
        if span := re.search(r"UID (\d+):\*", said.removeprefix("UID ")):
            newest = max(self.letters, default=0)
            return [uid for uid in self.letters if uid >= int(span[1]) or uid == newest]  # "n:*" always holds the last
        one = re.search(r"UID (\d+)$", said.removeprefix("UID "))
        return [uid for uid in self.letters if one is None or uid == int(one[1])]

    def _fetch(self, sock: socket.socket, tag: str, said: str) -> bool:
        uids = [int(each) for each in said.split()[2].split(",")]
        body = "BODY.PEEK" in said
        for place, uid in enumerate(self.letters, 1):
            if uid not in uids:
                continue
            befallen = self.mood and body and self.only in (None, uid)
            if befallen and self.mood in _FAULTS:
                if not _FAULTS[self.mood](self, sock, tag, place, uid):
                    return False
                if self.mood in (OK_WITHOUT_DATA, FLAGS_ONLY):
                    continue
                return True
            self._tell(sock, place, uid, said)
        sock.sendall(f"{tag} OK done\r\n".encode())
        return True

    def _tell(self, sock: socket.socket, place: int, uid: int, said: str) -> None:
        letter = self.letters[uid]
        if "RFC822.SIZE" in said:
            size = self.sizes.get(uid, len(letter))
            date = '"01-Mar-2026 10:00:00 +0800"'
            sock.sendall(f"* {place} FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE {date})\r\n".encode())
            return
        name = "BODY[]"
        if part := re.search(r"<(\d+)\.(\d+)>", said):
            letter = letter[int(part[1]) : int(part[1]) + int(part[2])]
            name = f"BODY[]<{part[1]}>"
        sock.sendall(f"* {place} FETCH (UID {uid} {name} {{{len(letter)}}}\r\n".encode() + letter + b")\r\n")

    def _idle(self, sock, lines, tag: str) -> bool:  # type: ignore[no-untyped-def]
        sock.sendall(b"+ idling\r\n")
        if self.mood == SILENT_IDLE:
            self._ended.wait(60)
            return False
        if self.mood == EOF_IDLE:
            return False
        if self.mood == BYE_IDLE:
            sock.sendall(b"* BYE shutting down\r\n")
        if self.mood == CHATTY_IDLE:
            sock.sendall(b"* OK Still here\r\n" * 3)
        threading.Thread(target=self._tell_news, args=(sock,), daemon=True).start()
        self.wire.append(lines.readline())
        sock.sendall(f"{tag} OK done\r\n".encode())
        return True

    def _tell_news(self, sock: socket.socket) -> None:
        if self.news.wait(5) and not self._ended.is_set():
            with contextlib.suppress(OSError):
                sock.sendall(f"* {len(self.letters)} EXISTS\r\n".encode())


def _cut(server: ImapStandin, sock: socket.socket, _tag: str, place: int, uid: int) -> bool:
    letter = server.letters[uid]
    sock.sendall(f"* {place} FETCH (UID {uid} BODY[] {{{len(letter)}}}\r\n".encode() + letter[: len(letter) // 2])
    return False


def _nothing(_server: ImapStandin, _sock: socket.socket, _tag: str, _place: int, _uid: int) -> bool:
    return True


def _flags(_server: ImapStandin, sock: socket.socket, _tag: str, place: int, uid: int) -> bool:
    sock.sendall(f"* {place} FETCH (UID {uid} FLAGS (\\Answered))\r\n".encode())
    return True


def _bug(_server: ImapStandin, sock: socket.socket, tag: str, _place: int, _uid: int) -> bool:
    sock.sendall(f"{tag} NO [SERVERBUG] something is wrong with this message\r\n".encode())
    return True


def _garbage(_server: ImapStandin, sock: socket.socket, tag: str, place: int, _uid: int) -> bool:
    sock.sendall(f"* {place} FETCH (UID ((( \x01 \r\n{tag} OK done\r\n".encode())
    return True


def _huge(_server: ImapStandin, sock: socket.socket, _tag: str, place: int, uid: int) -> bool:
    sock.sendall(f"* {place} FETCH (UID {uid} BODY[] {{3000000000}}\r\n".encode() + b"x" * 1000)
    return True


def _drip(server: ImapStandin, sock: socket.socket, _tag: str, place: int, uid: int) -> bool:
    letter = server.letters[uid]
    sock.sendall(f"* {place} FETCH (UID {uid} BODY[] {{{len(letter)}}}\r\n".encode())
    for each in letter:
        sock.sendall(bytes([each]))
        time.sleep(0.05)
    return False


def _endless(_server: ImapStandin, sock: socket.socket, _tag: str, place: int, uid: int) -> bool:
    sock.sendall(f"* {place} FETCH (UID {uid} ".encode())
    for _ in range(5000):
        sock.sendall(b"x" * 1024)
    return False


_FAULTS = {
    CUT_WITHIN_FETCH: _cut, OK_WITHOUT_DATA: _nothing, FLAGS_ONLY: _flags, SERVER_BUG: _bug, GARBAGE: _garbage,
    HUGE: _huge, DRIP: _drip, NEVER_ENDS: _endless,
}  # fmt: skip
