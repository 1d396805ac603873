"""The children that read: what one letter costs its reader is no other letter's loss (F32, F35)."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mail.read import read_letter
from mail.reader import Reader, Unreadable
from rules.letter import Ours
from tests.letters.company import FOLDER, OURS, raw

SLOW = b"From: a@b.de\nSubject: x\nContent-Type: text/plain\n\n" + b"x" * 100


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    reader = Reader(children=1)
    yield reader
    await reader.close()


async def test_a_child_reads_what_we_would_read(reader: Reader) -> None:
    for each in sorted(FOLDER.glob("*.eml")):
        assert await reader.read(each.read_bytes(), OURS) == read_letter(each.read_bytes(), OURS)


async def test_a_letter_is_read_from_its_file(reader: Reader) -> None:
    letter = await reader.read(FOLDER / "english_inquiry.eml", OURS)
    assert letter == read_letter(raw("english_inquiry"), OURS)


async def test_a_file_that_is_not_there_is_said(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="file"):
        await reader.read(tmp_path / "gone.eml", OURS)
    assert (await reader.read(raw("english_inquiry"), OURS)).subject


async def test_who_we_are_may_change_between_two_letters(reader: Reader) -> None:
    assert (await reader.read(raw("colleague_writes"), OURS)).kind == "internal"
    assert (await reader.read(raw("colleague_writes"), Ours())).kind != "internal"


async def test_a_child_killed_in_the_middle_costs_only_its_letter(reader: Reader) -> None:
    await reader.read(SLOW, OURS)
    (pid,) = reader.pids()
    os.kill(pid, signal.SIGSTOP)
    reading = asyncio.create_task(reader.read(SLOW, OURS))
    await asyncio.sleep(0.2)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(Unreadable, match="signal 9"):
        await reading
    assert (await reader.read(SLOW, OURS)).subject == "x"


async def test_a_child_killed_while_it_waits_costs_nothing(reader: Reader) -> None:
    await reader.read(SLOW, OURS)
    (pid,) = reader.pids()
    os.kill(pid, signal.SIGKILL)
    await asyncio.sleep(0.2)
    assert (await reader.read(SLOW, OURS)).subject == "x"


async def test_a_child_that_takes_too_long_is_replaced(reader: Reader) -> None:
    await reader.read(SLOW, OURS)
    (pid,) = reader.pids()
    os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(Unreadable, match=r"longer than 0\.5 s"):
        await reader.read(SLOW, OURS, seconds=0.5)
    assert time.monotonic() - began < 20
    assert (await reader.read(SLOW, OURS)).subject == "x"
    assert reader.pids() != (pid,)


async def test_a_letter_that_wants_too_much_memory_is_unreadable_and_the_next_is_read(
    reader: Reader, tmp_path: Path
) -> None:
    huge = tmp_path / "huge.eml"
    with huge.open("wb") as file:
        file.write(b"From: a@b.de\n\n")
        file.truncate(2_000_000_000)  # sparse: it takes no room on the disk
    with pytest.raises(Unreadable, match="memory"):
        await reader.read(huge, OURS)
    assert (await reader.read(SLOW, OURS)).subject == "x"


async def test_a_stuck_letter_does_not_stop_the_others() -> None:
    reader = Reader(children=2)
    try:
        await asyncio.gather(*[reader.read(SLOW, OURS) for _ in range(20)])
        await asyncio.gather(reader.read(SLOW, OURS), reader.read(SLOW, OURS))
        stuck, *_ = reader.pids()
        os.kill(stuck, signal.SIGSTOP)
        told = await asyncio.gather(*[reader.read(SLOW, OURS, seconds=1.5) for _ in range(20)], return_exceptions=True)
        assert sum(isinstance(each, Unreadable) for each in told) <= 1
        assert sum(not isinstance(each, BaseException) for each in told) >= 19
    finally:
        await reader.close()


async def test_a_child_has_none_of_our_sockets(reader: Reader) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.set_inheritable(True)
        await reader.read(SLOW, OURS)
        (pid,) = reader.pids()
        held = [os.readlink(each) for each in Path(f"/proc/{pid}/fd").iterdir()]
    assert not any("socket" in each for each in held), held


def test_children_end_with_their_parent() -> None:
    script = textwrap.dedent(
        """
        import os, signal, sys
        sys.path.insert(0, sys.argv[1])
        from mail.reader import Reader
        from rules.letter import Ours
        reader = Reader(1)
        reader.read_now(b"From: a@b.de\\n\\nx", Ours())
        print(reader.pids()[0], flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", script, root], capture_output=True, text=True, cwd="/", timeout=60)
    child = int(done.stdout)
    deadline = time.monotonic() + 10
    while running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not running(child)


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
