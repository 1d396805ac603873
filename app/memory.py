"""Memory that the C library has freed goes back to the system, so that the process stays as small as its work (F42).

Letters come in all sizes; what is freed between longer-lived pieces stays with the process otherwise, and it seems to grow.
"""

from __future__ import annotations

import asyncio
import ctypes
import logging
from typing import Any

from app.steadfast import again

LOG = logging.getLogger("infodesk.memory")
EVERY = 120.0
"""Seconds between two times; it takes some milliseconds."""
_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's mallopt: threads share so many heaps instead of having one each."""
_ARENAS = 2


async def gives_back() -> None:
    """Every two minutes. Where the C library is another than glibc, nothing is done."""
    library = _glibc()
    if library is None:
        return
    await again(lambda: _trimmed(library), EVERY)


def few_heaps() -> bool:
    """Must be called before threads begin; False where the C library is another."""
    library = _glibc()
    return library is not None and library.mallopt(_ARENA_MAX, _ARENAS) == 1


async def _trimmed(library: Any) -> None:
    await asyncio.to_thread(library.malloc_trim, 0)


def _glibc() -> Any | None:
    try:
        library = ctypes.CDLL(None)
        return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
    except OSError:
        return None
