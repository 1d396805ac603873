"""A line to a real server that misbehaves as it is told, step by step: IMAP, SMTP or the chat's API, on loopback.

    with Trouble(mail.imap_port, "imap") as line:       # the client connects to line.port
        line.on("FETCH", nth=3).reset()                 # the third fetch from now on meets a reset

Which steps: `on` (one), `on(..., times=5)`, `always`, `on(..., chance=0.2)` (by lot, from the seed), `now()` (every open
connection, at once). What befalls them: the methods of Words. `line.well()` ends all trouble; `line.wire` is the record.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from tests.experiments import SEED
from tests.standins.tongues import TONGUES, Step

ANY = "*"
FOR_EVER = float("inf")
_KEPT = 4096
Holding = bytes | re.Pattern[bytes]


@dataclass(frozen=True)
class Passed:
    """What passed: when (monotonic seconds), on which connection, "asked" or "told", the step's verb, its first 4 kB."""

    at: float
    connection: int
    side: str
    verb: str
    raw: bytes


@dataclass(frozen=True, eq=False)
class Fault:
    """`asked` says whether the step is passed on to the server; `told` gives the client a part of the answer (or not)."""

    name: str
    asked: Callable[[Talk, Step], bool] = lambda talk, step: True
    told: Callable[[Talk, bytes, bool], object] = lambda talk, part, last: talk.give(part)


WELL = Fault("")


class Words:
    """What may befall a step. Without a fault of its own the answer is the real server's."""

    def __init__(self, take: Callable[[Fault], None], dice: random.Random) -> None:
        self._take = take
        self._dice = dice

    def refuse(self, words: str = "") -> None:
        """The server never hears of it; the client is told no: "NO [INUSE] later", "451 later", "429 ... retry after 5".

        On CONNECT without words: a reset instead of a greeting.
        """

        def asked(talk: Talk, step: Step) -> bool:
            if step.verb == "CONNECT" and not words:
                talk.reset()
            else:
                talk.give(talk.tongue.no(step, words))
                if step.verb == "CONNECT":
                    talk.close()
            return False

        self._take(Fault("refuse", asked))

    def answer(self, raw: bytes) -> None:
        """The server never hears of it; the client gets these bytes, with {tag} filled in."""

        def asked(talk: Talk, step: Step) -> bool:
            talk.give(raw.replace(b"{tag}", step.tag))
            return False

        self._take(Fault("answer", asked))

    def stall(self, seconds: float = FOR_EVER) -> None:
        """It is passed on so many seconds later, or when all is well again."""
        self._take(Fault("stall", lambda talk, step: talk.pause(seconds)))

    def drip(self, size: int = 1, every: float = 0.05, at_first: int = 0) -> None:
        """The answer comes `size` bytes at a time, `at_first` so many at once."""

        def told(talk: Talk, part: bytes, last: bool) -> None:
            talk.give(part[:at_first])
            for start in range(at_first, len(part), size):
                if not talk.give(part[start : start + size]):
                    return
                talk.pause(every)

        self._take(Fault("drip", told=told))

    def lie(self, change: Callable[[bytes], bytes]) -> None:
        """Each part of the answer is rewritten; b"" leaves it out."""
        self._take(Fault("lie", told=lambda talk, part, last: talk.give(change(part))))

    def before(self, raw: bytes) -> None:
        """The server does it; these bytes come before its answer."""
        self._take(Fault("before", lambda talk, step: talk.give(raw) or True))

    def close(self) -> None:
        """The server never hears of it; the line is closed (FIN)."""
        self._take(Fault("close", lambda talk, step: talk.close()))

    def reset(self) -> None:
        """The server never hears of it; the line is reset (RST)."""
        self._take(Fault("reset", lambda talk, step: talk.reset()))

    def bye(self) -> None:
        """The server never hears of it; it says good-bye (BYE, 421, 503) and closes."""
        self._take(Fault("bye", lambda talk, step: talk.give(talk.tongue.farewell) and talk.close()))

    def silence(self) -> None:
        """From here on nothing passes either way, and nobody says so: no FIN, no RST."""

        def asked(talk: Talk, step: Step) -> bool:
            talk.silent = True
            return False

        self._take(Fault("silence", asked))

    def lost(self, silently: bool = False) -> None:
        """The answer after the deed: the server does it, its answer is lost, the line is reset (or falls silent)."""

        def told(talk: Talk, part: bytes, last: bool) -> None:
            if last and not silently:
                talk.reset()
            elif last:
                talk.silent = True

        self._take(Fault("lost", told=told))

    def cut(self, after: int) -> None:
        """The first bytes of the answer come, then a reset."""
        left = [after]

        def asked(talk: Talk, step: Step) -> bool:
            left[0] = after
            return True

        def told(talk: Talk, part: bytes, last: bool) -> None:
            talk.give(part[: left[0]])
            left[0] -= len(part)
            if left[0] <= 0:
                talk.reset()

        self._take(Fault("cut", asked, told))

    def twice(self) -> None:
        """Each part of the answer comes twice."""
        self._take(Fault("twice", told=lambda talk, part, last: talk.give(part + part)))

    def garbage(self, size: int = 200) -> None:
        """Chance bytes and a line end stand where the first part of the answer should."""
        rubbish = self._dice.randbytes(size).replace(b"\n", b"?") + b"\r\n"
        first = [True]

        def asked(talk: Talk, step: Step) -> bool:
            first[0] = True
            return True

        def told(talk: Talk, part: bytes, last: bool) -> None:
            talk.give(rubbish + talk.tongue.after_garbage if first[0] else part)
            first[0] = False

        self._take(Fault("garbage", asked, told))

    def flood(self, head: bytes, size: float = FOR_EVER) -> None:
        """The server never hears of it; after `head` come so many bytes of x, as fast as they are taken."""

        def asked(talk: Talk, step: Step) -> bool:
            sent, block = 0, b"x" * 65536
            going = talk.give(head.replace(b"{tag}", step.tag))
            while going and sent < size:
                going = talk.give(block)
                sent += len(block)
            return False

        self._take(Fault("flood", asked))


@dataclass
class Rule:
    """Which steps a fault befalls, counted from when it was said."""

    verb: str
    nth: int
    times: float
    chance: float
    holding: re.Pattern[bytes]
    fault: Fault = WELL

    def takes(self, step: Step, dice: random.Random) -> bool:
        if self.verb not in (step.verb, ANY) or not self.holding.search(step.raw) or not self.times:
            return False
        self.nth -= 1
        if self.nth > 0 or dice.random() >= self.chance:
            return False
        self.times -= 1
        return True


class Trouble:
    """The line. `protocol` is imap, smtp or chat; with `tls` the client speaks TLS to it, the server behind stays plain."""

    def __init__(self, target: int, protocol: str, seed: int = SEED, tls: ssl.SSLContext | None = None) -> None:
        self.target = target
        self.protocol = protocol
        self.tls = tls
        self.wire: list[Passed] = []
        self.befell: Counter[str] = Counter()
        """How often what befell which step: "FETCH reset"."""
        self.connections = 0
        self._dice = random.Random(seed)
        self._rules: list[Rule] = []
        self._lock = threading.Lock()
        self._calm = threading.Event()
        self._talks: list[Talk] = []
        self._listener: socket.socket | None = None
        self.port = 0
        self.up()

    def __enter__(self) -> Trouble:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def on(self, verb: str, nth: int = 1, times: float = 1, chance: float = 1.0, holding: Holding = b"") -> Words:
        """The nth step of that verb from now on, and `times` in all; only such as hold these bytes (or that pattern)."""
        pattern = re.compile(re.escape(holding)) if isinstance(holding, bytes) else holding

        def take(fault: Fault) -> None:
            with self._lock:
                self._rules.append(Rule(verb, nth, times, chance, pattern, fault))

        return Words(take, self._dice)

    def always(self, verb: str, chance: float = 1.0, holding: Holding = b"") -> Words:
        """Every step of that verb, or each by lot."""
        return self.on(verb, times=FOR_EVER, chance=chance, holding=holding)

    def now(self) -> Words:
        """Every connection that is open, at once: `line.now().silence()`."""

        def take(fault: Fault) -> None:
            for talk in self.open():
                self.befell[f"now {fault.name}"] += 1
                fault.asked(talk, Step("now"))

        return Words(take, self._dice)

    def well(self) -> None:
        """No trouble from here on; who stalls goes on. A connection that fell silent stays so."""
        with self._lock:
            self._rules.clear()
            calm, self._calm = self._calm, threading.Event()
        calm.set()

    def down(self) -> None:
        """The server is gone: what is open is reset, who connects is refused."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        for talk in self.open():
            talk.reset()

    def up(self) -> None:
        """It is there again, at the same port."""
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
            self.port = self._listener.getsockname()[1]
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def end(self) -> None:
        self.well()
        self.down()

    def open(self) -> list[Talk]:
        with self._lock:
            self._talks = [each for each in self._talks if not each.ended]
            return list(self._talks)

    def asked(self, verb: str = ANY) -> list[Passed]:
        """What clients asked, of one verb or all."""
        with self._lock:
            return [each for each in self.wire if each.side == "asked" and verb in (each.verb, ANY)]

    def told(self, verb: str = ANY) -> list[Passed]:
        """What clients were told, as it was given to them."""
        with self._lock:
            return [each for each in self.wire if each.side == "told" and verb in (each.verb, ANY)]

    def fault_for(self, step: Step) -> Fault:
        with self._lock:
            for rule in self._rules:
                if rule.takes(step, self._dice):
                    self.befell[f"{step.verb} {rule.fault.name}"] += 1
                    return rule.fault
        return WELL

    def note(self, connection: int, side: str, verb: str, raw: bytes) -> None:
        with self._lock:
            self.wire.append(Passed(time.monotonic(), connection, side, verb, bytes(raw[:_KEPT])))

    def pause(self, seconds: float) -> None:
        self._calm.wait(None if seconds == FOR_EVER else seconds)

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                with self._lock:
                    self.connections += 1
                    talk = Talk(self, self.connections, client)
                    self._talks.append(talk)
                threading.Thread(target=talk.run, daemon=True).start()


class Talk:
    """One connection between a client and the server: two threads, one for each way."""

    def __init__(self, line: Trouble, number: int, client: socket.socket) -> None:
        self.line = line
        self.number = number
        self.client = client
        self.server: socket.socket | None = None
        self.tongue = TONGUES[line.protocol]()
        self.silent = self.ended = self.broken = False
        self.step = Step("CONNECT")
        self._fault = WELL
        self._giving = threading.RLock()

    def run(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self._joined():
                self._pass_on()
        self.close()

    def give(self, raw: bytes) -> bool:
        """To the client; False when it has gone."""
        with self._giving:
            if self.ended:
                return False
            if raw and not self.silent:
                self.line.note(self.number, "told", self.step.verb, raw)
                try:
                    self.client.sendall(raw)
                except OSError:
                    return False
        return True

    def pause(self, seconds: float) -> bool:
        """True, so long later or when all is well again."""
        self.line.pause(seconds)
        return True

    def close(self) -> bool:
        """Ends both sides; always False, as an answer to whether a step is passed on."""
        self.ended = True
        for each in (None if self.broken else self.client, self.server):
            if each is not None:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()
        return False

    def reset(self) -> bool:
        """As from a machine that fell over. A reader is woken first: while one waits, closing says nothing."""
        self.ended = self.broken = True
        with contextlib.suppress(OSError):
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.client.shutdown(socket.SHUT_RD)
        with contextlib.suppress(OSError):
            os.close(self.client.detach())
        return self.close()

    def _joined(self) -> bool:
        """Secure where it should be, and connected to the server, unless the first step is already befallen."""
        self.client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.line.tls is not None:
            try:
                self.client = self.line.tls.wrap_socket(self.client, server_side=True)
            except OSError:
                self.line.befell["TLS not taken"] += 1
                raise
        self.line.note(self.number, "asked", "CONNECT", b"")
        if not self._befalls(self.step):
            return self.silent
        self.server = socket.create_connection(("127.0.0.1", self.line.target), 30)
        self.server.settimeout(None)
        self.server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=self._listen, args=(self.server.makefile("rb"),), daemon=True).start()
        return True

    def _pass_on(self) -> None:
        with self.client.makefile("rb") as stream:
            while (step := self.tongue.asked(stream)) is not None and not self.ended:
                self.line.note(self.number, "asked", step.verb, step.raw)
                passes = not self.silent and (not step.verb or self._befalls(step))
                if passes and self.server is not None:
                    self.server.sendall(step.raw)

    def _befalls(self, step: Step) -> bool:
        """Whether the step goes on to the server, under what befalls it."""
        if step.verb != "DONE":
            self.step = step
        self._fault = self.line.fault_for(step)
        return self._fault.asked(self, step)

    def _listen(self, stream: BinaryIO) -> None:
        with contextlib.suppress(OSError, ValueError), stream:
            while part := self.tongue.told(stream, self.step):
                fault, step = self._fault, self.step
                last = self.tongue.ends(part, step)
                if last:
                    self._fault = WELL  # before the client hears it and asks the next
                if fault is WELL or self.tongue.goes_on(part):
                    self.give(part)
                else:
                    fault.told(self, part, last)
        if not self.silent:
            self.close()
