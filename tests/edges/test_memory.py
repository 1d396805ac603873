"""What was freed goes back to the system (F42), where the C library knows how."""

from __future__ import annotations

import asyncio
import subprocess
import sys

from app import memory


def test_heaps_are_few_where_the_library_is_glibc() -> None:
    """In a process of its own: the number of heaps is for the whole process."""
    done = subprocess.run(
        [sys.executable, "-c", "from app import memory; print(memory.few_heaps())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(sys.platform == "linux" and memory._glibc() is not None)


async def test_it_gives_back_at_once_and_goes_on() -> None:
    giving = asyncio.create_task(memory.gives_back())
    await asyncio.sleep(0.2)
    assert memory._glibc() is None or not giving.done()
    giving.cancel()
