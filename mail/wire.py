"""The bytes from a mail server, with a deadline on every read, however slowly they drip (F10, F11)."""

from __future__ import annotations

import contextlib
import imaplib
import io
import select
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LONGEST_LINE = 32 * 1024 * 1024  # the UIDs of two million letters
_WOULD_BLOCK = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class TooLong(OSError):
    """The server announced more bytes than anybody asked for."""


class Wire(io.RawIOBase):
    """A socket as a raw stream whose reads end at a deadline. `silence` is the longest pause within an answer, in seconds."""

    def __init__(self, sock: socket.socket, silence: float) -> None:
        self.sock = sock
        self.silence = silence
        self.deadline = time.monotonic() + silence
        self.most = 16 * 1024 * 1024
        self._at_once = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int | None:  # type: ignore[override]
        if self._at_once:
            self.sock.settimeout(0)
            try:
                return self.sock.recv_into(buffer)
            except _WOULD_BLOCK:
                return None
            finally:
                self.sock.settimeout(self.silence)
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer took too long")
        self.sock.settimeout(min(left, self.silence))
        try:
            return self.sock.recv_into(buffer)
        except TimeoutError as fault:
            raise TimeoutError("the answer took too long") from fault

    @contextmanager
    def within(self, seconds: float, most: int = 16 * 1024 * 1024) -> Iterator[None]:
        """What is read inside ends after so many seconds, and no literal is longer than `most` bytes."""
        before, most_before = self.deadline, self.most
        self.deadline, self.most = time.monotonic() + seconds, most
        self.sock.settimeout(seconds)
        try:
            yield
        finally:
            self.deadline, self.most = before, most_before

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Reads inside take only what is already there."""
        self._at_once = True
        try:
            yield
        finally:
            self._at_once = False


class Lines(io.BufferedReader):
    """Buffered lines and literals from a Wire, in the form that imaplib wants of its file."""

    def __init__(self, wire: Wire) -> None:
        super().__init__(wire, 64 * 1024)
        self.wire = wire

    def read(self, size: int | None = -1, /) -> bytes:
        """Exactly `size` bytes; refuses before it allocates what nobody asked for (F10)."""
        if size is None or size < 0 or size > self.wire.most:
            raise TooLong(f"the server announced {size} bytes, {self.wire.most} are allowed here")
        return super().read(size)

    def waiting(self) -> bool:
        """Whether a byte is there to be read now."""
        with self.wire.at_once():
            return bool(self.peek(1))


def readable(sock: socket.socket, wake: socket.socket, seconds: float) -> tuple[bool, bool]:
    """Waits until the server or the waker speaks, at most so long: (server, waker)."""
    poller = select.poll()
    poller.register(sock, select.POLLIN)
    poller.register(wake, select.POLLIN)
    ready = {each for each, _ in poller.poll(max(0, int(seconds * 1000)))}
    return sock.fileno() in ready, wake.fileno() in ready


Made = Callable[[socket.socket], None]


class Imap4(imaplib.IMAP4):
    """imaplib's client over a Wire; with a context it speaks TLS from the first byte."""

    lines: Lines

    def __init__(
        self, host: str, port: int, seconds: float, context: ssl.SSLContext | None, made: Made | None = None
    ) -> None:
        """`made` is told each socket before it is used."""
        self._seconds = seconds
        self._context = context
        self._made = made or (lambda sock: None)
        super().__init__(host, port)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        self.host, self.port = host, port
        sock = self._joined(host, port)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if self._context is not None:
            sock = self._wrapped(sock, self._context)
        self._speak_over(sock)

    def readline(self) -> bytes:
        """A line; after one that is too long nobody knows where the next begins."""
        line = self.lines.readline(_LONGEST_LINE + 1)
        if len(line) > _LONGEST_LINE:
            raise self.abort("a line without an end")
        return line

    def secure(self, context: ssl.SSLContext) -> None:
        """STARTTLS. What came unencrypted before it is forgotten."""
        answer, _ = self._simple_command("STARTTLS")
        if answer != "OK":
            raise self.abort("the server refuses STARTTLS")
        self._speak_over(self._wrapped(self.sock, context))
        self.untagged_responses = {}
        self._get_capabilities()

    def _speak_over(self, sock: socket.socket) -> None:
        self.sock = sock
        self.file = self.lines = Lines(Wire(sock, self._seconds))

    def _joined(self, host: str, port: int) -> socket.socket:
        """Connected to the first of the host's addresses that answers."""
        fault = OSError(f"{host} has no address")
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            sock = socket.socket(family, kind, protocol)
            try:
                self._made(sock)
                sock.settimeout(self._seconds)
                sock.connect(address)
                return sock
            except OSError as refusal:
                fault = refusal
                sock.close()
        raise fault

    def _wrapped(self, sock: socket.socket, context: ssl.SSLContext) -> ssl.SSLSocket:
        secure = sock
        try:
            secure = context.wrap_socket(sock, server_hostname=self.host, do_handshake_on_connect=False)
            self._made(secure)
            secure.do_handshake()
            return secure
        except BaseException:
            secure.close()
            raise


def ended(sock: socket.socket) -> None:
    """From any thread: whoever waits for this socket waits no longer."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)  # ssl's own would take the socket from under a reader
