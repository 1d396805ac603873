"""Some faults are shown on the same department that the dialogues use."""

from tests.dialogues.conftest import desk, empty_desk, fresh_database, one_engine, quiet

__all__ = ["desk", "empty_desk", "fresh_database", "one_engine", "quiet"]
