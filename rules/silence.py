"""Whether it is unusually quiet: no letter, although such an hour of such a weekday always brings several (R17)."""

from __future__ import annotations

import math
from collections.abc import Sequence

WEEKS = 8
"""Weeks with which an hour is compared."""
ENOUGH = 6
"""Weeks that the log must reach back before it can say what is usual."""
UNLIKELY = 0.001
"""Chance below which a silence is told."""


def is_unusual(now: int, former: Sequence[int]) -> bool:
    """`now` letters came where `former` came in the same hours of the weeks before.

    Unusual only when every one of those weeks brought something, and so little would come by chance (Poisson, with the
    median of the weeks as its mean) less than once in a thousand times.
    """
    if len(former) < ENOUGH or min(former) == 0:
        return False
    mean = sorted(former)[(len(former) - 1) // 2]
    chance = sum(math.exp(-mean) * mean**count / math.factorial(count) for count in range(now + 1)) if now < 50 else 1.0
    return chance < UNLIKELY
