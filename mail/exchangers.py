"""Asks the name servers of this machine who takes the mail of a domain (its MX records)."""

from __future__ import annotations

import contextlib
import secrets
import socket
import struct
from pathlib import Path

from rules.address import domain_of

_MX, _IN, _RECURSION = 15, 1, 0x0100
_RESOLVERS = Path("/etc/resolv.conf")
_MOST_STEPS = 200
"""More labels and jumps no name has; a name that points at itself would have no end."""


def exchangers(domain: str, servers: tuple[tuple[str, int], ...] = (), seconds: float = 2.0) -> tuple[str, ...]:
    """The hosts that take mail for a domain, the preferred first. Empty where nobody knows or answers in time.

    The answer is a hint which settings to try first; it decides nothing. `servers` are name servers, else the system's.
    """
    name = domain_of(f"x@{domain}")
    for host, port in (servers or _system_servers()) if name else ():
        with contextlib.suppress(OSError, ValueError, IndexError, struct.error):
            return _hosts(*_asked(name, host, port, seconds))
    return ()


def _system_servers() -> tuple[tuple[str, int], ...]:
    try:
        lines = [each.split() for each in _RESOLVERS.read_text(encoding="ascii", errors="replace").splitlines()]
    except OSError:
        return ()
    return tuple((each[1], 53) for each in lines if len(each) > 1 and each[0] == "nameserver")[:2]


def _asked(name: str, host: str, port: int, seconds: float) -> tuple[bytes, int]:
    """The answer, and where its records begin."""
    number = secrets.randbelow(65536)
    labels = [each.encode("ascii") for each in name.split(".")]
    question = b"".join(bytes([len(each)]) + each for each in labels) + b"\0" + struct.pack("!HH", _MX, _IN)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as asking:
        asking.settimeout(seconds)
        asking.connect((host, port))
        asking.send(struct.pack("!6H", number, _RECURSION, 1, 0, 0, 0) + question)
        answer = asking.recv(4096)
    if struct.unpack_from("!H", answer)[0] != number or answer[12 : 12 + len(question)].lower() != question:
        raise ValueError("that answers another question")
    return answer, 12 + len(question)


def _hosts(answer: bytes, place: int) -> tuple[str, ...]:
    found: list[tuple[int, str]] = []
    for _ in range(struct.unpack_from("!H", answer, 6)[0]):
        _, place = _name(answer, place)
        kind, _, _, length = struct.unpack_from("!HHIH", answer, place)
        place += 10
        if kind == _MX:
            found.append((struct.unpack_from("!H", answer, place)[0], _name(answer, place + 2)[0]))
        place += length
    return tuple(host for _, host in sorted(found))


def _name(answer: bytes, place: int) -> tuple[str, int]:
    """A domain name at a place, and the place behind it; shortened names point back into the answer (RFC 1035, 4.1.4)."""
    labels: list[str] = []
    behind = None
    for _ in range(_MOST_STEPS):
        length = answer[place]
        if length == 0:
            return ".".join(labels).lower(), behind or place + 1
        if length >= 0xC0:
            behind = behind or place + 2
            place = struct.unpack_from("!H", answer, place)[0] & 0x3FFF
            continue
        labels.append(answer[place + 1 : place + 1 + length].decode("ascii", "replace"))
        place += 1 + length
    raise ValueError("a name without an end")
