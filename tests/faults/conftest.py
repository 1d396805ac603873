"""Some faults are shown on the same department that the dialogues use; the long experiments are dealt out, the longest first."""

from __future__ import annotations

import pytest

from tests.dialogues.conftest import desk, empty_desk, fresh_database, one_engine, quiet

__all__ = ["desk", "empty_desk", "fresh_database", "one_engine", "quiet"]

LONGEST = (
    "test_f42_soak",
    "test_f02_kills",
    "test_f01_steps",
    "test_f07_silent_imap_lines",
    "test_f38_secrets_rotated",
)
LONG_SECONDS = 1200
IN_LOTS = ("test_f01_steps", "test_f02_kills")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Most of a long experiment's time is waiting, so two services may run beside each other: a group for each file or lot."""
    for item in items:
        if item.get_closest_marker("slow") and item.path.parent.name == "faults":
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(LONG_SECONDS, method="signal"))
            lot = getattr(item, "callspec", None) if item.path.stem in IN_LOTS else None
            item.add_marker(pytest.mark.xdist_group(f"{item.path.stem}-{lot.id}" if lot else item.path.stem))
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))
