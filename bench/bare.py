"""The bare lines: fetch, parse, hash, one durable commit each. One process, nothing else. `python -m bench.bare WAY ...`"""

from __future__ import annotations

import email
import email.policy
import hashlib
import json
import os
import re
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from quopri import decodestring

from imapclient import IMAPClient

from bench.servers import HOST
from bench.watching import cpu_seconds, memory_mb
from storage.database import journal_of, sqlite_library

AT_ONCE = 32
_BOUNDARY = re.compile(rb'boundary="?([^"\r\n;]+)', re.IGNORECASE)
_CODING = re.compile(rb"^content-transfer-encoding:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def stdlib_parsed(raw: bytes) -> list[str]:
    """Hashes of all parts, decoded, by the standard library's parser with compat32."""
    letter = email.message_from_bytes(raw, policy=email.policy.compat32)
    parts = [each for each in letter.walk() if not each.is_multipart()]
    _ = (letter["From"], letter["Subject"], letter["Message-ID"], letter["Date"])
    return [hashlib.sha256(bytes(each.get_payload(decode=True) or b"")).hexdigest() for each in parts]


def cut(raw: bytes) -> list[str]:
    """The same by cutting at the boundaries."""
    return [hashlib.sha256(each).hexdigest() for each in _parts(raw)]


def _parts(raw: bytes) -> Iterator[bytes]:
    head, _, body = raw.partition(b"\r\n\r\n")
    boundary = _BOUNDARY.search(head)
    if boundary and b"multipart/" in head.lower():
        for piece in body.split(b"--" + boundary[1])[1:-1]:
            yield from _parts(piece.removeprefix(b"\r\n"))
        return
    coding = _CODING.search(head)
    way = coding[1].lower() if coding else b""
    yield b64decode(body) if way == b"base64" else decodestring(body) if way == b"quoted-printable" else body


WAYS: dict[str, Callable[[bytes], list[str]]] = {"stdlib": stdlib_parsed, "cut": cut}


def main(way: str, port: int, user: str, password: str, folder: str) -> dict[str, float]:
    parse = WAYS[way]
    library = sqlite_library()
    database = library.connect(str(Path(folder) / f"{way}.db"), isolation_level=None)
    database.execute(f"PRAGMA journal_mode={journal_of(library.sqlite_version_info)}")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE IF NOT EXISTS letters (sha256 TEXT PRIMARY KEY, parts TEXT, raw BLOB)")
    client = IMAPClient(HOST, port, ssl=False)
    client._imap.debug = 0
    client.login(user, password)
    began, cpu, count = time.perf_counter(), cpu_seconds([os.getpid()]), 0
    client.select_folder("INBOX", readonly=True)
    uids = client.search("ALL")
    for start in range(0, len(uids), AT_ONCE):
        for told in client.fetch(uids[start : start + AT_ONCE], ["BODY.PEEK[]"]).values():
            raw = told[b"BODY[]"]
            row = (hashlib.sha256(raw).hexdigest(), json.dumps(parse(raw)), raw)
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO letters VALUES (?, ?, ?)", row)
            database.execute("COMMIT")
            count += 1
    seconds, used = time.perf_counter() - began, cpu_seconds([os.getpid()]) - cpu
    client.logout()
    return {"letters": count, "seconds": seconds, "cpu": used, "peak_mb": memory_mb(os.getpid(), "VmHWM")}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:6])))
